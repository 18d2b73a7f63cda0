//! Segments with inline codes, as XLIFF and TMX write them.
//!
//! A code becomes U+FFFC, and what it wraps is only shown. Text inside a code that is to be translated
//! (`<sub>`) stands between two codes.

use super::xml::Xml;
use crate::text::{Place, Text, TextBuilder};
use crate::unit::{CodeKind, InlineCode, Side};
use std::sync::Arc;

/// What a code stands as in the text.
pub(super) const OBJECT: char = '\u{FFFC}';

/// A segment while it is read.
#[derive(Debug)]
pub(super) struct Segment {
    text: TextBuilder,
    codes: Vec<InlineCode>,
    /// The elements that are open in it.
    levels: Vec<Level>,
    /// Whether all of its white space counts.
    preserve: bool,
}

/// What an open element does to the text in it.
#[derive(Debug)]
enum Level {
    /// Nothing.
    Through,
    /// It is left out.
    Dropped,
    /// It is the native code that began at a place.
    Native(Place, InlineCode),
    /// It stands inside a native code and is to be translated.
    Sub,
    /// It is what this code closes.
    Pair(InlineCode),
}

/// What the attributes of a code say.
#[derive(Default)]
struct Attributes {
    id: Option<(u8, String)>,
    shown: Option<(u8, String)>,
    /// What the end of a pair shows.
    shown_end: Option<(u8, String)>,
    is_closing: bool,
    is_deleted: bool,
    hex: Option<String>,
}

/// Native code that stands elsewhere in the unit, by its id.
pub(super) type Data = [(String, String)];

impl Segment {
    /// A segment whose element begins with the token.
    pub(super) fn new(xml: &mut Xml, preserve: bool) -> Self {
        let text = TextBuilder::new(xml.place_end());
        Self { text, codes: Vec::new(), levels: Vec::new(), preserve }
    }

    /// Takes in text.
    pub(super) fn text(&mut self, xml: &mut Xml) {
        for level in self.levels.iter_mut().rev() {
            match level {
                Level::Dropped => return,
                Level::Native(_, code) => return xml.say(&mut code.shown),
                Level::Sub => break,
                Level::Through | Level::Pair(_) => {}
            }
        }
        xml.copy_text(&mut self.text);
    }

    /// An element begins inside the segment.
    pub(super) fn start(&mut self, xml: &mut Xml, data: &Data) {
        let level = self.level(xml, data);
        self.levels.push(level);
    }

    fn level(&mut self, xml: &mut Xml, data: &Data) -> Level {
        if let Some(Level::Native(start, code)) = self.levels.last_mut() {
            if xml.name() != "sub" {
                code.shown.push_str(xml.raw());
                return Level::Through;
            }
            let (start, shown) = (*start, std::mem::take(&mut code.shown));
            let before = InlineCode { shown, ..code.clone() };
            *code = InlineCode { kind: CodeKind::Standalone, ..before.clone() };
            code.shown.clear();
            let end = xml.place();
            self.push(before, start, end);
            return Level::Sub;
        }
        let attributes = Attributes::read(xml, data);
        let kind = match xml.name() {
            "mrk" if attributes.is_deleted => return Level::Dropped,
            "mrk" | "hi" | "sm" | "sub" => return Level::Through,
            "em" if xml.is_empty() => return Level::Through,
            "cp" => return self.character(xml, attributes.hex),
            "x" | "ph" | "ut" => CodeKind::Standalone,
            "bx" | "bpt" | "sc" => CodeKind::Open,
            "ex" | "ept" | "ec" => CodeKind::Close,
            "it" if attributes.is_closing => CodeKind::Close,
            "it" => CodeKind::Open,
            _ => return self.pair(xml, attributes),
        };
        let code = attributes.code(kind);
        let start = xml.place();
        if !xml.is_empty() {
            return Level::Native(start, InlineCode { shown: String::new(), ..code });
        }
        self.push(code, start, xml.place_end());
        Level::Through
    }

    /// An element around a stretch of text, be it one that the format knows or foreign markup.
    fn pair(&mut self, xml: &mut Xml, attributes: Attributes) -> Level {
        let is_known = matches!(xml.name(), "g" | "pc");
        let shown_end = attributes.shown_end.clone().map(|(_, shown)| shown);
        let mut code =
            attributes.code(if xml.is_empty() { CodeKind::Standalone } else { CodeKind::Open });
        let mut close = InlineCode {
            kind: CodeKind::Close,
            shown: shown_end.unwrap_or_default(),
            ..code.clone()
        };
        if !is_known {
            xml.raw().clone_into(&mut code.shown);
            close.shown = format!("</{}>", xml.name());
        }
        let (start, end) = (xml.place(), xml.place_end());
        self.push(code, start, end);
        if xml.is_empty() { Level::Through } else { Level::Pair(close) }
    }

    /// A character that XML cannot hold.
    fn character(&mut self, xml: &mut Xml, hex: Option<String>) -> Level {
        let code = hex.and_then(|hex| u32::from_str_radix(&hex, 16).ok());
        let c = code.and_then(char::from_u32).unwrap_or('\u{FFFD}');
        let (start, end) = (xml.place(), xml.place_end());
        self.text.stretch(c.encode_utf8(&mut [0; 4]), start, end);
        Level::Dropped
    }

    /// The innermost element of the segment ends.
    pub(super) fn end(&mut self, xml: &mut Xml) {
        match self.levels.pop() {
            Some(Level::Native(start, code)) => {
                let end = xml.place_end();
                self.push(code, start, end);
            }
            Some(Level::Pair(code)) => {
                let (start, end) = (xml.place(), xml.place_end());
                self.push(code, start, end);
            }
            Some(Level::Sub) => {
                if let Some(Level::Native(start, _)) = self.levels.last_mut() {
                    *start = xml.place();
                }
            }
            Some(Level::Through | Level::Dropped) | None => {}
        }
    }

    fn push(&mut self, code: InlineCode, start: Place, end: Place) {
        if self.levels.iter().any(|level| matches!(level, Level::Dropped)) {
            return;
        }
        self.text.stretch(OBJECT.encode_utf8(&mut [0; 4]), start, end);
        self.codes.push(code);
    }

    /// Whether nothing was added yet but white space.
    pub(super) fn is_blank(&self) -> bool {
        self.text.as_str().trim().is_empty()
    }

    /// The segment as a side.
    pub(super) fn finish(self, lang: &Arc<str>) -> Side {
        let text = self.text.finish();
        let text = if self.preserve { text } else { trim(text) };
        Side { codes: self.codes, ..Side::new(Arc::clone(lang), text) }
    }
}

impl Attributes {
    fn read(xml: &mut Xml, data: &Data) -> Self {
        let mut found = Self::default();
        xml.attributes(|key, value| {
            let (slot, rank) = match key {
                "id" => (&mut found.id, 0),
                "x" => (&mut found.id, 1),
                "i" => (&mut found.id, 2),
                "rid" | "startRef" => (&mut found.id, 3),
                "dataRef" | "dataRefStart" => (&mut found.shown, 0),
                "disp" | "dispStart" => (&mut found.shown, 1),
                "equiv-text" | "equiv" | "equivStart" => (&mut found.shown, 2),
                "dataRefEnd" => (&mut found.shown_end, 0),
                "dispEnd" => (&mut found.shown_end, 1),
                "equivEnd" => (&mut found.shown_end, 2),
                "pos" => {
                    found.is_closing = matches!(&*value.get(), "close" | "end");
                    return;
                }
                "mtype" => {
                    found.is_deleted = value.get() == "x-sdl-deleted";
                    return;
                }
                "hex" => {
                    found.hex = Some(value.get());
                    return;
                }
                _ => return,
            };
            let mut value = value.get();
            if key.starts_with("dataRef") {
                let wrapped = data.iter().find(|(id, _)| *id == value);
                value = wrapped.map(|(_, code)| code.clone()).unwrap_or_default();
            }
            if !value.is_empty() && slot.as_ref().is_none_or(|&(known, _)| rank < known) {
                *slot = Some((rank, value));
            }
        });
        found
    }

    fn code(self, kind: CodeKind) -> InlineCode {
        let [id, shown] = [self.id, self.shown].map(|slot| slot.map(|(_, value)| value));
        InlineCode { kind, id, shown: shown.unwrap_or_default() }
    }
}

/// The text without the white space at its ends that has a line feed in it: that lays out the file.
fn trim(text: Text) -> Text {
    let value = text.as_str();
    let is_white = |c: char| matches!(c, ' ' | '\t' | '\r' | '\n');
    let start = value.len() - value.trim_start_matches(is_white).len();
    let end = value.trim_end_matches(is_white).len().max(start);
    // A reference to a line feed means it.
    let lays_out = |from: usize, to: usize| {
        let mut feeds = value[from..to].match_indices('\n').map(|(at, _)| (from + at) as u32);
        feeds.any(|at| text.place(at).line != text.place_end(at + 1).line)
    };
    let start = if lays_out(0, start) { start } else { 0 };
    let end = if lays_out(end, value.len()) { end } else { value.len() };
    if start == 0 && end == value.len() {
        return text;
    }
    text.slice(start..end)
}
