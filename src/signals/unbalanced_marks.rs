//! A bracket or quotation mark is opened and not closed, or closed and not opened, while the source
//! is balanced.
//!
//! Human translations leave marks open in 2 to 10 % of segments, mostly with their source, since a
//! quotation runs over several segments. A remark only.

use super::{Scene, Scratch, Signal, SignalKind, Strength, is_bracket};
use crate::facts::Chars;

pub(super) const KIND: SignalKind = SignalKind {
    name: "unbalanced-marks",
    summary: "a bracket or quotation mark has no partner",
    find,
};

const PAIRS: [(char, char); 7] =
    [('「', '」'), ('『', '』'), ('（', '）'), ('(', ')'), ('[', ']'), ('【', '】'), ('“', '”')];

fn find(scene: &Scene<'_>, _: &mut Scratch, signals: &mut Vec<Signal>) {
    let chars = &scene.target_facts.chars;
    let Some(at) = lonely(chars) else { return };
    let straight = scene.source.matches('"').count();
    if straight % 2 == 1 || lonely(&scene.source_facts.chars).is_some() {
        return;
    }
    signals.push(Signal {
        name: KIND.name,
        strength: Strength::Remark,
        span: chars.span(at, at + 1),
        detail: format!("`{}` has no partner", chars.raw[at]),
    });
}

/// The first mark without a partner.
///
/// Half-width and full-width brackets close each other, and a closing bracket behind a number or a
/// single letter at the start of a list entry needs no partner.
fn lonely(text: &Chars) -> Option<usize> {
    let mut open: [Option<usize>; PAIRS.len()] = [None; PAIRS.len()];
    let mut depth = [0_usize; PAIRS.len()];
    for (at, &c) in text.raw.iter().enumerate() {
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
                open[n].get_or_insert(at);
            } else if c == closing {
                if depth[n] == 0 {
                    if closing == ')' && is_label(&text.raw[..at]) {
                        continue;
                    }
                    return Some(at);
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
fn is_label(text: &[char]) -> bool {
    let mut words = text.rsplit(|c| c.is_whitespace() || matches!(c, '、' | '。'));
    words.next().is_some_and(|word| word.len() <= 2)
}
