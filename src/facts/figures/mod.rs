//! Figures: what a text counts, measures, prices and dates.
//!
//! The reader goes over the tokens once. A numeral is composed first ([`numeral`]), then what it
//! counts is looked up on both of its sides ([`attach`]); chains such as `5/6`, `15:30` and
//! `2024-01-06` are read by [`calendar`]. Everything language-dependent is a sense of a word in the
//! lexicon. What few texts have is not inlined, so that the way of most figures is short.

mod attach;
mod calendar;
mod fractions;
mod literal;
mod numeral;
mod parts;
mod places;
mod power;
mod scales;
mod series;
mod tokens;

use super::{Facts, Mark, MarkKind, MarkKinds, Value};
use crate::lexicon::{Kinds, Sense};
use crate::locale::Locale;
use crate::text::Span;
use crate::units::Unit;
use smallvec::{SmallVec, smallvec};
use std::fmt;
use tokens::{TokenKind, Tokens};

pub(super) use tokens::{Token, cut};

/// The values a figure may have, best first; at most four are kept.
pub type Readings = SmallVec<[Value; 4]>;

/// A number with what it counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// What it counts.
    pub unit: Unit,
    /// A second unit that its word may mean: ポンド is money or mass.
    pub or_unit: Unit,
    /// Whether it may raise a finding or only answer one.
    pub weight: Weight,
    /// How it is written.
    pub form: Form,
    /// Whether it is a numeral of a script without spaces, where it may be part of a longer word.
    pub inside_script: bool,
    /// Whether it only goes on with the figure before it, whose readings have the sum: the 45
    /// minutes of `1時間45分`.
    pub continues: bool,
    /// The number with its unit.
    pub span: Span,
    /// The number alone.
    pub number: Span,
    /// The possible values, best first. Empty where the number is too large to be held: such a
    /// figure agrees with nothing and accuses nobody.
    pub readings: Readings,
}

/// How a figure is written, as far as the matcher and the checks care.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// In digits.
    Digits,
    /// In digits with a scale word: `2.4 million`.
    Scaled,
    /// As a number word.
    Word,
    /// As a part of a whole: 2/3, two thirds, 3分の2, half.
    Fraction,
    /// As a word that implies a number: both, a, decade, XIV.
    Implied,
}

/// What kind of statement a figure makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// A plain number or a count.
    Number,
    /// A place in a sequence.
    Ordinal,
    /// A part of a whole: two thirds, one in five.
    Ratio,
    /// A physical measure or a duration.
    Measure,
    /// A part of a time of day.
    Time,
    /// A part of a date: year, month, day, weekday, quarter.
    Date,
    /// A percentage, percentage points, basis points, per mille.
    Percentage,
    /// An amount in a currency.
    Money,
}

impl Class {
    /// Its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Ordinal => "ordinal",
            Self::Ratio => "ratio",
            Self::Measure => "measure",
            Self::Time => "time",
            Self::Date => "date",
            Self::Percentage => "percentage",
            Self::Money => "money",
        }
    }
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

impl Figure {
    /// What kind of statement it makes.
    pub fn class(&self) -> Class {
        match self.unit {
            Unit::None | Unit::Count if self.form == Form::Fraction => Class::Ratio,
            Unit::None | Unit::Count | Unit::Times => Class::Number,
            Unit::Ordinal => Class::Ordinal,
            Unit::Percent | Unit::Point | Unit::BasisPoint | Unit::PerMille => Class::Percentage,
            Unit::Currency(_) => Class::Money,
            Unit::Measure(_) => Class::Measure,
            Unit::Hour | Unit::Minute | Unit::Second => Class::Time,
            _ => Class::Date,
        }
    }

    /// The best reading.
    pub fn best(&self) -> Option<Value> {
        self.readings.first().copied()
    }

    /// Whether it may raise a finding.
    pub fn is_strong(&self) -> bool {
        self.weight == Weight::Strong
    }
}

/// As language files prove themselves: `3.5 percent`, `1200000 EUR`, with `~` before a weak one.
impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.is_strong() {
            f.write_str("~")?;
        }
        match self.best() {
            Some(best) => write!(f, "{best}")?,
            None => f.write_str("?")?,
        }
        if self.unit == Unit::None { Ok(()) } else { write!(f, " {}", self.unit) }
    }
}

/// What no figure is composed across, in characters and in order: masks and codes.
pub(super) type Walls = Vec<(usize, usize)>;

/// Raises the walls of a text whose masks and codes are known.
pub(super) fn raise_walls(facts: &Facts, walls: &mut Walls) {
    let Facts { chars, codes, masks, .. } = facts;
    walls.clear();
    let spans = masks.iter().map(|m| m.span).chain(codes.iter().map(|c| c.span));
    walls.extend(spans.map(|span| (chars.index(span.start), chars.index(span.end))));
    walls.sort_unstable();
}

/// Reads the figures and the words that qualify them, in a text that is [`cut`] into `tokens`.
#[inline(never)]
pub(super) fn read(locale: &Locale, tokens: &[Token], facts: &mut Facts) {
    let Facts { chars, figures, marks, .. } = facts;
    let tokens = Tokens { list: tokens, chars, lexicon: &locale.lexicon };
    let mut reader = Reader { tokens, locale, figures, marks, last: None, part_until: 0 };
    let mut at = 0;
    while at < tokens.list.len() {
        at = reader.next(at);
    }
    facts.marks.sort_by_key(|m| (m.span.start, m.span.end));
    facts.said = MarkKinds(facts.marks.iter().fold(0, |said, mark| said | 1 << mark.kind as u16));
    facts.figures.sort_by_key(|f| (f.span.start, f.span.end));
}

/// What a word means that a numeral may begin with.
const NUMERAL: Kinds = Kinds::ARTICLE
    .and(Kinds::CARDINAL)
    .and(Kinds::MULTIPLIER)
    .and(Kinds::SCALE)
    .and(Kinds::SCALE_BEFORE)
    .and(Kinds::VAGUE)
    .and(Kinds::ORDINAL)
    .and(Kinds::PART)
    .and(Kinds::COLLECTIVE);

/// What a word means that implies a number without being one.
const IMPLIED: Kinds = Kinds::MONTH
    .and(Kinds::WEEKDAY)
    .and(Kinds::EVIDENCE)
    .and(Kinds::ARTICLE)
    .and(Kinds::HALF_YEAR)
    .and(Kinds::AND_A_HALF);

/// What a word means that begins something, or says something by itself; other words wait for what
/// stands before them.
const BEGINS: Kinds = NUMERAL
    .and(IMPLIED)
    .and(Kinds::MARK)
    .and(Kinds::ATOM)
    .and(Kinds::ERA)
    .and(Kinds::CLOCK_OFFSET)
    .and(Kinds::DECIMAL_WORD);

struct Reader<'a> {
    tokens: Tokens<'a>,
    locale: &'a Locale,
    figures: &'a mut Vec<Figure>,
    marks: &'a mut Vec<Mark>,
    /// The last numeral's figure and the token after it, for the end of a range to look back at.
    last: Option<(usize, usize)>,
    /// Up to which token numbers belong to a ratio that speaks for them.
    part_until: usize,
}

impl Reader<'_> {
    /// Reads what begins at token `at` and returns the token to go on with.
    fn next(&mut self, at: usize) -> usize {
        let token = &self.tokens.list[at];
        let end = match token.kind {
            TokenKind::Literal => self.chain(at).or_else(|| self.numeral(at)),
            TokenKind::Word(_) if token.kinds.any(BEGINS) => self.word(at, token.kinds),
            TokenKind::Other => return self.roman(at),
            // Most marks: no sign for a number stands in ASCII, or among kana and Han.
            TokenKind::Word(_)
            | TokenKind::Mark('\0'..='\u{7f}' | '\u{3000}'..)
            | TokenKind::Wall => {
                return at + 1;
            }
            TokenKind::Mark(c) if parts::vulgar(c).is_some() => self.numeral(at),
            TokenKind::Mark(_) => None,
        };
        end.unwrap_or_else(|| {
            self.implied(at);
            at + 1
        })
    }

    /// Reads a word that may mean something of these kinds; `None` if it is no numeral.
    fn word(&mut self, at: usize, kinds: Kinds) -> Option<usize> {
        if kinds.any(Kinds::MARK) {
            for sense in self.tokens.senses(at) {
                if let Sense::Mark(kind) = *sense {
                    self.mark(kind, self.tokens.list[at]);
                }
            }
        }
        // A word that counts nothing may still say where a figure goes: 成長.
        if kinds.any(Kinds::ATOM) {
            return Some(at + 1);
        }
        if kinds.any(Kinds::ERA.and(Kinds::CLOCK_OFFSET))
            && let Some(end) = self.era(at).or_else(|| self.clock_offset(at))
        {
            return Some(end);
        }
        if at == 0 && kinds.any(Kinds::DECIMAL_WORD) {
            return self.decimals_alone();
        }
        if kinds.any(NUMERAL) { self.numeral(at) } else { None }
    }

    /// Reads the numeral that begins at token `at`, if one does.
    fn numeral(&mut self, at: usize) -> Option<usize> {
        let mut numeral = numeral::parse(self.tokens, at, self.locale)?;
        self.raise(&mut numeral);
        Some(self.attach(at, &mut numeral))
    }

    /// `point 77`, and nothing else: decimals of nothing.
    fn decimals_alone(&mut self) -> Option<usize> {
        let mut numeral = numeral::parse(self.tokens, 1, self.locale)?;
        if numeral.end == self.tokens.list.len() {
            let whole = numeral.readings.first()?.to_i64().filter(|n| *n > 0)?;
            let places = i16::try_from(whole.ilog10() + 1).ok()?;
            numeral.readings.insert(1, Value::int(whole).scale(-places)?);
        }
        Some(self.attach(1, &mut numeral))
    }

    fn mark(&mut self, kind: MarkKind, token: Token) {
        let span = self.tokens.chars.span(token.start, token.end);
        self.marks.push(Mark { kind, span });
    }

    /// What implies a number: months, weekdays, both, a, twelve o'clock by name; ③.
    fn implied(&mut self, at: usize) {
        let token = &self.tokens.list[at];
        match token.kind {
            TokenKind::Word(_) if token.kinds.any(IMPLIED) => self.implied_by_word(at),
            TokenKind::Mark(c @ '①'..='⑳') => {
                let n = i64::from(c as u32 - '①' as u32 + 1);
                self.push(*token, *token, Unit::None, Form::Implied, only(n));
            }
            _ => {}
        }
    }

    /// XIV.
    fn roman(&mut self, at: usize) -> usize {
        let token = &self.tokens.list[at];
        if let Some(n) = roman(&self.tokens.chars.raw[token.start..token.end]) {
            self.push(*token, *token, Unit::None, Form::Implied, only(n));
        }
        at + 1
    }

    #[inline(never)]
    fn implied_by_word(&mut self, at: usize) {
        let token = self.tokens.list[at];
        for sense in self.tokens.senses(at) {
            let (unit, readings): (Unit, Readings) = match *sense {
                Sense::Month(n) => (Unit::Month, only(i64::from(n))),
                Sense::Weekday(n) => (Unit::Weekday, only(i64::from(n))),
                Sense::Evidence(ref values) => {
                    (Unit::None, values.iter().copied().take(4).collect())
                }
                Sense::Article => (Unit::None, only(1)),
                Sense::HalfYear(n) => (Unit::Half, only(i64::from(n))),
                Sense::AndAHalf => (Unit::None, Value::ratio(1, 2).into_iter().collect()),
                _ => continue,
            };
            self.push(token, token, unit, Form::Implied, readings);
        }
    }

    /// Adds a weak figure from the first to the last token.
    fn push(&mut self, first: Token, last: Token, unit: Unit, form: Form, readings: Readings) {
        let span = self.tokens.chars.span(first.start, last.end);
        // Two tables may say the same of one word.
        let known = |f: &Figure| f.span == span && f.unit == unit && f.readings == readings;
        if self.figures.last().is_some_and(known) {
            return;
        }
        self.figures.push(Figure {
            unit,
            or_unit: Unit::None,
            weight: Weight::Weak,
            form,
            inside_script: false,
            continues: false,
            span,
            number: span,
            readings,
        });
    }
}

/// One whole number.
fn only(n: i64) -> Readings {
    smallvec![Value::int(n)]
}

/// A Roman numeral in capitals of two letters or more; a single letter is too often a letter.
fn roman(letters: &[char]) -> Option<i64> {
    let digit = |c: char| match c {
        'I' => Some(1),
        'V' => Some(5),
        'X' => Some(10),
        'L' => Some(50),
        'C' => Some(100),
        _ => None,
    };
    // Most words: they begin with another letter.
    digit(*letters.first()?)?;
    if !(2..=7).contains(&letters.len()) {
        return None;
    }
    let mut total = 0;
    for (at, &letter) in letters.iter().enumerate() {
        let value = digit(letter)?;
        let next = letters.get(at + 1).map_or(Some(0), |&c| digit(c))?;
        total += if value < next { -value } else { value };
    }
    Some(total)
}
