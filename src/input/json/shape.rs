//! What kind of JSON file this is, by its shape.
//!
//! Most are nested objects of strings. Angular writes `{"locale", "translations"}`, others put the
//! language around everything. `messages.json` of browser extensions, what Format.JS extracts, and
//! the structured JSON of translation platforms have an object with the text and what is said about
//! it for each key, or a list of such objects.

use crate::input::{Languages, language};
use jsonc_parser::ast::{Object, Value};

/// The names under which the text of a record stands.
const TEXTS: [&str; 4] = ["message", "defaultMessage", "string", "translation"];

/// What a record says to translators.
pub(super) const NOTES: [&str; 5] =
    ["description", "developer_comment", "notes", "comment", "meaning"];

/// How long a translation may be.
pub(super) const LIMITS: [&str; 3] = ["character_limit", "limit", "maxLength"];

/// What else a record may hold.
const OTHERS: [&str; 9] =
    ["id", "context", "placeholders", "hash", "file", "start", "end", "line", "col"];

/// Numbers and objects that files for programs have, and what those files are.
const PROGRAMS: [(&str, &str); 7] = [
    ("compilerOptions", "the settings of a compiler"),
    ("manifest_version", "the manifest of a browser extension"),
    ("lockfileVersion", "a list of locked packages"),
    ("devDependencies", "the manifest of a package"),
    ("dependencies", "the manifest of a package"),
    ("engines", "the manifest of a package"),
    ("scripts", "the manifest of a package"),
];

/// How a file holds its strings.
pub(super) enum Shape<'v, 'a> {
    /// As a tree of them.
    Plain(&'v Value<'a>),
    /// As a tree of them, beside or beneath a language.
    Language(&'v str, &'v Value<'a>),
    /// As records by their keys, whose text has this name.
    Records(Vec<(&'v str, &'v Object<'a>)>, &'static str),
    /// Not at all: it is something else.
    Other(&'static str),
}

impl<'v, 'a> Shape<'v, 'a> {
    pub(super) fn of(root: &'v Value<'a>, languages: &Languages) -> Self {
        let records = match root {
            Value::Object(object) => {
                if let Some(what) = program(object) {
                    return Self::Other(what);
                }
                if let Some((tag, strings)) = language(object, languages) {
                    return Self::Language(tag, strings);
                }
                named_records(object)
            }
            Value::Array(array) => array.elements.iter().map(numbered_record).collect(),
            _ => return Self::Other("a single value"),
        };
        let Some(records) = records.filter(|records| !records.is_empty()) else {
            return Self::Plain(root);
        };
        let text = TEXTS
            .into_iter()
            .find(|text| records.iter().all(|(_, record)| is_record(record, text)));
        text.map_or(Self::Plain(root), |text| Self::Records(records, text))
    }
}

/// Whether a name of the outermost object names no string.
pub(super) fn is_meta(name: &str) -> bool {
    name == "$schema" || name.starts_with('@')
}

fn named_records<'v, 'a>(object: &'v Object<'a>) -> Option<Vec<(&'v str, &'v Object<'a>)>> {
    let properties = object.properties.iter().filter(|property| !is_meta(property.name.as_str()));
    properties.map(|property| Some((property.name.as_str(), property.value.as_object()?))).collect()
}

fn numbered_record<'v, 'a>(value: &'v Value<'a>) -> Option<(&'v str, &'v Object<'a>)> {
    let record = value.as_object()?;
    Some((&*record.get_string("id")?.value, record))
}

fn is_record(record: &Object<'_>, text: &str) -> bool {
    let known = |name: &str| {
        name == text || [&NOTES[..], &LIMITS, &OTHERS].iter().any(|names| names.contains(&name))
    };
    record.get_string(text).is_some()
        && record.properties.iter().all(|property| known(property.name.as_str()))
}

/// What a file for a program is.
fn program(object: &Object<'_>) -> Option<&'static str> {
    let has = |name: &str, what: &str| {
        let manifest = !what.ends_with("package") || object.get_string("version").is_some();
        let value = object.get(name).map(|property| &property.value);
        manifest && matches!(value, Some(Value::Object(_) | Value::NumberLit(_)))
    };
    PROGRAMS.iter().find(|(name, what)| has(name, what)).map(|&(_, what)| what)
}

/// The language that a file names, and its strings.
fn language<'v, 'a>(
    object: &'v Object<'a>,
    languages: &Languages,
) -> Option<(&'v str, &'v Value<'a>)> {
    let value = |name: &str| object.get(name).map(|property| &property.value);
    if let (Some(locale), Some(strings @ Value::Object(_))) =
        (object.get_string("locale"), value("translations"))
    {
        return Some((&locale.value, strings));
    }
    let mut properties =
        object.properties.iter().filter(|property| !is_meta(property.name.as_str()));
    match (properties.next(), properties.next()) {
        (Some(only), None) if matches!(only.value, Value::Object(_)) => {
            let tag = only.name.as_str();
            language::around(tag, languages.expected()).map(|_| (tag, &only.value))
        }
        _ => None,
    }
}
