//! Whether a word may be a name from Han characters, written as Japanese or Chinese is romanised.
//!
//! Han characters do not show how they are read: in a text that has them, such a name is explained.

/// What begins a syllable of pinyin, the longer ones first; or nothing does.
const INITIALS: &str = "zh ch sh b p m f d t n l g k h j q x r z c s y w";

/// What ends a syllable of pinyin.
const FINALS: &str = "iang iong uang ang eng ian iao ing ong uai uan ai an ao ei en er ia ie in iu \
                      ou ua ue ui un uo ve a e i o u v";

/// What begins a syllable of romanised Japanese, the longer ones first; and `n` and what doubles a
/// consonant, which are syllables by themselves.
const MORAS: &str = "ky gy sh ch ts ny hy by py my ry jy tch kw k g s z j t d n h f b p m y r w";

/// Whether the folded `word` may romanise Han characters.
pub(crate) fn may_be_han(word: &[char]) -> bool {
    let letters: String = word.iter().filter_map(|&c| plain(c)).collect();
    !letters.is_empty() && (is_japanese(&letters) || is_pinyin(&letters))
}

/// A letter without the signs of length and tone; no letter for what joins syllables.
fn plain(c: char) -> Option<char> {
    match c {
        'ā' | 'á' | 'ǎ' | 'à' | 'â' => Some('a'),
        'ē' | 'é' | 'ě' | 'è' | 'ê' => Some('e'),
        'ī' | 'í' | 'ǐ' | 'ì' | 'î' => Some('i'),
        'ō' | 'ó' | 'ǒ' | 'ò' | 'ô' => Some('o'),
        'ū' | 'ú' | 'ǔ' | 'ù' | 'û' => Some('u'),
        'ü' | 'ǘ' | 'ǚ' | 'ǜ' => Some('v'),
        '\'' | '-' => None,
        c => Some(c),
    }
}

fn is_japanese(word: &str) -> bool {
    let mut rest = word;
    let mut vowel = false;
    while !rest.is_empty() {
        if let Some(behind) = mora(rest) {
            rest = behind;
            vowel = true;
            continue;
        }
        let mut chars = rest.chars();
        let (first, next) = (chars.next(), chars.next());
        // ん before a consonant or at the end, the length of an o, a doubled consonant.
        let alone = matches!(first, Some('n'))
            || (first == Some('m') && matches!(next, Some('b' | 'p' | 'm')))
            || (first == Some('h') && vowel)
            || (first == next && first.is_some_and(|c| "kstpgdbz".contains(c)));
        if !alone {
            return false;
        }
        rest = chars_behind(rest);
        vowel = false;
    }
    true
}

/// What follows a syllable of Japanese at the beginning of `text`.
fn mora(text: &str) -> Option<&str> {
    MORAS.split(' ').chain([""]).find_map(|mora| {
        let rest = text.strip_prefix(mora)?;
        rest.starts_with(['a', 'e', 'i', 'o', 'u']).then(|| chars_behind(rest))
    })
}

fn chars_behind(text: &str) -> &str {
    text.get(text.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default()
}

/// Whether `word` is at most three syllables of pinyin.
fn is_pinyin(word: &str) -> bool {
    fn reads(rest: &str, syllables: usize) -> bool {
        rest.is_empty()
            || syllables > 0
                && INITIALS
                    .split(' ')
                    .chain([""])
                    .filter_map(|initial| rest.strip_prefix(initial))
                    .any(|rest| {
                        FINALS
                            .split(' ')
                            .filter_map(|end| rest.strip_prefix(end))
                            .any(|rest| reads(rest, syllables - 1))
                    })
    }
    reads(word, 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_from_han_characters_are_known_by_their_syllables() {
        let folded = |word: &str| word.chars().map(crate::facts::fold).collect::<Vec<_>>();
        for word in
            ["Kumamoto", "Shimbun", "Tōkyō", "Hokkaido", "Ohno", "Jinping", "Xi", "Guangdong"]
        {
            assert!(may_be_han(&folded(word)), "{word}");
        }
        for word in ["Michel", "Foucault", "McDonald", "Islamabad", "Pfizer", ""] {
            assert!(!may_be_han(&folded(word)), "{word}");
        }
    }
}
