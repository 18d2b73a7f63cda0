//! `tieout.toml`: what a project always wants. The command line wins over it.
//!
//! The file is looked for in the working directory and then upwards. A key that is not known is an
//! error: a setting that silently does nothing is worse than none.

use crate::checks::CHECKS;
use crate::error::Error;
use crate::policy::{Choice, FailOn, Level, Setting};
use crate::suggest::did_you_mean;
use crate::terms::read::{self, Entry, Glossary, Known};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The name of the file.
pub const NAME: &str = "tieout.toml";

/// Every key of the file, for "did you mean".
const KEYS: [&str; 13] = [
    "level",
    "fail-on",
    "only",
    "skip",
    "strict-locale",
    "source-lang",
    "target-lang",
    "files",
    "rules",
    "terms",
    "term",
    "baseline",
    "checks",
];

/// The settings of a file; what it does not say is `None` or empty.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Config {
    /// Which findings are shown.
    pub level: Option<Level>,
    /// Which findings fail the run.
    pub fail_on: Option<FailOn>,
    /// These checks and no others.
    pub only: Vec<String>,
    /// Not these checks.
    pub skip: Vec<String>,
    /// Whether figures with foreign separators are warnings.
    pub strict_locale: bool,
    /// The source language, where neither the file nor its name says it.
    pub source_lang: Option<String>,
    /// The target language, where neither the file nor its name says it.
    pub target_lang: Option<String>,
    /// Where the language stands in the paths of files that a folder holds, such as
    /// `i18n/{lang}/*.json`, where it is no usual place.
    pub files: Vec<String>,
    /// Folders with rules of the project's own, relative to the configuration file.
    pub rules: Vec<PathBuf>,
    /// Glossaries, relative to the configuration file.
    pub terms: Vec<PathBuf>,
    /// Terms of the file itself.
    pub term: Vec<Entry>,
    /// What [`Self::term`] says, and what is wrong with it.
    #[serde(skip)]
    pub glossary: Glossary,
    /// The baseline, relative to the configuration file.
    pub baseline: Option<PathBuf>,
    /// Check by check: off, note, warning or error.
    pub checks: BTreeMap<String, Setting>,
}

impl Config {
    /// The settings of the nearest file at or above `folder`, or none at all.
    pub fn discover(folder: &Path) -> Result<Self, Error> {
        match folder.ancestors().map(|folder| folder.join(NAME)).find(|path| path.is_file()) {
            Some(path) => Self::load(&path),
            None => Ok(Self::default()),
        }
    }

    /// The settings of this file.
    pub fn load(path: &Path) -> Result<Self, Error> {
        let text = fs::read_to_string(path).map_err(|e| Error::Read(path.to_owned(), e))?;
        let mut config = Self::parse(&text).map_err(|e| Error::Config(path.to_owned(), e))?;
        let folder = path.parent().unwrap_or(Path::new(""));
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
        let names = config.only.iter().chain(&config.skip).chain(config.checks.keys());
        for name in names {
            if crate::checks::by_id(name).is_none() {
                let ids = CHECKS.iter().map(|check| check.id);
                return Err(format!("there is no check `{name}`{}", did_you_mean(name, ids)));
            }
        }
        Ok(config)
    }

    /// What the file says about checks.
    pub fn choice(&self) -> Choice {
        Choice { only: self.only.clone(), skip: self.skip.clone(), settings: self.checks.clone() }
    }
}

/// The parser's complaint on one line, with the number of the line it is about.
fn explain(error: &toml::de::Error, text: &str) -> String {
    let span = error.span().unwrap_or_default();
    let line = text[..span.start].matches('\n').count() + 1;
    let message = error.message();
    if message.starts_with("unknown field") {
        // The span of this complaint is the key itself.
        let key = &text[span];
        let nearest = did_you_mean(key, KEYS);
        let list = KEYS.map(|key| format!("`{key}`")).join(", ");
        return format!("line {line}: unknown key `{key}`{nearest} (the keys are {list})");
    }
    let message = message.replace('\n', " ").replace("unknown variant", "unknown value");
    format!("line {line}: {message}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_of_the_list_is_a_key_of_the_file() {
        for key in KEYS {
            // Every key refuses a date; none of them is called unknown.
            let error = toml::from_str::<Config>(&format!("{key} = 2024-01-01"));
            let message = error.expect_err("a date is no setting").to_string();
            assert!(!message.contains("unknown field"), "{message}");
        }
    }

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
