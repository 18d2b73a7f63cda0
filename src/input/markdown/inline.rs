//! The text of a block as it is written, without what its lines begin with in quotations and lists.

use crate::text::{Places, Text, TextBuilder, is_dense};
use pulldown_cmark::{Event, Tag, TagEnd};
use std::ops::Range;

/// Characters that a backslash keeps from being markup although they never are inside a sentence: it is
/// no part of the text.
const NO_MARKUP: &str = "$.#+-!()~%&";

/// A stretch of inline text.
#[derive(Debug, Default)]
pub(super) struct Inline {
    /// Its parts, each with how it is joined to the one before.
    parts: Vec<(Join, Range<usize>)>,
    /// The join to the part that comes next, if a line ended.
    pending: Option<Join>,
    /// Where the outermost markup ends.
    end: usize,
    /// Whether the last event was text.
    in_text: bool,
    /// The one picture that is all there is, and what it shows.
    picture: Picture,
}

/// What stands between two parts.
#[derive(Debug, Clone)]
enum Join {
    Nothing,
    /// A soft end of a line at this place, which is a space.
    Soft(usize),
    /// A hard end of a line.
    Hard(usize),
}

#[derive(Debug, Default)]
enum Picture {
    #[default]
    Unknown,
    Open(Range<usize>),
    Shown(Range<usize>),
    None,
}

impl Inline {
    pub(super) fn add(&mut self, source: &str, event: &Event<'_>, range: Range<usize>) {
        self.look(event, &range);
        let was_text = std::mem::replace(&mut self.in_text, matches!(event, Event::Text(_)));
        if matches!(event, Event::SoftBreak | Event::HardBreak) {
            let Some(feed) = source[range.start..].find('\n').map(|at| range.start + at) else {
                return;
            };
            self.cut(range.start);
            let soft = matches!(event, Event::SoftBreak);
            self.pending = Some(if soft { Join::Soft(feed) } else { Join::Hard(feed) });
            return;
        }
        let start = range.start;
        let escaped = was_text
            && self.in_text
            && start == self.last_end() + 1
            && source[..start].ends_with('\\')
            && source[start..].starts_with(|c| NO_MARKUP.contains(c));
        if self.parts.is_empty() {
            self.parts.push((Join::Nothing, range.clone()));
        } else if let Some(join) = self.pending.take() {
            // The end of markup that began on an earlier line covers all of it.
            if matches!(event, Event::End(_)) {
                self.pending = Some(join);
                return;
            }
            self.parts.push((join, range.clone()));
        } else if escaped {
            self.cut(start - 1);
            self.parts.push((Join::Nothing, range.clone()));
        }
        self.end = self.end.max(range.end);
        if let Some((_, part)) = self.parts.last_mut() {
            part.end = part.end.max(range.end);
        }
    }

    fn last_end(&self) -> usize {
        self.parts.last().map_or(0, |(_, part)| part.end)
    }

    /// Ends the last part at a place inside of it, as markup may reach over several lines.
    fn cut(&mut self, at: usize) {
        if let Some((_, part)) = self.parts.last_mut() {
            part.end = part.start.max(at);
        }
    }

    /// Keeps track of whether a picture is all there is.
    fn look(&mut self, event: &Event<'_>, range: &Range<usize>) {
        self.picture = match (std::mem::take(&mut self.picture), event) {
            (Picture::Unknown, Event::Start(Tag::Image { .. })) => Picture::Open(0..0),
            (Picture::Open(shown), Event::End(TagEnd::Image)) => Picture::Shown(shown),
            (Picture::Open(shown), Event::Text(_) | Event::Code(_)) => {
                let start = if shown.is_empty() { range.start } else { shown.start };
                Picture::Open(start..range.end)
            }
            _ => Picture::None,
        };
    }

    /// Whether a picture is all there is.
    pub(super) fn picture(&self) -> bool {
        matches!(self.picture, Picture::Shown(_))
    }

    /// The text with its places; `None` if there is none.
    pub(super) fn text(self, source: &str, places: &mut Places<'_>) -> Option<Text> {
        if let Picture::Shown(shown) = self.picture {
            return (!shown.is_empty()).then(|| places.slice(shown));
        }
        let mut parts = self.parts;
        // Markup that ends on the last line reaches over it.
        if let Some((_, last)) = parts.last_mut() {
            last.end = last.end.max(self.end);
        }
        let mut text = TextBuilder::new(places.start(parts.first()?.1.start));
        let count = parts.len();
        for (index, (join, part)) in parts.into_iter().enumerate() {
            match join {
                Join::Soft(feed) if !joins_without_space(text.as_str(), &source[part.clone()]) => {
                    text.escape(places, feed..feed + 1, " ");
                }
                Join::Hard(feed) => text.copy(places, feed..feed + 1),
                _ => {}
            }
            let written = &source[part.clone()];
            let end = if index + 1 == count { written.trim_end().len() } else { written.len() };
            text.copy(places, part.start..part.start + end);
        }
        (!text.as_str().trim().is_empty()).then(|| text.finish())
    }
}

/// Whether lines are joined without a space, as in scripts that have none between words.
fn joins_without_space(before: &str, after: &str) -> bool {
    before.ends_with(is_dense) && after.starts_with(is_dense)
}
