//! `lost-attribution`: what others claim became a fact.

use super::{Check, Example, View};
use crate::finding::{Confidence, Finding, Kind, Severity};

/// The check.
pub(super) static CHECK: Check = Check {
    id: "lost-attribution",
    summary: "What the source leaves to others to claim is stated as a fact",
    why: "`The alleged theft` and `the theft` are different claims, and the second may be libel. A word \
          such as `allegedly`, `so-called` or `what she described as` is looked for in the source; \
          any word that leaves a claim to others, a verb of saying or a quotation mark in the target \
          answers it. Translators let it go now and then, so it is a matter of review.",
    mqm: "accuracy/omission",
    needs: &[],
    examples: &[
        Example {
            langs: ("en", "ja"),
            source: "The suspect allegedly attacked a guard.",
            target: "男は警備員を襲撃した。",
            fires: true,
        },
        Example {
            langs: ("en", "de"),
            source: "The mayor praised what he described as a brave decision.",
            target: "Der Bürgermeister lobte eine mutige Entscheidung.",
            fires: true,
        },
        Example {
            langs: ("en", "ja"),
            source: "The suspect allegedly attacked a guard.",
            target: "男は警備員を襲撃した疑いが持たれている。",
            fires: false,
        },
        Example {
            langs: ("en", "de"),
            source: "The so-called expert left.",
            target: "Der „Experte“ ging.",
            fires: false,
        },
    ],
    run,
};

fn run(view: &View<'_>, findings: &mut Vec<Finding>) {
    let Some(cue) = view.source_locale.attribution.cue(&view.source_facts.chars) else { return };
    if view.target_locale.attribution.may_answer(&view.target_facts.chars) {
        return;
    }
    let word = cue.of(view.source);
    let message = format!("`{word}` is lost: the target states a fact");
    findings.push(
        Finding::new(CHECK.id, Kind::Missing, Severity::Warning, message)
            .confidence(Confidence::Medium)
            .in_source(cue)
            .help(format!("say `{word}` in the target too"))
            .identity(word),
    );
}
