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
    /// So many of a power of ten, where its word stands inside the count: dhá mhíle dhéag.
    Product(u16, u8),
    /// The place of a small product in one word: δισχιλιοστός.
    PlaceProduct(u16, u8),
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
    /// Whether what makes a place of a number stands before all of it, so that a power of ten may
    /// follow a place: kedua ribu, thứ hai nghìn.
    pub(crate) places_first: bool,
    /// Words as they are with a space at each place where the rules have a soft hyphen.
    pub(super) hyphenated: BTreeSet<(String, Item)>,
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
        counts_follow: false,
    };
    learner.small();
    learner.found.places_first = learner.places_first();
    learner.powers =
        POWERS.filter(|&p| learner.cardinals().any(|set| rules.has_word_for(set, p))).collect();
    learner.powers();
    learner.tidy();
    learner.joiners();
    learner.forms();
    learner.found
}

pub(super) struct Learner<'a> {
    rules: &'a Spellout,
    fold: fn(char) -> char,
    unspaced: fn(char) -> bool,
    /// The rule sets, and whether they give ordinals.
    pub(super) sets: Vec<(usize, bool)>,
    pub(super) found: Numerals,
    /// The powers of ten with a word of their own.
    pub(super) powers: BTreeSet<u32>,
    /// Whether they stand before their count.
    counts_follow: bool,
}

/// A word that is left when its count is taken away.
#[derive(Default)]
struct Rest {
    counts: BTreeSet<u64>,
    apart: bool,
    glued: bool,
}

impl Learner<'_> {
    pub(super) fn cardinals(&self) -> impl Iterator<Item = usize> {
        self.sets.iter().filter(|(_, ordinal)| !ordinal).map(|(set, _)| *set)
    }

    pub(super) fn add(&mut self, word: &str, item: Item) {
        let word = word.trim();
        if !word.is_empty() {
            self.found.words.entry(word.to_owned()).or_default().insert(item);
        }
    }

    /// The spellings of a number as keys; none that has digits in it.
    pub(super) fn spell(&self, set: usize, number: u64) -> Vec<String> {
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
                self.hyphenated(set, number, ordinal);
            }
        }
    }

    fn hyphenated(&mut self, set: usize, number: u16, ordinal: bool) {
        let item = if ordinal { Item::Ordinal(number) } else { Item::Cardinal(number) };
        for spelled in self.rules.spell(set, u64::from(number)).iter() {
            if spelled.contains('\u{ad}') {
                let apart = key(&spelled.replace('\u{ad}', " "), self.fold);
                self.found.hyphenated.insert((apart.trim().to_owned(), item));
            }
        }
    }

    /// Whether places are spelled as numbers with something before them.
    fn places_first(&self) -> bool {
        const NUMBERS: [u64; 4] = [5, 7, 23_000, 7_000_000];
        let prefix = |set: usize, number: u64| -> Option<String> {
            let numbers: Vec<_> =
                self.cardinals().flat_map(|set| self.spell(set, number)).collect();
            self.spell(set, number).iter().find_map(|place| {
                let prefix = numbers.iter().find_map(|n| place.strip_suffix(n.as_str()));
                prefix.filter(|prefix| !prefix.is_empty()).map(str::to_owned)
            })
        };
        self.sets.iter().filter(|(_, ordinal)| *ordinal).any(|&(set, _)| {
            let mut prefixes = NUMBERS.into_iter().map(|number| prefix(set, number));
            prefixes.next().flatten().is_some_and(|first| {
                prefixes.all(|prefix| prefix.as_deref() == Some(first.as_str()))
            })
        })
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
                    // kolmannentuhannennen: the count of a place may be a place itself.
                    let places = if ordinal { self.spell(set, count) } else { Vec::new() };
                    let places: BTreeSet<String> =
                        places.into_iter().chain(spelled.iter().cloned()).collect();
                    let spelled = if ordinal { &places } else { spelled };
                    for product in self.spell(set, count * 10u64.pow(power)) {
                        let Some((word, first, apart)) = rest(&product, spelled) else {
                            match count {
                                // The word behind a prefix needs no entry of its own, nor does 第千.
                                1 if ordinal
                                    && self.found.places_first
                                    && !self.is_one_word(&product) => {}
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
        self.counts_follow = before > after;
        for ((word, first, power, ordinal), rest) in words {
            // One glued remainder may be a coincidence: the `сти` of двести.
            let usual = rest.apart || rest.counts.len() >= 3;
            if !usual || first != self.counts_follow {
                continue;
            }
            self.found.glued |= rest.glued && power == 3 && rest.counts.len() >= 3;
            if first && !ordinal {
                self.add(&word, Item::ScaleBefore(power as u8));
            } else if !first {
                self.alone(&word, power, ordinal);
            }
        }
    }

    pub(super) fn is_one_word(&self, word: &str) -> bool {
        !word.contains(' ') && !word.contains(self.unspaced)
    }

    /// A word for a power of ten is no place, even where the rules end a place in it; and where it
    /// stands before its count, two words are that and a count.
    fn tidy(&mut self) {
        for (word, items) in &mut self.found.words {
            if self.counts_follow && word.contains(' ') {
                items.retain(|i| !matches!(i, Item::Scale(_)));
            }
            if items.iter().any(|i| matches!(i, Item::Scale(_) | Item::Multiplier(_))) {
                items.retain(|i| !matches!(i, Item::ScaleOrdinal(_)));
            }
        }
        self.found.words.retain(|_, items| !items.is_empty());
    }

    pub(super) fn alone(&mut self, word: &str, power: u32, ordinal: bool) {
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
                    // Without the longest start, the ending of a form would be taken for a joiner.
                    let start = starts.iter().filter_map(|s| sum.strip_prefix(s.as_str()));
                    let end = |rest: &str| {
                        let ends = ends.iter().filter_map(|end| rest.strip_suffix(end.as_str()));
                        ends.min_by_key(|middle| middle.len()).map(str::to_owned)
                    };
                    joiners.extend(start.min_by_key(|rest| rest.len()).and_then(end));
                }
            }
        }
        for joiner in joiners {
            if joiner.trim().is_empty() {
                continue;
            }
            if joiner.starts_with(' ') && joiner.trim().len() + 1 == joiner.len() {
                self.found.proclitics.insert(joiner.trim().to_owned());
                self.apart_proclitics(&joiner);
            }
            self.add(&joiner, Item::Joiner);
        }
    }

    /// What is written onto the next part is also typed as a word: مائة و ستون.
    fn apart_proclitics(&mut self, proclitic: &str) {
        for (word, items) in self.found.words.clone() {
            let apart = word.replace(proclitic, &format!("{proclitic} "));
            self.found.words.entry(apart).or_insert(items);
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
