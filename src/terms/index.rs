//! Many terms, looked for at once.

use super::inflection::{Endings, Fit, Purpose};
use super::pattern::{Pattern, key};
use crate::error::Error;
use crate::facts::Chars;
use aho_corasick::AhoCorasick;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// An automaton over the beginnings of terms, and the terms that begin so.
#[derive(Debug)]
pub(super) struct Index {
    /// None where there are no terms.
    automaton: Option<AhoCorasick>,
    /// The terms of each anchor.
    anchored: Vec<Vec<u32>>,
    patterns: Vec<Pattern>,
    endings: Endings,
}

/// A term in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit {
    /// Which one, in the order in which the index got them.
    pub(super) pattern: u32,
    /// From which character.
    pub(super) start: usize,
    /// To before which.
    pub(super) end: usize,
    pub(super) fit: Fit,
}

impl Index {
    pub(super) fn new(patterns: Vec<Pattern>, endings: Endings) -> Result<Self, Error> {
        let mut anchors: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for (number, pattern) in patterns.iter().enumerate() {
            let anchor = pattern.anchor(&endings).iter().collect();
            anchors.entry(anchor).or_default().push(number as u32);
        }
        let build = |anchors: &BTreeMap<String, Vec<u32>>| {
            AhoCorasick::new(anchors.keys()).map_err(|error| {
                Error::Usage(format!("the termbase is too large to be searched for: {error}"))
            })
        };
        let automaton = if anchors.is_empty() { None } else { Some(build(&anchors)?) };
        Ok(Self { automaton, anchored: anchors.into_values().collect(), patterns, endings })
    }

    pub(super) fn endings(&self) -> &Endings {
        &self.endings
    }

    /// The term that was hit.
    pub(super) fn pattern(&self, hit: &Hit) -> &Pattern {
        &self.patterns[hit.pattern as usize]
    }

    pub(super) fn is_empty(&self) -> bool {
        self.patterns.is_empty()
    }

    /// Finds the terms of `text`, of those that overlap the first and of those the longest, in the
    /// order of the text. `buffer` is memory that is used again.
    pub(super) fn read(&self, text: &Chars, buffer: &mut String, hits: &mut Vec<Hit>) {
        hits.clear();
        let Some(automaton) = &self.automaton else { return };
        buffer.clear();
        buffer.extend(text.folded.iter().map(|&c| key(c)));
        let bytes = buffer.as_bytes();
        let mut counter =
            Counter { text: buffer, ascii: bytes.len() == text.len(), ..Counter::default() };
        for found in automaton.find_overlapping_iter(buffer.as_str()) {
            let before = found.start().checked_sub(1).map(|at| bytes[at]);
            if bytes[found.start()].is_ascii_alphanumeric()
                && before.is_some_and(|byte| byte.is_ascii_alphanumeric())
            {
                continue;
            }
            let start = counter.characters(found.start());
            for &pattern in &self.anchored[found.pattern().as_usize()] {
                let searched = &self.patterns[pattern as usize];
                let at = searched.at(text, start, Purpose::Accuse, &self.endings);
                hits.extend(at.map(|(end, fit)| Hit { pattern, start, end, fit }));
            }
        }
        self.keep_longest(hits);
    }

    fn keep_longest(&self, hits: &mut Vec<Hit>) {
        let exact = |hit: &Hit| self.pattern(hit).is_exact();
        hits.sort_by_key(|hit| (hit.start, Reverse(hit.end), hit.fit, !exact(hit), hit.pattern));
        let mut end = 0;
        hits.retain(|hit| {
            let free = hit.start >= end;
            end = if free { hit.end } else { end };
            free
        });
    }
}

/// Turns byte offsets into numbers of characters, quickly where they are near each other.
#[derive(Default)]
struct Counter<'a> {
    text: &'a str,
    ascii: bool,
    byte: usize,
    characters: usize,
}

impl Counter<'_> {
    fn characters(&mut self, byte: usize) -> usize {
        if self.ascii {
            return byte;
        }
        if byte >= self.byte {
            self.characters += self.text[self.byte..byte].chars().count();
        } else {
            self.characters -= self.text[byte..self.byte].chars().count();
        }
        self.byte = byte;
        self.characters
    }
}
