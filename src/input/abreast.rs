//! Files of one language each that have no keys: their segments answer each other by where they stand,
//! as cues of subtitles and blocks of a document do. The format says which; here they become units.

use super::item::{Out, Problem, ProblemKind, Units};
use super::{Input, SOURCE};
use crate::text::{Text, TextBuilder};
use crate::unit::{Pair, Presence, Side, Unit};
use std::ops::Range;
use std::sync::Arc;

/// A segment of a file.
#[derive(Debug)]
pub(super) struct Segment {
    /// What names it, where nothing of the other file does.
    pub(super) key: String,
    /// Its text. One that may be joined with the next holds the end of its last line too.
    pub(super) text: Text,
    /// What the file tells about it.
    pub(super) notes: Vec<String>,
}

/// Segments of two files that answer each other; of one side there may be none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) source: Range<usize>,
    pub(super) target: Range<usize>,
}

/// A file that was read.
pub(super) struct File {
    path: Arc<str>,
    document: Arc<str>,
    lang: Arc<str>,
    segments: Vec<Segment>,
}

impl File {
    /// The segments of the source or the target.
    pub(super) fn new(input: Input, side: usize, segments: Vec<Segment>) -> Self {
        let lang = input.languages.side(side, None);
        Self { path: input.file, document: input.document, lang, segments }
    }

    /// The segments of a file that is read for itself.
    pub(super) fn alone(mut input: Input, segments: Vec<Segment>) -> Self {
        input.languages.take_for_source();
        Self::new(input, SOURCE, segments)
    }

    /// Something about the file as a whole.
    pub(super) fn problem(&self, kind: ProblemKind, message: String) -> Problem {
        Problem { file: Arc::clone(&self.path), place: None, message, kind }
    }

    /// A side of a pair; its segments are joined by the ends of their lines.
    fn side(&self, range: Range<usize>) -> Side {
        let mut segments: Vec<_> =
            self.segments[range].iter().map(|segment| &segment.text).collect();
        // A text goes through its file from the beginning.
        segments.sort_by_key(|text| text.place(0).byte);
        let text = match segments[..] {
            [] => Text::default(),
            [alone] => alone.slice(0..content(alone)),
            [ref first @ .., last] => {
                let mut joined = TextBuilder::new(segments[0].place(0));
                for text in first {
                    joined.copy(&mut text.places(), 0..text.as_str().len());
                }
                joined.copy(&mut last.places(), 0..content(last));
                joined.finish()
            }
        };
        Side::new(Arc::clone(&self.lang), text)
    }
}

/// The length of a text without the end of its last line.
fn content(text: &Text) -> usize {
    text.as_str().trim_end_matches('\n').len()
}

/// The units of two files, in the order of the links.
pub(super) fn join(files: [File; 2], links: Vec<Link>) -> Box<dyn Units> {
    let [source, target] = files;
    let units = links.into_iter().map(move |link| {
        let presence = match (link.source.is_empty(), link.target.is_empty()) {
            (false, true) => Presence::SourceAlone,
            (true, false) => Presence::TargetAlone,
            _ => Presence::Both,
        };
        let own = |file: &File, range: &Range<usize>| {
            let segments = file.segments[range.clone()].iter();
            let notes = segments.clone().flat_map(|segment| segment.notes.iter().cloned());
            (segments.clone().next().map(|first| first.key.clone()), notes.collect::<Vec<_>>())
        };
        let (key, notes) = match presence {
            Presence::TargetAlone => own(&target, &link.target),
            _ => own(&source, &link.source),
        };
        let file = if presence == Presence::SourceAlone { &source } else { &target };
        let translation = target.side(link.target);
        let is_blank = presence == Presence::Both && translation.text.as_str().trim().is_empty();
        let pair = Pair {
            presence,
            ..Pair::new(source.side(link.source), (!is_blank).then_some(translation))
        };
        let unit = Unit::new(Arc::clone(&file.path), Arc::clone(&target.document), vec![pair]);
        Unit { key, notes, ..unit }
    });
    Box::new(Ready(units))
}

/// The units of one file.
pub(super) fn each(file: File) -> Box<dyn Units> {
    let units = (0..file.segments.len()).map(move |at| {
        let pair = Pair::new(file.side(at..at + 1), None);
        let unit = Unit::new(Arc::clone(&file.path), Arc::clone(&file.document), vec![pair]);
        let Segment { key, notes, .. } = &file.segments[at];
        Unit { key: Some(key.clone()), notes: notes.clone(), ..unit }
    });
    Box::new(Ready(units))
}

/// Units that were found and come out one by one.
struct Ready<I>(I);

impl<I: Iterator<Item = Unit> + Send> Units for Ready<I> {
    fn read(&mut self, out: &mut Out) -> bool {
        let unit = self.0.next();
        let goes_on = unit.is_some();
        unit.into_iter().for_each(|unit| out.unit(unit));
        goes_on
    }
}
