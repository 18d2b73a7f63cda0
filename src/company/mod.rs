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
    agreement: u32,
    /// Which figure of its side it is.
    figure: u32,
    /// Where it stands.
    pub(crate) span: Span,
    /// What it counts.
    kind: Kind,
    /// Whether it may be accused.
    sure: bool,
    /// The clause that it stands in, counted from the beginning, once they are counted.
    clause: u32,
    /// The agreements of its neighbours that it is tied to by punctuation: the other side of a
    /// score, the minutes of a time.
    ties: [Option<u32>; 2],
}

impl Seat {
    /// Its figure, among those of its side.
    fn figure<'a>(&self, facts: &'a Facts) -> &'a Figure {
        &facts.figures[self.figure as usize]
    }
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

/// Seats the agreed figures of both sides, but where there are too many or too few to tell.
pub(crate) fn seat(view: &View<'_>, source: &mut Seats, target: &mut Seats) {
    let agreed = &view.alignment.agreed;
    if (2..=MOST).contains(&agreed.len()) {
        side(view.source, view.source_facts, agreed, |a| a.source, source);
        side(view.target, view.target_facts, agreed, |a| a.target, target);
    }
}

fn side(
    text: &str,
    facts: &Facts,
    agreed: &[Agreement],
    index: fn(&Agreement) -> usize,
    seats: &mut Seats,
) {
    for (agreement, a) in (0..).zip(agreed).filter(|(_, a)| a.rung < Rung::Reused) {
        let figure = &facts.figures[index(a)];
        let (kind, Some(value)) = (Kind::of(figure), figure.best()) else { continue };
        // Articles and the like stand with everything.
        let idle = kind == Kind::Plain && !figure.is_strong() && value == Value::ONE;
        if !idle && figure.form != Form::Implied || kind != Kind::Plain {
            seats.push(Seat {
                agreement,
                figure: index(a) as u32,
                span: figure.span,
                kind,
                sure: figure.is_strong() && a.rung <= Rung::LooseUnit,
                clause: 0,
                ties: [None; 2],
            });
        }
    }
    seats.sort_by_key(|seat| (seat.span.start, seat.span.end));
    for at in 1..seats.len() {
        let (before, here) = (&seats[at - 1], &seats[at]);
        if gap(before, here).is_some_and(|gap| is_tie(text, facts, gap, here.kind)) {
            let (before, here) = (before.agreement, here.agreement);
            seats[at].ties[0] = Some(before);
            seats[at - 1].ties[1] = Some(here);
        }
    }
}

/// Counts the clauses between the seats of `text`.
fn count_clauses(text: &str, seats: &mut Seats) {
    let mut clause = 0;
    for at in 1..seats.len() {
        if let Some(gap) = gap(&seats[at - 1], &seats[at]) {
            let gap = gap.of(text);
            clause += if gap.is_ascii() {
                gap.bytes().filter(|&byte| ends_clause(char::from(byte))).count()
            } else {
                gap.chars().filter(|&c| ends_clause(c)).count()
            };
        }
        seats[at].clause = clause as u32;
    }
}

/// What lies between two neighbours; `None` if they overlap.
fn gap(before: &Seat, here: &Seat) -> Option<Span> {
    let gap = Span { start: before.span.end, end: here.span.start };
    (gap.start <= gap.end).then_some(gap)
}

#[inline]
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
    let ranged = || {
        let first = facts.marks.partition_point(|m| m.span.start < gap.start);
        let mut beside = facts.marks[first..].iter().take_while(|m| m.span.start == gap.start);
        beside.any(|m| m.kind == MarkKind::Range && m.span == gap)
    };
    of_time || matches!(single, Some(':' | '：')) || ranged()
}
