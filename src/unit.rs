//! What a reader yields: translation units with their pairs of source and target.

use crate::text::Text;
use std::sync::Arc;

/// One translation unit, whatever the format calls it.
#[derive(Debug, Clone)]
pub struct Unit {
    /// The unit's own name: an id, a message id, a key path. Formats without keys have none.
    pub key: Option<String>,
    /// The file the unit was read from, as the user named it; `-` is standard input. Of parallel text
    /// it is the file of the target, or that of the source where a line has no target.
    pub file: Arc<str>,
    /// The document the unit belongs to; findings about a document never cross it.
    pub document: Arc<str>,
    /// Notes that the file attaches to the unit, translators' and developers' alike.
    pub notes: Vec<String>,
    /// One pair, or one a plural form.
    pub pairs: Vec<Pair>,
}

/// One source segment with its translation.
#[derive(Debug, Clone)]
pub struct Pair {
    /// What was to be translated.
    pub source: Side,
    /// Its translation; `None` where the file holds none.
    pub target: Option<Side>,
    /// The plural category or index this pair renders, such as `one` or `2`.
    pub plural: Option<String>,
}

/// One side of a pair.
#[derive(Debug, Clone)]
pub struct Side {
    /// The language, a BCP 47 tag such as `en`, `pt-BR` or `zh-Hant`.
    pub lang: Arc<str>,
    /// The segment; inline codes stand as U+FFFC.
    pub text: Text,
}
