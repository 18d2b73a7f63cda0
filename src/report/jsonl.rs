//! One JSON object a finding: the contract with programs.
//!
//! The structs here are version 1 of it and belong to this file alone. A field is never removed,
//! renamed or given another meaning; that would be version 2. `line` and `column` count from 1,
//! columns in Unicode scalar values; `start` and `end` are UTF-8 bytes in the segment, half-open.
//! `unit` is the unit's id or key, and `null` in a format without keys, where `line` tells units
//! apart. `source_lang` and `target_lang` are BCP 47 tags.

use super::{Found, Report, Segment, Summary};
use crate::finding::SideName;
use crate::text::Span;
use serde::Serialize;
use std::io::{self, Write};

const VERSION: u32 = 1;

#[derive(Serialize)]
struct Record<'a> {
    version: u32,
    check: &'a str,
    kind: &'a str,
    severity: &'a str,
    confidence: &'a str,
    message: &'a str,
    help: Option<&'a str>,
    suggestion: Option<&'a str>,
    file: &'a str,
    document: &'a str,
    unit: Option<&'a str>,
    plural: Option<&'a str>,
    line: u32,
    column: u32,
    source_lang: &'a str,
    target_lang: Option<&'a str>,
    source: Option<Part<'a>>,
    target: Option<Part<'a>>,
    signals: Vec<Signal<'a>>,
    related: Vec<Related<'a>>,
    fingerprint: String,
}

/// A stretch of a segment.
#[derive(Serialize)]
struct Part<'a> {
    start: u32,
    end: u32,
    text: &'a str,
}

/// What the finding rests on.
#[derive(Serialize)]
struct Signal<'a> {
    name: &'a str,
    side: &'a str,
    start: u32,
    end: u32,
}

/// Another place that the finding speaks of.
#[derive(Serialize)]
struct Related<'a> {
    file: &'a str,
    line: u32,
    column: u32,
    text: &'a str,
}

/// The report.
pub(super) struct Jsonl;

impl Report for Jsonl {
    fn segment(
        &mut self,
        segment: Segment<'_>,
        found: &[Found],
        out: &mut dyn Write,
    ) -> io::Result<()> {
        for found in found {
            serde_json::to_writer(&mut *out, &record(segment, found))?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }

    fn finish(&mut self, _: &Summary, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

fn record<'a>(segment: Segment<'a>, found: &'a Found) -> Record<'a> {
    let Found { finding, fingerprint, related } = found;
    let Segment { unit, pair } = segment;
    let place = segment.place(finding);
    let target = pair.target.as_ref();
    Record {
        version: VERSION,
        check: finding.check,
        kind: finding.kind.name(),
        severity: finding.severity.name(),
        confidence: finding.confidence.name(),
        message: &finding.message,
        help: finding.help.as_deref(),
        suggestion: finding.suggestion.as_deref(),
        file: &unit.file,
        document: &unit.document,
        unit: unit.key.as_deref(),
        plural: pair.plural.as_deref(),
        line: place.line,
        column: place.column,
        source_lang: &pair.source.lang,
        target_lang: target.map(|side| &*side.lang),
        source: finding.source.map(|span| part(pair.source.text.as_str(), span)),
        target: target.and_then(|side| Some(part(side.text.as_str(), finding.target?))),
        signals: finding
            .evidence
            .iter()
            .map(|evidence| Signal {
                name: evidence.name,
                side: match evidence.side {
                    SideName::Source => "source",
                    SideName::Target => "target",
                },
                start: evidence.span.start,
                end: evidence.span.end,
            })
            .collect(),
        related: related
            .iter()
            .map(|there| Related {
                file: &there.file,
                line: there.start.line,
                column: there.start.column,
                text: &there.text,
            })
            .collect(),
        fingerprint: fingerprint.to_string(),
    }
}

fn part(text: &str, span: Span) -> Part<'_> {
    Part { start: span.start, end: span.end, text: span.of(text) }
}
