//! A trie over characters. All its steps stand in one hash table, so that each takes one look.

use std::iter;

/// The words of a table and how they begin.
#[derive(Debug, Default)]
pub(super) struct Trie {
    /// An open-addressing table at most half full.
    steps: Vec<Step>,
    shift: u32,
}

/// One character further.
#[derive(Debug, Clone, Copy, Default)]
struct Step {
    /// The node it starts from, and the character.
    key: u64,
    /// The node it leads to; the root, where no step leads, is a free place.
    node: u32,
    /// One more than the index of the word that ends there, or 0.
    word: u32,
}

impl Trie {
    /// The trie of `words`, which are sorted; the first has the index 0.
    pub(super) fn new<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        let mut steps: Vec<Step> = Vec::new();
        // The characters of the last word, each with the index of its step.
        let mut path: Vec<(char, usize)> = Vec::new();
        for (word, index) in words.zip(1..) {
            let common = path.iter().zip(word.chars()).take_while(|((a, _), b)| a == b).count();
            path.truncate(common);
            for c in word.chars().skip(common) {
                let from = path.last().map_or(0, |&(_, step)| steps[step].node);
                path.push((c, steps.len()));
                steps.push(Step { key: key(from, c), node: steps.len() as u32 + 1, word: 0 });
            }
            if let Some(&(_, last)) = path.last() {
                steps[last].word = index;
            }
        }
        Self::of_steps(&steps)
    }

    fn of_steps(steps: &[Step]) -> Self {
        let size = (2 * steps.len()).next_power_of_two().max(2);
        let mut trie =
            Self { steps: vec![Step::default(); size], shift: u64::BITS - size.trailing_zeros() };
        for step in steps {
            let mut at = trie.first_place(step.key);
            while trie.steps[at].node != 0 {
                at = (at + 1) % size;
            }
            trie.steps[at] = *step;
        }
        trie
    }

    /// The words that `text` begins with, the shortest first: the index of each, and its length.
    #[inline]
    pub(super) fn prefixes(&self, text: &[char]) -> impl Iterator<Item = (u32, usize)> {
        let mut node = 0;
        let mut rest = text.iter().zip(1..);
        iter::from_fn(move || {
            for (&c, length) in rest.by_ref() {
                let step = self.step(key(node, c))?;
                node = step.node;
                if let Some(word) = step.word.checked_sub(1) {
                    return Some((word, length));
                }
            }
            None
        })
    }

    #[inline]
    fn step(&self, key: u64) -> Option<Step> {
        let mut at = self.first_place(key);
        loop {
            let step = self.steps[at];
            if step.node == 0 {
                return None;
            }
            if step.key == key {
                return Some(step);
            }
            at = (at + 1) & (self.steps.len() - 1);
        }
    }

    /// Where the search for `key` begins (Fibonacci hashing).
    #[inline]
    fn first_place(&self, key: u64) -> usize {
        (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> self.shift) as usize
    }
}

#[inline]
fn key(node: u32, c: char) -> u64 {
    u64::from(node) << 32 | u64::from(u32::from(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_words_at_the_start_of_a_text_are_found() {
        let trie = Trie::new(["a", "ab", "abcd", "b", "年", "年度"].into_iter());
        let found = |text: &str| {
            let text: Vec<char> = text.chars().collect();
            trie.prefixes(&text).collect::<Vec<_>>()
        };
        assert_eq!(found("abcde"), [(0, 1), (1, 2), (2, 4)]);
        assert_eq!(found("abc"), [(0, 1), (1, 2)]);
        assert_eq!(found("年度"), [(4, 1), (5, 2)]);
        assert_eq!(found("b年"), [(3, 1)]);
        assert_eq!(found("cab"), []);
        assert_eq!(found(""), []);
        assert_eq!(Trie::new(iter::empty()).prefixes(&['a']).count(), 0);
    }
}
