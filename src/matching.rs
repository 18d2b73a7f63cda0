//! The one matcher: which figure of the source is which figure of the target.

mod codes;

pub use codes::{CodeAlignment, CodeSide, align as align_codes};

use crate::facts::Facts;

/// How the figures of two sides answer each other; indices into [`Facts::figures`].
#[derive(Debug, Default)]
pub struct Alignment {
    /// Figures that agree, in the order of the source.
    pub agreed: Vec<Agreement>,
    /// Leftovers of both sides that belong together: one became the other.
    pub changed: Vec<(usize, usize)>,
    /// Source figures with no counterpart.
    pub missing: Vec<usize>,
    /// Target figures with no counterpart.
    pub added: Vec<usize>,
    /// How the codes answer each other; filled by [`align_codes`].
    pub codes: CodeAlignment,
}

/// A source figure and the target figure that answers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Agreement {
    /// Index of the source figure.
    pub source: usize,
    /// Index of the target figure.
    pub target: usize,
    /// How they came to agree.
    pub rung: Rung,
}

/// How two figures came to agree; the order is the order in which it is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rung {
    /// Same value, same unit.
    Value,
}

/// Matches the figures of two sides into `alignment`, which is cleared first.
pub fn align(_source: &Facts, _target: &Facts, alignment: &mut Alignment) {
    alignment.agreed.clear();
    alignment.changed.clear();
    alignment.missing.clear();
    alignment.added.clear();
}
