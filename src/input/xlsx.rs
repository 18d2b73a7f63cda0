//! Workbooks of Excel: every sheet whose first rows name columns for source and target.
//!
//! A place is a cell: its row is the line, its column the column. Formats, comments and whether a row
//! is hidden do not count, rich text is its text. The package and the texts of all sheets are held in
//! memory; of the cells, one sheet at a time.

use super::item::{Out, Problem, ProblemKind, Units};
use super::table::{Row, Start, Table};
use super::{Format, Input, Open, PlaceKind};
use crate::error::reason;
use crate::text::{Place, Text, TextBuilder};
use calamine::{Cell, DataRef, Reader as _, Xlsx, XlsxCellReader, XlsxError};
use std::io::{Cursor, Read as _};
use std::sync::Arc;

pub(super) const FORMAT: Format = Format {
    name: "xlsx",
    extensions: &["xlsx", "xlsm"],
    summary: "workbooks of Excel: columns by header or by --columns",
    catalogue: false,
    plurals: false,
    places: PlaceKind::Cells,
    writes: &[],
    open: Open::Together(|input, _| Box::new(Sheets { input: Some(input) })),
};

/// The largest workbook that is read, in bytes.
const LARGEST: u64 = 256 << 20;

/// How many columns a sheet can have.
const COLUMNS: usize = 1 << 14;

/// In how many rows the names of the columns are looked for, below a title.
const HEAD: usize = 5;

type Workbook = Xlsx<Cursor<Vec<u8>>>;

/// The sheets of a workbook, until they were read.
struct Sheets {
    input: Option<Input>,
}

impl Units for Sheets {
    fn read(&mut self, out: &mut Out) -> bool {
        let Some(mut input) = self.input.take() else { return false };
        if let Err(message) = read_workbook(&mut input, out) {
            let (file, kind) = (Arc::clone(&input.file), ProblemKind::Unreadable);
            out.problem(Problem { file, place: None, message, kind });
        }
        true
    }
}

fn read_workbook(input: &mut Input, out: &mut Out) -> Result<(), String> {
    let mut package = Vec::new();
    let bytes = (&mut input.bytes).take(LARGEST + 1).read_to_end(&mut package);
    bytes.map_err(|error| format!("cannot be read: {}", reason(&error)))?;
    if package.is_empty() {
        return Ok(());
    }
    if package.len() as u64 > LARGEST {
        return Err(format!("this workbook is larger than {} MiB; not read", LARGEST >> 20));
    }
    let workbook = Workbook::new(Cursor::new(package));
    let mut workbook =
        workbook.map_err(|error| format!("this is no workbook of Excel ({error}); not read"))?;
    let names = workbook.sheet_names();
    let mut why = None;
    let mut any = false;
    for name in &names {
        let mut table = Table::new(input, false, "cells");
        if names.len() > 1 {
            table.name(name.as_str().into());
        }
        match read_sheet(&mut workbook, name, &mut table, out) {
            Ok(Sheet::Read) => any = true,
            Ok(Sheet::Foreign(reason)) => why = why.or(reason),
            Err(error) => {
                any = true;
                let message = format!("the sheet `{name}` cannot be read to its end: {error}");
                let (file, kind) = (Arc::clone(&input.file), ProblemKind::Unreadable);
                out.problem(Problem { file, place: None, message, kind });
            }
        }
    }
    match why {
        Some(why) if !any => Err(format!("no sheet holds translations: {why}")),
        _ => Ok(()),
    }
}

/// What a sheet turned out to be.
enum Sheet {
    /// A table of translations.
    Read,
    /// Something else, and why it was not read; an empty sheet needs no reason.
    Foreign(Option<String>),
}

fn read_sheet(
    workbook: &mut Workbook,
    name: &str,
    table: &mut Table,
    out: &mut Out,
) -> Result<Sheet, XlsxError> {
    let mut rows =
        Rows { cells: workbook.worksheet_cells_reader(name)?, next: None, at_end: false };
    let mut why = None;
    for _ in 0..HEAD {
        let Some(mut row) = rows.next()? else { return Ok(Sheet::Foreign(why)) };
        match table.start(&row, out) {
            Err(reason) => why = why.or(Some(reason)),
            Ok(start) => {
                row.padded = true;
                if start == Start::Row {
                    table.row(&row, out);
                }
                while let Some(row) = rows.next()? {
                    table.row(&SheetRow { padded: true, ..row }, out);
                }
                return Ok(Sheet::Read);
            }
        }
    }
    Ok(Sheet::Foreign(why))
}

/// The rows of a sheet that hold anything.
struct Rows<'w> {
    cells: XlsxCellReader<'w, Cursor<Vec<u8>>>,
    /// The first cell of the next row.
    next: Option<Cell<DataRef<'w>>>,
    at_end: bool,
}

impl Rows<'_> {
    fn next(&mut self) -> Result<Option<SheetRow>, XlsxError> {
        let mut row: Option<SheetRow> = None;
        loop {
            let cell = match self.next.take() {
                Some(cell) => Some(cell),
                // Behind the end the cells are an error.
                None if self.at_end => None,
                None => self.cells.next_cell()?,
            };
            let Some(cell) = cell else {
                self.at_end = true;
                return Ok(row);
            };
            let (number, column) = cell.get_position();
            let text = text(cell.get_value());
            if text.is_empty() || column as usize >= COLUMNS {
                continue;
            }
            match &mut row {
                Some(row) if row.number != number => {
                    self.next = Some(cell);
                    break;
                }
                Some(row) => row.set(column as usize, text),
                None => {
                    let mut new = SheetRow { number, cells: Vec::new(), padded: false };
                    new.set(column as usize, text);
                    row = Some(new);
                }
            }
        }
        Ok(row)
    }
}

/// A cell as text.
fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::DateTime(date) => date.as_f64().to_string(),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

/// A row of a sheet.
struct SheetRow {
    /// Its number, from 0.
    number: u32,
    /// Its cells up to the last that holds anything.
    cells: Vec<String>,
    /// Whether it has empty cells behind these, as every row of a sheet has.
    padded: bool,
}

impl SheetRow {
    fn set(&mut self, column: usize, text: String) {
        if self.cells.len() <= column {
            self.cells.resize(column + 1, String::new());
        }
        self.cells[column] = text;
    }
}

impl Row for SheetRow {
    fn width(&self) -> usize {
        if self.padded { COLUMNS } else { self.cells.len() }
    }

    fn text(&self, column: usize) -> Text {
        let place = self.place(column);
        let mut text = TextBuilder::new(place);
        // A cell is one place, whatever it holds.
        text.atom(self.cells.get(column).map_or("", String::as_str), place, 0, 0);
        text.finish()
    }

    fn place(&self, column: usize) -> Place {
        Place { line: self.number + 1, column: column as u32 + 1, byte: 0 }
    }
}
