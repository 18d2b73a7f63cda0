//! The `[garble]` part of a language file: the word lists of the signals in `src/signals`.
//!
//! Each signal documents what it does with its table; a signal without a table finds nothing.

use crate::signals::{SignalKind, Suspects};
use crate::tokens::{CharSet, WordSet};
use serde::{Deserialize, Deserializer, de};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Tables of the garble signals.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Garble {
    /// The signals that are measured and safe for this language, by name. A language that names
    /// none gets those that need no word list.
    #[serde(deserialize_with = "kinds")]
    pub signals: Vec<&'static SignalKind>,
    /// How the words of the language are cut down to stems.
    pub stems: Stems,
    /// Words that carry no content: a repetition of them says nothing.
    pub stop_words: WordSet,
    /// Characters that carry no content where each character may be a word.
    pub stop_characters: CharSet,
    /// Endings that [`Stems::Suffixes`] takes off, the longest first.
    pub suffixes: Vec<String>,
    /// For `verb-chain`.
    pub verb_chain: VerbChain,
    /// For `agent-chain`.
    pub agent_chain: AgentChain,
    /// For `doubled-bound`.
    pub bounds: Bounds,
    /// For `headless-quantity`.
    pub quantity: Quantity,
    /// For `headless-quantity`: words that relate a quantity to something else, by the name of the
    /// relation, which is the same in all languages: `inclusion`, `composition`.
    pub relations: BTreeMap<String, Relation>,
    /// For `adnominal-quote`.
    pub adnominal_quote: AdnominalQuote,
    /// For `dangling-end`.
    pub dangling: Dangling,
    /// For `doubled-particle`.
    pub doubled_particle: DoubledParticle,
    /// For `doubled-word`.
    pub doubled_word: DoubledWord,
    /// For `same-conjuncts`.
    pub same_conjuncts: SameConjuncts,
    /// For `tautology`.
    pub tautologies: Vec<Tautology>,
    /// For `bad-token`.
    pub foreign: Foreign,
}

impl Default for Garble {
    fn default() -> Self {
        Self {
            signals: crate::signals::core(),
            stems: Stems::default(),
            stop_words: WordSet::default(),
            stop_characters: CharSet::default(),
            suffixes: Vec::new(),
            verb_chain: VerbChain::default(),
            agent_chain: AgentChain::default(),
            bounds: Bounds::default(),
            quantity: Quantity::default(),
            relations: BTreeMap::new(),
            adnominal_quote: AdnominalQuote::default(),
            dangling: Dangling::default(),
            doubled_particle: DoubledParticle::default(),
            doubled_word: DoubledWord::default(),
            same_conjuncts: SameConjuncts::default(),
            tautologies: Vec::new(),
            foreign: Foreign::default(),
        }
    }
}

/// Reads the names of signals; a name that is none is an error that lists them.
fn kinds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<&'static SignalKind>, D::Error> {
    let names = Vec::<String>::deserialize(deserializer)?;
    names.iter().map(|name| crate::signals::by_name(name).map_err(de::Error::custom)).collect()
}

/// How the words of a language are cut down to stems, so that `violate` and `violated` are one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stems {
    /// Whole words of five letters or more: good enough for every language with spaces.
    #[default]
    Words,
    /// The word without one of the language's own endings.
    Suffixes,
    /// Pairs of characters in runs of kanji, single kanji before their okurigana, and words in
    /// katakana.
    Kanji,
    /// Three characters in a row, where nothing tells words apart.
    Trigrams,
}

/// `K` stands twice as the verb of an object.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct VerbChain {
    /// What marks an object: `を`.
    pub object: Option<char>,
    /// What stands behind a noun and not behind a verb.
    pub after_nouns: CharSet,
    /// What marks a subject or a topic; behind one, another clause may use the verb again.
    pub subjects: CharSet,
    /// The characters between the two at most.
    pub reach: usize,
}

/// `X者の…Xした`: the owner of something is named after what is done to it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct AgentChain {
    /// What makes an agent of an action: `者`.
    pub agents: CharSet,
    /// What marks an owner: `の`.
    pub owner: Option<char>,
    /// What makes a verb of an action: `し`, `す`.
    pub verbs: CharSet,
    /// What marks a subject; behind one, the agent may do what it is named after.
    pub subjects: CharSet,
    /// The characters between the two at most.
    pub reach: usize,
}

/// Bounds behind a number.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Bounds {
    /// The bounds: `以上`, `未満`.
    pub words: Vec<String>,
    /// What ties a bound number to its noun: `の`.
    pub link: Option<char>,
    /// What a bound follows in other senses: `予想` (以上).
    pub idioms: Vec<String>,
    /// The characters between the two at most.
    pub reach: usize,
}

/// How a quantity is written.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Quantity {
    /// Characters of numbers besides digits.
    pub numerals: CharSet,
    /// Words behind a number that count single things, besides the classifiers of the language: `区`.
    pub counters: Vec<String>,
    /// Words behind a number that count groups of things and say nothing without them: `ダース`.
    pub collectives: Vec<String>,
    /// Words behind a quantity that blur or bound it: `ほど`, `以上`.
    pub after: Vec<String>,
    /// Words before a quantity that blur or bound it: `約`.
    pub before: Vec<String>,
    /// What may stand before a quantity that has no head there: particles and verb endings.
    pub borders: CharSet,
    /// What ties a collective to what it counts: `of` in "two gross of candles".
    pub links: Vec<String>,
    /// What stands behind a relation without being a head: particles and formal nouns in kana.
    pub no_heads: Vec<String>,
    /// Particles behind a collective that has lost its head.
    pub particles: Vec<String>,
}

/// How a language says that a quantity is part of something, or makes something up.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Relation {
    /// Words before the quantity: `including`.
    pub before: Vec<String>,
    /// Words behind the quantity: `of whom`, `を含む`.
    pub after: Vec<String>,
}

/// A quotation that ends in a form that asks for a noun.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct AdnominalQuote {
    /// The ending with the closing mark and what follows it: `な」と`.
    pub endings: Vec<String>,
    /// Words in kana that take the ending; words in kanji and katakana all may.
    pub stems: Vec<String>,
    /// Verbs of saying that follow.
    pub speech: Vec<String>,
    /// One-character verbs that take the ending as an order: `見` (な).
    pub verbs: CharSet,
}

/// An end that is none.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Dangling {
    /// What a sentence does not end with. In a script with spaces these are whole words.
    pub endings: Vec<String>,
    /// Longer endings that a sentence may have.
    pub except: Vec<String>,
    /// Marks that end a sentence of this language.
    pub terminators: CharSet,
}

/// Particles that never stand twice.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct DoubledParticle {
    /// Wrong wherever they stand twice.
    pub anywhere: CharSet,
    /// Wrong between two characters that are not hiragana: inside words they are harmless.
    pub between: CharSet,
    /// Longer ones, already doubled.
    pub words: Vec<String>,
}

/// Words that stand twice.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct DoubledWord {
    /// Words that are never rightly doubled: `the`.
    pub never: WordSet,
    /// Words that are often doubled for emphasis or by grammar: `very`, `had`.
    pub welcome: WordSet,
}

/// Phrases that are joined with themselves.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct SameConjuncts {
    /// What joins two phrases: `and`, `or`.
    pub conjunctions: WordSet,
    /// Words that are rightly joined with themselves: `more` (and more), `years` (and years).
    pub welcome: WordSet,
}

/// An abbreviation with a word that it already contains.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Tautology {
    /// The abbreviation.
    pub short: String,
    /// Words that say again what it says, before it.
    pub before: Vec<String>,
    /// Words that say again what it says, behind it.
    pub after: Vec<String>,
    /// What may stand between.
    pub links: Vec<String>,
}

/// What no text of this language contains.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Foreign {
    /// Characters of related scripts that the language does not use.
    pub characters: CharSet,
    /// First and last characters of blocks of other scripts.
    pub blocks: Vec<(char, char)>,
    /// The same in one look, once it is asked for.
    #[serde(skip)]
    suspects: OnceLock<Suspects>,
}

impl Foreign {
    /// The characters of texts that `bad-token` looks at.
    pub(crate) fn suspects(&self) -> &Suspects {
        self.suspects.get_or_init(|| Suspects::of(self))
    }
}
