//! `tieout baseline`: what is found today is known from now on, and so is what a reviewer decided to
//! be right as it is.

use super::args::{BaselineArgs, RunArgs};
use super::check::{self, settings};
use super::output::Stream;
use super::{Exit, say};
use crate::allow::decisions::{self, Decision, Verdict};
use crate::allow::{Baseline, Line};
use crate::config::Config;
use crate::error::Error;
use crate::finding::Fingerprint;
use crate::report::count;
use crate::report::escape::visible;
use crate::scope::relative;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// The file where nothing names another: beside the settings.
pub(super) const FILE: &str = "tieout-baseline.toml";

/// Runs the command.
pub(super) fn run(args: BaselineArgs) -> Result<Exit, Error> {
    let BaselineArgs { mut check, merge } = args;
    if check.run.watch || check.run.changed_since.is_some() {
        let what = "a baseline is of all units, once: without --watch and --changed-since";
        return Err(Error::Usage(what.to_owned()));
    }
    let path = path(check.findings.baseline.take(), &check.run)?;
    if !merge.is_empty() {
        return merge_all(&path, &merge);
    }
    check.findings.baseline = Some(path);
    check.findings.update_baseline = true;
    check::run(check)
}

/// The file that the option names, else the settings, else the one beside them, of which the user is
/// told how to name it.
fn path(option: Option<PathBuf>, options: &RunArgs) -> Result<PathBuf, Error> {
    if let Some(path) = option {
        return Ok(path);
    }
    let config = settings(options)?;
    Ok(config.baseline.clone().unwrap_or_else(|| usual_path(&config)))
}

fn usual_path(config: &Config) -> PathBuf {
    let hint = match &config.path {
        Some(path) => format!(
            "{} does not name a baseline yet; write there: baseline = \"{FILE}\"",
            relative(Path::new(""), path).display()
        ),
        None => format!("from now on: tieout --baseline {FILE}, or `tieout init` once"),
    };
    say("note", &hint);
    relative(Path::new(""), &config.folder().join(FILE))
}

/// Takes the false alarms of these files into the baseline.
fn merge_all(path: &Path, files: &[PathBuf]) -> Result<Exit, Error> {
    let mut baseline = Baseline::load(path, true)?;
    let mut decided = Vec::new();
    for file in files {
        let decisions = decisions::read(file)?;
        decided.extend(decisions.into_iter().map(|decision| (file.as_path(), decision)));
    }
    let mut tally = Tally::default();
    let settled = settle(decided, &mut tally);
    for (fingerprint, line) in settled {
        let counter =
            if baseline.merge(fingerprint, line) { &mut tally.taken } else { &mut tally.known };
        *counter += 1;
    }
    baseline.write()?;
    let _ = Stream::stdout().write(|out| {
        out.write_all(tally.lines(path).as_bytes())?;
        out.flush()
    })?;
    Ok(if tally.unreadable { Exit::Failed } else { Exit::Clean })
}

/// What became of decisions.
#[derive(Default)]
struct Tally {
    taken: u64,
    known: u64,
    right: u64,
    fixed: u64,
    open: u64,
    /// Whether a decision could not be understood, which the user was told.
    unreadable: bool,
}

impl Tally {
    /// Counts a finding that is not taken in.
    fn leave(&mut self, verdict: Verdict) {
        match verdict {
            Verdict::Right => self.right += 1,
            Verdict::Fixed => self.fixed += 1,
            Verdict::Open | Verdict::FalseAlarm => self.open += 1,
        }
    }

    fn lines(&self, path: &Path) -> String {
        let path = path.display();
        let mut text = format!("{} taken into {path}", count(self.taken, "false alarm"));
        if self.known > 0 {
            let _ = write!(text, ", {} known before", self.known);
        }
        text.push('\n');
        for (number, why) in [
            (self.right, "right: shown until the translation is corrected"),
            (self.fixed, "fixed: the next check shows whether it is"),
            (self.open, "without a verdict"),
        ] {
            if number > 0 {
                let _ = writeln!(text, "left: {number} {why}");
            }
        }
        text
    }
}

/// The lines for the baseline, in the order of the decisions. A finding about which decisions differ
/// is left, as is what cannot be understood.
fn settle(decided: Vec<(&Path, Decision)>, tally: &mut Tally) -> Vec<(Fingerprint, Line)> {
    let mut verdicts: HashMap<Fingerprint, Verdict> = HashMap::new();
    let mut lines: Vec<(Fingerprint, Line)> = Vec::new();
    for (file, decision) in decided {
        let place = format!("{}: {}", file.display(), decision.place);
        let mut refuse = |what: &str| {
            say("error", &format_args!("{place}: {what}"));
            tally.unreadable = true;
        };
        let verdict = match decision.verdict() {
            Ok(verdict) => verdict,
            Err(what) => {
                refuse(&what);
                continue;
            }
        };
        if verdict == Verdict::Open {
            tally.leave(verdict);
            continue;
        }
        let Ok(fingerprint) = decision.fingerprint.parse::<Fingerprint>() else {
            let print = &decision.fingerprint;
            refuse(&format!("`{print}` is no fingerprint: 16 hexadecimal digits"));
            continue;
        };
        match verdicts.insert(fingerprint, verdict) {
            Some(before) if before != verdict => {
                refuse(&format!("`{fingerprint}` is judged in two ways"));
                lines.retain(|(known, _)| *known != fingerprint);
            }
            Some(_) => {}
            None if verdict == Verdict::FalseAlarm => {
                lines.push((fingerprint, line(fingerprint, decision)));
            }
            None => tally.leave(verdict),
        }
    }
    lines
}

fn line(fingerprint: Fingerprint, decision: Decision) -> Line {
    let Decision { check, file, message, comment, .. } = decision;
    let message = visible(&message).into_owned();
    Line { file, check, message, fingerprint: fingerprint.to_string(), comment }
}
