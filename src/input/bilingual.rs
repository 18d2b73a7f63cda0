//! One text that holds a source and its translation: which paragraph is which.
//!
//! The translation follows its source as a whole, or paragraph by paragraph. Paragraphs show their
//! language, long ones clearly and short ones hardly; so the most probable course of the whole text
//! is looked for, once for a text whose language changes seldom and once for one that alternates.

use super::language::{Sample, leaning, primary};
use crate::text::Text;
use std::collections::BTreeMap;

/// The paragraphs of a text on both sides, in sections that correspond.
#[derive(Debug, Default)]
pub(super) struct Sides {
    /// Those of the source and of the target.
    pub(super) paragraphs: [Vec<Text>; 2],
    /// The section of each.
    pub(super) sections: [Vec<usize>; 2],
}

/// How probable it is that the language changes between two paragraphs, by the kind of text; a text
/// that has its translation as a whole behind it changes once.
const ALTERNATING: f64 = 0.9;

/// How sure all paragraphs of a language must be together.
const ENOUGH: f64 = 2.0;

/// Divides a text in two languages; `None` if it cannot be told where they change.
pub(super) fn divide(paragraphs: Vec<Text>, tags: [&str; 2]) -> Option<Sides> {
    if primary(tags[0]) == primary(tags[1]) {
        return None;
    }
    let leanings: Vec<f64> =
        paragraphs.iter().map(|paragraph| leaning(paragraph.as_str(), tags)).collect();
    let once = 1.0 / (paragraphs.len().max(2) as f64);
    let (seldom, often) = (course(&leanings, once), course(&leanings, ALTERNATING));
    let sides = if often.cost < seldom.cost { often.sides } else { seldom.sides };
    let sure = |side: usize| -> f64 {
        let of_side = sides.iter().zip(&leanings).filter(|(other, _)| **other == side);
        of_side.map(|(_, lean)| if side == 0 { *lean } else { -lean }).sum()
    };
    (sure(0) >= ENOUGH && sure(1) >= ENOUGH).then(|| sections(paragraphs, &sides))
}

/// The side of each paragraph, and what speaks against it.
struct Course {
    sides: Vec<usize>,
    cost: f64,
}

/// The most probable course where the language changes with this probability.
fn course(leanings: &[f64], change: f64) -> Course {
    let (change, stay) = (-change.ln(), -(1.0 - change).ln());
    let mut costs = [0.0_f64; 2];
    // For each paragraph and side, the side before it.
    let mut before: Vec<[usize; 2]> = Vec::with_capacity(leanings.len());
    for (index, lean) in leanings.iter().enumerate() {
        let mut reached = [0.0; 2];
        let mut from = [0; 2];
        for side in [0, 1] {
            let against = if side == 0 { (-lean).max(0.0) } else { lean.max(0.0) };
            let step = |other: usize| match index {
                0 => 0.0,
                _ => costs[other] + if other == side { stay } else { change },
            };
            from[side] = usize::from(step(1) < step(0));
            reached[side] = step(from[side]) + against;
        }
        costs = reached;
        before.push(from);
    }
    let last = usize::from(costs[1] < costs[0]);
    let mut sides = vec![last; leanings.len()];
    for index in (1..sides.len()).rev() {
        sides[index - 1] = before[index][sides[index]];
    }
    Course { sides, cost: costs[last] }
}

/// The paragraphs by side. A section is a run of one language with the run of the other behind it.
fn sections(paragraphs: Vec<Text>, sides: &[usize]) -> Sides {
    let mut divided = Sides::default();
    let first = sides.first().copied().unwrap_or_default();
    let (mut section, mut last) = (0, first);
    for (paragraph, &side) in paragraphs.into_iter().zip(sides) {
        section += usize::from(side == first && last != first);
        last = side;
        divided.paragraphs[side].push(paragraph);
        divided.sections[side].push(section);
    }
    divided
}

/// The two languages of a text, where those that are not known are seen in it; the one that comes
/// first is the source.
pub(super) fn languages(paragraphs: &[Text], known: [Option<&str>; 2]) -> Option<[String; 2]> {
    if let [Some(source), Some(target)] = known {
        return Some([source.to_owned(), target.to_owned()]);
    }
    let mut amounts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    // Short paragraphs show their language together.
    let (mut rest, mut first_of_rest) = (Sample::default(), None);
    for (index, paragraph) in paragraphs.iter().map(Text::as_str).enumerate() {
        let mut sample = Sample::default();
        sample.add(paragraph);
        if let Some(tag) = sample.guess() {
            amounts.entry(tag).or_insert((0, index)).0 += paragraph.len();
        } else {
            rest.add(paragraph);
            first_of_rest.get_or_insert(index);
        }
    }
    if let (Some(tag), Some(first)) = (rest.guess(), first_of_rest) {
        let (_, other) = amounts.entry(tag).or_insert((1, first));
        *other = first.min(*other);
    }
    let given = known.into_iter().flatten().next();
    let mut seen: Vec<_> = amounts
        .into_iter()
        .filter(|(tag, _)| given.is_none_or(|given| primary(given) != *tag))
        .collect();
    seen.sort_by_key(|(_, (amount, _))| std::cmp::Reverse(*amount));
    match known {
        [Some(source), None] => Some([source.to_owned(), (*seen.first()?).0.to_owned()]),
        [None, Some(target)] => Some([(*seen.first()?).0.to_owned(), target.to_owned()]),
        _ => {
            let [(one, (_, first)), (other, (_, second)), ..] = seen[..] else { return None };
            let (source, target) = if first < second { (one, other) } else { (other, one) };
            Some([source.to_owned(), target.to_owned()])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sections of both sides.
    fn divided(lines: &[&str], tags: [&str; 2]) -> Option<[Vec<usize>; 2]> {
        let paragraphs = lines.iter().map(|line| Text::from(*line)).collect();
        divide(paragraphs, tags).map(|sides| sides.sections)
    }

    #[test]
    fn a_translation_follows_as_a_whole() {
        let lines = [
            "Prices rose.",
            "Sales fell in May.",
            "H100",
            "価格は上昇した。",
            "H100",
            "売上は減少した。",
        ];
        let sections = divided(&lines, ["en", "ja"]);
        assert_eq!(sections, Some([vec![0; 3], vec![0; 3]]));
    }

    #[test]
    fn a_translation_follows_paragraph_by_paragraph() {
        let lines = [
            "Intro",
            "Einleitung",
            "The sun is up and it is warm.",
            "Die Sonne ist auf und es ist warm.",
            "Not now",
            "Nicht jetzt",
            "The rain of the night is over.",
            "Der Regen der Nacht ist vorbei.",
        ];
        let sections = divided(&lines, ["en", "de"]);
        assert_eq!(sections, Some([vec![0, 1, 2, 3], vec![0, 1, 2, 3]]));
        let sections = divided(&lines, ["de", "en"]);
        assert_eq!(sections, Some([vec![0, 1, 2, 3], vec![0, 1, 2, 3]]));
    }

    #[test]
    fn a_text_in_one_language_cannot_be_divided() {
        assert_eq!(divided(&["Prices rose.", "Sales fell."], ["en", "ja"]), None);
        assert_eq!(divided(&["Berlin", "Hamburg"], ["en", "de"]), None);
        assert_eq!(divided(&[], ["en", "ja"]), None);
    }

    #[test]
    fn the_language_that_comes_first_is_the_source() {
        let paragraphs =
            ["The price is up.", "価格は上昇した。", "価格", "It is the end."].map(Text::from);
        let tags = |known| languages(&paragraphs, known);
        let pair = |source: &str, target: &str| Some([source.to_owned(), target.to_owned()]);
        assert_eq!(tags([None, None]), pair("en", "ja"));
        assert_eq!(tags([Some("en-GB"), None]), pair("en-GB", "ja"));
        assert_eq!(tags([None, Some("en")]), pair("ja", "en"));
    }
}
