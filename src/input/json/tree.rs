//! A JSON file as a tree whose strings know their places: JSON, with comments and trailing commas.
//!
//! jsonc-parser says where each value stands and stops at the first error. A slip of the hand breaks
//! one line as a rule, so that line is taken out and the rest is read again: nothing but the line is
//! lost, and every other value stands where it stood.

use super::string::unescape;
use crate::input::item::{Out, Problem, ProblemKind};
use crate::input::{Input, whole};
use crate::text::{Place, Places, Text};
use jsonc_parser::ast::{StringLit, Value};
use jsonc_parser::errors::{ParseError, ParseErrorKind};
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use std::ops::Range;
use std::sync::Arc;

/// How often a damaged file is mended and read again.
const ATTEMPTS: usize = 100;

/// Reads a file and hands on its tree, if it has one.
pub(in crate::input) fn read(
    input: &mut Input,
    out: &mut Out,
    then: impl FnOnce(&Input, &Value<'_>, &mut Strings<'_>, &mut Out),
) {
    let text = whole::text(input, out);
    let mut strings = Strings { file: Arc::clone(&input.file), text: &text, places: text.places() };
    let mut json = text.as_str().to_owned();
    let mut options = options();
    for attempt in 0..=ATTEMPTS {
        let error = match parse_to_ast(&json, &CollectOptions::default(), &options) {
            Ok(parsed) => {
                if let Some(value) = parsed.value {
                    then(input, &value, &mut strings, out);
                }
                return;
            }
            Err(error) => error,
        };
        let mended = if attempt == ATTEMPTS { None } else { mend(&json, &error) };
        // Each bracket that is not closed is an error, and all of them are one damage.
        if !is_early_end(&error) || json.len() == text.as_str().len() {
            strings.report(&error, mended.as_ref(), out);
        }
        let Some(mended) = mended else { return };
        options.allow_missing_commas |= mended.comma;
        json = mended.json;
    }
}

/// What may be written: what every program reads that allows comments.
fn options() -> ParseOptions {
    ParseOptions {
        allow_missing_commas: false,
        allow_extended_string_escapes: false,
        ..ParseOptions::default()
    }
}

/// A file without what was wrong with it, every value where it stood.
struct Mended {
    json: String,
    /// Whether commas may be missing from now on.
    comma: bool,
    /// Where the damage is, which may be before the place where the parser met it.
    at: usize,
    /// What became of it.
    what: &'static str,
    kind: ProblemKind,
}

/// Takes out what an error is about; `None` if it cannot be told.
fn mend(json: &str, error: &ParseError) -> Option<Mended> {
    let at = error.range().start.min(json.len());
    let kind = ProblemKind::Damage;
    match error.kind() {
        _ if is_early_end(error) => {
            let closing =
                if matches!(error.kind(), ParseErrorKind::UnterminatedArray) { ']' } else { '}' };
            let what = "the file ends too early; what is there is read";
            let at = json.trim_end().len();
            Some(Mended { json: format!("{json}{closing}"), comma: false, at, what, kind })
        }
        // A comma that is missing inside a line is a quotation mark without its backslash.
        ParseErrorKind::ExpectedComma if ends_line(&json[at..]) => {
            let what = "it is read as if there were one";
            Some(Mended { json: json.to_owned(), comma: true, at, what, kind })
        }
        ParseErrorKind::String(_) if json.as_bytes().get(at) == Some(&b'\\') => {
            // The backslash alone is what the parser does not take.
            let mut json = json.to_owned();
            json.replace_range(at..=at, " ");
            let what = "it is read as it stands";
            Some(Mended { json, comma: false, at, what, kind })
        }
        _ => without_line(json, at),
    }
}

/// A file without the line that is damaged, which is the one with `at` or one before.
fn without_line(json: &str, at: usize) -> Option<Mended> {
    let (start, at) = match unclosed_line(json, at) {
        Some(start) => (start, start + json[start..].find(|c: char| !c.is_whitespace())?),
        None => (json[..at].rfind('\n').map_or(0, |before| before + 1), at),
    };
    let length = json[start..].find('\n').unwrap_or(json.len() - start);
    if json[start..start + length].trim().is_empty() {
        return None;
    }
    let mut json = json.to_owned();
    json.replace_range(start..start + length, &" ".repeat(length));
    let (what, kind) = ("this line was left out", ProblemKind::Lost);
    Some(Mended { json, comma: false, at, what, kind })
}

/// Whether the file ends inside an object or an array.
fn is_early_end(error: &ParseError) -> bool {
    matches!(error.kind(), ParseErrorKind::UnterminatedObject | ParseErrorKind::UnterminatedArray)
}

/// Whether nothing follows on the line.
fn ends_line(rest: &str) -> bool {
    rest.lines().next().is_none_or(|line| line.trim().is_empty())
}

/// The start of the first line up to the one with `limit` in which a string does not end. No string
/// of JSON goes over the end of its line, and a parser notices only where the next one begins.
fn unclosed_line(json: &str, limit: usize) -> Option<usize> {
    let mut start = 0;
    for line in json.split_inclusive('\n') {
        if start > limit || is_unclosed(line) {
            return (start <= limit).then_some(start);
        }
        start += line.len();
    }
    None
}

/// Whether a string of this line does not end on it.
fn is_unclosed(line: &str) -> bool {
    let (mut inside, mut escaped) = (false, false);
    for byte in line.bytes() {
        match byte {
            b'"' if !escaped => inside = !inside,
            b'/' if !inside && line.trim_start().starts_with("//") => return false,
            _ => {}
        }
        escaped = byte == b'\\' && !escaped && inside;
    }
    inside
}

/// The strings of one file.
pub(in crate::input) struct Strings<'a> {
    file: Arc<str>,
    text: &'a Text,
    places: Places<'a>,
}

impl Strings<'_> {
    /// A string, decoded.
    pub(in crate::input) fn text(&mut self, literal: &StringLit<'_>) -> Text {
        let inside = literal.range.start + 1..literal.range.end - 1;
        if !self.text.as_str()[inside.clone()].contains('\\') {
            return self.places.slice(inside);
        }
        unescape(self.text, &mut self.places, inside).0
    }

    /// A part of the file as it is written.
    pub(in crate::input) fn slice(&mut self, range: Range<usize>) -> Text {
        self.places.slice(range)
    }

    /// Reports a problem at a place of the file, or with the file as a whole.
    pub(in crate::input) fn problem(
        &mut self,
        at: Option<usize>,
        kind: ProblemKind,
        message: String,
        out: &mut Out,
    ) {
        let place = at.map(|at| self.place(at));
        out.problem(Problem { file: Arc::clone(&self.file), place, message, kind });
    }

    fn place(&mut self, at: usize) -> Place {
        self.places.start(at.min(self.text.as_str().len()))
    }

    fn report(&mut self, error: &ParseError, mended: Option<&Mended>, out: &mut Out) {
        let reason = error.kind().to_string().to_lowercase();
        let reason = reason.split('.').next().unwrap_or_default();
        let (at, kind, what) = match mended {
            Some(mended) => (mended.at, mended.kind, mended.what),
            None => (error.range().start, ProblemKind::Unreadable, "nothing of it was read"),
        };
        let message = format!("this is not valid JSON ({reason}): {what}");
        self.problem(Some(at), kind, message, out);
    }
}
