//! The patterns of Fluent: text over one or several lines with placeables in braces.

use crate::text::{Text, TextBuilder};
use std::ops::Range;

/// What is wrong with an entry, and where.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) at: usize,
    pub(super) what: &'static str,
}

/// Where a pattern stands.
#[derive(Debug)]
pub(super) struct Pattern {
    /// From behind the equals sign to the end of the last line.
    range: Range<usize>,
    /// The starts of its further lines, those inside braces and blank ones aside.
    lines: Vec<usize>,
}

/// What an open brace holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Frame {
    /// An expression, in which quotes hold a string.
    Expression,
    /// The variants of a select expression, and whether one is the default.
    Variants { has_default: bool },
}

/// Whether a line begins an entry or a comment.
pub(super) fn begins_entry(line: &str) -> bool {
    line.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '-' | '#'))
}

/// The start of the line that goes on with a pattern whose line ends before `at`.
fn continuation(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let next = rest.trim_start_matches([' ', '\n', '\r']);
    let before = &rest[..rest.len() - next.len()];
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let is_indented = start < before.len();
    let goes_on = match next.chars().next()? {
        '{' => true,
        '.' | '}' | '[' | '*' => false,
        _ => is_indented,
    };
    goes_on.then_some(at + start)
}

impl Pattern {
    /// Scans the pattern behind the equals sign before `start`.
    pub(super) fn scan(text: &str, start: usize) -> Result<Self, Fault> {
        let bytes = text.as_bytes();
        let mut lines = Vec::new();
        let mut open: Vec<(usize, Frame)> = Vec::new();
        let mut at = start;
        while let Some(&byte) = bytes.get(at) {
            let frame = open.last().map(|&(_, frame)| frame);
            match (byte, frame) {
                (b'\n', None) => match continuation(text, at + 1) {
                    None => break,
                    Some(line) => {
                        lines.push(line);
                        at = line;
                        continue;
                    }
                },
                (b'\n', Some(_)) if begins_entry(&text[at + 1..]) => break,
                (b'{', _) => open.push((at, Frame::Expression)),
                (b'}', _) => close(text, at, &mut open)?,
                (b'"', Some(Frame::Expression)) => at = string_end(text, at)?,
                (b'>', Some(Frame::Expression)) if bytes[at - 1] == b'-' => {
                    set(&mut open, Frame::Variants { has_default: false });
                }
                (b'*', Some(Frame::Variants { .. })) if bytes.get(at + 1) == Some(&b'[') => {
                    set(&mut open, Frame::Variants { has_default: true });
                }
                _ => {}
            }
            at += 1;
        }
        match open.first() {
            Some(&(at, _)) => Err(Fault { at, what: "a brace without its counterpart" }),
            None => Ok(Self { range: start..at, lines }),
        }
    }

    /// Where the last line ends.
    pub(super) fn end(&self) -> usize {
        self.range.end
    }

    /// The text without the indentation that its lines share; `None` if it is blank.
    pub(super) fn text(&self, whole: &Text) -> Option<Text> {
        let value = &whole.as_str()[self.range.clone()];
        let trimmed = value.trim_start_matches([' ', '\n', '\r']);
        let start = self.range.end - trimmed.len();
        let end = start + trimmed.trim_end_matches([' ', '\n', '\r']).len();
        if start == end {
            return None;
        }
        let indent = |line: usize| {
            let rest = &whole.as_str()[line..end];
            rest.len() - rest.trim_start_matches(' ').len()
        };
        let shared = self.lines.iter().map(|&line| indent(line)).min().unwrap_or_default();
        let mut places = whole.places();
        let mut text = TextBuilder::new(whole.place(start as u32));
        let mut at = start;
        for &line in &self.lines {
            // The text may begin on a line of its own, which may stand further in than the others.
            if line > start {
                text.copy(&mut places, at..line);
            }
            at = line + shared;
        }
        text.copy(&mut places, at..end);
        Some(text.finish())
    }
}

fn set(open: &mut [(usize, Frame)], to: Frame) {
    if let Some((_, frame)) = open.last_mut() {
        *frame = to;
    }
}

/// Closes the brace that was opened last.
fn close(text: &str, at: usize, open: &mut Vec<(usize, Frame)>) -> Result<(), Fault> {
    match open.pop() {
        None => Err(Fault { at, what: "a brace without its counterpart" }),
        Some((at, Frame::Variants { has_default: false })) => {
            Err(Fault { at, what: "variants of which none is the default, `*[…]`" })
        }
        Some((start, Frame::Expression)) if text[start + 1..at].trim().is_empty() => {
            Err(Fault { at: start, what: "braces with nothing in them" })
        }
        Some(_) => Ok(()),
    }
}

/// The quote that ends the string which begins at `start`, on its line.
fn string_end(text: &str, start: usize) -> Result<usize, Fault> {
    let mut at = start + 1;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find(['"', '\\', '\n'])) {
        match text.as_bytes()[at + found] {
            b'"' => return Ok(at + found),
            // What is escaped is ASCII, or no escape.
            b'\\' => at += found + 2,
            _ => break,
        }
    }
    Err(Fault { at: start, what: "a quote without its counterpart" })
}
