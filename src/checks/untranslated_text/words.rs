//! Words that stand in both texts, and that the target language does not have.

use super::{Part, RUN, betrays};
use crate::checks::View;
use crate::facts::{Figure, fold};
use crate::finding::Confidence;
use crate::text::Span;
use crate::tokens::{self, Script, Token};
use any_ascii::any_ascii_char;
use smallvec::SmallVec;
use std::ops::Range;

/// Letters of a word that is left alone.
const LONG: usize = 4;

/// Letters of a function word that is no syllable of another language by chance.
const SHORT: usize = 3;

/// Words of a stretch that are compared; a longer one is found in pieces.
const STRETCH: usize = 64;

/// Places of a word in the source that are compared.
const PLACES: usize = 8;

/// Letters of an ending that bends a word.
const ENDING: usize = 2;

/// Words on either side of one in a quotation that tell its language.
const AROUND: usize = 4;

/// The parts that stand in both texts with words that the target language does not have.
pub(super) fn find(view: &View<'_>, parts: &mut Vec<Part>) {
    let mut texts = Texts { view, source: Source::default() };
    let has_list = view.target_locale.is_ordinary(&[]).is_some();
    let shows = |at| texts.is_betraying(at) || (has_list && texts.is_unknown(at));
    let Some(first) = (0..view.tokens.len()).find(|&at| shows(at)) else { return };
    texts.source = Source::read(view);
    texts.betraying(first, parts);
    // Without a list nothing is known to be missing from it.
    if has_list {
        texts.unknown(first, parts);
    }
}

/// The words of the source, and where each stands.
#[derive(Default)]
struct Source {
    tokens: Vec<Token>,
    places: Vec<(u64, u32)>,
}

impl Source {
    fn read(view: &View<'_>) -> Self {
        let mut tokens = Vec::new();
        tokens::read(&view.source_facts.chars, &mut tokens);
        let mut places: Vec<_> = (0..).zip(&tokens).map(|(at, word)| (word.key, at)).collect();
        places.sort_unstable();
        Self { tokens, places }
    }

    /// The first places of a word.
    fn places(&self, key: u64) -> impl Iterator<Item = usize> {
        let from = self.places.partition_point(|place| place.0 < key);
        let same = self.places[from..].iter().take_while(move |place| place.0 == key);
        same.take(PLACES).map(|place| place.1 as usize)
    }
}

/// Words that stand in both texts.
struct Shared {
    own: Range<usize>,
    other: Range<usize>,
}

/// Both texts in words.
struct Texts<'v, 'a> {
    view: &'v View<'a>,
    source: Source,
}

impl Texts<'_, '_> {
    fn word(&self, at: usize) -> &Token {
        &self.view.tokens[at]
    }

    fn text(&self, at: usize) -> &str {
        self.word(at).span.of(self.view.target)
    }

    fn is_large(&self, at: usize) -> bool {
        self.view.tokens.get(at).is_some() && self.text(at).starts_with(char::is_uppercase)
    }

    fn is_small(&self, at: usize) -> bool {
        self.text(at).starts_with(char::is_lowercase)
    }

    /// Whether a word is part of the text, and neither quoted nor a gloss nor code.
    fn is_text(&self, at: usize) -> bool {
        let word = self.word(at);
        let aside = (word.quoted || word.bracketed) && !self.is_amid_own(at);
        !aside && !self.view.target_facts.is_masked(word.span.start)
    }

    /// Whether a word stands in a quotation, or in brackets, that is in the target language.
    fn is_amid_own(&self, at: usize) -> bool {
        let (view, word) = (self.view, self.word(at));
        let around = at.saturating_sub(AROUND)..(at + AROUND + 1).min(view.tokens.len());
        let own = view.tokens[around].iter().filter(|other| {
            (other.quoted, other.bracketed) == (word.quoted, word.bracketed)
                && view.target_locale.look.has(other.key)
        });
        own.count() >= 2
    }

    /// Whether a word of the text is a function word of the source language alone.
    fn is_betraying(&self, at: usize) -> bool {
        let is_word = || self.view.target_locale.is_ordinary(&folded(self.text(at))) == Some(true);
        betrays(self.view, self.word(at)) && self.is_text(at) && !is_word()
    }

    /// Whether a word of the text is none of the target language, as far as its list knows, and
    /// neither a unit nor part of a code.
    fn is_unknown(&self, at: usize) -> bool {
        let (locale, word, text) = (self.view.target_locale, self.word(at), self.text(at));
        if word.script != Script::Word || locale.look.has(word.key) || !self.is_text(at) {
            return false;
        }
        let folded = folded(text);
        let is_word = |letters: &[char]| locale.is_ordinary(letters) == Some(true);
        let is_long = folded.len() >= LONG || (folded.len() >= SHORT && betrays(self.view, word));
        let mixed = text.chars().skip(1).any(char::is_uppercase);
        // The list has words without their marks: `cafe`.
        let plain = || folded.iter().flat_map(|c| any_ascii_char(*c).chars());
        let is_plain = |text: &str| {
            !text.is_ascii()
                && !locale.look.is_strange(text)
                && is_word(&plain().collect::<SmallVec<[char; 24]>>())
        };
        if !is_long
            || mixed
            || is_word(&folded)
            || is_plain(text)
            || !folded.iter().all(|c| c.is_alphabetic())
        {
            return false;
        }
        // What two words make is one that the list has not heard of: `lockdown`.
        let is_half = |half: &[char]| {
            let has =
                |half: &[char]| locale.look.has(tokens::key(&half.iter().collect::<String>()));
            is_word(half) || has(half)
        };
        let mut seams = 2..folded.len().saturating_sub(2);
        let compound = seams.any(|seam| is_word(&folded[seam..]) && is_half(&folded[..seam]));
        let figures = &self.view.target_facts.figures;
        let figure = figures.partition_point(|figure| figure.span.end < word.span.end);
        let inside = |figure: &Figure| figure.span.start <= word.span.start;
        !compound
            && !is_part(self.view.target, word.span)
            && !figures.get(figure).is_some_and(inside)
    }

    /// The longest stretch around the word at `hit` that the source has too.
    fn longest(&self, hit: usize) -> Option<Shared> {
        let (target, source) = (self.view.tokens, &self.source.tokens);
        let same = |own: usize, other: usize| {
            let numbers = |script| target[own].script == script && source[other].script == script;
            (target[own].key == source[other].key || numbers(Script::Number)) && self.is_text(own)
        };
        let shared = |at: usize| {
            let before = (1..=hit.min(at).min(STRETCH)).take_while(|n| same(hit - n, at - n));
            let before = before.count();
            let room = (target.len() - hit).min(source.len() - at).min(STRETCH);
            let behind = (0..room).take_while(|n| same(hit + n, at + n)).count();
            Shared { own: hit - before..hit + behind, other: at - before..at + behind }
        };
        self.source.places(target[hit].key).map(shared).max_by_key(|shared| shared.own.len())
    }

    /// Words in a row that come from the source with a function word of its language among them.
    fn betraying(&self, first: usize, parts: &mut Vec<Part>) {
        let mut at = first;
        while let Some(hit) = (at..self.view.tokens.len()).find(|&at| self.is_betraying(at)) {
            at = hit + 1;
            let Some(shared) = self.longest(hit) else { continue };
            at = at.max(shared.own.end);
            // The title of a work or the name of an office has capitals.
            let content = shared.own.clone().filter(|&at| !betrays(self.view, self.word(at)));
            let (small, large): (Vec<_>, Vec<_>) = content.partition(|&at| self.is_small(at));
            let confidence = match shared.own.len() {
                RUN.. if small.len() >= 2 && small.len() > large.len() => Confidence::High,
                2.. if self.is_small(hit) && large.is_empty() => Confidence::Medium,
                1 if self.is_small(hit) && self.is_long(hit) => Confidence::Low,
                _ => continue,
            };
            parts.push(self.part(shared, confidence));
        }
    }

    fn part(&self, shared: Shared, confidence: Confidence) -> Part {
        let join = |words: &[Token]| {
            let end = words.last().map_or(0, |word| word.span.end);
            Span { start: words.first().map_or(0, |word| word.span.start), end }
        };
        Part {
            target: join(&self.view.tokens[shared.own]),
            source: join(&self.source.tokens[shared.other]),
            confidence,
        }
    }

    /// Whether a single word is long enough to be no word of the target language by chance, and no
    /// keyword of a message format.
    fn is_long(&self, at: usize) -> bool {
        let rest = &self.view.target[self.word(at).span.end as usize..];
        self.text(at).chars().count() >= LONG && !rest.trim_start().starts_with('{')
    }

    /// Words that come from the source and that the list of the target language's words does not
    /// have.
    fn unknown(&self, first: usize, parts: &mut Vec<Part>) {
        let mut starts = Starts::of(self.view);
        let mut at = first;
        while let Some(hit) = (at..self.view.tokens.len()).find(|&at| self.is_unknown(at)) {
            at = hit + 1;
            let Some(shared) = self.longest(hit) else { continue };
            let begins = starts.has(self.word(hit).span.start);
            let Some(confidence) = self.judge(hit, &shared, begins) else { continue };
            let last = (hit..shared.own.end).rev().find(|&at| self.is_unknown(at));
            let last = last.unwrap_or(hit);
            at = last + 1;
            let place = |at: usize| shared.other.start + (at - shared.own.start);
            let unknown = Shared { own: hit..last + 1, other: place(hit)..place(last) + 1 };
            parts.push(self.part(unknown, confidence));
        }
    }

    /// How sure it is that an unknown word was left, and is neither a name nor part of one.
    fn judge(&self, hit: usize, shared: &Shared, begins: bool) -> Option<Confidence> {
        let place = shared.other.start + (hit - shared.own.start);
        let was = &self.source.tokens[place];
        let was_text = was.span.of(self.view.source);
        let was_large = was_text.starts_with(char::is_uppercase);
        let betrays = betrays(self.view, self.word(hit));
        if was.quoted && !self.word(hit).quoted {
            return None;
        }
        let own = |at: usize| self.view.target_locale.look.has(self.word(at).key);
        let before = hit > 0 && self.is_large(hit - 1) && self.is_beside_next(hit - 1);
        let before = before && !own(hit - 1);
        let behind = self.is_large(hit + 1) && self.is_beside_next(hit);
        let goes_on = hit + 1 < shared.own.end && self.is_beside_next(hit);
        if self.is_large(hit) {
            let starts = begins && !behind && (!was_large || betrays);
            if !starts && (before || behind || goes_on || !self.is_core(hit)) {
                return None;
            }
            return Some(Confidence::High);
        }
        // What stands beside a name in both texts may be part of it.
        if behind && hit + 1 < shared.own.end && betrays {
            return None;
        }
        // Behind a name, one long word is a verb more often than a part of the name.
        let is_verb =
            before && !betrays && (!goes_on || behind) && self.text(hit).chars().count() > LONG;
        let named = !is_verb && self.follows_name(hit, shared);
        // A word that is borrowed loses the capital that its own language writes.
        let adapted = was_large && place > 0 && !self.begins_in_source(place);
        let likely = !named && !adapted && (betrays || self.is_of_source(hit));
        Some(if likely { Confidence::High } else { Confidence::Medium })
    }

    /// Whether a word belongs to a stretch that begins with a name.
    fn follows_name(&self, hit: usize, shared: &Shared) -> bool {
        let mut before = (shared.own.start..hit).rev().take_while(|&at| self.is_beside_next(at));
        before.any(|at| self.is_large(at))
    }

    /// Whether nothing but space stands between a word and the next.
    fn is_beside_next(&self, at: usize) -> bool {
        touch(self.view.target, self.word(at).span, self.word(at + 1).span)
    }

    /// Whether a word of the source may be the first of a sentence.
    fn begins_in_source(&self, place: usize) -> bool {
        let (before, word) = (&self.source.tokens[place - 1], &self.source.tokens[place]);
        let between = &self.view.source[before.span.end as usize..word.span.start as usize];
        between.contains(|c: char| !c.is_whitespace() && !matches!(c, ',' | '-' | '/'))
    }

    /// Whether a word looks like one of the source language, as far as that is known.
    fn is_of_source(&self, at: usize) -> bool {
        let locale = self.view.source_locale;
        let text = self.text(at);
        if locale.look.is_strange(text) {
            return false;
        }
        let known = locale.vocabulary();
        !text.is_ascii() || known.is_none_or(|known| known.resembles(&folded(text)))
    }

    /// Whether a word belongs to the core vocabulary of the source language.
    fn is_core(&self, at: usize) -> bool {
        let known = self.view.source_locale.vocabulary();
        let text = self.text(at);
        // An ending may make a name of a word, but not one in letters that are not the target's.
        let ending = if self.view.target_locale.look.is_strange(text) { ENDING } else { 0 };
        known.is_some_and(|known| known.has(&folded(text), ending))
    }
}

fn folded(text: &str) -> SmallVec<[char; 24]> {
    text.chars().map(fold).collect()
}

/// Whether nothing but space stands between two words.
fn touch(text: &str, one: Span, other: Span) -> bool {
    text[one.end as usize..other.start as usize].trim().is_empty()
}

/// Where the sentences of the target begin, asked for in the order of the text.
struct Starts<'a> {
    view: &'a View<'a>,
    at: usize,
}

impl<'a> Starts<'a> {
    fn of(view: &'a View<'a>) -> Self {
        Self { view, at: 0 }
    }

    /// Whether the word that begins at `start` is the first of its sentence.
    fn has(&mut self, start: u32) -> bool {
        let sentences = self.view.sentences;
        while sentences.get(self.at).is_some_and(|sentence| sentence.end <= start) {
            self.at += 1;
        }
        let Some(sentence) = sentences.get(self.at) else { return false };
        let from = self.view.tokens.partition_point(|token| token.span.start < sentence.start);
        self.view.tokens.get(from).is_some_and(|first| first.span.start == start)
    }
}

/// Whether a word is joined to others, as in addresses, codes and compounds.
pub(super) fn is_part(text: &str, span: Span) -> bool {
    let joins =
        |c: char| matches!(c, '-' | '.' | '/' | '@' | '_' | '#' | '\'' | '’' | '?' | '®' | '&');
    let mut behind = text[span.end as usize..].chars();
    let goes_on =
        behind.next().is_some_and(joins) && behind.next().is_some_and(char::is_alphanumeric);
    goes_on || text[..span.start as usize].chars().next_back().is_some_and(joins)
}
