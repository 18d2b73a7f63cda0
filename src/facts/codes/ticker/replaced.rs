//! Words that stand where a symbol belongs: メタ in `（ナスダック：メタ）`.

use super::super::exchanges::{self, Exchange};
use super::super::{closes_at, opens_before};
use super::anchor::{after_spaces, back_over_spaces};
use crate::facts::Chars;
use crate::text::Span;

/// The longest such word, in characters.
const LONGEST: usize = 16;

/// The words that an exchange announces in brackets and that are no symbol, with their exchange.
pub(crate) fn instead_of_symbols(chars: &Chars) -> impl Iterator<Item = (Exchange, Span)> {
    let colons = (0..chars.len()).filter(|&at| matches!(chars.narrow(at), ':' | '∶'));
    colons.filter_map(|colon| {
        let found = exchanges::ending_at(chars, back_over_spaces(chars, colon))?;
        let exchange = found.exchange.filter(|_| opens_before(chars, found.start))?;
        let start = after_spaces(chars, colon + 1);
        let end = (start..chars.len().min(start + LONGEST)).find(|&at| closes_at(chars, at))?;
        let word = |at: usize| chars.raw[at].is_alphabetic() || is_mark(chars.raw[at]);
        (start < end && (start..end).all(word)).then(|| (exchange, chars.span(start, end)))
    })
}

/// Whether `c` stands inside a word without being a letter.
fn is_mark(c: char) -> bool {
    matches!(c, '・' | '\'' | '’' | '\u{300}'..='\u{36f}' | '\u{900}'..='\u{dff}' | '\u{e00}'..='\u{eff}')
}
