//! Parts of numerals that are less than a whole: decimals in words and after a middle dot,
//! fractions with a slash or in one character, halves and thirds; and ordinals, whose words are
//! the same.

use super::literal;
use super::numeral::{self, Form, MULTIPLIES, Numeral, Reader, Sum};
use super::tokens::Tokens;
use super::{Readings, Weight};
use crate::facts::{Value, is_unspaced};
use crate::lexicon::{Kinds, Sense};
use crate::locale::Locale;
use crate::rules::Digits;
use crate::units::Unit;

/// The value of a fraction written as one character (Unicode block Number Forms and Latin-1).
pub(super) fn vulgar(c: char) -> Option<Value> {
    let (numerator, denominator) = match c {
        '½' => (1, 2),
        '⅓' => (1, 3),
        '⅔' => (2, 3),
        '¼' => (1, 4),
        '¾' => (3, 4),
        '⅕' => (1, 5),
        '⅖' => (2, 5),
        '⅗' => (3, 5),
        '⅘' => (4, 5),
        '⅙' => (1, 6),
        '⅚' => (5, 6),
        '⅛' => (1, 8),
        '⅜' => (3, 8),
        '⅝' => (5, 8),
        '⅞' => (7, 8),
        _ => return None,
    };
    Value::ratio(numerator, denominator)
}

impl Reader<'_> {
    /// `2½`, `¼`.
    #[inline(never)]
    pub(super) fn vulgar(&mut self, part: Value) -> bool {
        let sum = match self.sum.current {
            None if !self.began() => Some(part),
            Some(whole) if self.literals == 1 && whole.is_integer() => whole.add(part),
            _ => None,
        };
        if sum.is_none() {
            return false;
        }
        self.sum.current = sum;
        self.alternatives.clear();
        self.literals += 1;
        self.at += 1;
        true
    }

    /// `2 1/2`: a literal, and two more with a slash that are no part of a longer chain.
    pub(super) fn fraction(&mut self) {
        if !self.tokens.is_literal(self.at) {
            return;
        }
        let whole = self.sum.current.filter(|v| v.is_integer());
        if let (Some(whole), Some(part)) = (whole, self.slashed(self.at)) {
            self.sum.current = whole.add(part);
            self.alternatives.clear();
            self.at += 3;
        }
    }

    /// The proper fraction with a slash that begins at token `at`.
    fn slashed(&self, at: usize) -> Option<Value> {
        let value = |at: usize| {
            let text = self.tokens.folded(at);
            let short = self.tokens.is_literal(at)
                && text.len() <= 3
                && text.iter().all(char::is_ascii_digit);
            short.then(|| text.iter().collect::<String>().parse::<i64>().ok()).flatten()
        };
        // Both touch, or in a text that was cut into tokens neither: `7 3 / 4 %`.
        let slash = self.tokens.is_mark(at + 1, '/')
            && self.tokens.touches(at + 1) == self.tokens.touches(at + 2);
        let longer = self.tokens.is_mark(at + 3, '/') && self.tokens.touches(at + 3);
        let (n, d) = (value(at)?, value(at + 2)?);
        (slash && !longer && n < d && d <= 16).then(|| Value::ratio(n, d as u32)).flatten()
    }

    /// `1・5メートル`, `１万０３６３・１８`, `六三・五パーセント`: a dot between digits is decimal
    /// where the number has a unit that is measured and not counted, or is too large for a list of
    /// days.
    #[inline(never)]
    pub(super) fn middle_dot(&mut self) {
        let touching = self.tokens.touches(self.at) && self.tokens.touches(self.at + 1);
        if !self.tokens.is_mark(self.at, '・') || !touching {
            return;
        }
        let Some((part, end)) = self.decimals(self.at + 1) else { return };
        let measured = self.tokens.senses(end).any(|s| match s {
            Sense::Unit(Unit::Percent | Unit::Point | Unit::Currency(_) | Unit::Times)
            | Sense::Scale(_) => true,
            Sense::Unit(Unit::Measure(measure)) => !measure.is_time(),
            _ => false,
        });
        let large = self.scaled || self.sum.current.is_some_and(|v| v > Value::int(31));
        // No day has three digits, and none is raised to a power.
        let number = end > self.at + 3 || self.is_raised(end);
        if let (true, Some(current)) = (measured || large || number, self.sum.current) {
            self.sum.current = current.add(part);
            self.alternatives.clear();
            self.at = end;
        }
    }

    /// `7 . 57 %`: a text that was cut into tokens, where what follows is measured.
    pub(super) fn tokenized_decimals(&mut self, locale: &Locale) {
        let (point, next) = (self.at, self.at + 1);
        let mark =
            self.tokens.is_mark(point, '.') || self.tokens.is_mark(point, locale.digits.decimal);
        // `4. 8 %`, `1. 6 million`: only the space after the point was put in.
        let short = self.tokens.touches(point)
            && self.tokens.before(point).is_some_and(|whole| whole.end - whole.start <= 2)
            && (self.tokens.is(next + 1, &Sense::Unit(Unit::Percent))
                || self.tokens.means(next + 1, Kinds::SCALE));
        let apart = !self.tokens.touches(next) && (short || !self.tokens.touches(point));
        if !mark || !apart || !self.tokens.is_literal(next) || self.tokens.folded(next).len() > 3 {
            return;
        }
        let measured = self.tokens.senses(next + 1).any(|s| {
            matches!(
                s,
                Sense::Scale(_) | Sense::Unit(Unit::Percent | Unit::Point | Unit::Currency(_))
            )
        });
        let whole = self.sum.current.filter(|whole| measured && whole.is_integer());
        let sum = whole.zip(self.decimals(next)).and_then(|(w, (part, _))| w.add(part));
        if let Some(sum) = sum {
            self.sum.current = Some(sum);
            self.alternatives.clear();
            self.at = next + 1;
        }
    }

    /// The digits from token `at` on, in figures or in positional kanji, as decimals; and the token
    /// after them.
    fn decimals(&self, at: usize) -> Option<(Value, usize)> {
        let text = self.tokens.folded(at);
        if self.tokens.is_literal(at) && text.iter().all(char::is_ascii_digit) {
            let whole = literal::readings(text, &Digits::default()).first().copied()?;
            return Some((whole.scale(-(text.len() as i16))?, at + 1));
        }
        let mut part = Value::ZERO;
        let mut end = at;
        // Where words are written without spaces a space ends the number.
        let goes_on =
            |next: usize| next == at || self.tokens.touches(next) || !self.unspaced_before(next);
        let is_digit = |at: usize| !self.tokens.means(at, Kinds::NO_DIGIT);
        while let Some(digit) = self.digit(end).filter(|_| goes_on(end) && is_digit(end)) {
            end += 1;
            let place = i16::try_from(end - at).ok()?;
            part = Value::int(digit).scale(-place)?.add(part)?;
        }
        (end > at).then_some((part, end))
    }

    fn digit(&self, at: usize) -> Option<i64> {
        self.tokens.sense(at, Kinds::CARDINAL, |s| match *s {
            Sense::Cardinal(n) if n < 10 => Some(n as i64),
            _ => None,
        })
    }

    /// `one point three`, `nought point two five`, `vijf komma tweeënvijftig`, `1 point 1`.
    #[inline(never)]
    pub(super) fn decimal_word(&mut self, at: usize, locale: &Locale) -> bool {
        let whole = self.sum.value().filter(|whole| whole.is_integer());
        // Between digits 点 is the hour: 3点45分.
        let digits = self.literals > 0 || self.tokens.is_literal(at + 1);
        let same = !digits
            || (self.literals > 0
                && self.tokens.is_literal(at + 1)
                && !self.unspaced_before(at + 1));
        let Some(whole) = whole.filter(|_| same) else { return false };
        // `siete con cincuenta`: a word that links other things too links only tens, in words.
        let decimals = if self.tokens.means(at, Kinds::MIXED) {
            self.spelled_decimals(at + 1, locale).filter(|_| self.literals == 0)
        } else {
            self.decimals(at + 1).or_else(|| self.spelled_decimals(at + 1, locale))
        };
        let Some((sum, end)) = decimals.and_then(|(d, end)| Some((whole.add(d)?, end))) else {
            return false;
        };
        self.sum = Sum { current: Some(sum), ..Sum::default() };
        self.alternatives.clear();
        self.words += 1;
        self.at = end;
        true
    }

    /// Decimals that are spelled as one number, as scripts with spaces do: 52 for two places.
    fn spelled_decimals(&self, at: usize, locale: &Locale) -> Option<(Value, usize)> {
        if self.unspaced_before(at) {
            return None;
        }
        let number = numeral::parse(self.tokens, at, locale).filter(|n| n.form == Form::Words)?;
        let value = number.readings.first()?.to_i64().filter(|v| (10..1_000_000).contains(v))?;
        let places = i16::try_from(value.ilog10() + 1).ok()?;
        Some((Value::int(value).scale(-places)?, number.end))
    }

    /// `two and a half`, `one and three quarters`, `a million and a half`.
    #[inline(never)]
    pub(super) fn and_a_part(&mut self, at: usize) -> bool {
        let part_at = |at: usize| {
            self.tokens.sense(at, Kinds::PART, |s| match s {
                Sense::Part(part) => Some(*part),
                _ => None,
            })
        };
        let times = if self.tokens.means(at, Kinds::ARTICLE) { Some(1) } else { self.digit(at) };
        let counted = times.zip(part_at(at + 1)).and_then(|(n, part)| Value::int(n).mul(part));
        // A word that is a place in a sequence too would need a count.
        let half = part_at(at).filter(|_| !self.tokens.means(at, Kinds::ORDINAL));
        let (part, end) = match (counted.or_else(|| self.slashed(at)), half) {
            (Some(part), _) if counted.is_none() => (part, at + 3),
            (Some(part), _) => (part, at + 2),
            // `2 i pół`, `12 с половиной`: many languages need no article.
            (None, Some(half)) => (half, at + 1),
            _ => return false,
        };
        if let Some(part) = self.scaled_part(part, end) {
            return self.add_whole(part, end + 1);
        }
        if !self.add_part(part) {
            return false;
        }
        self.at = end;
        true
    }

    /// The part of the smaller scale at token `at`: a billion and three quarters million.
    fn scaled_part(&self, part: Value, at: usize) -> Option<Value> {
        let power = self.tokens.sense(at, Kinds::SCALE, |s| match *s {
            Sense::Scale(power) => Some(i16::from(power)),
            _ => None,
        });
        let scaled = power.filter(|_| self.scaled && self.tokens.near(at));
        part.scale(scaled?).filter(|part| *part < self.room())
    }

    /// Adds what is no part of a scale; the numeral goes on at token `at`.
    fn add_whole(&mut self, more: Value, at: usize) -> bool {
        let Some(sum) = self.sum.value().and_then(|sum| sum.add(more)) else { return false };
        self.sum = Sum { total: Some(sum), ..Sum::default() };
        self.alternatives.clear();
        self.words += 1;
        self.at = at;
        true
    }

    /// `tre milioni e mezzo`, where `e mezzo` is one word that may also tell the time: the number
    /// with the part, and where no scale asks for it, without.
    pub(super) fn evidence_of_a_part(&mut self, at: usize) -> bool {
        let part = self.tokens.sense(at, Kinds::EVIDENCE, |s| match s {
            Sense::Evidence(values) => {
                values.iter().copied().find(|v| *v > Value::ZERO && *v < Value::ONE)
            }
            _ => None,
        });
        let Some(part) = part.filter(|_| self.tokens.near(at) && self.begins_with_joiner(at))
        else {
            return false;
        };
        if let Some(part) = self.scaled_part(part, at + 1) {
            return self.add_whole(part, at + 2);
        }
        let whole = self.sum.value();
        if !self.add_part(part) {
            return false;
        }
        self.alternatives.extend(whole.filter(|_| !self.scaled));
        self.at = at + 1;
        true
    }

    fn begins_with_joiner(&self, at: usize) -> bool {
        let Tokens { list, chars, lexicon } = self.tokens;
        lexicon.longest(chars, list[at].start, Kinds::JOINER).is_some()
    }

    /// Adds a part to the number, or as much of the scale that closed it: `milion a půl`.
    fn add_part(&mut self, part: Value) -> bool {
        let Some(whole) = self.sum.value() else { return false };
        // `un million` may be one word of the table.
        let power = whole.last_place().power_of_ten().map_or(0, |power| power - power % 3);
        let Some(sum) = part.scale(power.max(0)).and_then(|part| whole.add(part)) else {
            return false;
        };
        self.sum = Sum { current: Some(sum), ..Sum::default() };
        self.alternatives.clear();
        self.words += 1;
        true
    }

    /// `third`, `twenty-first`, `half`, `two thirds`, `half a million`.
    #[inline(never)]
    pub(super) fn ordinal_or_part(&self, start: usize) -> Option<Numeral> {
        let hyphen = self.began() && self.tokens.is_mark(self.at, '-');
        // `twenty and first`, as several languages say.
        let joined = self.began()
            && self.tokens.means(self.at, Kinds::JOINER)
            && self.tokens.senses(self.at + 1).any(|s| matches!(s, Sense::Ordinal(1..=999)));
        let at = self.at + usize::from(hyphen || joined);
        if !self.tokens.means(at, Kinds::ORDINAL.and(Kinds::PART)) {
            return None;
        }
        if self.began() && !self.tokens.near(at) {
            return None;
        }
        let (mut ordinal, mut part) = (None, None);
        for sense in self.tokens.senses(at) {
            match *sense {
                Sense::Ordinal(n) => ordinal = Some(Value::int(n as i64)),
                Sense::Part(p) => part = Some(p),
                _ => {}
            }
        }
        let before = self.sum.value();
        let made = |end: usize, readings: Readings, weight: Weight, form: Form| {
            Some(Numeral { end, readings, weight, form, vague: false })
        };
        let composes =
            before.zip(ordinal).is_some_and(|(b, n)| self.literals == 0 && completes(b, n));
        // `a hundred fifths`, where the part can be nothing else; a million half-days are whole.
        let half = Value::ratio(1, 2);
        let closed = || ordinal.is_none() && part < half;
        let count = before.filter(|_| (self.sum.current.is_some() || closed()) && !composes);
        if let (Some(part), Some(count)) = (part, count) {
            let readings = self.counted_part(count, part, (ordinal, hyphen));
            return self
                .of_a_whole(start, at + 1, count.mul(part))
                .or_else(|| made(at + 1, readings, Weight::Weak, Form::Part));
        }
        if joined && !composes {
            return None;
        }
        if let Some(ordinal) = ordinal {
            // `twenty-first`, `two hundred and third`; never a cardinal that merely stands before.
            let sum = match before {
                None => ordinal,
                Some(b) if composes => b.add(ordinal)?,
                Some(_) => return None,
            };
            let alone = before.is_none();
            // `venti quinti` may be twenty of them; with a hyphen it is the place.
            let counted = before.filter(|_| !hyphen && !joined).zip(part);
            let place = before.filter(|_| !joined && ordinal >= Value::int(13));
            let part = part
                .filter(|_| alone)
                .or_else(|| counted.and_then(|(b, p)| b.mul(p)))
                // `cent trente-cinquièmes`
                .or_else(|| place.and_then(|b| b.div(ordinal)));
            let readings = [Some(sum), part].into_iter().flatten().collect();
            let weight = if alone && sum < Value::int(13) { Weight::Weak } else { Weight::Strong };
            return made(at + 1, readings, weight, Form::Ordinal);
        }
        let part = part.filter(|_| before.is_none())?;
        self.of_a_whole(start, at + 1, Some(part))
            .or_else(|| made(at + 1, [part].into_iter().collect(), Weight::Weak, Form::Part))
    }

    /// `two thirds`; and `a third`, which may be the third in a sequence. `two thousandth` may also be
    /// the place after the 1999th.
    fn counted_part(
        &self,
        count: Value,
        part: Value,
        (ordinal, hyphen): (Option<Value>, bool),
    ) -> Readings {
        let product = count.mul(part);
        let power = ordinal.filter(|n| *n >= Value::int(1000) && count > Value::ONE);
        if let Some(power) = power {
            // What is closed by a greater power of ten is not counted again: vier miljoen
            // vierhonderdduizendste.
            let open = self.sum.open().and_then(|open| open.mul(power));
            let closed = self.sum.total.filter(|total| *total > power);
            let place = open.map(|open| closed.and_then(|c| c.add(open)).unwrap_or(open));
            let order = if closed.is_some() { [place, product] } else { [product, place] };
            return order.into_iter().chain([Some(count)]).flatten().collect();
        }
        let alternative = ordinal.filter(|_| count == Value::ONE).unwrap_or(count);
        let apart = if self.literals == 0 { parted(count, part) } else { None };
        let order = if hyphen { [apart, product] } else { [product, apart] };
        order.into_iter().flatten().chain([alternative]).collect()
    }

    /// `half a million`, `a quarter of a million`, `half a dozen`: the part before token `at` times
    /// the whole after it.
    fn of_a_whole(&self, start: usize, at: usize, part: Option<Value>) -> Option<Numeral> {
        let of = usize::from(self.tokens.means(at, Kinds::PART_OF));
        let article = usize::from(self.tokens.means(at + of, Kinds::ARTICLE));
        let at = at + of + article;
        let whole = self.tokens.sense(at, MULTIPLIES, |s| match *s {
            Sense::Scale(e) => Value::ONE.scale(i16::from(e)),
            Sense::Multiplier(m) => Some(Value::int(i64::from(m))),
            Sense::Collective(n) => Some(Value::int(i64::from(n))),
            _ => None,
        })?;
        let unspaced = self.tokens.folded(start).iter().any(|&c| is_unspaced(c));
        Some(Numeral {
            end: at + 1,
            readings: part?.mul(whole).into_iter().collect(),
            weight: if unspaced { Weight::Weak } else { Weight::Strong },
            form: Form::Words,
            vague: false,
        })
    }
}

/// What else a count and its part may be: twenty, and three fifths; a hundred thirty-fifths.
fn parted(count: Value, part: Value) -> Option<Value> {
    let denominator = Value::ONE.div(part)?.to_i64()?;
    let n = count.to_i64()?;
    // `two hundred and fifty-four hundredths`
    let places = denominator >= 100 && Value::int(denominator).power_of_ten().is_some();
    let small = n % denominator;
    if places && small > 0 && small < n {
        return Value::int(small).mul(part)?.add(Value::int(n - small));
    }
    if let Some((whole, small)) = last_part(count) {
        return small.mul(part).filter(|p| *p < Value::ONE)?.add(whole);
    }
    let tens = n % 100;
    let completes = n > 100 && tens >= 20 && (2..10).contains(&denominator);
    Value::ratio(n - tens, u32::try_from(tens + denominator).ok()?).filter(|_| completes)
}

/// A number above twenty without the last of its words, and that word: 300 and 2.
pub(super) fn last_part(number: Value) -> Option<(Value, Value)> {
    let n = number.to_i64()?;
    let small = if (1..20).contains(&(n % 100)) { n % 100 } else { n % 10 };
    (n > 20 && small > 0).then(|| (Value::int(n - small), Value::int(small)))
}

/// Whether an ordinal below ten or hundred can complete a number that ends in zeros.
fn completes(before: Value, ordinal: Value) -> bool {
    before.to_i64().zip(ordinal.to_i64()).is_some_and(|(b, n)| {
        (n < 10 && b % 10 == 0 && b >= 20)
            || (n < 100 && b % 100 == 0 && b >= 100)
            || (n < 1000 && b % 1000 == 0 && b >= 1000)
    })
}
