//! Findings that are not shown, because somebody said that they are right, or that they are known.
//!
//! There are three ways to say so: a note of the unit ([`Inline`]), an `[[allow]]` in `tieout.toml`
//! ([`Entries`]), both with a reason, and the [`Baseline`], a file that is written by the program.
//! What is hidden is counted, and what hides nothing any more is reported.

mod baseline;
pub mod decisions;
mod entries;
mod inline;

pub use baseline::{Baseline, Line};
pub use entries::Entries;
pub use inline::{Allowed, Inline};

use crate::report::{Found, Segment};

/// The allows that people write: notes of units, and tables of the settings.
#[derive(Debug, Clone, Default)]
pub struct Allows {
    /// In notes.
    pub inline: Inline,
    /// In the settings.
    pub entries: Entries,
}

impl Allows {
    /// Notes that a text comes by, with the notes of its unit.
    pub fn sees(&mut self, segment: Segment<'_>) {
        self.inline.sees(segment.unit);
        self.entries.sees(segment);
    }

    /// Whether a finding is allowed.
    pub fn permits(&mut self, segment: Segment<'_>, found: &Found) -> bool {
        let by_note = self.inline.permits(segment.unit, found.finding.check);
        self.entries.permits(segment, found) || by_note
    }
}
