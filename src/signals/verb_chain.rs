//! The same verb governs two objects in a row: `資料を示した図を示す`.
//!
//! An object, the first character of a verb, and within a few characters of the same clause the
//! same again, with no subject between: the sentence lost its way and began anew. 7 alarms in 8,106
//! human translations (0.09 %), most of them clumsy sentences of people; so it is evidence and alone
//! only a note.

use super::{Scene, Scratch, Signal, SignalKind, Strength, clause, head};
use crate::text::Span;
use crate::tokens::Script;

/// The name of the signal.
pub const VERB_CHAIN: &str = "verb-chain";

pub(super) const KIND: SignalKind =
    SignalKind { name: VERB_CHAIN, summary: "the same verb governs two objects in a row", find };

fn find(scene: &Scene<'_>, _: &mut Scratch, signals: &mut Vec<Signal>) {
    let tables = &scene.target_locale.garble.verb_chain;
    let Some(object) = tables.object else { return };
    if scene.target_facts.chars.raw.iter().filter(|&&c| c == object).count() < 2 {
        return;
    }
    for (span, sentence) in scene.sentences() {
        for (at, marker) in sentence.match_indices(object) {
            let verb = at + marker.len();
            let Some(first) = verb_at(scene, &sentence[verb..]) else { continue };
            let rest = &sentence[verb + first..];
            let near = clause(head(rest, tables.reach));
            let near = near.find(|c| tables.subjects.contains(c)).map_or(near, |end| &near[..end]);
            let again = near.match_indices(object).find_map(|(at, marker)| {
                let behind = &rest[at + marker.len()..];
                let length = verb_at(scene, behind)?;
                let same = behind.chars().next() == sentence[verb..].chars().next();
                same.then_some((verb + first + at, marker.len() + length))
            });
            if let Some((second, length)) = again {
                let shown = [&sentence[at..verb + first], &sentence[second..second + length]];
                signals.push(Signal {
                    name: KIND.name,
                    strength: Strength::Evidence,
                    span: within(span, at, second + length),
                    detail: format!("`{}` … `{}`, the same verb twice", shown[0], shown[1]),
                });
                break;
            }
        }
    }
}

/// If `text` begins with a verb written in kanji and okurigana, the length in bytes of both.
///
/// Of the okurigana only the first two characters are looked at and shown.
fn verb_at(scene: &Scene<'_>, text: &str) -> Option<usize> {
    let kanji = text.find(|c| Script::of(c) != Some(Script::Han))?;
    let mut kana = text[kanji..].chars().take_while(|&c| Script::of(c) == Some(Script::Hiragana));
    let first = kana.next()?;
    let noun = scene.target_locale.garble.verb_chain.after_nouns.contains(first);
    (kanji > 0 && !noun).then(|| kanji + first.len_utf8())
}

fn within(sentence: Span, start: usize, end: usize) -> Span {
    let base = sentence.start as usize;
    Span::new(base + start, base + end)
}
