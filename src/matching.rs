//! The one matcher: which figure of the source is which figure of the target.
//!
//! Figures are matched rung by rung, from the surest to the most lenient, one to one. Each
//! agreement records its rung, so that a check can ask how two figures came to agree. What is left
//! over is paired where one figure can have become the other.

use crate::facts::{Class, Facts, Figure, Form, Value};
use crate::units::{Measure, Unit};

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
    source_taken: Vec<bool>,
    target_taken: Vec<bool>,
    held: Vec<(usize, usize)>,
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

/// How well two units go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Loose,
    Same,
}

/// Matches the figures of two sides into `alignment`, which is cleared first.
pub fn align(
    (source_text, source): (&str, &Facts),
    (target_text, target): (&str, &Facts),
    alignment: &mut Alignment,
) {
    alignment.reset(source.figures.len(), target.figures.len());
    if source.figures.is_empty() && target.figures.is_empty() {
        return;
    }
    let sides = Sides { source: &source.figures, target: &target.figures };
    let strong = |a: &Figure, b: &Figure| a.is_strong() && b.is_strong();
    let either = |a: &Figure, b: &Figure| a.is_strong() != b.is_strong();
    alignment.climb(sides, Rung::Value, |a, b| {
        strong(a, b) && fit(a, b) == Some(Fit::Same) && same_best(a, b)
    });
    alignment.climb(sides, Rung::Reading, |a, b| {
        strong(a, b) && fit(a, b) == Some(Fit::Same) && shares(a, b)
    });
    alignment
        .climb(sides, Rung::LooseUnit, |a, b| strong(a, b) && fit(a, b).is_some() && shares(a, b));
    alignment.climb(sides, Rung::Convention, |a, b| strong(a, b) && by_convention(a, b));
    alignment.climb(sides, Rung::Converted, |a, b| strong(a, b) && converts(a, b));
    alignment.climb(sides, Rung::Evidence, |a, b| {
        either(a, b) && fit(a, b) == Some(Fit::Same) && shares(a, b)
    });
    alignment.climb(sides, Rung::Evidence, |a, b| fit(a, b) == Some(Fit::Same) && shares(a, b));
    let states = |f: &Figure| states_part_of_date(f.unit).then_some(f.unit);
    alignment.hold_back(sides, states);
    alignment.climb(sides, Rung::Evidence, |a, b| {
        either(a, b)
            && (fit(a, b).is_some() && shares(a, b) || by_convention(a, b) || converts(a, b))
    });
    alignment.climb(sides, Rung::Evidence, |a, b| fit(a, b).is_some() && shares(a, b));
    alignment.equivalents(sides, source_text, target_text);
    alignment.copied((source_text, source), (target_text, target));
    alignment.reused(sides);
    alignment.release();
    alignment.pair_leftovers(sides);
}

#[derive(Clone, Copy)]
struct Sides<'a> {
    source: &'a [Figure],
    target: &'a [Figure],
}

impl Alignment {
    /// The agreement that the source figure takes part in.
    pub fn of_source(&self, index: usize) -> Option<Agreement> {
        self.agreed.iter().find(|a| a.source == index).copied()
    }

    fn reset(&mut self, source: usize, target: usize) {
        self.agreed.clear();
        self.changed.clear();
        self.missing.clear();
        self.added.clear();
        self.source_taken.clear();
        self.source_taken.resize(source, false);
        self.target_taken.clear();
        self.target_taken.resize(target, false);
    }

    /// One rung: each free source figure takes the first free target figure that agrees.
    fn climb(&mut self, sides: Sides<'_>, rung: Rung, agrees: impl Fn(&Figure, &Figure) -> bool) {
        for (s, a) in sides.source.iter().enumerate() {
            if self.source_taken[s] {
                continue;
            }
            let found = sides
                .target
                .iter()
                .enumerate()
                .position(|(t, b)| !self.target_taken[t] && agrees(a, b));
            if let Some(t) = found {
                self.source_taken[s] = true;
                self.target_taken[t] = true;
                self.agreed.push(Agreement { source: s, target: t, rung });
            }
        }
    }

    /// Takes out of the lenient rungs what both sides state of one kind with no value in common:
    /// a first quarter is not answered by the article of "a year" where the source says the fourth.
    fn hold_back(&mut self, sides: Sides<'_>, states: impl Fn(&Figure) -> Option<Unit>) {
        self.held.clear();
        for (s, a) in sides.source.iter().enumerate().filter(|&(s, _)| !self.source_taken[s]) {
            let Some(unit) = states(a) else { continue };
            for (t, b) in sides.target.iter().enumerate() {
                if !self.target_taken[t] && states(b) == Some(unit) && !shares(a, b) {
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
        for (figures, text, taken) in [
            (sides.source, source_text, &mut self.source_taken),
            (sides.target, target_text, &mut self.target_taken),
        ] {
            for (at, pair) in figures.windows(2).enumerate() {
                let answered = if taken[at] { &pair[0] } else { &pair[1] };
                // A year of an era may go where the year itself is said, and not the reverse.
                let enough =
                    answered.unit != Unit::Year || pair.iter().all(|f| f.best() <= answered.best());
                if taken[at] != taken[at + 1] && enough && says_again(text, &pair[0], &pair[1]) {
                    taken[at] = true;
                    taken[at + 1] = true;
                }
            }
        }
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
                    taken[at] = stands_in(figure.number.of(text), other_text, other);
                }
            }
        }
    }

    /// A value said twice on one side and once on the other. Never for money and percentages:
    /// there a second mention is a second statement.
    fn reused(&mut self, sides: Sides<'_>) {
        let precise = |f: &Figure| matches!(f.class(), Class::Money | Class::Percentage);
        let answers = |a: &Figure, b: &Figure| {
            (fit(a, b).is_some() && shares(a, b)) || by_convention(a, b) || converts(a, b)
        };
        for (s, a) in sides.source.iter().enumerate() {
            if self.source_taken[s] || !a.is_strong() || precise(a) {
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
        let known = |f: &Figure| !f.readings.is_empty();
        loop {
            let mut best: Option<(u32, usize, usize)> = None;
            for (s, a) in
                sides.source.iter().enumerate().filter(|&(s, f)| !self.source_taken[s] && known(f))
            {
                for (t, b) in sides
                    .target
                    .iter()
                    .enumerate()
                    .filter(|&(t, f)| !self.target_taken[t] && known(f))
                {
                    let score = became(a, b).unwrap_or(0);
                    if score > best.map_or(0, |(score, ..)| score) {
                        best = Some((score, s, t));
                    }
                }
            }
            let Some((_, s, t)) = best else { break };
            self.source_taken[s] = true;
            self.target_taken[t] = true;
            self.changed.push((s, t));
        }
        self.changed.sort_unstable();
        let left = |figures: &[Figure], taken: &[bool]| -> Vec<usize> {
            (0..figures.len())
                .filter(|&i| !taken[i] && figures[i].is_strong() && known(&figures[i]))
                .collect()
        };
        if self.source_taken.contains(&false) {
            self.missing = left(sides.source, &self.source_taken);
        }
        if self.target_taken.contains(&false) {
            self.added = left(sides.target, &self.target_taken);
        }
    }
}

/// How two units go together; `None` if they cannot speak of the same thing.
fn fit(a: &Figure, b: &Figure) -> Option<Fit> {
    let mut best = None;
    for x in [a.unit, a.or_unit] {
        for y in [b.unit, b.or_unit] {
            let second = (x == Unit::None && a.unit != Unit::None)
                || (y == Unit::None && b.unit != Unit::None);
            if !second {
                best = best.max(unit_fit(x, y));
            }
        }
    }
    best
}

fn unit_fit(a: Unit, b: Unit) -> Option<Fit> {
    use Unit::{
        Century, Count, Currency, Day, Decade, Half, Hour, Minute, Month, None as Bare, Ordinal,
        Percent, Point, Quarter, Second, Times, Year,
    };
    if a == b {
        return Some(Fit::Same);
    }
    let loose = match (a, b) {
        (Currency(x), Currency(y)) => return x.may_be(y).then_some(Fit::Same),
        (Bare | Count | Ordinal | Times, _) | (_, Bare | Count | Ordinal | Times) => true,
        (Percent, Point) | (Point, Percent) => true,
        (Year, Decade) | (Decade, Year) => true,
        (Unit::Measure(m), unit) | (unit, Unit::Measure(m)) => {
            let told = match unit {
                Year => "year",
                Month => "month",
                Day => "day",
                Quarter => "quarter",
                Half => "half-year",
                Decade => "decade",
                Century => "century",
                Hour => "hour",
                Minute => "minute",
                Second => "second",
                _ => return None,
            };
            m.id() == told
        }
        _ => false,
    };
    loose.then_some(Fit::Loose)
}

/// Parts of a date that a text names at most once or twice, so that two different ones are one
/// that changed.
fn states_part_of_date(unit: Unit) -> bool {
    matches!(unit, Unit::Month | Unit::Weekday | Unit::Quarter | Unit::Half)
}

fn same_best(a: &Figure, b: &Figure) -> bool {
    a.best().is_some() && a.best() == b.best()
}

/// Whether any reading of one is a reading of the other. Two hours of the day must hold each
/// other's best reading, so that `3 p.m.` is 15時 and 3時 and never 午前3時.
fn shares(a: &Figure, b: &Figure) -> bool {
    if a.unit == Unit::Hour && b.unit == Unit::Hour {
        let holds = |f: &Figure, g: &Figure| f.best().is_some_and(|v| g.readings.contains(&v));
        return holds(a, b) && holds(b, a);
    }
    a.readings.iter().any(|v| b.readings.contains(v))
}

/// Conventions by which two numbers that differ mean the same.
fn by_convention(a: &Figure, b: &Figure) -> bool {
    percent_of_one(a, b)
        || percent_of_one(b, a)
        || short_year(a, b)
        || short_year(b, a)
        || basis_points(a, b)
        || basis_points(b, a)
}

/// 50 % is a half, 5割 or 0.5; 200 % is twice as much, and so is an increase by 100 %.
fn percent_of_one(percent: &Figure, whole: &Figure) -> bool {
    if percent.unit != Unit::Percent
        || !matches!(whole.unit, Unit::None | Unit::Times | Unit::Count | Unit::Ordinal)
    {
        return false;
    }
    let more = if whole.unit == Unit::Times { Value::int(-1) } else { Value::ZERO };
    percent
        .readings
        .iter()
        .filter_map(|v| v.scale(-2))
        .any(|v| whole.readings.iter().any(|w| v == *w || w.add(more) == Some(v)))
}

/// `'98` and 1998, `FY24` and 2024.
fn short_year(year: &Figure, short: &Figure) -> bool {
    let two_digits = |v: Value| v.to_i64().filter(|n| (0..100).contains(n));
    if !matches!(year.unit, Unit::Year | Unit::Decade)
        || !matches!(short.unit, Unit::None | Unit::Year | Unit::Decade | Unit::Ordinal)
    {
        return false;
    }
    year.best()
        .and_then(Value::to_i64)
        .filter(|y| *y >= 1000)
        .is_some_and(|y| short.readings.iter().any(|&v| two_digits(v) == Some(y % 100)))
}

/// 25 basis points are 0.25 percentage points.
fn basis_points(basis: &Figure, points: &Figure) -> bool {
    basis.unit == Unit::BasisPoint
        && matches!(points.unit, Unit::Point | Unit::Percent)
        && basis.readings.iter().filter_map(|v| v.scale(-2)).any(|v| points.readings.contains(&v))
}

/// Whether two measures of one dimension are the same size, as closely as people round.
fn converts(a: &Figure, b: &Figure) -> bool {
    [a.unit, a.or_unit].iter().any(|&x| {
        [b.unit, b.or_unit].iter().any(|&y| match (as_measure(x), as_measure(y)) {
            (Some(x), Some(y)) if x != y && x.same_dimension(y) => sizes_agree((a, x), (b, y)),
            _ => false,
        })
    })
}

/// A unit as a measure; parts of a date are durations where they are counted.
fn as_measure(unit: Unit) -> Option<Measure> {
    match unit {
        Unit::Measure(measure) => Some(measure),
        Unit::Year => Measure::by_id("year"),
        Unit::Month => Measure::by_id("month"),
        _ => None,
    }
}

fn sizes_agree((a, x): (&Figure, Measure), (b, y): (&Figure, Measure)) -> bool {
    let near = |from: Option<Value>, to: Option<Value>, rounding: f64| {
        let (Some(from), Some(to)) = (from, to) else { return false };
        if x.is_time() {
            return from == to;
        }
        let (from, to) = (from.to_f64(), to.to_f64());
        let allowed = (0.03 * to.abs()).max(rounding).min(0.12 * to.abs());
        (from - to).abs() <= allowed
    };
    a.readings.iter().any(|&v| {
        b.readings.iter().any(|&w| {
            // Half of the last digit that is written, in the base unit: 160 km may be 155 to 165.
            let step = |measure: Measure, value: Value| {
                measure.difference_to_base(value.last_place()).map_or(0.0, |s| s.to_f64() / 2.0)
            };
            let rounding = step(x, v).max(step(y, w));
            near(x.to_base(v), y.to_base(w), rounding)
                || near(x.difference_to_base(v), y.difference_to_base(w), rounding)
        })
    })
}

/// Whether `b`, in brackets after `a`, says the same in another unit, calendar or currency.
fn says_again(text: &str, a: &Figure, b: &Figure) -> bool {
    let opens = a.span.end <= b.span.start && {
        let gap = text[a.span.end as usize..b.span.start as usize].trim_start();
        gap.chars().next().is_some_and(|c| matches!(c, '(' | '（' | '/' | '[' | '［'))
            && gap.chars().count() <= 8
    };
    let pair = match (a.unit, b.unit) {
        (Unit::Measure(x), Unit::Measure(y)) => x != y && x.same_dimension(y),
        (Unit::Currency(x), Unit::Currency(y)) => !x.may_be(y),
        (Unit::Year, Unit::Year) => a.best() != b.best(),
        _ => false,
    };
    opens && pair
}

/// How likely it is that the source figure became the target figure; `None` if it did not.
fn became(a: &Figure, b: &Figure) -> Option<u32> {
    let (x, y) = (a.best()?, b.best()?);
    let specific = a.unit == b.unit && states_part_of_date(a.unit);
    if !a.is_strong() || !b.is_strong() {
        return (specific || exchanged(a, x, b, y) || exchanged(b, y, a, x)).then_some(1);
    }
    let class = |f: &Figure| match f.class() {
        Class::Ordinal | Class::Ratio => Class::Number,
        other => other,
    };
    let (p, q) = (class(a), class(b));
    let mut score = match (fit(a, b), p == q) {
        (Some(Fit::Same), _) => 40,
        (_, true) => 30,
        (Some(Fit::Loose), _) => 20,
        _ => return None,
    };
    if x.power_apart(y).is_some() {
        score += 50;
    } else if x.digits_text().len() == y.digits_text().len() {
        score += 5;
    }
    let (x, y) = (x.digits_text(), y.digits_text());
    let alike = strsim::normalized_damerau_levenshtein(&x, &y);
    score += (alike * 30.0) as u32;
    Some(score)
}

/// Whether a spelled small number `a` and a number `b` in words or digits are one statement with
/// two values. Weak figures pair only where both sides count or rank something of that size.
fn exchanged(a: &Figure, x: Value, b: &Figure, y: Value) -> bool {
    let small = |v: Value| v >= Value::int(2) && v < Value::int(20) && v.is_integer();
    let ranked = |f: &Figure| f.unit == Unit::Ordinal;
    let counted = |f: &Figure| matches!(f.unit, Unit::None | Unit::Count | Unit::Measure(_));
    let plain = b.form == Form::Word || (b.form == Form::Digits && b.is_strong());
    let alike = (ranked(a) && ranked(b))
        || (counted(a) && counted(b))
        || (ranked(a) && b.unit == Unit::Count);
    // A numeral inside a run of an unspaced script may be part of a word, unless it counts.
    let sure = |f: &Figure| f.form == Form::Digits || !f.inside_script || f.unit != Unit::None;
    a.form == Form::Word
        && plain
        && alike
        && small(x)
        && small(y)
        && sure(a)
        && sure(b)
        && fit(a, b).is_some()
}

/// Whether the digits `number` stand in `text`, uncut, where no figure was read: inside a code or a
/// mask.
fn stands_in(number: &str, text: &str, facts: &Facts) -> bool {
    let spans = facts.codes.iter().map(|c| c.span).chain(facts.masks.iter().map(|m| m.span));
    number.len() > 1 && spans.into_iter().any(|span| holds_whole(span.of(text), number))
}

/// Whether `needle` stands in `text` with no digit touching it.
fn holds_whole(text: &str, needle: &str) -> bool {
    text.match_indices(needle).any(|(at, _)| {
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        !digit(text[..at].chars().next_back()) && !digit(text[at + needle.len()..].chars().next())
    })
}
