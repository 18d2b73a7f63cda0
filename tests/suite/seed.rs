//! The founding case: a machine translation of a finance story whose every figure is right and
//! whose sentences are not.

use crate::support;
use std::collections::BTreeSet;
use std::io::Cursor;
use std::sync::Arc;
use tieout::checker::Scratch;
use tieout::finding::{Finding, Severity};
use tieout::input::{self, Item, Request};
use tieout::locale::Locales;
use tieout::unit::Pair;

/// The findings on the article, each with its line.
fn findings() -> Vec<(usize, Finding)> {
    support::check(&mut Scratch::default(), &article()).into_iter().map(numbered).collect()
}

/// A finding with the line of its pair.
fn numbered((index, finding): (usize, Finding)) -> (usize, Finding) {
    (index + 1, finding)
}

/// The article, line by line.
fn article() -> Vec<Pair> {
    let read = |name: &str| support::read(&support::repository("tests/seed").join(name));
    let (source, target) = (read("article.en.txt"), read("article.ja.txt"));
    assert_eq!(source.lines().count(), target.lines().count());
    let pair = |(source, target)| support::pair(("en", "ja"), source, target);
    source.lines().zip(target.lines()).map(pair).collect()
}

/// Findings as line, check and severity, sorted.
fn brief<'a>(
    found: impl IntoIterator<Item = &'a (usize, Finding)>,
) -> Vec<(usize, &'static str, Severity)> {
    let mut brief: Vec<_> =
        found.into_iter().map(|(line, f)| (*line, f.check, f.severity)).collect();
    brief.sort_unstable();
    brief
}

#[test]
fn a_ci_job_sees_the_sentences_that_do_not_hold_together() {
    let found = findings();
    assert_eq!(
        brief(found.iter().filter(|(_, finding)| finding.is_ci())),
        [
            (2, "garbled-text", Severity::Warning),
            (6, "garbled-text", Severity::Warning),
            (8, "garbled-text", Severity::Error),
            (8, "lost-hedge", Severity::Warning),
        ],
        "{found:#?}"
    );
}

#[test]
fn a_reviewer_sees_the_notes_as_well() {
    let found = findings();
    let notes = found.iter().filter(|(_, f)| !f.is_ci() && f.check != "inconsistent-name");
    assert_eq!(
        brief(notes),
        [
            (1, "garbled-text", Severity::Note),
            (1, "lost-attribution", Severity::Warning),
            (4, "ticker-mismatch", Severity::Note),
            (7, "garbled-text", Severity::Note),
        ],
        "{found:#?}"
    );
}

#[test]
fn the_document_names_two_names_in_two_ways() {
    let found = findings();
    let names: Vec<_> = found.iter().filter(|(_, f)| f.check == "inconsistent-name").collect();
    assert!(names.iter().all(|(_, f)| f.severity == Severity::Note), "{names:#?}");
    let lines: BTreeSet<_> = names.iter().map(|(line, _)| *line).collect();
    assert!(lines.iter().all(|line| [4, 7].contains(line)), "{names:#?}");
    for name in ["`Meta`", "`Platforms`"] {
        assert!(names.iter().any(|(_, f)| f.message.contains(name)), "{name}: {names:#?}");
    }
    let others = names
        .iter()
        .filter(|(_, f)| !f.message.contains("`Meta`") && !f.message.contains("`Platforms`"));
    assert_eq!(others.count(), 0, "{names:#?}");
}

#[test]
fn what_is_right_is_left_alone() {
    for (line, finding) in findings() {
        assert!(![3, 5, 9].contains(&line), "line {line} is right: {finding:#?}");
        // Every value in the article arrived: amounts, percentages, dates and symbols.
        let is_value = finding.check.ends_with("-mismatch") || finding.check == "direction-flip";
        assert!(!is_value || finding.severity == Severity::Note, "line {line}: {finding:#?}");
    }
}

/// The pairs of one text that holds the article in both languages.
fn from_one_file(text: &str) -> Vec<Pair> {
    let request = Request {
        source_lang: Some("en".to_owned()),
        target_lang: Some("ja".to_owned()),
        align: Some(Arc::new(Locales::default())),
        ..Request::default()
    };
    let bytes = Box::new(Cursor::new(text.as_bytes().to_vec()));
    let reader = input::read(&request, "article.txt", bytes).expect("the request is sound");
    let pairs = |item| match item {
        Item::Unit(unit) => unit.pairs,
        Item::Problem(problem) => panic!("{problem}"),
    };
    reader.flat_map(pairs).collect()
}

#[test]
fn one_file_with_both_languages_has_the_same_verdict() {
    let text = support::read(&support::repository("tests/seed/article.txt"));
    let lines: Vec<&str> = text.lines().collect();
    let (source, target) = lines.split_at(9);
    let alternating: Vec<&str> = source.iter().zip(target).flat_map(|(s, t)| [*s, *t]).collect();
    let below = |index: usize| index + 10;
    let between = |index: usize| 2 * index + 2;
    let layouts: [(String, &dyn Fn(usize) -> usize); 3] = [
        (text.clone(), &below),
        (alternating.join("\n"), &between),
        (alternating.join("\n\n"), &|index| 2 * between(index) - 1),
    ];
    for (text, line) in layouts {
        let pairs = from_one_file(&text);
        let found = support::check(&mut Scratch::default(), &pairs);
        assert_eq!(found.into_iter().map(numbered).collect::<Vec<_>>(), findings());
        for (index, pair) in pairs.iter().enumerate() {
            let target = pair.target.as_ref().expect("every paragraph is translated");
            assert_eq!(target.text.place(0).line as usize, line(index), "{text}");
        }
    }
}

/// Renderings that a reader of finance news would not accept.
const GLOSSARY: &str = "\
en,ja,status
predecessor,前任者,forbidden
stock,ストック,forbidden
price action,価格アクション,forbidden
after-hours,アフターアワーズ,forbidden
";

#[test]
fn a_glossary_adds_its_words_and_nothing_else() {
    let pairs = article();
    let checker = support::checker_with("glossary.csv", GLOSSARY);
    let found = support::check_with(&checker, &mut Scratch::default(), &pairs);
    let (terms, others): (Vec<_>, Vec<_>) =
        found.into_iter().map(numbered).partition(|(_, finding)| finding.check == "term-mismatch");
    assert_eq!(others, findings());
    assert!(terms.iter().all(|(_, finding)| finding.is_ci()), "{terms:#?}");
    let words: Vec<(usize, &str)> = terms
        .iter()
        .map(|(line, finding)| {
            let target = pairs[line - 1].target.as_ref().expect("every line is translated");
            (*line, finding.target.expect("it has a place").of(target.text.as_str()))
        })
        .collect();
    assert_eq!(
        words,
        [(6, "前任者"), (9, "価格アクション"), (9, "ストック"), (9, "アフターアワーズ")]
    );
}
