//! How sure each bead of a path is: the share that it has in the probability of all paths.

use super::Bead;
use super::band::Band;
use super::model::{KINDS, Model};
use super::search::{Step, cost, steps_to};

/// The beads of a path, each with the probability that the model gives it within the band.
pub(super) fn beads(model: &Model, band: &Band, path: &[Step]) -> Vec<Bead> {
    let before = forward(model, band);
    let after = backward(model, band);
    let all = after.first().copied().unwrap_or_default();
    let bead = |step: &Step| {
        let cell = |at: (usize, usize)| band.cell(at.0, at.1);
        let probability = match (cell(step.from), cell(step.to)) {
            (Some(from), Some(to)) => (all - before[from] - cost(model, step) - after[to]).exp(),
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
fn forward(model: &Model, band: &Band) -> Vec<f64> {
    let mut costs = vec![f64::INFINITY; band.cells()];
    let mut cell = 0;
    for row in 0..=model.sources() {
        for column in band.row(row) {
            let start = if (row, column) == (0, 0) { 0.0 } else { f64::INFINITY };
            costs[cell] = steps_to(band, (row, column))
                .filter(|(_, before)| costs[*before].is_finite())
                .fold(start, |sum, (step, before)| {
                    together(sum, costs[before] + cost(model, &step))
                });
            cell += 1;
        }
    }
    costs
}

/// For each cell, the cost of all ways from it to the end together.
fn backward(model: &Model, band: &Band) -> Vec<f64> {
    let mut costs = vec![f64::INFINITY; band.cells()];
    let (sources, targets) = (model.sources(), model.targets());
    for row in (0..=sources).rev() {
        for column in band.row(row).rev() {
            let Some(cell) = band.cell(row, column) else { continue };
            let end = if (row, column) == (sources, targets) { 0.0 } else { f64::INFINITY };
            costs[cell] =
                KINDS.iter().enumerate().fold(end, |sum, (kind, &(source, target, _))| {
                    let to = (row + source, column + target);
                    if to.0 > sources {
                        return sum;
                    }
                    match band.cell(to.0, to.1) {
                        Some(after) if costs[after].is_finite() => {
                            let step = Step { from: (row, column), to, kind };
                            together(sum, costs[after] + cost(model, &step))
                        }
                        _ => sum,
                    }
                });
        }
    }
    costs
}

/// The cost of two ways together, of which one may not be there.
fn together(a: f64, b: f64) -> f64 {
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    if high.is_finite() { low - (low - high).exp().ln_1p() } else { low }
}
