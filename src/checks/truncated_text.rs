//! `truncated-text`: the target breaks off before its sentence ends.
//!
//! A sentence of the source ends with a mark, and the target with none. Where the last word of the
//! target is a function word, such as an article, that is a text cut off; else a mark may have been
//! forgotten. In about five of a thousand human translations of news a last mark is missing; hardly
//! ever is a function word the last then, but where verbs are the last words of sentences.

use super::{Check, Example, Need, View};
use crate::facts::{Facts, is_spaced_letter};
use crate::finding::{Confidence, Finding, Kind, Severity};
use crate::punctuation::{Edge, Mark};
use crate::signals::DANGLING_END;
use crate::tokens::{self, Script};

/// The check.
pub(super) static CHECK: Check = Check {
    id: "truncated-text",
    summary: "A translation breaks off before its sentence ends",
    why: "The end of the sentence is missing, and with it what the sentence says. Systems that limit \
          the length of what they write cut off in the middle of a clause; files are cut off by \
          limits of columns. A label is not looked at: only where the source ends a sentence of \
          several words and the target ends without a mark.",
    mqm: "accuracy/omission",
    needs: &[Need::Signals],
    examples: &[
        Example {
            langs: ("en", "de"),
            source: "The committee will publish its report before the end of the summer.",
            target: "Der Ausschuss wird seinen Bericht noch vor dem",
            fires: true,
        },
        Example {
            langs: ("en", "fr"),
            source: "The committee will publish its report before the end of the summer.",
            target: "Le comité publiera son rapport avant la fin de",
            fires: true,
        },
        Example {
            langs: ("en", "de"),
            source: "The committee will publish its report before the end of the summer.",
            target: "Der Ausschuss wird seinen Bericht noch vor dem Ende des Sommers vorlegen.",
            fires: false,
        },
        // A label.
        Example {
            langs: ("en", "de"),
            source: "Save the file.",
            target: "Datei sichern",
            fires: false,
        },
    ],
    run: |view, findings| findings.extend(find(view)),
};

/// Marks that end a sentence.
const ENDS: [Mark; 4] = [Mark::Stop, Mark::Question, Mark::Exclamation, Mark::Ellipsis];

/// How many letters the sentence of a source has that is no label, and in a script without spaces.
const SENTENCE: usize = 25;
const UNSPACED_SENTENCE: usize = 10;

/// The finding about a target that breaks off.
fn find(view: &View<'_>) -> Option<Finding> {
    let end = open_end(view)?;
    let stopped = ends_sentence(view);
    let leads_on = leads_on(view, end);
    // A source without a mark is a heading, where a last word that leads on is all there is to see.
    let heading = || leads_on && end.marks.is_empty() && !source_leads_on(view);
    if !(stopped || heading()) {
        return None;
    }
    let signal = view.signals.iter().find(|signal| signal.name == DANGLING_END);
    let word = signal.map(|signal| signal.span).or(view.tokens.last().map(|word| word.span))?;
    let shown = word.of(view.target);
    let (message, severity, confidence) = match (stopped, leads_on) {
        (true, true) => {
            (format!("the target breaks off at `{shown}`"), Severity::Warning, Confidence::High)
        }
        (false, _) => (
            format!("the target seems to break off at `{shown}`"),
            Severity::Warning,
            Confidence::Medium,
        ),
        (true, false) => (
            format!("the target ends at `{shown}` without a mark, and may be cut off"),
            Severity::Note,
            Confidence::Medium,
        ),
    };
    let finding = Finding::new(CHECK.id, Kind::Missing, severity, message).confidence(confidence);
    Some(finding.in_target(word).help("translate the rest of the sentence"))
}

/// Whether [`CHECK`] reports that a mark is lost at the end of the target.
pub(super) fn breaks_off(view: &View<'_>) -> bool {
    open_end(view).is_some() && ends_sentence(view)
}

/// The end of a target that has words and no mark behind them that ends a sentence.
fn open_end(view: &View<'_>) -> Option<Edge> {
    let punctuation = &view.target_locale.punctuation;
    let end = punctuation.end(view.target_facts)?;
    let words = &view.target_facts.chars.raw[..end.start];
    let is_open = !ends(end) && !punctuation.optional.has(Mark::Stop);
    (is_open && words.iter().any(|c| c.is_alphabetic())).then_some(end)
}

/// Whether the source is a sentence with a mark at its end.
fn ends_sentence(view: &View<'_>) -> bool {
    let end = view.source_locale.punctuation.end(view.source_facts);
    end.is_some_and(|end| ends(end) && is_sentence(view.source_facts, end.start))
}

fn ends(end: Edge) -> bool {
    ENDS.iter().any(|&mark| end.marks.has(mark))
}

/// Whether so many characters of a text are more than a label.
fn is_sentence(facts: &Facts, length: usize) -> bool {
    let mut weight = 0;
    for &c in &facts.chars.raw[..length] {
        if is_spaced_letter(c) {
            weight += UNSPACED_SENTENCE;
        } else if c.is_alphabetic() {
            weight += SENTENCE;
        }
        if weight >= SENTENCE * UNSPACED_SENTENCE {
            return true;
        }
    }
    false
}

/// Whether the last word of the target is a function word, or a particle, which leads on to another.
fn leads_on(view: &View<'_>, end: Edge) -> bool {
    if view.signals.iter().any(|signal| signal.name == DANGLING_END) {
        return true;
    }
    let behind = view.target_facts.chars.span(end.start, end.start).start;
    view.tokens.last().is_some_and(|word| {
        word.script == Script::Word
            && word.span.end == behind
            && view.target_locale.look.has(word.key)
    })
}

/// Whether the last word of the source, a heading, is a function word, or it is no sentence at all.
fn source_leads_on(view: &View<'_>) -> bool {
    let chars = &view.source_facts.chars;
    let last = chars.raw.iter().rposition(|c| c.is_alphanumeric()).map_or(0, |at| at + 1);
    let first = chars.raw[..last].iter().rposition(|c| !c.is_alphanumeric()).map_or(0, |at| at + 1);
    let word = chars.span(first, last).of(view.source);
    view.source_locale.look.has(tokens::key(word)) || !is_sentence(view.source_facts, last)
}
