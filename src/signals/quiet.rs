//! When a text has no signal, whatever its digits are.
//!
//! Signals look at words and at what is said again, and take one digit for another. So where a text
//! has none, those have none that differ from it in their digits alone: unless two of their numbers
//! are the same, which may be said again.

use crate::text::Span;
use crate::tokens::{Script, Token};

/// Where the numbers of a text stand that has no signal, and of which none is there twice.
#[derive(Debug, Clone)]
pub(crate) struct Quiet {
    numbers: Vec<Span>,
}

impl Quiet {
    /// What is to be known of `text`, in which no signal was found; `None` where other digits may
    /// bring one.
    pub(super) fn of(text: &str, tokens: &[Token]) -> Option<Self> {
        let is_number = |token: &&Token| token.script == Script::Number;
        let has_digit = |token: &Token| token.span.of(text).contains(|c: char| c.is_ascii_digit());
        // Words with digits may become the same word, and wide digits say the same as others.
        let words = tokens.iter().any(|token| token.script == Script::Word && has_digit(token));
        let wide = tokens.iter().filter(is_number).any(|token| !token.span.of(text).is_ascii());
        if words || wide {
            return None;
        }
        let quiet = Self { numbers: tokens.iter().filter(is_number).map(|t| t.span).collect() };
        quiet.holds(text).then_some(quiet)
    }

    /// Whether `text`, which differs in its digits alone, has no signal either.
    pub(crate) fn holds(&self, text: &str) -> bool {
        let numbers = &self.numbers;
        let twice = |at: usize| numbers[..at].iter().any(|n| n.of(text) == numbers[at].of(text));
        !(1..numbers.len()).any(twice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Chars;
    use crate::tokens;

    fn quiet(text: &str) -> Option<Quiet> {
        let (mut chars, mut list) = (Chars::default(), Vec::new());
        chars.fill(text);
        tokens::read(&chars, &mut list);
        Quiet::of(text, &list)
    }

    #[test]
    fn numbers_that_become_the_same_end_the_quiet() {
        let quiet = quiet("3 of 4.5 in 2020").expect("its numbers differ");
        assert!(quiet.holds("7 of 8.9 in 1999"));
        assert!(quiet.holds("7 of 7.7 in 1999"));
        assert!(!super::tests::quiet("1 of 2 in 3").expect("they differ").holds("5 of 6 in 5"));
    }

    #[test]
    fn what_other_digits_may_make_the_same_is_not_known() {
        for text in ["3 of 3", "an A320 of Airbus", "３ of 3"] {
            assert!(quiet(text).is_none(), "{text}");
        }
    }
}
