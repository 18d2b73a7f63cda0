//! What a check reports: the finding, how grave it is and how sure.

use crate::text::Span;
use serde::{Deserialize, Serialize};

/// How much harm the reader of the translation suffers if the finding is right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Style and consistency.
    Note,
    /// Probably wrong.
    Warning,
    /// A reader is misled.
    Error,
}

/// How sure the checker is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// Worth a look in a review.
    Low,
    /// More often right than wrong.
    Medium,
    /// A CI job may fail on it.
    High,
}

/// How the target differs from the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Another value stands in its place.
    Changed,
    /// The source has it, the target does not.
    Missing,
    /// The target has it, the source does not.
    Added,
    /// The value is off by a power of ten or a scale word.
    Scaled,
    /// Two digits changed places.
    Transposed,
    /// Two values changed places.
    Swapped,
    /// Up became down, or plus became minus.
    Flipped,
    /// The text says the same thing again.
    Repeated,
    /// The sentence does not hold together.
    Garbled,
    /// One thing is rendered in two ways.
    Inconsistent,
    /// The way it is written is not the target language's.
    Style,
}

/// A signal or fact that a finding rests on, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// What it is, in kebab-case, such as `verb-chain`.
    pub name: &'static str,
    /// On which side it was seen.
    pub side: SideName,
    /// Where.
    pub span: Span,
}

/// Another place of the same document that a finding speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// The pair, by the ticket under which the document took it in.
    pub ticket: u32,
    /// On which side.
    pub side: SideName,
    /// Where.
    pub span: Span,
    /// What stands there.
    pub text: String,
}

/// Source or target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SideName {
    /// What was translated.
    Source,
    /// The translation.
    Target,
}

/// One thing that does not tie out.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// The id of the check, such as `money-mismatch`.
    pub check: &'static str,
    /// How the target differs.
    pub kind: Kind,
    /// How grave.
    pub severity: Severity,
    /// How sure.
    pub confidence: Confidence,
    /// One line: what is wrong, values in backticks, no full stop.
    pub message: String,
    /// One line: what to do.
    pub help: Option<String>,
    /// What to write instead of the target span, where that is certain.
    pub suggestion: Option<String>,
    /// Where in the source.
    pub source: Option<Span>,
    /// Where in the target.
    pub target: Option<Span>,
    /// What the finding rests on.
    pub evidence: Vec<Evidence>,
    /// Other places of the document that it speaks of; the caller knows their files and lines.
    pub related: Vec<Related>,
    /// The values that make this finding the same finding when lines move: part of the fingerprint.
    pub identity: String,
}

impl Finding {
    /// A finding of `check` with high confidence; spans and help are added with the methods below.
    pub fn new(check: &'static str, kind: Kind, severity: Severity, message: String) -> Self {
        Self {
            check,
            kind,
            severity,
            confidence: Confidence::High,
            message,
            help: None,
            suggestion: None,
            source: None,
            target: None,
            evidence: Vec::new(),
            related: Vec::new(),
            identity: String::new(),
        }
    }

    /// Sets how sure the checker is.
    #[must_use]
    pub fn confidence(mut self, confidence: Confidence) -> Self {
        self.confidence = confidence;
        self
    }

    /// Sets the place in the source.
    #[must_use]
    pub fn in_source(mut self, span: Span) -> Self {
        self.source = Some(span);
        self
    }

    /// Sets the place in the target.
    #[must_use]
    pub fn in_target(mut self, span: Span) -> Self {
        self.target = Some(span);
        self
    }

    /// Sets what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Sets the values that identify the finding in a baseline.
    #[must_use]
    pub fn identity(mut self, identity: impl Into<String>) -> Self {
        self.identity = identity.into();
        self
    }

    /// Whether a CI job is shown this finding: a warning or an error, with high confidence.
    pub fn is_ci(&self) -> bool {
        self.severity >= Severity::Warning && self.confidence == Confidence::High
    }
}
