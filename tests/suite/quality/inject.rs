//! Slips made in plain text, by nothing that the checker knows: digits are digits, and the words
//! that a slip exchanges stand in the corpus.

use super::Slip;
use std::ops::Range;

/// Words that a slip exchanges, in both directions.
pub(super) type Words = Vec<(String, String)>;

/// The words of one language.
pub(super) struct Lists<'a> {
    pub(super) scale: &'a Words,
    pub(super) direction: &'a Words,
}

/// Every slip that is made in `text`.
pub(super) fn slips(text: &str, lists: &Lists<'_>) -> Vec<Slip> {
    let numbers = numbers(text);
    let mut made: Vec<Slip> = Vec::new();
    for (at, number) in numbers.iter().enumerate() {
        let seed = number.start + 7 * at;
        let written = &text[number.clone()];
        let put = |new: &str| replaced(text, number, new);
        made.extend(change_digit(written, seed).map(|n| ("digit", put(&n))));
        made.extend(transpose(written, seed).map(|n| ("transposed", put(&n))));
        made.push(("deleted", delete(text, number, at)));
        made.extend(swap_scale(text, number, lists.scale).map(|text| ("scale", text)));
        made.extend(drop_minus(text, number).map(|text| ("flipped", text)));
        for other in numbers.iter().skip(at + 1).take(2) {
            made.extend(exchange(text, number, other).map(|text| ("exchanged", text)));
        }
    }
    made.extend(insert(text).into_iter().map(|text| ("inserted", text)));
    made.extend(flip(text, lists.direction).into_iter().map(|text| ("flipped", text)));
    made
}

/// The decimal digits that texts of the corpus are written in, by their zero.
const ZEROS: [char; 4] = ['0', '٠', '۰', '०'];

fn digit(c: char) -> Option<(u32, char)> {
    ZEROS.into_iter().find_map(|zero| {
        let value = (c as u32).checked_sub(zero as u32).filter(|v| *v < 10)?;
        Some((value, zero))
    })
}

fn is_digit(c: char) -> bool {
    digit(c).is_some()
}

/// Another digit of the same script in the place of `c`.
fn with_value(c: char, value: u32) -> Option<char> {
    digit(c).and_then(|(_, zero)| char::from_u32(zero as u32 + value))
}

fn replaced(text: &str, range: &Range<usize>, new: &str) -> String {
    format!("{}{new}{}", &text[..range.start], &text[range.end..])
}

/// The numbers of a text with their separators: `1 250`, `40,59`, `۴۰٫۵۹`.
fn numbers(text: &str) -> Vec<Range<usize>> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let is = |at: usize| chars.get(at).is_some_and(|&(_, c)| is_digit(c));
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if !is(at) {
            at += 1;
            continue;
        }
        let start = at;
        while is(at) || (separates(chars[at].1) && is(at + 1)) || groups(&chars, start, at) {
            at += 1;
            if at == chars.len() {
                break;
            }
        }
        let end = chars.get(at).map_or(text.len(), |&(byte, _)| byte);
        found.push(chars[start].0..end);
    }
    found
}

fn separates(c: char) -> bool {
    matches!(c, '.' | ',' | '٫' | '٬' | '\u{a0}' | '\u{202f}')
}

/// Whether a space at `at` groups the digits of a number that began at `start`.
fn groups(chars: &[(usize, char)], start: usize, at: usize) -> bool {
    let is = |at: usize| chars.get(at).is_some_and(|&(_, c)| is_digit(c));
    let group = at + 1..at + 4;
    chars[at].1 == ' ' && at - start <= 3 && group.clone().all(is) && !is(group.end)
}

/// The number with one digit changed.
fn change_digit(number: &str, seed: usize) -> Option<String> {
    let digits: Vec<(usize, char)> = number.char_indices().filter(|&(_, c)| is_digit(c)).collect();
    let &(at, c) = digits.get(seed % digits.len())?;
    let (value, _) = digit(c)?;
    let other = (value + 1 + (seed as u32 / 3) % 8) % 10;
    let other = if other == 0 && at == 0 { (value + 4).max(1) % 10 } else { other };
    let other = with_value(c, other).filter(|&other| other != c)?;
    Some(replaced(number, &(at..at + c.len_utf8()), other.encode_utf8(&mut [0; 4])))
}

/// The number with two neighbouring digits exchanged, the first not becoming zero.
fn transpose(number: &str, seed: usize) -> Option<String> {
    let chars: Vec<char> = number.chars().collect();
    let fits = |&at: &usize| {
        let (a, b) = (chars[at], chars[at + 1]);
        let zero = digit(b).is_some_and(|(value, _)| value == 0);
        is_digit(a) && is_digit(b) && a != b && !(at == 0 && zero)
    };
    let places: Vec<usize> = (0..chars.len().saturating_sub(1)).filter(fits).collect();
    let at = *places.get(seed % places.len().max(1))?;
    let mut chars = chars;
    chars.swap(at, at + 1);
    Some(chars.into_iter().collect())
}

/// The text without a number; every second time without the word after it too.
fn delete(text: &str, number: &Range<usize>, at: usize) -> String {
    let rest = &text[number.end..];
    let word = rest
        .strip_prefix(' ')
        .filter(|_| at % 2 == 1)
        .map_or(0, |word| 1 + word.find(|c: char| !c.is_alphabetic()).unwrap_or(word.len()));
    replaced(text, &(number.start..number.end + word), "")
}

/// The text with the scale word behind a number replaced.
fn swap_scale(text: &str, number: &Range<usize>, words: &Words) -> Option<String> {
    // 405億9000万 is one amount with two scale words; the second alone cannot be larger.
    let before = text[..number.start].trim_end();
    if words.iter().any(|(a, b)| before.ends_with(a.as_str()) || before.ends_with(b.as_str())) {
        return None;
    }
    let rest = &text[number.end..];
    let start = number.end + rest.len() - rest.trim_start().len();
    let (word, other) = partner(&text[start..], words)?;
    Some(replaced(text, &(start..start + word.len()), other))
}

/// The longest word that `text` begins with, and what a slip puts in its place.
fn partner<'a>(text: &str, words: &'a Words) -> Option<(&'a str, &'a str)> {
    let forward = words.iter().map(|(a, b)| (a.as_str(), b.as_str()));
    let backward = words.iter().map(|(a, b)| (b.as_str(), a.as_str()));
    let mut best: Option<(&str, &str)> = None;
    for (word, other) in forward.chain(backward).filter(|(word, _)| text.starts_with(word)) {
        if ends_word(word, &text[word.len()..]) && best.is_none_or(|(b, _)| word.len() > b.len()) {
            best = Some((word, other));
        }
    }
    best
}

/// Whether a word of a script with spaces ends before `rest`.
fn ends_word(word: &str, rest: &str) -> bool {
    let spaced = |c: char| c.is_alphabetic() && !is_unspaced(c);
    !(word.chars().next_back().is_some_and(spaced) && rest.starts_with(spaced))
}

fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{e7f}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

/// The text with the minus before a number gone.
fn drop_minus(text: &str, number: &Range<usize>) -> Option<String> {
    let minus = text[..number.start].chars().next_back().filter(|c| matches!(c, '−' | '-'))?;
    let start = number.start - minus.len_utf8();
    let free = text[..start].chars().next_back().is_some_and(char::is_whitespace);
    free.then(|| replaced(text, &(start..number.start), ""))
}

/// The text with two numbers in each other's place.
fn exchange(text: &str, a: &Range<usize>, b: &Range<usize>) -> Option<String> {
    let (first, second) = (&text[a.clone()], &text[b.clone()]);
    // 14 March 2024 and 2024 March 14 are one date.
    let (long, short) = if first.len() > second.len() { (first, second) } else { (second, first) };
    let year = |n: &str| n.chars().count() == 4 && n.chars().all(is_digit);
    let near = text[a.end..b.start].chars().count() < 16;
    let date = year(long) && short.chars().count() < 3 && near;
    (first != second && !date).then(|| replaced(&replaced(text, b, first), a, second))
}

/// The text with a number put between words, at two places.
fn insert(text: &str) -> Vec<String> {
    let near = |c: Option<char>| {
        c.is_some_and(|c| is_digit(c) || matches!(c, '%' | '％' | '€' | '$' | '−' | '–'))
    };
    let breaks = |c: char| c == ' ' || matches!(c, '、' | '，' | '。');
    let places: Vec<usize> = text
        .char_indices()
        .filter(|&(_, c)| breaks(c))
        .map(|(at, c)| at + c.len_utf8())
        .filter(|&at| {
            let before = text[..at].trim_end().chars().next_back();
            !near(before) && !near(text[at..].chars().next())
        })
        .collect();
    let put = |&at: &usize| {
        let number = 13 + (at * 7919) % 9000;
        format!("{}{number} {}", &text[..at], &text[at..])
    };
    places.iter().step_by((places.len() / 2).max(1)).take(2).map(put).collect()
}

/// The text with a direction word turned round, once for each.
fn flip(text: &str, words: &Words) -> Vec<String> {
    let mut made = Vec::new();
    let mut last = None;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let begins = !last.is_some_and(char::is_alphabetic) || is_unspaced(c);
        if let Some((word, other)) = partner(&text[at..], words).filter(|_| begins) {
            made.push(replaced(text, &(at..at + word.len()), other));
            at += word.len();
            last = word.chars().next_back();
        } else {
            at += c.len_utf8();
            last = Some(c);
        }
    }
    made
}
