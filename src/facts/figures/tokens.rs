//! Cuts a text into what the figure reader looks at: digit literals, known words, other words and
//! single characters. One pass; nothing is interpreted here.

use crate::facts::{Chars, is_katakana, is_same_word, is_spaced_letter};
use crate::lexicon::{Kinds, Lexicon, Sense, WordId};
use crate::rules::Digits;

/// A piece of text, by character indices.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether white space stands before it.
    pub(super) gap: bool,
    pub(super) kind: TokenKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// Digits with the separators between them.
    Literal,
    /// A word of the lexicon.
    Word(WordId),
    /// A word that means nothing here: letters of a spaced script, or a katakana run.
    Other,
    /// A single character that is neither digit nor letter, folded.
    Mark(char),
    /// A mask or a code: nothing composes across it.
    Wall,
}

/// The tokens of one text with what is needed to look at them.
#[derive(Clone, Copy)]
pub(super) struct Tokens<'a> {
    pub(super) list: &'a [Token],
    pub(super) chars: &'a Chars,
    pub(super) lexicon: &'a Lexicon,
}

impl<'a> Tokens<'a> {
    pub(super) fn get(self, at: usize) -> Option<&'a Token> {
        self.list.get(at)
    }

    /// The token before `at`.
    pub(super) fn before(self, at: usize) -> Option<&'a Token> {
        self.list.get(at.checked_sub(1)?)
    }

    /// The kinds of what the token at `at` may mean: a quick no, where its senses say yes.
    pub(super) fn kinds(self, at: usize) -> Kinds {
        self.list.get(at).map_or(Kinds::default(), |token| match token.kind {
            TokenKind::Word(word) => word.kinds(),
            _ => Kinds::default(),
        })
    }

    /// What the token at `at` may mean; nothing if it is no known word.
    pub(super) fn senses(self, at: usize) -> impl Iterator<Item = &'a Sense> {
        let word = self.list.get(at).and_then(|token| match token.kind {
            TokenKind::Word(word) => Some((word, &self.chars.raw[token.start..token.end])),
            _ => None,
        });
        word.into_iter().flat_map(move |(word, written)| self.lexicon.senses(word, written))
    }

    /// The first meaning of the token at `at` that `pick` takes.
    pub(super) fn sense<T>(self, at: usize, pick: impl FnMut(&'a Sense) -> Option<T>) -> Option<T> {
        self.senses(at).find_map(pick)
    }

    /// Whether the token at `at` may mean `sense`.
    pub(super) fn is(self, at: usize, sense: &Sense) -> bool {
        self.kinds(at).any(sense.kind()) && self.senses(at).any(|s| s == sense)
    }

    /// Whether the token at `at` is the character `c`.
    pub(super) fn is_mark(self, at: usize, c: char) -> bool {
        self.get(at).is_some_and(|t| t.kind == TokenKind::Mark(c))
    }

    /// Whether the token at `at` is a digit literal.
    pub(super) fn is_literal(self, at: usize) -> bool {
        self.get(at).is_some_and(|t| t.kind == TokenKind::Literal)
    }

    /// Whether the token at `at` follows the one before it without white space.
    pub(super) fn touches(self, at: usize) -> bool {
        self.get(at).is_some_and(|t| !t.gap)
    }

    /// Whether at most one character stands between the token at `at` and the one before it, beside
    /// places where a line may break.
    pub(super) fn near(self, at: usize) -> bool {
        self.get(at)
            .zip(self.before(at))
            .is_some_and(|(token, before)| !token.gap || token.start - before.end <= 1)
    }

    /// The folded characters of the token at `at`.
    pub(super) fn folded(self, at: usize) -> &'a [char] {
        self.get(at).map_or(&[], |t| &self.chars.folded[t.start..t.end])
    }
}

/// Cuts the text into `tokens`. `walls` are the character ranges of masks and codes, in order.
pub(super) fn cut(
    chars: &Chars,
    walls: &[(usize, usize)],
    lexicon: &Lexicon,
    digits: &Digits,
    tokens: &mut Vec<Token>,
) {
    tokens.clear();
    let mut walls = walls.iter().copied().peekable();
    let (mut at, mut gap) = (0, false);
    while at < chars.len() {
        while walls.next_if(|&(_, end)| end <= at).is_some() {}
        if let Some((_, end)) = walls.next_if(|&(start, _)| start <= at) {
            tokens.push(Token { start: at, end, gap, kind: TokenKind::Wall });
            (at, gap) = (end, false);
            continue;
        }
        let c = chars.folded[at];
        if c.is_whitespace() {
            (at, gap) = (at + 1, true);
            continue;
        }
        // A soft hyphen or another place where a line may break is not there.
        if matches!(c, '\u{ad}' | '\u{200b}') {
            at += 1;
            continue;
        }
        let limit = walls.peek().map_or(chars.len(), |&(start, _)| start);
        // Right after a numeral a word goes on with it or says what it counts: the 万年 of 60万年
        // is not the adverb, and the 二人 of 十二人 is not a couple.
        let counted =
            !gap && tokens.last().is_some_and(|t| t.end == at && counts(t, chars, lexicon));
        let accept = |sense: &Sense| !counted || !matches!(sense, Sense::Atom | Sense::Evidence(_));
        let before = chars.before(at);
        let point = (c == '.' && !before.is_ascii_alphanumeric()
            || c == ',' && digits.decimal == ',' && stands_apart(before))
            && at + 1 < limit
            && chars.get(at + 1).is_ascii_digit();
        let found = lexicon.longest(chars, at, accept).filter(|f| f.end <= limit);
        // The 分の of 3分の2 stands before a number; before anything else 分 is a unit and の is not.
        let relates = |sense: &Sense| matches!(sense, Sense::DenominatorFirst | Sense::WholeFirst);
        // Between spaces it may stand apart from that number too.
        let spaced = |end: usize| usize::from(gap && chars.get(end) == ' ');
        let found = match found {
            Some(found)
                if lexicon.senses(found.word, &[]).any(relates)
                    && !begins_numeral(chars, found.end + spaced(found.end), lexicon) =>
            {
                lexicon.longest(chars, at, |sense| accept(sense) && !relates(sense))
            }
            found => found,
        };
        // A particle that is written onto the next word is skipped like a space.
        let behind = || {
            let next = lexicon.after_proclitic(chars, at)?;
            Some((next, lexicon.longest(chars, next, accept).filter(|f| f.end <= limit)?))
        };
        let proclitic = if found.is_none() && is_spaced_letter(c) { behind() } else { None };
        let found = match proclitic {
            Some((next, word)) => {
                (at, gap) = (next, true);
                Some(word)
            }
            None => found,
        };
        let (end, kind) = match found {
            Some(found) => (found.end, TokenKind::Word(found.word)),
            None if c.is_ascii_digit() => {
                let end = literal_end(chars, at, digits);
                let end = if before.is_alphanumeric() { end } else { exponent_end(chars, end) };
                (end, TokenKind::Literal)
            }
            // `.182`, a decimal that begins with its point.
            None if point => (literal_end(chars, at + 1, digits), TokenKind::Literal),
            None if is_spaced_letter(c) || is_katakana(c) => {
                (word_end(chars, at), TokenKind::Other)
            }
            None => (at + 1, TokenKind::Mark(c)),
        };
        let end = end.min(limit);
        tokens.push(Token { start: at, end, gap, kind });
        (at, gap) = (end, false);
    }
}

/// What a word means that is a numeral, or announces one.
const NUMBERS: Kinds = Kinds::CARDINAL
    .and(Kinds::MULTIPLIER)
    .and(Kinds::SCALE)
    .and(Kinds::UNIT_BEFORE)
    .and(Kinds::ERA);

/// Whether a numeral begins at character `at`, as far as its first word tells.
fn begins_numeral(chars: &Chars, at: usize, lexicon: &Lexicon) -> bool {
    let number = |s: &Sense| matches!(s, Sense::Cardinal(_) | Sense::Multiplier(_));
    chars.get(at).is_ascii_digit() || lexicon.longest(chars, at, number).is_some()
}

/// Whether a token is a numeral, or announces one.
fn counts(token: &Token, chars: &Chars, lexicon: &Lexicon) -> bool {
    match token.kind {
        TokenKind::Literal => true,
        TokenKind::Word(word) if word.kinds().any(NUMBERS) => {
            lexicon.senses(word, &chars.raw[token.start..token.end]).any(|s| {
                matches!(
                    s,
                    Sense::Cardinal(_)
                        | Sense::Multiplier(_)
                        | Sense::Scale(_)
                        | Sense::UnitBefore(_)
                        | Sense::Era(_)
                )
            })
        }
        _ => false,
    }
}

fn word_end(chars: &Chars, start: usize) -> usize {
    let first = chars.folded[start];
    start + chars.folded[start..].iter().take_while(|&&c| is_same_word(first, c)).count()
}

/// Whether a decimal comma may follow `before` with no digit in front of it. After anything else it
/// is a comma that lacks its space.
fn stands_apart(before: char) -> bool {
    before == '\0' || before.is_whitespace() || matches!(before, '-' | '(')
}

/// Where a literal that ends at `end` does with its exponent, if it has one: `1.5e-3`.
fn exponent_end(chars: &Chars, end: usize) -> usize {
    if chars.get(end) != 'e' {
        return end;
    }
    let digits = end + 1 + usize::from(matches!(chars.get(end + 1), '+' | '-'));
    let rest = chars.folded.get(digits..).unwrap_or_default();
    let count = rest.iter().take_while(|c| c.is_ascii_digit()).count();
    let apart = !rest.get(count).is_some_and(|c| c.is_alphanumeric());
    if (1..=3).contains(&count) && apart { digits + count } else { end }
}

/// Where the literal that begins at `start` ends: digits, and single separators between them.
fn literal_end(chars: &Chars, start: usize, digits: &Digits) -> usize {
    let run = |from: usize| {
        let rest = chars.folded.get(from..).unwrap_or_default();
        rest.iter().take_while(|c| c.is_ascii_digit()).count()
    };
    let first = run(start);
    let mut end = start + first;
    loop {
        let next = run(end + 1);
        if next == 0 || end >= chars.len() {
            return end;
        }
        let joins = match chars.folded[end] {
            // A full-width comma between single digits lists them: ２，３回 is two or three times.
            ',' => chars.raw[end] == ',' || first > 1 || next > 1,
            '.' => true,
            // An Arabic comma groups thousands only; otherwise it lists.
            '\'' | '،' => next == 3,
            ' ' => {
                // A plain space groups thousands only where the language does so; a no-break space
                // between digits was put there on purpose.
                let allowed = digits.space_groups
                    || matches!(chars.raw[end], '\u{a0}' | '\u{202f}' | '\u{2009}');
                allowed && next == 3 && first <= 3 && chars.folded[start] != '0'
            }
            _ => false,
        };
        if !joins {
            return end;
        }
        end += 1 + next;
    }
}
