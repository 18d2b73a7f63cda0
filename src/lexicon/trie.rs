//! A trie over characters. All its steps stand in one hash table, so that each takes one look.

/// The words of a table and how they begin; and how the words begin that are known elsewhere.
#[derive(Debug, Default)]
pub(super) struct Trie {
    /// An open-addressing table at most half full.
    steps: Vec<Step>,
    shift: u32,
    /// The first characters of all strings.
    starts: Starts,
}

/// One character further.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Step {
    /// The node it starts from, and the character.
    key: u64,
    /// The node it leads to; the root, where no step leads, is a free place.
    node: u32,
    /// What the way up to here is.
    end: End,
}

/// What a string of characters is: a word, the beginning of a number, both, or neither.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct End(u32);

impl End {
    /// The beginning of a number, and nothing else.
    pub(super) const NUMBER: Self = Self(1);

    /// The word with this index.
    pub(super) fn word(index: u32) -> Self {
        Self((index + 1) << 1)
    }

    /// Both.
    #[must_use]
    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether it is the beginning of a number.
    #[inline]
    pub(super) fn is_number(self) -> bool {
        self.0 & Self::NUMBER.0 != 0
    }

    /// The index of the word that it is.
    #[inline]
    pub(super) fn index(self) -> Option<u32> {
        (self.0 >> 1).checked_sub(1)
    }
}

impl Trie {
    /// The trie of these strings, which are sorted.
    pub(super) fn new<'a>(strings: impl Iterator<Item = (&'a str, End)>) -> Self {
        let mut steps: Vec<Step> = Vec::new();
        // The characters of the last string, each with the index of its step.
        let mut path: Vec<(char, usize)> = Vec::new();
        for (string, end) in strings {
            let common = path.iter().zip(string.chars()).take_while(|((a, _), b)| a == b).count();
            path.truncate(common);
            for c in string.chars().skip(common) {
                let from = path.last().map_or(0, |&(_, step)| steps[step].node);
                path.push((c, steps.len()));
                let node = steps.len() as u32 + 1;
                steps.push(Step { key: key(from, c), node, end: End::default() });
            }
            if let Some(&(_, last)) = path.last() {
                steps[last].end = end;
            }
        }
        Self::of_steps(&steps)
    }

    fn of_steps(steps: &[Step]) -> Self {
        let size = (2 * steps.len()).next_power_of_two().max(2);
        let shift = u64::BITS - size.trailing_zeros();
        let mut starts = Starts::default();
        let firsts = steps.iter().filter(|step| step.key >> 32 == 0);
        firsts.for_each(|step| starts.add(step.key as u32));
        let mut trie = Self { steps: vec![Step::default(); size], shift, starts };
        for step in steps {
            let mut at = trie.first_place(step.key);
            while trie.steps[at].node != 0 {
                at = (at + 1) & (size - 1);
            }
            trie.steps[at] = *step;
        }
        trie
    }

    /// Whether any string begins with `c`: a quick no.
    #[inline]
    pub(super) fn begins_with(&self, c: char) -> bool {
        self.starts.may_hold(u32::from(c))
    }

    /// What `text` begins with, the shortest first: the length of each string, and what it is.
    #[inline]
    pub(super) fn prefixes(&self, text: &[char]) -> impl Iterator<Item = (usize, End)> {
        let mut node = 0;
        text.iter().zip(1..).map_while(move |(&c, length)| {
            let step = self.step(key(node, c))?;
            node = step.node;
            Some((length, step.end))
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

/// A set of characters: a bit for each of the basic plane, and all others.
#[derive(Debug)]
struct Starts(Box<[u64; 1024]>);

impl Default for Starts {
    fn default() -> Self {
        Self(Box::new([0; 1024]))
    }
}

impl Starts {
    fn add(&mut self, code: u32) {
        if let Some(bits) = self.0.get_mut((code >> 6) as usize) {
            *bits |= 1 << (code & 63);
        }
    }

    #[inline]
    fn may_hold(&self, code: u32) -> bool {
        self.0.get((code >> 6) as usize).is_none_or(|bits| bits & (1 << (code & 63)) != 0)
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
    fn all_strings_at_the_start_of_a_text_are_found() {
        let words = ["a", "ab", "abcd", "b", "年", "年度"].into_iter().zip(0..);
        let trie = Trie::new(words.map(|(word, index)| (word, End::word(index))));
        let found = |text: &str| {
            let text: Vec<char> = text.chars().collect();
            let ends =
                trie.prefixes(&text).filter_map(|(length, end)| Some((length, end.index()?)));
            ends.collect::<Vec<_>>()
        };
        assert_eq!(found("abcde"), [(1, 0), (2, 1), (4, 2)]);
        assert_eq!(found("abc"), [(1, 0), (2, 1)]);
        assert_eq!(found("年度"), [(1, 4), (2, 5)]);
        assert_eq!(found("b年"), [(1, 3)]);
        assert_eq!(found("cab"), []);
        assert_eq!(found(""), []);
        assert!(trie.begins_with('a') && !trie.begins_with('c') && trie.begins_with('𠀋'));
        assert_eq!(Trie::new(std::iter::empty()).prefixes(&['a']).count(), 0);
    }

    #[test]
    fn a_string_may_be_a_word_and_begin_a_number() {
        let both = End::word(0).and(End::NUMBER);
        assert!(both.is_number() && both.index() == Some(0));
        assert!(!End::word(7).is_number() && End::word(7).index() == Some(7));
        assert!(End::NUMBER.is_number() && End::NUMBER.index().is_none());
        assert!(End::default().index().is_none());
    }
}
