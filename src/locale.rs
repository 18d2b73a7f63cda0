//! The tables of one language, ready for use.

use crate::error::Error;
use crate::facts::NameWords;
use crate::lexicon::Lexicon;
use crate::rules::{Digits, Garble, LanguageFile, Sentences};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

include!(concat!(env!("OUT_DIR"), "/languages.rs"));

/// The tables of one language.
#[derive(Debug)]
pub struct Locale {
    /// The tag the tables were asked for, such as `en` or `pt-BR`.
    pub tag: String,
    /// The language's name in English, or its tag where no table has one.
    pub name: String,
    /// How sentences end.
    pub sentences: Sentences,
    /// How digits are written.
    pub digits: Digits,
    /// The words that mean something beside a figure.
    pub lexicon: Lexicon,
    /// Whether a middle dot between digits may be a decimal separator.
    pub middle_dot_decimals: bool,
    /// Whether the words for "from" and "to" follow their figure.
    pub postpositions: bool,
    /// Tables of the garble signals.
    pub garble: Garble,
    /// Words that tell names from other capitalised words.
    pub names: NameWords,
}

impl Locale {
    /// Parses a language file and builds its tables. An error names the file, the line and the key.
    pub fn parse(tag: &str, toml: &str) -> Result<Self, Error> {
        let rules = |what: String| Error::Rules(format!("lang/{tag}.toml"), what);
        let mut file: LanguageFile = toml::from_str(toml).map_err(|e| rules(e.to_string()))?;
        // A counter of figures is one of garbled quantities too.
        file.garble.quantity.counters.extend_from_slice(&file.counters);
        Ok(Self {
            tag: tag.to_owned(),
            lexicon: Lexicon::new(&file)?,
            name: if file.name.is_empty() { tag.to_owned() } else { file.name },
            digits: file.digits,
            middle_dot_decimals: file.numerals.middle_dot_decimals,
            postpositions: file.marks.postpositions,
            sentences: file.sentences,
            garble: file.garble,
            names: NameWords::from(&file.names),
        })
    }

    /// The tags of the languages with a table of their own, sorted.
    pub fn built_in() -> impl Iterator<Item = &'static str> {
        LANGUAGES.iter().map(|&(tag, _)| tag)
    }

    /// The text of a built-in language file.
    pub fn built_in_file(tag: &str) -> Option<&'static str> {
        LANGUAGES.binary_search_by_key(&tag, |&(tag, _)| tag).ok().map(|at| LANGUAGES[at].1)
    }
}

/// The locales of a run, each loaded when first asked for.
#[derive(Debug, Default)]
pub struct Locales {
    loaded: Mutex<HashMap<String, Arc<Locale>>>,
}

impl Locales {
    /// The locale for a BCP 47 tag: its own tables, else those of the longest prefix that has some
    /// (`pt-AO` falls back to `pt`), else none but the tag.
    pub fn get(&self, tag: &str) -> Result<Arc<Locale>, Error> {
        let mut loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(locale) = loaded.get(tag) {
            return Ok(Arc::clone(locale));
        }
        let mut prefix = tag.replace('_', "-");
        let file = loop {
            if let Some(file) = Locale::built_in_file(&prefix) {
                break file;
            }
            match prefix.rfind('-') {
                Some(at) => prefix.truncate(at),
                None => break "",
            }
        };
        let locale = Arc::new(Locale::parse(tag, file)?);
        loaded.insert(tag.to_owned(), Arc::clone(&locale));
        Ok(locale)
    }
}
