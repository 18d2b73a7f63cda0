//! Damage to sentences without figures, in many languages: where no figure helps, only the text itself
//! can tell.

use super::damage::{self, Parts};
use super::{Right, Tally, is_damage, support};
use std::collections::BTreeMap;
use tieout::checker::Scratch;
use tieout::finding::Finding;

/// The sentences of one language by their keys.
type Texts = BTreeMap<String, String>;

/// The language that all others are translated from and to.
const PIVOT: &str = "en";

/// How far from a sentence, or a language, the other one stands that takes its place.
const STRIDE: usize = 5;

#[test]
fn damage_is_shown_to_a_ci_job() {
    judged(|finding| finding.is_ci() && is_damage(finding)).hold("prose");
}

#[test]
fn damage_is_shown_to_a_reviewer() {
    judged(is_damage).hold("prose-review");
}

fn judged(is_seen: fn(&Finding) -> bool) -> Tally {
    let languages = languages();
    assert!(languages.len() > 20, "{} languages", languages.len());
    let mut tally = Tally::new(is_seen);
    let mut scratch = Scratch::default();
    let tags: Vec<&String> = languages.keys().filter(|tag| *tag != PIVOT).collect();
    for (place, tag) in tags.iter().enumerate() {
        let foreign = &languages[tags[(place + STRIDE) % tags.len()]];
        judge(
            &mut tally,
            &mut scratch,
            (PIVOT, &languages[PIVOT]),
            (tag, &languages[*tag]),
            foreign,
        );
        judge(
            &mut tally,
            &mut scratch,
            (tag, &languages[*tag]),
            (PIVOT, &languages[PIVOT]),
            foreign,
        );
    }
    tally
}

/// Judges the translations from one language into another.
fn judge(
    tally: &mut Tally,
    scratch: &mut Scratch,
    (from, sources): (&str, &Texts),
    (to, targets): (&str, &Texts),
    foreign: &Texts,
) {
    assert!(sources.keys().eq(targets.keys()), "{from} and {to} have other sentences");
    let others = targets.values().cycle().skip(STRIDE);
    for (seed, ((key, target), other)) in targets.iter().zip(others).enumerate() {
        let right = Right { langs: (from, to), source: &sources[key], target };
        let parts = Parts { source: &sources[key], target, other, foreign: &foreign[key] };
        tally.judge(scratch, &right, || damage::damages(&parts, seed));
    }
}

fn languages() -> BTreeMap<String, Texts> {
    support::files(&support::repository("tests/quality/prose"), "toml")
        .iter()
        .map(|path| {
            let tag = path.file_stem().expect("a file has a name").to_string_lossy().into_owned();
            let texts = toml::from_str(&support::read(path))
                .unwrap_or_else(|e| panic!("{}: {e}", support::shown(path)));
            (tag, texts)
        })
        .collect()
}
