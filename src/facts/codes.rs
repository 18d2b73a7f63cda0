//! Codes: tickers and other identifiers, which a translation must keep as they are.

use super::{Chars, Mask};
use crate::locale::Locale;
use crate::text::Span;

/// A ticker or another identifier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// What kind of code.
    pub kind: CodeKind,
    /// The code as it is compared: folded as its kind allows (case, hyphens, plural s, width).
    pub canonical: String,
    /// For a ticker: the exchange written before or after it, as a class of equal names.
    pub exchange: Option<String>,
    /// The whole code, with its exchange.
    pub span: Span,
}

/// What kind of code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CodeKind {
    /// A symbol of a listed security, with or without its exchange.
    Ticker,
    /// Letters with digits, versions, and whatever `rules/identifiers.toml` names.
    Identifier(&'static str),
}

/// Finds the codes outside the masks.
pub(super) fn read(
    _text: &str,
    _chars: &Chars,
    _masks: &[Mask],
    _locale: &Locale,
    _codes: &mut Vec<Code>,
) {
}
