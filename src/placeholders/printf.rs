//! printf and its relatives: `%s`, `%1$-5.2f`, `%(name)s`, `%lld`, `%@`.

use super::argument::{Argument, Counter, Family, Name};
use crate::text::Span;

/// What a printf placeholder makes of its argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Conversion<'t> {
    /// The letter, one for those that take the same argument: `d` for `i` and `u`, `f` for `e` and `g`.
    class: char,
    /// The length of the argument: `l`, `ll`, `z`.
    length: &'t str,
}

impl<'t> Conversion<'t> {
    fn new(letter: char, length: &'t str) -> Self {
        let class = match letter {
            'd' | 'i' | 'u' | 'D' | 'U' => 'd',
            'x' | 'X' | 'o' | 'O' => 'x',
            'e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'a' | 'A' => 'f',
            's' | 'S' => 's',
            'c' | 'C' => 'c',
            other => other,
        };
        Self { class, length }
    }

    /// Whether both take the same argument, though they show it in another way.
    pub(crate) fn takes_the_same(self, other: Self) -> bool {
        let kind = |class| match class {
            'x' => 'd',
            other => other,
        };
        kind(self.class) == kind(other.class) && self.length == other.length
    }
}

/// The argument of the placeholder at `span`, which begins with a percent sign.
pub(super) fn read<'t>(text: &'t str, span: Span, counter: &mut Counter) -> Option<Argument<'t>> {
    let written = span.of(text);
    let argument = |family, name, conversion| Argument { span, family, name, conversion, kind: "" };
    let inner = &written[1..];
    if inner == "%" {
        return Some(argument(Family::Percent, Name::Text(""), None));
    }
    for (open, close, family) in
        [('(', ')', Family::Parens), ('<', '>', Family::Angles), ('{', '}', Family::PercentBrace)]
    {
        if let Some(rest) = inner.strip_prefix(open) {
            let (name, tail) = rest.split_once(close)?;
            let conversion = tail.chars().next().map(|letter| Conversion::new(letter, ""));
            return Some(argument(family, Name::Text(name.trim()), conversion));
        }
    }
    if let Some(name) = inner.strip_suffix('%') {
        return Some(argument(Family::Environment, Name::Text(name), None));
    }
    let digits = inner.strip_prefix('L').unwrap_or(inner);
    if digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(argument(Family::Qt, Name::Number(digits.parse().ok()?), None));
    }
    if let [b'0'..=b'9', b'A'..=b'F'] = inner.as_bytes() {
        // A byte of an address, as in `a%3Eb`.
        return None;
    }
    if inner == "n" {
        // The count of Qt and the line end of Java take no argument in turn.
        return Some(argument(Family::Percent, Name::Text(inner), None));
    }
    if matches!(inner, "Y" | "y" | "m" | "H" | "M" | "B" | "b" | "I" | "j" | "Z" | "z") {
        return Some(argument(Family::Date, Name::Text(inner), None));
    }
    Some(conversion(inner, counter, &argument))
}

/// The argument of `[number$][flags][width][.precision][length]letter`.
fn conversion<'t>(
    inner: &'t str,
    counter: &mut Counter,
    argument: &dyn Fn(Family, Name<'t>, Option<Conversion<'t>>) -> Argument<'t>,
) -> Argument<'t> {
    let number = inner.split_once('$').and_then(|(number, _)| number.parse().ok());
    // A width or precision given by an argument takes one, too.
    counter.printf += inner.bytes().filter(|&byte| byte == b'*').count() as u32;
    let name = Name::Number(number.unwrap_or_else(|| {
        counter.printf += 1;
        counter.printf
    }));
    let letter = inner.chars().next_back().unwrap_or_default();
    let before = &inner[..inner.len() - letter.len_utf8()];
    let is_length = |c: char| matches!(c, 'h' | 'l' | 'q' | 'L' | 'j' | 'z' | 't');
    let length = &before[before.trim_end_matches(is_length).len()..];
    let family = if number.is_some() { Family::PrintfNumbered } else { Family::Printf };
    argument(family, name, Some(Conversion::new(letter, length)))
}
