//! How number words are typed beside the way that CLDR spells them: `rules/spelling.tsv`.

use super::learn::{Item, Numerals};
use std::collections::BTreeSet;

impl Numerals {
    /// Adds the words as they are typed by the habits of a language. The rows are those of the table:
    /// language, habit, and what it needs.
    pub(crate) fn add_habits(&mut self, locale: &str, table: &str) {
        let language = locale.split('-').next().unwrap_or(locale);
        for row in table.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = row.split('\t');
            if cells.next() != Some(language) {
                continue;
            }
            let (habit, what) =
                (cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
            match habit {
                "letters" => self.letters(what),
                "together" => {
                    self.together(what.parse().expect("together says up to which number"));
                }
                "apart" => self.apart(),
                "glued" => self.glued = true,
                "joiner" => _ = self.words.entry(what.to_owned()).or_default().insert(Item::Joiner),
                _ => panic!("rules/spelling.tsv: there is no habit `{habit}`"),
            }
        }
    }

    /// Letters that are typed as others, all of a row or none.
    fn letters(&mut self, what: &str) {
        let pairs: Vec<_> = what.split(' ').filter_map(|pair| pair.split_once('=')).collect();
        self.vary(|word, number| {
            // Without its accents, the one of many languages is the article.
            let typed =
                pairs.iter().fold(word.to_owned(), |word, (from, to)| word.replace(from, to));
            number.is_none_or(|n| n > 1).then_some(typed)
        });
    }

    /// Numbers up to a limit whose parts are typed as one word.
    fn together(&mut self, limit: u16) {
        self.vary(|word, number| (number? < limit).then(|| word.replace(' ', "")));
    }

    /// Parts of one word that are typed apart, where the rules have a soft hyphen.
    fn apart(&mut self) {
        for (word, item) in std::mem::take(&mut self.hyphenated) {
            self.words.entry(word).or_insert_with(|| BTreeSet::from([item]));
        }
    }

    /// Adds a variant of each word, never another meaning for a word that has one.
    fn vary(&mut self, variant: impl Fn(&str, Option<u16>) -> Option<String>) {
        for (word, items) in self.words.clone() {
            let number = items.iter().find_map(|item| match *item {
                Item::Cardinal(n) | Item::Ordinal(n) => Some(n),
                _ => None,
            });
            if let Some(variant) = variant(&word, number) {
                self.words.entry(variant).or_insert(items);
            }
        }
    }
}
