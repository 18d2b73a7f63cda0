//! The inline codes of a file, each of which stands as U+FFFC in its text.

use crate::text::Span;
use crate::unit::{CodeKind, InlineCode, Side};

/// What became of the inline codes of a pair.
#[derive(Debug, Clone, Copy)]
pub(crate) enum CodeDifference<'a> {
    /// The target lacks one of the source.
    Missing(&'a InlineCode, Span),
    /// The source has none such.
    Added(&'a InlineCode, Span),
    /// It closes what is not open, or is never closed.
    Unbalanced(&'a InlineCode, Span),
    /// Those that stand for themselves come in another order.
    Reordered(Span),
    /// There are so many in the source and in the target, and nothing else is known of them; where
    /// the last one stands in the text that has more.
    Counted(usize, usize, Span),
}

/// Where codes stand.
fn marks(side: &Side) -> impl Iterator<Item = Span> {
    let marks = side.text.as_str().match_indices('\u{fffc}');
    marks.map(|(at, mark)| Span::new(at, at + mark.len()))
}

/// The codes of a side with their places.
fn codes(side: &Side) -> impl Iterator<Item = (&InlineCode, Span)> {
    side.codes.iter().zip(marks(side))
}

/// Whether two codes are each other's counterpart: by their ids, or by what they stand for.
fn agrees(one: &InlineCode, other: &InlineCode) -> bool {
    let tied = match (&one.id, &other.id) {
        (Some(a), Some(b)) => a == b,
        _ => one.shown == other.shown,
    };
    one.kind == other.kind && tied
}

/// The differences of two sides, of which at least one has inline codes.
pub(crate) fn differences<'a>(source: &'a Side, target: &'a Side) -> Vec<CodeDifference<'a>> {
    if source.codes.is_empty() && target.codes.is_empty() {
        let (was, is) = (marks(source).count(), marks(target).count());
        let last = marks(if was > is { source } else { target }).last();
        let counted = last.filter(|_| was != is).map(|last| CodeDifference::Counted(was, is, last));
        return counted.into_iter().collect();
    }
    let mut same = source.codes.iter().zip(&target.codes);
    if source.codes.len() == target.codes.len() && same.all(|(a, b)| agrees(a, b)) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut left: Vec<_> = codes(target).collect();
    for (code, span) in codes(source) {
        match left.iter().position(|(other, _)| agrees(code, other)) {
            Some(at) => drop(left.remove(at)),
            None => found.push(CodeDifference::Missing(code, span)),
        }
    }
    found.extend(left.into_iter().map(|(code, span)| CodeDifference::Added(code, span)));
    if found.is_empty() {
        found.extend(unbalanced(target).filter(|_| unbalanced(source).is_none()));
        found.extend(reordered(source, target).filter(|_| found.is_empty()));
    }
    found
}

/// The first code that does not nest. A code that opens in one segment may close in another, so that
/// only one whose counterpart is here can be out of place.
fn unbalanced(side: &Side) -> Option<CodeDifference<'_>> {
    let mut open: Vec<&InlineCode> = Vec::new();
    for (code, span) in codes(side) {
        match code.kind {
            CodeKind::Standalone => {}
            CodeKind::Open => open.push(code),
            CodeKind::Close if code.id.is_none() => drop(open.pop()),
            CodeKind::Close => match open.iter().rposition(|other| other.id == code.id) {
                Some(at) if at + 1 == open.len() => drop(open.pop()),
                Some(_) => return Some(CodeDifference::Unbalanced(code, span)),
                None => {
                    let later = |(other, at): (&InlineCode, Span)| {
                        other.kind == CodeKind::Open && other.id == code.id && at.start > span.start
                    };
                    if codes(side).any(later) {
                        return Some(CodeDifference::Unbalanced(code, span));
                    }
                }
            },
        }
    }
    None
}

/// Where the first code stands that stood elsewhere among those that stand for themselves.
fn reordered<'a>(source: &'a Side, target: &'a Side) -> Option<CodeDifference<'a>> {
    let alone = |(code, _): &(&InlineCode, Span)| code.kind == CodeKind::Standalone;
    let mut pairs = codes(source).filter(alone).zip(codes(target).filter(alone));
    let (_, (_, span)) = pairs.find(|((a, _), (b, _))| !agrees(a, b))?;
    Some(CodeDifference::Reordered(span))
}
