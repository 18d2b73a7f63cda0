//! Alignment: which sentences of a document are the translation of which sentences of another.
//!
//! Two documents that do not correspond line by line are cut into sentences ([`Document`]) and
//! divided by dynamic programming into beads: one sentence for one as a rule, at times none or up to
//! three. What speaks for a bead are lengths, as Gale and Church (1993) showed, what both sides share
//! (figures by value, codes, names), and paragraphs that begin together. The model is one of
//! probabilities, so that a cost is a logarithm, costs add up, and each bead has a confidence.
//!
//! What depends on the pair of languages is estimated from the documents: after a first search with
//! prior values the model is fitted to what was found, and a second search decides. The search stays
//! within a band around what both sides share once, so that time and memory grow with the length of
//! the documents and not with its square.

mod anchors;
mod band;
mod confidence;
mod document;
mod length;
mod model;
mod paragraphs;
mod search;
mod units;

pub use document::{Document, Sentence};
pub use units::units;

use band::Band;
use model::Model;
use std::fmt;
use std::ops::Range;

/// Sentences that correspond: those of the source in one range, those of the target in another.
///
/// The beads of an alignment cover both documents in order; either range may be empty, but not both.
#[derive(Debug, Clone, PartialEq)]
pub struct Bead {
    /// Indices into the sentences of the source.
    pub source: Range<usize>,
    /// Indices into the sentences of the target.
    pub target: Range<usize>,
    /// How probable the bead is, from 0 to 1, as far as the model goes.
    pub confidence: f64,
}

impl Bead {
    /// How many sentences there are on each side.
    pub fn kind(&self) -> Kind {
        Kind { source: self.source.len(), target: self.target.len() }
    }
}

/// The numbers of sentences on both sides of a bead, written `1-2`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kind {
    /// Sentences of the source.
    pub source: usize,
    /// Sentences of the target.
    pub target: usize,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.source, self.target)
    }
}

/// How far the band reaches to each side of its middle at first, in sentences.
const RADIUS: usize = 48;

/// Aligns two documents.
pub fn align(source: &Document, target: &Document) -> Vec<Bead> {
    let mut model = Model::new(source, target);
    let path = search(&model);
    model.fit(&path);
    let path = search(&model);
    confidence::beads(&model, &band_of(&model, &path), &path)
}

/// The best path, in a band that is widened until the path keeps clear of its edges.
fn search(model: &Model) -> Vec<search::Step> {
    let middle = model.middle();
    let mut radius = RADIUS;
    loop {
        let band = Band::around(&middle, radius, model.targets());
        let path = search::best(model, &band);
        if band.is_widest(model.targets()) || !band.is_touched(&path) {
            return path;
        }
        radius *= 2;
    }
}

/// A band around a path that was found.
fn band_of(model: &Model, path: &[search::Step]) -> Band {
    let mut middle = vec![0; model.sources() + 1];
    for step in path {
        for row in &mut middle[step.from.0..=step.to.0] {
            *row = step.to.1;
        }
    }
    Band::around(&middle, RADIUS / 2, model.targets())
}
