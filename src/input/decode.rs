//! Bytes of a file into lines of text that know their places, one line at a time.
//!
//! A line ends with a line feed; a carriage return before it belongs to the end. No other character
//! ends a line. Broken bytes become U+FFFD and a problem, and the rest of the line is kept.

use super::item::{Out, Problem, ProblemKind};
use crate::error::reason;
use crate::text::{Place, Text, TextBuilder};
use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use memchr::memchr;
use std::io::{self, BufRead, Cursor, Read as _};
use std::sync::Arc;

/// The bytes of an input.
pub type Bytes = Box<dyn BufRead + Send>;

/// The longest line that is read, in bytes. It is a multiple of every code unit's size.
pub(super) const LONGEST: usize = 16 << 20;

/// What [`Lines::next`] found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// A line; it may be empty.
    Line,
    /// A line that is too long to be read; a problem says so.
    TooLong,
    /// The end of the input.
    End,
}

/// How a stretch of raw bytes ended.
enum Ending {
    Newline,
    Limit,
    File,
}

/// The lines of one input.
pub(super) struct Lines {
    bytes: Bytes,
    /// The bytes of the last line, for their memory.
    raw: Vec<u8>,
    encoding: &'static Encoding,
    /// Whether nothing named the encoding, and nothing was broken so far.
    is_assumed: bool,
    file: Arc<str>,
    /// Where the next line begins.
    place: Place,
    at_end: bool,
}

impl Lines {
    /// Starts to read. A byte order mark wins over `encoding`, and without both it is UTF-8.
    pub(super) fn new(
        mut bytes: Bytes,
        file: Arc<str>,
        encoding: Option<&'static Encoding>,
        out: &mut Out,
    ) -> Self {
        let mut head = Vec::new();
        let failure = bytes.by_ref().take(3).read_to_end(&mut head).err();
        let (found, mark) = match Encoding::for_bom(&head) {
            Some((found, mark)) => (found, mark),
            None => (encoding.unwrap_or(UTF_8), 0),
        };
        let place = Place::default().advance(0, mark as u64);
        if mark == 0 && encoding.is_none() && matches!(head[..], [a, b, ..] if (a == 0) != (b == 0))
        {
            let message = "this looks like UTF-16 without a byte order mark; name the encoding \
                           with --encoding utf-16le or utf-16be"
                .to_owned();
            let kind = ProblemKind::Damage;
            out.problem(Problem { file: Arc::clone(&file), place: None, message, kind });
        }
        let bytes = Box::new(Cursor::new(head.split_off(mark)).chain(bytes));
        let is_assumed = mark == 0 && encoding.is_none();
        let raw = Vec::new();
        let mut lines =
            Self { bytes, raw, encoding: found, is_assumed, file, place, at_end: false };
        if let Some(error) = failure {
            lines.fail(&error, out);
        }
        lines
    }

    /// The file that is read, as the user named it.
    pub(super) fn file(&self) -> &Arc<str> {
        &self.file
    }

    /// Where the next line begins.
    pub(super) fn place(&self) -> Place {
        self.place
    }

    /// The encoding that is read.
    pub(super) fn encoding(&self) -> &'static Encoding {
        self.encoding
    }

    /// A problem of this file.
    pub(super) fn problem(&self, place: Place, kind: ProblemKind, message: String) -> Problem {
        Problem { file: Arc::clone(&self.file), place: Some(place), message, kind }
    }

    /// Reads the next line into `line`, whose memory is used again, without what ends it.
    ///
    /// At the end of the input, and for a line that is too long, `line` is empty and stands there.
    pub(super) fn next(&mut self, line: &mut Text, out: &mut Out) -> Next {
        let mut raw = std::mem::take(&mut self.raw);
        raw.clear();
        let start = self.place;
        if self.at_end {
            *line = Text::verbatim(String::new(), start);
            return Next::End;
        }
        let ending = match self.read_raw(&mut raw) {
            Ok(ending) => ending,
            Err(error) => {
                self.fail(&error, out);
                Ending::File
            }
        };
        if raw.is_empty() {
            self.at_end = true;
            *line = Text::verbatim(String::new(), start);
            return Next::End;
        }
        let mut length = raw.len() as u64;
        let too_long = matches!(ending, Ending::Limit);
        if too_long {
            length += self.skip(&mut raw, out);
        }
        self.place =
            Place { line: start.line.saturating_add(1), column: 1, byte: start.byte + length };
        if too_long {
            out.problem(self.problem(
                start,
                ProblemKind::Lost,
                format!("this line is longer than {} MiB and was left out", LONGEST >> 20),
            ));
            *line = Text::verbatim(String::new(), start);
            return Next::TooLong;
        }
        self.cut_line_end(&mut raw);
        let mut value = std::mem::take(line).into_string();
        value.clear();
        *line = self.decode(&raw, value, start, out);
        self.raw = raw;
        Next::Line
    }

    /// Ends the input with the reason why it cannot be read on.
    fn fail(&mut self, error: &io::Error, out: &mut Out) {
        self.at_end = true;
        let message = format!("cannot be read any further: {}", reason(error));
        out.problem(self.problem(self.place, ProblemKind::Unreadable, message));
    }

    /// Appends raw bytes up to and with a line feed, at most [`LONGEST`] of them.
    fn read_raw(&mut self, raw: &mut Vec<u8>) -> io::Result<Ending> {
        loop {
            let room = LONGEST - raw.len();
            if room == 0 {
                return Ok(Ending::Limit);
            }
            if self.read_until_newline(raw, room)? == 0 {
                return Ok(Ending::File);
            }
            if raw.last() != Some(&b'\n') {
                continue;
            }
            // In UTF-16 the byte may be one half of another character.
            let newline = if self.encoding == UTF_16LE {
                !raw.len().is_multiple_of(2)
                    && self.bytes.by_ref().take(1).read_to_end(raw)? == 1
                    && raw.last() == Some(&0)
            } else if self.encoding == UTF_16BE {
                raw.len().is_multiple_of(2) && raw[raw.len() - 2] == 0
            } else {
                true
            };
            if newline {
                return Ok(Ending::Newline);
            }
        }
    }

    /// Appends raw bytes up to and with the next byte of a line feed, at most `room` of them, and
    /// returns how many they are.
    fn read_until_newline(&mut self, raw: &mut Vec<u8>, room: usize) -> io::Result<usize> {
        let mut read = 0;
        while read < room {
            let buffer = match self.bytes.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                buffer => buffer?,
            };
            let buffer = &buffer[..buffer.len().min(room - read)];
            let newline = memchr(b'\n', buffer);
            let length = newline.map_or(buffer.len(), |at| at + 1);
            raw.extend_from_slice(&buffer[..length]);
            self.bytes.consume(length);
            read += length;
            if newline.is_some() || length == 0 {
                break;
            }
        }
        Ok(read)
    }

    /// Skips the rest of a line that is too long; how many bytes that were.
    fn skip(&mut self, raw: &mut Vec<u8>, out: &mut Out) -> u64 {
        let mut skipped = 0;
        loop {
            raw.clear();
            let ending = self.read_raw(raw);
            skipped += raw.len() as u64;
            match ending {
                Ok(Ending::Limit) => {}
                Ok(Ending::Newline | Ending::File) => return skipped,
                Err(error) => {
                    self.fail(&error, out);
                    return skipped;
                }
            }
        }
    }

    /// Removes the line feed and a carriage return before it.
    fn cut_line_end(&self, raw: &mut Vec<u8>) {
        let ends: [&[u8]; 2] = if self.encoding == UTF_16LE {
            [b"\n\0", b"\r\0"]
        } else if self.encoding == UTF_16BE {
            [b"\0\n", b"\0\r"]
        } else {
            [b"\n", b"\r"]
        };
        if raw.ends_with(ends[0]) {
            raw.truncate(raw.len() - ends[0].len());
            if raw.ends_with(ends[1]) {
                raw.truncate(raw.len() - ends[1].len());
            }
        }
    }

    /// Decodes one line that begins at `start`, into the memory of `value`.
    fn decode(&mut self, raw: &[u8], mut value: String, start: Place, out: &mut Out) -> Text {
        let mut broken = Broken::default();
        let text = if self.encoding == UTF_8 {
            // The decoder makes sure of UTF-8 faster than the standard library.
            match UTF_8.decode_without_bom_handling_and_without_replacement(raw) {
                Some(text) => {
                    value.push_str(&text);
                    return Text::verbatim(value, start);
                }
                None => decode_utf8(raw, start, &mut broken),
            }
        } else {
            decode(raw, self.encoding, start, &mut broken)
        };
        if let Some((place, message)) = broken.describe(self.encoding, &mut self.is_assumed) {
            out.problem(self.problem(place, ProblemKind::Damage, message));
        }
        text
    }
}

/// The broken places of one line.
#[derive(Debug, Default)]
pub(super) struct Broken {
    /// Where the first one is and what stands there.
    pub(super) first: Option<(Place, Vec<u8>)>,
    /// How many there are.
    pub(super) count: usize,
}

impl Broken {
    pub(super) fn add(&mut self, place: Place, bytes: &[u8]) {
        self.count += 1;
        self.first.get_or_insert_with(|| (place, bytes.to_vec()));
    }

    /// What is broken and where, if anything is. `is_assumed` tells that nothing named the encoding:
    /// then the first problem, and no other, asks whether it is another one.
    pub(super) fn describe(
        &self,
        encoding: &'static Encoding,
        is_assumed: &mut bool,
    ) -> Option<(Place, String)> {
        let (place, bytes) = self.first.as_ref()?;
        let bytes: Vec<_> = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
        let more = match self.count {
            1 => String::new(),
            2 => ", and at one more place on this line".to_owned(),
            n => format!(", and at {} more places on this line", n - 1),
        };
        let (bytes, name) = (bytes.join(" "), encoding.name());
        let hint = if std::mem::take(is_assumed) {
            "; if the file is in another encoding, name it with --encoding"
        } else {
            ""
        };
        Some((*place, format!("broken text: `{bytes}` is not {name}{more}{hint}")))
    }
}

/// Decodes bytes that stand at `start` on one line.
pub(super) fn decode(
    raw: &[u8],
    encoding: &'static Encoding,
    start: Place,
    broken: &mut Broken,
) -> Text {
    if encoding == UTF_8 {
        decode_utf8(raw, start, broken)
    } else if encoding == UTF_16LE {
        decode_utf16(raw, u16::from_le_bytes, start, broken)
    } else if encoding == UTF_16BE {
        decode_utf16(raw, u16::from_be_bytes, start, broken)
    } else {
        decode_legacy(raw, encoding, start, broken)
    }
}

fn decode_utf8(raw: &[u8], start: Place, broken: &mut Broken) -> Text {
    let mut text = Decoded::new(start);
    for chunk in raw.utf8_chunks() {
        text.verbatim(chunk.valid());
        if !chunk.invalid().is_empty() {
            text.broken(chunk.invalid(), broken);
        }
    }
    text.builder.finish()
}

fn decode_utf16(raw: &[u8], unit: fn([u8; 2]) -> u16, start: Place, broken: &mut Broken) -> Text {
    let mut text = Decoded::new(start);
    let mut at = 0;
    let units = raw.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    for decoded in char::decode_utf16(units) {
        if let Ok(c) = decoded {
            let width = c.len_utf16() * 2;
            text.wide(c, width);
            at += width;
        } else {
            text.broken(&raw[at..at + 2], broken);
            at += 2;
        }
    }
    if at < raw.len() {
        text.broken(&raw[at..], broken);
    }
    text.builder.finish()
}

/// Feeds the decoder byte by byte: what comes out then is what the bytes since the last time stand
/// for. That keeps places exact for every encoding, shift states included.
fn decode_legacy(
    raw: &[u8],
    encoding: &'static Encoding,
    start: Place,
    broken: &mut Broken,
) -> Text {
    let mut text = Decoded::new(start);
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let (mut pending, mut fed) = (0, 0);
    while fed <= raw.len() {
        let last = fed == raw.len();
        let input = &raw[fed..raw.len().min(fed + 1)];
        let mut utf8 = [0; 16];
        let (result, read, written) =
            decoder.decode_to_utf8_without_replacement(input, &mut utf8, last);
        fed += read;
        let piece = String::from_utf8_lossy(&utf8[..written]);
        match result {
            DecoderResult::Malformed(length, extra) => {
                let end = fed.saturating_sub(usize::from(extra)).max(pending);
                let begin = end.saturating_sub(usize::from(length)).max(pending);
                text.piece(&piece, begin - pending);
                text.broken(&raw[begin..end], broken);
                pending = end;
            }
            DecoderResult::InputEmpty | DecoderResult::OutputFull => {
                if !piece.is_empty() {
                    text.piece(&piece, fed - pending);
                    pending = fed;
                }
                if last {
                    break;
                }
            }
        }
    }
    text.builder.finish()
}

/// A text under construction from bytes in the order of the file.
struct Decoded {
    builder: TextBuilder,
    place: Place,
}

impl Decoded {
    fn new(place: Place) -> Self {
        Self { builder: TextBuilder::new(place), place }
    }

    fn verbatim(&mut self, piece: &str) {
        self.builder.verbatim(piece, self.place);
        self.place = self.place.advance(piece.chars().count() as u32, piece.len() as u64);
    }

    fn wide(&mut self, c: char, width: usize) {
        self.builder.wide(c, width as u8, self.place);
        self.place = self.place.advance(1, width as u64);
    }

    /// Adds what `width` bytes stand for: one character, rarely two.
    fn piece(&mut self, piece: &str, width: usize) {
        let mut chars = piece.chars();
        match (chars.next(), chars.next()) {
            // A shift sequence: bytes that stand for no character.
            (None, _) => self.place = self.place.advance(0, width as u64),
            (Some(c), None) if u8::try_from(width).is_ok() => self.wide(c, width),
            _ => {
                let columns = piece.chars().count() as u32;
                self.builder.atom(piece, self.place, columns, width as u32);
                self.place = self.place.advance(columns, width as u64);
            }
        }
    }

    fn broken(&mut self, bytes: &[u8], broken: &mut Broken) {
        broken.add(self.place, bytes);
        self.builder.atom("\u{FFFD}", self.place, 1, bytes.len() as u32);
        self.place = self.place.advance(1, bytes.len() as u64);
    }
}
