//! The core vocabulary: about eight hundred things that are spoken of everywhere, such as `hospital`
//! or `winter`, and the words of each language that may stand for them.
//!
//! Where a good translation speaks of a thing, mostly one of its words stands on the other side: of
//! two things in three, in human translations of news. Where nothing answers anything, the target is
//! the translation of another sentence. See `rules/concepts`.

use crate::cldr;
use crate::facts::{Chars, fold_text, is_unspaced};
use crate::lexicon::trie::Trie;
use crate::tokens::KeySet;
use flate2::read::DeflateDecoder;
use smallvec::SmallVec;
use std::collections::BTreeMap;
use std::io::Read;

include!(concat!(env!("OUT_DIR"), "/concepts.rs"));

/// How many concepts there may be.
const MOST: usize = 1024;

/// The words of one language for the concepts.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    words: Trie,
    /// What the words stand for, in the order of the trie.
    forms: Vec<Form>,
    /// Which three letters stand beside each other in them.
    triples: KeySet,
}

/// What a word, or its beginning, may stand for.
#[derive(Debug, Default)]
struct Form {
    whole: SmallVec<[u16; 2]>,
    /// The same with any ending.
    stem: SmallVec<[u16; 2]>,
}

/// What a text speaks of.
#[derive(Debug)]
pub(crate) struct Concepts {
    /// Each word with what it may stand for.
    words: SmallVec<[(u32, u16); 64]>,
    all: [u64; MOST / 64],
}

impl Vocabulary {
    /// The vocabulary of the first of these locales that has one.
    pub(crate) fn of(tag: &str) -> Option<Self> {
        let chain = cldr::chain(tag);
        let packed = chain.iter().find_map(|locale| {
            let at = CONCEPTS.binary_search_by_key(&locale.as_str(), |&(tag, _)| tag).ok()?;
            Some(CONCEPTS[at].1)
        })?;
        let mut table = String::new();
        DeflateDecoder::new(packed).read_to_string(&mut table).ok()?;
        Some(Self::parse(&table))
    }

    fn parse(table: &str) -> Self {
        let mut forms: BTreeMap<String, Form> = BTreeMap::new();
        for (concept, words) in rows(table) {
            let Ok(concept) = CONCEPT_IDS.binary_search(&concept) else { continue };
            for word in words {
                let stem = word.strip_suffix('*');
                let form = forms.entry(fold_text(stem.unwrap_or(word))).or_default();
                let list = if stem.is_some() { &mut form.stem } else { &mut form.whole };
                list.push(concept as u16);
            }
        }
        let words: Vec<&str> = forms.keys().map(String::as_str).collect();
        let triples = words.iter().flat_map(|word| triples(word.chars())).collect();
        Self {
            words: Trie::new(&words),
            triples: KeySet::new(triples),
            forms: forms.into_values().collect(),
        }
    }

    /// Whether a folded word, or one with at most so many letters behind it, is in the vocabulary.
    pub(crate) fn has(&self, word: &[char], ending: usize) -> bool {
        let mut known = false;
        self.words.prefixes(word, |length, index| {
            let is_stem = !self.forms[index as usize].stem.is_empty();
            known |= length == word.len() || (is_stem && length + ending >= word.len());
        });
        known
    }

    /// Whether a folded word looks like one of the language: most of its letters stand beside each
    /// other in words of the vocabulary, too.
    pub(crate) fn resembles(&self, word: &[char]) -> bool {
        let (mut all, mut known) = (0, 0);
        for triple in triples(word.iter().copied()) {
            all += 1;
            known += usize::from(self.triples.contains(triple));
        }
        3 * known >= 2 * all
    }

    /// What a text speaks of.
    pub(crate) fn read(&self, text: &Chars) -> Concepts {
        let mut read = Concepts { words: SmallVec::new(), all: [0; MOST / 64] };
        let mut inside = false;
        for start in 0..text.len() {
            let c = text.get(start);
            let begins = !inside || stands_alone(c);
            inside = c.is_alphanumeric() && !stands_alone(c);
            if begins && self.words.may_begin([c, text.get(start + 1), text.get(start + 2)]) {
                self.words.prefixes(&text.folded[start..], |length, index| {
                    let next = text.get(start + length);
                    let ends = !next.is_alphanumeric() || stands_alone(next);
                    let form = &self.forms[index as usize];
                    let whole = form.whole.iter().filter(|_| ends || stands_alone(c));
                    for &concept in form.stem.iter().chain(whole) {
                        read.add(concept);
                        // One character alone is a part of many words, and only answers others.
                        if length > 1 || !stands_alone(c) {
                            read.words.push((start as u32, concept));
                        }
                    }
                });
            }
        }
        read
    }
}

/// The concepts of a table with their words.
fn rows(table: &str) -> impl Iterator<Item = (&str, impl Iterator<Item = &str>)> {
    let rows = table.lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|line| line.split_once('\t')).map(|(id, words)| (id, words.split(", ")))
}

/// Each three letters in a row, the space before the word among them.
fn triples(word: impl Iterator<Item = char>) -> impl Iterator<Item = u64> {
    let mut last = [0, u64::from(' ')];
    word.filter_map(move |c| {
        let triple = [last[0], last[1], u64::from(c)];
        last = [triple[1], triple[2]];
        (triple[0] > 0).then(|| triple.iter().fold(0, |key, c| key << 21 | c))
    })
}

/// Whether a character is written without a space to the word before it; Hangul has spaces.
fn stands_alone(c: char) -> bool {
    is_unspaced(c) && !matches!(c, '\u{ac00}'..='\u{d7af}')
}

impl Concepts {
    fn add(&mut self, concept: u16) {
        self.all[usize::from(concept) / 64] |= 1 << (concept % 64);
    }

    /// How many words stand for a concept, and how many of them for none that the other text speaks
    /// of.
    pub(crate) fn unanswered(&self, other: &Self) -> (usize, usize) {
        let has = |concept: u16| other.all[usize::from(concept) / 64] >> (concept % 64) & 1 == 1;
        self.words.chunk_by(|a, b| a.0 == b.0).fold((0, 0), |(all, alone), word| {
            let answered = word.iter().any(|&(_, concept)| has(concept));
            (all + 1, alone + usize::from(!answered))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{self, Facts};
    use crate::locale::Locale;
    use std::collections::BTreeSet;

    fn tables() -> impl Iterator<Item = (&'static str, String)> {
        CONCEPTS.iter().map(|&(tag, packed)| {
            let mut table = String::new();
            DeflateDecoder::new(packed).read_to_string(&mut table).expect("it is deflated");
            (tag, table)
        })
    }

    #[test]
    fn every_table_can_be_found_in_a_text() {
        let (_, english) = tables().find(|(tag, _)| *tag == "en").expect("English has one");
        let known: BTreeSet<&str> = rows(&english).map(|(id, _)| id).collect();
        assert!(known.len() < MOST);
        for (tag, table) in tables() {
            let mut met = BTreeSet::new();
            for (concept, words) in rows(&table) {
                assert!(known.contains(concept), "{tag}: English has no `{concept}`");
                assert!(met.insert(concept), "{tag}: `{concept}` stands twice");
                for word in words {
                    let letters = word.strip_suffix('*').unwrap_or(word);
                    assert!(!letters.is_empty() && !letters.contains('*'), "{tag}: `{word}`");
                    assert!(!letters.contains(char::is_uppercase), "{tag}: `{word}`");
                }
            }
        }
    }

    /// How many words of one text are answered in the other, and how many there are.
    fn answered(langs: (&str, &str), source: &str, target: &str) -> (usize, usize) {
        let read = |tag: &str, text: &str| {
            let locale = Locale::load(tag).expect("it is built in");
            let (mut scratch, mut facts) = (facts::Scratch::default(), Facts::default());
            facts::read(text, &locale, &mut scratch, &mut facts);
            locale.vocabulary().expect("it has one").read(&facts.chars)
        };
        let (all, alone) = read(langs.0, source).unanswered(&read(langs.1, target));
        (all - alone, all)
    }

    #[test]
    fn words_answer_each_other_across_scripts() {
        let source = "The doctor at the hospital drank coffee in the morning.";
        let targets = [
            ("de", "Der Arzt im Krankenhaus trank morgens Kaffee."),
            ("ja", "病院の医者は朝にコーヒーを飲んだ。"),
            ("ru", "Врач в больнице утром пил кофе."),
            ("ko", "병원의 의사는 아침에 커피를 마셨다."),
        ];
        for (tag, target) in targets {
            let (answered, all) = answered(("en", tag), source, target);
            assert!(all >= 4 && answered + 1 >= all, "{tag}: {answered} of {all}");
            assert_eq!(
                self::answered(("en", tag), "A ship sank in the sea.", target).0,
                0,
                "{tag}"
            );
        }
    }

    #[test]
    fn a_whole_word_is_not_found_in_another() {
        assert_eq!(answered(("en", "en"), "carpet", "car"), (0, 0));
        assert_eq!(answered(("en", "en"), "car", "car"), (1, 1));
    }
}
