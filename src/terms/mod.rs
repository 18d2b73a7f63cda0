//! The termbase: which words a project has chosen, and whether a translation keeps to them.
//!
//! A [`Termbase`] is what glossaries say, read from files by `read` or built by hand. For each pair of
//! languages that comes by, `Glossary` picks the terms that serve it and builds one automaton over
//! those of the source. A pair of texts is looked through once; what is not as the termbase wants it
//! is a [`Lapse`], and the check `term-mismatch` makes a finding of it.

mod glossary;
mod index;
mod inflection;
mod lookup;
mod pattern;
#[cfg(feature = "cli")]
pub(crate) mod proposal;
#[cfg(feature = "formats")]
pub mod read;
mod serve;

pub use lookup::{Lapse, LapseKind, Sureness};

pub(crate) use glossary::{Entry, Glossaries};
pub(crate) use lookup::Scratch;

use std::sync::Arc;

/// What a project says about its words: concepts with their terms.
#[derive(Debug, Clone, Default)]
pub struct Termbase {
    concepts: Vec<Concept>,
}

/// One thing with the words for it, in any number of languages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Concept {
    /// The words.
    pub terms: Vec<Term>,
    /// What the termbase says about it, for people.
    pub note: Option<String>,
}

/// A word, or several, for a concept in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The language, a BCP 47 tag; empty for any.
    pub lang: Arc<str>,
    /// The term as it is written in a dictionary.
    pub text: String,
    /// Whether it is to be used.
    pub status: Status,
    /// Whether capitals matter.
    pub case: Case,
    /// On which side it is looked for.
    pub role: Role,
}

/// Whether a term is to be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// It must be used: a build may fail where it is not.
    Required,
    /// It should be used.
    Preferred,
    /// It may be used.
    Admitted,
    /// It must not be used.
    Forbidden,
    /// It is taken over as it is, letter by letter, in every language.
    Keep,
}

/// Whether capitals matter where a term is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Case {
    /// A term with a capital must have it in the source too, and what is forbidden or kept also in
    /// the target; others are found in any case.
    #[default]
    Usual,
    /// They do, on both sides.
    Exact,
    /// They do not.
    Ignored,
}

/// On which side a term is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Role {
    /// On both: the languages of the pair decide.
    #[default]
    Either,
    /// In sources alone.
    Source,
    /// In targets alone.
    Target,
}

impl Termbase {
    /// Adds a concept.
    pub fn add(&mut self, concept: Concept) {
        self.concepts.push(concept);
    }

    /// Adds all that another termbase has.
    pub fn extend(&mut self, other: Self) {
        self.concepts.extend(other.concepts);
    }

    /// What it holds.
    pub fn concepts(&self) -> &[Concept] {
        &self.concepts
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.concepts.is_empty()
    }
}

impl Concept {
    /// Why none of its terms can ever matter, if that is so.
    pub fn idle(&self) -> Option<&'static str> {
        let says = |term: &Term| term.text.chars().any(char::is_alphanumeric);
        if self.terms.iter().any(|term| !says(term)) {
            return Some("a term without a letter or a digit can never match");
        }
        let alone = |term: &Term| matches!(term.status, Status::Forbidden | Status::Keep);
        if self.terms.iter().any(alone) {
            return None;
        }
        let source = |term: &&Term| term.role != Role::Target;
        let answers = |term: &Term| {
            let other = |to: &Term| {
                term.role != Role::Target
                    && to.role != Role::Source
                    && !std::ptr::eq(term, to)
                    && (term.lang != to.lang || term.role != to.role || term.lang.is_empty())
            };
            self.terms.iter().any(other)
        };
        match self.terms.iter().filter(source).any(answers) {
            true => None,
            false if self.terms.is_empty() => Some("there is no term"),
            false => Some("a term without a counterpart in another language can never match"),
        }
    }
}
