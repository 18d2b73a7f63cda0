//! Lays one language file over another: that of a language over what CLDR knows, that of a region
//! over its language's.

use super::{Calendar, LanguageFile, Marks, Names, Numerals, Words, WrittenDigits};
use crate::facts::fold_text;
use std::collections::BTreeSet;

impl LanguageFile {
    /// Lays `over` on top. A word that a table of `over` has is taken from there alone; lists grow;
    /// words that `over` wants forgotten are gone from below.
    #[must_use]
    pub fn with(mut self, over: Self) -> Self {
        self.forget(&over.forget);
        if !over.name.is_empty() {
            self.name = over.name;
        }
        self.digits.lay(over.digits);
        self.numerals.lay(over.numerals);
        lay(&mut self.units, over.units);
        lay(&mut self.units_before, over.units_before);
        grow(&mut self.counters, over.counters);
        self.calendar.lay(over.calendar);
        self.marks.lay(over.marks);
        lay(&mut self.evidence, over.evidence);
        grow(&mut self.atoms, over.atoms);
        grow(&mut self.sentences.abbreviations, over.sentences.abbreviations);
        if !over.garble.signals.is_empty() {
            self.garble = over.garble;
        }
        self.names.lay(over.names);
        self.proof = over.proof;
        self
    }

    fn forget(&mut self, words: &[String]) {
        if words.is_empty() {
            return;
        }
        let words: BTreeSet<String> = words.iter().map(|word| fold_text(word)).collect();
        let kept = |word: &str| !words.contains(&fold_text(word));
        let numerals = &mut self.numerals;
        numerals.cardinals.retain(|word, _| kept(word));
        numerals.scales.retain(|word, _| kept(word));
        numerals.scales_before.retain(|word, _| kept(word));
        numerals.attached_scales.retain(|word, _| kept(word));
        numerals.ordinals.retain(|word, _| kept(word));
        self.units.retain(|word, _| kept(word));
        self.units_before.retain(|word, _| kept(word));
        self.calendar.months.retain(|word, _| kept(word));
        self.calendar.weekdays.retain(|word, _| kept(word));
        for list in [
            &mut numerals.ranges,
            &mut self.counters,
            &mut self.calendar.am,
            &mut self.calendar.pm,
            &mut self.marks.approximately,
            &mut self.marks.more,
            &mut self.marks.less,
        ] {
            list.retain(|word| kept(word));
        }
    }
}

impl WrittenDigits {
    fn lay(&mut self, over: Self) {
        self.decimal = over.decimal.or(self.decimal);
        self.space_groups = over.space_groups.or(self.space_groups);
        self.percent_before = over.percent_before.or(self.percent_before);
    }
}

impl Numerals {
    fn lay(&mut self, over: Self) {
        lay(&mut self.cardinals, over.cardinals);
        lay(&mut self.multipliers, over.multipliers);
        lay(&mut self.scales, over.scales);
        lay(&mut self.scales_before, over.scales_before);
        lay(&mut self.attached_scales, over.attached_scales);
        lay(&mut self.collectives, over.collectives);
        lay(&mut self.ordinals, over.ordinals);
        lay(&mut self.parts, over.parts);
        self.middle_dot_decimals |= over.middle_dot_decimals;
        for (list, more) in [
            (&mut self.decimal_words, over.decimal_words),
            (&mut self.joiners, over.joiners),
            (&mut self.part_of, over.part_of),
            (&mut self.articles, over.articles),
            (&mut self.ordinal_suffixes, over.ordinal_suffixes),
            (&mut self.decade_suffixes, over.decade_suffixes),
            (&mut self.denominator_first, over.denominator_first),
            (&mut self.whole_first, over.whole_first),
            (&mut self.numerator_first, over.numerator_first),
            (&mut self.and_a_half, over.and_a_half),
            (&mut self.vague, over.vague),
            (&mut self.ranges, over.ranges),
            (&mut self.proclitics, over.proclitics),
        ] {
            grow(list, more);
        }
    }
}

impl Calendar {
    fn lay(&mut self, over: Self) {
        lay(&mut self.months, over.months);
        lay(&mut self.weekdays, over.weekdays);
        lay(&mut self.eras, over.eras);
        lay(&mut self.clock_offsets, over.clock_offsets);
        lay(&mut self.half_years, over.half_years);
        for (list, more) in [
            (&mut self.first_year, over.first_year),
            (&mut self.fiscal_months, over.fiscal_months),
            (&mut self.am, over.am),
            (&mut self.pm, over.pm),
            (&mut self.zones, over.zones),
        ] {
            grow(list, more);
        }
    }
}

impl Marks {
    fn lay(&mut self, over: Self) {
        for (list, more) in [
            (&mut self.approximately, over.approximately),
            (&mut self.more, over.more),
            (&mut self.less, over.less),
            (&mut self.up, over.up),
            (&mut self.down, over.down),
            (&mut self.not, over.not),
            (&mut self.from, over.from),
            (&mut self.to, over.to),
        ] {
            grow(list, more);
        }
        self.postpositions |= over.postpositions;
    }
}

impl Names {
    fn lay(&mut self, over: Self) {
        for (list, more) in [
            (&mut self.legal_forms, over.legal_forms),
            (&mut self.titles, over.titles),
            (&mut self.not_names, over.not_names),
            (&mut self.connectors, over.connectors),
            (&mut self.endings, over.endings),
        ] {
            grow(list, more);
        }
    }
}

/// Replaces the words that `over` has, in whatever case they are written, and adds its others.
fn lay<T>(words: &mut Words<T>, over: Words<T>) {
    if !words.is_empty() && !over.is_empty() {
        let replaced: BTreeSet<String> = over.keys().map(|word| fold_text(word)).collect();
        words.retain(|word, _| !replaced.contains(&fold_text(word)));
    }
    words.extend(over);
}

/// Adds what the list does not have yet. What `more` says twice is its own fault and stays to be
/// found.
fn grow(list: &mut Vec<String>, more: Vec<String>) {
    let known: BTreeSet<String> = list.iter().map(|word| fold_text(word)).collect();
    list.extend(more.into_iter().filter(|word| !known.contains(&fold_text(word))));
}
