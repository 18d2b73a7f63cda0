//! The baseline: findings that were there before, which a run does not show again.
//!
//! A baseline is a TOML file with one line a finding, sorted, made to be read in a review. It is
//! matched by [`Fingerprint`], and each of its lines hides one finding and no more. What it hides
//! is counted, and lines that hide nothing any more are reported: a baseline only ever shrinks. It
//! is written as a whole or not at all.

use crate::draft;
use crate::error::Error;
use crate::finding::Fingerprint;
use crate::policy::Policies;
use crate::report::escape::visible;
use crate::scope::relative;
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
pub struct Line {
    /// The file it was found in, relative to the baseline.
    pub file: String,
    /// The check.
    pub check: String,
    /// What it says.
    pub message: String,
    /// What it is known by.
    pub fingerprint: String,
    /// Why it is right as it is, if somebody said so.
    pub comment: Option<String>,
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
    /// The files that this run has read, as lines call them.
    seen: BTreeSet<String>,
    /// The last of them, as the run calls it and as lines do.
    last: (String, String),
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
                let what = "there is no such baseline; `tieout baseline` writes it";
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
            last: Default::default(),
        })
    }

    /// Notes that this run reads `file`.
    pub fn reads(&mut self, file: &str) {
        if self.last.0 != file {
            self.last = (file.to_owned(), self.name(file));
            self.seen.insert(self.last.1.clone());
        }
    }

    /// What lines call a file: its path from the folder of the baseline on, with slashes.
    fn name(&self, file: &str) -> String {
        let path = relative(self.folder(), Path::new(file));
        let text = path.to_string_lossy();
        if cfg!(windows) { text.replace('\\', "/") } else { text.into_owned() }
    }

    fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new(""))
    }

    /// Whether the finding is known; each line of the file answers once, that of the same file
    /// before others, which may be its former names.
    pub fn knows(&mut self, fingerprint: Fingerprint, file: &str) -> bool {
        self.reads(file);
        let Some(open) = self.open.get_mut(&fingerprint) else { return false };
        let same = open.iter().rposition(|&at| self.lines[at].0.file == self.last.1);
        let Some(at) = same.or(open.len().checked_sub(1)) else { return false };
        let at = open.remove(at);
        let is_gone = !self.folder().join(&self.lines[at].0.file).exists();
        let (line, met) = &mut self.lines[at];
        *met = true;
        if is_gone {
            line.file.clone_from(&self.last.1);
        }
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
        self.reads(file);
        let Some(new) = &mut self.new else { return false };
        new.push(Line {
            file: self.last.1.clone(),
            check: check.to_owned(),
            message: visible(message).into_owned(),
            fingerprint: fingerprint.to_string(),
            comment: None,
        });
        true
    }

    /// Puts in a line that somebody decided on; where the finding is known already, its comment is
    /// taken over alone. Says whether the finding is new.
    pub fn merge(&mut self, fingerprint: Fingerprint, mut line: Line) -> bool {
        line.file = self.name(&line.file);
        let known = self.open.get(&fingerprint).and_then(|open| open.last());
        if let Some(&at) = known {
            let known = &mut self.lines[at].0;
            known.comment = line.comment.or(known.comment.take());
            return false;
        }
        self.open.insert(fingerprint, vec![self.lines.len()]);
        self.lines.push((line, true));
        true
    }

    /// Ends the run: rewrites the file if that was asked for, and says what is to be said about
    /// lines that matched nothing.
    pub fn finish(mut self, policies: &Policies) -> Result<Option<String>, Error> {
        let Some(new) = self.new.take() else {
            let count = self.lines.iter().filter(|line| self.is_stale(line, policies)).count();
            let (entries, match_) =
                if count == 1 { ("entry", "matches") } else { ("entries", "match") };
            return Ok((count > 0).then(|| {
                format!(
                    "{count} baseline {entries} {match_} nothing any more; run with --update-baseline"
                )
            }));
        };
        let (taken, before) = (new.len(), self.lines.len());
        let mut lines = std::mem::take(&mut self.lines);
        lines.retain(|line| !self.is_stale(line, policies));
        let dropped = before - lines.len();
        lines.extend(new.into_iter().map(|line| (line, true)));
        self.lines = lines;
        self.write()?;
        let path = self.path.display();
        Ok(Some(format!("{path}: {taken} added, {dropped} removed, {} in all", self.lines.len())))
    }

    /// Whether a line would have been met, were its finding still there.
    fn is_stale(&self, (line, met): &(Line, bool), policies: &Policies) -> bool {
        let was_read =
            || self.seen.contains(&line.file) || !self.folder().join(&line.file).exists();
        !met && policies.asks(&line.check) && was_read()
    }

    /// Writes the file anew.
    pub fn write(&mut self) -> Result<(), Error> {
        self.lines.sort();
        let text = render(self.lines.iter().map(|(line, _)| line));
        draft::replace(&self.path, text.as_bytes()).map_err(|e| Error::Write(self.path.clone(), e))
    }
}

/// The file, one finding a line.
fn render<'a>(lines: impl Iterator<Item = &'a Line>) -> String {
    let mut text = format!(
        "# Findings that are known and not shown again. Written by `tieout baseline`;\n\
         # delete a line to see its finding.\n\
         version = {VERSION}\n\
         findings = [\n"
    );
    let quote = |text: &str| toml::Value::from(text).to_string();
    for line in lines {
        let _ = write!(
            text,
            "  {{ fingerprint = {}, check = {}, file = {}, message = {}",
            quote(&line.fingerprint),
            quote(&line.check),
            quote(&line.file),
            quote(&line.message),
        );
        if let Some(comment) = &line.comment {
            let _ = write!(text, ", comment = {}", quote(comment));
        }
        text.push_str(" },\n");
    }
    text.push_str("]\n");
    text
}
