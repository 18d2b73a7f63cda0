//! The cost of a bead: the negative logarithm of how much more probable it is than chance.

use super::anchors::{Anchor, AnchorKind};
use super::document::Document;
use super::length::Lengths;
use super::paragraphs::Paragraphs;
use super::search::Step;
use std::collections::HashMap;
use std::ops::Range;

/// The most sentences that a bead has on one side.
pub(super) const MOST: usize = 3;

/// The kinds of beads with their probabilities. Those of up to two sentences are the counts of Gale
/// and Church in parliament records; longer ones are rarer still.
pub(super) const KINDS: [(usize, usize, f64); 8] = [
    (1, 1, 0.89),
    (1, 0, 0.0049),
    (0, 1, 0.0049),
    (2, 1, 0.0445),
    (1, 2, 0.0445),
    (2, 2, 0.005),
    (3, 1, 0.004),
    (1, 3, 0.004),
];

/// The most that one anchor may gain.
const HIGHEST_GAIN: f64 = 5.0;

/// The model of two documents.
pub(super) struct Model {
    source: Side,
    target: Side,
    lengths: Lengths,
    paragraphs: Paragraphs,
    /// What each side has in one sentence alone, and shares.
    unique: Vec<(usize, usize)>,
}

/// One side: what the search asks for again and again.
struct Side {
    /// The length of all sentences before each, and of all.
    lengths: Vec<f64>,
    /// The losses of all anchors before each sentence, and of all.
    losses: Vec<f64>,
    anchors: Vec<Vec<Weighed>>,
    /// For each sentence, a bit for each anchor, of which some share one: most pairs of sentences
    /// have nothing in common and are told by this.
    masks: Vec<u64>,
    /// Whether a paragraph begins with each sentence.
    begins: Vec<bool>,
    /// The section of each sentence.
    sections: Vec<usize>,
}

/// An anchor that both sides have somewhere.
#[derive(Debug, Clone, Copy)]
struct Weighed {
    anchor: Anchor,
    /// What is gained if both sides of a bead have it.
    gain: f64,
}

/// In how many sentences of each side an anchor is, and the last of them.
#[derive(Debug, Clone, Copy, Default)]
struct Frequency {
    sentences: [u32; 2],
    last: [usize; 2],
}

impl Model {
    pub(super) fn new(source: &Document, target: &Document) -> Self {
        let mut frequencies: HashMap<Anchor, Frequency> = HashMap::new();
        for (side, document) in [source, target].into_iter().enumerate() {
            for (at, anchors) in document.anchors.iter().enumerate() {
                for same in anchors.chunk_by(|a, b| a == b) {
                    let frequency = frequencies.entry(same[0]).or_default();
                    frequency.sentences[side] += 1;
                    frequency.last[side] = at;
                }
            }
        }
        let totals = [source, target].map(|document| document.sentences().len());
        let gain = |anchor: &Anchor| {
            let sentences = frequencies.get(anchor)?.sentences;
            let share = |side: usize| f64::from(sentences[side]) / totals[side] as f64;
            let gain = (anchor.kind.rate() / share(0).max(share(1))).ln().min(HIGHEST_GAIN);
            (!sentences.contains(&0) && gain > 0.0).then_some(gain)
        };
        let sides = [Side::new(source, gain), Side::new(target, gain)];
        let mut unique: Vec<_> = source
            .anchors
            .iter()
            .flatten()
            .filter(|anchor| !matches!(anchor.kind, AnchorKind::Hint | AnchorKind::Mark))
            .filter_map(|anchor| frequencies.get(anchor))
            .filter(|frequency| frequency.sentences == [1, 1])
            .map(|frequency| (frequency.last[0], frequency.last[1]))
            .collect();
        unique.sort_unstable();
        unique.dedup();
        let begins = |side: &Side| side.begins.iter().skip(1).filter(|begins| **begins).count();
        let [source, target] = sides;
        let length = |side: &Side| side.lengths.last().copied().unwrap_or_default();
        Self {
            lengths: Lengths::new(length(&source), length(&target), totals[1]),
            paragraphs: Paragraphs::new(
                [begins(&source), begins(&target)],
                totals.map(|total| total.saturating_sub(1)),
            ),
            source,
            target,
            unique,
        }
    }

    /// How many sentences the source has.
    pub(super) fn sources(&self) -> usize {
        self.source.anchors.len()
    }

    /// How many sentences the target has.
    pub(super) fn targets(&self) -> usize {
        self.target.anchors.len()
    }

    /// Fits what depends on the documents to a path that was found in them.
    pub(super) fn fit(&mut self, path: &[Step]) {
        let beads: Vec<_> = path
            .iter()
            .filter(|step| !step.source().is_empty() && !step.target().is_empty())
            .map(|step| (self.source.length(step.source()), self.target.length(step.target())))
            .collect();
        self.lengths = self.lengths.fitted(&beads);
        let (mut both, mut alone) = (0, 0);
        for step in path.iter().skip(1) {
            match (self.source.begins_at(step.from.0), self.target.begins_at(step.from.1)) {
                (true, true) => both += 1,
                (false, false) => {}
                _ => alone += 1,
            }
        }
        self.paragraphs = self.paragraphs.fitted(both, alone);
    }

    /// The cost of a bead, with that of the place where it begins.
    pub(super) fn cost(&self, source: Range<usize>, target: Range<usize>, probability: f64) -> f64 {
        if !self.is_within_section(&source, &target) {
            return f64::INFINITY;
        }
        let mut cost = -probability.ln();
        if source.start > 0 && target.start > 0 {
            let begins = (self.source.begins_at(source.start), self.target.begins_at(target.start));
            cost += self.paragraphs.between(begins.0, begins.1);
        }
        cost += self.source.crossed(&source) as f64 * self.paragraphs.inside(0);
        cost += self.target.crossed(&target) as f64 * self.paragraphs.inside(1);
        if source.is_empty() || target.is_empty() {
            return cost;
        }
        let lengths = (self.source.length(source.clone()), self.target.length(target.clone()));
        cost += self.lengths.cost(lengths.0, lengths.1, target.len());
        cost += self.source.loss(&source) + self.target.loss(&target);
        cost - self.shared(source, target)
    }

    /// Whether all sentences of a bead are in one section.
    fn is_within_section(&self, source: &Range<usize>, target: &Range<usize>) -> bool {
        let (source, target) =
            (&self.source.sections[source.clone()], &self.target.sections[target.clone()]);
        let first = source.first().or(target.first());
        source.iter().chain(target).all(|section| Some(section) == first)
    }

    /// What a bead gains by what both of its sides have.
    fn shared(&self, source: Range<usize>, target: Range<usize>) -> f64 {
        if self.source.mask(&source) & self.target.mask(&target) == 0 {
            return 0.0;
        }
        let mut others = self.target.merged(target);
        let mut other = others.next();
        let mut gained = 0.0;
        for Weighed { anchor, gain } in self.source.merged(source) {
            while other.is_some_and(|other| other.anchor < anchor) {
                other = others.next();
            }
            if other.is_some_and(|other| other.anchor == anchor) {
                gained += gain + 2.0 * anchor.kind.loss();
                other = others.next();
            }
        }
        gained
    }

    /// Where the path is expected: for each number of sentences of the source, how many of the target
    /// go with them. What each side has once fixes points, and lengths say what lies between.
    pub(super) fn middle(&self) -> Vec<usize> {
        let mut points = vec![(0, 0)];
        points.extend(super::band::chain(&self.unique).into_iter().filter(|point| point.0 > 0));
        points.push((self.sources(), self.targets()));
        let mut middle = vec![0];
        for pair in points.windows(2) {
            let (from, to) = (pair[0], pair[1]);
            let (start, all) = (self.source.lengths[from.0], self.source.length(from.0..to.0));
            let (first, length) = (self.target.lengths[from.1], self.target.length(from.1..to.1));
            for row in from.0 + 1..=to.0 {
                let part = (self.source.lengths[row] - start) / all.max(1.0);
                let reached = &self.target.lengths[from.1..=to.1];
                middle.push(
                    from.1
                        + reached
                            .partition_point(|&sum| sum - first < part * length)
                            .min(to.1 - from.1),
                );
            }
        }
        middle
    }
}

impl Side {
    fn new(document: &Document, gain: impl Fn(&Anchor) -> Option<f64>) -> Self {
        let sums = |values: &mut dyn Iterator<Item = f64>| {
            let mut sums = vec![0.0];
            sums.extend(values.scan(0.0, |sum, value| {
                *sum += value;
                Some(*sum)
            }));
            sums
        };
        let anchors: Vec<Vec<Weighed>> = document
            .anchors
            .iter()
            .map(|anchors| {
                let weighed =
                    |anchor: &Anchor| Some(Weighed { anchor: *anchor, gain: gain(anchor)? });
                anchors.iter().filter_map(weighed).collect()
            })
            .collect();
        let mask = |anchors: &Vec<Weighed>| {
            anchors.iter().fold(0, |mask, weighed| mask | 1 << (weighed.anchor.key % 64))
        };
        let all = || 0..document.sentences().len();
        let loss = |anchors: &Vec<Anchor>| anchors.iter().map(|anchor| anchor.kind.loss()).sum();
        Self {
            lengths: sums(&mut document.lengths.iter().copied()),
            losses: sums(&mut document.anchors.iter().map(loss)),
            masks: anchors.iter().map(mask).collect(),
            anchors,
            begins: all().map(|at| document.begins_paragraph(at)).collect(),
            sections: all().map(|at| document.section(at)).collect(),
        }
    }

    fn length(&self, range: Range<usize>) -> f64 {
        self.lengths[range.end] - self.lengths[range.start]
    }

    fn loss(&self, range: &Range<usize>) -> f64 {
        self.losses[range.end] - self.losses[range.start]
    }

    fn mask(&self, range: &Range<usize>) -> u64 {
        self.masks[range.clone()].iter().fold(0, |all, mask| all | mask)
    }

    /// Whether a paragraph begins at a place, which the end is not.
    fn begins_at(&self, at: usize) -> bool {
        self.begins.get(at).copied().unwrap_or(false)
    }

    /// How many paragraphs begin inside a range.
    fn crossed(&self, range: &Range<usize>) -> usize {
        self.begins[range.clone()].iter().skip(1).filter(|begins| **begins).count()
    }

    /// The anchors of at most [`MOST`] sentences, sorted.
    fn merged(&self, range: Range<usize>) -> impl Iterator<Item = Weighed> {
        let mut rests: [&[Weighed]; MOST] = [&[]; MOST];
        for (rest, anchors) in rests.iter_mut().zip(&self.anchors[range]) {
            *rest = anchors;
        }
        std::iter::from_fn(move || {
            let least = |rest: &&mut &[Weighed]| rest.first().map(|weighed| weighed.anchor);
            let rest = rests.iter_mut().filter(|rest| !rest.is_empty()).min_by_key(least)?;
            let (first, others) = rest.split_first()?;
            *rest = others;
            Some(*first)
        })
    }
}
