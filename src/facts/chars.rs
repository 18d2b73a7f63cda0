//! A text as characters in two forms, as written and folded, with their byte offsets.
//!
//! Folding is one character to one character, so that an index into one form is an index into the
//! other: full-width forms become ASCII, native digits `0` to `9`, letters lower case, and the many
//! spaces, hyphens and apostrophes one of each. It never goes as far as NFKC, which changes lengths
//! and meanings (`①`, `²`, `㎏`).

use crate::text::Span;

/// The characters of one text.
#[derive(Debug, Default)]
pub struct Chars {
    /// As written.
    pub raw: Vec<char>,
    /// Folded for comparison.
    pub folded: Vec<char>,
    /// The byte offset of each character, and of the end.
    at: Vec<u32>,
}

impl Chars {
    /// Takes `text` in, in place of what was there.
    pub fn fill(&mut self, text: &str) {
        self.clear();
        // One vector at a time: a loop over one is a tight one.
        self.raw.extend(text.chars());
        self.folded.extend(self.raw.iter().map(|&c| fold(c)));
        self.at.reserve(self.raw.len() + 1);
        let mut offset = 0;
        self.at.extend(self.raw.iter().map(|c| {
            let at = offset;
            offset += c.len_utf8() as u32;
            at
        }));
        self.at.push(offset);
    }

    /// Forgets the text but keeps the memory.
    pub fn clear(&mut self) {
        self.raw.clear();
        self.folded.clear();
        self.at.clear();
    }

    /// How many characters there are.
    pub fn len(&self) -> usize {
        self.raw.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.raw.is_empty()
    }

    /// The folded character at `index`, or NUL outside the text.
    #[inline]
    pub fn get(&self, index: usize) -> char {
        self.folded.get(index).copied().unwrap_or('\0')
    }

    /// The folded character before `index`, or NUL at the start.
    #[inline]
    pub fn before(&self, index: usize) -> char {
        index.checked_sub(1).map_or('\0', |i| self.get(i))
    }

    /// The character at `index` as codes are compared, or NUL outside the text: full-width forms,
    /// native digits and the many hyphens become ASCII, but letters keep their case.
    #[inline]
    pub fn narrow(&self, index: usize) -> char {
        match self.raw.get(index) {
            None => '\0',
            Some(&c) if c.is_ascii() => c,
            Some(&c @ '\u{ff01}'..='\u{ff5e}') => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            Some(&c) => match self.folded[index] {
                folded if folded.is_ascii() && !folded.is_ascii_alphabetic() => folded,
                _ => c,
            },
        }
    }

    /// The narrow character before `index`, or NUL at the start.
    #[inline]
    pub fn narrow_before(&self, index: usize) -> char {
        index.checked_sub(1).map_or('\0', |i| self.narrow(i))
    }

    /// The span of the characters from `start` to before `end`.
    #[inline]
    pub fn span(&self, start: usize, end: usize) -> Span {
        Span { start: self.at[start], end: self.at[end] }
    }

    /// The index of the character that begins at byte `offset`, or of the first after it.
    pub fn index(&self, offset: u32) -> usize {
        self.at.partition_point(|&at| at < offset)
    }

    /// Whether the folded text at `index` begins with `word`.
    pub fn starts_with(&self, index: usize, word: &str) -> bool {
        word.chars().enumerate().all(|(n, c)| self.get(index + n) == c)
    }
}

/// Folds a word of a table as a text is folded.
pub(crate) fn fold_text(word: &str) -> String {
    word.chars().map(fold).collect()
}

/// Folds one character for comparison.
#[inline]
pub(crate) fn fold(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    match c {
        // Kana, Han and Hangul have no case and no other form, and make up most of their texts.
        '\u{3001}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' => c,
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(c as u32 - 0xfee0).map_or(c, |c| c.to_ascii_lowercase())
        }
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => ' ',
        '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2032}' | '\u{02bc}' => '\'',
        '\u{2010}'..='\u{2012}' | '\u{2212}' | '\u{fe63}' => '-',
        '\u{66b}' => '.',
        '\u{66c}' => ',',
        '\u{66a}' | '\u{fe6a}' => '%',
        _ => native_digit(c).unwrap_or_else(|| {
            let mut lower = c.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(l), None) => l,
                _ => c,
            }
        }),
    }
}

/// The first digit of each block of ten decimal digits (Unicode general category Nd) in living use.
const ZEROS: [u32; 20] = [
    0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66,
    0x0e50, 0x0ed0, 0x0f20, 0x1040, 0x17e0, 0x1810, 0x19d0, 0x1a80,
];

fn native_digit(c: char) -> Option<char> {
    let code = c as u32;
    if !(0x0660..=0x1a8a).contains(&code) {
        return None;
    }
    let zero = ZEROS[..ZEROS.partition_point(|&zero| zero <= code)].last()?;
    char::from_digit(code - zero, 10)
}

/// Whether `a` and `b`, side by side, belong to one word.
///
/// Letters of a spaced script do, and so do two katakana: a katakana run is one word as far as
/// anyone can tell without a dictionary. Han, hiragana, Thai, Hangul and the like do not: there a
/// word may begin and end anywhere.
#[inline]
pub(crate) fn is_same_word(a: char, b: char) -> bool {
    (is_spaced_letter(a) && is_spaced_letter(b)) || (is_katakana(a) && is_katakana(b))
}

/// Whether words of the script of `c` are written with spaces between them.
#[inline]
pub(crate) fn is_spaced_letter(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphabetic();
    }
    // The cheaper question first: it is a few comparisons, and the other a search in tables.
    !is_unspaced(c) && c.is_alphabetic()
}

/// Whether `c` is katakana or the mark that lengthens it.
#[inline]
pub(crate) fn is_katakana(c: char) -> bool {
    matches!(c as u32, 0x30a1..=0x30fa | 0x30fc | 0x31f0..=0x31ff | 0xff66..=0xff9f)
}

/// Whether `c` belongs to a script that writes words without spaces between them.
#[inline]
pub(crate) fn is_unspaced(c: char) -> bool {
    matches!(c as u32,
        0x0e00..=0x0eff | 0x1000..=0x109f | 0x1780..=0x17ff
        | 0x3005..=0x3007 | 0x3040..=0x30ff | 0x31f0..=0x31ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff
        | 0xf900..=0xfaff | 0xff66..=0xff9f | 0x20000..=0x3134f
        | 0xac00..=0xd7af)
}
