//! `untranslated-text`: the target, or a part of it, is still the source.
//!
//! A copy may be right: a name, a code, a word that both languages have. What is left untranslated
//! shows the source language: its function words, or letters that the target language does not
//! write.

use super::{Check, Example, Need, View};
use crate::facts::{Chars, Figure, fold};
use crate::finding::{Confidence, Finding, Kind, Severity};
use crate::text::Span;
use crate::tokens::{self, Script, Token};
use smallvec::SmallVec;
use std::ops::Range;

pub(super) static CHECK: Check = Check {
    id: "untranslated-text",
    summary: "The target, or a part of it, is still the source",
    why: "A segment that was copied over and never translated passes every check of figures, for all of \
          them are there. What may stay as it is, names, codes, and words that both languages write \
          alike, is not reported: a copy must show function words of the source language, or its \
          letters.",
    mqm: "accuracy/untranslated",
    needs: &[Need::Signals],
    examples: &[
        Example {
            langs: ("en", "de"),
            source: "The house stands on a hill, and nobody lives in it.",
            target: "The house stands on a hill, and nobody lives in it.",
            fires: true,
        },
        Example {
            langs: ("ru", "en"),
            source: "Дом стоит на холме.",
            target: "The дом stands on a hill.",
            fires: true,
        },
        Example {
            langs: ("en", "de"),
            source: "Frankfurt Book Fair",
            target: "Frankfurt Book Fair",
            fires: false,
        },
        Example {
            langs: ("en", "de"),
            source: "The house stands on a hill, and nobody lives in it.",
            target: "Das Haus steht auf einem Hügel, und niemand wohnt darin.",
            fires: false,
        },
    ],
    run,
};

/// Words in a row that a translation does not share with its source by chance.
const RUN: usize = 4;

fn run(view: &View<'_>, findings: &mut Vec<Finding>) {
    let (source, target) = (&view.source_locale.look, &view.target_locale.look);
    if !target.differs(source) {
        return;
    }
    if is_same(view.source.trim(), view.target.trim()) {
        findings.extend(copy(view));
        return;
    }
    foreign(view, findings);
    left(view, findings);
    unknown(view, findings);
}

/// Whether two texts are the same but for their digits.
fn is_same(source: &str, target: &str) -> bool {
    let digit = |byte: u8| if byte.is_ascii_digit() { b'0' } else { byte };
    source.len() == target.len() && source.bytes().map(digit).eq(target.bytes().map(digit))
}

/// A function word of the source language that the target language does not have.
fn betrays(view: &View<'_>, word: &Token) -> bool {
    word.script == Script::Word
        && view.source_locale.look.has(word.key)
        && !view.target_locale.look.has(word.key)
}

/// The finding about a target that is the source.
fn copy(view: &View<'_>) -> Option<Finding> {
    let target = &view.target_locale.look;
    let words = || view.tokens.iter().filter(|w| !view.target_facts.is_masked(w.span.start));
    let spaced = words().filter(|word| word.script == Script::Word).count();
    let betraying = words().filter(|word| betrays(view, word)).count();
    let letters = view.target_facts.chars.raw.iter().filter(|c| target.is_foreign(**c)).count();
    let confidence = match (betraying, letters) {
        // A line of code may stay as it is.
        _ if is_code(view.target, spaced) => match (betraying, view.target.trim().starts_with('/'))
        {
            // A comment is for people.
            (2.., true) => Confidence::Low,
            _ => return None,
        },
        (_, 2..) | (2.., _) => Confidence::High,
        (1, _) if spaced >= 3 => Confidence::High,
        _ if spaced >= RUN => Confidence::Low,
        _ => return None,
    };
    let message = "the target is the source, untranslated".to_owned();
    Some(
        Finding::new(CHECK.id, Kind::Missing, Severity::Error, message)
            .confidence(confidence)
            .in_source(Span::new(0, view.source.len()))
            .in_target(Span::new(0, view.target.len()))
            .help("translate it"),
    )
}

/// Letters of a word that is left alone.
const LONG: usize = 4;

/// Letters of a function word that is no syllable of another language by chance.
const SHORT: usize = 3;

/// Words of a string that a program holds, at most.
const STRING: usize = 12;

/// Whether a text is a line of code: a comment, or a short string.
fn is_code(text: &str, words: usize) -> bool {
    let text = text.trim();
    let quoted = text.strip_prefix('b').unwrap_or(text);
    let string = quoted.len() > 1 && quoted.starts_with('"') && quoted.ends_with('"');
    text.starts_with("//") || text.starts_with("/*") || (string && words <= STRING)
}

/// Stretches in letters that the target language does not write and that come from the source.
fn foreign(view: &View<'_>, findings: &mut Vec<Finding>) {
    let look = &view.target_locale.look;
    let chars = &view.target_facts.chars;
    let mut at = 0;
    // What is foreign in the source, too, is quoted there.
    let quoted = &view.source_locale.look;
    let is_left = |c: &char| look.is_foreign(*c) && !quoted.is_foreign(*c);
    while let Some(skip) = chars.raw[at..].iter().position(is_left) {
        let start = at + skip;
        let rest = &chars.raw[start + 1..];
        at = start + 1 + rest.iter().take_while(|c| look.is_foreign(**c)).count();
        let length = at - start;
        let span = chars.span(start, at);
        let text = span.of(view.target);
        let Some(place) = place(&view.source_facts.chars, &chars.folded[start..at]) else {
            continue;
        };
        if is_glossed(view, span) || view.target_facts.is_masked(span.start) {
            continue;
        }
        // A letter alone may be a symbol; a Chinese character amid others was a word.
        if length < 2 && !is_amid_text(view.source, place, chars.raw[start]) {
            continue;
        }
        findings.push(part(text, Confidence::High, span, place));
    }
}

/// Whether a stretch stands in brackets or in a quotation, and not amid other words of that.
fn is_glossed(view: &View<'_>, span: Span) -> bool {
    let from = view.tokens.partition_point(|token| token.span.start < span.start);
    let to = view.tokens.partition_point(|token| token.span.end <= span.end);
    let Some(first) = view.tokens.get(from) else { return false };
    let look = &view.target_locale.look;
    let is_own = |token: &Token| {
        let own = token.span.of(view.target).starts_with(|c| !look.is_foreign(c));
        token.quoted && own && token.script == Script::Word
    };
    let before = from.checked_sub(1).and_then(|at| view.tokens.get(at));
    let amid = before.is_some_and(is_own) && view.tokens.get(to).is_some_and(is_own);
    first.bracketed || (first.quoted && !amid)
}

/// Whether a Chinese character stands amid the text of the source, and not alone as a sign of which
/// is spoken.
fn is_amid_text(source: &str, place: Span, c: char) -> bool {
    let before = source[..place.start as usize].chars().next_back();
    let behind = source[place.end as usize..].chars().next();
    let is_text = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    Script::of(c) == Some(Script::Han) && (is_text(before) || is_text(behind))
}

/// Where the source has these characters, whatever their case.
fn place(source: &Chars, text: &[char]) -> Option<Span> {
    let start = source.folded.windows(text.len()).position(|window| window == text)?;
    Some(source.span(start, start + text.len()))
}

/// Words that come from the source and that the list of the target language's words does not have.
fn unknown(view: &View<'_>, findings: &mut Vec<Finding>) {
    // Without a list nothing is known to be missing from it.
    if view.target_locale.is_ordinary(&[]).is_none() {
        return;
    }
    let mut source = Vec::new();
    let mut at = 0;
    while let Some(skip) = view.tokens[at..].iter().position(|word| is_unknown(view, word)) {
        let hit = at + skip;
        at = hit + 1;
        let covers = |known: &Finding, word: Span| {
            known.target.is_some_and(|known| known.start <= word.start && word.end <= known.end)
        };
        let word = view.tokens[hit].span;
        if findings.iter().any(|f| f.confidence == Confidence::High && covers(f, word)) {
            continue;
        }
        if source.is_empty() {
            tokens::read(&view.source_facts.chars, &mut source);
        }
        let Some((own, other)) = longest(view, hit, &source) else { continue };
        let is_large = |at: usize| {
            let word = view.tokens.get(at);
            word.is_some_and(|word| word.span.of(view.target).starts_with(char::is_uppercase))
        };
        let place = &source[other.start + (hit - own.start)];
        let was_small = place.span.of(view.source).starts_with(char::is_lowercase);
        let starts = begins_sentence(view, &view.tokens[hit]) && !is_large(hit + 1);
        let starts = starts && (was_small || betrays(view, &view.tokens[hit]));
        // What stands beside a name in both texts may be part of it.
        let beside = is_large(hit + 1) && hit + 1 < own.end && betrays(view, &view.tokens[hit]);
        if place.quoted || beside || (is_large(hit) && !starts) {
            continue;
        }
        let named = (own.start..hit).any(is_large);
        let confidence = if named { Confidence::Medium } else { Confidence::High };
        let last = (hit..own.end).rev().find(|&at| is_unknown(view, &view.tokens[at]));
        let last = last.unwrap_or(hit);
        at = last + 1;
        let span = view.tokens[hit].span.join(view.tokens[last].span);
        let from = place.span.join(source[other.start + (last - own.start)].span);
        // What is known for sure takes the place of what was guessed of the same words.
        findings.retain(|f| f.check != CHECK.id || !covers(f, word));
        findings.push(part(span.of(view.target), confidence, span, from));
    }
}

/// Whether a sentence of the target begins with a word.
fn begins_sentence(view: &View<'_>, word: &Token) -> bool {
    view.sentences.iter().any(|&sentence| {
        tokens::within(view.tokens, sentence).first().is_some_and(|first| first.span == word.span)
    })
}

/// Whether a word of the text is none of the target language, as far as its list knows, and neither a
/// unit nor part of a code.
fn is_unknown(view: &View<'_>, word: &Token) -> bool {
    let text = word.span.of(view.target);
    let locale = view.target_locale;
    if word.script != Script::Word || locale.look.has(word.key) || !is_text(view, word) {
        return false;
    }
    let folded: SmallVec<[char; 24]> = text.chars().map(fold).collect();
    let is_word = |letters: &[char]| locale.is_ordinary(letters) == Some(true);
    let is_long = folded.len() >= LONG || (folded.len() >= SHORT && betrays(view, word));
    let mixed = text.chars().skip(1).any(char::is_uppercase);
    if !is_long || mixed || is_word(&folded) || !folded.iter().all(|c| c.is_alphabetic()) {
        return false;
    }
    // What two words make is one that the list has not heard of: `lockdown`.
    let is_half = |half: &[char]| {
        let has = |half: &[char]| locale.look.has(tokens::key(&half.iter().collect::<String>()));
        is_word(half) || has(half)
    };
    let mut seams = 2..folded.len().saturating_sub(2);
    let compound = seams.any(|seam| is_word(&folded[seam..]) && is_half(&folded[..seam]));
    let inside =
        |figure: &Figure| figure.span.start <= word.span.start && word.span.end <= figure.span.end;
    !compound && !is_part(view.target, word.span) && !view.target_facts.figures.iter().any(inside)
}

/// Whether a word is joined to others, as in addresses, codes and compounds.
fn is_part(text: &str, span: Span) -> bool {
    let joins =
        |c: char| matches!(c, '-' | '.' | '/' | '@' | '_' | '#' | '\'' | '’' | '?' | '®' | '&');
    let mut behind = text[span.end as usize..].chars();
    let goes_on =
        behind.next().is_some_and(joins) && behind.next().is_some_and(char::is_alphanumeric);
    goes_on || text[..span.start as usize].chars().next_back().is_some_and(joins)
}

/// Words in a row that come from the source with a function word of its language among them.
fn left(view: &View<'_>, findings: &mut Vec<Finding>) {
    let word = |token: &Token| betrays(view, token) && is_text(view, token);
    let Some(first) = view.tokens.iter().position(word) else { return };
    let mut source = Vec::new();
    tokens::read(&view.source_facts.chars, &mut source);
    let mut at = first;
    while let Some(skip) = view.tokens[at..].iter().position(word) {
        let hit = at + skip;
        at = hit + 1;
        let Some((own, other)) = longest(view, hit, &source) else { continue };
        at = at.max(own.end);
        let words = &view.tokens[own.clone()];
        let text = |span: Span| span.of(view.target);
        let is_small = |word: &Token| text(word.span).starts_with(char::is_lowercase);
        // The title of a work or the name of an office has capitals.
        let content = words.iter().filter(|word| !betrays(view, word));
        let (small, large): (Vec<&Token>, Vec<&Token>) = content.partition(|word| is_small(word));
        let confidence = match words.len() {
            RUN.. if small.len() >= 2 && small.len() > large.len() => Confidence::High,
            2.. if is_small(&view.tokens[hit]) && large.is_empty() => Confidence::Medium,
            1 if is_small(&view.tokens[hit]) && is_long(view, hit) => Confidence::Low,
            _ => continue,
        };
        let join = |words: &[Token]| {
            let end = words.last().map_or(0, |word| word.span.end);
            Span { start: words.first().map_or(0, |word| word.span.start), end }
        };
        let span = join(words);
        findings.push(part(text(span), confidence, span, join(&source[other])));
    }
}

/// Whether a single word is long enough to be no word of the target language by chance, and no keyword
/// of a message format.
fn is_long(view: &View<'_>, at: usize) -> bool {
    let span = view.tokens[at].span;
    let rest = &view.target[span.end as usize..];
    span.of(view.target).chars().count() >= LONG && !rest.trim_start().starts_with('{')
}

/// Whether a word is part of the text, and neither quoted nor a gloss nor code.
fn is_text(view: &View<'_>, word: &Token) -> bool {
    !word.quoted && !word.bracketed && !view.target_facts.is_masked(word.span.start)
}

/// The longest stretch around the word at `hit` that the source has too, on both sides.
fn longest(view: &View<'_>, hit: usize, source: &[Token]) -> Option<(Range<usize>, Range<usize>)> {
    let target = view.tokens;
    let same = |(own, other): &(&Token, &Token)| {
        let numbers = own.script == Script::Number && other.script == Script::Number;
        (own.key == other.key || numbers) && is_text(view, own)
    };
    let places = (0..source.len()).filter(|&at| source[at].key == target[hit].key);
    places
        .map(|at| {
            let before = target[..hit].iter().rev().zip(source[..at].iter().rev());
            let before = before.take_while(same).count();
            let behind = target[hit..].iter().zip(&source[at..]);
            let behind = behind.take_while(same).count();
            (hit - before..hit + behind, at - before..at + behind)
        })
        .max_by_key(|(own, _)| own.len())
}

fn part(text: &str, confidence: Confidence, target: Span, source: Span) -> Finding {
    let message = format!("`{text}` was left untranslated");
    Finding::new(CHECK.id, Kind::Missing, Severity::Warning, message)
        .confidence(confidence)
        .in_source(source)
        .in_target(target)
        .help("translate it, or put it in quotation marks if it is quoted")
        .identity(text)
}
