//! TBX: version 2 (martif) and 3, and TBX-Min as it was before, in the dialects Core, Min and Basic,
//! whether a category is an attribute (DCA) or an element (DCT).
//!
//! Elements are known by their local names, which no two of these versions use for different
//! things. What is neither a term nor says something about one is passed over, a part of speech too.

use super::{Reading, row};
use crate::input::{ProblemKind, canonical};
use crate::terms::{Case, Concept, Role, Status, Term};
use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::errors::Error as XmlError;
use quick_xml::events::{BytesRef, BytesStart, Event};
use std::borrow::Cow;
use std::sync::Arc;

/// The elements that a file of terms begins with.
const ROOTS: [&str; 2] = ["martif", "tbx"];

/// Reads the concepts of a file.
pub(super) fn read(text: &str, reading: &mut Reading<'_>) {
    let mut xml = Reader::from_str(text);
    xml.config_mut().expand_empty_elements = true;
    let mut tbx =
        Tbx { reading, open: Vec::new(), concept: None, capture: None, said: String::new() };
    let mut lines = Lines { text, at: 0, line: 1 };
    loop {
        let line = lines.at(xml.buffer_position());
        match xml.read_event() {
            Ok(Event::Start(start)) => {
                if tbx.open.is_empty() && !tbx.takes_root(&start, line) {
                    return;
                }
                tbx.start(&start, line);
            }
            Ok(Event::End(_)) => tbx.end(line),
            Ok(Event::Text(text)) => tbx.say(&text.xml10_content()),
            Ok(Event::CData(text)) => tbx.say(&text.xml10_content()),
            Ok(Event::GeneralRef(reference)) => tbx.refer(&reference, line),
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => {
                let line = lines.at(xml.error_position());
                return tbx.reading.fault(line, damage(&error));
            }
        }
    }
    let line = lines.at(text.len() as u64);
    match tbx.open.last() {
        Some(open) => tbx.reading.fault(line, format!("the file ends inside <{open}>")),
        None if tbx.reading.found.base.is_empty() && tbx.reading.found.problems.is_empty() => {
            tbx.reading.fault(line, "there is no term in this file");
        }
        None => {}
    }
}

/// What is wrong with the XML, on one line.
fn damage(error: &XmlError) -> String {
    let why = error.to_string().replace('\n', " ");
    format!("this is not well-formed XML: {}", why.trim_start_matches("ill-formed document: "))
}

/// Turns offsets, which only grow, into numbers of lines.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: u32,
}

impl Lines<'_> {
    fn at(&mut self, offset: u64) -> u32 {
        let to = (offset as usize).min(self.text.len());
        if to > self.at {
            let passed = &self.text.as_bytes()[self.at..to];
            self.line += memchr::memchr_iter(b'\n', passed).count() as u32;
            self.at = to;
        }
        self.line
    }
}

/// What the text of an element is taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Capture {
    Term,
    Status,
    Keep,
    Note,
}

/// A file while it is read.
struct Tbx<'a, 'b> {
    reading: &'a mut Reading<'b>,
    /// The names of the elements that are open.
    open: Vec<String>,
    concept: Option<Draft>,
    /// What is being captured, and how many elements were open outside it.
    capture: Option<(Capture, usize)>,
    said: String,
}

/// A concept while it is read.
#[derive(Default)]
struct Draft {
    concept: Concept,
    line: u32,
    /// The language of the section that is open, if it has a known one.
    lang: Option<Arc<str>>,
    /// Whether the section of the last term is still open: what is said now is said of it.
    in_term: bool,
}

impl Draft {
    /// The term that is spoken of.
    fn term(&mut self) -> Option<&mut Term> {
        self.concept.terms.last_mut().filter(|_| self.in_term)
    }
}

impl Tbx<'_, '_> {
    fn takes_root(&mut self, start: &BytesStart<'_>, line: u32) -> bool {
        let name = start.local_name();
        let is_root = ROOTS.iter().any(|root| root.eq_ignore_ascii_case(name.as_ref()));
        if !is_root {
            let name: &str = name.as_ref();
            self.reading.fault(line, format!("this is XML but no TBX: it begins with <{name}>"));
        }
        is_root
    }

    fn start(&mut self, start: &BytesStart<'_>, line: u32) {
        let name = start.local_name();
        let name: &str = name.as_ref();
        let outside = self.open.len();
        self.open.push(name.to_owned());
        if self.capture.is_some() {
            return;
        }
        match name {
            "termEntry" | "conceptEntry" => {
                self.concept = Some(Draft { line, ..Draft::default() });
            }
            "langSet" | "langSec" | "langGroup" => self.language(start, line),
            "term" => self.begin(Capture::Term, outside),
            "note" => self.begin(Capture::Note, outside),
            "administrativeStatus" | "normativeAuthorization" | "termStatus" => {
                self.begin(Capture::Status, outside);
            }
            "termNote" | "admin" | "descrip" => {
                let kind = attribute(start, "type").unwrap_or_default();
                let kind: String =
                    kind.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
                match kind.trim_start_matches('x') {
                    "administrativestatus" | "normativeauthorization" | "termstatus" => {
                        self.begin(Capture::Status, outside);
                    }
                    "donottranslate" | "dnt" => self.begin(Capture::Keep, outside),
                    _ => {}
                }
            }
            _ => {}
        }
    }

    fn language(&mut self, start: &BytesStart<'_>, line: u32) {
        let Some(draft) = &mut self.concept else { return };
        let tag = attribute(start, "xml:lang").or_else(|| attribute(start, "lang"));
        draft.lang = tag.as_deref().and_then(canonical).map(Arc::from);
        if draft.lang.is_none() {
            let message = match tag {
                Some(tag) => format!("`{tag}` is no language tag, such as en or pt-BR"),
                None => "these terms have no language: xml:lang is missing".to_owned(),
            };
            self.reading.fault(line, message);
        }
    }

    fn begin(&mut self, capture: Capture, outside: usize) {
        if self.concept.is_some() {
            self.capture = Some((capture, outside));
            self.said.clear();
        }
    }

    fn say(&mut self, text: &str) {
        if self.capture.is_some() {
            self.said.push_str(text);
        }
    }

    /// A reference to a character by its number or by one of the five names that XML knows.
    fn refer(&mut self, reference: &BytesRef<'_>, line: u32) {
        if self.capture.is_none() {
            return;
        }
        let name = reference.xml10_content();
        let known = match &*name {
            "lt" => Some('<'),
            "gt" => Some('>'),
            "amp" => Some('&'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => reference.resolve_char_ref().ok().flatten(),
        };
        match known {
            Some(c) => self.said.push(c),
            None => self.reading.fault(line, format!("`&{name};` stands for no character")),
        }
    }

    fn end(&mut self, line: u32) {
        let Some(name) = self.open.pop() else { return };
        if let Some((capture, outside)) = self.capture {
            if outside < self.open.len() {
                return;
            }
            self.capture = None;
            let said = self.said.split_whitespace().collect::<Vec<_>>().join(" ");
            self.take(capture, said, line);
            return;
        }
        match name.as_str() {
            "langSet" | "langSec" | "langGroup" => {
                if let Some(draft) = &mut self.concept {
                    (draft.lang, draft.in_term) = (None, false);
                }
            }
            "tig" | "ntig" | "termSec" | "termGroup" => {
                if let Some(draft) = &mut self.concept {
                    draft.in_term = false;
                }
            }
            "termEntry" | "conceptEntry" => {
                if let Some(draft) = self.concept.take()
                    && !draft.concept.terms.is_empty()
                {
                    self.reading.concept(draft.line, draft.concept);
                }
            }
            _ => {}
        }
    }

    /// Takes in what an element says.
    fn take(&mut self, capture: Capture, said: String, line: u32) {
        let Some(draft) = &mut self.concept else { return };
        match capture {
            Capture::Term if said.is_empty() => self.reading.fault(line, "this term is empty"),
            Capture::Term => {
                // Without a language the section was complained about.
                let Some(lang) = draft.lang.clone() else { return };
                draft.concept.terms.push(Term {
                    lang,
                    text: said,
                    status: Status::Preferred,
                    case: Case::Usual,
                    role: Role::Either,
                });
                draft.in_term = true;
            }
            Capture::Note => {
                draft.concept.note.get_or_insert(said);
            }
            Capture::Keep => {
                let keep = !matches!(said.to_lowercase().as_str(), "no" | "false" | "0");
                if let Some(term) = draft.term().filter(|_| keep) {
                    term.status = Status::Keep;
                }
            }
            Capture::Status => match row::status(&said) {
                Ok(status) => {
                    if let Some(term) = draft.term() {
                        term.status = status;
                    }
                }
                Err(why) => self.reading.problem(Some(line), ProblemKind::Damage, why),
            },
        }
    }
}

/// The value of an attribute, if it has one that can be read.
fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = start.try_get_attribute(name).ok()??;
    attribute.normalized_value(XmlVersion::default()).ok().map(Cow::into_owned)
}
