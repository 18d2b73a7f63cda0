//! The target says more things twice than the source does.
//!
//! Content stems of a sentence that stand more than once, less those of the whole source, which is
//! read generously: what it says in two words of one root it may have said twice. A source of one
//! sentence is held against all that was made of it, provided that one sentence alone repeats enough.
//!
//! By exact stems on both sides, two extra stand in 0.9 to 2 % of Japanese human translations and
//! three in 0.05 to 0.5 % (2.4 % over unsplit paragraphs); in other languages two in 0.05 to 1.5 % and
//! three in at most 0.35 %. As read here, 1.3 % of 1,000 other Japanese ones have two or more,
//! and 0.2 % are strong. Two are evidence, three are strong.

use super::{Scene, Scratch, Signal, SignalKind, Strength};
use crate::sentences;
use crate::stems::{self, Reading};
use crate::text::Span;
use crate::tokens;

/// The name of the signal.
pub const UNSOURCED_REPETITION: &str = "unsourced-repetition";

pub(super) const KIND: SignalKind = SignalKind {
    name: UNSOURCED_REPETITION,
    summary: "more is said twice than in the source",
    find,
};

/// Extra repetitions that are evidence.
const EVIDENCE: usize = 2;
/// Extra repetitions that are strong.
const STRONG: usize = 3;
/// In a long sentence more repeats itself by chance: one more for so many stems.
const SAID_PER_REPETITION: usize = 12;
/// Repetitions that a message names.
const SHOWN: usize = 4;

fn find(scene: &Scene<'_>, scratch: &mut Scratch, signals: &mut Vec<Signal>) {
    // Most targets repeat nothing: the source is only read for those that do.
    let extra = repetitions(scene, scratch, Span::new(0, scene.target.len()));
    if extra < EVIDENCE {
        return;
    }
    let Some(sourced) = sourced(scene, scratch) else { return };
    if extra < sourced + EVIDENCE {
        return;
    }
    let split = scratch.source_sentences.len() == 1;
    let mut worst: Option<(usize, Span)> = None;
    for &sentence in scene.sentences {
        let inside = repetitions(scene, scratch, sentence);
        // A source of one sentence is held against all that was made of it, as long as the
        // repetition is not only that of a subject in each part.
        if inside >= EVIDENCE && worst.is_none_or(|(most, _)| inside > most) {
            worst = Some((inside, sentence));
        }
        if !split && inside >= sourced + EVIDENCE {
            report(scene, scratch, sentence, inside - sourced, signals);
        }
    }
    if let Some((_, sentence)) = worst
        && split
    {
        report(scene, scratch, sentence, extra - sourced, signals);
    }
}

/// The repetitions of the target in `span`; its stems stay in the scratch.
fn repetitions(scene: &Scene<'_>, scratch: &mut Scratch, span: Span) -> usize {
    let tokens = tokens::within(&scratch.target, span);
    let (tables, masks) = (&scene.target_locale.garble, &scene.target_facts.masks);
    stems::read(scene.target, tokens, masks, tables, Reading::Exact, &mut scratch.stems);
    stems::repetitions(&mut scratch.stems)
}

/// The repetitions of the source; `None` where its words cannot be told.
fn sourced(scene: &Scene<'_>, scratch: &mut Scratch) -> Option<usize> {
    tokens::read(&scene.source_facts.chars, &mut scratch.source);
    sentences::split(scene.source, scene.source_locale, &mut scratch.source_sentences);
    let (tables, masks) = (&scene.source_locale.garble, &scene.source_facts.masks);
    stems::read(scene.source, &scratch.source, masks, tables, Reading::Generous, &mut scratch.stems)
        .then(|| stems::repetitions(&mut scratch.stems))
}

fn report(
    scene: &Scene<'_>,
    scratch: &mut Scratch,
    sentence: Span,
    extra: usize,
    signals: &mut Vec<Signal>,
) {
    repetitions(scene, scratch, sentence);
    let said = scratch.stems.len();
    let again = stems::repeated(&mut scratch.stems);
    let shown: Vec<String> =
        again.iter().take(SHOWN).map(|at| format!("`{}`", at.of(scene.target))).collect();
    let strong = extra >= STRONG.max(said / SAID_PER_REPETITION);
    signals.push(Signal {
        name: KIND.name,
        strength: if strong { Strength::Strong } else { Strength::Evidence },
        span: again.iter().copied().reduce(Span::join).unwrap_or(sentence),
        detail: format!("{} repeated, where the source repeats nothing", shown.join(", ")),
    });
}
