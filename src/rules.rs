//! The format of the files in `rules/`, for the built-in ones and the user's own alike.
//!
//! Tables only: what needs a condition is a check or a signal.

mod garble;

pub use garble::{
    AdnominalQuote, AgentChain, Bounds, Dangling, DoubledParticle, DoubledWord, Foreign, Garble,
    Quantity, Relation, Stems, Tautology, VerbChain,
};

use serde::Deserialize;
use std::collections::BTreeMap;

/// One file of `rules/lang`. The smallest legal one is empty.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct LanguageFile {
    /// The language's name in English.
    pub name: String,
    /// How sentences end; see [`Sentences`].
    pub sentences: Sentences,
    /// What the garble signals look for; see [`Garble`].
    pub garble: Garble,
    /// How names are written; see [`Names`].
    pub names: Names,
    /// Sentences with the figures they hold: the file proves itself.
    pub proof: Vec<Proof>,
}

/// How sentences end.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Sentences {
    /// Abbreviations with a full stop that does not end a sentence, without that full stop.
    pub abbreviations: Vec<String>,
}

/// Tables about names.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Names {
    /// Legal forms that come and go in translation: `Inc`, `Corp`, `社`.
    pub legal_forms: Vec<String>,
}

/// A sentence and the facts that must be read in it.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Proof {
    /// The sentence.
    pub text: String,
    /// The facts as `tieout facts` writes them, in order: `3.5%`, `1200000 EUR`.
    pub facts: Vec<String>,
}

/// A table of words with what they stand for.
pub type Words<T> = BTreeMap<String, T>;
