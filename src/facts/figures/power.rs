//! Powers of ten: `10⁶`, `3.2 × 10^-9`.

use super::literal;
use super::numeral::Reader;
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

    /// The exponent of the ten at token `at`, and the token after it.
    fn power_at(&self, at: usize) -> Option<(i16, usize)> {
        if !matches!(self.tokens.folded(at), ['1', '0']) {
            return None;
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
