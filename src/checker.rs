//! The engine: one pair in, its findings out. No I/O, no clock, no environment.

use crate::checks::{CHECKS, View, missing_text};
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
use std::path::PathBuf;
use std::sync::Arc;

/// Checks pairs. Share one between threads; give each thread a [`Scratch`] of its own.
#[derive(Debug, Default)]
pub struct Checker {
    locales: Locales,
}

/// Working memory of one thread.
#[derive(Debug, Default)]
pub struct Scratch {
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

impl Checker {
    /// A checker with the built-in rules.
    pub fn new() -> Self {
        Self::default()
    }

    /// A checker with the rules in these folders laid over the built-in ones; see
    /// [`Locales::with_layers`].
    pub fn with_rules(folders: Vec<PathBuf>) -> Self {
        Self { locales: Locales::with_layers(folders) }
    }

    /// The tables of a language.
    pub fn locale(&self, tag: &str) -> Result<Arc<Locale>, Error> {
        self.locales.get(tag)
    }

    /// Checks one pair. A pair without a target gives nothing here: the reader's format decides
    /// whether that is a finding.
    pub fn check(&self, pair: &Pair, scratch: &mut Scratch) -> Result<Verdict, Error> {
        let Some(target_side) = &pair.target else {
            return Ok(Verdict::default());
        };
        if missing_text::is_blank(target_side.text.as_str()) {
            let findings = missing_text::find(pair).into_iter().collect();
            return Ok(Verdict { findings, ..Verdict::default() });
        }
        let source_locale = self.locale(&pair.source.lang)?;
        let target_locale = self.locale(&target_side.lang)?;
        let (source, target) = (pair.source.text.as_str(), target_side.text.as_str());
        let Scratch {
            facts,
            source: source_facts,
            target: target_facts,
            alignment,
            sentences,
            garble,
            signals,
            document,
        } = scratch;
        facts::read(source, &source_locale, facts, source_facts);
        facts::read(target, &target_locale, facts, target_facts);
        matching::align_codes(
            CodeSide { text: source, codes: &source_facts.codes },
            CodeSide { text: target, codes: &target_facts.codes },
            &mut alignment.codes,
        );
        matching::align((source, source_facts), (target, target_facts), alignment);
        sentences::split(target, &target_locale, sentences);
        let scene = Scene {
            source,
            target,
            source_locale: &source_locale,
            target_locale: &target_locale,
            source_facts,
            target_facts,
            sentences,
        };
        signals::read(&scene, garble, signals);
        let view = View {
            pair,
            source,
            target,
            source_locale: &source_locale,
            target_locale: &target_locale,
            source_facts,
            target_facts,
            alignment,
            sentences,
            signals,
        };
        let mut findings = Vec::new();
        for check in CHECKS {
            (check.run)(&view, &mut findings);
        }
        // As a reader meets them, and not check by check.
        let start = |span: Option<Span>| span.map_or(0, |span| span.start);
        findings.sort_by_key(|finding| (start(finding.target), start(finding.source)));
        Ok(Verdict { findings, observations: document::observe(&view, document) })
    }
}
