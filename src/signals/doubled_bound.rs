//! One number with the same bound twice: `50台以上の車両以上`.
//!
//! A number with a bound, tied to a noun that carries the bound again. A second number between the
//! two takes the second bound for itself (`18歳以上の参加者10人以上` is right), and so do the idioms
//! that bounds are part of. No alarm in 8,106 human translations: strong.

use super::{Scene, Scratch, Signal, SignalKind, Strength, clause, head};
use crate::text::Span;
use crate::tokens::Script;

pub(super) const KIND: SignalKind =
    SignalKind { name: "doubled-bound", summary: "one number carries the same bound twice", find };

fn find(scene: &Scene<'_>, scratch: &mut Scratch, signals: &mut Vec<Signal>) {
    let tables = &scene.target_locale.garble.bounds;
    let Some(link) = tables.link else { return };
    if !tables.words.iter().any(|bound| scratch.present.may_hold(bound)) {
        return;
    }
    for (span, sentence) in scene.sentences() {
        for (at, _) in sentence.match_indices(link) {
            let first = &sentence[..at];
            let Some(bound) = tables.words.iter().find(|bound| first.ends_with(bound.as_str()))
            else {
                continue;
            };
            let Some(number) = number_before(scene, &first[..at - bound.len()]) else { continue };
            let from = at + link.len_utf8();
            let near = clause(head(&sentence[from..], tables.reach));
            let Some(second) = near.find(bound.as_str()) else { continue };
            let between = &near[..second];
            let own = tables.idioms.iter().any(|idiom| between.ends_with(idiom.as_str()))
                || has_number(scene, between);
            if own || between.is_empty() {
                continue;
            }
            let base = span.start as usize;
            let end = from + second + bound.len();
            let shown = &sentence[number..end];
            signals.push(Signal {
                name: KIND.name,
                strength: Strength::Strong,
                span: Span::new(base + number, base + end),
                detail: format!("`{shown}`, the bound `{bound}` twice on one number"),
            });
        }
    }
}

/// Where the number begins that `text` ends with, a counter of up to four characters behind it.
fn number_before(scene: &Scene<'_>, text: &str) -> Option<usize> {
    let mut number = None;
    for (n, (at, c)) in text.char_indices().rev().enumerate() {
        match (is_numeral(scene, c), number) {
            (true, _) => number = Some(at),
            (false, None) if n < 4 && Script::of(c).is_some() => {}
            (false, Some(_)) if matches!(c, ',' | '.' | '，' | '．') => {}
            _ => break,
        }
    }
    number
}

/// Whether `text` has a number of its own; digits behind a letter are part of a name.
fn has_number(scene: &Scene<'_>, text: &str) -> bool {
    let mut named = false;
    text.chars().any(|c| {
        let numeral = is_numeral(scene, c);
        let found = numeral && !named;
        named = c.is_ascii_alphabetic() || (named && (numeral || matches!(c, '-' | '.')));
        found
    })
}

fn is_numeral(scene: &Scene<'_>, c: char) -> bool {
    Script::of(c) == Some(Script::Number)
        || scene.target_locale.garble.quantity.numerals.contains(c)
}
