//! Plurals of Apple's platforms, `.stringsdict`: a file for each language.
//!
//! A key has a format with variables, and each variable its plural forms: the key of a form is that of
//! the string with that of the variable. A format is read where it says more than its variables do.

use super::escape;
use super::item::{Out, ProblemKind};
use super::keyed::{Entries, Entry};
use super::plural::is_category;
use super::xml::{Dialect, Token, Xml};
use super::{Format, Input, Open, PlaceKind};
use crate::text::TextBuilder;

pub(super) const FORMAT: Format = Format {
    name: "stringsdict",
    extensions: &["stringsdict"],
    summary: "plurals of Apple's platforms, a file for each language",
    catalogue: true,
    plurals: true,
    places: PlaceKind::Characters,
    writes: &[escape::xml, escape::verbatim],
    open: Open::Keyed(open),
};

static DIALECT: Dialect = Dialect {
    name: "a property list in XML",
    roots: &["plist"],
    units: &["key", "string"],
    otherwise: ProblemKind::Unreadable,
};

/// The key of the format of a string.
const FORMAT_KEY: &str = "NSStringLocalizedFormatKey";

/// Keys of what is no text.
const SETTINGS: [&str; 2] = ["NSStringFormatSpecTypeKey", "NSStringFormatValueTypeKey"];

fn open(input: &mut Input, out: &mut Out) -> Box<dyn Entries> {
    let xml = Xml::open(input, &DIALECT, out);
    Box::new(Stringsdict { xml, path: Vec::new(), key: None, text: None })
}

struct Stringsdict {
    xml: Xml,
    /// The keys of the dictionaries that are open; that of the outermost is empty.
    path: Vec<String>,
    /// The key of what comes next.
    key: Option<String>,
    text: Option<TextBuilder>,
}

impl Entries for Stringsdict {
    fn read(&mut self, out: &mut Out, found: &mut Vec<Entry>) -> bool {
        match self.xml.next(out) {
            Token::Start => match self.xml.name() {
                "dict" => self.path.push(self.key.take().unwrap_or_default()),
                "key" | "string" => self.text = Some(TextBuilder::new(self.xml.place_end())),
                _ => {}
            },
            Token::Text => {
                if let Some(text) = &mut self.text {
                    self.xml.copy_text(text);
                }
            }
            Token::End => self.end(out, found),
            Token::Broken => (self.key, self.text) = (None, None),
            Token::Eof => return false,
        }
        true
    }
}

impl Stringsdict {
    fn end(&mut self, out: &mut Out, found: &mut Vec<Entry>) {
        match self.xml.name() {
            "dict" => {
                self.path.pop();
                self.key = None;
            }
            "key" => self.key = self.text.take().map(|text| text.as_str().to_owned()),
            "string" => {
                let Some(text) = self.text.take() else { return };
                if let Some(key) = self.key.take() {
                    found.extend(self.entry(&key, text));
                } else {
                    let message = "this string was left out: it has no key".to_owned();
                    out.problem(self.xml.problem(ProblemKind::Lost, message));
                }
            }
            _ => {}
        }
    }

    fn entry(&self, key: &str, text: TextBuilder) -> Option<Entry> {
        let mut way: Vec<_> = self.path.iter().skip(1).map(String::as_str).collect();
        let is_form = is_category(key);
        if SETTINGS.contains(&key) || key == FORMAT_KEY && !says_more(text.as_str()) {
            return None;
        }
        if !is_form && key != FORMAT_KEY {
            way.push(key);
        }
        let plural = is_form.then(|| key.to_owned());
        Some(Entry { key: way.join("."), plural, text: text.finish(), ..Entry::default() })
    }
}

/// Whether a format has letters beside its variables, `%#@name@`.
fn says_more(format: &str) -> bool {
    let mut rest = format;
    while let Some((before, variable)) = rest.split_once("%#@") {
        if before.contains(char::is_alphabetic) {
            return true;
        }
        rest = variable.split_once('@').map_or("", |(_, rest)| rest);
    }
    rest.contains(char::is_alphabetic)
}
