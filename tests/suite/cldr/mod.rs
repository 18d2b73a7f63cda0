//! The tables of `rules/cldr`: written from the CLDR packages, loaded for every locale.

mod generate;
mod spelled;
mod tables;
mod words;

use crate::support;
use generate::Cldr;
use tieout::locale::Locale;

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
    let root = Locale::load("und").expect("the root loads").lexicon.len();
    let mut known = 0;
    for tag in tieout::cldr::locales().filter(|tag| *tag != "und") {
        let locale = Locale::load(tag).unwrap_or_else(|e| panic!("{tag}: {e}"));
        assert!(!locale.name.is_empty(), "{tag} has no name");
        known += u32::from(locale.lexicon.len() > root);
    }
    assert!(known >= 690, "only {known} locales have words");
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
        let chain = tieout::cldr::chain(tag);
        let wanted: Vec<&str> = locale.split_whitespace().chain(["und"]).collect();
        assert_eq!(chain, wanted, "{tag}");
    }
}
