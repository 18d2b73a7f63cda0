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
mod gitlab;
mod html;
mod jsonl;
mod junit;
mod sarif;
mod statistics;
mod summary;
mod text;
mod uri;
mod xlsx;

pub use statistics::statistics;
pub use summary::{Counts, Summary, count, grouped};

use crate::finding::{Finding, Fingerprint, SideName};
use crate::locale::Locales;
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

/// A stretch of a file that a segment, or a part of it, stands in.
#[derive(Debug, Clone, Copy)]
pub struct Region<'a> {
    /// The file.
    pub file: &'a Arc<str>,
    /// Where it begins.
    pub start: Place,
    /// Where it ends.
    pub end: Place,
    /// What stands there, decoded.
    pub text: &'a str,
}

impl<'a> Segment<'a> {
    /// One side of the pair; `None` where there is no target.
    pub fn side(&self, side: SideName) -> Option<&'a Side> {
        match side {
            SideName::Source => Some(&self.pair.source),
            SideName::Target => self.pair.target.as_ref(),
        }
    }

    /// One side of the pair; `None` where its file does not have it.
    pub fn present(&self, side: SideName) -> Option<&'a Side> {
        let absent = match side {
            SideName::Source => Presence::TargetAlone,
            SideName::Target => Presence::SourceAlone,
        };
        self.side(side).filter(|_| self.pair.presence != absent)
    }

    /// The file that a side stands in.
    pub fn file(&self, side: SideName) -> &'a Arc<str> {
        match side {
            SideName::Source => self.unit.source_file.as_ref().unwrap_or(&self.unit.file),
            SideName::Target => &self.unit.file,
        }
    }

    /// The side that a finding is shown at: the target, else the source.
    fn shown(&self) -> SideName {
        // A pair of which one file lacks the key has a target that stands nowhere.
        match self.present(SideName::Target) {
            Some(_) => SideName::Target,
            None => SideName::Source,
        }
    }

    /// Where the side begins that findings are shown at.
    pub fn start(&self) -> Place {
        self.side(self.shown()).unwrap_or(&self.pair.source).text.place(0)
    }

    /// Where an editor should go: to the finding in the target, else to the target, else to the
    /// source.
    pub fn place(&self, finding: &Finding) -> Place {
        self.region(finding).start
    }

    /// The stretch that begins at [`place`](Self::place): what the finding marks there, else the
    /// whole side.
    pub fn region(&self, finding: &Finding) -> Region<'a> {
        let (side, span) = match self.shown() {
            SideName::Source => (SideName::Source, finding.source),
            SideName::Target => (SideName::Target, finding.target),
        };
        self.stretch(side, span)
    }

    /// The whole side that a finding is shown at.
    pub fn whole(&self) -> Region<'a> {
        self.stretch(self.shown(), None)
    }

    /// What a finding that is shown at the target is compared with in the source.
    pub fn compared(&self, finding: &Finding) -> Option<Region<'a>> {
        let span = finding.source.filter(|_| self.shown() == SideName::Target)?;
        Some(self.stretch(SideName::Source, Some(span)))
    }

    /// A span of one side, or the whole of it. Without a target it is one of the source.
    fn stretch(&self, side: SideName, span: Option<Span>) -> Region<'a> {
        let text = &self.side(side).unwrap_or(&self.pair.source).text;
        let span = span.unwrap_or_else(|| Span::new(0, text.as_str().len()));
        Region {
            file: self.file(side),
            start: text.place(span.start),
            end: text.place_end(span.end),
            text: span.of(text.as_str()),
        }
    }

    /// The place `span` on a side of this segment, for a finding of another one.
    pub fn elsewhere(&self, side: SideName, span: Span, text: String) -> Elsewhere {
        let Region { file, start, end, .. } = self.stretch(side, Some(span));
        let unit = self.unit.key.clone();
        Elsewhere { file: Arc::clone(file), unit, side, start, end, text }
    }
}

/// Writes findings in one form.
pub trait Report {
    /// Notes a pair that was read, with or without findings, before those are written. Only a
    /// report that tells of the whole job needs it.
    fn read(&mut self, _: Segment<'_>) {}

    /// Writes the findings of one segment; there is at least one, unless it [wants
    /// clean](Self::wants_clean) ones.
    fn segment(
        &mut self,
        segment: Segment<'_>,
        found: &[Found],
        out: &mut dyn Write,
    ) -> io::Result<()>;

    /// Writes what a document shows about one of its segments, which went by before.
    fn document(
        &mut self,
        segment: Segment<'_>,
        found: &[Found],
        out: &mut dyn Write,
    ) -> io::Result<()> {
        self.segment(segment, found, out)
    }

    /// Whether it is told segments without findings too.
    fn wants_clean(&self) -> bool {
        false
    }

    /// Writes what could not be read, or what the reader wants to say. Most leave it to standard
    /// error, where it is told anyway.
    fn problem(&mut self, problem: &Problem, out: &mut dyn Write) -> io::Result<()> {
        let _ = (problem, out);
        Ok(())
    }

    /// Writes what comes last.
    fn finish(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()>;
}

/// What a report may use.
#[derive(Debug, Clone, Default)]
pub struct Setting {
    /// Whether it may use colour.
    pub colour: bool,
    /// The tables of the languages, to read what the texts state.
    pub locales: Arc<Locales>,
}

/// The report `jsonl` with `--all`: a record for each pair, be it clean or not.
pub fn every_pair() -> Box<dyn Report> {
    Box::new(jsonl::EveryPair)
}

/// A report as the command line knows it.
pub struct ReportKind {
    /// What `--output` calls it.
    pub name: &'static str,
    /// One line: who it is for.
    pub summary: &'static str,
    /// Makes one.
    pub make: fn(&Setting) -> Box<dyn Report>,
}

/// Every report, the default first.
pub static REPORTS: &[ReportKind] = &[
    ReportKind {
        name: "text",
        summary: "people: source and target under each other, the spans marked",
        make: |setting| Box::new(text::Text::new(setting.colour)),
    },
    ReportKind {
        name: "concise",
        summary: "editors: one line a finding, `file:line:column: severity: message [check]`",
        make: |_| Box::new(concise::Concise),
    },
    ReportKind {
        name: "jsonl",
        summary: "programs: one JSON object a finding, or with `--all` one a pair",
        make: |_| Box::new(jsonl::Jsonl),
    },
    ReportKind {
        name: "github",
        summary: "pull requests on GitHub: annotations in the log of a workflow",
        make: |_| Box::new(github::Github::default()),
    },
    ReportKind {
        name: "html",
        summary: "reviewers: one page to look through findings, decide about them and score",
        make: |setting| Box::new(html::Html::new(setting)),
    },
    ReportKind {
        name: "xlsx",
        summary: "reviewers: a workbook with a row a finding, a verdict and a comment to fill in",
        make: |_| Box::new(xlsx::Xlsx::default()),
    },
    ReportKind {
        name: "sarif",
        summary: "code scanning, dashboards and editors: SARIF 2.1.0",
        make: |_| Box::new(sarif::Sarif::default()),
    },
    ReportKind {
        name: "gitlab",
        summary: "merge requests on GitLab: a Code Quality report",
        make: |_| Box::new(gitlab::Gitlab::default()),
    },
    ReportKind {
        name: "junit",
        summary: "Jenkins and other servers that show tests: JUnit XML, a test case a finding",
        make: |_| Box::new(junit::Junit::default()),
    },
];
