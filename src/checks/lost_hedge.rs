//! `lost-hedge`: an estimate became an exact figure.

use super::{Check, Example, Need, View};
use crate::facts::Class;
use crate::finding::{Confidence, Finding, Kind, Severity};
use crate::qualify::{adjacent_hedge, is_hedged};
use crate::signals::Strength;

/// The check.
pub(super) static CHECK: Check = Check {
    id: "lost-hedge",
    summary: "A figure that the source only estimates or bounds is stated as exact",
    why: "`About 5,000` and `5,000` are different claims. Human translators drop one hedge in ten \
          (measured on news references), so alone it is a matter of review; beside a sign of \
          garbling in the same sentence it is one more thing that got lost, and shown to a CI job.",
    mqm: "accuracy/omission",
    needs: &[Need::Signals],
    examples: &[
        Example {
            langs: ("en", "ja"),
            source: "About 5,000 people came",
            target: "5000人が来た",
            fires: true,
        },
        Example {
            langs: ("en", "ja"),
            source: "About 5,000 people came",
            target: "5000人ほどが来た",
            fires: false,
        },
    ],
    run,
};

fn run(view: &View<'_>, findings: &mut Vec<Finding>) {
    for (_, a, b) in view.agreed() {
        if !a.is_strong()
            || !b.is_strong()
            || matches!(a.class(), Class::Date | Class::Time | Class::Ordinal)
        {
            continue;
        }
        let Some(hedge) = adjacent_hedge(view.source, view.source_facts, a) else {
            continue;
        };
        if is_hedged(view.target, view.target_facts, b) {
            continue;
        }
        let garbled = view.sentences.iter().any(|sentence| {
            sentence.contains(b.span)
                && view
                    .signals
                    .iter()
                    .any(|s| s.strength >= Strength::Evidence && sentence.overlaps(s.span))
        });
        let word = hedge.of(view.source);
        let message =
            format!("`{word}` is lost: `{}` states an exact figure", b.span.of(view.target));
        findings.push(
            Finding::new(CHECK.id, Kind::Missing, Severity::Warning, message)
                .confidence(if garbled { Confidence::High } else { Confidence::Medium })
                .in_source(hedge.join(a.span))
                .in_target(b.span)
                .help(format!("say `{word}` in the target too"))
                .identity(hedge.join(a.span).of(view.source)),
        );
    }
}
