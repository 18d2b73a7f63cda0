//! The `Plural-Forms` line of a PO header: how many forms there are, and for which numbers each is.
//!
//! The formula is a C expression over `n`. It is small and rarely looked at, so that it is
//! evaluated while it is parsed.

use crate::plurals::{COUNTED, Category};
use crate::unit::PluralRule;

/// No language has more forms.
const MOST: usize = 12;

/// The longest formula that is read; those of real languages stay under 200 bytes.
const LONGEST: usize = 1000;

/// How deep parentheses and conditionals may nest.
const DEEPEST: u32 = 40;

/// The line as it is written for every number that is looked at.
///
/// A line without the number of forms is none. A formula that cannot be read gives no number a form.
pub(super) fn rule(plural_forms: &str) -> Option<PluralRule> {
    let fields = plural_forms.split(';').filter_map(|field| field.split_once('='));
    let field = |name: &str| fields.clone().find(|(key, _)| key.trim() == name);
    let count = field("nplurals")?.1.trim().parse().ok().filter(|&count| count <= MOST)?;
    let formula = field("plural")?.1;
    let of: Option<_> = (0..=COUNTED)
        .map(|n| evaluate(formula, n.into()).map(|form| u8::try_from(form).unwrap_or(u8::MAX)))
        .collect();
    Some(PluralRule { count, of: of.unwrap_or_default(), first: true })
}

/// The category of a form that is for one number alone, or for one and none, if it is such a form.
///
/// Only that form may spell its number or leave it out, as the English singular does. Where a form
/// stands for 1, 21, 31 and so on, it renders the plural.
pub(super) fn category(rule: &PluralRule, form: usize) -> Option<Category> {
    let mut numbers = (0..).zip(&rule.of).filter(|(_, of)| usize::from(**of) == form);
    match [(); 3].map(|()| numbers.next().map(|(n, _)| n)) {
        [Some(0), None, None] => Some(Category::Zero),
        [Some(1), None, None] | [Some(0), Some(1), None] => Some(Category::One),
        [Some(2), None, None] => Some(Category::Two),
        _ => None,
    }
}

/// The value of the formula for `n`; `None` if it is not one.
fn evaluate(formula: &str, n: u64) -> Option<u64> {
    if formula.len() > LONGEST {
        return None;
    }
    let mut parser = Parser { rest: formula.as_bytes(), n, depth: 0 };
    let value = parser.conditional()?;
    parser.skip_space();
    parser.rest.is_empty().then_some(value)
}

struct Parser<'a> {
    rest: &'a [u8],
    n: u64,
    depth: u32,
}

/// Binary operators from the loosest to the tightest; in each row longer ones first.
const OPERATORS: [&[&str]; 6] =
    [&["||"], &["&&"], &["==", "!="], &["<=", ">=", "<", ">"], &["+", "-"], &["*", "/", "%"]];

impl Parser<'_> {
    fn skip_space(&mut self) {
        self.rest = self.rest.trim_ascii_start();
    }

    fn take(&mut self, token: &str) -> bool {
        self.skip_space();
        match self.rest.strip_prefix(token.as_bytes()) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn conditional(&mut self) -> Option<u64> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let condition = self.binary(0)?;
        let value = if self.take("?") {
            let yes = self.conditional()?;
            if !self.take(":") {
                return None;
            }
            let no = self.conditional()?;
            if condition == 0 { no } else { yes }
        } else {
            condition
        };
        self.depth -= 1;
        Some(value)
    }

    fn binary(&mut self, level: usize) -> Option<u64> {
        let Some(operators) = OPERATORS.get(level) else { return self.unary() };
        let mut left = self.binary(level + 1)?;
        while let Some(operator) = operators.iter().find(|operator| self.take(operator)) {
            let right = self.binary(level + 1)?;
            left = match *operator {
                "||" => u64::from(left != 0 || right != 0),
                "&&" => u64::from(left != 0 && right != 0),
                "==" => u64::from(left == right),
                "!=" => u64::from(left != right),
                "<=" => u64::from(left <= right),
                ">=" => u64::from(left >= right),
                "<" => u64::from(left < right),
                ">" => u64::from(left > right),
                "+" => left.checked_add(right)?,
                "-" => left.wrapping_sub(right),
                "*" => left.checked_mul(right)?,
                // A division by zero may stand on a branch that is not taken.
                "/" => left.checked_div(right).unwrap_or(0),
                _ => left.checked_rem(right).unwrap_or(0),
            };
        }
        Some(left)
    }

    fn unary(&mut self) -> Option<u64> {
        let mut negated = None;
        while self.take("!") {
            negated = Some(!negated.unwrap_or(false));
        }
        let value = if self.take("(") {
            let value = self.conditional()?;
            self.take(")").then_some(value)?
        } else if self.take("n") {
            self.n
        } else {
            let digits = self.rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            let (number, rest) = self.rest.split_at(digits);
            self.rest = rest;
            std::str::from_utf8(number).ok()?.parse().ok()?
        };
        Some(match negated {
            None => value,
            Some(odd) => u64::from((value == 0) == odd),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn singular(plural_forms: &str) -> Option<usize> {
        let rule = rule(plural_forms)?;
        (0..rule.count).find(|&form| category(&rule, form) == Some(Category::One))
    }

    #[test]
    fn the_form_for_one_is_found() {
        for (forms, expected) in [
            ("nplurals=1; plural=0;", None),
            ("nplurals=2; plural=(n != 1);", Some(0)),
            ("nplurals=2; plural=n>1;", Some(0)),
            (
                "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && \
                 (n%100<10 || n%100>=20) ? 1 : 2);",
                None,
            ),
            ("nplurals=3; plural=n==1 ? 0 : n==2 ? 1 : 2", Some(0)),
            (
                "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 \
                 : n%100>=11 ? 4 : 5;",
                Some(1),
            ),
            ("nplurals=2; plural=!(n==1)", Some(0)),
            ("nplurals=INTEGER; plural=EXPRESSION;", None),
            ("nplurals=2; plural=n ? ", None),
            ("", None),
        ] {
            assert_eq!(singular(forms), expected, "{forms}");
        }
    }

    #[test]
    fn forms_are_known_for_every_number() {
        let arabic = "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 \
                      : n%100>=11 && n%100<=99 ? 4 : 5;";
        let rule = rule(arabic).expect("is a rule");
        assert_eq!([0, 1, 2, 3, 11, 100, 103].map(|n| rule.of[n]), [0, 1, 2, 3, 4, 5, 3]);
        assert_eq!(category(&rule, 0), Some(Category::Zero));
        assert_eq!(category(&rule, 2), Some(Category::Two));
        assert_eq!(category(&rule, 3), None);
    }

    #[test]
    fn a_formula_that_cannot_be_read_gives_no_form() {
        let deep = format!("nplurals=2; plural={}n{}", "(".repeat(400), ")".repeat(400));
        for forms in ["nplurals=2; plural=n ? ", "nplurals=2; plural=m != 1", &deep] {
            assert_eq!(rule(forms).map(|rule| rule.of.len()), Some(0), "{forms}");
        }
    }
}
