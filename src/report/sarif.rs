//! SARIF 2.1.0: the exchange format of code scanning, of editors and of dashboards.
//!
//! It is written as it comes: the rules first, a result for each finding, and what is known at the
//! end last. What the level, the settings and the baseline hide is no result. A rule's default level
//! says nothing of a result, which always states its own.
//!
//! A file is named by a URI that is relative to the working directory, `%SRCROOT%`, where the user
//! named it so. Its fingerprint is that of the baseline; GitHub asks for one under a name of its own,
//! which the file and the document take part in.

use super::summary::INTERRUPTED;
use super::uri::{is_relative, reference};
use super::{Elsewhere, Found, Region, Report, Segment, Summary};
use crate::checks::{CHECKS, Check};
use crate::finding::{Finding, SideName};
use crate::problem::{Problem, ProblemKind};
use crate::text::Place;
use serde_json::{Value, json};
use std::io::{self, Write};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The name of the folder that relative URIs are resolved against.
const ROOT: &str = "%SRCROOT%";

/// How many problems are listed: each is kept until the end.
const PROBLEMS: usize = 1000;

/// The report.
#[derive(Default)]
pub(super) struct Sarif {
    begun: bool,
    results: u64,
    /// What is told about the run itself.
    notifications: Vec<Value>,
    /// Problems beyond [`PROBLEMS`].
    unlisted: u64,
}

impl Report for Sarif {
    fn segment(
        &mut self,
        segment: Segment<'_>,
        found: &[Found],
        out: &mut dyn Write,
    ) -> io::Result<()> {
        self.begin(out)?;
        for found in found {
            out.write_all(if self.results == 0 { b"\n" } else { b",\n" })?;
            self.results += 1;
            serde_json::to_writer(&mut *out, &result(segment, found))?;
        }
        Ok(())
    }

    fn problem(&mut self, problem: &Problem, _: &mut dyn Write) -> io::Result<()> {
        if self.notifications.len() == PROBLEMS {
            self.unlisted += 1;
            return Ok(());
        }
        let mut location = json!({"artifactLocation": artifact(&problem.file)});
        if let Some(place) = problem.place {
            location["region"] = json!({"startLine": place.line, "startColumn": place.column});
        }
        self.notifications.push(json!({
            "level": match problem.kind {
                ProblemKind::Notice => "note",
                ProblemKind::Damage => "warning",
                ProblemKind::Lost | ProblemKind::Unreadable => "error",
            },
            "message": {"text": problem.message},
            "locations": [{"physicalLocation": location}],
        }));
        Ok(())
    }

    fn finish(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        self.begin(out)?;
        if self.unlisted > 0 {
            let more = format!("{} more problems", self.unlisted);
            self.notifications.push(json!({"level": "warning", "message": {"text": more}}));
        }
        if summary.interrupted {
            self.notifications.push(json!({"level": "error", "message": {"text": INTERRUPTED}}));
        }
        out.write_all(b"\n],\n\"invocations\":")?;
        let invocation = json!({
            "executionSuccessful": summary.is_complete(),
            "toolExecutionNotifications": self.notifications,
        });
        serde_json::to_writer(&mut *out, &[invocation])?;
        out.write_all(b"}]}\n")
    }
}

impl Sarif {
    /// Writes what comes before the results.
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.begun {
            return Ok(());
        }
        self.begun = true;
        write!(out, "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{\"tool\":")?;
        serde_json::to_writer(&mut *out, &tool())?;
        let root = json!({ROOT: {"description": {"text": "The folder that tieout was run in."}}});
        write!(out, ",\n\"columnKind\":\"unicodeCodePoints\",\"originalUriBaseIds\":{root}")?;
        out.write_all(b",\n\"results\":[")
    }
}

fn result(segment: Segment<'_>, found: &Found) -> Value {
    let Found { finding, fingerprint, related } = found;
    let region = segment.region(finding);
    let local = fingerprint.within(region.file).within(&segment.unit.document);
    let mut main = physical(region.file, region.start, region.end, region.text);
    let whole = segment.whole();
    if whole.text.len() > region.text.len() {
        let context = stretch(whole.start, whole.end, whole.text);
        main["physicalLocation"]["contextRegion"] = context;
    }
    if let Some(key) = &segment.unit.key {
        main["logicalLocations"] = json!([{"fullyQualifiedName": key, "kind": "resource"}]);
    }
    let mut result = json!({
        "ruleId": finding.check,
        "level": finding.severity.name(),
        "message": {"text": message(finding)},
        "locations": [main],
        "partialFingerprints": {
            "tieout/v1": fingerprint.to_string(),
            "primaryLocationLineHash": local.to_string(),
        },
        "properties": properties(segment, finding),
    });
    if let Some(rule) = CHECKS.iter().position(|check| check.id == finding.check) {
        result["ruleIndex"] = json!(rule);
    }
    let related = related_places(segment.compared(finding), related);
    if !related.is_empty() {
        result["relatedLocations"] = Value::Array(related);
    }
    result
}

/// What the finding is compared with, and the other places that it speaks of.
fn related_places(source: Option<Region<'_>>, others: &[Elsewhere]) -> Vec<Value> {
    let mut related = Vec::new();
    if let Some(Region { file, start, end, text }) = source {
        let mut place = physical(file, start, end, text);
        place["message"] = json!({"text": format!("source: {text}")});
        related.push(place);
    }
    for Elsewhere { file, unit, start, end, text, .. } in others {
        let mut place = physical(file, *start, *end, text);
        place["message"] = json!({"text": text});
        if let Some(key) = unit {
            place["logicalLocations"] = json!([{"fullyQualifiedName": key, "kind": "resource"}]);
        }
        related.push(place);
    }
    for (id, place) in related.iter_mut().enumerate() {
        place["id"] = json!(id + 1);
    }
    related
}

fn tool() -> Value {
    json!({"driver": {
        "name": "tieout",
        "version": env!("CARGO_PKG_VERSION"),
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": CHECKS.iter().map(|check| rule(check)).collect::<Vec<_>>(),
    }})
}

fn rule(check: &Check) -> Value {
    json!({
        "id": check.id,
        "shortDescription": {"text": format!("{}.", check.summary)},
        "fullDescription": {"text": check.why},
        "help": {"text": format!(
            "{}.\n\n{}\n\nMQM error type: {}\n`tieout explain {}` shows examples.",
            check.summary, check.why, check.mqm, check.id
        )},
        "defaultConfiguration": {"level": "warning"},
        "properties": {"mqm": check.mqm, "tags": ["translation", format!("mqm/{}", check.mqm)]},
    })
}

fn message(finding: &Finding) -> String {
    match &finding.help {
        Some(help) => format!("{}: {help}", finding.message),
        None => finding.message.clone(),
    }
}

fn properties(segment: Segment<'_>, finding: &Finding) -> Value {
    let mut properties = json!({
        "kind": finding.kind.name(),
        "confidence": finding.confidence.name(),
        "sourceLanguage": *segment.pair.source.lang,
    });
    let mut set = |name: &str, value: Option<&str>| {
        if let Some(value) = value {
            properties[name] = json!(value);
        }
    };
    set("targetLanguage", segment.side(SideName::Target).map(|side| &*side.lang));
    set("pluralForm", segment.pair.plural.as_deref());
    set("suggestion", finding.suggestion.as_deref());
    properties
}

fn physical(file: &str, start: Place, end: Place, text: &str) -> Value {
    json!({"physicalLocation": {
        "artifactLocation": artifact(file),
        "region": stretch(start, end, text),
    }})
}

/// The location of a file.
fn artifact(file: &str) -> Value {
    let uri = reference(file);
    if is_relative(&uri) { json!({"uri": uri, "uriBaseId": ROOT}) } else { json!({"uri": uri}) }
}

fn stretch(start: Place, end: Place, text: &str) -> Value {
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
        "snippet": {"text": text},
    })
}
