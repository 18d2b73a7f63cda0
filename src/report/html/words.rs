//! How many words a text has, as the trade counts them.

use crate::tokens::Script;

/// Letters that a word has on average in a script that writes neither spaces nor Chinese characters.
const LETTERS: usize = 4;

/// The words of a text: what stands between spaces, as far as it has a letter or a digit, and each
/// Chinese character and each kana for itself, which is how word processors count. Thai and its
/// neighbours are estimated by their letters.
pub(super) fn count(text: &str) -> u64 {
    let mut words = 0_usize;
    let mut letters = 0_usize;
    let mut in_word = false;
    for c in text.chars() {
        match Script::of(c) {
            Some(Script::Word | Script::Number) => {
                words += usize::from(!in_word);
                in_word = true;
            }
            Some(Script::Unspaced) => {
                letters += 1;
                in_word = false;
            }
            Some(Script::Han | Script::Hiragana | Script::Katakana) => {
                words += 1;
                in_word = false;
            }
            None => in_word &= !c.is_whitespace(),
        }
    }
    (words + letters.div_ceil(LETTERS)) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaced_scripts_count_words_and_others_characters() {
        for (text, words) in [
            ("", 0),
            (" – … ", 0),
            ("Revenue was $1,234.5 million.", 4),
            ("don’t e-mail", 2),
            ("売上は405億ドル", 7),
            ("ราคาทอง", 2),
            ("한국어 문장", 2),
            ("संयुक्त राष्ट्र", 2),
        ] {
            assert_eq!(count(text), words, "{text}");
        }
    }
}
