//! The tables of one language, ready for use.

use crate::attribution::Attribution;
use crate::cldr;
use crate::concepts::Vocabulary;
use crate::error::Error;
use crate::facts::names::{EditModel, Gazetteer};
use crate::facts::{self, Facts, NameWords};
use crate::languages::Look;
use crate::lexicon::Lexicon;
use crate::numerals::Numerals;
use crate::plurals::Plurals;
use crate::punctuation::Punctuation;
use crate::rules::{Digits, Garble, Inflection, LanguageFile, Names, Proof, Sentences};
use flate2::read::DeflateDecoder;
use smallvec::SmallVec;
use std::collections::HashMap;
use std::fs;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

include!(concat!(env!("OUT_DIR"), "/languages.rs"));
include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// How numbers are written and said, where languages differ in more than words.
#[derive(Debug, Clone, Copy, Default)]
pub struct NumeralStyle {
    /// Whether a middle dot between digits may be a decimal separator: 1・5.
    pub middle_dot_decimals: bool,
    /// Whether a last digit stands in the next place: 一万三 is 13,000.
    pub last_digit_in_next_place: bool,
    /// Whether a joiner goes on with the next scale: 2 milhões e 150 mil.
    pub joiner_before_scales: bool,
}

/// What a language knows of names in other texts.
#[derive(Debug)]
struct Naming {
    gazetteer: Gazetteer,
    sounds: EditModel,
}

/// How many locales were loaded so far.
static LOADED: AtomicU64 = AtomicU64::new(0);

/// The tables of one language.
#[derive(Debug)]
pub struct Locale {
    /// Tells it from every other of this process, so that what is remembered of its texts is not
    /// taken for another's.
    pub(crate) id: u64,
    /// The tag the tables were asked for, such as `en` or `pt-BR`.
    pub tag: String,
    /// The language's name in English, or its tag where no table has one.
    pub name: String,
    /// How sentences end.
    pub sentences: Sentences,
    /// Which marks it writes, and how.
    pub punctuation: Punctuation,
    /// What it is known by from other languages.
    pub(crate) look: Look,
    /// How digits are written.
    pub digits: Digits,
    /// The words that mean something beside a figure.
    pub lexicon: Lexicon,
    /// How numbers are written and said.
    pub style: NumeralStyle,
    /// Whether the words for "from" and "to" follow their figure.
    pub postpositions: bool,
    /// Tables of the garble signals.
    pub garble: Garble,
    /// Words that tell names from other capitalised words.
    pub names: NameWords,
    /// What is needed to compare names, made when it is asked for.
    naming: OnceLock<Naming>,
    /// The plural forms, made when they are asked for.
    plurals: OnceLock<Plurals>,
    vocabulary: OnceLock<Option<Vocabulary>>,
    /// What the file says about names.
    named: Names,
    /// The words that the language writes in small letters, where a list has them.
    ordinary: Option<fst::Set<&'static [u8]>>,
    /// Words that leave a claim to others.
    pub(crate) attribution: Attribution,
    /// How words end, for the terms of a termbase.
    pub inflection: Inflection,
    /// Sentences with the figures they hold, by which the tables prove themselves.
    pub proofs: Vec<Proof>,
    /// Whether a language file lies over what CLDR knows.
    pub by_hand: bool,
}

impl Locale {
    /// Parses a language file and builds its tables, with nothing beside them. An error names the
    /// file, the line and the key.
    pub fn parse(tag: &str, toml: &str) -> Result<Self, Error> {
        let file = toml::from_str(toml);
        let file = file.map_err(|e| Error::Rules(format!("lang/{tag}.toml"), e.to_string()))?;
        Self::new(tag, file, None)
    }

    /// The locale for a BCP 47 tag with the built-in tables; see [`Locales::get`].
    pub fn load(tag: &str) -> Result<Self, Error> {
        Locales::default().load(tag)
    }

    fn new(tag: &str, file: LanguageFile, numerals: Option<Numerals>) -> Result<Self, Error> {
        let mut file = file;
        // A counter of figures is one of garbled quantities too.
        file.garble.quantity.counters.extend_from_slice(&file.counters);
        file.inflection.proclitics.extend_from_slice(&file.numerals.proclitics);
        Ok(Self {
            id: LOADED.fetch_add(1, Ordering::Relaxed),
            tag: tag.to_owned(),
            lexicon: Lexicon::new(&file, numerals)?,
            name: if file.name.is_empty() { tag.to_owned() } else { file.name },
            digits: file.digits.into(),
            style: NumeralStyle {
                middle_dot_decimals: file.numerals.middle_dot_decimals,
                last_digit_in_next_place: file.numerals.last_digit_in_next_place,
                joiner_before_scales: file.numerals.joiner_before_scales,
            },
            postpositions: file.marks.postpositions,
            sentences: file.sentences,
            punctuation: file.punctuation.into(),
            look: Look::new(tag, &file.words),
            garble: file.garble,
            names: NameWords::from(&file.names),
            naming: OnceLock::new(),
            plurals: OnceLock::new(),
            vocabulary: OnceLock::new(),
            ordinary: ordinary(tag),
            attribution: Attribution::new(&file.attribution),
            inflection: file.inflection,
            named: file.names,
            proofs: file.proof,
            by_hand: true,
        })
    }

    /// The plural forms of the language.
    pub fn plurals(&self) -> &Plurals {
        self.plurals.get_or_init(|| Plurals::of(&cldr::chain(&self.tag)))
    }

    /// The core vocabulary of the language, where a table has it.
    pub(crate) fn vocabulary(&self) -> Option<&Vocabulary> {
        self.vocabulary.get_or_init(|| Vocabulary::of(&self.tag)).as_ref()
    }

    /// What places are called.
    pub(crate) fn gazetteer(&self) -> &Gazetteer {
        &self.naming().gazetteer
    }

    /// What the language makes of the letters of foreign names.
    pub(crate) fn sounds(&self) -> &EditModel {
        &self.naming().sounds
    }

    fn naming(&self) -> &Naming {
        self.naming.get_or_init(|| {
            let chain = cldr::chain(&self.tag);
            Naming { gazetteer: Gazetteer::new(&chain, &self.named), sounds: EditModel::of(&chain) }
        })
    }

    /// Whether the folded `word` is one that the language writes in small letters; `None` where no
    /// list says it.
    pub(crate) fn is_ordinary(&self, word: &[char]) -> Option<bool> {
        let list = self.ordinary.as_ref()?;
        let mut bytes = SmallVec::<[u8; 32]>::new();
        for &c in word {
            bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
        }
        Some(list.contains(&bytes))
    }

    /// Reads the sentences of the language file; an error names the first in which other figures
    /// are read than it says.
    pub fn prove(&self) -> Result<(), Error> {
        let (mut scratch, mut facts) = (facts::Scratch::default(), Facts::default());
        for proof in &self.proofs {
            facts::read(&proof.text, self, &mut scratch, &mut facts);
            let read: Vec<_> = facts.figures.iter().map(ToString::to_string).collect();
            if read != proof.facts {
                let what = format!("in `{}` {read:?} is read, not {:?}", proof.text, proof.facts);
                return Err(Error::Rules(format!("lang/{}.toml", self.tag), what));
            }
        }
        Ok(())
    }

    /// The tags of the languages with a table of their own, sorted.
    pub fn built_in() -> impl Iterator<Item = &'static str> {
        LANGUAGES.iter().map(|&(tag, _)| tag).filter(|tag| *tag != cldr::ROOT)
    }

    /// The text of a built-in language file.
    pub fn built_in_file(tag: &str) -> Option<String> {
        let at = LANGUAGES.binary_search_by_key(&tag, |&(tag, _)| tag).ok()?;
        let mut text = String::new();
        DeflateDecoder::new(LANGUAGES[at].1).read_to_string(&mut text).ok()?;
        Some(text)
    }
}

/// The ordinary words of the language of a tag.
fn ordinary(tag: &str) -> Option<fst::Set<&'static [u8]>> {
    let language = tag.split(['-', '_']).next().unwrap_or(tag);
    let at = WORDS.binary_search_by_key(&language, |&(tag, _)| tag).ok()?;
    fst::Set::new(WORDS[at].1).ok()
}

/// The locales of a run, each loaded when first asked for.
#[derive(Debug, Default)]
pub struct Locales {
    /// Folders with rules of the user's own, laid over the built-in ones in this order.
    layers: Vec<PathBuf>,
    loaded: Mutex<HashMap<String, Arc<Locale>>>,
}

impl Locales {
    /// Locales with the rules in `layers` laid over the built-in ones: `<folder>/lang/<tag>.toml`
    /// in the format of the built-in files, which adds to their tables and wins over their entries.
    pub fn with_layers(layers: Vec<PathBuf>) -> Self {
        Self { layers, ..Self::default() }
    }

    /// The locale for a BCP 47 tag: what CLDR knows of it and of those it inherits from, and over
    /// that the language files of its language and its region (`pt-BR` lies on `pt`).
    pub fn get(&self, tag: &str) -> Result<Arc<Locale>, Error> {
        let mut loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(locale) = loaded.get(tag) {
            return Ok(Arc::clone(locale));
        }
        let locale = Arc::new(self.load(tag)?);
        loaded.insert(tag.to_owned(), Arc::clone(&locale));
        Ok(locale)
    }

    fn load(&self, tag: &str) -> Result<Locale, Error> {
        fn language(tag: &str) -> &str {
            tag.split('-').next().unwrap_or(tag)
        }
        let chain = cldr::chain(tag);
        let numerals = chain.iter().find_map(|locale| Numerals::of(locale));
        let mut file = cldr::words(&chain);
        if let Some(numerals) = &numerals {
            // The rules for numbers know more forms of these words, and how they compose.
            file.numerals.scales.retain(|word, _| !numerals.contains(word));
        }
        let (mut proves, mut by_hand) = (false, false);
        // Another language may lend its data, as French does to Haitian, but never its file.
        let own = |name: &&String| *name == cldr::ROOT || language(name) == language(&chain[0]);
        for name in chain.iter().rev().filter(own) {
            let built_in = Locale::built_in_file(name);
            let own: Vec<_> = self.layers.iter().filter_map(|f| layer(f, name)).collect();
            proves |= !own.is_empty();
            if built_in.is_some() || !own.is_empty() {
                file = file.with(layered(name, &built_in.unwrap_or_default(), own)?);
                by_hand |= name != cldr::ROOT;
            }
        }
        let locale = Locale { by_hand, ..Locale::new(tag, file, numerals)? };
        if proves {
            locale.prove()?;
        }
        Ok(locale)
    }
}

/// The user's file for a tag, if the folder has one.
fn layer(folder: &Path, tag: &str) -> Option<Result<String, Error>> {
    let path = folder.join("lang").join(format!("{tag}.toml"));
    match fs::read_to_string(&path) {
        Ok(text) => Some(Ok(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => Some(Err(Error::Read(path, error))),
    }
}

/// A built-in file with the user's files laid over it.
fn layered(
    name: &str,
    built_in: &str,
    own: Vec<Result<String, Error>>,
) -> Result<LanguageFile, Error> {
    let rules = |e: toml::de::Error| Error::Rules(format!("lang/{name}.toml"), e.to_string());
    if own.is_empty() {
        return toml::from_str(built_in).map_err(rules);
    }
    let mut table: toml::Table = built_in.parse().map_err(rules)?;
    for text in own {
        let text = text?;
        // Parsed by itself first, so that an error names the line in the user's file.
        toml::from_str::<LanguageFile>(&text).map_err(rules)?;
        lay_over(&mut table, text.parse().map_err(rules)?);
    }
    table.try_into().map_err(rules)
}

/// Adds `upper` to `lower`: tables are merged, lists joined, and of two values the upper wins.
fn lay_over(lower: &mut toml::Table, upper: toml::Table) {
    use toml::Value::{Array, Table};
    for (key, value) in upper {
        match (lower.get_mut(&key), value) {
            (Some(Table(old)), Table(new)) => lay_over(old, new),
            (Some(Array(old)), Array(new)) => {
                let more: Vec<_> = new.into_iter().filter(|v| !old.contains(v)).collect();
                old.extend(more);
            }
            (_, value) => {
                lower.insert(key, value);
            }
        }
    }
}
