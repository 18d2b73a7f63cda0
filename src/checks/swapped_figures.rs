//! `swapped-figures`: the right values, each in the other's place.

use super::{Check, Example, View};
use crate::facts::{Class, Facts, Figure, MarkKind};
use crate::finding::{Finding, Kind, Severity};
use crate::matching::{Agreement, Rung};
use crate::qualify::end_of_change;
use crate::text::Span;

/// The check.
pub(super) static CHECK: Check = Check {
    id: "swapped-figures",
    summary: "Two figures changed places: from 3 to 5 became from 5 to 3",
    why: "Every value is there and the statement is the opposite. Clauses are reordered freely in \
          translation, so only figures with a role are compared: the ends of a change (from, to) \
          and the ends of a range.",
    mqm: "accuracy/mistranslation",
    examples: &[
        Example {
            langs: ("en", "ja"),
            source: "Inflation slowed to 1.8% from 4.8%",
            target: "インフレ率は1.8%から4.8%に鈍化した",
            fires: true,
        },
        Example {
            langs: ("en", "ja"),
            source: "Inflation slowed to 1.8% from 4.8%",
            target: "インフレ率は4.8%から1.8%に鈍化した",
            fires: false,
        },
    ],
    run,
};

fn run(view: &View<'_>, findings: &mut Vec<Finding>) {
    let agreed = &view.alignment.agreed;
    for (at, first) in agreed.iter().enumerate() {
        for second in &agreed[at + 1..] {
            if let Some((source, target)) = swapped(view, first, second) {
                let (a, b) = (source.of(view.source), target.of(view.target));
                findings.push(
                    Finding::new(
                        CHECK.id,
                        Kind::Swapped,
                        Severity::Error,
                        format!("`{a}` became `{b}`, the figures exchanged"),
                    )
                    .in_source(source)
                    .in_target(target)
                    .help("put each figure in its own place")
                    .identity(format!("{a}>{b}")),
                );
            }
        }
    }
}

/// Where two agreed figures stand on each side, if they changed places.
fn swapped(view: &View<'_>, first: &Agreement, second: &Agreement) -> Option<(Span, Span)> {
    let sure = |a: &Agreement| a.rung <= Rung::LooseUnit;
    let source = |a: &Agreement| &view.source_facts.figures[a.source];
    let target = |a: &Agreement| &view.target_facts.figures[a.target];
    let (a, b, c, d) = (source(first), source(second), target(first), target(second));
    if !sure(first) || !sure(second) || a.class() != b.class() || a.best() == b.best() {
        return None;
    }
    (range(view, (a, b), (c, d)) || change(view, (a, b), (c, d)))
        .then(|| (a.span.join(b.span), c.span.join(d.span)))
}

/// The ends of a range, low to high in the source and high to low in the target, or the reverse.
fn range(view: &View<'_>, (a, b): (&Figure, &Figure), (c, d): (&Figure, &Figure)) -> bool {
    let linked = |facts: &Facts, x: &Figure, y: &Figure| {
        let gap = Span { start: x.span.end.min(y.span.end), end: x.span.start.max(y.span.start) };
        facts.marks.iter().any(|m| {
            m.kind == MarkKind::Range && gap.start <= m.span.start && m.span.end <= gap.end
        }) && !facts
            .figures
            .iter()
            .any(|f| f.is_strong() && gap.start < gap.end && gap.contains(f.span))
    };
    let rises = |x: &Figure, y: &Figure| (x.span.start < y.span.start) == (x.best() < y.best());
    let ordinal = a.class() == Class::Ordinal;
    // A range that falls in the source is the writer's way; the translator may put it right.
    rises(a, b)
        && !rises(c, d)
        && !ordinal
        && linked(view.source_facts, a, b)
        && linked(view.target_facts, c, d)
}

/// Where a change started became where it arrived.
fn change(view: &View<'_>, (a, b): (&Figure, &Figure), (c, d): (&Figure, &Figure)) -> bool {
    let end = |figure, source: bool| {
        let (text, facts, locale) = if source {
            (view.source, view.source_facts, view.source_locale)
        } else {
            (view.target, view.target_facts, view.target_locale)
        };
        end_of_change(text, facts, figure, locale.postpositions)
    };
    let (a, b, c, d) = (end(a, true), end(b, true), end(c, false), end(d, false));
    // One side has both ends; on the other an end that turned round is enough, where neither keeps
    // its own.
    let both = |x: Option<MarkKind>, y: Option<MarkKind>| x.is_some() && y.is_some() && x != y;
    let turned =
        |was: Option<MarkKind>, is: Option<MarkKind>| was.is_some() && is.is_some() && was != is;
    let kept = |was: Option<MarkKind>, is: Option<MarkKind>| was.is_some() && was == is;
    (both(a, b) || both(c, d)) && (turned(a, c) || turned(b, d)) && !kept(a, c) && !kept(b, d)
}
