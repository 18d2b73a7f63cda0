//! The escapes of a JSON string, decoded here because only so does every character keep its place.

use crate::input::escape::utf16;
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
    let written = &file.as_str()[..range.end];
    let mut text = TextBuilder::new(places.start(range.start));
    let (mut at, mut lone) = (range.start, None);
    while let Some(backslash) = memchr(b'\\', &written.as_bytes()[at..]).map(|found| at + found) {
        text.copy(places, at..backslash);
        let (c, length) = escape(&written[backslash..]);
        at = backslash + length;
        text.escape(places, backslash..at, c.unwrap_or('\u{FFFD}').encode_utf8(&mut [0; 4]));
        if c.is_none() {
            lone.get_or_insert(backslash..at);
        }
    }
    text.copy(places, at..range.end);
    (text.finish(), lone)
}

/// The character that an escape stands for, `None` for a lone surrogate, and its length in bytes.
fn escape(text: &str) -> (Option<char>, usize) {
    let c = match text.as_bytes().get(1) {
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{C}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => {
            return match utf16(text, &['u']) {
                Ok((c, length)) => (Some(c), length),
                Err(2) => (Some('\\'), 1),
                Err(length) => (None, length),
            };
        }
        Some(&other) if other.is_ascii_graphic() => char::from(other),
        _ => return (Some('\\'), 1),
    };
    (Some(c), 2)
}
