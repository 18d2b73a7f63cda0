//! Translation sources of Qt Linguist, `.ts`.
//!
//! The key of a message is its id, or else its context, its source and the comment that tells equal
//! sources apart, with U+0004 between. A message with plurals gives a pair for each form, which the
//! file numbers in the order of the language's own rules.

use super::escape;
use super::item::{Out, ProblemKind, States, Units};
use super::standing::{Progress, Standing};
use super::xml::{Dialect, Token, Xml};
use super::{Format, Input, Languages, Open, PlaceKind, SOURCE, TARGET, canonical};
use crate::text::TextBuilder;
use crate::unit::{Pair, Side, Unit};
use std::mem;
use std::sync::Arc;

pub(super) const FORMAT: Format = Format {
    name: "qt",
    extensions: &["ts"],
    summary: "translation sources of Qt Linguist",
    catalogue: true,
    plurals: true,
    places: PlaceKind::Characters,
    writes: &[escape::xml, escape::verbatim],
    open: Open::Together(open),
};

static DIALECT: Dialect = Dialect {
    name: "a file of Qt Linguist",
    roots: &["TS"],
    units: &["message"],
    otherwise: ProblemKind::Notice,
};

/// The source language of a file that does not name it, by Qt's custom.
const SOURCE_LANGUAGE: &str = "en";

fn open(mut input: Input, out: &mut Out) -> Box<dyn Units> {
    let xml = Xml::open(&mut input, &DIALECT, out);
    Box::new(Qt {
        xml,
        file: input.file,
        document: input.document,
        languages: input.languages,
        states: input.states,
        langs: Default::default(),
        context: String::new(),
        message: None,
        field: Field::None,
    })
}

struct Qt {
    xml: Xml,
    file: Arc<str>,
    document: Arc<str>,
    languages: Languages,
    states: States,
    langs: [Arc<str>; 2],
    context: String,
    message: Option<Message>,
    field: Field,
}

/// Where text belongs.
#[derive(Debug, Default)]
enum Field {
    #[default]
    None,
    Context(String),
    Source(TextBuilder),
    /// A comment that tells equal sources apart.
    Comment(String),
    Note(String),
    Translation(TextBuilder),
}

/// A message as far as it was read.
#[derive(Debug, Default)]
struct Message {
    id: Option<String>,
    source: Option<TextBuilder>,
    comment: String,
    notes: Vec<String>,
    has_plurals: bool,
    standing: Standing,
    is_obsolete: bool,
    translations: Vec<TextBuilder>,
}

impl Units for Qt {
    fn read(&mut self, out: &mut Out) -> bool {
        let before = out.items.len();
        while out.items.len() == before {
            match self.xml.next(out) {
                Token::Start => self.start(),
                Token::End => self.end(out),
                Token::Text => match &mut self.field {
                    Field::None => {}
                    Field::Context(said) | Field::Comment(said) | Field::Note(said) => {
                        self.xml.say(said);
                    }
                    Field::Source(text) | Field::Translation(text) => self.xml.copy_text(text),
                },
                Token::Broken => (self.message, self.field) = (None, Field::None),
                Token::Eof => return false,
            }
        }
        true
    }
}

impl Qt {
    fn start(&mut self) {
        let Some(message) = &mut self.message else {
            return self.start_outside();
        };
        self.field = match self.xml.name() {
            "source" => Field::Source(TextBuilder::new(self.xml.place_end())),
            "comment" => Field::Comment(String::new()),
            "extracomment" | "translatorcomment" => Field::Note(String::new()),
            "translation" => {
                match self.xml.attribute("type").as_deref() {
                    Some("unfinished") => message.standing.progress = Progress::Fuzzy,
                    Some("vanished" | "obsolete") => message.is_obsolete = true,
                    _ => {}
                }
                Field::Translation(TextBuilder::new(self.xml.place_end()))
            }
            "numerusform" => {
                message.has_plurals = true;
                Field::Translation(TextBuilder::new(self.xml.place_end()))
            }
            // Variants of different lengths are a translation each.
            "lengthvariant" => Field::Translation(TextBuilder::new(self.xml.place_end())),
            "byte" => return self.byte(),
            _ => Field::None,
        };
    }

    fn start_outside(&mut self) {
        match self.xml.name() {
            "TS" => {
                let mut stated = [None, None];
                self.xml.attributes(|key, value| match key {
                    "sourcelanguage" => stated[SOURCE] = canonical(&value.get()).map(Arc::from),
                    "language" => stated[TARGET] = canonical(&value.get()).map(Arc::from),
                    _ => {}
                });
                self.langs =
                    [SOURCE, TARGET].map(|at| self.languages.side(at, stated[at].as_ref()));
                if self.langs[SOURCE].is_empty() {
                    self.langs[SOURCE] = SOURCE_LANGUAGE.into();
                }
            }
            "name" => self.field = Field::Context(String::new()),
            "message" => {
                let id = self.xml.attribute("id");
                self.message = Some(Message { id, ..Message::default() });
            }
            _ => {}
        }
    }

    /// A character that XML cannot hold: `<byte value="x9"/>`.
    fn byte(&mut self) {
        let value = self.xml.attribute("value").unwrap_or_default();
        let code = match value.strip_prefix('x') {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => value.parse(),
        };
        let c = code.ok().and_then(char::from_u32).unwrap_or('\u{FFFD}');
        let (start, end) = (self.xml.place(), self.xml.place_end());
        match &mut self.field {
            Field::Source(text) | Field::Translation(text) => {
                text.stretch(c.encode_utf8(&mut [0; 4]), start, end);
            }
            Field::Context(said) | Field::Comment(said) | Field::Note(said) => said.push(c),
            Field::None => {}
        }
    }

    fn end(&mut self, out: &mut Out) {
        let name = self.xml.name();
        if name == "byte" {
            return;
        }
        let closes = name == "message";
        match (mem::take(&mut self.field), &mut self.message) {
            (Field::Context(said), _) => self.context = said,
            (Field::Source(text), Some(message)) => message.source = Some(text),
            (Field::Comment(said), Some(message)) => message.comment = said,
            (Field::Note(said), Some(message)) if !said.trim().is_empty() => {
                message.notes.push(said.trim().to_owned());
            }
            // The element around the forms has no text of its own.
            (Field::Translation(text), Some(message)) => message.translations.push(text),
            _ => {}
        }
        if let Some(message) = self.message.take_if(|_| closes) {
            self.finish(message, out);
        }
    }

    fn finish(&mut self, message: Message, out: &mut Out) {
        if message.is_obsolete {
            out.counts.obsolete += 1;
            return;
        }
        let Some(source) = message.source else {
            let text = "this message was left out: it has no source".to_owned();
            return out.problem(self.xml.problem(ProblemKind::Lost, text));
        };
        let has_target = message.translations.iter().any(|text| !text.is_empty());
        if !message.standing.is_read(has_target, self.states, &mut out.counts) {
            return;
        }
        let source = source.finish();
        let key = message.id.unwrap_or_else(|| {
            let parts = [&*self.context, source.as_str(), &*message.comment];
            let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            parts.join("\u{4}")
        });
        let side = |at: usize, text| Side::new(Arc::clone(&self.langs[at]), text);
        let mut pairs: Vec<_> = message
            .translations
            .into_iter()
            .enumerate()
            .map(|(index, text)| {
                let target = Some(text).filter(|text| !text.is_empty());
                Pair {
                    plural: message.has_plurals.then(|| index.to_string()),
                    ..Pair::new(
                        side(SOURCE, source.clone()),
                        target.map(|text| side(TARGET, text.finish())),
                    )
                }
            })
            .collect();
        if pairs.is_empty() {
            pairs.push(Pair::new(side(SOURCE, source), None));
        }
        let (file, document) = (Arc::clone(&self.file), Arc::clone(&self.document));
        let notes = message.notes;
        out.unit(Unit { key: Some(key), notes, ..Unit::new(file, document, pairs) });
    }
}
