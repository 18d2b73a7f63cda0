//! The language files prove themselves.

use crate::support;
use std::fmt::Write as _;
use tieout::checker::Scratch;
use tieout::cldr::ROOT;
use tieout::locale::Locale;

#[test]
fn every_language_file_is_built_in_and_parses() {
    let mut built_in: Vec<_> = Locale::built_in().chain([ROOT]).collect();
    for path in support::files(&support::repository("rules/lang"), "toml") {
        let tag = path.file_stem().and_then(|s| s.to_str()).expect("file names are tags");
        let place = support::shown(&path);
        if let Err(error) = Locale::parse(tag, &support::read(&path)) {
            panic!("{place}: {error}");
        }
        let at = built_in.iter().position(|t| *t == tag);
        built_in.remove(at.unwrap_or_else(|| panic!("{place} is not built in")));
    }
    assert!(built_in.is_empty(), "built in without a file: {built_in:?}");
}

#[test]
fn every_language_file_proves_itself() {
    let mut report = String::new();
    for tag in Locale::built_in().chain([ROOT]) {
        let locale = Locale::load(tag).unwrap_or_else(|e| panic!("{e}"));
        if locale.proofs.is_empty() {
            let _ = writeln!(report, "rules/lang/{tag}.toml proves nothing: add a [[proof]]");
        }
        if let Err(error) = locale.prove() {
            let _ = writeln!(report, "{error}");
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

#[test]
fn the_smallest_language_file_is_empty_and_works() {
    let locale = Locale::parse("und", "").expect("an empty file is legal");
    assert_eq!(locale.name, "und");
    let mut facts = tieout::facts::Facts::default();
    let text = "On 3 May 2024 it sold 1,234 of them at 5.5% (約3億円) ٣٫٥ Ⅳ ½ 七";
    tieout::facts::read(text, &locale, &mut tieout::facts::Scratch::default(), &mut facts);
}

#[test]
fn a_language_without_a_file_is_checked_all_the_same() {
    let pair = support::pair(("tlh", "sux"), "loS 1234", "limmu 1235");
    let found = support::check(&mut Scratch::default(), &[pair]);
    assert!(found.iter().any(|(_, finding)| finding.check == "number-mismatch"), "{found:?}");
}

#[test]
fn an_unknown_key_is_an_error_that_names_it() {
    let error = Locale::parse("xx", "name = \"Xish\"\nnmae = \"typo\"\n");
    let message = error.expect_err("the key is unknown").to_string();
    assert!(message.contains("xx.toml") && message.contains("nmae"), "{message}");
}

/// Whether `key` stands in `text` as a word of its own.
fn mentions(text: &str, key: &str) -> bool {
    let goes_on = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '-' || c == '_');
    text.match_indices(key).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + key.len()..]);
        !goes_on(before.chars().next_back()) && !goes_on(after.chars().next())
    })
}

#[test]
fn the_readme_of_the_rules_names_every_key_and_every_file() {
    let readme = support::read(&support::repository("rules/README.md"));
    for source in ["src/rules.rs", "src/rules/garble.rs", "src/rules/punctuation.rs"] {
        for line in support::read(&support::repository(source)).lines() {
            let Some((field, _)) = line.strip_prefix("    pub ").and_then(|l| l.split_once(':'))
            else {
                continue;
            };
            let key = field.replace('_', "-");
            assert!(mentions(&readme, &key), "rules/README.md says nothing about `{key}`");
        }
    }
    let files = std::fs::read_dir(support::repository("rules")).expect("rules can be listed");
    for entry in files {
        let path = entry.expect("rules can be listed").path();
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
        if path.is_file() && name != "README.md" {
            assert!(mentions(&readme, name), "rules/README.md says nothing about {name}");
        }
    }
}

#[test]
fn the_examples_in_the_readme_of_the_rules_are_legal_and_prove_themselves() {
    let readme = support::read(&support::repository("rules/README.md"));
    let mut blocks = 0;
    // Examples stand in lists too, so the fences may be indented.
    for block in readme.split("```toml\n").skip(1) {
        let (block, _) = block.split_once("```").expect("a block ends");
        if block.contains("[[kind]]") {
            continue;
        }
        blocks += 1;
        let locale = Locale::parse("xx", block).unwrap_or_else(|e| panic!("{e}\n{block}"));
        locale.prove().unwrap_or_else(|e| panic!("{e}\n{block}"));
    }
    assert!(blocks > 4, "rules/README.md shows {blocks} examples");
}
