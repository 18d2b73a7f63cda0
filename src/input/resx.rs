//! Resources of .NET, `.resx` and `.resw`: a file for each language.
//!
//! What has a type is no text; what a designer keeps about controls (`>>button.Name`) is none either.

use super::escape;
use super::item::{Out, ProblemKind, States};
use super::keyed::{Entries, Entry};
use super::standing::Standing;
use super::xml::{Dialect, Token, Xml};
use super::{Format, Input, Open, PlaceKind};
use crate::text::TextBuilder;

pub(super) const FORMAT: Format = Format {
    name: "resx",
    extensions: &["resx", "resw"],
    summary: "resources of .NET, a file for each language",
    catalogue: true,
    plurals: false,
    places: PlaceKind::Characters,
    writes: &[escape::xml, escape::verbatim],
    open: Open::Keyed(open),
};

static DIALECT: Dialect = Dialect {
    name: "a file of .NET resources",
    roots: &["root"],
    units: &["data"],
    otherwise: ProblemKind::Unreadable,
};

/// What a comment begins with that keeps a text from translators.
const LOCKED: &str = "{Locked}";

fn open(input: &mut Input, out: &mut Out) -> Box<dyn Entries> {
    let states = input.states;
    let xml = Xml::open(input, &DIALECT, out);
    Box::new(Resx { xml, states, data: None, field: None })
}

struct Resx {
    xml: Xml,
    states: States,
    data: Option<Data>,
    field: Option<Field>,
}

/// A resource as far as it was read.
struct Data {
    name: String,
    value: Option<TextBuilder>,
    comment: String,
}

/// Where text belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Value,
    Comment,
}

impl Entries for Resx {
    fn read(&mut self, out: &mut Out, found: &mut Vec<Entry>) -> bool {
        match self.xml.next(out) {
            Token::Start => self.start(),
            Token::End => self.end(out, found),
            Token::Text => match (&mut self.data, self.field) {
                (Some(Data { value: Some(value), .. }), Some(Field::Value)) => {
                    self.xml.copy_text(value);
                }
                (Some(data), Some(Field::Comment)) => self.xml.say(&mut data.comment),
                _ => {}
            },
            Token::Broken => (self.data, self.field) = (None, None),
            Token::Eof => return false,
        }
        true
    }
}

impl Resx {
    fn start(&mut self) {
        match (self.xml.name(), &mut self.data) {
            ("data", None) => {
                let (mut name, mut is_text) = (String::new(), true);
                self.xml.attributes(|key, value| match key {
                    "name" => name = value.get(),
                    "type" | "mimetype" => is_text = false,
                    _ => {}
                });
                if is_text && !name.starts_with(">>") {
                    self.data = Some(Data { name, value: None, comment: String::new() });
                }
            }
            ("value", Some(data)) => {
                data.value = Some(TextBuilder::new(self.xml.place_end()));
                self.field = Some(Field::Value);
            }
            ("comment", Some(_)) => self.field = Some(Field::Comment),
            _ => {}
        }
    }

    fn end(&mut self, out: &mut Out, found: &mut Vec<Entry>) {
        match self.xml.name() {
            "value" | "comment" => self.field = None,
            "data" => {
                let Some(Data { name, value: Some(value), comment }) = self.data.take() else {
                    return;
                };
                let comment = comment.trim();
                let is_locked = comment.starts_with(LOCKED);
                let standing = Standing { is_locked, ..Standing::default() };
                if standing.is_read(true, self.states, &mut out.counts) {
                    let notes = Some(comment.to_owned()).filter(|note| !note.is_empty());
                    found.push(Entry {
                        key: name,
                        text: value.finish(),
                        notes: notes.into_iter().collect(),
                        ..Entry::default()
                    });
                }
            }
            _ => {}
        }
    }
}
