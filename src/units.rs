//! What figures count: percentages, parts of dates, currencies, measures.
//!
//! The tables are `rules/units.tsv` (dimensions and exact factors) and `rules/currencies.tsv`
//! (codes, minor digits, and what an ambiguous symbol may stand for).

use crate::facts::Value;
use std::fmt;
use std::sync::LazyLock;

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Unit {
    /// Nothing that is known.
    #[default]
    None,
    /// Things: a number with a classifier.
    Count,
    /// A place in a sequence.
    Ordinal,
    /// Times as much.
    Times,
    /// Hundredths of a whole.
    Percent,
    /// Hundredths, as a difference between percentages.
    Point,
    /// Hundredths of a point.
    BasisPoint,
    /// Thousandths of a whole.
    PerMille,
    /// A calendar year.
    Year,
    /// A month of the year, 1 to 12.
    Month,
    /// A day of the month, 1 to 31.
    Day,
    /// A day of the week, Monday is 1.
    Weekday,
    /// A quarter of a year, 1 to 4.
    Quarter,
    /// A half of a year, 1 or 2.
    Half,
    /// A decade by its first year.
    Decade,
    /// A century by its number.
    Century,
    /// An hour of the day, 0 to 24.
    Hour,
    /// A minute of the hour.
    Minute,
    /// A second of the minute.
    Second,
    /// Money.
    Currency(Currency),
    /// A physical measure or a duration.
    Measure(Measure),
}

/// A currency, or an ambiguous name such as `$` that may mean several: a row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency(u8);

/// A unit of measure: a row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Measure(u8);

struct CurrencyRow {
    id: &'static str,
    minor_digits: u8,
    means: Vec<&'static str>,
}

struct MeasureRow {
    id: &'static str,
    dimension: &'static str,
    factor: Value,
    offset: Value,
}

static CURRENCIES: LazyLock<Vec<CurrencyRow>> = LazyLock::new(|| {
    rows(include_str!("../rules/currencies.tsv"))
        .map(|row| CurrencyRow {
            id: row[0],
            minor_digits: row.get(1).and_then(|d| d.parse().ok()).unwrap_or(2),
            means: row.get(2).map_or_else(Vec::new, |m| m.split_whitespace().collect()),
        })
        .collect()
});

static MEASURES: LazyLock<Vec<MeasureRow>> = LazyLock::new(|| {
    let value = |text: Option<&&str>| text.and_then(|t| Value::parse(t));
    rows(include_str!("../rules/units.tsv"))
        .map(|row| MeasureRow {
            id: row[0],
            dimension: row.get(1).copied().unwrap_or_default(),
            factor: value(row.get(2)).unwrap_or(Value::ONE),
            offset: value(row.get(3)).unwrap_or(Value::ZERO),
        })
        .collect()
});

/// The rows of a tab-separated table, without comments.
fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.split('\t').map(str::trim).collect())
}

impl Currency {
    /// The currency with this code or ambiguous name.
    pub fn by_id(id: &str) -> Option<Self> {
        CURRENCIES.iter().position(|row| row.id == id).map(|at| Self(at as u8))
    }

    /// The ISO 4217 codes of the table.
    pub fn codes() -> impl Iterator<Item = &'static str> {
        CURRENCIES.iter().map(|row| row.id).filter(|id| id.starts_with(|c: char| c.is_uppercase()))
    }

    /// The ISO 4217 code in capitals, or the ambiguous name in small letters.
    pub fn id(self) -> &'static str {
        self.row().id
    }

    /// How many digits the minor unit takes: 2 for cents.
    pub fn minor_digits(self) -> u8 {
        self.row().minor_digits
    }

    /// Whether both may be the same money: `$` and `CAD` may, `EUR` and `USD` may not.
    pub fn may_be(self, other: Self) -> bool {
        let (a, b) = (self.row(), other.row());
        self == other
            || a.means.contains(&b.id)
            || b.means.contains(&a.id)
            || a.means.iter().any(|code| b.means.contains(code))
    }

    fn row(self) -> &'static CurrencyRow {
        &CURRENCIES[usize::from(self.0)]
    }
}

impl Measure {
    /// The unit of measure with this id.
    pub fn by_id(id: &str) -> Option<Self> {
        MEASURES.iter().position(|row| row.id == id).map(|at| Self(at as u8))
    }

    /// The id, mostly CLDR's: `kilometer`.
    pub fn id(self) -> &'static str {
        self.row().id
    }

    /// Whether both measure the same thing.
    pub fn same_dimension(self, other: Self) -> bool {
        self.row().dimension == other.row().dimension
    }

    /// Whether it measures time, by the clock or by the calendar.
    pub fn is_time(self) -> bool {
        matches!(self.row().dimension, "duration" | "calendar")
    }

    /// `value` of this unit, as a difference, in `other` of the same dimension.
    pub fn convert(self, value: Value, other: Self) -> Option<Value> {
        if !self.same_dimension(other) {
            return None;
        }
        value.mul(self.row().factor)?.div(other.row().factor)
    }

    /// `value` of this unit in the base unit of its dimension; `None` if it does not fit.
    pub fn to_base(self, value: Value) -> Option<Value> {
        let row = self.row();
        value.mul(row.factor)?.add(row.offset)
    }

    /// A difference of `value` in the base unit: like [`Self::to_base`] without the offset, so that
    /// a rise by 9 °F is a rise by 5 °C.
    pub fn difference_to_base(self, value: Value) -> Option<Value> {
        value.mul(self.row().factor)
    }

    fn row(self) -> &'static MeasureRow {
        &MEASURES[usize::from(self.0)]
    }
}

/// The units that are no currency and no measure, by the name they have in rules and reports.
const NAMED: [(&str, Unit); 18] = [
    ("count", Unit::Count),
    ("ordinal", Unit::Ordinal),
    ("times", Unit::Times),
    ("percent", Unit::Percent),
    ("percentage-point", Unit::Point),
    ("basis-point", Unit::BasisPoint),
    ("per-mille", Unit::PerMille),
    ("calendar-year", Unit::Year),
    ("calendar-month", Unit::Month),
    ("day-of-month", Unit::Day),
    ("weekday", Unit::Weekday),
    ("calendar-quarter", Unit::Quarter),
    ("calendar-half", Unit::Half),
    ("calendar-decade", Unit::Decade),
    ("calendar-century", Unit::Century),
    ("hour-of-day", Unit::Hour),
    ("minute-of-hour", Unit::Minute),
    ("second-of-minute", Unit::Second),
];

impl Unit {
    /// The unit with the name it has in rules and reports.
    pub fn by_name(name: &str) -> Option<Self> {
        NAMED
            .iter()
            .find(|(n, _)| *n == name)
            .map(|&(_, unit)| unit)
            .or_else(|| Currency::by_id(name).map(Self::Currency))
            .or_else(|| Measure::by_id(name).map(Self::Measure))
    }
}

/// The name it has in rules and reports; empty for [`Unit::None`].
impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => Ok(()),
            Self::Currency(currency) => f.write_str(currency.id()),
            Self::Measure(measure) => f.write_str(measure.id()),
            other => {
                let name = NAMED.iter().find(|(_, unit)| unit == other).map_or("", |(n, _)| n);
                f.write_str(name)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_unit_has_one_name() {
        for row in CURRENCIES.iter() {
            assert_eq!(Unit::by_name(row.id).map(|u| u.to_string()).as_deref(), Some(row.id));
            for code in &row.means {
                assert!(Currency::by_id(code).is_some(), "{} means the unknown {code}", row.id);
            }
        }
        for row in MEASURES.iter() {
            assert_eq!(Unit::by_name(row.id).map(|u| u.to_string()).as_deref(), Some(row.id));
        }
    }

    #[test]
    fn an_ambiguous_symbol_may_be_any_of_its_currencies() {
        let currency = |id| Currency::by_id(id).expect("in the table");
        assert!(currency("dollar").may_be(currency("CAD")));
        assert!(currency("dollar").may_be(currency("peso")));
        assert!(!currency("dollar").may_be(currency("EUR")));
        assert!(!currency("USD").may_be(currency("CAD")));
    }

    #[test]
    fn temperatures_have_an_offset_and_differences_have_none() {
        let unit = |id| Measure::by_id(id).expect("in the table");
        assert_eq!(unit("fahrenheit").to_base(Value::int(212)), Some(Value::int(100)));
        assert_eq!(unit("fahrenheit").difference_to_base(Value::int(9)), Some(Value::int(5)));
    }
}
