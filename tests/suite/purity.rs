//! The rooms that must stay pure: they hold no language and touch nothing outside.

use crate::support;
use std::path::PathBuf;
use tieout::locale::Locale;

/// Rooms whose knowledge of languages comes from tables alone.
const NO_LANGUAGE: [&str; 10] = [
    "src/checks",
    "src/signals",
    "src/facts",
    "src/matching",
    "src/placeholders",
    "src/markup",
    "src/plurals",
    "src/terms/inflection",
    "src/terms/pattern",
    "src/terms/lookup",
];
/// Rooms that compute and do nothing else.
const NO_WORLD: [&str; 10] = [
    "src/checks",
    "src/signals",
    "src/facts",
    "src/matching",
    "src/document",
    "src/checker",
    "src/placeholders",
    "src/markup",
    "src/plurals",
    "src/terms",
];
/// What reaches outside: files, the terminal, the environment, the clock, chance.
const WORLD: [&str; 10] = [
    "std::fs",
    "std::io",
    "std::env",
    "std::net",
    "std::process",
    "std::time",
    "println!",
    "eprintln!",
    "dbg!",
    "RandomState",
];

#[test]
fn facts_matching_signals_and_checks_hold_no_language_tag() {
    // The two that every example and test uses, and any other that has a table.
    let tags: Vec<String> = Locale::built_in().map(|tag| format!("\"{tag}\"")).collect();
    for path in NO_LANGUAGE.iter().flat_map(|room| sources(room)) {
        for (number, line) in code(&support::read(&path)) {
            // Examples of a check are data: they name the languages of their sentences.
            if line.trim_start().starts_with("langs:") || line.contains("langs: (") {
                continue;
            }
            // Letters of a word are bytes there: `b"th"`.
            let line = line.replace("b\"", "");
            if let Some(tag) = tags.iter().find(|tag| line.contains(tag.as_str())) {
                let place = support::shown(&path);
                panic!("{place}:{number}: {tag} is knowledge: put it in rules/ and ask the locale");
            }
        }
    }
}

#[test]
fn the_engine_does_no_input_or_output_and_reads_no_clock() {
    for path in NO_WORLD.iter().flat_map(|room| sources(room)) {
        for (number, line) in code(&support::read(&path)) {
            if let Some(word) = WORLD.iter().find(|word| line.contains(**word)) {
                panic!("{}:{number}: {word} has no place here", support::shown(&path));
            }
        }
    }
}

/// The files of a room: a folder, a file of that name, or both.
fn sources(room: &str) -> Vec<PathBuf> {
    let (folder, file) = (support::repository(room), support::repository(&format!("{room}.rs")));
    let mut found = if folder.is_dir() { support::files(&folder, "rs") } else { Vec::new() };
    found.extend(file.is_file().then_some(file));
    assert!(!found.is_empty(), "{room} moved: name its new place in tests/suite/purity.rs");
    found
}

/// The numbered lines of a source file without comments and without the tests at its end.
fn code(text: &str) -> Vec<(usize, String)> {
    text.lines()
        .take_while(|line| line.trim() != "#[cfg(test)]")
        .enumerate()
        .map(|(index, line)| (index + 1, line.to_owned()))
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .collect()
}
