//! Finds what a numeral counts, in the words on both of its sides.

use super::calendar::hours;
use super::numeral::{self, Numeral};
use super::tokens::TokenKind;
use super::{Figure, Form, Reader, Readings, Weight};
use crate::facts::{MarkKind, Value, is_unspaced};
use crate::lexicon::Sense;
use crate::units::Unit;

/// What stands after a numeral.
#[derive(Debug, Default)]
struct After {
    unit: Unit,
    or_unit: Unit,
    /// The unit is so many of it: 1/100 of a dollar, 10 percent.
    factor: Option<Value>,
    end: usize,
}

impl Reader<'_> {
    /// Makes a figure of the numeral that begins at token `start`; returns the token after it.
    pub(super) fn attach(&mut self, start: usize, numeral: Numeral) -> usize {
        if let Some(end) = self.ratio(start, &numeral) {
            return end;
        }
        let mut readings = numeral.readings;
        self.sign(start);
        let (first, before) = self.before(start, numeral.end);
        let mut after = self.after(numeral.end, numeral.form);
        let unit = match (before, after.unit) {
            // `時速85マイル`: what stands before makes a speed of a length.
            (Unit::Measure(rate), Unit::Measure(base))
                if rate.id().strip_prefix(base.id()).is_some_and(|r| r.starts_with("-per-")) =>
            {
                before
            }
            // `第3四半期`: what stands after says more than an ordinal prefix.
            (before, Unit::None | Unit::Count) if before != Unit::None => before,
            (_, unit) => unit,
        };
        if let Some(factor) = after.factor {
            let sum = self.smaller_parts(&mut after, readings.first().and_then(|v| v.mul(factor)));
            readings = sum.into_iter().chain(readings.iter().copied()).collect();
        }
        let mut end = after.end;
        let unit = self.by_calendar(first, end, unit, numeral.form, &readings);
        if unit == Unit::Hour {
            end = self.hour(start, end, &mut readings);
        }
        if unit == Unit::None
            && self.tokens.is(end, &Sense::Zone)
            && self.tokens.folded(start).len() == 4
        {
            // `0200 GMT`: the hour is a reading of its own.
            let hour =
                readings.first().and_then(|v| v.to_i64()).map(|v| v / 100).filter(|h| *h <= 24);
            readings.extend(hour.into_iter().flat_map(|h| hours(h, None)).map(Value::int));
        }
        if self.tokens.is(end, &Sense::AndAHalf) && self.tokens.touches(end) {
            end = self.and_a_half(end, unit, &mut readings);
        }
        let words = matches!(
            numeral.form,
            numeral::Form::Words | numeral::Form::Ordinal | numeral::Form::Part
        );
        let mut weight = numeral.weight;
        if words
            && matches!(unit, Unit::Percent | Unit::Point | Unit::BasisPoint | Unit::Currency(_))
            && readings.first().is_some_and(|&v| v > Value::ONE)
        {
            // Nobody says "five percent" without meaning the number.
            weight = Weight::Strong;
        }
        readings.truncate(4);
        let list = self.tokens.list;
        let last = list[end - 1];
        let figure = Figure {
            unit,
            or_unit: after.or_unit,
            weight,
            form: match numeral.form {
                numeral::Form::Digits => Form::Digits,
                numeral::Form::Scaled => Form::Scaled,
                _ => Form::Word,
            },
            inside_script: self.tokens.folded(start).iter().any(|&c| is_unspaced(c)),
            span: self.tokens.chars.span(list[first].start, last.end),
            number: self.tokens.chars.span(list[start].start, list[numeral.end - 1].end),
            readings,
        };
        self.range(first, figure, end);
        end
    }

    /// A sign before the number says what a direction word says.
    fn sign(&mut self, start: usize) {
        let Some(at) = start.checked_sub(1).filter(|_| self.tokens.touches(start)) else { return };
        let token = self.tokens.list[at];
        let free = token.gap || !self.tokens.chars.before(token.start).is_alphanumeric();
        let kind = match token.kind {
            TokenKind::Mark('-') if free => MarkKind::Down,
            TokenKind::Mark('+') if free => MarkKind::Up,
            _ => return,
        };
        self.mark(kind, token);
    }

    /// `3分の2`: denominator and numerator in one figure.
    fn ratio(&mut self, start: usize, denominator: &Numeral) -> Option<usize> {
        if !self.tokens.is(denominator.end, &Sense::DenominatorFirst) {
            return None;
        }
        let numerator = numeral::parse(self.tokens, denominator.end + 1, self.locale)?;
        let parts = u32::try_from(denominator.readings.first()?.to_i64()?).ok()?;
        let count = numerator.readings.first()?.to_i64()?;
        let value = Value::ratio(count, parts)?;
        let list = self.tokens.list;
        let span = self.tokens.chars.span(list[start].start, list[numerator.end - 1].end);
        self.figures.push(Figure {
            unit: Unit::None,
            or_unit: Unit::None,
            weight: denominator.weight.min(numerator.weight),
            form: Form::Digits,
            inside_script: false,
            span,
            number: span,
            readings: [value].into_iter().collect(),
        });
        Some(numerator.end)
    }

    /// `1割8分2厘`: smaller parts of the same unit add to the first.
    fn smaller_parts(&self, after: &mut After, sum: Option<Value>) -> Option<Value> {
        let mut sum = sum?;
        while self.tokens.touches(after.end)
            && let Some(part) = numeral::parse(self.tokens, after.end, self.locale)
        {
            let factor = self.tokens.sense(part.end, |s| match *s {
                Sense::Multiple(factor, unit) if unit == after.unit => Some(factor),
                _ => None,
            });
            let Some(more) =
                factor.zip(part.readings.first()).and_then(|(f, v)| f.mul(*v)?.add(sum))
            else {
                break;
            };
            sum = more;
            after.end = part.end + 1;
        }
        Some(sum)
    }

    /// The first token of the figure and the unit that stands before the numeral, which ends
    /// before token `end`. Where several may be meant, the word after the numeral decides.
    fn before(&self, start: usize, end: usize) -> (usize, Unit) {
        let Some(mut at) = start.checked_sub(1) else {
            return (start, Unit::None);
        };
        // `-$5`, `$-5`, `時速約60キロ`: a sign or a hedge may stand between.
        let sign = matches!(self.tokens.get(at).map(|t| t.kind), Some(TokenKind::Mark('-' | '+')));
        let hedge = self.tokens.is(at, &Sense::Mark(MarkKind::Approximately));
        if (sign || hedge) && at > 0 && self.tokens.touches(at + 1) && self.tokens.touches(at) {
            at -= 1;
        }
        let near = self
            .tokens
            .get(at)
            .zip(self.tokens.get(at + 1))
            .is_some_and(|(a, b)| b.start - a.end <= 1);
        let measure = self.tokens.sense(end, |s| match *s {
            Sense::Unit(Unit::Measure(measure)) => Some(measure.id()),
            _ => None,
        });
        let units = || {
            self.tokens.senses(at).filter_map(|s| match *s {
                Sense::UnitBefore(unit) if near => Some(unit),
                _ => None,
            })
        };
        let rate = units().find(|u| {
            matches!((u, measure), (Unit::Measure(rate), Some(base)) if rate.id().starts_with(base))
        });
        let unit = rate.or_else(|| units().next());
        unit.map_or((start, Unit::None), |unit| (at, unit))
    }

    /// The unit that stands after the numeral, which ends before token `at`.
    fn after(&self, at: usize, form: numeral::Form) -> After {
        let none = After { end: at, ..After::default() };
        let touches = self.tokens.touches(at);
        let digits = form == numeral::Form::Digits;
        if touches && digits && self.tokens.is(at, &Sense::OrdinalSuffix) {
            return After { unit: Unit::Ordinal, end: at + 1, ..none };
        }
        if touches && digits && self.tokens.is(at, &Sense::DecadeSuffix) {
            return After { unit: Unit::Decade, end: at + 1, ..none };
        }
        let hyphen = self.tokens.is_mark(at, '-') && touches && self.tokens.touches(at + 1);
        if form == numeral::Form::Ordinal {
            // `third quarter` is a part of the year; a third anything else is a place in a sequence.
            let at = at + usize::from(hyphen);
            let quarter = self
                .tokens
                .senses(at)
                .any(|s| matches!(s, Sense::Unit(Unit::Quarter | Unit::Half | Unit::Century)));
            return if quarter {
                self.unit_at(at).unwrap_or(none)
            } else {
                After { unit: Unit::Ordinal, ..none }
            };
        }
        let near = self
            .tokens
            .get(at)
            .zip(self.tokens.before(at))
            .is_some_and(|(t, b)| t.start - b.end <= 1);
        if hyphen && let Some(after) = self.unit_at(at + 1) {
            return after;
        }
        if near && let Some(after) = self.unit_at(at) {
            return after;
        }
        none
    }

    fn unit_at(&self, at: usize) -> Option<After> {
        let mut after = After { end: at + 1, ..After::default() };
        for sense in self.tokens.senses(at) {
            match *sense {
                Sense::Unit(unit) if after.unit == Unit::None => after.unit = unit,
                Sense::Unit(unit) => after.or_unit = unit,
                Sense::Multiple(factor, unit) if after.unit == Unit::None => {
                    after.unit = unit;
                    after.factor = Some(factor);
                }
                Sense::Counter if after.unit == Unit::None => after.unit = Unit::Count,
                _ => {}
            }
        }
        (after.unit != Unit::None).then_some(after)
    }

    /// A plain number beside a month is a day, and four digits are a year.
    fn by_calendar(
        &self,
        first: usize,
        end: usize,
        unit: Unit,
        form: numeral::Form,
        readings: &Readings,
    ) -> Unit {
        let Some(value) = readings.first().and_then(|v| v.to_i64()) else {
            return unit;
        };
        if self.tokens.senses(end).any(|s| matches!(s, Sense::AfterNoon(_)))
            && unit == Unit::None
            && value <= 12
        {
            return Unit::Hour;
        }
        if form == numeral::Form::Scaled || !matches!(unit, Unit::None | Unit::Ordinal) {
            return unit;
        }
        let month = |at: usize| self.tokens.senses(at).any(|s| matches!(s, Sense::Month(_)));
        let skip_point =
            |at: usize| if self.tokens.is_mark(at, '.') { at.checked_sub(1) } else { Some(at) };
        let month_before = first.checked_sub(1).and_then(skip_point).is_some_and(month);
        let month_after = month(end)
            || (self.tokens.is(end, &Sense::Joiner) && month(end + 1))
            || (unit == Unit::Ordinal && month(end + 1));
        if (month_before || month_after) && (1..=31).contains(&value) {
            return Unit::Day;
        }
        let plain = form == numeral::Form::Digits
            && unit == Unit::None
            && self.tokens.folded(end - 1).len() == 4
            && self.tokens.folded(end - 1).iter().all(char::is_ascii_digit);
        if plain && (1500..=2100).contains(&value) { Unit::Year } else { unit }
    }

    /// The hours that the numeral may mean, by the word for before or after noon beside it.
    fn hour(&self, start: usize, end: usize, readings: &mut Readings) -> usize {
        let (end, afternoon) = self.noon_after(end, start);
        if let Some(hour) =
            readings.first().and_then(|v| v.to_i64()).filter(|h| (0..=24).contains(h))
        {
            *readings = hours(hour, afternoon).map(Value::int).collect();
        }
        end
    }

    /// `2年半`, `3時半`: half of the unit more.
    fn and_a_half(&mut self, at: usize, unit: Unit, readings: &mut Readings) -> usize {
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
        let half = Value::ratio(1, 2).and_then(|half| readings.first()?.add(half));
        if let Some(more) = half {
            readings.insert(0, more);
        }
        at + 1
    }

    /// Adds the figure; if it ends a range whose first number has no unit, both share it, and the
    /// scale as a further reading: `$10-15 million`, `3 to 5 percent`.
    fn range(&mut self, first: usize, mut figure: Figure, end: usize) {
        let linked = self.last.filter(|&(_, last_end)| {
            last_end + 1 == first
                && (matches!(
                    self.tokens.get(last_end).map(|t| t.kind),
                    Some(TokenKind::Mark('-' | '~' | '–' | '—' | '〜'))
                ) || self.tokens.is(last_end, &Sense::Range))
        });
        if let Some((index, last_end)) = linked {
            self.mark(MarkKind::Range, self.tokens.list[last_end]);
            let start = &mut self.figures[index];
            if start.unit == Unit::None {
                start.unit = figure.unit;
                if figure.unit == Unit::Hour
                    && let Some(hour) = start.best().and_then(Value::to_i64)
                {
                    let afternoon = figure.best().is_some_and(|v| v >= Value::int(12));
                    start.readings =
                        hours(hour, Some(afternoon)).chain([hour]).map(Value::int).collect();
                }
            } else if figure.unit == Unit::None && matches!(start.unit, Unit::Currency(_)) {
                figure.unit = start.unit;
            }
            if figure.form == Form::Scaled && start.form == Form::Digits && start.readings.len() < 4
            {
                let text = self.tokens.folded(first);
                let bare = super::literal::readings(text, &self.locale.digits).first().copied();
                let power = bare.zip(figure.best()).and_then(|(bare, best)| bare.power_apart(best));
                start
                    .readings
                    .extend(start.best().zip(power).and_then(|(v, power)| v.scale(power)));
            }
        }
        self.figures.push(figure);
        self.last = Some((self.figures.len() - 1, end));
    }
}
