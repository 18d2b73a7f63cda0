//! What a check reports: the finding, how grave it is and how sure.

use crate::text::Span;
use crate::unit::{Pair, Unit};
use serde::{Deserialize, Serialize};
use std::fmt;

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

impl Severity {
    /// The word that reports use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
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

impl Confidence {
    /// The word that reports use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

/// How sure it is that a suggestion mends the finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Applicability {
    /// A person decides about it.
    #[default]
    MaybeIncorrect,
    /// It is what the source says, in the shape of the target: a program may apply it.
    MachineApplicable,
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
    /// It serves nothing any more.
    Unused,
}

impl Kind {
    /// The word that reports and fingerprints use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Missing => "missing",
            Self::Added => "added",
            Self::Scaled => "scaled",
            Self::Transposed => "transposed",
            Self::Swapped => "swapped",
            Self::Flipped => "flipped",
            Self::Repeated => "repeated",
            Self::Garbled => "garbled",
            Self::Inconsistent => "inconsistent",
            Self::Style => "style",
            Self::Unused => "unused",
        }
    }
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
    /// What it shows, for people; empty where its text says all.
    pub note: String,
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
    /// What to write instead of the target span.
    pub suggestion: Option<String>,
    /// Whether a program may write it.
    pub applicability: Applicability,
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
            applicability: Applicability::default(),
            source: None,
            target: None,
            evidence: Vec::new(),
            related: Vec::new(),
            identity: String::new(),
        }
    }

    /// Sets how grave it is.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
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

    /// Sets what to write in place of the target span.
    #[must_use]
    pub fn suggest(mut self, text: impl Into<String>) -> Self {
        self.suggestion = Some(text.into());
        self
    }

    /// Says whether the suggestion is beyond doubt, so that a program may apply it.
    #[must_use]
    pub fn applicable(mut self, certain: bool) -> Self {
        self.applicability =
            if certain { Applicability::MachineApplicable } else { Applicability::MaybeIncorrect };
        self
    }

    /// What a program may write instead of the target span, and where.
    pub fn fix(&self) -> Option<(Span, &str)> {
        let certain = self.applicability == Applicability::MachineApplicable;
        Some((self.target?, self.suggestion.as_deref()?)).filter(|_| certain)
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

/// What makes a finding the same finding when the lines around it move: sixteen hexadecimal digits.
///
/// It is the 64-bit FNV-1a hash of these fields, each followed by a zero byte: check, kind, target
/// language, the unit's key (in a format without keys the source, its white space normalised),
/// plural form, and [`Finding::identity`]. A check that judges the text as such leaves its identity
/// empty or names the sentence; an empty one stands for the whole target, so that a new fault in a
/// known unit is a new finding. Every equal finding after the first of a document appends its
/// ordinal. No file name and no line number takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(u64);

impl Fingerprint {
    /// The fingerprint of the first such finding of a document.
    pub fn of(finding: &Finding, unit: &Unit, pair: &Pair) -> Self {
        Fingerprints::new(unit, pair).of(finding)
    }

    /// The fingerprint of an equal finding that comes after `ordinal` others in its document.
    #[must_use]
    pub fn after(self, ordinal: u32) -> Self {
        if ordinal == 0 {
            return self;
        }
        self.within(&ordinal.to_string())
    }

    /// The fingerprint for those who need different ones in different places, such as files.
    #[must_use]
    pub fn within(self, place: &str) -> Self {
        let mut hash = Fnv(self.0);
        hash.field(place);
        Self(hash.0)
    }
}

/// The fingerprints of one pair. What the findings of one check and kind have in common, such as a
/// long source, is hashed once where they follow each other.
pub struct Fingerprints<'a> {
    unit: &'a Unit,
    pair: &'a Pair,
    common: Option<(&'static str, Kind, Fnv)>,
}

impl<'a> Fingerprints<'a> {
    /// Those of the findings of `pair`.
    pub fn new(unit: &'a Unit, pair: &'a Pair) -> Self {
        Self { unit, pair, common: None }
    }

    /// The fingerprint of the first such finding of a document.
    pub fn of(&mut self, finding: &Finding) -> Fingerprint {
        let target = self.pair.target.as_ref();
        let mut hash = match self.common {
            Some((check, kind, hash)) if check == finding.check && kind == finding.kind => hash,
            _ => {
                let hash = self.common(finding);
                self.common = Some((finding.check, finding.kind, hash));
                hash
            }
        };
        if finding.identity.is_empty() {
            hash.words(target.map_or("", |side| side.text.as_str()));
        } else {
            hash.field(&finding.identity);
        }
        Fingerprint(hash.0)
    }

    fn common(&self, finding: &Finding) -> Fnv {
        let mut hash = Fnv::default();
        hash.field(finding.check);
        hash.field(finding.kind.name());
        hash.field(self.pair.target.as_ref().map_or("", |side| &side.lang));
        match &self.unit.key {
            Some(key) => hash.field(key),
            None => hash.words(self.pair.source.text.as_str()),
        }
        hash.field(self.pair.plural.as_deref().unwrap_or_default());
        hash
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// Reads what [`Fingerprint`] writes.
impl std::str::FromStr for Fingerprint {
    type Err = std::num::ParseIntError;

    fn from_str(digits: &str) -> Result<Self, Self::Err> {
        let is_whole = digits.len() == 16 && digits.bytes().all(|b| b.is_ascii_hexdigit());
        u64::from_str_radix(if is_whole { digits } else { "" }, 16).map(Self)
    }
}

/// FNV-1a: simple enough to be written down, so that a fingerprint outlives every version of the
/// standard library.
#[derive(Debug, Clone, Copy)]
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    fn bytes(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    fn field(&mut self, text: &str) {
        self.bytes(text.as_bytes());
        self.bytes(&[0]);
    }

    /// A field whose white space does not matter.
    fn words(&mut self, text: &str) {
        for word in text.split_whitespace() {
            self.bytes(word.as_bytes());
            self.bytes(b" ");
        }
        self.bytes(&[0]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unit::Side;

    fn print(key: Option<&str>, source: &str, target: &str, identity: &str) -> Fingerprint {
        let side = |lang: &str, text: &str| Side::new(lang.into(), text.into());
        let pair = Pair::new(side("en", source), Some(side("ja", target)));
        let mut unit = Unit::new("a".into(), "a".into(), Vec::new());
        unit.key = key.map(ToOwned::to_owned);
        let finding = Finding::new("money-mismatch", Kind::Scaled, Severity::Error, String::new())
            .identity(identity);
        Fingerprint::of(&finding, &unit, &pair)
    }

    #[test]
    fn a_fingerprint_is_the_same_in_every_version() {
        // A change of this value breaks every baseline there is.
        assert_eq!(print(Some("k"), "a", "b", "1").to_string(), "4b18c6b7cb972c75");
        assert_eq!("4b18c6b7cb972c75".parse(), Ok(print(Some("k"), "a", "b", "1")));
    }

    #[test]
    fn a_key_stands_for_the_source_and_an_identity_for_the_target() {
        assert_eq!(print(Some("k"), "a", "b", "1"), print(Some("k"), "x", "y", "1"));
        assert_eq!(print(None, "a  b", "", "1"), print(None, " a b", "c", "1"));
        assert_ne!(print(None, "a b", "", "1"), print(None, "ab", "", "1"));
        assert_ne!(print(Some("k"), "a", "b", "1"), print(Some("k"), "a", "b", "2"));
        assert_ne!(print(Some("k"), "a", "b", ""), print(Some("k"), "a", "c", ""));
    }

    #[test]
    fn equal_findings_are_told_apart_by_their_ordinal() {
        let first = print(None, "a", "b", "1");
        assert_eq!(first.after(0), first);
        assert_ne!(first.after(1), first);
        assert_ne!(first.after(1), first.after(2));
    }
}
