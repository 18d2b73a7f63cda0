//! How sure each bead of a path is: the share that it has in the probability of all paths.

use super::Bead;
use super::costs::{Costs, steps_to};
use super::model::{KINDS, Model};
use super::search::Step;

/// The beads of a path, each with the probability that the model gives it within the band.
pub(super) fn beads(model: &Model, costs: &Costs<'_>, path: &[Step]) -> Vec<Bead> {
    let before = forward(model, costs);
    let after = backward(model, costs);
    let all = after.first().copied().unwrap_or_default();
    let bead = |step: &Step| {
        let cell = |at: (usize, usize)| costs.band.cell(at.0, at.1);
        let probability = match (cell(step.from), cell(step.to)) {
            (Some(from), Some(to)) => {
                (all - before[from] - costs.of(to, step.kind) - after[to]).exp()
            }
            _ => 0.0,
        };
        Bead {
            source: step.source(),
            target: step.target(),
            confidence: probability.clamp(0.0, 1.0),
        }
    };
    path.iter().map(bead).collect()
}

/// For each cell, the cost of all ways to it together.
fn forward(model: &Model, costs: &Costs<'_>) -> Vec<f64> {
    let mut sums = vec![f64::INFINITY; costs.band.cells()];
    let mut cell = 0;
    for row in 0..=model.sources() {
        for column in costs.band.row(row) {
            let start = if (row, column) == (0, 0) { 0.0 } else { f64::INFINITY };
            sums[cell] = steps_to(costs.band, (row, column)).fold(start, |sum, (step, before)| {
                together(sum, sums[before] + costs.of(cell, step.kind))
            });
            cell += 1;
        }
    }
    sums
}

/// For each cell, the cost of all ways from it to the end together.
fn backward(model: &Model, costs: &Costs<'_>) -> Vec<f64> {
    let mut sums = vec![f64::INFINITY; costs.band.cells()];
    let (sources, targets) = (model.sources(), model.targets());
    let mut cell = sums.len();
    for row in (0..=sources).rev() {
        for column in costs.band.row(row).rev() {
            cell -= 1;
            let end = if (row, column) == (sources, targets) { 0.0 } else { f64::INFINITY };
            let next = |source: usize, target: usize| {
                if row + source > sources {
                    None
                } else {
                    costs.band.cell(row + source, column + target)
                }
            };
            sums[cell] = KINDS.iter().enumerate().fold(end, |sum, (kind, &(source, target, _))| {
                next(source, target)
                    .map_or(sum, |after| together(sum, sums[after] + costs.of(after, kind)))
            });
        }
    }
    sums
}

/// The cost of two ways together, of which one may not be there.
fn together(a: f64, b: f64) -> f64 {
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    if high.is_finite() { low - (low - high).exp().ln_1p() } else { low }
}
