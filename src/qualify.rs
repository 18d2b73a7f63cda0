//! Which words qualify which figure: hedges, bounds, directions, the ends of a change.
//!
//! A word qualifies the figure that it stands next to in the same clause, with no other figure in
//! between. Distances are measured so that a character of an unspaced script counts double: it says
//! about as much as two letters.

use crate::facts::{Class, Facts, Figure, Mark, MarkKind, is_unspaced};
use crate::text::Span;

/// How far a direction word may stand from its figure.
const REACH: usize = 60;

/// Which way a figure goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Direction {
    /// Whether it rises, gains, beats or is above.
    pub up: bool,
    /// The word that says so.
    pub span: Span,
}

/// The direction of `figure` in `text`, if exactly one is said of it.
pub fn direction(text: &str, facts: &Facts, figure: &Figure) -> Option<Direction> {
    nearest(text, facts, figure, rises)
}

/// The way that words send `figure`, whatever its sign: `fell to -18`.
pub fn movement(text: &str, facts: &Facts, figure: &Figure) -> Option<Direction> {
    let is_sign = |kind| matches!(kind, MarkKind::Plus | MarkKind::Minus);
    nearest(text, facts, figure, |kind| rises(kind).filter(|_| !is_sign(kind)))
}

/// The nearest word that sends `figure` somewhere, if all that do agree.
fn nearest(
    text: &str,
    facts: &Facts,
    figure: &Figure,
    way: impl Fn(MarkKind) -> Option<bool>,
) -> Option<Direction> {
    let mut found: Option<(usize, Direction)> = None;
    for mark in nearby(facts, figure) {
        let up = way(mark.kind).filter(|_| governs(text, facts, figure, mark));
        if up.is_none() && mark.kind != MarkKind::Not {
            continue;
        }
        let Some(far) = distance(text, facts, figure, mark.span) else { continue };
        // What is denied is not said either way.
        let up = up?;
        if mark.span.end == figure.span.start {
            // A sign before the number, or a word for one, settles it: マイナス3.6%.
            return Some(Direction { up, span: mark.span });
        }
        if found.is_some_and(|(_, other)| other.up != up) {
            return None;
        }
        if found.is_none_or(|(nearest, _)| far < nearest) {
            found = Some((far, Direction { up, span: mark.span }));
        }
    }
    found.map(|(_, direction)| direction)
}

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
fn governs(text: &str, facts: &Facts, figure: &Figure, mark: &Mark) -> bool {
    let bound = matches!(mark.kind, MarkKind::More | MarkKind::Less);
    if !bound || facts.postpositions || mark.span.start < figure.span.start {
        return true;
    }
    gap(figure.span, mark.span).is_some_and(|gap| gap.of(text).trim().is_empty())
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
        gap.of(text).chars().all(char::is_whitespace).then_some(Direction { up, span: mark.span })
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
    let mut width = 0;
    let mut rest = gap.of(text).chars().peekable();
    let mut last = None;
    while let Some(c) = rest.next() {
        let digit = |c: Option<char>| c.is_some_and(char::is_numeric);
        if ends_clause(c) && !(digit(last) && digit(rest.peek().copied())) {
            return None;
        }
        width += if is_unspaced(c) { 2 } else { 1 };
        if width > REACH {
            return None;
        }
        last = Some(c);
    }
    // A date between the word and its figure divides nothing ("raised its 2024 forecast to $5m"),
    // nor does the other end of the range that the figure belongs to.
    let mut between = facts
        .figures_from(gap.start)
        .take_while(|f| f.span.start < gap.end)
        .filter(|f| f.is_strong() && f.class() != Class::Date && gap.contains(f.span));
    let crossed = match (between.next(), between.next()) {
        (None, _) => false,
        (Some(other), None) => {
            let linked = nearby(facts, figure)
                .iter()
                .any(|m| m.kind == MarkKind::Range && gap.contains(m.span));
            !(linked && other.unit == figure.unit)
        }
        _ => true,
    };
    (!crossed).then_some(width)
}

/// Whether words beyond `c` are about something else.
fn ends_clause(c: char) -> bool {
    matches!(
        c,
        ',' | ';'
            | ':'
            | '.'
            | '、'
            | '。'
            | '，'
            | '；'
            | '：'
            | '?'
            | '!'
            | '？'
            | '！'
            | '('
            | ')'
            | '（'
            | '）'
            | '「'
            | '」'
    )
}

/// What lies between two spans; `None` if they overlap.
fn gap(a: Span, b: Span) -> Option<Span> {
    let (first, second) = if a.start <= b.start { (a, b) } else { (b, a) };
    (first.end <= second.start).then_some(Span { start: first.end, end: second.start })
}
