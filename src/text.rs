//! Decoded text that knows where each of its bytes stands in the file.
//!
//! A reader makes a [`Text`] once; everything later speaks of a [`Span`] of its value, and only a
//! report asks for the [`Place`]. Spans are never found again by searching.

use std::ops::Range;

/// A half-open range of UTF-8 byte offsets in the value of one [`Text`], on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// A span from two byte offsets.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end);
        Self { start: start as u32, end: end as u32 }
    }

    /// The span as a range that indexes a string.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The text that the span covers.
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// Whether two spans share a byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether the whole of `other` lies inside.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// A place in a file, as people and editors count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The line, from 1.
    pub line: u32,
    /// The column in Unicode scalar values, from 1.
    pub column: u32,
    /// The byte offset in the file as it lies on disk, from 0.
    pub byte: u64,
}

impl Default for Place {
    fn default() -> Self {
        Self { line: 1, column: 1, byte: 0 }
    }
}

/// The decoded text of one segment with a map back to the bytes of the file.
#[derive(Debug, Clone, Default)]
pub struct Text {
    value: String,
    origin: Place,
}

impl Text {
    /// The segment, decoded and unescaped.
    pub fn as_str(&self) -> &str {
        &self.value
    }

    /// Where the byte at `offset` of the value stands in the file.
    pub fn place(&self, offset: u32) -> Place {
        let before = &self.value[..offset as usize];
        Place {
            line: self.origin.line,
            column: self.origin.column + before.chars().count() as u32,
            byte: self.origin.byte + u64::from(offset),
        }
    }
}

/// Text that stands in a file of its own, from the first byte.
impl From<&str> for Text {
    fn from(value: &str) -> Self {
        Self { value: value.to_owned(), origin: Place::default() }
    }
}
