//! The format of the files in `rules/`, for the built-in ones and the user's own alike.
//!
//! Tables only: what needs a condition is a check or a signal. `rules/README.md` describes every
//! table with examples.

mod attribution;
mod garble;
mod layer;
mod punctuation;

pub use attribution::Attribution;
pub use garble::{
    AdnominalQuote, AgentChain, Bounds, Dangling, DoubledParticle, DoubledWord, Foreign, Garble,
    Quantity, Relation, SameConjuncts, Stems, Tautology, VerbChain,
};
pub use punctuation::Punctuation;

use serde::Deserialize;
use std::collections::BTreeMap;

/// A table of words with what they stand for.
pub type Words<T> = BTreeMap<String, T>;

/// One file of `rules/lang`. The smallest legal one is empty.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct LanguageFile {
    /// The language's name in English.
    pub name: String,
    /// Words that CLDR or the file of a wider locale has and that are to be forgotten.
    pub forget: Vec<String>,
    /// How digits are written; what is left out is inherited.
    pub digits: WrittenDigits,
    /// Number words and the words beside numbers.
    pub numerals: Numerals,
    /// Units by the word after a number: `percent`, `km`, `年`.
    pub units: Words<OneOrMany>,
    /// Units by the word before a number: `$`, `US$`, `第`.
    pub units_before: Words<OneOrMany>,
    /// Classifiers that stand between a number and what it counts: 人, 台.
    pub counters: Vec<String>,
    /// Months, weekdays, eras, the clock.
    pub calendar: Calendar,
    /// Words that qualify a figure.
    pub marks: Marks,
    /// Words that imply a number without being one: `both = ["2"]`. They only ever answer a figure.
    pub evidence: Words<OneOrMany>,
    /// Words that contain a number word but count nothing: 統一, 一部.
    pub atoms: Vec<String>,
    /// How sentences end; see [`Sentences`].
    pub sentences: Sentences,
    /// Which marks it writes, and how; see [`Punctuation`].
    pub punctuation: Punctuation,
    /// What the garble signals look for; see [`Garble`].
    pub garble: Garble,
    /// How names are written; see [`Names`].
    pub names: Names,
    /// How words end; see [`Inflection`].
    pub inflection: Inflection,
    /// Words that leave a claim to others; see [`Attribution`].
    pub attribution: Attribution,
    /// Words by which the language is known; see [`OwnWords`].
    pub words: OwnWords,
    /// Sentences with the figures they hold: the file proves itself.
    pub proof: Vec<Proof>,
}

/// Words by which a language is known from others.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct OwnWords {
    /// The commonest words that carry grammar and no content: articles, pronouns, prepositions,
    /// conjunctions, particles, auxiliary verbs, in the forms in which they are written. Few
    /// sentences of a language with spaces have none.
    pub function: Vec<String>,
    /// Letters that are written in the language besides those that the CLDR has, such as the ones
    /// that stand for others where a keyboard lacks those.
    pub letters: String,
}

/// One value or several, best first.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum OneOrMany {
    /// The only one.
    One(String),
    /// The possible ones.
    Many(Vec<String>),
}

impl OneOrMany {
    /// The values.
    pub fn as_slice(&self) -> &[String] {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::Many(many) => many,
        }
    }
}

/// How a language file says that digits are written: [`Digits`] as far as it does.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct WrittenDigits {
    /// See [`Digits::decimal`].
    pub decimal: Option<char>,
    /// See [`Digits::space_groups`].
    pub space_groups: Option<bool>,
    /// See [`Digits::percent_before`].
    pub percent_before: Option<bool>,
}

/// How digits are written.
#[derive(Debug, Clone)]
pub struct Digits {
    /// The decimal separator that decides which reading of `1.234` comes first.
    pub decimal: char,
    /// Whether a plain space groups thousands: `10 000`.
    pub space_groups: bool,
    /// Whether the percent sign stands before the number, as in Turkish `%5`.
    pub percent_before: bool,
}

impl Default for Digits {
    fn default() -> Self {
        Self { decimal: '.', space_groups: false, percent_before: false }
    }
}

impl From<WrittenDigits> for Digits {
    fn from(written: WrittenDigits) -> Self {
        let default = Self::default();
        Self {
            decimal: written.decimal.unwrap_or(default.decimal),
            space_groups: written.space_groups.unwrap_or(default.space_groups),
            percent_before: written.percent_before.unwrap_or(default.percent_before),
        }
    }
}

/// Number words.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Numerals {
    /// Words below the first multiplier: `seven = 7`, `twenty = 20`, `七 = 7`.
    pub cardinals: Words<u64>,
    /// Words that multiply inside a group: `hundred = 100`, `千 = 1000`.
    pub multipliers: Words<u32>,
    /// Words that close a group, by power of ten: `million = 6`, `億 = 8`.
    pub scales: Words<u8>,
    /// Scales that stand before what they count: `milioni = 6` in `milioni 5`.
    pub scales_before: Words<u8>,
    /// Letters that scale only when they touch the digits: `k = 3`, `bn = 9`.
    pub attached_scales: Words<u8>,
    /// Words that count in bundles: `dozen = 12`.
    pub collectives: Words<u16>,
    /// Places in a sequence: `third = 3`.
    pub ordinals: Words<u64>,
    /// Parts: `half = "1/2"`, `quarters = "1/4"`.
    pub parts: Words<String>,
    /// Words for the decimal separator: `point`.
    pub decimal_words: Vec<String>,
    /// Whether a middle dot between digits may be a decimal separator: 1・5メートル.
    pub middle_dot_decimals: bool,
    /// Whether a last digit stands in the next place where no zero comes before it: 一万三 is 13,000.
    pub last_digit_in_next_place: bool,
    /// Whether a joiner between digits with their scales joins them to one number, as in `2 milhões e
    /// 150 mil`, and does not merely list them.
    pub joiner_before_scales: bool,
    /// Words between the parts of one number: `and`.
    pub joiners: Vec<String>,
    /// Between a part and its whole: `of` in "a quarter of a million".
    pub part_of: Vec<String>,
    /// Articles that may stand for one: `a`, `an`.
    pub articles: Vec<String>,
    /// What makes digits an ordinal when it touches them: `th`.
    pub ordinal_suffixes: Vec<String>,
    /// What makes digits a decade when it touches them: `s`.
    pub decade_suffixes: Vec<String>,
    /// Between denominator and numerator, in that order: 分の.
    pub denominator_first: Vec<String>,
    /// Words after the tenths or hundredths of a price that are cut from it or left of it: 割引 in
    /// 2割引 (20 % off), 折 in 8折 (80 % left). Both readings hold.
    pub discounts: Vec<String>,
    /// Between a whole number and a fraction that adds to it: 又 of 三又二分之一.
    pub mixed: Vec<String>,
    /// Behind a denominator that follows its numerator: avos of dois onze avos.
    pub denominator_marks: Vec<String>,
    /// Endings that make a number word from four on a part: avos of veinticincoavos.
    pub part_suffixes: Vec<String>,
    /// Behind an exponent: 乗 of 10の3乗.
    pub powers: Vec<String>,
    /// Words right behind a number that begin like more of it: 이다, whose 이 is no two.
    pub closers: Vec<String>,
    /// Cardinals that count and never stand for a digit, as behind a decimal point: 两.
    pub no_digits: Vec<String>,
    /// Between the whole and its part, in that order: 人に of 5人に1人.
    pub whole_first: Vec<String>,
    /// Between numerator and denominator of a ratio: `out of`.
    pub numerator_first: Vec<String>,
    /// Adds a half to the number or unit before it: 半.
    pub and_a_half: Vec<String>,
    /// Makes a number vague: `several`, 数, 余.
    pub vague: Vec<String>,
    /// Between the ends of a range: `to`, から.
    pub ranges: Vec<String>,
    /// Particles that are written onto the word after them: و, ב. They are skipped where the word
    /// with them is not known.
    pub proclitics: Vec<String>,
}

/// Months, weekdays, eras, the clock.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Calendar {
    /// Month names, by number. A capital in the table is required in the text: `May = 5`.
    pub months: Words<u8>,
    /// Weekday names, Monday is 1.
    pub weekdays: Words<u8>,
    /// Era names with what their year 0 is in the Gregorian calendar: `令和 = 2018`.
    pub eras: Words<i32>,
    /// The word for the first year of an era: 元年.
    pub first_year: Vec<String>,
    /// Minutes after the hour that follows: `half past = 30`, `quarter to = -15`.
    pub clock_offsets: Words<i8>,
    /// Halves of a year by name: 上期 = 1.
    pub half_years: Words<u8>,
    /// After the number of the month that ends a fiscal year: 月期.
    pub fiscal_months: Vec<String>,
    /// Before noon.
    pub am: Vec<String>,
    /// After noon.
    pub pm: Vec<String>,
    /// What makes four digits before it a time: `0200 GMT`.
    pub zones: Vec<String>,
}

/// Words that qualify a figure.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Marks {
    /// About, roughly.
    pub approximately: Vec<String>,
    /// More than, at least.
    pub more: Vec<String>,
    /// Less than, at most.
    pub less: Vec<String>,
    /// Words for a plus sign.
    pub plus: Vec<String>,
    /// Words for a minus sign: minus, マイナス, ▲.
    pub minus: Vec<String>,
    /// Rises, gains, beats. Stems may end in `*`.
    pub up: Vec<String>,
    /// Falls, loses, misses.
    pub down: Vec<String>,
    /// Takes back the direction beside it.
    pub not: Vec<String>,
    /// The figure after (or, for a language with postpositions, before) it is where it started.
    pub from: Vec<String>,
    /// The figure beside it is where it arrived.
    pub to: Vec<String>,
    /// Whether `from` and `to` follow their figure.
    pub postpositions: bool,
}

/// How sentences end.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Sentences {
    /// Abbreviations with a full stop that does not end a sentence, without that full stop.
    pub abbreviations: Vec<String>,
    /// Words that begin sentences, so that an abbreviation with a point inside ends one before them:
    /// `at 8 p.m. The doors`.
    pub openers: Vec<String>,
    /// Words with which a sentence goes on after a quotation: `「…。」と述べた`.
    pub continuations: Vec<String>,
    /// Whether a point makes a number an ordinal: `am 18. Mai`.
    pub ordinal_point: bool,
}

/// Tables about names.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Names {
    /// Legal forms that come and go in translation: `Inc`, `Corp`, `コーポレーション`.
    pub legal_forms: Vec<String>,
    /// Titles and offices beside a name, which are translated: `Mr`, `CEO`, `President`.
    pub titles: Vec<String>,
    /// Words that are capitalised inside a sentence without being names to follow: months,
    /// weekdays, nationalities; and function words, which begin headings.
    pub not_names: Vec<String>,
    /// Small words inside a name: `of`, `de`, `van`.
    pub connectors: Vec<String>,
    /// Endings that are written onto a name and are not part of it: `'s`.
    pub endings: Vec<String>,
    /// What places are called beside the names that CLDR has for them: adjectives, inhabitants,
    /// other names and abbreviations, by the id of a territory (`GR`) or a city (`moscow`). A word
    /// that ends in a hyphen stands for all its endings: `griechisch-`.
    pub known: Words<Vec<String>>,
    /// Whether every noun has a capital, as in German.
    pub nouns_capitalised: bool,
    /// How many letters declension takes off the end of a place name: 2 for `Москва`, `Москве`.
    pub declined: u8,
}

/// How the words of a termbase may change in a text.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Inflection {
    /// All that may be written behind a noun: `s`, `es`, 은; `y=ies` where it takes the place of
    /// something. Without a list, long words may change their last letters.
    pub endings: Vec<String>,
    /// What is written onto the front of a word, besides the proclitics of [`Numerals`].
    pub proclitics: Vec<String>,
}

/// A sentence and the facts that must be read in it.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Proof {
    /// The sentence.
    pub text: String,
    /// The facts as `tieout facts` writes them, in order: `3.5 percent`, `1200000 EUR`. Weak facts
    /// begin with `~`.
    pub facts: Vec<String>,
}
