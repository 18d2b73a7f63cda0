//! Whoever adds a check or a signal learns here what was forgotten.

use crate::support;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use tieout::checker::Scratch;
use tieout::checks::{self, CHECKS};
use tieout::signals::SIGNALS;

#[test]
fn every_check_is_a_file_and_every_file_is_listed() {
    let ids = CHECKS.iter().map(|check| check.id);
    assert_files_are_listed("src/checks", "CHECKS", ids.collect());
}

#[test]
fn every_signal_is_a_file_and_every_file_is_listed() {
    let names = SIGNALS.iter().map(|signal| signal.name);
    assert_files_are_listed("src/signals", "SIGNALS", names.collect());
}

#[test]
fn ids_are_kebab_case_sorted_and_unique() {
    for pair in CHECKS.windows(2) {
        assert!(pair[0].id < pair[1].id, "CHECKS: {} must stand before {}", pair[1].id, pair[0].id);
    }
    let signals: BTreeSet<_> = SIGNALS.iter().map(|signal| signal.name).collect();
    assert_eq!(signals.len(), SIGNALS.len(), "SIGNALS: a name occurs twice");
    for id in CHECKS.iter().map(|check| check.id).chain(signals) {
        let kebab =
            id.split('-').all(|w| !w.is_empty() && w.bytes().all(|b| b.is_ascii_lowercase()));
        assert!(kebab, "`{id}` is not kebab-case");
        assert!(
            !id.starts_with("no-"),
            "`{id}`: an id names what is found and reads after \"allow\""
        );
    }
    for check in CHECKS {
        assert!(checks::by_id(check.id).is_some_and(|found| found.id == check.id));
    }
}

#[test]
fn every_check_introduces_itself() {
    for check in CHECKS {
        let id = check.id;
        let capital = check.summary.starts_with(|c: char| c.is_ascii_uppercase());
        assert!(capital && !check.summary.ends_with('.'), "{id}: the summary is a headline");
        assert!(!check.summary.contains('\n'), "{id}: the summary is one line");
        assert!(check.why.ends_with('.'), "{id}: `why` is made of sentences");
        assert!(!check.mqm.is_empty(), "{id}: mqm");
        let fires = check.examples.iter().filter(|example| example.fires).count();
        let silent = check.examples.len() - fires;
        assert!(fires > 0 && silent > 0, "{id}: needs an example that fires and one that does not");
    }
    for signal in SIGNALS {
        assert!(!signal.summary.is_empty(), "{}: summary", signal.name);
    }
}

#[test]
fn every_example_does_what_it_says() {
    let mut scratch = Scratch::default();
    let mut report = String::new();
    for check in CHECKS {
        let glossary = checks::glossary(check);
        let own = glossary.map(|glossary| support::checker_with("examples.csv", glossary));
        let checker = own.as_ref().unwrap_or(&support::CHECKER);
        for example in check.examples {
            let mut pair = support::pair(example.langs, example.source, example.target);
            if checks::is_about_keys(check) {
                pair = support::joined(pair);
            }
            pair.max_length = checks::max_length(check);
            let mut found = support::check_with(checker, &mut scratch, &[pair]);
            if let Some(note) = checks::note(check) {
                found = support::allowed(note, found);
            }
            let fired = found.iter().any(|(_, finding)| finding.check == check.id);
            if fired != example.fires {
                let wanted = if example.fires { "must fire" } else { "must be silent" };
                let (id, source, target) = (check.id, example.source, example.target);
                let _ = writeln!(report, "{id} {wanted}:\n  {source}\n  {target}");
            }
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

#[test]
fn every_check_has_a_case_that_expects_it() {
    let mut text = String::new();
    for path in support::files(&support::repository("tests/cases"), "toml") {
        text.push_str(&support::read(&path));
    }
    for check in CHECKS {
        let id = check.id;
        // An expectation is a string that begins with the id, after the number of a pair in a document.
        let expected = [format!("\"{id}"), format!(": {id}")].iter().any(|e| text.contains(e));
        assert!(expected, "`{id}` has no case: add a [[case]] that expects it under tests/cases");
    }
}

/// Fails unless the modules of `folder` and the names of `list` are the same.
fn assert_files_are_listed(folder: &str, list: &str, names: BTreeSet<&str>) {
    let folder_path = support::repository(folder);
    let files = support::files(&folder_path, "rs");
    // A folder inside holds the parts of one of them.
    let files = files.iter().filter(|path| path.parent() == Some(&folder_path));
    let stems = files.filter_map(|path| path.file_stem()?.to_str());
    // `mod.rs` is the list, and what several of them share carries a name of its own below.
    let files: BTreeSet<String> =
        stems.filter(|stem| !SHARED.contains(stem)).map(|stem| stem.replace('_', "-")).collect();
    for file in &files {
        assert!(
            names.contains(file.as_str()),
            "{folder}/{}.rs is not listed: add it to {list} in {folder}/mod.rs",
            file.replace('-', "_")
        );
    }
    for name in names {
        assert!(
            files.contains(name),
            "`{name}` is listed in {list} but {folder}/{}.rs does not exist",
            name.replace('-', "_")
        );
    }
}

/// Modules of the two folders that are no check and no signal: the list, and what several share.
const SHARED: [&str; 3] = ["mod", "present", "quiet"];
