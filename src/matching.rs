//! The one matcher: which figure of the source is which figure of the target.
//!
//! Figures are matched rung by rung, from the surest to the most lenient, one to one. Each
//! agreement records its rung, so that a check can ask how two figures came to agree. What is left
//! over is paired where one figure can have become the other.

mod agree;
mod codes;
mod leftovers;
pub(crate) mod names;

pub use codes::{CodeAlignment, CodeSide, align as align_codes};

use crate::facts::{Class, Facts, Figure, Form, Value, fold_text};
use crate::units::Unit;
use agree::{Fit, by_convention, by_separator, converts, fit, part_of_time, same_best};
use leftovers::{became, is_masked, says_again, stands_in};
use std::cmp::Reverse;
use std::collections::HashMap;

/// How the figures of two sides answer each other; indices into [`Facts::figures`].
#[derive(Debug, Default)]
pub struct Alignment {
    /// Figures that agree, in the order in which they were found to.
    pub agreed: Vec<Agreement>,
    /// Leftovers of both sides that belong together: one became the other.
    pub changed: Vec<(usize, usize)>,
    /// Strong source figures with no counterpart.
    pub missing: Vec<usize>,
    /// Strong target figures with no counterpart.
    pub added: Vec<usize>,
    /// Source figures in words with no counterpart that are too weak to accuse by themselves: three
    /// or more of something, third or later.
    pub unspoken: Vec<usize>,
    /// How the codes answer each other; filled by [`align_codes`].
    pub codes: CodeAlignment,
    source_taken: Vec<bool>,
    target_taken: Vec<bool>,
    held: Vec<(usize, usize)>,
    candidates: Vec<(Reverse<u32>, usize, usize)>,
}

/// A source figure and the target figure that answers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Agreement {
    /// Index of the source figure.
    pub source: usize,
    /// Index of the target figure.
    pub target: usize,
    /// How they came to agree.
    pub rung: Rung,
}

/// How two figures came to agree; the order is the order in which it is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rung {
    /// Same best value, same unit.
    Value,
    /// A further reading of either, same unit.
    Reading,
    /// Same value, one side without a unit or with one of the same kind.
    LooseUnit,
    /// A convention: two-digit years, percent of one, times and percent.
    Convention,
    /// A unit converted, with the rounding a human uses.
    Converted,
    /// Weak evidence on one side: number words, month names, both, a.
    Evidence,
    /// A value that already answers another figure, said twice on one side.
    Reused,
}

/// How many pairs of figures are compared one by one: a thousand figures on either side, which no
/// segment that people translate has.
const MOST_COMPARED: usize = 1 << 20;

/// How many figures of a side that has more are looked at further, once equal values have found
/// each other.
const MOST_LEFT: usize = 128;

/// Matches the figures of two sides into `alignment`, which is cleared first.
///
/// Each figure is held against each of the other side. Where there are more than `MOST_COMPARED`
/// of such pairs, equal values are matched by a table of values, and of what is left only the first
/// `MOST_LEFT` figures of each side are looked at; the others agree with nothing and accuse
/// nobody. So the time grows with the text.
pub fn align(
    (source_text, source): (&str, &Facts),
    (target_text, target): (&str, &Facts),
    alignment: &mut Alignment,
) {
    alignment.reset(source.figures.len(), target.figures.len());
    if source.figures.is_empty() && target.figures.is_empty() {
        return;
    }
    // Of a target without words there is another thing to say, and once.
    if target.is_markup_alone() {
        return;
    }
    let sides = Sides { source: &source.figures, target: &target.figures };
    // The other reading of a separator is that of a number that was copied: 1.200 milliards are not
    // 1.2 billion.
    let shares = |a: &Figure, b: &Figure| {
        let (x, y) = (a.number.of(source_text), b.number.of(target_text));
        let separated = || x.contains(['.', ',']) || y.contains(['.', ',']);
        agree::shares(a, b) && (!by_separator(a, b) || !separated() || same_digits(x, y))
    };
    let crowded = source.figures.len().saturating_mul(target.figures.len()) > MOST_COMPARED;
    if crowded {
        alignment.climb_values(sides);
        alignment.pass_over();
    } else {
        alignment.climb(sides, Rung::Value, Weights::Strong, |a, b| {
            same_best(a, b) && fit(a, b) == Some(Fit::Same)
        });
    }
    let same = |a: &Figure, b: &Figure| fit(a, b) == Some(Fit::Same) && shares(a, b);
    let loose = |a: &Figure, b: &Figure| fit(a, b).is_some() && shares(a, b);
    alignment.climb(sides, Rung::Reading, Weights::Strong, same);
    if alignment.is_settled() {
        return;
    }
    alignment
        .climb(sides, Rung::Evidence, Weights::Any, |a, b| part_of_time(a).is_some() && same(a, b));
    alignment.hold_back(sides);
    alignment.climb(sides, Rung::LooseUnit, Weights::Strong, loose);
    alignment.climb(sides, Rung::Convention, Weights::Strong, by_convention);
    alignment.climb(sides, Rung::Converted, Weights::Strong, converts);
    alignment.climb(sides, Rung::Evidence, Weights::Mixed, same);
    alignment.climb(sides, Rung::Evidence, Weights::Any, same);
    alignment.climb(sides, Rung::Evidence, Weights::Mixed, |a, b| {
        loose(a, b) || by_convention(a, b) || converts(a, b)
    });
    alignment.climb(sides, Rung::Evidence, Weights::Any, loose);
    alignment.equivalents(sides, source_text, target_text);
    alignment.copied((source_text, source), (target_text, target));
    alignment.reused(sides, shares);
    alignment.release();
    alignment.pair_leftovers(sides);
    alignment.list_leftovers(sides);
}

/// Which figures a rung is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Weights {
    /// Strong ones on both sides.
    Strong,
    /// A strong one and a weak one.
    Mixed,
    /// All.
    Any,
}

impl Weights {
    /// What a figure may be held against that is strong, or is not.
    fn of_other(self, strong: bool) -> impl Fn(&Figure) -> bool {
        move |other| match self {
            Self::Strong => strong && other.is_strong(),
            Self::Mixed => strong != other.is_strong(),
            Self::Any => true,
        }
    }
}

#[derive(Clone, Copy)]
struct Sides<'a> {
    source: &'a [Figure],
    target: &'a [Figure],
}

impl Alignment {
    /// Whether the pair is dense with figures that agree, so that it is a text of figures, where one
    /// that is dropped or added counts.
    pub fn is_dense(&self) -> bool {
        self.agreed.iter().filter(|a| a.rung <= Rung::Converted).count() >= 2
    }

    /// The agreement that the source figure takes part in.
    pub fn of_source(&self, index: usize) -> Option<Agreement> {
        self.agreed.iter().find(|a| a.source == index).copied()
    }

    /// Whether no figure is left on either side.
    fn is_settled(&self) -> bool {
        self.source_taken.iter().chain(&self.target_taken).all(|&taken| taken)
    }

    fn reset(&mut self, source: usize, target: usize) {
        self.agreed.clear();
        self.changed.clear();
        self.missing.clear();
        self.added.clear();
        self.unspoken.clear();
        self.source_taken.clear();
        self.source_taken.resize(source, false);
        self.target_taken.clear();
        self.target_taken.resize(target, false);
    }

    /// One rung: each free source figure takes the first free target figure that agrees.
    fn climb(
        &mut self,
        sides: Sides<'_>,
        rung: Rung,
        weights: Weights,
        agrees: impl Fn(&Figure, &Figure) -> bool,
    ) {
        let mut open = sides.target.iter().zip(&self.target_taken).filter(|(_, taken)| !**taken);
        if !open.any(|(b, _)| weights != Weights::Strong || b.is_strong()) {
            return;
        }
        for (s, a) in sides.source.iter().enumerate() {
            if self.source_taken[s] || (weights == Weights::Strong && !a.is_strong()) {
                continue;
            }
            let fits = weights.of_other(a.is_strong());
            let found = sides
                .target
                .iter()
                .zip(&self.target_taken)
                .position(|(b, taken)| !taken && fits(b) && agrees(a, b));
            if let Some(t) = found {
                self.source_taken[s] = true;
                self.target_taken[t] = true;
                self.agreed.push(Agreement { source: s, target: t, rung });
            }
        }
    }

    /// The rung of equal values, by a table of values.
    fn climb_values(&mut self, sides: Sides<'_>) {
        let mut free: HashMap<Value, Vec<usize>> = HashMap::new();
        // The first target figure of a value is at the end of its list, where it is taken.
        for (t, b) in sides.target.iter().enumerate().rev().filter(|(_, b)| b.is_strong()) {
            if let Some(value) = b.best() {
                free.entry(value).or_default().push(t);
            }
        }
        for (s, a) in sides.source.iter().enumerate().filter(|(_, a)| a.is_strong()) {
            let Some(list) = a.best().and_then(|value| free.get_mut(&value)) else { continue };
            let from = list.len().saturating_sub(MOST_LEFT);
            let same = |&t: &usize| fit(a, &sides.target[t]) == Some(Fit::Same);
            if let Some(at) = list[from..].iter().rposition(same) {
                let t = list.remove(from + at);
                self.source_taken[s] = true;
                self.target_taken[t] = true;
                self.agreed.push(Agreement { source: s, target: t, rung: Rung::Value });
            }
        }
    }

    /// Takes all but the first figures that are left.
    fn pass_over(&mut self) {
        for taken in [&mut self.source_taken, &mut self.target_taken] {
            taken.iter_mut().filter(|taken| !**taken).skip(MOST_LEFT).for_each(|t| *t = true);
        }
    }

    /// Takes out of the lenient rungs what both sides state of one kind with no value in common:
    /// a first quarter is not answered by the article of "a year" where the source says the fourth.
    fn hold_back(&mut self, sides: Sides<'_>) {
        self.held.clear();
        for (s, a) in sides.source.iter().enumerate().filter(|&(s, _)| !self.source_taken[s]) {
            let Some(kind) = part_of_time(a) else { continue };
            for (t, b) in sides.target.iter().enumerate() {
                if !self.target_taken[t] && part_of_time(b) == Some(kind) && !agree::shares(a, b) {
                    self.held.push((s, t));
                }
            }
        }
        for &(s, t) in &self.held {
            self.source_taken[s] = true;
            self.target_taken[t] = true;
        }
    }

    fn release(&mut self) {
        for &(s, t) in &self.held {
            self.source_taken[s] = false;
            self.target_taken[t] = false;
        }
    }

    /// Figures said twice, as in `100 yards (91 m)` and `寛治6年（1092年）`: where one of the two is
    /// answered, the other may go.
    fn equivalents(&mut self, sides: Sides<'_>, source_text: &str, target_text: &str) {
        let (source, target) = (&mut self.source_taken, &mut self.target_taken);
        take_equivalents((sides.source, source_text, source), (sides.target, target));
        take_equivalents((sides.target, target_text, target), (sides.source, source));
    }

    /// A figure whose very digits stand in the other text: as the whole of a longer writing that
    /// was read otherwise, or inside a code (`iOS 14.3` and `iOS14.3`).
    fn copied(
        &mut self,
        (source_text, source): (&str, &Facts),
        (target_text, target): (&str, &Facts),
    ) {
        for (own, text, taken, other_text, other) in [
            (source, source_text, &mut self.source_taken, target_text, target),
            (target, target_text, &mut self.target_taken, source_text, source),
        ] {
            for (at, figure) in own.figures.iter().enumerate() {
                if !taken[at] && figure.is_strong() {
                    taken[at] = stands_in(figure.number.of(text), other_text, other)
                        || other
                            .codes
                            .iter()
                            .any(|c| c.as_number().is_some_and(|n| figure.best() == Some(n)))
                        || is_masked(figure.span.of(text), other_text, other);
                }
            }
        }
    }

    /// A value said twice on one side and once on the other. Never for money and percentages:
    /// there a second mention is a second statement; nor where another figure stands in its place.
    fn reused(&mut self, sides: Sides<'_>, shares: impl Fn(&Figure, &Figure) -> bool) {
        let precise = |f: &Figure| matches!(f.class(), Class::Money | Class::Percentage);
        let answers = |a: &Figure, b: &Figure| {
            (fit(a, b).is_some() && shares(a, b)) || by_convention(a, b) || converts(a, b)
        };
        for (s, a) in sides.source.iter().enumerate() {
            if self.source_taken[s] || !a.is_strong() || precise(a) {
                continue;
            }
            if free(sides.target, &self.target_taken).any(|(_, b)| replaces(a, b)) {
                continue;
            }
            if let Some(t) = (0..sides.target.len())
                .find(|&t| self.target_taken[t] && answers(a, &sides.target[t]))
            {
                self.source_taken[s] = true;
                self.agreed.push(Agreement { source: s, target: t, rung: Rung::Reused });
            }
        }
        for (t, b) in sides.target.iter().enumerate() {
            if self.target_taken[t] || !b.is_strong() || precise(b) {
                continue;
            }
            if free(sides.source, &self.source_taken).any(|(_, a)| replaces(a, b)) {
                continue;
            }
            if let Some(s) = (0..sides.source.len())
                .find(|&s| self.source_taken[s] && answers(&sides.source[s], b))
            {
                self.target_taken[t] = true;
                self.agreed.push(Agreement { source: s, target: t, rung: Rung::Reused });
            }
        }
    }

    /// Pairs what is left, likeliest first, and lists the rest.
    fn pair_leftovers(&mut self, sides: Sides<'_>) {
        let Self { source_taken, target_taken, candidates, .. } = self;
        candidates.clear();
        for (s, a) in free(sides.source, source_taken) {
            for (t, b) in free(sides.target, target_taken) {
                if let Some(score) = became(a, b).filter(|&score| score > 0) {
                    candidates.push((Reverse(score), s, t));
                }
            }
        }
        candidates.sort_unstable();
        for &(_, s, t) in &*candidates {
            if !source_taken[s] && !target_taken[t] {
                source_taken[s] = true;
                target_taken[t] = true;
                self.changed.push((s, t));
            }
        }
        self.changed.sort_unstable();
    }

    /// Lists what nothing answers and no other figure speaks for.
    fn list_leftovers(&mut self, sides: Sides<'_>) {
        let spoken_for = |figures: &[Figure], taken: &[bool], at: usize, summed: bool| {
            // The 45分 of a 1時間45分 that was compared as 105 minutes.
            let continued = figures[at].continues && at > 0 && taken[at - 1] && summed;
            // A ratio (3人に1人) or a time (15.45) whose parts are answered one by one.
            let mut parts = around(figures, taken, at)
                .filter(|(f, _)| f.span != figures[at].span && figures[at].span.contains(f.span));
            continued || (parts.clone().next().is_some() && parts.all(|(_, &taken)| taken))
        };
        let by_sum = |a: &Agreement| !same_best(&sides.source[a.source], &sides.target[a.target]);
        for at in 0..sides.source.len() {
            let figure = &sides.source[at];
            if self.source_taken[at] || figure.readings.is_empty() {
                continue;
            }
            if !figure.is_strong() {
                // The five of a "one in five" that was answered as a whole.
                let mut wholes =
                    around(sides.source, &self.source_taken, at).filter(|(f, taken)| {
                        **taken && f.span != figure.span && f.span.contains(figure.span)
                    });
                if tells_in_words(figure) && wholes.next().is_none() {
                    self.unspoken.push(at);
                }
                continue;
            }
            let summed = figure.continues
                && (self.agreed.iter().any(|a| a.source + 1 == at && by_sum(a))
                    || self
                        .changed
                        .iter()
                        .any(|&(s, t)| s + 1 == at && !continued(sides.target, t + 1)));
            if !spoken_for(sides.source, &self.source_taken, at, summed) {
                self.missing.push(at);
            }
        }
        for at in 0..sides.target.len() {
            let figure = &sides.target[at];
            if self.target_taken[at] || !figure.is_strong() || figure.readings.is_empty() {
                continue;
            }
            let summed = figure.continues
                && (self.agreed.iter().any(|a| a.target + 1 == at && by_sum(a))
                    || self
                        .changed
                        .iter()
                        .any(|&(s, t)| t + 1 == at && !continued(sides.source, s + 1)));
            if !spoken_for(sides.target, &self.target_taken, at, summed) {
                self.added.push(at);
            }
        }
    }
}

/// One side of [`Alignment::equivalents`]. What the other side states in the same unit with another
/// value, `80 km (45 miles)`, is no equivalent but a figure that changed.
fn take_equivalents(
    (figures, text, taken): (&[Figure], &str, &mut [bool]),
    (other, other_taken): (&[Figure], &[bool]),
) {
    for (at, pair) in figures.windows(2).enumerate() {
        if taken[at] == taken[at + 1] {
            continue;
        }
        let (answered, open) = if taken[at] { (&pair[0], &pair[1]) } else { (&pair[1], &pair[0]) };
        // A year of an era may go where the year itself is said, and not the reverse.
        let enough =
            answered.unit != Unit::Year || pair.iter().all(|f| f.best() <= answered.best());
        let changed =
            || free(other, other_taken).any(|(_, f)| f.is_strong() && f.unit == open.unit);
        if enough && says_again(text, &pair[0], &pair[1]) && !changed() {
            taken[at] = true;
            taken[at + 1] = true;
        }
    }
}

/// Whether the free figure `b` is what became of `a`, so that `a` is not said by another.
fn replaces(a: &Figure, b: &Figure) -> bool {
    let same = !b.is_strong() || (fit(a, b) == Some(Fit::Same) && a.unit == b.unit);
    same && !agree::shares(a, b) && became(a, b).is_some_and(|score| score > 0)
}

/// Whether two numbers are written with the same digits.
fn same_digits(a: &str, b: &str) -> bool {
    let digits =
        |text: &str| fold_text(text).chars().filter(char::is_ascii_digit).collect::<String>();
    digits(a) == digits(b)
}

/// Whether a figure in words says a number that is not often said in passing.
fn tells_in_words(figure: &Figure) -> bool {
    let counts = !matches!(figure.class(), Class::Date | Class::Time | Class::Ratio);
    let more = figure.best().is_some_and(|v| v > Value::int(2));
    figure.form == Form::Word && !figure.inside_script && counts && more
}

/// The figures around the one at `at`, each with whether it is taken: figures that share text are
/// neighbours in the order of the text.
fn around<'a>(
    figures: &'a [Figure],
    taken: &'a [bool],
    at: usize,
) -> impl Iterator<Item = (&'a Figure, &'a bool)> + Clone {
    let near = at.saturating_sub(NEIGHBOURS)..figures.len().min(at + NEIGHBOURS + 1);
    figures[near.clone()].iter().zip(&taken[near])
}

/// More figures than one place of a text is read as.
const NEIGHBOURS: usize = 16;

/// The figures that are free and have a value, with their indices.
fn free<'a>(figures: &'a [Figure], taken: &'a [bool]) -> impl Iterator<Item = (usize, &'a Figure)> {
    figures.iter().enumerate().filter(|&(at, f)| !taken[at] && !f.readings.is_empty())
}

/// Whether the figure at `at` goes on with the one before it.
fn continued(figures: &[Figure], at: usize) -> bool {
    figures.get(at).is_some_and(|f| f.continues)
}
