//! The engine: one pair in, its findings out. No I/O, no clock, no environment.
//!
//! What no wanted check needs is not looked for: a [`Checker`] knows the checks that it asks, and
//! each check declares its [`Need`]s.

use crate::checks::{CHECKS, Check, Need, View, missing_text};
use crate::document::{self, Observations};
use crate::error::Error;
use crate::facts::{self, Facts};
use crate::finding::Finding;
use crate::locale::{Locale, Locales};
use crate::matching::{self, Alignment, CodeSide};
use crate::sentences;
use crate::signals::{self, Scene, Signal};
use crate::text::Span;
use crate::unit::Pair;
use std::sync::Arc;

/// Checks pairs. Share one between threads; give each thread a [`Scratch`] of its own.
#[derive(Debug)]
pub struct Checker {
    locales: Locales,
    checks: Vec<&'static Check>,
}

/// Working memory of one thread, for one [`Checker`].
///
/// Its buffers grow to the size of the pairs that come by and are kept: from then on, a pair without
/// facts allocates nothing.
#[derive(Debug, Default)]
pub struct Scratch {
    /// The tables used last on each side, so that few pairs ask the locales, which are locked.
    source_locale: Option<Arc<Locale>>,
    target_locale: Option<Arc<Locale>>,
    facts: facts::Scratch,
    source: Facts,
    target: Facts,
    alignment: Alignment,
    sentences: Vec<Span>,
    garble: signals::Scratch,
    signals: Vec<Signal>,
    document: document::Scratch,
}

/// What one pair gave: its findings and what its document should remember.
#[derive(Debug, Default)]
pub struct Verdict {
    /// The findings, in the order of the checks and then of the text.
    pub findings: Vec<Finding>,
    /// For the document.
    pub observations: Observations,
}

impl Default for Checker {
    fn default() -> Self {
        Self::asking(|_| true)
    }
}

impl Checker {
    /// A checker that asks every check, with the built-in rules.
    pub fn new() -> Self {
        Self::default()
    }

    /// A checker that asks the checks whose id is `wanted`.
    pub fn asking(wanted: impl Fn(&str) -> bool) -> Self {
        let checks = CHECKS.iter().copied().filter(|check| wanted(check.id)).collect();
        Self { locales: Locales::default(), checks }
    }

    /// The tables of a language.
    pub fn locale(&self, tag: &str) -> Result<Arc<Locale>, Error> {
        self.locales.get(tag)
    }

    /// Checks one pair. A pair without a target gives nothing here: the reader's format decides
    /// whether that is a finding.
    pub fn check(&self, pair: &Pair, scratch: &mut Scratch) -> Result<Verdict, Error> {
        let mut verdict = Verdict::default();
        self.check_into(pair, scratch, &mut verdict)?;
        Ok(verdict)
    }

    /// As [`Self::check`], into a verdict whose memory is used again.
    pub fn check_into(
        &self,
        pair: &Pair,
        scratch: &mut Scratch,
        verdict: &mut Verdict,
    ) -> Result<(), Error> {
        let Verdict { findings, observations } = verdict;
        findings.clear();
        observations.clear();
        let Some(target_side) = &pair.target else {
            return Ok(());
        };
        if missing_text::is_blank(target_side.text.as_str()) {
            if self.asks(missing_text::CHECK.id) {
                findings.extend(missing_text::find(pair));
            }
            return Ok(());
        }
        let Scratch {
            source_locale,
            target_locale,
            facts,
            source: source_facts,
            target: target_facts,
            alignment,
            sentences,
            garble,
            signals,
            document,
        } = scratch;
        let source_locale = self.recall(&pair.source.lang, source_locale)?;
        let target_locale = self.recall(&target_side.lang, target_locale)?;
        let (source, target) = (pair.source.text.as_str(), target_side.text.as_str());
        facts::read(source, source_locale, facts, source_facts);
        facts::read(target, target_locale, facts, target_facts);
        matching::align_codes(
            CodeSide { text: source, codes: &source_facts.codes },
            CodeSide { text: target, codes: &target_facts.codes },
            &mut alignment.codes,
        );
        matching::align((source, source_facts), (target, target_facts), alignment);
        sentences.clear();
        signals.clear();
        if self.needs(Need::Signals) {
            sentences::split(target, target_locale, sentences);
            let scene = Scene {
                source,
                target,
                source_locale,
                target_locale,
                source_facts,
                target_facts,
                sentences,
            };
            signals::read(&scene, garble, signals);
        }
        let view = View {
            pair,
            source,
            target,
            source_locale,
            target_locale,
            source_facts,
            target_facts,
            alignment,
            sentences,
            signals,
        };
        for check in &self.checks {
            (check.run)(&view, findings);
        }
        if self.needs(Need::Names) {
            document::observe_names(&view, document, observations);
        }
        if self.needs(Need::Prefixes) {
            document::observe_prefixes(&view, observations);
        }
        Ok(())
    }

    /// The tables of a language, by way of the ones that were used last.
    fn recall<'a>(
        &self,
        tag: &str,
        last: &'a mut Option<Arc<Locale>>,
    ) -> Result<&'a Locale, Error> {
        let locale = match last.take() {
            Some(locale) if locale.tag == tag => locale,
            _ => self.locales.get(tag)?,
        };
        Ok(last.insert(locale))
    }

    fn asks(&self, id: &str) -> bool {
        self.checks.iter().any(|check| check.id == id)
    }

    fn needs(&self, need: Need) -> bool {
        self.checks.iter().any(|check| check.needs.contains(&need))
    }
}
