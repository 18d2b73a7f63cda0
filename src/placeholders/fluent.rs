//! Fluent patterns: `{ $n -> [one] { $n } file *[other] { $n } files }`, `{ -brand }`.

use super::argument::{Argument, Counter};
use super::{Branch, Choice, ChoiceKind, DEEPEST, Fault, FaultKind, Message, Node, Syntax};
use crate::plurals::Category;
use crate::text::Span;

/// Reads a whole pattern.
pub(super) fn read<'t>(text: &'t str, message: &mut Message<'t>) -> Result<(), Fault> {
    let mut parser = Parser { text, at: 0, depth: 0, message, counter: Counter::default() };
    parser.pattern(false)?;
    match parser.text.as_bytes().get(parser.at) {
        None => Ok(()),
        Some(_) => Err(Fault { span: Span::new(parser.at, parser.at + 1), kind: FaultKind::Stray }),
    }
}

struct Parser<'t, 'm> {
    text: &'t str,
    at: usize,
    depth: u32,
    message: &'m mut Message<'t>,
    counter: Counter,
}

impl<'t> Parser<'t, '_> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn skip_space(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    /// Reads text and what stands in braces, up to the brace that closes it or, in a choice, the key
    /// of the next branch.
    fn pattern(&mut self, in_choice: bool) -> Result<(), Fault> {
        while let Some(byte) = self.text.as_bytes().get(self.at) {
            match byte {
                b'}' => return Ok(()),
                b'{' => self.placeable()?,
                b'*' | b'[' if in_choice && self.key().is_some() => return Ok(()),
                _ => self.at += 1,
            }
        }
        Ok(())
    }

    /// The key of a branch that begins here, after white space: its place, and where it ends.
    fn key(&self) -> Option<(Span, usize)> {
        // A key begins a line, unless the reader joined the lines.
        let before = self.text[..self.at].trim_end_matches([' ', '\t', '\r']);
        let begins = before.ends_with('\n') || before.ends_with("->");
        if !begins && (before.len() == self.at || self.text.contains('\n')) {
            return None;
        }
        let open = self.at + usize::from(self.rest().starts_with('*'));
        let inner = self.text[open..].strip_prefix('[')?;
        let close = inner.find(']')?;
        let key = inner[..close].trim();
        let is_key = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
        let start = open + 1 + (inner.len() - inner.trim_start().len());
        let legal = !key.is_empty() && key.chars().all(is_key);
        legal.then(|| (Span::new(start, start + key.len()), open + 1 + close + 1))
    }

    /// Reads what begins with the brace here.
    fn placeable(&mut self) -> Result<(), Fault> {
        let open = self.at;
        let unclosed = Fault { span: Span::new(open, open + 1), kind: FaultKind::Unclosed };
        self.at += 1;
        let mut quoted = false;
        let bytes = self.text.as_bytes();
        loop {
            match bytes.get(self.at) {
                None => return Err(unclosed),
                Some(b'"') => quoted = !quoted,
                Some(b'}') if !quoted => break,
                Some(b'{') if !quoted => return self.nested(open),
                Some(b'-') if !quoted && bytes.get(self.at + 1) == Some(&b'>') => {
                    return self.choice(open);
                }
                Some(_) => {}
            }
            self.at += 1;
        }
        self.at += 1;
        let (span, inner) = (Span::new(open, self.at), &self.text[open + 1..self.at - 1]);
        let argument = Argument::in_braces(inner, span, &mut self.counter);
        self.message.nodes.extend(argument.map(Node::Argument));
        Ok(())
    }

    /// Reads braces in braces; `open` are the outer ones.
    fn nested(&mut self, open: usize) -> Result<(), Fault> {
        self.descend(open)?;
        self.placeable()?;
        self.skip_space();
        if !self.rest().starts_with('}') {
            return Err(Fault { span: Span::new(open, open + 1), kind: FaultKind::Unclosed });
        }
        self.at += 1;
        self.depth -= 1;
        Ok(())
    }

    fn descend(&mut self, open: usize) -> Result<(), Fault> {
        self.depth += 1;
        let span = Span::new(open, open + 1);
        if self.depth > DEEPEST { Err(Fault { span, kind: FaultKind::TooDeep }) } else { Ok(()) }
    }

    /// Reads the branches behind the arrow here.
    fn choice(&mut self, open: usize) -> Result<(), Fault> {
        self.descend(open)?;
        let selector = &self.text[open + 1..self.at];
        self.at += 2;
        let span = Span::new(open, self.at);
        let argument = Argument::in_braces(selector, span, &mut self.counter);
        let name = selector.trim();
        let name = name.find('$').map_or(name, |from| {
            let rest = &name[from..];
            &rest[..rest.find([',', ')', ' ']).unwrap_or(rest.len())]
        });
        let ordinal = argument.is_some() && selector.contains("ordinal");
        let index = self.message.nodes.len();
        let kind = if ordinal { ChoiceKind::Ordinal } else { ChoiceKind::Plural };
        let choice = Choice { span, argument: name, kind, syntax: Syntax::Fluent, end: 0 };
        self.message.nodes.push(Node::Choice(choice));
        let mut counts = true;
        loop {
            self.skip_space();
            if self.rest().starts_with('}') {
                break;
            }
            let Some((span, after)) = self.key() else {
                let (start, unclosed) = (self.at, self.rest().is_empty());
                let kind = if unclosed { FaultKind::Unclosed } else { FaultKind::Branch };
                let next = self.rest().chars().next().map_or(0, char::len_utf8);
                let at = if unclosed { (open, open + 1) } else { (start, start + next) };
                return Err(Fault { span: Span::new(at.0, at.1), kind });
            };
            let branch = self.message.nodes.len();
            let key = span.of(self.text);
            counts &= Category::by_name(key).is_some() || key.parse::<f64>().is_ok();
            self.message.nodes.push(Node::Branch(Branch { key, span, end: 0 }));
            self.at = after;
            self.pattern(true)?;
            self.message.close(branch);
        }
        self.at += 1;
        self.depth -= 1;
        self.message.close(index);
        if !counts && let Some(Node::Choice(choice)) = self.message.nodes.get_mut(index) {
            choice.kind = ChoiceKind::Select;
        }
        Ok(())
    }
}
