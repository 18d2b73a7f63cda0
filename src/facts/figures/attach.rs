//! Finds what a numeral counts, in the words on both of its sides.

use super::calendar::hours;
use super::numeral::{self, Numeral};
use super::tokens::TokenKind;
use super::{Figure, Form, Reader, Readings, Weight};
use crate::facts::{MarkKind, Value, is_unspaced};
use crate::lexicon::{Kinds, Sense};
use crate::units::{Measure, Unit};
use std::mem;

/// What a word means that a number before it counts.
const COUNTED: Kinds = Kinds::UNIT
    .and(Kinds::MULTIPLE)
    .and(Kinds::DISCOUNT)
    .and(Kinds::COUNTER)
    .and(Kinds::FISCAL_MONTH);

/// What a word means that makes a fraction of the numerals around it.
const FRACTION: Kinds =
    Kinds::DENOMINATOR_FIRST.and(Kinds::MIXED).and(Kinds::CARDINAL).and(Kinds::MULTIPLIER);

/// What a word means that makes a ratio of the numerals around it.
const RATIO: Kinds = Kinds::WHOLE_FIRST.and(Kinds::NUMERATOR_FIRST);

/// What stands after a numeral.
#[derive(Debug, Default)]
struct After {
    unit: Unit,
    or_unit: Unit,
    /// The unit is so many of it: 1/100 of a dollar, 10 percent.
    factor: Option<Value>,
    /// The unit tells what a price is cut by, or what is left of it.
    discount: bool,
    end: usize,
}

impl Reader<'_> {
    /// Makes a figure of the numeral that begins at token `start`; returns the token after it.
    pub(super) fn attach(&mut self, start: usize, numeral: &mut Numeral) -> usize {
        let behind = self.tokens.kinds(numeral.end);
        if behind.any(FRACTION)
            && let Some(end) = self.fraction(start, numeral)
        {
            return end;
        }
        self.sign(start, numeral.end);
        let (mut first, before) = self.before(start, numeral.end);
        let mut after = self.after(numeral.end, numeral.form);
        let told = numeral.readings.first().copied();
        let mut readings = mem::take(&mut numeral.readings);
        if after.unit == Unit::None && self.multiple_before(start, &mut after) {
            first = start - 1;
        }
        if let Some(factor) = after.factor {
            let sum = self.smaller_parts(&mut after, readings.first().and_then(|v| v.mul(factor)));
            // The literal amount of a minor unit stays a second reading: 50 cents.
            let literal =
                readings.first().copied().filter(|_| matches!(after.unit, Unit::Currency(_)));
            readings = sum.into_iter().chain(literal).collect();
        }
        if matches!(numeral.form, numeral::Form::Ordinal | numeral::Form::Part) {
            self.as_denominator(start, numeral.form, &mut readings);
        }
        if after.discount {
            discount(&mut readings);
        }
        if matches!(after.unit, Unit::Currency(_)) && numeral.form == numeral::Form::Digits {
            self.scale_of_currency(&mut after, &mut readings);
        }
        if after.unit == Unit::Percent && self.is_dated_year(start, numeral) {
            after = After { end: numeral.end, ..After::default() };
        }
        let value = told.and_then(Value::to_i64);
        let (unit, or_unit) = self.settle(first, &after, before, (value, numeral.form));
        let mut end = after.end;
        if is_period(unit) && numeral.form == numeral::Form::Part && readings.len() > 1 {
            // `a fourth quarter` is no quarter of one.
            readings.retain(|v| v.is_integer());
        }
        if unit == Unit::Times && self.lessens(end) {
            readings.extend(readings.first().and_then(|times| Value::ONE.div(*times)));
        }
        if unit == Unit::Hour {
            end = self.hour(start, end, &mut readings);
        } else if unit == Unit::None {
            self.military(start, end, &mut readings);
        }
        let spoken_for = numeral.end <= self.part_until;
        let weight = if spoken_for { Weight::Weak } else { weigh(numeral, unit, &readings) };
        if self.tokens.means(end, Kinds::AND_A_HALF) && self.tokens.near(end) {
            end = self.and_a_half(end, unit, after.factor, &mut readings);
        }
        readings.truncate(4);
        let list = self.tokens.list;
        let figure = Figure {
            unit,
            or_unit,
            weight,
            form: match numeral.form {
                _ if unit == Unit::None && self.is_article(start, end) => Form::Implied,
                numeral::Form::Digits => Form::Digits,
                numeral::Form::Scaled => Form::Scaled,
                numeral::Form::Part => Form::Fraction,
                _ => Form::Word,
            },
            inside_script: !self.tokens.is_literal(start)
                && self.tokens.folded(start).iter().any(|&c| is_unspaced(c)),
            continues: false,
            span: self.tokens.chars.span(list[first].start, list[end - 1].end),
            number: self.tokens.chars.span(list[start].start, list[numeral.end - 1].end),
            readings,
        };
        if numeral.vague {
            self.mark(MarkKind::Approximately, list[start]);
        }
        let may_be_a_clock = figure.unit == Unit::None && figure.form == Form::Digits;
        self.join(first, figure, end, after.factor);
        if may_be_a_clock {
            self.may_be_a_clock(start);
        }
        if behind.any(RATIO) {
            numeral.readings.extend(told);
            self.part_and_whole(start, numeral);
        }
        // `e mezzo` has added its half, and may have told the time.
        let last = self.tokens.kinds(numeral.end - 1);
        if last.any(Kinds::EVIDENCE) && !last.any(super::NUMERAL) {
            self.implied(numeral.end - 1);
        }
        end
    }

    /// `one twenty-fifth`, `tres dosmilésimos`: an ordinal right behind a number may be its
    /// denominator, and so may two thousandths be the 2000th of three.
    #[inline(never)]
    fn as_denominator(&self, start: usize, form: numeral::Form, readings: &mut Readings) {
        let count = match self.last {
            Some((index, end)) if end == start => self.figures[index].best(),
            _ if start > 0 && self.tokens.means(start - 1, Kinds::ARTICLE) => Some(Value::ONE),
            _ => None,
        };
        let large = |v: &Value| *v >= Value::int(1000);
        let denominator = match form {
            numeral::Form::Ordinal => readings.first().copied(),
            _ => readings.get(1).copied().filter(large),
        };
        let part = count.zip(denominator).and_then(|(count, ordinal)| count.div(ordinal));
        if let Some(part) = part {
            readings.insert(1, part);
        }
    }

    /// Whether the numeral from token `start` to before `end` is a word for one that stands as an
    /// article before another word.
    fn is_article(&self, start: usize, end: usize) -> bool {
        let word = |at: usize| self.tokens.get(at).is_some_and(|t| t.kind != TokenKind::Literal);
        end == start + 1 && self.tokens.means(start, Kinds::ARTICLE) && word(end)
    }

    /// `75 USD million`: the scale behind the currency.
    fn scale_of_currency(&self, after: &mut After, readings: &mut Readings) {
        if after.factor.is_some() || !self.tokens.near(after.end) || self.tokens.touches(after.end)
        {
            return;
        }
        let power = self.tokens.sense(after.end, Kinds::SCALE, |s| match *s {
            Sense::Scale(power) => Some(i16::from(power)),
            _ => None,
        });
        if let Some(power) = power {
            *readings = readings.iter().filter_map(|v| v.scale(power)).collect();
            after.end += 1;
        }
    }

    /// A sign before the number from token `start` to before `end` says what a direction word says.
    pub(super) fn sign(&mut self, start: usize, end: usize) {
        let Some(at) = start.checked_sub(1) else { return };
        let token = self.tokens.list[at];
        let kind = match token.kind {
            TokenKind::Mark('-' | '–') => MarkKind::Minus,
            TokenKind::Mark('+') => MarkKind::Plus,
            _ => return,
        };
        // At the very start it is a bullet, unless the number is all there is, as in a table's cell.
        // Nobody makes a bullet of what touches a percentage.
        let percent =
            || self.tokens.touches(start) && self.tokens.is(end, &Sense::Unit(Unit::Percent));
        let all = at == 0 && (self.tokens.list.len() <= end + 1 || percent());
        if !all && (at == 0 || !self.tokens.touches(start)) {
            return;
        }
        // `5 -10` is a range with a careless space, and `2 - -44` one with a careless dash.
        let counted = at.checked_sub(1).is_some_and(|before| {
            self.tokens.is_literal(before) || matches!(self.tokens.folded(before), ['-' | '–'])
        });
        let before = self.tokens.chars.before(token.start);
        let particle = ('\u{3041}'..='\u{3096}').contains(&before);
        let opens = all || token.gap || particle || matches!(before, '(' | ':' | '$');
        if opens && !counted {
            self.mark(kind, token);
        }
    }

    /// `1割8分2厘`: smaller parts of the same unit add to the first.
    #[inline(never)]
    fn smaller_parts(&self, after: &mut After, sum: Option<Value>) -> Option<Value> {
        let mut sum = sum?;
        while self.tokens.touches(after.end)
            && let Some(part) = numeral::parse(self.tokens, after.end, self.locale)
        {
            let factor = self.tokens.sense(part.end, Kinds::MULTIPLE, |s| match *s {
                Sense::Multiple(factor, unit) if unit == after.unit && unit == Unit::Percent => {
                    Some(factor)
                }
                _ => None,
            });
            let more = factor.zip(part.readings.first()).and_then(|(f, v)| f.mul(*v)?.add(sum));
            let Some(more) = more else { break };
            sum = more;
            after.end = part.end + 1;
        }
        Some(self.last_tenth(after, sum).unwrap_or(sum))
    }

    /// `七成六`: a last digit stands in the next place, where the language has it so.
    fn last_tenth(&self, after: &mut After, sum: Value) -> Option<Value> {
        let tenths = after.factor == Some(Value::int(10)) && after.unit == Unit::Percent;
        if !tenths || !self.locale.style.last_digit_in_next_place || !self.tokens.near(after.end) {
            return None;
        }
        let digit = numeral::parse(self.tokens, after.end, self.locale)?;
        let value = digit.readings.first().filter(|v| **v < Value::int(10) && v.is_integer())?;
        let more = sum.add(*value).filter(|_| self.unit_at(digit.end).is_none())?;
        after.end = digit.end;
        Some(more)
    }

    /// The first token of the figure and the unit that stands before the numeral, which ends
    /// before token `end`. Where several may be meant, the word after the numeral decides.
    fn before(&self, start: usize, end: usize) -> (usize, Unit) {
        let Some(mut at) = start.checked_sub(1) else {
            return (start, Unit::None);
        };
        // `-$5`, `$-5`, `時速約60キロ`: a sign or a hedge may stand between.
        let sign = matches!(self.tokens.get(at).map(|t| t.kind), Some(TokenKind::Mark('-' | '+')));
        let hedge = || {
            self.tokens.means(at, Kinds::MARK)
                && self.tokens.is(at, &Sense::Mark(MarkKind::Approximately))
        };
        if (sign || hedge()) && at > 0 && self.tokens.touches(at + 1) && self.tokens.touches(at) {
            at -= 1;
        }
        // A word that the figure before has taken is not there for this one: 4T 2024.
        let taken = self.last.is_some_and(|(_, end)| end > at);
        let near = self.tokens.near(at + 1) && !taken;
        if !near || !self.tokens.means(at, Kinds::UNIT_BEFORE) {
            return (start, Unit::None);
        }
        let measure = self.tokens.sense(end, Kinds::UNIT, |s| match *s {
            Sense::Unit(Unit::Measure(measure)) => Some(measure.id()),
            _ => None,
        });
        let units = || {
            self.tokens.senses(at).filter_map(|s| match *s {
                Sense::UnitBefore(unit) => Some(unit),
                _ => None,
            })
        };
        let rate = units().find(|u| {
            matches!((u, measure), (Unit::Measure(rate), Some(base)) if rate.id().starts_with(base))
        });
        let unit = rate.or_else(|| units().next());
        unit.map_or((start, Unit::None), |unit| (at, unit))
    }

    /// `December 2019 percentages of …`, in a language whose word for them is that for percent.
    fn is_dated_year(&self, start: usize, numeral: &Numeral) -> bool {
        let month = start.checked_sub(1).is_some_and(|at| self.tokens.means(at, Kinds::MONTH));
        let word = !self.tokens.is_mark(numeral.end, '%');
        month && word && is_plain_year(self.tokens.folded(start))
    }

    /// Whether the word at `at` says that there is less: ten times smaller than something is a tenth
    /// of it.
    fn lessens(&self, at: usize) -> bool {
        self.tokens.sense(at, Kinds::MARK, |s| match s {
            Sense::Mark(kind) => Some(*kind),
            _ => None,
        }) == Some(MarkKind::Less)
    }

    /// `MSEK 60`: so many of a currency before the number at token `start`.
    fn multiple_before(&self, start: usize, after: &mut After) -> bool {
        let Some(at) = start.checked_sub(1) else { return false };
        if !self.tokens.means(at, Kinds::MULTIPLE) {
            return false;
        }
        let free = self.last.is_none_or(|(_, end)| end <= at) && self.tokens.near(start);
        let unit = self.tokens.sense(at, Kinds::MULTIPLE, |s| match *s {
            Sense::Multiple(factor, unit @ Unit::Currency(_)) if factor > Value::ONE => {
                Some((factor, unit))
            }
            _ => None,
        });
        let Some((factor, unit)) = unit.filter(|_| free) else { return false };
        (after.factor, after.unit) = (Some(factor), unit);
        true
    }

    /// The unit that stands after the numeral, which ends before token `at`.
    fn after(&self, at: usize, form: numeral::Form) -> After {
        let none = After { end: at, ..After::default() };
        let touches = self.tokens.touches(at);
        let digits = form == numeral::Form::Digits;
        if touches && digits && self.tokens.means(at, Kinds::ORDINAL_SUFFIX) {
            return After { unit: Unit::Ordinal, end: at + 1, ..none };
        }
        if touches && digits && self.tokens.means(at, Kinds::DECADE_SUFFIX) {
            return After { unit: Unit::Decade, end: at + 1, ..none };
        }
        if touches && digits && self.tokens.is_mark(at, '.') {
            // `3. Quartal`: the point makes an ordinal, as a part of the year shows.
            let unit = self.unit_at(at + 1);
            return unit.filter(|a| is_period(a.unit) || is_period(a.or_unit)).unwrap_or(none);
        }
        let hyphen = self.tokens.is_mark(at, '-') && touches && self.tokens.touches(at + 1);
        if form == numeral::Form::Ordinal {
            // `third quarter` is a part of the year; a third anything else is a place in a sequence.
            let at = at + usize::from(hyphen);
            let period = self
                .tokens
                .senses(at)
                .any(|s| matches!(s, Sense::Unit(Unit::Quarter | Unit::Half | Unit::Century)));
            let unit = period.then(|| self.unit_at(at)).flatten();
            return unit.unwrap_or(After { unit: Unit::Ordinal, ..none });
        }
        let mut next = at + usize::from(hyphen);
        if form == numeral::Form::Part {
            // `half a century`, `a quarter of an hour`.
            next += usize::from(self.tokens.means(next, Kinds::PART_OF));
            next += usize::from(self.tokens.means(next, Kinds::ARTICLE));
        }
        let near = next > at || self.tokens.near(at);
        self.unit_at(next).filter(|_| near).unwrap_or(none)
    }

    fn unit_at(&self, at: usize) -> Option<After> {
        if !self.tokens.means(at, COUNTED) {
            return None;
        }
        let mut after = After { end: at + 1, ..After::default() };
        for sense in self.tokens.senses(at) {
            match *sense {
                Sense::Unit(unit) if after.unit == Unit::None => after.unit = unit,
                Sense::Unit(unit) if after.or_unit == Unit::None => after.or_unit = unit,
                Sense::Multiple(factor, unit) if after.unit == Unit::None => {
                    after.unit = unit;
                    after.factor = Some(factor);
                }
                Sense::Discount if after.unit == Unit::None => {
                    after.unit = Unit::Percent;
                    after.discount = true;
                }
                Sense::Counter if after.unit == Unit::None => after.unit = Unit::Count,
                Sense::FiscalMonth => after.unit = Unit::Month,
                _ => {}
            }
        }
        (after.unit != Unit::None).then_some(after)
    }

    /// What the figure counts, by the words before and after it, by months beside it, and by its
    /// value.
    fn settle(
        &self,
        first: usize,
        after: &After,
        before: Unit,
        (value, form): (Option<i64>, numeral::Form),
    ) -> (Unit, Unit) {
        let unit = match (before, after.unit) {
            // `時速85マイル`: what stands before makes a speed of a length.
            (Unit::Measure(rate), Unit::Measure(base)) if rate.is_rate_of(base) => before,
            // `第45代大統領` is in no decade, and `40代` is.
            (_, Unit::Decade) if value.is_some_and(|v| v % 10 != 0) => Unit::Ordinal,
            // `第3四半期`: what stands after says more than an ordinal prefix.
            (before, Unit::None | Unit::Count) if before != Unit::None => before,
            (_, unit) => unit,
        };
        match (unit, after.or_unit, value) {
            // `52年` counts years; `2024年` is one.
            (Unit::Year, Unit::Measure(_), Some(v)) if !(1000..3000).contains(&v) => {
                (after.or_unit, Unit::Year)
            }
            (Unit::Day, Unit::Measure(_), Some(32..))
            | (Unit::Month, Unit::Measure(_), Some(13..)) => (after.or_unit, unit),
            // `2,987.86点` are points: no hour passes 29, the last of a broadcaster, or has decimals.
            (Unit::Hour, other, value)
                if other != Unit::None && !value.is_some_and(|v| (0..30).contains(&v)) =>
            {
                (other, Unit::None)
            }
            // `2時18分`: minutes of the hour before them.
            (Unit::Measure(m), Unit::Minute, _) if self.last_is(Unit::Hour, first) => {
                (Unit::Minute, Unit::Measure(m))
            }
            (Unit::None | Unit::Ordinal, ..) => {
                (self.by_calendar(first, after.end, unit, (value, form)), after.or_unit)
            }
            _ => (unit, after.or_unit),
        }
    }

    /// Whether the last figure has this unit and ends right before token `first`.
    fn last_is(&self, unit: Unit, first: usize) -> bool {
        self.last.is_some_and(|(index, end)| end == first && self.figures[index].unit == unit)
    }

    /// A plain number beside a month is a day, one before a.m. an hour, and four digits a year.
    fn by_calendar(
        &self,
        first: usize,
        end: usize,
        unit: Unit,
        (value, form): (Option<i64>, numeral::Form),
    ) -> Unit {
        let Some(value) = value.filter(|_| form != numeral::Form::Scaled) else {
            return unit;
        };
        let month = |at: usize| self.tokens.means(at, Kinds::MONTH);
        let skip =
            |at: usize| if self.tokens.is_mark(at, '.') { at.checked_sub(1) } else { Some(at) };
        let month_before = first.checked_sub(1).and_then(skip).is_some_and(month);
        // `6th of January`, `3. März`.
        let point = self.tokens.is_mark(end, '.') && self.tokens.touches(end);
        let between = point || self.tokens.means(end, Kinds::PART_OF) || unit == Unit::Ordinal;
        let month_after = month(end) || (between && month(end + 1));
        if (month_before || month_after) && (1..=31).contains(&value) {
            return Unit::Day;
        }
        let noon = self.tokens.means(end, Kinds::AFTER_NOON);
        if noon && unit == Unit::None && value <= 12 {
            return Unit::Hour;
        }
        let text = self.tokens.folded(end - 1);
        let plain = form == numeral::Form::Digits && unit == Unit::None;
        if plain && is_plain_year(text) { Unit::Year } else { unit }
    }

    /// The hours that the numeral may mean, by the word for before or after noon beside it.
    #[inline(never)]
    fn hour(&self, start: usize, end: usize, readings: &mut Readings) -> usize {
        let (end, afternoon) = self.noon_after(end, start);
        let hour = readings.first().and_then(|v| v.to_i64());
        if let Some(hour) = hour.filter(|h| (0..30).contains(h)) {
            *readings = hours(hour, afternoon).map(Value::int).collect();
        }
        end
    }

    /// `0200 GMT`, `at 0500`: the hour is a reading of its own.
    fn military(&self, start: usize, end: usize, readings: &mut Readings) {
        let text = self.tokens.folded(start);
        let four = text.len() == 4 && text.iter().all(char::is_ascii_digit);
        if four && (self.tokens.means(end, Kinds::ZONE) || text[0] == '0') {
            let hour = readings.first().and_then(|v| v.to_i64()).map(|v| v / 100);
            let hour = hour.filter(|h| *h <= 24);
            readings.extend(hour.into_iter().flat_map(|h| hours(h, None)).map(Value::int));
        }
    }

    /// `2年半`, `3時半`, `1カップ半`, `七割半`: half of the unit more.
    #[inline(never)]
    fn and_a_half(
        &mut self,
        at: usize,
        unit: Unit,
        factor: Option<Value>,
        readings: &mut Readings,
    ) -> usize {
        let token = self.tokens.list[at];
        if unit == Unit::Hour {
            self.push(
                token,
                token,
                Unit::Minute,
                Form::Implied,
                [Value::int(30)].into_iter().collect(),
            );
            return at + 1;
        }
        let half = Value::ratio(1, 2).and_then(|half| half.mul(factor.unwrap_or(Value::ONE)));
        if let Some(more) = half.zip(readings.first()).and_then(|(half, v)| v.add(half)) {
            readings.insert(0, more);
        }
        at + 1
    }
}

/// `8折`, `2割引`, `85折`: tenths or hundredths, cut from a price or left of it.
#[inline(never)]
fn discount(readings: &mut Readings) {
    let Some(&told) = readings.first() else { return };
    let percent = if told < Value::int(10) { told.scale(1) } else { Some(told) };
    let rest = percent.and_then(|percent| Value::int(100).add(percent.negate()));
    *readings = percent.into_iter().chain(rest).collect();
}

/// Whether digits look like a year of the last centuries or this one.
fn is_plain_year(text: &[char]) -> bool {
    let value = || text.iter().filter_map(|c| c.to_digit(10)).fold(0, |n, digit| n * 10 + digit);
    text.len() == 4 && text.iter().all(char::is_ascii_digit) && (1500..=2100).contains(&value())
}

/// Whether a unit is a part of a year or of an era that has a number.
fn is_period(unit: Unit) -> bool {
    matches!(unit, Unit::Quarter | Unit::Half | Unit::Century)
}

/// Whether the figure may raise a finding: nobody says "five percent" without meaning the number.
fn weigh(numeral: &Numeral, unit: Unit, readings: &Readings) -> Weight {
    let precise =
        matches!(unit, Unit::Percent | Unit::Point | Unit::BasisPoint | Unit::Currency(_));
    let more_than_one = readings.first().is_some_and(|&v| v > Value::ONE);
    if matches!(unit, Unit::Currency(_)) && readings.first() == Some(&Value::ONE) {
        // `1ドル=150円`: the one of an exchange rate goes without saying.
        return Weight::Weak;
    }
    if precise && more_than_one && !numeral.vague { Weight::Strong } else { numeral.weight }
}

impl Measure {
    /// `base` per what this rate is per: 每小时80到85英里 are miles per hour.
    pub(super) fn rate_of(self, base: Self) -> Option<Self> {
        let (_, per) = self.id().split_once("-per-")?;
        match Unit::by_name(&format!("{}-per-{per}", base.id()))? {
            Unit::Measure(rate) => Some(rate),
            _ => None,
        }
    }

    /// Whether it is `base` per something: kilometres per hour of kilometres.
    fn is_rate_of(self, base: Self) -> bool {
        self.id().strip_prefix(base.id()).is_some_and(|rest| rest.starts_with("-per-"))
    }
}
