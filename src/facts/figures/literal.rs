//! What a digit literal may mean: `1,234` is 1234, or 1.234 where the comma is decimal.
//!
//! Every reading is kept and the language only decides which comes first: a translator who left
//! the source's separators made the text unlocalized and not wrong.

use super::numeral::{Form, Numeral};
use super::tokens::{TokenKind, Tokens};
use super::{Readings, Weight};
use crate::facts::Value;
use crate::lexicon::Kinds;
use crate::rules::Digits;
use std::mem;

/// The values of `literal` (folded digits and separators), best first. Empty where it is no one
/// number: a version, a date with dots, or more digits than can be held.
pub(super) fn readings(literal: &[char], digits: &Digits) -> Readings {
    let mut separators = literal.iter().enumerate().filter(|(_, c)| !c.is_ascii_digit());
    match (separators.next(), separators.next()) {
        (None, _) => collect([value(literal, None), None]),
        (Some((at, '.' | ',')), None) if at > 0 => collect(around_point(literal, at, digits)),
        _ => unusual(literal, digits),
    }
}

fn collect([first, second]: [Option<Value>; 2]) -> Readings {
    let mut readings = Readings::new();
    if let Some(value) = first {
        readings.push(value);
    }
    if let Some(value) = second {
        readings.push(value);
    }
    readings
}

/// The readings of digits with one point or comma, the one at index `at`: as decimals, and as
/// thousands.
fn around_point(literal: &[char], at: usize, digits: &Digits) -> [Option<Value>; 2] {
    let Some(mantissa) = mantissa(literal) else { return [None; 2] };
    let decimals = literal.len() - at - 1;
    let grouped = if decimals == 3 && at <= 3 { Value::new(mantissa, 0, 1) } else { None };
    // `3,000` with three zeros after a decimal comma is a number that nobody writes.
    let round = grouped.is_some() && mantissa % 1000 == 0;
    let decimal = if round { None } else { scaled(mantissa, decimals) };
    // `0,750` and `1.5` have one reading; for `1.234` the language decides.
    let zero_first = literal[0] == '0';
    if literal[at] == digits.decimal || zero_first {
        [decimal, grouped.filter(|_| !zero_first)]
    } else {
        [grouped, decimal]
    }
}

/// The readings of digits with several separators, or with another than a point or comma.
fn unusual(literal: &[char], digits: &Digits) -> Readings {
    if let Some(at) = literal.iter().position(|&c| c == 'e') {
        let power = exponent(&literal[at + 1..]);
        let significand = readings(&literal[..at], digits);
        return significand.iter().filter_map(|v| v.scale(power?)).collect();
    }
    if matches!(literal.first(), Some('.' | ',')) {
        return collect([value(literal, Some(0)), None]);
    }
    let first = literal.iter().find(|c| !c.is_ascii_digit()).copied().unwrap_or_default();
    let last = literal.iter().rposition(|c| !c.is_ascii_digit()).unwrap_or_default();
    if literal.iter().all(|&c| c.is_ascii_digit() || c == first) {
        let grouped = literal[0] != '0' && is_grouped(literal);
        return collect([grouped.then(|| value(literal, None)).flatten(), None]);
    }
    let point = matches!(literal[last], '.' | ',')
        && !literal[..last].contains(&literal[last])
        && is_grouped(&literal[..last]);
    collect([point.then(|| value(literal, Some(last))).flatten(), None])
}

/// Whether `literal` is one number.
pub(super) fn is_number(literal: &[char], digits: &Digits) -> bool {
    let mut separators = literal.iter().filter(|c| !c.is_ascii_digit());
    match (separators.next(), separators.next()) {
        (None, _) => true,
        // One that is decimal or groups thousands, whatever the language; a zero may do neither.
        (Some('.' | ','), None) if literal.len() <= 18 && literal[0] != '0' => true,
        _ => !readings(literal, digits).is_empty(),
    }
}

/// Whether the separators group thousands (`1,234,567`) or, as in South Asia, hundreds before the
/// last thousand (`12,34,567`).
fn is_grouped(literal: &[char]) -> bool {
    let mut parts = literal.split(|c| !c.is_ascii_digit()).map(<[char]>::len);
    let head = parts.next().unwrap_or_default();
    let count = parts.clone().count();
    let Some(tail) = parts.next_back() else {
        return true;
    };
    let western = parts.clone().all(|n| n == 3);
    let indian = count > 1 && head <= 2 && parts.all(|n| n == 2);
    tail == 3 && (1..=3).contains(&head) && (western || indian)
}

/// The exponent of scientific notation, with its sign.
fn exponent(written: &[char]) -> Option<i16> {
    written.iter().collect::<String>().parse().ok()
}

/// The digits as one number, with those after index `point` as decimals.
fn value(literal: &[char], point: Option<usize>) -> Option<Value> {
    scaled(mantissa(literal)?, point.map_or(0, |at| literal.len() - at - 1))
}

/// The digits as one whole number, if it can be held.
fn mantissa(literal: &[char]) -> Option<i128> {
    let digits = || literal.iter().filter_map(|c| c.to_digit(10));
    // Eighteen digits fit a machine's word.
    if literal.len() <= 18 {
        return Some(i128::from(digits().fold(0, |n: u64, digit| n * 10 + u64::from(digit))));
    }
    digits().try_fold(0, |n: i128, digit| n.checked_mul(10)?.checked_add(i128::from(digit)))
}

fn scaled(mantissa: i128, decimals: usize) -> Option<Value> {
    Value::new(mantissa, -i16::try_from(decimals).ok()?, 1)
}

/// What a word means that never goes on with a number in digits: it says what the number counts,
/// how it is meant, or something else.
const ENDS: Kinds = Kinds::UNIT
    .and(Kinds::UNIT_BEFORE)
    .and(Kinds::MULTIPLE)
    .and(Kinds::DISCOUNT)
    .and(Kinds::COUNTER)
    .and(Kinds::FISCAL_MONTH)
    .and(Kinds::MONTH)
    .and(Kinds::WEEKDAY)
    .and(Kinds::AFTER_NOON)
    .and(Kinds::ZONE)
    .and(Kinds::HALF_YEAR)
    .and(Kinds::MARK)
    .and(Kinds::RANGE)
    .and(Kinds::PART_OF)
    .and(Kinds::ARTICLE);

/// The numeral of the literal at token `at`, if it is clear at a glance that nothing goes on with
/// it; most are so.
pub(super) fn alone(tokens: Tokens<'_>, at: usize, digits: &Digits) -> Option<Numeral> {
    if !tokens.is_literal(at) {
        return None;
    }
    let ends = match tokens.get(at + 1).map(|token| token.kind) {
        None | Some(TokenKind::Wall) => true,
        Some(TokenKind::Word(_)) => tokens.kinds(at + 1).without(ENDS).is_empty(),
        Some(TokenKind::Other) => tokens.folded(at + 1).len() > 1,
        Some(TokenKind::Mark(c)) => {
            let punctuation = matches!(c, ',' | '.' | '%' | '(' | ')' | '\u{3001}'..='\u{3011}');
            let hiragana = ('\u{3041}'..='\u{3096}').contains(&c);
            (punctuation || hiragana) && !tokens.is_literal(at + 2)
        }
        Some(TokenKind::Literal) => false,
    };
    if !ends {
        return None;
    }
    let mut readings = readings(tokens.folded(at), digits);
    let best = *readings.first()?;
    if readings.len() > 1 {
        let mut is_first = true;
        readings.retain(|value| mem::take(&mut is_first) || *value != best);
    }
    let (weight, form) = (Weight::Strong, Form::Digits);
    Some(Numeral { end: at + 1, readings, weight, form, vague: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(literal: &str, decimal: char) -> Vec<String> {
        let chars: Vec<char> = literal.chars().collect();
        let digits = Digits { decimal, ..Digits::default() };
        readings(&chars, &digits).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_language_decides_which_reading_comes_first() {
        assert_eq!(read("1.234", '.'), ["1.234", "1234"]);
        assert_eq!(read("1.234", ','), ["1234", "1.234"]);
        assert_eq!(read("1,234", '.'), ["1234", "1.234"]);
    }

    #[test]
    fn one_reading_where_only_one_makes_sense() {
        assert_eq!(read("40.59", '.'), ["40.59"]);
        assert_eq!(read("40,59", '.'), ["40.59"]);
        assert_eq!(read("0.750", ','), ["0.75"]);
        assert_eq!(read("1,234.5", '.'), ["1234.5"]);
        assert_eq!(read("1.234,5", '.'), ["1234.5"]);
        assert_eq!(read("3,000", '.'), ["3000"]);
        assert_eq!(read("12,34,567", '.'), ["1234567"]);
        assert_eq!(read("1 234 567", '.'), ["1234567"]);
        assert_eq!(read(".5", '.'), ["0.5"]);
        assert_eq!(read(",77", ','), ["0.77"]);
        assert_eq!(read("1.5e-3", '.'), ["0.0015"]);
        assert_eq!(read("127,32e+13", ','), ["1273200000000000"]);
    }

    #[test]
    fn what_is_no_number_has_no_reading() {
        for literal in ["1.2.3", "10.12.2024", "1,23,4", "9".repeat(60).as_str()] {
            assert!(read(literal, '.').is_empty(), "{literal}");
        }
    }
}
