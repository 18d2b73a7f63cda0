//! The one error type: what went wrong, where, and what to do about it.

use std::fmt;
use std::path::PathBuf;

/// Why tieout could not do its job. Every variant ends the run with exit code 2.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The command line asks for something that does not fit together.
    Usage(String),
    /// A file could not be opened or read at all.
    Read(PathBuf, std::io::Error),
    /// A file could not be written.
    Write(PathBuf, std::io::Error),
    /// `tieout.toml` or a baseline does not parse.
    Config(PathBuf, String),
    /// A rules file does not parse or does not prove itself.
    Rules(String, String),
    /// The parts of a parallel text do not have the same number of segments.
    Unaligned {
        /// The source file.
        source: PathBuf,
        /// The target file.
        target: PathBuf,
        /// Segments on the source side.
        source_segments: usize,
        /// Segments on the target side.
        target_segments: usize,
    },
    /// One text should hold a source and its translation, and does not show which is which.
    Undivided(String),
    /// A language was neither given nor recognised.
    Language(String),
    /// A check is named that does not exist.
    UnknownCheck(String),
    /// Neither a file nor standard input is named.
    NoInput,
    /// Nothing was there to check.
    NoPairs,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(what)
            | Self::Undivided(what)
            | Self::Language(what)
            | Self::UnknownCheck(what) => f.write_str(what),
            Self::Read(path, error) => {
                write!(f, "cannot read {}: {}", path.display(), reason(error))
            }
            Self::Write(path, error) => {
                write!(f, "cannot write {}: {}", path.display(), reason(error))
            }
            Self::Config(path, what) => write!(f, "{}: {what}", path.display()),
            Self::Rules(name, what) => write!(f, "rules {name}: {what}"),
            Self::Unaligned { source, target, source_segments, target_segments }
                if source_segments == target_segments =>
            {
                write!(
                    f,
                    "{} and {} have {source_segments} segments each, but blank lines at different \
                     places",
                    source.display(),
                    target.display()
                )
            }
            Self::Unaligned { source, target, source_segments, target_segments } => write!(
                f,
                "{} has {source_segments} segments and {} has {target_segments}",
                source.display(),
                target.display()
            ),
            Self::NoInput => f.write_str("no file is named"),
            Self::NoPairs => f.write_str("no pair of source and target was found"),
        }
    }
}

impl std::error::Error for Error {}

/// What the system says about a file, without its number for it.
pub(crate) fn reason(error: &std::io::Error) -> String {
    let said = error.to_string();
    said.split_once(" (os error").map_or(said.as_str(), |(words, _)| words).to_owned()
}

impl Error {
    /// What the user can do about it.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Unaligned { .. } => Some(
                "parallel files are read line by line; for texts that do not correspond line by line, \
                 align their sentences: --align",
            ),
            Self::Undivided(_) => {
                Some("put them into two files: --align --source a.en.txt --target a.ja.txt")
            }
            Self::Language(_) => Some("name the languages: --source-lang en --target-lang ja"),
            Self::UnknownCheck(_) => Some("`tieout checks` lists the checks"),
            Self::NoInput => Some(
                "tieout check messages.po\n      \
                 tieout check --source a.en.txt --target a.ja.txt --source-lang en --target-lang ja",
            ),
            Self::NoPairs => {
                Some("name a file that holds translations, or the format with --format")
            }
            _ => None,
        }
    }
}
