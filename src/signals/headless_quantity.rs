//! A quantity that has lost what it counts: `数学の授業を落とした12人を含む生徒` for "twelve students".
//!
//! Two shapes, both only where the source counts the same number of something:
//!
//! - a quantity with any counter, governed by a relation (`を含む`, "including") that the source
//!   does not put on that number, while no head stands before it and no other number behind it
//!   (`女性3人を含む5人が` is right);
//! - a collective (`ダース`, "dozen") that has neither a head before it nor one behind it, while the
//!   source says of what. Other counters say themselves what they count: `3人が` is right.
//!
//! Numerals with を含む that the source does not include: 1 in 8,106 human translations; collectives
//! without a head: none. Evidence, alone only a note.

use super::{Scene, Scratch, Signal, SignalKind, Strength, clause, strip_longest};
use crate::facts::{Figure, Readings};
use crate::text::Span;
use crate::tokens::{Script, key};

pub(super) const KIND: SignalKind =
    SignalKind { name: "headless-quantity", summary: "a quantity has lost what it counts", find };

/// Words between a relation and its number at most: `including the mother of three`.
const REACH: usize = 4;

fn find(scene: &Scene<'_>, _: &mut Scratch, signals: &mut Vec<Signal>) {
    let tables = &scene.target_locale.garble;
    for (span, sentence) in scene.sentences() {
        for (name, relation) in &tables.relations {
            for word in &relation.after {
                for (at, _) in sentence.match_indices(word.as_str()) {
                    let end = at + word.len();
                    let Some(start) = quantity_before(scene, &sentence[..at], false) else {
                        continue;
                    };
                    let place = place(span, start, end);
                    if asks_for_head(scene, &sentence[end..]) && !sourced(scene, name, place) {
                        let detail = format!(
                            "`{}` governs a quantity without its head",
                            place.of(scene.target)
                        );
                        signals.push(signal(place, detail));
                    }
                }
            }
        }
        for particle in &tables.quantity.particles {
            for (at, _) in sentence.match_indices(particle.as_str()) {
                let Some(start) = quantity_before(scene, &sentence[..at], true) else { continue };
                let place = place(span, start, at);
                if counterpart(scene, place).is_some_and(|figure| counts_a_noun(scene, figure)) {
                    let detail = format!("`{}` counts nothing", place.of(scene.target));
                    signals.push(signal(place, detail));
                }
            }
        }
    }
}

fn signal(span: Span, detail: String) -> Signal {
    Signal { name: KIND.name, strength: Strength::Evidence, span, detail }
}

fn place(sentence: Span, start: usize, end: usize) -> Span {
    Span::new(sentence.start as usize + start, sentence.start as usize + end)
}

/// Where the quantity begins that `text` ends with, if no head stands before it.
fn quantity_before(scene: &Scene<'_>, text: &str, collective: bool) -> Option<usize> {
    let tables = &scene.target_locale.garble.quantity;
    let rest = strip_longest(text, &tables.after).unwrap_or(text);
    let rest = strip_longest(rest, &tables.collectives)
        .or_else(|| if collective { None } else { strip_longest(rest, &tables.counters) })?;
    let number = rest.trim_end_matches(|c: char| {
        Script::of(c) == Some(Script::Number) || ",.，．".contains(c) || tables.numerals.contains(c)
    });
    if number.len() == rest.len() {
        return None;
    }
    let hedged = strip_longest(number, &tables.before);
    let before = hedged.unwrap_or(number);
    let border = before.chars().next_back().is_none_or(|c| {
        Script::of(c).is_none()
            || (Script::of(c) == Some(Script::Hiragana) && tables.borders.contains(c))
    });
    // A particle before the number may mark its head: `卵を2ダース`.
    let floating = collective && !before.is_empty() && !before.ends_with(super::ends_clause);
    (border && !floating).then_some(number.len())
}

/// Whether `text` goes on with a noun that is not itself a quantity.
fn asks_for_head(scene: &Scene<'_>, text: &str) -> bool {
    let tables = &scene.target_locale.garble.quantity;
    let noun = text.chars().next().is_some_and(|c| {
        matches!(Script::of(c), Some(Script::Han | Script::Katakana | Script::Word))
    });
    let phrase = clause(text);
    let phrase = phrase
        .char_indices()
        .find(|&(_, c)| Script::of(c) == Some(Script::Hiragana) && tables.borders.contains(c))
        .map_or(phrase, |(end, _)| &phrase[..end]);
    let counted = phrase
        .chars()
        .any(|c| Script::of(c) == Some(Script::Number) || tables.numerals.contains(c));
    noun && !counted
}

/// Whether the source puts the relation called `name` on the number at `quantity`; also true where
/// that cannot be told.
fn sourced(scene: &Scene<'_>, name: &str, quantity: Span) -> bool {
    let Some(relation) = scene.source_locale.garble.relations.get(name) else {
        return true;
    };
    let Some(readings) = readings(scene, quantity) else {
        return true;
    };
    let mut found = false;
    for figure in &scene.source_facts.figures {
        if !shares(readings, &figure.readings) {
            continue;
        }
        found = true;
        let before = &scene.source[..figure.span.start as usize];
        let behind = &scene.source[figure.span.end as usize..];
        let near_before = words(before).rev().take(REACH + 1);
        let near_behind = words(behind).take(REACH + 1);
        if has_phrase(near_before, &relation.before) || has_phrase(near_behind, &relation.after) {
            return true;
        }
    }
    !found
}

/// The readings of the figure in the target that lies at `quantity`.
fn readings<'a>(scene: &Scene<'a>, quantity: Span) -> Option<&'a Readings> {
    let figures = &scene.target_facts.figures;
    figures.iter().find(|figure| figure.span.overlaps(quantity)).map(|figure| &figure.readings)
}

/// The figure of the source that says the same number as the target at `quantity`.
fn counterpart<'a>(scene: &Scene<'a>, quantity: Span) -> Option<&'a Figure> {
    let readings = readings(scene, quantity)?;
    scene.source_facts.figures.iter().find(|figure| shares(readings, &figure.readings))
}

fn shares(a: &Readings, b: &Readings) -> bool {
    a.iter().any(|value| b.contains(value))
}

/// Whether a content word follows the figure directly.
fn counts_a_noun(scene: &Scene<'_>, figure: &Figure) -> bool {
    let behind = scene.source[figure.span.end as usize..].trim_start_matches(' ');
    let next = behind.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    next.len() > 2 && !scene.source_locale.garble.stop_words.contains(key(next))
}

fn words(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Whether one of `phrases` is among the words, which come in either direction; of a phrase of
/// several words the first is enough here, since a number stands beside it.
fn has_phrase<'a>(mut words: impl Iterator<Item = &'a str>, phrases: &[String]) -> bool {
    words.any(|word| phrases.iter().any(|phrase| phrase.eq_ignore_ascii_case(word)))
}
