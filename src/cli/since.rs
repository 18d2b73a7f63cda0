//! `--changed-since`: what files held at a revision of git.

use crate::error::Error;
use crate::input::{Before, Bytes};
use std::collections::{HashMap, HashSet};
use std::io::{self, Cursor};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{fmt, fs};

/// A revision, with the files that it holds.
struct Revision {
    /// The top of the working tree.
    root: PathBuf,
    commit: String,
    /// Paths from the top on.
    files: HashSet<PathBuf>,
    /// What files of today were called then.
    renamed: HashMap<PathBuf, PathBuf>,
}

/// What files held at this revision.
pub(super) fn before(revision: &str) -> Result<Before, Error> {
    let revision = Revision::open(revision)?;
    Ok(Before::new(move |path| revision.bytes(path)))
}

impl Revision {
    fn open(name: &str) -> Result<Self, Error> {
        let root = git(&["rev-parse", "--show-toplevel"])
            .map_err(|said| refuse(name, &format_args!("it needs a git repository: {said}")))?;
        let root = fs::canonicalize(line(&root)).unwrap_or_else(|_| PathBuf::from(line(&root)));
        let peeled = format!("{name}^{{commit}}");
        let commit = git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &peeled])
            .map_err(|_| refuse(name, &unknown()))?;
        let commit = line(&commit);
        let fail = |said| refuse(name, &said);
        let top = root.to_string_lossy();
        let files =
            git(&["-C", &top, "ls-tree", "-r", "-z", "--name-only", &commit]).map_err(fail)?;
        let files = fields(&files).map(PathBuf::from).collect();
        let status = ["-C", &top, "diff", "--name-status", "-z", "-M", "--diff-filter=R", &commit];
        let status = git(&status).map_err(fail)?;
        let mut fields = fields(&status);
        let mut renamed = HashMap::new();
        while let (Some(_), Some(from), Some(to)) = (fields.next(), fields.next(), fields.next()) {
            renamed.insert(PathBuf::from(to), PathBuf::from(from));
        }
        Ok(Self { root, commit, files, renamed })
    }

    /// What a file of today held; `None` where it was not there.
    fn bytes(&self, path: &Path) -> io::Result<Option<Bytes>> {
        let Ok(path) = fs::canonicalize(path) else { return Ok(None) };
        let Ok(path) = path.strip_prefix(&self.root) else { return Ok(None) };
        let path = self.renamed.get(path).map_or(path, PathBuf::as_path);
        if !self.files.contains(path) {
            return Ok(None);
        }
        // With the filters of a checkout, so that ends of lines are those of the working tree.
        let object = format!("{}:{}", self.commit, path.to_string_lossy().replace('\\', "/"));
        let bytes = git(&["-C", &self.root.to_string_lossy(), "cat-file", "--filters", &object])
            .map_err(io::Error::other)?;
        Ok(Some(Box::new(Cursor::new(bytes))))
    }
}

/// Why there is no such revision.
fn unknown() -> &'static str {
    let shallow = git(&["rev-parse", "--is-shallow-repository"]);
    if shallow.is_ok_and(|said| line(&said) == "true") {
        "there is no such revision in this shallow clone; fetch it first (git fetch --unshallow, or \
         fetch-depth: 0 in a workflow)"
    } else {
        "there is no such revision in this repository"
    }
}

fn refuse(revision: &str, why: &dyn fmt::Display) -> Error {
    Error::Usage(format!("--changed-since {revision}: {why}"))
}

/// What git prints, or the first line of what it complains about.
fn git(args: &[&str]) -> Result<Vec<u8>, String> {
    let output = Command::new("git")
        .args(args)
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("git cannot be started: {error}"))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    Err(String::from_utf8_lossy(&output.stderr).lines().next().unwrap_or_default().to_owned())
}

fn line(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim_end_matches(['\n', '\r']).to_owned()
}

fn fields(bytes: &[u8]) -> impl Iterator<Item = String> {
    bytes
        .split(|byte| *byte == 0)
        .filter(|field| !field.is_empty())
        .map(|field| String::from_utf8_lossy(field).into_owned())
}
