//! The words of one language that mean something beside a figure, in one automaton.
//!
//! Keys are folded as [`Chars`] folds a text; one trie over characters maps each to its meanings.
//! Looking a word up walks the characters of the text and allocates nothing. Each word knows the
//! [`Kinds`] of its senses, so that most questions about it are answered without a look at them.

mod kinds;
mod table;
pub(crate) mod trie;

pub use kinds::Kinds;

use crate::error::Error;
use crate::facts::{Chars, MarkKind, Roles, Value, fold_text};
use crate::numerals::{self, BEGINNING, Beginning, Hit, Numerals, Packed};
use crate::rules::LanguageFile;
use crate::units::Unit;
use std::collections::BTreeMap;
use std::ops::Range;
use std::slice;
use table::Table;
use trie::Trie;

/// What a word means.
#[derive(Debug, Clone, PartialEq)]
pub enum Sense {
    /// A number below the first multiplier.
    Cardinal(u64),
    /// Multiplies inside a group: hundred, 千.
    Multiplier(u32),
    /// Closes a group, a power of ten: million, 億.
    Scale(u8),
    /// The same, before the number: milioni 5.
    ScaleBefore(u8),
    /// The same, only where it touches the digits: k, bn.
    AttachedScale(u8),
    /// Counts in bundles: dozen.
    Collective(u16),
    /// A place in a sequence.
    Ordinal(u64),
    /// A part of a whole.
    Part(Value),
    /// The decimal separator as a word: point.
    DecimalWord,
    /// Joins the parts of one number: and.
    Joiner,
    /// An article that may stand for one.
    Article,
    /// Makes the digits it touches an ordinal.
    OrdinalSuffix,
    /// Makes the digits it touches a decade.
    DecadeSuffix,
    /// Between denominator and numerator.
    DenominatorFirst,
    /// Between a whole number and a fraction: 又.
    Mixed,
    /// Behind a denominator that follows its numerator: avos.
    DenominatorMark,
    /// Behind an exponent: 乗.
    Power,
    /// Behind a number, and no part of it: 이다.
    Closer,
    /// A number that counts, and never stands for a digit: 两.
    NoDigit,
    /// Between the whole and its part: 人に.
    WholeFirst,
    /// Between numerator and denominator.
    NumeratorFirst,
    /// Adds a half.
    AndAHalf,
    /// Makes a number vague.
    Vague,
    /// Between the ends of a range.
    Range,
    /// What the number before it counts.
    Unit(Unit),
    /// What the number after it counts.
    UnitBefore(Unit),
    /// A classifier after a number.
    Counter,
    /// A month by name.
    Month(u8),
    /// A weekday by name.
    Weekday(u8),
    /// An era: what its year 0 is in the Gregorian calendar.
    Era(i32),
    /// The first year of an era.
    FirstYear,
    /// Before noon (`false`) or after noon (`true`).
    AfterNoon(bool),
    /// Makes four digits before it a time of day: GMT, hours.
    Zone,
    /// So many minutes after the hour that follows: half past, quarter to (negative).
    ClockOffset(i8),
    /// A half of a year by name: 上期.
    HalfYear(u8),
    /// The month that ends a fiscal period: 3月期.
    FiscalMonth,
    /// Between a part and its whole: of.
    PartOf,
    /// Implies these values without being a number.
    Evidence(Box<[Value]>),
    /// So many of a unit: a cent is 1/100 dollar, 割 is 10 percent.
    Multiple(Value, Unit),
    /// Tenths or hundredths of a price, cut from it or left of it: 折, 割引.
    Discount,
    /// Qualifies a figure.
    Mark(MarkKind),
    /// Counts nothing although it contains a number word.
    Atom,
}

impl Sense {
    /// Its kind, whatever value it has.
    pub const fn kind(&self) -> Kinds {
        match self {
            Self::Cardinal(_) => Kinds::CARDINAL,
            Self::Multiplier(_) => Kinds::MULTIPLIER,
            Self::Scale(_) => Kinds::SCALE,
            Self::ScaleBefore(_) => Kinds::SCALE_BEFORE,
            Self::AttachedScale(_) => Kinds::ATTACHED_SCALE,
            Self::Collective(_) => Kinds::COLLECTIVE,
            Self::Ordinal(_) => Kinds::ORDINAL,
            Self::Part(_) => Kinds::PART,
            Self::Article => Kinds::ARTICLE,
            Self::AndAHalf => Kinds::AND_A_HALF,
            Self::Vague => Kinds::VAGUE,
            Self::Unit(_) => Kinds::UNIT,
            Self::Multiple(..) => Kinds::MULTIPLE,
            Self::Discount => Kinds::DISCOUNT,
            Self::Counter => Kinds::COUNTER,
            Self::FiscalMonth => Kinds::FISCAL_MONTH,
            Self::UnitBefore(_) => Kinds::UNIT_BEFORE,
            Self::Month(_) => Kinds::MONTH,
            Self::Weekday(_) => Kinds::WEEKDAY,
            Self::Era(_) => Kinds::ERA,
            Self::AfterNoon(_) => Kinds::AFTER_NOON,
            Self::ClockOffset(_) => Kinds::CLOCK_OFFSET,
            Self::HalfYear(_) => Kinds::HALF_YEAR,
            Self::Evidence(_) => Kinds::EVIDENCE,
            Self::Mark(_) => Kinds::MARK,
            Self::Atom => Kinds::ATOM,
            Self::DecimalWord => Kinds::DECIMAL_WORD,
            Self::Joiner => Kinds::JOINER,
            Self::OrdinalSuffix => Kinds::ORDINAL_SUFFIX,
            Self::DecadeSuffix => Kinds::DECADE_SUFFIX,
            Self::DenominatorFirst => Kinds::DENOMINATOR_FIRST,
            Self::Mixed => Kinds::MIXED,
            Self::DenominatorMark => Kinds::DENOMINATOR_MARK,
            Self::Power => Kinds::POWER,
            Self::Closer => Kinds::CLOSER,
            Self::NoDigit => Kinds::NO_DIGIT,
            Self::WholeFirst => Kinds::WHOLE_FIRST,
            Self::NumeratorFirst => Kinds::NUMERATOR_FIRST,
            Self::Range => Kinds::RANGE,
            Self::FirstYear => Kinds::FIRST_YEAR,
            Self::Zone => Kinds::ZONE,
            Self::PartOf => Kinds::PART_OF,
        }
    }
}

/// One meaning of a word.
#[derive(Debug, Clone, PartialEq)]
pub struct Meaning {
    /// What it means.
    pub sense: Sense,
    /// The word as it must be written, where the table has a capital in it: `May` is a month and
    /// `may` is not.
    exact: Option<Box<str>>,
    /// Whether the word is a stem that takes any ending: the table has `rais*`.
    stem: bool,
}

impl Meaning {
    /// Whether the capitals of the table stand in the text.
    #[inline]
    fn is_written(&self, raw: &[char]) -> bool {
        self.exact.as_deref().is_none_or(|word| has_capitals(raw, word))
    }
}

/// How number words begin at one place: for each number of characters, one more than the index of
/// the beginning that they are.
type Begun = [u32; BEGINNING];

/// What one word means, or begins.
#[derive(Debug)]
struct Entry {
    /// The kinds of all its meanings, however it is written.
    kinds: Kinds,
    meanings: Range<u32>,
    /// One more than the index of the beginning of number words that it is; 0 if it is none.
    number: u32,
    /// Whether all of its meanings, or some, demand capitals.
    capitals: Capitals,
    /// Whether some of its meanings take any ending.
    stem: bool,
}

/// How many of the meanings of a word depend on its capitals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Capitals {
    None,
    Some,
    All,
}

/// The words of one language.
#[derive(Debug)]
pub struct Lexicon {
    trie: Trie,
    entries: Vec<Entry>,
    /// The meanings of the first word, of the second, and so on.
    meanings: Vec<Meaning>,
    /// How many words there are, beside what only begins one.
    words: usize,
    numerals: Option<Numerals>,
    beginnings: Vec<Beginning>,
    proclitics: Vec<String>,
    /// The strings that hold digits.
    numbered: Vec<Vec<char>>,
}

/// A word that was found: where it ends and which it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// The index of the character after it.
    pub end: usize,
    /// The word, for [`Lexicon::senses`].
    pub word: WordId,
    /// The kinds of what it may mean as it is written.
    pub kinds: Kinds,
}

/// A word of one lexicon: of its table, of the spelled numbers, or of both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WordId {
    table: Option<u32>,
    number: Packed,
}

impl Lexicon {
    /// Builds the automaton from a language file, beside which CLDR's number words are looked up; an
    /// error names the word and what is wrong.
    pub(crate) fn new(file: &LanguageFile, numerals: Option<Numerals>) -> Result<Self, Error> {
        let mut table = Table::default();
        table.fill(file).map_err(|what| Error::Rules(file.name.clone(), what))?;
        let words = table.words.len();
        let begun = numerals.as_ref().map(Numerals::beginnings).unwrap_or_default();
        let mut strings: BTreeMap<&str, (&[Meaning], u32)> = table
            .words
            .iter()
            .map(|(word, meanings)| (word.as_str(), (&meanings[..], 0)))
            .collect();
        for ((text, _), number) in begun.iter().zip(1..) {
            strings.entry(text).or_default().1 = number;
        }
        let trie = Trie::new(&strings.keys().copied().collect::<Vec<_>>());
        let numbered = strings.keys().filter(|text| text.contains(|c: char| c.is_ascii_digit()));
        let numbered = numbered.map(|text| text.chars().collect()).collect();
        let (mut entries, mut meanings) = (Vec::with_capacity(strings.len()), Vec::new());
        for (of_word, number) in strings.into_values() {
            entries.push(Entry::new(of_word, meanings.len(), number));
            meanings.extend_from_slice(of_word);
        }
        let beginnings = begun.into_iter().map(|(_, beginning)| beginning).collect();
        let spelled = numerals.as_ref().map_or(&[][..], |numerals| numerals.proclitics);
        let own = file.numerals.proclitics.iter().map(String::as_str);
        let proclitics = own.chain(spelled.iter().copied()).map(fold_text).collect();
        Ok(Self { trie, entries, meanings, words, numerals, beginnings, proclitics, numbered })
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.words
    }

    /// Whether all numbers below a thousand are known as words.
    pub fn spells_numbers(&self) -> bool {
        self.numerals.is_some()
    }

    /// Whether what makes a place of a spelled number stands before all of it.
    pub fn places_first(&self) -> bool {
        self.numerals.as_ref().is_some_and(|numerals| numerals.places_first)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.words == 0
    }

    /// The longest word that begins at character `start`, ends where a word may end and may mean
    /// something of a kind in `accepted`. Where the table says of a word that it is a number, the
    /// spelled numbers are not asked about it.
    #[inline]
    pub fn longest(&self, chars: &Chars, start: usize, accepted: Kinds) -> Option<Found> {
        let text = [chars.get(start), chars.get(start + 1), chars.get(start + 2)];
        let begins = self.trie.may_begin(text) || chars.any(Roles::BREAK);
        if begins { self.search(chars, start, accepted) } else { None }
    }

    fn search(&self, chars: &Chars, start: usize, accepted: Kinds) -> Option<Found> {
        let (table, begun) = self.longest_of_table(chars, start, accepted);
        // A number word may be broken anywhere.
        let spelled = if begun == Begun::default() && !chars.any(Roles::BREAK) {
            None
        } else {
            self.longest_number(chars, start, &begun, accepted)
        };
        match (table, spelled) {
            (table, None) => table.map(|(end, word)| self.found(chars, (start, end), word)),
            (Some((end, word)), Some(hit)) if end >= hit.end => {
                let mut found = self.found(chars, (start, end), word);
                if end == hit.end && !self.entries[word as usize].kinds.any(Kinds::NUMBERS) {
                    found.word.number = hit.number;
                    found.kinds = found.kinds | hit.number.kinds();
                }
                Some(found)
            }
            (_, Some(Hit { end, number })) => {
                let word = WordId { table: None, number };
                Some(Found { end, word, kinds: number.kinds() })
            }
        }
    }

    #[inline(never)]
    fn longest_number(
        &self,
        chars: &Chars,
        start: usize,
        begun: &Begun,
        accepted: Kinds,
    ) -> Option<Hit> {
        let begun = begun.iter().zip(start + 1..);
        let begun = begun
            .filter_map(|(at, end)| Some((end, &self.beginnings[at.checked_sub(1)? as usize])));
        let hit = self.numerals.as_ref()?.longest(chars, start, begun)?;
        hit.number.kinds().any(accepted).then_some(hit)
    }

    /// A word of the table that was found between two characters.
    #[inline]
    fn found(&self, chars: &Chars, (start, end): (usize, usize), word: u32) -> Found {
        let kinds = self.kinds(word, chars, start);
        Found { end, word: WordId { table: Some(word), number: Packed::default() }, kinds }
    }

    /// Whether a character alone is a word that may mean `sense`.
    pub fn is_word(&self, c: char, sense: &Sense) -> bool {
        let word = self.trie.of_char(c);
        let meanings = word.map_or(&[][..], |word| self.meanings(&self.entries[word as usize]));
        let number = || self.numerals.as_ref().map(|numerals| numerals.of_char(c));
        meanings.iter().any(|meaning| meaning.sense == *sense)
            || number().is_some_and(|number| number.senses().any(|s| s == sense))
    }

    /// Where the word begins that stands at `start` behind a particle which is written onto it, as
    /// `and` is in Arabic; `None` without such a particle.
    pub fn after_proclitic(&self, chars: &Chars, start: usize) -> Option<usize> {
        let proclitic = self.proclitics.iter().find(|word| chars.starts_with(start, word))?;
        Some(start + proclitic.chars().count())
    }

    /// Whether a word would stand in the text if its digits were others: `Catch 22` in `catch 15`. A
    /// zero that begins a number is no other digit.
    pub(crate) fn reads_digits(&self, chars: &Chars) -> bool {
        let text = &chars.folded;
        let same = |at: usize, word: &[char], i: usize| {
            let (a, b) = (text[at + i], word[i]);
            let inside = chars.before(at + i).is_ascii_digit();
            let digits = a.is_ascii_digit() && b.is_ascii_digit();
            a == b || (digits && (inside || (a == '0') == (b == '0')))
        };
        let stands = |word: &[char]| {
            let places = 0..(text.len() + 1).saturating_sub(word.len());
            places.into_iter().any(|at| (0..word.len()).all(|i| same(at, word, i)))
        };
        self.numbered.iter().any(|word| stands(word))
    }

    /// The longest word of the table; and how number words begin there.
    #[inline]
    fn longest_of_table(
        &self,
        chars: &Chars,
        start: usize,
        accepted: Kinds,
    ) -> (Option<(usize, u32)>, Begun) {
        let mut best = None;
        let mut begun = Begun::default();
        self.trie.prefixes(&chars.folded[start..], |length, word| {
            let entry = &self.entries[word as usize];
            let end = start + length;
            if entry.number != 0 {
                begun[length - 1] = entry.number;
            }
            if entry.kinds.any(accepted)
                && self.is_written(entry, chars, start)
                && let Some(end) = entry.end(chars, end)
            {
                best = Some((end, word));
            }
        });
        (best, begun)
    }

    fn meanings(&self, entry: &Entry) -> &[Meaning] {
        &self.meanings[entry.meanings.start as usize..entry.meanings.end as usize]
    }

    /// Whether the word means anything as it is written from character `start` on.
    #[inline]
    fn is_written(&self, entry: &Entry, chars: &Chars, start: usize) -> bool {
        entry.capitals != Capitals::All || !self.kinds_as_written(entry, chars, start).is_empty()
    }

    /// The kinds of what a word of the table means as it is written from character `start` on.
    #[inline]
    fn kinds(&self, word: u32, chars: &Chars, start: usize) -> Kinds {
        let entry = &self.entries[word as usize];
        match entry.capitals {
            Capitals::None => entry.kinds,
            _ => self.kinds_as_written(entry, chars, start),
        }
    }

    #[inline(never)] // Few words have capitals; so for others below.
    fn kinds_as_written(&self, entry: &Entry, chars: &Chars, start: usize) -> Kinds {
        let written = self.meanings(entry).iter().filter(|m| m.is_written(&chars.raw[start..]));
        written.fold(Kinds::default(), |kinds, m| kinds | m.sense.kind())
    }

    /// What a word means where it is `written` so.
    #[inline]
    pub fn senses<'a>(&'a self, word: WordId, written: &'a [char]) -> Senses<'a> {
        let meanings = word.table.map_or(&[][..], |w| self.meanings(&self.entries[w as usize]));
        Senses { meanings: meanings.iter(), written, number: word.number.senses() }
    }
}

/// What a word means, one sense after the other.
#[derive(Debug, Clone, Default)]
pub struct Senses<'a> {
    meanings: slice::Iter<'a, Meaning>,
    written: &'a [char],
    number: numerals::Senses,
}

impl<'a> Iterator for Senses<'a> {
    type Item = &'a Sense;

    #[inline]
    fn next(&mut self) -> Option<&'a Sense> {
        for meaning in self.meanings.by_ref() {
            if meaning.is_written(self.written) {
                return Some(&meaning.sense);
            }
        }
        self.number.next()
    }
}

impl Entry {
    /// The entry of a word whose meanings are the next after `first` others.
    fn new(meanings: &[Meaning], first: usize, number: u32) -> Self {
        let exact = meanings.iter().filter(|m| m.exact.is_some()).count();
        Self {
            kinds: meanings.iter().fold(Kinds::default(), |kinds, m| kinds | m.sense.kind()),
            meanings: first as u32..(first + meanings.len()) as u32,
            capitals: match exact {
                0 => Capitals::None,
                all if all == meanings.len() => Capitals::All,
                _ => Capitals::Some,
            },
            stem: meanings.iter().any(|m| m.stem),
            number,
        }
    }

    /// Where the word that is found before `end` ends as a word: there, after its ending if it is a
    /// stem, or nowhere.
    fn end(&self, chars: &Chars, end: usize) -> Option<usize> {
        let (last, next) = (chars.roles(end - 1), chars.roles(end));
        let number = last.any(Roles::DIGIT) && next.any(Roles::DIGIT);
        if !last.is_same_word(next) && !number {
            return Some(end);
        }
        if self.stem { Some(end_of_stem(chars, end)) } else { None }
    }
}

/// Whether the capitals of `word` stand in the text.
#[inline(never)]
fn has_capitals(raw: &[char], word: &str) -> bool {
    word.chars().zip(raw).all(|(a, &b)| a == b || !a.is_uppercase())
}

/// Where the word ends whose stem ends before `end`.
#[inline(never)]
fn end_of_stem(chars: &Chars, end: usize) -> usize {
    chars.end_of_word(end - 1).max(end)
}
