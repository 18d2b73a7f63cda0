//! Runs every case under `tests/cases`: sentences with the findings they must give, and no others.
//!
//! ```toml
//! [[case]]
//! name   = "a digit changed"
//! langs  = "en:ja"
//! source = "up 3.5%"
//! target = "3.6%上昇"
//! expect = ["percentage-mismatch error: `3.5%` became `3.6%`"]
//! ```
//!
//! An expectation is the id of a check, then what matters of its severity and message; `[]` is
//! silence. `level = "ci"` looks only at what a CI job is shown. `plural = "one"` makes the pair a
//! plural form, `keyed = true` a string of two files that are joined by their keys, where an empty
//! side is absent. `note` is a note of its unit. `max-length = 12` is the number of characters that the target may have.
//! `wrong = "why"` marks a case that asserts what is known to be wrong: it fails when the checker
//! starts to do better. A `[[document]]` has `pairs` in place of source and target, and each of its
//! expectations begins with the number of the pair: `2: inconsistent-name note`. A `glossary` at the
//! top of a file is one for all of its cases.

use crate::support;
use serde::Deserialize;
use std::collections::HashSet;
use std::fmt::{self, Write as _};
use std::path::Path;
use tieout::checker::{Checker, Scratch};
use tieout::finding::Severity;
use tieout::unit::Pair;
use toml_edit::{Array, DocumentMut, value};

/// A file of cases, as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    case: Vec<Case>,
    #[serde(default)]
    document: Vec<Document>,
    /// The glossary that all of them go by, as a table.
    glossary: Option<String>,
}

/// One pair and the findings it must give.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    langs: String,
    source: String,
    target: String,
    expect: Vec<String>,
    #[serde(default)]
    level: Level,
    /// Whether it is a string of two files joined by their keys, of which an empty one is absent.
    #[serde(default)]
    keyed: bool,
    /// How many characters the target may have.
    #[serde(rename = "max-length")]
    max_length: Option<u32>,
    wrong: Option<String>,
    /// The plural form that the pair is.
    plural: Option<String>,
    /// A note of the unit.
    note: Option<String>,
}

/// Pairs that belong together and the findings they must give.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    name: String,
    langs: String,
    pairs: Vec<(String, String)>,
    expect: Vec<String>,
    #[serde(default)]
    level: Level,
    wrong: Option<String>,
}

/// Which findings a case looks at.
#[derive(Deserialize, Clone, Copy, PartialEq, Default)]
#[serde(rename_all = "lowercase")]
enum Level {
    Ci,
    #[default]
    Review,
}

/// A `[[case]]` or a `[[document]]`, and where it stands.
struct Entry {
    table: &'static str,
    index: usize,
    name: String,
    langs: String,
    pairs: Vec<(String, String)>,
    expect: Vec<String>,
    level: Level,
    keyed: bool,
    max_length: Option<u32>,
    wrong: Option<String>,
    plural: Option<String>,
    note: Option<String>,
}

/// What a case expects of one finding.
#[derive(PartialEq, Eq)]
struct Expectation {
    pair: usize,
    check: String,
    severity: Option<Severity>,
    message: Option<String>,
}

/// A finding as far as a case can see it.
struct Seen {
    pair: usize,
    check: &'static str,
    severity: Severity,
    message: String,
}

#[test]
fn every_case_gives_the_findings_it_expects_and_no_others() {
    let mut scratch = Scratch::default();
    let mut report = String::new();
    let (mut count, mut failed) = (0, 0);
    for path in support::files(&support::repository("tests/cases"), "toml") {
        let mut rewrites = Vec::new();
        let (entries, glossary) = read(&path);
        let own = glossary.map(|glossary| support::checker_with("cases.csv", &glossary));
        let checker = own.as_ref().unwrap_or(&support::CHECKER);
        for entry in entries {
            count += 1;
            let seen = run(&entry, checker, &mut scratch);
            let expected: Vec<_> = entry.expect.iter().map(|e| parse(e, &entry, &path)).collect();
            let matches = matches(expected, &seen);
            let complaint = match (&entry.wrong, matches) {
                (_, true) => continue,
                (None, false) if support::update() => {
                    rewrites.push((entry.table, entry.index, full(&entry, &seen)));
                    continue;
                }
                (None, false) => String::new(),
                (Some(why), false) => format!(
                    "  It asserts what was known to be wrong ({why}) and now behaves in another \
                     way: if it is right, remove `wrong`\n"
                ),
            };
            failed += 1;
            let place = support::shown(&path);
            let _ = write!(
                report,
                "{place}: {}\n  source   {}\n  target   {}\n  expected {:?}\n  got      {:?}\n{complaint}\n",
                entry.name,
                side(&entry, |pair| &pair.0),
                side(&entry, |pair| &pair.1),
                entry.expect,
                full(&entry, &seen),
            );
        }
        rewrite(&path, rewrites);
    }
    assert!(failed == 0, "\n\n{report}{failed} of {count} cases fail\n");
}

/// The cases of one file, with its glossary; what is wrong with the file itself fails the test at once.
fn read(path: &Path) -> (Vec<Entry>, Option<String>) {
    let place = support::shown(path);
    let file: File =
        toml::from_str(&support::read(path)).unwrap_or_else(|e| panic!("{place}: {e}"));
    let cases = file.case.into_iter().enumerate().map(|(index, case)| Entry {
        table: "case",
        index,
        name: case.name,
        langs: case.langs,
        pairs: vec![(case.source, case.target)],
        expect: case.expect,
        level: case.level,
        keyed: case.keyed,
        max_length: case.max_length,
        wrong: case.wrong,
        plural: case.plural,
        note: case.note,
    });
    let documents = file.document.into_iter().enumerate().map(|(index, document)| Entry {
        table: "document",
        index,
        name: document.name,
        langs: document.langs,
        pairs: document.pairs,
        expect: document.expect,
        level: document.level,
        keyed: false,
        max_length: None,
        wrong: document.wrong,
        plural: None,
        note: None,
    });
    let entries: Vec<_> = cases.chain(documents).collect();
    assert!(!entries.is_empty(), "{place}: no case");
    let mut names = HashSet::new();
    for entry in &entries {
        assert!(names.insert(&entry.name), "{place}: two cases are called {:?}", entry.name);
    }
    (entries, file.glossary)
}

/// The findings of one case at its level.
fn run(entry: &Entry, checker: &Checker, scratch: &mut Scratch) -> Vec<Seen> {
    let Some(langs) = entry.langs.split_once(':') else {
        panic!("{:?}: langs is {:?}, write it as \"en:ja\"", entry.name, entry.langs);
    };
    let pair = |(source, target): &(String, String)| Pair {
        max_length: entry.max_length,
        plural: entry.plural.clone(),
        ..support::pair(langs, source, target)
    };
    let join = |pair| if entry.keyed { support::joined(pair) } else { pair };
    let pairs: Vec<_> = entry.pairs.iter().map(pair).map(join).collect();
    let mut found = support::check_with(checker, scratch, &pairs);
    if let Some(note) = &entry.note {
        found = support::allowed(note, found);
    }
    found
        .into_iter()
        .filter(|(_, finding)| entry.level == Level::Review || finding.is_ci())
        .map(|(index, finding)| Seen {
            pair: index + 1,
            check: finding.check,
            severity: finding.severity,
            message: finding.message,
        })
        .collect()
}

/// Reads an expectation: `2: check severity: message`, the number in documents only, severity and
/// message where they matter.
fn parse(text: &str, entry: &Entry, path: &Path) -> Expectation {
    let refuse = |why: &str| -> ! {
        panic!("{}: {}: expectation {text:?} {why}", support::shown(path), entry.name)
    };
    let (pair, rest) = if entry.table == "document" {
        match text.split_once(": ").map(|(number, rest)| (number.parse(), rest)) {
            Some((Ok(pair), rest)) => (pair, rest),
            _ => refuse("does not begin with the number of a pair, as in \"2: inconsistent-name\""),
        }
    } else {
        (1, text)
    };
    let (head, message) = match rest.split_once(": ") {
        Some((head, message)) => (head, Some(message.to_owned())),
        None => (rest, None),
    };
    let (check, severity) = match head.split_once(' ') {
        Some((check, "note")) => (check, Some(Severity::Note)),
        Some((check, "warning")) => (check, Some(Severity::Warning)),
        Some((check, "error")) => (check, Some(Severity::Error)),
        Some(_) => refuse("has no such severity: note, warning or error"),
        None => (head, None),
    };
    Expectation { pair, check: check.to_owned(), severity, message }
}

/// Whether each expectation is met by a finding of its own and none is left.
fn matches(mut expected: Vec<Expectation>, seen: &[Seen]) -> bool {
    // The most demanding first, so that a short expectation does not take the finding of a long one.
    expected.sort_by_key(|e| (e.message.is_none(), e.severity.is_none()));
    let mut left: Vec<&Seen> = seen.iter().collect();
    let all_met = expected.iter().all(|expectation| {
        let found = left.iter().position(|seen| expectation.is_met_by(seen));
        found.map(|at| left.swap_remove(at)).is_some()
    });
    all_met && left.is_empty()
}

impl Expectation {
    fn is_met_by(&self, seen: &Seen) -> bool {
        self.pair == seen.pair
            && self.check == seen.check
            && self.severity.is_none_or(|severity| severity == seen.severity)
            && self.message.as_ref().is_none_or(|message| *message == seen.message)
    }
}

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        write!(f, "{} {severity}: {}", self.check, self.message)
    }
}

/// What was found, as expectations in their full form.
fn full(entry: &Entry, seen: &[Seen]) -> Vec<String> {
    let numbered = entry.table == "document";
    seen.iter()
        .map(|seen| if numbered { format!("{}: {seen}", seen.pair) } else { seen.to_string() })
        .collect()
}

fn side(entry: &Entry, of: fn(&(String, String)) -> &String) -> String {
    entry.pairs.iter().map(of).cloned().collect::<Vec<_>>().join("\n           ")
}

/// Writes new expectations into a file and leaves the rest of it as it was.
fn rewrite(path: &Path, rewrites: Vec<(&str, usize, Vec<String>)>) {
    if rewrites.is_empty() {
        return;
    }
    let place = support::shown(path);
    let mut file: DocumentMut =
        support::read(path).parse().unwrap_or_else(|e| panic!("{place}: {e}"));
    for (table, index, expect) in rewrites {
        let mut array: Array = expect.iter().map(String::as_str).collect();
        if array.len() > 1 {
            array.iter_mut().for_each(|item| item.decor_mut().set_prefix("\n    "));
            array.set_trailing_comma(true);
            array.set_trailing("\n");
        }
        let tables = file[table].as_array_of_tables_mut().expect("the file was read with it");
        let entry = tables.get_mut(index).expect("the file was read with it");
        // The value alone is replaced: the key keeps its place and the spaces around it.
        entry["expect"] = value(array);
    }
    support::write(path, &file.to_string());
}
