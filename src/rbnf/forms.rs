//! Forms that the parts of a number have only beside a power of ten: quatre-vingt mille, 一千零一十七,
//! dhá mhíle dhéag.

use super::learn::{Item, Learner};
use std::collections::{BTreeMap, BTreeSet};

/// What may be counted in the test for a form.
const FEW: std::ops::RangeInclusive<u64> = 1..=9;

impl Learner<'_> {
    /// Adds the forms, none of them where the word is known already.
    pub(super) fn forms(&mut self) {
        self.shared_ends();
        let mut forms = BTreeSet::new();
        for power in self.large_powers() {
            let beside = self.beside(power as u8);
            for (set, ordinal) in self.sets.clone() {
                self.counts_of(power, set, ordinal, &beside, &mut forms);
                self.rests_of(power, set, ordinal, &beside, &mut forms);
            }
        }
        self.bound_scales();
        let scale = |items: &BTreeSet<Item>| {
            items.iter().any(|item| match *item {
                Item::Scale(p) | Item::Multiplier(p) | Item::ScaleBefore(p) => p > 2,
                Item::ScaleOrdinal(_) => true,
                _ => false,
            })
        };
        for (form, item) in forms {
            // What holds a power of ten comes of a rule that leaves a part of the number out.
            let product = matches!(item, Item::Product(..) | Item::PlaceProduct(..));
            let mut words = form.split(' ').filter_map(|word| self.found.words.get(word));
            let whole = product || !words.any(scale);
            if whole && !self.found.words.contains_key(&form) {
                self.add(&form, item);
            }
        }
    }

    /// The words that may stand beside the count of a power of ten, or beside its rest.
    fn beside(&self, power: u8) -> Beside {
        let words = |wanted: &dyn Fn(&Item) -> bool| -> Vec<String> {
            let words = self.found.words.iter();
            words.filter(|(_, items)| items.iter().any(wanted)).map(|(w, _)| w.clone()).collect()
        };
        Beside {
            after: words(&|i| matches!(*i, Item::Scale(p) | Item::Multiplier(p) if p == power)),
            after_ordinals: words(&|i| *i == Item::ScaleOrdinal(power)),
            before: words(&|i| *i == Item::ScaleBefore(power)),
            scales: words(&|i| matches!(i, Item::Scale(_) | Item::Multiplier(_))),
            joiners: words(&|i| *i == Item::Joiner),
        }
    }

    fn large_powers(&self) -> Vec<u32> {
        self.powers.iter().copied().filter(|&power| power > 2).collect()
    }

    /// How many of a power of ten there are before the next one counts them, at most a thousand.
    fn countable(&self, power: u32) -> u16 {
        let next = self.powers.range(power + 1..).next().map_or(3, |next| next - power);
        10u16.pow(next.min(3))
    }

    /// A word in which the products of several counts end is the power of ten, even if the counts have
    /// forms that they have nowhere else: trí mhíle, ceithre mhíle.
    fn shared_ends(&mut self) {
        for power in self.large_powers() {
            for set in self.cardinals().collect::<Vec<_>>() {
                let mut ends: BTreeMap<String, BTreeSet<u64>> = BTreeMap::new();
                for count in FEW {
                    for product in self.spell(set, count * 10u64.pow(power)) {
                        if let Some((_, end)) = product.rsplit_once(' ') {
                            ends.entry(end.to_owned()).or_default().insert(count);
                        }
                    }
                }
                for (end, counts) in ends {
                    if counts.len() >= 3 && !self.found.words.contains_key(&end) {
                        self.alone(&end, power, false);
                    }
                }
            }
        }
    }

    /// What a product holds beside its power of ten is a form of the count; a product in which the
    /// power does not stand at an end is a word of its own.
    fn counts_of(&self, power: u32, set: usize, ordinal: bool, beside: &Beside, forms: &mut Forms) {
        let after = if ordinal { &beside.after_ordinals } else { &beside.after };
        for count in 1..self.countable(power) {
            for product in self.spell(set, u64::from(count) * 10u64.pow(power)) {
                let counts = after.iter().filter_map(|w| product.strip_suffix(w.as_str()));
                let first = beside.before.iter().filter_map(|w| product.strip_prefix(w.as_str()));
                let smaller = || beside.scales.iter().any(|word| product.ends_with(word.as_str()));
                match counts.chain(first).min_by_key(|count| count.len()).map(str::trim) {
                    Some("") => {}
                    Some(form) if ordinal && self.stands_alone(&product, form, count) => {
                        forms.insert((product, Item::PlaceProduct(count, power as u8)));
                    }
                    Some(form) => _ = forms.insert((form.to_owned(), Item::Cardinal(count))),
                    // A rule without its radix gives the word of a smaller power.
                    None if ordinal && self.stands_alone(&product, &product, count) => {
                        forms.insert((product, Item::PlaceProduct(count, power as u8)));
                    }
                    None if ordinal || !power.is_multiple_of(3) || smaller() => {}
                    None => _ = forms.insert((product, Item::Product(count, power as u8))),
                }
            }
        }
    }

    /// Whether the place of a product is one word with a form of the count that is no word: δισχιλιοστός.
    fn stands_alone(&self, product: &str, form: &str, count: u16) -> bool {
        (2..10).contains(&count)
            && !self.found.glued
            && self.is_one_word(product)
            && !self.found.words.contains_key(form)
    }

    /// What a sum holds behind its power of ten, without what joins the two, is a form of the rest.
    fn rests_of(&self, power: u32, set: usize, ordinal: bool, beside: &Beside, forms: &mut Forms) {
        let product = 10u64.pow(power);
        let starts: BTreeSet<String> = if ordinal {
            let cardinals = self.cardinals().flat_map(|set| self.spell(set, product));
            cardinals.chain(self.spell(set, product)).collect()
        } else {
            self.spell(set, product).into_iter().collect()
        };
        for number in 1..1000u16.min(10u16.saturating_pow(power)) {
            for sum in self.spell(set, product + u64::from(number)) {
                let rest = starts.iter().filter_map(|start| sum.strip_prefix(start.as_str()));
                let Some(rest) = rest.min_by_key(|rest| rest.len()).map(str::trim) else {
                    continue;
                };
                let bare =
                    beside.joiners.iter().find_map(|joiner| rest.strip_prefix(joiner.as_str()));
                let form = bare.unwrap_or(rest).trim().to_owned();
                let item = if ordinal { Item::Ordinal(number) } else { Item::Cardinal(number) };
                forms.insert((form, item));
            }
        }
    }

    /// Forms that a power of ten only has before a rest: ထောင့်, ათას, milliom.
    fn bound_scales(&mut self) {
        for power in self.powers.clone() {
            for (set, ordinal) in self.sets.clone() {
                if power == 2 && ordinal {
                    continue;
                }
                for word in self.between(power, set, ordinal) {
                    if !self.found.words.contains_key(&word) {
                        self.alone(&word, power, false);
                    }
                }
            }
        }
    }

    /// The words between the count of a power of ten and a rest of one.
    fn between(&self, power: u32, set: usize, ordinal: bool) -> BTreeSet<String> {
        let mut words = BTreeSet::new();
        for (count, last) in FEW.flat_map(|count| [(count, 1), (count, 5)]) {
            let ends = self.spell(set, last);
            let starts: Vec<String> = if ordinal {
                self.cardinals().flat_map(|set| self.spell(set, count)).collect()
            } else {
                self.spell(set, count)
            };
            for sum in self.spell(set, count * 10u64.pow(power) + last) {
                let rest = starts.iter().find_map(|start| sum.strip_prefix(start.as_str()));
                let word =
                    rest.and_then(|r| ends.iter().find_map(|end| r.strip_suffix(end.as_str())));
                let bound = word.map(str::trim).filter(|w| !w.is_empty() && !w.contains(' '));
                words.extend(bound.map(str::to_owned));
            }
        }
        words
    }
}

/// The words around a count and a rest.
struct Beside {
    after: Vec<String>,
    after_ordinals: Vec<String>,
    before: Vec<String>,
    /// The words of all powers of ten that stand behind their count.
    scales: Vec<String>,
    joiners: Vec<String>,
}

/// Forms with what they may be.
type Forms = BTreeSet<(String, Item)>;
