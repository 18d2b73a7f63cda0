//! Parts of a whole told by two numbers: `3分の2`, `dois onze avos`, `三又二分之一`, `5人に1人`,
//! `9 out of 10`.

use super::numeral::{self, Numeral};
use super::tokens::TokenKind;
use super::{Figure, Form, Reader, Weight};
use crate::facts::{MarkKind, Value};
use crate::lexicon::{Kinds, Sense};
use crate::units::Unit;

impl Reader<'_> {
    /// The fraction that the numeral from token `start` on begins, if it does; and its end.
    pub(super) fn fraction(&mut self, start: usize, numeral: &Numeral) -> Option<usize> {
        let next = self.tokens.kinds(numeral.end);
        if next.any(Kinds::DENOMINATOR_FIRST) {
            return self.denominator_first(start, numeral);
        }
        if next.any(Kinds::MIXED) {
            return self.mixed_number(start, numeral);
        }
        let number = Kinds::CARDINAL.and(Kinds::MULTIPLIER);
        if next.any(number) { self.numerator_first(start, numeral) } else { None }
    }

    /// `3分の2`: denominator and numerator in one figure.
    fn denominator_first(&mut self, start: usize, denominator: &Numeral) -> Option<usize> {
        let (numerator, negative) = self.numerator(denominator.end + 1)?;
        let value = numerator.readings.first()?.div(*denominator.readings.first()?)?;
        self.sign(start, numerator.end);
        let value = if negative { value.negate() } else { value };
        let weight = denominator.weight.min(numerator.weight);
        self.push_fraction((start, numerator.end), value, weight);
        Some(numerator.end)
    }

    /// `100と4分の3`, `三又二分之一`: a whole number and a fraction in one figure.
    fn mixed_number(&mut self, start: usize, whole: &Numeral) -> Option<usize> {
        let denominator = numeral::parse(self.tokens, whole.end + 1, self.locale)?;
        if !self.tokens.means(denominator.end, Kinds::DENOMINATOR_FIRST) {
            return None;
        }
        let numerator = numeral::parse(self.tokens, denominator.end + 1, self.locale)?;
        let fraction = numerator.readings.first()?.div(*denominator.readings.first()?)?;
        let value = whole.readings.first()?.add(fraction).filter(|_| fraction < Value::ONE)?;
        self.sign(start, numerator.end);
        self.push_fraction((start, numerator.end), value, whole.weight);
        Some(numerator.end)
    }

    /// `dois onze avos`: a word behind the denominator makes it one.
    fn numerator_first(&mut self, start: usize, numerator: &Numeral) -> Option<usize> {
        let denominator = numeral::parse(self.tokens, numerator.end, self.locale)?;
        if !self.tokens.means(denominator.end, Kinds::DENOMINATOR_MARK) {
            return None;
        }
        let value = numerator.readings.first()?.div(*denominator.readings.first()?)?;
        self.sign(start, denominator.end);
        let end = denominator.end + 1;
        self.push_fraction((start, end), value, numerator.weight);
        Some(end)
    }

    /// The numerator at token `at`, which may have a sign of its own, and whether it is negative.
    fn numerator(&self, at: usize) -> Option<(Numeral, bool)> {
        let minus = self.is_minus(at);
        let numeral = numeral::parse(self.tokens, at + usize::from(minus), self.locale)?;
        Some((numeral, minus))
    }

    /// Whether the token at `at` is a minus, as a sign or as a word.
    pub(super) fn is_minus(&self, at: usize) -> bool {
        let sign = matches!(self.tokens.get(at).map(|t| t.kind), Some(TokenKind::Mark('-')));
        sign || self.tokens.is(at, &Sense::Mark(MarkKind::Minus))
    }

    /// `5人に1人`, `one in five`, `9 out of 10`: a ratio beside the numbers themselves, which then
    /// only answer.
    pub(super) fn part_and_whole(&mut self, start: usize, first: &Numeral) {
        let whole_first = self.tokens.means(first.end, Kinds::WHOLE_FIRST);
        if !whole_first && !self.tokens.means(first.end, Kinds::NUMERATOR_FIRST) {
            return;
        }
        let Some(second) = numeral::parse(self.tokens, first.end + 1, self.locale) else { return };
        let (part, whole) = if whole_first { (&second, first) } else { (first, &second) };
        let small = whole.readings.first().is_some_and(|&v| v <= Value::int(1000));
        let proper = part.readings.first().zip(whole.readings.first()).is_some_and(|(p, w)| p < w);
        if small && proper {
            let weight = part.weight.min(whole.weight);
            if self.push_ratio((start, second.end), part, whole, weight).is_some() {
                // The ratio speaks for the numbers: 5人に1人 may become 20 %.
                let at = self.figures.len() - 2;
                self.figures[at].weight = Weight::Weak;
                self.part_until = second.end;
            }
        } else if start == 0 && second.end == self.tokens.list.len() {
            // `2000 over 3`, and nothing else.
            self.push_ratio((start, second.end), part, whole, Weight::Weak);
        }
    }

    fn push_ratio(
        &mut self,
        (start, end): (usize, usize),
        part: &Numeral,
        whole: &Numeral,
        weight: Weight,
    ) -> Option<()> {
        let value = part.readings.first()?.div(*whole.readings.first()?)?;
        self.push_fraction((start, end), value, weight);
        Some(())
    }

    fn push_fraction(&mut self, (start, end): (usize, usize), value: Value, weight: Weight) {
        let list = self.tokens.list;
        let span = self.tokens.chars.span(list[start].start, list[end - 1].end);
        self.figures.push(Figure {
            unit: Unit::None,
            or_unit: Unit::None,
            weight,
            form: Form::Fraction,
            inside_script: false,
            continues: false,
            span,
            number: span,
            readings: [value].into_iter().collect(),
        });
    }
}
