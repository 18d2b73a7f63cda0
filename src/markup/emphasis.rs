//! Light markup: emphasis and code of Markdown, and tags in square brackets.

use crate::facts::{Facts, MaskKind};
use crate::text::Span;

/// So many tags in square brackets are looked at.
const MOST: usize = 100;

/// Where the first words stand that one text marks as code and the other does not have. Code of
/// several lines holds comments and texts, which are translated.
pub(crate) fn lost_code(source: (&str, &Facts), target: (&str, &Facts)) -> Option<Span> {
    let (text, other) = (source.0, target.0);
    codes(source.1).find(|span| {
        let code = bare(span.of(text));
        !span.of(text).contains('\n')
            && !other.contains(code)
            && !codes(target.1).any(|span| same_code(bare(span.of(other)), code))
    })
}

/// Where code stands.
fn codes(facts: &Facts) -> impl Iterator<Item = Span> {
    facts.masks.iter().filter(|mask| mask.kind == MaskKind::Code).map(|mask| mask.span)
}

/// The code between backticks.
fn bare(written: &str) -> &str {
    written.trim_matches('`').trim()
}

/// Whether two are the same but for white space.
fn same_code(one: &str, other: &str) -> bool {
    let visible = |text: &'_ str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    one.len().abs_diff(other.len()) < 8 && visible(one) == visible(other)
}

/// How often each text begins or ends strong emphasis, where they differ.
pub(crate) fn emphasis(source: &str, target: &str) -> Option<(usize, usize)> {
    if !source.contains("**") && !target.contains("**") {
        return None;
    }
    let count = |text: &str| text.matches("**").count();
    let (was, is) = (count(source), count(target));
    (was != is && was % 2 == 0).then_some((was, is))
}

/// Tags in square brackets that a text closes: `b` in `[b]bold[/b]`.
fn closed(text: &str) -> impl Iterator<Item = (&str, Span)> {
    text.match_indices("[/").take(MOST).filter_map(|(at, _)| {
        let rest = &text[at + 2..];
        let end = rest.find(']')?;
        let name = &rest[..end];
        let legal = (1..=12).contains(&end) && name.bytes().all(|b| b.is_ascii_alphanumeric());
        legal.then(|| (name, Span::new(at, at + 2 + end + 1)))
    })
}

/// The first tag in square brackets that one text closes more often than the other, and where.
pub(crate) fn lost_square_tag<'t>(text: &'t str, other: &str) -> Option<(&'t str, Span)> {
    // Looking for one byte costs less than for two.
    if !text.contains('[') {
        return None;
    }
    let count = |text: &str, name: &str| closed(text).filter(|(other, _)| *other == name).count();
    closed(text).find(|(name, _)| count(text, name) > count(other, name))
}
