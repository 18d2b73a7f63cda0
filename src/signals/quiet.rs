//! When a text has no signal, whatever its digits are.
//!
//! Signals look at words and at what is said again, and take one digit for another. So where a text
//! has none, those have none that differ from it in their digits alone: unless two of their numbers
//! are the same, which may be said again, or a word stutters in its digits.

use super::text_loop::stutters;
use crate::text::Span;
use crate::tokens::{Script, Token};
use smallvec::SmallVec;

/// What has digits in a text that has no signal, and says nothing twice by them.
#[derive(Debug, Clone)]
pub(crate) struct Quiet {
    numbers: SmallVec<[Span; 8]>,
    /// The word that has digits: `US0378331005`.
    word: Option<Token>,
}

impl Quiet {
    /// What is to be known of `text`, in which no signal was found; `None` where other digits may
    /// bring one.
    pub(super) fn of(text: &str, tokens: &[Token]) -> Option<Self> {
        let mut quiet = Self { numbers: SmallVec::new(), word: None };
        for token in tokens {
            match token.script {
                // Wide digits say the same as others.
                Script::Number if !token.span.of(text).is_ascii() => return None,
                Script::Number => quiet.numbers.push(token.span),
                // Two words with digits may become the same word.
                Script::Word if has_digit(text, token) => {
                    if quiet.word.replace(*token).is_some() {
                        return None;
                    }
                }
                _ => {}
            }
        }
        quiet.holds(text).then_some(quiet)
    }

    /// Whether `text`, which differs in its digits alone, has no signal either.
    pub(crate) fn holds(&self, text: &str) -> bool {
        let numbers = &self.numbers;
        let twice = |at: usize| numbers[..at].iter().any(|n| n.of(text) == numbers[at].of(text));
        let same = (1..numbers.len()).any(twice);
        !same && !self.word.is_some_and(|word| stutters(text, word))
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

    fn quiet(text: &str) -> Option<Quiet> {
        let (mut chars, mut list) = (Chars::default(), Vec::new());
        chars.fill(text);
        tokens::read(&chars, &mut list);
        Quiet::of(text, &list)
    }

    #[test]
    fn what_becomes_the_same_ends_the_quiet() {
        for (text, other, holds) in [
            ("3 of 4.5 in 2020", "7 of 7.7 in 1999", true),
            ("1 of 2 in 3", "5 of 6 in 5", false),
            ("ISIN US0378331005 of 3", "ISIN US0378331006 of 7", true),
            ("ISIN US0378331005 of 3", "ISIN US0111111111 of 7", false),
        ] {
            let quiet = quiet(text).expect("nothing in it is the same");
            assert_eq!(quiet.holds(other), holds, "{other}");
        }
    }

    #[test]
    fn what_other_digits_may_make_the_same_is_not_known() {
        for text in ["3 of 3", "an A320 and a B737", "３ of 4"] {
            assert!(quiet(text).is_none(), "{text}");
        }
    }
}
