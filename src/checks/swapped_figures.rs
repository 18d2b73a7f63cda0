//! `swapped-figures`: the right values, each in the other's place.

use super::{Check, Example, View};
use crate::company;
use crate::facts::{Class, Facts, Figure, MarkKind, MarkKinds, Value};
use crate::finding::{Finding, Kind, Severity};
use crate::matching::{Agreement, Rung};
use crate::qualify::end_of_change;
use crate::text::Span;
use crate::units::Unit;
use smallvec::SmallVec;

/// The check.
pub(super) static CHECK: Check = Check {
    id: "swapped-figures",
    summary: "Two figures changed places: from 3 to 5 became from 5 to 3",
    why: "Every value is there and the statement is another. Clauses are reordered freely in \
          translation, so figures are compared by the company that they keep: the ends of a change \
          (from, to) and of a range, the unit, the clause, the other side of a score, the row of a \
          list.",
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
    let before = findings.len();
    ends(view, findings);
    if findings.len() == before
        && let Some((source, target)) = company::exchanged(view)
    {
        findings.push(report(view, source, target));
    }
}

/// The ends of changes and ranges.
fn ends(view: &View<'_>, findings: &mut Vec<Finding>) {
    let on_both = |kinds: MarkKinds| {
        [view.source_facts, view.target_facts].iter().all(|facts| facts.says(kinds))
    };
    let (ranges, changes) = (on_both(MarkKinds::RANGE), on_both(MarkKinds::ENDS));
    if !ranges && !changes {
        return;
    }
    let places: SmallVec<[Place<'_>; 8]> =
        view.agreed().map(|agreed| Place::of(view, agreed, changes)).collect();
    for (at, first) in places.iter().enumerate() {
        for second in places[at + 1..].iter().take(NEAR) {
            if let Some((source, target)) = swapped(view, first, second) {
                findings.push(report(view, source, target));
            }
        }
    }
}

/// Two figures that agree.
struct Place<'a> {
    source: &'a Figure,
    target: &'a Figure,
    /// Whether they do so beyond doubt.
    sure: bool,
    /// Which end of a change each of them is.
    ends: [Option<MarkKind>; 2],
}

impl<'a> Place<'a> {
    /// `changes`: whether both sides name an end of a change.
    fn of(
        view: &View<'_>,
        (agreement, source, target): (&Agreement, &'a Figure, &'a Figure),
        changes: bool,
    ) -> Self {
        let sure = agreement.rung <= Rung::LooseUnit;
        let ends = if sure && changes {
            [
                end_of_change(view.source, view.source_facts, source),
                end_of_change(view.target, view.target_facts, target),
            ]
        } else {
            [None; 2]
        };
        Self { source, target, sure, ends }
    }
}

fn report(view: &View<'_>, source: Span, target: Span) -> Finding {
    let (a, b) = (source.of(view.source), target.of(view.target));
    Finding::new(
        CHECK.id,
        Kind::Swapped,
        Severity::Error,
        format!("`{a}` became `{b}`, the figures exchanged"),
    )
    .in_source(source)
    .in_target(target)
    .help("put each figure in its own place")
    .identity(format!("{a}>{b}"))
}

/// Where two agreed figures stand on each side, if they changed places.
fn swapped(view: &View<'_>, first: &Place<'_>, second: &Place<'_>) -> Option<(Span, Span)> {
    let (a, b, c, d) = (first.source, second.source, first.target, second.target);
    if !first.sure || !second.sure || a.class() != b.class() || a.best() == b.best() {
        return None;
    }
    (change(first, second) || range(view, (a, b), (c, d)))
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
    let (Some(source), Some(target)) = (source, target) else {
        return false;
    };
    // A range that falls in the source is the writer's way, which the translator may put right. A
    // score is neither: `4-3` is not `3-4`, but for the loser it may be.
    let rises = (a.span.start < b.span.start) == (a.best() < b.best());
    let score = [source, target].iter().all(|link| is_dash(link))
        && [a, b, c, d].iter().all(|f| is_goals(f))
        && !is_lost(view.source_facts, a)
        && !is_lost(view.target_facts, c);
    rises || score
}

/// Whether a link is a dash, a colon or one character such as 対, and no word.
fn is_dash(link: &str) -> bool {
    link.chars().count() == 1 || link.chars().all(|c| !c.is_alphabetic())
}

/// Whether something is lost near `figure`.
fn is_lost(facts: &Facts, figure: &Figure) -> bool {
    facts.marks.iter().any(|mark| {
        mark.kind == MarkKind::Down
            && mark.span.end + NEAR_LOSS > figure.span.start
            && mark.span.start < figure.span.end + NEAR_LOSS
    })
}

/// How many bytes from a score its loss is spoken of.
const NEAR_LOSS: u32 = 60;

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
fn change(first: &Place<'_>, second: &Place<'_>) -> bool {
    let ([a, c], [b, d]) = (first.ends, second.ends);
    // One side has both ends; on the other an end that turned round is enough, where neither keeps
    // its own.
    let both = |x: Option<MarkKind>, y: Option<MarkKind>| x.is_some() && y.is_some() && x != y;
    let turned =
        |was: Option<MarkKind>, is: Option<MarkKind>| was.is_some() && is.is_some() && was != is;
    let kept = |was: Option<MarkKind>, is: Option<MarkKind>| was.is_some() && was == is;
    (both(a, b) || both(c, d)) && (turned(a, c) || turned(b, d)) && !kept(a, c) && !kept(b, d)
}
