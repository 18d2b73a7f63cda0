//! The costs of all steps within a band, each reckoned once.

use super::band::Band;
use super::model::{KINDS, Model};
use super::search::Step;

/// For each cell of a band the costs of the steps that lead to it.
pub(super) struct Costs<'a> {
    /// The band.
    pub(super) band: &'a Band,
    cells: Vec<[f32; KINDS.len()]>,
}

impl<'a> Costs<'a> {
    pub(super) fn new(model: &Model, band: &'a Band) -> Self {
        let mut shared = Shared { model, band, pairs: vec![0.0; band.cells()] };
        let mut cells = vec![[f32::INFINITY; KINDS.len()]; band.cells()];
        let mut cell = 0;
        for row in 0..=model.sources() {
            for column in band.row(row) {
                if row > 0 && column > 0 {
                    shared.pairs[cell] = model.shared_by(row - 1, column - 1) as f32;
                }
                for (step, _) in steps_to(band, (row, column)) {
                    cells[cell][step.kind] = model.cost(&step, shared.by(&step)) as f32;
                }
                cell += 1;
            }
        }
        Self { band, cells }
    }

    /// The cost of the step of a kind to a cell.
    pub(super) fn of(&self, cell: usize, kind: usize) -> f64 {
        f64::from(self.cells[cell][kind])
    }
}

/// The steps that lead to a cell from inside the band, each with the cell that it comes from.
pub(super) fn steps_to(band: &Band, to: (usize, usize)) -> impl Iterator<Item = (Step, usize)> {
    KINDS.iter().enumerate().filter_map(move |(kind, &(source, target, _))| {
        let from = (to.0.checked_sub(source)?, to.1.checked_sub(target)?);
        Some((Step { from, to, kind }, band.cell(from.0, from.1)?))
    })
}

/// What pairs of sentences share, each looked at once.
struct Shared<'a> {
    model: &'a Model,
    band: &'a Band,
    /// For each cell, what the last sentences before it share.
    pairs: Vec<f32>,
}

impl Shared<'_> {
    /// What the sides of a bead share. If two pairs of its sentences do, it may be the same thing.
    fn by(&self, step: &Step) -> f64 {
        let (mut sum, mut count) = (0.0, 0);
        for row in step.source() {
            for column in step.target() {
                let shared = match self.band.cell(row + 1, column + 1) {
                    Some(cell) => f64::from(self.pairs[cell]),
                    None => self.model.shared_by(row, column),
                };
                sum += shared;
                count += usize::from(shared > 0.0);
            }
        }
        if count > 1 { self.model.shared(step.source(), step.target()) } else { sum }
    }
}
