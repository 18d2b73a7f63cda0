//! Where a setting holds: in which files, and for which target languages.

use crate::error::Error;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use std::env;
use std::path::{Component, Path, PathBuf};

/// A part of a project; one without conditions is the whole of it.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    root: PathBuf,
    files: Option<Gitignore>,
    langs: Vec<String>,
}

impl Scope {
    /// The files below `root` that one of the globs fits, and the target languages with these tags.
    /// No glob is every file, and no tag every language.
    ///
    /// Globs are those of version control: `*.po` fits in every folder, `legal/**` from the root on,
    /// and `!draft.po` takes out again what went before.
    pub fn new(root: &Path, globs: &[String], langs: &[String]) -> Result<Self, Error> {
        let mut builder = GitignoreBuilder::new("");
        for glob in globs {
            builder.add_line(None, glob).map_err(|error| {
                Error::Usage(format!("`{glob}` is no pattern of files: {error}"))
            })?;
        }
        let files = builder.build().map_err(|error| Error::Usage(error.to_string()))?;
        Ok(Self {
            root: root.to_owned(),
            files: (!globs.is_empty()).then_some(files),
            langs: langs.to_vec(),
        })
    }

    /// Whether a text of this file and target language is in it.
    pub fn holds(&self, file: &str, lang: &str) -> bool {
        self.holds_lang(lang) && self.holds_file(file)
    }

    fn holds_lang(&self, lang: &str) -> bool {
        let is = |tag: &String| {
            let rest = lang.strip_prefix(tag.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        };
        self.langs.is_empty() || self.langs.iter().any(is)
    }

    fn holds_file(&self, file: &str) -> bool {
        let Some(files) = &self.files else { return true };
        let path = relative(&self.root, Path::new(file));
        !path.has_root() && files.matched_path_or_any_parents(&path, false).is_ignore()
    }
}

/// How a path of the working directory is called from `root`; one that does not lie below it keeps
/// its name.
pub fn relative(root: &Path, path: &Path) -> PathBuf {
    let here = env::current_dir().unwrap_or_default();
    let whole = |path: &Path| plain(&here.join(path));
    match whole(path).strip_prefix(whole(root)) {
        Ok(below) => below.to_owned(),
        Err(_) => path.to_owned(),
    }
}

/// A path without `.` and `..`, as far as its own words tell.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => _ = plain.pop(),
            part => plain.push(part),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(globs: &[&str], langs: &[&str], file: &str, lang: &str) -> bool {
        let own = |texts: &[&str]| texts.iter().map(ToString::to_string).collect::<Vec<_>>();
        let scope = Scope::new(Path::new(""), &own(globs), &own(langs));
        scope.expect("the globs are sound").holds(file, lang)
    }

    #[test]
    fn globs_are_those_of_version_control() {
        for (globs, file, fits) in [
            (&["*.po"][..], "po/a/ja.po", true),
            (&["legal/**"], "legal/a/ja.po", true),
            (&["legal/"], "legal/a/ja.po", true),
            (&["/legal/**"], "old/legal/ja.po", false),
            (&["*.po", "!draft.po"], "po/draft.po", false),
            (&["*.po"], "./po/../ja.po", true),
            (&["*.po"], "/elsewhere/ja.po", false),
            (&[], "-", true),
        ] {
            assert_eq!(holds(globs, &[], file, "ja"), fits, "{globs:?} {file}");
        }
    }

    #[test]
    fn a_language_holds_for_its_variants_and_for_no_other() {
        for (langs, lang, fits) in [
            (&["pt"][..], "pt-BR", true),
            (&["pt-BR"], "pt", false),
            (&["pt", "fi"], "fi", true),
            (&["fi"], "fil", false),
        ] {
            assert_eq!(holds(&[], langs, "a.po", lang), fits, "{langs:?} {lang}");
        }
    }
}
