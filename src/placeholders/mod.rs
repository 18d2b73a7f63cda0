//! What a program fills into a text, and how a message chooses between texts.
//!
//! The masks of the facts say where placeholders stand; here they are told apart. A text is a
//! [`Message`]: its arguments in order and, in ICU MessageFormat and Fluent, the choices with their
//! branches, each of which holds arguments and choices again.

mod argument;
mod compare;
mod fluent;
mod icu;
mod printf;

pub(crate) use argument::{Argument, Family, Name};
pub(crate) use compare::{Difference, Side, differences};

use crate::facts::{Facts, Mask, MaskKind};
use crate::text::Span;
use smallvec::SmallVec;

/// How deep choices may nest; a message that goes deeper is not looked at.
const DEEPEST: u32 = 20;

/// A text as a program sees it.
#[derive(Debug, Default)]
pub(crate) struct Message<'t> {
    /// Its parts in the order of the text; the parts of a choice and of a branch follow it.
    nodes: SmallVec<[Node<'t>; 8]>,
}

/// A part of a message.
#[derive(Debug, Clone, Copy)]
enum Node<'t> {
    Argument(Argument<'t>),
    Choice(Choice<'t>),
    Branch(Branch<'t>),
}

/// A choice between texts by the value of an argument.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Choice<'t> {
    /// The head: `{n, plural,`.
    pub(crate) span: Span,
    /// The argument that decides.
    pub(crate) argument: &'t str,
    /// What its value is taken for.
    pub(crate) kind: ChoiceKind,
    /// The syntax it is written in.
    pub(crate) syntax: Syntax,
    /// The index behind its last part.
    end: usize,
}

/// What the value of an argument is taken for in a choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ChoiceKind {
    /// A number that counts.
    Plural,
    /// A number that orders.
    Ordinal,
    /// A word.
    Select,
}

/// The syntax of messages that choose between texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Syntax {
    /// `{n, plural, one {…} other {…}}`
    Icu,
    /// `{ $n -> [one] … *[other] … }`
    Fluent,
}

/// One of the texts of a choice.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Branch<'t> {
    /// What it is for: `one`, `=0`, `female`.
    pub(crate) key: &'t str,
    /// Where that stands.
    pub(crate) span: Span,
    /// The index behind its last part.
    end: usize,
}

impl Branch<'_> {
    /// The number that the branch is for and no other, if its key says one: `=0` or, in Fluent, `0`.
    pub(crate) fn number(&self) -> Option<u32> {
        self.key.strip_prefix('=').unwrap_or(self.key).parse().ok()
    }
}

/// Where the syntax of a message breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fault {
    /// Where.
    pub(crate) span: Span,
    /// What is wrong there.
    pub(crate) kind: FaultKind,
}

/// What is wrong with the syntax of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FaultKind {
    /// A brace opens and does not close.
    Unclosed,
    /// A brace closes what none opened.
    Stray,
    /// A branch has no text in braces, or no key.
    Branch,
    /// What stands in braces is no argument.
    Argument,
    /// Choices nest deeper than is looked at.
    TooDeep,
}

impl<'t> Message<'t> {
    /// The arguments and choices of a text, read in the syntax that one side of the pair is written in.
    pub(crate) fn read(
        text: &'t str,
        facts: &Facts,
        syntax: Option<Syntax>,
    ) -> Result<Self, Fault> {
        let mut message = Self::default();
        match syntax {
            Some(Syntax::Icu) => icu::read(text, &mut message)?,
            Some(Syntax::Fluent) => fluent::read(text, &mut message)?,
            None => message.take_flat(text, facts),
        }
        Ok(message)
    }

    /// The arguments of a text without choices, by its masks.
    fn take_flat(&mut self, text: &'t str, facts: &Facts) {
        let mut counter = argument::Counter::default();
        for mask in placeholders(facts) {
            self.nodes.extend(Argument::read(text, mask.span, &mut counter).map(Node::Argument));
        }
        let is_date = |one: &Argument<'_>| one.family == Family::Date;
        if self.arguments().any(is_date) {
            // Of `%d.%m.%Y` every part belongs to the date.
            for node in &mut self.nodes {
                if let Node::Argument(one) = node
                    && one.family == Family::Printf
                {
                    one.family = Family::Date;
                }
            }
        }
    }

    /// Says of the choice or branch at an index that its parts end here.
    fn close(&mut self, index: usize) {
        let length = self.nodes.len();
        match self.nodes.get_mut(index) {
            Some(Node::Choice(choice)) => choice.end = length,
            Some(Node::Branch(branch)) => branch.end = length,
            _ => {}
        }
    }

    /// Every argument in the order of the text.
    pub(crate) fn arguments(&self) -> impl Iterator<Item = &Argument<'t>> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Argument(argument) => Some(argument),
            _ => None,
        })
    }

    /// Every choice, each with its branches.
    pub(crate) fn choices(
        &self,
    ) -> impl Iterator<Item = (&Choice<'t>, impl Iterator<Item = &Branch<'t>>)> {
        self.nodes.iter().enumerate().filter_map(|(at, node)| match node {
            Node::Choice(choice) => Some((choice, self.branches(at).map(|(_, branch)| branch))),
            _ => None,
        })
    }

    /// The branches of the choice at an index, each with its own.
    fn branches(&self, choice: usize) -> impl Iterator<Item = (usize, &Branch<'t>)> {
        let end = match self.nodes.get(choice) {
            Some(Node::Choice(choice)) => choice.end,
            _ => choice,
        };
        let mut at = choice + 1;
        std::iter::from_fn(move || match self.nodes.get(at).filter(|_| at < end)? {
            Node::Branch(branch) => {
                let found = (at, branch);
                at = branch.end;
                Some(found)
            }
            _ => None,
        })
    }
}

/// The syntax of a text that chooses between texts, if it does.
pub(crate) fn syntax(text: &str, facts: &Facts) -> Option<Syntax> {
    placeholders(facts).find_map(|mask| {
        let written = mask.span.of(text).strip_prefix('{')?;
        if written.ends_with(',') {
            return Some(Syntax::Icu);
        }
        written.ends_with("->").then_some(Syntax::Fluent)
    })
}

/// The masks of what a program fills in.
fn placeholders(facts: &Facts) -> impl Iterator<Item = &Mask> {
    facts.masks.iter().filter(|mask| mask.kind == MaskKind::Placeholder)
}
