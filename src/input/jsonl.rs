//! JSON Lines: one record a line, `{"id", "source", "target", "source_lang", "target_lang",
//! "document"}`; for texts read for themselves `{"id", "lang", "text"}`. Other keys are ignored.
//!
//! serde finds the values as they stand in the line; the escapes of the two texts are decoded as in
//! JSON files, so that every character keeps its place.

mod record;

use super::decode::{Lines, Next};
use super::escape;
use super::item::{Out, ProblemKind, Units};
use super::json::string::unescape;
use super::{Format, Input, Languages, Open, PlaceKind, SOURCE, TARGET, canonical};
use crate::text::Text;
use crate::unit::{Pair, Side, Unit};
use memchr::memchr;
use record::{Record, Records};
use std::ops::Range;
use std::sync::Arc;

pub(super) const FORMAT: Format = Format {
    name: "jsonl",
    extensions: &["jsonl", "ndjson"],
    summary: "JSON Lines: records with id, source, target, source_lang, target_lang, document",
    catalogue: false,
    plurals: false,
    places: PlaceKind::Characters,
    writes: &[escape::quoted],
    open: Open::Together(open),
};

fn open(input: Input, out: &mut Out) -> Box<dyn Units> {
    Box::new(Jsonl {
        lines: Lines::new(input.bytes, input.file, input.encoding, out),
        line: Text::default(),
        records: Records::default(),
        document: input.document,
        last_document: Default::default(),
        languages: input.languages,
        last_tags: Default::default(),
        monolingual: input.monolingual,
        keeps_records: input.keeps_records,
    })
}

struct Jsonl {
    lines: Lines,
    line: Text,
    records: Records,
    document: Arc<str>,
    /// The document of the last record that named one, as it was written and as it is: most often
    /// the next has the same.
    last_document: (String, Arc<str>),
    languages: Languages,
    /// The tags of the last record as they were written and as they are: likewise.
    last_tags: [(String, Arc<str>); 2],
    monolingual: bool,
    keeps_records: bool,
}

impl Units for Jsonl {
    fn read(&mut self, out: &mut Out) -> bool {
        match self.lines.next(&mut self.line, out) {
            Next::End => return false,
            Next::TooLong => return true,
            Next::Line => {}
        }
        // The line is lent to the record, so it leaves the reader for that time.
        let line = std::mem::take(&mut self.line);
        let text = line.as_str().trim_start();
        if !text.is_empty() {
            // serde would take a list for a record without keys.
            if text.starts_with('{') {
                self.read_line(&line, out);
            } else {
                let at = line.as_str().len() - text.len();
                self.refuse(&line, at, "it does not begin with `{`", out);
            }
        }
        self.line = line;
        true
    }
}

impl Jsonl {
    fn read_line(&mut self, line: &Text, out: &mut Out) {
        match self.records.read(line.as_str()) {
            Ok(record) => self.read_record(line, &record, out),
            Err(error) => {
                let text = error.to_string();
                let what = text.rsplit_once(" at line ").map_or(text.as_str(), |(what, _)| what);
                self.refuse(line, error.column().saturating_sub(1), what, out);
            }
        }
    }

    fn refuse(&self, line: &Text, at: usize, what: &str, out: &mut Out) {
        let place = line.place(at as u32);
        let message = format!("this line is not a JSON record and was left out: {what}");
        out.problem(self.lines.problem(place, ProblemKind::Lost, message));
    }

    fn read_record(&mut self, line: &Text, record: &Record<'_>, out: &mut Out) {
        let alone = self.monolingual && record.text.is_some();
        let (source, name) = if alone { (record.text, "text") } else { (record.source, "source") };
        let Some(source) = source.and_then(|raw| self.text(line, raw, out)) else {
            let place =
                source.map_or(line.place(0), |raw| line.place(range_in(line, raw).start as u32));
            let name = if self.monolingual { "text" } else { name };
            let message = format!("this record has no string `{name}` and was left out");
            out.problem(self.lines.problem(place, ProblemKind::Lost, message));
            return;
        };
        let target = if alone { None } else { record.target };
        let target = match target.map(|raw| (raw, self.text(line, raw, out))) {
            None => None,
            Some((_, Some(text))) => Some(text).filter(|text| !text.as_str().trim().is_empty()),
            Some((raw, None)) => {
                let place = line.place(range_in(line, raw).start as u32);
                let message = "`target` is not a string; this record was left out".to_owned();
                out.problem(self.lines.problem(place, ProblemKind::Lost, message));
                return;
            }
        };
        let key = record.id.and_then(|raw| self.key(line, raw, out));
        let source_lang = if alone { record.lang } else { record.source_lang };
        let mut lang = self.lang(SOURCE, line, source_lang, out);
        if alone && lang.is_empty() {
            // The name of a file with one language names it as a target's by custom.
            lang = self.languages.named[TARGET].clone().unwrap_or_default();
        }
        let source = Side::new(lang, source);
        let target_lang = record.target_lang;
        let target = target.map(|text| Side::new(self.lang(TARGET, line, target_lang, out), text));
        let document = self.document(line, record.document, out);
        let file = Arc::clone(self.lines.file());
        let kept = self.keeps_records.then(|| line.as_str().trim().into());
        out.unit(Unit {
            key,
            record: kept,
            ..Unit::new(file, document, vec![Pair::new(source, target)])
        });
    }

    /// The text of a JSON string with its places; `None` for another value.
    fn text(&self, line: &Text, raw: &str, out: &mut Out) -> Option<Text> {
        let range = string_in(line, raw)?;
        if memchr(b'\\', &line.as_str().as_bytes()[range.clone()]).is_none() {
            return Some(line.slice(range));
        }
        let (text, lone) = unescape(line, &mut line.places(), range);
        if let Some(escape) = lone {
            let written = &line.as_str()[escape.clone()];
            let message = format!("broken text: `{written}` is half of a surrogate pair");
            let place = line.place(escape.start as u32);
            out.problem(self.lines.problem(place, ProblemKind::Damage, message));
        }
        Some(text)
    }

    /// An id: a string, or a number as it is written.
    fn key(&self, line: &Text, raw: &str, out: &mut Out) -> Option<String> {
        if raw.starts_with(|c: char| c == '-' || c.is_ascii_digit()) {
            return Some(raw.to_owned());
        }
        if let Some(range) = string_in(line, raw)
            && memchr(b'\\', raw.as_bytes()).is_none()
        {
            return Some(line.as_str()[range].to_owned());
        }
        let text = self.text(line, raw, out);
        if text.is_none() {
            self.ignore(line, raw, "`id` is neither a string nor a number", out);
        }
        text.map(Text::into_string)
    }

    fn lang(&mut self, side: usize, line: &Text, raw: Option<&str>, out: &mut Out) -> Arc<str> {
        let Some(raw) = raw else { return self.languages.side(side, None) };
        if self.last_tags[side].0 != raw {
            let tag = self.text(line, raw, out).and_then(|text| canonical(text.as_str()));
            let Some(tag) = tag else {
                self.ignore(line, raw, "this is not a language tag such as `en` or `pt-BR`", out);
                return self.languages.side(side, None);
            };
            self.last_tags[side] = (raw.to_owned(), tag.into());
        }
        self.languages.side(side, Some(&self.last_tags[side].1))
    }

    fn document(&mut self, line: &Text, raw: Option<&str>, out: &mut Out) -> Arc<str> {
        let Some(raw) = raw else { return Arc::clone(&self.document) };
        if self.last_document.0 != raw {
            let Some(name) = self.text(line, raw, out) else {
                self.ignore(line, raw, "`document` is not a string", out);
                return Arc::clone(&self.document);
            };
            self.last_document = (raw.to_owned(), name.as_str().into());
        }
        Arc::clone(&self.last_document.1)
    }

    fn ignore(&self, line: &Text, raw: &str, what: &str, out: &mut Out) {
        let place = line.place(range_in(line, raw).start as u32);
        let message = format!("{what} and was ignored: `{raw}`");
        out.problem(self.lines.problem(place, ProblemKind::Damage, message));
    }
}

/// Where a value that was borrowed from the line stands in it.
fn range_in(line: &Text, raw: &str) -> Range<usize> {
    let start = raw.as_ptr() as usize - line.as_str().as_ptr() as usize;
    start..start + raw.len()
}

/// What stands between the quotes of a string; `None` for another value.
fn string_in(line: &Text, raw: &str) -> Option<Range<usize>> {
    let range = range_in(line, raw);
    raw.starts_with('"').then_some(range.start + 1..range.end - 1)
}
