//! `untranslated-text`: the target, or a part of it, is still the source.
//!
//! A copy may be right: a name, a code, a word that both languages have. What is left untranslated
//! shows the source language: its function words, or letters that the target language does not
//! write.

use super::{Check, Example, Need, View};
use crate::facts::Chars;
use crate::finding::{Confidence, Finding, Kind, Severity};
use crate::text::Span;
use crate::tokens::{self, Script, Token};
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
        _ if is_code(view.target, spaced) => Confidence::Medium,
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

/// Words of a string that a program holds, at most.
const STRING: usize = 8;

/// Whether a text is a line of code: a comment, or a short string.
fn is_code(text: &str, words: usize) -> bool {
    let text = text.trim();
    let string = text.len() > 1 && text.starts_with('"') && text.ends_with('"');
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
        let token = tokens::within(view.tokens, span).first();
        let glossed = token.is_some_and(|token| token.quoted || token.bracketed);
        if glossed || view.target_facts.is_masked(span.start) || length < 2 {
            continue;
        }
        findings.push(part(text, Confidence::High, span, place));
    }
}

/// Where the source has these characters, whatever their case.
fn place(source: &Chars, text: &[char]) -> Option<Span> {
    let start = source.folded.windows(text.len()).position(|window| window == text)?;
    Some(source.span(start, start + text.len()))
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
