//! What a text does not say itself but lets others say: `allegedly`, `what she described as`.

use crate::facts::{Chars, fold_text, is_unspaced};
use crate::lexicon::trie::Trie;
use crate::rules;
use crate::text::Span;

/// The words of one language that leave a claim to others.
#[derive(Debug)]
pub(crate) struct Attribution {
    cues: Phrases,
    answers: Phrases,
}

impl Attribution {
    pub(crate) fn new(table: &rules::Attribution) -> Self {
        Self { cues: Phrases::new(&table.cues), answers: Phrases::new(&table.answers) }
    }

    /// The first place where `text` leaves a claim to others in words that a translation has to keep.
    pub(crate) fn cue(&self, text: &Chars) -> Option<Span> {
        self.cues.find(text).map(|(start, end)| text.span(start, end))
    }

    /// Whether `text` may leave a claim to others; also true where that cannot be told.
    pub(crate) fn may_answer(&self, text: &Chars) -> bool {
        self.answers.is_empty()
            || self.answers.find(text).is_some()
            || self.cues.find(text).is_some()
            || text.raw.iter().any(|&c| is_quote(c))
    }
}

/// Whether a character is a quotation mark; an apostrophe is none.
fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '「' | '」' | '『' | '《' | '‘' | '‚')
}

/// Phrases that are looked for in texts: whole words, or with any ending where `*` ends them.
#[derive(Debug)]
struct Phrases {
    trie: Trie,
    /// Whether each may have an ending.
    open: Vec<bool>,
}

impl Phrases {
    fn new(phrases: &[String]) -> Self {
        let mut phrases: Vec<(String, bool)> = phrases
            .iter()
            .map(|phrase| {
                let stem = phrase.strip_suffix('*');
                (fold_text(stem.unwrap_or(phrase)), stem.is_some())
            })
            .collect();
        phrases.sort_unstable();
        phrases.dedup_by(|later, first| {
            later.0 == first.0 && {
                first.1 |= later.1;
                true
            }
        });
        let words: Vec<&str> = phrases.iter().map(|(phrase, _)| phrase.as_str()).collect();
        Self { trie: Trie::new(&words), open: phrases.iter().map(|(_, open)| *open).collect() }
    }

    fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// Where the first phrase stands, in characters.
    fn find(&self, text: &Chars) -> Option<(usize, usize)> {
        let mut inside = false;
        (0..text.len()).find_map(|start| {
            let c = text.get(start);
            let begins = !inside || is_unspaced(c);
            inside = c.is_alphanumeric() && !is_unspaced(c);
            if !begins || !self.trie.may_begin([c, text.get(start + 1), text.get(start + 2)]) {
                return None;
            }
            let mut found = None;
            self.trie.prefixes(&text.folded[start..], |length, index| {
                let next = text.get(start + length);
                let ends = is_unspaced(c) || !next.is_alphanumeric();
                if ends || self.open[index as usize] {
                    found = Some((start, start + length));
                }
            });
            found
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(phrases: &[&str], text: &str) -> Option<(usize, usize)> {
        let phrases: Vec<String> = phrases.iter().map(|phrase| (*phrase).to_owned()).collect();
        let mut chars = Chars::default();
        chars.fill(text);
        Phrases::new(&phrases).find(&chars)
    }

    #[test]
    fn whole_words_are_found_and_stems_with_any_ending() {
        assert_eq!(find(&["reportedly"], "He Reportedly left"), Some((3, 13)));
        assert_eq!(find(&["alleg"], "the alleged theft"), None);
        assert_eq!(find(&["alleg*"], "the alleged theft"), Some((4, 9)));
        assert_eq!(find(&["という"], "犯人という男"), Some((2, 5)));
        assert_eq!(find(&["so-called"], "also-called"), None);
    }
}
