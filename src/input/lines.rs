//! Parallel text: two files of which line n of one is the translation of line n of the other.
//!
//! Lines that are blank on both sides are skipped together. A line that is blank on one side only is
//! a unit with a missing side, unless the files do not fit together as a whole.

use super::decode::{Lines, Next};
use super::escape;
use super::item::{Out, Problem, ProblemKind, Units};
use super::{Format, Input, Open, PlaceKind, SOURCE, TARGET};
use crate::error::Error;
use crate::text::Text;
use crate::unit::{Pair, Side, Unit};
use std::path::PathBuf;
use std::sync::Arc;

pub(super) const FORMAT: Format = Format {
    name: "lines",
    extensions: &["txt"],
    summary: "parallel text: a file for each side, line by line (--source and --target)",
    catalogue: false,
    plurals: false,
    places: PlaceKind::Characters,
    writes: &[escape::verbatim],
    open: Open::Apart(open, open_alone),
};

fn open(source: Input, target: Input, out: &mut Out) -> Box<dyn Units> {
    Box::new(Parallel {
        langs: [source.languages.side(SOURCE, None), target.languages.side(TARGET, None)],
        document: source.document,
        source: Stream::new(Lines::new(source.bytes, source.file, source.encoding, out)),
        target: Stream::new(Lines::new(target.bytes, target.file, target.encoding, out)),
        tally: Tally::default(),
    })
}

fn open_alone(mut input: Input, out: &mut Out) -> Box<dyn Units> {
    input.languages.take_for_source();
    Box::new(Alone {
        lang: input.languages.side(SOURCE, None),
        document: input.document,
        lines: Stream::new(Lines::new(input.bytes, input.file, input.encoding, out)),
    })
}

/// Fails if two files do not fit together line by line.
pub(super) fn compare(source: Input, target: Input) -> Result<(), Error> {
    let files = [&source.file, &target.file].map(|file| PathBuf::from(&**file));
    // What is damaged is said when the files are read for good.
    let mut out = Out::default();
    let mut source = Stream::new(Lines::new(source.bytes, source.file, source.encoding, &mut out));
    let mut target = Stream::new(Lines::new(target.bytes, target.file, target.encoding, &mut out));
    let mut tally = Tally::default();
    loop {
        let lines = [source.next(&mut out), target.next(&mut out)];
        out.items.clear();
        if lines == [LineKind::End; 2] {
            return tally.verdict(files);
        }
        tally.add(lines);
    }
}

/// One file's lines.
struct Stream {
    lines: Lines,
    line: Text,
}

/// What a line is to its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LineKind {
    Text,
    Blank,
    TooLong,
    End,
}

impl Stream {
    fn new(lines: Lines) -> Self {
        Self { lines, line: Text::default() }
    }

    fn next(&mut self, out: &mut Out) -> LineKind {
        match self.lines.next(&mut self.line, out) {
            Next::End => LineKind::End,
            Next::TooLong => LineKind::TooLong,
            Next::Line if self.line.as_str().trim().is_empty() => LineKind::Blank,
            Next::Line => LineKind::Text,
        }
    }

    /// The line as a side of its own.
    fn side(&self, lang: &Arc<str>) -> Side {
        let text = self.line.slice(0..self.line.as_str().len());
        Side::new(Arc::clone(lang), text)
    }
}

/// How the lines of two files compare.
#[derive(Debug, Default)]
struct Tally {
    segments: [usize; 2],
    lines: [usize; 2],
    /// How many lines there are up to the last that is not blank.
    filled: [usize; 2],
    one_sided: bool,
}

impl Tally {
    fn add(&mut self, lines: [LineKind; 2]) {
        let mut filled = [false; 2];
        for (side, line) in lines.into_iter().enumerate() {
            self.lines[side] += usize::from(line != LineKind::End);
            filled[side] = matches!(line, LineKind::Text | LineKind::TooLong);
            if filled[side] {
                self.segments[side] += 1;
                self.filled[side] = self.lines[side];
            }
        }
        self.one_sided |= filled[0] != filled[1];
    }

    /// The files fit if they have the same number of lines, blank lines at the end aside. Equally many
    /// segments at different places are shifted against each other, not untranslated.
    fn verdict(&self, [source, target]: [PathBuf; 2]) -> Result<(), Error> {
        let same = |counts: [usize; 2]| counts[0] == counts[1];
        let shifted = self.one_sided && same(self.segments);
        if (same(self.lines) || same(self.filled)) && !shifted {
            return Ok(());
        }
        let [source_segments, target_segments] = self.segments;
        Err(Error::Unaligned { source, target, source_segments, target_segments })
    }
}

struct Parallel {
    source: Stream,
    target: Stream,
    langs: [Arc<str>; 2],
    document: Arc<str>,
    tally: Tally,
}

impl Units for Parallel {
    fn read(&mut self, out: &mut Out) -> bool {
        let lines = [self.source.next(out), self.target.next(out)];
        if lines == [LineKind::End; 2] {
            self.finish(out);
            return false;
        }
        self.tally.add(lines);
        let is_text = lines.map(|line| line == LineKind::Text);
        if lines.contains(&LineKind::TooLong) || is_text == [false; 2] {
            return true;
        }
        let file = if is_text[TARGET] { &self.target } else { &self.source }.lines.file();
        let pair = Pair::new(
            self.source.side(&self.langs[SOURCE]),
            is_text[TARGET].then(|| self.target.side(&self.langs[TARGET])),
        );
        out.unit(Unit::new(Arc::clone(file), Arc::clone(&self.document), vec![pair]));
        true
    }
}

impl Parallel {
    /// Says whether the files fitted, for inputs that could not be compared before.
    fn finish(&self, out: &mut Out) {
        let file = self.target.lines.file();
        let files = [self.source.lines.file(), file].map(|file| PathBuf::from(&**file));
        if let Err(error) = self.tally.verdict(files) {
            let (file, kind) = (Arc::clone(file), ProblemKind::Unreadable);
            let message = format!("{error}; {}", error.hint().unwrap_or_default());
            out.problem(Problem { file, place: None, message, kind });
        }
    }
}

/// A text for itself, one segment a line.
struct Alone {
    lines: Stream,
    lang: Arc<str>,
    document: Arc<str>,
}

impl Units for Alone {
    fn read(&mut self, out: &mut Out) -> bool {
        match self.lines.next(out) {
            LineKind::End => return false,
            LineKind::Blank | LineKind::TooLong => {}
            LineKind::Text => {
                let pair = Pair::new(self.lines.side(&self.lang), None);
                let file = Arc::clone(self.lines.lines.file());
                out.unit(Unit::new(file, Arc::clone(&self.document), vec![pair]));
            }
        }
        true
    }
}
