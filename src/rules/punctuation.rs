//! The tables of punctuation in a language file.

use crate::punctuation::Mark;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Which marks a language writes, and how. `rules/README.md` describes it with examples.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Punctuation {
    /// The characters that are a mark: `question = "?？؟"`.
    pub marks: BTreeMap<Mark, String>,
    /// Marks that a sentence may end without: the full stop in Thai.
    pub optional: Vec<Mark>,
    /// Endings that ask without a question mark: か.
    pub asks: Vec<String>,
    /// Marks that need another one before what they close: `¿?`.
    pub opened: Vec<String>,
    /// Characters with a space before them: `!?;:»` in French.
    pub spaced: Option<String>,
    /// Pairs of quotation marks: `„“`. Straight ones are right in every language.
    pub quotes: Vec<String>,
}

impl Punctuation {
    /// Lays `over` on top: a character that it names is that mark alone, and its quotation marks and
    /// spaces take the place of those below.
    pub(super) fn lay(&mut self, over: Self) {
        let Self { marks, optional, asks, opened, spaced, quotes } = over;
        for (mark, characters) in marks {
            for below in self.marks.values_mut() {
                below.retain(|c| !characters.contains(c));
            }
            self.marks.entry(mark).or_default().push_str(&characters);
        }
        self.optional.extend(optional);
        self.asks.extend(asks);
        self.opened.extend(opened);
        self.spaced = spaced.or(self.spaced.take());
        if !quotes.is_empty() {
            self.quotes = quotes;
        }
    }
}
