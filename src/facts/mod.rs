//! What a text states: figures, codes, names and the small words that qualify them.
//!
//! Each side of a pair is read once, by [`read`]; the matcher and the checks only look at the
//! result. Nothing here knows a language by its tag: what differs between languages comes from the
//! tables of the [`Locale`].

mod chars;
mod codes;
mod figures;
mod fold;
mod mask;
mod memory;
pub(crate) mod names;
mod roles;
mod value;

pub use chars::Chars;
pub(crate) use chars::{fold, fold_text, is_katakana, is_spaced_letter, is_unspaced};
pub use codes::{CheckDigit, Code, CodeKind, Exchange, stands_in};
pub(crate) use codes::{broken_form, instead_of_symbols, plain_mentions};
pub use figures::{Class, Figure, Form, Readings, Weight};
pub use mask::{Mask, MaskKind};
pub use names::{Manner, Name, NameWords, Rendering};
pub(crate) use roles::Roles;
pub use value::Value;

use crate::locale::Locale;
use crate::text::Span;
use figures::{Token, Walls};
use memory::Memory;
pub(crate) use memory::TextForm;

/// Everything that one side states, in the order of the text.
#[derive(Debug, Default)]
pub struct Facts {
    /// The text itself, character by character.
    pub chars: Chars,
    /// Numbers, percentages, amounts, dates, measures.
    pub figures: Vec<Figure>,
    /// Tickers and other identifiers, which must arrive as they are.
    pub codes: Vec<Code>,
    /// Words that qualify a figure: hedges, bounds, directions.
    pub marks: Vec<Mark>,
    /// What any of the marks says.
    said: MarkKinds,
    /// What is not text: URLs, placeholders, markup, code.
    pub masks: Vec<Mask>,
    /// Whether the language puts the words for bounds and ends behind their figure.
    pub postpositions: bool,
}

impl Facts {
    /// The figures that begin at byte `start` or after it.
    pub fn figures_from(&self, start: u32) -> impl Iterator<Item = &Figure> {
        let first = self.figures.partition_point(|figure| figure.span.start < start);
        self.figures[first..].iter()
    }

    /// Whether any mark says something of these kinds.
    #[inline]
    pub fn says(&self, kinds: MarkKinds) -> bool {
        self.said.0 & kinds.0 != 0
    }

    /// Whether the byte at `offset` is part of what is not text.
    pub fn is_masked(&self, offset: u32) -> bool {
        let next = self.masks.partition_point(|mask| mask.span.end <= offset);
        self.masks.get(next).is_some_and(|mask| mask.span.start <= offset)
    }

    /// Whether there is markup, or a placeholder, and nothing else that says anything: the `{ "" }`
    /// that leaves a message empty on purpose.
    pub fn is_markup_alone(&self) -> bool {
        let markup = |mask: &Mask| {
            matches!(mask.kind, MaskKind::Tag | MaskKind::Entity | MaskKind::Placeholder)
        };
        if self.chars.is_note_in_brackets() {
            return true;
        }
        !self.masks.is_empty()
            && self.masks.iter().all(markup)
            && self.figures.is_empty()
            && self.codes.is_empty()
            && self.chars.says_nothing_outside(|at| self.is_masked(at))
    }

    /// Forgets everything but keeps the memory.
    pub fn clear(&mut self) {
        self.chars.clear();
        self.figures.clear();
        self.codes.clear();
        self.marks.clear();
        self.said = MarkKinds::default();
        self.masks.clear();
    }
}

/// A word that says how a figure is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// What it says.
    pub kind: MarkKind,
    /// Where it stands.
    pub span: Span,
}

/// What a qualifying word says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MarkKind {
    /// About, roughly, 約.
    Approximately,
    /// More than, at least, 以上.
    More,
    /// Less than, at most, 未満.
    Less,
    /// Rises, gains, beats.
    Up,
    /// Falls, loses, misses.
    Down,
    /// Takes back the direction beside it: not, no longer.
    Not,
    /// Where a change starts: from, から.
    From,
    /// Where a change arrives: to, に.
    To,
    /// Between the two ends of a range.
    Range,
    /// A plus sign, or its word.
    Plus,
    /// A minus sign, or its word.
    Minus,
}

/// A set of kinds of marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MarkKinds(u16);

impl MarkKinds {
    /// What a figure has at the ends of a change.
    pub const ENDS: Self = Self::of(&[MarkKind::From, MarkKind::To]);
    /// Between the two ends of a range.
    pub const RANGE: Self = Self::of(&[MarkKind::Range]);
    /// A minus sign, or its word.
    pub const MINUS: Self = Self::of(&[MarkKind::Minus]);
    /// A sign, or its word.
    pub const SIGNS: Self = Self::of(&[MarkKind::Plus, MarkKind::Minus]);
    /// What takes nothing back.
    pub const AFFIRMED: Self = Self(!Self::of(&[MarkKind::Not]).0);

    /// The set of `kinds`.
    pub const fn of(kinds: &[MarkKind]) -> Self {
        let (mut set, mut at) = (0, 0);
        while at < kinds.len() {
            set |= 1 << kinds[at] as u16;
            at += 1;
        }
        Self(set)
    }
}

/// Working memory of [`read`], kept per thread so that a pair without facts allocates nothing.
#[derive(Debug, Default)]
pub struct Scratch {
    memory: Memory,
    form: Option<TextForm>,
    codes: codes::Scratch,
    walls: Walls,
    tokens: Vec<Token>,
}

impl Scratch {
    /// The form of the text that was read last, if it is a known one.
    pub(crate) fn form(&self) -> Option<TextForm> {
        self.form
    }
}

/// Reads `text` in the language of `locale` into `facts`, which is cleared first.
pub fn read(text: &str, locale: &Locale, scratch: &mut Scratch, facts: &mut Facts) {
    let Scratch { memory, form, codes, walls, tokens } = scratch;
    facts.clear();
    facts.postpositions = locale.postpositions;
    let known = memory.recall(text, locale);
    *form = known.map(|known| known.form);
    if let Some(known) = known {
        known.fill(text, &mut facts.chars);
        codes::read_among(&known.words, &facts.chars, codes, &mut facts.codes);
    } else {
        facts.chars.fill(text);
        mask::read(&facts.chars, locale, &mut facts.masks);
        codes::read(&facts.chars, &facts.masks, codes, &mut facts.codes);
    }
    figures::raise_walls(facts, walls);
    if let Some(known) = known.filter(|known| known.walls == *walls) {
        figures::read(locale, &known.tokens, facts);
        return;
    }
    figures::cut(&facts.chars, walls, locale, tokens);
    figures::read(locale, tokens, facts);
    memory.remember(locale, facts, walls, tokens);
}
