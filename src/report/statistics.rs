//! The table of `--statistics`: how often each check spoke.

use super::Summary;
use super::summary::grouped;
use std::io::{self, Write};

/// Writes the counts of a run as a table.
pub fn statistics(summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
    let width = summary.by_check.keys().map(|check| check.len()).max().unwrap_or(0).max(24);
    writeln!(out, "{:width$}  {:>8}  {:>8}  {:>8}", "check", "errors", "warnings", "notes")?;
    let total = ("all", summary.shown);
    let rows = summary.by_check.iter().map(|(&check, &counts)| (check, counts)).chain([total]);
    for (check, counts) in rows {
        let [errors, warnings, notes] = [counts.errors, counts.warnings, counts.notes].map(grouped);
        writeln!(out, "{check:width$}  {errors:>8}  {warnings:>8}  {notes:>8}")?;
    }
    writeln!(out)?;
    for (what, n) in [
        ("pairs", summary.pairs),
        ("pairs without a target", summary.untranslated),
        ("units skipped", summary.skipped),
        ("problems", summary.problems),
        ("hidden by the level", summary.hidden.total()),
        ("hidden by the baseline", summary.baselined),
    ] {
        writeln!(out, "{what:width$}  {:>8}", grouped(n))?;
    }
    Ok(())
}
