//! What the number words of a locale are: every number below a thousand as it is spelled, and the
//! words for the powers of ten, which are found by taking the spelled count away from the spelled
//! product.

use super::Spellout;
use std::collections::{BTreeMap, BTreeSet};

/// What a word may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Item {
    /// A number below a thousand.
    Cardinal(u16),
    /// A place in a sequence, below a thousand.
    Ordinal(u16),
    /// A power of ten that a greater one may follow: hundred; mil where `mil millones` is a number.
    Multiplier(u8),
    /// A power of ten.
    Scale(u8),
    /// A power of ten that stands before what it counts.
    ScaleBefore(u8),
    /// The place of a power of ten in a sequence: thousandth.
    ScaleOrdinal(u8),
    /// Twice a power of ten: ألفان.
    Dual(u8),
    /// Joins a power of ten to what comes after it.
    Joiner,
}

/// The number words of one locale.
#[derive(Debug, Default)]
pub(crate) struct Numerals {
    /// Folded words with all that they may be.
    pub(crate) words: BTreeMap<String, BTreeSet<Item>>,
    /// Whether thousands are written in one word with their count: `zwanzigtausend`.
    pub(crate) glued: bool,
    /// What joins the parts of a number and is written onto the second: و.
    pub(crate) proclitics: BTreeSet<String>,
}

impl Numerals {
    /// Adds the words as they are typed without accents.
    pub(crate) fn add_unaccented(&mut self) {
        let plain = |c: char| match c {
            'á' | 'à' | 'â' | 'ã' => 'a',
            'é' | 'è' | 'ê' => 'e',
            'í' | 'ì' => 'i',
            'ó' | 'ò' | 'ô' | 'õ' => 'o',
            'ú' | 'ù' | 'û' => 'u',
            c => c,
        };
        for (word, items) in self.words.clone() {
            let unaccented: String = word.chars().map(plain).collect();
            self.words.entry(unaccented).or_insert(items);
        }
    }
}

/// Counts whose forms differ in one language or another.
const COUNTS: [u64; 22] =
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 15, 20, 21, 22, 25, 30, 100, 101, 200, 500];
/// Powers of ten that have a word in some language.
const POWERS: std::ops::RangeInclusive<u32> = 2..=15;
/// What may follow a power of ten.
const RESTS: [u64; 7] = [1, 5, 21, 45, 100, 200, 345];

/// Learns the words of a locale; `fold` is how the reader of a text folds characters, and
/// `unspaced` whether a script writes no spaces between words.
pub(crate) fn learn(
    rules: &Spellout,
    fold: fn(char) -> char,
    unspaced: fn(char) -> bool,
) -> Numerals {
    let sets: Vec<(usize, bool)> = rules
        .public()
        .filter(|(_, name)| !name.contains("year"))
        .map(|(set, name)| (set, name.contains("ordinal")))
        .collect();
    let mut learner = Learner {
        rules,
        fold,
        unspaced,
        sets,
        found: Numerals::default(),
        powers: BTreeSet::new(),
    };
    learner.small();
    learner.powers =
        POWERS.filter(|&p| learner.cardinals().any(|set| rules.has_word_for(set, p))).collect();
    learner.powers();
    learner.joiners();
    learner.forms();
    learner.found
}

struct Learner<'a> {
    rules: &'a Spellout,
    fold: fn(char) -> char,
    unspaced: fn(char) -> bool,
    /// The rule sets, and whether they give ordinals.
    sets: Vec<(usize, bool)>,
    found: Numerals,
    /// The powers of ten with a word of their own.
    powers: BTreeSet<u32>,
}

/// A word that is left when its count is taken away.
#[derive(Default)]
struct Rest {
    counts: BTreeSet<u64>,
    apart: bool,
    glued: bool,
}

impl Learner<'_> {
    fn cardinals(&self) -> impl Iterator<Item = usize> {
        self.sets.iter().filter(|(_, ordinal)| !ordinal).map(|(set, _)| *set)
    }

    fn add(&mut self, word: &str, item: Item) {
        let word = word.trim();
        if !word.is_empty() {
            self.found.words.entry(word.to_owned()).or_default().insert(item);
        }
    }

    /// The spellings of a number as keys; none that has digits in it.
    fn spell(&self, set: usize, number: u64) -> Vec<String> {
        let spelled = self.rules.spell(set, number);
        spelled
            .iter()
            .map(|text| key(text, self.fold))
            .filter(|text| !text.contains(|c: char| c.is_ascii_digit()))
            .collect()
    }

    fn small(&mut self) {
        for (set, ordinal) in self.sets.clone() {
            for number in 0..1000u16 {
                for word in self.spell(set, u64::from(number)) {
                    // The 第 of 第八千 stands before all of the number: it is a word of its own.
                    let prefixed = ordinal
                        && word.starts_with(self.unspaced)
                        && self.cardinals().any(|set| {
                            let plain = self.spell(set, u64::from(number));
                            plain.iter().any(|plain| word.ends_with(plain.as_str()))
                        });
                    if prefixed {
                        continue;
                    }
                    let item = match number {
                        _ if ordinal => Item::Ordinal(number),
                        // A bare hundred is vague and multiplies.
                        100 if !word.contains(' ') => Item::Multiplier(2),
                        _ => Item::Cardinal(number),
                    };
                    self.add(&word, item);
                }
            }
        }
    }

    fn powers(&mut self) {
        let counts: BTreeMap<u64, BTreeSet<String>> = COUNTS
            .iter()
            .map(|&n| (n, self.cardinals().flat_map(|set| self.spell(set, n)).collect()))
            .collect();
        let (mut after, mut before) = (0, 0);
        let mut words: BTreeMap<(String, bool, u32, bool), Rest> = BTreeMap::new();
        for power in self.powers.clone() {
            for (set, ordinal) in self.sets.clone() {
                for (&count, spelled) in &counts {
                    if power == 2 && (ordinal || count > 9) {
                        continue;
                    }
                    for product in self.spell(set, count * 10u64.pow(power)) {
                        let Some((word, first, apart)) = rest(&product, spelled) else {
                            match count {
                                1 if power > 2 => self.alone(&product, power, ordinal),
                                2 if power > 2 && !ordinal && !product.contains(' ') => {
                                    self.add(&product, Item::Dual(power as u8));
                                }
                                _ => {}
                            }
                            continue;
                        };
                        if first {
                            before += 1;
                        } else {
                            after += 1;
                        }
                        let rest = words.entry((word, first, power, ordinal)).or_default();
                        rest.counts.insert(count);
                        rest.apart |= apart;
                        rest.glued |= !apart;
                    }
                }
            }
        }
        for ((word, first, power, ordinal), rest) in words {
            // One glued remainder may be a coincidence: the `сти` of двести.
            let usual = rest.apart || rest.counts.len() >= 3;
            if !usual || first != (before > after) {
                continue;
            }
            self.found.glued |= rest.glued && !ordinal && power == 3 && rest.counts.len() >= 3;
            if first && !ordinal {
                self.add(&word, Item::ScaleBefore(power as u8));
            } else if !first {
                self.alone(&word, power, ordinal);
            }
        }
    }

    fn alone(&mut self, word: &str, power: u32, ordinal: bool) {
        let smaller = |item: &Item| matches!(*item, Item::Scale(p) | Item::Multiplier(p) if u32::from(p) < power);
        // Where a rule lacks its radix, the same word comes out for a greater power too.
        if self.found.words.get(word.trim()).is_some_and(|items| items.iter().any(smaller)) {
            return;
        }
        let item = match power as u8 {
            power if ordinal => Item::ScaleOrdinal(power),
            power if self.is_inner(u32::from(power)) => Item::Multiplier(power),
            power => Item::Scale(power),
        };
        self.add(word, item);
    }

    /// Whether a number with this power of ten may count a greater one: the `mil` of `mil millones`
    /// and the 千 of 千万 may, the thousand of English may not.
    fn is_inner(&self, power: u32) -> bool {
        power == 2
            || self.powers.range(power + 1..).any(|&greater| {
                let next = self.powers.range(greater + 1..).next().copied();
                let step = self.powers.range(..greater).next_back().map_or(0, |&p| greater - p);
                // After its last word a language begins again: `ล้านล้าน`.
                next.unwrap_or_else(|| (greater + step).max(12)) - greater > power
            })
    }

    fn joiners(&mut self) {
        let mut joiners = BTreeSet::new();
        for (power, set) in self.powers.iter().flat_map(|&p| self.cardinals().map(move |s| (p, s)))
        {
            if power == 2 {
                continue;
            }
            for number in RESTS {
                let ends = self.spell(set, number);
                let starts = self.spell(set, 10u64.pow(power));
                for sum in self.spell(set, 10u64.pow(power) + number) {
                    let middle = starts
                        .iter()
                        .filter_map(|s| sum.strip_prefix(s.as_str()))
                        .find_map(|rest| ends.iter().find_map(|e| rest.strip_suffix(e.as_str())));
                    joiners.extend(middle.map(str::to_owned));
                }
            }
        }
        for joiner in joiners {
            if joiner.starts_with(' ') && joiner.trim().len() + 1 == joiner.len() {
                self.found.proclitics.insert(joiner.trim().to_owned());
            } else {
                self.add(&joiner, Item::Joiner);
            }
        }
    }

    /// Forms that a number only has before a thousand or behind one: quatre-vingt mille, 一千零一十七.
    fn forms(&mut self) {
        let of = |learner: &Self, wanted: fn(&Item) -> bool| -> Vec<String> {
            let words = learner.found.words.iter();
            words.filter(|(_, items)| items.iter().any(wanted)).map(|(w, _)| w.clone()).collect()
        };
        let scales = of(self, |i| matches!(i, Item::Scale(3) | Item::Multiplier(3)));
        let joiners = of(self, |i| *i == Item::Joiner);
        let sets: Vec<usize> = self.cardinals().collect();
        // How many thousands there are before the next power of ten counts them.
        let next = self.powers.range(4..).next().map_or(6, |&power| power.min(6));
        let counted = 10u16.pow(next - 3);
        let mut forms = BTreeSet::new();
        for set in sets {
            let thousands = self.spell(set, 1000);
            for number in 1..1000u16 {
                let products = if number < counted {
                    self.spell(set, u64::from(number) * 1000)
                } else {
                    Vec::new()
                };
                for product in products {
                    let count = scales.iter().filter_map(|w| product.strip_suffix(w.as_str()));
                    forms.extend(
                        count.min_by_key(|c| c.len()).map(|c| (c.trim().to_owned(), number)),
                    );
                }
                for sum in self.spell(set, 1000 + u64::from(number)) {
                    let rest = thousands.iter().filter_map(|t| sum.strip_prefix(t.as_str()));
                    let Some(rest) = rest.min_by_key(|r| r.len()).map(str::trim) else { continue };
                    let bare = joiners.iter().find_map(|j| rest.strip_prefix(j.as_str()));
                    forms.insert((bare.unwrap_or(rest).trim().to_owned(), number));
                }
            }
        }
        self.bound_scales();
        for (form, number) in forms {
            // Never another meaning for a word that has one.
            if !self.found.words.contains_key(&form) {
                self.add(&form, Item::Cardinal(number));
            }
        }
    }

    /// Forms that a power of ten only has before a rest: ထောင့်, ათას.
    fn bound_scales(&mut self) {
        let sets: Vec<usize> = self.cardinals().collect();
        let powers = self.powers.clone();
        for (power, &set) in powers.iter().flat_map(|&p| sets.iter().map(move |set| (p, set))) {
            let ends = self.spell(set, 1);
            for count in 2..=9 {
                let starts = self.spell(set, count);
                for sum in self.spell(set, count * 10u64.pow(power) + 1) {
                    let rest = starts.iter().find_map(|s| sum.strip_prefix(s.as_str()));
                    let word =
                        rest.and_then(|r| ends.iter().find_map(|e| r.strip_suffix(e.as_str())));
                    let bound = word.map(str::trim).filter(|w| !w.is_empty() && !w.contains(' '));
                    if let Some(word) = bound.filter(|w| !self.found.words.contains_key(*w)) {
                        let word = word.to_owned();
                        self.alone(&word, power, false);
                    }
                }
            }
        }
    }
}

/// What is left of a product without its count: the word, whether it stands first, and whether a
/// space stands between.
fn rest(product: &str, counts: &BTreeSet<String>) -> Option<(String, bool, bool)> {
    let made = |rest: &str, first: bool, apart: bool| {
        let word = rest.trim();
        (!word.is_empty()).then(|| (word.to_owned(), first, apart))
    };
    let best = |first: bool, apart: bool| {
        counts
            .iter()
            .filter_map(|count| {
                if first {
                    product.strip_suffix(count.as_str())
                } else {
                    product.strip_prefix(count.as_str())
                }
            })
            .filter(|rest| apart == if first { rest.ends_with(' ') } else { rest.starts_with(' ') })
            .min_by_key(|rest| rest.len())
            .and_then(|rest| made(rest, first, apart))
    };
    best(false, true).or_else(|| best(true, true)).or_else(|| best(false, false))
}

/// A spelling as it is looked up: folded, hyphens as spaces, without what is not seen.
pub(crate) fn key(text: &str, fold: fn(char) -> char) -> String {
    let mut key = String::with_capacity(text.len());
    for c in text.chars() {
        match fold(c) {
            '\u{ad}' | '\u{200b}' | '\u{200d}' | '\u{2060}' | '\u{64b}'..='\u{652}' => {}
            ' ' | '-' | '\u{200c}' => {
                if !key.ends_with(' ') {
                    key.push(' ');
                }
            }
            c => key.push(c),
        }
    }
    key.truncate(key.trim_end().len());
    key
}
