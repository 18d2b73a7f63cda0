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
    /// The file that the source was read from, where that is another one.
    pub source_file: Option<Arc<str>>,
    /// The document the unit belongs to; findings about a document never cross it.
    pub document: Arc<str>,
    /// The record as the file holds it, in JSON Lines, where that was asked for.
    pub record: Option<Box<str>>,
    /// Notes that the file attaches to the unit, translators' and developers' alike.
    pub notes: Vec<String>,
    /// How the file chooses plural forms, if the unit has some and the file says it.
    pub plural_rule: Option<Arc<PluralRule>>,
    /// One pair, or one a plural form.
    pub pairs: Vec<Pair>,
}

/// What a file says of its plural forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PluralRule {
    /// How many there are.
    pub count: usize,
    /// The index of the form for each number from 0 on, as far as it was looked at.
    pub of: Vec<u8>,
    /// Whether the unit is the first with plural forms, which speaks for the rule itself.
    pub first: bool,
}

impl Unit {
    /// A unit without a key and notes.
    pub fn new(file: Arc<str>, document: Arc<str>, pairs: Vec<Pair>) -> Self {
        Self {
            key: None,
            file,
            source_file: None,
            document,
            record: None,
            notes: Vec::new(),
            plural_rule: None,
            pairs,
        }
    }
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
    /// How many characters the target may have, if the file says so.
    pub max_length: Option<u32>,
    /// Which files have the key, where each language has a file of its own.
    pub presence: Presence,
}

/// Which of two files that are joined by their keys has a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Presence {
    /// Both; and every pair of a format that holds both sides in one file.
    #[default]
    Both,
    /// The file of the source alone: the target is an empty text.
    SourceAlone,
    /// The file of the target alone: the source is an empty text.
    TargetAlone,
}

impl Pair {
    /// A pair that is no plural form and may be of any length.
    pub fn new(source: Side, target: Option<Side>) -> Self {
        Self { source, target, plural: None, max_length: None, presence: Presence::Both }
    }
}

/// One side of a pair.
#[derive(Debug, Clone)]
pub struct Side {
    /// The language, a BCP 47 tag such as `en`, `pt-BR` or `zh-Hant`.
    pub lang: Arc<str>,
    /// The segment; inline codes stand as U+FFFC.
    pub text: Text,
    /// The inline codes of the segment, one for each U+FFFC that stands for one, in their order.
    pub codes: Vec<InlineCode>,
}

impl Side {
    /// A segment without inline codes.
    pub fn new(lang: Arc<str>, text: Text) -> Self {
        Self { lang, text, codes: Vec::new() }
    }
}

/// A stretch of native code inside a segment, as XLIFF and TMX wrap it: markup or a placeholder that
/// the translator moves but does not edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InlineCode {
    /// Whether it opens or closes a stretch of text.
    pub kind: CodeKind,
    /// What ties it to its counterpart in the other language: `id`, `rid`, `i` or `x`.
    pub id: Option<String>,
    /// What it stands for, as far as the file shows it, such as `<b>`; empty where it does not.
    pub shown: String,
}

/// What an inline code does to the text around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CodeKind {
    /// It opens a stretch: `<bpt>`, `<sc>`, the start of `<g>` or `<pc>`.
    Open,
    /// It closes a stretch: `<ept>`, `<ec>`, the end of `<g>` or `<pc>`.
    Close,
    /// It stands for itself: `<ph>`, `<x>`.
    Standalone,
}
