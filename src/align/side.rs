//! One side of a pair of documents, as the model asks for it again and again.

use super::anchors::Anchor;
use super::document::Document;
use std::ops::{Add, Range};

/// The most sentences that a bead has on one side.
pub(super) const MOST: usize = 3;

/// One side: what the search asks for again and again.
pub(super) struct Side {
    /// The length of all sentences before each, and of all.
    pub(super) lengths: Vec<f64>,
    /// The losses of all anchors before each sentence, and of all.
    pub(super) losses: Vec<f64>,
    pub(super) anchors: Vec<Vec<Weighed>>,
    /// For each sentence, a bit for each anchor, of which some share one: most pairs of sentences
    /// have nothing in common and are told by this.
    pub(super) masks: Vec<u64>,
    /// The joints of all sentences before each, and of all.
    pub(super) joints: Vec<usize>,
    /// Whether a paragraph begins with each sentence.
    pub(super) begins: Vec<bool>,
    /// The section of each sentence.
    pub(super) sections: Vec<usize>,
}

/// An anchor that both sides have somewhere.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weighed {
    pub(super) anchor: Anchor,
    /// What is gained if both sides of a bead have it.
    pub(super) gain: f64,
}

impl Side {
    pub(super) fn new(document: &Document, gain: impl Fn(&Anchor) -> Option<f64>) -> Self {
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
            lengths: sums(document.lengths.iter().copied()),
            losses: sums(document.anchors.iter().map(loss)),
            joints: sums(document.joints.iter().copied()),
            masks: anchors.iter().map(mask).collect(),
            anchors,
            begins: all().map(|at| document.begins_paragraph(at)).collect(),
            sections: all().map(|at| document.section(at)).collect(),
        }
    }

    pub(super) fn length(&self, range: Range<usize>) -> f64 {
        self.lengths[range.end] - self.lengths[range.start]
    }

    pub(super) fn loss(&self, range: &Range<usize>) -> f64 {
        self.losses[range.end] - self.losses[range.start]
    }

    /// How many of `others` sentences that correspond to a range cannot be merged in it, because it has
    /// no joint for them.
    pub(super) fn jointless(&self, range: &Range<usize>, others: usize) -> usize {
        let joints = self.joints[range.end] - self.joints[range.start];
        others.saturating_sub(range.len() + joints)
    }

    /// Whether a paragraph begins at a place, which the end is not.
    pub(super) fn begins_at(&self, at: usize) -> bool {
        self.begins.get(at).copied().unwrap_or(false)
    }

    /// How many paragraphs begin inside a range.
    pub(super) fn crossed(&self, range: &Range<usize>) -> usize {
        self.begins[range.clone()].iter().skip(1).filter(|begins| **begins).count()
    }

    /// The anchors of at most [`MOST`] sentences, sorted.
    pub(super) fn merged(&self, range: Range<usize>) -> impl Iterator<Item = Weighed> {
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

/// For each value the sum of those before it, and the sum of all.
fn sums<T: Copy + Default + Add<Output = T>>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut sums = vec![T::default()];
    sums.extend(values.scan(T::default(), |sum, value| {
        *sum = *sum + value;
        Some(*sum)
    }));
    sums
}
