//! What a fix changes, character by character: the rest of the file is left as it is.

use crate::text::{Span, Text};
use std::ops::Range;

/// Bytes of a file, and the text that is to stand there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) bytes: Range<u64>,
    pub(super) text: String,
}

/// The least that makes `new` of the stretch `span` of `text`; `None` where the file holds what lies
/// between, such as the quotation marks of two lines, or the text does not change.
pub(super) fn pieces(text: &Text, span: Span, new: &str) -> Option<Vec<Piece>> {
    let old = span.of(text.as_str());
    let edits = if old.chars().count() == new.chars().count() {
        one_by_one(old, new)
    } else {
        vec![middle(old, new)]
    };
    let pieces = edits.into_iter().map(|(range, written)| {
        let start = span.start as usize;
        let bytes = text.bytes(Span::new(start + range.start, start + range.end))?;
        Some(Piece { bytes, text: written.to_owned() })
    });
    pieces.collect::<Option<Vec<_>>>().filter(|pieces| !pieces.is_empty())
}

/// Each character that another one takes the place of.
fn one_by_one<'a>(old: &str, new: &'a str) -> Vec<(Range<usize>, &'a str)> {
    let chars = old.char_indices().zip(new.char_indices());
    chars
        .filter(|((_, a), (_, b))| a != b)
        .map(|((at, a), (to, b))| (at..at + a.len_utf8(), &new[to..to + b.len_utf8()]))
        .collect()
}

/// What lies between the beginning and the end that both have.
fn middle<'a>(old: &str, new: &'a str) -> (Range<usize>, &'a str) {
    let same = |(a, b): &(char, char)| a == b;
    let length = |(c, _): (char, char)| c.len_utf8();
    let head: usize = old.chars().zip(new.chars()).take_while(same).map(length).sum();
    let (old_rest, new_rest) = (&old[head..], &new[head..]);
    let ends = old_rest.chars().rev().zip(new_rest.chars().rev());
    let tail: usize = ends.take_while(same).map(length).sum();
    (head..old.len() - tail, &new[head..new.len() - tail])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edits(old: &str, new: &str) -> Vec<(u64, u64, String)> {
        let text = Text::from(old);
        let pieces = pieces(&text, Span::new(0, old.len()), new).unwrap_or_default();
        let plain = |piece: Piece| (piece.bytes.start, piece.bytes.end, piece.text);
        pieces.into_iter().map(plain).collect()
    }

    #[test]
    fn only_what_differs_is_written() {
        assert_eq!(edits("40.59億", "405.9億"), [(2, 3, "5".to_owned()), (3, 4, ".".to_owned())]);
        assert_eq!(edits("NVDA", "NASDAQ:NVDA"), [(1, 1, "ASDAQ:N".to_owned())]);
        assert_eq!(edits("終わり。", "終わり。\n"), [(12, 12, "\n".to_owned())]);
        assert_eq!(edits(" a", "a"), [(0, 1, String::new())]);
        assert!(edits("a", "a").is_empty());
    }
}
