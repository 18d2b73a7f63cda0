//! Lists `rules/lang/*.toml`, so that a language is added without a line of Rust, and turns
//! CLDR's rules for spelling numbers and the lists of ordinary words into automata.

#[path = "numerals/code.rs"]
mod code;
#[path = "facts/fold.rs"]
#[allow(dead_code, reason = "only the folding is needed here")]
mod fold;
#[path = "rbnf/mod.rs"]
mod rbnf;

use flate2::{Compression, write::DeflateEncoder};
use rbnf::learn::{self, Item};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo sets the manifest directory");
    let out = env::var("OUT_DIR").expect("cargo sets the output directory");
    for source in ["src/build.rs", "src/numerals/code.rs", "src/facts/fold.rs", "src/rbnf"] {
        println!("cargo::rerun-if-changed={source}");
    }
    languages(Path::new(&root), Path::new(&out));
    numerals(Path::new(&root), Path::new(&out));
    words(Path::new(&root), Path::new(&out));
    concepts(Path::new(&root), Path::new(&out));
}

/// Packs `rules/concepts/*.tsv`, and lists the concepts.
fn concepts(root: &Path, out: &Path) {
    let folder = root.join("rules/concepts");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut list = String::from(
        "/// The core vocabulary of languages by tag, sorted, deflated.\n\
         static CONCEPTS: &[(&str, &[u8])] = &[\n",
    );
    let mut ids = BTreeSet::new();
    for path in sorted(&folder, "tsv") {
        let tag = path.file_stem().and_then(|s| s.to_str()).expect("file names are tags");
        let table = fs::read_to_string(&path).expect("the vocabulary can be read");
        let rows = table.lines().filter_map(|line| line.split_once('\t'));
        ids.extend(rows.map(|(id, _)| id.to_owned()));
        let name = format!("{tag}.concepts.deflate");
        write(&out.join(&name), &deflated(table.as_bytes()));
        writeln!(list, "    ({tag:?}, include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}\"))),")
            .expect("a string takes everything");
    }
    let ids: Vec<_> = ids.into_iter().collect();
    writeln!(list, "];\n/// The concepts, sorted.\nstatic CONCEPT_IDS: &[&str] = &{ids:?};")
        .expect("a string takes everything");
    write(&out.join("concepts.rs"), list.as_bytes());
}

/// Turns `rules/words/*.txt` into sets.
fn words(root: &Path, out: &Path) {
    let folder = root.join("rules/words");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut list = String::from(
        "/// Ordinary words by language, sorted.\nstatic WORDS: &[(&str, &[u8])] = &[\n",
    );
    for path in sorted(&folder, "txt") {
        let tag = path.file_stem().and_then(|s| s.to_str()).expect("file names are tags");
        let words = fs::read_to_string(&path).expect("the words can be read");
        let set = fst::Set::from_iter(words.lines()).expect("words are sorted and unique");
        let name = format!("{tag}.words.fst");
        write(&out.join(&name), set.as_fst().as_bytes());
        writeln!(list, "    ({tag:?}, include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}\"))),")
            .expect("a string takes everything");
    }
    list.push_str("];\n");
    write(&out.join("words.rs"), list.as_bytes());
}

/// The files of a folder with this extension, by tag: the lists are searched by tag.
fn sorted(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("the folder can be read")
        .map(|entry| entry.expect("the folder can be listed").path())
        .filter(|path| path.extension().is_some_and(|e| e == extension))
        .collect();
    files.sort_by_key(|path| path.file_stem().map(ToOwned::to_owned));
    files
}

fn languages(root: &Path, out: &Path) {
    let folder = root.join("rules/lang");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut list = String::from(
        "/// Language files by tag, sorted, deflated.\nstatic LANGUAGES: &[(&str, &[u8])] = &[\n",
    );
    let mut words = String::from(
        "/// The function words of each language that has any, by tag, sorted, and the letters that \
         it writes besides those of the CLDR.\n\
         static FUNCTION_WORDS: &[(&str, &str, &str)] = &[\n",
    );
    for path in sorted(&folder, "toml") {
        let tag = path.file_stem().and_then(|s| s.to_str()).expect("file names are tags");
        let text = fs::read_to_string(&path).expect("the language file can be read");
        let name = format!("{tag}.toml.deflate");
        write(&out.join(&name), &deflated(text.as_bytes()));
        writeln!(list, "    ({tag:?}, include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}\"))),")
            .expect("a string takes everything");
        let (own, letters) = own_words(tag, &text);
        if !own.is_empty() {
            writeln!(words, "    ({tag:?}, {own:?}, {letters:?}),")
                .expect("a string takes everything");
        }
    }
    for (name, mut list) in [("languages.rs", list), ("function_words.rs", words)] {
        list.push_str("];\n");
        write(&out.join(name), list.as_bytes());
    }
}

/// The function words of a language file with spaces between them, and its letters.
fn own_words(tag: &str, text: &str) -> (String, String) {
    let table: toml::Table = text.parse().unwrap_or_else(|e| panic!("lang/{tag}.toml: {e}"));
    let Some(own) = table.get("words") else { return Default::default() };
    let words = own.get("function").and_then(toml::Value::as_array);
    let words = words.into_iter().flatten().filter_map(toml::Value::as_str);
    let letters = own.get("letters").and_then(toml::Value::as_str);
    (words.collect::<Vec<_>>().join(" "), letters.unwrap_or_default().to_owned())
}

fn numerals(root: &Path, out: &Path) {
    let path = root.join("rules/cldr/spellout.txt");
    println!("cargo::rerun-if-changed={}", path.display());
    let file = fs::read_to_string(&path).expect("the rules for spelling numbers can be read");
    let habits = root.join("rules/spelling.tsv");
    println!("cargo::rerun-if-changed={}", habits.display());
    let habits = fs::read_to_string(&habits).expect("the habits of typing can be read");
    let mut locales = rbnf::Spellout::read(&file);
    locales.sort_by_key(|(tag, _)| *tag);
    let mut list = String::from(
        "/// Locales with spelled numbers, sorted.\nstatic NUMERALS: &[Spelled] = &[\n",
    );
    for (tag, rules) in locales {
        let mut learned = learn::learn(&rules, fold::fold, fold::is_unspaced);
        learned.add_habits(tag, &habits);
        let words = learned
            .words
            .iter()
            .map(|(word, items)| (word, code::pack(items.iter().map(|&item| item_code(item)))));
        let map = fst::Map::from_iter(words).expect("words are sorted and unique");
        let name = format!("{tag}.fst");
        write(&out.join(&name), map.as_fst().as_bytes());
        let proclitics: Vec<_> = learned.proclitics.iter().collect();
        writeln!(
            list,
            "    Spelled {{ locale: {tag:?}, glued: {}, places_first: {}, proclitics: &{proclitics:?}, \
             words: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}\")) }},",
            learned.glued, learned.places_first
        )
        .expect("a string takes everything");
    }
    list.push_str("];\n");
    write(&out.join("numerals.rs"), list.as_bytes());
}

fn item_code(item: Item) -> u64 {
    match item {
        Item::Cardinal(number) => code::CARDINAL + u64::from(number),
        Item::Ordinal(number) => code::ORDINAL + u64::from(number),
        Item::Multiplier(power) => code::MULTIPLIER + u64::from(power),
        Item::Scale(power) => code::SCALE + u64::from(power),
        Item::ScaleBefore(power) => code::SCALE_BEFORE + u64::from(power),
        Item::ScaleOrdinal(power) => code::SCALE_ORDINAL + u64::from(power),
        Item::Dual(power) => code::DUAL + u64::from(power),
        Item::Joiner => code::JOINER,
        Item::Product(count, power) => code::PRODUCT + product(count, power),
        Item::PlaceProduct(count, power) => code::PLACE_PRODUCT + product(count, power),
    }
}

fn product(count: u16, power: u8) -> u64 {
    u64::from(power / 3).saturating_sub(1) * code::COUNTS + u64::from(count)
}

/// The bytes as DEFLATE packs them: the language files are most of what the program carries.
fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut packer = DeflateEncoder::new(Vec::new(), Compression::best());
    packer.write_all(bytes).and_then(|()| packer.finish()).expect("a vector takes everything")
}

fn write(path: &Path, bytes: &[u8]) {
    fs::write(path, bytes).expect("the output directory is writable");
}
