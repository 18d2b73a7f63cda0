//! What is read of one side: the names in it, known ones and others, and its letters.

use super::search::has_form;
use crate::facts::names::{self, Letters, Memory, Mention, Name, is_katakana, is_separator};
use crate::facts::{Chars, Facts, Roles};
use crate::locale::Locale;
use crate::text::Span;
use std::cell::{Cell, Ref, RefCell};

/// The evidence below which it is certain that a name does not sound in the other text.
const UNHEARD: f32 = 0.5;

/// Characters of a text in which names are listened for: a text of more is no segment.
const LONGEST: usize = 1 << 14;

/// The fewest letters of a name that is compared by its sound.
pub(super) const SHORTEST: usize = 4;

/// Names of one side that are followed: a text of more is no segment.
const MOST: usize = 128;

/// What is read of one side.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub(super) spotted: names::Scratch,
    pub(super) mentions: Vec<Mention>,
    pub(super) phrases: Vec<Phrase>,
    /// The letters of the text, once they are asked for.
    letters: RefCell<Letters>,
    spelled: Cell<bool>,
    han: bool,
    katakana: bool,
}

/// A name of one or more words, which is no known one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Phrase {
    pub(super) span: Span,
    /// Its words, a range of the names; empty for a run of katakana and for a known name.
    pub(super) words: Range,
    pub(super) surety: Surety,
    /// Whether it has a capital that nothing but a name explains, inside a sentence.
    pub(super) inner: bool,
    /// The evidence for the best of what sounds like it in the other text.
    pub(super) closest: f32,
    /// Whether it stands for a known name.
    pub(super) known: bool,
}

/// Places in a list.
#[derive(Debug, Clone, Copy)]
pub(super) struct Range {
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Range {
    pub(super) fn is_empty(self) -> bool {
        self.start == self.end
    }
}

impl Phrase {
    /// A name that is not looked at word by word.
    pub(super) fn whole(span: Span) -> Self {
        let words = Range { start: 0, end: 0 };
        Self { span, words, surety: Surety::Capital, inner: false, closest: 0.0, known: false }
    }

    /// Whether it is a name that nothing in the other text comes near to.
    pub(super) fn is_foreign(&self) -> bool {
        self.surety == Surety::Sure && self.closest < UNHEARD
    }
}

/// How sure it is that a phrase is a name that is copied or written by sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Surety {
    /// It has a capital, which it may have for other reasons.
    Capital,
    /// It has a capital inside a sentence, in a language without a list of ordinary words.
    Likely,
    /// It has a word that is no ordinary one.
    Sure,
}

/// One side with everything that is asked of it.
pub(super) struct Side<'a> {
    pub(super) text: &'a str,
    pub(super) chars: &'a Chars,
    pub(super) locale: &'a Locale,
    pub(super) read: &'a Read,
}

impl Side<'_> {
    /// The folded word at `span`.
    pub(super) fn word(&self, span: Span) -> &[char] {
        &self.chars.folded[self.chars.index(span.start)..self.chars.index(span.end)]
    }

    /// The longer words of names in Latin letters that the other side does not have as they are, and
    /// that may not be ordinary words.
    pub(super) fn names_alone<'a>(
        &'a self,
        other: &'a Side<'_>,
    ) -> impl Iterator<Item = Span> + 'a {
        self.read.spotted.names().iter().filter(|name| !name.acronym).map(|name| name.span).filter(
            |&span| {
                let word = self.word(span);
                word.len() > SHORTEST
                    && word.iter().all(|&c| is_latin(c))
                    && self.locale.is_ordinary(word) != Some(true)
                    && !has_form(word, other.chars)
                    && !self.read.mentions.iter().any(|mention| mention.span.overlaps(span))
            },
        )
    }

    /// Whether some of it is written in katakana.
    pub(super) fn has_katakana(&self) -> bool {
        self.read.katakana
    }

    /// Whether some of it is written in Han characters.
    pub(super) fn has_han(&self) -> bool {
        self.read.han
    }

    /// Whether a known name has a word that is no ordinary one, and is no abbreviation.
    pub(super) fn is_foreign(&self, span: Span) -> bool {
        let (start, end) = (self.chars.index(span.start), self.chars.index(span.end));
        let capitals = self.chars.raw[start..end].iter().all(|c| !c.is_lowercase());
        let cased = self.chars.raw[start].is_uppercase();
        !(capitals && cased) && self.has_foreign_word(span)
    }

    /// Whether a known name has a word that is no ordinary one: others are translated.
    pub(super) fn has_foreign_word(&self, span: Span) -> bool {
        let mut words = self.word(span).split(|c| !c.is_alphabetic());
        words.any(|word| word.len() > 2 && self.locale.is_ordinary(word) != Some(true))
            || self.word(span).iter().filter(|c| c.is_alphabetic()).count() <= 2
    }

    /// What stands between two words.
    pub(super) fn between(&self, before: Span, behind: Span) -> &str {
        Span { start: before.end, end: behind.start }.of(self.text)
    }

    /// Whether the word at `span` is written as a noun is: no adjective in small letters.
    pub(super) fn word_begins_large(&self, span: Span) -> bool {
        !self.chars.raw[self.chars.index(span.start)].is_lowercase()
    }

    /// The words of a phrase that show that it is a name; the whole of what is no such phrase.
    pub(super) fn words(&self, phrase: &Phrase) -> impl Iterator<Item = Span> {
        let names = &self.read.spotted.names()[phrase.words.start..phrase.words.end];
        let whole = names.is_empty().then_some(phrase.span);
        names.iter().map(|name| name.span).chain(whole)
    }

    /// Whether all that is no ordinary word in `phrase` may be read from Han characters.
    pub(super) fn is_romanised(&self, phrase: &Phrase) -> bool {
        self.words(phrase)
            .map(|span| self.word(span))
            .all(|word| self.locale.is_ordinary(word) == Some(true) || names::may_be_han(word))
    }

    pub(super) fn letters(&self) -> Ref<'_, Letters> {
        if !self.read.spelled.replace(true) {
            let text = &self.chars.folded;
            self.read.letters.borrow_mut().fill(&text[..text.len().min(LONGEST)]);
        }
        self.read.letters.borrow()
    }
}

fn is_latin(c: char) -> bool {
    matches!(c, 'a'..='z' | '\u{df}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}')
}

impl Read {
    pub(super) fn spot(&mut self, facts: &Facts, locale: &Locale, memory: &mut Memory) {
        names::spot(facts, locale, memory, &mut self.spotted);
    }

    /// Whether its names, or words that might be, depend on digits.
    pub(super) fn reads_digits(&self, (text, facts, locale): (&str, &Facts, &Locale)) -> bool {
        let has_digit = |name: &Name| name.phrase.of(text).contains(|c: char| c.is_ascii_digit());
        locale.names.has_digits
            || self.spotted.names().iter().any(has_digit)
            || locale.gazetteer().may_read_digits(&facts.chars)
    }

    /// Reads what else is asked of the side.
    pub(super) fn fill(&mut self, text: &str, facts: &Facts, locale: &Locale, memory: &mut Memory) {
        let chars = &facts.chars;
        self.han = !text.is_ascii() && chars.raw.iter().any(|&c| is_han(c));
        self.katakana = chars.any(Roles::KATAKANA) && chars.raw.iter().any(|&c| is_katakana(c));
        let known = locale.gazetteer();
        known.read(locale.id, chars, &mut memory.beginnings, &mut self.mentions);
        self.mentions.truncate(MOST);
        // What is part of an amount or a code is read there, and asks for no answer of its own.
        for mention in &mut self.mentions {
            mention.hint |= is_part(facts, mention.span);
        }
        self.spelled.set(false);
        self.phrases.clear();
        let names = self.spotted.names();
        // A Roman numeral is no name either.
        let known = |name: &Name| {
            self.mentions.iter().any(|m| m.span.overlaps(name.span)) || is_read(facts, name.span)
        };
        let mut start = 0;
        while start < names.len() {
            if known(&names[start]) {
                start += 1;
                continue;
            }
            let span = names[start].phrase;
            let more = |&i: &usize| names[i].phrase != span || known(&names[i]);
            let end = (start..names.len()).find(more).unwrap_or(names.len());
            let words = Range { start, end };
            self.phrases.push(phrase(text, facts, locale, memory, names, words));
            start = end;
        }
        if self.katakana {
            katakana(facts, locale, &self.mentions, &mut self.phrases);
        }
        self.phrases.truncate(MOST);
        self.phrases.sort_by_key(|phrase| phrase.span.start);
    }
}

/// Whether a known name at `span` is part of an amount, a code, or of what is no text.
fn is_part(facts: &Facts, span: Span) -> bool {
    facts.figures.iter().any(|f| f.span.start <= span.start && span.end <= f.span.end)
        || facts.codes.iter().any(|code| code.span.overlaps(span))
        || facts.masks.iter().any(|mask| mask.span.overlaps(span))
}

/// Whether `span` is part of a figure, a code or a mark, or of what is no text.
fn is_read(facts: &Facts, span: Span) -> bool {
    facts.figures.iter().any(|figure| figure.span.overlaps(span))
        || facts.codes.iter().any(|code| code.span.overlaps(span))
        || facts.marks.iter().any(|mark| mark.span.overlaps(span))
        || facts.masks.iter().any(|mask| mask.span.overlaps(span))
}

fn phrase(
    text: &str,
    facts: &Facts,
    locale: &Locale,
    memory: &mut Memory,
    names: &[Name],
    words: Range,
) -> Phrase {
    let own = &names[words.start..words.end];
    let ordinary = |name: &Name| {
        let (start, end) = (facts.chars.index(name.span.start), facts.chars.index(name.span.end));
        memory.is_ordinary(locale, &facts.chars.folded[start..end])
    };
    let long = |name: &&Name| !name.acronym && name.span.of(text).chars().count() >= SHORTEST;
    let long_words = || own.iter().filter(long);
    let evident = long_words().any(|name| name.evident) && !locale.names.nouns_capitalised;
    let surety = match long_words().map(ordinary).max_by_key(|known| *known == Some(false)) {
        Some(Some(false)) => Surety::Sure,
        Some(None) if evident => Surety::Likely,
        _ => Surety::Capital,
    };
    let span = own[0].span.join(own[own.len() - 1].span);
    Phrase { span, words, surety, inner: evident, closest: 0.0, known: false }
}

/// Adds the words in katakana.
fn katakana(facts: &Facts, locale: &Locale, known: &[Mention], phrases: &mut Vec<Phrase>) {
    let chars = &facts.chars;
    let mut i = 0;
    while i < chars.len() {
        let start = i;
        while i < chars.len() && is_katakana(chars.raw[i]) {
            i += 1;
        }
        if i - start >= SHORTEST && !locale.names.is_listed(&chars.folded[start..i]) {
            let span = chars.span(start, i);
            if known.iter().any(|m| m.span.overlaps(span)) || is_read(facts, span) {
                continue;
            }
            let named = is_separator(chars.get(i))
                || start.checked_sub(1).is_some_and(|before| is_separator(chars.raw[before]));
            let surety = if named { Surety::Likely } else { Surety::Capital };
            phrases.push(Phrase { surety, ..Phrase::whole(span) });
        }
        i = i.max(start + 1);
    }
}
