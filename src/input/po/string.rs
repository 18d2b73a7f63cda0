//! The strings of a PO file: what stands between the quotes, with C escapes.

use super::super::decode::{Broken, decode};
use crate::text::{Place, Places, Text, TextBuilder};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use memchr::{memchr, memchr2};
use std::ops::Range;

/// Where the string that begins at `start`, after its quote, ends before the next one.
pub(super) fn end(line: &str, start: usize) -> Option<usize> {
    let bytes = line.as_bytes();
    let mut at = start;
    loop {
        let found = at + memchr2(b'"', b'\\', bytes.get(at..)?)?;
        if bytes[found] == b'"' {
            return Some(found);
        }
        at = found + 2;
    }
}

/// Adds what stands in `range` to `text`, unescaped; where the first escape is that stands for
/// nothing, which is kept without its backslash or as U+FFFD.
///
/// Octal and hexadecimal escapes are bytes in the encoding of the file.
pub(super) fn unescape(
    line: &Text,
    range: Range<usize>,
    encoding: &'static Encoding,
    text: &mut TextBuilder,
) -> Option<Range<usize>> {
    let bytes = &line.as_str().as_bytes()[..range.end];
    let mut places = line.places();
    let (mut at, mut wrong) = (range.start, None);
    while let Some(backslash) = memchr(b'\\', &bytes[at..]).map(|found| at + found) {
        text.copy(&mut places, at..backslash);
        let start = backslash + 1;
        let plain = match bytes.get(start) {
            Some(b'n') => "\n",
            Some(b't') => "\t",
            Some(b'r') => "\r",
            Some(b'"') => "\"",
            Some(b'\\') => "\\",
            Some(b'a') => "\u{7}",
            Some(b'b') => "\u{8}",
            Some(b'v') => "\u{B}",
            Some(b'f') => "\u{C}",
            Some(b'\'') => "'",
            Some(b'?') => "?",
            _ => "",
        };
        if !plain.is_empty() {
            at = start + 1;
            text.escape(&mut places, backslash..at, plain);
            continue;
        }
        let numbers = numbers(bytes, backslash);
        if let Some(last) = numbers.last() {
            at = last.1.end;
            if !push_numbers(&mut places, &numbers, encoding, text) {
                wrong.get_or_insert(backslash..at);
            }
            continue;
        }
        let length = line.as_str()[start..range.end].chars().next().map_or(0, char::len_utf8);
        at = start + length;
        let kept = if length == 0 { "\\" } else { &line.as_str()[start..at] };
        text.escape(&mut places, backslash..at, kept);
        wrong.get_or_insert(backslash..at);
    }
    text.copy(&mut places, at..range.end);
    wrong
}

/// The numeric escapes that stand at `at` one after the other: their bytes and where they are.
fn numbers(bytes: &[u8], mut at: usize) -> Vec<(u8, Range<usize>)> {
    let mut found = Vec::new();
    while bytes.get(at) == Some(&b'\\') {
        let (radix, longest, start) = match bytes.get(at + 1) {
            Some(b'x') => (16, 2, at + 2),
            _ => (8, 3, at + 1),
        };
        let digits =
            bytes[start..].iter().take(longest).map_while(|&b| char::from(b).to_digit(radix));
        let (length, value) = digits.fold((0, 0), |(length, n), d| (length + 1, n * radix + d));
        if length == 0 {
            break;
        }
        let end = start + length;
        // An octal escape above 377 keeps its low byte, as in C.
        found.push((value as u8, at..end));
        at = end;
    }
    found
}

/// Decodes the bytes of numeric escapes; every character takes the escapes it came from. `false` if
/// they are broken.
fn push_numbers(
    places: &mut Places<'_>,
    numbers: &[(u8, Range<usize>)],
    encoding: &'static Encoding,
    text: &mut TextBuilder,
) -> bool {
    let wide = encoding == UTF_16LE || encoding == UTF_16BE;
    let raw: Vec<_> = numbers.iter().map(|&(byte, _)| byte).collect();
    let mut broken = Broken::default();
    let encoding = if wide { UTF_8 } else { encoding };
    // The places of this text count bytes from 0, so they are indices into `numbers`.
    let decoded = decode(&raw, encoding, Place::default(), &mut broken);
    let mut next = 0;
    for (start, c) in decoded.as_str().char_indices() {
        let end = decoded.place_end((start + c.len_utf8()) as u32).byte as usize;
        if end <= next || end > numbers.len() {
            continue;
        }
        let range = numbers[next].1.start..numbers[end - 1].1.end;
        next = end;
        text.escape(places, range, c.encode_utf8(&mut [0; 4]));
    }
    broken.count == 0
}
