//! A particle or a mark of punctuation stands twice: `本をを読む`.
//!
//! The naive list of doubled kana raises 1 to 2 % alarms, since many of them stand inside words.
//! What is left here, below 0.05 %: pairs that stand in no word, and pairs between two characters
//! that are not hiragana. Evidence, alone only a note.

use super::{Scene, Scratch, Signal, SignalKind, Strength};
use crate::text::Span;
use crate::tokens::Script;

pub(super) const KIND: SignalKind = SignalKind {
    name: "doubled-particle",
    summary: "a particle or a mark of punctuation stands twice",
    find,
};

fn find(scene: &Scene<'_>, scratch: &mut Scratch, signals: &mut Vec<Signal>) {
    let tables = &scene.target_locale.garble.doubled_particle;
    let chars = &scene.target_facts.chars;
    for (first, pair) in chars.raw.windows(2).enumerate() {
        let c = pair[1];
        if pair[0] == c && (tables.anywhere.contains(c) || tables.between.contains(c)) {
            let before = first.checked_sub(1).map(|before| chars.raw[before]);
            let after = chars.raw.get(first + 2).copied();
            // Three and more are an ellipsis or a cry.
            let twice = before != Some(c) && after != Some(c);
            if twice && (tables.anywhere.contains(c) || [before, after].into_iter().all(ends_word))
            {
                report(scene, chars.span(first, first + 2), signals);
            }
        }
    }
    for word in tables.words.iter().filter(|word| scratch.present.may_hold(word)) {
        for (at, _) in scene.target.match_indices(word.as_str()) {
            report(scene, Span::new(at, at + word.len()), signals);
        }
    }
}

/// Whether a particle beside `c` is one, and no part of a word in hiragana.
fn ends_word(c: Option<char>) -> bool {
    c.and_then(Script::of).is_some_and(|script| script != Script::Hiragana)
}

/// So many are reported of one text: what has more is damaged as a whole.
const MOST: usize = 100;

fn report(scene: &Scene<'_>, span: Span, signals: &mut Vec<Signal>) {
    let twice = span.of(scene.target);
    let reported = signals.iter().rev().take_while(|signal| signal.name == KIND.name);
    if reported.take(MOST).count() < MOST && !scene.source.contains(twice) {
        signals.push(Signal {
            name: KIND.name,
            strength: Strength::Evidence,
            span,
            detail: format!("`{twice}`, the same particle or mark twice"),
        });
    }
}
