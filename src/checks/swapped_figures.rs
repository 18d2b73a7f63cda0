//! `swapped-figures`: the right values, each in the other's place.

use super::{Check, Example, View};
use crate::facts::{Class, Facts, Figure, MarkKind, Value};
use crate::finding::{Finding, Kind, Severity};
use crate::matching::{Agreement, Rung};
use crate::qualify::end_of_change;
use crate::text::Span;
use crate::units::Unit;

/// The check.
pub(super) static CHECK: Check = Check {
    id: "swapped-figures",
    summary: "Two figures changed places: from 3 to 5 became from 5 to 3",
    why: "Every value is there and the statement is the opposite. Clauses are reordered freely in \
          translation, so only figures with a role are compared: the ends of a change (from, to) \
          and the ends of a range.",
    mqm: "accuracy/mistranslation",
    needs: &[],
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

/// How many of the agreements that follow one are held against it.
const NEAR: usize = 128;

fn run(view: &View<'_>, findings: &mut Vec<Finding>) {
    let on_both = |is: fn(MarkKind) -> bool| {
        [view.source_facts, view.target_facts].iter().all(|f| f.marks.iter().any(|m| is(m.kind)))
    };
    if !on_both(|kind| kind == MarkKind::Range)
        && !on_both(|kind| matches!(kind, MarkKind::From | MarkKind::To))
    {
        return;
    }
    let agreed = &view.alignment.agreed;
    for (at, first) in agreed.iter().enumerate() {
        for second in agreed[at + 1..].iter().take(NEAR) {
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

/// The ends of a range or the two sides of a score that changed places.
fn range(view: &View<'_>, (a, b): (&Figure, &Figure), (c, d): (&Figure, &Figure)) -> bool {
    let turned = (a.span.start < b.span.start) != (c.span.start < d.span.start);
    if !turned || a.class() == Class::Ordinal {
        return false;
    }
    let source = link(view.source, view.source_facts, a, b);
    let target = link(view.target, view.target_facts, c, d);
    let (Some(source), Some(_)) = (source, target) else {
        return false;
    };
    // A range that falls in the source is the writer's way, which the translator may put right. A
    // score is neither: `4-3` is not `3-4`.
    let rises = (a.span.start < b.span.start) == (a.best() < b.best());
    let score =
        source.chars().all(|c| !c.is_alphabetic()) && [a, b, c, d].iter().all(|f| is_goals(f));
    rises || score
}

/// What links two neighbours as the ends of a range, if anything does.
fn link<'a>(text: &'a str, facts: &Facts, x: &Figure, y: &Figure) -> Option<&'a str> {
    let start = x.span.end.min(y.span.end);
    let end = x.span.start.max(y.span.start);
    let gap = (start < end).then_some(Span { start, end })?;
    let mut inside = facts.figures_from(gap.start).take_while(|f| f.span.start < gap.end);
    if inside.any(|f| f.is_strong() && gap.contains(f.span)) {
        return None;
    }
    let first = facts.marks.partition_point(|m| m.span.start < gap.start);
    let marks = facts.marks[first..].iter().take_while(|m| m.span.start < gap.end);
    let mut marks = marks.filter(|m| m.kind == MarkKind::Range && gap.contains(m.span));
    marks.next().map(|m| m.span.of(text))
}

/// Whether a figure can be one side of a score.
fn is_goals(figure: &Figure) -> bool {
    let small = |v: Value| v.is_integer() && v < Value::int(200);
    figure.unit == Unit::None && figure.best().is_some_and(small)
}

/// Where a change started became where it arrived.
fn change(view: &View<'_>, (a, b): (&Figure, &Figure), (c, d): (&Figure, &Figure)) -> bool {
    let end = |figure, source: bool| {
        let (text, facts) = if source {
            (view.source, view.source_facts)
        } else {
            (view.target, view.target_facts)
        };
        end_of_change(text, facts, figure)
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
