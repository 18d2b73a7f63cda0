//! A YAML file as a tree whose scalars know their places.
//!
//! The parser stops at the first error. A slip of the hand breaks one line as a rule, so that line is
//! taken out and the rest is read again, as in JSON files.

use super::scalar::Scalar;
use crate::input::item::{Out, Problem, ProblemKind};
use crate::text::{Place, Text};
use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span, StrInput};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;

/// How often a damaged file is mended and read again.
const ATTEMPTS: usize = 100;

/// How deep a tree may be.
const DEEPEST: usize = 100;

/// The name under which a mapping takes over another.
const MERGE: &str = "<<";

/// A node of the tree.
#[derive(Debug)]
pub(super) enum Node {
    /// A string.
    String(Scalar),
    /// A number, a truth, a symbol, or nothing at all.
    Other,
    /// The elements of a sequence.
    Sequence(Vec<Rc<Node>>),
    /// Names and what they name; what is merged into a mapping is in it.
    Mapping(Vec<(String, Rc<Node>)>),
}

/// Reads the documents of a file.
pub(super) fn read(text: &Text, file: &Arc<str>, out: &mut Out) -> Vec<Rc<Node>> {
    let mut problem = |place: Option<Place>, message: String, kind: ProblemKind| {
        out.problem(Problem { file: Arc::clone(file), place, message, kind });
    };
    let mut yaml = text.as_str().to_owned();
    for attempt in 0..=ATTEMPTS {
        let error = match Reading::new(&yaml).documents() {
            Ok(documents) => return documents,
            Err(error) => error,
        };
        let offsets = offsets(&yaml);
        let at = byte(&offsets, error.marker().index());
        let line = if attempt == ATTEMPTS { None } else { damaged_line(&yaml, at) };
        let Some((start, end)) = line else {
            let message =
                format!("this is not valid YAML ({}): nothing of it was read", error.info());
            problem(Some(text.place(at as u32)), message, ProblemKind::Unreadable);
            break;
        };
        let first = start + yaml[start..end].len() - yaml[start..end].trim_start().len();
        let message = format!("this is not valid YAML ({}): this line was left out", error.info());
        problem(Some(text.place(first as u32)), message, ProblemKind::Lost);
        yaml.replace_range(start..end, &comments(&yaml[start..end]));
    }
    Vec::new()
}

/// The line that an error is about: the last one before it whose quotation mark is never closed, else
/// the one where the parser stopped, or the last before that holds anything. A value in quotation
/// marks goes with its lines.
fn damaged_line(yaml: &str, at: usize) -> Option<(usize, usize)> {
    let (mut start, mut last, mut open) = (0, None, None);
    for line in yaml.split_inclusive('\n') {
        if start > at {
            break;
        }
        let end = start + line.len();
        if !line.trim().is_empty() && !line.trim_start().starts_with('#') {
            let own = start + line.trim_end_matches('\n').len();
            match Quotation::of(line, &yaml[end..]) {
                Quotation::Closed => last = Some((start, own)),
                Quotation::Later(length) => last = Some((start, end + length)),
                Quotation::Never => {
                    last = Some((start, own));
                    open = last;
                }
            }
        }
        start = end;
    }
    open.or(last)
}

/// Where the quotation mark, or bracket, is closed that begins the value of a line.
enum Quotation {
    /// On the line, or there is none.
    Closed,
    /// At the end of a later line, so many bytes behind the line.
    Later(usize),
    /// Not where a value can end.
    Never,
}

impl Quotation {
    fn of(line: &str, later: &str) -> Self {
        let value = line.split_once(": ").map_or(line, |(_, value)| value);
        let value = value.trim().trim_start_matches("- ");
        let mark = match value.chars().next() {
            Some(mark @ ('"' | '\'')) => mark,
            Some('[' | '{') if is_left_open(line, later) => return Self::Never,
            _ => return Self::Closed,
        };
        if behind_quotation(&value[1..], mark).is_some() {
            return Self::Closed;
        }
        let Some(behind) = behind_quotation(later, mark) else { return Self::Never };
        let rest = behind.split('\n').next().unwrap_or_default();
        if rest.trim().is_empty() || rest.trim_start().starts_with(['#', ',']) {
            Self::Later(later.len() - behind.len() + rest.len())
        } else {
            Self::Never
        }
    }
}

/// Whether more brackets open than close on a line, and the next goes on as if none were open.
fn is_left_open(line: &str, later: &str) -> bool {
    let comment = [" #", ",#"].iter().filter_map(|mark| line.find(mark)).min();
    let code = &line[..comment.unwrap_or(line.len())];
    let count = |brackets: [char; 2]| code.matches(brackets).count();
    let indent = |line: &str| line.len() - line.trim_start().len();
    let next = later.lines().find(|line| !line.trim().is_empty());
    let goes_on =
        |next: &str| indent(next) > indent(line) || next.trim_start().starts_with([']', '}']);
    count(['[', '{']) > count([']', '}']) && !next.is_some_and(goes_on)
}

/// What follows the quotation mark that ends a text.
fn behind_quotation(text: &str, mark: char) -> Option<&str> {
    let mut rest = text;
    loop {
        let at = rest.find([mark, '\\'])?;
        let escapes = rest[at..].starts_with('\\') && mark == '"';
        let doubled = mark == '\'' && rest[at + 1..].starts_with(mark);
        if rest[at..].starts_with(mark) && !doubled {
            return Some(&rest[at + 1..]);
        }
        let length = 1 + usize::from(escapes || doubled);
        rest = rest.get(at + length..)?;
    }
}

/// Comments of the length of lines: blanks might go on with the text before them.
fn comments(lines: &str) -> String {
    let comment = |line: &str| match line.len() {
        0 => String::new(),
        length => format!("#{}", " ".repeat(length - 1)),
    };
    lines.split('\n').map(comment).collect::<Vec<_>>().join("\n")
}

/// Where each character of a text begins; the parser counts characters.
fn offsets(text: &str) -> Vec<u32> {
    text.char_indices().map(|(at, _)| at as u32).chain([text.len() as u32]).collect()
}

fn byte(offsets: &[u32], index: usize) -> usize {
    offsets.get(index).or(offsets.last()).map_or(0, |&at| at as usize)
}

/// A node with how many levels are below it.
#[derive(Debug, Clone)]
struct Built {
    node: Rc<Node>,
    height: usize,
}

/// A tree that is being built.
struct Reading<'y> {
    yaml: &'y str,
    parser: Parser<'y, StrInput<'y>>,
    offsets: Vec<u32>,
    anchors: HashMap<usize, Built>,
}

impl<'y> Reading<'y> {
    fn new(yaml: &'y str) -> Self {
        let parser = Parser::new_from_str(yaml);
        Self { yaml, parser, offsets: offsets(yaml), anchors: HashMap::new() }
    }

    fn documents(mut self) -> Result<Vec<Rc<Node>>, ScanError> {
        let mut documents = Vec::new();
        while let Some((event, span)) = self.parser.next_event().transpose()? {
            if let Event::Scalar(..) | Event::SequenceStart(..) | Event::MappingStart(..) = event {
                documents.push(self.node(event, span, 0)?.node);
            }
        }
        Ok(documents)
    }

    fn next(&mut self) -> Result<(Event<'y>, Span), ScanError> {
        self.parser.next_event().unwrap_or(Ok((Event::StreamEnd, Span::default())))
    }

    fn node(&mut self, event: Event<'y>, span: Span, depth: usize) -> Result<Built, ScanError> {
        let too_deep = || Err(ScanError::new_str(span.start, "it is nested too deeply"));
        if depth > DEEPEST {
            return too_deep();
        }
        let (anchor, (node, height)) = match event {
            Event::Scalar(value, style, anchor, tag) => {
                let named = anchor > 0 || tag.is_some();
                let tagged =
                    tag.is_some_and(|tag| tag.is_yaml_core_schema() && tag.suffix == "str");
                let string = tagged || style != ScalarStyle::Plain || is_string(&value);
                let mut scalar = Scalar {
                    value: value.into_owned(),
                    style,
                    range: byte(&self.offsets, span.start.index())
                        ..byte(&self.offsets, span.end.index()),
                    indent: span.start.col(),
                };
                if named {
                    scalar.skip_properties(self.yaml);
                }
                (anchor, (if string { Node::String(scalar) } else { Node::Other }, 0))
            }
            Event::SequenceStart(anchor, _) => (anchor, self.sequence(depth)?),
            Event::MappingStart(anchor, _) => (anchor, self.mapping(depth)?),
            Event::Alias(id) => {
                let nothing = || Built { node: Rc::new(Node::Other), height: 0 };
                let known = self.anchors.get(&id).cloned().unwrap_or_else(nothing);
                return if depth + known.height > DEEPEST { too_deep() } else { Ok(known) };
            }
            _ => (0, (Node::Other, 0)),
        };
        let built = Built { node: Rc::new(node), height };
        if anchor > 0 {
            self.anchors.insert(anchor, built.clone());
        }
        Ok(built)
    }

    fn sequence(&mut self, depth: usize) -> Result<(Node, usize), ScanError> {
        let (mut elements, mut height) = (Vec::new(), 0);
        loop {
            match self.next()? {
                (Event::SequenceEnd | Event::StreamEnd, _) => {
                    return Ok((Node::Sequence(elements), height + 1));
                }
                (event, span) => {
                    let built = self.node(event, span, depth + 1)?;
                    height = height.max(built.height);
                    elements.push(built.node);
                }
            }
        }
    }

    fn mapping(&mut self, depth: usize) -> Result<(Node, usize), ScanError> {
        let (mut entries, mut merged) = (Vec::new(), Vec::new());
        let mut height = 0;
        loop {
            let name = match self.next()? {
                (Event::MappingEnd | Event::StreamEnd, _) => break,
                (Event::Scalar(name, ..), _) => Some(name.into_owned()),
                (event, span) => self.node(event, span, depth + 1).map(|_| None)?,
            };
            let (event, span) = self.next()?;
            let built = self.node(event, span, depth + 1)?;
            height = height.max(built.height);
            match (name, &*built.node) {
                (Some(name), Node::Mapping(_)) if name == MERGE => merged.push(built.node),
                (Some(name), Node::Sequence(nodes)) if name == MERGE => {
                    merged.extend(nodes.iter().cloned());
                }
                (Some(name), _) => entries.push((name, built.node)),
                (None, _) => {}
            }
        }
        merge(&mut entries, &merged);
        Ok((Node::Mapping(entries), height + 1))
    }
}

/// Adds what other mappings have and this one has not.
fn merge(entries: &mut Vec<(String, Rc<Node>)>, merged: &[Rc<Node>]) {
    let mut known: HashSet<String> = if merged.is_empty() {
        HashSet::new()
    } else {
        entries.iter().map(|(name, _)| name.clone()).collect()
    };
    for node in merged {
        let Node::Mapping(others) = &**node else { continue };
        for (name, node) in others {
            if known.insert(name.clone()) {
                entries.push((name.clone(), Rc::clone(node)));
            }
        }
    }
}

/// Whether a plain scalar is a string: no number, no truth in any of the words for it, no symbol of
/// Ruby, and not nothing.
fn is_string(value: &str) -> bool {
    let symbol = value.strip_prefix(':').is_some_and(|name| {
        !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_')
    });
    let word = value.to_ascii_lowercase();
    let words = ["", "~", "null", "true", "false", "yes", "no", "on", "off"];
    let number = value.replace('_', "").parse::<f64>().is_ok()
        && value.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.'));
    !symbol && !number && !words.contains(&word.as_str())
}
