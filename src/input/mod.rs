//! Readers of translation files: one file a format, and the list of them.
//!
//! A reader streams: it holds one unit at a time, never a whole file. It yields units and problems
//! in the order of the file and never fails as a whole. To add a format, write its file and add its
//! `mod` line and its entry in [`FORMATS`]; a test asks for its fixtures.

mod abreast;
mod aligned;
mod android;
mod arb;
mod before;
mod bilingual;
mod csv;
mod decode;
mod discover;
mod escape;
mod fluent;
mod inline;
mod item;
mod json;
mod jsonl;
mod keyed;
mod language;
mod lines;
mod markdown;
mod origin;
mod paragraphs;
mod plural;
mod po;
mod properties;
mod qt;
mod reader;
mod resx;
mod segments;
mod sides;
mod source;
mod standing;
mod strings;
mod stringsdict;
mod subtitles;
mod table;
mod tmx;
mod tsv;
pub(crate) mod whole;
mod xcstrings;
mod xliff;
mod xlsx;
pub(crate) mod xml;
mod yaml;

pub use aligned::Aligned;
pub use before::Before;
pub use decode::Bytes;
pub use discover::Pattern;
pub use escape::Escaper;
pub use item::{Counts, Item, Problem, ProblemKind, States};
pub use language::canonical;
pub use origin::Origin;
pub use reader::{Reader, Request, align, open, read, read_again, read_parallel};
pub use segments::{Segment, Segments, segments};
pub use source::{Gauge, Stop};
pub use table::ColumnChoice;

use crate::error::Error;
use encoding_rs::{Encoding, REPLACEMENT, UTF_8};
use item::{Out, Units};
use std::fmt;
use std::path::Path;
use std::sync::Arc;

/// A file format.
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// The endings of its file names, in lower case, without the dot.
    pub extensions: &'static [&'static str],
    /// One line: what such a file holds.
    pub summary: &'static str,
    /// Whether it is a catalogue, where an entry without a translation is a state and no finding.
    pub catalogue: bool,
    /// Whether plural forms are pairs of their own.
    pub plurals: bool,
    /// What the place of a finding is in it.
    pub places: PlaceKind,
    /// How text is written back into it, the likeliest way first; a format without a way is only read.
    pub writes: &'static [Escaper],
    open: Open,
}

/// What places of a format count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceKind {
    /// Lines and characters of the file.
    Characters,
    /// Rows and columns of a sheet.
    Cells,
}

/// How a format is opened.
#[derive(Clone, Copy)]
enum Open {
    /// Both sides are in one file.
    Together(fn(Input, &mut Out) -> Box<dyn Units>),
    /// Each side has a file of its own, which answer each other segment by segment; the second
    /// function reads one side alone.
    Apart(fn(Input, Input, &mut Out) -> Box<dyn Units>, fn(Input, &mut Out) -> Box<dyn Units>),
    /// Each language has a file of its own, which answer each other by their keys.
    Keyed(keyed::OpenEntries),
}

/// Every format, sorted by name.
pub static FORMATS: &[Format] = &[
    android::FORMAT,
    arb::FORMAT,
    csv::FORMAT,
    fluent::FORMAT,
    json::FORMAT,
    jsonl::FORMAT,
    lines::FORMAT,
    markdown::FORMAT,
    po::FORMAT,
    properties::FORMAT,
    qt::FORMAT,
    resx::FORMAT,
    subtitles::SRT,
    strings::FORMAT,
    stringsdict::FORMAT,
    tmx::FORMAT,
    tsv::FORMAT,
    subtitles::VTT,
    xcstrings::FORMAT,
    xliff::FORMAT,
    xlsx::FORMAT,
    yaml::FORMAT,
];

impl Format {
    /// The format with this name.
    pub fn by_name(name: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.name == name)
    }

    /// Whether a pair is read from two files, one a side.
    pub fn has_two_files(&self) -> bool {
        !matches!(self.open, Open::Together(_))
    }

    /// The format of a file, by the ending of its name.
    pub fn of(path: &Path) -> Option<&'static Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        FORMATS.iter().find(|format| format.extensions.contains(&extension.as_str()))
    }
}

impl fmt::Debug for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Format").field(&self.name).finish()
    }
}

/// The encoding that a label such as `shift_jis` or `windows-1252` names.
pub fn encoding(label: &str) -> Result<&'static Encoding, Error> {
    Encoding::for_label(label.as_bytes()).filter(|&found| found != REPLACEMENT).ok_or_else(|| {
        Error::Usage(format!(
            "`{label}` is not the name of an encoding, such as utf-8, utf-16le, shift_jis, euc-kr, \
             gb18030 or windows-1252"
        ))
    })
}

/// The encoding of a file with these bytes: by its byte order mark, as it was asked for, as the file
/// itself says, or UTF-8; `None` where nothing tells it.
pub fn encoding_of(bytes: &[u8], asked: Option<&'static Encoding>) -> Option<&'static Encoding> {
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let declared = || xml::declared_encoding(bytes).or_else(|| po::charset(bytes).ok().flatten());
    let unicode =
        || UTF_8.decode_without_bom_handling_and_without_replacement(bytes).map(|_| UTF_8);
    marked.or(asked).or_else(declared).or_else(unicode)
}

/// One input, opened but not yet decoded, with what is known about it.
struct Input {
    bytes: Bytes,
    file: Arc<str>,
    document: Arc<str>,
    encoding: Option<&'static Encoding>,
    languages: Languages,
    /// Whether segments are read for themselves, and not as pairs.
    monolingual: bool,
    /// Which units are left out for their state.
    states: States,
    /// Which columns of a table hold what.
    columns: Option<Arc<ColumnChoice>>,
    /// Whether units keep the record that they were read from.
    keeps_records: bool,
}

/// The languages that are known before the file is read. An empty tag means that none is.
#[derive(Debug, Clone, Default)]
struct Languages {
    /// What the options say; nothing overrides it.
    given: [Option<Arc<str>>; 2],
    /// What the name of the file says; the file itself overrides it.
    named: [Option<Arc<str>>; 2],
    /// What counts where nothing else says it.
    usual: [Option<Arc<str>>; 2],
}

/// Index of the source in [`Languages`].
const SOURCE: usize = 0;
/// Index of the target in [`Languages`].
const TARGET: usize = 1;

impl Languages {
    /// The language of a side: by option, else as the file says, else by the file's
    /// name, else the usual one.
    fn side(&self, side: usize, stated: Option<&Arc<str>>) -> Arc<str> {
        self.given[side]
            .as_ref()
            .or(stated)
            .or(self.named[side].as_ref())
            .or(self.usual[side].as_ref())
            .cloned()
            .unwrap_or_default()
    }

    /// Every language that an option or the name of the file speaks of.
    fn expected(&self) -> impl Iterator<Item = &str> {
        self.given.iter().chain(&self.named).flatten().map(|tag| &**tag)
    }

    /// Takes the one language that a file name gives, as a rule that of the target, for the source.
    fn take_for_source(&mut self) {
        if self.named[SOURCE].is_none() {
            self.named.swap(SOURCE, TARGET);
        }
    }
}
