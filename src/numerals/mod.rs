//! The number words that CLDR's rules spell, one automaton a locale, made by the build script.
//!
//! An automaton holds the numbers below a thousand in every form and the words for the powers of
//! ten. Composing them is the work of the figure reader. In a language that writes thousands in one
//! word with their count (`zwanzigtausend`), the word is cut into its parts here, and only where all
//! of it is a number.

mod code;

use crate::facts::{Chars, Roles};
use crate::lexicon::{Kinds, Sense};
use fst::Map;
use fst::raw::{CompiledAddr, Fst, Output};
use smallvec::SmallVec;
use std::sync::LazyLock;

include!(concat!(env!("OUT_DIR"), "/numerals.rs"));

/// What the build script learned of one locale.
struct Spelled {
    locale: &'static str,
    /// Whether thousands are one word with their count.
    glued: bool,
    /// Whether a power of ten may follow a place.
    places_first: bool,
    proclitics: &'static [&'static str],
    /// The automaton.
    words: &'static [u8],
}

/// The number words of one locale.
#[derive(Debug)]
pub(crate) struct Numerals {
    automaton: Map<&'static [u8]>,
    glued: bool,
    /// Whether what makes a place of a number stands before all of it: kedua ribu.
    pub(crate) places_first: bool,
    /// What is written onto a number word, such as `and`.
    pub(crate) proclitics: &'static [&'static str],
}

/// A number word that was found: the character after it, and what it may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hit {
    pub(crate) end: usize,
    pub(crate) number: Packed,
}

/// How number words begin: with these few characters, which may be a number by themselves.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Beginning {
    number: Packed,
    state: State,
}

/// A place in the automaton, and what was read on the way to it.
#[derive(Debug, Clone, Copy)]
struct State {
    node: CompiledAddr,
    output: Output,
    /// Whether the last character was a space.
    spaced: bool,
}

/// The meanings of a number word, packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Packed(u64);

impl Packed {
    /// The kinds of the meanings.
    #[inline]
    pub(crate) fn kinds(self) -> Kinds {
        let (mut rest, mut kinds) = (self.0, Kinds::default());
        while let Some(code) = code::pop(&mut rest) {
            kinds = kinds | sense(code).kind();
        }
        kinds
    }

    /// Whether it has no meaning.
    #[inline]
    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The meanings.
    #[inline]
    pub(crate) fn senses(self) -> Senses {
        Senses(self.0)
    }

    fn any(self, wanted: impl Fn(&Sense) -> bool) -> bool {
        self.senses().any(wanted)
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
        code::JOINER => Sense::Joiner,
        code::PRODUCT..code::PLACE_PRODUCT => Sense::Cardinal(product(code - code::PRODUCT)),
        _ => Sense::Ordinal(product(code - code::PLACE_PRODUCT)),
    }
}

/// The value of a product by its code.
fn product(code: u64) -> u64 {
    code % code::COUNTS * 1000u64.pow((code / code::COUNTS) as u32 + 1)
}

impl Numerals {
    /// The words of a locale, if CLDR spells numbers in it.
    pub(crate) fn of(locale: &str) -> Option<Self> {
        let at = NUMERALS.binary_search_by_key(&locale, |row| row.locale).ok()?;
        let Spelled { glued, places_first, proclitics, words, .. } = NUMERALS[at];
        let automaton = Map::new(words).ok()?;
        Some(Self { automaton, glued, places_first, proclitics })
    }

    /// How the number words begin: the first `BEGINNING` characters of each, in every way in which a
    /// text may write them.
    pub(crate) fn beginnings(&self) -> Vec<(String, Beginning)> {
        let mut beginnings = Vec::new();
        gather_beginnings(self.automaton.as_fst(), self.root(), &mut Vec::new(), &mut beginnings);
        beginnings
    }

    fn root(&self) -> State {
        let node = self.automaton.as_fst().root().addr();
        State { node, output: Output::zero(), spaced: false }
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
    /// where the rest of the word is a number too. `begun`: the beginnings that stand there, the
    /// shortest first, each with the character after it.
    #[inline(never)] // It is long, and rarely asked.
    pub(crate) fn longest<'a>(
        &self,
        chars: &Chars,
        start: usize,
        begun: impl Iterator<Item = (usize, &'a Beginning)>,
    ) -> Option<Hit> {
        let mut inner: SmallVec<[Hit; 4]> = SmallVec::new();
        let mut best: Option<Hit> = None;
        let mut found = |hit: Hit| {
            if ends_word(chars, hit.end) {
                best = Some(hit);
            } else if self.glued {
                inner.push(hit);
            }
        };
        let mut way = Way { start, at: start, state: self.root() };
        // Where a line may break, beginnings are not found whole.
        if !chars.any(Roles::BREAK) {
            for (end, &Beginning { number, state }) in begun {
                way = Way { start, at: end, state };
                if !number.is_empty() {
                    found(Hit { end, number });
                }
            }
        }
        self.walk(chars, way, found);
        let longer = inner.iter().rev().take_while(|hit| best.is_none_or(|b| hit.end > b.end));
        // The joiner in honderdenzes stands inside a word, and begins none.
        let inside = start > 0 && chars.roles(start - 1).is_same_word(chars.roles(start));
        longer.copied().find(|hit| self.goes_on(chars, hit, u8::from(inside))).or(best)
    }

    /// Whether the word goes on as a number after `hit`: a count with a power of ten, and a power
    /// of ten with anything.
    fn goes_on(&self, chars: &Chars, hit: &Hit, depth: u8) -> bool {
        let joins = depth > 0 && hit.number.any(|s| *s == Sense::Joiner);
        let open = joins || hit.number.any(is_power);
        let count = hit.number.any(|s| matches!(s, Sense::Cardinal(_)));
        let place = hit.number.any(|s| matches!(s, Sense::Ordinal(_)));
        if depth > 6 || !(open || count || place) {
            return false;
        }
        let mut found = false;
        let way = Way { start: hit.end, at: hit.end, state: self.root() };
        self.walk(chars, way, |next| {
            let closes = |s: &Sense| match *s {
                // neljäskymmenestoinen-tuhannes: the count of a place may be a place.
                Sense::Ordinal(n) => n >= if count { 100 } else { 1000 },
                Sense::Scale(_) | Sense::Multiplier(_) => count || self.places_first,
                _ => false,
            };
            let follows = open || next.number.any(closes);
            let ends = ends_word(chars, next.end) && next.number.any(is_part);
            found = found || (follows && (ends || self.goes_on(chars, &next, depth + 1)));
        });
        found
    }

    /// Calls `found` for every word of the automaton beyond `way`, the shortest first.
    fn walk(&self, chars: &Chars, way: Way, mut found: impl FnMut(Hit)) {
        let Way { start, at, state: State { node, mut output, mut spaced } } = way;
        let automaton = self.automaton.as_fst();
        let mut node = automaton.node(node);
        let mut buffer = [0u8; 4];
        for index in at..chars.len() {
            if node.is_empty() {
                return;
            }
            let c = chars.folded[index];
            if may_break(c) {
                continue;
            }
            let c = if index > start { inner_char(c) } else { c };
            // Two spaces, or a hyphen with spaces around it, are one space.
            let dash = matches!(c, '–' | '—');
            if dash && (chars.before(index) == ' ' || chars.get(index + 1) == ' ') {
                return;
            }
            let c = if dash && index > start { ' ' } else { c };
            if c == ' ' && std::mem::replace(&mut spaced, true) {
                continue;
            }
            spaced = c == ' ';
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

/// How far the characters from `start` on lead into the automaton: to before character `at`.
#[derive(Clone, Copy)]
struct Way {
    start: usize,
    at: usize,
    state: State,
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
pub(crate) const BEGINNING: usize = 3;

/// Adds the beginnings of all words beyond `state`, to which `bytes` lead.
fn gather_beginnings(
    automaton: &Fst<&'static [u8]>,
    state: State,
    bytes: &mut Vec<u8>,
    beginnings: &mut Vec<(String, Beginning)>,
) {
    let node = automaton.node(state.node);
    if let Ok(text) = std::str::from_utf8(bytes) {
        let whole = text.chars().count() == BEGINNING;
        if whole || node.is_final() {
            // See `inner_char`.
            let spellings = if text.contains(' ') { &[" ", "-", "\u{200c}"][..] } else { &[" "] };
            let number = state.output.cat(node.final_output()).value();
            let number = Packed(if node.is_final() { number } else { 0 });
            let beginning = Beginning { number, state };
            let written = spellings.iter().map(|spelling| text.replace(' ', spelling));
            beginnings.extend(written.map(|text| (text, beginning)));
        }
        if whole {
            return;
        }
    }
    for transition in node.transitions() {
        bytes.push(transition.inp);
        let next = State {
            node: transition.addr,
            output: state.output.cat(transition.out),
            spaced: transition.inp == b' ',
        };
        gather_beginnings(automaton, next, bytes, beginnings);
        bytes.pop();
    }
}

/// Whether a sense is a power of ten, which a rest may follow.
fn is_power(sense: &Sense) -> bool {
    matches!(sense, Sense::Scale(_) | Sense::Multiplier(_) | Sense::Ordinal(1000..))
}

/// Whether a number may end in a word with this sense.
fn is_part(sense: &Sense) -> bool {
    is_power(sense) || matches!(sense, Sense::Cardinal(_) | Sense::Ordinal(_))
}

fn ends_word(chars: &Chars, end: usize) -> bool {
    let mut next = end;
    while may_break(chars.get(next)) {
        next += 1;
    }
    !chars.roles(end - 1).is_same_word(chars.roles(next))
}

#[cfg(test)]
mod tests {
    use super::*;
    use fst::Streamer;

    #[test]
    fn no_number_word_holds_a_digit() {
        for Spelled { locale, .. } in NUMERALS {
            let numerals = Numerals::of(locale).expect("the table is made by the build script");
            let mut words = numerals.automaton.keys();
            while let Some(word) = words.next() {
                assert!(!word.iter().any(u8::is_ascii_digit), "{locale}: {word:?}");
            }
        }
    }
}
