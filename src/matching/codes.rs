//! Which code of the source is which code of the target.
//!
//! Equal codes agree wherever they stand. What is left over on both sides is paired by likeness: one
//! became the other. What is left then is missing or added, unless the other side's text holds it in
//! some other way.

use crate::facts::{Code, CodeKind, Figure, plain_mentions, stands_in};
use smallvec::SmallVec;
use std::iter;

/// How the codes of two sides answer each other; indices into [`Facts::codes`].
///
/// Codes that the other side's text holds without writing them as codes are in none of the lists,
/// nor are further mentions of a code that agrees.
///
/// [`Facts::codes`]: crate::facts::Facts::codes
#[derive(Debug, Default)]
pub struct CodeAlignment {
    /// The same code on both sides, in the order of the source.
    pub agreed: Vec<(usize, usize)>,
    /// Leftovers of both sides that belong together: one became the other.
    pub changed: Vec<(usize, usize)>,
    /// Source codes with no counterpart.
    pub missing: Vec<usize>,
    /// Target codes with no counterpart.
    pub added: Vec<usize>,
}

impl CodeAlignment {
    fn clear(&mut self) {
        self.agreed.clear();
        self.changed.clear();
        self.missing.clear();
        self.added.clear();
    }
}

/// The least likeness of two codes of which one became the other.
const ALIKE: f64 = 0.5;

/// So many leftovers of a side are paired, in the order of the text: a sentence has a few, and a text
/// that has more says the same thing with each.
const MOST: usize = 64;

/// How far ahead in the target the answer to a code is looked for, in codes.
const AHEAD: usize = 1_024;

/// How many bytes of text are read in search of codes that the other side may hold in another form;
/// of a long text, only the first leftovers are looked for.
const MOST_READ: usize = 1 << 22;

/// In a longer text the name of a company stands too often to say anything of its symbol, in bytes.
const LONGEST_NAMING: usize = 1 << 13;

/// How many leftovers are looked for in `text`.
fn most_sought(text: &str) -> usize {
    (MOST_READ / text.len().max(1)).max(8)
}

/// One side: its text and the codes in it.
#[derive(Clone, Copy)]
pub struct CodeSide<'a> {
    /// The text.
    pub text: &'a str,
    /// What was read in it.
    pub codes: &'a [Code],
    /// The figures that were read in it: a number in brackets may have been taken for a code.
    pub figures: &'a [Figure],
}

/// Matches the codes of two sides into `alignment`, which is cleared first.
pub fn align(source: CodeSide<'_>, target: CodeSide<'_>, alignment: &mut CodeAlignment) {
    alignment.clear();
    if source.codes.is_empty() && target.codes.is_empty() {
        return;
    }
    let mut open_source = Open::new(source.codes);
    let mut open_target = Open::new(target.codes);
    // The same symbol on the same exchange first: a company may be listed twice.
    for same_exchange in [true, false] {
        for (i, code) in source.codes.iter().enumerate() {
            if !open_source.has(i) {
                continue;
            }
            let answer = (open_target.first()..target.codes.len()).take(AHEAD).find(|&j| {
                let other = &target.codes[j];
                open_target.has(j)
                    && code.agrees(other)
                    && !(same_exchange && exchanges_differ(code, other))
            });
            if let Some(j) = answer {
                open_source.close(i);
                open_target.close(j);
                alignment.agreed.push((i, j));
            }
        }
    }
    alignment.agreed.sort_unstable();
    pair_leftovers(source, target, &mut open_source, &mut open_target, alignment);
    let asking = |open: &Open, side: CodeSide<'_>, other: CodeSide<'_>| {
        let strong = (0..side.codes.len()).filter(|&i| open.has(i) && !side.codes[i].bare);
        strong.take(most_sought(other.text)).collect::<SmallVec<[usize; 8]>>()
    };
    let mut missing = asking(&open_source, source, target);
    missing.retain(|i| {
        let code = &source.codes[*i];
        !is_answered(code, target) || is_only_named(code, source, target)
    });
    alignment.missing.extend(missing);
    let mut added = asking(&open_target, target, source);
    added.retain(|j| !is_answered(&target.codes[*j], source));
    alignment.added.extend(added);
}

/// Whether what answers a ticker in the target's text is the name of the company, which is called like
/// its symbol: the source has both.
fn is_only_named(code: &Code, source: CodeSide<'_>, target: CodeSide<'_>) -> bool {
    let plain = |side: CodeSide<'_>| plain_mentions(code, side.text, side.codes);
    let coded = || target.codes.iter().any(|other| other.agrees(code));
    let short = source.text.len() + target.text.len() <= LONGEST_NAMING;
    code.kind == CodeKind::Ticker && short && !coded() && {
        let named = plain(source);
        named > 0 && plain(target) <= named
    }
}

/// Pairs what is left over on both sides, the most alike first.
fn pair_leftovers(
    source: CodeSide<'_>,
    target: CodeSide<'_>,
    open_source: &mut Open,
    open_target: &mut Open,
    alignment: &mut CodeAlignment,
) {
    let mut candidates: SmallVec<[(f64, usize, usize); 8]> = SmallVec::new();
    // A company may be called like its symbol, so that finding `AMD` somewhere in the text is no
    // answer to a ticker; nor is the first mention an answer to a second one.
    let free = |&i: &usize| {
        let code = &source.codes[i];
        let mentioned = || target.codes.iter().any(|other| other.agrees(code));
        code.kind == CodeKind::Ticker || mentioned() || !stands_in(code, target.text, target.codes)
    };
    let unsaid = |&j: &usize| {
        let code = &target.codes[j];
        // A company may be called like another symbol than its own: `BASF (FRA: BAS)`.
        let announced = code.kind == CodeKind::Ticker && code.exchange.is_some() && !code.bare;
        if announced {
            !source.codes.iter().any(|other| other.agrees(code))
        } else {
            !is_answered(code, source)
        }
    };
    let mut targets = open_target.leftovers().take(most_sought(source.text)).filter(unsaid);
    let Some(first) = targets.next() else { return };
    let sources: SmallVec<[usize; 8]> =
        open_source.leftovers().take(most_sought(target.text)).filter(free).collect();
    for j in iter::once(first).chain(targets) {
        for &i in &sources {
            if let Some(likeness) = likeness(&source.codes[i], &target.codes[j]) {
                candidates.push((likeness, i, j));
            }
        }
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    for (_, i, j) in candidates {
        if open_source.has(i) && open_target.has(j) {
            open_source.close(i);
            open_target.close(j);
            alignment.changed.push((i, j));
        }
    }
    alignment.changed.sort_unstable();
}

/// How much alike two codes are that may be one and its distortion; `None` for codes that have
/// nothing to do with each other.
fn likeness(code: &Code, other: &Code) -> Option<f64> {
    let ticker = |code: &Code| code.kind == CodeKind::Ticker;
    // An address is of one kind; other kinds may be read where a character broke the form.
    let address = code.is_address() || other.is_address();
    if ticker(code) != ticker(other) || (address && code.kind != other.kind) {
        return None;
    }
    let likeness = strsim::normalized_damerau_levenshtein(&code.canonical, &other.canonical);
    if ticker(code) {
        let located = |code: &Code| !code.bare || code.exchange.is_some();
        if !located(code) && !located(other) {
            // Acronyms differ between languages; only one other letter looks like a slip.
            let long = code.canonical.len() >= 3 && code.canonical.len() == other.canonical.len();
            return (long && strsim::hamming(&code.canonical, &other.canonical) == Ok(1))
                .then_some(likeness);
        }
        let sure = !(code.bare && other.bare) || (located(code) && located(other));
        let same_place = !code.bare && !other.bare && !exchanges_differ(code, other);
        return (sure && (same_place || likeness >= ALIKE)).then_some(likeness);
    }
    // The same letters with other digits are another of the same series: `G7`, `G20`. Otherwise
    // short words are alike by accident, unless all but one character are the same.
    let letters = |code: &Code| -> SmallVec<[u8; 16]> {
        code.canonical.bytes().filter(u8::is_ascii_alphabetic).collect()
    };
    let series = code.kind == CodeKind::Word
        && other.kind == CodeKind::Word
        && letters(code) == letters(other);
    let (a, b) = (&code.canonical, &other.canonical);
    let alike = match a.len().min(b.len()) {
        0..3 => false,
        3 => strsim::hamming(a, b) == Ok(1),
        _ => likeness >= ALIKE,
    };
    (series || alike).then_some(likeness)
}

fn exchanges_differ(code: &Code, other: &Code) -> bool {
    matches!((code.exchange, other.exchange), (Some(a), Some(b)) if !a.agrees(b))
}

/// Whether the other side has `code`, as a code or in its text.
fn is_answered(code: &Code, other: CodeSide<'_>) -> bool {
    other.codes.iter().any(|o| o.agrees(code))
        || stands_in(code, other.text, other.codes)
        || is_figure(code, other.figures)
}

/// Whether one of `figures` states what may be a number after all.
fn is_figure(code: &Code, figures: &[Figure]) -> bool {
    let number = code.as_number();
    number.is_some_and(|number| figures.iter().any(|f| f.readings.contains(&number)))
}

/// Which codes of a side are still without a counterpart.
struct Open {
    is_open: SmallVec<[bool; 16]>,
    /// No code before this one is open.
    first: usize,
}

impl Open {
    fn new(codes: &[Code]) -> Self {
        Self { is_open: SmallVec::from_elem(true, codes.len()), first: 0 }
    }

    fn has(&self, index: usize) -> bool {
        self.is_open[index]
    }

    fn first(&self) -> usize {
        self.first
    }

    /// The first of the open codes.
    fn leftovers(&self) -> impl Iterator<Item = usize> {
        (self.first..self.is_open.len()).filter(|&i| self.has(i)).take(MOST)
    }

    fn close(&mut self, index: usize) {
        self.is_open[index] = false;
        while self.is_open.get(self.first) == Some(&false) {
            self.first += 1;
        }
    }
}
