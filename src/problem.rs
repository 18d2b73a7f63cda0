//! What is not as it should be in an input, as readers tell it and reports show it.

use crate::text::Place;
use std::fmt;
use std::sync::Arc;

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
