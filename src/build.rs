//! Lists `rules/lang/*.toml`, so that a language is added without a line of Rust.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

fn main() {
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo sets the manifest directory");
    let folder = Path::new(&root).join("rules/lang");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files: Vec<_> = fs::read_dir(&folder)
        .expect("rules/lang can be read")
        .map(|entry| entry.expect("rules/lang can be listed").path())
        .filter(|path| path.extension().is_some_and(|e| e == "toml"))
        .collect();
    // Sorted by tag and not by path: the list is searched by tag.
    files.sort_by_key(|path| path.file_stem().map(ToOwned::to_owned));
    let mut list = String::from(
        "/// Language files by tag, sorted.\nstatic LANGUAGES: &[(&str, &str)] = &[\n",
    );
    for path in files {
        let tag = path.file_stem().and_then(|s| s.to_str()).expect("file names are tags");
        let path = path.to_str().expect("the path of the package is Unicode");
        writeln!(list, "    ({tag:?}, include_str!({path:?})),")
            .expect("a string takes everything");
    }
    list.push_str("];\n");
    let out = env::var("OUT_DIR").expect("cargo sets the output directory");
    fs::write(Path::new(&out).join("languages.rs"), list)
        .expect("the output directory is writable");
}
