//! Composes numerals: `two hundred and thirty-four`, `3億5000万`, `half a million`, `2 1/2`.
//!
//! The grammar is the one that additive-multiplicative numeral systems share: words below a
//! multiplier add up, a multiplier (hundred, 百) multiplies inside a group, a scale (million, 億)
//! closes the group. Which word is which comes from the language's tables.

use super::literal;
use super::tokens::{TokenKind, Tokens};
use super::{Readings, Weight};
use crate::facts::{Value, is_unspaced};
use crate::lexicon::Sense;
use crate::locale::Locale;
use crate::units::Unit;

/// A numeral and the tokens it takes.
#[derive(Debug)]
pub(super) struct Numeral {
    /// The token after the last.
    pub(super) end: usize,
    pub(super) readings: Readings,
    pub(super) weight: Weight,
    pub(super) form: Form,
}

/// What a numeral is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Digits alone: the only form that may be a year or a day of the month by its looks.
    Digits,
    /// Digits with a scale word.
    Scaled,
    /// Words.
    Words,
    /// A place in a sequence, as a word.
    Ordinal,
    /// A part of a whole: half, two thirds.
    Part,
}

/// The sum so far, in three storeys.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    /// Closed by scales.
    total: Option<Value>,
    /// Closed by multipliers.
    group: Option<Value>,
    /// Waiting for what comes.
    current: Option<Value>,
}

impl Sum {
    fn value(self) -> Option<Value> {
        let mut parts = [self.total, self.group, self.current].into_iter().flatten();
        let first = parts.next()?;
        parts.try_fold(first, Value::add)
    }

    fn open(self) -> Option<Value> {
        Self { total: None, ..self }.value()
    }
}

/// The numeral that begins at token `start`, if one does.
pub(super) fn parse(tokens: Tokens<'_>, start: usize, locale: &Locale) -> Option<Numeral> {
    let mut reader = Reader {
        tokens,
        at: start,
        sum: Sum::default(),
        words: 0,
        literals: 0,
        scaled: false,
        vague: false,
        alternatives: Readings::new(),
    };
    reader.article();
    while reader.step(locale) {}
    reader.finish(start)
}

struct Reader<'a> {
    tokens: Tokens<'a>,
    at: usize,
    sum: Sum,
    words: u32,
    literals: u32,
    scaled: bool,
    vague: bool,
    /// Further readings of the last literal, as long as nothing composed with it.
    alternatives: Readings,
}

impl Reader<'_> {
    /// `a million`, `half a dozen`: an article counts only before something that needs a number.
    fn article(&mut self) {
        if self.tokens.is(self.at, &Sense::Article) && self.multiplies(self.at + 1) {
            self.sum.current = Some(Value::ONE);
            self.at += 1;
        }
    }

    fn multiplies(&self, at: usize) -> bool {
        self.tokens.senses(at).any(|s| {
            matches!(
                s,
                Sense::Multiplier(_) | Sense::Scale(_) | Sense::Collective(_) | Sense::Part(_)
            )
        })
    }

    /// Takes one more token or group of tokens into the numeral; `false` if it ends here.
    fn step(&mut self, locale: &Locale) -> bool {
        let Some(token) = self.tokens.get(self.at) else {
            return false;
        };
        if token.kind == TokenKind::Literal {
            return self.literal(locale);
        }
        if self.began() && !self.near() {
            return false;
        }
        let at = self.at;
        let mut senses = self.tokens.senses(at);
        let taken = senses.any(|sense| match *sense {
            Sense::Cardinal(n) => self.cardinal(Value::int(n as i64), n),
            Sense::Multiplier(m) => self.multiplier(m),
            Sense::Scale(e) => self.scale(e),
            Sense::AttachedScale(e) => self.attached(e),
            Sense::Vague => self.vaguely(),
            _ => false,
        });
        if taken {
            self.at = self.at.max(at + 1);
            return true;
        }
        self.joined(locale)
    }

    fn began(&self) -> bool {
        self.words + self.literals > 0 || self.sum.current.is_some()
    }

    /// Whether the token at hand is close enough to the one before to belong to one numeral.
    fn near(&self) -> bool {
        self.tokens.before(self.at).is_some_and(|before| {
            self.tokens.get(self.at).is_some_and(|t| t.start - before.end <= 2)
        })
    }

    fn literal(&mut self, locale: &Locale) -> bool {
        let at = self.at;
        // `3億5000万`, and with spaces `1 万 6 千`.
        let goes_on =
            self.tokens.touches(at) || (self.unspaced_before(at) && self.multiplies(at + 1));
        let after_scale = self.scaled && self.sum.current.is_none() && goes_on;
        // `数10億`: vague, but a number.
        let after_vague = self.vague && self.words == 0 && self.literals == 0;
        if self.began() && !after_scale && !after_vague {
            return false;
        }
        let text = self.tokens.folded(self.at);
        let readings = literal::readings(text, &locale.digits);
        let Some(&best) = readings.first() else {
            return false;
        };
        self.sum.current = Some(best);
        self.alternatives = readings;
        self.literals += 1;
        self.at += 1;
        self.fraction();
        if locale.middle_dot_decimals {
            self.middle_dot();
        }
        true
    }

    fn unspaced_before(&self, at: usize) -> bool {
        self.tokens.before(at).is_some_and(|t| is_unspaced(self.tokens.chars.folded[t.end - 1]))
    }

    /// `1・5メートル`, `１万０３６３・１８`: a dot between digits is decimal where the number has a
    /// unit that is measured and not counted, or is too large for a list of days.
    fn middle_dot(&mut self) {
        let dot = self.tokens.is_mark(self.at, '・')
            && self.tokens.touches(self.at)
            && self.tokens.touches(self.at + 1);
        let digits = self.tokens.folded(self.at + 1);
        let plain = self.tokens.is_literal(self.at + 1) && digits.iter().all(char::is_ascii_digit);
        if !dot || !plain {
            return;
        }
        let measured = self.tokens.senses(self.at + 2).any(|s| {
            matches!(
                s,
                Sense::Unit(Unit::Percent | Unit::Point | Unit::Currency(_) | Unit::Times)
                    | Sense::Scale(_)
            ) || matches!(s, Sense::Unit(Unit::Measure(m)) if !m.is_time())
        });
        let large = self.scaled || self.sum.current.is_some_and(|v| v > Value::int(31));
        let decimals = literal::readings(digits, &crate::rules::Digits::default());
        let part = decimals.first().and_then(|v| v.scale(-(digits.len() as i16)));
        if let (true, Some(current), Some(part)) = (measured || large, self.sum.current, part) {
            self.sum.current = current.add(part);
            self.alternatives.clear();
            self.at += 2;
        }
    }

    /// `2 1/2` and `1/2`: a literal, a slash and a literal that is no part of a longer chain.
    fn fraction(&mut self) {
        let value = |at: usize| {
            let text = self.tokens.folded(at);
            (self.tokens.is_literal(at) && text.len() <= 3 && text.iter().all(char::is_ascii_digit))
                .then(|| text.iter().collect::<String>().parse::<i64>().ok())
                .flatten()
        };
        let mixed = |at: usize| {
            let proper = self.tokens.is_mark(at + 1, '/')
                && self.tokens.touches(at + 1)
                && self.tokens.touches(at + 2);
            let longer = self.tokens.is_mark(at + 3, '/') && self.tokens.touches(at + 3);
            let (n, d) = (value(at)?, value(at + 2)?);
            (proper && !longer && n < d && d <= 16).then(|| Value::ratio(n, d as u32)).flatten()
        };
        let whole = self.sum.current.filter(|v| v.is_integer());
        if let (Some(whole), Some(part)) = (whole, mixed(self.at)) {
            self.sum.current = whole.add(part);
            self.alternatives.clear();
            self.at += 3;
        }
    }

    fn cardinal(&mut self, value: Value, n: u64) -> bool {
        let joined = match self.sum.current {
            None => Some(value),
            Some(_) if self.literals > 0 => None,
            Some(current) => self.extend(current, n),
        };
        let Some(joined) = joined else {
            return false;
        };
        self.sum.current = Some(joined);
        self.words += 1;
        true
    }

    /// `twenty` and `five` add up; `二` `〇` `二` `四` stand in their places.
    fn extend(&self, current: Value, n: u64) -> Option<Value> {
        let before = current.to_i64()?;
        let positional = self.tokens.touches(self.at)
            && self.tokens.folded(self.at).iter().all(|&c| is_unspaced(c));
        if positional && n < 10 {
            return Value::int(before).scale(1)?.add(Value::int(n as i64));
        }
        let n = n as i64;
        // `nineteen eighty`, a year in pairs.
        if (13..=20).contains(&before) && (10..100).contains(&n) {
            return Some(Value::int(before * 100 + n));
        }
        let tens = before >= 20 && before % 10 == 0 && before % 100 != 0 && (1..10).contains(&n);
        tens.then(|| Value::int(before + n))
    }

    fn multiplier(&mut self, m: u32) -> bool {
        let factor = self.sum.current.unwrap_or(Value::ONE);
        let Some(product) = factor.mul(Value::int(i64::from(m))) else {
            return false;
        };
        // `二百三百` is no number: a multiplier must be smaller than what the group holds.
        if self.sum.group.is_some_and(|g| g.abs().to_f64() < f64::from(m)) {
            return false;
        }
        self.sum.group = match self.sum.group {
            None => Some(product),
            Some(group) => group.add(product),
        };
        self.sum.current = None;
        self.alternatives.clear();
        self.words += 1;
        true
    }

    fn scale(&mut self, exponent: u8) -> bool {
        let exponent = i16::from(exponent);
        let alternatives = std::mem::take(&mut self.alternatives);
        let open = self.sum.open();
        let scaled = match (open, self.sum.total) {
            // `万亿`, `thousand million`: a scale of a scale.
            (None, Some(total)) => {
                self.sum.total = None;
                total.scale(exponent)
            }
            (open, _) => open.unwrap_or(Value::ONE).scale(exponent),
        };
        let Some(scaled) = scaled else {
            return false;
        };
        if self.sum.total.is_some_and(|t| t.abs() < scaled) {
            return false;
        }
        if self.sum.total.is_none() && self.sum.group.is_none() {
            self.alternatives = alternatives.iter().filter_map(|v| v.scale(exponent)).collect();
        }
        self.sum = Sum {
            total: match self.sum.total {
                None => Some(scaled),
                Some(total) => total.add(scaled),
            },
            ..Sum::default()
        };
        self.words += 1;
        self.scaled = true;
        true
    }

    /// `$10m`, `10K`. A letter that is also a unit scales only an amount of money.
    fn attached(&mut self, exponent: u8) -> bool {
        let at = self.at;
        if self.literals == 0 || !self.tokens.touches(at) || self.scaled {
            return false;
        }
        let unit = self.tokens.senses(at).any(|s| matches!(s, Sense::Unit(_)));
        let money = |at: usize| {
            self.tokens.senses(at).any(|s| matches!(s, Sense::UnitBefore(Unit::Currency(_))))
        };
        let Some(first) = at.checked_sub(1) else { return false };
        let price = first.checked_sub(1).is_some_and(money)
            || (first >= 3 && self.range_before(first) && money(first - 3));
        if unit && !price {
            return false;
        }
        let bare = self.sum.current.filter(|_| !price);
        let scaled = self.scale(exponent);
        self.alternatives.extend(bare);
        scaled
    }

    /// Whether the token at `at` ends a range of two literals: the 15 of `$10-15m`.
    fn range_before(&self, at: usize) -> bool {
        self.tokens.is_literal(at - 2)
            && (self.tokens.is_mark(at - 1, '-') || self.tokens.is_mark(at - 1, '–'))
    }

    /// `30余万`, `several million`: skips the vague word where a multiplier or scale follows.
    fn vaguely(&mut self) -> bool {
        let literal = self.tokens.is_literal(self.at + 1) && self.tokens.touches(self.at + 1);
        if !self.multiplies(self.at + 1) && (!literal || self.began()) {
            return false;
        }
        self.vague |= !self.began();
        self.at += 1;
        true
    }

    /// `two hundred and five`, `twenty-five`, `one and a half million`.
    fn joined(&mut self, locale: &Locale) -> bool {
        if self.words == 0 && self.literals == 0 {
            return false;
        }
        let at = self.at;
        if self.tokens.is(at, &Sense::DecimalWord) {
            return self.decimal_word(at);
        }
        let hyphen =
            self.tokens.is_mark(at, '-') && self.tokens.touches(at) && self.tokens.touches(at + 1);
        let word = self.tokens.is(at, &Sense::Joiner);
        if !hyphen && !word {
            return false;
        }
        if word && self.and_a_half(at + 1) {
            return true;
        }
        let next = self.tokens.sense(at + 1, |s| match *s {
            Sense::Cardinal(n) => Some(n),
            _ => None,
        });
        let fits = next.is_some_and(|n| match self.sum.current {
            // `twenty-five`, but not `two-three`.
            Some(current) => hyphen && self.literals == 0 && self.extend(current, n).is_some(),
            // `two hundred and five`.
            None => word && (self.sum.group.is_some() || self.sum.total.is_some()) && n < 100,
        });
        let hyphen_scale = hyphen
            && self
                .tokens
                .senses(at + 1)
                .any(|s| matches!(s, Sense::Multiplier(_) | Sense::Scale(_)));
        if !fits && !hyphen_scale {
            return false;
        }
        self.at += 1;
        let went_on = self.step(locale);
        if !went_on {
            self.at = at;
        }
        went_on
    }

    /// `one point three`, `nought point two five`.
    fn decimal_word(&mut self, at: usize) -> bool {
        let digit = |at: usize| {
            self.tokens.sense(at, |s| match *s {
                Sense::Cardinal(n) if n < 10 => Some(n as i64),
                _ => None,
            })
        };
        let Some(mut value) = self.sum.current.filter(|_| self.literals == 0) else {
            return false;
        };
        let mut next = at + 1;
        while let Some(digit) = digit(next) {
            let place = (at as i16).saturating_sub(next as i16);
            let Some(sum) = Value::int(digit).scale(place).and_then(|d| value.add(d)) else {
                break;
            };
            value = sum;
            next += 1;
        }
        if next == at + 1 {
            return false;
        }
        self.sum.current = Some(value);
        self.words += 1;
        self.at = next;
        true
    }

    /// `two and a half`, `one and three quarters`.
    fn and_a_half(&mut self, at: usize) -> bool {
        let article = usize::from(self.tokens.is(at, &Sense::Article));
        let part = self.tokens.sense(at + article, |s| match s {
            Sense::Part(part) => Some(*part),
            _ => None,
        });
        let (Some(part), Some(current)) = (part, self.sum.current) else {
            return false;
        };
        if article == 0 {
            return false;
        }
        self.sum.current = current.add(part);
        self.alternatives.clear();
        self.words += 1;
        self.at = at + article + 1;
        true
    }

    fn finish(mut self, start: usize) -> Option<Numeral> {
        if let Some(numeral) = self.ordinal_or_part(start) {
            return Some(numeral);
        }
        let composed = self.words > 0 || self.literals > 0;
        let Some(value) = self.sum.value().filter(|_| composed) else {
            return self.collective(start);
        };
        let mut readings = Readings::new();
        readings.push(value);
        readings.extend(self.alternatives.iter().copied().filter(|v| *v != value));
        let mut weight = if self.literals > 0 && !self.vague {
            Weight::Strong
        } else {
            self.word_weight(start, value)
        };
        if let Some(bundle) = self.bundle() {
            // `two dozen` is 24, and also 2 where the other side keeps the dozen.
            self.at += 1;
            readings = readings.iter().filter_map(|v| v.mul(bundle)).chain([value]).collect();
            weight = weight.max(self.word_weight(start, readings[0]));
        }
        readings.truncate(4);
        let form = match (self.literals, self.words) {
            (0, _) => Form::Words,
            (_, 0) => Form::Digits,
            _ => Form::Scaled,
        };
        Some(Numeral { end: self.at, readings, weight, form })
    }

    /// Words raise only where they cannot be anything else: compound, scaled, or at least 13, and
    /// in a script that writes words apart. `一` and `이` stand inside too many other words.
    fn word_weight(&self, start: usize, value: Value) -> Weight {
        let unspaced = self.tokens.folded(start).iter().any(|&c| is_unspaced(c));
        let bare = self.words < 2 && (self.scaled || self.sum.group.is_some());
        if unspaced || bare || self.vague {
            return Weight::Weak;
        }
        if self.words > 1 || value.abs() >= Value::int(13) { Weight::Strong } else { Weight::Weak }
    }

    fn bundle(&self) -> Option<Value> {
        let near = self.tokens.get(self.at).is_some() && self.near();
        self.tokens.sense(self.at, |s| match *s {
            Sense::Collective(n) if near => Some(Value::int(i64::from(n))),
            _ => None,
        })
    }

    /// `a dozen`, `dozens`.
    fn collective(&self, start: usize) -> Option<Numeral> {
        let at = start + usize::from(self.tokens.is(start, &Sense::Article));
        self.tokens.sense(at, |s| match *s {
            Sense::Collective(n) => Some(Numeral {
                end: at + 1,
                readings: [Value::int(i64::from(n)), Value::ONE].into_iter().collect(),
                weight: Weight::Weak,
                form: Form::Words,
            }),
            _ => None,
        })
    }

    /// `third`, `twenty-first`, `half`, `two thirds`, `half a million`.
    fn ordinal_or_part(&mut self, start: usize) -> Option<Numeral> {
        let mut at = self.at;
        if self.began() && self.tokens.is_mark(at, '-') {
            at += 1;
        }
        let near = self.tokens.get(at).is_some_and(|t| {
            self.tokens.before(at).is_none_or(|b| t.start - b.end <= 1) || !self.began()
        });
        let (mut ordinal, mut part) = (None, None);
        for sense in self.tokens.senses(at).filter(|_| near) {
            match *sense {
                Sense::Ordinal(n) => ordinal = Some(n),
                Sense::Part(p) => part = Some(p),
                _ => {}
            }
        }
        let before = self.sum.value();
        if let (Some(part), Some(count)) = (part, before.filter(|_| self.sum.current.is_some())) {
            let mut readings: Readings = count.mul(part).into_iter().collect();
            readings.push(count);
            return Some(Numeral { end: at + 1, readings, weight: Weight::Weak, form: Form::Part });
        }
        if let Some(n) = ordinal {
            // `twenty-first`, `two hundred and third`; never a cardinal that merely stands before.
            let sum = match before {
                None => Value::int(n as i64),
                Some(b) if self.literals == 0 && fits_before(b, n) => {
                    b.add(Value::int(n as i64))?
                }
                Some(_) => return None,
            };
            let mut readings: Readings = [sum].into_iter().collect();
            readings.extend(part.filter(|_| before.is_none()));
            let weight = if before.is_some() || n >= 13 { Weight::Strong } else { Weight::Weak };
            return Some(Numeral { end: at + 1, readings, weight, form: Form::Ordinal });
        }
        let part = part.filter(|_| before.is_none())?;
        // `half a million`, `half a dozen`.
        let article = usize::from(self.tokens.is(at + 1, &Sense::Article));
        let whole = self.tokens.sense(at + 1 + article, |s| match *s {
            Sense::Scale(e) => Value::ONE.scale(i16::from(e)),
            Sense::Multiplier(m) => Some(Value::int(i64::from(m))),
            Sense::Collective(n) => Some(Value::int(i64::from(n))),
            _ => None,
        });
        if let Some(whole) = whole {
            let readings = part.mul(whole).into_iter().collect();
            let weight = if self.tokens.folded(start).iter().any(|&c| is_unspaced(c)) {
                Weight::Weak
            } else {
                Weight::Strong
            };
            return Some(Numeral { end: at + 2 + article, readings, weight, form: Form::Words });
        }
        Some(Numeral {
            end: at + 1,
            readings: [part].into_iter().collect(),
            weight: Weight::Weak,
            form: Form::Part,
        })
    }
}

/// Whether an ordinal below ten or hundred can complete a number that ends in zeros.
fn fits_before(before: Value, n: u64) -> bool {
    before.to_i64().is_some_and(|b| {
        (n < 10 && b % 10 == 0 && b >= 20) || (n < 100 && b % 100 == 0 && b >= 100)
    })
}
