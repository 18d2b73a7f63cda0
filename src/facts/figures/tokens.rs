//! Cuts a text into what the figure reader looks at: digit literals, known words, other words and
//! single characters. One pass; nothing is interpreted here.

use crate::facts::{Chars, MarkKind, Roles, is_unspaced};
use crate::lexicon::{Found, Kinds, Lexicon, Sense, Senses, WordId};
use crate::locale::Locale;
use crate::rules::Digits;

/// A piece of text, by character indices.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether white space stands before it.
    pub(super) gap: bool,
    pub(super) kind: TokenKind,
    /// The kinds of what it may mean, if it is a word of the lexicon.
    pub(super) kinds: Kinds,
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

    /// The kinds of what the token at `at` may mean.
    #[inline]
    pub(super) fn kinds(self, at: usize) -> Kinds {
        self.list.get(at).map_or(Kinds::default(), |token| token.kinds)
    }

    /// What the token at `at` may mean; nothing if it is no known word.
    #[inline]
    pub(super) fn senses(self, at: usize) -> Senses<'a> {
        match self.list.get(at) {
            Some(&Token { start, end, kind: TokenKind::Word(word), .. }) => {
                self.lexicon.senses(word, &self.chars.raw[start..end])
            }
            _ => Senses::default(),
        }
    }

    /// The first meaning of the token at `at` that `pick` takes, which takes none but of `kinds`.
    #[inline]
    pub(super) fn sense<T>(
        self,
        at: usize,
        kinds: Kinds,
        pick: impl FnMut(&'a Sense) -> Option<T>,
    ) -> Option<T> {
        if self.means(at, kinds) { self.senses(at).find_map(pick) } else { None }
    }

    /// Whether the token at `at` may mean something of these kinds.
    #[inline]
    pub(super) fn means(self, at: usize, kinds: Kinds) -> bool {
        self.kinds(at).any(kinds)
    }

    /// Whether the token at `at` may mean `sense`.
    #[inline]
    pub(super) fn is(self, at: usize, sense: &Sense) -> bool {
        self.means(at, sense.kind()) && self.is_among_senses(at, sense)
    }

    fn is_among_senses(self, at: usize, sense: &Sense) -> bool {
        self.senses(at).any(|s| s == sense)
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
#[inline(never)]
pub(super) fn cut(
    chars: &Chars,
    walls: &[(usize, usize)],
    locale: &Locale,
    tokens: &mut Vec<Token>,
) {
    let Locale { lexicon, digits, .. } = locale;
    tokens.clear();
    let mut walls = walls.iter().copied();
    let mut next_wall = || walls.next().unwrap_or((usize::MAX, usize::MAX));
    let mut wall = next_wall();
    let (mut at, mut gap) = (0, false);
    // Where the last numeral ends, or the last word that announces one.
    let mut counted_until = usize::MAX;
    // Whether a numerator comes next.
    let mut numerator = false;
    while at < chars.len() {
        if wall.0 <= at {
            if wall.1 > at {
                let kinds = Kinds::default();
                tokens.push(Token { start: at, end: wall.1, gap, kind: TokenKind::Wall, kinds });
                (at, gap, numerator) = (wall.1, false, false);
            }
            wall = next_wall();
            continue;
        }
        let roles = chars.roles(at);
        // A soft hyphen or another place where a line may break is not there.
        if roles.any(Roles::SPACE.and(Roles::BREAK)) {
            (at, gap) = (at + 1, gap || roles.any(Roles::SPACE));
            continue;
        }
        let c = chars.folded[at];
        let limit = wall.0.min(chars.len());
        // Right after a numeral a word goes on with it or says what it counts: the 万年 of 60万年
        // is not the adverb, and the 二人 of 十二人 is not a couple.
        let counted = (!gap && counted_until == at) || numerator;
        let accepted = if counted { goes_on(tokens, c) } else { Kinds::ALL };
        let mut found = lexicon.longest(chars, at, accepted);
        if let Some(word) = found
            && (word.kinds.any(RELATES) || is_syllable(chars, (at, word.end)))
        {
            found = reconsidered(word, tokens, (chars, at, gap), lexicon, accepted);
        }
        if found.as_ref().is_some_and(|found| found.end > limit) {
            found = None;
        }
        // A particle that is written onto the next word is skipped like a space.
        if found.is_none()
            && roles.any(Roles::LETTER)
            && let Some(next) = lexicon.after_proclitic(chars, at)
            && let Some(word) = lexicon.longest(chars, next, accepted).filter(|f| f.end <= limit)
        {
            (at, gap) = (next, true);
            found = Some(word);
        }
        if let Some(Found { end, word, kinds }) = found {
            tokens.push(Token { start: at, end, gap, kind: TokenKind::Word(word), kinds });
            counted_until = if kinds.any(NUMBERS) { end } else { usize::MAX };
            numerator = kinds.any(Kinds::MARK) && is_signed_numerator(tokens);
            (at, gap) = (end, false);
            continue;
        }
        let (end, kind) = if roles.any(Roles::DIGIT) {
            let end = literal_end(chars, at, digits);
            (exponent_end(chars, at, end), TokenKind::Literal)
        } else if matches!(c, '.' | ',') && begins_decimals(chars, at, limit, digits) {
            // `.182`, a decimal that begins with its point.
            (literal_end(chars, at + 1, digits), TokenKind::Literal)
        } else if roles.any(Roles::LETTER.and(Roles::KATAKANA)) {
            (chars.end_of_word(at), TokenKind::Other)
        } else {
            (at + 1, TokenKind::Mark(c))
        };
        let end = end.min(limit);
        tokens.push(Token { start: at, end, gap, kind, kinds: Kinds::default() });
        counted_until = if kind == TokenKind::Literal { end } else { usize::MAX };
        (at, gap, numerator) = (end, false, false);
    }
}

/// What a word means that is a numeral, or announces one.
const NUMBERS: Kinds = Kinds::CARDINAL
    .and(Kinds::MULTIPLIER)
    .and(Kinds::SCALE)
    .and(Kinds::UNIT_BEFORE)
    .and(Kinds::DENOMINATOR_FIRST)
    .and(Kinds::ERA);

/// What a word means as a whole, whatever number it contains.
const WHOLE: Kinds = Kinds::ATOM.and(Kinds::EVIDENCE);

/// What only a word before a number means.
const RELATES: Kinds = Kinds::DENOMINATOR_FIRST.and(Kinds::WHOLE_FIRST);

/// What a word may mean that begins with `c`, right after a numeral that ends the tokens or where a
/// numerator must follow them.
fn goes_on(tokens: &[Token], c: char) -> Kinds {
    // 一千分之二: two of a thousand, and not two per mille after a one.
    let spelled = is_unspaced(c) && tokens.last().is_some_and(|t| t.kinds.any(Kinds::CARDINAL));
    let accepted = Kinds::ALL.without(WHOLE);
    if spelled { accepted.without(Kinds::UNIT_BEFORE) } else { accepted }
}

/// What a syllable may mean as a numeral.
const SYLLABLES: Kinds = Kinds::CARDINAL.and(Kinds::MULTIPLIER).and(Kinds::SCALE);

fn is_hangul(c: char) -> bool {
    ('가'..='힣').contains(&c)
}

/// Whether one Korean syllable stands between two characters.
#[inline]
fn is_syllable(chars: &Chars, (start, end): (usize, usize)) -> bool {
    end == start + 1 && is_hangul(chars.folded[start])
}

/// Whether the tokens end inside a word of which a syllable is not known: Korean writes words apart,
/// and the 이 of 파이프 is no two.
fn inside_word(tokens: &[Token]) -> bool {
    for token in tokens.iter().rev() {
        match token.kind {
            TokenKind::Mark(c) => return is_hangul(c),
            // 하시오, of which 시 may be an hour.
            TokenKind::Word(_) if !token.gap && !counts(token) => {}
            _ => return false,
        }
    }
    false
}

/// The word to take at character `at`, where the longest, `found`, may be one that must not stand
/// there; `gap` is whether white space stands before it.
#[inline(never)]
fn reconsidered(
    found: Found,
    tokens: &[Token],
    (chars, at, gap): (&Chars, usize, bool),
    lexicon: &Lexicon,
    accepted: Kinds,
) -> Option<Found> {
    let related = |found: Found, accepted: Kinds| {
        let unrelated = found.kinds.any(RELATES) && !relates(chars, (gap, found.end), lexicon);
        if unrelated { lexicon.longest(chars, at, accepted.without(RELATES)) } else { Some(found) }
    };
    let found = related(found, accepted)?;
    if !gap && is_syllable(chars, (at, found.end)) && inside_word(tokens) {
        let accepted = accepted.without(SYLLABLES);
        return related(lexicon.longest(chars, at, accepted)?, accepted);
    }
    Some(found)
}

/// Whether a numeral follows the word that ends before character `end`, as it must behind one that
/// relates it to another; `gap` is whether white space stands before the word.
///
/// The 分の of 3分の2 stands before a number; before anything else 分 is a unit and の is not. Between
/// spaces it may stand apart from that number too.
#[inline(never)]
fn relates(chars: &Chars, (gap, end): (bool, usize), lexicon: &Lexicon) -> bool {
    let spaced = usize::from(gap && chars.get(end) == ' ');
    begins_numeral(chars, end + spaced, lexicon)
}

/// Whether a numeral begins at character `at`, as far as its first word tells.
fn begins_numeral(chars: &Chars, at: usize, lexicon: &Lexicon) -> bool {
    let number = Kinds::CARDINAL.and(Kinds::MULTIPLIER);
    chars.roles(at).any(Roles::DIGIT)
        || lexicon.longest(chars, at, number).is_some()
        || after_minus(chars, at, lexicon).is_some_and(|at| begins_numeral(chars, at, lexicon))
}

/// The character after the word for a minus at character `at`, if one stands there.
fn after_minus(chars: &Chars, at: usize, lexicon: &Lexicon) -> Option<usize> {
    let found = lexicon.longest(chars, at, Kinds::MARK)?;
    let minus = |s: &Sense| *s == Sense::Mark(MarkKind::Minus);
    let found =
        lexicon.senses(found.word, &chars.raw[at..found.end]).any(minus).then_some(found)?;
    Some(found.end + usize::from(chars.get(found.end) == ' '))
}

/// Whether the point or comma at character `at` begins a number.
fn begins_decimals(chars: &Chars, at: usize, limit: usize, digits: &Digits) -> bool {
    let before = chars.before(at);
    let apart = match chars.folded[at] {
        // After a word it ends a sentence that lacks its space; a single letter may be a particle.
        '.' => !before.is_ascii_alphanumeric() && !ends_word(chars, at),
        _ => digits.decimal == ',' && stands_apart(before),
    };
    apart && at + 1 < limit && chars.roles(at + 1).any(Roles::DIGIT)
}

/// Whether a word of two letters or more, of a script that writes words apart, ends before `at`.
fn ends_word(chars: &Chars, at: usize) -> bool {
    at >= 2 && (at - 2..at).all(|at| chars.roles(at).any(Roles::LETTER))
}

/// Whether the word that ends the tokens may be the sign of a numerator: 20분의 마이너스 일.
fn is_signed_numerator(tokens: &[Token]) -> bool {
    matches!(tokens, [.., link, _] if link.kinds.any(Kinds::DENOMINATOR_FIRST))
}

/// Whether a token is a numeral, or announces one.
fn counts(token: &Token) -> bool {
    token.kind == TokenKind::Literal || token.kinds.any(NUMBERS)
}

/// Whether the `first` digits from `start` on and at least two groups of three after them are set
/// off by spaces, as in `1 234 567`, where the language would not do so.
fn spaced_groups(chars: &Chars, start: usize, first: usize) -> bool {
    let group = |at: usize| chars.get(at) == ' ' && digits_from(chars, at + 1) == 3;
    first <= 2 && group(start + first) && group(start + first + 4)
}

/// Whether the text is digits with Japanese commas, and nothing else.
fn is_one_number(chars: &Chars) -> bool {
    (0..chars.len()).all(|at| chars.roles(at).any(Roles::DIGIT) || chars.folded[at] == '、')
}

/// Whether a decimal comma may follow `before` with no digit in front of it. After anything else it
/// is a comma that lacks its space.
fn stands_apart(before: char) -> bool {
    before == '\0' || before.is_whitespace() || matches!(before, '-' | '(')
}

/// Where the literal from `start` to `end` ends with its exponent, if it has one: `1.5e-3`.
#[inline(never)]
fn exponent_end(chars: &Chars, start: usize, end: usize) -> usize {
    if chars.get(end) != 'e' || chars.before(start).is_alphanumeric() {
        return end;
    }
    let digits = end + 1 + usize::from(matches!(chars.get(end + 1), '+' | '-'));
    let count = digits_from(chars, digits);
    let apart = !chars.get(digits + count).is_alphanumeric();
    if (1..=3).contains(&count) && apart { digits + count } else { end }
}

/// How many digits stand side by side from character `start` on.
fn digits_from(chars: &Chars, start: usize) -> usize {
    chars.roles_from(start).iter().take_while(|roles| roles.any(Roles::DIGIT)).count()
}

/// Where the literal that begins at `start` ends: digits, and single separators between them.
fn literal_end(chars: &Chars, start: usize, digits: &Digits) -> usize {
    let first = digits_from(chars, start);
    let mut end = start + first;
    loop {
        let next = digits_from(chars, end + 1);
        if next == 0 || end >= chars.len() {
            return end;
        }
        let joins = match chars.folded[end] {
            // A full-width comma between single digits lists them: ２，３回 is two or three times.
            ',' => chars.raw[end] == ',' || first > 1 || next > 1,
            '.' => true,
            // An Arabic comma groups thousands only; otherwise it lists.
            '\'' | '،' => next == 3,
            // A Japanese comma does where the text holds nothing else.
            '、' => next == 3 && first <= 3 && start == 0 && is_one_number(chars),
            ' ' => {
                // A plain space groups thousands only where the language does so; a no-break space
                // between digits was put there on purpose.
                let allowed = digits.space_groups
                    || matches!(chars.raw[end], '\u{a0}' | '\u{202f}' | '\u{2009}')
                    || spaced_groups(chars, start, first);
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
