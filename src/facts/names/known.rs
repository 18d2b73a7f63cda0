//! Known names: what countries, cities and organisations are called, in the tables of a language and
//! in those that hold for all (`rules/names`).
//!
//! A name is one or more words. A word may stand for all its endings, as `griechisch-` does, and a
//! capital in the table must stand in the text. The longest name wins.

use super::beginnings::Beginnings;
use super::is_alphanumeric;
use super::words::key;
use crate::cldr;
use crate::facts::{Chars, chars, fold_text, is_katakana, is_unspaced};
use crate::lexicon::trie::Trie;
use crate::memo::Memo;
use crate::rules::Names;
use crate::text::Span;
use smallvec::SmallVec;
use std::collections::{BTreeSet, HashSet};
use std::sync::LazyLock;

const ORGANISATIONS: &str = include_str!("../../../rules/names/organisations.tsv");
const PLACES: &str = include_str!("../../../rules/names/places.tsv");
const PARTS: &str = include_str!("../../../rules/names/parts.tsv");

/// The longest ending that a word may have in place of its hyphen, in characters.
const LONGEST_ENDING: u8 = 7;

/// How much longer than what it takes off the ending may be that declension puts there.
const LONGER: u8 = 2;

/// The fewest letters that declension leaves of a name.
const SHORTEST_STEM: usize = 4;

/// The most letters of a prefix that Arabic and Hebrew write onto a name.
const LONGEST_PREFIX: usize = 3;

/// Africa, Asia, Europe, Oceania. America is the name of a country, too.
const CONTINENTS: [&str; 4] = ["002", "142", "150", "009"];

/// What kind of thing a known name names: one is only mistaken for another of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Family {
    /// A country or a group of countries, by name, adjective or inhabitants.
    Territory,
    /// A city, a state or another place.
    Place,
    /// A company, an institution.
    Organisation,
}

/// A known name in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mention {
    /// Equal for what is the same thing in every language.
    pub(crate) id: u64,
    /// What it names.
    pub(crate) family: Family,
    /// Where it stands, its ending included.
    pub(crate) span: Span,
    /// Whether it is an abbreviation of one character: 米, 仏. It may answer a name and asks for no
    /// answer itself.
    pub(crate) hint: bool,
}

/// Known names, ready for look-up.
#[derive(Debug, Default)]
pub(crate) struct Gazetteer {
    /// By the first word, as far as it is fixed: a range of `forms`.
    firsts: Trie,
    ranges: Vec<(u32, u32)>,
    /// Sorted by their first words; of those with the same, the longest first.
    forms: Vec<Form>,
    beginnings: Beginnings,
    numbered: Vec<Numbered>,
}

/// What stands in a text where a name with digits in it does, whatever the digits are.
#[derive(Debug)]
struct Numbered {
    /// The name up to the first word that may have an ending, with any digit as 0.
    letters: Vec<char>,
    /// Which of them is the first digit, if any is.
    digit: Option<usize>,
}

impl Numbered {
    fn of(form: &Form) -> Option<Self> {
        let is_digit = |c: char| c.is_ascii_digit();
        form.words.iter().find(|word| word.letters.contains(is_digit))?;
        let mut letters = Vec::new();
        for word in &form.words {
            letters.extend(word.letters.chars().map(|c| if is_digit(c) { '0' } else { c }));
            if word.ending.is_some() {
                break;
            }
            letters.push(' ');
        }
        letters.pop_if(|last| *last == ' ');
        let digit = letters.iter().position(|&c| c == '0');
        Some(Self { letters, digit })
    }

    /// Whether a text may have the name with its first digit where one of these rows of digits begins.
    fn may_stand(&self, text: &Chars, rows: &[usize]) -> bool {
        match self.digit {
            Some(digit) => rows
                .iter()
                .any(|row| row.checked_sub(digit).is_some_and(|start| self.stands_at(text, start))),
            None => (0..text.len()).any(|start| self.stands_at(text, start)),
        }
    }

    fn stands_at(&self, text: &Chars, start: usize) -> bool {
        self.letters.iter().enumerate().all(|(at, &letter)| match text.get(start + at) {
            c if c.is_ascii_digit() => letter == '0',
            ' ' | '-' => matches!(letter, ' ' | '-'),
            c => letter == c,
        })
    }
}

/// A name in one of its forms.
#[derive(Debug)]
struct Form {
    words: SmallVec<[Word; 2]>,
    id: u64,
    family: Family,
    /// Whether its first letter, or all its letters, are capitals.
    capital: bool,
    capitals: bool,
}

/// A word of a name, folded.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Word {
    letters: Box<str>,
    /// How long an ending may follow.
    ending: Option<u8>,
}

/// The names that hold in every language.
static EVERYWHERE: LazyLock<Gazetteer> = LazyLock::new(|| {
    let mut forms = Vec::new();
    for (table, family) in [(ORGANISATIONS, Family::Organisation), (PLACES, Family::Place)] {
        for (id, names) in
            table.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once('\t'))
        {
            forms.extend(names.split('|').filter_map(|name| Form::new(id, family, name, 0)));
        }
    }
    Gazetteer::of(forms)
});

/// Makes the names that hold in every language.
pub(super) fn prepare() {
    LazyLock::force(&EVERYWHERE);
}

/// The ids of organisations, sorted.
static KINDS: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let ids = ORGANISATIONS.lines().filter_map(|line| line.split_once('\t'));
    let mut ids: Vec<u64> = ids.map(|(id, _)| key(id.chars())).collect();
    ids.sort_unstable();
    ids
});

/// The territories that places lie in, by the place, sorted.
static COUNTRIES: LazyLock<Vec<(u64, u64)>> = LazyLock::new(|| {
    let rows = PARTS.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once('\t'));
    let parts = |(country, places): (&str, &'static str)| {
        let country = key(country.chars());
        places.split(' ').map(move |place| (key(place.chars()), country))
    };
    let mut countries: Vec<_> = rows.flat_map(parts).collect();
    countries.sort_unstable();
    countries
});

impl Mention {
    /// Whether both are the same thing, or one is a place in the other: Athens stands for Greece.
    pub(crate) fn answers(&self, other: &Self) -> bool {
        self.id == other.id
            || country(self.id) == Some(other.id)
            || country(other.id) == Some(self.id)
    }

    /// Whether one is a place and the other a territory that it does not lie in.
    pub(crate) fn lies_elsewhere(&self, other: &Self) -> bool {
        let (place, territory) = match (self.family, other.family) {
            (Family::Place, Family::Territory) => (self.id, other.id),
            (Family::Territory, Family::Place) => (other.id, self.id),
            _ => return false,
        };
        country(place).is_some_and(|country| country != territory)
    }
}

/// The territory that a place lies in, if a table says it.
fn country(place: u64) -> Option<u64> {
    let at = COUNTRIES.binary_search_by_key(&place, |&(place, _)| place).ok()?;
    Some(COUNTRIES[at].1)
}

fn family(id: &str) -> Family {
    if id.starts_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit()) {
        Family::Territory
    } else if KINDS.binary_search(&key(id.chars())).is_ok() {
        Family::Organisation
    } else {
        Family::Place
    }
}

impl Form {
    /// The form that a table writes as `name`; letters that declension takes off are not fixed.
    fn new(id: &str, family: Family, name: &str, declined: u8) -> Option<Self> {
        let words = name.split(' ').filter(|word| !word.is_empty());
        let words: SmallVec<[Word; 2]> = words.map(|word| Word::new(word, declined)).collect();
        let letters = || name.chars().filter(|c| c.is_alphabetic());
        let capital = letters().next()?.is_uppercase();
        Some(Self {
            words,
            id: key(id.chars()),
            family,
            capital,
            capitals: capital && letters().nth(1).is_some() && letters().all(char::is_uppercase),
        })
    }

    /// Its first word, as far as it is fixed.
    fn first(&self) -> &str {
        &self.words[0].letters
    }

    fn length(&self) -> usize {
        self.words.iter().map(|word| word.letters.len()).sum()
    }
}

impl Word {
    fn new(word: &str, declined: u8) -> Self {
        if let Some(stem) = word.strip_suffix('-').filter(|stem| !stem.is_empty()) {
            return Self { letters: fold_text(stem).into(), ending: Some(LONGEST_ENDING) };
        }
        let letters = fold_text(word);
        if declined == 0 {
            return Self { letters: letters.into(), ending: None };
        }
        let count = letters.chars().count();
        let open = |c: char| {
            let latin = any_ascii::any_ascii_char(c);
            latin.is_empty()
                || matches!(
                    latin.as_bytes()[0].to_ascii_lowercase(),
                    b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | b'j' | b'\''
                )
        };
        let taken =
            letters.chars().rev().take(usize::from(declined)).take_while(|&c| open(c)).count();
        let kept = count - taken.min(count.saturating_sub(SHORTEST_STEM));
        Self {
            letters: letters.chars().take(kept).collect::<String>().into(),
            ending: (count > SHORTEST_STEM).then_some((count - kept) as u8 + LONGER),
        }
    }
}

impl Word {
    /// Whether so many characters may follow the fixed part.
    fn may_have_ending(&self, length: usize) -> bool {
        length <= usize::from(self.ending.unwrap_or(0))
    }
}

impl Gazetteer {
    /// The names of one language: what CLDR calls places, and what its file adds.
    pub(crate) fn new(chain: &[String], names: &Names) -> Self {
        let mut forms = Vec::new();
        let territories = cldr::territories(chain);
        let known: HashSet<&str> = territories.values().flatten().copied().collect();
        let countries =
            territories.iter().filter(|(id, _)| id.len() == 2 || CONTINENTS.contains(id));
        for (id, words) in countries {
            forms.extend(
                words.iter().filter_map(|w| Form::new(id, Family::Territory, w, names.declined)),
            );
        }
        for (id, words) in cldr::cities(chain) {
            // Zones are named after islands and small countries too.
            let cities = words.iter().filter(|word| !known.contains(*word));
            forms.extend(
                cities.filter_map(|word| Form::new(id, Family::Place, word, names.declined)),
            );
        }
        for (id, words) in &names.known {
            forms.extend(words.iter().filter_map(|word| Form::new(id, family(id), word, 0)));
        }
        // In a script without capitals, a name may be an ordinary word.
        let caseless = |word: &str| !word.chars().any(char::is_lowercase);
        let homographs: BTreeSet<String> = names.not_names.iter().map(|w| fold_text(w)).collect();
        forms.retain(|form| {
            let word = form.first();
            form.words.len() > 1 || !caseless(word) || !homographs.contains(word)
        });
        let mut own = Self::of(forms);
        own.beginnings.add_all(&EVERYWHERE.beginnings);
        own
    }

    fn of(mut forms: Vec<Form>) -> Self {
        forms.sort_by(|a, b| a.first().cmp(b.first()).then_with(|| b.length().cmp(&a.length())));
        let mut ranges: Vec<(u32, u32)> = Vec::new();
        let mut firsts: Vec<&str> = Vec::new();
        for (at, form) in forms.iter().enumerate() {
            let first = form.first();
            if firsts.last() != Some(&first) {
                firsts.push(first);
                ranges.push((at as u32, at as u32));
            }
            if let Some(range) = ranges.last_mut() {
                range.1 = at as u32 + 1;
            }
        }
        let mut beginnings = Beginnings::default();
        for first in
            firsts.iter().filter(|first| !first.starts_with(|c: char| c.is_ascii_alphabetic()))
        {
            beginnings.add(first);
        }
        let numbered = forms.iter().filter_map(Numbered::of).collect();
        Self { firsts: Trie::new(&firsts), ranges, forms, beginnings, numbered }
    }

    /// The longest name that begins at the character `start`, and where it ends. Of those that end
    /// together, the one with the shortest ending.
    fn at(&self, text: &Chars, start: usize) -> Option<(usize, &Form)> {
        if !self.firsts.may_begin([text.get(start), text.get(start + 1), text.get(start + 2)]) {
            return None;
        }
        let mut longest: Option<(usize, &Form)> = None;
        self.firsts.prefixes(&text.folded[start..], |length, index| {
            let (from, to) = self.ranges[index as usize];
            let fixed = start + length;
            let end = end_of_word(text, fixed);
            for form in &self.forms[from as usize..to as usize] {
                if form.words[0].may_have_ending(end - fixed)
                    && let Some(end) = form.ends(text, start, end)
                    && longest.is_none_or(|(at, other)| (end, form.length()) > (at, other.length()))
                {
                    longest = Some((end, form));
                }
            }
        });
        longest
    }

    /// Reads the known names of a text, in order. What is `remembered` of its words is whether any
    /// name may begin with them.
    pub(crate) fn read(
        &self,
        table: u64,
        text: &Chars,
        remembered: &mut Memo<bool>,
        mentions: &mut Vec<Mention>,
    ) {
        mentions.clear();
        let mut i = 0;
        while i < text.len() {
            // No name begins inside a word of ASCII letters.
            let word = ascii_word(text, i);
            let possible = match word {
                [] => !is_gap(text.raw[i]) && self.may_begin_at(text, i),
                word if text.get(i + word.len()).is_ascii_alphabetic() => true,
                word => *remembered.get(table, word, || {
                    self.may_begin_with(word) || EVERYWHERE.may_begin_with(word)
                }),
            };
            if !(possible && may_begin(text, i)) {
                i += word.len().max(1);
                continue;
            }
            let own = self.at(text, i);
            let any = EVERYWHERE.at(text, i);
            let found = match (own, any) {
                (Some(own), Some(any)) => Some(if any.0 > own.0 { any } else { own }),
                (own, any) => own.or(any),
            };
            // Three letters behind a prefix may be any.
            let found = found.filter(|(end, _)| end - i > LONGEST_PREFIX || !is_inside(text, i));
            if let Some((end, form)) = found {
                mentions.push(Mention {
                    id: form.id,
                    family: form.family,
                    span: text.span(i, end),
                    hint: end - i == 1,
                });
                i = end;
            } else {
                i += word.len().max(1);
            }
        }
    }

    /// Whether the text may have a known name of which its digits are a part.
    pub(crate) fn may_read_digits(&self, text: &Chars) -> bool {
        let is_digit = |at: usize| text.get(at).is_ascii_digit();
        let begins = |at: &usize| is_digit(*at) && !at.checked_sub(1).is_some_and(is_digit);
        let rows: SmallVec<[usize; 16]> = (0..text.len()).filter(begins).collect();
        let mut names = self.numbered.iter().chain(&EVERYWHERE.numbered);
        names.any(|name| name.may_stand(text, &rows))
    }

    /// Whether a name, of the language or of all, may begin at the character `start`.
    #[inline]
    fn may_begin_at(&self, text: &Chars, start: usize) -> bool {
        let c = text.get(start);
        // A letter of full width is one of ASCII in the tables.
        c.is_ascii_alphabetic()
            || self.beginnings.may_hold([c, text.get(start + 1), text.get(start + 2)])
    }

    /// Whether a name may begin with a word of ASCII letters, which no other letter of ASCII follows.
    fn may_begin_with(&self, word: &[char]) -> bool {
        let folded = || word.iter().map(char::to_ascii_lowercase);
        let from = self.forms.partition_point(|form| form.first().chars().lt(folded()));
        let longer = self.forms[from..].iter().map(|form| form.first().chars());
        let mut longer = longer.map_while(|mut first| {
            first.by_ref().take(word.len()).eq(folded()).then(|| first.next())
        });
        let mut found = longer.any(|next| next.is_some_and(|c| !c.is_ascii_alphabetic()));
        let letters: SmallVec<[char; 32]> = folded().collect();
        self.firsts.prefixes(&letters, |length, index| {
            let (from, to) = self.ranges[index as usize];
            found |= self.forms[from as usize..to as usize].iter().any(|form| {
                form.words[0].may_have_ending(word.len() - length)
                    && (word[0].is_ascii_uppercase() || !form.capital)
            });
        });
        found
    }
}

impl Form {
    /// Where the name ends, if its first word stands from `start` to `end`.
    fn ends(&self, text: &Chars, start: usize, end: usize) -> Option<usize> {
        let mut end = end;
        for word in &self.words[1..] {
            if !matches!(text.get(end), ' ' | '-') {
                return None;
            }
            end += 1;
            for c in word.letters.chars() {
                if text.folded.get(end) != Some(&c) {
                    return None;
                }
                end += 1;
            }
            let fixed = end;
            end = end_of_word(text, fixed);
            if !word.may_have_ending(end - fixed) {
                return None;
            }
        }
        let capital = |c: &char| c.is_uppercase() || !c.is_alphabetic();
        let written = text.raw.get(start..end)?;
        if self.capitals && !written.iter().all(capital) || self.capital && !capital(&written[0]) {
            return None;
        }
        Some(end)
    }
}

/// Where the word ends that goes up to `at` at least.
fn end_of_word(text: &Chars, at: usize) -> usize {
    let goes_on = |at: usize| at > 0 && continues(text.raw[at - 1], text.get(at));
    let mut end = at;
    while goes_on(end) {
        end += 1;
    }
    end
}

/// The ASCII letters that stand in a row from `start` on.
fn ascii_word(text: &Chars, start: usize) -> &[char] {
    let rest = &text.raw[start..];
    let length = rest.iter().take_while(|c| c.is_ascii_alphabetic()).count();
    &rest[..length]
}

/// Whether `c` is an ASCII character with which no name begins.
#[inline]
fn is_gap(c: char) -> bool {
    c.is_ascii() && !c.is_ascii_alphanumeric()
}

/// Whether a name may begin at `at`.
fn may_begin(text: &Chars, at: usize) -> bool {
    let c = text.raw[at];
    if !is_alphanumeric(c) {
        return false;
    }
    if c.is_ascii() {
        let before = at.checked_sub(1).map_or(' ', |at| text.raw[at]);
        return !(before.is_ascii_alphanumeric() || (c.is_alphabetic() && continues(before, c)));
    }
    // In Arabic and Hebrew, articles and prepositions are written onto the name.
    let prefixes = text.raw[..at].iter().rev().take_while(|&&c| is_prefix(c)).take(LONGEST_PREFIX);
    !is_inside(text, at) || (1..=prefixes.count()).any(|back| !is_inside(text, at - back))
}

/// Whether the character at `at` goes on with a word.
fn is_inside(text: &Chars, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let (before, c) = (text.raw[before], text.raw[at]);
    continues(before, c) || (is_syllable(before) && is_syllable(c))
}

/// Whether `next` goes on with the word of `c`. Where words are not written apart, none goes on,
/// except in katakana; behind a name in Hangul there may be a particle.
fn continues(c: char, next: char) -> bool {
    if c.is_ascii() && next.is_ascii() {
        return c.is_ascii_alphabetic() && next.is_ascii_alphabetic();
    }
    let letter = |c: char| chars::is_spaced_letter(c) || matches!(c, '\u{300}'..='\u{36f}');
    match (is_katakana(c), is_katakana(next)) {
        (true, true) => true,
        (true, false) | (false, true) => false,
        (false, false) => {
            !(is_unspaced(c) || is_unspaced(next))
                && letter(c)
                && letter(next)
                && is_latin(c) == is_latin(next)
        }
    }
}

fn is_latin(c: char) -> bool {
    matches!(c, '\0'..='\u{24f}' | '\u{300}'..='\u{36f}' | '\u{1e00}'..='\u{1eff}')
}

fn is_syllable(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7a3}')
}

/// Whether the letter may be an article, a preposition or a conjunction before a name.
fn is_prefix(c: char) -> bool {
    matches!(c, 'و' | 'ف' | 'ب' | 'ل' | 'ك' | 'س' | 'ا' | 'ו' | 'ה' | 'ב' | 'ל' | 'מ' | 'ש' | 'כ')
}
