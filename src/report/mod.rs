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
mod xlsx;

pub use statistics::statistics;
pub use summary::{Counts, Summary, count, grouped};

use crate::finding::{Finding, Fingerprint};
use crate::text::Place;
use crate::unit::{Pair, Presence, Unit};
use std::io::{self, Write};

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
    ReportKind {
        name: "xlsx",
        summary: "a workbook for reviewers: a row a finding, with a verdict and a comment to fill in",
        make: |_| Box::new(xlsx::Xlsx::default()),
    },
];
