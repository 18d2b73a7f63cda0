//! Comma-separated values, also with semicolons or tabs: a row a unit, with a header as a rule.
//!
//! Rows are split by hand. A general reader of CSV gives the text of a cell and not where each of its
//! characters stands, and it takes one quotation mark that is never closed for the rest of the file;
//! here it costs its line.

use super::decode::{Lines, Next};
use super::escape;
use super::item::{Out, ProblemKind, Units};
use super::table::{Row, Start, Table};
use super::{Format, Input, Open, PlaceKind};
use crate::text::{Place, Text, TextBuilder};
use memchr::memchr;
use std::cmp::Reverse;
use std::collections::VecDeque;
use std::ops::Range;

pub(super) const FORMAT: Format = Format {
    name: "csv",
    extensions: &["csv"],
    summary: "comma-separated values, also with semicolons: columns by header or by --columns",
    catalogue: false,
    plurals: false,
    places: PlaceKind::Characters,
    writes: &[escape::doubled_quotes, escape::verbatim],
    open: Open::Together(open),
};

/// How many lines a row may have.
const LINES: usize = 200;

/// What may stand between cells, with its name; of equally frequent ones the first counts.
const SEPARATORS: [(u8, &str); 3] = [(b',', "commas"), (b';', "semicolons"), (b'\t', "tabs")];

fn open(input: Input, out: &mut Out) -> Box<dyn Units> {
    Box::new(Csv {
        table: Table::new(&input, true, ""),
        lines: Lines::new(input.bytes, input.file, input.encoding, out),
        ahead: VecDeque::new(),
        separator: b',',
        at_start: true,
    })
}

struct Csv {
    table: Table,
    lines: Lines,
    /// Lines that were read in search of the end of a row which they do not belong to.
    ahead: VecDeque<Text>,
    separator: u8,
    at_start: bool,
}

impl Units for Csv {
    fn read(&mut self, out: &mut Out) -> bool {
        let Some(line) = self.line(out) else { return false };
        if line.as_str().trim().is_empty() {
            return true;
        }
        if self.at_start && self.settle_separator(line.as_str()) {
            return true;
        }
        let Some(record) = self.record(line, out) else { return true };
        if std::mem::take(&mut self.at_start) {
            match self.table.start(&record, out) {
                Ok(Start::Header) => return true,
                Ok(Start::Row) => {}
                Err(why) => return self.table.refuse(&record, why, out),
            }
        }
        // Spreadsheets write the separators of empty rows.
        if record.cells.iter().any(|cell| !cell.range.is_empty()) {
            self.table.row(&record, out);
        }
        true
    }
}

impl Csv {
    /// The next line; one that is too long is left out.
    fn line(&mut self, out: &mut Out) -> Option<Text> {
        if let Some(line) = self.ahead.pop_front() {
            return Some(line);
        }
        let mut line = Text::default();
        loop {
            match self.lines.next(&mut line, out) {
                Next::Line => return Some(line),
                Next::TooLong => {}
                Next::End => return None,
            }
        }
    }

    /// Sees by the first line what stands between cells; `true` if that is all that it says, as
    /// Excel writes it (`sep=;`).
    fn settle_separator(&mut self, line: &str) -> bool {
        let said = line.strip_prefix("sep=").map(str::as_bytes).filter(|rest| rest.len() == 1);
        let outside: String = line.split('"').step_by(2).collect();
        let count = |separator: u8| outside.bytes().filter(|&byte| byte == separator).count();
        let (separator, name) = match said {
            Some(&[byte]) => (byte, "the separator that it names"),
            _ => SEPARATORS
                .into_iter()
                .min_by_key(|&(byte, _)| Reverse(count(byte)))
                .unwrap_or(SEPARATORS[0]),
        };
        self.separator = separator;
        self.table.separate(name);
        said.is_some()
    }

    /// The row that begins with a line.
    fn record(&mut self, line: Text, out: &mut Out) -> Option<Record> {
        let mut split = Split { separator: self.separator, ..Split::default() };
        let mut state = split.go_on(line.as_str());
        if state == State::Done {
            return Some(Record { text: line, cells: split.cells });
        }
        let first = line.place(0);
        let mut text = TextBuilder::new(first);
        text.copy(&mut line.places(), 0..line.as_str().len());
        let mut end = line.place_end(line.as_str().len() as u32);
        let mut taken = Vec::new();
        while state == State::Open && taken.len() < LINES {
            let Some(next) = self.line(out) else { break };
            let start = next.place(0);
            text.atom("\n", end, 1, (start.byte - end.byte) as u32);
            text.copy(&mut next.places(), 0..next.as_str().len());
            end = next.place_end(next.as_str().len() as u32);
            taken.push(next);
            state = split.go_on(text.as_str());
        }
        if state == State::Done {
            return Some(Record { text: text.finish(), cells: split.cells });
        }
        let opened = text.finish().place(split.open.unwrap_or(1) as u32 - 1);
        let message = "a quotation mark opens here and is never closed; this line was left out";
        self.table.problem(opened, ProblemKind::Lost, message.to_owned(), out);
        taken.into_iter().rev().for_each(|line| self.ahead.push_front(line));
        None
    }
}

/// How far a row was split.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// To its end.
    Done,
    /// Into a cell that goes on on the next line.
    Open,
    /// Into a cell that began on an earlier line and ends in the middle of another one.
    Broken,
}

/// Splits a row into cells, line by line.
#[derive(Debug, Default)]
struct Split {
    separator: u8,
    cells: Vec<Cell>,
    at: usize,
    /// Where the cell in quotation marks begins that was not ended.
    open: Option<usize>,
    /// Where the line begins that was added last.
    line: usize,
}

/// A cell: what stands between its quotation marks, or all of it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Cell {
    range: Range<usize>,
    /// Whether a quotation mark in it is written as two.
    quoted: bool,
}

impl Split {
    /// Goes on to the end of `text`, which is the row as far as it was read.
    fn go_on(&mut self, text: &str) -> State {
        let bytes = text.as_bytes();
        // Behind the line feed that was added with the line.
        if self.open.is_some() {
            self.line = self.at + 1;
        }
        loop {
            let (range, quoted, end) = if let Some(start) = self.open {
                match self.closing(bytes, start) {
                    Ok(end) => (start..end, true, end + 1),
                    Err(state) => return state,
                }
            } else {
                let start = self.at;
                let inside = text[start..].trim_start_matches(' ');
                if inside.starts_with('"') {
                    self.at = text.len() - inside.len() + 1;
                    self.open = Some(self.at);
                    continue;
                }
                let length = bytes[start..].iter().position(|&byte| byte == self.separator);
                let end = length.map_or(text.len(), |length| start + length);
                (start..end, false, end)
            };
            self.cells.push(Cell { range, quoted });
            self.open = None;
            let end = end + text[end..].len() - text[end..].trim_start_matches(' ').len();
            if end >= text.len() {
                return State::Done;
            }
            self.at = end + 1;
        }
    }

    /// The quotation mark that ends the cell that begins at `start`: one before a separator or the end
    /// of the line.
    fn closing(&mut self, bytes: &[u8], start: usize) -> Result<usize, State> {
        while let Some(mark) = memchr(b'"', &bytes[self.at..]).map(|n| self.at + n) {
            let mut behind = bytes[mark + 1..].iter().skip_while(|&&byte| byte == b' ');
            match behind.next() {
                None => return Ok(mark),
                Some(&byte) if byte == self.separator => return Ok(mark),
                Some(b'"') if bytes[mark + 1] == b'"' => self.at = mark + 2,
                Some(_) if start < self.line => return Err(State::Broken),
                // People forget to double it.
                Some(_) => self.at = mark + 1,
            }
        }
        self.at = bytes.len();
        Err(State::Open)
    }
}

/// A row in cells.
struct Record {
    text: Text,
    cells: Vec<Cell>,
}

impl Row for Record {
    fn width(&self) -> usize {
        self.cells.len()
    }

    fn text(&self, column: usize) -> Text {
        let Cell { range, quoted } = &self.cells[column];
        let written = &self.text.as_str()[range.clone()];
        if !quoted || !written.contains("\"\"") {
            return self.text.slice(range.clone());
        }
        let mut text = TextBuilder::new(self.text.place(range.start as u32));
        let mut places = self.text.places();
        let mut at = range.start;
        for (mark, _) in written.match_indices("\"\"") {
            let mark = range.start + mark;
            text.copy(&mut places, at..mark);
            text.escape(&mut places, mark..mark + 2, "\"");
            at = mark + 2;
        }
        text.copy(&mut places, at..range.end);
        text.finish()
    }

    fn place(&self, column: usize) -> Place {
        self.text.place(self.cells.get(column).map_or(0, |cell| cell.range.start as u32))
    }
}
