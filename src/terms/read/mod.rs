//! Glossaries: tables (CSV, TSV), TBX, and the `[[term]]` tables of `tieout.toml`.
//!
//! A reader never fails as a whole: it yields what it understood, and a problem with its line for
//! everything else. Whoever asked decides whether to go on.

mod row;
mod table;
mod tbx;
mod toml;

pub use self::toml::{Entry, entries};

use super::{Concept, Termbase};
use crate::input::xml::declared_encoding;
use crate::input::{Problem, ProblemKind, whole};
use crate::text::Place;
use encoding_rs::Encoding;
use std::path::Path;
use std::sync::Arc;

/// What is known of a glossary before it is read.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// The source language, where the glossary does not say it.
    pub source_lang: Option<String>,
    /// The target language, where the glossary does not say it.
    pub target_lang: Option<String>,
    /// The encoding, where the glossary is not Unicode.
    pub encoding: Option<&'static Encoding>,
}

/// A glossary that was read.
#[derive(Debug, Default)]
pub struct Glossary {
    /// What it holds.
    pub base: Termbase,
    /// What is wrong with it, in the order of the file.
    pub problems: Vec<Problem>,
}

/// What a ZIP archive begins with.
const ARCHIVE: &[u8] = b"PK\x03\x04";

/// Reads the bytes of a glossary. Its `name` stands in problems and may tell its languages
/// (`glossary.en-ja.csv`); whether it is a table or TBX, the bytes tell.
pub fn glossary(name: &str, bytes: Vec<u8>, known: &Known) -> Glossary {
    let file: Arc<str> = Arc::from(name);
    if bytes.starts_with(ARCHIVE) {
        let mut read = Glossary::default();
        let why = "this is an archive, such as a spreadsheet; save it as CSV or TSV".to_owned();
        let mut reading = Reading { file, found: &mut read };
        reading.problem(None, ProblemKind::Unreadable, why);
        return read;
    }
    // A byte order mark or a declaration wins, and what is UTF-8 is UTF-8.
    let other = if std::str::from_utf8(&bytes).is_ok() { None } else { known.encoding };
    let encoding = declared_encoding(&bytes).or(other);
    let (text, mut broken) = whole::decode(bytes, &file, encoding);
    // A term with a broken letter would silently never match.
    for problem in &mut broken {
        problem.kind = problem.kind.max(ProblemKind::Lost);
    }
    let mut read = Glossary { base: Termbase::default(), problems: broken };
    let mut reading = Reading { file, found: &mut read };
    if text.trim_start().starts_with('<') {
        tbx::read(&text, &mut reading);
    } else {
        let named = whole::named_pair(Path::new(name));
        let [source, target] = named.map_or([None, None], |pair| pair.map(Some));
        let langs = [
            source.or_else(|| known.source_lang.clone()),
            target.or_else(|| known.target_lang.clone()),
        ];
        table::read(&text, &langs, &mut reading);
    }
    if read.base.is_empty() && read.problems.is_empty() {
        let mut reading = Reading { file: Arc::from(name), found: &mut read };
        reading.problem(None, ProblemKind::Damage, "there is no term in this glossary".to_owned());
    }
    read
}

/// A glossary while it is read.
struct Reading<'a> {
    file: Arc<str>,
    found: &'a mut Glossary,
}

impl Reading<'_> {
    fn problem(&mut self, line: Option<u32>, kind: ProblemKind, message: String) {
        let place = line.map(|line| Place { line, ..Place::default() });
        self.found.problems.push(Problem { file: Arc::clone(&self.file), place, message, kind });
    }

    /// Something that the user must put right.
    fn fault(&mut self, line: u32, message: impl Into<String>) {
        self.problem(Some(line), ProblemKind::Lost, message.into());
    }

    /// Takes in a concept, and says so if nothing will ever come of it.
    fn concept(&mut self, line: u32, concept: Concept) {
        match concept.idle() {
            Some(why) => self.problem(Some(line), ProblemKind::Damage, why.to_owned()),
            None => self.found.base.add(concept),
        }
    }
}
