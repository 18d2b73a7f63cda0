//! The cues of a file of subtitles, SubRip or WebVTT, which differ in little.
//!
//! A line with an arrow begins a cue, whatever is around it, so that a blank line too many or one that
//! lacks loses nothing. What places a cue on the screen (`{\an8}`) or times a word in it
//! (`<00:01.500>`) is no text; every other tag is.

use super::super::abreast::Segment;
use super::super::item::{Out, Problem, ProblemKind};
use super::super::{Input, whole};
use super::timing::Span;
use crate::text::{Text, TextBuilder};
use std::ops::Range;
use std::sync::Arc;

/// What a line of times has.
const ARROW: &str = "-->";

/// No place on the screen is longer.
const LONGEST: usize = 200;

/// The character references of WebVTT.
const REFERENCES: [(&str, &str); 6] = [
    ("&amp;", "&"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&nbsp;", "\u{A0}"),
    ("&lrm;", "\u{200E}"),
    ("&rlm;", "\u{200F}"),
];

/// A text that is shown for a while.
pub(super) struct Cue {
    pub(super) span: Span,
    text: Text,
    notes: Vec<String>,
}

impl Cue {
    pub(super) fn into_segment(self) -> Segment {
        Segment { key: self.span.key(), text: self.text, notes: self.notes }
    }
}

/// What lines that belong to no cue are.
#[derive(Debug, Clone, Copy)]
enum Block {
    /// The head of the file, a style sheet or a region.
    Setting,
    /// A comment.
    Note,
    /// Anything else.
    Stray,
}

/// Reads the cues of a file.
pub(super) fn read(input: &mut Input, out: &mut Out) -> Vec<Cue> {
    let text = whole::text(input, out);
    let value = text.as_str();
    let web = value
        .strip_prefix("WEBVTT")
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(|c: char| c.is_ascii_whitespace()));
    let mut at = 0;
    let lines = value.split_inclusive('\n').map(|line| {
        at += line.len();
        at - line.len()..at
    });
    let parser = Parser { text: &text, file: &input.file, lines: lines.collect(), web };
    parser.cues(out)
}

struct Parser<'a> {
    text: &'a Text,
    file: &'a Arc<str>,
    /// The lines, each with its end.
    lines: Vec<Range<usize>>,
    /// Whether this is WebVTT.
    web: bool,
}

impl Parser<'_> {
    fn line(&self, at: usize) -> &str {
        self.lines.get(at).map_or("", |line| self.text.as_str()[line.clone()].trim())
    }

    /// Whether a line tells times, or should.
    fn is_timed(&self, at: usize) -> bool {
        let line = self.line(at);
        line.contains(ARROW) && line.contains(|c: char| c == ':' || c.is_ascii_digit())
    }

    fn problem(&self, line: usize, kind: ProblemKind, message: &str) -> Problem {
        let place = self.lines.get(line).map(|line| self.text.place(line.start as u32));
        Problem { file: Arc::clone(self.file), place, message: message.to_owned(), kind }
    }

    fn cues(&self, out: &mut Out) -> Vec<Cue> {
        let mut cues = Vec::new();
        let timed: Vec<_> = (0..self.lines.len()).filter(|&at| self.is_timed(at)).collect();
        let mut end = 0;
        for (index, &at) in timed.iter().enumerate() {
            let filled = self.filled(end..at);
            let named = filled > end && self.is_name(filled - 1, end, filled == at);
            let notes = self.between(end..filled - usize::from(named), out);
            end = self.end(at + 1, timed.get(index + 1).copied());
            let Some(span) = Span::parse(self.line(at)) else {
                let message = "this cue was left out: its times cannot be read";
                out.problem(self.problem(at, ProblemKind::Lost, message));
                continue;
            };
            if span.end < span.start {
                let message = "this cue ends before it begins";
                out.problem(self.problem(at, ProblemKind::Damage, message));
            }
            let start = (at + 1..end).find(|&at| !self.line(at).is_empty()).unwrap_or(end);
            let text = self.content(start..end);
            if !text.as_str().trim().is_empty() {
                cues.push(Cue { span, text, notes });
            }
        }
        self.between(end..self.lines.len(), out);
        cues
    }

    /// Where the text ends that begins at a line: before what belongs to the `next` cue, or, in
    /// WebVTT, at the first blank line.
    fn end(&self, start: usize, next: Option<usize>) -> usize {
        let mut end = next.unwrap_or(self.lines.len());
        let filled = self.filled(start..end);
        if next.is_some() && filled > start && self.is_name(filled - 1, start, filled == end) {
            end = filled - 1;
        }
        if self.web {
            end = (start..end).find(|&at| self.line(at).is_empty()).unwrap_or(end);
        }
        self.filled(start..end)
    }

    /// The end of these lines without the blank ones at their end.
    fn filled(&self, lines: Range<usize>) -> usize {
        let start = lines.start;
        lines.rev().find(|&at| !self.line(at).is_empty()).map_or(start, |at| at + 1)
    }

    /// Whether a line above times names a cue: a number, or in WebVTT any line below a blank one. A
    /// number that is not `close` to the times is text, unless it stands apart.
    fn is_name(&self, at: usize, start: usize, close: bool) -> bool {
        let line = self.line(at);
        let number = !line.is_empty() && line.bytes().all(|b| b.is_ascii_digit());
        let apart = at > start && self.line(at - 1).is_empty();
        (number && (close || apart)) || (self.web && close && apart)
    }

    /// The comments among lines that belong to no cue.
    fn between(&self, lines: Range<usize>, out: &mut Out) -> Vec<String> {
        let mut notes = Vec::new();
        let mut block = None;
        for at in lines {
            let line = self.line(at);
            if line.is_empty() {
                block = None;
                continue;
            }
            let begins = block.is_none();
            match *block.get_or_insert_with(|| self.block(at)) {
                Block::Setting => {}
                Block::Note => {
                    let note = if begins { line["NOTE".len()..].trim() } else { line };
                    notes.extend(Some(note.to_owned()).filter(|note| !note.is_empty()));
                }
                Block::Stray if begins => {
                    let message = "this text has no times and was left out";
                    out.problem(self.problem(at, ProblemKind::Lost, message));
                }
                Block::Stray => {}
            }
        }
        notes
    }

    /// What begins at a line.
    fn block(&self, at: usize) -> Block {
        let line = self.line(at);
        let word = line.split_ascii_whitespace().next().unwrap_or_default();
        match word {
            "WEBVTT" if at == 0 && self.web => Block::Setting,
            "STYLE" | "REGION" if self.web => Block::Setting,
            "NOTE" if self.web => Block::Note,
            _ => Block::Stray,
        }
    }

    /// The text of these lines, without what is none.
    fn content(&self, lines: Range<usize>) -> Text {
        let Some(lines) = self.lines.get(lines).filter(|lines| !lines.is_empty()) else {
            return Text::default();
        };
        let (start, end) = (lines[0].start, lines[lines.len() - 1].end);
        let value = &self.text.as_str()[..end];
        let mut places = self.text.places();
        let mut text = TextBuilder::new(self.text.place(start as u32));
        let mut at = start;
        while let Some(found) = value[at..].find(['{', '<', '&']).map(|found| at + found) {
            let rest = &value[found..];
            let reference = REFERENCES.iter().find(|(name, _)| self.web && rest.starts_with(name));
            let length = reference.map_or_else(|| silent(rest), |(name, _)| name.len());
            text.copy(&mut places, at..found);
            if let Some((_, piece)) = reference {
                text.escape(&mut places, found..found + length, piece);
            }
            at = found + length;
            if length == 0 {
                text.copy(&mut places, at..at + 1);
                at += 1;
            }
        }
        text.copy(&mut places, at..end);
        text.finish()
    }
}

/// The length of what `rest` begins with if it is no text: the place of a cue on the screen, or the
/// time of a word.
fn silent(rest: &str) -> usize {
    let end = match rest.as_bytes() {
        [b'{', b'\\', rest @ ..] => {
            let end = rest.iter().take(LONGEST).position(|byte| matches!(byte, b'}' | b'\n'));
            end.filter(|&end| rest[end] == b'}').map(|end| end + 2)
        }
        [b'<', b'0'..=b'9', ..] => {
            let time = |c: char| c.is_ascii_digit() || matches!(c, ':' | '.');
            let end = rest[1..].find(|c| !time(c)).map(|end| end + 1);
            end.filter(|&end| rest[end..].starts_with('>') && rest[..end].contains(':'))
        }
        _ => None,
    };
    end.map_or(0, |end| end + 1)
}
