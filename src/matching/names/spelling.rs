//! Names in Latin letters that are copied all but a letter or two.

use super::Swap;
use super::side::Side;
use crate::text::Span;

/// The letters of a name in which one wrong letter is a slip and not another name.
const LONG: usize = 6;

/// How much of their letters two spellings of a name share.
const NEAR: f64 = 0.5;

/// Letters that an inflection may put there.
const LONGEST_ENDING: usize = 2;

/// Finds the names in Latin letters that are copied all but a letter or two. An ending may differ,
/// and so may what is only another way to write the same sound.
pub(super) fn misspelt(source: &Side<'_>, target: &Side<'_>, found: &mut Vec<Swap>) {
    if target.read.spotted.names().is_empty() {
        return;
    }
    for span in source.names_alone(target) {
        let name = source.word(span);
        let near = |other: &Span| {
            let other = target.word(*other);
            likeness(name, other) >= NEAR && !sounds_the_same(name, other)
        };
        let Some(other) = target.names_alone(source).find(near) else { continue };
        let word = target.word(other);
        let edits = strsim::generic_damerau_levenshtein(name, word);
        // A letter of a short name makes another name.
        let sure = edits == 1
            && name.len().min(word.len()) >= LONG
            && name[0] == word[0]
            && name[name.len() - 2..] == word[word.len() - 2..]
            && (source.locale.is_ordinary(name) == Some(false)
                || target.locale.is_ordinary(word) == Some(false));
        found.push(Swap { source: span, target: other, sure });
    }
}

/// How much of their letters two words share, from 0 to 1.
fn likeness(a: &[char], b: &[char]) -> f64 {
    let edits = strsim::generic_damerau_levenshtein(a, b);
    1.0 - edits as f64 / a.len().max(b.len()) as f64
}

/// Whether two words are spellings of one sound, as languages write foreign names: `Nowgorod` and
/// `Novgorod`. An ending may differ.
fn sounds_the_same(a: &[char], b: &[char]) -> bool {
    const WRITTEN: [(&str, &str); 12] = [
        ("tsch", "ch"),
        ("sch", "sh"),
        ("cz", "ch"),
        ("sz", "sh"),
        ("ph", "f"),
        ("ou", "u"),
        ("oe", "o"),
        ("ae", "a"),
        ("y", "i"),
        ("j", "i"),
        ("w", "v"),
        ("q", "k"),
    ];
    let plain = |word: &[char]| {
        let latin: String = word.iter().map(|&c| any_ascii::any_ascii_char(c)).collect();
        let one = |text: String, (from, to): (&str, &str)| text.replace(from, to);
        WRITTEN.into_iter().fold(latin.to_lowercase(), one)
    };
    let (a, b) = (plain(a), plain(b));
    let kept = a.len().min(b.len()).saturating_sub(1);
    a.len().abs_diff(b.len()) <= LONGEST_ENDING && a.get(..kept) == b.get(..kept)
}
