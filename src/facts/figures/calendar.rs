//! Chains of digit literals that are one thing: clock times, dates, scores, fractions with a slash,
//! and years of an era.

use super::numeral;
use super::tokens::{Token, TokenKind};
use super::{Figure, Form, Reader, Readings, Weight, literal};
use crate::facts::Value;
use crate::lexicon::{Kinds, Sense};
use crate::units::Unit;

impl Reader<'_> {
    /// Reads a chain that begins at the literal `at`; `None` if there is no chain.
    pub(super) fn chain(&mut self, at: usize) -> Option<usize> {
        let linked = self
            .tokens
            .get(at + 1)
            .is_some_and(|t| matches!(t.kind, TokenKind::Mark(':' | '/' | '-' | '.')));
        // Most literals: nothing joins their digits to others.
        if !linked && self.tokens.folded(at).iter().all(char::is_ascii_digit) {
            return None;
        }
        self.clock(at).or_else(|| self.slashes(at)).or_else(|| self.dotted(at))
    }

    /// The plain digits of the literal at `at`, if it has no separators.
    fn plain(&self, at: usize) -> Option<(i64, usize)> {
        let text = self.tokens.folded(at);
        let digits =
            self.tokens.is_literal(at) && text.len() <= 8 && text.iter().all(char::is_ascii_digit);
        digits.then(|| {
            let value =
                text.iter().filter_map(|c| c.to_digit(10)).fold(0, |n, d| n * 10 + i64::from(d));
            (value, text.len())
        })
    }

    /// The literal after the character `mark` after token `at`, all touching.
    fn linked(&self, at: usize, mark: char) -> Option<(i64, usize)> {
        (self.tokens.is_mark(at + 1, mark)
            && self.tokens.touches(at + 1)
            && self.tokens.touches(at + 2))
        .then(|| self.plain(at + 2))
        .flatten()
    }

    fn digits(&mut self, at: usize, unit: Unit, readings: impl IntoIterator<Item = i64>) {
        let token = self.tokens.list[at];
        self.strong(token, token, unit, readings.into_iter().map(Value::int).collect());
    }

    fn strong(&mut self, first: Token, last: Token, unit: Unit, readings: Readings) {
        let span = self.tokens.chars.span(first.start, last.end);
        self.figures.push(Figure {
            unit,
            or_unit: Unit::None,
            weight: Weight::Strong,
            form: Form::Digits,
            inside_script: false,
            continues: false,
            span,
            number: span,
            readings,
        });
    }

    /// `15:30`, `2:12:28`, `3:30 p.m.`, `7.55am`.
    #[inline(never)]
    fn clock(&mut self, at: usize) -> Option<usize> {
        if let Some(end) = self.dotted_clock(at) {
            return Some(end);
        }
        let (hour, _) = self.plain(at)?;
        if let Some(end) = self.dotted_seconds(at, hour) {
            return Some(end);
        }
        let (minute, width) = self.linked(at, ':')?;
        if width != 2 || minute > 59 {
            return None;
        }
        let second = self.linked(at + 2, ':').filter(|&(s, width)| width == 2 && s < 60);
        let end = at + if second.is_some() { 5 } else { 3 };
        // Three parts are a duration as often as a time, and minutes and seconds may pass 24.
        let unit = if hour <= 24 && second.is_none() { Unit::Hour } else { Unit::None };
        let (end, afternoon) = self.noon_after(end, at);
        if unit == Unit::Hour {
            self.digits(at, unit, hours(hour, afternoon));
        } else {
            self.digits(at, unit, [hour]);
        }
        for (part, unit) in [(Some(minute), Unit::Minute), (second.map(|s| s.0), Unit::Second)] {
            if let Some(value) = part.filter(|&v| v != 0) {
                self.digits(if unit == Unit::Minute { at + 2 } else { at + 4 }, unit, [value]);
            }
        }
        Some(end)
    }

    /// `7.55am`, `14.45 Uhr`, `kl. 16.30`: a point between hour and minute is a clock's where a word
    /// beside it says so.
    fn dotted_clock(&mut self, at: usize) -> Option<usize> {
        let (end, afternoon) = self.noon_after(at + 1, at);
        // A word that counts other things too is no clock: 17.24点 are points.
        let counts = |s: &Sense| {
            matches!(s, Sense::Unit(Unit::None | Unit::Count | Unit::Point) | Sense::Counter)
        };
        let clock = self.tokens.is(at + 1, &Sense::Unit(Unit::Hour))
            && !self.tokens.senses(at + 1).any(counts);
        let told =
            at.checked_sub(1).is_some_and(|b| self.tokens.is(b, &Sense::UnitBefore(Unit::Hour)));
        if afternoon.is_none() && !clock && !told {
            return None;
        }
        let [hour, minute] = self.hour_and_minute(at)?;
        let end = if clock { at + 2 } else { end };
        self.strong(hour.1, hour.1, Unit::Hour, hours(hour.0, afternoon).map(Value::int).collect());
        if minute.0 != 0 {
            let readings = [Value::int(minute.0)].into_iter().collect();
            self.strong(minute.1, minute.1, Unit::Minute, readings);
        }
        Some(end)
    }

    /// `2:12.28`: hours, or minutes, and after the colon two digits each of what is smaller.
    fn dotted_seconds(&mut self, at: usize, hour: i64) -> Option<usize> {
        let linked = self.tokens.is_mark(at + 1, ':')
            && self.tokens.touches(at + 1)
            && self.tokens.touches(at + 2);
        let [minute, second] = linked.then(|| self.sixties(at + 2))??;
        self.digits(at, Unit::None, [hour]);
        for (part, unit) in [(minute, Unit::Minute), (second, Unit::Second)] {
            if part.0 != 0 {
                self.strong(part.1, part.1, unit, [Value::int(part.0)].into_iter().collect());
            }
        }
        Some(at + 3)
    }

    /// A decimal such as `15.45` may be a time: its parts then answer one, and only that.
    #[inline(never)]
    pub(super) fn may_be_a_clock(&mut self, at: usize) {
        if let Some([hour, minute]) = self.hour_and_minute(at) {
            let readings = hours(hour.0, None).map(Value::int).collect();
            self.push(hour.1, hour.1, Unit::Hour, Form::Implied, readings);
            let readings = [Value::int(minute.0)].into_iter().collect();
            self.push(minute.1, minute.1, Unit::Minute, Form::Implied, readings);
        }
    }

    /// The two parts of a literal such as `15.45` with their places, if they can be hour and minute.
    fn hour_and_minute(&self, at: usize) -> Option<[(i64, Token); 2]> {
        self.sixties(at).filter(|[hour, _]| hour.0 <= 24)
    }

    /// The two parts of a literal such as `12.28`, if both are below 60 and the second is written
    /// with two digits.
    fn sixties(&self, at: usize) -> Option<[(i64, Token); 2]> {
        let token = *self.tokens.get(at).filter(|_| self.tokens.is_literal(at))?;
        let text = self.tokens.folded(at);
        let point = text.iter().position(|&c| c == '.')?;
        let part = |start: usize, end: usize| {
            let digits = &text[start..end];
            let number = (!digits.is_empty() && digits.len() <= 2).then(|| {
                digits.iter().try_fold(0, |n, c| Some(n * 10 + i64::from(c.to_digit(10)?)))
            });
            Some((number??, Token { start: token.start + start, end: token.start + end, ..token }))
        };
        let (hour, minute) = (part(0, point)?, part(point + 1, text.len())?);
        (hour.0 < 60 && minute.0 < 60 && text.len() - point == 3).then_some([hour, minute])
    }

    /// Whether the time that ends before token `end` is before or after noon, by the word after it
    /// or by the word before token `start`; and the token after that word.
    pub(super) fn noon_after(&self, end: usize, start: usize) -> (usize, Option<bool>) {
        let noon = |at: usize| {
            self.tokens.sense(at, Kinds::AFTER_NOON, |s| match *s {
                Sense::AfterNoon(after) => Some(after),
                _ => None,
            })
        };
        if let Some(after) = noon(end) {
            return (end + 1, Some(after));
        }
        (end, start.checked_sub(1).and_then(noon))
    }

    /// `5/6`, `05/06/2024`, `2024-01-06`, `1/2`.
    #[inline(never)]
    fn slashes(&mut self, at: usize) -> Option<usize> {
        let Some(TokenKind::Mark(mark @ ('/' | '-' | '.'))) =
            self.tokens.get(at + 1).map(|t| t.kind)
        else {
            return None;
        };
        let (second, second_width) = self.linked(at, mark)?;
        let (first, first_width) = self.plain(at)?;
        let third = self.linked(at + 2, mark);
        let day_and_month =
            |a: i64, b: i64| (1..=31).contains(&a) && (1..=31).contains(&b) && a.min(b) <= 12;
        if let Some((third, third_width)) = third {
            let year_first = first_width == 4 && day_and_month(second, third);
            let year_last =
                matches!(third_width, 2 | 4) && day_and_month(first, second) && first_width <= 2;
            if !(year_first || year_last) || second_width > 2 {
                return None;
            }
            if year_first {
                self.digits(at, Unit::Year, [first]);
                self.digits(at + 2, Unit::Month, [second]);
                self.digits(at + 4, Unit::Day, [third]);
            } else {
                // Which of the two is the month is a matter of the country: the parts are read as
                // numbers that either order of the other side may answer.
                self.digits(at, Unit::None, [first]);
                self.digits(at + 2, Unit::None, [second]);
                let years: &[i64] =
                    if third_width == 2 { &[2000 + third, third, 1900 + third] } else { &[third] };
                self.digits(at + 4, Unit::Year, years.iter().copied());
            }
            return Some(at + 5);
        }
        if mark != '/' {
            return None;
        }
        // A share of a round number, beside its two parts: 35/100.
        if first < second && second > 31 && second % 10 == 0 {
            let (first_token, last_token) = (self.tokens.list[at], self.tokens.list[at + 2]);
            // Of a hundred, it is a percentage.
            let percent = (second == 100).then(|| Value::int(first));
            let readings = Value::ratio(first, second as u32).into_iter().chain(percent).collect();
            self.push(first_token, last_token, Unit::None, Form::Fraction, readings);
        }
        let fraction = (first < second && second <= 16 && first_width == 1)
            .then(|| Value::ratio(first, second as u32));
        if let Some(Some(fraction)) = fraction.filter(|_| !self.date_word_near(at, at + 3)) {
            self.sign(at, at + 3);
            let readings = [fraction].into_iter().collect();
            self.strong(self.tokens.list[at], self.tokens.list[at + 2], Unit::None, readings);
            // `5/6` may as well be a date, whose parts then answer the other side.
            if let Some(figure) = self.figures.last_mut() {
                figure.form = Form::Fraction;
                if day_and_month(first, second) {
                    figure.weight = Weight::Weak;
                }
            }
            if day_and_month(first, second) {
                let (a, b) = (self.tokens.list[at], self.tokens.list[at + 2]);
                self.push(
                    a,
                    a,
                    Unit::None,
                    Form::Implied,
                    [Value::int(first)].into_iter().collect(),
                );
                self.push(
                    b,
                    b,
                    Unit::None,
                    Form::Implied,
                    [Value::int(second)].into_iter().collect(),
                );
            }
            return Some(at + 3);
        }
        None
    }

    fn date_word_near(&self, start: usize, end: usize) -> bool {
        let date = |at: usize| self.tokens.means(at, Kinds::WEEKDAY.and(Kinds::MONTH));
        date(end) || date(end + 1) || start.checked_sub(1).is_some_and(date)
    }

    /// `12.05.2024`, and any other literal that is no one number: its parts one by one.
    #[inline(never)]
    fn dotted(&mut self, at: usize) -> Option<usize> {
        let token = *self.tokens.get(at)?;
        let text = self.tokens.folded(at);
        if literal::is_number(text, &self.locale.digits) {
            return None;
        }
        let parts = text.split(|c| !c.is_ascii_digit());
        let mut lengths = parts.clone().map(<[char]>::len);
        let shape = [lengths.next(), lengths.next(), lengths.next(), lengths.next()];
        // With points the day comes first: 12.05.2024.
        let month = parts.clone().nth(1).and_then(|m| m.iter().collect::<String>().parse().ok());
        let date = matches!(shape, [Some(1 | 2), Some(1 | 2), Some(4), None])
            && month.is_some_and(|m: u8| (1..=12).contains(&m));
        let mut start = 0;
        for (index, part) in parts.enumerate() {
            let piece = Token {
                start: token.start + start,
                end: token.start + start + part.len(),
                ..token
            };
            start += part.len() + 1;
            // Before a point that begins the literal stands no part.
            if part.is_empty() {
                continue;
            }
            let readings = literal::readings(part, &self.locale.digits);
            let unit = match (date, index, part.len()) {
                (true, 0, _) => Unit::Day,
                (true, 1, _) => Unit::Month,
                (_, _, 4) => Unit::Year,
                _ => Unit::None,
            };
            self.strong(piece, piece, unit, readings);
        }
        Some(at + 1)
    }

    /// `half past seven`, `a quarter to seven`: minutes before or after the hour that follows.
    #[inline(never)]
    pub(super) fn clock_offset(&mut self, at: usize) -> Option<usize> {
        let minutes = self.tokens.sense(at, Kinds::CLOCK_OFFSET, |s| match *s {
            Sense::ClockOffset(minutes) => Some(i64::from(minutes)),
            _ => None,
        })?;
        let numeral = numeral::parse(self.tokens, at + 1, self.locale)?;
        let hour = numeral.readings.first()?.to_i64().filter(|h| (1..=24).contains(h))?;
        let hour = match hour {
            1 if minutes < 0 => 12,
            hour if minutes < 0 => hour - 1,
            hour => hour,
        };
        let (end, afternoon) = self.noon_after(numeral.end, at);
        let (first, last) = (self.tokens.list[at], self.tokens.list[end - 1]);
        self.push(
            first,
            last,
            Unit::Hour,
            Form::Word,
            hours(hour, afternoon).map(Value::int).collect(),
        );
        let minutes = [Value::int(minutes.rem_euclid(60))].into_iter().collect();
        self.push(first, first, Unit::Minute, Form::Word, minutes);
        Some(end)
    }

    /// `令和6年`, `昭和元年`: the year of an era, with its Gregorian year as the best reading.
    #[inline(never)]
    pub(super) fn era(&mut self, at: usize) -> Option<usize> {
        let offset = self.tokens.sense(at, Kinds::ERA, |s| match *s {
            Sense::Era(offset) => Some(i64::from(offset)),
            _ => None,
        })?;
        let first = self.tokens.list[at];
        let (end, year, weight) = if self.tokens.means(at + 1, Kinds::FIRST_YEAR) {
            (at + 2, 1, Weight::Weak)
        } else {
            let numeral = numeral::parse(self.tokens, at + 1, self.locale)?;
            (numeral.end, numeral.readings.first()?.to_i64()?, numeral.weight)
        };
        let unit = self.tokens.senses(end).any(|s| *s == Sense::Unit(Unit::Year));
        let end = end + usize::from(unit);
        // `昭和30年代` is the decade from 1955 on, which others call the late 1950s.
        let decade = self.tokens.senses(end).any(|s| *s == Sense::Unit(Unit::Decade));
        let end = end + usize::from(decade);
        let round = decade.then(|| Value::int((offset + year) / 10 * 10));
        let readings = [Some(Value::int(offset + year)), Some(Value::int(year)), round];
        let readings = readings.into_iter().flatten().collect();
        self.strong(first, self.tokens.list[end - 1], Unit::Year, readings);
        if let Some(figure) = self.figures.last_mut() {
            figure.weight = weight;
        }
        Some(end)
    }
}

/// The hours that a written hour may mean, best first.
pub(super) fn hours(hour: i64, afternoon: Option<bool>) -> impl Iterator<Item = i64> {
    let readings: [Option<i64>; 3] = match (hour, afternoon) {
        (12, Some(false)) | (0, None) => [Some(0), Some(24), Some(12)],
        (12 | 0, Some(true)) => [Some(12), None, None],
        (1..=11, Some(true)) => [Some(hour + 12), Some(hour), None],
        (24, None) => [Some(24), Some(0), Some(12)],
        (1..=12, None) => [Some(hour), Some((hour + 12) % 24), None],
        (13..=23, None) => [Some(hour), Some(hour - 12), None],
        // Broadcasters count on after midnight: 25時.
        (25..=29, _) => [Some(hour - 24), Some(hour), None],
        _ => [Some(hour), None, None],
    };
    readings.into_iter().flatten()
}
