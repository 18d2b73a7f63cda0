//! A workbook for people who go through findings: one row a finding, with a verdict to be chosen and
//! a comment to be written, which `tieout baseline --merge` reads back.
//!
//! Every cell of text is written as text and never as a formula or a link, whatever it begins with;
//! the workbook holds no formula at all. Rows go to a temporary file as they come, so that memory does
//! not grow with them. The names of the columns are a contract with the merge.

mod content;
mod overview;
mod style;

use super::{Found, Report, Segment, Summary};
use crate::checks;
use crate::finding::{Finding, SideName};
use crate::text::Span;
use content::Content;
use overview::Overview;
use rust_xlsxwriter::{
    DataValidation, DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError,
};
use std::io::{self, Write};
use style::{Look, Styles};
use unicode_width::UnicodeWidthStr;

/// A column of the findings: its name and its width in characters.
const COLUMNS: &[(&str, f64)] = &[
    ("Verdict", 11.0),
    ("Comment", 20.0),
    ("Severity", 9.0),
    ("Check", 18.0),
    ("MQM type", 18.0),
    ("Message", 32.0),
    ("Source", 42.0),
    ("Target", 42.0),
    ("Suggestion", 16.0),
    ("File", 20.0),
    ("Line", 6.0),
    ("Column", 8.0),
    ("Unit", 18.0),
    ("Source language", 10.0),
    ("Target language", 10.0),
    ("Fingerprint", 19.0),
];

/// What a reader may say of a finding.
const VERDICTS: [&str; 3] = ["right", "false alarm", "fixed"];

/// The rows that a sheet has, the one with the names of the columns among them.
const MOST_ROWS: u32 = 1_048_576;

/// How many columns are printed: what follows is for programs.
const PRINTED: u16 = 11;

/// The height of a line, and the most that a row may have, in points.
const LINE: f64 = 15.0;
const HIGHEST: f64 = 409.0;

/// A4 on paper, as Excel numbers sizes.
const A4: u8 = 9;

/// The report.
#[derive(Default)]
pub(super) struct Xlsx {
    book: Option<Workbook>,
    /// How many findings have a row.
    rows: u32,
    styles: Styles,
    overview: Overview,
}

impl Report for Xlsx {
    fn segment(
        &mut self,
        segment: Segment<'_>,
        found: &[Found],
        _: &mut dyn Write,
    ) -> io::Result<()> {
        for found in found {
            self.overview.add(segment, &found.finding);
            if self.rows + 1 == MOST_ROWS {
                self.overview.left_out += 1;
                continue;
            }
            self.row(segment, found).map_err(io::Error::other)?;
        }
        Ok(())
    }

    fn finish(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(&self.workbook(summary).map_err(io::Error::other)?)
    }
}

impl Xlsx {
    /// The sheet with the findings.
    fn sheet(book: &mut Option<Workbook>) -> Result<&mut Worksheet, XlsxError> {
        match book {
            Some(book) => book.worksheet_from_index(0),
            None => begin(book.insert(Workbook::new())),
        }
    }

    /// Writes one finding.
    fn row(&mut self, segment: Segment<'_>, found: &Found) -> Result<(), XlsxError> {
        let Found { finding, fingerprint, .. } = found;
        let (unit, pair) = (segment.unit, segment.pair);
        let place = segment.place(finding);
        let plain = |text: &str| Content::new(text, &[]);
        let source = Content::new(pair.source.text.as_str(), &marks(finding, SideName::Source));
        let target = pair
            .target
            .as_ref()
            .map(|side| Content::new(side.text.as_str(), &marks(finding, SideName::Target)));
        let mqm = checks::by_id(finding.check).map_or("", |check| check.mqm);
        let key = [unit.key.as_deref(), pair.plural.as_deref()].into_iter().flatten();
        let key = key.collect::<Vec<_>>().join(" › ").replace('\u{4}', " › ");
        let target_lang = pair.target.as_ref().map_or("", |side| &side.lang);
        let suggestion = finding.suggestion.as_deref().unwrap_or_default();

        self.rows += 1;
        let sheet = Self::sheet(&mut self.book)?;
        let mut row =
            Row { sheet, styles: &mut self.styles, index: self.rows, column: 0, lines: 1, cut: 0 };
        row.blank(Look::Verdict)?.blank(Look::Verdict)?;
        row.text(&plain(finding.severity.name()), Look::Severity(finding.severity))?;
        row.text(&plain(finding.check), Look::Text)?.text(&plain(mqm), Look::Text)?;
        row.text(&plain(&finding.message), Look::Text)?;
        row.text(&source, Look::Text)?.text(&target.unwrap_or_default(), Look::Text)?;
        row.text(&plain(suggestion), Look::Text)?.text(&plain(&unit.file), Look::Text)?;
        row.number(place.line)?.number(place.column)?;
        row.text(&plain(&key), Look::Text)?;
        row.text(&plain(&pair.source.lang), Look::Text)?.text(&plain(target_lang), Look::Text)?;
        row.text(&plain(&fingerprint.to_string()), Look::Code)?;
        row.fit()?;
        self.overview.cut += row.cut;
        Ok(())
    }

    /// The whole workbook.
    fn workbook(&mut self, summary: &Summary) -> Result<Vec<u8>, XlsxError> {
        let last = self.rows;
        let sheet = Self::sheet(&mut self.book)?;
        sheet.set_print_area(0, 0, last, PRINTED - 1)?;
        sheet.autofilter(0, 0, last, COLUMNS.len() as u16 - 1)?;
        let verdict = DataValidation::new()
            .allow_list_strings(&VERDICTS)?
            .set_error_message(format!("Choose one of: {}.", VERDICTS.join(", ")))?;
        sheet.add_data_validation(1, 0, last.max(1), 0, &verdict)?;
        let Some(mut book) = self.book.take() else { return Ok(Vec::new()) };
        self.overview.write(summary, book.add_worksheet())?;
        book.save_to_buffer()
    }
}

/// Sets up a workbook with the sheet for findings.
fn begin(book: &mut Workbook) -> Result<&mut Worksheet, XlsxError> {
    // The same findings make the same file.
    let date = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_title("tieout").set_creation_datetime(&date));
    let sheet = book.add_worksheet_with_constant_memory()?;
    sheet.set_name("Findings")?.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?;
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.4, 0.4, 0.5, 0.5, 0.2, 0.2).set_footer("&C&P / &N");
    let mut styles = Styles::default();
    for (at, (name, width)) in (0..).zip(COLUMNS) {
        sheet.set_column_width(at, *width)?;
        sheet.write_string_with_format(0, at, *name, styles.get(Look::Header, name))?;
    }
    Ok(sheet)
}

/// What is to be seen in the text of one side, in order and without overlaps.
fn marks(finding: &Finding, side: SideName) -> Vec<Span> {
    let main = match side {
        SideName::Source => finding.source,
        SideName::Target => finding.target,
    };
    let evidence = finding.evidence.iter().filter(|evidence| evidence.side == side);
    let mut spans: Vec<Span> = main.into_iter().chain(evidence.map(|one| one.span)).collect();
    spans.sort_unstable();
    let mut marks: Vec<Span> = Vec::new();
    for span in spans {
        match marks.last_mut() {
            Some(last) if span.start <= last.end => *last = last.join(span),
            _ => marks.push(span),
        }
    }
    marks
}

/// One row while it is written from the left.
struct Row<'a> {
    sheet: &'a mut Worksheet,
    styles: &'a mut Styles,
    index: u32,
    column: u16,
    /// How many lines its longest text has.
    lines: usize,
    /// How many texts did not fit.
    cut: u64,
}

impl Row<'_> {
    fn blank(&mut self, look: Look) -> Result<&mut Self, XlsxError> {
        self.sheet.write_blank(self.index, self.column, self.styles.get(look, ""))?;
        self.column += 1;
        Ok(self)
    }

    fn number(&mut self, number: u32) -> Result<&mut Self, XlsxError> {
        let format = self.styles.get(Look::Number, "");
        self.sheet.write_number_with_format(self.index, self.column, number, format)?;
        self.column += 1;
        Ok(self)
    }

    /// Writes a text, what is marked in it in another colour.
    fn text(&mut self, content: &Content, look: Look) -> Result<&mut Self, XlsxError> {
        let text = content.text();
        let format = self.styles.get(look, &text).clone();
        if content.has_marks() {
            let mark = self.styles.get(Look::Mark, &text).clone();
            let plain = self.styles.get(Look::Run, &text).clone();
            let runs = content.runs();
            let runs: Vec<_> = runs
                .iter()
                .map(|(text, is_marked)| (if *is_marked { &mark } else { &plain }, text.as_str()))
                .collect();
            self.sheet.write_rich_string_with_format(self.index, self.column, &runs, &format)?;
        } else {
            self.sheet.write_string_with_format(self.index, self.column, text, &format)?;
        }
        self.cut += u64::from(content.is_cut());
        self.lines = self.lines.max(lines(&content.text(), COLUMNS[usize::from(self.column)].1));
        self.column += 1;
        Ok(self)
    }

    /// Makes the row as high as its longest text, which not every program does by itself.
    fn fit(&mut self) -> Result<(), XlsxError> {
        let height = (self.lines as f64 * LINE + 1.5).min(HIGHEST);
        self.sheet.set_row_height(self.index, height).map(|_| ())
    }
}

/// About how many lines a text takes in a column of this width.
fn lines(text: &str, width: f64) -> usize {
    // Words are not cut, so that a line is rarely full.
    let room = (width * 0.9).max(1.0) as usize;
    text.split('\n').map(|line| line.width().div_ceil(room).max(1)).sum()
}
