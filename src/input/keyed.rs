//! Files of one language each, joined by their keys: the source says which keys there are, and the
//! target answers them in an order of its own.
//!
//! Both files are read to their end before the first unit comes out, because the last key of the one
//! may be the first of the other. Units follow the file of the target; keys that it lacks come last,
//! in the order of the source.

use super::item::{Out, Problem, ProblemKind, Units};
use super::{Input, SOURCE, TARGET};
use crate::text::Text;
use crate::unit::{InlineCode, Pair, Presence, Side, Unit};
use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;
use std::sync::Arc;

/// One string of a file.
#[derive(Debug, Default)]
pub(super) struct Entry {
    /// Its key; that of a nested string is the way to it, with dots between.
    pub(super) key: String,
    /// The plural category that it is for, such as `one`; `None` for a string without forms.
    pub(super) plural: Option<String>,
    /// The string.
    pub(super) text: Text,
    /// The inline codes in it.
    pub(super) codes: Vec<InlineCode>,
    /// What the file tells translators about it.
    pub(super) notes: Vec<String>,
    /// How many characters a translation may have.
    pub(super) max_length: Option<u32>,
}

/// A reader of one file of one language.
pub(super) trait Entries: Send {
    /// Reads a little further and adds what it found, which may be nothing yet; `false` at the end.
    fn read(&mut self, out: &mut Out, found: &mut Vec<Entry>) -> bool;

    /// The language that the file itself names, once it was read that far.
    fn language(&self) -> Option<&str> {
        None
    }
}

/// The entries of a file that was read as a whole.
#[derive(Debug, Default)]
pub(super) struct Ready {
    /// The entries, in the order of the file.
    pub(super) entries: Vec<Entry>,
    /// The language that the file names.
    pub(super) language: Option<String>,
}

impl Entries for Ready {
    fn read(&mut self, _: &mut Out, found: &mut Vec<Entry>) -> bool {
        found.append(&mut self.entries);
        false
    }

    fn language(&self) -> Option<&str> {
        self.language.as_deref()
    }
}

/// How a format of one language opens its files.
pub(super) type OpenEntries = fn(&mut Input, &mut Out) -> Box<dyn Entries>;

/// Joins two files.
pub(super) fn open(open: OpenEntries, source: Input, target: Input) -> Box<dyn Units> {
    Box::new(Joined { open, inputs: Some((source, target)) })
}

/// Reads one file for itself.
pub(super) fn open_alone(open: OpenEntries, input: Input) -> Box<dyn Units> {
    Box::new(Alone { open, input: Some(input) })
}

/// Everything that a file holds.
struct File {
    path: Arc<str>,
    lang: Arc<str>,
    strings: Vec<Strings>,
    /// Where each key is in `strings`.
    places: HashMap<String, usize>,
}

/// The strings of one key: one, or one a plural form.
struct Strings {
    forms: Vec<Entry>,
}

impl File {
    fn read(open: OpenEntries, mut input: Input, side: usize, out: &mut Out) -> Self {
        let mut entries = open(&mut input, out);
        let mut file = Self {
            path: Arc::clone(&input.file),
            lang: Arc::default(),
            strings: Vec::new(),
            places: HashMap::new(),
        };
        let mut found = Vec::new();
        let mut goes_on = true;
        while goes_on {
            goes_on = entries.read(out, &mut found);
            found.drain(..).for_each(|entry| file.add(entry, out));
        }
        let stated = entries.language().map(|tag| (tag, super::canonical(tag)));
        if let Some((tag, None)) = &stated {
            let message = format!("the file's language `{tag}` is no language tag");
            let (file, kind) = (Arc::clone(&file.path), ProblemKind::Damage);
            out.problem(Problem { file, place: None, message, kind });
        }
        let stated = stated.and_then(|(_, tag)| tag).map(Arc::from);
        file.lang = input.languages.side(side, stated.as_ref());
        file
    }

    fn add(&mut self, entry: Entry, out: &mut Out) {
        let at = match self.places.entry(entry.key.clone()) {
            Slot::Vacant(slot) => {
                slot.insert(self.strings.len());
                return self.strings.push(Strings { forms: vec![entry] });
            }
            Slot::Occupied(slot) => *slot.get(),
        };
        let forms = &mut self.strings[at].forms;
        match forms.iter_mut().find(|form| form.plural == entry.plural) {
            None => forms.push(entry),
            Some(earlier) => {
                let message = format!("the key `{}` is here again; the last one counts", entry.key);
                out.problem(Problem {
                    file: Arc::clone(&self.path),
                    place: Some(entry.text.place(0)),
                    message,
                    kind: ProblemKind::Damage,
                });
                *earlier = entry;
            }
        }
    }
}

impl Strings {
    /// The form that a form of another language renders: the one of its category, else the general
    /// one.
    fn answering(&self, plural: Option<&str>) -> &Entry {
        let form =
            |wanted: Option<&str>| self.forms.iter().find(|form| form.plural.as_deref() == wanted);
        let general = || form(Some("other")).or_else(|| self.forms.last());
        form(plural).or_else(general).unwrap_or(&self.forms[0])
    }
}

struct Joined {
    open: OpenEntries,
    /// What is to be read, until it was.
    inputs: Option<(Input, Input)>,
}

impl Units for Joined {
    fn read(&mut self, out: &mut Out) -> bool {
        let Some((source, target)) = self.inputs.take() else { return false };
        let document = Arc::clone(&target.document);
        let source = File::read(self.open, source, SOURCE, out);
        let target = File::read(self.open, target, TARGET, out);
        let unit = |file: &File, pairs: Vec<Pair>, entry: &Entry| Unit {
            key: Some(entry.key.clone()),
            notes: entry.notes.clone(),
            ..Unit::new(Arc::clone(&file.path), Arc::clone(&document), pairs)
        };
        for strings in &target.strings {
            let first = &strings.forms[0];
            let answered = source.places.get(&first.key).map(|&at| &source.strings[at]);
            let pairs = strings.forms.iter().map(|form| {
                let from = answered.map(|from| from.answering(form.plural.as_deref()));
                pair((&source.lang, from), (&target.lang, form))
            });
            let noted = answered.map_or(first, |from| &from.forms[0]);
            out.unit(unit(&target, pairs.collect(), noted));
        }
        for strings in &source.strings {
            let from = strings.answering(None);
            if target.places.contains_key(&from.key) {
                continue;
            }
            let empty = Side::new(Arc::clone(&target.lang), Text::default());
            let pair = Pair {
                presence: Presence::SourceAlone,
                ..Pair::new(side(&source.lang, from), Some(empty))
            };
            out.unit(unit(&source, vec![pair], from));
        }
        true
    }
}

/// The pair of a string and its translation.
fn pair(source: (&Arc<str>, Option<&Entry>), target: (&Arc<str>, &Entry)) -> Pair {
    let (lang, form) = target;
    let (from, presence) = match source.1 {
        Some(entry) => (side(source.0, entry), Presence::Both),
        None => (Side::new(Arc::clone(source.0), Text::default()), Presence::TargetAlone),
    };
    let limits = [source.1.and_then(|entry| entry.max_length), form.max_length];
    Pair {
        plural: form.plural.clone(),
        max_length: limits.into_iter().flatten().min(),
        presence,
        ..Pair::new(from, (!form.text.as_str().is_empty()).then(|| side(lang, form)))
    }
}

fn side(lang: &Arc<str>, entry: &Entry) -> Side {
    Side { codes: entry.codes.clone(), ..Side::new(Arc::clone(lang), entry.text.clone()) }
}

/// A file for itself.
struct Alone {
    open: OpenEntries,
    input: Option<Input>,
}

impl Units for Alone {
    fn read(&mut self, out: &mut Out) -> bool {
        let Some(mut input) = self.input.take() else { return false };
        input.languages.take_for_source();
        let document = Arc::clone(&input.document);
        let file = File::read(self.open, input, SOURCE, out);
        for strings in &file.strings {
            let pairs = strings.forms.iter().map(|form| Pair {
                plural: form.plural.clone(),
                ..Pair::new(side(&file.lang, form), None)
            });
            out.unit(Unit {
                key: Some(strings.forms[0].key.clone()),
                notes: strings.forms[0].notes.clone(),
                ..Unit::new(Arc::clone(&file.path), Arc::clone(&document), pairs.collect())
            });
        }
        true
    }
}
