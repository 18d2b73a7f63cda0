//! The tables of one language, ready for use.

use crate::cldr;
use crate::error::Error;
use crate::facts::NameWords;
use crate::lexicon::Lexicon;
use crate::numerals::Numerals;
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
    /// Parses a language file and builds its tables, with nothing beside them. An error names the
    /// file, the line and the key.
    pub fn parse(tag: &str, toml: &str) -> Result<Self, Error> {
        Self::build(tag, parse(tag, toml)?, None)
    }

    /// The locale for a BCP 47 tag: what CLDR knows of it, and over that the language files of its
    /// language and region (`pt-BR` lies on `pt`).
    pub fn load(tag: &str) -> Result<Self, Error> {
        let chain = cldr::chain(tag);
        let numerals = chain.iter().find_map(|locale| Numerals::of(locale));
        let mut file = cldr::words(tag);
        if let Some(numerals) = &numerals {
            // CLDR's rules for numbers know more forms of these words and how they compose.
            file.numerals.scales.retain(|word, _| !numerals.contains(word));
        }
        for locale in chain.iter().rev() {
            if let Some(toml) = Self::built_in_file(locale) {
                file = file.with(parse(locale, toml)?);
            }
        }
        Self::build(tag, file, numerals)
    }

    fn build(tag: &str, file: LanguageFile, numerals: Option<Numerals>) -> Result<Self, Error> {
        let mut file = file;
        // A counter of figures is one of garbled quantities too.
        file.garble.quantity.counters.extend_from_slice(&file.counters);
        Ok(Self {
            tag: tag.to_owned(),
            lexicon: Lexicon::new(&file, numerals)?,
            name: if file.name.is_empty() { tag.to_owned() } else { file.name },
            digits: file.digits.into(),
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
    /// The locale for a BCP 47 tag; see [`Locale::load`].
    pub fn get(&self, tag: &str) -> Result<Arc<Locale>, Error> {
        let mut loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(locale) = loaded.get(tag) {
            return Ok(Arc::clone(locale));
        }
        let locale = Arc::new(Locale::load(tag)?);
        loaded.insert(tag.to_owned(), Arc::clone(&locale));
        Ok(locale)
    }
}

fn parse(tag: &str, toml: &str) -> Result<LanguageFile, Error> {
    toml::from_str(toml).map_err(|e| Error::Rules(format!("lang/{tag}.toml"), e.to_string()))
}
