//! XML as a stream of tokens whose text knows its places.
//!
//! The file is read through a window, so that it may be of any size and need not have lines. Damage
//! is told with its place and costs as little as can be: a reference that stands for nothing is kept
//! as it is written, and where tags do not fit together the unit that they stand in is given up, and
//! reading goes on behind it.

mod encoding;
mod reference;
mod scan;
mod window;

pub(crate) use encoding::declared_encoding;

use super::Input;
use super::decode::LONGEST;
use super::item::{Out, Problem, ProblemKind};
use crate::text::{Place, TextBuilder};
use quick_xml::events::attributes::Attributes;
use reference::Entities;
use scan::{Kind, Scanner};
use std::borrow::Cow;
use std::mem;
use window::Window;

/// How many elements may be open at once.
const DEEPEST: usize = 4096;

/// What a format makes of XML.
pub(super) struct Dialect {
    /// What a file of it is called in a message, such as `a TMX file`.
    pub(super) name: &'static str,
    /// The elements that such a file begins with.
    pub(super) roots: &'static [&'static str],
    /// The elements that hold a unit each, and no other unit.
    pub(super) units: &'static [&'static str],
    /// What it means that a file begins with another element: a notice where files of other kinds have
    /// the same ending.
    pub(super) otherwise: ProblemKind,
}

/// A piece of XML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    /// An element begins.
    Start,
    /// An element ends, be it that its start is its end.
    End,
    /// Text: all of it up to the next tag, or a part.
    Text,
    /// The unit that is open is damaged: nothing more of it follows.
    Broken,
    /// There is no more to read.
    Eof,
}

/// The value of an attribute.
#[derive(Clone, Copy)]
pub(super) struct Value<'a> {
    raw: &'a str,
    entities: &'a Entities,
}

impl Value<'_> {
    /// The value with its references resolved.
    pub(super) fn get(self) -> String {
        self.entities.unescape(self.raw)
    }
}

/// A file of XML.
pub(super) struct Xml {
    window: Window,
    scanner: Scanner,
    dialect: &'static Dialect,
    entities: Entities,
    /// The token: what it is and where it stands in the window.
    kind: Kind,
    start: usize,
    end: usize,
    /// The names of the open elements one after the other, and where each begins.
    names: String,
    open: Vec<usize>,
    /// How many elements end with the token, the one that it says included.
    ending: usize,
    /// Whether the last token was an end, so that the innermost element is open no more.
    leaves: bool,
    /// What names have before them where the root has it too.
    prefix: String,
    /// How many elements are open outside the unit that is open, and where that begins in the file.
    unit: Option<(usize, u64)>,
    /// Whether the rest of a damaged unit is to be passed over.
    is_skipping: bool,
    /// Whether the root was seen.
    has_root: bool,
    is_over: bool,
    /// Problems of the token, which are put out with the next.
    pending: Vec<Problem>,
    /// The last comment that stands before the token.
    comment: Option<String>,
}

impl Xml {
    /// Opens an input.
    pub(super) fn open(input: &mut Input, dialect: &'static Dialect, out: &mut Out) -> Self {
        Self {
            window: Window::open(input, out),
            scanner: Scanner::default(),
            dialect,
            entities: Entities::default(),
            kind: Kind::Text,
            start: 0,
            end: 0,
            names: String::new(),
            open: Vec::new(),
            ending: 0,
            leaves: false,
            prefix: String::new(),
            unit: None,
            is_skipping: false,
            has_root: false,
            is_over: false,
            pending: Vec::new(),
            comment: None,
        }
    }

    /// Goes to the next token.
    pub(super) fn next(&mut self, out: &mut Out) -> Token {
        if matches!(self.kind, Kind::Start | Kind::Empty | Kind::End) {
            self.comment = None;
        }
        if mem::take(&mut self.leaves) {
            self.truncate(self.open.len() - 1);
        }
        if self.ending > 0 {
            return self.end_next();
        }
        loop {
            out.items.extend(self.pending.drain(..).map(super::Item::Problem));
            self.start = self.end;
            self.window.report(self.start, out);
            if self.is_over {
                return Token::Eof;
            }
            if !self.find() {
                return self.finish(out);
            }
            if let Some(token) = self.take(out) {
                return token;
            }
        }
    }

    /// Finds the piece that stands at `start`; `false` at the end of the file.
    fn find(&mut self) -> bool {
        loop {
            let rest = &self.window.text()[self.start..];
            let (at_end, position) = (self.window.at_end(), self.window.position(self.start));
            if rest.is_empty() && at_end {
                return false;
            }
            if !rest.is_empty()
                && let Some((kind, length)) = self.scanner.next(rest, position, at_end, LONGEST)
            {
                self.kind = kind;
                self.end = self.start + length;
                return true;
            }
            self.window.fill(self.start);
            self.start = 0;
        }
    }

    /// Makes a token of the piece that was found, if it is to become one.
    fn take(&mut self, out: &mut Out) -> Option<Token> {
        if let Some((_, began)) = self.unit
            && self.window.position(self.end) - began > LONGEST as u64
        {
            let why = format!("it is longer than {} MiB", LONGEST >> 20);
            return Some(self.break_unit(&why, out));
        }
        match self.kind {
            Kind::Start | Kind::Empty => self.take_start(out),
            Kind::End => self.take_end(out),
            Kind::Text | Kind::CData | Kind::Reference | Kind::Stray => {
                if !self.has_root {
                    return self.take_beginning(out);
                }
                (!self.is_skipping).then_some(Token::Text)
            }
            Kind::Doctype => {
                self.entities.declare(&self.window.text()[self.start..self.end]);
                None
            }
            Kind::Aside => {
                let said = self.raw().strip_prefix("<!--").and_then(|raw| raw.strip_suffix("-->"));
                self.comment = said.map(|said| said.trim().to_owned());
                None
            }
            Kind::Unclosed => self.take_unclosed(out),
            Kind::Endless => {
                let opening = self.raw().to_owned();
                self.damage(&format!("this `{opening}` has no end"), out)
            }
        }
    }

    fn take_start(&mut self, out: &mut Out) -> Option<Token> {
        let range = scan::name(self.raw());
        let range = self.start + range.start..self.start + range.end;
        if !self.has_root {
            self.take_root(&self.window.text()[range.clone()].to_owned(), out);
            if self.is_over {
                return None;
            }
        }
        let name = &self.window.text()[range];
        let name = name.strip_prefix(&*self.prefix).unwrap_or(name);
        let is_unit = self.dialect.units.contains(&name);
        if is_unit {
            if self.unit.is_some() {
                return Some(self.break_unit("it does not end before the next one begins", out));
            }
            self.is_skipping = false;
        }
        if self.is_skipping {
            return None;
        }
        if self.open.len() == DEEPEST {
            let message = "its elements are nested too deep; the rest is not read".to_owned();
            let problem = self.window.problem(self.start, ProblemKind::Unreadable, message);
            out.problem(problem);
            self.is_over = true;
            return None;
        }
        if is_unit {
            self.unit = Some((self.open.len(), self.window.position(self.start)));
        }
        self.open.push(self.names.len());
        self.names.push_str(name);
        self.ending = usize::from(self.kind == Kind::Empty);
        Some(Token::Start)
    }

    /// Sees whether the first element is one that the format begins with.
    fn take_root(&mut self, name: &str, out: &mut Out) {
        self.has_root = true;
        let local = name.rsplit(':').next().unwrap_or(name);
        if self.dialect.roots.contains(&local) {
            self.prefix = name[..name.len() - local.len()].to_owned();
        } else {
            self.refuse(&format!("<{name}>"), out);
        }
    }

    /// Text before the first element, which may only be white.
    fn take_beginning(&mut self, out: &mut Out) -> Option<Token> {
        let text = self.raw().trim_start();
        if !text.is_empty() {
            let word = text.split_whitespace().next().unwrap_or_default();
            let shown: String = word.chars().filter(|c| !c.is_control()).take(20).collect();
            self.start = self.end - text.len();
            self.refuse(&format!("`{shown}`"), out);
        }
        None
    }

    /// Gives up a file of another kind.
    fn refuse(&mut self, beginning: &str, out: &mut Out) {
        let message = format!(
            "this is not {}: it begins with {beginning}; it is not read",
            self.dialect.name
        );
        let problem = self.window.problem(self.start, self.dialect.otherwise, message);
        out.problem(problem);
        self.is_over = true;
    }

    fn take_end(&mut self, out: &mut Out) -> Option<Token> {
        let range = scan::name(self.raw());
        let name = &self.window.text()[self.start + range.start..self.start + range.end];
        let name = name.strip_prefix(&*self.prefix).unwrap_or(name);
        let found = (0..self.open.len()).rev().find(|&at| self.name_of(at) == name);
        if self.is_skipping {
            self.is_skipping = !self.dialect.units.contains(&name) && found.is_none();
            if found.is_none() {
                return None;
            }
        }
        let Some(found) = found else {
            let what = format!("`</{name}>` ends nothing");
            return self.damage(&what, out);
        };
        let ending = self.open.len() - found;
        if ending > 1 {
            let what = format!("<{}> does not end before `</{name}>`", self.name());
            if self.unit.is_some() {
                return Some(self.break_unit(&what, out));
            }
            self.complain(ProblemKind::Damage, format!("{what}; it was taken to end there"), out);
        }
        self.ending = ending;
        Some(self.end_next())
    }

    /// Ends the innermost element.
    fn end_next(&mut self) -> Token {
        self.ending -= 1;
        self.leaves = true;
        Token::End
    }

    fn take_unclosed(&mut self, out: &mut Out) -> Option<Token> {
        let range = scan::name(self.raw());
        let name = &self.raw()[range];
        let begins_unit = !self.raw().starts_with("</") && self.dialect.units.contains(&name);
        let what = format!("the tag <{}> has no end", name.chars().take(40).collect::<String>());
        if begins_unit && self.unit.is_none() {
            self.complain(ProblemKind::Lost, format!("this unit was left out: {what}"), out);
            self.is_skipping = true;
            return None;
        }
        self.damage(&what, out)
    }

    /// Says what is damaged: inside a unit that costs the unit, and elsewhere nothing.
    fn damage(&mut self, what: &str, out: &mut Out) -> Option<Token> {
        if self.unit.is_some() {
            return Some(self.break_unit(what, out));
        }
        if !self.is_skipping {
            self.complain(ProblemKind::Damage, format!("{what}; it was passed over"), out);
        }
        None
    }

    /// Gives up the open unit. The piece that shows the damage is looked at again, for it may be where
    /// the unit ends.
    fn break_unit(&mut self, why: &str, out: &mut Out) -> Token {
        self.complain(ProblemKind::Lost, format!("this unit was left out: {why}"), out);
        if let Some((outside, _)) = self.unit {
            self.truncate(outside);
        }
        self.is_skipping = true;
        self.end = self.start;
        self.ending = 0;
        Token::Broken
    }

    fn complain(&mut self, kind: ProblemKind, message: String, out: &mut Out) {
        let problem = self.window.problem(self.start, kind, message);
        out.problem(problem);
    }

    /// The end of the file, which may come too early.
    fn finish(&mut self, out: &mut Out) -> Token {
        self.is_over = true;
        self.window.report(self.start, out);
        let Some(&last) = self.open.last() else { return Token::Eof };
        let name = &self.names[last..];
        if self.unit.is_some() {
            let message =
                format!("the file ends inside <{name}>: it is cut off, and its last unit left out");
            self.complain(ProblemKind::Unreadable, message, out);
            self.truncate(0);
            return Token::Broken;
        }
        let message = format!("the file ends inside <{name}>: it is cut off");
        self.complain(ProblemKind::Unreadable, message, out);
        Token::Eof
    }

    /// Forgets all but the outermost `depth` open elements.
    fn truncate(&mut self, depth: usize) {
        if let Some(&end) = self.open.get(depth) {
            self.names.truncate(end);
            self.open.truncate(depth);
        }
        self.unit = self.unit.filter(|&(outside, _)| outside < depth);
    }

    fn name_of(&self, index: usize) -> &str {
        let end = self.open.get(index + 1).copied().unwrap_or(self.names.len());
        &self.names[self.open[index]..end]
    }

    /// The name of the innermost element: of the one that begins or ends with this token. It is
    /// without the prefix that the root has.
    pub(super) fn name(&self) -> &str {
        self.open.last().map_or("", |&start| &self.names[start..])
    }

    /// How many elements are open, the one that begins or ends with this token included.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Whether the element that begins ends at once.
    pub(super) fn is_empty(&self) -> bool {
        self.kind == Kind::Empty
    }

    /// Whether the token is the end of an element that is written as one tag.
    pub(super) fn is_end_of_empty(&self) -> bool {
        self.kind == Kind::Empty && self.leaves
    }

    /// What the comment before the element that begins says.
    pub(super) fn comment(&mut self) -> Option<String> {
        self.comment.take().filter(|said| !said.is_empty())
    }

    /// The token as it is written.
    pub(super) fn raw(&self) -> &str {
        &self.window.text()[self.start..self.end]
    }

    /// Where the token begins.
    pub(super) fn place(&mut self) -> Place {
        self.window.place(self.start)
    }

    /// Where the token ends.
    pub(super) fn place_end(&mut self) -> Place {
        self.window.place(self.end)
    }

    /// A problem at the token.
    pub(super) fn problem(&mut self, kind: ProblemKind, message: String) -> Problem {
        self.window.problem(self.start, kind, message)
    }

    /// The value of an attribute of the element that begins.
    pub(super) fn attribute(&mut self, name: &str) -> Option<String> {
        let mut found = None;
        self.attributes(|key, value| {
            if key == name {
                found.get_or_insert_with(|| value.get());
            }
        });
        found
    }

    /// Shows every attribute of the element that begins.
    pub(super) fn attributes(&mut self, mut see: impl FnMut(&str, Value<'_>)) {
        let tag = &self.window.text()[self.start..self.end - 1];
        let tag = if self.kind == Kind::Empty { &tag[..tag.len() - 1] } else { tag };
        let mut attributes = Attributes::new(tag, scan::name(tag).end);
        let mut is_broken = false;
        for attribute in attributes.with_checks(false) {
            match attribute {
                Ok(attribute) => {
                    let value = Value { raw: &attribute.value, entities: &self.entities };
                    see(attribute.key.as_ref(), value);
                }
                Err(_) => is_broken = true,
            }
        }
        if is_broken && self.pending.is_empty() {
            let message = "not all attributes of this tag can be read".to_owned();
            let problem = self.problem(ProblemKind::Damage, message);
            self.pending.push(problem);
        }
    }

    /// Adds the text of the token to a text with places.
    pub(super) fn copy_text(&mut self, to: &mut TextBuilder) {
        let (start, end) = (self.start, self.end);
        match self.kind {
            Kind::CData => {
                self.window.copy(start + scan::CDATA.len()..end - scan::CDATA_END.len(), to);
            }
            Kind::Reference => {
                let name = &self.window.text()[start + 1..end - 1];
                match self.entities.resolve(name).map(Cow::into_owned) {
                    Some(value) => {
                        to.stretch(&value, self.window.place(start), self.window.place(end));
                    }
                    None => self.copy_stray(to),
                }
            }
            Kind::Stray => self.copy_stray(to),
            _ => self.window.copy(start..end, to),
        }
    }

    /// Adds what stands for nothing, as it is written, and says so.
    fn copy_stray(&mut self, to: &mut TextBuilder) {
        let message = format!("`{}` stands for no character; it is kept as it is", self.raw());
        let problem = self.problem(ProblemKind::Damage, message);
        self.pending.push(problem);
        self.window.copy(self.start..self.end, to);
    }

    /// Adds the token as it is written, a tag as much as text, to a text with places.
    pub(super) fn copy_raw(&mut self, to: &mut TextBuilder) {
        self.window.copy(self.start..self.end, to);
    }

    /// Adds the text of the token to a string.
    pub(super) fn say(&self, to: &mut String) {
        let raw = self.raw();
        match self.kind {
            Kind::CData => to.push_str(&raw[scan::CDATA.len()..raw.len() - scan::CDATA_END.len()]),
            Kind::Reference => {
                let name = &raw[1..raw.len() - 1];
                to.push_str(&self.entities.resolve(name).unwrap_or(Cow::Borrowed(raw)));
            }
            _ => to.push_str(raw),
        }
    }
}
