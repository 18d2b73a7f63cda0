//! One term, ready to be looked for in texts.

use super::inflection::{Endings, Fit, Purpose};
use crate::facts::{Chars, Roles, fold, is_katakana, is_spaced_letter, is_unspaced};
use smallvec::SmallVec;
use std::ops::Range;

/// A term in the form in which texts are searched for it.
#[derive(Debug, Clone)]
pub(crate) struct Pattern {
    /// As written, where capitals must be as written; else empty.
    raw: Box<[char]>,
    /// As compared.
    key: Box<[char]>,
    /// Its words and what is between them; none where it is written in a script without spaces.
    pieces: Box<[Piece]>,
}

/// A part of a term whose words are written with spaces between them.
#[derive(Debug, Clone)]
enum Piece {
    Word(Range<usize>),
    /// A space or a hyphen.
    Space,
    /// Signs that belong to the term: the points of `.NET`, the `&` of `AT&T`.
    Signs(Range<usize>),
}

/// Where a text has a term: from which character to before which, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) fit: Fit,
}

/// A folded character as terms are compared: a hyphen is a space, and so is the end of a line.
pub(super) fn key(c: char) -> char {
    match c {
        '-' | '\t' | '\n' | '\r' => ' ',
        c => c,
    }
}

/// Whether a folded character is part of a word in a script with spaces.
fn is_word(c: char) -> bool {
    is_spaced_letter(c) || c.is_ascii_digit()
}

/// The same of the character of a text at `index`, which knows it already.
#[inline]
fn is_word_at(text: &Chars, index: usize) -> bool {
    text.roles(index).any(Roles::LETTER.and(Roles::DIGIT))
}

/// What may stand between the parts of a name in a script without spaces, and may be left out.
fn is_joint(key: char) -> bool {
    matches!(key, ' ' | '・' | '·' | '=' | '＝')
}

/// How the edge of a term and what lies beyond it go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Edge {
    /// A word begins or ends here.
    Open,
    /// It may or may not: the script does not show it.
    Joined,
    /// The word goes on, with what is not known for an ending.
    Grown,
    /// It does not.
    Inside,
}

impl Pattern {
    /// The pattern of a term; `exact` asks for its capitals.
    pub(super) fn new(term: &str, exact: bool) -> Self {
        let raw = || term.trim().chars();
        let key: Box<[char]> = raw().map(|c| key(fold(c))).collect();
        let pieces = if key.iter().any(|&c| is_unspaced(c)) { Vec::new() } else { pieces(&key) };
        let raw = if exact { raw().collect() } else { Box::default() };
        Self { raw, key, pieces: pieces.into() }
    }

    /// What texts are compared with; equal for terms that differ in case or width alone.
    pub(super) fn key(&self) -> &[char] {
        &self.key
    }

    pub(super) fn is_exact(&self) -> bool {
        !self.raw.is_empty()
    }

    /// The beginning of the term that every form of it has, which is never empty.
    pub(super) fn anchor(&self, endings: &Endings) -> &[char] {
        let words = || {
            self.pieces.iter().filter_map(|piece| match piece {
                Piece::Word(range) => Some(range.clone()),
                _ => None,
            })
        };
        // Where endings are listed, only the last word of a term takes them.
        let bent = if endings.are_listed() { words().next_back() } else { words().next() };
        let end = match bent {
            Some(word) => word.start + endings.stem(&self.key[word]),
            None => self.key.iter().position(|&c| is_joint(c)).unwrap_or(self.key.len()),
        };
        &self.key[..end.max(1).min(self.key.len())]
    }

    /// The first place at or after the character `from`.
    pub(super) fn find(
        &self,
        text: &Chars,
        from: usize,
        purpose: Purpose,
        endings: &Endings,
    ) -> Option<Place> {
        let mut start = from;
        loop {
            start = self.candidate(text, start, purpose)?;
            if let Some((end, fit)) = self.at(text, start, purpose, endings) {
                return Some(Place { start, end, fit });
            }
            start += 1;
        }
    }

    /// The first character from `from` on at which the term may stand: an answer may be a word that
    /// holds it, and anything else begins with its first letter.
    fn candidate(&self, text: &Chars, from: usize, purpose: Purpose) -> Option<usize> {
        let rest = text.folded.get(from..)?;
        let at = match self.pieces.first() {
            Some(Piece::Word(_)) if purpose == Purpose::Answer => (from..text.len())
                .position(|at| is_word_at(text, at) && !(at > 0 && is_word_at(text, at - 1))),
            Some(Piece::Space) => return Some(from).filter(|_| !rest.is_empty()),
            _ => rest.iter().position(|c| *c == self.key[0]),
        };
        at.map(|at| from + at)
    }

    /// Whether the term stands at the character `start`: before which one it ends, and how it fits.
    pub(super) fn at(
        &self,
        text: &Chars,
        start: usize,
        purpose: Purpose,
        endings: &Endings,
    ) -> Option<(usize, Fit)> {
        if self.pieces.is_empty() {
            self.run_at(text, start, purpose, endings)
        } else {
            self.words_at(text, start, purpose, endings)
        }
    }

    fn words_at(
        &self,
        text: &Chars,
        start: usize,
        purpose: Purpose,
        endings: &Endings,
    ) -> Option<(usize, Fit)> {
        let mut at = start;
        let mut fit = Fit::Exact;
        for (index, piece) in self.pieces.iter().enumerate() {
            at = match piece {
                Piece::Word(word) => {
                    let begun = index == 0 && at > 0 && is_word_at(text, at - 1);
                    if !is_word_at(text, at) || begun && !follows_proclitic(text, at, endings) {
                        return None;
                    }
                    let end = word_end(text, at);
                    fit = fit.max(self.word(word.clone(), text, at..end, purpose, endings)?);
                    end
                }
                Piece::Space => {
                    let spaces = (at..at + 3).take_while(|&at| key(text.get(at)) == ' ').count();
                    if spaces == 0 {
                        return None;
                    }
                    at + spaces
                }
                Piece::Signs(range) => {
                    let signs = &self.key[range.clone()];
                    let same = signs.iter().zip(at..).all(|(&sign, at)| key(text.get(at)) == sign);
                    if !same {
                        return None;
                    }
                    at + signs.len()
                }
            };
        }
        Some((at, fit))
    }

    /// How the word of a text fits a word of the term.
    fn word(
        &self,
        word: Range<usize>,
        text: &Chars,
        range: Range<usize>,
        purpose: Purpose,
        endings: &Endings,
    ) -> Option<Fit> {
        if !self.is_exact() {
            return endings.fit(&self.key[word], &text.folded[range], purpose);
        }
        let mut found: SmallVec<[char; 32]> = text.raw[range.clone()].iter().copied().collect();
        // A sentence begins with a capital, whatever the word.
        if word.start == 0 && text.get(range.start) == self.key[0] && begins(text, range.start) {
            found[0] = self.raw[0];
        }
        endings.fit(&self.raw[word], &found, purpose)
    }

    fn run_at(
        &self,
        text: &Chars,
        start: usize,
        purpose: Purpose,
        endings: &Endings,
    ) -> Option<(usize, Fit)> {
        let forgiving = purpose == Purpose::Answer;
        let mut at = start;
        for (index, &c) in self.key.iter().enumerate() {
            let found = key(text.get(at));
            if is_joint(c) {
                if is_joint(found) {
                    at += 1;
                } else if !forgiving && c != ' ' {
                    return None;
                }
                continue;
            }
            if found != c && forgiving && index > 0 && is_joint(found) {
                at += 1;
            }
            if key(text.get(at)) != c || self.is_exact() && text.raw[at] != self.raw[index] {
                return None;
            }
            at += 1;
        }
        self.edges(text, start..at, endings).fit(forgiving, self.key.len()).map(|fit| (at, fit))
    }

    fn edges(&self, text: &Chars, range: Range<usize>, endings: &Endings) -> Edges {
        let (first, last) = (text.get(range.start), text.get(range.end - 1));
        let mut left = edge(first, text.before(range.start));
        let mut right = edge(last, text.get(range.end));
        if is_hangul(first) && left == Edge::Joined {
            left = Edge::Inside;
        }
        let mut particle = false;
        if is_hangul(last) && right == Edge::Joined {
            let rest = text.folded[range.end..].iter().take_while(|&&c| is_hangul(c)).count();
            particle = endings.divides(&text.folded[range.end..range.end + rest]);
            right = if particle { Edge::Open } else { Edge::Grown };
        }
        if is_combining(text.get(range.end)) {
            right = Edge::Inside;
        }
        Edges { left, right, particle, katakana: self.key.iter().all(|&c| is_katakana(c)) }
    }

    /// Whether the text has the content words of the term near each other, in whatever order: the
    /// answer to a term of several words in a language that inflects them and moves them about.
    pub(super) fn is_scattered(&self, text: &Chars, endings: &Endings) -> bool {
        /// Letters from which on a word is more than a link between others.
        const CONTENT: usize = 4;
        /// Words that may stand between those of the term.
        const BETWEEN: usize = 3;
        let words: SmallVec<[Range<usize>; 8]> = self
            .pieces
            .iter()
            .filter_map(|piece| match piece {
                Piece::Word(range) if range.len() >= CONTENT => Some(range.clone()),
                _ => None,
            })
            .collect();
        let several = self.pieces.iter().filter(|piece| matches!(piece, Piece::Word(_))).count();
        if several < 2 || words.is_empty() {
            return false;
        }
        let fits = |word: &Range<usize>, found: &Range<usize>| {
            self.word(word.clone(), text, found.clone(), Purpose::Answer, endings).is_some()
        };
        let found: SmallVec<[Range<usize>; 32]> = words_of(text).collect();
        (0..found.len()).any(|first| {
            let window = &found[first..found.len().min(first + several + BETWEEN)];
            words.iter().all(|word| window.iter().any(|found| fits(word, found)))
        })
    }
}

/// The words and signs of a folded term.
fn pieces(key: &[char]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while at < key.len() {
        let word = is_word(key[at]);
        let end = at + key[at..].iter().take_while(|&&c| is_word(c) == word).count();
        pieces.push(match &key[at..end] {
            _ if word => Piece::Word(at..end),
            signs if signs.iter().all(|&c| c == ' ') => Piece::Space,
            _ => Piece::Signs(at..end),
        });
        at = end;
    }
    pieces
}

/// Whether what stands before the character `at` in its word is written onto words.
fn follows_proclitic(text: &Chars, at: usize, endings: &Endings) -> bool {
    let front = (0..at).rev().take_while(|&at| is_word_at(text, at)).last().unwrap_or(at);
    endings.is_proclitic(&text.folded[front..at])
}

/// Where the word ends that begins at the character `at`.
fn word_end(text: &Chars, at: usize) -> usize {
    let word = Roles::LETTER.and(Roles::DIGIT);
    at + text.roles_from(at).iter().take_while(|role| role.any(word)).count()
}

fn words_of(text: &Chars) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        at = text.find(at, Roles::LETTER.and(Roles::DIGIT));
        let start = at;
        at = word_end(text, at);
        (start < at).then_some(start..at)
    })
}

/// The words right before and right behind a stretch, as written; empty where there is none.
pub(super) fn neighbours(text: &Chars, range: Range<usize>) -> [&[char]; 2] {
    let is_gap = |at: usize| key(text.get(at)) == ' ';
    let before = match range.start.checked_sub(1) {
        Some(gap) if is_gap(gap) => {
            let start = (0..gap).rev().take_while(|&at| is_word_at(text, at)).last();
            &text.raw[start.unwrap_or(gap)..gap]
        }
        _ => &[],
    };
    let behind = if is_gap(range.end) {
        &text.raw[range.end + 1..word_end(text, range.end + 1)]
    } else {
        &[]
    };
    [before, behind]
}

/// Whether a sentence or a line may begin at the character `at`.
fn begins(text: &Chars, at: usize) -> bool {
    let before = text.raw[..at].iter().rev();
    let mut before = before.skip_while(|c| matches!(c, ' ' | '"' | '\'' | '“' | '‘' | '«' | '('));
    before.next().is_none_or(|&c| !c.is_alphanumeric() && !matches!(c, ',' | ';' | '-' | '/'))
}

fn is_hangul(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7a3}')
}

fn is_han(c: char) -> bool {
    matches!(c as u32, 0x3005..=0x3007 | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff
        | 0x20000..=0x3134f)
}

/// Whether `c` changes the syllable before it, in Thai, Lao, Khmer or Burmese.
fn is_combining(c: char) -> bool {
    matches!(c as u32, 0x0e31 | 0x0e33..=0x0e3a | 0x0e47..=0x0e4e | 0x0eb1 | 0x0eb3..=0x0ebc
        | 0x0ec8..=0x0ece | 0x102b..=0x103e | 0x17b4..=0x17d3)
}

/// Whether a word may begin or end between `inner`, which belongs to a term, and `outer`.
fn edge(inner: char, outer: char) -> Edge {
    if is_katakana(inner) && is_katakana(outer)
        || is_spaced_letter(inner) && is_spaced_letter(outer)
        || inner.is_ascii_digit() && outer.is_ascii_digit()
    {
        return Edge::Inside;
    }
    let block = |c: char| match c as u32 {
        _ if is_han(c) => 1,
        0x3041..=0x309f => 2,
        _ if is_hangul(c) => 3,
        code if is_unspaced(c) && !is_katakana(c) => code >> 7,
        _ => 0,
    };
    match (block(inner), block(outer)) {
        (0, _) | (_, 0) => Edge::Open,
        (inner, outer) if inner == outer => Edge::Joined,
        _ => Edge::Open,
    }
}

/// Both edges of a term that was found in a script without spaces.
struct Edges {
    left: Edge,
    right: Edge,
    /// Whether a listed ending follows.
    particle: bool,
    /// Whether all of the term is katakana.
    katakana: bool,
}

impl Edges {
    /// How a term of so many characters fits between them.
    fn fit(&self, forgiving: bool, length: usize) -> Option<Fit> {
        /// From how many characters on a term is hardly ever a part of another word by chance.
        const LONG: usize = 3;
        let both = [self.left, self.right];
        let inside = both.iter().filter(|edge| **edge == Edge::Inside).count();
        let joined = both.contains(&Edge::Joined);
        let grown = both.contains(&Edge::Grown);
        if inside > 0 {
            // A longer compound that begins or ends with the term.
            let compound = forgiving && (!self.katakana || length > LONG && inside < 2);
            return compound.then_some(Fit::Loose);
        }
        match (joined, length) {
            _ if grown => Some(Fit::Loose),
            (false, _) if self.particle => Some(Fit::Ending),
            (false, _) => Some(Fit::Exact),
            (true, 1) => forgiving.then_some(Fit::Loose),
            (true, LONG..) => Some(Fit::Ending),
            (true, _) => Some(Fit::Joined),
        }
    }
}
