//! Tables: CSV with commas or semicolons, TSV. The first row names the columns.

use super::Reading;
use super::row::{Column, Row};
use crate::input::ProblemKind;
use crate::terms::{Status, Term};

/// What separates the values of one cell.
const OR: char = '|';

/// Reads a table.
pub(super) fn read(text: &str, langs: &[Option<String>; 2], reading: &mut Reading<'_>) {
    let separator = separator(text.lines().find(|line| !line.trim().is_empty()).unwrap_or(""));
    let mut records = Records { text, at: 0, line: 1, separator };
    let Some((line, header)) = records.next_filled() else { return };
    let Some(columns) = columns(&header.cells, line, reading) else { return };
    let mut nameless = false;
    while let Some((line, record)) = records.next_filled() {
        if record.open {
            reading.fault(line, "a quotation mark opens here and is never closed");
            return;
        }
        let named = columns.iter().filter(|column| column.is_some()).count();
        if record.cells.len() > columns.len() {
            let (has, wants) = (record.cells.len(), columns.len());
            reading.fault(
                line,
                format!(
                    "this row has {has} cells and the header {wants}; quote cells that hold a \
                         separator"
                ),
            );
            continue;
        }
        let mut cells = Vec::with_capacity(named);
        for (column, cell) in columns.iter().zip(&record.cells) {
            if let Some(column) = column {
                let values = match column {
                    Column::Note => vec![cell.trim().to_owned()],
                    _ => cell.split(OR).map(|value| value.trim().to_owned()).collect(),
                };
                cells.push((column, values));
            }
        }
        match (Row { cells, langs }).concepts() {
            Err(why) => reading.fault(line, why),
            Ok(concepts) => {
                for concept in concepts {
                    let any = |term: &Term| term.lang.is_empty() && term.status != Status::Keep;
                    nameless |= concept.terms.iter().all(any);
                    reading.concept(line, concept);
                }
            }
        }
    }
    if nameless {
        let message = "this glossary names no languages and is taken for every pair; name the \
                       columns after them (en, ja) or the file (glossary.en-ja.csv)";
        reading.problem(None, ProblemKind::Notice, message.to_owned());
    }
}

/// The separator that a header has most of.
fn separator(header: &str) -> char {
    let count = |c: char| header.matches(c).count();
    match (count('\t'), count(';'), count(',')) {
        (1.., ..) => '\t',
        (_, semicolons, commas) if semicolons > commas => ';',
        _ => ',',
    }
}

/// The columns that a header names.
fn columns(header: &[String], line: u32, reading: &mut Reading<'_>) -> Option<Vec<Option<Column>>> {
    let mut columns = Vec::new();
    for name in header {
        match Column::named(name) {
            Ok(column) => columns.push(column),
            Err(why) => {
                reading.fault(line, why);
                return None;
            }
        }
    }
    // `id` and `no` are languages too, but before two others they number the rows.
    let holds_terms = |column: &Option<Column>| {
        matches!(column, Some(Column::Source | Column::Target | Column::Language(_)))
    };
    if columns.iter().filter(|column| holds_terms(column)).count() > 2 {
        let first = header.first().map(|name| name.trim().to_lowercase());
        if matches!(first.as_deref(), Some("id" | "no")) {
            columns[0] = None;
        }
    }
    let terms = columns.iter().flatten().filter(|column| {
        matches!(
            column,
            Column::Source
                | Column::Target
                | Column::Language(_)
                | Column::Keep
                | Column::Forbidden
        )
    });
    if terms.count() == 0 {
        reading.fault(
            line,
            "the first row must name the columns: source,target,status, or languages such as en,ja",
        );
        return None;
    }
    for (at, column) in columns.iter().enumerate() {
        if column.is_some() && columns[..at].contains(column) {
            reading.fault(line, format!("two columns are called `{}`", header[at].trim()));
            return None;
        }
    }
    Some(columns)
}

/// One row.
struct Record {
    cells: Vec<String>,
    /// Whether the text ends inside quotation marks.
    open: bool,
}

/// The rows of a text; a cell in quotation marks may hold separators and ends of lines.
struct Records<'a> {
    text: &'a str,
    at: usize,
    line: u32,
    separator: char,
}

impl Records<'_> {
    /// The next row that is not empty, with the number of its first line.
    fn next_filled(&mut self) -> Option<(u32, Record)> {
        loop {
            let line = self.line;
            let record = self.next_record()?;
            if record.open || record.cells.iter().any(|cell| !cell.trim().is_empty()) {
                return Some((line, record));
            }
        }
    }

    fn next_record(&mut self) -> Option<Record> {
        if self.at >= self.text.len() {
            return None;
        }
        let mut record = Record { cells: Vec::new(), open: false };
        loop {
            let (cell, more) = self.cell(&mut record.open);
            record.cells.push(cell);
            if !more {
                return Some(record);
            }
        }
    }

    /// The next cell, and whether another follows on its row.
    fn cell(&mut self, open: &mut bool) -> (String, bool) {
        let rest = &self.text[self.at..];
        if let Some(quoted) = rest.trim_start_matches(' ').strip_prefix('"') {
            self.at = self.text.len() - quoted.len();
            return self.quoted(open);
        }
        self.plain(String::new())
    }

    /// The rest of a cell without quotation marks, behind what is known of it.
    fn plain(&mut self, mut cell: String) -> (String, bool) {
        let rest = &self.text[self.at..];
        let separator = self.separator;
        let end = rest.find([separator, '\n']).unwrap_or(rest.len());
        cell.push_str(rest[..end].trim_end_matches('\r'));
        let stop = rest[end..].chars().next();
        self.at += end + stop.map_or(0, char::len_utf8);
        self.line += u32::from(stop == Some('\n'));
        (cell, stop == Some(separator))
    }

    fn quoted(&mut self, open: &mut bool) -> (String, bool) {
        let mut cell = String::new();
        loop {
            let rest = &self.text[self.at..];
            let Some(end) = rest.find('"') else {
                *open = true;
                self.at = self.text.len();
                return (cell, false);
            };
            let inside = &rest[..end];
            self.line += inside.matches('\n').count() as u32;
            cell.push_str(inside);
            self.at += end + 1;
            if self.text[self.at..].starts_with('"') {
                cell.push('"');
                self.at += 1;
            } else {
                return self.plain(cell);
            }
        }
    }
}
