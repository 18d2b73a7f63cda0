//! What a run comes to, in numbers and in one line.

use crate::finding::Severity;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Findings by severity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// What a reader is misled by.
    pub errors: u64,
    /// What is probably wrong.
    pub warnings: u64,
    /// Style and consistency.
    pub notes: u64,
}

impl Counts {
    /// Counts one finding.
    pub fn add(&mut self, severity: Severity) {
        match severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Note => self.notes += 1,
        }
    }

    /// How many there are.
    pub fn total(self) -> u64 {
        self.errors + self.warnings + self.notes
    }

    /// `1 error, 2 warnings`; what there is none of is left out.
    pub fn list(self) -> String {
        [(self.errors, "error"), (self.warnings, "warning"), (self.notes, "note")]
            .into_iter()
            .filter(|&(n, _)| n > 0)
            .map(|(n, word)| count(n, word))
            .collect::<Vec<_>>()
            .join(", ")
    }
}

/// What a run comes to.
#[derive(Debug, Clone, Default)]
pub struct Summary {
    /// Pairs of source and target that were read.
    pub pairs: u64,
    /// Pairs of which the target is missing: they are counted among the pairs.
    pub untranslated: u64,
    /// Units that the file says are not to be translated, or that are locked.
    pub skipped: u64,
    /// What could not be read.
    pub problems: u64,
    /// Whether something was lost that should have been checked.
    pub lost: bool,
    /// Whether the run was ended before its input was.
    pub interrupted: bool,
    /// The findings that were shown.
    pub shown: Counts,
    /// The findings that the level did not show.
    pub hidden: Counts,
    /// The findings that are allowed, with a reason.
    pub allowed: u64,
    /// The findings that the baseline knows.
    pub baselined: u64,
    /// The findings that were shown, by check.
    pub by_check: BTreeMap<&'static str, Counts>,
}

/// What a report says of a run that was ended early.
pub(super) const INTERRUPTED: &str = "interrupted: the rest was not checked";

impl Summary {
    /// Whether everything that was asked for was checked.
    pub fn is_complete(&self) -> bool {
        !self.lost && !self.interrupted
    }

    /// The last lines for a person: what was checked, what was found, what was kept back.
    pub fn lines(&self) -> String {
        let mut text = format!("{} checked: ", count(self.pairs, "pair"));
        match self.shown.total() {
            0 => text.push_str("nothing found"),
            _ => text.push_str(&self.shown.list()),
        }
        let mut aside = Vec::new();
        if self.untranslated > 0 {
            aside.push(format!("{} without a target", grouped(self.untranslated)));
        }
        if self.skipped > 0 {
            aside.push(format!("{} skipped", grouped(self.skipped)));
        }
        if self.problems > 0 {
            aside.push(count(self.problems, "problem"));
        }
        if !aside.is_empty() {
            let _ = write!(text, " ({})", aside.join(", "));
        }
        text.push('\n');
        if self.hidden.total() > 0 {
            let _ = writeln!(text, "hidden: {}, shown at --level review", self.hidden.list());
        }
        if self.allowed > 0 {
            let verb = if self.allowed == 1 { "is" } else { "are" };
            let _ =
                writeln!(text, "hidden: {} that {verb} allowed", count(self.allowed, "finding"));
        }
        if self.baselined > 0 {
            let _ = writeln!(text, "hidden: {} of the baseline", count(self.baselined, "finding"));
        }
        if self.interrupted {
            text.push_str(INTERRUPTED);
            text.push('\n');
        }
        text
    }
}

/// `1 pair`, `2 pairs`, `12,345 pairs`.
pub fn count(n: u64, word: &str) -> String {
    let ending = if n == 1 { "" } else { "s" };
    format!("{} {word}{ending}", grouped(n))
}

/// A number with a comma every three digits.
pub fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_agree_with_their_word() {
        assert_eq!(count(1, "pair"), "1 pair");
        assert_eq!(count(0, "pair"), "0 pairs");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1000), "1,000");
        assert_eq!(grouped(1_234_567), "1,234,567");
    }
}
