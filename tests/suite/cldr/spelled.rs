//! Numbers that the rules spell are read back.

use crate::support;
use std::fmt::Write as _;
use tieout::facts::{self, Facts, Scratch};
use tieout::locale::Locale;

#[path = "../../../src/rbnf/mod.rs"]
#[allow(dead_code, reason = "the words are learned by the build script")]
mod rbnf;

/// Locales in which fewer numbers than 98 of 100 are read back, with how many are and why.
const FEWER: [(&str, u32); 4] = [
    // The rules call a million a thousand in places.
    ("ar", 90),
    // The verbose rules leave the hundred of a hundred thousand out.
    ("ky", 96),
    // The rules leave the thousand of places out.
    ("sr", 90),
    ("sr-Latn", 90),
];

/// Places are spelled up to here.
const PLACES: u64 = 1_000_000_000;

/// Numbers below a billion of every length, the same in every run.
fn sample() -> Vec<u64> {
    let mut numbers: Vec<u64> = (0..=21).chain([30, 99, 100, 101, 115, 121, 200, 999]).collect();
    let mut state = 88_172_645_463_325_252u64;
    for digits in 2..=12u32 {
        for _ in 0..6 {
            // Marsaglia's xorshift.
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            numbers.push(state % 10u64.pow(digits));
        }
    }
    numbers
}

#[test]
fn spelled_numbers_are_read_back() {
    let file = support::read(&support::repository("rules/cldr/spellout.txt"));
    let (mut scratch, mut read) = (Scratch::default(), Facts::default());
    let mut report = String::new();
    for (tag, rules) in rbnf::Spellout::read(&file) {
        let locale = Locale::load(tag).unwrap_or_else(|e| panic!("{e}"));
        let (mut asked, mut known, mut example) = (0u32, 0u32, String::new());
        for (set, name) in rules.public().filter(|(_, name)| !name.contains("year")) {
            let below = if name.contains("ordinal") { PLACES } else { u64::MAX };
            for number in sample().into_iter().filter(|&n| n < below) {
                for text in rules.spell(set, number).iter() {
                    if text.contains(|c: char| c.is_ascii_digit()) {
                        continue;
                    }
                    facts::read(text, &locale, &mut scratch, &mut read);
                    let values = read.figures.iter().flat_map(|figure| &figure.readings);
                    asked += 1;
                    if values.filter_map(|v| v.to_i64()).any(|v| v == number as i64) {
                        known += 1;
                    } else {
                        example = format!("{name} {number}: {text}");
                    }
                }
            }
        }
        let least = FEWER.iter().find(|row| row.0 == tag).map_or(98, |row| row.1);
        if known * 100 < asked * least {
            let _ = writeln!(report, "{tag}: {known} of {asked}; {example}");
        }
    }
    assert!(report.is_empty(), "\n{report}");
}
