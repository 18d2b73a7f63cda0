//! Figures that depend on one another: the ends of a range, the parts of a sum such as
//! `1時間45分`, and repetitions in brackets.

use super::calendar::hours;
use super::literal;
use super::tokens::TokenKind;
use super::{Figure, Form, Reader, Weight};
use crate::facts::{MarkKind, Value};
use crate::lexicon::Kinds;
use crate::units::{Measure, Unit};

impl Reader<'_> {
    /// Adds the figure from token `first` to before token `end`, and joins it to the one before
    /// where they are one statement.
    pub(super) fn join(
        &mut self,
        first: usize,
        mut figure: Figure,
        end: usize,
        factor: Option<Value>,
    ) {
        if let Some((index, last_end)) = self.last {
            let next = last_end == first || (last_end + 1 == first && self.joins(last_end));
            if next && self.sum(index, &mut figure, last_end == first, end) {
                // One statement in two units.
            } else if let Some(link) = self.range_link(last_end, first) {
                self.mark(MarkKind::Range, self.tokens.list[link]);
                let listed = self.tokens.means(link, Kinds::JOINER) && self.is_word(end);
                self.range(index, &mut figure, (first, listed), factor);
            } else if last_end + 1 == first && self.opens_bracket(last_end) {
                self.repeat(index, &mut figure);
            }
        }
        let fiscal = self.tokens.means(end - 1, Kinds::FISCAL_MONTH);
        self.figures.push(figure);
        if fiscal {
            self.fiscal_month(self.figures.len() - 1);
        }
        self.last = Some((self.figures.len() - 1, end));
    }

    /// The token between `end` and `first` that makes a range of the figures beside it; within a
    /// compound it stands between hyphens, 4-to-7-foot.
    fn range_link(&self, end: usize, first: usize) -> Option<usize> {
        if end + 1 == first {
            return self.is_range(end).then_some(end);
        }
        let hyphen = |at: usize| self.tokens.is_mark(at, '-') && self.tokens.touches(at);
        let compound = end + 3 == first && hyphen(end) && hyphen(end + 2);
        (compound && self.tokens.means(end + 1, Kinds::RANGE)).then_some(end + 1)
    }

    fn is_range(&self, at: usize) -> bool {
        let kind = self.tokens.get(at).map(|t| t.kind);
        let score = self.tokens.touches(at) && self.tokens.touches(at + 1);
        matches!(kind, Some(TokenKind::Mark('-' | '~' | '–' | '—' | '〜')))
            || (kind == Some(TokenKind::Mark(':')) && score)
            || self.tokens.means(at, Kinds::RANGE)
    }

    fn joins(&self, at: usize) -> bool {
        self.tokens.means(at, Kinds::JOINER.and(Kinds::MIXED)) || self.tokens.is_mark(at, '-')
    }

    /// Whether a word stands at token `at` or a literal, and no punctuation.
    fn is_word(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| !matches!(t.kind, TokenKind::Mark(_)))
    }

    fn opens_bracket(&self, at: usize) -> bool {
        self.tokens.is_mark(at, '(')
    }

    /// Both ends of a range share the unit, and the scale as a further reading: `$10-15 million`,
    /// `3 to 5 percent`, `1～2割`.
    ///
    /// `listed`: the link may as well join two things that are counted, `5 euros and 3 books`.
    #[inline(never)]
    fn range(
        &mut self,
        index: usize,
        figure: &mut Figure,
        (first, listed): (usize, bool),
        factor: Option<Value>,
    ) {
        let text = self.tokens.folded(first);
        let start = &mut self.figures[index];
        if start.unit == Unit::None {
            start.unit = figure.unit;
            start.or_unit = figure.or_unit;
            if let Some(factor) = factor {
                start.readings = start.readings.iter().filter_map(|v| v.mul(factor)).collect();
            }
            if figure.unit == Unit::Hour
                && let Some(hour) = start.best().and_then(Value::to_i64)
            {
                let afternoon = figure.best().is_some_and(|v| v >= Value::int(12));
                start.readings =
                    hours(hour, Some(afternoon)).chain([hour]).map(Value::int).take(4).collect();
            }
        } else if figure.unit == Unit::None && !listed && matches!(start.unit, Unit::Currency(_)) {
            figure.unit = start.unit;
        } else if let (Unit::Measure(rate), Unit::Measure(base)) = (start.unit, figure.unit)
            && let Some(rate) = rate.rate_of(base)
        {
            (start.unit, figure.unit) = (Unit::Measure(rate), Unit::Measure(rate));
        } else if let (Unit::Measure(base), Unit::Measure(rate)) = (start.unit, figure.unit)
            && let Some(rate) = rate.rate_of(base)
            && !listed
        {
            // `650 kilometres or 400 miles per hour`
            start.unit = Unit::Measure(rate);
        }
        let shared = start.unit == figure.unit && start.readings.len() < 4;
        if figure.form == Form::Scaled && start.form == Form::Digits && shared {
            let bare = literal::readings(text, &self.locale.digits).first().copied();
            let power = bare.zip(figure.best()).and_then(|(bare, best)| bare.power_apart(best));
            start.readings.extend(start.best().zip(power).and_then(|(v, power)| v.scale(power)));
        }
    }

    /// `1時間45分`, `5 feet 11 inches`, `1ドル50セント`, `2メートル31`: the sum is a further reading of
    /// the first part, and the second only goes on with it.
    ///
    /// `direct`: nothing stands between the two. `end`: the token after both. Returns whether they
    /// are one.
    #[inline(never)]
    fn sum(&mut self, index: usize, figure: &mut Figure, direct: bool, end: usize) -> bool {
        let start = &self.figures[index];
        let (Some(whole), Some(part)) = (start.best(), figure.best()) else { return false };
        if direct && self.minutes_after(index, figure) {
            return true;
        }
        let start = &self.figures[index];
        let less = |v: Option<Value>| v.filter(|v| *v < Value::ONE);
        let more = match (start.unit, figure.unit) {
            (Unit::Measure(big), Unit::Measure(small)) if big != small => small.convert(part, big),
            (Unit::Measure(big), Unit::None) if counts_inches(big, part) => {
                part.div(Value::int(12))
            }
            // `9秒83`: decimals after their unit, in a script that needs no space there.
            (Unit::Measure(_), Unit::None)
                if direct
                    && figure.number.end - figure.number.start == 2
                    && figure.span.start == start.span.end =>
            {
                less(part.scale(-2))
            }
            // A minor unit has its literal amount as a further reading: `15 dólares y 15 centavos`.
            (Unit::Currency(_), unit @ (Unit::Currency(_) | Unit::None))
                if figure.readings.len() > 1
                    && (unit != Unit::None || figure.form == Form::Fraction) =>
            {
                less(Some(part)).filter(|_| whole.is_integer())
            }
            // `21点2`, where the counter is the decimal point too, and nothing follows.
            (Unit::Count, Unit::None)
                if direct && figure.form == Form::Digits && self.is_point(index, figure, end) =>
            {
                let digits = figure.number.end - figure.number.start;
                i16::try_from(digits).ok().and_then(|digits| less(part.scale(-digits)))
            }
            // `honderd driekwart`, `مائة وثلاثة وثلثان`: a whole number and a part of one.
            (Unit::None, Unit::None) if figure.form == Form::Fraction && is_handy(part) => {
                less(Some(part)).filter(|_| whole.is_integer() && whole > Value::ZERO)
            }
            // `15 dollars 50`, `vijf euro vijftig`, with nothing after that it could count.
            (Unit::Currency(_), Unit::None)
                if is_minor_part(figure, part) && whole.is_integer() && !self.is_word(end) =>
            {
                less(part.scale(-2))
            }
            _ => None,
        };
        let Some(total) = more.filter(|m| *m < whole).and_then(|m| whole.add(m)) else {
            return false;
        };
        let start = &mut self.figures[index];
        start.readings.insert(1, total);
        start.readings.truncate(4);
        start.span = start.span.join(figure.span);
        if figure.unit == Unit::None {
            figure.unit = start.unit;
        }
        figure.continues = true;
        true
    }

    /// Whether the counter of the figure at `index` is the word for the decimal point, too, and
    /// `figure` right behind it ends what is said.
    fn is_point(&self, index: usize, figure: &Figure, end: usize) -> bool {
        let Some((_, at)) = self.last else { return false };
        let point = at.checked_sub(1).is_some_and(|at| self.tokens.means(at, Kinds::DECIMAL_WORD));
        point && self.figures[index].span.end == figure.span.start && end == self.tokens.list.len()
    }

    /// `15h30`, `15 h 30`, `13 giờ 45`: a bare number of two digits after hours is their minutes, and
    /// the hours are of the clock.
    fn minutes_after(&mut self, index: usize, figure: &mut Figure) -> bool {
        let start = &mut self.figures[index];
        let clock = start.unit == Unit::Hour
            || matches!(start.unit, Unit::Measure(measure) if measure.id() == "hour");
        let two_digits = figure.number.end - figure.number.start == 2;
        let minutes = figure.best().is_some_and(|v| v < Value::int(60));
        let hour = start.best().and_then(Value::to_i64).filter(|h| *h <= 24);
        let bare = figure.unit == Unit::None && figure.form == Form::Digits;
        let Some(hour) = hour.filter(|_| clock && two_digits && minutes && bare) else {
            return false;
        };
        if start.unit != Unit::Hour {
            start.or_unit = start.unit;
            start.unit = Unit::Hour;
            start.readings = hours(hour, None).map(Value::int).collect();
        }
        figure.unit = Unit::Minute;
        true
    }

    /// `thirty (30) days`: one statement, with the unit after the brackets.
    #[inline(never)]
    fn repeat(&mut self, index: usize, figure: &mut Figure) {
        let start = &mut self.figures[index];
        if start.best() == figure.best() && figure.best().is_some() {
            figure.weight = Weight::Weak;
            if start.unit == Unit::None {
                start.unit = figure.unit;
            }
        }
    }

    /// `2025年3月期` is the fiscal year that began in 2024, and `7～9月期` the third quarter: both
    /// readings hold, and the months answer only what names them.
    #[inline(never)]
    fn fiscal_month(&mut self, index: usize) {
        self.figures[index].weight = Weight::Weak;
        let month = self.figures[index].best().and_then(Value::to_i64);
        let Some((before, month)) = index.checked_sub(1).zip(month) else { return };
        let start = &mut self.figures[before];
        let close = self.last.is_some_and(|(last, _)| last == before);
        match start.unit {
            Unit::Year if close && start.readings.len() < 4 => {
                start.readings.extend(start.best().and_then(|y| y.add(Value::int(-1))));
            }
            Unit::Month
                if close
                    && start.best().and_then(Value::to_i64) == Some(month - 2)
                    && month % 3 == 0 =>
            {
                start.weight = Weight::Weak;
                let quarter = Figure {
                    unit: Unit::Quarter,
                    or_unit: Unit::None,
                    span: start.span.join(self.figures[index].span),
                    readings: [Value::int(month / 3)].into_iter().collect(),
                    ..self.figures[index].clone()
                };
                self.figures.push(quarter);
            }
            _ => {}
        }
    }
}

/// Whether a number can be the cents of an amount: two digits, or a word from ten on.
fn is_minor_part(figure: &Figure, part: Value) -> bool {
    let two_digits = figure.form == Form::Digits && figure.number.end - figure.number.start == 2;
    let spelled = figure.form == Form::Word && part >= Value::int(10) && part < Value::int(100);
    (two_digits || spelled) && part.is_integer()
}

/// Whether a part is of a size that is told beside whole numbers.
fn is_handy(part: Value) -> bool {
    Value::ratio(1, 20).is_some_and(|least| part >= least)
}

/// `6-foot-6`: a bare number after feet is inches.
fn counts_inches(unit: Measure, part: Value) -> bool {
    unit.id() == "foot" && part < Value::int(12) && part.is_integer()
}
