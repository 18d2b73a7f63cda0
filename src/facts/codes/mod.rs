//! Codes: tickers and other identifiers, which a translation must keep as they are.
//!
//! One pass over the words of ASCII letters and digits, full-width forms and native digits included,
//! outside the masks. Only a word that mixes letters and digits, stands in capitals or borders on a
//! sign that announces a code is looked at closely; `ticker` and `identifier` then say what it is.
//! Plain figures, amounts and dates are never codes: they are left to the figure reader.

mod address;
mod check_digit;
mod exchanges;
mod identifier;
mod kinds;
mod literal;
mod ticker;

pub use check_digit::CheckDigit;
pub use exchanges::Exchange;
pub(crate) use identifier::broken_form;
pub(crate) use literal::plain_mentions;
pub use literal::stands_in;
pub(crate) use ticker::instead_of_symbols;

use super::{Chars, Mask, Roles, Value};
use crate::text::Span;
use smallvec::SmallVec;

/// A ticker or another identifier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// What kind of code.
    pub kind: CodeKind,
    /// The code as it is compared: capitals, without hyphens, spaces, plural s or leading zeros as
    /// its kind allows. Equal canonicals are the same code.
    pub canonical: String,
    /// For a ticker: the exchange written before or after it.
    pub exchange: Option<Exchange>,
    /// The whole code, with its exchange.
    pub span: Span,
    /// The code alone.
    pub symbol: Span,
    /// Whether this may be something else, such as the acronym `(CEO)`: it may answer a code of
    /// the other side but asks for no answer itself.
    pub bare: bool,
    /// What its check digit says.
    pub check: CheckDigit,
}

/// What kind of code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CodeKind {
    /// A symbol of a listed security, with or without its exchange.
    Ticker,
    /// An identifier that `rules/identifiers.toml` names, by its id.
    Identifier(&'static str),
    /// A word that mixes letters and digits, such as `H100`.
    Word,
}

impl Code {
    /// Whether both are the same code, however they are written.
    ///
    /// Telephone numbers agree with and without the prefix of their country, and classes of shares
    /// with and without a sign before them (`BRK.B`, `BRKB`).
    pub fn agrees(&self, other: &Self) -> bool {
        if self.canonical == other.canonical {
            return true;
        }
        let (a, b) = (self.canonical.as_str(), other.canonical.as_str());
        match (self.kind, other.kind) {
            (CodeKind::Ticker, CodeKind::Ticker) => {
                let letters = |code: &str| code.bytes().filter(|b| *b != b'.').collect::<Letters>();
                a.len().abs_diff(b.len()) == 1 && letters(a) == letters(b)
            }
            (CodeKind::Identifier("phone"), CodeKind::Identifier("phone")) => {
                let (a, b) = (a.trim_start_matches('0'), b.trim_start_matches('0'));
                a.len().min(b.len()) >= 8 && (a.ends_with(b) || b.ends_with(a))
            }
            _ => false,
        }
    }

    /// The whole numbers inside the code, in order: 19 in `COVID-19`. A figure of the other side
    /// with such a value may stand for the code and is neither added nor missing.
    pub fn numbers(&self) -> impl Iterator<Item = &str> {
        self.canonical.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty())
    }

    /// The number that this may be after all: the `7203` of `(7203)`, which no exchange announces.
    pub fn as_number(&self) -> Option<Value> {
        let plain = self.kind == CodeKind::Ticker && self.exchange.is_none();
        self.canonical.parse().ok().filter(|_| plain).map(Value::int)
    }

    /// The name of the code's kind, as a message writes it.
    pub fn noun(&self) -> &'static str {
        match self.kind {
            CodeKind::Ticker => "ticker",
            CodeKind::Identifier(id) => kinds::by_id(id).map_or("identifier", |kind| kind.name),
            CodeKind::Word => "identifier",
        }
    }

    /// Whether it is an address, which is masked as well.
    pub fn is_address(&self) -> bool {
        matches!(self.kind, CodeKind::Identifier(id) if kinds::by_id(id).is_some_and(|k| k.address))
    }

    /// Whether one address became the other by a slip, and not because readers are led elsewhere.
    pub fn is_slip_of_address(&self, other: &Self) -> bool {
        kinds::Address::is_slip(&self.canonical, &other.canonical)
    }

    /// Whether one address as it is written became the other because each leads to a page in a
    /// language of its own.
    pub fn is_translated_address(address: &str, other: &str) -> bool {
        address::are_translations(address, other)
    }

    /// Whether translations rename or drop it as they like, as they do with `COVID-19`.
    pub fn is_renamed(&self) -> bool {
        matches!(self.kind, CodeKind::Identifier(id)
            if id == PAIR || kinds::by_id(id).is_some_and(|kind| kind.renamed))
    }
}

/// The letters of a symbol.
type Letters = SmallVec<[u8; 16]>;

/// The id of the kind of currency pairs, which is read by their own table.
const PAIR: &str = "currency-pair";

/// A run of ASCII letters and digits, in characters.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Word {
    start: usize,
    end: usize,
    upper: usize,
    lower: usize,
    digits: usize,
}

impl Word {
    /// The word that begins at `start`; it is empty where none begins.
    fn at(chars: &Chars, start: usize) -> Self {
        let rest = chars.roles_from(start).iter();
        let (mut length, mut upper, mut digits) = (0, 0, 0);
        for roles in rest.take_while(|roles| roles.any(Roles::CODE)) {
            length += 1;
            upper += usize::from(roles.any(Roles::CAPITAL));
            digits += usize::from(roles.any(Roles::DIGIT));
        }
        Self { start, end: start + length, upper, digits, lower: length - upper - digits }
    }

    fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether it is of letters and not all capitals, as most words are.
    fn is_ordinary(self) -> bool {
        self.digits == 0 && self.lower > 0
    }

    fn is_mixed(self) -> bool {
        self.digits > 0 && self.upper + self.lower > 0
    }

    fn is_capitals(self) -> bool {
        self.upper == self.len() && self.upper > 0
    }

    fn is_digits(self) -> bool {
        self.digits == self.len() && self.digits > 0
    }
}

/// A few ASCII characters of a text, held without an allocation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Short {
    bytes: [u8; 8],
    len: usize,
}

impl Short {
    /// The narrow characters from `start` to before `end`; `None` if they are too many or not ASCII.
    fn of(chars: &Chars, start: usize, end: usize) -> Option<Self> {
        Self::collect((start..end).map(|i| chars.narrow(i)))
    }

    /// `text` in lower case.
    fn lower(text: &str) -> Option<Self> {
        Self::collect(text.chars().map(|c| c.to_ascii_lowercase()))
    }

    fn collect(chars: impl Iterator<Item = char>) -> Option<Self> {
        let mut short = Self::default();
        for c in chars {
            let byte = u8::try_from(c).ok().filter(u8::is_ascii)?;
            *short.bytes.get_mut(short.len)? = byte;
            short.len += 1;
        }
        Some(short)
    }

    /// Equal for those that are equal alone, and never 0 but for the empty one.
    fn key(self) -> u64 {
        u64::from_le_bytes(self.bytes)
    }

    fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.len]).unwrap_or_default()
    }
}

/// Working memory of [`read`].
#[derive(Debug, Default)]
pub(super) struct Scratch {
    /// A candidate in ASCII.
    narrow: String,
}

/// Finds the codes outside the masks.
pub(super) fn read(chars: &Chars, masks: &[Mask], scratch: &mut Scratch, codes: &mut Vec<Code>) {
    read_from(0, chars, masks, scratch, codes);
}

/// Finds the codes of a text without masks of which it is known that only `words` are
/// [`worth_a_look`].
pub(super) fn read_among(
    words: &[Word],
    chars: &Chars,
    scratch: &mut Scratch,
    codes: &mut Vec<Code>,
) {
    for &word in words {
        look_at(chars, word, scratch, codes);
        if let Some(last) = codes.last() {
            // Behind a code, words may begin elsewhere.
            let end = word.end.max(chars.index(last.span.end));
            return read_from(end, chars, &[], scratch, codes);
        }
    }
}

/// The words of a text without masks that may be a code or begin one, as far as a glance can tell.
pub(super) fn worth_a_look(chars: &Chars) -> Vec<Word> {
    let mut words = Vec::new();
    let mut i = chars.find(0, Roles::CODE);
    while i < chars.len() {
        let word = Word::at(chars, i);
        let end = end_of_plain(chars, word);
        if end.is_none() {
            words.push(word);
        }
        i = chars.find(end.unwrap_or(word.end), Roles::CODE);
    }
    words
}

/// Finds the codes outside the masks from character `i` on.
#[inline(never)] // So that each of the passes over a text has the registers to itself.
fn read_from(
    mut i: usize,
    chars: &Chars,
    masks: &[Mask],
    scratch: &mut Scratch,
    codes: &mut Vec<Code>,
) {
    let places = |m: &'_ Mask| (chars.index(m.span.start), chars.index(m.span.end));
    let mut masks = masks.iter();
    let mut masked = masks.next();
    let mut mask = masked.map(places);
    loop {
        i = chars.find(i, Roles::CODE);
        if i >= chars.len() {
            return;
        }
        if let Some((start, end)) = mask
            && i >= start
        {
            i = i.max(end);
            codes.extend(masked.and_then(|mask| address::read(chars, mask)));
            masked = masks.next();
            mask = masked.map(places);
            continue;
        }
        let word = Word::at(chars, i);
        if let Some(end) = end_of_plain(chars, word) {
            i = end;
            continue;
        }
        i = word.end;
        let first = codes.len();
        look_at(chars, word, scratch, codes);
        if codes.len() == first {
            continue;
        }
        let free = mask.map_or(chars.len(), |(start, _)| start);
        if codes[first..].iter().any(|code| chars.index(code.span.end) > free) {
            codes.truncate(first);
            continue;
        }
        i = i.max(chars.index(codes[codes.len() - 1].span.end));
        // The exchange before a symbol may have looked like a code of its own: `B3: PETR4`.
        let start = codes[first].span.start;
        let kept = codes[..first].partition_point(|c| c.span.end <= start);
        codes.drain(kept..first);
    }
}

/// Where to go on behind `word`, if it is clear at a glance that it is no code and begins none.
#[expect(clippy::inline_always, reason = "it is the better part of the loop over all words")]
#[inline(always)]
fn end_of_plain(chars: &Chars, word: Word) -> Option<usize> {
    if word.is_ordinary() && !identifier::may_begin(chars, word) && !ticker::may_begin(word) {
        return Some(word.end);
    }
    end_of_figure(chars, word)
}

/// Reads the codes that begin with `word`.
fn look_at(chars: &Chars, word: Word, scratch: &mut Scratch, codes: &mut Vec<Code>) {
    // A word that goes on with a letter beyond ASCII, as in `Größe5`, is not one of ours.
    if is_joined(chars, word) {
        return;
    }
    let first = codes.len();
    ticker::read(chars, word, codes);
    if codes.len() == first {
        identifier::read(chars, word, scratch, codes);
    }
}

/// The end of the number that begins with `word`, with its decimals, if it is clear at a glance that
/// it is a figure: no exchange before it, and nothing beside it that joins or encloses a code.
fn end_of_figure(chars: &Chars, word: Word) -> Option<usize> {
    let digits_behind = |separator: char, end: usize| {
        let next = Word::at(chars, end + 1);
        (chars.narrow(end) == separator && next.is_digits() && next.len() <= 4).then_some(next.end)
    };
    // A code that is all digits begins with a zero, is long, or stands in brackets.
    let zero = chars.narrow(word.start) == '0' && word.len() > 1;
    if !word.is_digits() || zero || word.len() > 8 || opens_before(chars, word.start) {
        return None;
    }
    let mut end = word.end;
    while let Some(longer) = digits_behind(',', end) {
        end = longer;
    }
    end = digits_behind('.', end).unwrap_or(end);
    let alone = match chars.narrow(end) {
        '-' | '_' | '/' | ':' | '.' | ',' => !chars.roles(end + 1).any(Roles::CODE),
        ' ' => !chars.roles(end + 1).any(Roles::CAPITAL) && !opens_before(chars, end + 2),
        '(' | '[' | '【' => false,
        _ => !closes_at(chars, end),
    };
    let begins = matches!(chars.narrow_before(word.start), '+' | '-' | '.' | '/' | ':' | ',');
    (alone && !begins && !ticker::may_be_announced(chars, word)).then_some(end)
}

/// Whether `word` is only the ASCII part of a longer word.
fn is_joined(chars: &Chars, word: Word) -> bool {
    let latin = |at: usize| {
        let c = chars.narrow(at);
        chars.roles(at).any(Roles::LETTER) && !c.is_ascii() && (c as u32) < 0x0250
    };
    word.start.checked_sub(1).is_some_and(latin) || latin(word.end)
}

/// Whether a bracket opens right before `index`.
fn opens_before(chars: &Chars, index: usize) -> bool {
    matches!(chars.narrow_before(index), '(' | '[' | '<' | '【' | '〔' | '〈' | '《' | '「')
}

/// Whether a bracket closes at `index`.
fn closes_at(chars: &Chars, index: usize) -> bool {
    matches!(chars.narrow(index), ')' | ']' | '>' | '】' | '〕' | '〉' | '》' | '」')
}

#[cfg(test)]
mod tests;
