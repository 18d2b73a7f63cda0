//! `repeated-text`: the target says a stretch of text again that the source says once.
//!
//! Judges loops, doubled words and phrases joined with themselves; `garbled-text` judges all other signals.

use super::garbled_text::{finding, in_sentence};
use super::{Check, Example, Need, View};
use crate::finding::{Finding, Kind, Severity};
use crate::signals::{DOUBLED_WORD, SAME_CONJUNCTS, Signal, Strength, TEXT_LOOP};

pub(super) static CHECK: Check = Check {
    id: "repeated-text",
    summary: "The text says the same stretch again",
    why: "Machines that translate fall into loops, and people leave a word behind when they edit. A \
          long loop is an error, a short one or a doubled function word a warning, what people may \
          double for emphasis a note. A source that repeats itself excuses its translation.",
    mqm: "accuracy/addition",
    needs: &[Need::Signals],
    examples: &[
        Example {
            langs: ("en", "ja"),
            source: "The hikers walked slowly through the forest.",
            target: "登山客は森の中を歩いて森の中を歩いて森の中を歩いて森の中を歩いて進んだ。",
            fires: true,
        },
        Example {
            langs: ("ja", "en"),
            source: "船は朝に出た。",
            target: "The ship left in the the morning.",
            fires: true,
        },
        Example {
            langs: ("en", "ja"),
            source: "There are various people here.",
            target: "ここにはいろいろな人々がいる。",
            fires: false,
        },
    ],
    run,
};

/// Whether this check and no other judges the signals of this name.
pub(super) fn judges(name: &str) -> bool {
    [TEXT_LOOP, DOUBLED_WORD, SAME_CONJUNCTS].contains(&name)
}

fn run(view: &View<'_>, findings: &mut Vec<Finding>) {
    if !view.signals.iter().any(|signal| judges(signal.name)) {
        return;
    }
    for &sentence in view.sentences {
        let seen: Vec<&Signal> =
            in_sentence(view.signals, sentence).iter().filter(|s| judges(s.name)).collect();
        let Some(strongest) = seen.iter().map(|signal| signal.strength).max() else { continue };
        let severity = match strongest {
            Strength::Certain => Severity::Error,
            Strength::Strong => Severity::Warning,
            Strength::Evidence | Strength::Remark => Severity::Note,
        };
        findings.push(
            finding(CHECK.id, Kind::Repeated, severity, view, sentence, &seen)
                .help("say it once, unless the source says it as often"),
        );
    }
}
