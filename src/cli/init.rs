//! `tieout init`: settings for the project in a folder, from what is found in it.

use super::output::Stream;
use super::{Exit, baseline, tell};
use crate::allow::Baseline;
use crate::config::NAME;
use crate::error::Error;
use crate::input::{self, Format, Item, Request};
use crate::report::count;
use crate::terms::read::{self, Known};
use crate::unit::Unit;
use ignore::WalkBuilder;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// What the name of a glossary holds, and how it ends.
const GLOSSARIES: ([&str; 3], [&str; 3]) =
    (["glossary", "termbase", "terminology"], ["csv", "tsv", "tbx"]);

/// How deep in the project a glossary is looked for.
const DEPTH: usize = 4;

/// Where a system for continuous integration keeps its settings, and what to add there.
const SYSTEMS: [(&str, &str); 4] = [
    (
        ".github/workflows",
        "GitHub: steps of a job in .github/workflows\n    \
         - run: cargo install --locked tieout\n    \
         - run: tieout . --output github",
    ),
    (
        ".gitlab-ci.yml",
        "GitLab: a job in .gitlab-ci.yml\n    \
         tieout:\n      \
         script:\n        \
         - cargo install --locked tieout\n        \
         - tieout .",
    ),
    (
        ".pre-commit-config.yaml",
        "pre-commit: a hook in .pre-commit-config.yaml\n    \
         - repo: local\n      \
         hooks:\n        \
         - {id: tieout, name: tieout, entry: tieout, language: system, types: [text]}",
    ),
    ("Jenkinsfile", "Jenkins: a step in Jenkinsfile\n    sh 'tieout .'"),
];

/// Runs the command.
pub(super) fn run() -> Result<Exit, Error> {
    let here = Path::new("");
    if here.join(NAME).exists() {
        let what = "it is there already, and is not replaced; `tieout .` goes by it";
        return Err(Error::Config(PathBuf::from(NAME), what.to_owned()));
    }
    let found = Found::in_folder(Path::new("."))?;
    let with_baseline = !here.join(baseline::FILE).exists();
    create(Path::new(NAME), &settings(&found))?;
    if with_baseline {
        Baseline::load(Path::new(baseline::FILE), true)?.write()?;
    }
    let _ = Stream::stdout().write(|out| {
        out.write_all(found.lines().as_bytes())?;
        writeln!(out, "wrote: {NAME}")?;
        if with_baseline {
            writeln!(out, "wrote: {}, with no finding yet", baseline::FILE)?;
        }
        out.write_all(next().as_bytes())?;
        out.flush()
    })?;
    Ok(Exit::Clean)
}

/// Writes a new file; one that is there is never replaced.
fn create(path: &Path, text: &str) -> Result<(), Error> {
    let written = File::create_new(path).and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| Error::Write(path.to_owned(), error))
}

/// What a folder holds.
#[derive(Default)]
struct Found {
    /// The folders of the files of each format, with how many pairs of texts they hold.
    formats: BTreeMap<&'static str, (BTreeSet<String>, u64)>,
    /// The languages of the sources and of the targets.
    langs: [BTreeSet<String>; 2],
    glossaries: Vec<String>,
}

impl Found {
    fn in_folder(folder: &Path) -> Result<Self, Error> {
        let request = Request { paths: vec![folder.to_owned()], ..Request::default() };
        let mut reader = input::open(&request)?;
        let mut found = Self::default();
        while let Some(item) = reader.next() {
            match item {
                Item::Problem(problem) => tell(&problem),
                Item::Unit(unit) => {
                    let Some(format) = reader.format() else { continue };
                    found.take(format, &unit);
                }
            }
        }
        if found.formats.is_empty() {
            return Err(Error::NoPairs);
        }
        found.glossaries = glossaries(folder);
        Ok(found)
    }

    fn take(&mut self, format: &'static Format, unit: &Unit) {
        let (folders, pairs) = self.formats.entry(format.name).or_default();
        let file = Path::new(&*unit.file);
        let folder = file.parent().and_then(Path::to_str).unwrap_or_default();
        let folder = folder.strip_prefix("./").unwrap_or(folder);
        if !folders.contains(folder) {
            folders.insert(folder.to_owned());
        }
        *pairs += unit.pairs.len() as u64;
        for pair in &unit.pairs {
            let sides = [Some(&pair.source), pair.target.as_ref()];
            for (langs, side) in self.langs.iter_mut().zip(sides) {
                if let Some(side) = side.filter(|side| !langs.contains(&*side.lang)) {
                    langs.insert(side.lang.to_string());
                }
            }
        }
    }

    /// What was found, for people.
    fn lines(&self) -> String {
        let mut text = String::new();
        for (format, (folders, pairs)) in &self.formats {
            let folders = match folders.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
                ["" | "."] => "this folder".to_owned(),
                [folder] => (*folder).to_owned(),
                [first, others @ ..] => {
                    format!("{first} and {}", count(others.len() as u64, "other folder"))
                }
                [] => String::new(),
            };
            let _ = writeln!(text, "found: {format}, {} in {folders}", count(*pairs, "pair"));
        }
        let list = |langs: &BTreeSet<String>| langs.iter().cloned().collect::<Vec<_>>().join(", ");
        let [sources, targets] = self.langs.each_ref().map(list);
        let _ = writeln!(text, "found: translations from {sources} into {targets}");
        for glossary in &self.glossaries {
            let _ = writeln!(text, "found: the glossary {glossary}");
        }
        text
    }
}

/// The glossaries of a project: files that are called so and hold terms.
fn glossaries(folder: &Path) -> Vec<String> {
    let (words, endings) = GLOSSARIES;
    let is_called_so = |path: &Path| {
        let part = |part: Option<&std::ffi::OsStr>| {
            part.and_then(|part| part.to_str()).unwrap_or_default().to_lowercase()
        };
        let (stem, ending) = (part(path.file_stem()), part(path.extension()));
        endings.contains(&ending.as_str()) && words.iter().any(|word| stem.contains(word))
    };
    let holds_terms = |path: &PathBuf| {
        let name = path.display().to_string();
        let read = fs::read(path).map(|bytes| read::glossary(&name, bytes, &Known::default()));
        read.is_ok_and(|read| {
            !read.base.is_empty() && !read.problems.iter().any(|p| p.kind.is_failure())
        })
    };
    let walk = WalkBuilder::new(folder).max_depth(Some(DEPTH)).sort_by_file_path(Path::cmp).build();
    let files = walk.filter_map(Result::ok).map(ignore::DirEntry::into_path);
    let called = files.filter(|path| path.is_file() && is_called_so(path));
    let named = |path: PathBuf| path.strip_prefix(folder).unwrap_or(&path).display().to_string();
    called.filter(holds_terms).map(named).collect()
}

/// The settings file.
fn settings(found: &Found) -> String {
    let quote = |text: &str| toml::Value::from(text).to_string();
    let mut text = "\
# Settings of tieout, which ties out translations with their sources.
# `tieout schema` prints every key; options of the command line win over this file.

level   = \"ci\"        # which findings are shown; \"review\" is everything worth a look
fail-on = \"warning\"   # from which severity on a finding that is shown fails the run
"
    .to_owned();
    let mut sources = found.langs[0].iter();
    if let (Some(source), None) = (sources.next(), sources.next()) {
        let why = "# where neither a file nor its name says it";
        let _ = writeln!(text, "source-lang = {}   {why}", quote(source));
    }
    if !found.glossaries.is_empty() {
        let list: Vec<_> = found.glossaries.iter().map(|glossary| quote(glossary)).collect();
        let _ = writeln!(text, "terms = [{}]   # glossaries", list.join(", "));
    }
    let file = quote(baseline::FILE);
    let _ = writeln!(text, "baseline = {file}   # what is known: `tieout baseline .`");
    text.push_str(MORE);
    text
}

/// The settings that nothing shows a need for, ready to be used.
const MORE: &str = "
# skip = [\"lost-hedge\"]   # `tieout checks` lists the checks

# [checks]
# whitespace = \"off\"      # or \"note\", \"warning\", \"error\"

# [[override]]            # settings for some files or languages; the last that fits wins
# files = [\"legal/**\"]
# level = \"review\"

# [[allow]]               # findings that are right as they are
# check   = \"number-mismatch\"
# unit    = \"key.of.the.unit\"
# reason  = \"why\"
# expires = 2099-12-31
";

/// What to do now.
fn next() -> String {
    let mut text = "
Next:
  tieout .                see what is found; `tieout explain CHECK` says what it means
  tieout baseline .       take what is left for known, so that only news fail a build
"
    .to_owned();
    for (_, snippet) in SYSTEMS.iter().filter(|(path, _)| Path::new(path).exists()) {
        let _ = writeln!(text, "  {snippet}");
    }
    text
}
