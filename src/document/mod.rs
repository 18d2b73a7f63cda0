//! What only a whole document shows: renderings of a name, exchange prefixes.
//!
//! Each pair is observed by itself, on any thread, where a wanted check asks for it; the observations
//! are taken in by a [`Document`] in the order of the text, and its findings come at its end. What is
//! worth a finding is decided by the checks; here is only the memory.

mod exchanges;
pub(crate) mod names;

use crate::checks::{View, inconsistent_name};
use crate::facts;
use crate::finding::Finding;
use crate::text::Span;
use crate::unit::Pair;
#[cfg(feature = "cli")]
use names::NameRecord;
pub(crate) use names::Seen;
#[cfg(feature = "cli")]
use std::sync::Arc;

/// What one pair contributes to its document: places in its texts, which stay with the pair.
#[derive(Debug, Default, Clone)]
pub struct Observations {
    names: names::Seen,
    tickers: Vec<exchanges::Sighting>,
}

impl Observations {
    /// Whether there is nothing to remember.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty() && self.tickers.is_empty()
    }

    /// What was seen of names.
    pub(crate) fn names(&mut self) -> &mut names::Seen {
        &mut self.names
    }

    /// Forgets everything but keeps the memory.
    pub fn clear(&mut self) {
        self.names.clear();
        self.tickers.clear();
    }
}

/// Notes the names of this pair, which are spotted, and how it renders them.
pub(crate) fn observe_names(
    view: &View<'_>,
    spotted: (&mut facts::names::Memory, &mut facts::names::Scratch),
    observations: &mut Observations,
) {
    names::observe(view, spotted, &mut observations.names);
}

/// Notes which tickers of this pair kept their exchange.
pub fn observe_prefixes(view: &View<'_>, observations: &mut Observations) {
    exchanges::observe(view, &mut observations.tickers);
}

/// A place in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    /// The pair, as the caller knows it.
    pub(crate) ticket: u32,
    /// Where in its source.
    pub(crate) source: Span,
    /// Where in its target.
    pub(crate) target: Span,
}

/// The memory of one document while its pairs go by in order.
///
/// Its size is bounded; what it had to forget it counts.
#[derive(Debug, Default)]
pub struct Document {
    names: names::Memory,
    exchanges: exchanges::Memory,
}

impl Document {
    /// Takes in the observations of `pair`, which the caller knows as `ticket`. Tickets come in the
    /// order of the text.
    ///
    /// Returns whether a finding may point at this pair: a caller that streams must keep such a
    /// pair until the document ends, and may let go of every other.
    pub fn add(&mut self, ticket: u32, pair: &Pair, observations: Observations) -> bool {
        let Some(target) = &pair.target else { return false };
        let Observations { names: names::Seen { names, lowercase }, tickers } = observations;
        let texts = (pair.source.text.as_str(), target.text.as_str());
        let named = self.names.add(ticket, &target.lang, texts, names, &lowercase);
        let listed = self.exchanges.add(ticket, target, tickers);
        named || listed
    }

    /// Ends the document: its findings, each with the ticket of the pair it points at, in the
    /// order of the text. The memory is empty afterwards.
    pub fn finish(&mut self) -> Vec<(u32, Finding)> {
        let mut findings = Vec::new();
        std::mem::take(&mut self.names)
            .finish(|name| findings.extend(inconsistent_name::judge(name)));
        std::mem::take(&mut self.exchanges).finish(&mut findings);
        findings.sort_by(|(a, left), (b, right)| {
            (a, left.target, left.check, &left.identity).cmp(&(
                b,
                right.target,
                right.check,
                &right.identity,
            ))
        });
        findings
    }

    /// Ends the document for its names alone: gives each that is shown to be one to `with`, with the
    /// language of its renderings.
    #[cfg(feature = "cli")]
    pub(crate) fn into_names(self, with: impl FnMut(&Arc<str>, &NameRecord)) {
        self.names.each(with);
    }

    /// How many names, renderings and places did not fit into the memory: a document that forgot
    /// may have more to say than it said.
    pub fn forgotten(&self) -> u64 {
        self.names.forgotten() + self.exchanges.forgotten()
    }
}
