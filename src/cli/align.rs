//! `tieout align`: which sentences of two texts correspond.

use super::args::{AlignArgs, AlignOutput};
use super::output::Stream;
use super::{Exit, tell};
use crate::align::Bead;
use crate::error::Error;
use crate::input::{self, Aligned, Request};
use crate::locale::Locales;
use crate::unit::Pair;
use serde::Serialize;
use std::io::{self, Write};
use std::sync::Arc;

/// A record of the output for programs; `check` reads it as well.
#[derive(Serialize)]
struct Record<'a> {
    id: String,
    kind: String,
    confidence: f64,
    source: &'a str,
    target: &'a str,
    source_lang: &'a str,
    target_lang: &'a str,
    source_line: u32,
    target_line: Option<u32>,
}

/// Runs the command.
pub(super) fn run(args: &AlignArgs) -> Result<Exit, Error> {
    let both = args.target.is_some();
    let request = Request {
        paths: if both { Vec::new() } else { vec![args.source.clone()] },
        source: both.then(|| args.source.clone()),
        target: args.target.clone(),
        source_lang: args.source_lang.clone(),
        target_lang: args.target_lang.clone(),
        encoding: args.encoding.as_deref().map(input::encoding).transpose()?,
        align: Some(Arc::new(Locales::with_layers(args.rules.clone()))),
        ..Request::default()
    };
    let (aligned, problems) = input::align(&request)?;
    problems.iter().for_each(tell);
    let failed = problems.iter().any(|problem| problem.kind.is_failure());
    let Some(aligned) = aligned else { return Ok(Exit::Failed) };
    if aligned.beads().is_empty() && !failed {
        return Err(Error::NoPairs);
    }
    let mut stdout = Stream::stdout();
    let written = stdout.write(|out| match args.output {
        AlignOutput::Tsv => table(&aligned, out),
        AlignOutput::Jsonl => records(&aligned, out),
    })?;
    if written.is_continue() {
        let _ = stdout.flush()?;
    }
    Ok(if failed { Exit::Failed } else { Exit::Clean })
}

/// The beads, each with its number from 1.
fn numbered(aligned: &Aligned) -> impl Iterator<Item = (usize, &Bead, Pair)> {
    aligned.beads().iter().enumerate().map(|(index, bead)| (index + 1, bead, aligned.pair(bead)))
}

fn target(pair: &Pair) -> &str {
    pair.target.as_ref().map_or("", |side| side.text.as_str())
}

fn table(aligned: &Aligned, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "id\tkind\tconfidence\tsource\ttarget")?;
    for (id, bead, pair) in numbered(aligned) {
        let [source, target] = [pair.source.text.as_str(), target(&pair)].map(cell);
        let (kind, confidence) = (bead.kind(), bead.confidence);
        writeln!(out, "{id}\t{kind}\t{confidence:.2}\t{source}\t{target}")?;
    }
    Ok(())
}

/// A text as a cell, in which white space of any kind is a space.
fn cell(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_control() { ' ' } else { c }).collect()
}

fn records(aligned: &Aligned, out: &mut dyn Write) -> io::Result<()> {
    let [source_lang, target_lang] = aligned.langs();
    for (id, bead, pair) in numbered(aligned) {
        let record = Record {
            id: id.to_string(),
            kind: bead.kind().to_string(),
            confidence: (bead.confidence * 100.0).round() / 100.0,
            source: pair.source.text.as_str(),
            target: target(&pair),
            source_lang,
            target_lang,
            source_line: pair.source.text.place(0).line,
            target_line: pair.target.as_ref().map(|side| side.text.place(0).line),
        };
        serde_json::to_writer(&mut *out, &record)?;
        writeln!(out)?;
    }
    Ok(())
}
