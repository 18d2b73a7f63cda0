//! Whether a text holds a code in some other way than as a code.
//!
//! A translation may write `A-320` as `A 320`, or leave of it the number alone; languages rename
//! `COVID-19` altogether. Before a code is called missing, the text itself is asked.

use super::{Code, CodeKind, kinds};
use crate::facts::chars::{fold, is_unspaced};

/// Whether `text` holds `code` as plain text: the same letters and digits with other spaces and
/// hyphens between, its number alone, or the word by which the language calls it.
///
/// A ticker must keep its capitals: `Meta` does not hold `META`.
pub fn stands_in(code: &Code, text: &str) -> bool {
    if code.kind == CodeKind::Ticker {
        return contains(text, &code.canonical, true) || is_bare_number(&code.canonical, text);
    }
    let number_alone = match code.kind {
        CodeKind::Identifier(id) => id == "standard" || code.is_renamed(),
        _ => true,
    };
    let mut numbers = code.numbers().peekable();
    contains(text, &code.canonical, false)
        || number_alone && numbers.peek().is_some() && numbers.all(|n| contains(text, n, false))
        || kinds::tables().aliases_of(&code.canonical).any(|word| contains_word(text, word))
}

/// Whether a numeric symbol stands in `text` with or without leading zeros.
fn is_bare_number(canonical: &str, text: &str) -> bool {
    canonical.bytes().all(|b| b.is_ascii_digit())
        && text
            .split(|c: char| !fold(c).is_ascii_digit())
            .any(|digits| digits.chars().map(fold).skip_while(|c| *c == '0').eq(canonical.chars()))
}

/// Whether the letters and digits of `canonical` stand in `text` one after the other, with at most
/// one space, hyphen or dot between two of them, and as a whole.
fn contains(text: &str, canonical: &str, with_case: bool) -> bool {
    let Some(first) = canonical.chars().next() else {
        return false;
    };
    let form = |c: char| {
        let folded = fold(c);
        if with_case && c.is_ascii() {
            c
        } else if folded.is_ascii() {
            folded.to_ascii_uppercase()
        } else {
            c
        }
    };
    let mut before = '\0';
    for (at, c) in text.char_indices() {
        let c = form(c);
        // `02` does not stand in `Box02`, which is a code of its own.
        let begins = c == first && !before.is_ascii_alphanumeric();
        before = c;
        if begins && begins_with(text[at..].chars().map(form), canonical) {
            return true;
        }
    }
    false
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

/// Whether `text` holds `word`, whatever its case; a Latin word must begin as a word.
fn contains_word(text: &str, word: &str) -> bool {
    let spaced = word.chars().next().is_some_and(|c| !is_unspaced(c));
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let begins = !(spaced && before.is_alphanumeric() && !is_unspaced(before));
        let mut rest = text[at..].chars().map(fold);
        if begins && word.chars().map(fold).all(|wanted| rest.next() == Some(wanted)) {
            return true;
        }
        before = c;
    }
    false
}
