//! Powers: `10⁶`, `3.2 × 10^-9`, `1.1の23乗`.

use super::literal;
use super::numeral::{self, Numeral, Reader};
use crate::facts::{Value, is_unspaced};
use crate::lexicon::Kinds;
use crate::rules::Digits;

/// The value of a superscript digit.
fn superscript(c: char) -> Option<i16> {
    let value = match c {
        '¹' => 1,
        '²' => 2,
        '³' => 3,
        '⁰' | '⁴'..='⁹' => c as i16 - '⁰' as i16,
        _ => return None,
    };
    Some(value)
}

/// No text raises to a higher power.
const HIGHEST: i64 = 99;

impl super::Reader<'_> {
    /// `1.1の23乗`, `2的3次方`, `1.1^23`: the power of which `base` is the base.
    pub(super) fn raise(&self, base: &mut Numeral) {
        // A caret, or a particle of one character.
        let caret = self.tokens.is_mark(base.end, '^');
        let particle = matches!(self.tokens.folded(base.end), &[c] if is_unspaced(c));
        if !caret && !particle {
            return;
        }
        let Some((exponent, end)) = self.exponent(base.end + 1, caret) else { return };
        let end = if caret { end } else { end + 1 };
        let powers: Option<_> = base.readings.iter().map(|v| power(*v, exponent)).collect();
        if let Some(powers) = powers {
            (base.readings, base.end) = (powers, end);
        }
    }

    /// The exponent at token `at`, which a word closes unless a caret has opened it, and its end.
    #[inline(never)]
    fn exponent(&self, at: usize, caret: bool) -> Option<(i64, usize)> {
        let plus = usize::from(self.tokens.is_mark(at, '+'));
        let signs = (at + plus..self.tokens.list.len()).take_while(|at| self.is_minus(*at)).count();
        let at = at + plus + signs;
        if !self.tokens.is_literal(at) && !self.tokens.means(at, super::NUMERAL) {
            return None;
        }
        let exponent = numeral::parse(self.tokens, at, self.locale)?;
        let value = exponent.readings.first()?.to_i64().filter(|n| (0..=HIGHEST).contains(n))?;
        let closed = caret || self.tokens.means(exponent.end, Kinds::POWER);
        closed.then_some((if signs % 2 == 1 { -value } else { value }, exponent.end))
    }
}

/// `base` to the power of `exponent`, if it fits.
fn power(base: Value, exponent: i64) -> Option<Value> {
    let power = (0..exponent.abs()).try_fold(Value::ONE, |power, _| power.mul(base))?;
    if exponent < 0 { Value::ONE.div(power) } else { Some(power) }
}

impl Reader<'_> {
    /// The power of ten that the literal just read is the base of, or that it is multiplied with.
    pub(super) fn power_of_ten(&mut self) {
        let base = self.at - 1;
        let by_itself = self.power_at(base);
        let times = || {
            let sign = self.tokens.folded(self.at);
            let times = matches!(sign, ['×' | '⋅' | '·' | '*' | 'x']);
            times.then(|| self.power_at(self.at + 1)).flatten()
        };
        let (power, end) = match (by_itself, by_itself.or_else(times)) {
            // Ten itself is the power of one.
            (Some((power, end)), _) => (power - 1, end),
            (None, Some(found)) => found,
            (None, None) => return,
        };
        let Some(value) = self.sum.current.and_then(|v| v.scale(power)) else { return };
        self.sum.current = Some(value);
        self.alternatives = self.alternatives.iter().filter_map(|v| v.scale(power)).collect();
        self.at = end;
    }

    /// Whether a power follows at token `at`, or what is multiplied with one: の二十三乗, ×十の十四乗.
    pub(super) fn is_raised(&self, at: usize) -> bool {
        let link = matches!(self.tokens.folded(at), [c] if *c == '×' || is_unspaced(*c));
        link && (at + 1..at + 8).any(|at| self.tokens.means(at, Kinds::POWER))
    }

    /// The exponent of the ten at token `at`, and the token after it.
    fn power_at(&self, at: usize) -> Option<(i16, usize)> {
        if !matches!(self.tokens.folded(at), ['1', '0']) {
            return None;
        }
        // A particle stands between: 10の13乗.
        if self.tokens.means(at + 3, Kinds::POWER) && self.tokens.touches(at + 2) {
            return self.small(at + 2).map(|exponent| (exponent, at + 4));
        }
        let mut end = at + 1;
        let caret = self.tokens.is_mark(end, '^');
        end += usize::from(caret);
        let minus = self.tokens.is_mark(end, if caret { '-' } else { '⁻' });
        end += usize::from(minus);
        let exponent = if caret { self.small(end) } else { None };
        let (exponent, end) = match exponent {
            Some(exponent) => (exponent, end + 1),
            None if caret => return None,
            None => self.raised(end)?,
        };
        let touching = (at + 1..end).all(|at| self.tokens.touches(at));
        touching.then_some((if minus { -exponent } else { exponent }, end))
    }

    /// A literal of one or two digits.
    fn small(&self, at: usize) -> Option<i16> {
        let text = self.tokens.folded(at);
        let short = self.tokens.is_literal(at) && text.len() <= 2;
        let value = literal::readings(text, &Digits::default()).first().and_then(|v| v.to_i64());
        value.filter(|_| short).map(|v| v as i16)
    }

    /// One or two superscript digits, and the token after them.
    fn raised(&self, at: usize) -> Option<(i16, usize)> {
        let digit = |at: usize| match self.tokens.folded(at) {
            [c] => superscript(*c),
            _ => None,
        };
        let first = digit(at)?;
        Some(digit(at + 1).map_or((first, at + 1), |second| (first * 10 + second, at + 2)))
    }
}
