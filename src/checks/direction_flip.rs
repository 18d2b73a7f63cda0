//! `direction-flip`: a figure goes the other way than in the source.

use super::{Check, Example, View};
use crate::facts::{Class, Facts, Figure, MarkKinds};
use crate::finding::{Finding, Kind, Severity};
use crate::matching::Rung;
use crate::qualify::{self, Direction, direction, movement};
use std::collections::BTreeSet;

/// The check.
pub(super) static CHECK: Check = Check {
    id: "direction-flip",
    summary: "A figure rises in one text and falls in the other",
    why: "A fall that became a rise is the opposite of the news, with the right number beside it. \
          The direction word nearest to an agreed figure in the same clause is compared; where a \
          clause says both, or denies one, nothing is concluded.",
    mqm: "accuracy/mistranslation",
    needs: &[],
    examples: &[
        Example {
            langs: ("en", "ja"),
            source: "The stock was down 0.25% on Wednesday",
            target: "株価は水曜日に0.25%上昇した",
            fires: true,
        },
        Example {
            langs: ("en", "ja"),
            source: "The stock was down 0.25% on Wednesday",
            target: "株価は水曜日に0.25%下落した",
            fires: false,
        },
    ],
    run,
};

fn run(view: &View<'_>, findings: &mut Vec<Finding>) {
    if ![view.source_facts, view.target_facts].iter().all(|f| f.says(qualify::WAYS)) {
        return;
    }
    let mut told = BTreeSet::new();
    for (agreement, a, b) in view.agreed() {
        let telling = |class| {
            matches!(class, Class::Percentage | Class::Money | Class::Number | Class::Measure)
        };
        if agreement.rung > Rung::Converted || !telling(a.class()) || !telling(b.class()) {
            continue;
        }
        let Some((said, became)) = turned(view, a, b) else { continue };
        // One word sends both figures of a change: `fell 8.4% to $1.27 billion`.
        if !told.insert((said.span, became.span)) {
            continue;
        }
        let message = format!(
            "`{}` became `{}`, the opposite direction",
            said.span.join(a.span).of(view.source),
            became.span.join(b.span).of(view.target)
        );
        let help = format!(
            "the source says `{}` and the target `{}`; correct the target",
            said.span.of(view.source),
            became.span.of(view.target)
        );
        findings.push(
            Finding::new(CHECK.id, Kind::Flipped, Severity::Error, message)
                .in_source(said.span.join(a.span))
                .in_target(became.span.join(b.span))
                .help(help)
                .identity(format!("{}>{}", said.span.of(view.source), became.span.of(view.target))),
        );
    }
}

/// The words that send a figure one way in the source and the other way in the target: with its
/// sign or, where both have the same sign, in spite of it.
fn turned(view: &View<'_>, a: &Figure, b: &Figure) -> Option<(Direction, Direction)> {
    // Without a sign both questions have one answer.
    let signed = [view.source_facts, view.target_facts].iter().any(|f| f.says(MarkKinds::SIGNS));
    let questions: &[Ask] = if signed { &[direction, movement] } else { &[direction] };
    questions.iter().find_map(|ask| {
        let said = ask(view.source, view.source_facts, a)?;
        let became = ask(view.target, view.target_facts, b)?;
        // A level with a sign, `+15 °C`, says nothing of where it goes.
        let level = a.class() == Class::Measure && said.sign != became.sign;
        (said.up != became.up && !level).then_some((said, became))
    })
}

/// A question for the direction of a figure.
type Ask = fn(&str, &Facts, &Figure) -> Option<Direction>;
