//! `unlocalized-figure`: a figure is right, but written as the source language writes it.

use super::{Check, Example, View};
use crate::facts::{Figure, Form};
use crate::finding::{Confidence, Finding, Kind, Severity};
use crate::matching::Rung;
use crate::rewrite;
use crate::text::Span;

/// The check.
pub(super) static CHECK: Check = Check {
    id: "unlocalized-figure",
    summary: "A figure keeps the separators of another language",
    why: "`1,234` is a thousand and more in English and little more than one in German. The value \
          agrees only if the target is read with foreign separators, which its readers will not \
          do. It is a matter of review, since many houses keep the separators of the source.",
    mqm: "locale-convention/number-format",
    needs: &[],
    examples: &[
        Example {
            langs: ("en", "de"),
            source: "It has 1,234 rooms",
            target: "Es hat 1,234 Zimmer",
            fires: true,
        },
        Example {
            langs: ("en", "de"),
            source: "It has 1,234 rooms",
            target: "Es hat 1.234 Zimmer",
            fires: false,
        },
    ],
    run,
};

fn run(view: &View<'_>, findings: &mut Vec<Finding>) {
    for (agreement, a, b) in view.agreed() {
        if agreement.rung > Rung::LooseUnit || !is_foreign(a, b, view) {
            continue;
        }
        let written = b.number.of(view.target);
        let localized = exchange_separators(written);
        let certain =
            a.best().is_some_and(|value| rewrite::reads_as(view, b.number, &localized, value));
        let words = |from, to| Span { start: from, end: to }.of(view.target);
        let (before, after) = (
            words(b.span.start.min(b.number.start), b.number.start),
            words(b.number.end, b.span.end.max(b.number.end)),
        );
        findings.push(
            Finding::new(
                CHECK.id,
                Kind::Style,
                Severity::Note,
                format!("`{written}` is written with the separators of another language"),
            )
            .confidence(Confidence::Medium)
            .in_source(a.span)
            .in_target(b.span)
            .help("write it as the target language does")
            .suggest(format!("{before}{localized}{after}"))
            .applicable(certain)
            .identity(written),
        );
    }
}

/// Whether the two agree only on a reading of the target that its language gives second place.
fn is_foreign(a: &Figure, b: &Figure, view: &View<'_>) -> bool {
    let digits = |f: &Figure| matches!(f.form, Form::Digits | Form::Scaled);
    let separated = b.number.of(view.target).contains(['.', ',']);
    let best = a.best();
    digits(a)
        && digits(b)
        && separated
        && best.is_some()
        && b.best() != best
        && b.readings.iter().skip(1).any(|v| Some(*v) == best)
}

/// The same digits with point and comma exchanged.
fn exchange_separators(written: &str) -> String {
    let exchange = |c| match c {
        '.' => ',',
        ',' => '.',
        c => c,
    };
    written.chars().map(exchange).collect()
}
