//! A source that has no translation.
//!
//! A pair without a target never reaches the engine, because only its format says what that means:
//! in a catalogue it is a state, and the run loop is silent; elsewhere it is this finding, and the
//! run loop asks [`find`]. A target that is there but empty the engine brings here itself, and asks
//! no other check: there is one thing to say about it.

use super::{Check, Example, View};
use crate::finding::{Confidence, Finding, Kind, Severity};
use crate::text::Span;
use crate::unit::Pair;

/// The check.
pub(crate) static CHECK: Check = Check {
    id: "missing-text",
    summary: "A source has no translation",
    why: "The reader of the translation misses everything that the sentence says. In a catalogue, \
          such as gettext PO, a string without a translation is work to be done and not reported; \
          in a delivered text, a table or a record it is a gap.",
    mqm: "accuracy/omission",
    needs: &[],
    examples: &[
        Example {
            langs: ("en", "ja"),
            source: "The order was delivered on Monday.",
            target: "",
            fires: true,
        },
        Example {
            langs: ("en", "ja"),
            source: "The order was delivered on Monday.",
            target: "注文品は月曜日に届きました。",
            fires: false,
        },
        Example { langs: ("en", "ja"), source: " ", target: "", fires: false },
    ],
    run: |view: &View<'_>, findings| {
        let found = find(view.pair).or_else(|| without_words(view));
        let found = found.or_else(|| marks_alone(view));
        findings.extend(found.or_else(|| another_sentence(view)));
    },
};

/// How many letters a source has that marks alone do not translate.
const SHORTEST: usize = 8;

/// The note about a target of markup alone, as `{ "" }` leaves a message of Fluent empty on purpose.
fn without_words(view: &View<'_>) -> Option<Finding> {
    let silent = view.source_facts.chars.says_nothing_outside(|_| false);
    if silent || view.source_facts.is_markup_alone() || !view.target_facts.is_markup_alone() {
        return None;
    }
    let message = "the target has no words, only markup".to_owned();
    let finding = Finding::new(CHECK.id, Kind::Missing, Severity::Note, message)
        .in_source(Span::new(0, view.source.len()))
        .help("translate it, unless it is meant to be empty");
    Some(finding)
}

/// The finding about a target of marks alone, such as a full stop, whose source is more than a word:
/// between two placeholders, `and` is a comma in other languages.
fn marks_alone(view: &View<'_>) -> Option<Finding> {
    if !is_marks_alone(view) {
        return None;
    }
    let message = format!("the target has no words, only `{}`", view.target.trim());
    let finding = Finding::new(CHECK.id, Kind::Missing, Severity::Warning, message)
        .in_source(Span::new(0, view.source.len()))
        .help("translate it, or take the pair out");
    Some(finding)
}

/// Whether the target has marks alone, of which there is nothing else to say.
pub(super) fn is_marks_alone(view: &View<'_>) -> bool {
    let (source, target) = (&view.source_facts.chars, &view.target_facts.chars);
    let says = |c: char| !c.is_whitespace() && !is_mark(c);
    let letters = source.raw.iter().filter(|c| c.is_alphabetic());
    !target.raw.iter().any(|&c| says(c)) && letters.take(SHORTEST).count() == SHORTEST
}

/// Whether a character is a mark of punctuation; a symbol or a picture may say something.
fn is_mark(c: char) -> bool {
    c.is_ascii_punctuation() || matches!(c, '。' | '、' | '．' | '，' | '…' | '।' | '۔' | '–' | '—')
}

/// How many words of both sides stand for a concept that the other does not speak of, at least, where
/// the target is taken for the translation of another sentence; and the percentage of such words. So
/// it is in about one of a hundred human translations of news, and in half of those of other sentences.
const UNANSWERED: usize = 5;
const ALMOST_ALL: usize = 80;

/// The note about a target that speaks of other things than the source.
fn another_sentence(view: &View<'_>) -> Option<Finding> {
    // Figures that agree are words that answer each other.
    let agreed = 2 * view.alignment.agreed.len();
    if agreed > 2 || view.source == view.target {
        return None;
    }
    let (from, into) = (view.source_locale.vocabulary()?, view.target_locale.vocabulary()?);
    let source = from.read(&view.source_facts.chars);
    let target = into.read(&view.target_facts.chars);
    let (lost, left) = source.unanswered(&target);
    let (added, right) = target.unanswered(&source);
    let (all, alone) = (lost + added + agreed, left + right);
    let is_other = left.min(right) > 0 && alone >= UNANSWERED && alone * 100 >= all * ALMOST_ALL;
    is_other.then(|| {
        let message = "the target seems to translate another sentence".to_owned();
        Finding::new(CHECK.id, Kind::Missing, Severity::Warning, message)
            .confidence(Confidence::Medium)
            .in_source(Span::new(0, view.source.len()))
            .in_target(Span::new(0, view.target.len()))
            .help("compare the two; the segments may have moved against each other")
    })
}

/// The finding about a pair whose target is absent or blank, unless its source is blank too.
pub fn find(pair: &Pair) -> Option<Finding> {
    let source = pair.source.text.as_str();
    let translated = pair.target.as_ref().is_some_and(|side| !is_blank(side.text.as_str()));
    if translated || is_blank(source) {
        return None;
    }
    let message = "the source has no translation".to_owned();
    let finding = Finding::new(CHECK.id, Kind::Missing, Severity::Warning, message)
        .in_source(Span::new(0, source.len()))
        .help("translate it, or take the pair out");
    Some(finding)
}

/// Whether a text says nothing.
pub fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}
