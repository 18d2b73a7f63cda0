//! The tables of `tieout.toml` that hold for a part of a project: `[[override]]` and `[[allow]]`.

use super::schema;
use super::texts::Texts;
use crate::error::Error;
use crate::finding::Fingerprint;
use crate::input::canonical;
use crate::policy::{FailOn, Layer, Level, Setting};
use crate::scope::Scope;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use std::path::Path;

/// Settings for some files or languages. Of several that fit, the last wins.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Override {
    /// The files, as globs relative to the configuration file
    pub files: Texts,
    /// The target languages; `pt` holds for `pt-BR` too
    pub target_lang: Texts,
    /// Which findings are shown
    pub level: Option<Level>,
    /// From which severity on a finding that is shown fails the run
    pub fail_on: Option<FailOn>,
    /// These checks and no others
    #[schemars(schema_with = "schema::checks")]
    pub only: Vec<String>,
    /// Not these checks
    #[schemars(schema_with = "schema::checks")]
    pub skip: Vec<String>,
    /// Whether figures with foreign separators are warnings
    pub strict_locale: Option<bool>,
    /// Check by check: off, note, warning or error
    #[schemars(schema_with = "schema::settings")]
    pub checks: BTreeMap<String, Setting>,
}

impl Override {
    /// Where it holds, for a configuration file in `root`.
    pub fn scope(&self, root: &Path) -> Result<Scope, Error> {
        if self.files.0.is_empty() && self.target_lang.0.is_empty() {
            let what = "an [[override]] says where it holds: `files`, `target-lang` or both";
            return Err(Error::Usage(what.to_owned()));
        }
        scope(root, &self.files, &self.target_lang)
    }

    /// What it says.
    pub fn layer(&self) -> Layer {
        Layer {
            level: self.level,
            fail_on: self.fail_on,
            strict_locale: self.strict_locale,
            only: self.only.clone(),
            skip: self.skip.clone(),
            checks: self.checks.clone(),
        }
    }
}

/// Findings that are right as they are, and why. All conditions that it names must hold.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Allow {
    /// The check
    #[serde(default)]
    #[schemars(schema_with = "schema::check")]
    pub check: Option<String>,
    /// The fingerprint of one finding
    #[schemars(regex(pattern = "^[0-9a-fA-F]{16}$"))]
    pub fingerprint: Option<String>,
    /// The files, as globs relative to the configuration file
    #[serde(default)]
    pub files: Texts,
    /// The key of the unit
    pub unit: Option<String>,
    /// The target languages; `pt` holds for `pt-BR` too
    #[serde(default)]
    pub target_lang: Texts,
    /// Text that the finding marks in the source, or that its message names
    pub source: Option<String>,
    /// Text that the finding marks in the target, or that its message names
    pub target: Option<String>,
    /// Why the findings are right as they are
    pub reason: String,
    /// The day from which on it no longer holds
    #[serde(default, deserialize_with = "date")]
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub expires: Option<Date>,
}

impl Allow {
    /// Where it holds, for a configuration file in `root`.
    pub fn scope(&self, root: &Path) -> Result<Scope, Error> {
        let conditions = [&self.check, &self.fingerprint, &self.unit, &self.source, &self.target];
        let is_bare = conditions.into_iter().all(Option::is_none);
        if is_bare && self.files.0.is_empty() && self.target_lang.0.is_empty() {
            let what = "an [[allow]] names at least one of `check`, `fingerprint`, `files`, `unit`, \
                        `target-lang`, `source` and `target`";
            return Err(Error::Usage(what.to_owned()));
        }
        if self.reason.trim().is_empty() {
            return Err(Error::Usage("an [[allow]] gives its `reason`".to_owned()));
        }
        if let Some(print) = &self.fingerprint {
            print.parse::<Fingerprint>().map_err(|_| {
                Error::Usage(format!("`{print}` is no fingerprint: 16 hexadecimal digits"))
            })?;
        }
        scope(root, &self.files, &self.target_lang)
    }
}

fn scope(root: &Path, files: &Texts, langs: &Texts) -> Result<Scope, Error> {
    let tag = |tag: &String| {
        canonical(tag).ok_or_else(|| {
            Error::Usage(format!("`{tag}` is not a language tag, such as `en` or `pt-BR`"))
        })
    };
    let langs = langs.0.iter().map(tag).collect::<Result<Vec<_>, _>>()?;
    Scope::new(root, &files.0, &langs)
}

/// Reads a date, be it one of TOML or a text.
fn date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    let text = match toml::Value::deserialize(deserializer)? {
        toml::Value::Datetime(date) => date.to_string(),
        toml::Value::String(text) => text,
        other => other.to_string(),
    };
    let refuse = |_| D::Error::custom(format!("`{text}` is no date, such as 2027-01-31"));
    text.parse().map(Some).map_err(refuse)
}
