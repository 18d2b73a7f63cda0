//! A text cut into the units in which it repeats itself: words where its script spaces them, single
//! characters where it does not.
//!
//! Punctuation and spaces give no token; what they mean for a repetition (that it is quoted, that
//! it is a list) is kept in the token that follows. Nothing here knows a language.

use crate::facts::{Chars, fold};
use crate::text::Span;
use serde::{Deserialize, Deserializer};

/// One unit of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Equal for units that are equal but for case and width.
    pub key: u64,
    /// Where it stands.
    pub span: Span,
    /// What it is made of.
    pub script: Script,
    /// Whether it stands inside quotation marks.
    pub quoted: bool,
    /// Whether it stands inside brackets: there a text glosses what it said.
    pub bracketed: bool,
}

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    /// A word of a script that writes spaces between words.
    Word,
    /// A number in digits.
    Number,
    /// One Chinese character.
    Han,
    /// One character of hiragana.
    Hiragana,
    /// One character of katakana.
    Katakana,
    /// One character of another script without spaces: Thai, Lao, Khmer, Burmese.
    Unspaced,
}

impl Script {
    /// What a token that begins with `c` is made of; `None` where no token begins.
    #[inline]
    pub fn of(c: char) -> Option<Self> {
        if c.is_ascii() {
            return match c {
                '0'..='9' => Some(Self::Number),
                c if c.is_ascii_alphabetic() => Some(Self::Word),
                _ => None,
            };
        }
        match c as u32 {
            // The commonest marks need no search in tables.
            0x3001..=0x3003 | 0x3008..=0x3011 | 0xff01..=0xff0f | 0xff1a..=0xff20 => None,
            0x3005..=0x3007
            | 0x3400..=0x4dbf
            | 0x4e00..=0x9fff
            | 0xf900..=0xfaff
            | 0x20000..=0x3134f => Some(Self::Han),
            0x3041..=0x309f => Some(Self::Hiragana),
            0x30a1..=0x30fa | 0x30fc..=0x30ff | 0x31f0..=0x31ff | 0xff66..=0xff9f => {
                Some(Self::Katakana)
            }
            0xff10..=0xff19 => Some(Self::Number),
            0x0e00..=0x0eff | 0x1000..=0x109f | 0x1780..=0x17ff if c.is_alphanumeric() => {
                Some(Self::Unspaced)
            }
            _ if c.is_alphanumeric() => Some(Self::Word),
            _ => None,
        }
    }
}

/// Cuts `text` into tokens, in place of what `tokens` held.
pub fn read(text: &Chars, tokens: &mut Vec<Token>) {
    tokens.clear();
    let (mut quotes, mut brackets) = (0_u32, 0_u32);
    let (mut straight, mut low, mut inward) = (false, false, false);
    let mut at = 0;
    while let Some(&c) = text.raw.get(at) {
        let start = at;
        at += 1;
        let Some(script) = Script::of(c) else {
            match c {
                // German, Czech or Polish: „so“ or „tak”.
                '“' | '”' if low => (low, quotes) = (false, quotes.saturating_sub(1)),
                '„' => (low, quotes) = (true, quotes + 1),
                // German or Croatian: »so«.
                '«' if inward => (inward, quotes) = (false, quotes.saturating_sub(1)),
                '»' if quotes == 0 && text.get(at).is_alphanumeric() => {
                    (inward, quotes) = (true, 1);
                }
                '「' | '『' | '“' | '«' => quotes += 1,
                '」' | '』' | '”' | '»' => quotes = quotes.saturating_sub(1),
                '"' => straight = !straight,
                '(' | '（' | '[' | '【' => brackets += 1,
                ')' | '）' | ']' | '】' => brackets = brackets.saturating_sub(1),
                _ => {}
            }
            continue;
        };
        let mut key = match script {
            Script::Han | Script::Hiragana | Script::Katakana => mix(SEED, c),
            _ => mix(SEED, text.folded[start]),
        };
        if matches!(script, Script::Word | Script::Number) {
            while let Some(&next) = text.raw.get(at) {
                // Most go on with what they began with, or end at a space.
                let goes_on = match (script, next) {
                    (Script::Word, 'a'..='z' | 'A'..='Z') | (_, '0'..='9') => true,
                    (_, ' ') => false,
                    (Script::Number, _) => continues_number(&text.raw[at..]),
                    _ => continues_word(&text.raw[at..]),
                };
                if !goes_on {
                    break;
                }
                key = mix(key, text.folded[at]);
                at += 1;
            }
        }
        tokens.push(Token {
            key,
            span: text.span(start, at),
            script,
            quoted: quotes > 0 || straight,
            bracketed: brackets > 0,
        });
    }
}

/// The tokens that lie inside `span`.
pub fn within(tokens: &[Token], span: Span) -> &[Token] {
    let from = tokens.partition_point(|t| t.span.start < span.start);
    let to = tokens.partition_point(|t| t.span.end <= span.end);
    &tokens[from..to.max(from)]
}

/// The key of a word as [`read`] would give it.
pub fn key(word: &str) -> u64 {
    word.chars().fold(SEED, |key, c| mix(key, fold(c)))
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;

/// One step of the FNV-1a hash, over characters: the same on every machine and in every run.
fn mix(key: u64, c: char) -> u64 {
    (key ^ u64::from(u32::from(c))).wrapping_mul(0x0000_0100_0000_01b3)
}

/// Whether a word goes on with the first character of `rest`.
fn continues_word(rest: &[char]) -> bool {
    let [c, behind @ ..] = rest else { return false };
    match Script::of(*c) {
        Some(Script::Word | Script::Number) => true,
        Some(_) => false,
        // An apostrophe inside a word, and the vowel signs and joiners of Indic scripts.
        None => {
            (matches!(c, '\'' | '’') && behind.first().is_some_and(|c| c.is_alphabetic()))
                || (matches!(*c as u32, 0x0300..=0x036f | 0x0900..=0x0dff)
                    && !matches!(c, '\u{964}' | '\u{965}'))
        }
    }
}

/// Whether a number goes on with the first character of `rest`.
fn continues_number(rest: &[char]) -> bool {
    let digit = |c: &char| Script::of(*c) == Some(Script::Number);
    let [c, behind @ ..] = rest else { return false };
    digit(c) || (matches!(c, ',' | '.' | '，' | '．') && behind.first().is_some_and(digit))
}

/// A set of keys for quick look-ups: mostly one, and mostly in vain.
///
/// An open-addressing table at most a quarter full, in which 0 is a free place; no key is 0.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct KeySet {
    places: Vec<u64>,
    shift: u32,
}

impl KeySet {
    pub(crate) fn new(mut keys: Vec<u64>) -> Self {
        // In order, so that equal sets are equal tables.
        keys.sort_unstable();
        keys.dedup();
        if keys.is_empty() {
            return Self::default();
        }
        let size = (4 * keys.len()).next_power_of_two();
        let mut set = Self { places: vec![0; size], shift: 64 - size.trailing_zeros() };
        for key in keys {
            let mut at = set.first_place(key);
            while set.places[at] != 0 {
                at = (at + 1) % size;
            }
            set.places[at] = key;
        }
        set
    }

    /// Where the search for `key` begins (Fibonacci hashing).
    fn first_place(&self, key: u64) -> usize {
        (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> self.shift) as usize
    }

    /// Whether the key is in the set.
    #[inline]
    pub(crate) fn contains(&self, key: u64) -> bool {
        if self.places.is_empty() {
            return false;
        }
        let mut at = self.first_place(key);
        loop {
            match self.places[at] {
                0 => return false,
                found if found == key => return true,
                _ => at = (at + 1) % self.places.len(),
            }
        }
    }
}

/// A set of words, looked up by the key of a token without a copy of the word.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WordSet(KeySet);

impl WordSet {
    /// Whether the word with this key is in the set.
    #[inline]
    pub fn contains(&self, key: u64) -> bool {
        self.0.contains(key)
    }
}

impl<'a> FromIterator<&'a str> for WordSet {
    fn from_iter<I: IntoIterator<Item = &'a str>>(words: I) -> Self {
        Self(KeySet::new(words.into_iter().map(key).collect()))
    }
}

impl<'de> Deserialize<'de> for WordSet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let words = Vec::<String>::deserialize(deserializer)?;
        Ok(words.iter().map(String::as_str).collect())
    }
}

/// A set of characters, written in a rules file as one string; white space in it only breaks lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CharSet(KeySet);

impl CharSet {
    /// Whether the character is in the set.
    #[inline]
    pub fn contains(&self, c: char) -> bool {
        self.0.contains(u64::from(u32::from(c)))
    }

    /// Whether the set is empty.
    pub fn is_empty(&self) -> bool {
        self.0.places.is_empty()
    }
}

impl FromIterator<char> for CharSet {
    fn from_iter<I: IntoIterator<Item = char>>(chars: I) -> Self {
        let chars = chars.into_iter().filter(|c| !c.is_whitespace() && *c != '\0');
        Self(KeySet::new(chars.map(|c| u64::from(u32::from(c))).collect()))
    }
}

impl<'de> Deserialize<'de> for CharSet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(String::deserialize(deserializer)?.chars().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<Token> {
        let (mut chars, mut tokens) = (Chars::default(), Vec::new());
        chars.fill(text);
        read(&chars, &mut tokens);
        tokens
    }

    fn words(text: &str) -> Vec<&str> {
        let tokens = tokens(text);
        tokens.iter().map(|t| t.span.of(text)).collect()
    }

    #[test]
    fn spaced_scripts_give_words_and_others_characters() {
        assert_eq!(words("Meta's H100s, 1,234.5 km."), ["Meta's", "H100s", "1,234.5", "km"]);
        assert_eq!(words("第3回は、東京"), ["第", "3", "回", "は", "東", "京"]);
        assert_eq!(words("संयुक्त राष्ट्र।"), ["संयुक्त", "राष्ट्र"]);
    }

    #[test]
    fn case_and_width_do_not_matter() {
        assert_eq!(key("ＡＢＣ"), key("abc"));
    }

    #[test]
    fn sets_hold_what_was_put_in_and_nothing_else() {
        let set: CharSet = "のはをに を\n、".chars().collect();
        assert!("のはをに、".chars().all(|c| set.contains(c)));
        assert!(!"かー。 \n\0a".chars().any(|c| set.contains(c)));
        assert!(!set.is_empty() && CharSet::default().is_empty());
        assert!(!CharSet::default().contains('の') && !WordSet::default().contains(key("a")));
        let words: WordSet = ["the", "of", "The"].into_iter().collect();
        assert!(words.contains(key("THE")) && !words.contains(key("on")));
    }

    #[test]
    fn quoted_tokens_know_it() {
        let quoted: Vec<bool> = tokens("彼は「はい」と").iter().map(|t| t.quoted).collect();
        assert_eq!(quoted, [false, false, true, true, false]);
    }
}
