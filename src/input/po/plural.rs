//! The `Plural-Forms` line of a PO header: how many forms there are and which is for one thing.
//!
//! The formula is a C expression over `n`. It is small and rarely looked at, so that it is
//! evaluated while it is parsed.

/// The longest formula that is read; those of real languages stay under 200 bytes.
const LONGEST: usize = 1000;

/// How deep parentheses and conditionals may nest.
const DEEPEST: u32 = 40;

/// Up to which number a form is looked at to see what else it is for.
const COUNTED: u64 = 200;

/// The form that stands for one thing and for nothing greater, if the language has one.
///
/// Only that form may spell its number or leave it out, as the English singular does. Where a form
/// stands for 1, 21, 31 and so on, it renders the plural.
pub(super) fn form_for_one(plural_forms: &str) -> Option<usize> {
    let (_, formula) = plural_forms.split_once("plural=").and_then(|(before, rest)| {
        // `nplurals=` ends with the same word.
        if before.ends_with('n') { rest.split_once("plural=") } else { Some((before, rest)) }
    })?;
    let formula = formula.split(';').next()?;
    let form = evaluate(formula, 1)?;
    let alone = (2..=COUNTED).all(|n| evaluate(formula, n).is_some_and(|other| other != form));
    alone.then_some(usize::try_from(form).ok()?)
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
            assert_eq!(form_for_one(forms), expected, "{forms}");
        }
        let deep = format!("plural={}n{}", "(".repeat(400), ")".repeat(400));
        assert_eq!(form_for_one(&deep), None);
    }
}
