//! Learns `rules/sounds.tsv` from the names of cities and territories in CLDR, and measures it.
//!
//! The counts of an edit model are re-estimated by expectation maximisation (Ristad and Yianilos,
//! *Learning string edit distance*, 1998) on pairs of an English name and its name in the language.
//! Names that are translated and not written by sound drop out as soon as the model can tell. Each
//! language begins with what all have in common. A quarter of the cities is never learned from: on
//! those, the model is measured.

use super::edit::{EditModel, LETTERS};
use super::letters::Letters;
use crate::cldr;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// Languages with an alphabet of their own are learned when CLDR has so many names in them.
const FEWEST: usize = 150;

/// A name and its rendering.
type Pair = (Letters, Letters);

/// The names of one language.
#[derive(Default)]
struct Names {
    learned: Vec<Pair>,
    held_out: Vec<(Pair, &'static str)>,
}

/// Whether a city, by its English name in small letters, is measured and never learned.
fn is_held_out(key: &str) -> bool {
    key.bytes().fold(7_u32, |hash, byte| hash.wrapping_mul(31) ^ u32::from(byte)) % 4 == 0
}

fn names(tag: &str) -> Names {
    let none: [String; 1] = [cldr::ROOT.to_owned()];
    let (english, own) = (cldr::chain("en"), cldr::chain(tag));
    let territories = cldr::territories(&english);
    let cities = cldr::cities(&none);
    let countries: BTreeSet<&str> = territories.values().flatten().copied().collect();
    let mut names = Names::default();
    let tables = [(cldr::cities(&own), &cities), (cldr::territories(&own), &territories)];
    for (renderings, originals) in tables {
        for (key, forms) in renderings {
            let (Some(original), Some(rendering)) =
                (originals.get(key).and_then(|names| names.last()), forms.first())
            else {
                continue;
            };
            let pair = (Letters::of_word(original), Letters::of_word(rendering));
            let usable = |letters: &Letters, least| (least..30).contains(&letters.codes().len());
            if !usable(&pair.0, 3) || !usable(&pair.1, 2) || rendering == original {
                continue;
            }
            let key = original.replace(' ', "-").to_lowercase();
            if !is_held_out(&key) {
                names.learned.push(pair);
            } else if !countries.contains(original) {
                names.held_out.push((pair, rendering));
            }
        }
    }
    names
}

/// Probabilities of edits.
#[derive(Clone)]
struct Counts {
    becomes: [[f64; LETTERS]; LETTERS],
    dropped: [f64; LETTERS],
    added: [f64; LETTERS],
    names: [f64; LETTERS],
    renderings: [f64; LETTERS],
}

impl Counts {
    /// Before anything is known: a letter stays as it is more often than not.
    fn start() -> Self {
        let n = LETTERS as f64;
        let mut becomes = [[0.2 / (n * (n - 1.0)); LETTERS]; LETTERS];
        for (letter, row) in becomes.iter_mut().enumerate() {
            row[letter] = 0.5 / n;
        }
        let even = |mass: f64| [mass / n; LETTERS];
        Self {
            becomes,
            dropped: even(0.1),
            added: even(0.15),
            names: even(1.0),
            renderings: even(1.0),
        }
    }

    /// Sums over all alignments of what lies before each pair of places.
    fn before(&self, (name, rendering): (&[u8], &[u8])) -> Vec<Vec<f64>> {
        let mut sums = vec![vec![0.0; rendering.len() + 1]; name.len() + 1];
        sums[0][0] = 1.0;
        for i in 0..=name.len() {
            for j in 0..=rendering.len() {
                let mut sum = sums[i][j];
                if i > 0 {
                    sum += sums[i - 1][j] * self.dropped[usize::from(name[i - 1])];
                }
                if j > 0 {
                    sum += sums[i][j - 1] * self.added[usize::from(rendering[j - 1])];
                }
                if i > 0 && j > 0 {
                    sum += sums[i - 1][j - 1] * self.swap(name[i - 1], rendering[j - 1]);
                }
                sums[i][j] = sum;
            }
        }
        sums
    }

    /// Sums over all alignments of what lies behind each pair of places.
    fn behind(&self, (name, rendering): (&[u8], &[u8])) -> Vec<Vec<f64>> {
        let mut sums = vec![vec![0.0; rendering.len() + 1]; name.len() + 1];
        sums[name.len()][rendering.len()] = 1.0;
        for i in (0..=name.len()).rev() {
            for j in (0..=rendering.len()).rev() {
                let mut sum = sums[i][j];
                if i < name.len() {
                    sum += sums[i + 1][j] * self.dropped[usize::from(name[i])];
                }
                if j < rendering.len() {
                    sum += sums[i][j + 1] * self.added[usize::from(rendering[j])];
                }
                if i < name.len() && j < rendering.len() {
                    sum += sums[i + 1][j + 1] * self.swap(name[i], rendering[j]);
                }
                sums[i][j] = sum;
            }
        }
        sums
    }

    fn swap(&self, from: u8, to: u8) -> f64 {
        self.becomes[usize::from(from)][usize::from(to)]
    }

    /// How many times likelier a pair is than by chance, as a logarithm for each letter.
    fn evidence(&self, (name, rendering): &Pair) -> f64 {
        let (name, rendering) = (name.codes(), rendering.codes());
        let likely = self.before((name, rendering))[name.len()][rendering.len()];
        let chance = |codes: &[u8], of: &[f64; LETTERS]| -> f64 {
            codes.iter().map(|&code| of[usize::from(code)].ln()).sum()
        };
        let by_chance = chance(name, &self.names) + chance(rendering, &self.renderings);
        (likely.max(f64::MIN_POSITIVE).ln() - by_chance) / (name.len() + rendering.len()) as f64
    }

    /// The counts that these pairs show when their letters are aligned by `self`, beside `weight`
    /// times those of `prior`.
    fn improved<'a>(
        &self,
        pairs: impl Iterator<Item = &'a Pair>,
        prior: &Self,
        weight: f64,
    ) -> Self {
        let mut next = prior.clone();
        let rows = next.becomes.iter_mut().flatten();
        for count in rows.chain(&mut next.dropped).chain(&mut next.added) {
            *count = *count * weight + 0.02;
        }
        next.names = [1.0; LETTERS];
        next.renderings = [1.0; LETTERS];
        for (name, rendering) in pairs {
            let pair = (name.codes(), rendering.codes());
            let (before, behind) = (self.before(pair), self.behind(pair));
            let whole = before[pair.0.len()][pair.1.len()];
            if whole <= 0.0 {
                continue;
            }
            for i in 0..=pair.0.len() {
                for j in 0..=pair.1.len() {
                    let here = before[i][j] / whole;
                    let from = pair.0.get(i).map(|&code| usize::from(code));
                    let to = pair.1.get(j).map(|&code| usize::from(code));
                    if let Some(from) = from {
                        next.dropped[from] += here * self.dropped[from] * behind[i + 1][j];
                    }
                    if let Some(to) = to {
                        next.added[to] += here * self.added[to] * behind[i][j + 1];
                    }
                    if let (Some(from), Some(to)) = (from, to) {
                        next.becomes[from][to] +=
                            here * self.becomes[from][to] * behind[i + 1][j + 1];
                    }
                }
            }
            pair.0.iter().for_each(|&code| next.names[usize::from(code)] += 1.0);
            pair.1.iter().for_each(|&code| next.renderings[usize::from(code)] += 1.0);
        }
        next.normalised()
    }

    fn normalised(mut self) -> Self {
        let edits = self.becomes.as_flattened().iter().chain(&self.dropped).chain(&self.added);
        let sum: f64 = edits.sum();
        let rows = self.becomes.as_flattened_mut().iter_mut();
        rows.chain(&mut self.dropped).chain(&mut self.added).for_each(|count| *count /= sum);
        for letters in [&mut self.names, &mut self.renderings] {
            let sum: f64 = letters.iter().sum();
            for count in letters {
                *count /= sum;
            }
        }
        self
    }

    /// The counts after `rounds` on those of `pairs` that are renderings by sound.
    fn learned(&self, pairs: &[Pair], rounds: usize, weight: f64) -> Self {
        let mut model = self.clone();
        for round in 0..rounds {
            let by_sound = |pair: &&Pair| round == 0 || model.evidence(pair) > BY_SOUND;
            model = model.improved(pairs.iter().filter(by_sound), self, weight);
        }
        model
    }

    fn model(&self) -> EditModel {
        let tenths = |odds: f64| (odds.ln() * 10.0).round().clamp(-127.0, 127.0) as i8;
        let letter = |at: usize| (self.names[at], self.renderings[at]);
        let mut model = EditModel::default();
        for from in 0..LETTERS {
            for to in 0..LETTERS {
                let chance = letter(from).0 * letter(to).1;
                model.becomes[from][to] = tenths(self.becomes[from][to] / chance);
            }
            model.dropped[from] = tenths(self.dropped[from] / letter(from).0);
            model.added[from] = tenths(self.added[from] / letter(from).1);
        }
        model
    }
}

/// The evidence, for each letter, from which a pair is taken for a rendering by sound.
const BY_SOUND: f64 = 0.15;

/// How many pairs what all languages have in common counts for in each.
const COMMON: f64 = 60.0;

/// Whether the names that a language has of its own are written in Latin letters.
fn is_latin(tag: &str) -> bool {
    let root = cldr::cities(&[cldr::ROOT.to_owned()]);
    let cities = cldr::cities(&cldr::chain(tag));
    let own = cities.iter().filter(|(key, names)| root.get(*key) != Some(names));
    let (mut latin, mut all) = (0, 0);
    for name in own.filter_map(|(_, names)| names.first()) {
        latin += usize::from(name.chars().all(|c| matches!(c as u32, 0..=0x2ff | 0x1e00..=0x206f)));
        all += 1;
    }
    latin * 2 >= all
}

/// The table, as text.
fn table() -> String {
    let own = |tag: &&str| !tag.contains('-') && *tag != cldr::ROOT;
    let mut all: BTreeMap<&str, Names> = BTreeMap::new();
    let mut latin = Vec::new();
    for tag in cldr::locales().filter(own) {
        if is_latin(tag) {
            latin.extend(names(tag).learned);
        } else {
            all.insert(tag, names(tag));
        }
    }
    all.retain(|_, names| names.learned.len() >= FEWEST);
    let start = Counts::start();
    let foreign: Vec<Pair> = all.values().flat_map(|names| names.learned.clone()).collect();
    let common = start.learned(&foreign, 5, 0.0);
    let mut models: BTreeMap<&str, EditModel> = BTreeMap::new();
    models.insert(cldr::ROOT, start.learned(&latin, 4, 0.0).model());
    for (tag, names) in &all {
        models.insert(tag, common.learned(&names.learned, 4, COMMON).model());
    }
    let mut text = String::from(HEADER);
    for (tag, model) in models {
        let rows = model.becomes.iter().chain([&model.dropped, &model.added]);
        for (at, row) in rows.enumerate() {
            let key = ["dropped", "added"]
                .get(at.wrapping_sub(LETTERS))
                .map_or_else(|| char::from(b'a' + at as u8).to_string(), |key| (*key).to_owned());
            let values: Vec<_> = row.iter().map(i8::to_string).collect();
            let _ = writeln!(text, "{tag}\t{key}\t{}", values.join("\t"));
        }
    }
    text
}

const HEADER: &str = "\
# What languages make of the letters of a foreign name: how much likelier than by chance, as a
# logarithm in tenths. A row is the locale, a letter of the name, and for a to z how it is rendered;
# then which letters are dropped, and which are added.
# Learned from CLDR 48.2.0, Unicode-3.0; written by `cargo test --lib regenerate_sounds -- --ignored`
";

#[test]
#[ignore = "writes rules/sounds.tsv"]
fn regenerate_sounds() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/sounds.tsv");
    std::fs::write(path, table()).expect("rules can be written");
}

/// The share of the names held out that are told from others, at one false one in a hundred.
fn told_apart(tag: &str) -> f64 {
    let model = EditModel::of(&cldr::chain(tag));
    let names = names(tag).held_out;
    let mut false_ones: Vec<f32> = Vec::new();
    for ((name, _), own) in &names {
        let others = names.iter().filter(|(_, other)| other != own);
        false_ones.extend(others.map(|((_, rendering), _)| model.alike(name, rendering)));
    }
    false_ones.sort_by(|a, b| b.total_cmp(a));
    let least = false_ones[false_ones.len() / 100];
    let told = names.iter().filter(|((name, own), _)| model.alike(name, own) > least).count();
    told as f64 / names.len() as f64
}

/// The shares for the languages that are measured, in percent, rounded down: they only go up.
const FLOORS: [(&str, u32); 9] = [
    ("ja", 96),
    ("zh", 90),
    ("ko", 96),
    ("ru", 96),
    ("ar", 95),
    ("he", 97),
    ("hi", 97),
    ("th", 96),
    ("el", 98),
];

#[test]
fn cities_are_told_apart_by_their_sound() {
    let mut sum = 0.0;
    for (tag, floor) in FLOORS {
        let share = 100.0 * told_apart(tag);
        assert!(share >= f64::from(floor), "{tag}: {share:.1} % of the names are told apart");
        sum += share;
    }
    assert!(sum / FLOORS.len() as f64 >= 90.0, "{:.1} % on average", sum / FLOORS.len() as f64);
}
