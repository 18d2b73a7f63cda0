//! What `&name;` stands for.

use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::BytesRef;
use std::borrow::Cow;
use std::collections::HashMap;

/// The longest value of an entity that a file declares, so that a small file cannot grow large.
const LONGEST_VALUE: usize = 1 << 10;

/// The entities that a file may refer to.
#[derive(Debug, Default)]
pub(super) struct Entities {
    /// Those that it declares itself.
    own: HashMap<String, String>,
}

impl Entities {
    /// Takes in what a declaration of a document type declares.
    pub(super) fn declare(&mut self, doctype: &str) {
        for declaration in doctype.split("<!ENTITY").skip(1) {
            if let Some((name, value)) = declared(declaration).filter(|_| self.own.len() < 1 << 10)
            {
                let value = self.unescape(value);
                if value.len() <= LONGEST_VALUE {
                    self.own.entry(name.to_owned()).or_insert(value);
                }
            }
        }
    }

    /// The text that a reference stands for, without its `&` and `;`.
    pub(super) fn resolve(&self, name: &str) -> Option<Cow<'_, str>> {
        if let Some(known) = resolve_xml_entity(name) {
            return Some(Cow::Borrowed(known));
        }
        if name.starts_with('#') {
            let c = BytesRef::new(name).resolve_char_ref().ok().flatten()?;
            return Some(Cow::Owned(c.to_string()));
        }
        self.own.get(name).map(|value| Cow::Borrowed(value.as_str()))
    }

    /// The text of a value in quotes: its references resolved where they stand for something, and each
    /// white character a space.
    pub(super) fn unescape(&self, value: &str) -> String {
        let mut out = String::with_capacity(value.len());
        for (index, part) in value.split('&').enumerate() {
            let resolved = if index == 0 { None } else { part.split_once(';') }
                .and_then(|(name, rest)| Some((self.resolve(name)?, rest)));
            match resolved {
                Some((text, rest)) => {
                    out.push_str(&text);
                    push_spaced(rest, &mut out);
                }
                None => {
                    out.extend((index > 0).then_some('&'));
                    push_spaced(part, &mut out);
                }
            }
        }
        out
    }
}

fn push_spaced(text: &str, out: &mut String) {
    out.extend(text.chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c }));
}

/// The name and the value of an entity that stands in the file itself.
fn declared(declaration: &str) -> Option<(&str, &str)> {
    let (name, rest) = declaration.trim_start().split_once(char::is_whitespace)?;
    let rest = rest.trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (value, _) = rest[1..].split_once(quote)?;
    (value.len() <= LONGEST_VALUE).then_some((name, value))
}
