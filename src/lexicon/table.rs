//! The words of a language, gathered from all its tables.

use super::{Meaning, Sense};
use crate::facts::{MarkKind, Value, fold_text};
use crate::rules::{LanguageFile, Numerals, OneOrMany, Words};
use crate::units::Unit;
use smallvec::SmallVec;
use std::collections::BTreeMap;

/// The words with their meanings while they are gathered.
#[derive(Default)]
pub(super) struct Table {
    pub(super) words: BTreeMap<String, SmallVec<[Meaning; 1]>>,
}

impl Table {
    fn add(&mut self, word: &str, sense: Sense) -> Result<(), String> {
        let (word, stem) = word.strip_suffix('*').map_or((word, false), |stem| (stem, true));
        let key = fold_text(word);
        if key.trim().is_empty() {
            return Err(format!("`{word}` is no word; remove it"));
        }
        let exact = word.chars().any(char::is_uppercase).then(|| word.into());
        let meaning = Meaning { sense, exact, stem };
        let meanings = self.words.entry(key).or_default();
        if meanings.contains(&meaning) {
            return Err(format!("`{word}` stands twice in one table; remove one"));
        }
        meanings.push(meaning);
        Ok(())
    }

    fn all(&mut self, words: &[String], sense: &Sense) -> Result<(), String> {
        words.iter().try_for_each(|word| match word.find('*') {
            Some(at) if at + 1 < word.len() => Err(format!(
                "`{word}`: a star stands only at the end of a stem; write the words out"
            )),
            _ => self.add(word, sense.clone()),
        })
    }

    fn map<T: Copy>(&mut self, words: &Words<T>, sense: fn(T) -> Sense) -> Result<(), String> {
        words.iter().try_for_each(|(word, &value)| self.add(word, sense(value)))
    }

    fn units(&mut self, words: &Words<OneOrMany>, sense: fn(Unit) -> Sense) -> Result<(), String> {
        for (word, units) in words {
            for name in units.as_slice() {
                let (factor, name) =
                    name.split_once(' ').map_or((None, name.as_str()), |(f, n)| (Some(f), n));
                let unit = Unit::by_name(name)
                    .ok_or_else(|| format!("`{word}`: there is no unit `{name}`"))?;
                match factor {
                    Some(factor) => self.add(word, Sense::Multiple(parse(word, factor)?, unit))?,
                    None => self.add(word, sense(unit))?,
                }
            }
        }
        Ok(())
    }

    /// `onceavo`, `treintavos`: number words with an ending that makes parts of them, which begins
    /// with the vowel that some of them end in.
    fn suffixed_parts(&mut self, file: &LanguageFile) -> Result<(), String> {
        let Numerals { cardinals, part_suffixes, .. } = &file.numerals;
        let mut words = BTreeMap::new();
        for suffix in part_suffixes {
            for (word, &n) in cardinals.iter().filter(|(_, n)| **n > 3) {
                let stem = word.strip_suffix(|c| suffix.starts_with(c)).unwrap_or(word);
                words.insert(format!("{stem}{suffix}"), n);
            }
        }
        words.iter().try_for_each(|(word, n)| {
            let part = u32::try_from(*n).ok().and_then(|n| Value::ratio(1, n));
            part.map_or(Ok(()), |part| self.add(word, Sense::Part(part)))
        })
    }

    /// Adds the words of all tables of a language.
    pub(super) fn fill(&mut self, file: &LanguageFile) -> Result<(), String> {
        let numerals = &file.numerals;
        self.map(&numerals.cardinals, Sense::Cardinal)?;
        self.map(&numerals.multipliers, Sense::Multiplier)?;
        self.map(&numerals.scales, Sense::Scale)?;
        self.map(&numerals.scales_before, Sense::ScaleBefore)?;
        self.map(&numerals.attached_scales, Sense::AttachedScale)?;
        self.map(&numerals.collectives, Sense::Collective)?;
        self.map(&numerals.ordinals, Sense::Ordinal)?;
        for (word, part) in &numerals.parts {
            self.add(word, Sense::Part(parse(word, part)?))?;
        }
        self.all(&numerals.decimal_words, &Sense::DecimalWord)?;
        self.all(&numerals.joiners, &Sense::Joiner)?;
        self.all(&numerals.articles, &Sense::Article)?;
        self.all(&numerals.ordinal_suffixes, &Sense::OrdinalSuffix)?;
        self.all(&numerals.decade_suffixes, &Sense::DecadeSuffix)?;
        self.all(&numerals.denominator_first, &Sense::DenominatorFirst)?;
        self.all(&numerals.mixed, &Sense::Mixed)?;
        self.all(&numerals.denominator_marks, &Sense::DenominatorMark)?;
        self.all(&numerals.powers, &Sense::Power)?;
        self.all(&numerals.closers, &Sense::Closer)?;
        self.all(&numerals.no_digits, &Sense::NoDigit)?;
        self.suffixed_parts(file)?;
        self.all(&numerals.discounts, &Sense::Discount)?;
        self.all(&numerals.whole_first, &Sense::WholeFirst)?;
        self.all(&numerals.numerator_first, &Sense::NumeratorFirst)?;
        self.all(&numerals.and_a_half, &Sense::AndAHalf)?;
        self.all(&numerals.vague, &Sense::Vague)?;
        self.all(&numerals.ranges, &Sense::Range)?;
        self.units(&file.units, Sense::Unit)?;
        self.units(&file.units_before, Sense::UnitBefore)?;
        self.all(&file.counters, &Sense::Counter)?;
        self.map(&file.calendar.months, Sense::Month)?;
        self.map(&file.calendar.weekdays, Sense::Weekday)?;
        self.map(&file.calendar.eras, Sense::Era)?;
        self.all(&file.calendar.first_year, &Sense::FirstYear)?;
        self.all(&file.calendar.am, &Sense::AfterNoon(false))?;
        self.all(&file.calendar.pm, &Sense::AfterNoon(true))?;
        self.all(&file.calendar.zones, &Sense::Zone)?;
        self.map(&file.calendar.clock_offsets, Sense::ClockOffset)?;
        self.map(&file.calendar.half_years, Sense::HalfYear)?;
        self.all(&file.calendar.fiscal_months, &Sense::FiscalMonth)?;
        self.all(&numerals.part_of, &Sense::PartOf)?;
        for (word, values) in &file.evidence {
            let values: Result<_, _> = values.as_slice().iter().map(|v| parse(word, v)).collect();
            self.add(word, Sense::Evidence(values?))?;
        }
        let marks = &file.marks;
        for (words, kind) in [
            (&marks.approximately, MarkKind::Approximately),
            (&marks.more, MarkKind::More),
            (&marks.less, MarkKind::Less),
            (&marks.plus, MarkKind::Plus),
            (&marks.minus, MarkKind::Minus),
            (&marks.up, MarkKind::Up),
            (&marks.down, MarkKind::Down),
            (&marks.not, MarkKind::Not),
            (&marks.from, MarkKind::From),
            (&marks.to, MarkKind::To),
        ] {
            self.all(words, &Sense::Mark(kind))?;
        }
        self.all(&file.atoms, &Sense::Atom)
    }
}

fn parse(word: &str, value: &str) -> Result<Value, String> {
    Value::parse(value).ok_or_else(|| format!("`{word}`: `{value}` is no number"))
}
