//! Exact values: an integer times a power of ten, over a denominator where that is not enough.

use std::cmp::Ordering;
use std::fmt;

/// An exact rational number in one canonical form, so that equal values are equal structs.
///
/// The value is `mantissa × 10^exponent / denominator`. The mantissa does not end in zero, the
/// denominator has no factor 2 or 5 (they are in the exponent) and none in common with the
/// mantissa. Arithmetic is checked: what does not fit gives `None` and never wraps.
///
/// Figures hold several: aligned as machine words are, and not as their mantissa would be, they take a
/// quarter less memory to copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(C, packed(8))]
pub struct Value {
    mantissa: i128,
    exponent: i16,
    denominator: u32,
}

/// No text means a number with more zeros than this; what looks like one is a word that repeats.
const LARGEST_EXPONENT: u16 = 200;

#[expect(
    clippy::should_implement_trait,
    reason = "sums, products and quotients may not fit, which the operators of std cannot say"
)]
impl Value {
    /// Zero.
    pub const ZERO: Self = Self { mantissa: 0, exponent: 0, denominator: 1 };

    /// One.
    pub const ONE: Self = Self { mantissa: 1, exponent: 0, denominator: 1 };

    /// `mantissa × 10^exponent / denominator` in canonical form; `None` if it does not fit or the
    /// denominator is zero.
    pub fn new(mut mantissa: i128, mut exponent: i16, denominator: u32) -> Option<Self> {
        if denominator == 0 {
            return None;
        }
        if mantissa == 0 {
            return Some(Self::ZERO);
        }
        if let (Ok(small), 1) = (i64::try_from(mantissa), denominator) {
            return Self::decimal(small, exponent);
        }
        let mut denominator = i128::from(denominator);
        let common = gcd(mantissa.unsigned_abs(), denominator.unsigned_abs()) as i128;
        mantissa /= common;
        denominator /= common;
        for (factor, other) in [(2, 5), (5, 2)] {
            while denominator % factor == 0 {
                denominator /= factor;
                mantissa = mantissa.checked_mul(other)?;
                exponent = exponent.checked_sub(1)?;
            }
        }
        while mantissa % 10 == 0 {
            mantissa /= 10;
            exponent = exponent.checked_add(1)?;
        }
        Some(Self { mantissa, exponent, denominator: denominator as u32 })
    }

    /// `mantissa × 10^exponent`, which most values are: without the arithmetic of large numbers.
    fn decimal(mut mantissa: i64, mut exponent: i16) -> Option<Self> {
        while mantissa % 10 == 0 {
            mantissa /= 10;
            exponent = exponent.checked_add(1)?;
        }
        Some(Self { mantissa: i128::from(mantissa), exponent, denominator: 1 })
    }

    /// A whole number.
    pub fn int(n: i64) -> Self {
        Self::new(i128::from(n), 0, 1).unwrap_or(Self::ZERO)
    }

    /// A fraction; `None` if the denominator is zero.
    pub fn ratio(numerator: i64, denominator: u32) -> Option<Self> {
        Self::new(i128::from(numerator), 0, denominator)
    }

    /// Reads a plain decimal such as `-0.25` or a fraction such as `2/3`.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some((numerator, denominator)) = text.split_once('/') {
            return Self::ratio(numerator.parse().ok()?, denominator.parse().ok()?);
        }
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let exponent = -i16::try_from(part.len()).ok()?;
        Self::new(format!("{whole}{part}").parse().ok()?, exponent, 1)
    }

    /// The value times a power of ten; `None` beyond `LARGEST_EXPONENT`.
    #[must_use]
    pub fn scale(self, exponent: i16) -> Option<Self> {
        if self.mantissa == 0 {
            return Some(self);
        }
        let exponent = self.exponent.checked_add(exponent)?;
        (exponent.unsigned_abs() <= LARGEST_EXPONENT).then_some(Self { exponent, ..self })
    }

    /// The sum.
    pub fn add(self, other: Self) -> Option<Self> {
        let exponent = self.exponent.min(other.exponent);
        let lift = |v: Self| v.mantissa.checked_mul(power(v.exponent.checked_sub(exponent)?)?);
        let (a, b) = (lift(self)?, lift(other)?);
        let a = a.checked_mul(i128::from(other.denominator))?;
        let b = b.checked_mul(i128::from(self.denominator))?;
        Self::new(a.checked_add(b)?, exponent, self.denominator.checked_mul(other.denominator)?)
    }

    /// The product.
    pub fn mul(self, other: Self) -> Option<Self> {
        let denominator = u64::from(self.denominator) * u64::from(other.denominator);
        let mantissa = self.mantissa.checked_mul(other.mantissa)?;
        let common = gcd(mantissa.unsigned_abs(), u128::from(denominator)).max(1);
        Self::new(
            mantissa / common as i128,
            self.exponent.checked_add(other.exponent)?,
            u32::try_from(u128::from(denominator) / common).ok()?,
        )
    }

    /// The quotient; `None` if it does not fit or `other` is zero.
    pub fn div(self, other: Self) -> Option<Self> {
        let divisor = u32::try_from(other.mantissa.unsigned_abs()).ok()?;
        let sign = other.mantissa.signum();
        let reciprocal = Self::new(
            sign.checked_mul(i128::from(other.denominator))?,
            other.exponent.checked_neg()?,
            divisor,
        )?;
        self.mul(reciprocal)
    }

    /// The value with the opposite sign.
    #[must_use]
    pub fn negate(self) -> Self {
        Self { mantissa: -self.mantissa, ..self }
    }

    /// The value without its sign.
    #[must_use]
    pub fn abs(self) -> Self {
        Self { mantissa: self.mantissa.abs(), ..self }
    }

    /// Whether the value is below zero.
    pub fn is_negative(self) -> bool {
        self.mantissa < 0
    }

    /// Whether the value is a whole number.
    pub fn is_integer(self) -> bool {
        self.denominator == 1 && self.exponent >= 0
    }

    /// The value as a small whole number, if it is one.
    pub fn to_i64(self) -> Option<i64> {
        if !self.is_integer() {
            return None;
        }
        let (mantissa, power) = (i64::try_from(self.mantissa).ok()?, power(self.exponent)?);
        mantissa.checked_mul(i64::try_from(power).ok()?)
    }

    /// The nearest floating-point number, for ratios and tolerances only, never for equality.
    pub fn to_f64(self) -> f64 {
        self.mantissa as f64 * 10f64.powi(i32::from(self.exponent)) / f64::from(self.denominator)
    }

    /// One in the last place that is written out: 10 for 160, 0.1 for 2.5.
    #[must_use]
    pub fn last_place(self) -> Self {
        Self { mantissa: 1, ..self }
    }

    /// The power, if the value is a power of ten.
    pub fn power_of_ten(self) -> Option<i16> {
        (self.mantissa == 1 && self.denominator == 1).then_some(self.exponent)
    }

    /// The digits as a plain decimal without sign and point, for comparing how numbers look.
    pub fn digits_text(self) -> String {
        let zeros = usize::from(self.exponent.max(0).unsigned_abs());
        format!("{}{}", self.mantissa.unsigned_abs(), "0".repeat(zeros.min(40)))
    }

    /// If the values differ by a power of ten only, that power: `other = self × 10^k`.
    pub fn power_apart(self, other: Self) -> Option<i16> {
        (self.mantissa == other.mantissa && self.denominator == other.denominator)
            .then(|| other.exponent - self.exponent)
    }
}

impl PartialOrd for Value {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        if self.denominator == other.denominator {
            let apart = self.exponent - other.exponent;
            if apart == 0 {
                let (a, b) = (self.mantissa, other.mantissa);
                return Some(a.cmp(&b));
            }
            if let (Some(a), Some(b)) = (self.lifted(apart), other.lifted(-apart)) {
                return Some(a.cmp(&b));
            }
        }
        self.to_f64().partial_cmp(&other.to_f64())
    }
}

impl Value {
    /// The mantissa times a power of ten, or as it is where that is negative; `None` beyond the
    /// numbers that are quickly multiplied.
    #[inline]
    fn lifted(self, exponent: i16) -> Option<i128> {
        let mantissa = i64::try_from(self.mantissa).ok()?;
        let power = i64::try_from(power(exponent.max(0))?).ok()?;
        Some(i128::from(mantissa) * i128::from(power))
    }
}

/// A plain decimal, or `2/3` where a decimal would not end.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { mantissa, exponent, denominator } = *self;
        if mantissa < 0 {
            f.write_str("-")?;
        }
        let digits = mantissa.unsigned_abs().to_string();
        if denominator == 1 && exponent < 0 {
            let point = usize::from(exponent.unsigned_abs());
            if digits.len() > point {
                let (whole, part) = digits.split_at(digits.len() - point);
                return write!(f, "{whole}.{part}");
            }
            return write!(f, "0.{digits:0>point$}");
        }
        if denominator == 1 {
            f.write_str(&digits)?;
            return (0..exponent).try_for_each(|_| f.write_str("0"));
        }
        // In lowest terms: the powers of two and five are kept in the exponent.
        let numerator = power(exponent.max(0)).and_then(|p| mantissa.abs().checked_mul(p));
        let whole = power(exponent.min(0).saturating_neg())
            .and_then(|p| p.checked_mul(i128::from(denominator)));
        let Some((numerator, whole)) = numerator.zip(whole) else {
            return write!(f, "{digits}e{exponent}/{denominator}");
        };
        let common = gcd(numerator.unsigned_abs(), whole.unsigned_abs()) as i128;
        write!(f, "{}/{}", numerator / common, whole / common)?;
        Ok(())
    }
}

fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[inline]
fn power(exponent: i16) -> Option<i128> {
    POWERS.get(usize::try_from(exponent).ok()?).copied()
}

/// The powers of ten that fit.
const POWERS: [i128; 39] = {
    let mut powers = [1; 39];
    let mut exponent = 1;
    while exponent < powers.len() {
        powers[exponent] = powers[exponent - 1] * 10;
        exponent += 1;
    }
    powers
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_are_equal_structs() {
        assert_eq!(Value::new(150, -2, 1), Value::ratio(3, 2));
        assert_eq!(Value::new(4059, 7, 1), Value::new(40_590_000_000, 0, 1));
        assert_eq!(Value::ratio(4, 6), Value::ratio(2, 3));
    }

    #[test]
    fn values_print_as_plain_decimals_or_fractions() {
        let shown = |m, e, d| Value::new(m, e, d).map(|v| v.to_string());
        assert_eq!(shown(4059, 7, 1).as_deref(), Some("40590000000"));
        assert_eq!(shown(25, -2, 1).as_deref(), Some("0.25"));
        assert_eq!(shown(5, -3, 1).as_deref(), Some("0.005"));
        assert_eq!(shown(-2, 0, 3).as_deref(), Some("-2/3"));
        assert_eq!(shown(1, -1, 3).as_deref(), Some("1/30"));
        assert_eq!(Value::ratio(1, 120).map(|v| v.to_string()).as_deref(), Some("1/120"));
    }

    #[test]
    fn quotients_are_exact() {
        let quotient = |a: i64, b: i64| Value::int(a).div(Value::int(b)).map(|v| v.to_string());
        assert_eq!(quotient(45, 60).as_deref(), Some("0.75"));
        assert_eq!(quotient(1, 3).as_deref(), Some("1/3"));
        assert_eq!(quotient(-7, 20).as_deref(), Some("-0.35"));
        assert_eq!(quotient(1, 0), None);
    }

    #[test]
    fn what_does_not_fit_is_none_and_never_wraps() {
        let big = Value::new(i128::MAX, 0, 1).expect("fits");
        assert_eq!(big.mul(big), None);
        assert_eq!(big.add(big), None);
        assert_eq!(Value::int(1).scale(i16::MAX).and_then(|v| v.scale(1)), None);
    }
}
