//! The target says more things twice than the source does.
//!
//! Content stems of the target that stand more than once, less those of the source. Where both have
//! the same number of sentences, or one of them a single one, each sentence is held against its own
//! source; else each against the whole source. Two extra are evidence (0.9 to 2 % of Japanese
//! human translations, 0.05 to 1.5 % in other languages), three are strong (0.05 to 0.5 % once
//! sentences are split).

use super::{Scene, Scratch, Signal, SignalKind, Strength};
use crate::sentences;
use crate::stems;
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

fn find(scene: &Scene<'_>, scratch: &mut Scratch, signals: &mut Vec<Signal>) {
    // Most targets repeat nothing: the source is only read for those that do.
    if target(scene, scratch, whole(scene.target)) < EVIDENCE {
        return;
    }
    tokens::read(scene.source, &mut scratch.source);
    let mut sources = std::mem::take(&mut scratch.source_sentences);
    sentences::split(scene.source, scene.source_locale, &mut sources);
    if sources.len() == 1 || scene.sentences.len() == 1 {
        compare(scene, scratch, whole(scene.target), whole(scene.source), signals);
    } else {
        for (n, &sentence) in scene.sentences.iter().enumerate() {
            let source = if sources.len() == scene.sentences.len() {
                sources[n]
            } else {
                whole(scene.source)
            };
            compare(scene, scratch, sentence, source, signals);
        }
    }
    scratch.source_sentences = sources;
}

fn whole(text: &str) -> Span {
    Span::new(0, text.len())
}

/// The repetitions of the target in `span`; its stems stay in the scratch.
fn target(scene: &Scene<'_>, scratch: &mut Scratch, span: Span) -> usize {
    let tokens = tokens::within(&scratch.target, span);
    let tables = &scene.target_locale.garble;
    stems::read(scene.target, tokens, tables, &mut scratch.stems);
    stems::repetitions(&mut scratch.stems)
}

fn compare(
    scene: &Scene<'_>,
    scratch: &mut Scratch,
    span: Span,
    source: Span,
    signals: &mut Vec<Signal>,
) {
    let tokens = tokens::within(&scratch.source, source);
    let tables = &scene.source_locale.garble;
    if !stems::read(scene.source, tokens, tables, &mut scratch.stems) {
        return;
    }
    let sourced = stems::repetitions(&mut scratch.stems);
    if target(scene, scratch, span) < sourced + EVIDENCE {
        return;
    }
    let repetition = stems::repeated(&mut scratch.stems);
    let extra = repetition.extra - sourced;
    let shown: Vec<String> =
        repetition.again.iter().take(4).map(|at| format!("`{}`", at.of(scene.target))).collect();
    // A signal stands in the sentence that repeats the most, at its last repetition there.
    let sentence = scene.sentences.iter().max_by_key(|s| {
        let inside = repetition.again.iter().filter(|&&at| s.contains(at)).count();
        (inside, std::cmp::Reverse(s.start))
    });
    let place = repetition.again.iter().find(|&&at| sentence.is_some_and(|s| s.contains(at)));
    signals.push(Signal {
        name: KIND.name,
        strength: if extra >= STRONG { Strength::Strong } else { Strength::Evidence },
        span: place.copied().unwrap_or(span),
        detail: format!("{} again, with nothing in the source to repeat", shown.join(", ")),
    });
}
