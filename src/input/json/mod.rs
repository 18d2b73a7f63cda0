//! JSON files of one language each, as web frameworks and platforms write them.
//!
//! A string has the way to it for its key, with dots between the names and an index in brackets in
//! arrays; names with dots of their own stay as they are. Comments are allowed, and what is no string
//! is ignored. Files with a structure of their own are recognised by it: see [`shape`].

mod i18next;
mod shape;
pub(super) mod string;
pub(super) mod tree;

use super::escape;
use super::item::{Out, ProblemKind};
use super::keyed::{Entries, Entry, Ready};
use super::plural::are_forms;
use super::{Format, Input, Open, PlaceKind};
use i18next::Siblings;
use jsonc_parser::ast::{Object, ObjectProp, StringLit, Value};
use shape::Shape;
use tree::Strings;

pub(super) const FORMAT: Format = Format {
    name: "json",
    extensions: &["json", "json5", "jsonc"],
    summary: "JSON of one language a file: nested keys, i18next, WebExtension, Angular, Format.JS",
    catalogue: true,
    plurals: true,
    places: PlaceKind::Characters,
    writes: &[escape::quoted, escape::single_quoted],
    open: Open::Keyed(open),
};

fn open(input: &mut Input, out: &mut Out) -> Box<dyn Entries> {
    let mut ready = Ready::default();
    tree::read(input, out, |input, root, strings, out| {
        let shape = Shape::of(root, &input.languages);
        if let Shape::Other(what) = shape {
            let message = format!("this is no file of translations but {what}; nothing was read");
            strings.problem(None, ProblemKind::Unreadable, message, out);
            return;
        }
        let mut walk = Walk { strings, found: &mut ready.entries, path: String::new() };
        match shape {
            Shape::Plain(root) => walk.value(root),
            Shape::Language(tag, strings) => {
                walk.value(strings);
                ready.language = Some(tag.to_owned());
            }
            Shape::Records(records, text) => {
                for (name, record) in records {
                    walk.record(name, record, text);
                }
            }
            Shape::Other(_) => {}
        }
    });
    Box::new(ready)
}

/// Goes through a tree and collects its strings.
struct Walk<'w, 'a> {
    strings: &'w mut Strings<'a>,
    found: &'w mut Vec<Entry>,
    /// The key of what is looked at.
    path: String,
}

impl Walk<'_, '_> {
    fn value(&mut self, value: &Value<'_>) {
        match value {
            Value::StringLit(string) => self.string(string, None),
            Value::Object(object) => self.object(object),
            Value::Array(array) => {
                for (index, value) in array.elements.iter().enumerate() {
                    self.inside(&format!("[{index}]"), |walk| walk.value(value));
                }
            }
            _ => {}
        }
    }

    fn object(&mut self, object: &Object<'_>) {
        let strings = object.properties.iter().filter_map(|property| {
            Some((property.name.as_str(), &*property.value.as_string_lit()?.value))
        });
        let siblings: Siblings<'_> = strings.collect();
        let forms = are_forms(object.properties.iter().map(|property| property.name.as_str()))
            && siblings.len() == object.properties.len();
        for ObjectProp { name, value, .. } in &object.properties {
            let name = name.as_str();
            match value {
                _ if self.path.is_empty() && shape::is_meta(name) => {}
                Value::StringLit(string) if forms && !self.path.is_empty() => {
                    self.string(string, Some(name));
                }
                Value::StringLit(string) => {
                    let (stem, plural) = i18next::split(name, &siblings);
                    self.named(stem, |walk| walk.string(string, plural));
                }
                _ => self.named(name, |walk| walk.value(value)),
            }
        }
    }

    /// A string with what is said about it.
    fn record(&mut self, name: &str, record: &Object<'_>, text: &str) {
        let Some(string) = record.get_string(text) else { return };
        self.named(name, |walk| walk.string(string, None));
        let Some(entry) = self.found.last_mut() else { return };
        let notes = shape::NOTES.iter().filter_map(|note| record.get_string(note));
        entry.notes = notes.map(|note| note.value.to_string()).filter(|n| !n.is_empty()).collect();
        let limit = shape::LIMITS.iter().find_map(|limit| record.get_number(limit));
        entry.max_length = limit.and_then(|limit| limit.value.parse().ok()).filter(|&n| n > 0);
    }

    fn string(&mut self, string: &StringLit<'_>, plural: Option<&str>) {
        let text = self.strings.text(string);
        let (key, plural) = (self.path.clone(), plural.map(str::to_owned));
        self.found.push(Entry { key, plural, text, ..Entry::default() });
    }

    /// Goes to a name in an object.
    fn named(&mut self, name: &str, then: impl FnOnce(&mut Self)) {
        if self.path.is_empty() {
            self.inside(name, then);
        } else {
            self.inside(&format!(".{name}"), then);
        }
    }

    fn inside(&mut self, step: &str, then: impl FnOnce(&mut Self)) {
        let length = self.path.len();
        self.path.push_str(step);
        then(self);
        self.path.truncate(length);
    }
}
