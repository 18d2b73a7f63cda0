//! Tables with a row a unit, whatever file holds them: which columns count, and the units of a row.

mod choice;
mod header;

pub use choice::ColumnChoice;

use super::item::{Out, Problem, ProblemKind, States};
use super::{Input, Languages};
use crate::text::{Place, Text};
use crate::unit::{Pair, Side, Unit};
use header::{Columns, Header};
use std::sync::Arc;

/// Why a table cannot be read whose first row says nothing.
const NAMELESS: &str = "its first row names no columns for source and target; name them with \
                        --columns source=1,target=2";

/// A row of a table.
pub(super) trait Row {
    /// How many cells it has.
    fn width(&self) -> usize;

    /// The text of a cell, which is one of them.
    fn text(&self, column: usize) -> Text;

    /// Where a cell begins; that of one behind the last is where the row begins.
    fn place(&self, column: usize) -> Place;
}

/// A table as far as it was read.
pub(super) struct Table {
    file: Arc<str>,
    document: Arc<str>,
    languages: Languages,
    states: States,
    choice: Option<Arc<ColumnChoice>>,
    /// Whether a table whose first row names no columns has source, target and id.
    bare: bool,
    /// What stands between two cells.
    between: &'static str,
    columns: Option<Columns>,
}

/// What the first row of a table turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    /// The names of its columns.
    Header,
    /// A row like every other one.
    Row,
}

impl Table {
    /// A table of which nothing was read.
    pub(super) fn new(input: &Input, bare: bool, between: &'static str) -> Self {
        Self {
            file: Arc::clone(&input.file),
            document: Arc::clone(&input.document),
            languages: input.languages.clone(),
            states: input.states,
            choice: input.columns.clone(),
            bare,
            between,
            columns: None,
        }
    }

    /// Says what stands between two cells.
    pub(super) fn separate(&mut self, between: &'static str) {
        self.between = between;
    }

    /// Takes the document that the rows belong to.
    pub(super) fn name(&mut self, document: Arc<str>) {
        self.document = document;
    }

    /// Looks at the first row; if the table cannot be read, says why.
    pub(super) fn start(&mut self, row: &dyn Row, out: &mut Out) -> Result<Start, String> {
        let names: Vec<_> = (0..row.width()).map(|at| row.text(at).into_string()).collect();
        let header = match &self.choice {
            Some(choice) => Some(choice.columns(&names, &self.languages)?),
            None => Header::of(&names, &self.languages),
        };
        match header {
            Some(Header { columns, names_columns, complaints }) => {
                for (column, message) in complaints {
                    self.problem(row.place(column), ProblemKind::Damage, message, out);
                }
                self.columns = Some(columns);
                Ok(if names_columns { Start::Header } else { Start::Row })
            }
            None if self.bare => {
                self.columns = Some(Columns::bare(&self.languages));
                Ok(Start::Row)
            }
            None => Err(NAMELESS.to_owned()),
        }
    }

    /// Puts out the units of a row, one a target language.
    pub(super) fn row(&self, row: &dyn Row, out: &mut Out) {
        let Some(columns) = &self.columns else { return };
        let has = |column: &usize| *column < row.width();
        let last = columns.targets.iter().map(|target| target.0).min().unwrap_or_default();
        if !has(&columns.source) || !has(&last) {
            let message = format!(
                "this row has {} of {} columns and was left out; source and target are separated by \
                 {}",
                row.width(),
                columns.source.max(last) + 1,
                self.between,
            );
            return self.problem(row.place(0), ProblemKind::Lost, message, out);
        }
        let filled = |column: usize| {
            let text = has(&column).then(|| row.text(column).into_string())?;
            Some(text.trim().to_owned()).filter(|text| !text.is_empty())
        };
        let empty = |column: usize| filled(column).is_none();
        if empty(columns.source) && columns.targets.iter().all(|&(column, _)| empty(column)) {
            return;
        }
        let is_fuzzy = columns.fuzzy.and_then(filled).is_some_and(|word| says_yes(&word));
        if is_fuzzy && !self.states.with_fuzzy {
            out.counts.fuzzy += 1;
            return;
        }
        let id = columns.key.and_then(filled);
        let context = columns.context.and_then(filled);
        // The context tells texts apart where nothing else does.
        let (key, context) = if id.is_some() { (id, context) } else { (context, None) };
        let notes: Vec<_> =
            columns.notes.iter().copied().filter_map(filled).chain(context).collect();
        let max_length = columns.limit.and_then(filled).and_then(|limit| limit.parse().ok());
        let source = Side::new(Arc::clone(&columns.source_lang), row.text(columns.source));
        for (column, lang) in &columns.targets {
            let text = has(column).then(|| row.text(*column));
            let text = text.filter(|text| !text.as_str().trim().is_empty());
            let target = text.map(|text| Side::new(Arc::clone(lang), text));
            let pair = Pair {
                max_length: max_length.filter(|&limit| limit > 0),
                ..Pair::new(source.clone(), target)
            };
            let (file, document) = (Arc::clone(&self.file), Arc::clone(&self.document));
            let (key, notes) = (key.clone(), notes.clone());
            out.unit(Unit { key, notes, ..Unit::new(file, document, vec![pair]) });
        }
    }

    /// Reports why a table is not read; there is nothing to read on then.
    pub(super) fn refuse(&self, row: &dyn Row, why: String, out: &mut Out) -> bool {
        self.problem(row.place(0), ProblemKind::Unreadable, why, out);
        false
    }

    /// Reports a problem.
    pub(super) fn problem(&self, place: Place, kind: ProblemKind, message: String, out: &mut Out) {
        out.problem(Problem { file: Arc::clone(&self.file), place: Some(place), message, kind });
    }
}

/// Whether a cell says yes.
fn says_yes(word: &str) -> bool {
    matches!(word.to_lowercase().as_str(), "true" | "yes" | "1" | "x" | "fuzzy")
}
