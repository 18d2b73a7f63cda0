//! Every file in `tests/formats/<format>` and the units it must yield.
//!
//! `<name>.units.toml` beside a file says how it is read and what is read in it. `UPDATE=1` writes
//! what is read; look at it before it is committed.

use super::places::verify;
use super::{folder, request};
use serde::{Deserialize, Serialize};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};
use tieout::input::{self, ColumnChoice, FORMATS, Request};
use tieout::text::{Place, Text};
use tieout::unit::{InlineCode, Side};

#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Expected {
    /// The fixture, where its name is not that of this file: source and target of parallel text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    files: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    encoding: Option<String>,
    /// The encoding that the file itself names.
    #[serde(skip_serializing_if = "Option::is_none")]
    charset: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_lang: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    target_lang: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    monolingual: bool,
    /// Which columns are read, as in `--columns`.
    #[serde(skip_serializing_if = "Option::is_none")]
    columns: Option<String>,
    /// Why nothing is read at all.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    /// What the reader counted, and its problems in order.
    #[serde(skip_serializing_if = "String::is_empty")]
    counts: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    problems: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pair: Vec<ExpectedPair>,
}

#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ExpectedPair {
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    plural: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_length: Option<u32>,
    /// Source and target language.
    langs: String,
    source: String,
    /// `line:column-line:column`.
    source_at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    target_at: Option<String>,
    /// The inline codes of both sides, one after the other: kind, id and what they show.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    source_codes: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    target_codes: Vec<String>,
}

/// The expectation files of a format, sorted.
fn expectations(format: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder().join(format))
        .unwrap_or_else(|error| panic!("tests/formats/{format}: {error}"));
    let mut files: Vec<_> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.to_str().unwrap().ends_with(".units.toml"))
        .collect();
    files.sort();
    files
}

#[test]
fn every_fixture_yields_its_units() {
    let update = env::var_os("UPDATE").is_some();
    let mut failures = Vec::new();
    for format in FORMATS {
        let files = expectations(format.name);
        assert!(files.len() >= 4, "{}: a format has at least four fixtures", format.name);
        for file in files {
            let toml = fs::read_to_string(&file).unwrap();
            let expected: Expected =
                toml::from_str(&toml).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            let actual = run(format.name, &file, &expected);
            if actual == expected {
                continue;
            }
            if update {
                fs::write(&file, toml::to_string_pretty(&actual).unwrap()).unwrap();
            } else {
                failures.push(format!(
                    "{}\n{}",
                    file.display(),
                    toml::to_string_pretty(&actual).unwrap()
                ));
            }
        }
    }
    assert!(failures.is_empty(), "these were read differently:\n{}", failures.join("\n"));
}

/// Reads a fixture as its expectation says, checks its places, and gives what was read.
fn run(format: &str, expectation: &Path, expected: &Expected) -> Expected {
    let here = expectation.parent().unwrap();
    let stem = expectation.file_name().unwrap().to_str().unwrap().strip_suffix(".units.toml");
    let request = Request {
        encoding: expected.encoding.as_deref().map(|label| input::encoding(label).unwrap()),
        source_lang: expected.source_lang.clone(),
        target_lang: expected.target_lang.clone(),
        monolingual: expected.monolingual,
        columns: expected.columns.as_deref().map(|c| ColumnChoice::parse(c).unwrap().into()),
        ..request(format)
    };
    let request = match &expected.files[..] {
        [source, target] => {
            Request { source: Some(here.join(source)), target: Some(here.join(target)), ..request }
        }
        [file] => Request { paths: vec![here.join(file)], ..request },
        _ => {
            let names = input::Format::by_name(format).unwrap().extensions.iter();
            let mut paths = names.map(|ending| here.join(format!("{}.{ending}", stem.unwrap())));
            Request { paths: vec![paths.find(|path| path.exists()).unwrap()], ..request }
        }
    };
    let files: Vec<_> =
        request.paths.iter().chain(&request.source).chain(&request.target).cloned().collect();
    let short = |text: &str| text.replace(&format!("{}/", here.display()), "");
    let mut actual = Expected { pair: Vec::new(), ..expected.clone() };
    actual.problems.clear();
    actual.error = None;
    actual.counts = String::new();
    let mut reader = match input::open(&request) {
        Ok(reader) => reader,
        Err(error) => {
            actual.error = Some(short(&error.to_string()));
            return actual;
        }
    };
    for item in reader.by_ref() {
        let unit = match item {
            input::Item::Unit(unit) => unit,
            input::Item::Problem(problem) => {
                actual.problems.push(short(&format!("{:?} {problem}", problem.kind)));
                continue;
            }
        };
        for pair in unit.pairs {
            let check = |side: &Side, path: &Path| {
                // A place in a workbook is a cell, and no byte of the file.
                if format == "xlsx" {
                    return;
                }
                let label = expected.charset.as_deref().or(expected.encoding.as_deref());
                let encoding = label.map(|label| input::encoding(label).unwrap());
                verify(&fs::read(path).unwrap(), encoding, format, &side.text);
            };
            check(&pair.source, &files[0]);
            if let Some(target) = &pair.target {
                check(target, files.last().unwrap());
            }
            let target_lang = pair.target.as_ref().map_or("", |target| &target.lang);
            actual.pair.push(ExpectedPair {
                key: unit.key.clone(),
                plural: pair.plural,
                max_length: pair.max_length,
                document: (unit.document != files[0].to_str().unwrap().into())
                    .then(|| short(&unit.document)),
                notes: unit.notes.clone(),
                langs: format!("{}:{target_lang}", pair.source.lang),
                source: pair.source.text.as_str().to_owned(),
                source_at: at(&pair.source.text),
                target: pair.target.as_ref().map(|side| side.text.as_str().to_owned()),
                target_at: pair.target.as_ref().map(|side| at(&side.text)),
                source_codes: pair.source.codes.iter().map(code).collect(),
                target_codes: pair
                    .target
                    .iter()
                    .flat_map(|side| side.codes.iter().map(code))
                    .collect(),
            });
        }
    }
    let counts = reader.counts();
    actual.counts = format!(
        "{} units, {} untranslated, {} fuzzy, {} obsolete, {} problems",
        counts.units, counts.untranslated, counts.fuzzy, counts.obsolete, counts.problems
    );
    for (count, name) in [(counts.locked, "locked"), (counts.approved, "approved")] {
        if count > 0 {
            write!(actual.counts, ", {count} {name}").unwrap();
        }
    }
    actual
}

/// An inline code on one line.
fn code(code: &InlineCode) -> String {
    let id = code.id.as_deref().unwrap_or("-");
    format!("{:?} {id} {}", code.kind, code.shown).trim_end().to_owned()
}

fn at(text: &Text) -> String {
    let show = |place: Place| format!("{}:{}", place.line, place.column);
    let end = text.place_end(text.as_str().len() as u32);
    format!("{}-{}", show(text.place(0)), show(end))
}
