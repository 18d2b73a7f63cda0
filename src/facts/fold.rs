//! Folding characters for comparison, and which characters make a word.
//!
//! Nothing here depends on the rest of the crate: the build script folds number words with it.

/// Folds a word of a table as a text is folded.
pub(crate) fn fold_text(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    // Few characters become longer, so that the memory is mostly right from the start.
    let mut folded = String::with_capacity(word.len());
    folded.extend(word.chars().map(fold));
    folded
}

/// Folds one character for comparison.
#[inline]
pub(crate) fn fold(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    // Kana, Han and Hangul have no case and no other form, and make up most of their texts.
    match c {
        '\u{3001}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' => c,
        _ => fold_other(c),
    }
}

fn fold_other(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(c as u32 - 0xfee0).map_or(c, |c| c.to_ascii_lowercase())
        }
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => ' ',
        '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2032}' | '\u{02bc}' => '\'',
        '\u{2010}'..='\u{2012}' | '\u{2212}' | '\u{fe63}' => '-',
        // The Turkish capital, whose small letter would be two characters.
        'İ' => 'i',
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

/// Whether words of the script of `c` are written with spaces between them.
#[inline]
pub(crate) fn is_spaced_letter(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphabetic();
    }
    // The cheaper question first: it is a few comparisons, and the other a search in tables.
    !is_unspaced(c) && (c.is_alphabetic() || is_virama(c))
}

/// Whether `c` is the sign that takes the vowel off a letter in an Indic script. Unicode does not
/// count it as alphabetic, but it stands inside a word: Bengali বিশ্ব (world) is not বিশ (twenty).
const fn is_virama(c: char) -> bool {
    matches!(
        c as u32,
        0x094d | 0x09cd | 0x0a4d | 0x0acd | 0x0b4d | 0x0bcd | 0x0c4d | 0x0ccd | 0x0d4d | 0x0dca
    )
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
