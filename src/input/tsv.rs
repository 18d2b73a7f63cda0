//! Tab-separated values: source, target and optionally an id, one pair a line, nothing quoted.
//!
//! A first row that names its columns is a header. Without one the columns are source, target, id.

use super::decode::{Lines, Next};
use super::escape;
use super::item::{Out, Units};
use super::table::{Row, Start, Table};
use super::{Format, Input, Open, PlaceKind};
use crate::text::{Place, Text};
use std::ops::Range;

pub(super) const FORMAT: Format = Format {
    name: "tsv",
    extensions: &["tsv", "tab"],
    summary: "tab-separated values: source, target and optionally an id",
    catalogue: false,
    plurals: false,
    places: PlaceKind::Characters,
    writes: &[escape::verbatim, escape::doubled_quotes],
    open: Open::Together(open),
};

fn open(input: Input, out: &mut Out) -> Box<dyn Units> {
    Box::new(Tsv {
        table: Table::new(&input, true, "a tab"),
        lines: Lines::new(input.bytes, input.file, input.encoding, out),
        line: Text::default(),
        cells: Vec::new(),
        at_start: true,
    })
}

struct Tsv {
    table: Table,
    lines: Lines,
    line: Text,
    /// The ranges of the cells of `line`.
    cells: Vec<Range<usize>>,
    at_start: bool,
}

impl Units for Tsv {
    fn read(&mut self, out: &mut Out) -> bool {
        match self.lines.next(&mut self.line, out) {
            Next::End => return false,
            Next::TooLong => return true,
            Next::Line => {}
        }
        let line = self.line.as_str();
        if line.trim().is_empty() {
            return true;
        }
        self.cells.clear();
        let mut start = 0;
        for cell in line.split('\t') {
            self.cells.push(start..start + cell.len());
            start += cell.len() + 1;
        }
        let row = Cells { line: &self.line, cells: &self.cells };
        if std::mem::take(&mut self.at_start) {
            match self.table.start(&row, out) {
                Ok(Start::Header) => return true,
                Ok(Start::Row) => {}
                Err(why) => return self.table.refuse(&row, why, out),
            }
        }
        self.table.row(&row, out);
        true
    }
}

/// A line in cells.
struct Cells<'l> {
    line: &'l Text,
    cells: &'l [Range<usize>],
}

impl Row for Cells<'_> {
    fn width(&self) -> usize {
        self.cells.len()
    }

    fn text(&self, column: usize) -> Text {
        self.line.slice(self.cells[column].clone())
    }

    fn place(&self, column: usize) -> Place {
        self.line.place(self.cells.get(column).map_or(0, |cell| cell.start as u32))
    }
}
