//! Reports: what was found, written for a reader or a machine.
//!
//! A report is one file with one type. It is told each segment with findings in the order of the
//! input and the counts at the end, and writes to whatever it is given. To add one: write the file,
//! and add its `mod` line and its entry in [`REPORTS`]. What depends on time or on the machine does
//! not belong in a report.

mod concise;
pub mod escape;
mod excerpt;
pub mod facts;
mod github;
mod jsonl;
mod statistics;
mod summary;
mod text;

pub use statistics::statistics;
pub use summary::{Counts, Summary, count, grouped};

use crate::finding::{Finding, Fingerprint, SideName};
use crate::problem::Problem;
use crate::text::{Place, Span};
use crate::unit::{Pair, Presence, Side, Unit};
use std::io::{self, Write};
use std::sync::Arc;

/// One pair with the unit it belongs to.
#[derive(Debug, Clone, Copy)]
pub struct Segment<'a> {
    /// The unit.
    pub unit: &'a Unit,
    /// One of its pairs.
    pub pair: &'a Pair,
}

/// A finding that has its fingerprint.
#[derive(Debug, Clone)]
pub struct Found {
    /// The finding.
    pub finding: Finding,
    /// What it is called in a baseline.
    pub fingerprint: Fingerprint,
    /// Other places of the document that it speaks of.
    pub related: Vec<Elsewhere>,
}

/// Another place that a finding speaks of: [`Related`](crate::finding::Related) with what only the
/// run knows.
#[derive(Debug, Clone)]
pub struct Elsewhere {
    /// The file.
    pub file: Arc<str>,
    /// The key of the unit, if it has one.
    pub unit: Option<String>,
    /// On which side.
    pub side: SideName,
    /// Where it begins.
    pub start: Place,
    /// Where it ends.
    pub end: Place,
    /// What stands there.
    pub text: String,
}

impl Segment<'_> {
    /// Where an editor should go: to the finding in the target, else to the target, else to the
    /// source.
    pub fn place(&self, finding: &Finding) -> Place {
        // A pair of which one file lacks the key has a target that stands nowhere.
        let target = self.pair.target.as_ref();
        match target.filter(|_| self.pair.presence != Presence::SourceAlone) {
            Some(target) => target.text.place(finding.target.map_or(0, |span| span.start)),
            None => self.pair.source.text.place(finding.source.map_or(0, |span| span.start)),
        }
    }

    /// The other place `span` on a side of this segment; `None` where there is no such side.
    pub fn elsewhere(&self, side: SideName, span: Span, text: String) -> Option<Elsewhere> {
        let there = self.side(side)?;
        Some(Elsewhere {
            file: Arc::clone(&self.unit.file),
            unit: self.unit.key.clone(),
            side,
            start: there.text.place(span.start),
            end: there.text.place_end(span.end),
            text,
        })
    }
}

impl<'a> Segment<'a> {
    /// One side of the pair; `None` where there is no target.
    pub fn side(&self, side: SideName) -> Option<&'a Side> {
        match side {
            SideName::Source => Some(&self.pair.source),
            SideName::Target => self.pair.target.as_ref(),
        }
    }
}

/// Writes findings in one form.
pub trait Report {
    /// Writes the findings of one segment; there is at least one.
    fn segment(
        &mut self,
        segment: Segment<'_>,
        found: &[Found],
        out: &mut dyn Write,
    ) -> io::Result<()>;

    /// Writes what could not be read, or what the reader wants to say. Most leave it to standard
    /// error, where it is told anyway.
    fn problem(&mut self, problem: &Problem, out: &mut dyn Write) -> io::Result<()> {
        let _ = (problem, out);
        Ok(())
    }

    /// Writes what comes last.
    fn finish(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()>;
}

/// A report as the command line knows it.
pub struct ReportKind {
    /// What `--output` calls it.
    pub name: &'static str,
    /// One line: who it is for.
    pub summary: &'static str,
    /// Makes one; the argument says whether it may use colour.
    pub make: fn(bool) -> Box<dyn Report>,
}

/// Every report, the default first.
pub static REPORTS: &[ReportKind] = &[
    ReportKind {
        name: "text",
        summary: "for people: source and target under each other, the spans marked",
        make: |colour| Box::new(text::Text::new(colour)),
    },
    ReportKind {
        name: "concise",
        summary: "one line a finding: file:line:col: severity: message [check]",
        make: |_| Box::new(concise::Concise),
    },
    ReportKind {
        name: "jsonl",
        summary: "one JSON object a finding, for programs",
        make: |_| Box::new(jsonl::Jsonl),
    },
    ReportKind {
        name: "github",
        summary: "annotations in a GitHub Actions log",
        make: |_| Box::new(github::Github::default()),
    },
];
