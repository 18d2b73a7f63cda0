//! Codes that an exchange gives out in figures, written without its name: `(7203)`, `005930`,
//! `SH600519`.

use super::super::exchanges;
use super::super::{CheckDigit, Code, CodeKind, Short, Word};
use crate::facts::Chars;
use crate::facts::chars::is_unspaced;

/// Whether the bracketed `word` is the code of a share: four characters as in `7203` or `130A`, or
/// six digits, but no year and no round number. In round brackets it stands right behind a name.
pub(super) fn is_code(chars: &Chars, word: Word) -> bool {
    let digits = word.is_digits();
    let shape = match word.len() {
        4 => is_japanese(chars, word) && !(digits && ends_with_zeros(chars, word, 2)),
        5 => digits && chars.narrow(word.start) == '0' && !ends_with_zeros(chars, word, 3),
        6 => digits && !ends_with_zeros(chars, word, 3) && !is_month(chars, word),
        _ => false,
    };
    let angle = matches!(chars.narrow_before(word.start), '<' | '【' | '[');
    shape && if angle { word.len() == 4 } else { follows_name(chars, word) }
}

/// Four characters as in `7203` or `130A`, but no year.
fn is_japanese(chars: &Chars, word: Word) -> bool {
    let digit = |at: usize| chars.narrow(word.start + at).is_ascii_digit();
    let year = word.is_digits()
        && matches!(
            (chars.narrow(word.start), chars.narrow(word.start + 1)),
            ('1', '8' | '9') | ('2', '0')
        );
    digit(0) && digit(2) && !year && chars.narrow(word.start) != '0'
}

fn ends_with_zeros(chars: &Chars, word: Word, count: usize) -> bool {
    (word.end - count..word.end).all(|at| chars.narrow(at) == '0')
}

/// `202411` is a month as often as a code.
fn is_month(chars: &Chars, word: Word) -> bool {
    matches!((chars.narrow(word.start), chars.narrow(word.start + 1)), ('1', '9') | ('2', '0'))
}

/// Whether a name may end before the bracket: a word of a script that has no spaces or no capitals,
/// or one that begins with a capital. A letter among digits may be a unit (`130A`), so that it needs
/// the former.
fn follows_name(chars: &Chars, word: Word) -> bool {
    let Some(mut at) = word.start.checked_sub(2) else { return false };
    if chars.narrow(at) == ' ' {
        let Some(before) = at.checked_sub(1) else { return false };
        at = before;
    }
    let last = chars.narrow(at);
    if is_unspaced(last) {
        return true;
    }
    if word.is_mixed() || !(last.is_alphanumeric() || last == '.') {
        return false;
    }
    let part = |c: char| c.is_alphanumeric() || c == '.';
    while at > 0 && part(chars.narrow(at - 1)) {
        at -= 1;
    }
    let first = chars.raw.get(at).copied().unwrap_or_default();
    first.is_alphabetic() && !first.is_lowercase()
}

/// Whether `word` may be the code of a share with the sign of its exchange before it.
#[inline]
pub(super) fn is_glued(chars: &Chars, word: Word) -> bool {
    (7..=8).contains(&word.len())
        && (5..=6).contains(&word.digits)
        && word.digits + 2 == word.len()
        && !chars.narrow(word.start + 1).is_ascii_digit()
}

/// `SH600519`, `sz000001`, `HK00700`.
pub(super) fn glued(chars: &Chars, word: Word) -> Option<Code> {
    if !is_glued(chars, word) || chars.narrow(word.start).is_ascii_digit() {
        return None;
    }
    let cut = word.start + 2;
    let sign = Short::collect((word.start..cut).map(|at| chars.narrow(at).to_ascii_uppercase()))?;
    let exchange = exchanges::of_sign(sign.as_str())?;
    let mut canonical: String = (cut..word.end).map(|at| chars.narrow(at)).collect();
    // Hong Kong's five digits may be written without the zeros.
    if word.digits == 5 {
        let zeros = canonical.bytes().take_while(|&b| b == b'0').count();
        canonical.drain(..zeros.min(4));
    }
    Some(Code {
        kind: CodeKind::Ticker,
        span: chars.span(word.start, word.end),
        symbol: chars.span(cut, word.end),
        canonical,
        exchange: Some(exchange),
        bare: false,
        check: CheckDigit::None,
    })
}
