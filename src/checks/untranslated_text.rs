//! `untranslated-text`: the target, or a part of it, is still the source.
//!
//! A copy may be right: a name, a code, a word that both languages have. What is left untranslated
//! shows the source language: its function words, or letters that the target language does not
//! write.

mod words;

use super::{Check, Example, Need, View};
use crate::facts::Chars;
use crate::finding::{Confidence, Finding, Kind, Severity};
use crate::text::Span;
use crate::tokens::{Script, Token};

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
    let mut parts = Vec::new();
    foreign(view, &mut parts);
    words::find(view, &mut parts);
    findings.extend(strongest(parts).into_iter().map(|part| part.finding(view)));
}

/// A part of the target that was left as it was.
#[derive(Clone, Copy)]
struct Part {
    target: Span,
    source: Span,
    confidence: Confidence,
}

impl Part {
    fn finding(self, view: &View<'_>) -> Finding {
        let text = self.target.of(view.target);
        let message = format!("`{text}` was left untranslated");
        Finding::new(CHECK.id, Kind::Missing, Severity::Warning, message)
            .confidence(self.confidence)
            .in_source(self.source)
            .in_target(self.target)
            .help("translate it, or put it in quotation marks if it is quoted")
            .identity(text)
    }
}

/// Of parts that share words, the one that is surest, and of these the longest.
fn strongest(mut parts: Vec<Part>) -> Vec<Part> {
    let rank = |part: &Part| (part.confidence, part.target.end - part.target.start);
    parts.sort_by_key(|part| part.target.start);
    parts.dedup_by(|part, kept| {
        let shared = part.target.start < kept.target.end;
        if shared && rank(part) > rank(kept) {
            *kept = *part;
        }
        shared
    });
    parts
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
    let spaced = words().filter(|word| word.script == Script::Word);
    let spaced = spaced.filter(|word| !words::is_part(view.target, word.span)).count();
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

/// Words of a string that a program holds, at most.
const STRING: usize = 12;

/// Whether a text is a line of code: a comment, or a short string.
fn is_code(text: &str, words: usize) -> bool {
    let text = text.trim();
    let quoted = text.strip_prefix('b').unwrap_or(text);
    let string = quoted.len() > 1 && quoted.starts_with('"') && quoted.ends_with('"');
    text.starts_with("//") || text.starts_with("/*") || (string && words <= STRING)
}

/// How often the whole source is searched; a segment that takes more is not looked at any further.
const SEARCHES: usize = 64;

/// Stretches in letters that the target language does not write and that come from the source.
fn foreign(view: &View<'_>, parts: &mut Vec<Part>) {
    let look = &view.target_locale.look;
    let chars = &view.target_facts.chars;
    let mut at = 0;
    // What is foreign in the source, too, is quoted there.
    let quoted = &view.source_locale.look;
    let is_left = |c: &char| look.is_foreign(*c) && !quoted.is_foreign(*c);
    let source = &view.source_facts.chars;
    let mut patience = SEARCHES * source.len();
    while let Some(skip) = chars.raw[at..].iter().position(is_left) {
        let start = at + skip;
        let rest = &chars.raw[start + 1..];
        at = start + 1 + rest.iter().take_while(|c| look.is_foreign(**c)).count();
        let length = at - start;
        let span = chars.span(start, at);
        let place = place(source, &chars.folded[start..at]);
        let searched = place.map_or(source.len(), |found| found.1);
        let Some(rest) = patience.checked_sub(searched) else { break };
        patience = rest;
        let Some((place, _)) = place else { continue };
        if is_glossed(view, span) || view.target_facts.is_masked(span.start) {
            continue;
        }
        // A letter alone may be a symbol; a Chinese character amid others was a word.
        if length < 2 && !is_amid_text(view.source, place, chars.raw[start]) {
            continue;
        }
        parts.push(Part { target: span, source: place, confidence: Confidence::High });
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

/// Where the source has these characters, whatever their case, and how many stand before them.
fn place(source: &Chars, text: &[char]) -> Option<(Span, usize)> {
    let start = source.folded.windows(text.len()).position(|window| window == text)?;
    Some((source.span(start, start + text.len()), start))
}
