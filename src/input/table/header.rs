//! The first row of a table: which columns it names.
//!
//! `source` and `target`, or words that people and platforms write for them; or languages, by their
//! tags or their English names, of which the first is the source as a rule. Beside these stand ids,
//! notes and limits. A row that names no source and target is no header.

use crate::cldr;
use crate::input::language::{self, primary};
use crate::input::{Languages, SOURCE, TARGET};
use std::sync::Arc;

/// What a column holds, by its name without spaces and marks.
const WORDS: &[(Field, &[&str])] = &[
    (
        Field::Source,
        &[
            "source",
            "src",
            "original",
            "originaltext",
            "sourcetext",
            "sourcestring",
            "sourcephrase",
            "sourcesegment",
            "sourcelanguage",
            "msgid",
        ],
    ),
    (
        Field::Target,
        &[
            "target",
            "tgt",
            "trg",
            "translation",
            "mt",
            "hypothesis",
            "targettext",
            "targetstring",
            "targetsegment",
            "targetlanguage",
            "translatedtext",
            "msgstr",
        ],
    ),
    (
        Field::Key,
        &[
            "id",
            "key",
            "name",
            "segid",
            "segmentid",
            "keyname",
            "stringid",
            "stringname",
            "unitid",
            "identifier",
            "resname",
            "resourcename",
            "stringkey",
        ],
    ),
    (Field::Context, &["context", "msgctxt"]),
    (
        Field::Note,
        &[
            "note",
            "notes",
            "comment",
            "comments",
            "description",
            "developercomment",
            "developercomments",
            "translatorcomment",
            "translatorcomments",
            "extracomment",
            "instructions",
            "remarks",
        ],
    ),
    (
        Field::Limit,
        &[
            "max",
            "maxlength",
            "maxlen",
            "maxchars",
            "maxcharacters",
            "maxcharactersallowed",
            "limit",
            "lengthlimit",
            "charlimit",
            "characterlimit",
        ],
    ),
    (Field::Fuzzy, &["fuzzy"]),
    (
        Field::Other,
        &[
            "location",
            "labels",
            "tags",
            "status",
            "state",
            "file",
            "filename",
            "path",
            "platform",
            "screenshot",
            "screenshots",
            "keyid",
            "line",
            "row",
            "#",
            "no",
        ],
    ),
];

/// What a column may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Source,
    Target,
    Key,
    Context,
    Note,
    Limit,
    Fuzzy,
    /// What does not count here but shows that the row is a header.
    Other,
}

/// Which column holds what.
#[derive(Debug, Clone, Default)]
pub(super) struct Columns {
    pub(super) source: usize,
    pub(super) source_lang: Arc<str>,
    /// The columns of the targets, each with its language.
    pub(super) targets: Vec<(usize, Arc<str>)>,
    pub(super) key: Option<usize>,
    pub(super) context: Option<usize>,
    pub(super) notes: Vec<usize>,
    pub(super) limit: Option<usize>,
    pub(super) fuzzy: Option<usize>,
}

impl Columns {
    /// Those of a table without a header.
    pub(super) fn bare(languages: &Languages) -> Self {
        Self {
            source: 0,
            source_lang: languages.side(SOURCE, None),
            targets: vec![(1, languages.side(TARGET, None))],
            key: Some(2),
            ..Self::default()
        }
    }
}

/// What a first row says.
#[derive(Debug)]
pub(super) struct Header {
    pub(super) columns: Columns,
    /// Whether the row names columns, and so is no unit itself.
    pub(super) names_columns: bool,
    /// What is wrong with it, each with the column in question.
    pub(super) complaints: Vec<(usize, String)>,
}

impl Header {
    /// Takes a row for a header if its cells name a source and a target.
    pub(super) fn of(names: &[String], languages: &Languages) -> Option<Self> {
        let fields: Vec<_> = names.iter().map(|name| field(name)).collect();
        let mut tags: Vec<_> = names.iter().map(|name| language_of(name)).collect();
        let find = |field| fields.iter().position(|&found| found == Some(field));
        let (source, target) = (find(Field::Source), find(Field::Target));
        separate_ids(&fields, &mut tags, languages);
        let only_languages = source.is_none() && target.is_none();
        if only_languages && !are_languages(names, &fields, &tags) {
            return None;
        }
        let mut complaints = Vec::new();
        let mut choice = Choice { names, tags: &tags, languages, complaints: &mut complaints };
        let source = source.or_else(|| choice.source(target))?;
        let targets = match target {
            Some(target) => vec![target],
            None => choice.targets(source),
        };
        let columns = Columns {
            source,
            source_lang: side(languages, SOURCE, tags[source].as_ref()),
            targets: with_languages(&targets, &tags, languages),
            ..others(&fields, &tags)
        };
        let complete = !columns.targets.is_empty() && targets.iter().all(|&at| at != source);
        complete.then_some(Self { columns, names_columns: true, complaints })
    }
}

/// The columns beside source and targets.
pub(super) fn beside(names: &[String]) -> Columns {
    let fields: Vec<_> = names.iter().map(|name| field(name)).collect();
    let tags: Vec<_> = names.iter().map(|name| language_of(name)).collect();
    others(&fields, &tags)
}

fn others(fields: &[Option<Field>], tags: &[Option<String>]) -> Columns {
    // A language is no key.
    let free = |at: usize| tags.get(at).is_none_or(Option::is_none);
    let all = |wanted: Field| {
        let columns = fields.iter().enumerate();
        columns.filter(move |&(at, &found)| found == Some(wanted) && free(at)).map(|(at, _)| at)
    };
    Columns {
        key: all(Field::Key).next(),
        context: all(Field::Context).next(),
        notes: all(Field::Note).collect(),
        limit: all(Field::Limit).next(),
        fuzzy: all(Field::Fuzzy).next(),
        ..Columns::default()
    }
}

/// Gives columns the languages that their names say.
pub(super) fn with_languages(
    columns: &[usize],
    tags: &[Option<String>],
    languages: &Languages,
) -> Vec<(usize, Arc<str>)> {
    let one = columns.len() == 1;
    columns
        .iter()
        .map(|&at| match tags.get(at).and_then(Option::as_ref) {
            // With several targets no option speaks of all.
            Some(tag) if !one => (at, tag.as_str().into()),
            tag => (at, side(languages, TARGET, tag)),
        })
        .collect()
}

/// The language of a side by the name of its column.
pub(super) fn side(languages: &Languages, side: usize, tag: Option<&String>) -> Arc<str> {
    languages.side(side, tag.map(|tag| tag.as_str().into()).as_ref())
}

fn field(name: &str) -> Option<Field> {
    let plain: String = name.chars().filter(|&c| c.is_alphanumeric() || c == '#').collect();
    let plain = plain.to_lowercase();
    WORDS.iter().find(|(_, words)| words.contains(&plain.as_str())).map(|&(field, _)| field)
}

/// The language that the name of a column is: `ja`, `Japanese`, `Japanese (ja)`.
pub(super) fn language_of(name: &str) -> Option<String> {
    let name = name.trim();
    let bracketed = || {
        let (_, inside) = name.split_once(['(', '['])?;
        language::known(inside.trim_end_matches([')', ']']))
    };
    let named = || cldr::by_name(name).map(str::to_owned);
    language::known(name).or_else(named).or_else(bracketed)
}

/// `id` and `no` are languages too, but beside two others they name or number the rows.
fn separate_ids(fields: &[Option<Field>], tags: &mut [Option<String>], languages: &Languages) {
    let count = |tags: &[Option<String>]| tags.iter().flatten().count();
    let sided = fields.iter().any(|field| matches!(field, Some(Field::Source | Field::Target)));
    for at in 0..tags.len() {
        let Some(tag) = &tags[at] else { continue };
        let given = languages.given.iter().flatten();
        let is_asked_for = given.map(|given| primary(given)).any(|given| given == primary(tag));
        let doubtful = matches!(fields[at], Some(Field::Key | Field::Other));
        if doubtful && (sided || count(tags) > 2) && !is_asked_for {
            tags[at] = None;
        }
    }
}

/// Whether the names of a row without `source` and `target` are those of languages. Where every name
/// is known, two are enough; a name that means nothing here needs another one that does.
fn are_languages(names: &[String], fields: &[Option<Field>], tags: &[Option<String>]) -> bool {
    let known = |at: usize| tags[at].is_some() || fields[at].is_some();
    let all = (0..names.len()).all(|at| known(at) || names[at].trim().is_empty());
    let any = (0..names.len()).any(|at| tags[at].is_none() && fields[at].is_some());
    tags.iter().flatten().count() > 1 && (all || any)
}

/// Chooses among the languages of a header.
struct Choice<'h> {
    names: &'h [String],
    tags: &'h [Option<String>],
    languages: &'h Languages,
    complaints: &'h mut Vec<(usize, String)>,
}

impl Choice<'_> {
    /// The column of the language that an option gives: itself, or else one that differs in its
    /// script or region alone.
    fn given(&self, side: usize) -> Option<usize> {
        let given = self.languages.given[side].as_deref()?;
        let exact = self.tags.iter().position(|tag| tag.as_deref() == Some(given));
        exact.or_else(|| {
            let near = |tag: &Option<String>| tag.as_deref().map(primary) == Some(primary(given));
            self.tags.iter().position(near)
        })
    }

    /// The source: the language that is asked for, else the first.
    fn source(&mut self, target: Option<usize>) -> Option<usize> {
        let not = target.or_else(|| self.given(TARGET));
        let found = self.given(SOURCE);
        let column = found.or_else(|| {
            (0..self.tags.len()).find(|&at| self.tags[at].is_some() && Some(at) != not)
        })?;
        self.complain(SOURCE, column, found);
        Some(column)
    }

    /// The targets: the language that is asked for, else every one but the source.
    fn targets(&mut self, source: usize) -> Vec<usize> {
        let others: Vec<_> =
            (0..self.tags.len()).filter(|&at| self.tags[at].is_some() && at != source).collect();
        if self.languages.given[TARGET].is_none() {
            return others;
        }
        let found = self.given(TARGET);
        let Some(column) = found.or_else(|| others.first().copied()) else { return Vec::new() };
        self.complain(TARGET, column, found);
        vec![column]
    }

    fn complain(&mut self, side: usize, column: usize, found: Option<usize>) {
        if let (Some(given), None) = (&self.languages.given[side], found) {
            let name = self.names[column].trim();
            let message = format!("no column is called `{given}`; `{name}` is read for it");
            self.complaints.push((column, message));
        }
    }
}
