//! Whose ticker it is: the name that stands right before a symbol, on either side.
//!
//! `Meta (META) and Nvidia (NVDA)` may be turned round, but `エヌビディア（META）` gives one company the
//! symbol of the other. A name is known again by its sound, so that where a language translates
//! names and does not borrow them nothing is said.

use crate::checks::View;
use crate::facts::names::{likeness, tells};
use crate::facts::{Code, CodeKind, NameWords, is_katakana, is_unspaced};
use crate::text::Span;
use smallvec::SmallVec;

/// A ticker of the target that stands with the name of another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Misplaced {
    /// The code of the source with the same symbol.
    pub(crate) source: usize,
    /// The code of the target.
    pub(crate) target: usize,
    /// The name that it stands with in the target.
    pub(crate) owner: Span,
    /// The code of the source that this name has there.
    pub(crate) rightful: usize,
    /// Whether the name is written with the same letters on both sides.
    pub(crate) copied: bool,
}

/// The likeness at which a word is the other one.
const ALIKE: f64 = 0.8;

/// The likeness below which no word of a name is one of the other name.
const UNLIKE: f64 = 0.6;

/// Words before a symbol that may be its company's name, and those that surely begin there.
const WIDE: usize = 8;
const NARROW: usize = 3;

/// The most tickers of a side that are looked at; more stand in a table.
const MOST: usize = 32;

/// The characters between an opening bracket and its symbol, at most: the name of an exchange.
const LONGEST_BRACKET: usize = 64;

type Words = SmallVec<[Span; WIDE]>;

/// A ticker with the words before it, the nearest first.
struct Owned {
    code: usize,
    words: Words,
}

/// The tickers of the target that stand with a name which the source gives another symbol.
pub(crate) fn misplaced(view: &View<'_>) -> Vec<Misplaced> {
    let (source, target) = (&view.source_facts.codes, &view.target_facts.codes);
    if tickers(source).take(2).count() < 2 || tickers(target).next().is_none() {
        return Vec::new();
    }
    let left = owned(view.source, source, &view.source_locale.names);
    let right = owned(view.target, target, &view.target_locale.names);
    right.iter().filter_map(|owned| judge(view, &left, &right, owned)).collect()
}

fn tickers(codes: &[Code]) -> impl Iterator<Item = (usize, &Code)> {
    codes.iter().enumerate().filter(|(_, code)| code.kind == CodeKind::Ticker)
}

fn judge(view: &View<'_>, left: &[Owned], right: &[Owned], here: &Owned) -> Option<Misplaced> {
    let (source, target) = (&view.source_facts.codes, &view.target_facts.codes);
    let symbol = &target[here.code];
    let same = |owned: &&Owned| source[owned.code].agrees(symbol);
    let own = left.iter().find(same)?;
    let alike = |owned: &Owned, width: usize| {
        let best = |a: &Span| {
            let words = here.words.iter().take(width);
            words
                .map(|b| (likeness(a.of(view.source), b.of(view.target)), *b))
                .max_by(|x, y| x.0.total_cmp(&y.0))
        };
        owned.words.iter().take(width).filter_map(best).max_by(|x, y| x.0.total_cmp(&y.0))
    };
    // The name of the symbol's own company may stand anywhere near.
    if left
        .iter()
        .filter(same)
        .any(|own| alike(own, WIDE).is_some_and(|(score, _)| score >= UNLIKE))
    {
        return None;
    }
    let (rightful, (_, owner)) = left
        .iter()
        .filter(|owned| !same(owned))
        .filter_map(|owned| {
            Some((owned, alike(owned, NARROW).filter(|(score, _)| *score >= ALIKE)?))
        })
        .max_by(|x, y| x.1.0.total_cmp(&y.1.0))?;
    // `メタ（META、NVDA）` has a symbol too many, and not another one.
    let has_own = right.iter().any(|other| {
        other.words.first() == here.words.first()
            && target[other.code].agrees(&source[rightful.code])
    });
    let copied = rightful
        .words
        .iter()
        .take(NARROW)
        .any(|word| word.of(view.source) == owner.of(view.target));
    (!has_own).then_some(Misplaced {
        source: own.code,
        target: here.code,
        owner,
        rightful: rightful.code,
        copied,
    })
}

fn owned(text: &str, codes: &[Code], listed: &NameWords) -> Vec<Owned> {
    let owned = tickers(codes).take(MOST).filter_map(|(at, code)| {
        let bracket = opening(text, code.span)?;
        let before = codes[..at].iter().map(|other| other.span.end).filter(|end| *end <= bracket);
        let from = before.max().unwrap_or(0);
        let words = words_before(text, Span { start: from, end: bracket }, listed);
        (!words.is_empty()).then_some(Owned { code: at, words })
    });
    owned.collect()
}

/// Where the bracket opens that a ticker stands in.
fn opening(text: &str, code: Span) -> Option<u32> {
    let before = text.get(..code.start as usize)?;
    let mut back = before.char_indices().rev().take(LONGEST_BRACKET);
    let (at, _) =
        back.find(|(_, c)| is_opening(*c) || is_closing(*c)).filter(|(_, c)| is_opening(*c))?;
    Some(at as u32)
}

fn is_opening(c: char) -> bool {
    matches!(c, '(' | '（' | '[' | '［' | '<' | '＜' | '【' | '〔' | '〈')
}

fn is_closing(c: char) -> bool {
    matches!(c, ')' | '）' | ']' | '］' | '>' | '＞' | '】' | '〕' | '〉')
}

/// The words at the end of `part` that say who is meant, the last one first.
fn words_before(text: &str, part: Span, listed: &NameWords) -> Words {
    let mut words = Words::new();
    let mut end = None;
    let mut class = None;
    let base = part.start;
    let close = |start: usize, end: &mut Option<usize>, words: &mut Words| {
        if let Some(stop) = end.take() {
            let span = Span { start: base + start as u32, end: base + stop as u32 };
            if tells(span.of(text), listed) {
                words.push(span);
            }
        }
    };
    let mut start = 0;
    for (at, c) in part.of(text).char_indices().rev() {
        let this = Class::of(c);
        if this != class {
            close(start, &mut end, &mut words);
            if words.len() == WIDE || ends_phrase(c, words.len()) {
                return words;
            }
            end = this.map(|_| at + c.len_utf8());
            class = this;
        }
        start = at;
    }
    close(start, &mut end, &mut words);
    words
}

/// Whether what stands before `c` speaks of something else. A comma or full stop may belong to the
/// legal form of the name: `Devices, Inc.`.
fn ends_phrase(c: char, words: usize) -> bool {
    match c {
        '。' | '！' | '？' | '!' | '?' | ';' | '；' | '\n' => true,
        ',' | '、' | '，' | '.' => words > 0,
        _ => is_closing(c),
    }
}

/// What kind of word a character is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Katakana,
    Unspaced,
    Other,
}

impl Class {
    fn of(c: char) -> Option<Self> {
        // Hiragana joins words and makes no name.
        if is_katakana(c) {
            Some(Self::Katakana)
        } else if matches!(c, '\u{3040}'..='\u{309f}') {
            None
        } else if is_unspaced(c) {
            Some(Self::Unspaced)
        } else {
            (c.is_alphanumeric() || is_mark(c)).then_some(Self::Other)
        }
    }
}

/// Whether `c` is a vowel sign or another mark inside a word.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{dff}' | '\u{200c}' | '\u{200d}' | '\'' | '’')
}
