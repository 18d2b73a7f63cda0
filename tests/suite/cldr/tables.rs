//! What is taken from CLDR into each table, and what is left out because it would be read wrongly.

use super::generate::Cldr;
use super::words::{Words, add, add_around, clean, has_letter, is_spaced};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// A table: its file, what its first line says, and how one locale fills it.
pub(super) type Table = (&'static str, &'static str, fn(&Cldr, &str) -> Words);

pub(super) const TABLES: [Table; 14] = [
    ("digits.tsv", "How digits are written.", digits),
    ("scales.tsv", "Words that scale, by power of ten; `touching`: only where they touch.", scales),
    ("months.tsv", "Month names by number.", months),
    ("weekdays.tsv", "Weekday names, Monday is 1.", weekdays),
    ("day-periods.tsv", "Words beside an hour before and after noon.", day_periods),
    ("dates.tsv", "Words that make a number a part of a date.", dates),
    (
        "currencies.tsv",
        "Names and symbols of currencies by the ids of rules/currencies.tsv.",
        money,
    ),
    ("units.tsv", "Names and symbols of units by the ids of rules/units.tsv.", units),
    ("marks.tsv", "Words that qualify a number.", marks),
    ("territories.tsv", "Names of countries and regions by their codes.", territories),
    ("cities.tsv", "Names of cities by their English names.", cities),
    (
        "plurals.tsv",
        "Which numbers a plural form is for; `ordinal`: of first, second, third.",
        plurals,
    ),
    ("letters.tsv", "The letters beyond ASCII that a language writes its words with.", letters),
    (
        "scripts.tsv",
        "The scripts that a language is written in, by their ISO 15924 codes.",
        scripts,
    ),
];

pub(super) const LOCALES: &str = "Locales with what they inherit from, and their English names.";
pub(super) const ALIASES: &str = "Other tags of the locales.";
pub(super) const SPELLOUT: &str =
    "Rules for numbers in words: `[locale]`, `%rule set`, base and text.";

const CURRENCIES: &str = include_str!("../../../rules/currencies.tsv");
const UNITS: &str = include_str!("../../../rules/units.tsv");

fn ids(table: &str) -> impl Iterator<Item = Vec<&str>> {
    table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.split('\t').map(str::trim).collect())
}

fn object(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flat_map(Map::iter)
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

fn one(word: &str) -> BTreeSet<String> {
    BTreeSet::from([word.to_owned()])
}

/// The rule of each plural category without its examples; `other` is for any number without a rule.
/// The root has none, so that what has none is not known.
fn plurals(cldr: &Cldr, locale: &str) -> Words {
    let mut words = Words::new();
    for (file, kind, prefix) in
        [("plurals", "plurals-type-cardinal", ""), ("ordinals", "plurals-type-ordinal", "ordinal ")]
    {
        let json = cldr.json(&format!("cldr-core/supplemental/{file}.json"));
        let rules = &json["supplemental"][kind];
        let mut known = locale;
        while rules[known].is_null() && known != "und" {
            // Another script inherits nothing, but counts as its language does.
            known = match cldr.locales.get(known).map_or("und", String::as_str) {
                "und" => known.split('-').next().filter(|&l| l != known).unwrap_or("und"),
                parent => parent,
            };
        }
        for (key, rule) in object(&rules[known]).filter(|_| known != "und") {
            let category = key.trim_start_matches("pluralRule-count-");
            let rule = rule.as_str().unwrap_or_default().split('@').next().unwrap_or_default();
            let rule = if category == "other" { "any" } else { rule.trim() };
            words.insert(format!("{prefix}{category}"), one(rule));
        }
    }
    words
}

/// The main exemplar characters, without those of scripts with thousands of them.
fn letters(cldr: &Cldr, locale: &str) -> Words {
    let json = cldr.main("misc", locale, "characters");
    let set = text(&json["characters"], "exemplarCharacters").trim_matches(['[', ']']);
    let mut letters = BTreeSet::new();
    let mut chars = set.chars().filter(|c| !matches!(c, '{' | '}' | ' ')).peekable();
    let mut last = ' ';
    while let Some(c) = chars.next() {
        if c == '-' && chars.peek().is_some() {
            letters.extend(last..=chars.next().unwrap_or(last));
            continue;
        }
        last = c;
        letters.insert(c);
    }
    letters.retain(|c| !c.is_ascii() && c.is_alphabetic());
    let is_alphabet = !letters.is_empty() && letters.len() <= ALPHABET;
    let word: String = letters.into_iter().collect();
    if is_alphabet { Words::from([("letters".to_owned(), one(&word))]) } else { Words::new() }
}

/// A language with more letters is written in syllables or words.
const ALPHABET: usize = 150;

/// The script of the tag, or the one that the language is most likely to be written in.
fn scripts(cldr: &Cldr, locale: &str) -> Words {
    let json = cldr.json("cldr-core/supplemental/likelySubtags.json");
    let likely = &json["supplemental"]["likelySubtags"];
    let is_script = |subtag: &&str| subtag.len() == 4 && !subtag.starts_with(char::is_numeric);
    let of = |tag: &str| likely[tag].as_str()?.split('-').find(is_script);
    let likely = || of(locale).or_else(|| of(locale.split('-').next()?));
    let script = locale.split('-').find(is_script).or_else(likely);
    script.filter(|_| locale != "und").map(|s| ("script".to_owned(), one(s))).into_iter().collect()
}

fn digits(cldr: &Cldr, locale: &str) -> Words {
    let json = cldr.main("numbers", locale, "numbers");
    let numbers = &json["numbers"];
    let system = text(numbers, "defaultNumberingSystem");
    let mut words = Words::new();
    let symbols = &numbers[format!("symbols-numberSystem-{system}").as_str()];
    // Folded as the reader folds a text, so that `٫` is a full stop and no separator of its own.
    let separator = |key: &str| match text(symbols, key) {
        "٫" => ".",
        "٬" => ",",
        "’" => "'",
        other if other.trim().is_empty() => "space",
        other => other.trim(),
    };
    words.insert("decimal".to_owned(), one(separator("decimal")));
    // Where the comma is decimal, a space groups beside the full stop, as ISO 31-0 has it.
    let space = separator("decimal") == ",";
    words.insert("group".to_owned(), one(separator("group")));
    if space && separator("group") != "space" {
        words.entry("group".to_owned()).or_default().insert("space".to_owned());
    }
    let formats =
        |kind: &str| text(&numbers[format!("{kind}-numberSystem-{system}").as_str()], "standard");
    let percent = formats("percentFormats").trim_start_matches(['\u{200e}', '\u{200f}', '\u{61c}']);
    let place = if percent.starts_with(['%', '٪']) { "before" } else { "after" };
    words.insert("percent".to_owned(), one(place));
    if formats("decimalFormats").contains("#,##,##0") {
        words.insert("grouping".to_owned(), one("3,2"));
    }
    if system != "latn" {
        words.insert("numerals".to_owned(), one(system));
    }
    words
}

fn scales(cldr: &Cldr, locale: &str) -> Words {
    let json = cldr.main("numbers", locale, "numbers");
    let mut words = Words::new();
    let root = ["K", "M", "G", "T"];
    let formats = object(&json["numbers"]).filter(|(key, _)| key.starts_with("decimalFormats-"));
    for (length, patterns) in
        formats.flat_map(|(_, f)| ["long", "short"].map(|l| (l, &f[l]["decimalFormat"])))
    {
        for (key, pattern) in object(patterns) {
            let Some(pattern) = pattern.as_str() else { continue };
            let pattern =
                pattern.split(';').next().unwrap_or_default().replace("'.'", ".").replace('\'', "");
            let zeros = key.bytes().take_while(u8::is_ascii_digit).count();
            let number: String = pattern.chars().filter(|&c| c == '0').collect();
            let (power, start) = (zeros - number.len(), pattern.find('0'));
            let Some(start) = start.filter(|_| power > 0 && power <= 18) else { continue };
            let (before, after) = (&pattern[..start], &pattern[start + number.len()..]);
            let touches =
                |text: &str| clean(text).is_some_and(|w| w.chars().count() <= 2 && is_spaced(&w));
            match (clean(before), clean(after)) {
                // The root's letters say that the locale has none of its own.
                (None, Some(word)) if root.contains(&word.as_str()) && length == "short" => {}
                (None, Some(_)) if locale == "und" => {}
                (None, Some(word)) if length == "short" && touches(after) => {
                    add(&mut words, &format!("{power} touching"), &word);
                }
                (None, Some(word)) => {
                    add(&mut words, &power.to_string(), &word.to_lowercase());
                    // Organic more often than a billion.
                    words.entry(power.to_string()).or_default().remove("bio");
                }
                (Some(word), None) if length == "long" => {
                    add(&mut words, &format!("{power} before"), &word.to_lowercase());
                }
                _ => {}
            }
        }
    }
    words
}

fn gregorian(cldr: &Cldr, locale: &str) -> Value {
    let mut json = cldr.main("dates", locale, "ca-gregorian");
    json["dates"]["calendars"]["gregorian"].take()
}

/// A name without its number where all have one: `月` of `3月`, `tháng` of `tháng 3`.
fn numbered(names: &Value) -> Option<(String, String)> {
    let mut affixes = BTreeSet::new();
    for (number, name) in object(names) {
        let (before, after) = name.as_str()?.split_once(number.as_str())?;
        affixes.insert((before.trim().to_owned(), after.trim().to_owned()));
    }
    affixes.into_iter().next().filter(|(before, after)| before.is_empty() != after.is_empty())
}

fn names(
    calendar: &Value,
    kind: &str,
    abbreviated_from: usize,
    number: fn(&str) -> Option<u8>,
) -> Words {
    let mut words = Words::new();
    for (width, place) in
        ["wide", "abbreviated"].iter().flat_map(|w| ["format", "stand-alone"].map(|p| (*w, p)))
    {
        for (key, name) in object(&calendar[kind][place][width]) {
            let (Some(number), Some(name)) = (number(key), name.as_str()) else { continue };
            let Some(name) = clean(name) else { continue };
            let name = if name.contains(' ') { name.to_lowercase() } else { name };
            let bare = name.strip_suffix('.').unwrap_or(&name);
            let least = if is_spaced(bare) { abbreviated_from } else { 2 };
            // `3 set` is tennis more often than September.
            let homograph = bare == "set";
            if width == "wide" || (bare.chars().count() >= least && !homograph) {
                words.entry(number.to_string()).or_default().insert(bare.to_owned());
            }
        }
    }
    words
}

fn months(cldr: &Cldr, locale: &str) -> Words {
    names(&gregorian(cldr, locale), "months", 3, |key| key.parse().ok())
}

fn weekdays(cldr: &Cldr, locale: &str) -> Words {
    let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    names(&gregorian(cldr, locale), "days", 4, |key| {
        let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        days.iter().position(|day| *day == key).map(|at| at as u8 + 1)
    })
    .into_iter()
    // The root has the English names of the days.
    .filter(|(_, names)| {
        locale == "en" || !names.iter().any(|n| days.contains(&n.to_lowercase().as_str()))
    })
    .collect()
}

fn day_periods(cldr: &Cldr, locale: &str) -> Words {
    let calendar = gregorian(cldr, locale);
    let rules = cldr.json("cldr-core/supplemental/dayPeriods.json");
    let language = locale.split('-').next().unwrap_or_default();
    let rules = &rules["supplemental"]["dayPeriodRuleSet"];
    let rules = if rules[locale].is_null() { &rules[language] } else { &rules[locale] };
    let hour = |rule: &Value, key: &str| {
        text(rule, key).split(':').next().and_then(|h| h.parse::<u8>().ok())
    };
    let mut words = Words::new();
    for (place, width) in
        ["format", "stand-alone"].iter().flat_map(|p| ["wide", "abbreviated"].map(|w| (*p, w)))
    {
        for (period, name) in object(&calendar["dayPeriods"][place][width]) {
            let half = match (
                period.as_str(),
                hour(&rules[period], "_from"),
                hour(&rules[period], "_before"),
            ) {
                ("am", ..) => "am",
                ("pm", ..) => "pm",
                (_, Some(from), Some(before)) if from < before && before <= 12 => "am",
                (_, Some(from), Some(before)) if 12 <= from && from < before => "pm",
                _ => continue,
            };
            let Some(name) = name.as_str().and_then(clean) else { continue };
            if name.chars().count() > 1 {
                add(&mut words, half, &name);
            }
        }
    }
    words
}

fn dates(cldr: &Cldr, locale: &str) -> Words {
    let calendar = gregorian(cldr, locale);
    let formats = &calendar["dateTimeFormats"]["availableFormats"];
    let mut words = Words::new();
    let fields = [
        ("y", "y", "calendar-year"),
        ("d", "d", "day-of-month"),
        ("H", "H", "hour-of-day"),
        ("M", "M", "calendar-month"),
    ];
    for (skeleton, letter, unit) in fields {
        let pattern = text(formats, skeleton).replace('\'', "").replace(&letter.repeat(2), letter);
        if pattern.matches(letter).count() == 1 {
            add_around(&mut words, unit, &pattern.replacen(letter, "{0}", 1));
        }
    }
    // `1995 г.`: a letter for the year is one behind four digits and a gram behind few.
    let units = cldr.main("units", locale, "units");
    let year = text(&units["units"]["short"]["duration-year"], "unitPattern-count-one");
    let year = year.replace("{0}", "");
    let letter = year.trim().strip_suffix('.').filter(|letter| letter.chars().count() == 1);
    for (kind, unit) in [("months", "calendar-month"), ("quarters", "calendar-quarter")] {
        for width in ["wide", "abbreviated"] {
            let Some((before, after)) = numbered(&calendar[kind]["format"][width]) else {
                continue;
            };
            // `. Quartal`, `Robo ya`: the ordinal's marks are no part of the word.
            let last = |text: &str| text.split(' ').next_back().unwrap_or_default().to_owned();
            let first = |text: &str| text.split(' ').next().unwrap_or_default().to_owned();
            let quarter = kind == "quarters";
            let (before, after) =
                if quarter { (first(&before), last(&after)) } else { (before, after) };
            add_around(&mut words, unit, &format!("{before}{{0}}{after}"));
        }
    }
    words.retain(|_, set| {
        set.retain(|word| word.chars().count() > 1 || !is_spaced(word));
        !set.is_empty()
    });
    if let Some(letter) = letter {
        words.entry("calendar-year".to_owned()).or_default().insert(letter.to_owned());
    }
    words
}

/// Symbols that several currencies have, with what they are read as.
const SHARED: [(&str, &str); 8] = [
    ("$", "dollar"),
    ("£", "pound"),
    ("¥", "yen-or-yuan"),
    ("￥", "yen-or-yuan"),
    ("kr", "krone"),
    ("kr.", "krone"),
    ("Rs", "rupee"),
    ("₩", "won"),
];

fn money(cldr: &Cldr, locale: &str) -> Words {
    let json = cldr.main("numbers", locale, "currencies");
    let currencies = &json["numbers"]["currencies"];
    let numbers = cldr.main("numbers", locale, "numbers");
    let standard = text(&numbers["numbers"]["currencyFormats-numberSystem-latn"], "standard");
    let symbol_first = standard.trim_start_matches(['\u{200e}', '\u{200f}']).starts_with('¤');
    let mut words = Words::new();
    let mut nouns: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for row in ids(CURRENCIES).filter(|row| row[0].starts_with(|c: char| c.is_uppercase())) {
        let code = row[0];
        for (key, value) in object(&currencies[code]) {
            let Some(value) = value.as_str() else { continue };
            if key.starts_with("displayName") {
                let Some(name) = clean(value).map(|n| n.to_lowercase()) else { continue };
                if name == code.to_lowercase() || name.chars().count() < 2 {
                    continue;
                }
                nouns.entry(code).or_default().extend(name.split([' ', '-']).map(str::to_owned));
                add(&mut words, code, &name);
            } else if key.starts_with("symbol") && value != code {
                let shared = SHARED.iter().find(|(symbol, _)| *symbol == value);
                let id = shared.map_or(code, |(_, id)| id);
                let letters = value.chars().all(char::is_alphabetic);
                let single = value.chars().filter(|c| *c != '.').count() == 1 && has_letter(value);
                let ambiguous = key.ends_with("narrow") && shared.is_none() && letters;
                if single || ambiguous || clean(value).is_none() {
                    continue;
                }
                if !has_letter(value) || symbol_first || !letters {
                    add(&mut words, &format!("{id} before"), value);
                }
                if !has_letter(value) || !symbol_first {
                    add(&mut words, id, value);
                }
            }
        }
    }
    // What the names of several dollars have in common is the word for a dollar.
    for row in ids(CURRENCIES) {
        let members: Vec<_> = row.get(2).map_or_else(Vec::new, |m| m.split_whitespace().collect());
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for word in members.iter().filter_map(|code| nouns.get(code)).flatten() {
            *counts.entry(word).or_default() += 1;
        }
        let least = members.len().min(3);
        for (word, _) in
            counts.into_iter().filter(|(w, n)| *n >= least && least > 1 && w.chars().count() > 2)
        {
            let outside = nouns
                .iter()
                .filter(|(code, set)| !members.contains(code) && set.contains(word))
                .count();
            if outside == 0 {
                add(&mut words, row[0], word);
            }
        }
    }
    words
}

/// Units of CLDR whose id is not that of `rules/units.tsv` with a category before it.
const RENAMED: [(&str, &str); 5] = [
    ("mass-pound", "pound-mass"),
    ("mass-ton", "short-ton"),
    ("concentr-percent", "percent"),
    ("concentr-permille", "per-mille"),
    ("temperature-generic", ""),
];
/// Japanese units whose names elsewhere are other words.
const LEFT_OUT: [&str; 9] = ["shaku", "ri", "ken", "kan", "kin", "tsubo", "cho", "sho", "bit"];
/// Short forms that are everyday words or articles somewhere.
const EVERYDAY: [&str; 32] = [
    "in", "st", "p", "th", "a", "e", "i", "o", "u", "y", "à", "k", "s", "z", "v", "w", "d", "l",
    "j", "в", "с", "к", "о", "у", "и", "а", "я", "б", "ж", "і", "й", "д",
];

fn units(cldr: &Cldr, locale: &str) -> Words {
    let json = cldr.main("units", locale, "units");
    let known: BTreeSet<_> =
        ids(UNITS).map(|row| row[0]).filter(|id| !LEFT_OUT.contains(id)).collect();
    let mut words = Words::new();
    for length in ["long", "short"] {
        for (key, forms) in object(&json["units"][length]) {
            let Some((_, suffix)) = key.split_once('-') else { continue };
            let renamed = RENAMED.iter().find(|(name, _)| name == key).map(|(_, id)| *id);
            let Some(id) =
                renamed.or_else(|| known.get(suffix).copied()).filter(|id| !id.is_empty())
            else {
                continue;
            };
            for (form, pattern) in object(forms).filter(|(form, _)| form.contains("-count-")) {
                let Some(pattern) = pattern.as_str() else { continue };
                let lower = pattern.to_lowercase();
                let bare = lower.replace("{0}", "");
                let bare = bare.trim_matches(|c: char| c.is_whitespace() || c == '.');
                if EVERYDAY.contains(&bare) {
                    continue;
                }
                if length == "short" {
                    add_around(&mut words, id, pattern);
                    continue;
                }
                add_around(&mut words, id, &lower);
                // A dual has no number beside it, and a singular may have none.
                if !pattern.contains("{0}") && form.ends_with("one") {
                    add(&mut words, id, &lower);
                }
            }
        }
    }
    for (key, set) in &mut words {
        // A letter with a full stop is a letter at the end of a sentence, a capital M is a million,
        // a ton that is not called short is another ton, and 十年 is ten years.
        set.retain(|word| {
            let letters = word.trim_end_matches('.').chars().count();
            word != "M"
                && (letters > 1 || !word.ends_with('.'))
                && (key != "short-ton" || word.contains(' '))
                && (key != "decade" || is_spaced(word))
        });
    }
    words.retain(|_, set| !set.is_empty());
    let numbers = cldr.main("numbers", locale, "numbers");
    for (_, symbols) in object(&numbers["numbers"]).filter(|(key, _)| key.starts_with("symbols-")) {
        add(&mut words, "percent", text(symbols, "percentSign"));
        add(&mut words, "per-mille", text(symbols, "perMille"));
    }
    words
}

fn marks(cldr: &Cldr, locale: &str) -> Words {
    let json = cldr.main("numbers", locale, "numbers");
    let mut words = Words::new();
    for (_, patterns) in
        object(&json["numbers"]).filter(|(key, _)| key.starts_with("miscPatterns-"))
    {
        for (key, name) in
            [("approximately", "approximately"), ("atLeast", "more"), ("atMost", "less")]
        {
            let pattern = text(patterns, key);
            if has_letter(&pattern.replace("{0}", "")) {
                let mut found = Words::new();
                add_around(&mut found, name, &pattern.to_lowercase());
                words.entry(name.to_owned()).or_default().extend(found.into_values().flatten());
            }
        }
        let range = text(patterns, "range");
        let between =
            range.strip_prefix("{0}").and_then(|r| r.strip_suffix("{1}")).unwrap_or_default();
        if has_letter(between) {
            add(&mut words, "range", &between.to_lowercase());
        }
    }
    words
}

/// Locale, parent and English name.
pub(super) fn locales(cldr: &Cldr) -> String {
    let names = |file: &str, key: &str| {
        cldr.main("localenames", "en", file)["localeDisplayNames"][key].take()
    };
    let (languages, scripts, regions) = (
        names("languages", "languages"),
        names("scripts", "scripts"),
        names("territories", "territories"),
    );
    let mut table = String::from("# locale\tparent\tname\n");
    for (locale, parent) in &cldr.locales {
        let name = languages[locale].as_str().map_or_else(
            || {
                let mut tags = locale.split('-');
                let language = tags.next().unwrap_or_default();
                let rest: Vec<_> = tags
                    .map(|tag| {
                        scripts[tag].as_str().or_else(|| regions[tag].as_str()).unwrap_or(tag)
                    })
                    .collect();
                let name = languages[language].as_str().unwrap_or(language);
                if rest.is_empty() {
                    name.to_owned()
                } else {
                    format!("{name} ({})", rest.join(", "))
                }
            },
            str::to_owned,
        );
        let _ = writeln!(table, "{locale}\t{parent}\t{name}");
    }
    table
}

/// Retired and long tags, and regions that imply another script.
pub(super) fn aliases(cldr: &Cldr) -> String {
    let mut aliases: BTreeMap<String, String> = BTreeMap::new();
    let json = cldr.json("cldr-core/supplemental/aliases.json");
    for (alias, row) in object(&json["supplemental"]["metadata"]["alias"]["languageAlias"]) {
        let replacement = text(row, "_replacement");
        if cldr.locales.contains_key(replacement) && !cldr.locales.contains_key(alias) {
            aliases.insert(alias.clone(), replacement.to_owned());
        }
    }
    let json = cldr.json("cldr-core/supplemental/likelySubtags.json");
    let likely = &json["supplemental"]["likelySubtags"];
    for (tag, full) in object(likely) {
        let Some((language, region)) = tag.split_once('-') else { continue };
        let script = |full: &str| full.split('-').nth(1).unwrap_or_default().to_owned();
        let here = script(full.as_str().unwrap_or_default());
        let target = format!("{language}-{here}");
        if region.len() < 4
            && here != script(text(likely, language))
            && cldr.locales.contains_key(&target)
        {
            let with_region = format!("{target}-{region}");
            let target = if cldr.locales.contains_key(&with_region) { with_region } else { target };
            aliases.insert(tag.clone(), target);
        }
    }
    // One of the two written languages is meant where none is named.
    aliases.insert("no".to_owned(), "nb".to_owned());
    aliases.insert("nor".to_owned(), "nb".to_owned());
    let mut table = String::from("# alias\tlocale\n");
    for (alias, locale) in aliases {
        let _ = writeln!(table, "{alias}\t{locale}");
    }
    table
}

/// The rules for numbers in words of every locale that has some.
pub(super) fn spellout(cldr: &Cldr) -> String {
    let mut table = String::new();
    for tag in cldr.list("cldr-rbnf/rbnf") {
        let json = cldr.json(&format!("cldr-rbnf/rbnf/{tag}.json"));
        let rules = &json["rbnf"]["rbnf"]["SpelloutRules"];
        if tag == "und" || rules.is_null() {
            continue;
        }
        let _ = writeln!(table, "[{tag}]");
        for (set, rows) in
            object(rules).filter(|(set, _)| set.starts_with('%') && !set.contains("lenient"))
        {
            let _ = writeln!(table, "{set}");
            for row in rows.as_array().into_iter().flatten() {
                let (base, text) =
                    (row[0].as_str().unwrap_or_default(), row[1].as_str().unwrap_or_default());
                // Signs, decimals and what is no number are read by other means.
                if base.starts_with(|c: char| c.is_ascii_digit())
                    && !base.contains('.')
                    && !base.contains('x')
                {
                    let _ = writeln!(table, "{base} {}", text.strip_suffix(';').unwrap_or(text));
                }
            }
        }
    }
    table
}

fn territories(cldr: &Cldr, locale: &str) -> Words {
    let json = cldr.main("localenames", locale, "territories");
    let mut words = Words::new();
    for (key, name) in object(&json["localeDisplayNames"]["territories"]) {
        let code = key.split("-alt-").next().unwrap_or_default();
        // The whole world, places unknown and made up.
        if !matches!(code, "001" | "ZZ" | "XA" | "XB") {
            add_place(&mut words, code, name.as_str().unwrap_or_default());
        }
    }
    words
}

fn cities(cldr: &Cldr, locale: &str) -> Words {
    let json = cldr.main("dates", locale, "timeZoneNames");
    let mut words = Words::new();
    for (region, zones) in object(&json["dates"]["timeZoneNames"]["zone"]) {
        if region != "Etc" {
            add_cities(&mut words, zones);
        }
    }
    if locale == "und" {
        add_ids(&mut words, cldr);
    }
    words
}

/// Zones named after stations, islands and towns whose names are ordinary words, feasts or surnames.
const NO_CITIES: [&str; 23] = [
    "casey",
    "center",
    "christmas",
    "creston",
    "davis",
    "easter",
    "knox",
    "macquarie",
    "mawson",
    "mcmurdo",
    "midway",
    "nome",
    "palmer",
    "regina",
    "resolute",
    "rothera",
    "stanley",
    "syowa",
    "troll",
    "unknown",
    "vostok",
    "wake",
    "gambier",
];

/// Adds the cities of zones: some stand below a state, `America/Indiana/Knox`.
fn add_cities(words: &mut Words, zones: &Value) {
    for (name, zone) in object(zones) {
        match zone["exemplarCity"].as_str() {
            Some(city) => {
                let key = name.replace('_', "-").to_lowercase();
                if !NO_CITIES.contains(&key.as_str()) {
                    add_place(words, &key, city);
                }
            }
            None if zone.is_object() && zone["long"].is_null() => add_cities(words, zone),
            None => {}
        }
    }
}

/// Adds the zones that the root does not name because their id is their name.
fn add_ids(words: &mut Words, cldr: &Cldr) {
    // Japanese has no city in its own letters, and so names all.
    for key in cities(cldr, "ja").into_keys() {
        let name = key.split('-').map(|word| word[..1].to_uppercase() + &word[1..]);
        let name = name.collect::<Vec<_>>().join(" ");
        words.entry(key).or_insert_with(|| one(&name));
    }
}

/// Adds a name without what explains it in brackets.
fn add_place(words: &mut Words, key: &str, name: &str) {
    let bare = name.split(['(', '（', '[']).next().unwrap_or_default();
    if let Some(name) = clean(bare).filter(|name| has_letter(name)) {
        words.entry(key.to_owned()).or_default().insert(name);
    }
}
