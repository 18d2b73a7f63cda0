//! The sheet that counts: by check, file, language and error type, each by severity.

use super::A4;
use super::content::Content;
use super::style::{Look, Styles};
use crate::checks;
use crate::finding::Finding;
use crate::report::{Counts, Segment, Summary, grouped};
use rust_xlsxwriter::{Worksheet, XlsxError};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What was written, counted.
#[derive(Default)]
pub(super) struct Overview {
    files: BTreeMap<Arc<str>, Counts>,
    languages: BTreeMap<(Arc<str>, Arc<str>), Counts>,
    /// Findings for which the sheet has no row.
    pub(super) left_out: u64,
    /// Texts that a cell does not hold.
    pub(super) cut: u64,
}

impl Overview {
    /// Counts a finding.
    pub(super) fn add(&mut self, segment: Segment<'_>, finding: &Finding) {
        let (unit, pair) = (segment.unit, segment.pair);
        self.files.entry(Arc::clone(&unit.file)).or_default().add(finding.severity);
        let target = pair.target.as_ref().map(|side| Arc::clone(&side.lang)).unwrap_or_default();
        let languages = (Arc::clone(&pair.source.lang), target);
        self.languages.entry(languages).or_default().add(finding.severity);
    }

    /// Writes the sheet.
    pub(super) fn write(&self, summary: &Summary, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.set_name("Summary")?;
        sheet.set_column_width(0, 44)?.set_print_fit_to_pages(1, 0).set_paper_size(A4);
        let mut table = Table { sheet, row: 0, styles: Styles::default() };
        table.title("What tieout found")?;
        for (name, number) in [
            ("Pairs checked", summary.pairs),
            ("Pairs without a target", summary.untranslated),
            ("Units skipped", summary.skipped),
            ("Problems", summary.problems),
            ("Findings", summary.shown.total()),
            ("Findings that the level hides", summary.hidden.total()),
            ("Findings of the baseline", summary.baselined),
        ] {
            table.line(name, &[number])?;
        }
        for note in self.notes() {
            table.note(&note)?;
        }
        let checks = summary.by_check.iter().map(|(check, counts)| ((*check).to_owned(), *counts));
        table.counts("Check", checks)?;
        table
            .counts("MQM type", types(summary).into_iter().map(|(name, n)| (name.to_owned(), n)))?;
        let languages = self.languages.iter();
        let pair = |((from, into), counts): (&(Arc<str>, Arc<str>), &Counts)| {
            (format!("{from} → {into}"), *counts)
        };
        table.counts("Languages", languages.map(pair))?;
        table.counts("File", self.files.iter().map(|(file, counts)| (file.to_string(), *counts)))
    }

    /// What the workbook does not hold.
    fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if self.left_out > 0 {
            notes.push(format!(
                "{} more findings did not fit: a sheet has 1,048,576 rows",
                grouped(self.left_out)
            ));
        }
        if self.cut > 0 {
            notes.push(format!(
                "{} texts were cut: a cell holds 32,767 characters",
                grouped(self.cut)
            ));
        }
        notes
    }
}

/// The findings by the error type that their check belongs to.
fn types(summary: &Summary) -> BTreeMap<&'static str, Counts> {
    let mut types: BTreeMap<&str, Counts> = BTreeMap::new();
    for (check, counts) in &summary.by_check {
        let name = checks::by_id(check).map_or("", |check| check.mqm);
        let sum = types.entry(name).or_default();
        sum.errors += counts.errors;
        sum.warnings += counts.warnings;
        sum.notes += counts.notes;
    }
    types
}

/// A sheet that is written from the top.
struct Table<'a> {
    sheet: &'a mut Worksheet,
    row: u32,
    styles: Styles,
}

impl Table<'_> {
    fn title(&mut self, text: &str) -> Result<(), XlsxError> {
        let format = self.styles.get(Look::Title, text);
        self.sheet.write_string_with_format(self.row, 0, text, format)?;
        self.row += 2;
        Ok(())
    }

    fn note(&mut self, text: &str) -> Result<(), XlsxError> {
        let format = self.styles.get(Look::Mark, text);
        self.sheet.write_string_with_format(self.row, 0, text, format)?;
        self.row += 1;
        Ok(())
    }

    fn line(&mut self, name: &str, numbers: &[u64]) -> Result<(), XlsxError> {
        let name = Content::new(name, &[]).text();
        let format = self.styles.get(Look::Text, &name);
        self.sheet.write_string_with_format(self.row, 0, &name, format)?;
        for (column, &number) in (1..).zip(numbers) {
            let format = self.styles.get(Look::Number, "");
            self.sheet.write_number_with_format(self.row, column, number as f64, format)?;
        }
        self.row += 1;
        Ok(())
    }

    /// A table of counts, unless there is nothing to count.
    fn counts(
        &mut self,
        name: &str,
        rows: impl Iterator<Item = (String, Counts)>,
    ) -> Result<(), XlsxError> {
        let mut rows = rows.peekable();
        if rows.peek().is_none() {
            return Ok(());
        }
        self.row += 1;
        for (column, name) in (0..).zip([name, "Errors", "Warnings", "Notes", "All"]) {
            let format = self.styles.get(Look::Header, name);
            self.sheet.write_string_with_format(self.row, column, name, format)?;
        }
        self.row += 1;
        for (name, counts) in rows {
            let Counts { errors, warnings, notes } = counts;
            self.line(&name, &[errors, warnings, notes, counts.total()])?;
        }
        Ok(())
    }
}
