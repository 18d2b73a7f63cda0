//! A word stands twice in a row: `the the report`.
//!
//! Exempt are words that the language doubles for emphasis or by grammar ("had had"), short words unless
//! they are never rightly doubled, and pairs whose source doubles something too, as it does where a name
//! is doubled (`Walla Walla`, `ワラワラ`). Languages that double words by grammar do not listen. 3 alarms in 7,705 good English translations, two of them true: strong.

use super::{Scene, Scratch, Signal, SignalKind, Strength};
use crate::tokens::{self, Script, Token};

/// The name of the signal.
pub const DOUBLED_WORD: &str = "doubled-word";

pub(super) const KIND: SignalKind =
    SignalKind { name: DOUBLED_WORD, summary: "a word stands twice in a row", find };

/// Shorter words that are not in the table of those never doubled are left alone: `no no`.
const SHORTEST: usize = 4;
/// Characters of the longest name that is looked for twice in a source without spaces.
const LONGEST_NAME: usize = 4;

fn find(scene: &Scene<'_>, scratch: &mut Scratch, signals: &mut Vec<Signal>) {
    let tables = &scene.target_locale.garble.doubled_word;
    let mut source_doubles = None;
    for (n, pair) in scratch.target.windows(2).enumerate() {
        if !doubles(scene.target, pair) {
            continue;
        }
        // More than two are a loop.
        let more = |token: Option<&Token>| token.is_some_and(|t| t.key == pair[0].key);
        if more(n.checked_sub(1).and_then(|n| scratch.target.get(n)))
            || more(scratch.target.get(n + 2))
        {
            continue;
        }
        let emphasis = tables.welcome.contains(pair[1].key)
            || pair.iter().any(|token| is_short(token.span.of(scene.target)));
        if emphasis && !tables.never.contains(pair[1].key) {
            continue;
        }
        let sourced = *source_doubles.get_or_insert_with(|| {
            tokens::read(&scene.source_facts.chars, &mut scratch.source);
            scratch.source.windows(2).any(|pair| doubles(scene.source, pair))
                || doubles_unspaced(&scratch.source)
        });
        if sourced {
            return;
        }
        let span = pair[0].span.join(pair[1].span);
        let detail = format!("`{}`, the same word twice in a row", span.of(scene.target));
        signals.push(Signal { name: KIND.name, strength: Strength::Strong, span, detail });
    }
}

/// Whether a doubled `word` may be a cry: `no no`.
fn is_short(word: &str) -> bool {
    word.chars().nth(SHORTEST - 1).is_none()
}

/// Whether a stretch of a script without spaces follows itself, as in `ワラワラ`.
fn doubles_unspaced(tokens: &[Token]) -> bool {
    let spaced = |token: &Token| matches!(token.script, Script::Word | Script::Number);
    (1..=LONGEST_NAME).any(|period| {
        tokens.windows(2 * period).any(|pair| {
            let (first, second) = pair.split_at(period);
            !pair.iter().any(spaced) && first.iter().zip(second).all(|(a, b)| a.key == b.key)
        })
    })
}

/// Whether two tokens are the same word or year with nothing but a space between.
fn doubles(text: &str, pair: &[Token]) -> bool {
    let [first, second] = pair else { return false };
    let gap = &text[first.span.end as usize..second.span.start as usize];
    first.key == second.key
        && matches!(first.script, Script::Word | Script::Number)
        && !gap.is_empty()
        && gap.chars().all(char::is_whitespace)
}
