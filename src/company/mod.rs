//! What a figure stands with: its clause, the figures around it, the other side of its score.
//!
//! Two figures of one kind can only be told apart by their company. Each side of a pair is looked
//! at by itself and in terms of agreements: where two figures agree, their company agrees too.

mod exchanged;
mod owners;

pub(crate) use exchanged::exchanged;
pub(crate) use owners::{Misplaced, misplaced};

use crate::checks::View;
use crate::facts::{Facts, Figure, Form, MarkKind, Value};
use crate::matching::{Agreement, Rung};
use crate::text::{Span, parts_clause};
use crate::units::Unit;
use smallvec::SmallVec;

/// A figure that agrees, with its company on one side.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seat {
    /// Which agreement it takes part in.
    agreement: usize,
    /// Which figure of its side it is.
    figure: usize,
    /// Where it stands.
    pub(crate) span: Span,
    /// What it counts.
    kind: Kind,
    /// Its best value.
    value: Value,
    /// Whether it may be accused.
    sure: bool,
    /// The clause that it stands in, counted from the beginning.
    clause: usize,
    /// The agreements of its neighbours that it is tied to by punctuation: the other side of a
    /// score, the minutes of a time.
    ties: [Option<usize>; 2],
}

/// What a figure counts, as far as two can be mistaken for each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A bare number or a count of something.
    Plain,
    /// Anything with a unit.
    Unit(Unit),
}

impl Kind {
    fn of(figure: &Figure) -> Self {
        match figure.unit {
            Unit::None | Unit::Count | Unit::Times => Self::Plain,
            unit => Self::Unit(unit),
        }
    }

    /// Whether it is a rate, an amount or a measure. Dates and ranks are said in so many ways that
    /// their units tell little.
    fn is_measured(self) -> bool {
        use Unit::{BasisPoint, Currency, Measure, PerMille, Percent, Point};
        matches!(
            self,
            Self::Unit(Percent | Point | BasisPoint | PerMille | Currency(_) | Measure(_))
        )
    }
}

/// The seats of one side, in the order of its text.
pub(crate) type Seats = SmallVec<[Seat; 8]>;

/// The most figures that are seated; more stand in a table, which has no clauses.
const MOST: usize = 64;

/// Seats the agreed figures of both sides; none where there are too many or too few to tell.
pub(crate) fn seat(view: &View<'_>) -> Option<(Seats, Seats)> {
    let agreed = &view.alignment.agreed;
    if !(2..=MOST).contains(&agreed.len()) {
        return None;
    }
    let source = side(view.source, view.source_facts, agreed, |a| a.source);
    let target = side(view.target, view.target_facts, agreed, |a| a.target);
    Some((source, target))
}

fn side(text: &str, facts: &Facts, agreed: &[Agreement], index: fn(&Agreement) -> usize) -> Seats {
    let mut seats: Seats = agreed
        .iter()
        .enumerate()
        .filter(|(_, a)| a.rung < Rung::Reused)
        .filter_map(|(agreement, a)| {
            let figure = &facts.figures[index(a)];
            let (kind, value) = (Kind::of(figure), figure.best()?);
            // Articles and the like stand with everything.
            let idle = kind == Kind::Plain && !figure.is_strong() && value == Value::ONE;
            (!idle && figure.form != Form::Implied || kind != Kind::Plain).then_some(Seat {
                agreement,
                figure: index(a),
                span: figure.span,
                kind,
                value,
                sure: figure.is_strong() && a.rung <= Rung::LooseUnit,
                clause: 0,
                ties: [None; 2],
            })
        })
        .collect();
    seats.sort_by_key(|seat| (seat.span.start, seat.span.end));
    let mut clause = 0;
    for at in 1..seats.len() {
        let (before, here) = (seats[at - 1], seats[at]);
        if before.span.end <= here.span.start {
            let gap = Span { start: before.span.end, end: here.span.start };
            clause += gap.of(text).chars().filter(|&c| ends_clause(c)).count();
            if is_tie(text, facts, gap, here.kind) {
                seats[at].ties[0] = Some(before.agreement);
                seats[at - 1].ties[1] = Some(here.agreement);
            }
        }
        seats[at].clause = clause;
    }
    seats
}

fn ends_clause(c: char) -> bool {
    parts_clause(c) || matches!(c, '—' | '·')
}

/// Whether `gap` ties two figures as the sides of a score or the parts of a time: `94–88`, `14:35`,
/// `14h35`, 94対88.
fn is_tie(text: &str, facts: &Facts, gap: Span, next: Kind) -> bool {
    let mut chars = gap.of(text).chars();
    let single = match (chars.next(), chars.next()) {
        (None, _) => return false,
        (Some(c), None) => Some(c),
        _ => None,
    };
    let of_time = next == Kind::Unit(Unit::Minute) && single.is_some();
    let first = facts.marks.partition_point(|m| m.span.start < gap.start);
    let ranged = facts.marks[first..]
        .iter()
        .take_while(|m| m.span.start == gap.start)
        .any(|m| m.kind == MarkKind::Range && m.span == gap);
    of_time || ranged || matches!(single, Some(':' | '：'))
}
