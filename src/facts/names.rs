//! Names: who and what a text speaks of, and how another script renders them.

use crate::text::Span;

/// A name in the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The word as written, without possessive or plural endings.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// How a name is rendered in a translation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendering {
    /// The rendering as written.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// The renderings of `name` in `target`.
pub fn render(_name: &Name, _target: &str) -> Vec<Rendering> {
    Vec::new()
}
