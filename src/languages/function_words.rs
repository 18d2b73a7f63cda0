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
        let own = |row: &(&str, &str)| row.0.split('-').next() == language;
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

    /// The tags of the languages.
    pub(crate) fn tags(self) -> impl Iterator<Item = &'static str> {
        self.places().map(|at| FUNCTION_WORDS[at].0)
    }

    /// Whether a word has letters beyond ASCII, and these languages write theirs without them.
    pub(crate) fn lack_letters_of(self, word: &str) -> bool {
        let letters: String = self.tags().map(|tag| cldr::letters(&cldr::chain(tag))).collect();
        let lacks = |c: char| !c.is_ascii() && c.is_alphabetic() && !letters.contains(fold(c));
        !letters.is_empty() && word.chars().any(lacks)
    }

    /// The places of the languages in [`Counts`].
    fn places(self) -> impl Iterator<Item = usize> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let at = rest.checked_ilog2()?;
            rest &= !(1 << at);
            Some(at as usize)
        })
    }
}

/// How often something was seen of each language.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Counts([u32; u64::BITS as usize]);

impl Default for Counts {
    fn default() -> Self {
        Self([0; u64::BITS as usize])
    }
}

impl Counts {
    /// Counts one for each of `languages`.
    pub(crate) fn add(&mut self, languages: Languages) {
        languages.places().for_each(|at| self.0[at] += 1);
    }

    /// How often the one of `languages` that was seen most was seen.
    pub(crate) fn of(&self, languages: Languages) -> u32 {
        languages.places().map(|at| self.0[at]).max().unwrap_or_default()
    }

    /// The language that was seen most, with how often.
    pub(crate) fn most(&self) -> Option<(Languages, u32)> {
        let most = self.0.iter().copied().enumerate().rev().max_by_key(|&(_, count)| count);
        most.filter(|&(_, count)| count > 0).map(|(at, count)| (Languages(1 << at), count))
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
    for (at, (_, words)) in FUNCTION_WORDS.iter().enumerate() {
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
    fn a_region_is_known_by_its_language() {
        let tags = |tag: &str| Languages::of(&cldr::chain(tag)).tags().collect::<Vec<_>>();
        assert_eq!(tags("pt-BR"), ["pt"]);
        assert_eq!(tags("sr-Latn-ME"), ["sr-Latn"]);
        assert!(tags("tlh").is_empty());
    }

    #[test]
    fn most_sees_what_came_most_often() {
        let mut counts = Counts::default();
        assert!(counts.most().is_none());
        for word in ["und", "die", "the"] {
            counts.add(Languages::with(tokens::key(word)));
        }
        let (languages, count) = counts.most().expect("something was seen");
        assert!(count == 2 && languages.tags().eq(["de"]), "{languages:?}");
    }
}
