//! Slips in the translations that `tests/cases` holds to be right. They are tricky by design, and
//! only figures that were read and answered are damaged.

use super::{Right, Slip, Tally, is_wrong_figure, support};
use serde::Deserialize;
use tieout::checker::Scratch;
use tieout::facts::{Class, Facts, Figure, Form, MarkKind};
use tieout::locale::Locale;
use tieout::matching::{self, Alignment, Rung};

#[derive(Deserialize)]
struct File {
    #[serde(default, rename = "case")]
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    langs: String,
    source: String,
    target: String,
    expect: Vec<String>,
    /// A note of the unit, which may say why a finding is none.
    note: Option<String>,
}

#[test]
fn slips_in_tricky_cases_are_seen() {
    let mut scratch = Scratch::default();
    let mut tally = Tally::new(is_wrong_figure);
    for case in right_translations() {
        let (source, target) = (case.source.as_str(), case.target.as_str());
        let langs = case.langs.split_once(':').expect("langs are two");
        let right = Right { langs, source, target };
        tally.judge(&mut scratch, &right, || slips((source, langs.0), (target, langs.1)));
    }
    tally.hold("cases");
}

/// The cases in which a checker must be silent.
fn right_translations() -> Vec<Case> {
    support::files(&support::repository("tests/cases"), "toml")
        .iter()
        .flat_map(|path| {
            let file: File = toml::from_str(&support::read(path)).expect("cases are legal");
            file.cases
        })
        .filter(|case| case.expect.is_empty() && case.note.is_none())
        .collect()
}

/// The slips that can be made in a target, in figures that answer a figure of the source.
fn slips((source, from): (&str, &str), (target, to): (&str, &str)) -> Vec<Slip> {
    let (source_facts, facts) = (read(source, from), read(target, to));
    let locale = support::CHECKER.locale(to).expect("the built-in rules load");
    let mut alignment = Alignment::default();
    matching::align((source, &source_facts), (target, &facts), &mut alignment);
    let mut strong: Vec<&Figure> = alignment
        .agreed
        .iter()
        .filter(|a| a.rung <= Rung::Converted && source_facts.figures[a.source].is_strong())
        .map(|a| &facts.figures[a.target])
        .filter(|f| f.is_strong() && matches!(f.form, Form::Digits | Form::Scaled))
        .collect();
    strong.sort_by_key(|f| f.span.start);
    let mut made: Vec<Slip> = Vec::new();
    for figure in &strong {
        let number = figure.number.of(target);
        let put = |text: &str| {
            let mut damaged = target.to_owned();
            damaged.replace_range(figure.number.range(), text);
            damaged
        };
        made.extend(change_digit(number).map(|n| ("digit", put(&n))));
        made.extend(transpose(number).map(|n| ("transposed", put(&n))));
        if figure.number == figure.span && figure.class() == Class::Number {
            made.push(("deleted", put("")));
        }
        made.extend(swap_scale(number, &locale.tag).map(|n| ("scale", put(&n))));
    }
    if !strong.is_empty() {
        made.push(("inserted", format!("{target} 4831")));
    }
    made.extend(flip(target, &facts, &strong, &locale));
    for pair in strong.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        // 14 March 2024 and 2024 March 14 are one date.
        let one_date = a.class() == Class::Date && a.unit != b.unit;
        if !one_date
            && a.class() == b.class()
            && a.best() != b.best()
            && !a.number.overlaps(b.number)
        {
            let (first, second) = (a.number.of(target), b.number.of(target));
            let mut damaged = target.to_owned();
            damaged.replace_range(b.number.range(), first);
            damaged.replace_range(a.number.range(), second);
            made.push(("exchanged", damaged));
        }
    }
    made
}

fn read(text: &str, lang: &str) -> Facts {
    let locale = support::CHECKER.locale(lang).expect("the built-in rules load");
    let mut facts = Facts::default();
    tieout::facts::read(text, &locale, &mut tieout::facts::Scratch::default(), &mut facts);
    facts
}

/// The number with its second digit, or its only one, changed.
fn change_digit(number: &str) -> Option<String> {
    let digits: Vec<usize> = positions(number);
    let at = *digits.get(1).or(digits.first())?;
    let digit = number[at..=at].parse::<u32>().ok()?;
    let mut changed = number.to_owned();
    changed.replace_range(at..=at, &((digit + 3) % 10).max(1).to_string());
    (changed != number).then_some(changed)
}

/// The number with two neighbouring digits exchanged, the first not becoming zero.
fn transpose(number: &str) -> Option<String> {
    let digits = positions(number);
    let pair = digits.windows(2).find(|pair| {
        let (a, b) = (number.as_bytes()[pair[0]], number.as_bytes()[pair[1]]);
        pair[1] == pair[0] + 1 && a != b && b != b'0'
    })?;
    let mut bytes = number.as_bytes().to_vec();
    bytes.swap(pair[0], pair[1]);
    String::from_utf8(bytes).ok()
}

fn positions(number: &str) -> Vec<usize> {
    number.bytes().enumerate().filter(|(_, b)| b.is_ascii_digit()).map(|(at, _)| at).collect()
}

/// The number with its scale word replaced by another one of the language.
fn swap_scale(number: &str, tag: &str) -> Option<String> {
    let file = Locale::built_in_file(tag)?;
    let rules: tieout::rules::LanguageFile = toml::from_str(&file).ok()?;
    let digits_end = number.rfind(|c: char| c.is_ascii_digit())? + 1;
    let tail = &number[digits_end..];
    let written = tail.trim();
    let gap = &tail[..tail.len() - tail.trim_start().len()];
    let power = rules.numerals.scales.get(written)?;
    let other = rules.numerals.scales.iter().find(|(_, p)| *p != power)?.0;
    Some(format!("{}{gap}{other}", &number[..digits_end]))
}

/// The target with the direction word nearest to a figure turned round.
fn flip(target: &str, facts: &Facts, strong: &[&Figure], locale: &Locale) -> Option<Slip> {
    let figure = strong.iter().find(|f| tieout::qualify::direction(target, facts, f).is_some())?;
    let said = tieout::qualify::direction(target, facts, figure)?;
    let mark = facts
        .marks
        .iter()
        .find(|m| m.span == said.span && matches!(m.kind, MarkKind::Up | MarkKind::Down))?;
    let file = Locale::built_in_file(&locale.tag)?;
    let rules: tieout::rules::LanguageFile = toml::from_str(&file).ok()?;
    let words = if mark.kind == MarkKind::Up { &rules.marks.down } else { &rules.marks.up };
    // A word of the same length is likely to be one of the same kind.
    let length = mark.span.of(target).chars().count();
    let word = words.iter().find(|w| !w.ends_with('*') && w.chars().count() == length)?;
    let mut damaged = target.to_owned();
    damaged.replace_range(mark.span.range(), word);
    Some(("flipped", damaged))
}
