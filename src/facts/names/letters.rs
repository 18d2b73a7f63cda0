//! A text in the letters a to z, by which names are compared across scripts.
//!
//! `any_ascii` romanises character by character; what a script writes in another order or only to
//! carry a consonant is set right here. The same letter twice in a row is one. Nothing depends on a
//! language: what one makes of foreign names is learned ([`super::edit`]).

use super::is_alphanumeric;
use crate::facts::{is_katakana, is_unspaced};

/// The letters of a text, each with the character it was read from.
#[derive(Debug, Default, Clone)]
pub(crate) struct Letters {
    /// 0 for a, 25 for z.
    codes: Vec<u8>,
    /// For each letter, the index of its character.
    at: Vec<u32>,
    /// For each letter, whether it is the first of its word. In a script without spaces every
    /// character may be.
    starts: Vec<bool>,
    /// How many letters may begin a word.
    words: usize,
    /// Whether a word has begun with a sign that has no letter: ع.
    begun: bool,
}

impl Letters {
    /// The letters of a single word.
    #[cfg(test)]
    pub(crate) fn of_word(word: &str) -> Self {
        let mut letters = Self::default();
        let chars: Vec<char> = word.chars().collect();
        letters.fill(&chars);
        letters
    }

    /// Reads `text` in place of what was there.
    pub(crate) fn fill(&mut self, text: &[char]) {
        self.clear();
        // Beside hiragana, Han characters are read in Japanese, and how cannot be seen.
        let japanese = text.iter().any(|&c| is_hiragana(c));
        let mut i = 0;
        while i < text.len() {
            if japanese && is_unheard(text[i]) {
                self.begun = false;
                i += 1;
                continue;
            }
            // Thai and Lao write these vowels before the consonant that they follow in speech.
            if is_written_first(text[i]) && text.get(i + 1).is_some_and(|c| c.is_alphabetic()) {
                self.push(text, i + 1);
                self.push(text, i);
                i += 2;
            } else {
                self.push(text, i);
                i += 1;
            }
        }
    }

    /// Forgets the text but keeps the memory.
    pub(crate) fn clear(&mut self) {
        self.codes.clear();
        self.at.clear();
        self.starts.clear();
        self.words = 0;
        self.begun = false;
    }

    /// The letters, 0 for a.
    pub(crate) fn codes(&self) -> &[u8] {
        &self.codes
    }

    /// The character that the letter `index` was read from.
    pub(crate) fn character(&self, index: usize) -> usize {
        self.at[index] as usize
    }

    /// Whether a name may begin at the letter `index`.
    pub(super) fn starts(&self, index: usize) -> bool {
        self.starts.get(index).is_some_and(|&start| start)
    }

    /// At how many letters a name may begin.
    pub(super) fn words(&self) -> usize {
        self.words
    }

    fn push(&mut self, text: &[char], index: usize) {
        let c = text[index];
        self.begun = is_alphanumeric(c) && (self.begun || is_start(text, index));
        if c.is_ascii() {
            if c.is_ascii_alphabetic() {
                self.add(c.to_ascii_lowercase() as u8, index);
            }
            return;
        }
        // A doubled consonant and a long vowel are spelled once.
        if matches!(c, 'ッ' | 'っ' | 'ー' | '・') {
            return;
        }
        // A small kana takes the place of the vowel before it: ティ is t and i, ウォ w and o.
        if is_small_kana(c) && index > 0 && text[index - 1] == 'ウ' {
            if let Some(last) = self.codes.last_mut() {
                *last = b'w' - b'a';
            }
        } else if is_small_kana(c) {
            while let Some(4 | 8 | 14 | 20 | 0) = self.codes.last().copied() {
                let start = self.starts.pop() == Some(true);
                self.words -= usize::from(start);
                self.begun |= start;
                self.codes.pop();
                self.at.pop();
            }
        }
        let romanised = match (c, text.get(index + 1)) {
            // With a dot below they are flaps.
            ('ड' | 'ढ', Some('\u{93c}')) => "r",
            _ => any_ascii::any_ascii_char(c),
        };
        let mut bytes = romanised.bytes().map(|b| b.to_ascii_lowercase()).peekable();
        while let Some(byte) = bytes.next() {
            // `eu` is the vowel with which Hangul carries a consonant.
            if byte == b'e' && is_syllable(c) && bytes.peek() == Some(&b'u') {
                bytes.next();
            } else if byte.is_ascii_lowercase() {
                self.add(byte, index);
            }
        }
    }

    fn add(&mut self, letter: u8, index: usize) {
        let (code, start) = (letter - b'a', self.begun);
        self.begun = false;
        if !start && self.codes.last() == Some(&code) {
            return;
        }
        self.codes.push(code);
        self.at.push(index as u32);
        self.starts.push(start);
        self.words += usize::from(start);
    }
}

/// Whether a word, or where there are no spaces a character of one, begins at `index`.
fn is_start(text: &[char], index: usize) -> bool {
    let before = index.checked_sub(1).map_or(' ', |before| text[before]);
    let word = |c: char| is_alphanumeric(c) || is_mark(c);
    if text[index].is_ascii() {
        return !word(before);
    }
    let free = |c: char| is_unspaced(c) && !is_katakana(c) && !is_syllable(c);
    !word(before) || free(text[index]) || (is_katakana(text[index]) && !is_katakana(before))
}

fn is_hiragana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{309f}')
}

/// Whether `c` says nothing about the sound of a foreign name in Japanese.
fn is_unheard(c: char) -> bool {
    is_hiragana(c) || matches!(c, '\u{3400}'..='\u{9fff}')
}

/// Whether `c` is a sign that belongs to the letter before it.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{900}'..='\u{dff}')
}

fn is_written_first(c: char) -> bool {
    matches!(c, '\u{e40}'..='\u{e44}' | '\u{ec0}'..='\u{ec4}')
}

fn is_small_kana(c: char) -> bool {
    matches!(c, 'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ' | 'ャ' | 'ュ' | 'ョ')
}

fn is_syllable(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7a3}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelled(word: &str) -> String {
        Letters::of_word(word).codes().iter().map(|&code| char::from(code + b'a')).collect()
    }

    #[test]
    fn words_of_all_scripts_are_spelled_in_latin_letters() {
        for (word, letters) in [
            ("Zuckerberg", "zuckerberg"),
            ("Łódź", "lodz"),
            ("ティーサー", "tisa"),
            ("サッカー", "saka"),
            ("メタ・プラットフォーム", "metapuratofomu"),
            ("스타벅스", "stabeogs"),
            ("เมตา", "meta"),
            ("伦敦", "lundun"),
            ("Москва", "moskva"),
            ("", ""),
            ("123", ""),
        ] {
            assert_eq!(spelled(word), letters, "{word}");
        }
    }

    #[test]
    fn a_name_begins_where_a_word_does() {
        let starts = |text: &str| {
            let letters = Letters::of_word(text);
            (0..letters.codes().len()).filter(|&i| letters.starts(i)).count()
        };
        assert_eq!(starts("an old word"), 3);
        assert_eq!(starts("メタ・スター"), 2);
        assert_eq!(starts("伦敦"), 2);
        assert_eq!(starts("سلام عليكم"), 2);
    }
}
