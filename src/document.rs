//! What only a whole document shows: renderings of a name, exchange prefixes.

use crate::checks::View;
use crate::finding::Finding;

/// What one pair contributes to its document; small, and empty for most pairs.
#[derive(Debug, Default, Clone)]
pub struct Observations {}

impl Observations {
    /// Whether there is nothing to remember.
    pub fn is_empty(&self) -> bool {
        true
    }
}

/// Notes what the document will want to know about this pair.
pub fn observe(_view: &View<'_>) -> Observations {
    Observations {}
}

/// The memory of one document while its pairs go by in order.
///
/// Its size is bounded; what it had to forget it counts.
#[derive(Debug, Default)]
pub struct Document {}

impl Document {
    /// Takes in the observations of the pair that the caller knows as `ticket`.
    pub fn add(&mut self, _ticket: u32, _observations: Observations) {}

    /// Ends the document: its findings, each with the ticket of the pair it points at.
    pub fn finish(&mut self) -> Vec<(u32, Finding)> {
        Vec::new()
    }
}
