//! The Code Quality report of GitLab: findings appear in a merge request.
//!
//! It is one JSON array with the fields that GitLab documents. GitLab takes two findings with one
//! fingerprint for the same, so the file and the document take part in it here. There is no room
//! in it for what could not be read or for the end of an interrupted run: the exit code says that.

use super::uri::relative;
use super::{Found, Report, Segment, Summary};
use crate::finding::Severity;
use crate::text::Place;
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Issue<'a> {
    description: &'a str,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    positions: Positions,
}

#[derive(Serialize)]
struct Positions {
    begin: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: u32,
    column: u32,
}

impl From<Place> for Position {
    fn from(place: Place) -> Self {
        Self { line: place.line, column: place.column }
    }
}

/// The report.
#[derive(Default)]
pub(super) struct Gitlab {
    /// Whether something was written.
    begun: bool,
}

impl Report for Gitlab {
    fn segment(
        &mut self,
        segment: Segment<'_>,
        found: &[Found],
        out: &mut dyn Write,
    ) -> io::Result<()> {
        for found in found {
            out.write_all(if self.begun { b",\n" } else { b"[\n" })?;
            self.begun = true;
            serde_json::to_writer(&mut *out, &issue(segment, found))?;
        }
        Ok(())
    }

    fn finish(&mut self, _: &Summary, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(if self.begun { b"\n]\n" } else { b"[]\n" })
    }
}

fn issue<'a>(segment: Segment<'a>, Found { finding, fingerprint, .. }: &'a Found) -> Issue<'a> {
    let region = segment.region(finding);
    Issue {
        description: &finding.message,
        check_name: finding.check,
        fingerprint: fingerprint.within(region.file).within(&segment.unit.document).to_string(),
        severity: match finding.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Note => "info",
        },
        location: Location {
            path: relative(region.file),
            positions: Positions { begin: region.start.into(), end: region.end.into() },
        },
    }
}
