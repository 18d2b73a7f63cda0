//! String resources of Android, `strings.xml`: a file for each language.
//!
//! Texts are read as the resource compiler reads them: escapes undone, quotes removed, white space
//! outside of quotes made one space. Markup stays in the text as it is written, but for `<xliff:g>`,
//! which only marks what is not to be translated. A comment before a string is its note.

mod string;

use super::escape;
use super::item::{Out, ProblemKind, States};
use super::keyed::{Entries, Entry};
use super::standing::Standing;
use super::xml::{Dialect, Token, Xml};
use super::{Format, Input, Open, PlaceKind};
use string::Builder;

pub(super) const FORMAT: Format = Format {
    name: "android",
    extensions: &["xml"],
    summary: "string resources of Android, a file for each language",
    catalogue: true,
    plurals: true,
    places: PlaceKind::Characters,
    writes: &[escape::android_xml, escape::android, escape::xml, escape::verbatim],
    open: Open::Keyed(open),
};

static DIALECT: Dialect = Dialect {
    name: "a file of Android resources",
    roots: &["resources"],
    units: &["string", "string-array", "plurals"],
    otherwise: ProblemKind::Notice,
};

fn open(input: &mut Input, out: &mut Out) -> Box<dyn Entries> {
    let states = input.states;
    let xml = Xml::open(input, &DIALECT, out);
    Box::new(Android { xml, states, language: None, resource: None, text: None })
}

struct Android {
    xml: Xml,
    states: States,
    language: Option<String>,
    resource: Option<Resource>,
    /// The text that is being read, how deep its element is, and the category that it is for.
    text: Option<(Builder, usize, Option<String>)>,
}

/// A string, an array or a string with plural forms.
struct Resource {
    name: String,
    kind: Kind,
    notes: Vec<String>,
    /// How many items were read.
    items: usize,
    /// What they are, until the whole is known to be sound.
    entries: Vec<Entry>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    String,
    Array,
    Plurals,
    /// It is not to be translated.
    LeftOut,
}

impl Entries for Android {
    fn read(&mut self, out: &mut Out, found: &mut Vec<Entry>) -> bool {
        match self.xml.next(out) {
            Token::Start => self.start(out),
            Token::End => self.end(found),
            Token::Text => {
                if let Some((text, ..)) = &mut self.text {
                    text.text(&mut self.xml);
                }
            }
            Token::Broken => (self.resource, self.text) = (None, None),
            Token::Eof => return false,
        }
        true
    }

    fn language(&self) -> Option<&str> {
        self.language.as_deref()
    }
}

impl Android {
    fn start(&mut self, out: &mut Out) {
        if let Some((text, ..)) = &mut self.text {
            return text.tag(&mut self.xml);
        }
        let depth = self.xml.depth();
        if let Some(resource) = &self.resource {
            if self.xml.name() == "item" && resource.kind != Kind::LeftOut {
                let category = self.xml.attribute("quantity");
                self.text = Some((Builder::new(&mut self.xml), depth, category));
            }
            return;
        }
        let kind = match self.xml.name() {
            "string" => Kind::String,
            "string-array" => Kind::Array,
            "plurals" => Kind::Plurals,
            "resources" => {
                self.language = self.xml.attribute("tools:locale");
                return;
            }
            _ => return,
        };
        self.begin(kind, out);
        if kind == Kind::String && self.resource.as_ref().is_some_and(|r| r.kind == kind) {
            self.text = Some((Builder::new(&mut self.xml), depth, None));
        }
    }

    fn begin(&mut self, kind: Kind, out: &mut Out) {
        let (mut name, mut product, mut standing) = (String::new(), None, Standing::default());
        self.xml.attributes(|key, value| match key {
            "name" => name = value.get(),
            "product" => product = Some(value.get()),
            "translatable" => standing.is_locked = value.get() == "false",
            _ => {}
        });
        if let Some(product) = product.filter(|product| product != "default") {
            name = format!("{name}/{product}");
        }
        let is_read = standing.is_read(true, self.states, &mut out.counts);
        let kind = if is_read { kind } else { Kind::LeftOut };
        let notes = self.xml.comment().into_iter().collect();
        self.resource = Some(Resource { name, kind, notes, items: 0, entries: Vec::new() });
    }

    fn end(&mut self, found: &mut Vec<Entry>) {
        let depth = self.xml.depth();
        if let Some((text, outside, _)) = &mut self.text
            && *outside != depth
        {
            return text.tag(&mut self.xml);
        }
        if let (Some((text, _, category)), Some(resource)) = (self.text.take(), &mut self.resource)
        {
            resource.add(text, category);
        }
        let closes = matches!(self.xml.name(), "string" | "string-array" | "plurals");
        if let Some(resource) = self.resource.take_if(|_| closes) {
            found.extend(resource.entries);
        }
    }
}

impl Resource {
    /// Takes in the text of the resource or of an item; a reference to another resource is none.
    fn add(&mut self, text: Builder, category: Option<String>) {
        let index = self.items;
        self.items += 1;
        let Some(text) = text.finish() else { return };
        let key = match self.kind {
            Kind::Array => format!("{}[{index}]", self.name),
            _ => self.name.clone(),
        };
        let plural = category.filter(|_| self.kind == Kind::Plurals);
        let notes = self.notes.clone();
        self.entries.push(Entry { key, plural, text, notes, ..Entry::default() });
    }
}
