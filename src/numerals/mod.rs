//! The number words that CLDR's rules spell, one automaton a locale, made by the build script.
//!
//! An automaton holds the numbers below a thousand in every form and the words for the powers of
//! ten. Composing them is the work of the figure reader. In a language that writes thousands in one
//! word with their count (`zwanzigtausend`), the word is cut into its parts here, and only where all
//! of it is a number.

mod code;

use crate::facts::Chars;
use crate::lexicon::{Kinds, Sense};
use fst::Map;
use fst::raw::{Fst, Node, Output};
use smallvec::SmallVec;
use std::sync::LazyLock;

include!(concat!(env!("OUT_DIR"), "/numerals.rs"));

/// The number words of one locale.
#[derive(Debug)]
pub(crate) struct Numerals {
    automaton: Map<&'static [u8]>,
    glued: bool,
    /// What is written onto a number word, such as `and`.
    pub(crate) proclitics: &'static [&'static str],
}

/// A number word that was found: the character after it, and what it may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hit {
    pub(crate) end: usize,
    pub(crate) number: Packed,
}

/// The meanings of a number word, packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Packed(u64);

impl Packed {
    /// The kinds of the meanings.
    #[inline]
    pub(crate) fn kinds(self) -> Kinds {
        if self.0 == 0 {
            return Kinds::default();
        }
        self.senses().fold(Kinds::default(), |kinds, sense| kinds | sense.kind())
    }

    /// The meanings.
    #[inline]
    pub(crate) fn senses(self) -> Senses {
        Senses(self.0)
    }
}

/// The meanings of a number word, one after the other.
#[derive(Debug, Clone, Default)]
pub(crate) struct Senses(u64);

impl Iterator for Senses {
    type Item = &'static Sense;

    #[inline]
    fn next(&mut self) -> Option<&'static Sense> {
        SENSES.get(code::pop(&mut self.0)? as usize)
    }
}

/// What each code means.
static SENSES: LazyLock<Vec<Sense>> = LazyLock::new(|| (0..code::CODES).map(sense).collect());

fn sense(code: u64) -> Sense {
    let power = |first: u64| (code - first) as u8;
    match code {
        code::CARDINAL..code::ORDINAL => Sense::Cardinal(code),
        code::ORDINAL..code::MULTIPLIER => Sense::Ordinal(code - code::ORDINAL),
        code::MULTIPLIER..code::SCALE => {
            Sense::Multiplier(10u32.saturating_pow(u32::from(power(code::MULTIPLIER))))
        }
        code::SCALE..code::SCALE_BEFORE => Sense::Scale(power(code::SCALE)),
        code::SCALE_BEFORE..code::SCALE_ORDINAL => Sense::ScaleBefore(power(code::SCALE_BEFORE)),
        code::SCALE_ORDINAL..code::DUAL => {
            Sense::Ordinal(10u64.saturating_pow(u32::from(power(code::SCALE_ORDINAL))))
        }
        code::DUAL..code::JOINER => {
            Sense::Cardinal(2 * 10u64.pow(u32::from(power(code::DUAL)).min(18)))
        }
        _ => Sense::Joiner,
    }
}

impl Numerals {
    /// The words of a locale, if CLDR spells numbers in it.
    pub(crate) fn of(locale: &str) -> Option<Self> {
        let at = NUMERALS.binary_search_by_key(&locale, |row| row.0).ok()?;
        let (_, glued, proclitics, bytes) = NUMERALS[at];
        let automaton = Map::new(bytes).ok()?;
        Some(Self { automaton, glued, proclitics })
    }

    /// How the number words begin: the first `BEGINNING` characters of each, in every way in which a
    /// text may write them.
    pub(crate) fn beginnings(&self) -> Vec<String> {
        let automaton = self.automaton.as_fst();
        let mut beginnings = Vec::new();
        gather_beginnings(automaton, automaton.root(), &mut Vec::new(), &mut beginnings);
        beginnings
    }

    /// What a character alone means as a number word.
    pub(crate) fn of_char(&self, c: char) -> Packed {
        Packed(self.automaton.get(c.encode_utf8(&mut [0; 4])).unwrap_or_default())
    }

    /// Whether `word`, folded, is a number word.
    pub(crate) fn contains(&self, word: &str) -> bool {
        self.automaton.contains_key(word)
    }

    /// The longest number word that begins at character `start` and ends where a word may end, or
    /// where the rest of the word is a number too.
    #[inline(never)] // It is long, and rarely asked.
    pub(crate) fn longest(&self, chars: &Chars, start: usize) -> Option<Hit> {
        let mut inner: SmallVec<[Hit; 4]> = SmallVec::new();
        let mut best = None;
        self.walk(chars, start, |hit| {
            if ends_word(chars, hit.end) {
                best = Some(hit);
            } else if self.glued {
                inner.push(hit);
            }
        });
        let whole = |hit: &&Hit| self.goes_on(chars, hit, 0);
        best.or_else(|| inner.iter().rev().find(whole).copied())
    }

    /// Whether the word goes on as a number after `hit`: a count with a power of ten, and a power
    /// of ten with anything.
    fn goes_on(&self, chars: &Chars, hit: &Hit, depth: u8) -> bool {
        let scale = |number: Packed| {
            number.senses().any(|s| matches!(s, Sense::Scale(_) | Sense::Multiplier(_)))
        };
        let count = |number: Packed| number.senses().any(|s| matches!(s, Sense::Cardinal(_)));
        let joiner = |number: Packed| number.senses().any(|s| *s == Sense::Joiner);
        let ordinal = |number: Packed| number.senses().any(|s| matches!(s, Sense::Ordinal(_)));
        let open = scale(hit.number) || (depth > 0 && joiner(hit.number));
        if depth > 6 || !(open || count(hit.number)) {
            return false;
        }
        let mut found = false;
        self.walk(chars, hit.end, |next| {
            let large = next.number.senses().any(|s| matches!(s, Sense::Ordinal(n) if *n >= 100));
            let follows = open || scale(next.number) || large;
            let ends = ends_word(chars, next.end)
                && (ordinal(next.number) || scale(next.number) || count(next.number));
            found = found || (follows && (ends || self.goes_on(chars, &next, depth + 1)));
        });
        found
    }

    /// Calls `found` for every word of the automaton that begins at `start`, the shortest first.
    fn walk(&self, chars: &Chars, start: usize, mut found: impl FnMut(Hit)) {
        let automaton = self.automaton.as_fst();
        let mut node = automaton.root();
        let mut output = Output::zero();
        let mut buffer = [0u8; 4];
        for index in start..chars.len() {
            let c = chars.folded[index];
            if may_break(c) {
                continue;
            }
            let c = if index > start { inner_char(c) } else { c };
            for &byte in c.encode_utf8(&mut buffer).as_bytes() {
                let Some(at) = node.find_input(byte) else { return };
                let transition = node.transition(at);
                output = output.cat(transition.out);
                node = automaton.node(transition.addr);
            }
            if node.is_final() {
                let number = Packed(output.cat(node.final_output()).value());
                found(Hit { end: index + 1, number });
            }
        }
    }
}

/// Whether `c` only says that a line may break there.
fn may_break(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}')
}

/// A character inside a word as the automaton has it.
fn inner_char(c: char) -> char {
    if matches!(c, '-' | '\u{200c}') { ' ' } else { c }
}

/// How many characters of a number word are looked at before it is looked up.
const BEGINNING: usize = 3;

/// Adds the beginnings of all words below `node`, which `bytes` lead to.
fn gather_beginnings(
    automaton: &Fst<&'static [u8]>,
    node: Node<'_>,
    bytes: &mut Vec<u8>,
    beginnings: &mut Vec<String>,
) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        let whole = text.chars().count() == BEGINNING;
        if whole || node.is_final() {
            // See `inner_char`.
            let spellings = if text.contains(' ') { &[" ", "-", "\u{200c}"][..] } else { &[" "] };
            beginnings.extend(spellings.iter().map(|spelling| text.replace(' ', spelling)));
        }
        if whole {
            return;
        }
    }
    for transition in node.transitions() {
        bytes.push(transition.inp);
        gather_beginnings(automaton, automaton.node(transition.addr), bytes, beginnings);
        bytes.pop();
    }
}

fn ends_word(chars: &Chars, end: usize) -> bool {
    let mut next = end;
    while may_break(chars.get(next)) {
        next += 1;
    }
    !chars.roles(end - 1).is_same_word(chars.roles(next))
}
