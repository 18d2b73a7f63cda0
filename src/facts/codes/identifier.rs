//! Identifiers: the kinds of `rules/identifiers.toml`, and words that mix letters and digits.
//!
//! A word that mixes them is as often a figure with its unit (`5km`, `3Q24`, `FY25`, `Rs500`); what
//! tells them apart is written at [`is_figure`].

use super::check_digit::CheckDigit;
use super::kinds::{Alone, Kind, Tables, tables};
use super::{Code, CodeKind, Scratch, Short, Word, exchanges};
use crate::facts::{Chars, Roles};

/// No identifier that a kind describes is longer.
const LONGEST: usize = 100;

/// The lengths of the words that announce a kind.
const HEAD: std::ops::RangeInclusive<usize> = 3..=7;

/// No word that mixes letters and digits is worth comparing beyond this length.
const LONGEST_WORD: usize = 64;

/// Whether an ordinary word may begin an identifier: a quick no.
#[inline]
pub(super) fn may_begin(chars: &Chars, word: Word) -> bool {
    let announces = HEAD.contains(&word.len()) && {
        let letters = chars.folded[word.start..word.end].iter().rev();
        let key = letters.fold(0, |key, &c| key << 8 | u64::from(u32::from(c)));
        tables().may_announce(key)
    };
    announces || !is_plain(chars, word)
}

/// Whether an ordinary word stands by itself: nothing joins it to another.
fn is_plain(chars: &Chars, word: Word) -> bool {
    word.is_ordinary()
        && (!chars.roles(word.end + 1).any(Roles::CODE)
            || !matches!(chars.narrow(word.end), '.' | '-' | '_' | '/' | ':'))
}

/// Reads the identifier that begins with `word`.
#[inline(never)]
pub(super) fn read(chars: &Chars, word: Word, scratch: &mut Scratch, codes: &mut Vec<Code>) {
    // A word that stands by itself can only announce.
    if is_plain(chars, word) {
        codes.extend(announced(chars, word, scratch));
        return;
    }
    let found = announced(chars, word, scratch)
        .or_else(|| standing_alone(chars, word, scratch))
        .or_else(|| mixed(chars, word, scratch));
    codes.extend(found);
}

/// A code whose kind `word` announces: `ISIN: XS…`, `ISO 9001`.
#[inline]
fn announced(chars: &Chars, word: Word, scratch: &mut Scratch) -> Option<Code> {
    if word.digits > 0 {
        return signed(chars, word, scratch);
    }
    if !HEAD.contains(&word.len()) {
        return None;
    }
    let kind = tables().announced_by(Short::of(chars, word.start, word.end)?)?;
    of_kind(chars, word, kind, scratch)
}

/// A code that a sign before it announces: `§ 15a`.
fn signed(chars: &Chars, word: Word, scratch: &mut Scratch) -> Option<Code> {
    let space = usize::from(chars.narrow_before(word.start) == ' ');
    let kind = tables().announced_by_sign(chars.narrow_before(word.start - space))?;
    narrow(chars, word.start, word.start + LONGEST, &mut scratch.narrow);
    let length = kind.headed_length_in(&scratch.narrow)?;
    let canonical = canonical(kind, &scratch.narrow[..length]);
    Some(code(chars, kind, canonical, word.start, word.start + length))
}

/// The code of `kind` that `word` announces, if one follows.
fn of_kind(chars: &Chars, word: Word, kind: &'static Kind, scratch: &mut Scratch) -> Option<Code> {
    // `ISBN-13: 978…` and `DOI: 10.…`; a slash begins the rest of `ISO/IEC 27001`.
    let mut at = after_signs(chars, word.end);
    if let Some(end) = end_of_word_between(chars, at) {
        at = after_signs(chars, end);
    }
    if kind.digits && chars.narrow(at) == '1' && chars.narrow(at + 2) == ':' {
        at += 3 + usize::from(chars.narrow(at + 3) == ' ');
    }
    narrow(chars, at, at + LONGEST, &mut scratch.narrow);
    let length = kind.headed_length_in(&scratch.narrow)?;
    let canonical = canonical(kind, &scratch.narrow[..length]);
    let start = if kind.keep_head { word.start } else { at };
    let canonical = if kind.keep_head {
        let head = (word.start..word.end).map(|i| chars.narrow(i).to_ascii_uppercase());
        head.chain(canonical.chars()).collect()
    } else {
        canonical
    };
    Some(code(chars, kind, canonical, start, at + length))
}

/// The end of the word at `at`, if it may stand between a head and its code: `number`, `コード`.
fn end_of_word_between(chars: &Chars, at: usize) -> Option<usize> {
    let whole = |end: usize| {
        let joined = chars.roles(end - 1).any(Roles::LETTER)
            && (chars.roles(end).any(Roles::LETTER) || chars.roles(end).any(Roles::CODE));
        !joined
    };
    let words = tables().between().filter(|word| chars.starts_with(at, word));
    words.map(|word| at + word.chars().count()).find(|&end| whole(end))
}

/// The place after the few signs that may part a head from its code.
fn after_signs(chars: &Chars, at: usize) -> usize {
    let sign = |at: &usize| matches!(chars.narrow(*at), ' ' | ':' | '#' | '.' | '-' | '：');
    (at..at + 3).find(|at| !sign(at)).unwrap_or(at + 3)
}

/// A code whose shape, or whose check digit, says what it is.
fn standing_alone(chars: &Chars, word: Word, scratch: &mut Scratch) -> Option<Code> {
    let start = begin_of_phone(chars, word).unwrap_or(word.start);
    if start == word.start && !may_stand_alone(chars, word) {
        return None;
    }
    narrow(chars, start, start + LONGEST, &mut scratch.narrow);
    tables().standing_alone(&scratch.narrow).find_map(|kind| {
        let length = kind.length_in(&scratch.narrow)?;
        let canonical = canonical(kind, &scratch.narrow[..length]);
        let code = code(chars, kind, canonical, start, start + length);
        (kind.alone == Alone::Always || code.check == CheckDigit::Holds).then_some(code)
    })
}

/// Where a telephone number with `word` as its first digits would begin.
fn begin_of_phone(chars: &Chars, word: Word) -> Option<usize> {
    let before = chars.narrow_before(word.start);
    let area = word.len() == 3 && chars.narrow(word.end) == ')';
    let opened = before == '+' || (before == '(' && (chars.narrow(word.start) == '0' || area));
    (word.is_digits() && opened).then(|| word.start - 1)
}

/// Whether the token is worth the patterns: capitals with digits, digits with two dots between them,
/// or so many digits that hyphens join as only telephone and book numbers have.
fn may_stand_alone(chars: &Chars, word: Word) -> bool {
    if matches!(chars.narrow_before(word.start), '-' | '.' | '/' | ':' | ',') && word.is_digits() {
        // The rest of a longer number that was already refused.
        return false;
    }
    let mut token = Word { end: word.start, ..word };
    (token.upper, token.lower, token.digits) = (0, 0, 0);
    let (mut dots, mut hyphens, mut colons) = (0, 0, 0);
    let mut last;
    loop {
        let part = Word::at(chars, token.end);
        token.upper += part.upper;
        token.lower += part.lower;
        token.digits += part.digits;
        token.end = part.end;
        last = part.len();
        let joined = chars.narrow(part.end + 1).is_ascii_alphanumeric();
        match chars.narrow(part.end) {
            '.' if joined => dots += 1,
            '-' if joined => hyphens += 1,
            ':' if joined => colons += 1,
            '_' | '/' if joined => {}
            _ => break,
        }
        if token.len() > LONGEST {
            break;
        }
        token.end += 1;
    }
    let grouped =
        chars.narrow(token.end) == ' ' && chars.narrow(token.end + 1).is_ascii_alphanumeric();
    let zero = chars.narrow(word.start) == '0';
    if token.digits == 0 {
        // `config.toml`, `example.com/docs`; InChIKeys are 25 capitals.
        return (dots > 0 && last > 1 && token.len() >= 5) || (hyphens == 2 && token.upper == 25);
    }
    let doubled = chars.narrow(token.end) == ':' && chars.narrow(token.end + 1) == ':';
    if colons == 7 || (doubled && token.upper + token.lower > 0) {
        return true;
    }
    if token.upper + token.lower == 0 {
        return dots >= 2
            || (hyphens > 0 && token.digits >= 9)
            || (hyphens == 2 && token.digits >= 5)
            || (zero && word.len() >= 2 && grouped)
            || (token.digits == 13 && chars.starts_with(word.start, "97"));
    }
    // `DE89 3704 …` begins with a country, `0x1F` with a sign of its own, and a hash is long.
    let filing = hyphens == 1 && token.len() <= 4 && token.upper == 1;
    let country = word.upper == 2 && word.len() == 4 && grouped;
    let hexadecimal = zero && chars.get(word.start + 1) == 'x';
    let capitals = token.upper > 0 && token.len() >= 6;
    country || filing || hexadecimal || capitals || dots >= 1 || token.len() >= 17
}

/// A word that mixes letters and digits, with the parts that hyphens join to it: `H100`, `SM-G991B`,
/// `A-320`, but `ACE2` alone in `ACE2-positive`.
fn mixed(chars: &Chars, word: Word, scratch: &mut Scratch) -> Option<Code> {
    let series = word.is_capitals() && word.len() <= 6 && joiner(chars, word.end);
    if !(word.is_mixed() || series) || (series && is_exchange(chars, word)) {
        return None;
    }
    let tables = tables();
    let mut end = None;
    let mut part = word;
    let mut number_follows = false;
    let mut capitals_only = true;
    let mut parts = 0;
    loop {
        extend_over_decimals(chars, &mut part);
        if part.end - word.start > LONGEST_WORD {
            return None;
        }
        if part.is_mixed() {
            narrow(chars, part.start, part.end, &mut scratch.narrow);
            // After capitals and a hyphen, letters are no unit: `F-35A`.
            let series = parts == 1 && word.is_capitals() && part.lower == 0;
            if !series && is_figure(&scratch.narrow, tables) {
                break;
            }
            end = Some(part.end);
        } else if part.is_digits() {
            if chars.narrow(part.end) == '%'
                || matches!(chars.narrow(part.end), '.' | ',')
                    && chars.narrow(part.end + 1).is_ascii_digit()
            {
                break;
            }
            number_follows |= capitals_only;
            if end.is_some() || (number_follows && part.len() <= 6) {
                end = Some(part.end);
            }
        } else if !(part.is_capitals() && part.len() <= 6) {
            break;
        } else if parts == 0 {
            narrow(chars, part.start, part.end, &mut scratch.narrow);
            if tables.is_head(&scratch.narrow) || tables.is_tail(&scratch.narrow) {
                return None;
            }
        } else if end == Some(part.start - 1) {
            end = Some(part.end);
        }
        if !joiner(chars, part.end) {
            break;
        }
        capitals_only &= part.is_capitals();
        part = Word::at(chars, part.end + 1);
        parts += 1;
    }
    let end = end?;
    narrow(chars, word.start, end, &mut scratch.narrow);
    let canonical = fold_word(&scratch.narrow);
    let span = chars.span(word.start, end);
    Some(Code {
        kind: CodeKind::Word,
        canonical,
        exchange: None,
        span,
        symbol: span,
        bare: false,
        check: CheckDigit::None,
    })
}

/// A word as it is compared: in capitals, without the hyphens between its parts and without a
/// plural s (`H100s`, `T20Is`). A hyphen between two digits stays, because it may mean a range.
fn fold_word(word: &str) -> String {
    let singular = word
        .strip_suffix('s')
        .filter(|word| word.ends_with(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase()))
        .unwrap_or(word);
    let mut canonical = String::with_capacity(singular.len());
    let mut joined = false;
    for c in singular.chars() {
        if matches!(c, '-' | '_') {
            joined = true;
            continue;
        }
        if joined && c.is_ascii_digit() && canonical.ends_with(|c: char| c.is_ascii_digit()) {
            canonical.push('-');
        }
        joined = false;
        canonical.push(c.to_ascii_uppercase());
    }
    canonical
}

/// Whether a hyphen at `at` joins the word before it to one after it.
fn joiner(chars: &Chars, at: usize) -> bool {
    matches!(chars.narrow(at), '-' | '_') && chars.narrow(at + 1).is_ascii_alphanumeric()
}

/// Whether `word` names an exchange, as in the index `NASDAQ-100`.
pub(super) fn is_exchange(chars: &Chars, word: Word) -> bool {
    exchanges::ending_at(chars, word.end).is_some_and(|found| found.start == word.start)
}

/// Lets a word go on over a decimal point: `USB3.1`, `3.5bn`.
fn extend_over_decimals(chars: &Chars, word: &mut Word) {
    while chars.narrow(word.end) == '.'
        && chars.narrow_before(word.end).is_ascii_digit()
        && chars.narrow(word.end + 1).is_ascii_digit()
    {
        let rest = Word::at(chars, word.end + 1);
        word.upper += rest.upper;
        word.lower += rest.lower;
        word.digits += rest.digits;
        word.end = rest.end;
    }
}

/// Whether a word that mixes letters and digits is a figure and not an identifier.
///
/// - Digits first: every group of letters is in lower case (`5km`, `22let`), a capitalised word
///   (`30Tage`), one letter (`10M`, `3Q24`) or a unit of the table (`200KG`). One digit before a
///   capital G or D names a technology: `5G`, `3D`.
/// - Letters first: the letters are a head of the table (`FY24`, `Rs500`, `Q3`), or the word is a
///   unit with a power (`km2`). H is a half-year before 1 and 2 alone. An ordinary word with a number
///   at its end is a name and a figure whose space was lost: `Windows11`, `FANTASY6`.
fn is_figure(word: &str, tables: &Tables) -> bool {
    let bytes = word.as_bytes();
    if bytes[0].is_ascii_digit() {
        let technology = word.len() == 2 && matches!(bytes[1], b'G' | b'D');
        return !technology
            && word.split(|c: char| !c.is_ascii_alphabetic()).all(|l| is_tail(l, tables));
    }
    if tables.is_power(word) {
        return true;
    }
    let letters = bytes.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    let (head, rest) = word.split_at(letters);
    if rest.bytes().all(|b| b.is_ascii_digit() || b == b'.') && is_ordinary_word(head) {
        return true;
    }
    let half = head.eq_ignore_ascii_case("h") && !matches!(rest, "1" | "2");
    let quarter = matches!(head, "Q" | "q" | "T" | "t")
        && !matches!(rest.as_bytes(), [b'1'..=b'4'] | [b'1'..=b'4', b'A'..=b'Z', ..]);
    tables.is_head(head)
        && !half
        && !quarter
        && rest
            .split(|c: char| !c.is_ascii_alphabetic())
            .all(|l| is_tail(l, tables) || tables.is_head(l))
}

/// Whether letters are written like a word of a sentence or of a headline, and not like a name made
/// of initials (`nRF`, `BitBox`, `SHA`).
fn is_ordinary_word(letters: &str) -> bool {
    let shouted = letters.len() >= 5 && letters.bytes().all(|b| b.is_ascii_uppercase());
    let written = letters.len() >= 4 && letters.bytes().skip(1).all(|b| b.is_ascii_lowercase());
    shouted || written
}

/// Whether letters among digits may be a unit.
fn is_tail(letters: &str, tables: &Tables) -> bool {
    let mut bytes = letters.bytes();
    let first_upper = bytes.next().is_some_and(|b| b.is_ascii_uppercase());
    let rest_lower = bytes.all(|b| b.is_ascii_lowercase());
    let word = rest_lower && (!first_upper || letters.len() >= 3);
    let shouted = letters.len() >= 5 && letters.bytes().all(|b| b.is_ascii_uppercase());
    let single = letters.strip_suffix('s').unwrap_or(letters).len() <= 1;
    single || word || shouted || tables.is_tail(letters)
}

/// The stretch of a text that has the form of `code`, whose check digit holds, and is it but for a
/// character or two: without a word that announces it, only its check digit would tell that it is one.
pub(crate) fn broken_form(code: &Code, chars: &Chars) -> Option<Code> {
    let CodeKind::Identifier(id) = code.kind else { return None };
    let kind = tables().by_id(id)?;
    let mut buffer = String::new();
    let mut at = chars.find(0, Roles::CODE);
    while at < chars.len() {
        let word = Word::at(chars, at);
        narrow(chars, at, at + LONGEST, &mut buffer);
        if let Some(length) = kind.length_in(&buffer) {
            let canonical = canonical(kind, &buffer[..length]);
            if strsim::damerau_levenshtein(&canonical, &code.canonical) <= 2 {
                return Some(self::code(chars, kind, canonical, at, at + length));
            }
        }
        at = chars.find(word.end, Roles::CODE);
    }
    None
}

/// A code of `kind` from `start` to before `end`.
fn code(chars: &Chars, kind: &'static Kind, canonical: String, start: usize, end: usize) -> Code {
    let check = tables().check(kind, &canonical);
    let span = chars.span(start, end.min(chars.len()));
    Code {
        kind: CodeKind::Identifier(&kind.id),
        canonical,
        exchange: None,
        span,
        symbol: span,
        bare: false,
        check,
    }
}

/// A code of `kind` as it is compared.
fn canonical(kind: &Kind, text: &str) -> String {
    let text = if kind.id == "version" { text.trim_start_matches(['v', 'V']) } else { text };
    let kept = |c: &char| {
        if kind.digits {
            c.is_ascii_digit() || *c == 'X'
        } else {
            c.is_ascii_alphanumeric() || matches!(c, '.' | ':' | '/')
        }
    };
    text.chars().filter(kept).map(|c| c.to_ascii_uppercase()).collect()
}

/// Writes the characters from `start` to before `end` into `buffer` in narrow form, up to the first
/// that is not ASCII.
fn narrow(chars: &Chars, start: usize, end: usize, buffer: &mut String) {
    buffer.clear();
    buffer
        .extend((start..end.min(chars.len())).map(|i| chars.narrow(i)).take_while(char::is_ascii));
}
