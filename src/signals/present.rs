//! Which characters a text may hold: a quick no for most of the words that are looked for in it.

/// A set of characters by eight bits of each (a Bloom filter).
#[derive(Debug, Default)]
pub(super) struct Present([u64; 4]);

impl Present {
    /// Takes the characters of a text in, in place of what was there.
    pub(super) fn fill(&mut self, text: &[char]) {
        self.0 = [0; 4];
        for &c in text {
            let (at, bit) = place(c);
            self.0[at] |= bit;
        }
    }

    /// Whether the text may hold all characters of `word`.
    pub(super) fn may_hold(&self, word: &str) -> bool {
        word.chars().map(place).all(|(at, bit)| self.0[at] & bit != 0)
    }
}

/// The place of a character's bit.
#[inline]
fn place(c: char) -> (usize, u64) {
    let code = c as usize;
    (code >> 6 & 3, 1 << (code & 63))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_the_text_is_never_denied() {
        let text: Vec<char> = "船は朝に出た。".chars().collect();
        let mut present = Present::default();
        present.fill(&text);
        assert!(present.may_hold("船は") && present.may_hold("出た。") && present.may_hold(""));
        assert!(!present.may_hold("船が"));
        present.fill(&[]);
        assert!(!present.may_hold("船"));
    }
}
