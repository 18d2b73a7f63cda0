//! The part of a file that is being looked at, as decoded text that knows its places.
//!
//! UTF-8 is taken in as it comes, whether it has lines or not, and places are counted only where they
//! are asked for. Other encodings come line by line from [`Lines`].

use super::super::Input;
use super::super::decode::{Broken, Bytes, Lines, Next};
use super::super::item::{Item, Out, Problem, ProblemKind};
use super::encoding;
use crate::error::reason;
use crate::text::{Place, Text, TextBuilder, chars};
use encoding_rs::UTF_8;
use memchr::{memchr_iter, memchr2, memrchr};
use std::collections::VecDeque;
use std::io::{self, BufRead as _, Cursor, Read as _};
use std::ops::Range;
use std::sync::Arc;

/// How much text is decoded at once from an encoding that comes in lines.
const ENOUGH: usize = 64 << 10;

/// A window on a file. Offsets count the bytes of its text, and change when it is moved.
pub(super) struct Window {
    file: Arc<str>,
    text: String,
    feed: Feed,
    /// How much of the file, decoded, lies before the window.
    gone: u64,
    at_end: bool,
    /// Problems of text that is in the window and not yet looked at.
    ahead: VecDeque<Problem>,
}

/// Where the text comes from, and how its places are known.
enum Feed {
    Utf8(Utf8),
    Lines(Decoded),
}

impl Window {
    /// Opens an input in the encoding that is found for it.
    pub(super) fn open(input: &mut Input, out: &mut Out) -> Self {
        let mut bytes = std::mem::replace(&mut input.bytes, Box::new(io::empty()));
        let mut head = Vec::new();
        // A failure shows again when the file is read on.
        let _ = bytes.by_ref().take(encoding::HEAD).read_to_end(&mut head);
        let file = Arc::clone(&input.file);
        let found = encoding::detect(&head, input.encoding);
        if let Some(message) = found.problem {
            let kind = ProblemKind::Damage;
            out.problem(Problem { file: Arc::clone(&file), place: None, message, kind });
        }
        let feed = if found.encoding == UTF_8 {
            let rest = head.split_off(found.mark);
            let mark = Place::default().advance(0, found.mark as u64);
            let bytes: Bytes = Box::new(Cursor::new(rest).chain(bytes));
            Feed::Utf8(Utf8::new(bytes, mark, found.is_assumed))
        } else {
            let bytes = Box::new(Cursor::new(head).chain(bytes));
            let lines = Lines::new(bytes, Arc::clone(&file), Some(found.encoding), out);
            Feed::Lines(Decoded { lines, line: Text::default(), known: VecDeque::new() })
        };
        Self { file, text: String::new(), feed, gone: 0, at_end: false, ahead: VecDeque::new() }
    }

    /// What is in the window.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Whether the window reaches to the end of the file.
    pub(super) fn at_end(&self) -> bool {
        self.at_end
    }

    /// How far `at` is from the beginning of the file, decoded.
    pub(super) fn position(&self, at: usize) -> u64 {
        self.gone + at as u64
    }

    /// Moves the window: forgets what stands before `from`, which is offset 0 from then on, and reads
    /// on. Nothing happens at the end of the file.
    pub(super) fn fill(&mut self, from: usize) {
        if self.at_end {
            return;
        }
        match &mut self.feed {
            Feed::Utf8(utf8) => utf8.forget(&self.text, from),
            Feed::Lines(lines) => lines.forget(from),
        }
        self.text.drain(..from);
        self.gone += from as u64;
        let mut found = Out::default();
        match &mut self.feed {
            Feed::Utf8(utf8) => {
                let before = self.text.len();
                let read = utf8.read(&mut self.text);
                utf8.report(&self.text, before, &self.file, &mut found);
                self.at_end = !read.as_ref().is_ok_and(|&goes_on| goes_on);
                if let Err(error) = read {
                    let message = format!("cannot be read any further: {}", reason(&error));
                    let place = Some(utf8.place(&self.text, self.text.len()));
                    let (file, kind) = (Arc::clone(&self.file), ProblemKind::Unreadable);
                    found.problem(Problem { file, place, message, kind });
                }
            }
            Feed::Lines(lines) => self.at_end = !lines.read(&mut self.text, &mut found),
        }
        self.ahead.extend(found.items.into_iter().filter_map(|item| match item {
            Item::Problem(problem) => Some(problem),
            Item::Unit(_) => None,
        }));
    }

    /// Puts out the problems of the text before `at`.
    pub(super) fn report(&mut self, at: usize, out: &mut Out) {
        while let Some(place) = self.ahead.front().map(|problem| problem.place)
            && place <= Some(self.place(at))
        {
            self.ahead.pop_front().into_iter().for_each(|problem| out.problem(problem));
        }
    }

    /// Where the character at `at` stands in the file.
    pub(super) fn place(&mut self, at: usize) -> Place {
        match &mut self.feed {
            Feed::Utf8(utf8) => utf8.place(&self.text, at),
            Feed::Lines(lines) => lines.place(at),
        }
    }

    /// Adds what stands in `range` to a text; the end of a line becomes a line feed.
    pub(super) fn copy(&mut self, range: Range<usize>, to: &mut TextBuilder) {
        match &mut self.feed {
            Feed::Utf8(utf8) => utf8.copy(&self.text, range, to),
            Feed::Lines(lines) => lines.copy(range, to),
        }
    }

    /// A problem of this file.
    pub(super) fn problem(&mut self, at: usize, kind: ProblemKind, message: String) -> Problem {
        let place = Some(self.place(at));
        Problem { file: Arc::clone(&self.file), place, message, kind }
    }
}

/// UTF-8 as it comes.
struct Utf8 {
    bytes: Bytes,
    /// What was read and not yet decoded: at first what was left of the last character.
    raw: Vec<u8>,
    /// Where the window begins.
    origin: Place,
    /// An offset at or behind the last that was asked for, and where it is, for the next question.
    known: (usize, Place),
    /// Marks for broken bytes in the window: their offsets and how many bytes the file has there.
    broken: VecDeque<(usize, Vec<u8>)>,
    is_assumed: bool,
}

impl Utf8 {
    fn new(bytes: Bytes, origin: Place, is_assumed: bool) -> Self {
        let (raw, broken) = (Vec::new(), VecDeque::new());
        Self { bytes, raw, origin, known: (0, origin), broken, is_assumed }
    }

    /// Appends what is there; `false` at the end of the file.
    fn read(&mut self, text: &mut String) -> io::Result<bool> {
        let buffer = loop {
            match self.bytes.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                buffer => break buffer?,
            }
        };
        let length = buffer.len();
        self.raw.extend_from_slice(buffer);
        self.bytes.consume(length);
        let rest = if length == 0 { 0 } else { unfinished(&self.raw) };
        let whole = self.raw.len() - rest;
        // The decoder makes sure of UTF-8 faster than the standard library.
        match UTF_8.decode_without_bom_handling_and_without_replacement(&self.raw[..whole]) {
            Some(valid) => text.push_str(&valid),
            None => {
                for chunk in self.raw[..whole].utf8_chunks() {
                    text.push_str(chunk.valid());
                    if !chunk.invalid().is_empty() {
                        self.broken.push_back((text.len(), chunk.invalid().to_vec()));
                        text.push('\u{FFFD}');
                    }
                }
            }
        }
        self.raw.drain(..whole);
        Ok(length > 0)
    }

    /// Says what is broken from an offset on, once a line.
    fn report(&mut self, text: &str, from: usize, file: &Arc<str>, out: &mut Out) {
        let first = self.broken.partition_point(|&(at, _)| at < from);
        let mut line = Broken::default();
        for index in first..self.broken.len() {
            let (at, bytes) = self.broken[index].clone();
            let place = self.place(text, at);
            if line.first.as_ref().is_some_and(|(first, _)| first.line != place.line) {
                self.say(&std::mem::take(&mut line), file, out);
            }
            line.add(place, &bytes);
        }
        self.say(&line, file, out);
    }

    fn say(&mut self, line: &Broken, file: &Arc<str>, out: &mut Out) {
        if let Some((place, message)) = line.describe(UTF_8, &mut self.is_assumed) {
            let (file, kind) = (Arc::clone(file), ProblemKind::Damage);
            out.problem(Problem { file, place: Some(place), message, kind });
        }
    }

    fn forget(&mut self, text: &str, before: usize) {
        self.origin = self.place(text, before);
        self.known = (0, self.origin);
        while self.broken.front().is_some_and(|&(at, _)| at < before) {
            self.broken.pop_front();
        }
        self.broken.iter_mut().for_each(|(at, _)| *at -= before);
    }

    fn place(&mut self, text: &str, at: usize) -> Place {
        let (from, place) = if self.known.0 <= at { self.known } else { (0, self.origin) };
        let passed = &text.as_bytes()[from..at];
        let mut place = match memrchr(b'\n', passed) {
            None => place.advance(chars(passed), passed.len() as u64),
            Some(last) => Place {
                line: place.line.saturating_add(memchr_iter(b'\n', passed).count() as u32),
                column: 1 + chars(&passed[last + 1..]),
                byte: place.byte + passed.len() as u64,
            },
        };
        if !self.broken.is_empty() {
            let inside = |&&(broken, _): &&(usize, Vec<u8>)| (from..at).contains(&broken);
            for (_, bytes) in self.broken.iter().filter(inside) {
                place.byte = place.byte + bytes.len() as u64 - '\u{FFFD}'.len_utf8() as u64;
            }
        }
        self.known = (at, place);
        place
    }

    fn copy(&mut self, text: &str, range: Range<usize>, to: &mut TextBuilder) {
        let mut at = range.start;
        while at < range.end {
            let stop = self.stop(text, at..range.end);
            let place = self.place(text, at);
            to.verbatim(&text[at..stop.start], place);
            if !stop.is_empty() {
                let piece = if text[stop.clone()].ends_with('\n') { "\n" } else { "\u{FFFD}" };
                let from = self.place(text, stop.start);
                to.stretch(piece, from, self.place(text, stop.end));
            }
            at = stop.end;
        }
    }

    /// The next thing that does not stand for itself: the end of a line, or broken bytes.
    fn stop(&self, text: &str, range: Range<usize>) -> Range<usize> {
        let bytes = &text.as_bytes()[..range.end];
        let mut from = range.start;
        let mut stop = range.end..range.end;
        while let Some(found) = memchr2(b'\n', b'\r', &bytes[from..]).map(|found| from + found) {
            if bytes[found] == b'\n' {
                stop = found..found + 1;
                break;
            }
            if bytes.get(found + 1) == Some(&b'\n') {
                stop = found..found + 2;
                break;
            }
            from = found + 1;
        }
        let broken = self.broken.partition_point(|&(at, _)| at < range.start);
        match self.broken.get(broken) {
            Some(&(at, _)) if at < stop.start => at..at + '\u{FFFD}'.len_utf8(),
            _ => stop,
        }
    }
}

/// How many bytes at the end are the beginning of a character.
fn unfinished(raw: &[u8]) -> usize {
    let last =
        raw.iter().rev().take(3).position(|&byte| byte & 0xC0 != 0x80).map_or(0, |at| at + 1);
    let needed = match raw.len().checked_sub(last).and_then(|at| raw.get(at)) {
        Some(0xC2..=0xDF) => 2,
        Some(0xE0..=0xEF) => 3,
        Some(0xF0..=0xF4) => 4,
        _ => 1,
    };
    if needed > last { last } else { 0 }
}

/// Text of an encoding that is decoded line by line.
struct Decoded {
    lines: Lines,
    line: Text,
    /// The lines in the window: the offset of each, and the text that knows its places. The first may
    /// begin before the window.
    known: VecDeque<(isize, Text)>,
}

impl Decoded {
    /// Appends some lines; `false` at the end of the file.
    fn read(&mut self, text: &mut String, out: &mut Out) -> bool {
        let enough = text.len() + ENOUGH;
        while text.len() < enough {
            match self.lines.next(&mut self.line, out) {
                Next::End => return false,
                Next::TooLong => continue,
                Next::Line => {}
            }
            let line = std::mem::take(&mut self.line);
            let at = text.len() as isize;
            text.push_str(line.as_str());
            let (end, next) = (line.place_end(line.as_str().len() as u32), self.lines.place());
            // The last line may have no end.
            if next.byte > end.byte {
                text.push('\n');
            }
            self.known.push_back((at, line));
        }
        true
    }

    fn forget(&mut self, before: usize) {
        let keep = self.index(before);
        self.known.drain(..keep);
        self.known.iter_mut().for_each(|(at, _)| *at -= before as isize);
    }

    /// The line that `at` is on.
    fn index(&self, at: usize) -> usize {
        self.known.partition_point(|&(start, _)| start <= at as isize).saturating_sub(1)
    }

    fn place(&self, at: usize) -> Place {
        match self.known.get(self.index(at)) {
            None => self.lines.place(),
            Some((start, line)) => {
                let inside = (at as isize - start) as usize;
                // Behind the line feed of the last line.
                if inside > line.as_str().len() {
                    self.lines.place()
                } else {
                    line.place(inside as u32)
                }
            }
        }
    }

    fn copy(&self, range: Range<usize>, to: &mut TextBuilder) {
        let mut at = range.start;
        let mut index = self.index(at);
        while let Some((start, line)) = self.known.get(index).filter(|_| at < range.end) {
            let (from, length) = ((at as isize - start) as usize, line.as_str().len());
            let end = ((range.end as isize - start) as usize).min(length);
            to.copy(&mut line.places(), from..end);
            at += end - from;
            if at < range.end {
                to.stretch("\n", self.place(at), self.place(at + 1));
                at += 1;
            }
            index += 1;
        }
    }
}
