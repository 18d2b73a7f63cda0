//! Slips in ordinary text: sentences as they are written in the news, in many languages.

use super::inject::{self, Lists, Words};
use super::{Right, Tally, is_wrong_figure, support};
use serde::Deserialize;
use std::collections::BTreeMap;
use tieout::checker::Scratch;

/// The sentences of one language.
#[derive(Deserialize)]
struct Language {
    scale: Words,
    direction: Words,
    text: BTreeMap<String, String>,
}

/// The language that all others are translated from and to.
const PIVOT: &str = "en";

#[test]
fn slips_in_ordinary_text_are_seen() {
    let languages = languages();
    assert!(languages.len() > 28, "{} languages", languages.len());
    let pivot = &languages[PIVOT];
    let mut tally = Tally::new(is_wrong_figure);
    let mut scratch = Scratch::default();
    for (tag, language) in languages.iter().filter(|(tag, _)| *tag != PIVOT) {
        let same = language.text.keys().eq(pivot.text.keys());
        assert!(same, "{tag}.toml does not have the sentences of {PIVOT}.toml");
        for (key, text) in &language.text {
            let from_pivot = (PIVOT, pivot.text[key].as_str(), tag.as_str(), text.as_str());
            let to_pivot = (tag.as_str(), text.as_str(), PIVOT, pivot.text[key].as_str());
            for (from, source, to, target) in [from_pivot, to_pivot] {
                let right = Right { langs: (from, to), source, target };
                let lists = &languages[to];
                let lists = Lists { scale: &lists.scale, direction: &lists.direction };
                tally.judge(&mut scratch, &right, || inject::slips(target, &lists));
            }
        }
    }
    tally.hold("sentences");
}

fn languages() -> BTreeMap<String, Language> {
    support::files(&support::repository("tests/quality/sentences"), "toml")
        .iter()
        .map(|path| {
            let tag = path.file_stem().expect("a file has a name").to_string_lossy().into_owned();
            let language = toml::from_str(&support::read(path))
                .unwrap_or_else(|e| panic!("{}: {e}", support::shown(path)));
            (tag, language)
        })
        .collect()
}
