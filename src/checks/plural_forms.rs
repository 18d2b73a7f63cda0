//! Plural forms: those that the target language has, no fewer and no others.

use super::{Check, Example, View};
use crate::finding::{Confidence, Finding, Kind, Severity};
use crate::placeholders::{Branch, Choice, ChoiceKind, Message, Syntax, syntax};
use crate::plurals::{Category, Covers, Forms, Plurals};
use crate::text::Span;
use crate::unit::{Pair, PluralRule, Presence, Unit};
use smallvec::SmallVec;
use std::fmt::Write as _;

/// The check.
pub(crate) static CHECK: Check = Check {
    id: "plural-forms",
    summary: "A plural form is missing, is never used, or is chosen for the wrong numbers",
    why: "English has two forms, Japanese one, Russian three and Arabic six; which a language has, and for which \
          numbers, Unicode CLDR says. A form that is missing shows the words of another: `2 файлов`. Forms \
          for fractions or whole millions alone are not asked for, and a text that says `other` alone may \
          be worded so that it needs no form. A form that the language does not have is never shown.",
    mqm: "linguistic-conventions/grammar",
    needs: &[],
    examples: &[
        Example {
            langs: ("en", "ru"),
            source: "{n, plural, one {# file} other {# files}}",
            target: "{n, plural, one {# файл} other {# файлов}}",
            fires: true,
        },
        Example {
            langs: ("en", "ru"),
            source: "{n, plural, one {# file} other {# files}}",
            target: "{n, plural, one {# файл} few {# файла} many {# файлов} other {# файла}}",
            fires: false,
        },
        Example {
            langs: ("en", "ja"),
            source: "{ $n -> [one] { $n } file *[other] { $n } files }",
            target: "{ $n -> *[other] ファイル{ $n }件 }",
            fires: false,
        },
        Example {
            langs: ("en", "de"),
            source: "{n, plural, one {# file} other {# files}}",
            target: "{n, plural, eins {# Datei} other {# Dateien}}",
            fires: true,
        },
    ],
    run,
};

fn run(view: &View<'_>, findings: &mut Vec<Finding>) {
    let Some(syntax) = syntax(view.target, view.target_facts) else { return };
    let Ok(message) = Message::read(view.target, view.target_facts, Some(syntax)) else { return };
    for (choice, branches) in message.choices() {
        let branches: SmallVec<[&Branch<'_>; 8]> = branches.collect();
        default(view, choice, &branches, findings);
        if let Some(forms) = forms(view.target_locale.plurals(), choice.kind) {
            unknown(choice, &branches, forms, findings);
            findings.extend(missing(choice, &branches, forms));
        }
    }
}

fn new(kind: Kind, severity: Severity, message: String) -> Finding {
    Finding::new(CHECK.id, kind, severity, message)
}

/// The forms that a choice is between.
fn forms(plurals: &Plurals, kind: ChoiceKind) -> Option<&Forms> {
    let forms = match kind {
        ChoiceKind::Plural => &plurals.cardinal,
        ChoiceKind::Ordinal => &plurals.ordinal,
        ChoiceKind::Select => return None,
    };
    forms.is_known().then_some(forms)
}

/// A choice has a branch for whatever no other is for.
fn default(
    view: &View<'_>,
    choice: &Choice<'_>,
    branches: &[&Branch<'_>],
    findings: &mut Vec<Finding>,
) {
    let is_default = |branch: &&Branch<'_>| match choice.syntax {
        Syntax::Icu => branch.key == Category::Other.name(),
        Syntax::Fluent => {
            let before = view.target[..branch.span.start as usize].trim_end();
            before.strip_suffix('[').is_some_and(|before| before.ends_with('*'))
        }
    };
    if branches.iter().any(is_default) {
        return;
    }
    let (what, help) = match choice.syntax {
        Syntax::Icu => ("no branch `other`", "add it: a message without it cannot be read"),
        Syntax::Fluent => ("no default branch", "mark one with `*`: `*[other]`"),
    };
    let message = format!("the choice by `{}` has {what}", choice.argument);
    findings.push(
        new(Kind::Missing, Severity::Error, message)
            .in_target(choice.span)
            .help(help)
            .identity(format!("default {}", choice.argument)),
    );
}

/// Keys that are no forms, or forms of other languages.
fn unknown(
    choice: &Choice<'_>,
    branches: &[&Branch<'_>],
    forms: &Forms,
    findings: &mut Vec<Finding>,
) {
    for branch in branches.iter().filter(|branch| branch.number().is_none()) {
        let key = branch.key;
        let finding = match Category::by_name(key) {
            Some(category) if category == Category::Other || forms.all().contains(&category) => {
                continue;
            }
            Some(_) => {
                let message = format!("the language has no form `{key}`, which is never shown");
                new(Kind::Added, Severity::Note, message).confidence(Confidence::Medium)
            }
            None if key.starts_with('=') || choice.syntax == Syntax::Fluent => continue,
            None => new(Kind::Changed, Severity::Error, format!("`{key}` is no plural form"))
                .help("forms are called zero, one, two, few, many and other in every language"),
        };
        findings.push(finding.in_target(branch.span).identity(format!("form {key}")));
    }
}

/// The forms that a choice lacks.
fn missing(choice: &Choice<'_>, branches: &[&Branch<'_>], forms: &Forms) -> Option<Finding> {
    let has = |category: Category| branches.iter().any(|branch| branch.key == category.name());
    let numbers: SmallVec<[u32; 4]> =
        branches.iter().filter_map(|branch| branch.number()).collect();
    // Whoever writes `=1` for a form that is for none, too, left none to the rest on purpose.
    let is_given = |n: u32| n == 0 || numbers.contains(&n);
    let given = |category: Category| {
        category != Category::Zero && forms.numbers(category).all(is_given)
            || forms.numbers(category).all(|n| numbers.contains(&n))
    };
    let lost = |category: &Category| !has(*category) && !given(*category);
    let others = forms.needed().filter(|category| *category != Category::Other);
    let lost: SmallVec<[Category; 4]> = others.filter(lost).collect();
    let first = lost.first()?;
    let named = list(lost.iter().map(|category| category.name()));
    let message = format!(
        "the choice by `{}` lacks {named}: {} take `other`",
        choice.argument,
        examples(forms, *first)
    );
    let only = branches.iter().all(|branch| branch.key == Category::Other.name());
    let (severity, confidence) = match () {
        () if only => (Severity::Warning, Confidence::Low),
        () if is_harmless(&lost, &numbers, forms) => (Severity::Error, Confidence::Medium),
        () => (Severity::Error, Confidence::High),
    };
    Some(
        new(Kind::Missing, severity, message)
            .confidence(confidence)
            .in_target(choice.span)
            .help(format!("add {named}"))
            .identity(format!("{} {named}", choice.argument)),
    )
}

/// Whether the forms that are lost may be shown rightly all the same: as `=1`, which some programs
/// take for `one`; by `other`, where no whole number needs that; or because each is for one number
/// alone, which many texts leave to the rest.
fn is_harmless(lost: &[Category], numbers: &[u32], forms: &Forms) -> bool {
    let stands_in = lost.len() == 1 && forms.covers(Category::Other) == Covers::Nothing;
    let free = |category: &Category| match forms.covers(*category) {
        Covers::Only(n) => n != 1,
        Covers::Several([first, ..]) => *category == Category::One && numbers.contains(&first),
        _ => false,
    };
    stands_in || lost.iter().all(free)
}

/// Names in backticks with commas between them.
fn list<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut list = String::new();
    for name in names {
        let comma = if list.is_empty() { "" } else { ", " };
        // Writing into a string cannot fail.
        let _ = write!(list, "{comma}`{name}`");
    }
    list
}

/// Some numbers of a form.
fn examples(forms: &Forms, category: Category) -> String {
    let numbers: Vec<_> = forms.numbers(category).take(3).map(|n| n.to_string()).collect();
    numbers.join(", ")
}

/// What is wrong with the forms of a unit whose pairs are one each: the index of a pair, and a finding.
///
/// A unit of which no form is translated is work to be done and not reported.
pub(crate) fn of_unit(unit: &Unit, plurals: &Plurals) -> Vec<(usize, Finding)> {
    let mut found = Vec::new();
    let Some(translated) = unit.pairs.iter().position(is_translated) else { return found };
    for (index, pair) in unit.pairs.iter().enumerate() {
        if let Some(form) = pair.plural.as_deref()
            && pair.presence == Presence::Both
            && !is_translated(pair)
        {
            let message = format!("plural form `{form}` has no text");
            let finding = new(Kind::Missing, Severity::Error, message)
                .in_source(Span::new(0, pair.source.text.as_str().len()))
                .help("translate it: an empty form shows nothing")
                .identity(format!("empty {form}"));
            found.push((index, finding));
        }
    }
    if let Some(rule) = &unit.plural_rule {
        let over = unit.pairs.len().saturating_sub(rule.count);
        if over > 0 {
            let message =
                format!("{} plural forms, and the file has {}", unit.pairs.len(), rule.count);
            let finding = new(Kind::Added, Severity::Error, message).identity("too many");
            found.push((translated, finding.help("take out what is never shown")));
        }
        if rule.first {
            found.extend(header(rule, &plurals.cardinal).map(|finding| (translated, finding)));
        }
    } else {
        categories(unit, &plurals.cardinal, translated, &mut found);
    }
    for (index, finding) in &mut found {
        // What is said of a form as a whole stands at its text.
        let pair = &unit.pairs[*index];
        if let (None, None, Some(target)) = (finding.source, finding.target, &pair.target) {
            finding.target = Some(Span::new(0, target.text.as_str().len()));
        }
    }
    found
}

fn is_translated(pair: &Pair) -> bool {
    pair.target.as_ref().is_some_and(|side| !side.text.as_str().is_empty())
}

/// The forms of a unit that are called by their categories.
fn categories(unit: &Unit, forms: &Forms, first: usize, found: &mut Vec<(usize, Finding)>) {
    // A form that the source alone has is none of the target.
    let own = |pair: &&Pair| pair.presence != Presence::SourceAlone;
    let label = |pair: &Pair| pair.plural.as_deref().and_then(Category::by_name);
    if !forms.is_known() || unit.pairs.iter().filter(own).any(|pair| label(pair).is_none()) {
        return;
    }
    for (index, pair) in unit.pairs.iter().enumerate().filter(|(_, pair)| own(pair)) {
        // Some formats have a text for none in every language.
        let usual = |c: &Category| matches!(c, Category::Zero | Category::Other);
        let strange = |c: &Category| !usual(c) && !forms.all().contains(c);
        if let Some(category) = label(pair).filter(strange) {
            let message = format!("the language has no form `{category}`, which is never shown");
            let finding = new(Kind::Added, Severity::Note, message).confidence(Confidence::Medium);
            found.push((index, finding.identity(format!("form {category}"))));
        }
    }
    let has = |category| unit.pairs.iter().filter(own).any(|pair| label(pair) == Some(category));
    let lost: SmallVec<[Category; 4]> = forms.needed().filter(|form| !has(*form)).collect();
    let harmless = has(Category::Other) && is_harmless(&lost, &[], forms);
    for category in &lost {
        let message =
            format!("plural form `{category}` is missing: {}", examples(forms, *category));
        let finding = new(Kind::Missing, Severity::Error, message)
            .confidence(if harmless { Confidence::Medium } else { Confidence::High })
            .help(format!("add `{category}`"))
            .identity(format!("missing {category}"));
        found.push((first, finding));
    }
}

/// What is wrong with the rule that a catalogue chooses its forms by.
fn header(rule: &PluralRule, forms: &Forms) -> Option<Finding> {
    if rule.of.is_empty() {
        let message = "the formula in the header of the file cannot be read".to_owned();
        return Some(
            new(Kind::Changed, Severity::Error, message)
                .help("correct `Plural-Forms`, an expression of C for the number `n`")
                .identity("formula"),
        );
    }
    if let Some(n) = rule.of.iter().position(|&form| usize::from(form) >= rule.count) {
        let message = format!(
            "the rule of the file takes form {} for {n}, and has forms 0 to {}",
            rule.of[n],
            rule.count.saturating_sub(1)
        );
        return Some(
            new(Kind::Changed, Severity::Error, message)
                .help("correct `nplurals` or the formula in the header")
                .identity("rule out of range"),
        );
    }
    if !forms.is_known() {
        return None;
    }
    let (n, m, coarse) = disagreement(rule, forms)?;
    let merged = rule.of.get(n as usize) == rule.of.get(m as usize);
    let what = if merged { "one form" } else { "two forms" };
    let needed = forms.needed().count();
    let message = format!(
        "the rule of the file has {what} for {m} and {n}, unlike the language, which has {needed} of them"
    );
    Some(
        new(Kind::Changed, Severity::Warning, message)
            .confidence(if coarse { Confidence::High } else { Confidence::Medium })
            .help("correct `Plural-Forms` in the header, and the forms of each message with it")
            .identity("rule"),
    )
}

/// Two numbers that the language tells apart and the rule does not, or the other way about, and
/// whether forms for many numbers are lost. Some rules that are in use for decades lack only those
/// for none or for two.
fn disagreement(rule: &PluralRule, forms: &Forms) -> Option<(u32, u32, bool)> {
    let form = |n: u32| rule.of.get(n as usize);
    let differ = |n: u32, m: u32| (forms.category(m) == forms.category(n)) != (form(m) == form(n));
    let weighs = |n: u32| {
        let category = forms.category(n).filter(|category| *category != Category::One);
        category.is_none_or(|category| forms.numbers(category).nth(1).is_some())
    };
    let lacking = rule.count < forms.needed().count();
    let coarse = |n: u32, m: u32| lacking && form(n) == form(m) && weighs(n) && weighs(m);
    let pairs = || (0..rule.of.len() as u32).flat_map(|n| (0..n).map(move |m| (n, m)));
    let found = pairs().find(|&(n, m)| differ(n, m))?;
    let worst = pairs().find(|&(n, m)| coarse(n, m) && differ(n, m));
    let (n, m) = worst.unwrap_or(found);
    Some((n, m, worst.is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cldr;
    use crate::unit::Side;

    fn pair(form: &str, target: &str) -> Pair {
        let side = |text: &str| Side::new("xx".into(), text.into());
        let target = (!target.is_empty()).then(|| side(target));
        Pair { plural: Some(form.to_owned()), ..Pair::new(side("%d files"), target) }
    }

    fn judge(tag: &str, unit: &Unit) -> Vec<String> {
        let found = of_unit(unit, &Plurals::of(&cldr::chain(tag)));
        found.into_iter().map(|(index, finding)| format!("{index}: {}", finding.message)).collect()
    }

    fn forms(tag: &str, forms: &str) -> Vec<String> {
        let pairs = forms.split(' ').map(|form| match form.strip_suffix('!') {
            Some(empty) => pair(empty, ""),
            None => pair(form, "x"),
        });
        judge(tag, &Unit::new("a".into(), "a".into(), pairs.collect()))
    }

    #[test]
    fn units_have_the_forms_of_their_language() {
        for (tag, have) in [
            ("en", "one other"),
            ("ja", "other"),
            ("zh-Hant", "other"),
            ("de", "zero one other"),
            ("fr", "one many other"),
            ("es", "one other"),
            ("ru", "one few many other"),
            ("ru", "one few many"),
            ("uk", "one few many other"),
            ("pl", "one few many other"),
            ("cs", "one few many other"),
            ("cs", "one few other"),
            ("sl", "one two few other"),
            ("lt", "one few other"),
            ("lv", "zero one other"),
            ("ro", "one few other"),
            ("ar", "zero one two few many other"),
            ("ga", "one two few many other"),
            ("tlh", "one other"),
            ("ru", "one! few! many!"),
        ] {
            assert_eq!(forms(tag, have), [""; 0], "{tag}: {have}");
        }
    }

    #[test]
    fn forms_that_are_missing_empty_or_foreign_are_found() {
        for (tag, have, expected) in [
            ("de", "other", "0: plural form `one` is missing: 1"),
            ("es", "one", "0: plural form `other` is missing: 0, 2, 3"),
            ("ru", "one many other", "0: plural form `few` is missing: 2, 3, 4"),
            ("uk", "few many other", "0: plural form `one` is missing: 1, 21, 31"),
            ("pl", "one few other", "0: plural form `many` is missing: 0, 5, 6"),
            ("cs", "one other", "0: plural form `few` is missing: 2, 3, 4"),
            ("sl", "one few other", "0: plural form `two` is missing: 2, 102, 202"),
            ("ro", "one other", "0: plural form `few` is missing: 0, 2, 3"),
            ("lv", "one other", "0: plural form `zero` is missing: 0, 10, 11"),
            ("lt", "one other", "0: plural form `few` is missing: 2, 3, 4"),
            ("ja", "one other", "0: the language has no form `one`, which is never shown"),
            ("de", "one few other", "1: the language has no form `few`, which is never shown"),
            ("ru", "one few! many other", "1: plural form `few` has no text"),
            ("pl", "one! few many other", "0: plural form `one` has no text"),
        ] {
            assert_eq!(forms(tag, have), [expected], "{tag}: {have}");
        }
    }
}
