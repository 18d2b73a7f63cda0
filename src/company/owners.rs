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
    /// The code of the target with the rightful symbol, which stands with another name too.
    pub(crate) exchanged: Option<usize>,
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
const MOST: usize = 16;

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
    let same = |owned: &&Owned| source[owned.code].agrees(&target[here.code]);
    let own = left.iter().find(same)?;
    // The name of the symbol's own company may stand anywhere near.
    if left.iter().filter(same).any(|own| is_like(view, own, here)) {
        return None;
    }
    let (rightful, (_, owner)) = left
        .iter()
        .filter(|owned| !same(owned))
        .filter_map(|owned| Some((owned, alike(view, owned, here, NARROW)?)))
        .filter(|(_, (score, _))| *score >= ALIKE)
        .max_by(|x, y| x.1.0.total_cmp(&y.1.0))?;
    let mut others = right.iter().filter(|o| target[o.code].agrees(&source[rightful.code]));
    // `メタ（META、NVDA）` has a symbol too many and not another one, and where the rightful symbol
    // stands with its name, this is a company that is called alike.
    let listed = |other: &Owned| other.words.first() == here.words.first();
    if others.clone().any(|other| listed(other) || is_like(view, rightful, other)) {
        return None;
    }
    let exchanged = others.next().map(|other| other.code);
    let mut words = rightful.words.iter().take(NARROW);
    Some(Misplaced {
        source: own.code,
        target: here.code,
        owner,
        rightful: rightful.code,
        exchanged,
        copied: words.any(|word| word.of(view.source) == owner.of(view.target)),
    })
}

/// Whether the names of a ticker of the source and one of the target may be one.
fn is_like(view: &View<'_>, source: &Owned, target: &Owned) -> bool {
    alike(view, source, target, WIDE).is_some_and(|(score, _)| score >= UNLIKE)
}

/// How alike the two words are that sound most alike, and which it is in the target; only as many
/// words before each ticker are looked at.
fn alike(view: &View<'_>, source: &Owned, target: &Owned, words: usize) -> Option<(f64, Span)> {
    let mut best: Option<(f64, Span)> = None;
    for a in source.words.iter().take(words) {
        for b in target.words.iter().take(words) {
            let score = likeness(a.of(view.source), b.of(view.target));
            if best.is_none_or(|(most, _)| score > most) {
                best = Some((score, *b));
            }
        }
    }
    best
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
