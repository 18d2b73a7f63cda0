//! Tab-separated values: source, target and optionally an id, one pair a line, nothing quoted.
//!
//! A first row that names its columns is a header: `source`, `target` and `id` or words like them,
//! or language tags (`en`, `ja`), which then are the languages. Without a header the columns are
//! source, target, id. Further columns are ignored.

use super::decode::{Lines, Next};
use super::item::{Out, ProblemKind, Units};
use super::{Format, Input, Languages, Open, SOURCE, TARGET, language};
use crate::text::Text;
use crate::unit::{Pair, Side, Unit};
use std::ops::Range;
use std::sync::Arc;

pub(super) const FORMAT: Format = Format {
    name: "tsv",
    extensions: &["tsv", "tab"],
    summary: "tab-separated values: source, target and optionally an id",
    catalogue: false,
    open: Open::Together(open),
};

fn open(input: Input, out: &mut Out) -> Box<dyn Units> {
    let langs = [input.languages.side(SOURCE, None), input.languages.side(TARGET, None)];
    Box::new(Tsv {
        lines: Lines::new(input.bytes, input.file, input.encoding, out),
        line: Text::default(),
        cells: Vec::new(),
        document: input.document,
        languages: input.languages,
        langs,
        columns: Columns { source: 0, target: 1, id: Some(2) },
        at_start: true,
    })
}

struct Tsv {
    lines: Lines,
    line: Text,
    /// The ranges of the cells of `line`.
    cells: Vec<Range<usize>>,
    document: Arc<str>,
    languages: Languages,
    langs: [Arc<str>; 2],
    columns: Columns,
    at_start: bool,
}

/// Which column holds what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Columns {
    source: usize,
    target: usize,
    id: Option<usize>,
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
        if std::mem::take(&mut self.at_start) && self.read_header(out) {
            return true;
        }
        self.read_row(out);
        true
    }
}

impl Tsv {
    /// Takes the row for a header if its cells name a source and a target.
    fn read_header(&mut self, out: &mut Out) -> bool {
        let line = self.line.as_str();
        let names: Vec<_> =
            self.cells.iter().map(|cell| line[cell.clone()].trim().to_lowercase()).collect();
        let find = |words: &[&str]| names.iter().position(|name| words.contains(&name.as_str()));
        let id = find(&["id", "key", "name", "segid", "seg_id", "context"]);
        if let (Some(source), Some(target)) = (
            find(&["source", "src", "original", "source_text"]),
            find(&["target", "tgt", "trg", "translation", "mt", "hypothesis", "target_text"]),
        ) {
            self.columns = Columns { source, target, id };
            return true;
        }
        let mut tags: Vec<_> = names.iter().map(|name| language::known(name)).collect();
        // `id` is Indonesian too, but beside two languages it is the name of the key.
        let given = self.languages.given.iter().flatten();
        let is_asked_for = given.map(|given| language::primary(given)).any(|given| given == "id");
        if let Some(at) = id
            && tags.iter().flatten().count() > 2
            && !is_asked_for
        {
            tags[at] = None;
        }
        // A language is no key.
        let id = id.filter(|&at| tags[at].is_none());
        if names
            .iter()
            .zip(&tags)
            .enumerate()
            .any(|(at, (name, tag))| tag.is_none() && Some(at) != id && !name.is_empty())
        {
            return false;
        }
        // With several languages in the header the options choose; else the first two count.
        let chosen = |side: usize| {
            let given = self.languages.given[side].as_deref()?;
            let exact = tags.iter().position(|tag| tag.as_deref() == Some(given));
            exact.or_else(|| {
                let near = |tag: &Option<String>| {
                    tag.as_deref().map(language::primary) == Some(language::primary(given))
                };
                tags.iter().position(near)
            })
        };
        let mut others = (0..tags.len()).filter(|&at| tags[at].is_some());
        let (given_source, given_target) = (chosen(SOURCE), chosen(TARGET));
        let source = given_source.or_else(|| others.find(|&at| Some(at) != given_target));
        let target = given_target.or_else(|| others.find(|&at| Some(at) != source));
        let (Some(source), Some(target)) = (source, target) else { return false };
        if source == target {
            return false;
        }
        for (side, column, found) in
            [(SOURCE, source, given_source), (TARGET, target, given_target)]
        {
            if let (Some(given), None) = (&self.languages.given[side], found) {
                let name = &names[column];
                let message = format!("no column is called `{given}`; `{name}` is read for it");
                let place = self.line.place(self.cells[column].start as u32);
                out.problem(self.lines.problem(place, ProblemKind::Damage, message));
            }
            let stated = tags[column].as_deref().map(Arc::from);
            self.langs[side] = self.languages.side(side, stated.as_ref());
        }
        self.columns = Columns { source, target, id };
        true
    }

    fn read_row(&self, out: &mut Out) {
        let Columns { source, target, id } = self.columns;
        let (Some(source), Some(target)) = (self.cells.get(source), self.cells.get(target)) else {
            let message = format!(
                "this row has {} of {} columns and was left out; source and target are separated by \
                 a tab",
                self.cells.len(),
                source.max(target) + 1
            );
            out.problem(self.lines.problem(self.line.place(0), ProblemKind::Lost, message));
            return;
        };
        let cell = |range: &Range<usize>| &self.line.as_str()[range.clone()];
        let side = |side: usize, range: &Range<usize>| {
            Side::new(Arc::clone(&self.langs[side]), self.line.slice(range.clone()))
        };
        let key = id.and_then(|id| self.cells.get(id)).map(|range| cell(range).trim());
        let pair = Pair::new(
            side(SOURCE, source),
            (!cell(target).trim().is_empty()).then(|| side(TARGET, target)),
        );
        let (file, document) = (Arc::clone(self.lines.file()), Arc::clone(&self.document));
        out.unit(Unit {
            key: key.filter(|key| !key.is_empty()).map(str::to_owned),
            ..Unit::new(file, document, vec![pair])
        });
    }
}
