//! Debris of machines: `XNUMX`, `<0xF0>`, `<unk>`, the replacement character, a double escape, text
//! in a broken encoding, and characters of scripts that the target language does not use.
//!
//! What the source contains may be quoted by its translation and is no debris. No alarm in 8,106
//! human translations: strong.

use super::{Scene, Scratch, Signal, SignalKind, Strength};
use crate::rules::Foreign;
use crate::text::Span;
use crate::tokens::CharSet;
use std::sync::LazyLock;

pub(super) const KIND: SignalKind = SignalKind {
    name: "bad-token",
    summary: "debris of a machine, or a character of a foreign script",
    find,
};

/// The tokens of the table, and the characters that they begin with.
struct Tokens {
    /// Each token with what it is.
    list: Vec<(&'static str, &'static str)>,
    first: CharSet,
}

impl Tokens {
    /// Whether a token may begin with `c`, which is no small letter.
    fn may_begin(&self, c: char) -> bool {
        !c.is_ascii_lowercase() && self.first.contains(c)
    }
}

/// One line a token, what it is behind a tab; `#` begins a comment.
static TOKENS: LazyLock<Tokens> = LazyLock::new(|| {
    let list: Vec<_> = include_str!("../../rules/garble/bad-tokens.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .collect();
    let first: CharSet = list.iter().filter_map(|(token, _)| token.chars().next()).collect();
    Tokens { list, first }
});

/// The characters that deserve a closer look in a language: a bit for each of the basic plane.
#[derive(Debug, Clone)]
pub(crate) struct Suspects(Box<[u64; 1024]>);

impl Suspects {
    pub(crate) fn of(foreign: &Foreign) -> Self {
        let mut bits = Box::new([0; 1024]);
        for c in '\0'..='\u{ffff}' {
            if TOKENS.may_begin(c) || is_foreign(foreign, c) {
                bits[c as usize >> 6] |= 1 << (c as u32 & 63);
            }
        }
        Self(bits)
    }

    #[inline]
    fn hold(&self, c: char) -> bool {
        self.0.get(c as usize >> 6).is_none_or(|bits| bits >> (c as u32 & 63) & 1 == 1)
    }
}

/// Whether the language does not use `c`.
fn is_foreign(foreign: &Foreign, c: char) -> bool {
    !c.is_ascii()
        && (foreign.characters.contains(c)
            || foreign.blocks.iter().any(|&(first, last)| (first..=last).contains(&c)))
}

/// So many are reported of one text: what has more is damaged as a whole.
const MOST: usize = 100;

fn find(scene: &Scene<'_>, _: &mut Scratch, signals: &mut Vec<Signal>) {
    let foreign = &scene.target_locale.garble.foreign;
    let suspects = foreign.suspects();
    let chars = &scene.target_facts.chars;
    let tokens = &*TOKENS;
    let mut reported = 0;
    let mut quoted = "";
    let first_signal = signals.len();
    for (index, &c) in chars.raw.iter().enumerate().filter(|(_, c)| suspects.hold(**c)) {
        let at = chars.span(index, index).start as usize;
        if at < reported {
            continue;
        }
        let known = tokens.may_begin(c);
        let rest = &scene.target[at..];
        let token =
            known.then(|| tokens.list.iter().find(|(token, _)| rest.starts_with(token))).flatten();
        let (text, what) = if let Some(&(token, what)) = token {
            (token, what)
        } else if is_foreign(foreign, c) {
            (&rest[..c.len_utf8()], "a character that the language does not use")
        } else {
            continue;
        };
        // The same character often comes again.
        if quoted == text || scene.source.contains(text) {
            quoted = text;
            continue;
        }
        if signals.len() - first_signal >= MOST {
            return;
        }
        // One report stands for the whole of a damaged stretch.
        reported = at + rest.find(char::is_whitespace).unwrap_or(rest.len()).max(text.len());
        signals.push(Signal {
            name: KIND.name,
            strength: Strength::Strong,
            span: Span::new(at, at + text.len()),
            detail: format!("`{text}`, {what}"),
        });
    }
}
