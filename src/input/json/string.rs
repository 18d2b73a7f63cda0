//! The escapes of a JSON string, decoded here because only so does every character keep its place.

use crate::text::{Places, Text, TextBuilder};
use memchr::memchr;
use std::ops::Range;

/// Decodes what stands between the quotes of a string in `file`, and says where the first lone
/// surrogate is. A backslash that begins no escape stands for itself.
pub(in crate::input) fn unescape(
    file: &Text,
    places: &mut Places<'_>,
    range: Range<usize>,
) -> (Text, Option<Range<usize>>) {
    let bytes = &file.as_str().as_bytes()[..range.end];
    let mut text = TextBuilder::new(places.start(range.start));
    let (mut at, mut lone) = (range.start, None);
    while let Some(backslash) = memchr(b'\\', &bytes[at..]).map(|found| at + found) {
        text.copy(places, at..backslash);
        let (c, length) = escape(&bytes[backslash + 1..]);
        at = (backslash + 1 + length).min(range.end);
        text.escape(places, backslash..at, c.unwrap_or('\u{FFFD}').encode_utf8(&mut [0; 4]));
        if c.is_none() {
            lone.get_or_insert(backslash..at);
        }
    }
    text.copy(places, at..range.end);
    (text.finish(), lone)
}

/// The character that an escape stands for, `None` for a lone surrogate, and the bytes it takes
/// after the backslash.
fn escape(bytes: &[u8]) -> (Option<char>, usize) {
    let c = match bytes.first() {
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{C}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => {
            let Some(first) = hex(&bytes[1..]) else { return (Some('\\'), 0) };
            let second = bytes.get(5..7).filter(|next| next == b"\\u");
            if let Some(second @ 0xDC00..=0xDFFF) = second.and_then(|_| hex(&bytes[7..]))
                && (0xD800..=0xDBFF).contains(&first)
            {
                let code = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
                return (char::from_u32(code), 11);
            }
            return (char::from_u32(first), 5);
        }
        Some(&other) if other.is_ascii_graphic() => char::from(other),
        _ => return (Some('\\'), 0),
    };
    (Some(c), 1)
}

/// The value of four hexadecimal digits.
fn hex(digits: &[u8]) -> Option<u32> {
    let mut digits = digits.get(..4)?.iter().map(|&digit| char::from(digit).to_digit(16));
    digits.try_fold(0, |number, digit| Some(number * 16 + digit?))
}
