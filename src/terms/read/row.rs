//! One row of a glossary, be it a line of a table or a `[[term]]`: what its columns are called and
//! what they say.

use crate::cldr;
use crate::input::{canonical, whole};
use crate::suggest::{did_you_mean, nearest};
use crate::terms::{Case, Concept, Role, Status, Term};
use std::sync::Arc;

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Column {
    Source,
    Target,
    /// Terms of the language with this tag.
    Language(String),
    Admitted,
    Forbidden,
    Keep,
    Status,
    Case,
    Note,
    SourceLang,
    TargetLang,
}

/// The names of columns, and other names for them.
const COLUMNS: [(Column, &[&str]); 10] = [
    (Column::Source, &["source", "src", "term", "source-term", "original"]),
    (Column::Target, &["target", "tgt", "trg", "translation", "target-term", "preferred"]),
    (Column::Admitted, &["admitted", "allowed", "alternatives", "synonyms"]),
    (Column::Forbidden, &["forbidden", "deprecated", "avoid", "do-not-use"]),
    (Column::Keep, &["keep", "dnt", "do-not-translate"]),
    (Column::Status, &["status", "usage", "term-status", "usage-status"]),
    (Column::Case, &["case", "case-sensitive", "case-sensitivity", "match-case"]),
    (Column::Note, &["note", "notes", "comment", "comments"]),
    (Column::SourceLang, &["source-lang", "source-language", "src-lang", "source-locale"]),
    (Column::TargetLang, &["target-lang", "target-language", "tgt-lang", "target-locale"]),
];

/// The words for a status.
const STATUSES: [(Status, &[&str]); 5] = [
    (
        Status::Required,
        &["required", "mandatory", "must", "standardizedterm", "legalterm", "regulatedterm"],
    ),
    (Status::Preferred, &["preferred", "", "approved", "standard", "preferredterm", "default"]),
    (Status::Admitted, &["admitted", "allowed", "acceptable", "admittedterm", "alternative"]),
    (
        Status::Forbidden,
        &[
            "forbidden",
            "deprecated",
            "prohibited",
            "rejected",
            "banned",
            "avoid",
            "donotuse",
            "notrecommended",
            "notallowed",
            "obsolete",
            "superseded",
            "deprecatedterm",
            "supersededterm",
        ],
    ),
    (Status::Keep, &["keep", "dnt", "donottranslate", "nontranslatable", "untranslatable"]),
];

impl Column {
    /// The column with this name; `None` for one that means nothing here. A name that is nearly
    /// one of ours is an error.
    pub(super) fn named(name: &str) -> Result<Option<Self>, String> {
        let plain = name.trim().to_lowercase().replace([' ', '_'], "-");
        let known = COLUMNS.iter().find(|(_, names)| names.contains(&plain.as_str()));
        if let Some((column, _)) = known {
            return Ok(Some(column.clone()));
        }
        let tag =
            || whole::known_tag(name).or_else(|| cldr::by_name(name.trim()).map(str::to_owned));
        if let Some(tag) = tag() {
            return Ok(Some(Self::Language(tag)));
        }
        match nearest(&plain, COLUMNS.iter().map(|(_, names)| names[0])) {
            Some(near) => Err(format!("unknown column `{name}`; did you mean `{near}`?")),
            None => Ok(None),
        }
    }
}

/// The status that a word stands for: its own, or that of TBX in any dialect.
pub(super) fn status(word: &str) -> Result<Status, String> {
    let plain: String = word.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    let plain = plain.strip_suffix("admnsts").unwrap_or(&plain);
    let found = STATUSES.iter().find(|(_, words)| words.contains(&plain));
    found.map(|&(status, _)| status).ok_or_else(|| {
        let names = || STATUSES.iter().map(|(_, words)| words[0]);
        format!(
            "`{word}` is no status{} (one is {})",
            did_you_mean(word, names()),
            names().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
        )
    })
}

fn case(word: &str) -> Result<Case, String> {
    match word.trim().to_lowercase().as_str() {
        "" | "usual" | "default" => Ok(Case::Usual),
        "exact" | "sensitive" | "match" | "yes" | "true" | "1" => Ok(Case::Exact),
        "ignored" | "ignore" | "insensitive" | "no" | "false" | "0" => Ok(Case::Ignored),
        _ => Err(format!("`{word}` is no rule for case; write `exact` or `ignored`")),
    }
}

/// Whether a cell says yes. Anything else but no is a term.
fn truth(word: &str) -> Option<bool> {
    match word.trim().to_lowercase().as_str() {
        "true" | "yes" | "1" | "x" => Some(true),
        "" | "false" | "no" | "0" => Some(false),
        _ => None,
    }
}

/// The cells of a row, each with what its column holds; a cell may hold several values.
pub(super) struct Row<'a> {
    pub(super) cells: Vec<(&'a Column, Vec<String>)>,
    /// The languages of source and target, where neither row nor column says them.
    pub(super) langs: &'a [Option<String>; 2],
}

/// What a row says of all its terms.
struct Remarks {
    status: Status,
    case: Case,
    note: Option<String>,
    /// The languages of the columns `source` and `target`.
    langs: [Arc<str>; 2],
}

impl Remarks {
    fn term(&self, lang: &str, text: &str, status: Status, role: Role) -> Term {
        Term { lang: Arc::from(lang), text: text.to_owned(), status, case: self.case, role }
    }

    /// What the status of the row makes of its source term.
    fn of_source(&self) -> Status {
        if self.status == Status::Keep { Status::Keep } else { Status::Preferred }
    }

    /// What it makes of the `n`th term in one cell of the target: the first is the one to write.
    fn of_target(&self, n: usize) -> Status {
        match self.status {
            Status::Required | Status::Preferred if n > 0 => Status::Admitted,
            status => status,
        }
    }
}

impl Row<'_> {
    /// What the row says: a concept, or one for each term that is only to be kept. An empty row
    /// says nothing.
    pub(super) fn concepts(&self) -> Result<Vec<Concept>, String> {
        let mut remarks = self.remarks()?;
        let kept: Vec<Concept> = self
            .values(&Column::Keep)
            .filter(|word| truth(word).is_none())
            .map(|text| Concept {
                terms: vec![remarks.term("", text, Status::Keep, Role::Either)],
                note: remarks.note.clone(),
            })
            .collect();
        if !kept.is_empty() {
            return Ok(kept);
        }
        if self.values(&Column::Keep).any(|word| truth(word) == Some(true)) {
            remarks.status = Status::Keep;
        }
        let mut terms = self.sides(&remarks);
        self.columns_of_languages(&remarks, &mut terms);
        self.lists(&remarks, &mut terms)?;
        if terms.is_empty() {
            return Ok(Vec::new());
        }
        let begins = |term: &Term| term.role != Role::Target || term.status == Status::Forbidden;
        if !terms.iter().any(begins) {
            return Err("this row has no source term".to_owned());
        }
        Ok(vec![Concept { terms, note: remarks.note }])
    }

    fn remarks(&self) -> Result<Remarks, String> {
        let [source, target] = self.langs;
        Ok(Remarks {
            status: status(self.word(&Column::Status))?,
            case: case(self.word(&Column::Case))?,
            note: Some(self.word(&Column::Note)).filter(|n| !n.is_empty()).map(str::to_owned),
            langs: [
                self.lang(&Column::SourceLang, source.as_deref())?,
                self.lang(&Column::TargetLang, target.as_deref())?,
            ],
        })
    }

    /// The terms of the columns `source` and `target`.
    fn sides(&self, remarks: &Remarks) -> Vec<Term> {
        let [source, target] = &remarks.langs;
        let own = remarks.of_source();
        let sources =
            self.values(&Column::Source).map(|text| remarks.term(source, text, own, Role::Source));
        let targets = self
            .values(&Column::Target)
            .enumerate()
            .map(|(n, text)| remarks.term(target, text, remarks.of_target(n), Role::Target));
        sources.chain(targets).collect()
    }

    /// The terms of the columns that are called after languages. Without a column `source` the
    /// first of them that holds something is the one that is translated.
    fn columns_of_languages(&self, remarks: &Remarks, terms: &mut Vec<Term>) {
        let mut columns: Vec<(&str, Vec<&str>)> = Vec::new();
        for (column, values) in &self.cells {
            let values: Vec<&str> =
                values.iter().map(String::as_str).filter(|value| !value.is_empty()).collect();
            if let (Column::Language(tag), false) = (column, values.is_empty()) {
                columns.push((tag, values));
            }
        }
        // That a word is forbidden for another says nothing about the way back.
        let one_way = remarks.status == Status::Forbidden;
        let mut columns = columns.as_slice();
        if let ([(tag, texts), others @ ..], true) = (columns, terms.is_empty()) {
            let forbidden = others.is_empty() && one_way;
            let (status, role) = match (forbidden, one_way) {
                (true, _) => (remarks.status, Role::Target),
                (_, true) => (remarks.of_source(), Role::Source),
                _ => (remarks.of_source(), Role::Either),
            };
            terms.extend(texts.iter().map(|text| remarks.term(tag, text, status, role)));
            columns = others;
        }
        let role = if one_way { Role::Target } else { Role::Either };
        for (tag, texts) in columns {
            let texts = texts.iter().enumerate();
            terms
                .extend(texts.map(|(n, text)| remarks.term(tag, text, remarks.of_target(n), role)));
        }
    }

    /// The terms of the columns `admitted` and `forbidden`.
    fn lists(&self, remarks: &Remarks, terms: &mut Vec<Term>) -> Result<(), String> {
        for (column, status) in
            [(&Column::Admitted, Status::Admitted), (&Column::Forbidden, Status::Forbidden)]
        {
            let mut texts = self.values(column).peekable();
            if texts.peek().is_some() {
                let lang = self.target_of_lists(&remarks.langs[1])?;
                terms.extend(texts.map(|text| remarks.term(&lang, text, status, Role::Target)));
            }
        }
        Ok(())
    }

    /// The language of the lists `admitted` and `forbidden`, which do not name theirs.
    fn target_of_lists(&self, usual: &Arc<str>) -> Result<Arc<str>, String> {
        let mut tags = self.cells.iter().filter_map(|(column, _)| match column {
            Column::Language(tag) => Some(tag.as_str()),
            _ => None,
        });
        let named = |column| self.cells.iter().any(|(c, _)| **c == column);
        if named(Column::Target) {
            return Ok(Arc::clone(usual));
        }
        let source = if named(Column::Source) { None } else { tags.next() };
        match (source, tags.next(), tags.next()) {
            (_, Some(tag), None) => Ok(Arc::from(tag)),
            (None, None, _) => Ok(Arc::clone(usual)),
            _ => Err("`admitted` and `forbidden` do not say for which language they are; write \
                      one row for each"
                .to_owned()),
        }
    }

    fn values(&self, column: &Column) -> impl Iterator<Item = &str> {
        let cells = self.cells.iter().filter(move |(c, _)| *c == column);
        cells.flat_map(|(_, values)| values).map(String::as_str).filter(|value| !value.is_empty())
    }

    fn word(&self, column: &Column) -> &str {
        self.values(column).next().unwrap_or_default()
    }

    /// The language that a cell names, or the usual one; empty for any.
    fn lang(&self, column: &Column, usual: Option<&str>) -> Result<Arc<str>, String> {
        match self.word(column) {
            "" => Ok(Arc::from(usual.unwrap_or_default())),
            "*" | "any" | "und" => Ok(Arc::from("")),
            tag => canonical(tag)
                .map(Arc::from)
                .ok_or_else(|| format!("`{tag}` is no language tag, such as en or pt-BR")),
        }
    }
}
