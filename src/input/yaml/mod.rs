//! YAML files of one language each, as Rails, Symfony and others write them.
//!
//! The name around everything is the language, if it is one. A string has the way to it for its key,
//! with dots between the names. Anchors and merged mappings are resolved; what is no string is ignored.

mod scalar;
mod tree;

use super::escape;
use super::item::{Out, Problem, ProblemKind};
use super::keyed::{Entries, Entry, Ready};
use super::plural::are_forms;
use super::{Format, Input, Open, PlaceKind, language, whole};
use crate::text::{Places, Text};
use scalar::Scalar;
use std::rc::Rc;
use std::sync::Arc;
use tree::Node;

pub(super) const FORMAT: Format = Format {
    name: "yaml",
    extensions: &["yml", "yaml"],
    summary: "YAML of one language a file: nested keys, plurals, Rails and Symfony",
    catalogue: true,
    plurals: true,
    places: PlaceKind::Characters,
    writes: &[escape::doubled_apostrophes, escape::quoted, escape::verbatim],
    open: Open::Keyed(open),
};

/// How many nodes are looked at: aliases of aliases can make few bytes many.
const MOST: usize = 1_000_000;

fn open(input: &mut Input, out: &mut Out) -> Box<dyn Entries> {
    let text = whole::text(input, out);
    let documents = tree::read(&text, &input.file, out);
    let (mut found, mut language) = (Vec::new(), None);
    let mut walk = Walk {
        text: &text,
        places: text.places(),
        found: &mut found,
        path: String::new(),
        left: MOST,
    };
    for document in &documents {
        match around(document, input) {
            Some((tag, strings)) => {
                language = Some(tag);
                walk.node(strings);
            }
            None => walk.node(document),
        }
    }
    if walk.left == 0 {
        let message = format!("its aliases make more than {MOST} strings; the rest was left out");
        let (file, kind) = (Arc::clone(&input.file), ProblemKind::Unreadable);
        out.problem(Problem { file, place: None, message, kind });
    }
    Box::new(Ready { entries: found, language })
}

/// The language around all strings, and the strings.
fn around<'t>(document: &'t Node, input: &Input) -> Option<(String, &'t Node)> {
    let Node::Mapping(entries) = document else { return None };
    let [(name, strings)] = &entries[..] else { return None };
    let tag = language::around(name, input.languages.expected())?;
    matches!(**strings, Node::Mapping(_)).then_some((tag, &**strings))
}

/// Goes through a tree and collects its strings.
struct Walk<'w> {
    text: &'w Text,
    places: Places<'w>,
    found: &'w mut Vec<Entry>,
    /// The key of what is looked at.
    path: String,
    /// How many nodes may still be looked at.
    left: usize,
}

impl Walk<'_> {
    fn node(&mut self, node: &Node) {
        self.left = self.left.saturating_sub(1);
        if self.left == 0 {
            return;
        }
        match node {
            Node::Other => {}
            Node::String(scalar) => self.string(scalar, None),
            Node::Sequence(elements) => {
                for (index, element) in elements.iter().enumerate() {
                    self.inside(&format!("[{index}]"), |walk| walk.node(element));
                }
            }
            Node::Mapping(entries) => self.mapping(entries),
        }
    }

    fn mapping(&mut self, entries: &[(String, Rc<Node>)]) {
        let forms = !self.path.is_empty() && are_forms(entries.iter().map(|(name, _)| &**name));
        for (name, node) in entries {
            match &**node {
                Node::String(scalar) if forms => self.string(scalar, Some(name)),
                node if self.path.is_empty() => self.inside(name, |walk| walk.node(node)),
                node => self.inside(&format!(".{name}"), |walk| walk.node(node)),
            }
        }
    }

    fn string(&mut self, scalar: &Scalar, plural: Option<&str>) {
        let text = scalar.text(self.text, &mut self.places);
        let (key, plural) = (self.path.clone(), plural.map(str::to_owned));
        self.found.push(Entry { key, plural, text, ..Entry::default() });
    }

    fn inside(&mut self, step: &str, then: impl FnOnce(&mut Self)) {
        let length = self.path.len();
        self.path.push_str(step);
        then(self);
        self.path.truncate(length);
    }
}
