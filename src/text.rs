//! Decoded text that knows where each of its characters stands in the file.
//!
//! A reader makes a [`Text`] once; everything later speaks of a [`Span`] of its value, and only a
//! report asks for the [`Place`]. Spans are never found again by searching. Nothing here knows a
//! file format or an encoding: readers say what they copied from where, through a [`TextBuilder`].

use std::ops::Range;

/// A half-open range of UTF-8 byte offsets in the value of one [`Text`], on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// A span from two byte offsets.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end);
        Self { start: start as u32, end: end as u32 }
    }

    /// The span as a range that indexes a string.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The text that the span covers.
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// Whether two spans share a byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether the whole of `other` lies inside.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// A place in a file, as people and editors count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The line, from 1.
    pub line: u32,
    /// The column in Unicode scalar values of the decoded file, from 1.
    pub column: u32,
    /// The byte offset in the file as it lies on disk, from 0.
    pub byte: u64,
}

impl Default for Place {
    fn default() -> Self {
        Self { line: 1, column: 1, byte: 0 }
    }
}

impl Place {
    /// The place `columns` characters and `bytes` bytes further on the same line.
    #[must_use]
    pub fn advance(self, columns: u32, bytes: u64) -> Self {
        Self { line: self.line, column: self.column + columns, byte: self.byte + bytes }
    }
}

/// The decoded text of one segment with a map back to the bytes of the file.
///
/// Most segments stand in the file as they are; those have no runs and allocate only their value.
#[derive(Debug, Clone, Default)]
pub struct Text {
    value: String,
    /// Where the value begins; what `runs` say goes before it.
    origin: Place,
    /// Stretches of the value in order, the first from offset 0; empty when the whole value stands
    /// in the file as UTF-8, on one line, from `origin` on.
    runs: Vec<Run>,
}

/// A stretch of a value that lies in the file in one way; it ends where the next one starts.
#[derive(Debug, Clone, Copy)]
struct Run {
    /// The first byte of the value.
    start: u32,
    /// How the file holds it.
    step: Step,
    /// Where the file holds it.
    place: Place,
}

/// How the bytes of a file become the characters of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// UTF-8, as it is.
    Verbatim,
    /// Each character takes this many bytes.
    Wide(u8),
    /// The whole run is one escape sequence, or broken bytes: this many bytes, and columns on the last
    /// of the lines that it goes over.
    Atom { lines: u32, columns: u32, bytes: u32 },
}

impl Run {
    /// Where `inside`, the first bytes of this run's text, ends in the file.
    fn end(&self, inside: &[u8]) -> Place {
        match self.step {
            Step::Verbatim => self.place.advance(chars(inside), inside.len() as u64),
            Step::Wide(width) => {
                let columns = chars(inside);
                self.place.advance(columns, u64::from(columns) * u64::from(width))
            }
            Step::Atom { lines: 0, columns, bytes } => {
                self.place.advance(columns, u64::from(bytes))
            }
            Step::Atom { lines, columns, bytes } => Place {
                line: self.place.line + lines,
                column: 1 + columns,
                byte: self.place.byte + u64::from(bytes),
            },
        }
    }
}

impl Text {
    /// Text that stands in the file as it is: UTF-8, on one line, from `origin` on.
    pub fn verbatim(value: String, origin: Place) -> Self {
        Self { value, origin, runs: Vec::new() }
    }

    /// The segment, decoded and unescaped.
    pub fn as_str(&self) -> &str {
        &self.value
    }

    /// The segment without its places.
    pub fn into_string(self) -> String {
        self.value
    }

    /// Where the character at the byte `offset` of the value starts in the file.
    ///
    /// An escape sequence is one thing: every offset inside what it stands for has its start.
    pub fn place(&self, offset: u32) -> Place {
        let (run, at) = self.run(offset, |start| start <= offset);
        match run.step {
            Step::Atom { .. } if at < self.run_end(&run) => run.place,
            _ => run.end(&self.value.as_bytes()[run.start as usize..at]),
        }
    }

    /// Where the text that ends at the byte `offset` of the value ends in the file: the place after
    /// its last character, and behind the whole of an escape sequence that is cut.
    pub fn place_end(&self, offset: u32) -> Place {
        if offset == 0 {
            return self.place(0);
        }
        let (run, at) = self.run(offset, |start| start < offset);
        run.end(&self.value.as_bytes()[run.start as usize..at])
    }

    /// Which stretch of the value stands in these bytes of the file, if whole characters do and nothing
    /// else stands between them.
    pub fn locate(&self, bytes: &Range<u64>) -> Option<Span> {
        let last = self.place_end(self.value.len() as u32).byte;
        if bytes.end < self.place(0).byte || last < bytes.start {
            return None;
        }
        let borders = || self.value.char_indices().map(|(at, _)| at).chain([self.value.len()]);
        let end = |at: usize| self.place_end(at as u32).byte == bytes.end;
        if bytes.is_empty() {
            return borders().find(|&at| end(at)).map(|at| Span::new(at, at));
        }
        let start = |at: usize| self.place(at as u32).byte == bytes.start;
        let first = borders().find(|&at| start(at))?;
        borders().find(|&at| at > first && end(at)).map(|last| Span::new(first, last))
    }

    /// Where a stretch of the value stands in the file, if nothing else stands between its characters.
    pub fn bytes(&self, span: Span) -> Option<Range<u64>> {
        if span.start == span.end {
            let at = self.place_end(span.start).byte;
            return Some(at..at);
        }
        let start = self.place(span.start).byte;
        let mut end = start;
        let offsets = span.of(&self.value).char_indices().map(|(at, c)| (at, at + c.len_utf8()));
        for (from, to) in offsets {
            let (from, to) = (span.start + from as u32, span.start + to as u32);
            // The characters of one escape sequence have its start.
            let begins = self.place(from).byte;
            if begins != end && begins != start {
                return None;
            }
            end = self.place_end(to).byte;
        }
        Some(start..end)
    }

    /// The places of the text, for one who goes through it from the beginning.
    pub fn places(&self) -> Places<'_> {
        Places { text: self, run: u32::MAX, at: 0, place: self.origin }
    }

    /// A part of the text with its places. `range` lies on character boundaries.
    #[must_use]
    pub fn slice(&self, range: Range<usize>) -> Self {
        if self.runs.is_empty() || range.is_empty() {
            return Self::verbatim(
                self.value[range.clone()].to_owned(),
                self.place(range.start as u32),
            );
        }
        let mut part = TextBuilder::new(self.place(range.start as u32));
        part.copy(&mut self.places(), range);
        part.finish()
    }

    /// Texts that follow each other as one, with a space between them that stands nowhere in the
    /// file; where both sides of it are in a script without spaces, there is none.
    #[must_use]
    pub fn joined(parts: &[Self]) -> Self {
        let [first, others @ ..] = parts else { return Self::default() };
        if others.is_empty() {
            return first.clone();
        }
        let mut text = TextBuilder::new(first.origin);
        for part in parts {
            let (last, next) = (text.as_str().chars().next_back(), part.value.chars().next());
            if let (Some(last), Some(next)) = (last, next)
                && !(is_dense(last) && is_dense(next))
            {
                text.atom(" ", text.end, 0, 0);
            }
            text.copy(&mut part.places(), 0..part.value.len());
        }
        text.finish()
    }

    /// The last run that `before` accepts by its start, with `offset` as an index into the value.
    fn run(&self, offset: u32, before: impl Fn(u32) -> bool) -> (Run, usize) {
        let at = (offset as usize).min(self.value.len());
        let index = self.runs.partition_point(|run| before(run.start));
        let run = match index.checked_sub(1).and_then(|last| self.runs.get(last)) {
            Some(run) => *run,
            None => Run { start: 0, step: Step::Verbatim, place: self.origin },
        };
        (run, at)
    }

    /// Where `run` ends in the value.
    fn run_end(&self, run: &Run) -> usize {
        let next = self.runs.partition_point(|other| other.start <= run.start);
        self.runs.get(next).map_or(self.value.len(), |next| next.start as usize)
    }
}

/// Where the characters of a text stand, asked for from left to right: the way that was gone is
/// remembered, so that many questions take no longer than the text is long.
#[derive(Debug)]
pub struct Places<'a> {
    text: &'a Text,
    /// The start of the run that was asked for last.
    run: u32,
    /// An offset in it that is not inside an escape sequence.
    at: usize,
    /// Where `at` is.
    place: Place,
}

impl Places<'_> {
    /// A part of the text with its places, as [`Text::slice`].
    pub fn slice(&mut self, range: Range<usize>) -> Text {
        let mut part = TextBuilder::new(self.start(range.start));
        part.copy(self, range);
        part.finish()
    }

    /// As [`Text::place`].
    pub(crate) fn start(&mut self, offset: usize) -> Place {
        let (run, at) = self.text.run(offset as u32, |start| start as usize <= offset);
        match run.step {
            Step::Atom { .. } => self.text.place(offset as u32),
            _ => self.walk(&run, at),
        }
    }

    /// As [`Text::place_end`].
    fn end(&mut self, offset: usize) -> Place {
        if offset == 0 {
            return self.start(0);
        }
        let (run, at) = self.text.run(offset as u32, |start| (start as usize) < offset);
        match run.step {
            Step::Atom { .. } => self.text.place_end(offset as u32),
            _ => self.walk(&run, at),
        }
    }

    /// Where the offset `at` in `run` is, counted from what was asked for last if that lies before.
    fn walk(&mut self, run: &Run, at: usize) -> Place {
        let known = self.run == run.start && (run.start as usize..=at).contains(&self.at);
        let (from, place) =
            if known { (self.at, self.place) } else { (run.start as usize, run.place) };
        let way = &self.text.value.as_bytes()[from..at];
        self.place = Run { place, ..*run }.end(way);
        (self.run, self.at) = (run.start, at);
        self.place
    }
}

/// Text that stands in a file of its own, from the first byte.
impl From<&str> for Text {
    fn from(value: &str) -> Self {
        if !value.contains('\n') {
            return Self::verbatim(value.to_owned(), Place::default());
        }
        let mut text = TextBuilder::new(Place::default());
        let mut place = Place::default();
        for line in value.split_inclusive('\n') {
            text.verbatim(line, place);
            place = Place { line: place.line + 1, column: 1, byte: place.byte + line.len() as u64 };
        }
        text.finish()
    }
}

/// Puts a [`Text`] together from the pieces that a reader finds, in the order of the value.
#[derive(Debug)]
pub struct TextBuilder {
    text: Text,
    /// Where the last piece ended, so that a piece that goes on from there needs no run.
    end: Place,
}

impl TextBuilder {
    /// An empty text that stands at `origin`.
    pub fn new(origin: Place) -> Self {
        let text = Text { origin, ..Text::default() };
        Self { text, end: origin }
    }

    /// Whether nothing was added yet.
    pub fn is_empty(&self) -> bool {
        self.text.value.is_empty()
    }

    /// What was added so far.
    pub fn as_str(&self) -> &str {
        &self.text.value
    }

    /// Adds text that stands at `place` as UTF-8; a line feed may only be its last character.
    pub fn verbatim(&mut self, piece: &str, place: Place) {
        self.push(piece, Step::Verbatim, place);
    }

    /// Adds a character that takes `width` bytes at `place`.
    pub fn wide(&mut self, c: char, width: u8, place: Place) {
        self.push(c.encode_utf8(&mut [0; 4]), Step::Wide(width), place);
    }

    /// Adds what one escape sequence stands for, or the mark for broken bytes.
    pub fn atom(&mut self, piece: &str, place: Place, columns: u32, bytes: u32) {
        self.push(piece, Step::Atom { lines: 0, columns, bytes }, place);
    }

    /// Adds what everything between two places stands for as one thing, be it on one line or more.
    pub fn stretch(&mut self, piece: &str, from: Place, to: Place) {
        let lines = to.line - from.line;
        let columns = to.column - if lines == 0 { from.column } else { 1 };
        self.push(piece, Step::Atom { lines, columns, bytes: (to.byte - from.byte) as u32 }, from);
    }

    /// Adds a part of another text with its places. `range` lies on character boundaries.
    pub fn copy(&mut self, from: &mut Places<'_>, range: Range<usize>) {
        let text = from.text;
        let mut at = range.start;
        while at < range.end {
            let (run, _) = text.run(at as u32, |start| start as usize <= at);
            let end = text.run_end(&run).min(range.end);
            self.push(&text.value[at..end], run.step, from.start(at));
            at = end;
        }
    }

    /// Adds `piece` for the escape sequence that stands in `range` of another text.
    pub fn escape(&mut self, from: &mut Places<'_>, range: Range<usize>, piece: &str) {
        let (start, end) = (from.start(range.start), from.end(range.end));
        self.stretch(piece, start, end);
    }

    /// The text.
    pub fn finish(mut self) -> Text {
        if let [run] = self.text.runs[..]
            && run.step == Step::Verbatim
        {
            self.text.origin = run.place;
            self.text.runs = Vec::new();
        }
        self.text
    }

    fn push(&mut self, piece: &str, step: Step, place: Place) {
        if piece.is_empty() {
            return;
        }
        let run = Run { start: self.text.value.len() as u32, step, place };
        let goes_on = !matches!(step, Step::Atom { .. })
            && place == self.end
            && self.text.runs.last().is_some_and(|last| last.step == step);
        if !goes_on {
            self.text.runs.push(run);
        }
        self.text.value.push_str(piece);
        self.end = run.end(piece.as_bytes());
    }
}

/// Whether `c` is of a script of wide characters whose words have no spaces between them.
pub(crate) fn is_dense(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

/// Counts the characters of UTF-8 text: every byte but the continuation bytes begins one.
pub(crate) fn chars(text: &[u8]) -> u32 {
    // In pieces whose count fits a byte, which a processor adds up many at a time.
    let piece = |bytes: &[u8]| bytes.iter().map(|&byte| u8::from(byte & 0xC0 != 0x80)).sum::<u8>();
    text.chunks(255).map(|bytes| u32::from(piece(bytes))).sum()
}

/// Whether words beyond `c` belong to another part of the sentence, in any script.
pub(crate) fn parts_clause(c: char) -> bool {
    matches!(c, ',' | ';' | '(' | ')' | '、' | '，' | '。' | '；' | '（' | '）' | '،' | '؛' | '।')
}

/// Whether most letters of `text` are not Latin.
pub(crate) fn is_beyond_latin(text: &str) -> bool {
    let (mut latin, mut other) = (0_usize, 0_usize);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        // The Latin blocks end at U+024F, and Vietnamese letters stand in U+1E00 to U+1EFF.
        match c as u32 {
            0..=0x24f | 0x1e00..=0x1eff | 0xff21..=0xff5a => latin += 1,
            _ => other += 1,
        }
    }
    other > latin
}

/// Whether `text` has a letter or two that are not Latin, among which Latin ones stand as they were
/// copied.
pub(crate) fn has_other_letters(text: &str) -> bool {
    let other = |c: &char| {
        c.is_alphabetic() && !matches!(*c as u32, 0..=0x24f | 0x1e00..=0x1eff | 0xff21..=0xff5a)
    };
    text.chars().filter(other).take(2).count() == 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(line: u32, column: u32, byte: u64) -> Place {
        Place { line, column, byte }
    }

    #[test]
    fn a_text_of_its_own_counts_lines() {
        let text = Text::from("é\nあい\n");
        assert_eq!(text.as_str(), "é\nあい\n");
        assert_eq!(text.place(0), place(1, 1, 0));
        assert_eq!(text.place(3), place(2, 1, 3));
        assert_eq!(text.place(6), place(2, 2, 6));
        assert_eq!(text.place_end(9), place(2, 3, 9));
        assert_eq!(Text::from("").place(0), Place::default());
    }

    /// `a` `\u3042` `b`, from the tenth column on.
    fn escaped() -> Text {
        let mut text = TextBuilder::new(place(4, 10, 50));
        text.verbatim("a", place(4, 10, 50));
        text.atom("あ", place(4, 11, 51), 6, 6);
        text.verbatim("b", place(4, 17, 57));
        text.finish()
    }

    #[test]
    fn an_escape_is_one_thing() {
        let text = escaped();
        assert_eq!(text.place(1), place(4, 11, 51));
        assert_eq!(text.place(2), place(4, 11, 51));
        assert_eq!(text.place_end(1), place(4, 11, 51));
        assert_eq!(text.place_end(2), place(4, 17, 57));
        assert_eq!(text.place_end(4), place(4, 17, 57));
        assert_eq!(text.place(4), place(4, 17, 57));
        assert_eq!(text.place(5), place(4, 18, 58));
    }

    #[test]
    fn bytes_of_the_file_are_found_in_the_text() {
        let text = escaped();
        for (start, end, bytes) in [(0, 1, 50..51), (1, 4, 51..57), (0, 5, 50..58), (4, 4, 57..57)]
        {
            let span = Span::new(start, end);
            assert_eq!(text.bytes(span), Some(bytes.clone()));
            assert_eq!(text.locate(&bytes), Some(span));
        }
        assert_eq!(text.locate(&(52..57)), None, "an escape sequence is one thing");
        assert_eq!(text.locate(&(40..50)), None);
        let parts = [Text::verbatim("One.".to_owned(), place(1, 1, 0)), text];
        let joined = Text::joined(&parts);
        assert_eq!(joined.bytes(Span::new(3, 6)), None, "something stands between them");
        assert_eq!(joined.bytes(Span::new(5, 9)), Some(50..57));
    }

    #[test]
    fn a_slice_keeps_its_places() {
        let text = escaped();
        let part = text.slice(1..5);
        assert_eq!(part.as_str(), "あb");
        assert_eq!(part.place(0), text.place(1));
        assert_eq!(part.place(3), text.place(4));
        assert_eq!(part.place_end(4), text.place_end(5));
        let last = text.slice(4..5);
        assert!(last.runs.is_empty(), "one verbatim run needs no map");
        assert_eq!(last.place(0), text.place(4));
        assert_eq!(text.slice(4..4).place(0), text.place(4));
    }

    #[test]
    fn texts_are_joined_by_a_space_that_stands_nowhere() {
        let parts = [
            Text::verbatim("One.".to_owned(), place(1, 1, 0)),
            escaped(),
            Text::verbatim("Two".to_owned(), place(9, 1, 90)),
        ];
        let text = Text::joined(&parts);
        assert_eq!(text.as_str(), "One. aあb Two");
        assert_eq!(text.place(4), place(1, 5, 4));
        assert_eq!(text.place_end(5), place(1, 5, 4));
        assert_eq!(text.place(5), place(4, 10, 50));
        assert_eq!(text.place(6), place(4, 11, 51));
        assert_eq!(text.place_end(14), place(9, 4, 93));
        let dense = ["雨。", "風。"].map(|part| Text::verbatim(part.to_owned(), place(1, 1, 0)));
        assert_eq!(Text::joined(&dense).as_str(), "雨。風。");
        assert_eq!(Text::joined(&[]).as_str(), "");
    }

    #[test]
    fn characters_of_one_width_share_a_run() {
        let mut text = TextBuilder::new(Place::default());
        text.wide('表', 2, place(1, 1, 0));
        text.wide('計', 2, place(1, 2, 2));
        text.wide('a', 1, place(1, 3, 4));
        let text = text.finish();
        assert_eq!(text.runs.len(), 2);
        assert_eq!(text.place(3), place(1, 2, 2));
        assert_eq!(text.place(6), place(1, 3, 4));
        assert_eq!(text.place_end(7), place(1, 4, 5));
    }

    #[test]
    fn an_offset_behind_the_end_is_the_end() {
        assert_eq!(Text::from("ab").place(9), place(1, 3, 2));
        assert_eq!(escaped().place_end(99), place(4, 18, 58));
    }
}
