//! The cost of a bead: the negative logarithm of how much more probable it is than chance.

use super::anchors::{Anchor, AnchorKind};
use super::document::Document;
use super::length::Lengths;
use super::paragraphs::Paragraphs;
use super::search::Step;
use super::side::{Side, Weighed};
use smallvec::SmallVec;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;

/// The kinds of beads with their usual probabilities, which are then fitted to the documents. One-sided
/// beads are more common here than in the parliament records of Gale and Church: who checks a
/// translation must reckon with a sentence that was lost.
pub(super) const KINDS: [(usize, usize, f64); 8] = [
    (1, 1, 0.84),
    (1, 0, 0.025),
    (0, 1, 0.025),
    (2, 1, 0.045),
    (1, 2, 0.045),
    (2, 2, 0.004),
    (3, 1, 0.008),
    (1, 3, 0.008),
];

/// The most that one anchor may gain.
const HIGHEST_GAIN: f64 = 5.0;

/// How many sentences of other texts count in what is rare.
const KNOWN: f64 = 20.0;

/// The cost of a sentence that was merged with another and left no joint.
const JOINTLESS: f64 = 2.0;

/// How many beads the usual probabilities of kinds count for.
const USUAL: f64 = 50.0;

/// The model of two documents.
pub(super) struct Model {
    source: Side,
    target: Side,
    lengths: Lengths,
    paragraphs: Paragraphs,
    /// The cost of each of [`KINDS`].
    kinds: [f64; KINDS.len()],
    /// Sentences of both sides that share something rare.
    points: Vec<(usize, usize)>,
}

/// The sentences of each side that have an anchor: how many, and the first of them.
#[derive(Debug, Default)]
struct Places {
    count: [u32; 2],
    first: [SmallVec<[u32; RARE]>; 2],
}

/// In how many sentences of a side an anchor may be to fix a point of the path.
const RARE: usize = 4;

impl Model {
    pub(super) fn new(source: &Document, target: &Document) -> Self {
        let mut places: HashMap<Anchor, Places> = HashMap::new();
        for (side, document) in [source, target].into_iter().enumerate() {
            for (at, anchors) in document.anchors.iter().enumerate() {
                for same in anchors.chunk_by(|a, b| a == b) {
                    let places = places.entry(same[0]).or_default();
                    places.count[side] += 1;
                    if places.first[side].len() < RARE {
                        places.first[side].push(at as u32);
                    }
                }
            }
        }
        let totals = [source, target].map(|document| document.sentences().len());
        let gain = |anchor: &Anchor| {
            let count = places.get(anchor)?.count;
            let share = |side: usize| {
                let usual = KNOWN * anchor.kind.chance();
                (f64::from(count[side]) + usual) / (totals[side] as f64 + KNOWN)
            };
            let gain = (anchor.kind.rate() / share(0).max(share(1))).ln().min(HIGHEST_GAIN);
            (!count.contains(&0) && gain > 0.0).then_some(gain)
        };
        let sides = [Side::new(source, gain), Side::new(target, gain)];
        let points = points(&places);
        let begins = |side: &Side| side.begins.iter().skip(1).filter(|begins| **begins).count();
        let [source, target] = sides;
        let length = |side: &Side| side.lengths.last().copied().unwrap_or_default();
        Self {
            lengths: Lengths::new(length(&source), length(&target), totals[1]),
            paragraphs: Paragraphs::new(
                [begins(&source), begins(&target)],
                totals.map(|total| total.saturating_sub(1)),
            ),
            kinds: KINDS.map(|(_, _, usual)| -usual.ln()),
            source,
            target,
            points,
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
        for (kind, cost) in self.kinds.iter_mut().enumerate() {
            let count = path.iter().filter(|step| step.kind == kind).count() as f64;
            *cost = -((count + USUAL * KINDS[kind].2) / (path.len() as f64 + USUAL)).ln();
        }
    }

    /// The cost of a bead, with that of the place where it begins; `shared` is what it gains.
    pub(super) fn cost(&self, step: &Step, shared: f64) -> f64 {
        let (source, target) = (step.source(), step.target());
        if !self.is_within_section(&source, &target) {
            return f64::INFINITY;
        }
        let mut cost = self.kinds[step.kind];
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
        let jointless = self.target.jointless(&target, source.len())
            + self.source.jointless(&source, target.len());
        cost += jointless as f64 * JOINTLESS;
        cost - shared
    }

    /// Whether all sentences of a bead are in one section.
    fn is_within_section(&self, source: &Range<usize>, target: &Range<usize>) -> bool {
        let (source, target) =
            (&self.source.sections[source.clone()], &self.target.sections[target.clone()]);
        let first = source.first().or(target.first());
        source.iter().chain(target).all(|section| Some(section) == first)
    }

    /// What a bead gains by what both of its sides have.
    pub(super) fn shared(&self, source: Range<usize>, target: Range<usize>) -> f64 {
        let mut others = self.target.merged(target).peekable();
        let mut gained = 0.0;
        for Weighed { anchor, gain } in self.source.merged(source) {
            while others.next_if(|other| other.anchor < anchor).is_some() {}
            if others.next_if(|other| other.anchor == anchor).is_some() {
                gained += gain + 2.0 * anchor.kind.loss();
            }
        }
        gained
    }

    /// The same of one sentence and one.
    pub(super) fn shared_by(&self, source: usize, target: usize) -> f64 {
        if self.source.masks[source] & self.target.masks[target] == 0 {
            return 0.0;
        }
        let mut others = self.target.anchors[target].as_slice();
        let mut gained = 0.0;
        for Weighed { anchor, gain } in &self.source.anchors[source] {
            others = &others[others.iter().take_while(|other| other.anchor < *anchor).count()..];
            if let [other, rest @ ..] = others
                && other.anchor == *anchor
            {
                gained += gain + 2.0 * anchor.kind.loss();
                others = rest;
            }
        }
        gained
    }

    /// Where the path is expected: for each number of sentences of the source, how many of the target
    /// go with them. What is rare on both sides fixes points, and lengths say what lies between.
    pub(super) fn middle(&self) -> Vec<usize> {
        let mut points = vec![(0, 0)];
        points.extend(super::band::chain(&self.points).into_iter().filter(|point| point.0 > 0));
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

/// The pairs of sentences that share what is rare on both sides, sorted; of those with one sentence of
/// the source the last of the target first, so that a rising chain has but one of them.
fn points(places: &HashMap<Anchor, Places>) -> Vec<(usize, usize)> {
    let is_rare = |(anchor, places): &(&Anchor, &Places)| {
        !matches!(anchor.kind, AnchorKind::Hint | AnchorKind::Mark)
            && places.count.iter().all(|count| (1..=RARE as u32).contains(count))
    };
    let mut points: Vec<(usize, usize)> = places
        .iter()
        .filter(is_rare)
        .flat_map(|(_, Places { first: [source, target], .. })| {
            source.iter().flat_map(|s| target.iter().map(|t| (*s as usize, *t as usize)))
        })
        .collect();
    points.sort_unstable_by_key(|&(source, target)| (source, Reverse(target)));
    points.dedup();
    points
}
