//! Tickers: symbols of listed securities, in every form that can be read without a list of them.
//!
//! The anchor is the symbol, and its surroundings say that it is one: an exchange before it
//! (`NASDAQ: META`, `東証プライム:7203`) or after it (`7203.T`, `7203 JP Equity`), a sign (`$META`,
//! `^GSPC`), or the brackets of `<7203>`. Capitals alone in brackets may be any acronym and are read
//! as bare.

use super::exchanges::{self, Announced};
use super::{
    CheckDigit, Code, CodeKind, Exchange, PAIR, Short, Word, closes_at, kinds, opens_before,
};
use crate::facts::Chars;

/// A symbol as it was read, in characters.
#[derive(Debug, Clone, Copy)]
struct Symbol {
    start: usize,
    end: usize,
    /// The letters and digits before a class or suffix.
    word: Word,
    /// The class of shares: the B of `BRK.B`.
    class: Option<char>,
    /// The exchange of a suffix.
    suffix: Option<Exchange>,
}

impl Symbol {
    /// The symbol as it is compared: `BRK.B` for `BRK-B`, and `700` for `0700`.
    fn canonical(&self, chars: &Chars) -> String {
        let Word { start, end, .. } = self.word;
        let mut canonical: String = (start..end).map(|i| chars.narrow(i)).collect();
        if self.word.is_digits() {
            let zeros = canonical.bytes().take_while(|&b| b == b'0').count();
            canonical.drain(..zeros.min(canonical.len() - 1));
        }
        if let Some(class) = self.class {
            canonical.push('.');
            canonical.push(class);
        }
        canonical
    }
}

/// Reads the tickers whose first symbol is `word`: one, or the list that an exchange announces.
#[inline(never)]
pub(super) fn read(chars: &Chars, word: Word, codes: &mut Vec<Code>) {
    if word.lower > 0 || word.len() > 12 {
        return;
    }
    let before = chars.narrow_before(word.start);
    if word.is_capitals() && currency_pair(chars, word, codes) {
        return;
    }
    match before {
        '$' => return cashtag(chars, word, codes),
        '^' => return index(chars, word, codes),
        _ => {}
    }
    let Some(symbol) = symbol(chars, word) else {
        return;
    };
    if let Some(announced) = announced(chars, word, symbol) {
        let end = symbol.end;
        push(chars, announced.start, symbol, announced.exchange, false, codes);
        if let Some(exchange) = announced.exchange
            && opens_before(chars, announced.start)
        {
            list(chars, end, exchange, codes);
        }
        return;
    }
    if let Some((exchange, end)) = exchange_after(chars, &symbol) {
        return push_until(chars, symbol, exchange, end, false, codes);
    }
    let bracketed = opens_before(chars, symbol.start) && closes_at(chars, symbol.end);
    if let Some((exchange, end)) = bloomberg(chars, &symbol) {
        let sure = chars.starts_with(end, " equity");
        let end = if sure { end + " equity".len() } else { end };
        if sure || (opens_before(chars, symbol.start) && closes_at(chars, end)) {
            return push_until(chars, symbol, exchange, end, !sure, codes);
        }
    }
    let number = word.digits > 0;
    if let Some(exchange) = symbol.suffix {
        let start = symbol.start;
        return push(chars, start, symbol, Some(exchange), !(number || bracketed), codes);
    }
    if bracketed && is_japanese_code(chars, word) {
        let angle = matches!(before, '<' | '【');
        if angle {
            push(chars, word.start, symbol, None, false, codes);
        }
    } else if bracketed && word.is_capitals() && (2..=5).contains(&word.len()) {
        push(chars, word.start, symbol, None, true, codes);
    }
}

fn push(
    chars: &Chars,
    start: usize,
    symbol: Symbol,
    exchange: Option<Exchange>,
    bare: bool,
    codes: &mut Vec<Code>,
) {
    codes.push(Code {
        kind: CodeKind::Ticker,
        span: chars.span(start, symbol.end),
        symbol: chars.span(symbol.start, symbol.end),
        canonical: symbol.canonical(chars),
        exchange: exchange.or(symbol.suffix),
        bare,
        check: CheckDigit::None,
    });
}

fn push_until(
    chars: &Chars,
    symbol: Symbol,
    exchange: Exchange,
    end: usize,
    bare: bool,
    codes: &mut Vec<Code>,
) {
    let start = symbol.start;
    push(chars, start, symbol, Some(exchange), bare, codes);
    if let Some(code) = codes.last_mut() {
        code.span = chars.span(start, end);
    }
}

/// The symbol that begins with `word`: letters with a class (`BRK.B`, `BRK-B`, `BRK/B`), digits with
/// a suffix (`7203.T`), or both mixed (`PETR4`, `130A`).
fn symbol(chars: &Chars, word: Word) -> Option<Symbol> {
    let longest = if word.is_mixed() { 8 } else { 6 };
    if word.len() == 0 || word.lower > 0 || word.len() > longest {
        return None;
    }
    let mut symbol = Symbol { start: word.start, end: word.end, word, class: None, suffix: None };
    let separator = chars.narrow(word.end);
    if matches!(separator, '.' | '-' | '/') {
        let class = Word::at(chars, word.end + 1);
        if class.is_capitals() && class.len() <= 3 && !chars.narrow(class.end).is_alphabetic() {
            let letters = Short::of(chars, class.start, class.end)?;
            let suffix = exchanges::of_suffix(letters.as_str()).filter(|_| {
                // One letter after digits is a suffix for Tokyo alone: `1234.A` is no share.
                let listed = if word.digits > 0 {
                    word.len() >= 3 && (letters.as_str() == "T" || class.len() > 1)
                } else {
                    word.upper >= 2
                };
                separator == '.' && listed
            });
            // `BRK.B` is a class of shares, whatever else the letter is a suffix of.
            let share_class = matches!(letters.as_str(), "A" | "B" | "C");
            if word.is_capitals() && share_class {
                symbol.class = letters.as_str().chars().next();
                symbol.end = class.end;
            } else if suffix.is_some() {
                symbol.suffix = suffix;
                symbol.end = class.end;
            } else if separator == '-' {
                return None;
            }
        } else if class.len() > 0 && (separator == '-' || (separator == '.' && word.is_digits())) {
            return None;
        }
    }
    (!chars.narrow(symbol.end).is_ascii_alphanumeric()).then_some(symbol)
}

/// Where the name of an exchange would end that stands before `word`, and what separates the two.
fn end_of_announcement(chars: &Chars, word: Word) -> (usize, char) {
    let mut at = word.start;
    let skip_spaces = |at: &mut usize| {
        while chars.narrow_before(*at) == ' ' {
            *at -= 1;
        }
    };
    skip_spaces(&mut at);
    let separator = chars.narrow_before(at);
    if is_colon(separator) || matches!(separator, '-' | '/' | ',' | '・' | '=' | '、' | 'は') {
        at -= 1;
        skip_spaces(&mut at);
    }
    (at, separator)
}

fn is_colon(separator: char) -> bool {
    matches!(separator, ':' | '∶' | '：')
}

/// Whether anything before the number `word` can announce a code, without brackets around them.
pub(super) fn may_be_announced(chars: &Chars, word: Word) -> bool {
    let (at, separator) = end_of_announcement(chars, word);
    is_colon(separator) || exchanges::may_announce(chars.before(at))
}

/// The exchange that stands before the symbol `word`.
fn announced(chars: &Chars, word: Word, symbol: Symbol) -> Option<Announced> {
    let (at, separator) = end_of_announcement(chars, word);
    let colon = is_colon(separator);
    let closed = closes_at(chars, symbol.end);
    // Only a colon, or brackets around both, tie a symbol to an exchange; a word that means "code"
    // ties by itself.
    if !(colon || closed || (word.digits > 0 && exchanges::may_announce(chars.before(at)))) {
        return None;
    }
    let found = exchanges::ending_at(chars, at)?;
    let bracketed = closed && opens_before(chars, found.start);
    let announces = found.exchange.is_none() && word.digits > 0;
    if !(colon || announces || bracketed && separator != '、') {
        return None;
    }
    let ends = closed || !chars.narrow(symbol.end).is_alphabetic();
    let plain = if word.is_digits() {
        let decimal = matches!(chars.narrow(symbol.end), '.' | ',' | ':' | '%' | '/')
            && (chars.narrow(symbol.end + 1).is_ascii_digit() || chars.narrow(symbol.end) == '%');
        ends && !decimal
            && if closed && colon { word.len() <= 6 } else { (4..=6).contains(&word.len()) }
    } else if word.len() == 1 {
        // `Nasdaq: A look back` is a headline.
        matches!(chars.narrow(symbol.end), ')' | ']' | ',' | ';' | '\0')
    } else {
        bracketed || closed || word.len() <= 5
    };
    plain.then_some(found)
}

/// The symbols after the first one in a bracket: `(NYSE: BRK.A, BRK.B)`.
fn list(chars: &Chars, mut at: usize, exchange: Exchange, codes: &mut Vec<Code>) {
    let first = codes.len();
    while !closes_at(chars, at) {
        let from = at;
        while matches!(chars.narrow(at), ',' | '、' | '/' | ' ' | ';' | '，') {
            at += 1;
        }
        let listed = Word::at(chars, at);
        let short = at > from && listed.is_capitals() && listed.len() <= 5;
        let symbol = if short { symbol(chars, listed) } else { None };
        let Some(symbol) = symbol else {
            codes.truncate(first);
            return;
        };
        at = symbol.end;
        let start = symbol.start;
        push(chars, start, symbol, Some(exchange), false, codes);
    }
}

/// The exchange right after a symbol: `AAPL:NASDAQ`.
fn exchange_after(chars: &Chars, symbol: &Symbol) -> Option<(Exchange, usize)> {
    if chars.narrow(symbol.end) != ':' {
        return None;
    }
    let name = Word::at(chars, symbol.end + 1);
    let found = exchanges::ending_at(chars, name.end)?;
    let whole = found.start == name.start && name.is_capitals() && name.len() >= 3;
    found.exchange.filter(|_| whole).map(|exchange| (exchange, name.end))
}

/// The Bloomberg code after a symbol: `7203 JP`.
fn bloomberg(chars: &Chars, symbol: &Symbol) -> Option<(Exchange, usize)> {
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

/// `$META`, but not `US$5`, `$USD` or `$5M`.
fn cashtag(chars: &Chars, word: Word, codes: &mut Vec<Code>) {
    let dollar = word.start - 1;
    if chars.before(dollar).is_alphanumeric()
        || !word.is_capitals()
        || !(2..=5).contains(&word.len())
    {
        return;
    }
    let Some(symbol) = symbol(chars, word) else {
        return;
    };
    let letters = Short::of(chars, word.start, word.end).unwrap_or_default();
    if !kinds::tables().is_no_cashtag(letters.as_str()) {
        push(chars, dollar, symbol, None, false, codes);
    }
}

/// `^GSPC`, `^N225`.
fn index(chars: &Chars, word: Word, codes: &mut Vec<Code>) {
    let caret = word.start - 1;
    let named = word.upper > 0 && word.len() >= 3 && !chars.before(caret).is_alphanumeric();
    if let Some(symbol) = symbol(chars, word).filter(|_| named) {
        push(chars, caret, symbol, None, false, codes);
    }
}

/// Four characters as in `7203` or `130A`, but no year.
fn is_japanese_code(chars: &Chars, word: Word) -> bool {
    let digit = |at: usize| chars.narrow(word.start + at).is_ascii_digit();
    let year = word.is_digits()
        && matches!(
            (chars.narrow(word.start), chars.narrow(word.start + 1)),
            ('1', '8' | '9') | ('2', '0')
        );
    word.len() == 4 && digit(0) && digit(2) && !year
}

/// `USD/JPY`, `EUR-USD`, `USDJPY`, `BTC/USDT`.
fn currency_pair(chars: &Chars, word: Word, codes: &mut Vec<Code>) -> bool {
    if !(3..=6).contains(&word.len()) {
        return false;
    }
    let joined = word.len() == 6;
    let second = if joined {
        Word { start: word.start + 3, ..word }
    } else {
        if !matches!(chars.narrow(word.end), '/' | '-') {
            return false;
        }
        Word::at(chars, word.end + 1)
    };
    let first_end = if joined { word.start + 3 } else { word.end };
    if chars.narrow_before(word.start) == '/' {
        return false;
    }
    let tables = kinds::tables();
    let codes_of_two =
        Short::of(chars, word.start, first_end).zip(Short::of(chars, second.start, second.end));
    let Some((a, b)) = codes_of_two.filter(|(a, b)| {
        a.as_str() != b.as_str() && tables.is_currency(a.as_str()) && tables.is_currency(b.as_str())
    }) else {
        return false;
    };
    // A third currency makes a list of them and no pair: `USD/EUR/JPY`.
    if chars.narrow(second.end) == '/' {
        return false;
    }
    let span = chars.span(word.start, second.end);
    codes.push(Code {
        kind: CodeKind::Identifier(PAIR),
        canonical: format!("{}{}", a.as_str(), b.as_str()),
        exchange: None,
        span,
        symbol: span,
        bare: false,
        check: CheckDigit::None,
    });
    true
}
