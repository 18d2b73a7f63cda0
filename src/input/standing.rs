//! How far a translation is, as files say it, and whether it is read therefore.

use super::item::{Counts, States};

/// How far a translation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Progress {
    /// The file does not say, or says that it is done.
    #[default]
    Done,
    /// It is not begun; a target is a copy or a proposal.
    New,
    /// It needs work.
    Fuzzy,
    /// It is approved.
    Approved,
}

/// What a file says about a unit.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Standing {
    pub(super) progress: Progress,
    /// Whether it is locked or not to be translated.
    pub(super) is_locked: bool,
}

impl Standing {
    /// Whether the unit is read; one that is left out is counted.
    pub(super) fn is_read(self, has_target: bool, states: States, counts: &mut Counts) -> bool {
        let count = if self.is_locked && !states.with_locked {
            &mut counts.locked
        } else if !has_target {
            return true;
        } else if matches!(self.progress, Progress::Fuzzy | Progress::New) && !states.with_fuzzy {
            &mut counts.fuzzy
        } else if self.progress == Progress::Approved && states.without_approved {
            &mut counts.approved
        } else {
            return true;
        };
        *count += 1;
        false
    }
}
