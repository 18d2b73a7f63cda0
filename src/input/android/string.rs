//! The text of a string resource, as Android's resource compiler makes it.

use super::super::escape::utf16;
use super::super::xml::Xml;
use crate::text::{Text, TextBuilder};

/// A text while it is read.
pub(super) struct Builder {
    /// What is read since the last tag: escapes may consist of references.
    piece: TextBuilder,
    text: TextBuilder,
    /// Whether white space counts, between quotes.
    in_quotes: bool,
    /// Whether the text ends with a space that stands for white space outside of quotes.
    ends_soft: bool,
    is_reference: bool,
}

impl Builder {
    /// A text whose element begins with the token.
    pub(super) fn new(xml: &mut Xml) -> Self {
        let place = xml.place_end();
        Self {
            piece: TextBuilder::new(place),
            text: TextBuilder::new(place),
            in_quotes: false,
            ends_soft: false,
            is_reference: false,
        }
    }

    /// Takes in text.
    pub(super) fn text(&mut self, xml: &mut Xml) {
        xml.copy_text(&mut self.piece);
    }

    /// A tag inside the text, which stays there. That an element ends where it begins, it says.
    pub(super) fn tag(&mut self, xml: &mut Xml) {
        let next = TextBuilder::new(xml.place_end());
        self.flush(next);
        if xml.name() != "xliff:g" && !xml.is_end_of_empty() {
            xml.copy_raw(&mut self.text);
            self.ends_soft = false;
        }
    }

    /// The text; `None` if it is but a reference to another resource, such as `@string/app_name`.
    pub(super) fn finish(mut self) -> Option<Text> {
        let next = TextBuilder::new(crate::text::Place::default());
        self.flush(next);
        if self.is_reference {
            return None;
        }
        let text = self.text.finish();
        let end = text.as_str().len() - usize::from(self.ends_soft);
        Some(if self.ends_soft { text.slice(0..end) } else { text })
    }

    /// Undoes the escapes of what was read since the last tag.
    fn flush(&mut self, next: TextBuilder) {
        let piece = std::mem::replace(&mut self.piece, next).finish();
        let value = piece.as_str();
        self.is_reference = self.text.is_empty() && is_reference(value.trim());
        let mut places = piece.places();
        let mut at = 0;
        while let Some(c) = value[at..].chars().next() {
            let start = at;
            at += c.len_utf8();
            match c {
                '\\' => {
                    let (unescaped, length) = unescape(&value[start..]);
                    at = start + length;
                    self.text.escape(&mut places, start..at, unescaped.encode_utf8(&mut [0; 4]));
                    self.ends_soft = false;
                }
                '"' => self.in_quotes = !self.in_quotes,
                ' ' | '\t' | '\n' | '\r' if !self.in_quotes => {
                    let white = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
                    at = value.len() - value[at..].trim_start_matches(white).len();
                    if self.text.is_empty() || self.ends_soft {
                        continue;
                    }
                    match &value[start..at] {
                        " " => self.text.copy(&mut places, start..at),
                        _ => self.text.escape(&mut places, start..at, " "),
                    }
                    self.ends_soft = true;
                }
                _ => {
                    let special = |c: char| matches!(c, '\\' | '"' | ' ' | '\t' | '\n' | '\r');
                    at = value[at..].find(special).map_or(value.len(), |length| at + length);
                    self.text.copy(&mut places, start..at);
                    self.ends_soft = false;
                }
            }
        }
    }
}

/// Whether a text names a resource or an attribute: `@string/app_name`, `@null`, `?attr/title`.
fn is_reference(text: &str) -> bool {
    let name =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | ':' | '/' | '+' | '-');
    let mut chars = text.chars();
    matches!(chars.next(), Some('@' | '?'))
        && chars.as_str().chars().all(name)
        && (text.contains('/') || text == "@null" || text == "@empty")
}

/// The character that the escape at the beginning of `text` stands for, and its length. An escape that
/// is none stands for what is behind its backslash.
fn unescape(text: &str) -> (char, usize) {
    match text[1..].chars().next() {
        None => ('\\', 1),
        Some('n') => ('\n', 2),
        Some('t') => ('\t', 2),
        Some('u') => utf16(text, &['u']).unwrap_or_else(|length| ('\u{FFFD}', length)),
        Some(other) => (other, 1 + other.len_utf8()),
    }
}
