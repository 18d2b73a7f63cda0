//! What stands around a symbol and says that it is one: the name of an exchange, a word such as
//! `証券コード`, a Bloomberg code.

use super::super::exchanges::{self, Announced, Announcing, Exchange};
use super::super::{Short, Word, closes_at, opens_before};
use super::symbol::Symbol;
use crate::facts::Chars;

/// The exchanges that are joined before one symbol: `TSX, NYSE: AGI`.
const MOST_JOINED: usize = 3;

/// The longest name of an exchange that is looked for after a symbol, in characters.
const LONGEST_AFTER: usize = 24;

/// What announces a symbol.
#[derive(Debug, Clone, Copy)]
pub(super) struct Anchor {
    /// Its first character.
    pub(super) start: usize,
    /// The exchange, unless it names none.
    pub(super) exchange: Option<Exchange>,
    colon: bool,
    /// Whether the symbol is quoted.
    pub(super) quoted: bool,
    separator: char,
    announcing: Announcing,
}

/// What may announce the symbol that begins with `word`; `closed` is whether a bracket closes after
/// the symbol.
pub(super) fn before(chars: &Chars, word: Word, closed: bool) -> Option<Anchor> {
    let Approach { at, quoted, separator, colon } = Approach::of(chars, word);
    // Only a colon, or brackets around both, tie a symbol to an exchange; a word that means "code"
    // ties by itself.
    let tied = colon || closed;
    if !(tied || (word.digits > 0 || quoted) && exchanges::may_announce(chars, at)) {
        return None;
    }
    let Announced { start, exchange, announcing } = exchanges::ending_at(chars, at)?;
    let mut anchor = Anchor { start, exchange, colon, quoted, separator, announcing };
    if exchange.is_none() {
        // `港股代码：00700`, `NASDAQ ticker: META`.
        let mut at = back_over_spaces(chars, start);
        if chars.before(at) == 'の' {
            at -= 1;
        }
        if let Some(found) =
            exchanges::ending_at(chars, at).filter(|found| found.exchange.is_some())
        {
            anchor.start = found.start;
            anchor.exchange = found.exchange;
        }
    } else if colon {
        anchor.join(chars);
    }
    Some(anchor)
}

/// What stands right before a symbol.
struct Approach {
    /// Where the name of an exchange would end.
    at: usize,
    quoted: bool,
    /// What separates the two.
    separator: char,
    colon: bool,
}

impl Approach {
    fn of(chars: &Chars, word: Word) -> Self {
        let mut at = back_over_spaces(chars, word.start);
        let quoted = is_quote(chars.narrow_before(at));
        if quoted {
            at = back_over_spaces(chars, at - 1);
        }
        let separator = chars.narrow_before(at);
        let colon = matches!(separator, ':' | '∶');
        if colon || matches!(separator, '-' | '/' | ',' | '・' | '=' | '、' | 'は') {
            at = back_over_spaces(chars, at - 1);
        }
        Self { at, quoted, separator, colon }
    }
}

/// Whether anything around the number `word` can announce a code, without brackets around them.
pub(super) fn may_stand(chars: &Chars, word: Word) -> bool {
    let Approach { at, quoted, colon, .. } = Approach::of(chars, word);
    colon || quoted || exchanges::may_announce(chars, at)
}

impl Anchor {
    /// Takes in the exchanges that a list joins to this one.
    fn join(&mut self, chars: &Chars) {
        for _ in 0..MOST_JOINED {
            let mut at = back_over_spaces(chars, self.start);
            if matches!(chars.narrow_before(at), ',' | '/' | '、' | '&' | '・') {
                at = back_over_spaces(chars, at - 1);
            } else {
                return;
            }
            let Some(found) = exchanges::ending_at(chars, at) else { return };
            let (Some(one), Some(other)) = (self.exchange, found.exchange) else { return };
            self.start = found.start;
            self.exchange = Some(one.or(other));
        }
    }

    /// Whether it announces `symbol` beyond doubt.
    pub(super) fn holds(&self, chars: &Chars, symbol: &Symbol) -> bool {
        let word = symbol.word;
        let closed = closes_at(chars, symbol.end);
        let opened = opens_before(chars, self.start);
        if self.quoted && !is_quote(chars.narrow(after_spaces(chars, symbol.end))) {
            return false;
        }
        let said = match self.announcing {
            Announcing::Nothing => false,
            Announcing::Always => word.digits > 0 || self.quoted,
            // `symbol` and `code` mean many things: only in brackets, or before quotes.
            Announcing::InBrackets => self.quoted || (opened && (self.colon || word.digits > 0)),
        };
        let named = self.exchange.is_some() || self.announcing == Announcing::Always;
        let bracketed = closed && opened && (self.separator != '、' || word.digits > 0);
        if !(said || named && (self.colon || bracketed)) {
            return false;
        }
        self.fits(chars, symbol, closed, closed && opened)
    }

    /// Whether what follows the symbol lets it be one.
    fn fits(&self, chars: &Chars, symbol: &Symbol, closed: bool, bracketed: bool) -> bool {
        let word = symbol.word;
        let next = chars.narrow(symbol.end);
        if word.is_digits() {
            let decimal = matches!(next, '.' | ',' | ':' | '%' | '/')
                && (chars.narrow(symbol.end + 1).is_ascii_digit() || next == '%');
            let enough = if closed && self.colon { 1..=6 } else { 4..=6 };
            (closed || !next.is_alphabetic()) && !decimal && enough.contains(&word.len())
        } else if word.len() == 1 && symbol.end == word.end {
            // `Nasdaq: A look back` is a headline.
            self.quoted || matches!(next, ')' | ']' | ',' | ';' | '\0')
        } else {
            self.quoted || bracketed || closed || word.len() <= 5
        }
    }
}

/// The exchange after a symbol: `AAPL:NASDAQ`, `（7203、東証プライム）`.
///
/// The whole begins at `start`, before which a bracket may open.
pub(super) fn after(chars: &Chars, start: usize, symbol: &Symbol) -> Option<(Exchange, usize)> {
    let separator = chars.narrow(symbol.end);
    if !matches!(separator, ':' | ',' | '、' | '・' | '/' | '-' | '|' | ' ' | ';') {
        return None;
    }
    let bracketed = opens_before(chars, start);
    if !bracketed && separator != ':' {
        return None;
    }
    let mut start = symbol.end + 1;
    start = after_spaces(chars, start);
    let end = if bracketed {
        let longest = chars.len().min(start + LONGEST_AFTER);
        (start..longest).find(|&at| closes_at(chars, at))?
    } else {
        Word::at(chars, start).end
    };
    let found = exchanges::ending_at(chars, end).filter(|found| found.start == start)?;
    let name = Word::at(chars, start);
    // Two letters are a country as often as an exchange: `(UK/HK)`.
    let long = symbol.word.is_digits() || end - start >= 3;
    let written = bracketed || (name.is_capitals() && name.end == end);
    found.exchange.filter(|_| long && written).map(|exchange| (exchange, end))
}

/// The Bloomberg code after a symbol: `7203 JP`.
pub(super) fn bloomberg(chars: &Chars, symbol: &Symbol) -> Option<(Exchange, usize)> {
    if chars.narrow(symbol.end) != ' ' {
        return None;
    }
    let country = Word::at(chars, symbol.end + 1);
    if !country.is_capitals() || country.len() != 2 {
        return None;
    }
    let code = Short::of(chars, country.start, country.end)?;
    Some((exchanges::of_bloomberg(code.as_str())?, country.end))
}

pub(super) fn back_over_spaces(chars: &Chars, mut at: usize) -> usize {
    while chars.narrow_before(at) == ' ' {
        at -= 1;
    }
    at
}

pub(super) fn after_spaces(chars: &Chars, mut at: usize) -> usize {
    while chars.narrow(at) == ' ' {
        at += 1;
    }
    at
}

/// Whether `c` may stand before or after a word that is quoted.
fn is_quote(c: char) -> bool {
    matches!(
        c,
        '"' | '“'
            | '”'
            | '„'
            | '‟'
            | '«'
            | '»'
            | '「'
            | '」'
            | '『'
            | '』'
            | '‘'
            | '’'
            | '\''
    )
}
