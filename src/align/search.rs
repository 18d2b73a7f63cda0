//! The search for the path of least cost.

use super::band::Band;
use super::costs::{Costs, steps_to};
use super::model::{KINDS, Model};
use std::ops::Range;

/// A bead on a path: how many sentences of source and target are behind before and after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Step {
    /// Before it.
    pub(super) from: (usize, usize),
    /// After it.
    pub(super) to: (usize, usize),
    /// Which of [`KINDS`] it is.
    pub(super) kind: usize,
}

impl Step {
    /// Its sentences of the source.
    pub(super) fn source(&self) -> Range<usize> {
        self.from.0..self.to.0
    }

    /// Its sentences of the target.
    pub(super) fn target(&self) -> Range<usize> {
        self.from.1..self.to.1
    }
}

/// The path of least cost through the band; of equal ones always the same.
pub(super) fn best(model: &Model, costs: &Costs<'_>) -> Vec<Step> {
    let band = costs.band;
    let mut least = vec![f64::INFINITY; band.cells()];
    let mut kinds = vec![u8::MAX; band.cells()];
    let mut cell = 0;
    for row in 0..=model.sources() {
        for column in band.row(row) {
            if (row, column) == (0, 0) {
                least[cell] = 0.0;
            }
            for (step, before) in steps_to(band, (row, column)) {
                let cost = least[before] + costs.of(cell, step.kind);
                if cost < least[cell] {
                    (least[cell], kinds[cell]) = (cost, step.kind as u8);
                }
            }
            cell += 1;
        }
    }
    trace(&kinds, band, (model.sources(), model.targets()))
}

/// Goes back from the end.
fn trace(kinds: &[u8], band: &Band, end: (usize, usize)) -> Vec<Step> {
    let mut path = Vec::new();
    let mut to = end;
    while to != (0, 0) {
        let found = band.cell(to.0, to.1).map(|cell| usize::from(kinds[cell]));
        // A band always has a way of single sentences from its beginning to its end.
        let Some((kind, &(source, target, _))) =
            found.and_then(|kind| Some((kind, KINDS.get(kind)?)))
        else {
            break;
        };
        let from = (to.0 - source, to.1 - target);
        path.push(Step { from, to, kind });
        to = from;
    }
    path.reverse();
    path
}
