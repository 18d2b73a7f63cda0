//! `rules/words`: the ordinary words of a language, from a spelling dictionary.

use crate::support;
use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::path::{Path, PathBuf};

/// One way to add an affix.
struct Affix {
    suffix: bool,
    removed: String,
    added: String,
    condition: Vec<(bool, Vec<char>)>,
}

impl Affix {
    /// Reads a line of a Hunspell affix file: `SFX G   e     ing        e`.
    fn read(line: &str) -> Option<(char, Self)> {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let [kind @ ("SFX" | "PFX"), flag, removed, added, condition] = fields[..] else {
            return None;
        };
        let text = |field: &str| if field == "0" { String::new() } else { field.to_owned() };
        let affix = Self {
            suffix: kind == "SFX",
            removed: text(removed),
            added: text(added),
            condition: characters(condition),
        };
        Some((flag.chars().next()?, affix))
    }

    fn of(&self, word: &str) -> Option<String> {
        if !self.suffix {
            return Some(format!("{}{word}", self.added));
        }
        let letters: Vec<char> = word.chars().collect();
        let end = letters.get(letters.len().checked_sub(self.condition.len())?..)?;
        let fits = end.iter().zip(&self.condition).all(|(c, (not, set))| set.contains(c) != *not);
        let stem = word.strip_suffix(&self.removed).filter(|_| fits)?;
        Some(format!("{stem}{}", self.added))
    }
}

/// The characters that a condition allows (or not) at each place: `[^aeiou]y`.
fn characters(condition: &str) -> Vec<(bool, Vec<char>)> {
    let mut places = Vec::new();
    let mut rest = condition.chars();
    while let Some(c) = rest.next() {
        match c {
            '.' => {}
            '[' => {
                let set: Vec<char> = rest.by_ref().take_while(|&c| c != ']').collect();
                let not = set.first() == Some(&'^');
                places.push((not, set[usize::from(not)..].to_vec()));
            }
            c => places.push((false, vec![c])),
        }
    }
    places
}

#[test]
#[ignore = "writes rules/words and needs the dictionary packages: see rules/words/README.md"]
fn regenerate_words() {
    let root = PathBuf::from(env::var_os("DICTIONARIES").expect("names the node_modules folder"));
    let mut words = BTreeSet::new();
    for package in ["dictionary-en", "dictionary-en-gb"] {
        read(&root.join(package), &mut words);
    }
    words.retain(|word| word.len() > 2 && word.bytes().all(|b| b.is_ascii_lowercase()));
    let list: Vec<String> = words.into_iter().collect();
    support::write(&support::repository("rules/words/en.txt"), &(list.join("\n") + "\n"));
}

/// Adds the words of one dictionary in all their forms.
fn read(folder: &Path, words: &mut BTreeSet<String>) {
    let mut affixes: BTreeMap<char, Vec<Affix>> = BTreeMap::new();
    for (flag, affix) in support::read(&folder.join("index.aff")).lines().filter_map(Affix::read) {
        affixes.entry(flag).or_default().push(affix);
    }
    for line in support::read(&folder.join("index.dic")).lines().skip(1) {
        let (word, flags) = line.split_once('/').unwrap_or((line, ""));
        let rules: Vec<&Affix> = flags.chars().filter_map(|c| affixes.get(&c)).flatten().collect();
        let mut forms = vec![word.to_owned()];
        forms.extend(rules.iter().filter(|rule| rule.suffix).filter_map(|rule| rule.of(word)));
        let prefixed: Vec<String> = rules
            .iter()
            .filter(|rule| !rule.suffix)
            .flat_map(|rule| forms.iter().filter_map(|form| rule.of(form)).collect::<Vec<_>>())
            .collect();
        words.extend(forms);
        words.extend(prefixed);
    }
}
