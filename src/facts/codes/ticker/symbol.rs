//! The shape of a symbol: letters or digits, a class of shares, the suffix of an exchange.
//!
//! What may follow the letters depends on whether an exchange announces them. `BAC-PL` or `VOLV B`
//! after an exchange is a symbol with its class; without one it is two words.

use super::super::exchanges::{self, Exchange};
use super::super::{Short, Word};
use crate::facts::{Chars, Roles};

/// The longest symbol that an exchange announces: `TATAMOTORS`.
const LONGEST: usize = 12;

/// The longest symbol that stands by itself, of letters and of both.
const LONGEST_ALONE: (usize, usize) = (6, 8);

/// A symbol as it was read, in characters.
#[derive(Debug, Clone, Copy)]
pub(super) struct Symbol {
    pub(super) start: usize,
    pub(super) end: usize,
    /// The letters and digits before a class or suffix.
    pub(super) word: Word,
    /// The class of shares: the B of `BRK.B`, the WS of a warrant.
    class: Option<Short>,
    /// The exchange of a suffix.
    pub(super) suffix: Option<Exchange>,
}

impl Symbol {
    fn plain(word: Word) -> Self {
        Self { start: word.start, end: word.end, word, class: None, suffix: None }
    }

    /// The symbol as it is compared: `BRK.B` for `BRK-B`, and `700` for `0700`.
    pub(super) fn canonical(&self, chars: &Chars) -> String {
        let Word { start, end, .. } = self.word;
        let mut canonical: String = (start..end).map(|i| chars.narrow(i)).collect();
        // Codes of six digits are always written in full.
        if self.word.is_digits() && canonical.len() < 6 {
            let zeros = canonical.bytes().take_while(|&b| b == b'0').count();
            canonical.drain(..zeros.min(canonical.len() - 1));
        }
        if let Some(class) = self.class {
            canonical.push('.');
            canonical.push_str(class.as_str());
        }
        canonical
    }
}

/// The symbol that begins with `word`, which an exchange announces; `exchange` is that one, where it
/// is known.
pub(super) fn announced(chars: &Chars, word: Word, exchange: Option<Exchange>) -> Option<Symbol> {
    if word.len() == 0 || word.len() > LONGEST {
        return None;
    }
    let mut symbol = begun(chars, word)?;
    let tail = Tail::at(chars, symbol.end);
    if let Some(tail) = tail {
        let suffix = exchanges::of_suffix(tail.letters.as_str()).filter(|suffix| {
            tail.separator == '.' && exchange.is_none_or(|exchange| exchange.agrees(*suffix))
        });
        if suffix.is_some() && (exchange.is_some() || word.is_digits()) {
            symbol.suffix = suffix;
            symbol.end = tail.end;
        } else if tail.is_class(chars, &symbol) {
            symbol.class = Some(tail.class());
            symbol.end = tail.end;
        } else if tail.separator == '-' {
            return None;
        }
    } else if matches!(chars.narrow(symbol.end), '-' | '.')
        && Word::at(chars, symbol.end + 1).len() > 0
        && (chars.narrow(symbol.end) == '-' || word.is_digits())
    {
        return None;
    }
    match chars.narrow(symbol.end) {
        '+' if symbol.class.is_none() && word.digits == 0 => {
            symbol.class = Short::collect("WS".chars());
            symbol.end += 1;
        }
        // The mark of a series in Mexico.
        '*' => symbol.end += 1,
        _ => {}
    }
    (!chars.narrow(symbol.end).is_ascii_alphanumeric()).then_some(symbol)
}

/// The symbol that begins with `word` and stands by itself: letters with a class (`BRK.B`, `BRK-B`,
/// `BRK/B`), digits with a suffix (`7203.T`), or both mixed (`PETR4`, `130A`).
pub(super) fn alone(chars: &Chars, word: Word) -> Option<Symbol> {
    if word.len() == 0 || word.len() > LONGEST {
        return None;
    }
    let mut symbol = begun(chars, word)?;
    let marked = symbol.class.is_some();
    let separator = chars.narrow(symbol.end);
    if let Some(tail) = Tail::at(chars, symbol.end) {
        let letters = tail.letters.as_str();
        let suffix = exchanges::of_suffix(letters).filter(|_| {
            // One letter after digits is a suffix for Tokyo alone: `1234.A` is no share.
            let listed = if word.digits > 0 {
                word.len() >= 3 && (letters == "T" || letters.len() > 1)
            } else {
                word.upper >= 2
            };
            separator == '.' && listed
        });
        // `BRK.B` is a class of shares, whatever else the letter is a suffix of.
        let share_class = matches!(letters, "A" | "B" | "C") && separator != ' ';
        if word.is_capitals() && share_class && !marked {
            symbol.class = Some(tail.letters);
            symbol.end = tail.end;
        } else if suffix.is_some() {
            symbol.suffix = suffix;
            symbol.end = tail.end;
        } else if separator == '-' {
            return None;
        }
    } else if Word::at(chars, symbol.end + 1).len() > 0
        && (separator == '-' || (separator == '.' && word.is_digits()))
    {
        return None;
    }
    // `VOLV-B.ST` has both.
    if let Some(tail) = Tail::at(chars, symbol.end)
        && symbol.class.is_some()
        && symbol.suffix.is_none()
        && tail.separator == '.'
        && let Some(suffix) = exchanges::of_suffix(tail.letters.as_str())
    {
        symbol.suffix = Some(suffix);
        symbol.end = tail.end;
    }
    let longest = if word.is_mixed() { LONGEST_ALONE.1 } else { LONGEST_ALONE.0 };
    let long = word.len() > longest && symbol.suffix.is_none();
    // A small letter is a class only where a suffix or an exchange says so.
    let small = marked && symbol.suffix.is_none();
    (!long && !small && !chars.narrow(symbol.end).is_ascii_alphanumeric()).then_some(symbol)
}

/// The symbol of the word alone; a small letter at its end is its class: `BRKb`, `BACpL`.
fn begun(chars: &Chars, word: Word) -> Option<Symbol> {
    let mut symbol = Symbol::plain(word);
    if word.lower == 0 {
        return Some(symbol);
    }
    if !has_small_class(word) {
        return None;
    }
    let last = chars.narrow(word.end - 1);
    let (length, class) = if matches!(last, 'a'..='d') {
        (1, Short::collect(std::iter::once(last.to_ascii_uppercase())))
    } else if word.len() > 3 && chars.narrow(word.end - 2) == 'p' {
        (2, Short::collect(['P', last].into_iter()))
    } else {
        return None;
    };
    symbol.class = class;
    symbol.word = Word { end: word.end - length, lower: 0, ..word };
    symbol.word.upper = symbol.word.len() - word.digits;
    Some(symbol)
}

/// Whether one small letter among capitals may mark a class of shares.
pub(super) fn has_small_class(word: Word) -> bool {
    word.lower == 1 && word.upper >= 2 && word.digits == 0
}

/// What follows the letters of a symbol: a separator and more letters.
#[derive(Debug, Clone, Copy)]
struct Tail {
    separator: char,
    letters: Short,
    end: usize,
}

impl Tail {
    fn at(chars: &Chars, at: usize) -> Option<Self> {
        let separator = chars.narrow(at);
        if !matches!(separator, '.' | '-' | '/' | '&' | ' ' | '^') {
            return None;
        }
        let word = Word::at(chars, at + 1);
        let preferred = word.len() == 3 && word.lower == 1 && chars.narrow(at + 2) == 'r';
        let fits = (word.is_capitals() || preferred)
            && word.len() <= 6
            && !chars.roles(word.end).any(Roles::LETTER);
        let letters = Short::of(chars, word.start, word.end).filter(|_| fits)?;
        Some(Self { separator, letters, end: word.end })
    }

    /// Whether it is a class of the announced `symbol`, and not the next word.
    fn is_class(&self, chars: &Chars, symbol: &Symbol) -> bool {
        let letters = self.letters.as_str();
        if symbol.class.is_some() || !symbol.word.is_capitals() {
            return false;
        }
        match self.separator {
            // `VOLV B` ends there; `GOOG GOOGL` is a list.
            ' ' => {
                let ends = matches!(chars.narrow(self.end), ')' | ']' | ',' | ';' | '、');
                ends && (letters.len() == 1 || self.is_marked())
            }
            '.' => letters.len() <= 3,
            // `GM/F` may be two symbols.
            '/' | '^' => matches!(letters, "A" | "B" | "C" | "U") || self.is_marked(),
            _ => true,
        }
    }

    fn is_marked(&self) -> bool {
        let letters = self.letters.as_str();
        matches!(letters, "WS" | "WT" | "UN" | "RT")
            || letters.len() == 3 && letters.to_ascii_uppercase().starts_with("PR")
    }

    /// The class as it is compared: the many ways to mark preferred shares, warrants and units.
    fn class(&self) -> Short {
        let letters = self.letters.as_str();
        let upper = letters.to_ascii_uppercase();
        let normal = match upper.as_bytes() {
            [b'P', b'R', series] => Short::collect(['P', char::from(*series)].into_iter()),
            b"WT" => Short::collect("WS".chars()),
            b"UN" => Short::collect("U".chars()),
            _ => None,
        };
        normal.unwrap_or(self.letters)
    }
}
