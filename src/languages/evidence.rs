//! What the words of a stretch of text say about its language.

use super::Languages;
use smallvec::SmallVec;

/// Clues that are enough; more would only cost time.
const MOST: usize = 64;

/// A word that speaks for some languages.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Clue {
    /// The word (see [`crate::tokens::key`]).
    pub key: u64,
    /// The languages that have the word, or letters like its.
    pub languages: Languages,
    /// Whether the language that the text should be in is one of them.
    pub own: bool,
    /// Whether only the letters speak.
    pub by_letters: bool,
}

/// The clues of a stretch, each word once.
#[derive(Debug, Default)]
pub(crate) struct Evidence(SmallVec<[Clue; MOST]>);

impl Evidence {
    /// Takes in a clue.
    pub(crate) fn add(&mut self, clue: Clue) {
        let known = self.0.len() == MOST || self.0.iter().any(|other| other.key == clue.key);
        if !known && (clue.own || clue.languages != Languages::default()) {
            self.0.push(clue);
        }
    }

    /// The clues.
    pub(crate) fn clues(&self) -> &[Clue] {
        &self.0
    }

    /// How many clues speak for the language that the text should be in.
    pub(crate) fn own(&self) -> usize {
        self.0.iter().filter(|clue| clue.own).count()
    }

    /// How many clues speak for one of these languages.
    pub(crate) fn of(&self, languages: Languages) -> usize {
        self.0.iter().filter(|clue| clue.languages.meet(languages)).count()
    }

    /// The language that most clues speak for, with how many.
    pub(crate) fn most(&self) -> (Languages, usize) {
        let mut counts = [0; u64::BITS as usize];
        for clue in &self.0 {
            clue.languages.places().for_each(|at| counts[at] += 1);
        }
        let most = counts.into_iter().enumerate().rev().max_by_key(|&(_, count)| count);
        let (at, count) = most.unwrap_or_default();
        (if count > 0 { Languages::at(at) } else { Languages::default() }, count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens;

    #[test]
    fn the_language_of_most_words_is_the_likeliest() {
        let mut evidence = Evidence::default();
        assert_eq!(evidence.most(), (Languages::default(), 0));
        for word in ["und", "die", "the", "und"] {
            let key = tokens::key(word);
            let languages = Languages::with(key);
            evidence.add(Clue { key, languages, own: word == "the", by_letters: false });
        }
        let (language, count) = evidence.most();
        assert!(language.tags().eq(["de"]) && count == 2, "{language:?}");
        assert_eq!((evidence.own(), evidence.of(language)), (1, 2));
    }
}
