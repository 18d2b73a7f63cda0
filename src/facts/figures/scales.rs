//! Powers of ten in words: `mil millones`, `elfu mbili`, and what may stand behind them.

use super::Readings;
use super::literal;
use super::numeral::{Reader, Sum};
use crate::facts::Value;
use crate::lexicon::{Kinds, Sense};
use crate::locale::Locale;
use crate::rules::Digits;

/// What a word means that a scale before it multiplies.
const COUNTS: Kinds = Kinds::CARDINAL.and(Kinds::MULTIPLIER).and(Kinds::ORDINAL);

impl Reader<'_> {
    /// What a part that is added must be below: the last place of what is closed. Nothing fits
    /// behind an open count.
    pub(super) fn room(&self) -> Value {
        match self.sum {
            Sum { current: Some(_), .. } => Value::ZERO,
            Sum { group: Some(closed), .. } | Sum { total: Some(closed), .. } => {
                closed.last_place()
            }
            _ => Value::ZERO,
        }
    }

    /// Whether the literal at `at` has a digit for each place below the scale before it, in a text
    /// that writes its numerals with spaces: `3 万 4,500`.
    pub(super) fn fills(&self, at: usize, locale: &Locale) -> bool {
        let spaced = self.tokens.before(at).is_some_and(|scale| scale.gap);
        let value = literal::readings(self.tokens.folded(at), &locale.digits).first().copied();
        let highest = self.room().scale(-1);
        spaced && value.zip(highest).is_some_and(|(v, highest)| v < self.room() && v >= highest)
    }

    /// Whether the literal at `at` with its scale fits below the last place of the scales before it,
    /// or fills all places below a thousand.
    pub(super) fn is_smaller_scale(&self, at: usize, locale: &Locale) -> bool {
        if self.sum.current.is_some() || !self.tokens.is_literal(at) {
            return false;
        }
        let text = self.tokens.folded(at);
        let Some(value) = literal::readings(text, &locale.digits).first().copied() else {
            return false;
        };
        let room = self.room();
        let multiple = Kinds::SCALE.and(Kinds::MULTIPLIER);
        let scale = self.tokens.sense(at + 1, multiple, |s| match *s {
            Sense::Scale(power) => Value::ONE.scale(i16::from(power)),
            Sense::Multiplier(m) => Some(Value::int(i64::from(m))),
            _ => None,
        });
        match scale.filter(|_| self.tokens.near(at + 1)) {
            Some(scale) => value.mul(scale).is_some_and(|value| value < room),
            None => room == Value::int(1000) && text.len() == 3 && value < room,
        }
    }

    /// Whether the literal at `at` fits below the last place of `group`.
    pub(super) fn is_smaller(&self, at: usize, group: Value, locale: &Locale) -> bool {
        let value = literal::readings(self.tokens.folded(at), &locale.digits).first().copied();
        value.is_some_and(|value| value < group.last_place())
    }

    /// `3 hundred and 21`: digits at token `at` that complete hundreds in digits.
    pub(super) fn hundred_and(&mut self, at: usize) -> bool {
        let text = self.tokens.folded(at);
        let digits = self.tokens.is_literal(at) && text.iter().all(char::is_ascii_digit);
        let hundreds = self.literals > 0 && self.sum.current.is_none() && self.sum.group.is_some();
        if !digits || !hundreds || text[0] == '0' || self.multiplies(at + 1) {
            return false;
        }
        let value = literal::readings(text, &Digits::default()).first().copied();
        let Some(value) = value.filter(|v| *v < self.room()) else { return false };
        self.sum.current = Some(value);
        self.alternatives.clear();
        self.literals += 1;
        self.at = at + 1;
        true
    }

    /// Whether a number in words stands at `at`, close to the word before it.
    pub(super) fn counts(&self, at: usize) -> bool {
        let number =
            |s: &Sense| matches!(s, Sense::Cardinal(_) | Sense::Multiplier(_) | Sense::Ordinal(_));
        self.tokens.near(at) && self.tokens.senses(at).any(number)
    }

    /// A count with its power of ten in one word: ألفان.
    #[inline(never)]
    pub(super) fn product(&mut self, number: u64) -> bool {
        let value = Value::int(number as i64);
        let first = !self.began();
        if !first && (value >= self.room() || self.literals > 0) {
            return false;
        }
        self.alternatives.clear();
        // It is as sure as a count and its power are.
        self.words += 1;
        self.close(value)
    }

    /// Adds a part that nothing may count any more, except a greater power of ten.
    fn close(&mut self, part: Value) -> bool {
        let total = Sum { current: None, ..self.sum }.value();
        self.sum = Sum { total: total.map_or(Some(part), |t| t.add(part)), ..Sum::default() };
        self.words += 1;
        self.scaled = true;
        true
    }

    /// `milioni 5`, `elfu mbili`: the scale stands before what it counts.
    #[inline(never)]
    pub(super) fn scale_before(&mut self, exponent: u8, locale: &Locale) -> bool {
        let exponent = i16::from(exponent);
        let hyphen = self.tokens.is_mark(self.at + 1, '-') && self.tokens.touches(self.at + 1);
        let next = self.at + 1 + usize::from(hyphen);
        let (mut counts, mut place) = (Readings::new(), false);
        let literal = self.tokens.near(next) && self.tokens.is_literal(next);
        if literal {
            counts = literal::readings(self.tokens.folded(next), &locale.digits);
        } else if self.tokens.near(next) {
            counts.extend(self.tokens.sense(next, COUNTS, |s| match *s {
                Sense::Cardinal(n @ ..1000) => Some(Value::int(n as i64)),
                Sense::Multiplier(m) => Some(Value::int(i64::from(m))),
                // miliyo nawaɓo: every part of a place is one.
                Sense::Ordinal(n @ ..1000) => {
                    place = true;
                    Some(Value::int(n as i64))
                }
                _ => None,
            }));
        }
        let scaled = counts.first().copied().unwrap_or(Value::ONE).scale(exponent);
        let fits = |scaled: &Value| !self.began() || *scaled < self.room();
        let Some(scaled) = scaled.filter(fits) else { return false };
        self.alternatives = match self.sum.total {
            None => counts.iter().filter_map(|v| v.scale(exponent)).collect(),
            Some(_) => Readings::new(),
        };
        self.close(scaled);
        self.places += u32::from(place);
        self.literals += u32::from(literal);
        self.words += u32::from(!literal && !counts.is_empty());
        self.at = if counts.is_empty() { self.at + 1 } else { next + 1 };
        true
    }

    /// A power of ten behind what it counts: the group before it and, where that is spelled, all that
    /// is closed by smaller ones.
    pub(super) fn scale(&mut self, exponent: u8) -> bool {
        let exponent = i16::from(exponent);
        let alternatives = std::mem::take(&mut self.alternatives);
        let open = self.sum.open();
        let (high, low) = self.sum.total.map_or((None, None), |total| split(total, exponent));
        let (kept, counted) = match (open, low) {
            (Some(open), Some(low)) if self.literals == 0 => (high, open.add(low)),
            (Some(_), Some(_)) => return false,
            (Some(open), None) => (high, Some(open)),
            // `mil millones`, `thousand million`: a scale of a scale.
            (None, Some(low)) => (high, Some(low)),
            (None, None) => (None, Some(high.unwrap_or(Value::ONE))),
        };
        let Some(scaled) = counted.and_then(|counted| counted.scale(exponent)) else {
            return false;
        };
        if kept.is_some_and(|kept| kept < scaled) {
            return false;
        }
        if kept.is_none() && self.sum.group.is_none() {
            self.alternatives = alternatives.iter().filter_map(|v| v.scale(exponent)).collect();
        }
        self.sum = Sum { total: kept, ..Sum::default() };
        self.close(scaled);
        self.closed = exponent >= 6 && !self.unspaced_before(self.at + 1);
        true
    }
}

/// Cuts a value into what a power of ten divides and what is below it.
fn split(value: Value, exponent: i16) -> (Option<Value>, Option<Value>) {
    let unit = u32::try_from(exponent).ok().and_then(|e| 10i64.checked_pow(e));
    let (Some(whole), Some(unit)) = (value.to_i64(), unit) else { return (None, Some(value)) };
    let part = |n: i64| (n != 0).then(|| Value::int(n));
    (part(whole - whole % unit), part(whole % unit))
}
