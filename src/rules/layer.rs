//! Lays one language file over another: that of a language over what CLDR knows, that of a region
//! over its language's.

use super::{Calendar, LanguageFile, Marks, Names, Numerals, Sentences, Words, WrittenDigits};
use crate::facts::fold_text;
use std::collections::BTreeSet;

impl LanguageFile {
    /// Lays `over` on top. A word that a table of `over` has is taken from there alone; lists grow;
    /// words that `over` wants forgotten are gone from below.
    #[must_use]
    pub fn with(mut self, over: Self) -> Self {
        let Self {
            name,
            forget,
            digits,
            numerals,
            units,
            units_before,
            counters,
            calendar,
            marks,
            evidence,
            atoms,
            sentences,
            punctuation,
            garble,
            names,
            inflection,
            attribution,
            words,
            proof,
        } = over;
        self.forget(&forget);
        if !name.is_empty() {
            self.name = name;
        }
        self.digits.lay(digits);
        self.numerals.lay(numerals);
        lay(&mut self.units, units);
        lay(&mut self.units_before, units_before);
        grow(&mut self.counters, counters);
        self.calendar.lay(calendar);
        self.marks.lay(marks);
        lay(&mut self.evidence, evidence);
        grow(&mut self.atoms, atoms);
        self.sentences.lay(sentences);
        self.punctuation.lay(punctuation);
        if !garble.signals.is_empty() {
            self.garble = garble;
        }
        self.names.lay(names);
        grow(&mut self.inflection.endings, inflection.endings);
        grow(&mut self.inflection.proclitics, inflection.proclitics);
        grow(&mut self.attribution.cues, attribution.cues);
        grow(&mut self.attribution.answers, attribution.answers);
        grow(&mut self.words.function, words.function);
        self.words.letters.push_str(&words.letters);
        self.proof = proof;
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
        let Self { decimal, space_groups, percent_before } = over;
        self.decimal = decimal.or(self.decimal);
        self.space_groups = space_groups.or(self.space_groups);
        self.percent_before = percent_before.or(self.percent_before);
    }
}

impl Sentences {
    fn lay(&mut self, over: Self) {
        let Self { abbreviations, openers, continuations, ordinal_point } = over;
        grow(&mut self.abbreviations, abbreviations);
        grow(&mut self.openers, openers);
        grow(&mut self.continuations, continuations);
        self.ordinal_point |= ordinal_point;
    }
}

impl Numerals {
    fn lay(&mut self, over: Self) {
        let Self {
            cardinals,
            multipliers,
            scales,
            scales_before,
            attached_scales,
            collectives,
            ordinals,
            parts,
            decimal_words,
            joiners,
            part_of,
            articles,
            ordinal_suffixes,
            decade_suffixes,
            denominator_first,
            whole_first,
            numerator_first,
            and_a_half,
            vague,
            ranges,
            proclitics,
            middle_dot_decimals,
            last_digit_in_next_place,
            joiner_before_scales,
            mixed,
            discounts,
            denominator_marks,
            part_suffixes,
            powers,
            closers,
            no_digits,
        } = over;
        lay(&mut self.cardinals, cardinals);
        lay(&mut self.multipliers, multipliers);
        lay(&mut self.scales, scales);
        lay(&mut self.scales_before, scales_before);
        lay(&mut self.attached_scales, attached_scales);
        lay(&mut self.collectives, collectives);
        lay(&mut self.ordinals, ordinals);
        lay(&mut self.parts, parts);
        self.middle_dot_decimals |= middle_dot_decimals;
        self.last_digit_in_next_place |= last_digit_in_next_place;
        self.joiner_before_scales |= joiner_before_scales;
        for (list, more) in [
            (&mut self.decimal_words, decimal_words),
            (&mut self.joiners, joiners),
            (&mut self.part_of, part_of),
            (&mut self.articles, articles),
            (&mut self.ordinal_suffixes, ordinal_suffixes),
            (&mut self.decade_suffixes, decade_suffixes),
            (&mut self.denominator_first, denominator_first),
            (&mut self.mixed, mixed),
            (&mut self.discounts, discounts),
            (&mut self.denominator_marks, denominator_marks),
            (&mut self.part_suffixes, part_suffixes),
            (&mut self.powers, powers),
            (&mut self.closers, closers),
            (&mut self.no_digits, no_digits),
            (&mut self.whole_first, whole_first),
            (&mut self.numerator_first, numerator_first),
            (&mut self.and_a_half, and_a_half),
            (&mut self.vague, vague),
            (&mut self.ranges, ranges),
            (&mut self.proclitics, proclitics),
        ] {
            grow(list, more);
        }
    }
}

impl Calendar {
    fn lay(&mut self, over: Self) {
        let Self {
            months,
            weekdays,
            eras,
            clock_offsets,
            half_years,
            first_year,
            fiscal_months,
            am,
            pm,
            zones,
        } = over;
        lay(&mut self.months, months);
        lay(&mut self.weekdays, weekdays);
        lay(&mut self.eras, eras);
        lay(&mut self.clock_offsets, clock_offsets);
        lay(&mut self.half_years, half_years);
        for (list, more) in [
            (&mut self.first_year, first_year),
            (&mut self.fiscal_months, fiscal_months),
            (&mut self.am, am),
            (&mut self.pm, pm),
            (&mut self.zones, zones),
        ] {
            grow(list, more);
        }
    }
}

impl Marks {
    fn lay(&mut self, over: Self) {
        let Self { approximately, more, less, plus, minus, up, down, not, from, to, postpositions } =
            over;
        self.postpositions |= postpositions;
        for (list, more) in [
            (&mut self.approximately, approximately),
            (&mut self.more, more),
            (&mut self.less, less),
            (&mut self.plus, plus),
            (&mut self.minus, minus),
            (&mut self.up, up),
            (&mut self.down, down),
            (&mut self.not, not),
            (&mut self.from, from),
            (&mut self.to, to),
        ] {
            grow(list, more);
        }
    }
}

impl Names {
    fn lay(&mut self, over: Self) {
        let Self {
            legal_forms,
            titles,
            not_names,
            connectors,
            endings,
            known,
            nouns_capitalised,
            declined,
        } = over;
        self.nouns_capitalised |= nouns_capitalised;
        self.declined = self.declined.max(declined);
        for (id, words) in known {
            grow(self.known.entry(id).or_default(), words);
        }
        for (list, more) in [
            (&mut self.legal_forms, legal_forms),
            (&mut self.titles, titles),
            (&mut self.not_names, not_names),
            (&mut self.connectors, connectors),
            (&mut self.endings, endings),
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

/// Adds the words of `more`, in place of the same ones in another case.
fn grow(list: &mut Vec<String>, more: Vec<String>) {
    if !list.is_empty() && !more.is_empty() {
        let replaced: BTreeSet<String> = more.iter().map(|word| fold_text(word)).collect();
        list.retain(|word| !replaced.contains(&fold_text(word)));
    }
    list.extend(more);
}
