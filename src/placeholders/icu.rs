//! ICU MessageFormat: `{n, plural, offset:1 =0 {nobody} one {# guest} other {# guests}}`.
//!
//! An apostrophe quotes braces only where a message doubles one or begins a quotation with a brace
//! itself: many programs that take these messages do not quote at all.

use super::argument::{Argument, Counter, Family};
use super::{Branch, Choice, ChoiceKind, DEEPEST, Fault, FaultKind, Message, Node, Syntax};
use crate::text::Span;

/// Reads a whole message.
pub(super) fn read<'t>(text: &'t str, message: &mut Message<'t>) -> Result<(), Fault> {
    let quotes = text.contains("'{") || text.contains("'}");
    let mut parser = Parser { text, at: 0, depth: 0, quotes, message, counter: Counter::default() };
    parser.text(None)?;
    match parser.peek() {
        None => Ok(()),
        Some(_) => Err(parser.fault(FaultKind::Stray, parser.at, parser.at + 1)),
    }
}

struct Parser<'t, 'm> {
    text: &'t str,
    at: usize,
    depth: u32,
    /// Whether apostrophes quote.
    quotes: bool,
    message: &'m mut Message<'t>,
    counter: Counter,
}

impl<'t> Parser<'t, '_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn fault(&self, kind: FaultKind, start: usize, end: usize) -> Fault {
        let mut end = end.min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end += 1;
        }
        Fault { span: Span::new(start, end), kind }
    }

    fn skip_space(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
    }

    /// Takes the characters up to one of `ends` or a white space.
    fn word(&mut self, ends: &[char]) -> &'t str {
        let rest = &self.text[self.at..];
        let length = rest.find(|c: char| c.is_whitespace() || ends.contains(&c));
        let word = &rest[..length.unwrap_or(rest.len())];
        self.at += word.len();
        word
    }

    /// Reads text up to the brace that closes it, or the end. `counted` is the argument that a `#`
    /// stands for.
    fn text(&mut self, counted: Option<&'t str>) -> Result<(), Fault> {
        while let Some(byte) = self.peek() {
            match byte {
                b'}' => return Ok(()),
                b'{' => self.argument(counted)?,
                b'#' => {
                    if let Some(name) = counted {
                        let span = Span::new(self.at, self.at + 1);
                        let argument = Argument::named(span, Family::Brace, name);
                        self.message.nodes.push(Node::Argument(argument));
                    }
                    self.at += 1;
                }
                b'\'' if self.quotes => self.quotation(),
                _ => self.at += 1,
            }
        }
        Ok(())
    }

    /// Skips the quotation that may begin with the apostrophe here.
    fn quotation(&mut self) {
        let rest = &self.text[self.at + 1..];
        self.at += 1;
        if rest.starts_with('\'') {
            self.at += 1;
        } else if rest.starts_with(['{', '}']) {
            self.at += rest.find('\'').map_or(rest.len(), |end| end + 1);
        }
    }

    /// Reads what begins with the brace here.
    fn argument(&mut self, counted: Option<&'t str>) -> Result<(), Fault> {
        let open = self.at;
        let unclosed = self.fault(FaultKind::Unclosed, open, open + 1);
        self.at += 1;
        self.skip_space();
        let name = self.word(&['{', '}', ',']);
        self.skip_space();
        match self.peek() {
            None => return Err(unclosed),
            Some(b'}') => {}
            Some(b',') => {
                self.at += 1;
                self.skip_space();
                let kind = match self.word(&['{', '}', ',']) {
                    "plural" => Some(ChoiceKind::Plural),
                    "selectordinal" => Some(ChoiceKind::Ordinal),
                    "select" => Some(ChoiceKind::Select),
                    _ => None,
                };
                self.skip_space();
                if let (Some(kind), Some(b',')) = (kind, self.peek()) {
                    self.at += 1;
                    return self.choice(open, name, kind, counted);
                }
                self.style(open)?;
            }
            Some(_) => return Err(self.fault(FaultKind::Argument, open, self.at + 1)),
        }
        self.at += 1;
        let span = Span::new(open, self.at);
        let inner = &self.text[open + 1..self.at - 1];
        let argument = Argument::in_braces(inner, span, &mut self.counter);
        self.message.nodes.extend(argument.map(Node::Argument));
        Ok(())
    }

    /// Skips the style of an argument up to its closing brace. Only branches have braces, and those
    /// belong to a keyword that was not understood.
    fn style(&mut self, open: usize) -> Result<(), Fault> {
        let rest = &self.text.as_bytes()[self.at..];
        let end = rest.iter().position(|byte| matches!(byte, b'{' | b'}'));
        match end.map(|end| (end, rest[end])) {
            Some((end, b'}')) => {
                self.at += end;
                Ok(())
            }
            Some((end, _)) => {
                let head = self.text[open..self.at + end].trim_end();
                Err(self.fault(FaultKind::Argument, open, open + head.len()))
            }
            None => Err(self.fault(FaultKind::Unclosed, open, open + 1)),
        }
    }

    /// Reads the branches of a choice whose head, from `open` on, was read.
    fn choice(
        &mut self,
        open: usize,
        argument: &'t str,
        kind: ChoiceKind,
        counted: Option<&'t str>,
    ) -> Result<(), Fault> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.fault(FaultKind::TooDeep, open, self.at));
        }
        // A `#` in a select inside a plural still counts for the plural.
        let counted = if kind == ChoiceKind::Select { counted } else { Some(argument) };
        let index = self.message.nodes.len();
        let span = Span::new(open, self.at);
        let choice = Choice { span, argument, kind, syntax: Syntax::Icu, end: 0 };
        self.message.nodes.push(Node::Choice(choice));
        loop {
            self.skip_space();
            match self.peek() {
                None => return Err(self.fault(FaultKind::Unclosed, open, open + 1)),
                Some(b'}') => break,
                Some(_) if self.text[self.at..].starts_with("offset:") => {
                    self.at += "offset:".len();
                    self.skip_space();
                    self.word(&['{', '}']);
                }
                Some(_) => self.branch(counted)?,
            }
        }
        self.at += 1;
        self.depth -= 1;
        self.message.close(index);
        Ok(())
    }

    /// Reads `key {text}`.
    fn branch(&mut self, counted: Option<&'t str>) -> Result<(), Fault> {
        let start = self.at;
        let key = self.word(&['{', '}']);
        let span = Span::new(start, self.at);
        self.skip_space();
        if key.is_empty() || self.peek() != Some(b'{') {
            return Err(self.fault(FaultKind::Branch, start, self.at.max(start + 1)));
        }
        let open = self.at;
        self.at += 1;
        let index = self.message.nodes.len();
        self.message.nodes.push(Node::Branch(Branch { key, span, end: 0 }));
        self.text(counted)?;
        if self.peek().is_none() {
            return Err(self.fault(FaultKind::Unclosed, open, open + 1));
        }
        self.at += 1;
        self.message.close(index);
        Ok(())
    }
}
