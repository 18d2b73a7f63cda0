//! Whether a text holds a code in some other way than as a code.
//!
//! A translation may write `A-320` as `A 320`, or leave of it the number alone; languages rename
//! `COVID-19` altogether. Before a code is called missing, the text itself is asked.

use super::{Code, CodeKind, kinds};
use crate::facts::chars::{fold, is_unspaced};

/// Whether `text`, in which `codes` were read, holds `code` as plain text: the same letters and digits
/// with other spaces and hyphens between, its number alone, or the word by which the language calls it.
///
/// What stands inside another code is that code. A ticker must keep its capitals: `Meta` does not
/// hold `META`.
pub fn stands_in(code: &Code, text: &str, codes: &[Code]) -> bool {
    let is_free = |at: usize| {
        !codes.iter().any(|other| other.span.range().contains(&at) && !other.is_address())
    };
    if code.is_address() {
        return false;
    }
    if code.kind == CodeKind::Ticker {
        return plain_mentions(code, text, codes) > 0;
    }
    let contains = |wanted: &str, with_case| starts_of(text, wanted, with_case).any(is_free);
    let number_alone = match code.kind {
        CodeKind::Identifier(id) => {
            code.is_renamed() || kinds::by_id(id).is_some_and(|kind| kind.number_alone)
        }
        _ => true,
    };
    let mut numbers = code.numbers().peekable();
    contains(&code.canonical, false)
        || number_alone && numbers.peek().is_some() && numbers.all(|n| contains(n, false))
        || kinds::tables()
            .aliases_of(&code.canonical)
            .any(|word| starts_of_word(text, word).any(is_free))
}

/// How often `text`, in which `codes` were read, has the symbol of the ticker `code` as plain text.
pub(crate) fn plain_mentions(code: &Code, text: &str, codes: &[Code]) -> usize {
    let is_free = |at: &usize| !codes.iter().any(|other| other.span.range().contains(at));
    let letters = code.canonical.replace('.', "");
    if letters.bytes().all(|b| b.is_ascii_digit()) {
        return numbers_in(text, &letters).filter(is_free).count();
    }
    starts_of(text, &letters, true).filter(is_free).count()
}

/// Where the number `canonical` stands in `text`, with or without leading zeros.
fn numbers_in(text: &str, canonical: &str) -> impl Iterator<Item = usize> {
    let numeric = canonical.bytes().all(|b| b.is_ascii_digit());
    let mut before = '\0';
    text.char_indices().filter(move |_| numeric).filter_map(move |(at, c)| {
        let digit = fold(c);
        let begins = digit.is_ascii_digit() && !before.is_ascii_digit();
        before = digit;
        let digits = text[at..].chars().map(fold).take_while(char::is_ascii_digit);
        (begins && digits.skip_while(|c| *c == '0').eq(canonical.chars())).then_some(at)
    })
}

/// Where the letters and digits of `canonical` stand in `text` one after the other, with at most one
/// space, hyphen or dot between two of them, and as a whole.
fn starts_of(text: &str, canonical: &str, with_case: bool) -> impl Iterator<Item = usize> {
    let form = move |c: char| {
        let folded = fold(c);
        if with_case && c.is_ascii() {
            c
        } else if folded.is_ascii() {
            folded.to_ascii_uppercase()
        } else {
            c
        }
    };
    let first = canonical.chars().next();
    let mut before = '\0';
    text.char_indices().filter_map(move |(at, c)| {
        let c = form(c);
        // `02` does not stand in `Box02`, which is a code of its own.
        let begins = Some(c) == first && !before.is_ascii_alphanumeric();
        before = c;
        (begins && begins_with(text[at..].chars().map(form), canonical)).then_some(at)
    })
}

/// Whether a word or number that ends with `before` goes on with `c`.
fn continues(before: char, c: char) -> bool {
    match c {
        '0'..='9' => before.is_ascii_digit(),
        _ => c.is_ascii_alphabetic() && before.is_ascii_alphanumeric(),
    }
}

fn begins_with(mut text: impl Iterator<Item = char>, canonical: &str) -> bool {
    let mut last = '\0';
    let mut next = text.next();
    for wanted in canonical.chars() {
        if last != '\0' && next != Some(wanted) && matches!(next, Some(' ' | '-' | '.' | '_' | '/'))
        {
            next = text.next();
        }
        if next != Some(wanted) {
            return false;
        }
        last = wanted;
        next = text.next();
    }
    // A plural s is no other code.
    if last.is_ascii_digit() && matches!(next, Some('S' | 's')) {
        next = text.next();
    }
    // A unit may follow a number (`5` stands in `5km`), but no letter a code (`A320` is no `A320neo`).
    let number = canonical.bytes().all(|b| b.is_ascii_digit());
    !next.is_some_and(|c| continues(last, c) && !(number && c.is_ascii_alphabetic()))
}

/// Where `word` stands in `text`, whatever its case; a Latin word must begin as a word.
fn starts_of_word(text: &str, word: &str) -> impl Iterator<Item = usize> {
    let spaced = word.chars().next().is_some_and(|c| !is_unspaced(c));
    let mut before = ' ';
    text.char_indices().filter_map(move |(at, c)| {
        let begins = !(spaced && before.is_alphanumeric() && !is_unspaced(before));
        before = c;
        let mut rest = text[at..].chars().map(fold);
        let found = begins && word.chars().map(fold).all(|wanted| rest.next() == Some(wanted));
        found.then_some(at)
    })
}
