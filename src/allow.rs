//! The baseline: findings that were there before, which a run does not show again.
//!
//! A baseline is a TOML file with one line a finding, sorted, made to be read in a review. It is
//! matched by [`Fingerprint`], and each of its lines hides one finding and no more. What it hides
//! is counted, and lines that hide nothing any more are reported: a baseline only ever shrinks.

use crate::draft;
use crate::error::Error;
use crate::finding::Fingerprint;
use crate::policy::Policy;
use crate::report::escape::visible;
use serde::Deserialize;
use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The version of the file format.
const VERSION: u32 = 1;

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    #[serde(default)]
    findings: Vec<Line>,
}

/// A finding of the file, in the order in which the lines are sorted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    file: String,
    check: String,
    message: String,
    fingerprint: String,
}

/// The findings that are known, and which of them this run has met.
#[derive(Debug)]
pub struct Baseline {
    path: PathBuf,
    /// The lines of the file with whether this run has met each.
    lines: Vec<(Line, bool)>,
    /// The lines of a fingerprint that nothing has met yet, the first of the file last.
    open: HashMap<Fingerprint, Vec<usize>>,
    /// Findings of this run that are not in the file, where it is to be rewritten.
    new: Option<Vec<Line>>,
    /// The files that this run has read.
    seen: BTreeSet<String>,
}

impl Baseline {
    /// Reads a baseline. With `update` the file may be missing, and findings that are not in it are
    /// taken in.
    pub fn load(path: &Path, update: bool) -> Result<Self, Error> {
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if update && error.kind() == ErrorKind::NotFound => {
                format!("version = {VERSION}")
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let what = "there is no such baseline; --update-baseline writes it";
                return Err(Error::Config(path.to_owned(), what.to_owned()));
            }
            Err(error) => return Err(Error::Read(path.to_owned(), error)),
        };
        let refuse = |what: String| Error::Config(path.to_owned(), what);
        let file: File = toml::from_str(&text).map_err(|error| {
            let line = text[..error.span().unwrap_or_default().start].matches('\n').count() + 1;
            refuse(format!("line {line}: {}", error.message().replace('\n', " ")))
        })?;
        if file.version != VERSION {
            let version = file.version;
            return Err(refuse(format!("a baseline of version {version}; this is {VERSION}")));
        }
        let mut open: HashMap<Fingerprint, Vec<usize>> = HashMap::new();
        for (index, line) in file.findings.iter().enumerate().rev() {
            let print = line.fingerprint.parse().map_err(|_| {
                refuse(format!("`{}` is no fingerprint: 16 hexadecimal digits", line.fingerprint))
            })?;
            open.entry(print).or_default().push(index);
        }
        Ok(Self {
            path: path.to_owned(),
            lines: file.findings.into_iter().map(|line| (line, false)).collect(),
            open,
            new: update.then(Vec::new),
            seen: BTreeSet::new(),
        })
    }

    /// Notes that this run reads `file`.
    pub fn reads(&mut self, file: &str) {
        if !self.seen.contains(file) {
            self.seen.insert(file.to_owned());
        }
    }

    /// Whether the finding is known; each line of the file answers once.
    pub fn knows(&mut self, fingerprint: Fingerprint) -> bool {
        let Some(index) = self.open.get_mut(&fingerprint).and_then(Vec::pop) else {
            return false;
        };
        self.lines[index].1 = true;
        true
    }

    /// Takes in a finding that is shown, if the baseline is to be rewritten; says whether it was.
    pub fn take(
        &mut self,
        fingerprint: Fingerprint,
        file: &str,
        check: &str,
        message: &str,
    ) -> bool {
        let Some(new) = &mut self.new else {
            return false;
        };
        new.push(Line {
            file: file.to_owned(),
            check: check.to_owned(),
            message: visible(message).into_owned(),
            fingerprint: fingerprint.to_string(),
        });
        true
    }

    /// Ends the run: rewrites the file if that was asked for, and says what is to be said about
    /// lines that matched nothing.
    pub fn finish(self, policy: &Policy) -> Result<Option<String>, Error> {
        let stale = |line: &Line| {
            policy.is_on(&line.check)
                && (self.seen.contains(&line.file) || !Path::new(&line.file).exists())
        };
        let Some(new) = self.new else {
            let count = self.lines.iter().filter(|(line, met)| !met && stale(line)).count();
            let (entries, match_) =
                if count == 1 { ("entry", "matches") } else { ("entries", "match") };
            return Ok((count > 0).then(|| {
                format!(
                    "{count} baseline {entries} {match_} nothing any more; run with --update-baseline"
                )
            }));
        };
        let (taken, before) = (new.len(), self.lines.len());
        let kept = self.lines.iter().filter(|(line, met)| *met || !stale(line));
        let mut lines: Vec<Line> = kept.map(|(line, _)| line.clone()).collect();
        let dropped = before - lines.len();
        lines.extend(new);
        lines.sort();
        draft::write(&self.path, &render(&lines))
            .map_err(|e| Error::Write(self.path.clone(), e))?;
        let path = self.path.display();
        Ok(Some(format!("{path}: {taken} added, {dropped} removed, {} in all", lines.len())))
    }
}

/// The file, one finding a line.
fn render(lines: &[Line]) -> String {
    let mut text = format!(
        "# Findings that `tieout check --baseline` does not show again. Written by --update-baseline;\n\
         # delete a line to see its finding.\n\
         version = {VERSION}\n\
         findings = [\n"
    );
    for line in lines {
        let quote = |text: &str| toml::Value::from(text).to_string();
        let _ = writeln!(
            text,
            "  {{ fingerprint = {}, check = {}, file = {}, message = {} }},",
            quote(&line.fingerprint),
            quote(&line.check),
            quote(&line.file),
            quote(&line.message),
        );
    }
    text.push_str("]\n");
    text
}
