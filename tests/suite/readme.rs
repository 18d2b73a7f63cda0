//! README.md does not go stale: its commands are run and its tables are generated.

use crate::support;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};
use tieout::checks::{self, CHECKS};
use tieout::config::Config;
use tieout::input::{FORMATS, PlaceKind};
use tieout::report::REPORTS;

/// Both tests may rewrite the file.
static README: Mutex<()> = Mutex::new(());

#[test]
fn every_console_block_prints_what_it_shows() {
    let _alone = README.lock().unwrap_or_else(PoisonError::into_inner);
    let path = support::repository("README.md");
    let text = support::read(&path);
    let (mut rewritten, mut report, mut blocks) = (String::new(), String::new(), 0);
    let mut place = support::repository("");
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        rewritten.push_str(line);
        rewritten.push('\n');
        if line != "```console" {
            continue;
        }
        blocks += 1;
        while let Some(command) = lines.next_if(|line| *line != "```") {
            let mut shown = String::new();
            while let Some(line) = lines.next_if(|line| *line != "```" && !line.starts_with("$ ")) {
                shown.push_str(line);
                shown.push('\n');
            }
            let command = command.strip_prefix("$ ");
            let command = command.expect("a console block begins with a command: `$ tieout …`");
            let printed = run(command, &mut place);
            if printed.trim_end() != shown.trim_end() {
                let _ = writeln!(report, "$ {command}\n--- shown\n{shown}--- printed\n{printed}");
            }
            let _ = writeln!(rewritten, "$ {command}");
            rewritten.push_str(if printed.trim().is_empty() { "" } else { &printed });
        }
    }
    assert!(blocks > 0, "README.md shows no console block");
    if support::update() {
        support::write(&path, &rewritten);
    } else {
        assert!(report.is_empty(), "\n{report}\nUPDATE=1 cargo test rewrites README.md\n");
    }
}

#[test]
fn the_table_of_checks_is_the_list_of_checks() {
    let mut expected = String::from("| check | what it reports |\n|---|---|\n");
    for check in CHECKS {
        let _ = writeln!(expected, "| `{}` | {} |", check.id, check.summary);
    }
    compare_table("<!-- checks -->\n", &expected);
}

#[test]
fn the_table_of_reports_is_the_list_of_reports() {
    let mut expected = String::from("| report | for |\n|---|---|\n");
    for kind in REPORTS {
        let _ = writeln!(expected, "| `--output {}` | {} |", kind.name, kind.summary);
    }
    compare_table("<!-- reports -->\n", &expected);
}

/// Fails unless `expected` stands between two lines of `mark`.
fn compare_table(mark: &str, expected: &str) {
    let _alone = README.lock().unwrap_or_else(PoisonError::into_inner);
    let path = support::repository("README.md");
    let text = support::read(&path);
    let parts: Vec<&str> = text.split(mark).collect();
    let [before, table, after] = parts[..] else {
        panic!("README.md needs two lines {mark:?} around a table");
    };
    if support::update() {
        support::write(&path, &[before, expected, after].join(mark));
    } else {
        assert_eq!(table, expected, "UPDATE=1 cargo test rewrites the table");
    }
}

#[test]
fn what_others_check_is_found_where_it_says() {
    let text = support::read(&support::repository("README.md"));
    let parts: Vec<&str> = text.split("<!-- peers -->\n").collect();
    let [_, table, _] = parts[..] else { panic!("README.md needs two lines <!-- peers -->") };
    let rows = table.lines().skip(2);
    for row in rows.clone() {
        let cells: Vec<&str> = row.split(" | ").collect();
        let [_, here] = cells[..] else { panic!("not a row of two cells: {row}") };
        let (now, later) = here.split_once("later").unwrap_or((here, ""));
        let (now, _) = now.split_once("never: ").unwrap_or((now, ""));
        for id in quoted(now) {
            assert!(checks::by_id(id).is_some(), "there is no check `{id}`: {row}");
        }
        for id in quoted(later) {
            assert!(checks::by_id(id).is_none(), "`{id}` is there now, and not later: {row}");
        }
        let says = quoted(here).next().is_some() || here.contains("never: ") || !later.is_empty();
        assert!(says || here.starts_with("later"), "neither here nor later nor never: {row}");
    }
    assert!(rows.count() > 20, "the table is cut");
}

#[test]
fn the_table_of_formats_is_the_list_of_formats() {
    let mut expected = String::from(
        "| format | files | holds | sides | place | plural forms | fix |\n|---|---|---|---|---|---|---|\n",
    );
    for format in FORMATS {
        let files: Vec<_> = format.extensions.iter().map(|ending| format!("`.{ending}`")).collect();
        let sides = if format.has_two_files() { "two files" } else { "one file" };
        let place = match format.places {
            PlaceKind::Characters => "line and character",
            PlaceKind::Cells => "row and column",
        };
        let mark = |yes: bool| if yes { "yes" } else { "–" };
        let (plurals, fix) = (mark(format.plurals), mark(!format.writes.is_empty()));
        let (name, files, summary) = (format.name, files.join(" "), format.summary);
        let _ = writeln!(
            expected,
            "| `{name}` | {files} | {summary} | {sides} | {place} | {plurals} | {fix} |"
        );
    }
    compare_table("<!-- formats -->\n", &expected);
}

/// What stands in backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

#[test]
fn the_settings_it_shows_are_settings() {
    let text = support::read(&support::repository("README.md"));
    let blocks: Vec<&str> = text
        .split("```toml\n")
        .skip(1)
        .map(|rest| rest.split_once("```").expect("a block ends").0)
        .collect();
    assert!(!blocks.is_empty(), "README.md shows no settings");
    for block in blocks {
        let config = toml::from_str::<Config>(block).unwrap_or_else(|e| panic!("{e}\n{block}"));
        let ids = config.checks.keys().chain(&config.skip).chain(&config.only);
        for id in ids {
            assert!(checks::by_id(id).is_some(), "README.md sets a check `{id}`");
        }
    }
}

/// Runs one command line with nothing of the environment that changes a report, and returns what it
/// prints. It begins at the root of the repository; `cd` goes into a copy of a folder, which may be
/// changed, until the README goes on in the repository.
fn run(command: &str, place: &mut PathBuf) -> String {
    let words = words(command);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["cd", folder] => {
            let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join("readme");
            let _ = fs::remove_dir_all(&copy);
            support::copy(&support::repository(folder), &copy);
            *place = copy;
            String::new()
        }
        ["sed", "-i", script, file] => {
            let parts: Vec<&str> = script.split('/').collect();
            let ["s", from, to, ""] = parts[..] else { panic!("README.md: {command}") };
            let path = place.join(file);
            let text = support::read(&path);
            assert!(text.contains(from), "README.md: nothing to change: {command}");
            support::write(&path, &text.replace(from, to));
            String::new()
        }
        ["tieout", args @ ..] => {
            // Files of the repository are named from its root.
            let names_its_files = args.iter().any(|word| word.starts_with("tests/"));
            if names_its_files {
                *place = support::repository("");
            }
            tieout(args, place, command)
        }
        _ => panic!("README.md: only tieout, cd and sed are run in console blocks: {command}"),
    }
}

fn tieout(args: &[&str], place: &Path, command: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_tieout"))
        .args(args)
        .current_dir(place)
        .env_remove("CI")
        .env_remove("GITHUB_ACTIONS")
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .env("COLUMNS", "100")
        .output()
        .expect("tieout was built and runs");
    assert!(output.status.code().is_some_and(|code| code < 2), "{command}: {output:?}");
    String::from_utf8(output.stdout).expect("a report is UTF-8")
}

/// Splits a command line at single spaces outside quotes.
fn words(command: &str) -> Vec<String> {
    let (mut words, mut quote) = (vec![String::new()], None);
    for c in command.chars() {
        match (quote, c) {
            (Some(open), _) if open == c => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, ' ') => words.push(String::new()),
            _ => words.last_mut().expect("there is always a last word").push(c),
        }
    }
    words
}
