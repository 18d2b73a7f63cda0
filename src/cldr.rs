//! What CLDR knows of a locale: the tables of `rules/cldr`, looked up without parsing more of them
//! than is asked for.
//!
//! A table is text, sorted by locale. A locale has rows only where it differs from the one it
//! inherits from; the root's words hold everywhere beside those of the locale.

use crate::facts::fold_text;
use crate::rules::{LanguageFile, OneOrMany, Words, WrittenDigits};
use crate::units::Currency;
use std::collections::BTreeMap;

const LOCALES: &str = include_str!("../rules/cldr/locales.tsv");
const ALIASES: &str = include_str!("../rules/cldr/aliases.tsv");
const DIGITS: &str = include_str!("../rules/cldr/digits.tsv");
const SCALES: &str = include_str!("../rules/cldr/scales.tsv");
const MONTHS: &str = include_str!("../rules/cldr/months.tsv");
const WEEKDAYS: &str = include_str!("../rules/cldr/weekdays.tsv");
const DAY_PERIODS: &str = include_str!("../rules/cldr/day-periods.tsv");
const DATES: &str = include_str!("../rules/cldr/dates.tsv");
const CURRENCIES: &str = include_str!("../rules/cldr/currencies.tsv");
const UNITS: &str = include_str!("../rules/cldr/units.tsv");
const MARKS: &str = include_str!("../rules/cldr/marks.tsv");
const TERRITORIES: &str = include_str!("../rules/cldr/territories.tsv");
const CITIES: &str = include_str!("../rules/cldr/cities.tsv");
const PLURALS: &str = include_str!("../rules/cldr/plurals.tsv");

const LETTERS: &str = include_str!("../rules/cldr/letters.tsv");
const SCRIPTS: &str = include_str!("../rules/cldr/scripts.tsv");

/// The root of the locales.
pub const ROOT: &str = "und";

/// The locales that CLDR has data for, sorted.
pub fn locales() -> impl Iterator<Item = &'static str> {
    let tags = LOCALES.lines().filter_map(|line| line.split('\t').next());
    tags.filter(|tag| !tag.starts_with('#'))
}

/// Whether a tag stands for a written language, and not for a region or the script that it has
/// anyway.
pub fn is_language(tag: &str) -> bool {
    tag != ROOT && (!tag.contains('-') || chain(tag).len() == 2)
}

/// The locale that is called so in English, in any case: `Japanese`.
pub fn by_name(name: &str) -> Option<&'static str> {
    LOCALES.lines().filter(|line| !line.starts_with('#')).find_map(|line| {
        let mut cells = line.split('\t');
        let (tag, own) = (cells.next()?, cells.nth(1)?);
        own.eq_ignore_ascii_case(name).then_some(tag)
    })
}

/// The English name of the first locale of a chain that has one.
pub(crate) fn name(chain: &[String]) -> Option<&'static str> {
    let known = chain.iter().filter(|locale| *locale != ROOT);
    known.into_iter().find_map(|locale| row(LOCALES, locale)?.1.split('\t').nth(1))
}

/// The locale that a tag means and those it inherits from, the root last. A tag may be written with
/// underscores and in any case; a retired one (`iw`) and one whose region implies another script
/// (`zh-TW`) mean the locale they stand for.
pub fn chain(tag: &str) -> Vec<String> {
    let mut locale = resolve(&normal(tag));
    let mut chain = Vec::new();
    while locale != ROOT {
        let parent = row(LOCALES, &locale).and_then(|(_, rest)| rest.split('\t').next());
        let parent = match (parent, locale.rsplit_once('-')) {
            (Some(parent), _) => parent.to_owned(),
            (None, Some((shorter, _))) => shorter.to_owned(),
            (None, None) => ROOT.to_owned(),
        };
        chain.push(std::mem::replace(&mut locale, parent));
    }
    chain.push(locale);
    chain
}

/// A tag in the case and with the hyphens of BCP 47, without extensions.
fn normal(tag: &str) -> String {
    let tag = tag.split(['.', '@']).next().unwrap_or_default();
    let mut normal = String::with_capacity(tag.len());
    for subtag in tag.split(['-', '_']) {
        let alphabetic = subtag.bytes().all(|b| b.is_ascii_alphabetic());
        match subtag.len() {
            0 | 1 if !normal.is_empty() => break,
            _ if normal.is_empty() => normal.push_str(&subtag.to_ascii_lowercase()),
            4 if alphabetic => {
                normal.push('-');
                normal.push_str(&subtag[..1].to_ascii_uppercase());
                normal.push_str(&subtag[1..].to_ascii_lowercase());
            }
            2 => {
                normal.push('-');
                normal.push_str(&subtag.to_ascii_uppercase());
            }
            _ => {
                normal.push('-');
                normal.push_str(&subtag.to_ascii_lowercase());
            }
        }
    }
    if normal.is_empty() { ROOT.to_owned() } else { normal }
}

/// The tag with its longest alias replaced.
fn resolve(tag: &str) -> String {
    let mut end = tag.len();
    loop {
        if let Some((_, locale)) = row(ALIASES, &tag[..end]) {
            return format!("{locale}{}", &tag[end..]);
        }
        match tag[..end].rfind('-') {
            Some(at) => end = at,
            None => return tag.to_owned(),
        }
    }
}

/// The rows of one locale in a table, as text.
fn block(table: &'static str, locale: &str) -> &'static str {
    let bytes = table.as_bytes();
    let (mut low, mut high) = (0, bytes.len());
    while low < high {
        let middle = low.midpoint(high);
        let start =
            bytes[low..middle].iter().rposition(|&b| b == b'\n').map_or(low, |at| low + at + 1);
        let end = bytes[middle..]
            .iter()
            .position(|&b| b == b'\n')
            .map_or(bytes.len(), |at| middle + at + 1);
        let tag = bytes[start..end].split(|&b| b == b'\t').next().unwrap_or_default();
        if tag < locale.as_bytes() { low = end } else { high = start }
    }
    table.get(low..).unwrap_or_default()
}

/// The rows of one locale: key and words.
fn rows(table: &'static str, locale: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    block(table, locale)
        .lines()
        .map(|line| line.split_once('\t').unwrap_or_default())
        .take_while(move |(tag, _)| *tag == locale)
        .filter_map(|(_, rest)| rest.split_once('\t'))
}

/// The only row of a locale.
fn row(table: &'static str, locale: &str) -> Option<(&'static str, &'static str)> {
    let line = block(table, locale).lines().next()?;
    line.split_once('\t').filter(|(tag, _)| *tag == locale)
}

/// The words of a locale by key.
pub(crate) type Rows = BTreeMap<&'static str, Vec<&'static str>>;

fn inherited(table: &'static str, chain: &[String]) -> Rows {
    let mut found = Rows::new();
    let split = |words: &'static str| words.split('|').filter(|word| !word.is_empty());
    for locale in chain.iter().rev().filter(|locale| *locale != ROOT) {
        found.extend(rows(table, locale).map(|(key, words)| (key, split(words).collect())));
    }
    for (key, words) in rows(table, ROOT) {
        found.entry(key).or_default().extend(split(words));
    }
    found
}

/// What CLDR knows of the first locale of a [`chain`], as a language file would say it.
pub fn words(chain: &[String]) -> LanguageFile {
    let mut file = LanguageFile {
        name: name(chain).unwrap_or_default().to_owned(),
        digits: digits(chain),
        ..LanguageFile::default()
    };
    for (key, words) in inherited(SCALES, chain) {
        let (power, place) = key.split_once(' ').unwrap_or((key, ""));
        let Ok(power) = power.parse() else { continue };
        let table = match place {
            "touching" => &mut file.numerals.attached_scales,
            "before" => &mut file.numerals.scales_before,
            _ => &mut file.numerals.scales,
        };
        table.extend(words.into_iter().map(|word| (written(word), power)));
    }
    for (table, into) in
        [(MONTHS, &mut file.calendar.months), (WEEKDAYS, &mut file.calendar.weekdays)]
    {
        for (key, words) in inherited(table, chain) {
            let Ok(number) = key.parse() else { continue };
            into.extend(words.into_iter().map(|word| (written(word), number)));
        }
    }
    for (key, words) in inherited(DAY_PERIODS, chain) {
        let list = if key == "am" { &mut file.calendar.am } else { &mut file.calendar.pm };
        list.extend(words.into_iter().map(written));
        list.sort_unstable();
        list.dedup();
    }
    for (key, words) in inherited(MARKS, chain) {
        let list = match key {
            "approximately" => &mut file.marks.approximately,
            "more" => &mut file.marks.more,
            "less" => &mut file.marks.less,
            _ => &mut file.numerals.ranges,
        };
        list.extend(words.into_iter().map(written));
    }
    units(chain, &mut file);
    file
}

/// What territories are called in the first locale of a [`chain`], by their codes.
pub(crate) fn territories(chain: &[String]) -> Rows {
    inherited(TERRITORIES, chain)
}

/// What cities are called in the first locale of a [`chain`], by their English names in small
/// letters. Latin names hold everywhere.
pub(crate) fn cities(chain: &[String]) -> Rows {
    inherited(CITIES, chain)
}

/// The rules for the plural forms of the first locale of a [`chain`], by category; `ordinal` before
/// it for those that order.
pub(crate) fn plurals(chain: &[String]) -> Rows {
    inherited(PLURALS, chain)
}

/// The ISO 15924 code of the script that a language is written in, if CLDR knows it.
pub(crate) fn script(chain: &[String]) -> Option<&'static str> {
    chain.iter().find_map(|locale| rows(SCRIPTS, locale).next()).map(|(_, script)| script)
}

/// The letters beyond ASCII that a language writes its words with; none where CLDR does not say it.
pub(crate) fn letters(chain: &[String]) -> &'static str {
    let own = chain.iter().filter(|locale| *locale != ROOT);
    own.into_iter().find_map(|locale| rows(LETTERS, locale).next()).map_or("", |row| row.1)
}

fn digits(chain: &[String]) -> WrittenDigits {
    let find = |key: &str| {
        chain.iter().find_map(|locale| rows(DIGITS, locale).find(|row| row.0 == key).map(|r| r.1))
    };
    WrittenDigits {
        decimal: find("decimal").and_then(|text| text.chars().next()),
        space_groups: find("group").map(|text| text.contains("space")),
        percent_before: find("percent").map(|text| text == "before"),
    }
}

/// Currencies, units and the words of dates.
fn units(chain: &[String], file: &mut LanguageFile) {
    let mut after: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut before = after.clone();
    // Codes first: a code is never ambiguous.
    for code in Currency::codes() {
        after.insert(code.to_owned(), vec![code.to_owned()]);
        before.insert(code.to_owned(), vec![code.to_owned()]);
    }
    for table in [DATES, CURRENCIES, UNITS] {
        for (key, words) in inherited(table, chain) {
            let (id, place) = key.split_once(' ').unwrap_or((key, ""));
            let into = if place == "before" { &mut before } else { &mut after };
            // A lone point or comma is the shape of a date and no word.
            let pointed = |word: &str| word.chars().all(|c| c.is_ascii_punctuation() && c != '%');
            for word in words.into_iter().filter(|word| !pointed(word)) {
                let ids = into.entry(written(word)).or_default();
                ids.extend(
                    meanings(id)
                        .map(str::to_owned)
                        .filter(|id| !ids.contains(id))
                        .collect::<Vec<_>>(),
                );
            }
        }
    }
    if file.digits.percent_before == Some(true) {
        before.insert("%".to_owned(), vec!["percent".to_owned()]);
    }
    let list = |words: BTreeMap<String, Vec<String>>| -> Words<OneOrMany> {
        words.into_iter().map(|(word, ids)| (word, OneOrMany::Many(ids))).collect()
    };
    (file.units, file.units_before) = (list(after), list(before));
}

/// What the word for a unit may mean, best first: `2024 年` is a year of the calendar and `5 年`
/// are years.
fn meanings(id: &str) -> impl Iterator<Item = &str> {
    let (first, last) = match id {
        "year" => (Some("calendar-year"), None),
        "quarter" => (Some("calendar-quarter"), None),
        "degree" => (None, Some("fahrenheit")),
        "pound-mass" => (None, Some("pound")),
        "gallon" => (None, Some("gallon-imperial")),
        _ => (None, None),
    };
    first.into_iter().chain([id]).chain(last)
}

/// A word as tables hold it: folded, unless it has capitals, which the text must have too.
fn written(word: &str) -> String {
    if word.chars().any(char::is_uppercase) { word.to_owned() } else { fold_text(word) }
}
