//! The text of a YAML scalar with its places.
//!
//! The parser has decoded it already and says from where to where it was written. Here the two are
//! laid beside each other: what is an escape, a doubled quotation mark, indentation or a folded line
//! in the one is told by what stands in the other.

use crate::input::escape::utf16;
use crate::text::{Places, Text, TextBuilder};
use saphyr_parser::ScalarStyle;
use std::ops::Range;

/// A scalar as the parser gives it.
#[derive(Debug, Clone)]
pub(super) struct Scalar {
    pub(super) value: String,
    pub(super) style: ScalarStyle,
    /// Where it was written.
    pub(super) range: Range<usize>,
    /// How far the lines of a block are indented.
    pub(super) indent: usize,
}

impl Scalar {
    /// The text of the scalar, which was read from `file`.
    pub(super) fn text(&self, file: &Text, places: &mut Places<'_>) -> Text {
        let written = &file.as_str()[self.range.clone()];
        let quoted = self.is_quoted() && written.len() > 1;
        let inside = self.range.start + usize::from(quoted);
        let same = inside..(inside + self.value.len()).min(self.range.end);
        if file.as_str().get(same.clone()) == Some(&self.value) {
            return places.slice(same);
        }
        let start = self.before_blank_lines(file.as_str(), inside);
        let mut aligned = Aligned {
            file: file.as_str(),
            at: start,
            end: self.range.end - usize::from(quoted),
            value: &self.value,
            text: TextBuilder::new(places.start(start)),
        };
        if aligned.run(self, places) {
            return aligned.text.finish();
        }
        // Not seen so far: then all of it is one thing.
        let (start, end) = (places.start(self.range.start), places.start(self.range.end));
        let mut text = TextBuilder::new(start);
        text.atom(&self.value, start, 1, (end.byte - start.byte) as u32);
        text.finish()
    }

    /// Goes on from the anchor and the tag, with which the parser begins, to what they stand before.
    pub(super) fn skip_properties(&mut self, file: &str) {
        let mut written = &file[self.range.clone()];
        while written.starts_with(['&', '!']) {
            let property = written.find(char::is_whitespace).unwrap_or(written.len());
            written = written[property..].trim_start();
        }
        if self.is_block() {
            let lines = written.split_once('\n').map_or("", |(_, lines)| lines);
            let spaces = |text: &str| text.len() - text.trim_start_matches(' ').len();
            let text = lines.trim_start_matches([' ', '\n']);
            let line = lines[..lines.len() - text.len()].rfind('\n').map_or(0, |before| before + 1);
            let own = spaces(self.value.trim_start_matches('\n'));
            self.indent = spaces(&lines[line..]).saturating_sub(own);
            written = &lines[line + self.indent..];
        }
        self.range.start = self.range.end - written.len();
    }

    fn is_quoted(&self) -> bool {
        matches!(self.style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted)
    }

    fn is_block(&self) -> bool {
        matches!(self.style, ScalarStyle::Literal | ScalarStyle::Folded)
    }

    /// Where a block begins with the blank lines before its text, of which the parser says nothing.
    fn before_blank_lines(&self, file: &str, start: usize) -> usize {
        let blank = self.value.len() - self.value.trim_start_matches('\n').len();
        if !self.is_block() || blank == 0 {
            return start;
        }
        let before = file[..start].rmatch_indices('\n').nth(blank - 1);
        let before = before.map(|(at, _)| at).filter(|&at| file[at..start].trim().is_empty());
        before.unwrap_or(start)
    }
}

/// What is written and what it stands for, as far as they were laid beside each other.
struct Aligned<'s> {
    file: &'s str,
    at: usize,
    end: usize,
    /// What is left of the value.
    value: &'s str,
    text: TextBuilder,
}

impl<'s> Aligned<'s> {
    /// Goes to the end of the value; `false` if the two do not fit.
    fn run(&mut self, scalar: &Scalar, places: &mut Places<'_>) -> bool {
        while let Some(expected) = self.value.chars().next() {
            let rest = &self.file[self.at..self.end];
            if let Some(length) = breaks(rest, scalar) {
                if !self.read_breaks(length, scalar, places) {
                    return false;
                }
                continue;
            }
            let Some(found) = rest.chars().next() else {
                // The parser ends the last line of a file that does not end.
                return self.value == "\n";
            };
            let length = match (scalar.style, found) {
                (ScalarStyle::DoubleQuoted, '\\') => match escape(rest) {
                    Escape::Character(length) => length,
                    Escape::Nothing(length) => {
                        self.at += length;
                        continue;
                    }
                },
                (ScalarStyle::SingleQuoted, '\'') => 2,
                _ if found == expected => {
                    let same = self.same(rest, scalar.style);
                    self.text.copy(places, self.at..self.at + same);
                    self.at += same;
                    self.value = &self.value[same..];
                    continue;
                }
                _ => return false,
            };
            let end = (self.at + length).min(self.end);
            if !self.file.is_char_boundary(end) {
                return false;
            }
            let (character, value) = self.value.split_at(expected.len_utf8());
            self.text.escape(places, self.at..end, character);
            (self.at, self.value) = (end, value);
        }
        true
    }

    /// How many bytes are the same on both sides, up to what has to be looked at.
    fn same(&self, rest: &str, style: ScalarStyle) -> usize {
        let pairs = rest.char_indices().zip(self.value.chars());
        let differs = |((_, c), expected): &((usize, char), char)| {
            c != expected
                || matches!(
                    (style, c),
                    (_, '\n' | ' ' | '\t')
                        | (ScalarStyle::DoubleQuoted, '\\')
                        | (ScalarStyle::SingleQuoted, '\'')
                )
        };
        let mut pairs = pairs.skip(1);
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let end = pairs.find(differs).map(|((at, _), _)| at);
        end.unwrap_or_else(|| rest.len().min(self.value.len())).max(first)
    }

    /// Reads the ends of lines and the blanks around them, `length` bytes.
    fn read_breaks(&mut self, length: usize, scalar: &Scalar, places: &mut Places<'_>) -> bool {
        let region = self.at..self.at + length;
        let newlines: Vec<_> = self.file[region.clone()]
            .match_indices('\n')
            .map(|(at, _)| region.start + at)
            .collect();
        let left = self.value.len() - self.value.trim_start_matches('\n').len();
        let kept = if scalar.is_block() { left.min(newlines.len()) } else { newlines.len() - 1 };
        self.at = region.end;
        if kept == 0 {
            let Some(value) = self.value.strip_prefix(' ') else { return scalar.is_block() };
            self.value = value;
            let place = places.start(newlines[0]);
            self.text.atom(" ", place, 1, newline_bytes(places, newlines[0]));
            return true;
        }
        if left < kept {
            return false;
        }
        self.value = &self.value[kept..];
        // Of the breaks of a folded text the first is the fold.
        let skipped = if self.value.is_empty() || scalar.style == ScalarStyle::Literal {
            0
        } else {
            newlines.len() - kept
        };
        for &at in &newlines[skipped..skipped + kept] {
            self.text.copy(places, at..at + 1);
        }
        true
    }
}

/// How many bytes of the file the end of a line takes.
fn newline_bytes(places: &mut Places<'_>, at: usize) -> u32 {
    let newline = places.slice(at..at + 1);
    (newline.place_end(1).byte - newline.place(0).byte) as u32
}

/// The length of the ends of lines that the text begins with, with the blanks that do not count.
fn breaks(text: &str, scalar: &Scalar) -> Option<usize> {
    let mut length = if scalar.is_block() { 0 } else { blanks(text, usize::MAX) };
    if !text[length..].starts_with('\n') {
        return None;
    }
    let indent = if scalar.is_block() { scalar.indent } else { usize::MAX };
    while text[length..].starts_with('\n') {
        length += 1;
        length += blanks(&text[length..], indent);
    }
    Some(length)
}

/// How many blanks a text begins with, at most `limit` of them.
fn blanks(text: &str, limit: usize) -> usize {
    text.bytes().take(limit).take_while(|byte| matches!(byte, b' ' | b'\t')).count()
}

/// What a backslash and what follows it stand for, with their length.
enum Escape {
    Character(usize),
    /// The end of a line that does not count, with the blanks of the next.
    Nothing(usize),
}

fn escape(text: &str) -> Escape {
    Escape::Character(match text.as_bytes().get(1) {
        Some(b'\n') => return Escape::Nothing(2 + blanks(&text[2..], usize::MAX)),
        Some(b'x') => 4,
        Some(b'u') => utf16(text, &['u']).map_or(6, |(_, length)| length),
        Some(b'U') => 10,
        _ => 2,
    })
}
