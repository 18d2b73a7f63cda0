//! The checks, and the list of them.
//!
//! A check is one file. It introduces itself (id, summary, why, examples that are executed by a
//! test) and then asks the match a question. To add one: write the file, and add its `mod` line and
//! its entry in [`CHECKS`]; a test names whatever was forgotten.

pub mod added_text;
mod brackets;
pub(crate) mod broken_encoding;
mod capitalization;
mod date_mismatch;
mod direction_flip;
mod garbled_text;
mod identifier_mismatch;
pub(crate) mod inconsistent_name;
mod lost_attribution;
mod lost_hedge;
mod max_length;
mod measure_mismatch;
pub(crate) mod missing_key;
pub mod missing_text;
mod money_mismatch;
mod name_mismatch;
mod number_mismatch;
mod percentage_mismatch;
mod placeholder_mismatch;
pub(crate) mod plural_forms;
mod punctuation;
mod repeated_text;
mod swapped_figures;
mod tag_mismatch;
mod term_mismatch;
mod ticker_mismatch;
mod truncated_text;
mod unlocalized_figure;
mod untranslated_text;
pub mod unused_allow;
mod whitespace;
mod wrong_language;

use crate::facts::{Facts, Figure};
use crate::finding::Finding;
use crate::locale::Locale;
use crate::matching::names::NameAlignment;
use crate::matching::{Agreement, Alignment};
use crate::signals::{SIGNALS, Signal, SignalKind};
use crate::terms::Lapse;
use crate::text::Span;
use crate::tokens::Token;
use crate::unit::Pair;

/// A check: what it is called, what it finds and why that matters.
#[derive(Debug)]
pub struct Check {
    /// Its name in kebab-case; it reads after "allow". The file is called the same with underscores.
    pub id: &'static str,
    /// One line: what a finding says.
    pub summary: &'static str,
    /// Why that matters to a reader of the translation, and what the check takes for right.
    pub why: &'static str,
    /// The MQM error type that a finding belongs to, such as `accuracy/mistranslation`.
    pub mqm: &'static str,
    /// What it looks at besides the facts of both sides and how they answer each other.
    pub needs: &'static [Need],
    /// Pairs that show it: a test executes each one.
    pub examples: &'static [Example],
    /// Looks at one pair.
    pub run: fn(&View<'_>, &mut Vec<Finding>),
}

/// Something that takes time to see and is only looked for where a wanted check needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// The sentences of the target and the garble signals in them.
    Signals,
    /// Names and their renderings, for the document.
    Names,
    /// Names and what answers them in the pair.
    NameMatch,
    /// Tickers that kept or lost their exchange, for the document.
    Prefixes,
    /// What is not as the termbase wants it.
    Terms,
}

/// A pair that a check fires on, or stays silent on.
#[derive(Debug)]
pub struct Example {
    /// Source and target language.
    pub langs: (&'static str, &'static str),
    /// The source.
    pub source: &'static str,
    /// The target.
    pub target: &'static str,
    /// Whether the check reports something, at level `review`.
    pub fires: bool,
}

/// One pair, read and matched: all that a check may look at.
pub struct View<'a> {
    /// The pair.
    pub pair: &'a Pair,
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
    /// How the figures answer each other.
    pub alignment: &'a Alignment,
    /// How the names answer each other; empty unless a wanted check needs [`Need::NameMatch`].
    pub(crate) names: &'a NameAlignment,
    /// The sentences of the target; none unless a wanted check needs [`Need::Signals`].
    pub sentences: &'a [Span],
    /// The words of the target; none unless a wanted check needs [`Need::Signals`].
    pub tokens: &'a [Token],
    /// What the garble signals saw; nothing unless a wanted check needs [`Need::Signals`].
    pub signals: &'a [Signal],
    /// Where the pair does not keep to the termbase; nothing unless there is one and a wanted check
    /// needs [`Need::Terms`].
    pub lapses: &'a [Lapse],
}

impl<'a> View<'a> {
    /// The figures that agree, with how they came to.
    pub fn agreed(&self) -> impl Iterator<Item = (&'a Agreement, &'a Figure, &'a Figure)> {
        let (source, target) = (&self.source_facts.figures, &self.target_facts.figures);
        self.alignment.agreed.iter().map(|a| (a, &source[a.source], &target[a.target]))
    }
}

/// Every check, sorted by id.
pub static CHECKS: &[&Check] = &[
    &added_text::CHECK,
    &brackets::CHECK,
    &broken_encoding::CHECK,
    &capitalization::CHECK,
    &date_mismatch::CHECK,
    &direction_flip::CHECK,
    &garbled_text::CHECK,
    &identifier_mismatch::CHECK,
    &inconsistent_name::CHECK,
    &lost_attribution::CHECK,
    &lost_hedge::CHECK,
    &max_length::CHECK,
    &measure_mismatch::CHECK,
    &missing_key::CHECK,
    &missing_text::CHECK,
    &money_mismatch::CHECK,
    &name_mismatch::CHECK,
    &number_mismatch::CHECK,
    &percentage_mismatch::CHECK,
    &placeholder_mismatch::CHECK,
    &plural_forms::CHECK,
    &punctuation::CHECK,
    &repeated_text::CHECK,
    &swapped_figures::CHECK,
    &tag_mismatch::CHECK,
    &term_mismatch::CHECK,
    &ticker_mismatch::CHECK,
    &truncated_text::CHECK,
    &unlocalized_figure::CHECK,
    &untranslated_text::CHECK,
    &unused_allow::CHECK,
    &whitespace::CHECK,
    &wrong_language::CHECK,
];

/// The checks that take one digit for another, and look at no figure and no rendering: where there are
/// the same signals, none, they say the same of two pairs that differ in their digits alone.
static DIGIT_BLIND: &[&Check] = &[
    &brackets::CHECK,
    &broken_encoding::CHECK,
    &capitalization::CHECK,
    &lost_attribution::CHECK,
    &punctuation::CHECK,
    &truncated_text::CHECK,
    &untranslated_text::CHECK,
    &whitespace::CHECK,
    &wrong_language::CHECK,
];

/// A set of the checks that take one digit for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct DigitBlind(u16);

impl DigitBlind {
    /// The check alone, if it is such a one.
    pub(crate) fn of(check: &Check) -> Self {
        let place = DIGIT_BLIND.iter().position(|other| other.id == check.id);
        Self(place.map_or(0, |place| 1 << place))
    }

    /// The checks of both.
    #[must_use]
    pub(crate) fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether any check is in both.
    pub(crate) fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// The garble signals that a check weighs; most weigh none.
pub fn signals(check: &Check) -> impl Iterator<Item = &'static SignalKind> {
    let (garbled, repeated) = (garbled_text::CHECK.id, repeated_text::CHECK.id);
    let id = check.id;
    SIGNALS
        .iter()
        .filter(move |kind| id == if repeated_text::judges(kind.name) { repeated } else { garbled })
}

/// The glossary that the examples of a check go by, as a table; most go by none.
pub fn glossary(check: &Check) -> Option<&'static str> {
    (check.id == term_mismatch::CHECK.id).then_some(term_mismatch::GLOSSARY)
}

/// How many characters the targets of the examples of a check may have; mostly any number.
pub fn max_length(check: &Check) -> Option<u32> {
    (check.id == max_length::CHECK.id).then_some(max_length::LIMIT)
}

/// The note of the units of the examples of a check; mostly there is none.
pub fn note(check: &Check) -> Option<&'static str> {
    (check.id == unused_allow::CHECK.id).then_some(unused_allow::NOTE)
}

/// Whether the examples of a check are strings of two files that are joined by their keys, of which
/// an empty one is absent.
pub fn is_about_keys(check: &Check) -> bool {
    check.id == missing_key::CHECK.id
}

/// The check with this id.
pub fn by_id(id: &str) -> Option<&'static Check> {
    CHECKS.binary_search_by_key(&id, |check| check.id).ok().map(|at| CHECKS[at])
}
