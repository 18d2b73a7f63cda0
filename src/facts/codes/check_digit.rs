//! Check digits: what an identifier proves about itself.

use serde::Deserialize;

/// What the check digit of a code says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum CheckDigit {
    /// The code has none.
    #[default]
    None,
    /// It fits the rest of the code.
    Holds,
    /// It does not fit: a character of the code is wrong.
    Broken,
}

/// How a check digit is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Algorithm {
    /// ISO 6166: letters become two digits, then the Luhn sum.
    Isin,
    /// ISO 7064 MOD 97-10 over the whole code, as in an LEI.
    Mod97,
    /// ISO 13616: the same with the first four characters moved to the end.
    Iban,
    /// CUSIP: every second value doubled, digits of the values summed.
    Cusip,
    /// FIGI: like CUSIP, the check digit in the twelfth place.
    Figi,
    /// SEDOL: weights 1, 3, 1, 7, 3, 9, 1.
    Sedol,
    /// ISBN-10 and ISBN-13.
    Isbn,
    /// ISSN: weights 8 down to 2, remainder 11, `X` for 10.
    Issn,
    /// The Luhn sum over digits, as in an IMEI.
    Luhn,
    /// EAN, UPC and JAN: weights 3 and 1 from the right.
    Ean,
    /// CAS registry numbers: the last digit but one counts once, the one before it twice, and so on.
    Cas,
    /// EC numbers of chemicals: weights 1 to 6, remainder 11, and 1 for a remainder of 10.
    Ec,
    /// ISO 7064 MOD 11-2, as in an ORCID; `X` for 10.
    Mod11,
}

impl Algorithm {
    /// Whether the check digit of `code` fits; `code` holds ASCII letters and digits alone.
    pub(super) fn holds(self, code: &str) -> bool {
        let values = || code.bytes().map(value);
        match self {
            Self::Isin | Self::Luhn => luhn(code),
            Self::Mod97 => mod97(values()) == 1,
            Self::Iban => code.split_at_checked(4).is_some_and(|(head, rest)| {
                mod97(rest.bytes().chain(head.bytes()).map(value)) == 1
            }),
            Self::Cusip | Self::Figi => {
                let sum: u32 = values()
                    .enumerate()
                    .take(code.len().saturating_sub(1))
                    .map(|(at, v)| if at % 2 == 1 { v * 2 } else { v })
                    .map(|v| v / 10 + v % 10)
                    .sum();
                Some((10 - sum % 10) % 10) == values().next_back()
            }
            Self::Sedol => weighted(values(), [1, 3, 1, 7, 3, 9, 1].into_iter()).is_multiple_of(10),
            Self::Isbn if code.len() == 10 => {
                weighted(roman_ten(code), (1..=10).rev()).is_multiple_of(11)
            }
            Self::Isbn => weighted(values(), [1, 3].into_iter().cycle()).is_multiple_of(10),
            Self::Issn => weighted(roman_ten(code), (1..=8).rev()).is_multiple_of(11),
            Self::Ean => weighted(values().rev(), [1, 3].into_iter().cycle()).is_multiple_of(10),
            Self::Cas => {
                let sum = weighted(values().rev().skip(1), 1..);
                Some(sum % 10) == values().next_back()
            }
            Self::Ec => {
                let sum = weighted(values().take(code.len().saturating_sub(1)), 1..);
                let rest = sum % 11;
                Some(if rest == 10 { 1 } else { rest }) == values().next_back()
            }
            Self::Mod11 => roman_ten(code).fold(0, |rest, v| (rest * 2 + v) % 11) == 1,
        }
    }
}

/// A digit is itself, `A` is 10 and `Z` is 35.
fn value(byte: u8) -> u32 {
    char::from(byte).to_digit(36).unwrap_or(0)
}

/// The values of a code whose `X` is ten, as in an ISBN.
fn roman_ten(code: &str) -> impl Iterator<Item = u32> {
    code.bytes().map(|byte| if byte == b'X' { 10 } else { value(byte) })
}

fn weighted(values: impl Iterator<Item = u32>, weights: impl Iterator<Item = u32>) -> u32 {
    values.zip(weights).map(|(value, weight)| value * weight).sum()
}

fn mod97(values: impl Iterator<Item = u32>) -> u32 {
    values.fold(0, |rest, v| (rest * if v > 9 { 100 } else { 10 } + v) % 97)
}

fn luhn(code: &str) -> bool {
    let mut sum = 0;
    let mut double = false;
    for v in code.bytes().rev().map(value) {
        // A letter is two digits, the right one first.
        let digits = [v % 10, v / 10];
        for &digit in &digits[..if v > 9 { 2 } else { 1 }] {
            let d = if double { digit * 2 } else { digit };
            sum += d / 10 + d % 10;
            double = !double;
        }
    }
    sum % 10 == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_codes_hold_and_break_with_any_other_digit() {
        for (algorithm, code) in [
            (Algorithm::Isin, "US30303M1027"),
            (Algorithm::Isin, "JP3633400001"),
            (Algorithm::Mod97, "BQ4BKCS1HXDV9HN80Z93"),
            (Algorithm::Iban, "DE89370400440532013000"),
            (Algorithm::Cusip, "30303M102"),
            (Algorithm::Figi, "BBG000MM2P62"),
            (Algorithm::Sedol, "B7TL820"),
            (Algorithm::Isbn, "9783161484100"),
            (Algorithm::Isbn, "0306406152"),
            (Algorithm::Issn, "2434561X"),
            (Algorithm::Luhn, "490154203237518"),
            (Algorithm::Ean, "4006381333931"),
            (Algorithm::Ean, "73513537"),
            (Algorithm::Cas, "7732185"),
            (Algorithm::Ec, "2000018"),
            (Algorithm::Mod11, "0000000218250097"),
        ] {
            assert!(algorithm.holds(code), "{code}");
            for at in 0..code.len() {
                let old = code.as_bytes()[at];
                if !old.is_ascii_digit() {
                    continue;
                }
                let new = if old == b'9' { '0' } else { char::from(old + 1) };
                let mut broken = code.to_owned();
                broken.replace_range(at..=at, &new.to_string());
                assert!(!algorithm.holds(&broken), "{broken}");
            }
        }
    }

    #[test]
    fn what_is_too_short_does_not_panic() {
        for algorithm in [
            Algorithm::Isin,
            Algorithm::Iban,
            Algorithm::Figi,
            Algorithm::Isbn,
            Algorithm::Cas,
            Algorithm::Ec,
            Algorithm::Mod11,
        ] {
            for code in ["", "A", "1", "ÄÖ"] {
                let _ = algorithm.holds(code);
            }
        }
    }
}
