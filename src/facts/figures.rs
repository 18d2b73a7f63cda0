//! Figures: what a text counts, measures, prices and dates.

use super::{Chars, Facts, Value};
use crate::locale::Locale;
use crate::text::Span;
use smallvec::SmallVec;

/// The values a figure may have, best first; at most four are kept.
pub type Readings = SmallVec<[Value; 4]>;

/// A number with what it counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// What kind of statement it is.
    pub class: Class,
    /// What it counts.
    pub unit: Unit,
    /// Whether it may raise a finding or only answer one.
    pub weight: Weight,
    /// The number with its unit.
    pub span: Span,
    /// The possible values, best first. Empty where the number is too large to be held: such a
    /// figure agrees with nothing and accuses nobody.
    pub readings: Readings,
}

/// What kind of statement a figure makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// A plain number or a count.
    Number,
    /// A percentage, percentage points, basis points, per mille.
    Percentage,
    /// An amount in a currency.
    Money,
    /// A part of a date: year, month, day, weekday, quarter.
    Date,
    /// A part of a time of day.
    Time,
    /// A physical measure or a duration.
    Measure,
    /// A place in a sequence.
    Ordinal,
    /// A part of a whole: two thirds, one in five.
    Ratio,
}

/// Whether a figure may raise a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// Small number words, articles, month names, numerals inside words: evidence that may answer
    /// a figure of the other side, no more.
    Weak,
    /// Digits, and number words that are compound, scaled or at least 13.
    Strong,
}

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Unit {
    /// Nothing that is known.
    #[default]
    None,
    /// Hundredths.
    Percent,
}

/// Working memory of the figure reader.
#[derive(Debug, Default)]
pub(super) struct Scratch {}

/// Reads the figures and the words that qualify them.
pub(super) fn read(_: &Chars, _: &Locale, _: &mut Scratch, _: &mut Facts) {}
