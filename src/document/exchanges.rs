//! Exchange prefixes of a document: which tickers kept theirs in the translation and which lost it.

use super::Place;
use crate::checks::View;
use crate::facts::{Code, CodeKind, Exchange};
use crate::finding::{Confidence, Finding, Kind, Severity};
use crate::text::Span;
use crate::unit::Side;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// Lost prefixes that a document remembers.
const MOST_LOST: usize = 1_000;

/// The check that the finding belongs to.
const CHECK: &str = "ticker-mismatch";

/// A ticker with an exchange in the source whose symbol the target has too.
#[derive(Debug, Clone)]
pub(super) enum Sighting {
    /// The target names an exchange.
    Kept {
        /// The exchange that the source names.
        exchange: Exchange,
        /// Where the target names it before the symbol.
        prefix: Span,
    },
    /// The target names none.
    Lost {
        /// The ticker as the source writes it.
        written: String,
        /// The symbol as tickers are compared.
        symbol: String,
        /// The exchange that the source names.
        exchange: Exchange,
        /// The symbol as the target writes it.
        bare: String,
        /// Where both stand; the pair is not known yet.
        place: Place,
    },
}

/// Notes which tickers of a pair kept their exchange.
pub(super) fn observe(view: &View<'_>, sightings: &mut Vec<Sighting>) {
    let (source, target) = (&view.source_facts.codes, &view.target_facts.codes);
    compare((view.source, source), (view.target, target), sightings);
}

fn compare(
    (source_text, source): (&str, &[Code]),
    (target_text, target): (&str, &[Code]),
    sightings: &mut Vec<Sighting>,
) {
    for code in source.iter().filter(|code| is_ticker(code)) {
        let Some(exchange) = code.exchange else { continue };
        let mut same =
            target.iter().filter(|other| is_ticker(other) && other.canonical == code.canonical);
        if let Some(kept) = same.clone().find(|other| other.exchange.is_some()) {
            let prefix = Span { start: kept.span.start, end: kept.symbol.start };
            sightings.push(Sighting::Kept { exchange, prefix });
        } else if let Some(bare) = same.next() {
            sightings.push(Sighting::Lost {
                written: code.span.of(source_text).to_owned(),
                symbol: code.canonical.clone(),
                exchange,
                bare: bare.span.of(target_text).to_owned(),
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
    /// What is written before the symbols of an exchange; nothing where that differs.
    kept: HashMap<Exchange, Option<String>>,
    lost: Vec<Lost>,
}

/// A ticker that lost its exchange.
#[derive(Debug)]
struct Lost {
    written: String,
    symbol: String,
    exchange: Exchange,
    bare: String,
    place: Place,
}

impl Tickers {
    fn keep(&mut self, exchange: Exchange, prefix: &str) {
        let known = self.kept.entry(exchange).or_insert_with(|| Some(prefix.to_owned()));
        if known.as_deref() != Some(prefix) {
            *known = None;
        }
    }

    /// The lost ticker as the document writes others of its exchange.
    fn restore(&self, lost: &Lost) -> Option<String> {
        let prefix = self.kept.get(&lost.exchange)?.as_deref().filter(|text| !text.is_empty())?;
        Some(format!("{prefix}{}", lost.bare))
    }

    fn findings(&self) -> impl Iterator<Item = (u32, Finding)> {
        self.lost.iter().map(|lost| {
            let Lost { written, symbol, place, .. } = lost;
            let message =
                format!("`{written}` lost its exchange prefix, which the document keeps elsewhere");
            let finding = Finding::new(CHECK, Kind::Inconsistent, Severity::Note, message)
                .confidence(Confidence::Medium)
                .in_source(place.source)
                .in_target(place.target)
                .help("write the exchange with the symbol here too, or leave it out throughout")
                .identity(format!("{symbol} without exchange"));
            let finding = match self.restore(lost) {
                Some(text) => finding.suggest(text).applicable(true),
                None => finding,
            };
            (place.ticket, finding)
        })
    }
}

impl Memory {
    /// Takes in what one pair showed. Returns whether a place in that pair is remembered.
    pub(super) fn add(&mut self, ticket: u32, target: &Side, sightings: Vec<Sighting>) -> bool {
        let mut remembered = false;
        for sighting in sightings {
            let tickers = self.languages.entry(Arc::clone(&target.lang)).or_default();
            match sighting {
                Sighting::Kept { exchange, prefix } => {
                    tickers.keep(exchange, prefix.of(target.text.as_str()));
                }
                Sighting::Lost { .. } if tickers.lost.len() >= MOST_LOST => self.forgotten += 1,
                Sighting::Lost { written, symbol, exchange, bare, place } => {
                    let place = Place { ticket, ..place };
                    tickers.lost.push(Lost { written, symbol, exchange, bare, place });
                    remembered = true;
                }
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
        let languages = self.languages.values().filter(|tickers| !tickers.kept.is_empty());
        findings.extend(languages.flat_map(Tickers::findings));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{self, Facts};
    use crate::locale::Locale;

    const SOURCE: &str = "Sterling (NASDAQ:STRL) fell.";
    const TARGET: &str = "スターリング(STRL)は下落した。";

    fn codes(text: &str) -> Vec<Code> {
        let locale = Locale::parse("und", "").expect("an empty table is legal");
        let mut facts = Facts::default();
        facts::read(text, &locale, &mut facts::Scratch::default(), &mut facts);
        facts.codes
    }

    /// A target with what was seen in it.
    type Seen = (Side, Vec<Sighting>);

    fn seen(source: &str, target: &str) -> Seen {
        let mut sightings = Vec::new();
        compare((source, &codes(source)), (target, &codes(target)), &mut sightings);
        (Side::new("ja".into(), target.into()), sightings)
    }

    fn kept() -> Seen {
        seen("Leeds (NYSE:LDS) rose.", "リーズ(NYSE:LDS)は上昇した。")
    }

    fn lost() -> Seen {
        seen(SOURCE, TARGET)
    }

    fn finish(pairs: Vec<Seen>) -> Vec<(u32, Finding)> {
        let mut memory = Memory::default();
        for (ticket, (target, sightings)) in (0..).zip(pairs) {
            memory.add(ticket, &target, sightings);
        }
        let mut findings = Vec::new();
        memory.finish(&mut findings);
        findings
    }

    #[test]
    fn a_prefix_that_is_lost_where_others_are_kept_is_a_note() {
        let findings = finish(vec![kept(), lost(), kept()]);
        assert_eq!(findings.len(), 1);
        let (ticket, finding) = &findings[0];
        assert_eq!(*ticket, 1);
        assert_eq!(
            finding.message,
            "`NASDAQ:STRL` lost its exchange prefix, which the document keeps elsewhere"
        );
        assert_eq!(finding.source.map(|span| span.of(SOURCE)), Some("NASDAQ:STRL"));
        assert_eq!(finding.target.map(|span| span.of(TARGET)), Some("STRL"));
        assert_eq!(finding.severity, Severity::Note);
        assert_eq!(finding.fix(), None, "no other symbol of that exchange shows how it is written");
    }

    #[test]
    fn a_prefix_is_put_back_as_the_document_writes_it() {
        let kept = |prefix: &str| {
            seen("Leeds (NASDAQ:LDS) rose.", &format!("リーズ({prefix}LDS)は上昇した。"))
        };
        let fix = |pairs| finish(pairs)[0].1.fix().map(|(_, text)| text.to_owned());
        assert_eq!(fix(vec![kept("NASDAQ："), lost()]).as_deref(), Some("NASDAQ：STRL"));
        assert_eq!(fix(vec![kept("NASDAQ："), lost(), kept("ナスダック：")]), None);
    }

    #[test]
    fn a_document_without_prefixes_has_chosen_to() {
        assert!(finish(vec![lost(), lost()]).is_empty());
    }

    #[test]
    fn a_symbol_that_is_missing_altogether_is_not_a_lost_prefix() {
        let missing = seen(SOURCE, "スターリングは下落した。");
        assert!(finish(vec![kept(), missing]).is_empty());
    }

    #[test]
    fn languages_are_told_apart() {
        let mut memory = Memory::default();
        let ((first, lost), (second, kept)) = (lost(), kept());
        memory.add(0, &first, lost);
        memory.add(1, &Side { lang: "de".into(), ..second }, kept);
        let mut findings = Vec::new();
        memory.finish(&mut findings);
        assert!(findings.is_empty());
    }

    #[test]
    fn the_memory_is_bounded_and_counts_what_it_forgot() {
        let mut memory = Memory::default();
        for ticket in 0..MOST_LOST as u32 + 5 {
            let (target, sightings) = lost();
            memory.add(ticket, &target, sightings);
        }
        assert_eq!(memory.forgotten(), 5);
    }
}
