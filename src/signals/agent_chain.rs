//! The owner of a thing is named after what is done to that thing: `納税者の書類を納税した`.
//!
//! An agent noun in the possessive, and within a few characters of the same clause a verb made of
//! the same word. A subject between the two takes the verb for itself (`参加者の半数が参加した` is
//! right). 8 alarms in 8,106 human translations (0.10 %) without the conditions on possessive and
//! subject, most of them right sentences; so it is evidence and alone only a note.

use super::{Scene, Scratch, Signal, SignalKind, Strength, clause, head};
use crate::text::Span;
use crate::tokens::Script;

pub(super) const KIND: SignalKind = SignalKind {
    name: "agent-chain",
    summary: "the owner of a thing is named after what is done to it",
    find,
};

fn find(scene: &Scene<'_>, _: &mut Scratch, signals: &mut Vec<Signal>) {
    let tables = &scene.target_locale.garble.agent_chain;
    for (span, sentence) in scene.sentences() {
        let base = span.start as usize;
        for owner in &tables.owners {
            for (at, _) in sentence.match_indices(owner.as_str()) {
                let Some(action) = last_two_kanji(&sentence[..at]) else { continue };
                let begin = at - action.len();
                let behind = at + owner.len();
                let near = head(clause(&sentence[behind..]), tables.reach);
                let near =
                    near.find(|c| tables.subjects.contains(c)).map_or(near, |end| &near[..end]);
                let verb = near.match_indices(action).find(|(found, _)| {
                    let after = near[found + action.len()..].chars().next();
                    after.is_some_and(|c| tables.verbs.contains(c))
                });
                if let Some((found, _)) = verb {
                    let end = behind + found + action.len();
                    let end = end + sentence[end..].chars().next().map_or(0, char::len_utf8);
                    signals.push(Signal {
                        name: KIND.name,
                        strength: Strength::Evidence,
                        span: Span::new(base + begin, base + end),
                        detail: format!(
                            "`{}` … `{}`, an owner named after what is done",
                            &sentence[begin..behind],
                            &sentence[behind + found..end]
                        ),
                    });
                }
            }
        }
    }
}

/// The two kanji that `text` ends with.
fn last_two_kanji(text: &str) -> Option<&str> {
    let (start, _) = text.char_indices().rev().nth(1)?;
    let pair = &text[start..];
    pair.chars().all(|c| Script::of(c) == Some(Script::Han)).then_some(pair)
}
