//! Application Resource Bundles, ARB, as Flutter reads them: JSON with a message for each key.
//!
//! What begins with `@` speaks of the message after which it is named, and what begins with `@@` of
//! the whole file: `@@locale` is its language. Messages in ICU's format stay as they are written.

use super::escape;
use super::item::{Out, ProblemKind};
use super::json::tree;
use super::keyed::{Entries, Entry, Ready};
use super::{Format, Input, Open, PlaceKind};
use jsonc_parser::ast::{Object, Value};

pub(super) const FORMAT: Format = Format {
    name: "arb",
    extensions: &["arb"],
    summary: "Application Resource Bundles of Flutter, a file a language",
    catalogue: true,
    plurals: false,
    places: PlaceKind::Characters,
    writes: &[escape::quoted],
    open: Open::Keyed(open),
};

fn open(input: &mut Input, out: &mut Out) -> Box<dyn Entries> {
    let mut ready = Ready::default();
    tree::read(input, out, |_, root, strings, out| {
        let Value::Object(bundle) = root else {
            let message = "this is no resource bundle: it is not an object; nothing was read";
            return strings.problem(None, ProblemKind::Unreadable, message.to_owned(), out);
        };
        ready.language = bundle.get_string("@@locale").map(|locale| locale.value.to_string());
        for property in &bundle.properties {
            let name = property.name.as_str();
            if name.starts_with('@') {
                continue;
            }
            let Value::StringLit(message) = &property.value else {
                let problem = format!("`{name}` is not a string and was left out");
                strings.problem(Some(property.range.start), ProblemKind::Lost, problem, out);
                continue;
            };
            let text = strings.text(message);
            let notes = notes(bundle, name);
            ready.entries.push(Entry { key: name.to_owned(), text, notes, ..Entry::default() });
        }
    });
    Box::new(ready)
}

/// What the bundle says to translators about a message.
fn notes(bundle: &Object<'_>, name: &str) -> Vec<String> {
    let about = bundle.get_object(&format!("@{name}"));
    let note = |field| Some(about?.get_string(field)?.value.to_string());
    ["description", "context"].into_iter().filter_map(note).collect()
}
