//! Signals that a sentence does not hold together, each explained on its own.
//!
//! A signal is one file here. It reads its word lists from the language file, which switches it on
//! by name (`signals = ["verb-chain"]` under `[garble]`), so that nothing here knows a language.
//! The check `garbled-text` gathers them and judges.

use crate::facts::Facts;
use crate::locale::Locale;
use crate::text::Span;

/// A kind of signal: what it is called, what it means and how it is found.
pub struct SignalKind {
    /// Its name in kebab-case; the file is called the same with underscores.
    pub name: &'static str,
    /// One line: what it sees.
    pub summary: &'static str,
    /// Finds it in a target and pushes what it found.
    pub find: fn(&Scene<'_>, &mut Vec<Signal>),
}

/// What a signal looks at: one pair with its facts.
pub struct Scene<'a> {
    /// The source text.
    pub source: &'a str,
    /// The target text.
    pub target: &'a str,
    /// The source language.
    pub source_locale: &'a Locale,
    /// The target language.
    pub target_locale: &'a Locale,
    /// What the source states.
    pub source_facts: &'a Facts,
    /// What the target states.
    pub target_facts: &'a Facts,
    /// The sentences of the target, in order, covering it.
    pub sentences: &'a [Span],
}

/// One signal that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signal {
    /// The name of its kind.
    pub name: &'static str,
    /// How much it says alone.
    pub strength: Strength,
    /// Where in the target.
    pub span: Span,
    /// What it saw, a clause without a full stop, such as "`を含む` … `を含む`".
    pub detail: String,
}

/// How much a signal says alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// A note to a reviewer, and no evidence towards an error.
    Remark,
    /// Evidence: a note alone, an error together with another one in the same sentence.
    Evidence,
    /// A warning alone.
    Strong,
}

/// Every kind of signal, in the order in which they are reported.
pub static SIGNALS: &[SignalKind] = &[];
