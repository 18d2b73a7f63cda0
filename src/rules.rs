//! The format of the files in `rules/`, for the built-in ones and the user's own alike.
//!
//! Tables only: what needs a condition is a check or a signal.

use serde::Deserialize;
use std::collections::BTreeMap;

/// One file of `rules/lang`. The smallest legal one is empty.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct LanguageFile {
    /// The language's name in English.
    pub name: String,
    /// What the garble signals look for; see [`Garble`].
    pub garble: Garble,
    /// How names are written; see [`Names`].
    pub names: Names,
    /// Sentences with the figures they hold: the file proves itself.
    pub proof: Vec<Proof>,
}

/// Tables of the garble signals.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Garble {
    /// The signals that are measured and safe for this language, by name.
    pub signals: Vec<String>,
}

/// Tables about names.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Names {
    /// Legal forms that come and go in translation: `Inc`, `Corp`, `コーポレーション`.
    pub legal_forms: Vec<String>,
    /// Titles and offices beside a name, which are translated: `Mr`, `CEO`, `President`.
    pub titles: Vec<String>,
    /// Words that are capitalised inside a sentence without being names to follow: months,
    /// weekdays, nationalities; and function words, which begin headings.
    pub not_names: Vec<String>,
    /// Small words inside a name: `of`, `de`, `van`.
    pub connectors: Vec<String>,
    /// Endings that are written onto a name and are not part of it: `'s`.
    pub endings: Vec<String>,
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
