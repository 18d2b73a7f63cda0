//! Allows in the notes of units: `tieout: allow number-mismatch -- the hall counts as a room`.
//!
//! Whoever translates or reviews a text writes them beside it, in any format that has notes: a
//! comment in PO, a `<note>` in XLIFF. They hold for their unit, in all of its plural forms.

use crate::checks::unused_allow;
use crate::finding::{Finding, Fingerprint};
use crate::policy;
use crate::report::Found;
use crate::text::Place;
use crate::unit::Unit;
use std::sync::Arc;

/// What a line of a note begins with that speaks to this program.
const MARK: &str = "tieout:";

/// What follows it.
const VERB: &str = "allow";

/// What stands before the reason.
const REASON: &str = "--";

/// What the notes of one unit allow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Allowed {
    /// The checks, with whether one of them found something.
    checks: Vec<(&'static str, bool)>,
    /// What could not be read.
    faults: Vec<String>,
}

impl Allowed {
    /// What these notes allow; `None` where none of them speaks of it.
    pub fn read(notes: &[String]) -> Option<Self> {
        let mut allowed = Self::default();
        for note in notes.iter().filter(|note| note.contains(MARK)) {
            for line in note.lines() {
                if let Some(words) = line.trim().strip_prefix(MARK) {
                    allowed.line(words.trim());
                }
            }
        }
        (allowed != Self::default()).then_some(allowed)
    }

    /// Reads what follows the mark on a line.
    fn line(&mut self, words: &str) {
        let Some(rest) = words.strip_prefix(VERB).filter(|rest| !rest.starts_with('-')) else {
            return self.faults.push(format!("`{MARK} {words}` is no allow"));
        };
        let (checks, reason) = rest.split_once(REASON).unwrap_or((rest, ""));
        let mut names = checks.split([',', ' ', '\t']).filter(|name| !name.is_empty()).peekable();
        if names.peek().is_none() {
            return self.faults.push(format!("`{MARK} {words}` names no check"));
        }
        if reason.trim().is_empty() {
            return self.faults.push(format!("`{MARK} {words}` gives no reason"));
        }
        for name in names {
            match policy::known(name) {
                Ok(check) => self.checks.push((check, false)),
                Err(error) => self.faults.push(error.to_string()),
            }
        }
    }

    /// Whether a finding of this check is allowed.
    pub fn permits(&mut self, check: &str) -> bool {
        let mut permits = false;
        for (_, met) in self.checks.iter_mut().filter(|(name, _)| *name == check) {
            *met = true;
            permits = true;
        }
        permits
    }

    /// What is to be said of it in the end, by the checks that were asked.
    pub fn findings(&self, was_asked: impl Fn(&str) -> bool) -> Vec<Finding> {
        let unused = |&(check, met): &(&str, bool)| {
            (!met && was_asked(check)).then(|| unused_allow::unused(&format!("`{check}`")))
        };
        let faults = self.faults.iter().map(|why| unused_allow::unreadable(why));
        faults.chain(self.checks.iter().filter_map(unused)).collect()
    }

    /// As [`Self::findings`], with the fingerprints that they have in this unit.
    pub fn found(&self, unit: &Unit, was_asked: impl Fn(&str) -> bool) -> Vec<Found> {
        let found = |finding: Finding| Found {
            fingerprint: Fingerprint::of(&finding, unit, &unit.pairs[0]),
            finding,
            related: Vec::new(),
        };
        self.findings(was_asked).into_iter().map(found).collect()
    }
}

/// The allows of the units of one document, until it ends: what shows in the end only is allowed by
/// the same notes.
#[derive(Debug, Clone, Default)]
pub struct Inline {
    document: Option<(Arc<str>, Arc<str>)>,
    units: Vec<(Unit, Allowed)>,
}

impl Inline {
    /// Takes in a unit, each of its pairs anew.
    pub fn sees(&mut self, unit: &Unit) {
        if self.document.is_none() {
            self.document = Some((Arc::clone(&unit.file), Arc::clone(&unit.document)));
        }
        if unit.notes.is_empty() || self.units.last().is_some_and(|(last, _)| is_same(last, unit)) {
            return;
        }
        if let Some(allowed) = Allowed::read(&unit.notes) {
            self.units.push((unit.clone(), allowed));
        }
    }

    /// Whether the notes of the unit allow findings of this check.
    pub fn permits(&mut self, unit: &Unit, check: &str) -> bool {
        let mut units = self.units.iter_mut().rev();
        units.find(|(known, _)| is_same(known, unit)).is_some_and(|(_, a)| a.permits(check))
    }

    /// Whether the document ends where this unit begins.
    pub fn ends_before(&self, unit: &Unit) -> bool {
        let is_same = |(file, document): &(Arc<str>, Arc<str>)| {
            *file == unit.file && *document == unit.document
        };
        self.document.as_ref().is_some_and(|document| !is_same(document))
    }

    /// Ends the document: its units with allows.
    pub fn finish(&mut self) -> Vec<(Unit, Allowed)> {
        self.document = None;
        std::mem::take(&mut self.units)
    }
}

/// Whether two are the same unit of a document: it is called the same and begins at one place.
fn is_same(a: &Unit, b: &Unit) -> bool {
    let place = |unit: &Unit| -> Option<Place> { Some(unit.pairs.first()?.source.text.place(0)) };
    a.key == b.key && place(a) == place(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(note: &str) -> Option<(Vec<&'static str>, Vec<String>)> {
        let allowed = Allowed::read(&[note.to_owned()])?;
        Some((allowed.checks.iter().map(|(check, _)| *check).collect(), allowed.faults))
    }

    #[test]
    fn a_note_names_checks_and_a_reason() {
        for note in [
            "tieout: allow number-mismatch, lost-hedge -- as agreed",
            "tieout:allow number-mismatch lost-hedge --as agreed",
            "About the hall.\n  tieout: allow number-mismatch,lost-hedge -- a -- b\nMore.",
        ] {
            let checks = vec!["number-mismatch", "lost-hedge"];
            assert_eq!(read(note), Some((checks, Vec::new())), "{note}");
        }
        assert_eq!(read("We speak of tieout: allow it."), None);
        assert_eq!(read("A plain note."), None);
    }

    #[test]
    fn what_is_no_allow_is_told() {
        for (note, checks, fault) in [
            ("tieout: allow number-mismatch", &[][..], "gives no reason"),
            ("tieout: allow number-mismatch --  ", &[], "gives no reason"),
            ("tieout: allow -- because", &[], "names no check"),
            ("tieout: alow number-mismatch -- because", &[], "is no allow"),
            ("tieout: allow nmber-mismatch lost-hedge -- so", &["lost-hedge"], "did you mean"),
        ] {
            let (found, faults) = read(note).expect("it speaks to the program");
            assert_eq!(found, checks, "{note}");
            assert!(faults.len() == 1 && faults[0].contains(fault), "{note}: {faults:?}");
        }
    }
}
