//! How alike two words sound, asked of words alone: without a text, in any two scripts.

use super::similarity::{similarity, vowels_agree};
use super::sound::Skeleton;
use super::{NameWords, kana};
use crate::facts::fold_text;

/// The fewest consonants that say enough without the vowels between them.
const LONG: usize = 3;

/// The likeness that words of fewer consonants need.
const ALIKE_IF_SHORT: f64 = 0.95;

/// How alike two words sound, from 0 to 1; words of a consonant or none are alike only where they
/// are the same.
pub(crate) fn likeness(word: &str, other: &str) -> f64 {
    if fold_text(word) == fold_text(other) {
        return 1.0;
    }
    let (a, b) = (skeleton(word), skeleton(other));
    let score = similarity(&a, &b);
    match a.core().min(b.core()) {
        0 | 1 => 0.0,
        core if core < LONG && (score < ALIKE_IF_SHORT || !vowels_agree(&a, &b)) => 0.0,
        _ => score,
    }
}

/// Whether `word` says who is meant, as a legal form or a title does not.
pub(crate) fn tells(word: &str, listed: &NameWords) -> bool {
    let folded: Vec<char> = fold_text(word).chars().collect();
    listed.role(&folded).is_none()
}

fn skeleton(word: &str) -> Skeleton {
    let chars: Vec<char> = word.chars().collect();
    if chars.iter().all(|&c| kana::is_katakana(c)) {
        kana::skeleton(&chars)
    } else {
        Skeleton::of_word(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_sound_like_their_renderings_and_like_no_others() {
        for (name, rendering) in [
            ("Meta", "メタ"),
            ("NVIDIA", "エヌビディア"),
            ("Tesla", "Тесла"),
            ("Tesla", "테슬라"),
            ("3M", "3M"),
        ] {
            assert!(likeness(name, rendering) >= 0.8, "{name} {rendering}");
        }
        for (name, rendering) in
            [("Meta", "エヌビディア"), ("Tesla", "メタ"), ("A", "あ"), ("", "")]
        {
            assert!(likeness(name, rendering) < 0.5 || name == rendering, "{name} {rendering}");
        }
    }
}
