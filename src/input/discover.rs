//! Which files of a folder belong together: where projects put their languages, and how they name
//! them.
//!
//! A path has at most one place for the language: the name of the file (`ja.json`), its end
//! (`messages_ja.properties`, `Resources.ja.resx`), or a folder (`locales/ja/app.json`, `values-ja/`,
//! `ja.lproj/`). Files that differ in nothing else are one set; the file without a language
//! (`messages.properties`, `values/`, `Base.lproj/`) is its source, or else the one in the source
//! language. Patterns of the user say the same for projects with a custom of their own.

use super::item::{Problem, ProblemKind};
use super::language::primary;
use super::{Format, canonical, language};
use crate::error::Error;
use ignore::WalkBuilder;
use regex::Regex;
use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Component, Path, PathBuf};

/// Folders of other people's code, which no ignore file may name.
const FOREIGN: [&str; 2] = ["node_modules", "vendor"];

/// Formats of data of any kind: in a folder only a name with both languages makes them a translation.
const TABLES: [&str; 4] = ["csv", "jsonl", "tsv", "xlsx"];

/// The source language of a project that does not name it.
pub(super) const USUAL_SOURCE: &str = "en";

/// A format whose ending is that of programs too: in a folder only a name with a language makes such a
/// file a translation.
const AMBIGUOUS: &str = "qt";

/// Files with this ending are translations in folders whose name begins like this, and anything
/// elsewhere.
const ANDROID: (&str, &str) = ("xml", "values");

/// Stands in a path for the language.
pub(super) const SLOT: &str = "{lang}";

/// What is to be read.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Job {
    /// A file that holds both sides, or one that is read for itself.
    File(PathBuf),
    /// Two files with a side each, and the languages that their paths give.
    Parallel { source: PathBuf, target: PathBuf, named: [Option<String>; 2] },
}

impl Job {
    /// The files that it reads.
    pub(super) fn paths(&self) -> impl Iterator<Item = &Path> {
        let (first, second) = match self {
            Self::File(path) => (path, None),
            Self::Parallel { source, target, .. } => (source, Some(target)),
        };
        std::iter::once(first).chain(second).map(PathBuf::as_path)
    }
}

/// Where files with translations are looked for.
#[derive(Debug, Default)]
pub(super) struct Search {
    /// The one format that is wanted.
    pub(super) format: Option<&'static Format>,
    /// The source language, if it is known.
    pub(super) source_lang: Option<String>,
    /// The one target language that is wanted.
    pub(super) target_lang: Option<String>,
    /// Patterns of paths with `{lang}` in them.
    pub(super) patterns: Vec<Pattern>,
}

/// A pattern of paths: `{lang}` is the language, `*` any name or part of one, `**` any folders.
#[derive(Debug, Clone)]
pub struct Pattern(Regex);

impl Pattern {
    /// Compiles a pattern such as `src/i18n/{lang}/**.json`.
    pub fn new(text: &str) -> Result<Self, Error> {
        if text.matches(SLOT).count() != 1 {
            return Err(Error::Usage(format!(
                "the pattern `{text}` does not say where the language stands: write {SLOT} once, as \
                 in i18n/{SLOT}/*.json"
            )));
        }
        let mut regex = regex::escape(text.trim_start_matches("./"));
        for (glob, means) in [
            (regex::escape("**/"), "(?:.*/)?"),
            (regex::escape("**"), ".*"),
            (regex::escape("*"), "[^/]*"),
            (regex::escape(SLOT), "([A-Za-z0-9_@+-]+)"),
        ] {
            regex = regex.replace(&glob, means);
        }
        // The pattern may begin anywhere below the folder that is read.
        Regex::new(&format!("(?:^|/){regex}$"))
            .map(Self)
            .map_err(|_| Error::Usage(format!("the pattern `{text}` is too long")))
    }

    fn slot(&self, path: &str) -> Option<Slot> {
        let tag = self.0.captures(path)?.get(1)?;
        let lang = canonical(&tag.as_str().replace('+', "-"))?;
        let template = format!("{}{SLOT}{}", &path[..tag.start()], &path[tag.end()..]);
        Some(Slot { template, lang: Some(lang), is_sure: true })
    }
}

/// A path with the language taken out.
#[derive(Debug, PartialEq, Eq)]
struct Slot {
    /// What all languages have in common.
    template: String,
    /// The language; `None` where the path has none.
    lang: Option<String>,
    /// Whether it can only be a language, and is not an everyday word as well.
    is_sure: bool,
}

/// The files that share a template.
type Set = Vec<(Slot, PathBuf)>;

impl Search {
    /// What is to be read where these paths are named: what is in a folder, and with a file of one
    /// side the other, unless files are read for themselves.
    pub(super) fn named(&self, paths: &[PathBuf], alone: bool) -> (Vec<Job>, Vec<Problem>) {
        let (mut jobs, mut problems) = (Vec::new(), Vec::new());
        for path in paths {
            if path.is_dir() {
                let (found, mut lost) = self.folder(path, alone);
                if found.is_empty() && lost.is_empty() {
                    lost.push(nothing_found(path));
                }
                jobs.extend(found);
                problems.extend(lost);
                continue;
            }
            let format = self.format.or_else(|| Format::of(path));
            let one_sided = !alone && format.is_some_and(Format::has_two_files);
            let found = if one_sided { self.partners(path) } else { Vec::new() };
            let itself = found.is_empty().then(|| Job::File(path.clone()));
            jobs.extend(found.into_iter().chain(itself));
        }
        (selected(&jobs, paths), problems)
    }

    /// What is to be read in a folder, in the order of the paths, and what could not be looked at.
    /// Files of one side are paired, unless they are to be read for themselves.
    fn folder(&self, folder: &Path, alone: bool) -> (Vec<Job>, Vec<Problem>) {
        let (files, mut problems) = files(folder, None);
        let (jobs, unclear) = self.jobs(folder, files, alone);
        problems.extend(unclear);
        (jobs, problems)
    }

    /// What is to be read of these files of a folder.
    fn jobs(&self, folder: &Path, files: Vec<PathBuf>, alone: bool) -> (Vec<Job>, Vec<Problem>) {
        let mut problems = Vec::new();
        let mut jobs = Vec::new();
        let mut sets: BTreeMap<(&str, String), Set> = BTreeMap::new();
        for path in files {
            let Some(format) = Format::of(&path) else { continue };
            if self.format.is_some_and(|wanted| wanted.name != format.name) {
                continue;
            }
            if alone || !format.has_two_files() {
                if alone || self.is_translation(format, &path) {
                    jobs.push(Job::File(path));
                }
                continue;
            }
            if let Some(slot) = self.slot(&path, folder) {
                sets.entry((format.name, slot.template.clone())).or_default().push((slot, path));
            }
        }
        for set in sets.into_values() {
            match self.join(set) {
                Ok(found) => jobs.extend(found),
                Err(problem) => problems.push(problem),
            }
        }
        jobs.sort_by(|a, b| a.target().cmp(b.target()));
        (jobs, problems)
    }

    /// The pairs of the set that a file belongs to, which lies in a folder at most two levels further
    /// up: the one with its source, or, where it is the source, those with its translations.
    fn partners(&self, path: &Path) -> Vec<Job> {
        let here = path.parent().unwrap_or(Path::new(""));
        for (depth, folder) in here.ancestors().take(3).enumerate() {
            let root = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
            let (found, _) = files(root, Some(depth + 1));
            // What lies here is named as the user named the file.
            let bare =
                |file: PathBuf| file.strip_prefix(root).map_or(file.clone(), |f| folder.join(f));
            let (mut jobs, _) = self.jobs(folder, found.into_iter().map(bare).collect(), false);
            jobs.retain(|job| job.source().is_some());
            if let Some(at) = jobs.iter().position(|job| job.target() == path) {
                return vec![jobs.swap_remove(at)];
            }
            jobs.retain(|job| job.source() == Some(path));
            if !jobs.is_empty() {
                return jobs;
            }
        }
        Vec::new()
    }

    fn slot(&self, path: &Path, folder: &Path) -> Option<Slot> {
        let text = slashed(path);
        let pattern = self.patterns.iter().find_map(|pattern| pattern.slot(&text));
        pattern.or_else(|| slot(path.strip_prefix(folder).unwrap_or(path)))
    }

    /// The pairs of one set.
    fn join(&self, mut set: Set) -> Result<Vec<Job>, Problem> {
        if !set.iter().any(|(slot, _)| slot.is_sure && slot.lang.is_some()) {
            return Ok(Vec::new());
        }
        let Some(at) = self.source(&set) else {
            let file = set[0].1.to_string_lossy().into();
            let message =
                "this and the files beside it are in several languages, of which none is \
                           known to be the source; name it with --source-lang"
                    .to_owned();
            return Err(Problem { file, place: None, message, kind: ProblemKind::Unreadable });
        };
        let (source_slot, source) = set.remove(at);
        set.retain(|(slot, _)| slot.lang.as_deref().is_some_and(|lang| self.is_wanted(lang)));
        let job = |(slot, target): (Slot, PathBuf)| Job::Parallel {
            source: source.clone(),
            target,
            named: [source_slot.lang.clone(), slot.lang],
        };
        Ok(set.into_iter().map(job).collect())
    }

    /// Which file of a set is the source.
    fn source(&self, set: &Set) -> Option<usize> {
        let in_lang = |wanted: &str| {
            let lang = |slot: &Slot| slot.lang.clone().unwrap_or_default();
            let exact = set.iter().position(|(slot, _)| lang(slot) == wanted);
            exact.or_else(|| {
                set.iter().position(|(slot, _)| primary(&lang(slot)) == primary(wanted))
            })
        };
        let bare = || set.iter().position(|(slot, _)| slot.lang.is_none());
        match self.source_lang.as_deref() {
            Some(lang) => in_lang(lang).or_else(bare),
            None => bare().or_else(|| in_lang(USUAL_SOURCE)),
        }
    }

    /// Whether a file that holds both sides is read when its folder is named.
    fn is_translation(&self, format: &Format, path: &Path) -> bool {
        let template = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pot"));
        let named = language::from_path(path);
        let both = named.source.is_some() && named.target.is_some();
        let named_target = named.target.is_some();
        let wanted = named.target.is_none_or(|lang| self.is_wanted(&lang));
        let telling = match format.name {
            AMBIGUOUS => named_target,
            name => both || !TABLES.contains(&name),
        };
        !template && wanted && telling
    }

    /// Whether a target language is to be read.
    fn is_wanted(&self, lang: &str) -> bool {
        self.target_lang.as_deref().is_none_or(|wanted| lang == wanted || primary(lang) == wanted)
    }
}

impl Job {
    /// Whether one of these files takes part, whatever it is called.
    pub(super) fn reads_one_of(&self, files: &[PathBuf]) -> bool {
        let real = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let files: Vec<PathBuf> = files.iter().map(|file| real(file)).collect();
        self.paths().any(|file| files.contains(&real(file)))
    }

    /// The file by which jobs are ordered.
    pub(super) fn target(&self) -> &Path {
        match self {
            Self::File(path) | Self::Parallel { target: path, .. } => path,
        }
    }

    fn source(&self) -> Option<&Path> {
        match self {
            Self::File(_) => None,
            Self::Parallel { source, .. } => Some(source),
        }
    }
}

/// Each job once. A source that is named beside some of its translations stands for those alone.
fn selected(jobs: &[Job], paths: &[PathBuf]) -> Vec<Job> {
    let is_named = |path: &Path| paths.iter().any(|named| named == path);
    let chosen = |source: &Path| {
        let of_source = |job: &&Job| job.source() == Some(source);
        is_named(source) && jobs.iter().filter(of_source).any(|job| is_named(job.target()))
    };
    let kept = |job: &&Job| {
        let by_source = job.source().is_some_and(chosen);
        !by_source || is_named(job.target())
    };
    let mut seen = HashSet::new();
    jobs.iter().filter(kept).filter(|job| seen.insert(*job)).cloned().collect()
}

/// The problem with a folder in which no translations are.
fn nothing_found(folder: &Path) -> Problem {
    let message = "no translations were found in this folder; name its files, or say in tieout.toml \
                   where the language stands: files = [\"i18n/{lang}/*.json\"]";
    Problem {
        file: folder.to_string_lossy().into(),
        place: None,
        message: message.to_owned(),
        kind: ProblemKind::Unreadable,
    }
}

/// The files below a folder, sorted, without hidden ones and those that version control ignores.
fn files(folder: &Path, depth: Option<usize>) -> (Vec<PathBuf>, Vec<Problem>) {
    let (mut files, mut problems) = (Vec::new(), Vec::new());
    let foreign = |name: &str| FOREIGN.contains(&name);
    let walk = WalkBuilder::new(folder)
        .max_depth(depth)
        .filter_entry(move |entry| !entry.file_name().to_str().is_some_and(foreign))
        .sort_by_file_path(Path::cmp)
        .build();
    for entry in walk {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                files.push(entry.into_path());
            }
            Ok(_) => {}
            Err(error) => problems.push(Problem {
                file: folder.to_string_lossy().into(),
                place: None,
                message: format!("a part of this folder cannot be read: {error}"),
                kind: ProblemKind::Unreadable,
            }),
        }
    }
    (files, problems)
}

/// A path with slashes, on every system.
fn slashed(path: &Path) -> String {
    let parts = path.components().filter_map(|part| match part {
        Component::Normal(part) => Some(part.to_string_lossy()),
        _ => None,
    });
    parts.collect::<Vec<_>>().join("/")
}

/// Takes the language out of a path by the customs of projects.
fn slot(path: &Path) -> Option<Slot> {
    let text = slashed(path);
    let (folders, name) = text.rsplit_once('/').unwrap_or(("", &text));
    let (stem, ending) = name.rsplit_once('.')?;
    let folders: Vec<_> = folders.split('/').filter(|folder| !folder.is_empty()).collect();
    if ending == ANDROID.0 && !folders.last().is_some_and(|folder| folder.starts_with(ANDROID.1)) {
        return None;
    }
    let (stem, mut found) = match stem_slot(stem) {
        Some((rest, tag, is_sure)) => (rest, Some((tag, is_sure))),
        None => (stem.to_owned(), None),
    };
    let mut parts = vec![format!("{stem}.{ending}")];
    // The innermost folder that is a language counts; others that say the same say nothing new.
    for folder in folders.into_iter().rev() {
        let Some(custom) = language::folder(folder) else {
            parts.push(folder.to_owned());
            continue;
        };
        let is_new = match (&found, &custom.tag) {
            (Some((known, _)), Some(tag)) => known == tag,
            (Some(_), None) => false,
            (None, _) => true,
        };
        if found.is_none() {
            found = custom.tag.map(|tag| (tag, !custom.is_word));
        }
        parts.push(if is_new { custom.template } else { folder.to_owned() });
    }
    parts.reverse();
    let (lang, is_sure) = found.map_or((None, true), |(tag, is_sure)| (Some(tag), is_sure));
    Some(Slot { template: parts.join("/"), lang, is_sure })
}

/// The name of a file without the language in it, the language, and whether it can be nothing else.
fn stem_slot(stem: &str) -> Option<(String, String, bool)> {
    if let Some(tag) = language::alone(stem) {
        return Some((SLOT.to_owned(), tag, !language::is_word(stem)));
    }
    stem.match_indices(['.', '_', '-']).find_map(|(at, mark)| {
        let suffix = &stem[at + 1..];
        let tag = language::inside(suffix)?;
        let is_sure = mark == "." || !language::is_word(suffix);
        Some((stem[..at].to_owned(), tag, is_sure))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slot_of(path: &str) -> (String, String) {
        let slot = slot(Path::new(path)).expect("the path has an ending");
        (slot.template, slot.lang.unwrap_or_default())
    }

    #[test]
    fn a_path_has_one_place_for_the_language() {
        for (path, template, lang) in [
            ("en.json", "{lang}.json", "en"),
            ("src/i18n/pt-BR.json", "src/i18n/{lang}.json", "pt-BR"),
            ("messages.properties", "messages.properties", ""),
            ("messages_ja.properties", "messages.properties", "ja"),
            ("messages_pt_BR.properties", "messages.properties", "pt-BR"),
            ("Resources.zh-Hans.resx", "Resources.resx", "zh-Hans"),
            ("lib/l10n/app_en.arb", "lib/l10n/app.arb", "en"),
            ("locales/ja/common.json", "locales/{lang}/common.json", "ja"),
            ("locales/de/app_de.json", "locales/{lang}/app.json", "de"),
            ("res/values/strings.xml", "res/values/strings.xml", ""),
            ("res/values-ja/strings.xml", "res/values/strings.xml", "ja"),
            ("res/values-pt-rBR/strings.xml", "res/values/strings.xml", "pt-BR"),
            ("res/values-b+sr+Latn/strings.xml", "res/values/strings.xml", "sr-Latn"),
            ("res/values-night/colors.xml", "res/values-night/colors.xml", ""),
            ("App/Base.lproj/Main.strings", "App/{lang}.lproj/Main.strings", ""),
            ("App/zh-Hans.lproj/Main.strings", "App/{lang}.lproj/Main.strings", "zh-Hans"),
            ("config/locales/devise.fr.yml", "config/locales/devise.yml", "fr"),
            ("README.ja.md", "README.md", "ja"),
        ] {
            assert_eq!(slot_of(path), (template.to_owned(), lang.to_owned()), "{path}");
        }
        assert_eq!(slot(Path::new("pom.xml")), None);
    }

    #[test]
    fn a_pattern_says_where_the_language_stands() {
        let pattern = Pattern::new("web/{lang}/**/*.json").expect("it has a place");
        let slot = pattern.slot("a/web/pt_BR/x/y.json").expect("it fits");
        assert_eq!(slot.template, "a/web/{lang}/x/y.json");
        assert_eq!(slot.lang.as_deref(), Some("pt-BR"));
        assert!(pattern.slot("web/ja/y.yaml").is_none());
        assert!(Pattern::new("web/*.json").is_err());
    }
}
