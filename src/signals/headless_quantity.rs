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

use super::{Scene, Scratch, Signal, SignalKind, Strength, clause, ends_clause, strip_longest};
use crate::facts::{Class, Figure, Readings};
use crate::text::Span;
use crate::tokens::{Script, key};

pub(super) const KIND: SignalKind =
    SignalKind { name: "headless-quantity", summary: "a quantity has lost what it counts", find };

/// Words between a relation and its number at most: `including the mother of three`.
const REACH: usize = 4;

fn find(scene: &Scene<'_>, _: &mut Scratch, signals: &mut Vec<Signal>) {
    if scene.target_facts.figures.is_empty() {
        return;
    }
    let tables = &scene.target_locale.garble;
    for (sentence, text) in scene.sentences() {
        for (name, relation) in &tables.relations {
            for word in &relation.after {
                for (at, _) in text.match_indices(word.as_str()) {
                    let start = sentence.start as usize + at;
                    let Some(quantity) = Quantity::before(scene, sentence, start) else { continue };
                    let rest = &scene.target[start + word.len()..sentence.end as usize];
                    if !quantity.has_head(scene, sentence)
                        && asks_for_head(scene, rest)
                        && !quantity.sourced(scene, name)
                    {
                        let span = quantity.span.join(Span::new(start, start + word.len()));
                        let shown = span.of(scene.target);
                        let detail = format!("`{shown}` governs a quantity without its head");
                        signals.push(signal(span, detail));
                    }
                }
            }
        }
        for particle in &tables.quantity.particles {
            for (at, _) in text.match_indices(particle.as_str()) {
                let start = sentence.start as usize + at;
                let Some(quantity) = Quantity::before(scene, sentence, start) else { continue };
                if quantity.collective
                    && quantity.begins_clause(scene, sentence)
                    && quantity.counts_a_noun(scene)
                {
                    let detail = format!("`{}` counts nothing", quantity.span.of(scene.target));
                    signals.push(signal(quantity.span, detail));
                }
            }
        }
    }
}

fn signal(span: Span, detail: String) -> Signal {
    Signal { name: KIND.name, strength: Strength::Evidence, span, detail }
}

/// A number with its counter, and what blurs or bounds it.
struct Quantity<'a> {
    /// The figure that was read there.
    figure: &'a Figure,
    /// From the first word that blurs it to the last.
    span: Span,
    /// Whether it counts groups that say nothing alone.
    collective: bool,
}

impl<'a> Quantity<'a> {
    /// The quantity that ends at byte `end` of the target, inside `sentence`.
    fn before(scene: &Scene<'a>, sentence: Span, end: usize) -> Option<Self> {
        let tables = &scene.target_locale.garble.quantity;
        let text = &scene.target[sentence.start as usize..end];
        let bare = strip_longest(text, &tables.after).unwrap_or(text);
        let last = figure_at(scene, sentence.start as usize + bare.len());
        let figure = last.or_else(|| {
            let rest = strip_longest(bare, &tables.counters)
                .or_else(|| strip_longest(bare, &tables.collectives))?;
            figure_at(scene, sentence.start as usize + rest.len())
        })?;
        let counted =
            &scene.target[figure.span.start as usize..sentence.start as usize + bare.len()];
        let counts = counted.chars().next_back().is_some_and(|c| !is_numeral(scene, c));
        if !counts || !matches!(figure.class(), Class::Number | Class::Ratio) {
            return None;
        }
        let before = &scene.target[sentence.start as usize..figure.span.start as usize];
        let start = strip_longest(before, &tables.before).unwrap_or(before).len();
        Some(Self {
            figure,
            span: Span::new(sentence.start as usize + start, end),
            collective: tables.collectives.iter().any(|word| counted.ends_with(word.as_str())),
        })
    }

    /// Whether a noun stands directly before it: `女性3人`.
    fn has_head(&self, scene: &Scene<'_>, sentence: Span) -> bool {
        let borders = &scene.target_locale.garble.quantity.borders;
        let before = Span { start: sentence.start, end: self.span.start }.of(scene.target);
        before.chars().next_back().is_some_and(|c| match Script::of(c) {
            None => false,
            Some(Script::Hiragana) => !borders.contains(c),
            Some(_) => true,
        })
    }

    /// Whether nothing of its clause stands before it that it could count: `卵を2ダース` has its eggs.
    fn begins_clause(&self, scene: &Scene<'_>, sentence: Span) -> bool {
        let before = Span { start: sentence.start, end: self.span.start }.of(scene.target);
        before.is_empty() || before.ends_with(ends_clause)
    }

    /// The figures of the source that say the same number.
    fn counterparts<'s>(
        &self,
        scene: &'s Scene<'a>,
    ) -> impl Iterator<Item = &'a Figure> + use<'a, 's> {
        let readings: &'a Readings = &self.figure.readings;
        let figures: &'a [Figure] = &scene.source_facts.figures;
        figures.iter().filter(move |figure| figure.readings.iter().any(|v| readings.contains(v)))
    }

    /// Whether the source puts the relation called `name` on the same number; also true where that
    /// cannot be told.
    fn sourced(&self, scene: &Scene<'a>, name: &str) -> bool {
        let Some(relation) = scene.source_locale.garble.relations.get(name) else {
            return true;
        };
        let mut found = false;
        for figure in self.counterparts(scene) {
            found = true;
            let before = &scene.source[..figure.span.start as usize];
            let behind = &scene.source[figure.span.end as usize..];
            if words(before).rev().take(REACH + 1).any(|word| is_one_of(word, &relation.before))
                || words(behind).take(REACH + 1).any(|word| is_one_of(word, &relation.after))
            {
                return true;
            }
        }
        !found
    }

    /// Whether the source says directly behind the same number what it counts.
    fn counts_a_noun(&self, scene: &Scene<'a>) -> bool {
        self.counterparts(scene).any(|figure| {
            let behind = scene.source[figure.span.end as usize..].trim_start_matches([' ', '-']);
            let next = behind.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            next.len() > 2 && !scene.source_locale.garble.stop_words.contains(key(next))
        })
    }
}

/// The figure of the target that ends at byte `end`.
fn figure_at<'a>(scene: &Scene<'a>, end: usize) -> Option<&'a Figure> {
    scene.target_facts.figures.iter().find(|figure| figure.span.end as usize == end)
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
    let counted = phrase.chars().any(|c| is_numeral(scene, c));
    noun && !counted
}

fn words(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

fn is_one_of(word: &str, words: &[String]) -> bool {
    words.iter().any(|other| other.eq_ignore_ascii_case(word))
}

fn is_numeral(scene: &Scene<'_>, c: char) -> bool {
    Script::of(c) == Some(Script::Number)
        || scene.target_locale.garble.quantity.numerals.contains(c)
}
