//! Fluent resources (.ftl), a file for each language.
//!
//! A message, a term and each attribute of a message is a string of its own. Attributes of terms are
//! left out: they tell the grammar of one language and are never shown. What stands in braces stays
//! in the text as it is written. An entry that is no entry is left out up to the line that begins the
//! next, as Fluent does.

mod pattern;

use super::escape;
use super::item::{Out, Problem, ProblemKind};
use super::keyed::{Entries, Entry, Ready};
use super::{Format, Input, Open, PlaceKind, whole};
use crate::text::Text;
use pattern::{Fault, Pattern};
use std::sync::Arc;

pub(super) const FORMAT: Format = Format {
    name: "fluent",
    extensions: &["ftl"],
    summary: "Fluent resources, a file for each language",
    catalogue: true,
    plurals: false,
    places: PlaceKind::Characters,
    writes: &[escape::verbatim],
    open: Open::Keyed(open),
};

fn open(input: &mut Input, out: &mut Out) -> Box<dyn Entries> {
    let text = whole::text(input, out);
    let mut parser = Parser {
        text: &text,
        at: 0,
        notes: Vec::new(),
        group: Vec::new(),
        is_in_group: false,
        entries: Vec::new(),
    };
    while parser.at < text.as_str().len() {
        if let Err(fault) = parser.line() {
            out.problem(Problem {
                file: Arc::clone(&input.file),
                place: Some(text.place(fault.at as u32)),
                message: format!("this entry was left out: it has {}", fault.what),
                kind: ProblemKind::Lost,
            });
            parser.resume(fault.at);
        }
    }
    Box::new(Ready { entries: parser.entries, language: None })
}

struct Parser<'a> {
    text: &'a Text,
    at: usize,
    /// The comment right above.
    notes: Vec<String>,
    /// The comment of the group of entries.
    group: Vec<String>,
    /// Whether the line above is one of the group's comment.
    is_in_group: bool,
    entries: Vec<Entry>,
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        &self.text.as_str()[self.at..]
    }

    /// The rest of the line, without its end.
    fn rest_of_line(&self) -> &'a str {
        self.rest().split('\n').next().unwrap_or_default()
    }

    /// Goes to the start of the next line.
    fn next_line(&mut self) {
        self.at = self.text.as_str().len().min(self.at + self.rest_of_line().len() + 1);
    }

    /// Reads a blank line, a line of a comment or an entry.
    fn line(&mut self) -> Result<(), Fault> {
        let line = self.rest_of_line();
        if let Some(comment) = line.strip_prefix('#') {
            self.comment(comment);
            self.next_line();
            return Ok(());
        }
        self.is_in_group = false;
        let notes = std::mem::take(&mut self.notes);
        if line.trim().is_empty() {
            self.next_line();
            return Ok(());
        }
        self.entry(notes)
    }

    fn comment(&mut self, comment: &str) {
        let text = comment.trim_start_matches('#');
        let note = text.trim().to_owned();
        match comment.len() - text.len() {
            0 => {
                self.is_in_group = false;
                self.notes.extend(Some(note).filter(|note| !note.is_empty()));
            }
            1 => {
                if !self.is_in_group {
                    self.group.clear();
                }
                self.is_in_group = true;
                self.group.extend(Some(note).filter(|note| !note.is_empty()));
            }
            // A comment of the whole file.
            _ => self.is_in_group = false,
        }
    }

    fn entry(&mut self, notes: Vec<String>) -> Result<(), Fault> {
        let start = self.at;
        let is_term = self.rest().starts_with('-');
        let name = &self.rest()[usize::from(is_term)..];
        let name = &self.rest()[..usize::from(is_term) + identifier(name)];
        if name.len() == usize::from(is_term) {
            return Err(Fault { at: start, what: "something else where a name belongs" });
        }
        self.at += name.len();
        let value = self.value()?;
        let mut found: Vec<_> = value.map(|text| (name.to_owned(), text)).into_iter().collect();
        let mut has_attributes = false;
        let mut end = Ok(());
        while end.is_ok()
            && let Some(attribute) = self.attribute_name()
        {
            has_attributes = true;
            self.at += attribute.len();
            let at = self.at;
            match self.value() {
                Ok(Some(text)) if !is_term => found.push((format!("{name}.{attribute}"), text)),
                Ok(Some(_)) => {}
                Ok(None) => end = Err(Fault { at, what: "an attribute without a value" }),
                Err(fault) => end = Err(fault),
            }
        }
        if found.is_empty() && (is_term || !has_attributes) {
            return Err(Fault { at: start, what: "no value" });
        }
        let notes: Vec<_> = self.group.iter().cloned().chain(notes).collect();
        self.entries.extend(found.into_iter().map(|(key, text)| Entry {
            key,
            text,
            notes: notes.clone(),
            ..Entry::default()
        }));
        end
    }

    /// Goes to the name of an attribute, if the next line that is not blank begins with one.
    fn attribute_name(&mut self) -> Option<&'a str> {
        let rest = self.rest();
        let line = rest.trim_start();
        let start = rest.len() - line.len();
        let is_indented = rest[..start].ends_with(' ');
        let name = line.strip_prefix('.').filter(|_| is_indented)?;
        let name = &name[..identifier(name)];
        if name.is_empty() {
            return None;
        }
        self.at += start + 1;
        Some(name)
    }

    /// Reads an equals sign and the value behind it, up to the start of the next line.
    fn value(&mut self) -> Result<Option<Text>, Fault> {
        let rest = self.rest();
        let equals = rest.len() - rest.trim_start_matches(' ').len();
        if !rest[equals..].starts_with('=') {
            return Err(Fault { at: self.at + equals, what: "no `=` after its name" });
        }
        let pattern = Pattern::scan(self.text.as_str(), self.at + equals + 1)?;
        self.at = pattern.end();
        self.next_line();
        Ok(pattern.text(self.text))
    }

    /// Goes to the next line behind `at` that can begin an entry.
    fn resume(&mut self, at: usize) {
        self.at = at;
        self.next_line();
        while !pattern::begins_entry(self.rest()) && !self.rest().is_empty() {
            self.next_line();
        }
    }
}

/// The length of the identifier that `text` begins with.
fn identifier(text: &str) -> usize {
    if !text.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return 0;
    }
    let inside = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    text.find(|c| !inside(c)).unwrap_or(text.len())
}
