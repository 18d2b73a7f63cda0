//! Tickers: symbols of listed securities, in every form that can be read without a list of them.
//!
//! The anchor is the symbol, and its surroundings say that it is one: an exchange before it
//! (`NASDAQ: META`, `東証プライム:7203`) or after it (`7203.T`, `7203 JP Equity`), a sign (`$META`,
//! `^GSPC`), or the brackets of `<7203>`. Capitals alone in brackets may be any acronym and are read
//! as bare.

mod anchor;
mod local;
mod replaced;
mod signs;
mod symbol;

pub(crate) use replaced::instead_of_symbols;

use super::{
    CheckDigit, Code, CodeKind, Exchange, Short, Word, closes_at, identifier, kinds, opens_before,
};
use crate::facts::Chars;
use symbol::Symbol;

/// Whether a word in small letters may be a symbol after all, with a class: `BRKb`.
#[inline]
pub(super) fn may_begin(word: Word) -> bool {
    symbol::has_small_class(word)
}

/// Whether anything before the number `word` can announce a code, without brackets around them.
pub(super) fn may_be_announced(chars: &Chars, word: Word) -> bool {
    anchor::may_stand(chars, word)
}

/// Reads the tickers whose first symbol is `word`: one, or the list that an exchange announces.
pub(super) fn read(chars: &Chars, word: Word, codes: &mut Vec<Code>) {
    if (word.lower > 0 && !may_begin(word) && !local::is_glued(chars, word)) || word.len() > 12 {
        return;
    }
    if word.is_capitals()
        && let Some(pair) = signs::currency_pair(chars, word)
    {
        codes.push(pair);
        return;
    }
    if signed(chars, word, codes) || announced(chars, word, codes) {
        return;
    }
    if let Some(code) = local::glued(chars, word) {
        codes.push(code);
        return;
    }
    let Some(symbol) = symbol::alone(chars, word) else { return };
    // In `(NASDAQ: AMX)` both may be an exchange: the first one is.
    if let Some((exchange, end)) = anchor::after(chars, symbol.start, &symbol)
        && !identifier::is_exchange(chars, word)
    {
        codes.push(Found { exchange: Some(exchange), end, ..Found::of(symbol) }.code(chars));
        return;
    }
    let bracketed = opens_before(chars, symbol.start) && closes_at(chars, symbol.end);
    if let Some((exchange, end)) = anchor::bloomberg(chars, &symbol) {
        let sure = chars.starts_with(end, " equity");
        let end = if sure { end + " equity".len() } else { end };
        if sure || (opens_before(chars, symbol.start) && closes_at(chars, end)) {
            let found = Found { exchange: Some(exchange), end, bare: !sure, ..Found::of(symbol) };
            codes.push(found.code(chars));
            return;
        }
    }
    if symbol.suffix.is_some() {
        let bare = word.digits == 0 && !bracketed;
        codes.push(Found { bare, ..Found::of(symbol) }.code(chars));
    } else if bracketed && local::is_code(chars, word) {
        codes.push(Found::of(symbol).code(chars));
    } else if bracketed && word.is_capitals() && (2..=5).contains(&word.len()) {
        let letters = Short::of(chars, word.start, word.end).unwrap_or_default();
        // `(CEO)` is no symbol, nor is it another code: it is left alone.
        if !kinds::tables().is_acronym(letters.as_str()) {
            codes.push(Found { bare: true, ..Found::of(symbol) }.code(chars));
        }
    }
}

/// A symbol with all that belongs to it.
#[derive(Clone, Copy)]
struct Found {
    /// Where the whole begins and ends, in characters.
    start: usize,
    end: usize,
    symbol: Symbol,
    exchange: Option<Exchange>,
    bare: bool,
}

impl Found {
    fn of(symbol: Symbol) -> Self {
        let Symbol { start, end, suffix, .. } = symbol;
        Self { start, end, symbol, exchange: suffix, bare: false }
    }

    fn code(self, chars: &Chars) -> Code {
        Code {
            kind: CodeKind::Ticker,
            span: chars.span(self.start, self.end),
            symbol: chars.span(self.symbol.start, self.symbol.end),
            canonical: self.symbol.canonical(chars),
            exchange: self.exchange.or(self.symbol.suffix),
            bare: self.bare,
            check: CheckDigit::None,
        }
    }
}

/// Reads a symbol that a sign before or after it makes one. Returns whether the sign decides, for or
/// against.
fn signed(chars: &Chars, word: Word, codes: &mut Vec<Code>) -> bool {
    let begin = word.start.wrapping_sub(1);
    let before = chars.narrow_before(word.start);
    let (symbol, bare) = match before {
        '$' => (signs::cashtag(chars, word), false),
        '^' => (signs::index(chars, word), false),
        '.' => (signs::dotted_index(chars, word), true),
        _ => (None, false),
    };
    if let Some(symbol) = symbol {
        codes.push(Found { start: begin, bare, ..Found::of(symbol) }.code(chars));
        return true;
    }
    if let Some(end) = signs::equals_sign(chars, word)
        && let Some(symbol) = symbol::alone(chars, word)
    {
        let mut code = Found { end, ..Found::of(symbol) }.code(chars);
        code.symbol = code.span;
        code.canonical.extend((word.end..end).map(|at| chars.narrow(at)));
        codes.push(code);
        return true;
    }
    matches!(before, '$' | '^')
}

/// Reads the symbols that an exchange or a word such as `証券コード` announces.
fn announced(chars: &Chars, word: Word, codes: &mut Vec<Code>) -> bool {
    let Some(loose) = symbol::announced(chars, word, None) else { return false };
    let Some(anchor) = anchor::before(chars, word, closes_at(chars, loose.end)) else {
        return false;
    };
    let symbol = symbol::announced(chars, word, anchor.exchange);
    let Some(symbol) = symbol.filter(|symbol| anchor.holds(chars, symbol)) else { return false };
    // What is quoted stands apart from the words around it.
    let start = if anchor.quoted { symbol.start } else { anchor.start };
    let mut found = Found { start, exchange: anchor.exchange, ..Found::of(symbol) };
    if found.exchange.is_none()
        && let Some((exchange, end)) = anchor::after(chars, anchor.start, &symbol)
    {
        (found.exchange, found.end) = (Some(exchange), end);
    }
    codes.push(found.code(chars));
    if let Some(exchange) = anchor.exchange
        && opens_before(chars, anchor.start)
    {
        list(chars, symbol.end, exchange, codes);
    }
    true
}

/// The symbols after the first one in a bracket: `(NYSE: BRK.A, BRK.B)`.
fn list(chars: &Chars, mut at: usize, exchange: Exchange, codes: &mut Vec<Code>) {
    let first = codes.len();
    while !closes_at(chars, at) {
        let from = at;
        while matches!(chars.narrow(at), ',' | '、' | '/' | ' ' | ';' | '，' | '・') {
            at += 1;
        }
        let listed = Word::at(chars, at);
        let letters = listed.is_capitals() && listed.len() <= 5;
        let digits = listed.is_digits() && (4..=6).contains(&listed.len());
        let mixed = listed.is_mixed() && listed.lower == 0 && listed.len() <= 8;
        let short = at > from && (letters || digits || mixed);
        let symbol = short.then(|| symbol::announced(chars, listed, Some(exchange))).flatten();
        let Some(symbol) = symbol else {
            codes.truncate(first);
            return;
        };
        at = symbol.end;
        codes.push(Found { exchange: Some(exchange), ..Found::of(symbol) }.code(chars));
    }
}
