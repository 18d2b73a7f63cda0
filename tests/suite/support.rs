//! What several test modules need: pairs from strings, documents through the engine, files of the
//! repository.

use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};
use std::{env, fs};
use tieout::allow::Allowed;
use tieout::checker::{Checker, Scratch};
use tieout::document::Document;
use tieout::finding::Finding;
use tieout::input::ProblemKind;
use tieout::terms::{self, read::Known};
use tieout::text::Text;
use tieout::unit::{Pair, Presence, Side};

/// Whether the user asked for expectations to be rewritten.
pub(crate) fn update() -> bool {
    env::var_os("UPDATE").is_some_and(|value| value == "1")
}

/// A path of the repository.
pub(crate) fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A text file of the repository.
pub(crate) fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("cannot read {}: {e}", path.display()))
}

/// Rewrites a file of the repository.
pub(crate) fn write(path: &Path, text: &str) {
    fs::write(path, text).unwrap_or_else(|e| panic!("cannot write {}: {e}", path.display()));
}

/// A path as it is written in a message: from the root of the repository, with forward slashes.
pub(crate) fn shown(path: &Path) -> String {
    let root = repository("");
    path.strip_prefix(&root).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

/// Copies a folder with all that is in it.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap_or_else(|e| panic!("cannot make {}: {e}", to.display()));
    for entry in fs::read_dir(from).expect("a folder of the repository can be listed") {
        let path = entry.expect("a folder of the repository can be listed").path();
        let copy = to.join(path.file_name().expect("it has a name"));
        if path.is_dir() {
            self::copy(&path, &copy);
        } else {
            fs::copy(&path, &copy).expect("the target directory is writable");
        }
    }
}

/// The files below `folder` whose name ends in `.extension`, sorted.
pub(crate) fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        let entries = fs::read_dir(&folder)
            .unwrap_or_else(|e| panic!("cannot list {}: {e}", folder.display()));
        for entry in entries {
            let path = entry.expect("a folder of the repository can be listed").path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|e| e == extension) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// A pair of two strings.
pub(crate) fn pair(langs: (&str, &str), source: &str, target: &str) -> Pair {
    let side = |lang: &str, text: &str| Side::new(Arc::from(lang), Text::from(text));
    Pair::new(side(langs.0, source), Some(side(langs.1, target)))
}

/// The pair with an empty side taken for one that its file does not have.
pub(crate) fn joined(pair: Pair) -> Pair {
    let is_empty = |side: &Side| side.text.as_str().is_empty();
    let presence = match &pair.target {
        Some(target) if is_empty(target) => Presence::SourceAlone,
        Some(_) if is_empty(&pair.source) => Presence::TargetAlone,
        _ => Presence::Both,
    };
    Pair { presence, ..pair }
}

/// The checker that all tests share, as threads of a run do.
pub(crate) static CHECKER: LazyLock<Checker> = LazyLock::new(Checker::new);

/// A checker with a glossary, written as a table; `name` may tell its languages.
pub(crate) fn checker_with(name: &str, glossary: &str) -> Checker {
    let read = terms::read::glossary(name, glossary.as_bytes().to_vec(), &Known::default());
    let bad = read.problems.iter().find(|problem| problem.kind != ProblemKind::Notice);
    assert!(bad.is_none(), "{bad:?}");
    CHECKER.clone().with_terms(read.base)
}

/// Checks `pairs` as one document: each finding with the index of its pair, those of the document
/// last.
pub(crate) fn check(scratch: &mut Scratch, pairs: &[Pair]) -> Vec<(usize, Finding)> {
    check_with(&CHECKER, scratch, pairs)
}

/// As [`check`], with a checker of one's own.
pub(crate) fn check_with(
    checker: &Checker,
    scratch: &mut Scratch,
    pairs: &[Pair],
) -> Vec<(usize, Finding)> {
    let mut found = Vec::new();
    let mut document = Document::default();
    for (index, pair) in pairs.iter().enumerate() {
        let verdict = checker.check(pair, scratch).expect("the built-in rules load");
        found.extend(verdict.findings.into_iter().map(|finding| (index, finding)));
        document.add(index as u32, pair, verdict.observations);
    }
    found.extend(document.finish().into_iter().map(|(ticket, f)| (ticket as usize, f)));
    found
}

/// What is left of findings where every unit has this note.
pub(crate) fn allowed(note: &str, found: Vec<(usize, Finding)>) -> Vec<(usize, Finding)> {
    let Some(mut allowed) = Allowed::read(&[note.to_owned()]) else { return found };
    let mut left: Vec<_> =
        found.into_iter().filter(|(_, finding)| !allowed.permits(finding.check)).collect();
    left.extend(allowed.findings(|_| true).into_iter().map(|finding| (0, finding)));
    left
}
