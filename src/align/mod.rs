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
mod costs;
mod document;
mod length;
mod model;
mod paragraphs;
mod search;
mod side;
mod units;

pub use document::{Document, Sentence};
pub use units::units;

use band::Band;
use costs::Costs;
use model::Model;
use search::Step;
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

/// How far the band reaches to each side of its middle, in sentences.
const RADIUS: usize = 48;

/// How often the band is moved to where the path touched its edge.
const MOVES: usize = 32;

/// Aligns two documents.
pub fn align(source: &Document, target: &Document) -> Vec<Bead> {
    let mut model = Model::new(source, target);
    let path = search(&model, model.middle());
    model.fit(&path);
    let path = search(&model, rows(&model, &path));
    let band = Band::around(&rows(&model, &path), RADIUS / 2, model.targets());
    confidence::beads(&model, &Costs::new(&model, &band), &path)
}

/// The best path in a band around `middle`, which is moved until the path keeps clear of its edges.
fn search(model: &Model, middle: Vec<usize>) -> Vec<Step> {
    let mut middle = middle;
    let mut path = Vec::new();
    for _ in 0..MOVES {
        let band = Band::around(&middle, RADIUS, model.targets());
        path = search::best(model, &Costs::new(model, &band));
        if !band.is_touched(&path) {
            break;
        }
        middle = rows(model, &path);
    }
    path
}

/// For each number of sentences of the source, how many of the target a path has with them.
fn rows(model: &Model, path: &[Step]) -> Vec<usize> {
    let mut rows = vec![0; model.sources() + 1];
    for step in path {
        for row in &mut rows[step.from.0..=step.to.0] {
            *row = step.to.1;
        }
    }
    rows
}
