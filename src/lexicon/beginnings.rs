//! How the words of a language begin, for a quick no: most places of a text begin none of them.

/// How many characters of a word count.
pub(crate) const LENGTH: usize = 3;

/// Bits in the set; a language has one or two thousand beginnings.
const BITS: u32 = 15;

/// The beginnings of words, as a Bloom filter: it may say yes in vain and never no in vain.
#[derive(Debug)]
pub(crate) struct Beginnings(Box<[u64; 1 << (BITS - 6)]>);

impl Default for Beginnings {
    fn default() -> Self {
        Self(Box::new([0; 1 << (BITS - 6)]))
    }
}

impl Beginnings {
    /// Adds a word by its first characters; those after the word are NUL.
    pub(crate) fn add(&mut self, first: [char; LENGTH]) {
        let place = first.into_iter().take_while(|&c| c != '\0').fold(0, next_place);
        let (word, bit) = split(place);
        self.0[word] |= bit;
    }

    /// Whether a text that goes on so may begin with one of the words.
    #[inline]
    pub(crate) fn may_begin(&self, [first, second, third]: [char; LENGTH]) -> bool {
        let one = next_place(0, first);
        let two = next_place(one, second);
        self.holds(one) | self.holds(two) | self.holds(next_place(two, third))
    }

    #[inline]
    fn holds(&self, place: u32) -> bool {
        let (word, bit) = split(place);
        self.0[word] & bit != 0
    }
}

/// The place of a beginning that goes on with `c` (Fibonacci hashing).
#[inline]
fn next_place(place: u32, c: char) -> u32 {
    (place ^ u32::from(c)).wrapping_mul(0x9e37_79b9)
}

/// The word that holds the bit of a place, and the bit.
#[inline]
fn split(place: u32) -> (usize, u64) {
    let index = place >> (u32::BITS - BITS);
    ((index >> 6) as usize, 1 << (index & 63))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_that_was_added_may_begin() {
        let first = |word: &str| {
            let mut chars = word.chars();
            [(); LENGTH].map(|()| chars.next().unwrap_or_default())
        };
        let mut beginnings = Beginnings::default();
        for word in ["年", "up", "million", "ミリオン"] {
            beginnings.add(first(word));
        }
        for text in ["年間", "年", "up 5", "mil", "millet", "ミリオ"] {
            assert!(beginnings.may_begin(first(text)), "{text}");
        }
        let others = ["", "月", "u", "us", "mi", "mix", "ミリ", "ミルク", "5", "(a)"];
        let wrong = others.iter().filter(|text| beginnings.may_begin(first(text))).count();
        assert_eq!(wrong, 0, "so few beginnings leave nearly all bits clear");
    }
}
