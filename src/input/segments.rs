//! Segments read for themselves: texts, and both sides of pairs, one after the other.

use super::item::{Counts, Item, Problem};
use super::reader::{Reader, Request, open};
use crate::error::Error;
use crate::finding::SideName;
use crate::text::Text;
use crate::unit::Side;
use std::sync::Arc;
use std::{mem, vec};

/// A segment that is read for itself.
#[derive(Debug, Clone)]
pub struct Segment {
    /// The unit's own name.
    pub key: Option<String>,
    /// The file it was read from.
    pub file: Arc<str>,
    /// The side it is on; `None` where the input has no sides.
    pub side: Option<SideName>,
    /// The language, a BCP 47 tag.
    pub lang: Arc<str>,
    /// The segment.
    pub text: Text,
}

/// Yields every segment of all inputs: texts for themselves, and both sides of pairs.
pub struct Segments {
    reader: Reader,
    ready: vec::IntoIter<Segment>,
}

/// Opens what the request names to read its segments for themselves.
pub fn segments(request: &Request) -> Result<Segments, Error> {
    let request = Request { monolingual: true, ..request.clone() };
    Ok(Segments { reader: open(&request)?, ready: Vec::new().into_iter() })
}

impl Segments {
    /// What was read so far.
    pub fn counts(&self) -> Counts {
        self.reader.counts()
    }
}

impl Iterator for Segments {
    type Item = Result<Segment, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(segment) = self.ready.next() {
                return Some(Ok(segment));
            }
            let mut unit = match self.reader.next()? {
                Item::Problem(problem) => return Some(Err(problem)),
                Item::Unit(unit) => unit,
            };
            let sided = unit.pairs.iter().any(|pair| pair.target.is_some());
            let name = |side| if sided { Some(side) } else { None };
            let pairs = mem::take(&mut unit.pairs);
            let segments = pairs.into_iter().flat_map(|pair| {
                [Some((SideName::Source, pair.source)), pair.target.map(|t| (SideName::Target, t))]
                    .into_iter()
                    .flatten()
            });
            let segments: Vec<_> = segments
                .filter(|(_, side)| !side.text.as_str().is_empty())
                .map(|(side, Side { lang, text, .. })| Segment {
                    key: unit.key.clone(),
                    file: Arc::clone(&unit.file),
                    side: name(side),
                    lang,
                    text,
                })
                .collect();
            self.ready = segments.into_iter();
        }
    }
}
