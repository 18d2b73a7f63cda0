//! The words of one language that say whether a capitalised word is a name.

use crate::rules::Names;
use std::collections::BTreeMap;

/// What a listed word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// A legal form: comes and goes in translation.
    Legal,
    /// A title or an office before or after a name.
    Title,
    /// A word that is capitalised without being a name.
    Common,
    /// A small word inside a name: `of`, `de`, `van`.
    Connector,
}

/// The tables of [`Names`], ready for look-up.
#[derive(Debug, Clone, Default)]
pub struct NameWords {
    /// Roles by the key of the folded word, sorted.
    roles: Vec<(u64, Role)>,
    /// The longest first, so that one ending never hides another.
    endings: Vec<Vec<char>>,
    /// Whether every noun has a capital.
    pub(crate) nouns_capitalised: bool,
    /// Whether a word or an ending has digits.
    pub(crate) has_digits: bool,
}

impl From<&Names> for NameWords {
    fn from(names: &Names) -> Self {
        let mut roles = BTreeMap::new();
        for (words, role) in [
            (&names.not_names, Role::Common),
            (&names.titles, Role::Title),
            (&names.legal_forms, Role::Legal),
            // Last, since a word listed twice is what it is listed as last: `of` also begins headings.
            (&names.connectors, Role::Connector),
        ] {
            roles.extend(words.iter().map(|word| (key(folded(word).into_iter()), role)));
        }
        let words = [&names.not_names, &names.titles, &names.legal_forms, &names.connectors];
        let mut words = words.into_iter().flatten().chain(&names.endings);
        let has_digits = words.any(|word| folded(word).iter().any(char::is_ascii_digit));
        let mut endings: Vec<Vec<char>> = names.endings.iter().map(|e| folded(e)).collect();
        endings.sort_by_key(|ending| std::cmp::Reverse(ending.len()));
        Self {
            roles: roles.into_iter().collect(),
            endings,
            nouns_capitalised: names.nouns_capitalised,
            has_digits,
        }
    }
}

impl NameWords {
    /// What the folded `word` is, if it is listed.
    pub(super) fn role(&self, word: &[char]) -> Option<Role> {
        let key = key(word.iter().copied());
        let at = self.roles.binary_search_by_key(&key, |&(key, _)| key).ok()?;
        Some(self.roles[at].1)
    }

    /// Whether the folded `word` is listed, whatever it is.
    pub(crate) fn is_listed(&self, word: &[char]) -> bool {
        self.role(word).is_some()
    }

    /// How many characters at the end of the folded `word` are an ending such as a possessive.
    pub(super) fn ending(&self, word: &[char]) -> usize {
        let fits = |ending: &&Vec<char>| ending.len() < word.len() && word.ends_with(ending);
        self.endings.iter().find(fits).map_or(0, Vec::len)
    }
}

/// Folds a listed word as [`super::super::Chars`] folds a text. A full stop at its end makes no
/// difference.
fn folded(word: &str) -> Vec<char> {
    word.trim_end_matches('.').chars().map(super::super::chars::fold).collect()
}

/// Equal for equal words, and the same in every run: the 64-bit FNV-1a hash of their characters.
pub(crate) fn key(word: impl Iterator<Item = char>) -> u64 {
    word.fold(0xcbf2_9ce4_8422_2325, |key, c| {
        (key ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3)
    })
}
