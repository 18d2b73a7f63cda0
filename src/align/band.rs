//! The part of the plane that is searched: for each sentence of the source, a range of the target.

use super::search::Step;
use std::ops::Range;

/// Rows of cells, one for each number of sentences of the source that are behind; a cell of a row is
/// a number of sentences of the target.
#[derive(Debug, Clone)]
pub(super) struct Band {
    rows: Vec<Range<usize>>,
    /// The index of the first cell of each row.
    starts: Vec<usize>,
    cells: usize,
}

impl Band {
    /// The cells at most `radius` away from `middle`, which has a number for each row and rises.
    pub(super) fn around(middle: &[usize], radius: usize, targets: usize) -> Self {
        let last = middle.len().saturating_sub(1);
        let row = |(row, &at): (usize, &usize)| {
            // Where the middle leaps, the path may go along the row.
            let next = middle[(row + 1).min(last)];
            let start = if row == 0 { 0 } else { at.saturating_sub(radius) };
            let end = if row == last { targets } else { (next.max(at) + radius).min(targets) };
            start..end + 1
        };
        let rows: Vec<_> = middle.iter().enumerate().map(row).collect();
        let mut cells = 0;
        let starts = rows
            .iter()
            .map(|row| {
                cells += row.len();
                cells - row.len()
            })
            .collect();
        Self { rows, starts, cells }
    }

    /// How many cells there are.
    pub(super) fn cells(&self) -> usize {
        self.cells
    }

    /// The cells of a row.
    pub(super) fn row(&self, row: usize) -> Range<usize> {
        self.rows[row].clone()
    }

    /// The index of a cell, if it is inside.
    pub(super) fn cell(&self, row: usize, column: usize) -> Option<usize> {
        let range = &self.rows[row];
        range.contains(&column).then(|| self.starts[row] + column - range.start)
    }

    /// Whether a path goes along an edge beyond which there are other cells.
    pub(super) fn is_touched(&self, path: &[Step]) -> bool {
        let targets = self.rows.last().map_or(0, |row| row.end);
        path.iter().any(|step| {
            let (row, column) = step.to;
            let range = &self.rows[row];
            (column == range.start && column > 0)
                || (column + 1 == range.end && range.end < targets)
        })
    }
}

/// The longest chain of points that rise on both sides; `points` are sorted.
pub(super) fn chain(points: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // For each length, the point with the lowest target that ends a chain of that length.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(points.len());
    for (index, point) in points.iter().enumerate() {
        let shorter = ends.partition_point(|&end| points[end].1 < point.1);
        before.push(shorter.checked_sub(1).map(|last| ends[last]));
        match ends.get_mut(shorter) {
            Some(end) => *end = index,
            None => ends.push(index),
        }
    }
    let mut chain: Vec<_> = std::iter::successors(ends.last().copied(), |&at| before[at])
        .map(|at| points[at])
        .collect();
    chain.reverse();
    // Of points of one sentence the last is enough.
    chain.dedup_by_key(|point| point.0);
    chain
}
