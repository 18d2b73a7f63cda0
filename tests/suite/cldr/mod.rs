//! The tables of `rules/cldr`: written from the CLDR packages, loaded for every locale.

mod generate;
mod spelled;
mod tables;
mod words;

use crate::support;
use generate::Cldr;

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
