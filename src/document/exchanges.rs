//! Exchange prefixes of a document: which tickers kept theirs in the translation and which lost it.

use super::Place;
use crate::checks::View;
use crate::facts::{Code, CodeKind};
use crate::finding::{Confidence, Finding, Kind, Severity};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Lost prefixes that a document remembers.
const MOST_LOST: usize = 1_000;

/// The check that the finding belongs to.
const CHECK: &str = "ticker-mismatch";

/// A ticker with an exchange in the source whose symbol the target has too.
#[derive(Debug, Clone)]
pub(super) enum Sighting {
    /// The target names an exchange.
    Kept,
    /// The target names none.
    Lost {
        /// The ticker as the source writes it.
        written: String,
        /// The symbol as tickers are compared.
        symbol: String,
        /// Where both stand; the pair is not known yet.
        place: Place,
    },
}

/// Notes which tickers of a pair kept their exchange.
pub(super) fn observe(view: &View<'_>, sightings: &mut Vec<Sighting>) {
    let target = &view.target_facts.codes;
    let source = view.source_facts.codes.iter().filter(|code| is_ticker(code));
    for code in source.filter(|code| code.exchange.is_some()) {
        let same = |other: &&Code| is_ticker(other) && other.canonical == code.canonical;
        if target.iter().filter(same).any(|other| other.exchange.is_some()) {
            sightings.push(Sighting::Kept);
        } else if let Some(bare) = target.iter().find(same) {
            sightings.push(Sighting::Lost {
                written: code.span.of(view.source).to_owned(),
                symbol: code.canonical.clone(),
                place: Place { ticket: 0, source: code.span, target: bare.span },
            });
        }
    }
}

fn is_ticker(code: &Code) -> bool {
    code.kind == CodeKind::Ticker
}

/// The tickers of a document.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// By the language of the translation.
    languages: BTreeMap<Arc<str>, Tickers>,
    forgotten: u64,
}

#[derive(Debug, Default)]
struct Tickers {
    kept: bool,
    lost: Vec<(String, String, Place)>,
}

impl Memory {
    /// Takes in what one pair showed. Returns whether a place in that pair is remembered.
    pub(super) fn add(&mut self, ticket: u32, lang: &Arc<str>, sightings: Vec<Sighting>) -> bool {
        let mut remembered = false;
        for sighting in sightings {
            let tickers = self.languages.entry(Arc::clone(lang)).or_default();
            match sighting {
                Sighting::Kept => tickers.kept = true,
                Sighting::Lost { written, symbol, place } if tickers.lost.len() < MOST_LOST => {
                    tickers.lost.push((written, symbol, Place { ticket, ..place }));
                    remembered = true;
                }
                Sighting::Lost { .. } => self.forgotten += 1,
            }
        }
        remembered
    }

    pub(super) fn forgotten(&self) -> u64 {
        self.forgotten
    }

    /// Reports each lost prefix of a document that keeps others. A document that keeps none has
    /// chosen to.
    pub(super) fn finish(self, findings: &mut Vec<(u32, Finding)>) {
        let languages = self.languages.into_values().filter(|tickers| tickers.kept);
        findings.extend(languages.flat_map(|tickers| tickers.lost).map(
            |(written, symbol, place)| {
                let message = format!(
                    "`{written}` lost its exchange prefix, which the document keeps elsewhere"
                );
                let finding = Finding::new(CHECK, Kind::Inconsistent, Severity::Note, message)
                    .confidence(Confidence::Medium)
                    .in_source(place.source)
                    .in_target(place.target)
                    .help("write the exchange with the symbol here too, or leave it out throughout")
                    .identity(format!("{symbol} without exchange"));
                (place.ticket, finding)
            },
        ));
    }
}
