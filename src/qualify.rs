//! Which words qualify which figure: hedges, bounds, directions, the ends of a change.
//!
//! A word qualifies the figure that it stands next to in the same clause, with no other figure in
//! between. Distances are measured so that a character of an unspaced script counts double: it says
//! about as much as two letters.

use crate::facts::{Class, Facts, Figure, Mark, MarkKind, MarkKinds, is_unspaced};
use crate::text::{Span, parts_clause};

/// How far a direction word may stand from its figure.
const REACH: usize = 60;

/// How far a word stands that stands right beside its figure.
const BESIDE: usize = 1;

/// Which way a figure goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Direction {
    /// Whether it rises, gains, beats or is above.
    pub up: bool,
    /// The word that says so.
    pub span: Span,
    /// Whether that word is a sign, or stands for one.
    pub sign: bool,
}

/// The direction of `figure` in `text`, if exactly one is said of it.
pub fn direction(text: &str, facts: &Facts, figure: &Figure) -> Option<Direction> {
    said(text, facts, figure, rises)
}

/// The way that words send `figure`, whatever its sign: `fell to -18`.
pub fn movement(text: &str, facts: &Facts, figure: &Figure) -> Option<Direction> {
    said(text, facts, figure, |kind| rises(kind).filter(|_| !is_sign(kind)))
}

/// What is said of `figure` itself or, where nothing is, of the change that it is an end of.
fn said(
    text: &str,
    facts: &Facts,
    figure: &Figure,
    way: impl Fn(MarkKind) -> Option<bool>,
) -> Option<Direction> {
    let own = |mark: &Mark| {
        distance(text, facts, figure, mark.span).or_else(|| {
            faces(facts, figure, mark).then(|| beyond(text, facts, figure, mark.span)).flatten()
        })
    };
    let shared = |mark: &Mark| beyond(text, facts, figure, mark.span);
    let said = match nearest(facts, figure, &way, own) {
        Said::Nothing => nearest(facts, figure, &way, shared),
        said => said,
    };
    if let Said::Once(direction) = said { Some(direction) } else { None }
}

/// What words say of a figure.
enum Said {
    Nothing,
    Once(Direction),
    /// One thing and its opposite, or a thing that is denied.
    Both,
}

/// The nearest word that sends `figure` somewhere, if all that do agree.
fn nearest(
    facts: &Facts,
    figure: &Figure,
    way: impl Fn(MarkKind) -> Option<bool>,
    distance: impl Fn(&Mark) -> Option<usize>,
) -> Said {
    let mut found: Option<(usize, Direction)> = None;
    let (mut torn, mut beside) = (false, None);
    for mark in nearby(facts, figure) {
        let up = way(mark.kind);
        if up.is_none() && mark.kind != MarkKind::Not {
            continue;
        }
        let Some(far) = distance(mark).filter(|far| governs(facts, figure, mark, *far)) else {
            continue;
        };
        let Some(up) = up else { return Said::Both };
        let direction = Direction { up, span: mark.span, sign: is_sign(mark.kind) };
        if mark.span.end == figure.span.start {
            // A sign before the number, or a word for one, settles it: マイナス3.6%.
            return Said::Once(direction);
        }
        if far <= BESIDE && faces(facts, figure, mark) {
            beside = Some(direction);
        }
        torn |= found.is_some_and(|(_, other)| other.up != up);
        if found.is_none_or(|(nearest, _)| far < nearest) {
            found = Some((far, direction));
        }
    }
    // Of words that disagree, the one that stands right beside the figure is meant.
    match (torn, found, beside) {
        (_, None, _) => Said::Nothing,
        (false, Some((_, direction)), _) | (true, _, Some(direction)) => Said::Once(direction),
        (true, Some(_), None) => Said::Both,
    }
}

fn is_sign(kind: MarkKind) -> bool {
    matches!(kind, MarkKind::Plus | MarkKind::Minus)
}

/// Whether a word stands on the side of its figure where the language puts verbs.
fn faces(facts: &Facts, figure: &Figure, mark: &Mark) -> bool {
    let after = mark.span.start >= figure.span.end;
    let bound = matches!(mark.kind, MarkKind::More | MarkKind::Less);
    !bound && after == facts.postpositions
}

/// What sends a figure somewhere.
pub(crate) const WAYS: MarkKinds = MarkKinds::of(&[
    MarkKind::Up,
    MarkKind::More,
    MarkKind::Plus,
    MarkKind::Down,
    MarkKind::Less,
    MarkKind::Minus,
]);

/// Which way a mark sends its figure, if it sends it anywhere.
fn rises(kind: MarkKind) -> Option<bool> {
    match kind {
        MarkKind::Up | MarkKind::More | MarkKind::Plus => Some(true),
        MarkKind::Down | MarkKind::Less | MarkKind::Minus => Some(false),
        _ => None,
    }
}

/// Whether a mark can be for `figure` at all. A bound is for the figure that it governs, `3.3%,
/// below the 3.7% expected`; right after a figure it compares, `340,000 more than`.
fn governs(facts: &Facts, figure: &Figure, mark: &Mark, far: usize) -> bool {
    let bound = matches!(mark.kind, MarkKind::More | MarkKind::Less);
    let before = facts.postpositions || mark.span.start < figure.span.start;
    !bound || before || far <= BESIDE
}

/// Whether any word hedges or bounds `figure`, or sends it up or down past a bound.
pub fn is_hedged(text: &str, facts: &Facts, figure: &Figure) -> bool {
    nearby(facts, figure).iter().any(|mark| {
        !matches!(mark.kind, MarkKind::From | MarkKind::To | MarkKind::Range | MarkKind::Not)
            && distance(text, facts, figure, mark.span).is_some()
    })
}

/// The hedge or bound that stands right beside `figure`: `about 5`, `5以上`. Only where the language
/// has postpositions is a bound after its figure; elsewhere it belongs to what follows.
pub fn adjacent_hedge(text: &str, facts: &Facts, figure: &Figure) -> Option<Span> {
    let bounds = nearby(facts, figure).iter().filter(|mark| match mark.kind {
        MarkKind::Approximately => true,
        MarkKind::More | MarkKind::Less => {
            facts.postpositions || mark.span.end <= figure.span.start
        }
        _ => false,
    });
    bounds.map(|mark| mark.span).find(|&mark| {
        gap(figure.span, mark)
            .is_some_and(|gap| gap.of(text).chars().all(|c| c.is_whitespace() || c == '-'))
    })
}

/// The sign right beside `figure`, as a mark or as a word: `-5`, `minus 5`, `5 below zero`.
pub fn sign(text: &str, facts: &Facts, figure: &Figure) -> Option<Direction> {
    nearby(facts, figure).iter().find_map(|mark| {
        let up = match mark.kind {
            MarkKind::Plus => true,
            MarkKind::Minus => false,
            _ => return None,
        };
        // A phrase may follow (`15 degrees below zero`); a mark or a word such as `less` does not.
        let word = mark.span.of(text).contains(' ');
        let gap = self::gap(figure.span, mark.span)
            .filter(|_| word || mark.span.start < figure.span.start)?;
        gap.of(text).chars().all(char::is_whitespace).then_some(Direction {
            up,
            span: mark.span,
            sign: is_sign(mark.kind),
        })
    })
}

/// Whether anything near `figure` says that it falls or is below.
pub fn goes_down(text: &str, facts: &Facts, figure: &Figure) -> bool {
    nearby(facts, figure).iter().any(|mark| {
        matches!(mark.kind, MarkKind::Down | MarkKind::Less | MarkKind::Minus)
            && distance(text, facts, figure, mark.span).is_some()
    })
}

/// Which end of a change `figure` is: `From` or `To`, by the word right before it or, in a language
/// with postpositions, right after it.
pub fn end_of_change(text: &str, facts: &Facts, figure: &Figure) -> Option<MarkKind> {
    nearby(facts, figure)
        .iter()
        .filter(|m| matches!(m.kind, MarkKind::From | MarkKind::To))
        .find(|mark| {
            let gap = match facts.postpositions {
                true if mark.span.start >= figure.span.end => {
                    Span { start: figure.span.end, end: mark.span.start }
                }
                false if mark.span.end <= figure.span.start => {
                    Span { start: mark.span.end, end: figure.span.start }
                }
                _ => return false,
            };
            gap.of(text).chars().all(char::is_whitespace)
        })
        .map(|mark| mark.kind)
}

/// The marks that may qualify `figure`: those in reach of it, whatever stands between.
fn nearby<'a>(facts: &'a Facts, figure: &Figure) -> &'a [Mark] {
    // Marks are words, so that those in order of their beginning are in order of their end too.
    let bytes = (REACH * char::MAX.len_utf8()) as u32;
    let from = facts.marks.partition_point(|m| m.span.end + bytes < figure.span.start);
    let to = facts.marks.partition_point(|m| m.span.start <= figure.span.end + bytes);
    facts.marks.get(from..to).unwrap_or_default()
}

/// How far `mark` stands from `figure`; `None` if too far, in another clause, or beyond another
/// strong figure.
fn distance(text: &str, facts: &Facts, figure: &Figure, mark: Span) -> Option<usize> {
    let gap = gap(figure.span, mark)?;
    if crossed(facts, figure, gap) { None } else { width(text, facts, gap) }
}

/// How far `mark` stands from the figure beside `figure` that goes the same way.
fn beyond(text: &str, facts: &Facts, figure: &Figure, mark: Span) -> Option<usize> {
    let partner = partner(text, facts, figure, gap(figure.span, mark)?)?;
    distance(text, facts, partner, mark)
}

/// The figure beside `figure`, towards a word beyond `gap`, that belongs to one change with it:
/// `rose 5% to 6.3 million`, `32,5 százalékkal, 418 millió euróra csökkent`.
fn partner<'a>(text: &str, facts: &'a Facts, figure: &Figure, gap: Span) -> Option<&'a Figure> {
    let telling = |f: &Figure| {
        matches!(f.class(), Class::Percentage | Class::Money | Class::Number | Class::Measure)
    };
    let mut inside = facts
        .figures_from(gap.start)
        .take_while(|f| f.span.start < gap.end)
        .filter(|f| f.is_strong() && gap.contains(f.span));
    let other = inside.next().filter(|_| inside.next().is_none())?;
    let between = self::gap(figure.span, other.span)?;
    let arrives = |m: &&Mark| m.kind == MarkKind::To && between.contains(m.span);
    let first = facts.marks.partition_point(|m| m.span.start < between.start);
    let to = facts.marks[first..].iter().take(4).find(arrives).map_or(between, |m| m.span);
    let mut rest = between.of(text).char_indices().filter(|&(at, c)| {
        let at = between.start + at as u32;
        to == between || !(to.start..to.end).contains(&at) || c == ','
    });
    let linked = rest.all(|(_, c)| c.is_whitespace() || c == ',');
    (linked && telling(other) && telling(figure) && other.unit != figure.unit).then_some(other)
}

/// How wide `gap` is; `None` if it is too wide or a clause ends in it.
fn width(text: &str, facts: &Facts, gap: Span) -> Option<usize> {
    let mut width = 0;
    for (at, c) in gap.of(text).char_indices() {
        if ends_clause(c) && !in_figure(facts, gap.start + at as u32) {
            return None;
        }
        width += if is_unspaced(c) { 2 } else { 1 };
        if width > REACH {
            return None;
        }
    }
    Some(width)
}

/// Whether the byte at `at` is part of a figure, as the full stops of `15.01.2021` are.
fn in_figure(facts: &Facts, at: u32) -> bool {
    let until = facts.figures.partition_point(|f| f.span.start <= at);
    facts.figures[..until].iter().rev().take(2).any(|f| f.span.end > at)
}

/// Whether another figure stands in `gap`. A date between a word and its figure divides nothing
/// ("raised its 2024 forecast to $5m"), nor does the other end of the range that the figure belongs
/// to.
fn crossed(facts: &Facts, figure: &Figure, gap: Span) -> bool {
    let mut between = facts
        .figures_from(gap.start)
        .take_while(|f| f.span.start < gap.end)
        .filter(|f| f.is_strong() && f.class() != Class::Date && gap.contains(f.span));
    match (between.next(), between.next()) {
        (None, _) => false,
        (Some(other), None) => {
            let linked = nearby(facts, figure)
                .iter()
                .any(|m| m.kind == MarkKind::Range && gap.contains(m.span));
            !(linked && other.unit == figure.unit)
        }
        _ => true,
    }
}

/// Whether words beyond `c` are about something else.
fn ends_clause(c: char) -> bool {
    parts_clause(c) || matches!(c, ':' | '.' | '：' | '?' | '!' | '？' | '！' | '؟' | '「' | '」')
}

/// What lies between two spans; `None` if they overlap.
fn gap(a: Span, b: Span) -> Option<Span> {
    let (first, second) = if a.start <= b.start { (a, b) } else { (b, a) };
    (first.end <= second.start).then_some(Span { start: first.end, end: second.start })
}
