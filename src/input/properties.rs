//! Java properties: resource bundles with a file for each language, `key = value` in a logical line.
//!
//! Values are read as `java.util.Properties` reads them. Of `MessageFormat`, which many of them are in,
//! nothing is undone: its apostrophes and placeholders stay in the text.

use super::escape::{self, Escape, utf16};
use super::item::{Out, Problem, ProblemKind};
use super::keyed::{Entries, Entry, Ready};
use super::{Format, Input, Open, PlaceKind, whole};
use crate::text::{Places, Text, TextBuilder};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use std::char::REPLACEMENT_CHARACTER;
use std::ops::Range;
use std::sync::Arc;

pub(super) const FORMAT: Format = Format {
    name: "properties",
    extensions: &["properties"],
    summary: "Java resource bundles, a file for each language",
    catalogue: true,
    plurals: false,
    places: PlaceKind::Characters,
    writes: &[escape::property, escape::ascii_property],
    open: Open::Keyed(open),
};

fn open(input: &mut Input, out: &mut Out) -> Box<dyn Entries> {
    settle_encoding(input, out);
    let text = whole::text(input, out);
    let mut parser = Parser {
        text: &text,
        places: text.places(),
        file: &input.file,
        at: 0,
        notes: Vec::new(),
        entries: Vec::new(),
    };
    while parser.line(out) {}
    Box::new(Ready { entries: parser.entries, language: None })
}

/// A bundle is UTF-8 since Java 9 and was ISO 8859-1 before; as Java does, the bytes decide.
fn settle_encoding(input: &mut Input, out: &mut Out) {
    if input.encoding.is_some() {
        return;
    }
    let bytes = whole::look(input, u64::MAX);
    if Encoding::for_bom(&bytes).is_none() && std::str::from_utf8(&bytes).is_err() {
        // The decoder of the web reads ISO 8859-1 as its superset.
        input.encoding = Some(WINDOWS_1252);
        let message = format!("this is not {}; read as ISO-8859-1", UTF_8.name());
        let (file, kind) = (Arc::clone(&input.file), ProblemKind::Notice);
        out.problem(Problem { file, place: None, message, kind });
    }
}

struct Parser<'a> {
    text: &'a Text,
    places: Places<'a>,
    file: &'a Arc<str>,
    at: usize,
    /// The comments since the last entry or blank line.
    notes: Vec<String>,
    entries: Vec<Entry>,
}

/// Whether a character is blank to `java.util.Properties`.
fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{C}')
}

/// Whether a character ends a natural line; a lone carriage return does as well.
fn is_end(c: char) -> bool {
    matches!(c, '\n' | '\r')
}

impl Parser<'_> {
    /// Reads a blank line, a comment or an entry; `false` at the end.
    fn line(&mut self, out: &mut Out) -> bool {
        let rest = &self.text.as_str()[self.at..];
        self.at += length(rest, is_blank);
        let rest = self.text.as_str().get(self.at..).unwrap_or_default();
        match rest.chars().next() {
            None => return false,
            Some(c) if is_end(c) => {
                self.notes.clear();
                self.at += 1;
            }
            Some('#' | '!') => {
                let end = length(rest, |c| !is_end(c));
                let note = rest[..end].trim_start_matches(['#', '!']).trim();
                if !note.is_empty() {
                    self.notes.push(note.to_owned());
                }
                self.at += (end + 1).min(rest.len());
            }
            Some(_) => self.entry(out),
        }
        true
    }

    fn entry(&mut self, out: &mut Out) {
        let text = self.text.as_str();
        let start = self.at;
        let key = self.pieces(|c| is_blank(c) || matches!(c, '=' | ':'), out).finish();
        self.skip_blanks();
        if text[self.at..].starts_with(['=', ':']) {
            self.at += 1;
            self.skip_blanks();
        }
        let value = self.pieces(|_| false, out).finish();
        if text[self.at..].starts_with(is_end) {
            self.at += 1;
        }
        if key.as_str().is_empty() {
            let message = "this line has no key before its separator; it was left out".to_owned();
            return out.problem(self.problem(start, ProblemKind::Lost, message));
        }
        let (key, notes) = (key.into_string(), std::mem::take(&mut self.notes));
        self.entries.push(Entry { key, text: value, notes, ..Entry::default() });
    }

    /// Skips blanks, also those of a line that the next continues.
    fn skip_blanks(&mut self) {
        loop {
            let rest = &self.text.as_str()[self.at..];
            self.at += length(rest, is_blank);
            match continuation(&rest[length(rest, is_blank)..]) {
                0 => return,
                skipped => self.at += skipped,
            }
        }
    }

    /// Reads up to the end of the logical line, or up to a character that `ends` it and is not escaped.
    fn pieces(&mut self, ends: impl Fn(char) -> bool, out: &mut Out) -> TextBuilder {
        let text = self.text.as_str();
        let mut value = TextBuilder::new(self.places.start(self.at));
        loop {
            let rest = &text[self.at..];
            let plain = length(rest, |c| c != '\\' && !is_end(c) && !ends(c));
            value.copy(&mut self.places, self.at..self.at + plain);
            self.at += plain;
            let rest = &rest[plain..];
            if !rest.starts_with('\\') {
                return value;
            }
            let skipped = continuation(rest);
            if skipped > 0 {
                self.at += skipped;
                continue;
            }
            let (c, length) = escape(rest).unwrap_or_else(|length| {
                out.problem(self.broken(self.at..self.at + length));
                (REPLACEMENT_CHARACTER, length)
            });
            let range = self.at..self.at + length;
            value.escape(&mut self.places, range, c.encode_utf8(&mut [0; 4]));
            self.at += length;
        }
    }

    fn broken(&self, escape: Range<usize>) -> Problem {
        let written = &self.text.as_str()[escape.clone()];
        let message = format!("broken text: `{written}` stands for no character");
        self.problem(escape.start, ProblemKind::Damage, message)
    }

    fn problem(&self, at: usize, kind: ProblemKind, message: String) -> Problem {
        let place = Some(self.text.place(at as u32));
        Problem { file: Arc::clone(self.file), place, message, kind }
    }
}

/// How many bytes of `text` from its start on are `of` a kind.
fn length(text: &str, of: impl Fn(char) -> bool) -> usize {
    text.find(|c| !of(c)).unwrap_or(text.len())
}

/// The length of what continues a line: a backslash at its end, and the blanks that the next line
/// begins with; 0 if `rest` does not begin with that.
fn continuation(rest: &str) -> usize {
    let Some(next) = rest.strip_prefix('\\').and_then(|rest| rest.strip_prefix(is_end)) else {
        return 0;
    };
    2 + length(next, is_blank)
}

/// Reads the escape sequence that `text` begins with; a backslash that ends it stands for itself.
fn escape(text: &str) -> Escape {
    let plain = |c| Ok((c, 2));
    match text[1..].chars().next() {
        None => Ok(('\\', 1)),
        Some('n') => plain('\n'),
        Some('t') => plain('\t'),
        Some('r') => plain('\r'),
        Some('f') => plain('\u{C}'),
        Some('u') => utf16(text, &['u']),
        Some(c) => Ok((c, 1 + c.len_utf8())),
    }
}
