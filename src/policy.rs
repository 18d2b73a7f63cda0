//! Which findings a run shows, and which of them fail it.
//!
//! Three questions, asked in this order: is the check on and how grave does the user call it, does
//! the level show such a finding, and does it reach `--fail-on`. Nothing here looks at a text.

use crate::checks::CHECKS;
use crate::error::Error;
use crate::finding::{Confidence, Finding, Severity};
use crate::suggest::did_you_mean;
use clap::ValueEnum;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// Who reads the findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, ValueEnum)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, ValueEnum)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
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

/// What one source of settings, the command line or the file, says about checks.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// These checks and no others; empty for all.
    pub only: Vec<String>,
    /// Not these checks.
    pub skip: Vec<String>,
    /// One by one.
    pub settings: BTreeMap<String, Setting>,
}

/// The settings of a run.
#[derive(Debug, Clone, Default)]
pub struct Policy {
    /// Who reads the findings.
    pub level: Level,
    /// What fails the run.
    pub fail_on: FailOn,
    /// Whether a figure with foreign separators is a warning that a CI job sees.
    pub strict_locale: bool,
    off: BTreeSet<&'static str>,
    severities: BTreeMap<&'static str, Severity>,
}

impl Policy {
    /// Puts the command line on top of the configuration file. A check that the command line names
    /// in `--only` is on, whatever the file says. A name that is no check is an error.
    pub fn new(
        level: Level,
        fail_on: FailOn,
        command_line: &Choice,
        file: &Choice,
    ) -> Result<Self, Error> {
        let mut policy = Self { level, fail_on, ..Self::default() };
        let (only, skip) = (names(&command_line.only)?, names(&command_line.skip)?);
        let (file_only, mut file_skip) = (names(&file.only)?, names(&file.skip)?);
        for (name, setting) in &file.settings {
            let check = known(name)?;
            match setting {
                Setting::Off => {
                    file_skip.insert(check);
                }
                Setting::Note => _ = policy.severities.insert(check, Severity::Note),
                Setting::Warning => _ = policy.severities.insert(check, Severity::Warning),
                Setting::Error => _ = policy.severities.insert(check, Severity::Error),
            }
        }
        for check in CHECKS.iter().map(|check| check.id) {
            let by_file =
                (file_only.is_empty() || file_only.contains(check)) && !file_skip.contains(check);
            let on = if only.is_empty() { by_file } else { only.contains(check) };
            if !on || skip.contains(check) {
                policy.off.insert(check);
            }
        }
        Ok(policy)
    }

    /// Whether a check is asked at all.
    pub fn is_on(&self, check: &str) -> bool {
        !self.off.contains(check)
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
