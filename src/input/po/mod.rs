//! gettext catalogues, PO and POT, as the gettext manual describes them.
//!
//! The key of a unit is its msgid, with msgctxt and U+0004 before it where there is one, as gettext
//! itself keys messages. A message with plurals gives a pair for each `msgstr[n]`. The form that is
//! for one thing alone renders msgid; every other form renders `msgid_plural`, also one that is for
//! 1, 21 and 31, and the only one of a language without plurals. Fuzzy and obsolete entries are
//! counted and left out.

mod header;
mod plural;
mod string;

use super::decode::{Lines, Next};
use super::escape;
use super::item::{Out, ProblemKind, States, Units};
use super::{Format, Input, Languages, Open, PlaceKind, SOURCE, TARGET, canonical};
use crate::plurals::Category;
use crate::text::{Place, Text, TextBuilder};
use crate::unit::{Pair, Side, Unit};
use header::Header;
pub(super) use header::charset;
use std::io::{Cursor, Read as _};
use std::ops::Range;
use std::sync::Arc;

pub(super) const FORMAT: Format = Format {
    name: "po",
    extensions: &["po", "pot"],
    summary: "gettext catalogues, PO and POT",
    catalogue: true,
    plurals: true,
    places: PlaceKind::Characters,
    writes: &[escape::quoted],
    open: Open::Together(open),
};

/// The source language of a catalogue that does not name it, by gettext's custom.
const SOURCE_LANGUAGE: &str = "en";

fn open(mut input: Input, out: &mut Out) -> Box<dyn Units> {
    let mut head = Vec::new();
    // A failure shows again when the lines are read.
    let _ = input.bytes.by_ref().take(header::HEAD).read_to_end(&mut head);
    let charset = header::charset(&head);
    let bytes = Box::new(Cursor::new(head).chain(input.bytes));
    let encoding = input.encoding.or(charset.clone().unwrap_or_default());
    let lines = Lines::new(bytes, input.file, encoding, out);
    if let Err(label) = charset
        && input.encoding.is_none()
    {
        let message = format!("the charset `{label}` of the header is not known; read as UTF-8");
        out.problem(lines.problem(Place::default(), ProblemKind::Damage, message));
    }
    let mut po = Po {
        lines,
        line: Text::default(),
        document: input.document,
        languages: input.languages,
        states: input.states,
        langs: Default::default(),
        header: Header::default(),
        entry: Entry::default(),
        field: Field::None,
    };
    po.set_languages(Place::default(), out);
    Box::new(po)
}

struct Po {
    lines: Lines,
    line: Text,
    document: Arc<str>,
    languages: Languages,
    states: States,
    langs: [Arc<str>; 2],
    header: Header,
    entry: Entry,
    /// What a string now belongs to.
    field: Field,
}

/// An entry as far as it was read.
#[derive(Debug, Default)]
struct Entry {
    /// Where its first keyword stands.
    place: Place,
    notes: Vec<String>,
    fuzzy: bool,
    context: Option<TextBuilder>,
    id: Option<TextBuilder>,
    plural: Option<TextBuilder>,
    /// The translations, each with its index.
    strings: Vec<(usize, TextBuilder)>,
    /// Whether a problem was met that makes the entry useless.
    broken: bool,
}

impl Entry {
    /// Whether a keyword was read.
    fn has_begun(&self) -> bool {
        self.context.is_some() || self.id.is_some() || !self.strings.is_empty() || self.broken
    }
}

/// A part of an entry that takes strings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    None,
    Context,
    Id,
    Plural,
    /// The translation that was added last.
    String,
}

impl Units for Po {
    fn read(&mut self, out: &mut Out) -> bool {
        match self.lines.next(&mut self.line, out) {
            Next::End => {
                self.finish_entry(out);
                return false;
            }
            Next::TooLong => {
                self.entry.broken = true;
                return true;
            }
            Next::Line => {}
        }
        // The line leaves the reader while its parts are looked at.
        let line = std::mem::take(&mut self.line);
        let text = line.as_str().trim_start();
        if text.is_empty() {
            if !self.entry.strings.is_empty() || self.entry.broken || !self.entry.has_begun() {
                self.finish_entry(out);
            }
        } else if let Some(comment) = text.strip_prefix('#') {
            if self.entry.has_begun() {
                self.finish_entry(out);
            }
            self.read_comment(comment, out);
        } else {
            self.read_tokens(&line, out);
        }
        self.line = line;
        true
    }
}

impl Po {
    fn read_comment(&mut self, comment: &str, out: &mut Out) {
        let note = match comment.chars().next() {
            Some('~') => {
                let obsolete = comment[1..].trim_start();
                if obsolete.strip_prefix("msgid").is_some_and(|rest| !rest.starts_with('_')) {
                    out.counts.obsolete += 1;
                }
                self.entry = Entry::default();
                return;
            }
            Some(',' | '=') => {
                self.entry.fuzzy |= comment[1..].split(',').any(|flag| flag.trim() == "fuzzy");
                return;
            }
            Some(':' | '|') => return,
            Some('.') => &comment[1..],
            _ => comment,
        };
        let note = note.trim();
        if !note.is_empty() {
            self.entry.notes.push(note.to_owned());
        }
    }

    /// Reads keywords and strings, which may share a line in any way.
    fn read_tokens(&mut self, line: &Text, out: &mut Out) {
        let text = line.as_str();
        let mut at = 0;
        while let Some(start) = text[at..].find(|c: char| !c.is_whitespace()).map(|n| at + n) {
            match text.as_bytes()[start] {
                b'"' => {
                    let Some(end) = string::end(text, start + 1) else {
                        return self.give_up(
                            line.place(start as u32),
                            "a string without its end",
                            out,
                        );
                    };
                    self.read_string(line, start + 1..end, out);
                    at = end + 1;
                }
                b'#' => return,
                _ => {
                    let rest = &text[start..];
                    let length = rest.find(|c: char| c.is_whitespace() || c == '"');
                    let word = &rest[..length.unwrap_or(rest.len())];
                    let inside = line.place((start + word.len()) as u32);
                    if !self.read_keyword(word, line.place(start as u32), inside, out) {
                        let word: String = word.chars().take(40).collect();
                        let what = format!("`{word}`, which is no keyword of a PO file");
                        return self.give_up(line.place(start as u32), &what, out);
                    }
                    at = start + word.len();
                }
            }
        }
    }

    /// Goes to the field that a keyword names; `false` if it is none. `inside` is where its string
    /// is expected.
    fn read_keyword(&mut self, word: &str, place: Place, inside: Place, out: &mut Out) -> bool {
        let form = word.strip_prefix("msgstr").map(|rest| {
            let index = rest.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
            if rest.is_empty() { Some(0) } else { index.and_then(|index| index.parse().ok()) }
        });
        let begins = word == "msgctxt" || (word == "msgid" && self.field != Field::Context);
        if begins && self.entry.has_begun() {
            self.finish_entry(out);
        }
        if !self.entry.has_begun() {
            self.entry.place = place;
        }
        let empty = TextBuilder::new(inside);
        let entry = &mut self.entry;
        self.field = match (word, form) {
            ("msgctxt", _) => {
                entry.context = Some(empty);
                Field::Context
            }
            ("msgid", _) => {
                entry.id = Some(empty);
                Field::Id
            }
            ("msgid_plural", _) => {
                entry.plural = Some(empty);
                Field::Plural
            }
            (_, Some(Some(index))) => {
                entry.strings.push((index, empty));
                Field::String
            }
            _ => return false,
        };
        true
    }

    fn read_string(&mut self, line: &Text, range: Range<usize>, out: &mut Out) {
        let entry = &mut self.entry;
        let text = match self.field {
            Field::None => None,
            Field::Context => entry.context.as_mut(),
            Field::Id => entry.id.as_mut(),
            Field::Plural => entry.plural.as_mut(),
            Field::String => entry.strings.last_mut().map(|(_, text)| text),
        };
        let place = line.place(range.start as u32);
        let Some(text) = text else {
            return self.give_up(place, "a string without a keyword", out);
        };
        if text.is_empty() {
            *text = TextBuilder::new(place);
        }
        if let Some(wrong) = string::unescape(line, range, self.lines.encoding(), text) {
            let written = &line.as_str()[wrong.clone()];
            let message = format!("broken text: `{written}` stands for no character");
            let place = line.place(wrong.start as u32);
            out.problem(self.lines.problem(place, ProblemKind::Damage, message));
        }
    }

    /// Marks the entry as useless and says why, once.
    fn give_up(&mut self, place: Place, what: &str, out: &mut Out) {
        if !self.entry.broken {
            let message = format!("this entry was left out: it has {what}");
            out.problem(self.lines.problem(place, ProblemKind::Lost, message));
        }
        self.entry.broken = true;
        self.field = Field::None;
    }

    /// Ends the entry that was read and puts out its unit.
    fn finish_entry(&mut self, out: &mut Out) {
        self.field = Field::None;
        if self.entry.has_begun() && !self.entry.broken {
            let place = self.entry.place;
            if self.entry.id.is_none() {
                self.give_up(place, "no msgid", out);
            } else if self.entry.strings.is_empty() {
                self.give_up(place, "no msgstr", out);
            }
        }
        let entry = std::mem::take(&mut self.entry);
        let Some(id) = entry.id.filter(|_| !entry.broken) else { return };
        let id = id.finish();
        if id.as_str().is_empty() && entry.context.is_none() {
            if let Some((_, text)) = entry.strings.first() {
                self.header = Header::read(text.as_str());
                self.set_languages(entry.place, out);
            }
            return;
        }
        if entry.fuzzy && !self.states.with_fuzzy {
            out.counts.fuzzy += 1;
            return;
        }
        let key = match &entry.context {
            Some(context) => format!("{}\u{4}{}", context.as_str(), id.as_str()),
            None => id.as_str().to_owned(),
        };
        let plural = entry.plural.map(TextBuilder::finish);
        let (pairs, plural_rule) = match plural {
            None => (self.pairs(&id, None, entry.strings), None),
            Some(plural) => {
                let pairs = self.pairs(&id, Some(&plural), entry.strings);
                let translated = pairs.iter().any(|pair| pair.target.is_some());
                let rule = self.header.take_rule(translated);
                (pairs, rule)
            }
        };
        let (file, document) = (Arc::clone(self.lines.file()), Arc::clone(&self.document));
        let unit = Unit::new(file, document, pairs);
        out.unit(Unit { key: Some(key), notes: entry.notes, plural_rule, ..unit });
    }

    /// A pair for each translation, and for each plural form that the header promises.
    fn pairs(
        &self,
        id: &Text,
        plural: Option<&Text>,
        mut strings: Vec<(usize, TextBuilder)>,
    ) -> Vec<Pair> {
        let promised = plural.and(self.header.plural_rule.as_ref()).map_or(0, |rule| rule.count);
        for form in 0..promised {
            if !strings.iter().any(|(index, _)| *index == form) {
                strings.push((form, TextBuilder::new(Place::default())));
            }
        }
        let forms = strings.len();
        let pair = |(index, text): (usize, TextBuilder)| {
            let category = plural.and_then(|_| self.header.category(index, forms));
            let source = plural.filter(|_| category != Some(Category::One)).unwrap_or(id);
            let text = text.finish();
            let target = (!text.as_str().is_empty())
                .then(|| Side::new(Arc::clone(&self.langs[TARGET]), text));
            let label = || category.map_or_else(|| index.to_string(), |one| one.name().to_owned());
            let source = Side::new(Arc::clone(&self.langs[SOURCE]), source.clone());
            Pair { plural: plural.map(|_| label()), ..Pair::new(source, target) }
        };
        strings.into_iter().map(pair).collect()
    }

    /// Settles the languages by what the header says.
    fn set_languages(&mut self, place: Place, out: &mut Out) {
        let mut stated = |tag: &Option<String>| -> Option<Arc<str>> {
            let tag = tag.as_ref()?;
            let known = canonical(tag).map(Arc::from);
            if known.is_none() {
                let message = format!("the header's language `{tag}` is no language tag");
                out.problem(self.lines.problem(place, ProblemKind::Damage, message));
            }
            known
        };
        let (source, target) =
            (stated(&self.header.source_language), stated(&self.header.language));
        let mut source = self.languages.side(SOURCE, source.as_ref());
        if source.is_empty() {
            source = SOURCE_LANGUAGE.into();
        }
        self.langs = [source, self.languages.side(TARGET, target.as_ref())];
    }
}
