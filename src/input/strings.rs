//! Strings files of Apple's platforms: `"key" = "value";`, a file for each language.
//!
//! Strings may go over several lines, and short ones stand without quotes. A statement that is no
//! statement is left out up to the line that begins the next.

use super::escape::{self, Escape, utf16};
use super::item::{Out, Problem, ProblemKind};
use super::keyed::{Entries, Entry, Ready};
use super::{Format, Input, Open, PlaceKind, whole};
use crate::text::{Places, Text, TextBuilder};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};
use std::char::REPLACEMENT_CHARACTER;
use std::ops::Range;
use std::sync::Arc;

pub(super) const FORMAT: Format = Format {
    name: "strings",
    extensions: &["strings"],
    summary: "strings files of Apple's platforms, a file for each language",
    catalogue: true,
    plurals: false,
    places: PlaceKind::Characters,
    writes: &[escape::quoted, escape::xml, escape::verbatim],
    open: Open::Keyed(open),
};

fn open(input: &mut Input, out: &mut Out) -> Box<dyn Entries> {
    let head = whole::look(input, 64);
    settle_encoding(input, &head);
    if let Some(form) = property_list(&head) {
        let message = format!(
            "this is a property list in {form} and was not read; strings files are text, \
             `\"key\" = \"value\";`"
        );
        let (file, kind) = (Arc::clone(&input.file), ProblemKind::Unreadable);
        out.problem(Problem { file, place: None, message, kind });
        return Box::new(Ready::default());
    }
    let text = whole::text(input, out);
    let (file, places) = (&input.file, text.places());
    let mut parser = Parser { text: &text, places, file, at: 0, notes: Vec::new() };
    let mut entries = Vec::new();
    while parser.skip_between(out) {
        let start = parser.at;
        match parser.statement(out) {
            Ok(entry) => entries.push(entry),
            Err(fault) => {
                let message = format!("this string was left out: it has {}", fault.what);
                out.problem(parser.problem(fault.at, ProblemKind::Lost, message));
                parser.resume(start.max(fault.at));
            }
        }
    }
    Box::new(Ready { entries, language: None })
}

/// Old files are UTF-16 and may have no byte order mark; they begin with an ASCII character.
fn settle_encoding(input: &mut Input, head: &[u8]) {
    if input.encoding.is_none() && Encoding::for_bom(head).is_none() {
        input.encoding = match head {
            [0, second, ..] if *second != 0 => Some(UTF_16BE),
            [first, 0, ..] if *first != 0 => Some(UTF_16LE),
            _ => None,
        };
    }
}

/// The form of a property list that is no text, by the first bytes of the file.
fn property_list(head: &[u8]) -> Option<&'static str> {
    let text: Vec<u8> = head.iter().copied().filter(u8::is_ascii_graphic).collect();
    let begins = |with: &str| text.starts_with(with.as_bytes());
    if begins("bplist00") {
        Some("binary form")
    } else if begins("<?xml") || begins("<!DOCTYPE") || begins("<plist") {
        Some("XML")
    } else {
        None
    }
}

/// What is wrong with a statement, and where.
struct Fault {
    at: usize,
    what: &'static str,
}

struct Parser<'a> {
    text: &'a Text,
    places: Places<'a>,
    file: &'a Arc<str>,
    at: usize,
    /// The comments since the last statement or blank line.
    notes: Vec<String>,
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        &self.text.as_str()[self.at..]
    }

    /// Goes over white space and comments; `false` at the end of the file.
    fn skip_between(&mut self, out: &mut Out) -> bool {
        loop {
            let rest = self.rest();
            let blank = rest.len() - rest.trim_start().len();
            let is_apart = rest[..blank].matches('\n').nth(1).is_some();
            let rest = &rest[blank..];
            self.at += blank;
            let Some(length) = comment(rest) else {
                let message = "this comment has no end; the rest was not read".to_owned();
                out.problem(self.problem(self.at, ProblemKind::Unreadable, message));
                self.at = self.text.as_str().len();
                return false;
            };
            if is_apart {
                self.notes.clear();
            }
            let lines = rest[..length].lines();
            let lines = lines.map(|line| line.trim().trim_matches(['*', '/']).trim());
            self.notes.extend(lines.filter(|line| !line.is_empty()).map(str::to_owned));
            self.at += length;
            if length == 0 {
                return !rest.is_empty();
            }
        }
    }

    fn statement(&mut self, out: &mut Out) -> Result<Entry, Fault> {
        let notes = std::mem::take(&mut self.notes);
        let key = self.string()?;
        let after = self.at;
        self.skip_between(out);
        let value = if self.rest().starts_with(';') {
            key.clone()
        } else if self.rest().starts_with('=') {
            self.at += 1;
            self.skip_between(out);
            self.string()?
        } else {
            return Err(self.fault_after(&key, after, "no `=` after its key"));
        };
        self.end(&value, out)?;
        let key = self.unescape(key, out).into_string();
        let text = self.unescape(value, out);
        Ok(Entry { key, text, notes, ..Entry::default() })
    }

    /// Goes over the semicolon behind a value. One that lacks at the end of a line is told, and the
    /// statement counts.
    fn end(&mut self, value: &Range<usize>, out: &mut Out) -> Result<(), Fault> {
        let after = self.at;
        self.skip_between(out);
        if self.rest().starts_with(';') {
            self.at += 1;
            return Ok(());
        }
        let is_last = self.text.as_str()[after..self.at].contains('\n') || self.rest().is_empty();
        if !is_last || self.is_several_lines(value) {
            let what = "no `;` after its value; a quote inside is written `\\\"`";
            return Err(self.fault_after(value, after, what));
        }
        let message = "no `;` after this string".to_owned();
        out.problem(self.problem(after, ProblemKind::Damage, message));
        Ok(())
    }

    /// What is wrong where something else stands behind a string: one that goes over several lines
    /// has most likely lost its quote.
    fn fault_after(&self, string: &Range<usize>, after: usize, what: &'static str) -> Fault {
        if self.is_several_lines(string) {
            return Fault { at: string.start - 1, what: "a quote without its counterpart" };
        }
        Fault { at: after, what }
    }

    fn is_several_lines(&self, string: &Range<usize>) -> bool {
        self.text.as_str()[string.clone()].contains('\n')
    }

    /// The range of the string that stands here, without its quotes, and behind it.
    fn string(&mut self) -> Result<Range<usize>, Fault> {
        let rest = self.rest();
        let word = |c: char| c.is_ascii_alphanumeric() || "_$/:.-".contains(c);
        let (start, length, quotes) = match rest.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                let Some(length) = quoted(&rest[1..], quote) else {
                    return Err(Fault { at: self.at, what: "a quote without its counterpart" });
                };
                (self.at + 1, length, 2)
            }
            Some(c) if word(c) => (self.at, rest.find(|c| !word(c)).unwrap_or(rest.len()), 0),
            _ => return Err(Fault { at: self.at, what: "something else where a string belongs" }),
        };
        self.at += length + quotes;
        Ok(start..start + length)
    }

    fn unescape(&mut self, range: Range<usize>, out: &mut Out) -> Text {
        let text = &self.text.as_str()[..range.end];
        let mut value = TextBuilder::new(self.places.start(range.start));
        let mut at = range.start;
        while let Some(backslash) = text[at..].find('\\').map(|found| at + found) {
            value.copy(&mut self.places, at..backslash);
            let (c, length) = escape(&text[backslash..]).unwrap_or_else(|length| {
                let written = &text[backslash..backslash + length];
                let message = format!("broken text: `{written}` stands for no character");
                out.problem(self.problem(backslash, ProblemKind::Damage, message));
                (REPLACEMENT_CHARACTER, length)
            });
            at = backslash + length;
            value.escape(&mut self.places, backslash..at, c.encode_utf8(&mut [0; 4]));
        }
        value.copy(&mut self.places, at..range.end);
        value.finish()
    }

    /// Goes to the next line behind `at` that can begin a statement.
    fn resume(&mut self, at: usize) {
        let text = self.text.as_str();
        self.at = at;
        while self.at < text.len() {
            self.at += self.rest().find('\n').map_or(self.rest().len(), |end| end + 1);
            let line = self.rest().lines().next().unwrap_or_default().trim_start();
            if line.starts_with(['"', '/']) || line.contains('=') {
                return;
            }
        }
    }

    fn problem(&self, at: usize, kind: ProblemKind, message: String) -> Problem {
        let place = Some(self.text.place(at as u32));
        Problem { file: Arc::clone(self.file), place, message, kind }
    }
}

/// The length of the comment that `text` begins with; `None` if it has no end.
fn comment(text: &str) -> Option<usize> {
    if text.starts_with("//") {
        return Some(text.find('\n').unwrap_or(text.len()));
    }
    match text.strip_prefix("/*") {
        Some(inside) => inside.find("*/").map(|end| end + 4),
        None => Some(0),
    }
}

/// The length of a string up to its `quote`.
fn quoted(text: &str, quote: char) -> Option<usize> {
    let mut at = 0;
    loop {
        let found = at + text.get(at..)?.find([quote, '\\'])?;
        if text[found..].starts_with(quote) {
            return Some(found);
        }
        at = found + 1 + text[found + 1..].chars().next()?.len_utf8();
    }
}

/// Reads the escape sequence that `text` begins with; a backslash that ends it stands for itself.
fn escape(text: &str) -> Escape {
    let plain = |c| Ok((c, 2));
    match text[1..].chars().next() {
        None => Ok(('\\', 1)),
        Some('n') => plain('\n'),
        Some('t') => plain('\t'),
        Some('r') => plain('\r'),
        Some('a') => plain('\u{7}'),
        Some('b') => plain('\u{8}'),
        Some('f') => plain('\u{C}'),
        Some('v') => plain('\u{B}'),
        Some('u' | 'U') => utf16(text, &['u', 'U']),
        Some(c) => Ok((c, 1 + c.len_utf8())),
    }
}
