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

fn find(scene: &Scene<'_>, _: &mut Scratch, signals: &mut Vec<Signal>) {
    let tables = &scene.target_locale.garble.doubled_particle;
    for pair in &tables.anywhere {
        report(scene, pair, signals, |before, after| {
            // Three and more are an ellipsis or a cry.
            let repeated = pair.chars().next();
            before != repeated && after != repeated
        });
    }
    for pair in &tables.between {
        report(scene, pair, signals, |before, after| {
            let word = |c: Option<char>| {
                c.is_some_and(|c| Script::of(c).is_some_and(|s| s != Script::Hiragana))
            };
            word(before) && word(after)
        });
    }
}

fn report(
    scene: &Scene<'_>,
    pair: &str,
    signals: &mut Vec<Signal>,
    fits: impl Fn(Option<char>, Option<char>) -> bool,
) {
    for (at, _) in scene.target.match_indices(pair) {
        let end = at + pair.len();
        let before = scene.target[..at].chars().next_back();
        let after = scene.target[end..].chars().next();
        if fits(before, after) && !scene.source.contains(pair) {
            signals.push(Signal {
                name: KIND.name,
                strength: Strength::Evidence,
                span: Span::new(at, end),
                detail: format!("`{pair}` stands twice in a row"),
            });
        }
    }
}
