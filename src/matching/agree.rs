//! When two figures agree: units that go together, values that are the same, conventions, units
//! converted with the rounding that people use.

use crate::facts::{Figure, Form, Value};
use crate::units::{Measure, Unit};

/// How well two units go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    Loose,
    Same,
}

/// How two units go together; `None` if they cannot speak of the same thing.
#[inline]
pub(super) fn fit(a: &Figure, b: &Figure) -> Option<Fit> {
    if a.unit == b.unit {
        return Some(Fit::Same);
    }
    if a.or_unit == Unit::None && b.or_unit == Unit::None {
        return unit_fit(a.unit, b.unit);
    }
    fit_of_several(a, b)
}

/// The best fit of all units that the two may have.
fn fit_of_several(a: &Figure, b: &Figure) -> Option<Fit> {
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
        (Bare | Count | Ordinal | Times, _)
        | (_, Bare | Count | Ordinal | Times)
        | (Percent, Point)
        | (Point, Percent)
        | (Year, Decade)
        | (Decade, Year) => true,
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

/// The part of a date or a time that a figure states, if it is one that a text names once or
/// twice, so that two different ones are one that changed.
pub(super) fn part_of_time(figure: &Figure) -> Option<Unit> {
    match figure.unit {
        unit @ (Unit::Month
        | Unit::Weekday
        | Unit::Quarter
        | Unit::Half
        | Unit::Hour
        | Unit::Minute) => Some(unit),
        Unit::Year => figure.best().is_some_and(|y| y >= Value::int(1000)).then_some(Unit::Year),
        Unit::Measure(_) if figure.or_unit == Unit::Minute => Some(Unit::Minute),
        _ => None,
    }
}

pub(super) fn same_best(a: &Figure, b: &Figure) -> bool {
    a.best().is_some() && a.best() == b.best()
}

/// Whether any reading of one is a reading of the other. Two hours of the day must hold each
/// other's best reading, so that `3 p.m.` is 15時 and 3時 and never 午前3時.
pub(super) fn shares(a: &Figure, b: &Figure) -> bool {
    if a.unit == Unit::Hour && b.unit == Unit::Hour {
        let holds = |f: &Figure, g: &Figure| f.best().is_some_and(|v| g.readings.contains(&v));
        return holds(a, b) && holds(b, a);
    }
    a.readings.iter().any(|v| b.readings.contains(v))
}

/// Whether two figures in digits can only agree by reading a separator in two ways: the one is a
/// thousand times the other.
pub(super) fn by_separator(a: &Figure, b: &Figure) -> bool {
    let digits = |f: &Figure| matches!(f.form, Form::Digits | Form::Scaled);
    let apart = a.best().zip(b.best()).and_then(|(x, y)| x.power_apart(y));
    digits(a) && digits(b) && apart.is_some_and(|power| matches!(power.abs(), 3 | 6))
}

/// Conventions by which two numbers that differ mean the same.
pub(super) fn by_convention(a: &Figure, b: &Figure) -> bool {
    percent_of_one(a, b)
        || percent_of_one(b, a)
        || short_year(a, b)
        || short_year(b, a)
        || in_percent(a, b)
        || in_percent(b, a)
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

/// `'98` and 1998, `FY24` and 2024, 98年 and 1998.
fn short_year(year: &Figure, short: &Figure) -> bool {
    let dates =
        |f: &Figure| [f.unit, f.or_unit].iter().any(|u| matches!(u, Unit::Year | Unit::Decade));
    let bare = matches!(short.unit, Unit::None | Unit::Ordinal);
    let full = year.best().and_then(Value::to_i64).filter(|y| *y >= 1000);
    dates(year)
        && (dates(short) || bare)
        && full.is_some_and(|y| {
            short.readings.iter().filter_map(|v| v.to_i64()).any(|n| n < 100 && n == y % 100)
        })
}

/// 25 basis points are 0.25 percentage points, and 35 per mille are 3.5 percent.
fn in_percent(small: &Figure, percent: &Figure) -> bool {
    let power = match small.unit {
        Unit::BasisPoint => -2,
        Unit::PerMille => -1,
        _ => return false,
    };
    matches!(percent.unit, Unit::Point | Unit::Percent)
        && small
            .readings
            .iter()
            .filter_map(|v| v.scale(power))
            .any(|v| percent.readings.contains(&v))
}

/// Whether two measures of one dimension are the same size, as closely as people round.
pub(super) fn converts(a: &Figure, b: &Figure) -> bool {
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
