//! The tables of `rules/cldr`: written from the CLDR packages, loaded for every locale.

mod generate;
mod spelled;
mod tables;
mod words;

use crate::support;
use generate::Cldr;
use std::collections::BTreeMap;
use tieout::cldr;
use tieout::locale::Locale;
use tieout::rules::LanguageFile;

#[test]
#[ignore = "writes rules/cldr and needs the CLDR packages: see rules/cldr/README.md"]
fn regenerate_cldr() {
    let folder = generate::folder();
    for (name, text) in generate::files(&Cldr::open()) {
        generate::write(&folder, name, &text);
    }
}

#[test]
#[ignore = "needs the CLDR packages: see rules/cldr/README.md"]
fn the_tables_are_what_the_generator_writes() {
    let folder = generate::folder();
    for (name, text) in generate::files(&Cldr::open()) {
        assert!(support::read(&folder.join(name)) == text, "rules/cldr/{name} is out of date");
    }
}

#[test]
fn every_locale_loads_and_says_more_than_the_root() {
    let root = words("und");
    let mut known = 0;
    for tag in cldr::locales().filter(|tag| *tag != "und") {
        let locale = Locale::load(tag).unwrap_or_else(|e| panic!("{tag}: {e}"));
        assert!(!locale.name.is_empty(), "{tag} has no name");
        known += u32::from(words(tag) > root);
    }
    assert!(known >= 700, "only {known} locales have words");
}

/// How many words CLDR has for a locale, whatever a language file adds.
fn words(tag: &str) -> usize {
    let LanguageFile { numerals, units, units_before, calendar, marks, .. } =
        cldr::words(&cldr::chain(tag));
    let powers = [&numerals.scales, &numerals.scales_before, &numerals.attached_scales];
    let names = [&calendar.months, &calendar.weekdays];
    let lists = [&marks.approximately, &marks.more, &marks.less, &calendar.am, &calendar.pm];
    powers.into_iter().chain(names).map(BTreeMap::len).sum::<usize>()
        + [&units, &units_before].map(BTreeMap::len).iter().sum::<usize>()
        + lists.map(Vec::len).iter().sum::<usize>()
}

#[test]
fn a_tag_means_its_locale_however_it_is_written() {
    for (tag, locale) in [
        ("zh-TW", "zh-Hant"),
        ("zh_hk", "zh-Hant-HK zh-Hant"),
        ("iw", "he"),
        ("in_ID", "id-ID id"),
        ("no", "nb no"),
        ("tl", "fil"),
        ("sr-ME", "sr-Latn-ME sr-Latn"),
        ("pt-br", "pt-BR pt"),
        ("es-MX", "es-MX es-419 es"),
        ("EN_gb.UTF-8", "en-GB en-001 en"),
        ("tlh", "tlh"),
        ("", ""),
    ] {
        let chain = cldr::chain(tag);
        let wanted: Vec<&str> = locale.split_whitespace().chain(["und"]).collect();
        assert_eq!(chain, wanted, "{tag}");
    }
}
