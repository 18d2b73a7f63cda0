//! `tieout.toml`: what a project always wants. The command line wins over it.
//!
//! The file is looked for in the working directory and then upwards. A key that is not known is an
//! error: a setting that silently does nothing is worse than none.

mod parts;
pub mod schema;
mod texts;

pub use parts::{Allow, Override};
pub use texts::Texts;

use crate::error::Error;
use crate::policy::{self, FailOn, Layer, Level, Setting};
use crate::scope::{Scope, relative};
use crate::suggest::did_you_mean;
use crate::terms::read::{self, Entry, Glossary, Known};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use toml::Spanned;

/// The name of the file.
pub const NAME: &str = "tieout.toml";

/// The settings of a file; what it does not say is `None` or empty.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Config {
    /// Where the file is, if there is one
    #[serde(skip)]
    pub path: Option<PathBuf>,
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
    /// The source language, where neither the file nor its name says it
    pub source_lang: Option<String>,
    /// The target language, where neither the file nor its name says it
    pub target_lang: Option<String>,
    /// Where the language stands in the paths of files that a folder holds, such as
    /// `i18n/{lang}/*.json`, where it is no usual place
    pub files: Vec<String>,
    /// Folders with rules of the project's own, relative to the configuration file
    pub rules: Vec<PathBuf>,
    /// Glossaries, relative to the configuration file
    pub terms: Vec<PathBuf>,
    /// Terms of the file itself
    #[schemars(schema_with = "schema::terms")]
    pub term: Vec<Entry>,
    /// What [`Self::term`] says, and what is wrong with it
    #[serde(skip)]
    pub glossary: Glossary,
    /// The baseline, relative to the configuration file
    pub baseline: Option<PathBuf>,
    /// Check by check: off, note, warning or error
    #[schemars(schema_with = "schema::settings")]
    pub checks: BTreeMap<String, Setting>,
    /// Settings for some files or languages; of several that fit, the last wins
    #[serde(rename = "override")]
    pub overrides: Vec<Override>,
    /// Findings that are right as they are, and why
    #[schemars(with = "Vec<Allow>")]
    pub allow: Vec<Spanned<Allow>>,
    /// What [`Self::allow`] says, with the lines where it does
    #[serde(skip)]
    pub allows: Vec<PlacedAllow>,
}

/// An `[[allow]]` and where it holds.
#[derive(Debug, Clone)]
pub struct PlacedAllow {
    /// What it says.
    pub allow: Allow,
    /// Where it holds.
    pub scope: Scope,
    /// The line of the file on which it begins.
    pub line: u32,
}

impl Config {
    /// The settings of the nearest file at or above `folder`, or none at all.
    pub fn discover(folder: &Path) -> Result<Self, Error> {
        match folder.ancestors().map(|folder| folder.join(NAME)).find(|path| path.is_file()) {
            Some(path) => Self::load(&relative(Path::new(""), &path)),
            None => Ok(Self::default()),
        }
    }

    /// The settings of this file.
    pub fn load(path: &Path) -> Result<Self, Error> {
        let text = fs::read_to_string(path).map_err(|e| Error::Read(path.to_owned(), e))?;
        let refuse = |what: String| Error::Config(path.to_owned(), what);
        let mut config = Self::parse(&text).map_err(refuse)?;
        config.path = Some(path.to_owned());
        config.allows = config.placed_allows(&text).map_err(refuse)?;
        let folder = config.folder().to_owned();
        let own = config.rules.iter_mut().chain(&mut config.terms).chain(&mut config.baseline);
        own.for_each(|own| *own = folder.join(&*own));
        let known = Known {
            source_lang: config.source_lang.clone(),
            target_lang: config.target_lang.clone(),
            ..Known::default()
        };
        let name = path.display().to_string();
        config.glossary = read::entries(&name, &text, &config.term, &known);
        Ok(config)
    }

    /// Parses a file; an error says line and what is wrong on one line.
    fn parse(text: &str) -> Result<Self, String> {
        let config: Self = toml::from_str(text).map_err(|error| explain(&error, text))?;
        let layers = std::iter::once(config.layer());
        for layer in layers.chain(config.overrides.iter().map(Override::layer)) {
            let names = layer.only.iter().chain(&layer.skip).chain(layer.checks.keys());
            for name in names {
                policy::known(name).map_err(|error| error.to_string())?;
            }
        }
        Ok(config)
    }

    fn placed_allows(&self, text: &str) -> Result<Vec<PlacedAllow>, String> {
        let place = |allow: &Spanned<Allow>| {
            let line = line_of(text, allow.span().start);
            let refuse = |error: Error| format!("line {line}: {error}");
            let allow = allow.get_ref().clone();
            if let Some(check) = &allow.check {
                policy::known(check).map_err(refuse)?;
            }
            let scope = allow.scope(self.folder()).map_err(refuse)?;
            Ok(PlacedAllow { allow, scope, line })
        };
        self.allow.iter().map(place).collect()
    }

    /// The folder that paths of the file are relative to.
    pub fn folder(&self) -> &Path {
        self.path.as_deref().and_then(Path::parent).unwrap_or(Path::new(""))
    }

    /// What the file says for the whole project.
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

    /// What the file says for parts of it.
    pub fn parts(&self) -> Result<Vec<(Scope, Layer)>, Error> {
        let part = |part: &Override| Ok((part.scope(self.folder())?, part.layer()));
        let refuse = |error: Error| match &self.path {
            Some(path) => Error::Config(path.clone(), error.to_string()),
            None => error,
        };
        self.overrides.iter().map(part).collect::<Result<_, _>>().map_err(refuse)
    }
}

/// The parser's complaint on one line, with the number of the line it is about.
fn explain(error: &toml::de::Error, text: &str) -> String {
    let span = error.span().unwrap_or_default();
    let line = line_of(text, span.start);
    let message = error.message();
    if message.starts_with("unknown field") {
        // The complaint names the key, then the keys that there are.
        let mut names = message.split('`').skip(1).step_by(2);
        let key = names.next().unwrap_or_default();
        let keys: Vec<&str> = names.collect();
        let nearest = did_you_mean(key, keys.iter().copied());
        let list = keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
        return format!("line {line}: unknown key `{key}`{nearest} (the keys are {list})");
    }
    let message = message.replace('\n', " ").replace("unknown variant", "unknown value");
    format!("line {line}: {message}")
}

fn line_of(text: &str, byte: usize) -> u32 {
    text.get(..byte).unwrap_or(text).matches('\n').count() as u32 + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_key_names_its_line_and_its_neighbour() {
        let error = Config::parse("level = \"ci\"\nfail_on = \"error\"\n").expect_err("unknown");
        assert!(
            error.starts_with("line 2: unknown key `fail_on`; did you mean `fail-on`?"),
            "{error}"
        );
    }

    #[test]
    fn the_empty_file_is_legal() {
        assert!(Config::parse("").is_ok());
    }
}
