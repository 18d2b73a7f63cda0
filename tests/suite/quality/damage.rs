//! Damage as a program does it: text is cut, copied, mixed and read in the wrong encoding. Nothing
//! here knows a language.

use super::Slip;

/// What a damaged target is made of.
pub(super) struct Parts<'a> {
    pub(super) source: &'a str,
    pub(super) target: &'a str,
    /// The translation of another sentence.
    pub(super) other: &'a str,
    /// The translation into another language.
    pub(super) foreign: &'a str,
}

/// Every damage that can be done to a target; `seed` says where.
pub(super) fn damages(parts: &Parts<'_>, seed: usize) -> Vec<Slip> {
    let units = units(parts.target);
    let mut made = vec![
        ("repeated", repeated(&units, seed, 1)),
        ("looped", repeated(&units, seed, 8)),
        ("truncated", truncated(parts.target)),
        ("spliced", spliced(&units, &self::units(parts.other))),
        ("another", parts.other.to_owned()),
        ("copied", parts.source.to_owned()),
        ("foreign", parts.foreign.to_owned()),
        ("emptied", if seed.is_multiple_of(2) { String::new() } else { ".".to_owned() }),
    ];
    made.extend(clause_dropped(parts.target, seed).map(|text| ("dropped", text)));
    made.extend(mojibake(parts.target).map(|text| ("mojibake", text)));
    made
}

/// The words of a text with the space behind each, or its characters where it has no spaces.
fn units(text: &str) -> Vec<&str> {
    if text.contains(' ') {
        return text.split_inclusive(' ').collect();
    }
    text.char_indices().map(|(at, c)| &text[at..at + c.len_utf8()]).collect()
}

/// Three words, or five characters, again: once, or time after time. The last word has a mark behind
/// it and stays.
fn repeated(units: &[&str], seed: usize, times: usize) -> String {
    let is_spaced = units.iter().any(|unit| unit.ends_with(' '));
    let length = if is_spaced { 3 } else { 5 };
    let start = 1 + seed % (units.len() - length - 2);
    let (before, behind) = units.split_at(start + length);
    let again = before[start..].concat().repeat(times);
    before.concat() + &again + &behind.concat()
}

/// The first three fifths of the characters.
fn truncated(text: &str) -> String {
    let length = text.chars().count() * 3 / 5;
    text.chars().take(length).collect::<String>().trim_end().to_owned()
}

/// The first half of one text and the second half of another.
fn spliced(units: &[&str], other: &[&str]) -> String {
    units[..units.len() / 2].concat() + &other[other.len() / 2..].concat()
}

/// The text without what stands before its first comma, or behind it.
fn clause_dropped(text: &str, seed: usize) -> Option<String> {
    let (before, behind) = text.split_once([',', '，', '、', '،'])?;
    if seed.is_multiple_of(2) {
        return Some(behind.trim_start().to_owned());
    }
    let end = text.char_indices().next_back().map_or(0, |(at, _)| at);
    Some(before.to_owned() + &text[end..])
}

/// UTF-8 that was read as Latin-1.
fn mojibake(text: &str) -> Option<String> {
    (!text.is_ascii()).then(|| text.bytes().map(char::from).collect())
}

#[test]
fn damage_is_done_in_both_kinds_of_script() {
    let done = |target: &str, other: &str| {
        let parts = Parts { source: "One, two.", target, other, foreign: "Un, deux." };
        damages(&parts, 1)
    };
    let spaced = done("Eins zwei drei, vier fünf sechs sieben.", "Acht neun zehn elf.");
    let unspaced = done("一二三、四五六七八九十。", "甲乙丙丁。");
    let text = |made: &[Slip], wanted: &str| {
        let found = made.iter().find(|(kind, _)| *kind == wanted);
        found.map(|(_, text)| text.clone()).unwrap_or_default()
    };
    let twice = "Eins zwei drei, vier fünf drei, vier fünf sechs sieben.";
    assert_eq!(text(&spaced, "repeated"), twice);
    assert_eq!(text(&unspaced, "repeated"), "一二三、四五六三、四五六七八九十。");
    assert_eq!(text(&spaced, "truncated"), "Eins zwei drei, vier fü");
    assert_eq!(text(&spaced, "dropped"), "Eins zwei drei.");
    assert_eq!(text(&unspaced, "spliced"), "一二三、四五丙丁。");
    assert_eq!(text(&spaced, "mojibake"), "Eins zwei drei, vier fÃ¼nf sechs sieben.");
    assert_eq!(spaced.len(), 10);
}
