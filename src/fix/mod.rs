//! Fixes: suggestions that are beyond doubt, written into the files that they are about.
//!
//! A [`Plan`] collects what is to be written while a run goes by. [`Plan::apply`] then makes the new
//! content of each file, every byte of it as before but for the fixes, and reads it again: a fix that
//! does not read back as it was meant, or that changes anything else of what is read, is not made. So
//! no format, escape or encoding can be got wrong silently. Nothing here decides what is certain: the
//! checks do.

mod content;
mod piece;

pub use crate::draft::replace;
pub use content::FileFix;

use crate::error::Error;
use crate::finding::Finding;
use crate::input::{Origin, Request};
use crate::report::Segment;
use crate::text::Place;
use piece::Piece;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// One finding that is to be fixed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// The check that found it.
    pub check: &'static str,
    /// Where it stands.
    pub place: Place,
    /// What stands there.
    pub old: String,
    /// What is to stand there.
    pub new: String,
    /// What is to be written where, from left to right.
    pieces: Vec<Piece>,
}

impl Fix {
    /// The bytes of the file from the first to the last that the fix changes.
    fn bytes(&self) -> Range<u64> {
        let start = self.pieces.first().map_or(0, |piece| piece.bytes.start);
        start..self.pieces.last().map_or(start, |piece| piece.bytes.end)
    }

    /// Whether both change a byte, or the place between two.
    fn overlaps(&self, other: &Self) -> bool {
        let (a, b) = (self.bytes(), other.bytes());
        a == b || a.start < b.end && b.start < a.end
    }
}

/// A fix that is not made, and why.
#[derive(Debug, Clone)]
pub struct Refused {
    /// The fix.
    pub fix: Fix,
    /// One line: why not.
    pub why: String,
}

/// What is to be fixed, by file.
#[derive(Debug, Default)]
pub struct Plan {
    files: BTreeMap<Arc<str>, Wanted>,
}

/// The fixes of one file.
#[derive(Debug, Default)]
struct Wanted {
    /// By the first and last byte that they change; none overlaps another.
    fixes: BTreeMap<(u64, u64), Fix>,
    refused: Vec<Refused>,
}

impl Wanted {
    /// Takes a fix in, unless one that was found before changes the same place.
    fn add(&mut self, fix: Fix) {
        let Range { start, end } = fix.bytes();
        let before = self.fixes.range(..(start, end)).next_back();
        let after = self.fixes.range((start, end)..).next();
        let mut beside = before.into_iter().chain(after).map(|(_, other)| other);
        if beside.clone().any(|other| *other == fix) {
            // What several pairs share, such as a plural form, is fixed once.
            return;
        }
        if beside.any(|other| other.overlaps(&fix)) {
            let why = "another fix changes the same place".to_owned();
            return self.refused.push(Refused { fix, why });
        }
        self.fixes.insert((start, end), fix);
    }
}

impl Plan {
    /// Takes in the fix of a finding, if it has one.
    pub fn take(&mut self, segment: Segment<'_>, finding: &Finding) {
        let Some((span, new)) = finding.fix() else { return };
        let Some(target) = &segment.pair.target else { return };
        let text = &target.text;
        let place = text.place(span.start);
        let mut fix = Fix {
            check: finding.check,
            place,
            old: span.of(text.as_str()).to_owned(),
            new: new.to_owned(),
            pieces: Vec::new(),
        };
        let wanted = self.files.entry(Arc::clone(&segment.unit.file)).or_default();
        if new.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
            let why = "a control character is not written".to_owned();
            return wanted.refused.push(Refused { fix, why });
        }
        let Some(pieces) = piece::pieces(text, span, new) else {
            let why = "it stands in several pieces in the file".to_owned();
            return wanted.refused.push(Refused { fix, why });
        };
        fix.pieces = pieces;
        wanted.add(fix);
    }

    /// Makes the new content of each file; nothing is written yet. `origins` are the files that were
    /// read for `request`.
    pub fn apply(self, request: &Request, origins: &[Origin]) -> Result<Vec<FileFix>, Error> {
        let origin =
            |name: &str| origins.iter().find(|origin| origin.path.to_string_lossy() == name);
        self.files
            .into_iter()
            .map(|(name, wanted)| content::apply(request, origin(&name), name, wanted))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fix(start: u64, end: u64, new: &str) -> Fix {
        Fix {
            check: "number-mismatch",
            place: Place::default(),
            old: String::new(),
            new: new.to_owned(),
            pieces: vec![Piece { bytes: start..end, text: new.to_owned() }],
        }
    }

    #[test]
    fn of_two_fixes_of_one_place_the_first_is_made() {
        let mut wanted = Wanted::default();
        for (start, end, new) in [
            (5, 8, "a"),
            (5, 8, "a"),
            (7, 9, "b"),
            (0, 6, "c"),
            (8, 8, "d"),
            (6, 6, "e"),
            (8, 9, "f"),
        ] {
            wanted.add(fix(start, end, new));
        }
        let made: Vec<&str> = wanted.fixes.values().map(|fix| &*fix.new).collect();
        let refused: Vec<&str> = wanted.refused.iter().map(|refused| &*refused.fix.new).collect();
        assert_eq!(made, ["a", "d", "f"]);
        assert_eq!(refused, ["b", "c", "e"]);
    }
}
