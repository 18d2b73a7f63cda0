//! The language files prove themselves.

use crate::support;
use std::fmt::Write as _;
use tieout::checker::Scratch;
use tieout::locale::Locale;
use tieout::rules::LanguageFile;

#[test]
fn every_language_file_is_built_in_and_parses() {
    let mut built_in: Vec<_> = Locale::built_in().collect();
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
    let mut scratch = tieout::facts::Scratch::default();
    let mut facts = tieout::facts::Facts::default();
    let mut report = String::new();
    for tag in Locale::built_in() {
        let text = Locale::built_in_file(tag).expect("it is listed");
        let locale = Locale::load(tag).unwrap_or_else(|e| panic!("{e}"));
        let file: LanguageFile = toml::from_str(text).expect("it was parsed a line above");
        if file.proof.is_empty() {
            let _ = writeln!(report, "rules/lang/{tag}.toml proves nothing: add a [[proof]]\n");
        }
        for proof in file.proof {
            tieout::facts::read(&proof.text, &locale, &mut scratch, &mut facts);
            let read: Vec<_> = facts.figures.iter().map(ToString::to_string).collect();
            if read != proof.facts {
                let _ = writeln!(
                    report,
                    "rules/lang/{tag}.toml: {}\n  facts = {:?}\n  read    {read:?}\n",
                    proof.text, proof.facts
                );
            }
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
