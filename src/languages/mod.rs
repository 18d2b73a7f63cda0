//! Which language a stretch of text is in, by its function words and its scripts.
//!
//! Few sentences of a language with spaces do without its articles, pronouns, prepositions and
//! particles, and few of these words are written the same in the languages beside it. A language
//! that shares a script with no other is known by that. What neither tells, such as a list of names,
//! is of no language here.

mod evidence;
mod function_words;
mod scripts;

pub(crate) use evidence::{Clue, Evidence};
pub(crate) use function_words::Languages;
pub(crate) use scripts::Scripts;

use crate::cldr;
use crate::facts::fold;
use crate::rules::OwnWords;
use crate::tokens::{CharSet, WordSet};
use std::fmt;

/// What a language is known by.
#[derive(Clone)]
pub(crate) struct Look {
    /// Which of the languages with function words it is, in each of its scripts; none, if it has none.
    pub languages: Languages,
    /// Its function words.
    function: WordSet,
    /// The letters beyond ASCII that it writes its words with, in small letters.
    letters: CharSet,
    /// Whether they are known.
    has_letters: bool,
    /// The scripts that it is written in.
    pub scripts: Scripts,
    /// The letters of the basic plane that are of other scripts, a bit for each.
    foreign: Box<[u64; 1024]>,
}

impl Look {
    /// The look of the language of `tag` with these words.
    pub(crate) fn new(tag: &str, own: &OwnWords) -> Self {
        // A tag without a script stands for the language in each of its scripts.
        let chain = cldr::chain(tag);
        let languages = Languages::of(&chain).and(Languages::of_language(&chain[0]));
        let chains: Vec<_> = languages.tags().map(cldr::chain).chain([chain]).collect();
        let scripts = chains.iter().filter_map(|chain| cldr::script(chain));
        let scripts = scripts.map(Scripts::of_code).reduce(Scripts::and).unwrap_or(Scripts::ALL);
        let letters = chains.iter().flat_map(|chain| cldr::letters(chain).chars());
        let letters: CharSet = letters.chain(own.letters.chars()).collect();
        // A language that is written in Latin letters may need none beyond ASCII.
        let is_plain = languages != Languages::default() && scripts.has_latin();
        Self {
            languages,
            function: own.function.iter().map(String::as_str).collect(),
            has_letters: is_plain || !letters.is_empty(),
            letters,
            scripts,
            foreign: scripts.others(),
        }
    }

    /// Whether the word with this key is one of the language's function words.
    #[inline]
    pub(crate) fn has(&self, key: u64) -> bool {
        self.function.contains(key) || Languages::with(key).meet(self.languages)
    }

    /// Whether `c` is a letter of a script that the language is not written in.
    #[inline]
    pub(crate) fn is_foreign(&self, c: char) -> bool {
        match self.foreign.get(c as usize >> 6) {
            Some(bits) => bits >> (c as u32 & 63) & 1 == 1,
            None => self.scripts.exclude(c),
        }
    }

    /// Whether a word has a letter that the language does not write its words with.
    pub(crate) fn is_strange(&self, word: &str) -> bool {
        let strange =
            |c: char| !c.is_ascii() && c.is_alphabetic() && !self.letters.contains(fold(c));
        self.has_letters && word.chars().any(strange)
    }

    /// Whether a text of the other language can be told from one of this.
    pub(crate) fn differs(&self, other: &Self) -> bool {
        self.languages != other.languages || !self.scripts.meet(other.scripts)
    }
}

impl fmt::Debug for Look {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Look").field("scripts", &self.scripts).finish_non_exhaustive()
    }
}
