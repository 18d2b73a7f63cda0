//! Which findings a run shows, and which of them fail it.
//!
//! Three questions, asked in this order: is the check on and how grave does the user call it, does
//! the level show such a finding, and does it reach `--fail-on`. Nothing here looks at a text.

use crate::checks::CHECKS;
use crate::error::Error;
use crate::finding::{Confidence, Finding, Severity};
use crate::scope::Scope;
use crate::suggest::did_you_mean;
use clap::ValueEnum;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// Who reads the findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Warnings and errors of high confidence: what a build may fail on
    #[default]
    Ci,
    /// Everything worth a look
    Review,
}

impl Level {
    /// Whether a finding is shown at this level.
    pub fn shows(self, finding: &Finding) -> bool {
        self == Self::Review || finding.is_ci()
    }

    /// The word on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ci => "ci",
            Self::Review => "review",
        }
    }
}

/// From which severity on a finding that is shown fails the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum FailOn {
    /// Errors only
    Error,
    /// Warnings and errors
    #[default]
    Warning,
    /// Every finding that is shown
    Note,
    /// No finding; the run fails only if the job could not be done
    Never,
}

impl FailOn {
    /// Whether a shown finding of this severity fails the run.
    pub fn fails(self, severity: Severity) -> bool {
        match self {
            Self::Error => severity >= Severity::Error,
            Self::Warning => severity >= Severity::Warning,
            Self::Note => true,
            Self::Never => false,
        }
    }
}

/// The check that `--strict-locale` raises.
const UNLOCALIZED: &str = "unlocalized-figure";

/// What the user says about one check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Setting {
    /// The check is not asked.
    Off,
    /// Its findings are notes.
    Note,
    /// Its findings are warnings.
    Warning,
    /// Its findings are errors.
    Error,
}

impl Setting {
    /// The severity that it gives to findings, if it lets them be.
    fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Note => Some(Severity::Note),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
        }
    }
}

/// What one source of settings says: the command line, the file, or one of its overrides.
#[derive(Debug, Clone, Default)]
pub struct Layer {
    /// Who reads the findings.
    pub level: Option<Level>,
    /// What fails the run.
    pub fail_on: Option<FailOn>,
    /// Whether a figure with foreign separators is a warning that a CI job sees.
    pub strict_locale: Option<bool>,
    /// These checks and no others; empty for all.
    pub only: Vec<String>,
    /// Not these checks.
    pub skip: Vec<String>,
    /// One by one.
    pub checks: BTreeMap<String, Setting>,
}

impl Layer {
    /// Whether it can switch a check on that is off without it.
    fn brings(&self, check: &str) -> bool {
        self.only.iter().any(|name| name == check)
            || self.checks.get(check).is_some_and(|setting| setting.severity().is_some())
    }
}

/// The settings of a run, or of a part of it.
#[derive(Debug, Clone)]
pub struct Policy {
    /// Who reads the findings.
    pub level: Level,
    /// What fails the run.
    pub fail_on: FailOn,
    strict_locale: bool,
    on: BTreeSet<&'static str>,
    severities: BTreeMap<&'static str, Severity>,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            level: Level::default(),
            fail_on: FailOn::default(),
            strict_locale: false,
            on: CHECKS.iter().map(|check| check.id).collect(),
            severities: BTreeMap::new(),
        }
    }
}

impl Policy {
    /// Lays settings over each other: what a later one says wins. A name that is no check is an
    /// error.
    pub fn of<'a>(layers: impl IntoIterator<Item = &'a Layer>) -> Result<Self, Error> {
        let mut policy = Self::default();
        for layer in layers {
            policy.lay(layer)?;
        }
        Ok(policy)
    }

    fn lay(&mut self, layer: &Layer) -> Result<(), Error> {
        self.level = layer.level.unwrap_or(self.level);
        self.fail_on = layer.fail_on.unwrap_or(self.fail_on);
        self.strict_locale = layer.strict_locale.unwrap_or(self.strict_locale);
        let (only, skip) = (names(&layer.only)?, names(&layer.skip)?);
        if !only.is_empty() {
            self.on.clone_from(&only);
        }
        for (name, setting) in &layer.checks {
            let check = known(name)?;
            match setting.severity() {
                None => _ = self.on.remove(check),
                Some(severity) => {
                    self.severities.insert(check, severity);
                    // Where the same source names the checks that it wants, this is none of them.
                    if only.is_empty() {
                        self.on.insert(check);
                    }
                }
            }
        }
        self.on.retain(|check| !skip.contains(check));
        Ok(())
    }

    /// Whether a check is asked at all.
    pub fn is_on(&self, check: &str) -> bool {
        self.on.contains(check)
    }

    /// The finding as the user wants it called, or `None` where its check is off.
    pub fn judge(&self, mut finding: Finding) -> Option<Finding> {
        if !self.is_on(finding.check) {
            return None;
        }
        if finding.check == UNLOCALIZED {
            if self.strict_locale {
                finding.severity = Severity::Warning;
                finding.confidence = Confidence::High;
            } else {
                // Houses that keep the separators of the source do so on purpose.
                finding = finding.applicable(false);
            }
        }
        if let Some(&severity) = self.severities.get(finding.check) {
            finding.severity = severity;
        }
        Some(finding)
    }
}

/// The settings of a run in which files and languages have settings of their own.
#[derive(Debug, Clone)]
pub struct Policies {
    file: Layer,
    overrides: Vec<(Scope, Layer)>,
    command_line: Layer,
    base: Arc<Policy>,
    /// The settings of each file and target language that came by.
    known: HashMap<(Arc<str>, Arc<str>), Arc<Policy>>,
}

impl Policies {
    /// The settings of the configuration file, those for parts of the project, of which the last
    /// that fits wins, and the command line, which wins over all.
    pub fn new(
        file: Layer,
        overrides: Vec<(Scope, Layer)>,
        command_line: Layer,
    ) -> Result<Self, Error> {
        let base = Arc::new(Policy::of([&file, &command_line])?);
        Ok(Self { file, overrides, command_line, base, known: HashMap::new() })
    }

    /// The settings for texts of this file and target language.
    pub fn of(&mut self, file: &Arc<str>, lang: &Arc<str>) -> Result<Arc<Policy>, Error> {
        if self.overrides.is_empty() {
            return Ok(Arc::clone(&self.base));
        }
        let key = (Arc::clone(file), Arc::clone(lang));
        if let Some(policy) = self.known.get(&key) {
            return Ok(Arc::clone(policy));
        }
        let fits = self.overrides.iter().filter(|(scope, _)| scope.holds(file, lang));
        let layers = std::iter::once(&self.file).chain(fits.map(|(_, layer)| layer));
        let policy = Arc::new(Policy::of(layers.chain([&self.command_line]))?);
        self.known.insert(key, Arc::clone(&policy));
        Ok(policy)
    }

    /// Whether a check is on for some text.
    pub fn asks(&self, check: &str) -> bool {
        self.base.is_on(check) || self.overrides.iter().any(|(_, layer)| layer.brings(check))
    }

    /// Whether the command line leaves out checks that the project wants.
    pub fn is_narrowed(&self) -> bool {
        !self.command_line.only.is_empty() || !self.command_line.skip.is_empty()
    }
}

fn names(list: &[String]) -> Result<BTreeSet<&'static str>, Error> {
    list.iter().map(|name| known(name)).collect()
}

/// The id of a check, from the list of checks.
pub fn known(name: &str) -> Result<&'static str, Error> {
    crate::checks::by_id(name).map(|check| check.id).ok_or_else(|| {
        let ids = CHECKS.iter().map(|check| check.id);
        Error::UnknownCheck(format!("there is no check `{name}`{}", did_you_mean(name, ids)))
    })
}
