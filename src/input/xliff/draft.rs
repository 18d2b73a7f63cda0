//! A unit of an XLIFF file while it is read: one segment or more.

use super::super::SOURCE;
use super::super::TARGET;
use super::super::inline::Segment;
use super::super::standing::{Progress, Standing};
use crate::unit::{Pair, Side};
use std::sync::Arc;

/// A unit as far as it was read.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) id: Option<String>,
    pub(super) notes: Vec<String>,
    pub(super) max_length: Option<u32>,
    pub(super) standing: Standing,
    /// The native code that segments refer to, by its id.
    pub(super) data: Vec<(String, String)>,
    /// The unit as one piece, where it is not in segments.
    pub(super) whole: Piece,
    pub(super) segments: Vec<Piece>,
    /// Whether the last segment is still open.
    pub(super) in_segment: bool,
}

/// A source with its translation.
#[derive(Debug, Default)]
pub(super) struct Piece {
    pub(super) id: Option<String>,
    pub(super) sides: [Option<Part>; 2],
    pub(super) standing: Standing,
}

/// A side with its language.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) segment: Segment,
    pub(super) lang: Arc<str>,
}

impl Draft {
    /// The segment with this id, which is new where there is none.
    pub(super) fn segment(&mut self, id: String) -> &mut Piece {
        let index = self.segments.iter().position(|piece| piece.id.as_deref() == Some(&id));
        let index = index.unwrap_or_else(|| {
            self.segments.push(Piece { id: Some(id), ..Piece::default() });
            self.segments.len() - 1
        });
        &mut self.segments[index]
    }

    /// What the unit is made of; `None` if source and target are in pieces that do not fit.
    pub(super) fn pieces(&mut self) -> Option<Vec<Piece>> {
        let mut segments = std::mem::take(&mut self.segments);
        let mut whole = std::mem::take(&mut self.whole);
        let has = |side: usize| segments.iter().any(|piece| piece.sides[side].is_some());
        let is_text = |part: &Option<Part>| part.as_ref().is_some_and(|p| !p.segment.is_blank());
        // A translation may be in one piece although its source is not.
        if !has(SOURCE) && !has(TARGET) || !has(TARGET) && is_text(&whole.sides[TARGET]) {
            if let [only] = &segments[..] {
                whole.standing = only.standing;
            }
            return Some(vec![whole]);
        }
        if has(SOURCE) {
            return Some(segments);
        }
        if let [only] = &mut segments[..] {
            only.sides[SOURCE] = whole.sides[SOURCE].take();
            return Some(segments);
        }
        None
    }
}

impl Piece {
    /// What is told of the piece where the unit says something too.
    pub(super) fn standing(&self, unit: Standing) -> Standing {
        let told = self.standing.progress;
        Standing {
            progress: if told == Progress::Done { unit.progress } else { told },
            is_locked: unit.is_locked || self.standing.is_locked,
        }
    }

    /// The pair, and whether it is text at all. A target that is not begun is none where it is but a
    /// copy of the source.
    pub(super) fn pair(self, progress: Progress) -> Option<Pair> {
        let [source, target] = self.sides.map(|part| part.map(|p| p.segment.finish(&p.lang)));
        let is_blank = |side: &Side| side.text.as_str().trim().is_empty();
        let target = target.filter(|side| !is_blank(side));
        let source = match (source, &target) {
            (Some(source), None) if is_blank(&source) => return None,
            (None, None) => return None,
            (Some(source), _) => source,
            (None, Some(_)) => Side::new(Arc::default(), crate::text::Text::default()),
        };
        let is_copy =
            |side: &Side| progress == Progress::New && side.text.as_str() == source.text.as_str();
        let target = target.filter(|side| !is_copy(side));
        Some(Pair::new(source, target))
    }
}
