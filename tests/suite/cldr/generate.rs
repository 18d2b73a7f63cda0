//! Writes `rules/cldr` from the CLDR packages. `rules/cldr/README.md` says how it is run.

use super::tables;
use super::words::Words;
use crate::support;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// What the packages say, read file by file.
pub(super) struct Cldr {
    root: PathBuf,
    /// Every locale with data, sorted by tag, with its parent.
    pub(super) locales: BTreeMap<String, String>,
}

impl Cldr {
    /// Opens the packages below the folder that the variable `CLDR` names.
    pub(super) fn open() -> Self {
        let root = PathBuf::from(env::var_os("CLDR").expect("CLDR names the node_modules folder"));
        let mut cldr = Self { root, locales: BTreeMap::new() };
        let parents = cldr.json("cldr-core/supplemental/parentLocales.json");
        let parents = &parents["supplemental"]["parentLocales"]["parentLocale"];
        let folder = fs::read_dir(cldr.root.join("cldr-numbers-full/main")).expect("is installed");
        for entry in folder {
            let name = entry.expect("can be listed").file_name();
            let tag = name.to_str().expect("locale tags are ASCII").to_owned();
            let parent = match parents[&tag].as_str() {
                Some(parent) => parent,
                None => tag.rsplit_once('-').map_or("und", |(parent, _)| parent),
            };
            let parent = if tag == "und" { "" } else { parent }.to_owned();
            cldr.locales.insert(tag, parent);
        }
        cldr
    }

    /// A file of the packages; null if there is none.
    pub(super) fn json(&self, path: &str) -> Value {
        let Ok(text) = fs::read_to_string(self.root.join(path)) else { return Value::Null };
        serde_json::from_str(&text).unwrap_or_else(|e| panic!("{path}: {e}"))
    }

    /// What a package of the kind `main` says about one locale.
    pub(super) fn main(&self, package: &str, locale: &str, file: &str) -> Value {
        let mut json = self.json(&format!("cldr-{package}-full/main/{locale}/{file}.json"));
        json["main"][locale].take()
    }

    /// The tags of the files in a folder of a package.
    pub(super) fn list(&self, folder: &str) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(self.root.join(folder))
            .expect("the package is installed")
            .filter_map(|e| Some(e.ok()?.path().file_stem()?.to_str()?.to_owned()))
            .collect();
        names.sort();
        names
    }

    /// The version of the packages.
    fn version(&self) -> String {
        let package = self.json("cldr-core/package.json");
        package["version"].as_str().expect("packages have a version").to_owned()
    }
}

/// Every table with its text.
pub(super) fn files(cldr: &Cldr) -> Vec<(&'static str, String)> {
    let version = cldr.version();
    let header = |what: &str| {
        format!(
            "# {what}\n# CLDR {version}, Unicode-3.0; written by \
             `cargo test --test suite regenerate_cldr -- --ignored`\n"
        )
    };
    let mut files = Vec::new();
    for (name, what, read) in tables::TABLES {
        let mut resolved: BTreeMap<&str, Words> = BTreeMap::new();
        for locale in cldr.locales.keys() {
            resolved.insert(locale, read(cldr, locale));
        }
        let text = difference(&resolved, &cldr.locales, name == "digits.tsv");
        files.push((name, header(what) + "# locale\tkey\twords\n" + &text));
    }
    files.push(("locales.tsv", header(tables::LOCALES) + &tables::locales(cldr)));
    files.push(("aliases.tsv", header(tables::ALIASES) + &tables::aliases(cldr)));
    files.push(("spellout.txt", header(tables::SPELLOUT) + &tables::spellout(cldr)));
    files
}

/// The rows of each locale that are not those of its parent. The root's words hold everywhere beside
/// those of the locale and are only replaced in a table where `root_is_replaced`.
fn difference(
    resolved: &BTreeMap<&str, Words>,
    parents: &BTreeMap<String, String>,
    root_is_replaced: bool,
) -> String {
    let mut text = String::new();
    let none = Words::new();
    for (locale, words) in resolved {
        let mut parent = parents[*locale].as_str();
        while !parent.is_empty() && !resolved.contains_key(parent) {
            parent = parent.rsplit_once('-').map_or("und", |(shorter, _)| shorter);
        }
        let inherited = resolved.get(parent).unwrap_or(&none);
        let keys: BTreeSet<_> = words.keys().chain(inherited.keys()).collect();
        for key in keys {
            let own = words.get(key);
            let replaced = own.is_some() || root_is_replaced || parent != "und";
            if replaced && own != inherited.get(key) {
                let list: Vec<_> = own.into_iter().flatten().map(String::as_str).collect();
                let _ = writeln!(text, "{locale}\t{key}\t{}", list.join("|"));
            }
        }
    }
    text
}

/// The folder of the tables.
pub(super) fn folder() -> PathBuf {
    support::repository("rules/cldr")
}

/// Writes a table.
pub(super) fn write(folder: &Path, name: &str, text: &str) {
    support::write(&folder.join(name), text);
}
