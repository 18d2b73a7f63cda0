//! Where units came from, so that a file can be read again as it was read.

use super::Format;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// A file that was read: that of the target, where each side has one.
#[derive(Debug, Clone)]
pub struct Origin {
    /// The file.
    pub path: PathBuf,
    /// Its format.
    pub format: &'static Format,
    /// The file of the source, where the target is in another.
    pub(super) source: Option<PathBuf>,
    /// The languages that are known of both files beyond what their own names say.
    pub(super) named: [Option<String>; 2],
    /// What the file was like when it was opened.
    stamp: Option<Stamp>,
}

/// What changes with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
}

impl Stamp {
    fn of(path: &Path) -> Option<Self> {
        let metadata = fs::metadata(path).ok()?;
        Some(Self { length: metadata.len(), modified: metadata.modified().ok() })
    }
}

impl Origin {
    pub(super) fn new(
        path: &Path,
        format: &'static Format,
        source: Option<PathBuf>,
        named: [Option<String>; 2],
    ) -> Self {
        Self { path: path.to_owned(), format, source, named, stamp: Stamp::of(path) }
    }

    /// Whether the file is what it was when it was opened.
    pub fn is_unchanged(&self) -> bool {
        self.stamp.is_some() && self.stamp == Stamp::of(&self.path)
    }
}
