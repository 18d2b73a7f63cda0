//! Whether two figures changed places, by the company that each keeps on either side.

use super::{Kind, Seat, Seats, count_clauses, seat};
use crate::checks::View;
use crate::facts::{Facts, MarkKind, MarkKinds, Value};
use crate::qualify::end_of_change;
use crate::text::Span;
use crate::units::Unit;

/// Two agreements, seated on both sides: `a` agrees with `c`, and `b` with `d`.
#[derive(Clone, Copy)]
struct Couple<'a> {
    a: &'a Seat,
    b: &'a Seat,
    c: &'a Seat,
    d: &'a Seat,
}

/// All that tells whether a couple changed places.
struct Scene<'a> {
    view: &'a View<'a>,
    source: &'a Seats,
    target: &'a Seats,
    /// Whether the figures of the target stand in the order of the source.
    in_order: bool,
    /// Whether figures are tied to each other on both sides.
    tied: bool,
    /// Whether both sides name an end of a change.
    ends: bool,
}

/// The first two figures that stand in each other's company: what they span on each side.
pub(crate) fn exchanged(view: &View<'_>) -> Option<(Span, Span)> {
    if !may_be_exchanged(view) {
        return None;
    }
    let (mut source, mut target) = (Seats::new(), Seats::new());
    seat(view, &mut source, &mut target);
    let scene = Scene::of(view, &mut source, &mut target);
    let answer = |seat: &Seat| scene.target.iter().find(|t| t.agreement == seat.agreement);
    let sure = || scene.source.iter().filter(|seat| seat.sure);
    for (at, a) in sure().enumerate() {
        let Some(c) = answer(a) else { continue };
        for b in sure().skip(at + 1) {
            let Some(d) = answer(b) else { continue };
            let apart = !a.span.overlaps(b.span) && !c.span.overlaps(d.span);
            let couple = Couple { a, b, c, d };
            if apart && scene.value(a) != scene.value(b) && scene.exchanged(couple) {
                return Some((a.span.join(b.span), c.span.join(d.span)));
            }
        }
    }
    None
}

/// How many figures that agree are held against each other: a segment with more is a table, in which no
/// clause tells whose a figure is.
const MOST: usize = 128;

/// Whether anything can tell of an exchange: figures in another order, or words beside them.
fn may_be_exchanged(view: &View<'_>) -> bool {
    let agreed = &view.alignment.agreed;
    if agreed.len() > MOST {
        return false;
    }
    if [view.source_facts, view.target_facts].iter().all(|f| f.says(MarkKinds::AFFIRMED)) {
        return true;
    }
    agreed
        .iter()
        .enumerate()
        .any(|(at, a)| agreed[..at].iter().any(|b| (a.source < b.source) != (a.target < b.target)))
}

impl<'a> Scene<'a> {
    fn of(view: &'a View<'a>, source: &'a mut Seats, target: &'a mut Seats) -> Self {
        // Of fewer, no other two can tell whose clause it is.
        if source.len() >= 4 && has_rivals(source) {
            count_clauses(view.source, source);
            count_clauses(view.target, target);
        }
        let tied = |seats: &Seats| seats.iter().any(|seat| seat.ties != [None; 2]);
        let same = |(a, b): (&Seat, &Seat)| a.agreement == b.agreement;
        Self {
            view,
            in_order: source.len() == target.len() && source.iter().zip(&*target).all(same),
            tied: tied(source) && tied(target),
            ends: [view.source_facts, view.target_facts].iter().all(|f| f.says(MarkKinds::ENDS)),
            source,
            target,
        }
    }

    /// The best value of a seat of the source.
    fn value(&self, seat: &Seat) -> Option<Value> {
        seat.figure(self.view.source_facts).best()
    }

    fn exchanged(&self, couple: Couple<'_>) -> bool {
        let Couple { a, b, c, d } = couple;
        if self.tied && retied(couple) {
            return true;
        }
        if a.kind != b.kind {
            // `14, 500 naira` is one number in two pieces.
            let pieces = || gap(self.view.source, a, b).min(gap(self.view.target, c, d)) <= COMMA;
            return units_crossed(couple) && !pieces();
        }
        (self.ends && self.end_moved(couple))
            || self.clauses_crossed(couple)
            || (!self.in_order && (self.rows_crossed(couple) || self.only_these_moved(couple)))
    }

    /// The one figure of a change that is called its end is another one: `to 5% from 7%, below the
    /// 9% expected` that became `to 9% from 7%, below the 5% expected`.
    fn end_moved(&self, Couple { a, b, .. }: Couple<'_>) -> bool {
        let (source, target) = (self.source, self.target);
        let (text, facts) = (self.view.source, self.view.source_facts);
        let (other_text, other) = (self.view.target, self.view.target_facts);
        let of_kind = |seats: &Seats| seats.iter().filter(|s| s.kind == a.kind).count();
        if !a.kind.is_measured() || of_kind(source) != of_kind(target) {
            return false;
        }
        let only = |seats: &Seats, text: &str, facts: &Facts, end: MarkKind| {
            let is_end = |s: &Seat| end_of_change(text, facts, s.figure(facts));
            // In `1 to 2 inches` the `to` is that of a range.
            let ranged = |at: usize| {
                let [before, s] = [at.checked_sub(1)?, at].map(|at| &seats[at]);
                let linked = gap(text, before, s) <= WORD && has_range(facts, before, s);
                (linked && is_end(before).is_none()).then_some(())
            };
            let mut found = seats.iter().enumerate().filter(|&(at, s)| {
                s.kind == a.kind && is_end(s) == Some(end) && ranged(at).is_none()
            });
            let first = found.next().map(|(_, s)| s.agreement);
            first.filter(|_| found.next().is_none())
        };
        [MarkKind::From, MarkKind::To].iter().any(|&end| {
            let was = only(source, text, facts, end);
            let is = only(target, other_text, other, end);
            let both = [Some(a.agreement), Some(b.agreement)];
            was != is && both.contains(&was) && both.contains(&is)
        })
    }

    /// Two lists that alternate, `1.35 million in 2023 and 1.48 million in 2024`, of which one was
    /// turned round and the other was not.
    fn rows_crossed(&self, Couple { a, b, c, d }: Couple<'_>) -> bool {
        let (Some(rows), Some(other)) = (two(self.source, a.kind), two(self.target, a.kind)) else {
            return false;
        };
        // The ends of a change may be turned round for themselves.
        let free = |seat: &Seat, text, facts: &Facts| {
            end_of_change(text, facts, seat.figure(facts)).is_none()
        };
        let source_free = |s| free(s, self.view.source, self.view.source_facts);
        let target_free = |s| free(s, self.view.target, self.view.target_facts);
        if !(source_free(a) && source_free(b) && target_free(c) && target_free(d)) {
            return false;
        }
        let kinds = self.source.iter().map(|s| s.kind).filter(|kind| *kind != a.kind);
        kinds.into_iter().any(|kind| {
            let (Some(heads), Some(others)) = (two(self.source, kind), two(self.target, kind))
            else {
                return false;
            };
            let turned = |x: Row<'_>, y: Row<'_>| x[0].agreement != y[0].agreement;
            let same = |x: Row<'_>, y: Row<'_>| {
                x[0].agreement == y[0].agreement || x[0].agreement == y[1].agreement
            };
            same(rows, other)
                && same(heads, others)
                && turned(rows, other) != turned(heads, others)
                && alternate(rows, heads)
                && alternate(other, others)
        })
    }

    /// Each of the two stands in the clause of the other: with at least two figures of it, and with
    /// none of its own.
    fn clauses_crossed(&self, Couple { a, b, c, d }: Couple<'_>) -> bool {
        if a.clause == b.clause || c.clause == d.clause {
            return false;
        }
        let shared = |here: &Seat, there: &Seat| {
            self.source
                .iter()
                .filter(|s| s.clause == here.clause)
                .filter(|s| s.agreement != a.agreement && s.agreement != b.agreement)
                .filter(|s| {
                    let same = |t: &&Seat| t.agreement == s.agreement && t.clause == there.clause;
                    self.target.iter().any(|t| same(&t))
                })
                .count()
        };
        shared(a, c) + shared(b, d) == 0 && shared(a, d) + shared(b, c) > 1
    }

    /// All figures stand in the order of the source, those between the two as well, but for the two
    /// themselves. A translator who turns a sentence round turns what is between along with it.
    fn only_these_moved(&self, Couple { a, b, .. }: Couple<'_>) -> bool {
        let dated = matches!(a.kind, Kind::Unit(unit) if unit != Unit::Hour);
        if (dated && !a.kind.is_measured()) || self.source.len() != self.target.len() {
            return false;
        }
        let exchanged = |agreement: u32| match agreement {
            x if x == a.agreement => b.agreement,
            x if x == b.agreement => a.agreement,
            x => x,
        };
        let mut between = self.source.iter().filter(|s| {
            s.span.start > a.span.start && s.span.start < b.span.start && s.ties == [None; 2]
        });
        // Three figures in the opposite order are a sentence turned round.
        let whole = self.source.len() == 3 && a.ties == [None; 2];
        between.next().is_some()
            && !whole
            && self
                .source
                .iter()
                .zip(self.target)
                .all(|(s, t)| s.agreement == exchanged(t.agreement))
    }
}

/// Whether any two seats are of one kind.
fn has_rivals(seats: &Seats) -> bool {
    seats.iter().enumerate().any(|(at, a)| seats[..at].iter().any(|b| a.kind == b.kind))
}

/// Two figures of one kind, in the order of the text.
type Row<'a> = [&'a Seat; 2];

/// The figures of one kind, if there are two.
fn two(seats: &Seats, kind: Kind) -> Option<Row<'_>> {
    let mut of_kind = seats.iter().filter(|s| s.kind == kind);
    let row = [of_kind.next()?, of_kind.next()?];
    of_kind.next().is_none().then_some(row)
}

/// How many characters are between two figures.
fn gap(text: &str, a: &Seat, b: &Seat) -> usize {
    let (start, end) = (a.span.end.min(b.span.end), a.span.start.max(b.span.start));
    if start <= end { Span { start, end }.of(text).chars().count() } else { 0 }
}

/// Whether a word for a range stands between two neighbours.
fn has_range(facts: &Facts, a: &Seat, b: &Seat) -> bool {
    let first = facts.marks.partition_point(|m| m.span.start < a.span.end);
    let mut between = facts.marks[first..].iter().take_while(|m| m.span.start < b.span.start);
    between.any(|m| m.kind == MarkKind::Range)
}

/// The characters of `, `.
const COMMA: usize = 2;

/// The characters of ` to ` or `～`, at most.
const WORD: usize = 4;

/// Whether two rows take turns.
fn alternate(x: Row<'_>, y: Row<'_>) -> bool {
    let [x, y] = [x, y].map(|row| row.map(|seat| seat.span.start));
    (x[0] < y[0] && y[0] < x[1] && x[1] < y[1]) || (y[0] < x[0] && x[0] < y[1] && y[1] < x[1])
}

/// Each took the unit of the other: 1,250 jobs and 8% that became 8 jobs and 1,250%.
fn units_crossed(Couple { a, b, c, d }: Couple<'_>) -> bool {
    let known = |kind: Kind| kind == Kind::Plain || kind.is_measured();
    known(a.kind) && known(b.kind) && a.kind == d.kind && b.kind == c.kind
}

/// One is tied to what the other was tied to: 94–88 and 31 that became 31–88 and 94.
fn retied(Couple { a, b, c, d }: Couple<'_>) -> bool {
    let tied = |seat: &Seat, other: u32| seat.ties.contains(&Some(other));
    let moved = |(a, c): (&Seat, &Seat), (b, d): (&Seat, &Seat)| {
        let mut ties = a.ties.iter().flatten();
        ties.any(|&x| x != b.agreement && !tied(b, x) && !tied(c, x) && tied(d, x))
    };
    moved((a, c), (b, d)) || moved((b, d), (a, c))
}
