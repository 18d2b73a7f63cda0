//! Turns patterns of CLDR into words: what stands before and after a number.

use std::collections::{BTreeMap, BTreeSet};

/// The words of one locale in one table, by key.
pub(super) type Words = BTreeMap<String, BTreeSet<String>>;

/// The texts before and after the number of a pattern.
pub(super) fn around<'a>(pattern: &'a str, number: &str) -> Option<(&'a str, &'a str)> {
    pattern.split_once(number)
}

/// A word as a table holds it: no marks of direction, plain spaces and hyphens, no space around.
/// `None` where nothing is left that could be looked up.
pub(super) fn clean(word: &str) -> Option<String> {
    let mut cleaned = String::with_capacity(word.len());
    for c in word.chars() {
        match c {
            '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{ad}' | '\u{200b}' => {}
            c if c.is_whitespace() => {
                if !cleaned.ends_with(' ') {
                    cleaned.push(' ');
                }
            }
            '\u{2010}' | '\u{2011}' => cleaned.push('-'),
            '|' | '\t' => return None,
            c => cleaned.push(c),
        }
    }
    let cleaned = cleaned.trim();
    let usable = !cleaned.is_empty()
        && !cleaned.contains(['(', ')', '{', '}', '¤'])
        && !cleaned.chars().any(|c| c.is_numeric() && !matches!(c, '²' | '³'));
    usable.then(|| cleaned.to_owned())
}

/// Adds a word, and for an abbreviation the word without its full stop.
pub(super) fn add(words: &mut Words, key: &str, word: &str) {
    let Some(word) = clean(word) else { return };
    let set = words.entry(key.to_owned()).or_default();
    if let Some(bare) = word.strip_suffix('.').filter(|bare| bare.chars().count() > 1) {
        set.insert(bare.to_owned());
    }
    set.insert(word);
}

/// Adds what stands around `{0}`: the word after it under `key`, the word before it under
/// `key before`. A number in the middle of a phrase gives nothing.
pub(super) fn add_around(words: &mut Words, key: &str, pattern: &str) {
    let Some((before, after)) = around(pattern, "{0}") else { return };
    match (clean(before), clean(after)) {
        (None, Some(word)) if before.trim().is_empty() => add(words, key, &word),
        (Some(word), None) if after.trim().is_empty() => {
            add(words, &format!("{key} before"), &word);
        }
        _ => {}
    }
}

/// Whether a word is written with letters.
pub(super) fn has_letter(word: &str) -> bool {
    word.chars().any(char::is_alphabetic)
}

/// A script that writes words apart.
pub(super) fn is_spaced(word: &str) -> bool {
    word.chars().next().is_some_and(|c| {
        c.is_alphabetic()
            && !matches!(c as u32, 0xe00..=0xeff | 0x1000..=0x109f | 0x1780..=0x17ff | 0x3040..=0x30ff
                | 0x3400..=0x9fff | 0xac00..=0xd7af)
    })
}
