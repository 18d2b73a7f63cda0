//! What becomes of figures that nothing answers: said again elsewhere, standing inside a code, or
//! turned into another figure.

use super::agree::{Fit, fit, part_of_time};
use crate::facts::{Class, Facts, Figure, Form, Value};
use crate::units::Unit;

/// Whether `b`, in brackets after `a`, says the same in another unit, calendar or currency.
pub(super) fn says_again(text: &str, a: &Figure, b: &Figure) -> bool {
    let opens = a.span.end <= b.span.start && {
        let gap = text[a.span.end as usize..b.span.start as usize].trim_start();
        gap.chars().next().is_some_and(|c| matches!(c, '(' | '（' | '/' | '[' | '［'))
            && gap.chars().count() <= 8
    };
    let pair = match (a.unit, b.unit) {
        // A year of an era that no table has may be read as a count of years: 貞観8年.
        _ if is_year(a) && is_year(b) => a.best() != b.best(),
        (Unit::Measure(x), Unit::Measure(y)) => x != y && x.same_dimension(y),
        (Unit::Currency(x), Unit::Currency(y)) => !x.may_be(y),
        _ => false,
    };
    opens && pair
}

fn is_year(figure: &Figure) -> bool {
    figure.unit == Unit::Year || figure.or_unit == Unit::Year
}

/// How likely it is that the source figure became the target figure; `None` if it did not.
pub(super) fn became(a: &Figure, b: &Figure) -> Option<u32> {
    let (was, is) = (a.best()?, b.best()?);
    if a.class() == Class::Ratio && b.class() == Class::Ratio {
        return Some(50);
    }
    if !a.is_strong() || !b.is_strong() {
        // A bare `million` speaks up where the other side has another power of ten.
        let bare = |f: &Figure, v: Value| {
            f.form == Form::Word && !f.is_strong() && !f.inside_script && v >= Value::int(1000)
        };
        let scales = (bare(a, was) && b.is_strong()) || (bare(b, is) && a.is_strong());
        if scales && was.power_apart(is).is_some() && fit(a, b).is_some() {
            return Some(30);
        }
        let specific = part_of_time(a).is_some() && part_of_time(a) == part_of_time(b);
        let other = exchanged((a, was), (b, is)) || exchanged((b, is), (a, was));
        return (specific || other).then_some(1);
    }
    let kind = match (fit(a, b), counts_as(a) == counts_as(b)) {
        (Some(Fit::Same), _) => 40,
        (_, true) if counts_as(a) != Class::Date => 30,
        (Some(Fit::Loose), _) => 20,
        _ => return None,
    };
    let scaled = was.power_apart(is).is_some();
    let (was, is) = (was.digits_text(), is.digits_text());
    let size = match (scaled, was.len() == is.len()) {
        (true, _) => 50,
        (false, true) => 5,
        (false, false) => 0,
    };
    let alike = strsim::normalized_damerau_levenshtein(&was, &is);
    Some(kind + size + (alike * 30.0) as u32)
}

/// The class for pairing: a rank or a part may become a number.
fn counts_as(figure: &Figure) -> Class {
    match figure.class() {
        Class::Ordinal | Class::Ratio => Class::Number,
        other => other,
    }
}

/// Whether a spelled small number `a` and a number `b` in words or digits are one statement with
/// two values. Weak figures pair only where both sides count or rank something of that size.
fn exchanged((a, x): (&Figure, Value), (b, y): (&Figure, Value)) -> bool {
    let small = |v: Value| v >= Value::int(2) && v < Value::int(20) && v.is_integer();
    let ranked = |f: &Figure| f.unit == Unit::Ordinal;
    let counted = |f: &Figure| {
        matches!(
            f.unit,
            Unit::None | Unit::Count | Unit::Times | Unit::Measure(_) | Unit::Currency(_)
        )
    };
    let plain = b.form == Form::Word
        || (b.form == Form::Implied && ranked(b))
        || (b.form == Form::Digits && b.is_strong());
    let alike = (ranked(a) && ranked(b))
        || (counted(a) && counted(b))
        || (ranked(a) && matches!(b.unit, Unit::Count | Unit::Measure(_) | Unit::Day));
    // A numeral inside a run of an unspaced script may be part of a word, unless it counts.
    let sure = |f: &Figure| f.form == Form::Digits || !f.inside_script || f.unit != Unit::None;
    let said = a.form == Form::Word || (a.form == Form::Implied && ranked(a));
    said && plain && alike && small(x) && small(y) && sure(a) && sure(b) && fit(a, b).is_some()
}

/// Whether the digits `number` stand where no figure was read: inside a code (`5G` for 第5世代), or
/// uncut inside a mask of `text`.
pub(super) fn stands_in(number: &str, text: &str, facts: &Facts) -> bool {
    let in_code = facts.codes.iter().filter(|code| !code.is_address()).any(|code| {
        code.numbers().any(|part| part == number)
            || (number.len() > 1 && holds_whole(code.span.of(text), number))
    });
    in_code
        || (number.len() > 1
            && facts.masks.iter().any(|mask| holds_whole(mask.span.of(text), number)))
}

/// Whether `written` is the whole of a place the other side does not read: a Turkish `%1`, read as a
/// percentage, answers the placeholder `%1`.
pub(super) fn is_masked(written: &str, text: &str, facts: &Facts) -> bool {
    facts.masks.iter().any(|mask| mask.span.of(text) == written)
}

/// Whether `needle` stands in `text` with no digit touching it.
fn holds_whole(text: &str, needle: &str) -> bool {
    text.match_indices(needle).any(|(at, _)| {
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        !digit(text[..at].chars().next_back()) && !digit(text[at + needle.len()..].chars().next())
    })
}
