//! The function words of all languages, in one table.

use crate::cldr;
use crate::facts::fold;
use crate::tokens;
use std::collections::BTreeMap;
use std::sync::LazyLock;

include!(concat!(env!("OUT_DIR"), "/function_words.rs"));

/// A set of the languages that have function words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Languages(u64);

impl Languages {
    /// The first language of a chain of locales that has function words, alone; or none.
    pub(crate) fn of(chain: &[String]) -> Self {
        let place = |tag: &String| FUNCTION_WORDS.binary_search_by_key(&&**tag, |row| row.0).ok();
        Self(chain.iter().find_map(place).map_or(0, |at| 1 << at))
    }

    /// The languages that a tag without a script stands for: Serbian is one in both of its scripts.
    pub(crate) fn of_language(tag: &str) -> Self {
        let mut subtags = tag.split('-');
        let language = subtags.next();
        if subtags.any(|subtag| subtag.len() == 4) {
            return Self::default();
        }
        let own = |row: &(&str, &str, &str)| row.0.split('-').next() == language;
        let places = FUNCTION_WORDS.iter().enumerate().filter(|(_, row)| own(row));
        Self(places.fold(0, |set, (at, _)| set | 1 << at))
    }

    /// The languages of both.
    #[must_use]
    pub(crate) fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The languages that have the word with this key (see [`tokens::key`]) among their function
    /// words.
    #[inline]
    pub(crate) fn with(key: u64) -> Self {
        TABLE.get(key)
    }

    /// Whether the two have a language in common.
    #[inline]
    pub(crate) fn meet(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The language at a place in the table of all.
    pub(super) fn at(place: usize) -> Self {
        Self(1 << place)
    }

    /// The tags of the languages.
    pub(crate) fn tags(self) -> impl Iterator<Item = &'static str> {
        self.places().map(|at| FUNCTION_WORDS[at].0)
    }

    /// The languages that write all letters of a word beyond ASCII; of a word without such, none.
    pub(crate) fn writing(word: &str) -> Self {
        let letters = word.chars().filter(|c| !c.is_ascii() && c.is_alphabetic());
        let writers = letters.map(|c| LETTERS.get(&fold(c)).copied().unwrap_or_default());
        writers.reduce(|all, of_letter| Self(all.0 & of_letter.0)).unwrap_or_default()
    }

    /// The places of the languages in the table of all.
    pub(super) fn places(self) -> impl Iterator<Item = usize> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let at = rest.checked_ilog2()?;
            rest &= !(1 << at);
            Some(at as usize)
        })
    }
}

/// The languages of each word: an open-addressing table, at most half full, in which an empty set is
/// a free place.
struct Table {
    places: Vec<(u64, Languages)>,
    shift: u32,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut languages: BTreeMap<u64, u64> = BTreeMap::new();
    for (at, (_, words, _)) in FUNCTION_WORDS.iter().enumerate() {
        for word in words.split(' ') {
            *languages.entry(tokens::key(word)).or_default() |= 1 << at;
        }
    }
    let size = (2 * languages.len()).next_power_of_two();
    let mut table = Table {
        places: vec![(0, Languages::default()); size],
        shift: u64::BITS - size.trailing_zeros(),
    };
    for (key, set) in languages {
        let at = table.find(key);
        table.places[at] = (key, Languages(set));
    }
    table
});

/// The languages that write each letter beyond ASCII.
static LETTERS: LazyLock<BTreeMap<char, Languages>> = LazyLock::new(|| {
    let mut languages: BTreeMap<char, Languages> = BTreeMap::new();
    for (at, (tag, _, more)) in FUNCTION_WORDS.iter().enumerate() {
        for c in cldr::letters(&cldr::chain(tag)).chars().chain(more.chars()) {
            languages.entry(fold(c)).or_default().0 |= 1 << at;
        }
    }
    languages
});

impl Table {
    /// The place of the word, or the free one where it would be.
    #[inline]
    fn find(&self, key: u64) -> usize {
        // Fibonacci hashing.
        let mut at = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> self.shift) as usize;
        while self.places[at].1 != Languages::default() && self.places[at].0 != key {
            at = (at + 1) % self.places.len();
        }
        at
    }

    #[inline]
    fn get(&self, key: u64) -> Languages {
        self.places[self.find(key)].1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn languages(word: &str) -> Vec<&'static str> {
        Languages::with(tokens::key(word)).tags().collect()
    }

    #[test]
    fn there_is_a_bit_for_every_language() {
        assert!(FUNCTION_WORDS.len() <= u64::BITS as usize);
    }

    #[test]
    fn a_word_is_known_in_each_of_its_languages() {
        assert_eq!(languages("The"), ["en"]);
        assert!(languages("ist").contains(&"de") && !languages("ist").contains(&"en"));
        assert!(languages("на").contains(&"ru") && languages("на").contains(&"bg"));
        assert!(languages("market").is_empty());
    }

    #[test]
    fn letters_tell_their_languages() {
        let tags = |word: &str| Languages::writing(word).tags().collect::<Vec<_>>();
        assert_eq!(tags("stroški"), tags("š"));
        assert!(tags("są").contains(&"pl") && !tags("są").contains(&"cs"));
        assert!(tags("oraşţ").contains(&"ro") && tags("orașț").contains(&"ro"));
        assert!(tags("market").is_empty() && tags("çå").is_empty());
    }

    #[test]
    fn a_region_is_known_by_its_language() {
        let tags = |tag: &str| Languages::of(&cldr::chain(tag)).tags().collect::<Vec<_>>();
        assert_eq!(tags("pt-BR"), ["pt"]);
        assert_eq!(tags("sr-Latn-ME"), ["sr-Latn"]);
        assert!(tags("tlh").is_empty());
    }
}
