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
//! In the research prototype, numerals with を含む that the source does not include: 1 in 8,106 human
//! translations; collectives without a head: none. Evidence, alone only a note.

use super::{Scene, Scratch, Signal, SignalKind, Strength, clause, ends_clause, strip_longest};
use crate::facts::{Class, Figure, Readings};
use crate::text::Span;
use crate::tokens::{Script, key};

pub(super) const KIND: SignalKind =
    SignalKind { name: "headless-quantity", summary: "a quantity has lost what it counts", find };

/// Words between a relation and its number at most: `including the mother of three`.
const REACH: usize = 4;

fn find(scene: &Scene<'_>, scratch: &mut Scratch, signals: &mut Vec<Signal>) {
    let tables = &scene.target_locale.garble;
    if tables.relations.is_empty() && tables.quantity.particles.is_empty() {
        return;
    }
    // Few targets relate a quantity to anything or count in groups.
    let relating = tables.relations.values().flat_map(|relation| &relation.after);
    let stands = |w: &String| scratch.present.may_hold(w) && scene.target.contains(w.as_str());
    if !relating.chain(&tables.quantity.collectives).any(stands) {
        return;
    }
    scratch.reads_digits = true;
    for figure in scene.target_facts.figures.iter().filter(|figure| may_count(figure)) {
        let Some(quantity) = Quantity::of(scene, figure) else { continue };
        let rest = quantity.rest;
        let relation = tables.relations.iter().find_map(|(name, relation)| {
            let word = relation.after.iter().find(|word| rest.starts_with(word.as_str()))?;
            Some((name, word.len()))
        });
        if let Some((name, length)) = relation {
            let end = quantity.span.end as usize + length;
            if !quantity.has_head(scene)
                && asks_for_head(scene, &rest[length..])
                && !quantity.sourced(scene, name)
            {
                let span = Span::new(quantity.span.start as usize, end);
                let shown = span.of(scene.target);
                let detail = format!("`{shown}` governs a quantity without its head");
                signals.push(signal(span, detail));
            }
        } else if quantity.collective
            && tables.quantity.particles.iter().any(|particle| rest.starts_with(particle.as_str()))
            && quantity.begins_clause()
            && quantity.counts_a_noun(scene)
        {
            let detail = format!("`{}` counts nothing", quantity.span.of(scene.target));
            signals.push(signal(quantity.span, detail));
        }
    }
}

fn signal(span: Span, detail: String) -> Signal {
    Signal { name: KIND.name, strength: Strength::Evidence, span, detail }
}

/// Whether a figure can be a quantity of things.
fn may_count(figure: &Figure) -> bool {
    matches!(figure.class(), Class::Number | Class::Ratio)
}

/// A number with its counter, and what blurs or bounds it.
struct Quantity<'a> {
    /// The figure that was read there.
    figure: &'a Figure,
    /// From the first word that blurs it to the last.
    span: Span,
    /// Whether it counts groups that say nothing alone.
    collective: bool,
    /// What stands before it in its sentence.
    before: &'a str,
    /// What stands behind it in its sentence.
    rest: &'a str,
}

impl<'a> Quantity<'a> {
    /// The quantity that `figure` of the target is, if it counts things.
    fn of(scene: &Scene<'a>, figure: &'a Figure) -> Option<Self> {
        let tables = &scene.target_locale.garble.quantity;
        let at = scene.sentences.partition_point(|s| s.end < figure.span.end);
        let sentence = scene.sentences.get(at).filter(|s| s.contains(figure.span))?;
        let start = figure.span.start as usize;
        let behind = &scene.target[start..sentence.end as usize];
        let number = figure.span.of(scene.target).len();
        // The figure may hold its counter, or be bare.
        let counted = if behind[..number].chars().next_back().is_none_or(|c| is_numeral(scene, c)) {
            let counter = longest_prefix(&behind[number..], &tables.counters)
                .max(longest_prefix(&behind[number..], &tables.collectives))?;
            number + counter
        } else {
            number
        };
        let end = counted + longest_prefix(&behind[counted..], &tables.after).unwrap_or(0);
        let before = &scene.target[sentence.start as usize..start];
        let before = strip_longest(before, &tables.before).unwrap_or(before);
        Some(Self {
            figure,
            span: Span::new(sentence.start as usize + before.len(), start + end),
            collective: tables.collectives.iter().any(|c| behind[..counted].ends_with(c.as_str())),
            before,
            rest: &behind[end..],
        })
    }

    /// Whether a noun stands directly before it: `女性3人`.
    fn has_head(&self, scene: &Scene<'_>) -> bool {
        let borders = &scene.target_locale.garble.quantity.borders;
        self.before.chars().next_back().is_some_and(|c| match Script::of(c) {
            None => false,
            Some(Script::Hiragana) => !borders.contains(c),
            Some(_) => true,
        })
    }

    /// Whether nothing of its clause stands before it that it could count: `卵を2ダース` has its eggs.
    fn begins_clause(&self) -> bool {
        self.before.is_empty() || self.before.ends_with(ends_clause)
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
            let links = &scene.source_locale.garble.quantity.links;
            let behind = &scene.source[figure.span.end as usize..];
            let mut phrase =
                behind.split(|c: char| !c.is_alphanumeric() && !matches!(c, ' ' | '-'));
            let mut next = words(phrase.next().unwrap_or_default());
            let next = next.find(|word| !is_one_of(word, links)).unwrap_or_default();
            next.len() > 2 && !scene.source_locale.garble.stop_words.contains(key(next))
        })
    }
}

/// The length of the longest of `words` that `text` begins with.
fn longest_prefix(text: &str, words: &[String]) -> Option<usize> {
    words.iter().filter(|word| text.starts_with(word.as_str())).map(String::len).max()
}

/// Whether `text` goes on with a noun that is not itself a quantity.
fn asks_for_head(scene: &Scene<'_>, text: &str) -> bool {
    let tables = &scene.target_locale.garble.quantity;
    let noun = text.starts_with(|c| Script::of(c).is_some())
        && !tables.no_heads.iter().any(|word| text.starts_with(word.as_str()));
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
