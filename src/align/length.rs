//! How long sentences are, and how well the lengths of two sides fit.
//!
//! The model is that of Gale and Church, *A Program for Aligning Sentences in Bilingual Corpora*
//! (1993): the length of a translation is normally distributed around `c` times that of its source,
//! with a variance that grows with the length. Characters are weighted by their script, so that `c`
//! is near one and the variance alike for all pairs of languages; both are then fitted to the
//! documents. The likelihood is set against that of sentences that happen to meet, as Moore,
//! *Fast and Accurate Sentence Alignment of Bilingual Corpora* (2002), does: only then can a sentence
//! without a counterpart be told from one that is merged with its neighbour.

use crate::facts::{is_katakana, is_unspaced};

/// The length of a text: about how many letters it would have in a Latin script, spaces aside.
pub(super) fn of(text: &str) -> f64 {
    text.chars().map(weight).sum()
}

/// How many marks inside a sentence join its clauses, as two sentences are joined that become one.
pub(super) fn joints(text: &str) -> usize {
    let inner = text.trim_end_matches(|c: char| !c.is_alphanumeric());
    inner
        .char_indices()
        .filter(|(at, c)| match c {
            // Between digits they belong to a number.
            ',' | ':' => !inner[at + 1..].starts_with(|next: char| next.is_ascii_digit()),
            ';' | '、' | '，' | '；' | '：' | '،' | '؛' | '।' | '—' | '–' | '…' => {
                true
            }
            '.' | '。' | '!' | '?' | '！' | '？' => {
                inner[at + c.len_utf8()..].starts_with([' ', '」', '”', '"', '»'])
            }
            _ => false,
        })
        .count()
}

fn weight(c: char) -> f64 {
    match c {
        _ if c.is_whitespace() => 0.0,
        '\u{3041}'..='\u{309f}' => 2.0,
        '\u{ac00}'..='\u{d7af}' => 2.2,
        _ if is_katakana(c) => 2.0,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' => 1.1,
        _ if is_unspaced(c) => 3.0,
        _ => 1.0,
    }
}

/// The variance per character that human translations have in most pairs of languages.
const VARIANCE: f64 = 2.5;

/// How many sentences the prior variance counts for.
const VARIANCE_PRIOR: f64 = 8.0;

/// How many characters of equal length on both sides the prior ratio counts for.
const RATIO_PRIOR: f64 = 300.0;

/// Degrees of freedom of the distribution: its tails are heavier than those of the normal one,
/// because translators are free.
const FREEDOM: f64 = 8.0;

/// How much the lengths of the sentences of a document vary: the shape of their gamma distribution.
const SHAPE: f64 = 2.0;

/// The most that the rarity of a length may count.
const RAREST: f64 = 12.0;

/// What the lengths of a pair of documents are like.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lengths {
    /// Characters of the target for one of the source.
    ratio: f64,
    /// The variance of the target, per character.
    variance: f64,
    /// The mean length of a sentence of the target.
    mean: f64,
}

impl Lengths {
    /// The model for documents of these lengths, before anything is known of their sentences, of which
    /// the target has so many.
    pub(super) fn new(source: f64, target: f64, sentences: usize) -> Self {
        Self {
            ratio: (target + RATIO_PRIOR) / (source + RATIO_PRIOR),
            variance: VARIANCE,
            mean: (target / sentences.max(1) as f64).max(1.0),
        }
    }

    /// The model after `beads`, the lengths of sentences that were found to correspond.
    pub(super) fn fitted(self, beads: &[(f64, f64)]) -> Self {
        let sum = beads.iter().fold((0.0, 0.0), |sum, bead| (sum.0 + bead.0, sum.1 + bead.1));
        let ratio = (sum.1 + RATIO_PRIOR * self.ratio) / (sum.0 + RATIO_PRIOR);
        // One bead that is wrong must not make all others seem right.
        let squares: f64 = beads.iter().map(|bead| squared(ratio, *bead).min(9.0 * VARIANCE)).sum();
        let variance =
            (squares + VARIANCE_PRIOR * VARIANCE) / (beads.len() as f64 + VARIANCE_PRIOR);
        Self { ratio, variance, ..self }
    }

    /// The cost of taking `target`, the length of `sentences` sentences, for the translation of
    /// `source`: negative where they fit better than by chance.
    pub(super) fn cost(&self, source: f64, target: f64, sentences: usize) -> f64 {
        let (source, target) = (source.max(1.0), target.max(1.0));
        let deviation = squared(self.ratio, (source, target)) / self.variance;
        let spread = self.variance * f64::midpoint(self.ratio * source, target);
        let unlikely = f64::midpoint(FREEDOM, 1.0) * (deviation / FREEDOM).ln_1p()
            + 0.5 * (std::f64::consts::TAU * spread).ln();
        unlikely - self.rarity(target, sentences)
    }

    /// How rare it is that so many sentences are so long together: a negative logarithm.
    fn rarity(&self, length: f64, sentences: usize) -> f64 {
        let scale = self.mean / SHAPE;
        let shape = SHAPE * sentences as f64;
        let factorial = LN_FACTORIALS[(shape as usize - 1).min(LN_FACTORIALS.len() - 1)];
        // In one logarithm, of which there are many.
        (scale.ln() + factorial + (shape - 1.0) * (scale / length).ln() + length / scale)
            .min(RAREST)
    }
}

/// The logarithms of the first factorials, which the gamma function of whole numbers is.
const LN_FACTORIALS: [f64; 6] = [
    0.0,
    0.0,
    std::f64::consts::LN_2,
    1.791_759_469_228_055,
    3.178_053_830_347_946,
    4.787_491_742_782_046,
];

/// The square of how far a bead is from the ratio, per character.
fn squared(ratio: f64, (source, target): (f64, f64)) -> f64 {
    let apart = target - ratio * source;
    apart * apart / f64::midpoint(ratio * source, target).max(1.0)
}
