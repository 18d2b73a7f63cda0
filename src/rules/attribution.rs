//! The `[attribution]` part of a language file.

use serde::Deserialize;

/// Words that leave a claim to others. A phrase is a whole word or several; `*` at its end lets it have
/// any ending.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Attribution {
    /// Words that a translation has to keep: `allegedly`, `so-called`.
    pub cues: Vec<String>,
    /// Words by which a text may leave a claim to others besides these: verbs of saying, `according
    /// to`, moods. A language with none is not asked.
    pub answers: Vec<String>,
}
