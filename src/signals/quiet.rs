//! When a text has no signal, whatever its digits are.
//!
//! Signals look at words and at what is said again, and take one digit for another. So where a text
//! has none, those have none that differ from it in their digits alone: as long as the same of their
//! numbers are equal, which may be said again, and no word stutters in its digits.

use super::text_loop::stutters;
use crate::text::Span;
use crate::tokens::{Script, Token};
use smallvec::SmallVec;

/// When a pair has no signal.
#[derive(Debug, Clone)]
pub(crate) struct Quiet {
    target: Pattern,
    /// That of the source, where a signal asked what it says again.
    source: Option<Pattern>,
}

impl Quiet {
    /// What is to be known of a pair in which no signal was found; `None` where other digits may bring
    /// one.
    pub(super) fn of(
        (target, tokens): (&str, &[Token]),
        source: Option<(&str, &[Token])>,
    ) -> Option<Self> {
        let target = Pattern::of(target, tokens)?;
        let source = match source {
            Some((source, tokens)) => Some(Pattern::of(source, tokens)?),
            None => None,
        };
        Some(Self { target, source })
    }

    /// Whether a pair that differs in its digits alone has no signal either.
    pub(crate) fn holds(&self, source: &str, target: &str) -> bool {
        self.target.holds(target)
            && self.source.as_ref().is_none_or(|pattern| pattern.holds(source))
    }
}

/// Which of the numbers of a text are equal.
#[derive(Debug, Clone)]
struct Pattern {
    numbers: SmallVec<[Span; 8]>,
    /// For each number, which is the first that is equal to it.
    equals: SmallVec<[u32; 8]>,
    /// The word that has digits: `US0378331005`.
    word: Option<Token>,
}

impl Pattern {
    /// The pattern of `text`; `None` if more than its numbers may be made equal by other digits.
    fn of(text: &str, tokens: &[Token]) -> Option<Self> {
        let of_script = |script: Script| tokens.iter().filter(move |t| t.script == script);
        let numbers = of_script(Script::Number).map(|token| token.span).collect();
        let mut words = of_script(Script::Word).filter(|token| has_digit(text, token));
        let mut pattern = Self { numbers, equals: SmallVec::new(), word: words.next().copied() };
        // Two words with digits may become the same word, and wide digits say the same as others.
        let wide = || pattern.numbers.iter().any(|number| !number.of(text).is_ascii());
        if words.next().is_some() || wide() {
            return None;
        }
        pattern.equals = (0..pattern.numbers.len()).map(|at| pattern.first(text, at)).collect();
        Some(pattern)
    }

    /// Whether it is that of `text` too, which differs in its digits alone.
    fn holds(&self, text: &str) -> bool {
        let equal = |(at, &first): (usize, &u32)| self.first(text, at) == first;
        self.equals.iter().enumerate().all(equal)
            && !self.word.is_some_and(|word| stutters(text, word))
    }

    /// The first number of `text` that is equal to the one at `at`.
    fn first(&self, text: &str, at: usize) -> u32 {
        let number = self.numbers[at].of(text);
        let first = self.numbers[..at].iter().position(|other| other.of(text) == number);
        first.unwrap_or(at) as u32
    }
}

fn has_digit(text: &str, token: &Token) -> bool {
    token.span.of(text).bytes().any(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Chars;
    use crate::tokens;

    fn pattern(text: &str) -> Option<Pattern> {
        let (mut chars, mut list) = (Chars::default(), Vec::new());
        chars.fill(text);
        tokens::read(&chars, &mut list);
        Pattern::of(text, &list)
    }

    #[test]
    fn what_becomes_equal_or_unequal_ends_the_quiet() {
        for (text, other, holds) in [
            ("3 of 4.5 in 2020", "7 of 7.7 in 1999", true),
            ("1 of 2 in 3", "5 of 6 in 5", false),
            ("1 of 2 in 1", "5 of 6 in 5", true),
            ("1 of 2 in 1", "5 of 6 in 7", false),
            ("ISIN US0378331005 of 3", "ISIN US0378331006 of 7", true),
            ("ISIN US0378331005 of 3", "ISIN US0111111111 of 7", false),
        ] {
            let pattern = pattern(text).expect("nothing but numbers may become equal");
            assert_eq!(pattern.holds(other), holds, "{other}");
        }
    }

    #[test]
    fn more_than_numbers_may_become_equal() {
        for text in ["an A320 and a B737", "３ of 4"] {
            assert!(pattern(text).is_none(), "{text}");
        }
    }
}
