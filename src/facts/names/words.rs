//! The words of one language that say whether a capitalised word is a name.

use crate::rules::Names;
use std::collections::HashMap;

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
    roles: HashMap<String, Role>,
    endings: Vec<String>,
}

impl From<&Names> for NameWords {
    fn from(names: &Names) -> Self {
        let mut roles = HashMap::new();
        for (words, role) in [
            (&names.not_names, Role::Common),
            (&names.titles, Role::Title),
            (&names.legal_forms, Role::Legal),
            // Last, since a word listed twice is what it is listed as last: `of` also begins headings.
            (&names.connectors, Role::Connector),
        ] {
            roles.extend(words.iter().map(|word| (folded(word), role)));
        }
        let mut endings: Vec<String> = names.endings.iter().map(|ending| folded(ending)).collect();
        // The longest first, so that one ending never hides another.
        endings.sort_by_key(|ending| std::cmp::Reverse(ending.len()));
        Self { roles, endings }
    }
}

impl NameWords {
    /// What the folded `word` is, if it is listed. A full stop at its end makes no difference.
    pub(super) fn role(&self, word: &str) -> Option<Role> {
        self.roles.get(word.trim_end_matches('.')).copied()
    }

    /// How many characters at the end of the folded `word` are an ending such as a possessive.
    pub(super) fn ending(&self, word: &[char]) -> usize {
        self.endings
            .iter()
            .map(|ending| ending.chars())
            .find(|ending| {
                let length = ending.clone().count();
                length < word.len()
                    && ending.clone().eq(word[word.len() - length..].iter().copied())
            })
            .map_or(0, Iterator::count)
    }
}

/// Folds a listed word as [`super::super::Chars`] folds a text.
fn folded(word: &str) -> String {
    word.trim_end_matches('.').chars().map(super::super::chars::fold).collect()
}
