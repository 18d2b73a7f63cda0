//! What readers yield: units, the problems they met on the way, and what they counted.

use crate::text::Place;
use crate::unit::Unit;
use std::collections::VecDeque;
use std::fmt;
use std::sync::Arc;

/// One thing that a reader yields.
#[derive(Debug, Clone)]
pub enum Item {
    /// A translation unit.
    Unit(Unit),
    /// Something that is not as it should be; reading goes on.
    Problem(Problem),
}

/// Something in an input that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file, as the user named it.
    pub file: Arc<str>,
    /// Where in the file, if it concerns one place.
    pub place: Option<Place>,
    /// One line: what is wrong and what became of it.
    pub message: String,
    /// What it means for the run.
    pub kind: ProblemKind,
}

/// What a problem means for the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProblemKind {
    /// Nothing is wrong, but the user should know: a language was guessed.
    Notice,
    /// The text is damaged; what could be read of it is checked.
    Damage,
    /// A unit could not be read and is not checked.
    Lost,
    /// The rest of a file, or the whole of it, could not be read.
    Unreadable,
}

impl ProblemKind {
    /// Whether something was left unchecked, so that the run must not end as if all were well.
    pub fn is_failure(self) -> bool {
        matches!(self, Self::Lost | Self::Unreadable)
    }
}

/// One line: `file:line:column: message`.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place {
            Some(place) => {
                write!(f, "{}:{}:{}: {}", self.file, place.line, place.column, self.message)
            }
            None => write!(f, "{}: {}", self.file, self.message),
        }
    }
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
