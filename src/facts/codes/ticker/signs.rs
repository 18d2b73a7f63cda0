//! Symbols that a sign makes one: cashtags, indices, and pairs of currencies.

use super::super::{CheckDigit, Code, CodeKind, PAIR, Short, Word, closes_at, kinds, opens_before};
use super::symbol::{self, Symbol};
use crate::facts::Chars;

/// `$META`, but not `US$5`, `$USD` or `$5M`.
pub(super) fn cashtag(chars: &Chars, word: Word) -> Option<Symbol> {
    let dollar = word.start - 1;
    if chars.before(dollar).is_alphanumeric()
        || !word.is_capitals()
        || !(2..=5).contains(&word.len())
    {
        return None;
    }
    let symbol = symbol::alone(chars, word)?;
    let letters = Short::of(chars, word.start, word.end).unwrap_or_default();
    (!kinds::tables().is_no_cashtag(letters.as_str())).then_some(symbol)
}

/// `^GSPC`, `^N225`.
pub(super) fn index(chars: &Chars, word: Word) -> Option<Symbol> {
    let caret = word.start - 1;
    let named = word.upper > 0 && word.len() >= 3 && !chars.before(caret).is_alphanumeric();
    symbol::alone(chars, word).filter(|_| named)
}

/// `(.SPX)` in brackets, and `.N225` anywhere: `.NET` is no index.
pub(super) fn dotted_index(chars: &Chars, word: Word) -> Option<Symbol> {
    let dot = word.start - 1;
    let before = chars.narrow_before(dot);
    let bracketed = opens_before(chars, dot) && closes_at(chars, word.end) && word.is_capitals();
    let mixed = word.is_mixed()
        && word.upper > 0
        && word.lower == 0
        && chars.narrow(word.start).is_ascii_uppercase()
        && (before == ' ' || opens_before(chars, dot) || dot == 0);
    let named = (3..=8).contains(&word.len()) && (bracketed || mixed);
    symbol::alone(chars, word).filter(|symbol| named && symbol.end == word.end)
}

/// The end of a symbol with the sign of a future or of a rate: `CL=F`, `JPY=X`.
pub(super) fn equals_sign(chars: &Chars, word: Word) -> Option<usize> {
    let end = word.end + 2;
    let sign = chars.narrow(word.end) == '=' && matches!(chars.narrow(word.end + 1), 'X' | 'F');
    let whole = !chars.narrow(end).is_ascii_alphanumeric() && word.len() >= 2 && word.upper > 0;
    (sign && whole && word.lower == 0).then_some(end)
}

/// `USD/JPY`, `EUR-USD`, `USDJPY`, `BTC/USDT`.
pub(super) fn currency_pair(chars: &Chars, word: Word) -> Option<Code> {
    if !(3..=8).contains(&word.len()) || chars.narrow_before(word.start) == '/' {
        return None;
    }
    let (a, b, end) = apart(chars, word).or_else(|| joined(chars, word))?;
    // A third currency makes a list of them and no pair: `USD/EUR/JPY`.
    if chars.narrow(end) == '/' {
        return None;
    }
    let span = chars.span(word.start, end);
    Some(Code {
        kind: CodeKind::Identifier(PAIR),
        canonical: format!("{}{}", a.as_str(), b.as_str()),
        exchange: None,
        span,
        symbol: span,
        bare: false,
        check: CheckDigit::None,
    })
}

/// Two currencies with a sign between them.
fn apart(chars: &Chars, word: Word) -> Option<(Short, Short, usize)> {
    if !matches!(chars.narrow(word.end), '/' | '-') {
        return None;
    }
    let second = Word::at(chars, word.end + 1);
    pair(chars, word.start, word.end, second)
}

/// Two currencies in one word; coins have three to five letters.
fn joined(chars: &Chars, word: Word) -> Option<(Short, Short, usize)> {
    (3..=5).find_map(|length| {
        let cut = word.start + length;
        let second = Word { start: cut, ..word };
        (cut + 3 <= word.end).then(|| pair(chars, word.start, cut, second)).flatten()
    })
}

fn pair(chars: &Chars, start: usize, end: usize, second: Word) -> Option<(Short, Short, usize)> {
    let tables = kinds::tables();
    let (a, b) = (Short::of(chars, start, end)?, Short::of(chars, second.start, second.end)?);
    let known = |code: &Short| tables.is_currency(code.as_str());
    (a != b && known(&a) && known(&b)).then_some((a, b, second.end))
}
