//! What is not text: URLs, e-mail addresses, placeholders, markup, code. Nothing in it is a figure.

use super::Chars;
use crate::text::Span;

/// A stretch that is never read as a figure or a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mask {
    /// Where.
    pub span: Span,
}

/// Finds what is not text.
pub(super) fn read(_text: &str, _chars: &Chars, _masks: &mut Vec<Mask>) {}
