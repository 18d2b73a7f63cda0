//! One JSON object a finding: the contract with programs.
//!
//! The structs here are version 1 of it and belong to this file alone. A field is never removed,
//! renamed or given another meaning; that would be version 2. `line` and `column` count from 1,
//! columns in Unicode scalar values; `start` and `end` are UTF-8 bytes in the segment, half-open.
//! `unit` is the unit's id or key, and `null` in a format without keys, where `line` tells units
//! apart. `source_lang` and `target_lang` are BCP 47 tags.
//!
//! With `--all` there is one object a pair instead, clean ones too, in the order of the input:
//! a filter for corpora. `findings` holds the objects of above, and `record` the record of the input
//! where that is JSON Lines, byte for byte. What only a whole document shows about a pair comes when
//! the document ends, as an object of above on a line of its own.

use super::{Found, Report, Segment, Summary};
use crate::finding::SideName;
use crate::text::Span;
use serde::Serialize;
use serde_json::value::RawValue;
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

/// A pair with all that was found in it.
#[derive(Serialize)]
struct PairRecord<'a> {
    version: u32,
    file: &'a str,
    document: &'a str,
    unit: Option<&'a str>,
    plural: Option<&'a str>,
    line: u32,
    source_lang: &'a str,
    target_lang: Option<&'a str>,
    clean: bool,
    findings: Vec<Record<'a>>,
    record: Option<&'a RawValue>,
}

/// The report with `--all`.
pub(super) struct EveryPair;

impl Report for EveryPair {
    fn segment(
        &mut self,
        segment: Segment<'_>,
        found: &[Found],
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let Segment { unit, pair } = segment;
        let record = PairRecord {
            version: VERSION,
            file: &unit.file,
            document: &unit.document,
            unit: unit.key.as_deref(),
            plural: pair.plural.as_deref(),
            line: segment.start().line,
            source_lang: &pair.source.lang,
            target_lang: pair.target.as_ref().map(|side| &*side.lang),
            clean: found.is_empty(),
            findings: found.iter().map(|found| record(segment, found)).collect(),
            record: unit.record.as_deref().and_then(|record| serde_json::from_str(record).ok()),
        };
        serde_json::to_writer(&mut *out, &record)?;
        out.write_all(b"\n")
    }

    fn document(
        &mut self,
        segment: Segment<'_>,
        found: &[Found],
        out: &mut dyn Write,
    ) -> io::Result<()> {
        Jsonl.segment(segment, found, out)
    }

    fn wants_clean(&self) -> bool {
        true
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
