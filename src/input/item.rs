//! What readers yield: units, the problems they met on the way, and what they counted.

pub use crate::problem::{Problem, ProblemKind};

use crate::unit::Unit;
use std::collections::VecDeque;

/// One thing that a reader yields.
#[derive(Debug, Clone)]
pub enum Item {
    /// A translation unit.
    Unit(Unit),
    /// Something that is not as it should be; reading goes on.
    Problem(Problem),
}

/// What was read, for the end of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Units that were read.
    pub units: u64,
    /// Units of which no form has a translation.
    pub untranslated: u64,
    /// Entries left out because their translation is marked as fuzzy.
    pub fuzzy: u64,
    /// Entries left out because they are obsolete.
    pub obsolete: u64,
    /// Units left out because they are locked or not to be translated.
    pub locked: u64,
    /// Units left out because their translation is approved.
    pub approved: u64,
    /// Units left out because they are as they were before.
    pub unchanged: u64,
    /// Problems of every kind but notices.
    pub problems: u64,
}

impl Counts {
    /// Units that were left out for their state.
    pub fn left_out(&self) -> u64 {
        self.fuzzy + self.obsolete + self.locked + self.approved
    }
}

/// Which units are read although, or left out because, of the state that the file gives them. What is
/// left out is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct States {
    /// Read units whose translation is marked as fuzzy, or in need of work, too.
    pub with_fuzzy: bool,
    /// Read units that are locked or not to be translated, too.
    pub with_locked: bool,
    /// Leave out units whose translation is approved.
    pub without_approved: bool,
}

/// Where a reader puts what it finds, in the order of the file.
#[derive(Debug, Default)]
pub(super) struct Out {
    /// What was found and not yet handed on.
    pub(super) items: VecDeque<Item>,
    /// What was counted.
    pub(super) counts: Counts,
}

impl Out {
    /// Puts out a unit.
    pub(super) fn unit(&mut self, unit: Unit) {
        self.items.push_back(Item::Unit(unit));
    }

    /// Puts out a problem.
    pub(super) fn problem(&mut self, problem: Problem) {
        self.items.push_back(Item::Problem(problem));
    }
}

/// A reader of one format at work on one input.
pub(super) trait Units: Send {
    /// Reads a little further and puts out what it found, which may be nothing yet; `false` at the
    /// end of the input.
    fn read(&mut self, out: &mut Out) -> bool;
}
