//! A bracket or quotation mark is opened and not closed, or closed and not opened, while the source
//! is balanced.
//!
//! Human translations leave marks open in 2 to 10 % of segments, mostly with their source, since a
//! quotation runs over several segments. A remark only.

use super::{Scene, Scratch, Signal, SignalKind, Strength, is_bracket};
use crate::text::Span;

pub(super) const KIND: SignalKind = SignalKind {
    name: "unbalanced-marks",
    summary: "a bracket or quotation mark has no partner",
    find,
};

const PAIRS: [(char, char); 7] =
    [('「', '」'), ('『', '』'), ('（', '）'), ('(', ')'), ('[', ']'), ('【', '】'), ('“', '”')];

fn find(scene: &Scene<'_>, _: &mut Scratch, signals: &mut Vec<Signal>) {
    let Some((at, mark)) = lonely(scene.target) else { return };
    let straight = scene.source.matches('"').count();
    if straight % 2 == 1 || lonely(scene.source).is_some() {
        return;
    }
    signals.push(Signal {
        name: KIND.name,
        strength: Strength::Remark,
        span: Span::new(at, at + mark.len_utf8()),
        detail: format!("`{mark}` has no partner"),
    });
}

/// The first mark without a partner, with its place.
///
/// Half-width and full-width brackets close each other, and a closing bracket behind a number or a
/// single letter at the start of a list entry needs no partner.
fn lonely(text: &str) -> Option<(usize, char)> {
    let mut open: [Option<(usize, char)>; PAIRS.len()] = [None; PAIRS.len()];
    let mut depth = [0_usize; PAIRS.len()];
    for (at, c) in text.char_indices() {
        // Most characters are no marks.
        if !is_bracket(c) {
            continue;
        }
        let c = match c {
            '（' => '(',
            '）' => ')',
            c => c,
        };
        for (n, &(opening, closing)) in PAIRS.iter().enumerate() {
            if c == opening {
                depth[n] += 1;
                open[n].get_or_insert((at, text[at..].chars().next()?));
            } else if c == closing {
                if depth[n] == 0 {
                    if closing == ')' && is_label(&text[..at]) {
                        continue;
                    }
                    return Some((at, text[at..].chars().next()?));
                }
                depth[n] -= 1;
                if depth[n] == 0 {
                    open[n] = None;
                }
            }
        }
    }
    open.into_iter().flatten().min()
}

/// Whether `text` ends with a number or a letter that labels a list entry, or with an emoticon.
fn is_label(text: &str) -> bool {
    let word = text.rsplit(|c: char| c.is_whitespace() || matches!(c, '、' | '。')).next();
    word.is_some_and(|word| word.chars().count() <= 2)
}
