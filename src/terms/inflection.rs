//! How far the word of a text may be from the word of a term and still be one of its forms.

use crate::facts::fold_text;
use crate::rules::Inflection;
use any_ascii::any_ascii_char;

/// How a stretch of a text answers a term, the closest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// Letter by letter, between the borders of words.
    Exact,
    /// With an ending.
    Ending,
    /// Letter by letter, among characters that may or may not belong to its word.
    Joined,
    /// With another stem, or inside a longer word, as far as can be told.
    Loose,
}

/// What a stretch is asked for, which says how much is forgiven.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// To accuse somebody of it, or to ask something of the other side.
    Accuse,
    /// To be satisfied with it.
    Answer,
}

/// The endings of words in one language.
#[derive(Debug, Clone, Default)]
pub(super) struct Endings {
    /// What may be written behind a word; the longest first.
    plain: Vec<Vec<char>>,
    /// What takes the place of the end of a word: `y` becomes `ies`.
    changed: Vec<(Vec<char>, Vec<char>)>,
    /// What may be written onto the front of a word.
    proclitics: Vec<Vec<char>>,
}

impl From<&Inflection> for Endings {
    fn from(table: &Inflection) -> Self {
        let chars = |text: &str| fold_text(text).chars().collect::<Vec<char>>();
        let mut endings = Self::default();
        for ending in &table.endings {
            match ending.split_once('=') {
                Some((from, to)) => endings.changed.push((chars(from), chars(to))),
                None => endings.plain.push(chars(ending)),
            }
        }
        endings.proclitics = table.proclitics.iter().map(|text| chars(text)).collect();
        endings.plain.sort_by_key(|ending| std::cmp::Reverse(ending.len()));
        endings
    }
}

impl Endings {
    /// Whether the endings are all there are: then nothing else is an ending.
    pub(super) fn are_listed(&self) -> bool {
        !self.plain.is_empty()
    }

    /// How many characters at the start of a word none of its forms changes.
    pub(super) fn stem(&self, word: &[char]) -> usize {
        let cut = if self.are_listed() {
            self.changed.iter().filter(|(from, _)| word.ends_with(from)).map(|(from, _)| from.len())
        } else {
            // The table is empty, and the loss is one of the rules below.
            return word.len() - open_loss(word.len());
        };
        word.len() - cut.max().unwrap_or(0)
    }

    /// Whether the folded `word` of a text is a form of the folded word of a term.
    pub(super) fn fit(&self, term: &[char], word: &[char], purpose: Purpose) -> Option<Fit> {
        if term == word {
            return Some(Fit::Exact);
        }
        if self.is_ending(term, word) {
            return Some(Fit::Ending);
        }
        let strict = if self.are_listed() { None } else { open(term, word) };
        match purpose {
            Purpose::Accuse => strict,
            Purpose::Answer => strict.or_else(|| is_related(term, word).then_some(Fit::Loose)),
        }
    }

    /// Whether `word` is `term` with endings of the list.
    fn is_ending(&self, term: &[char], word: &[char]) -> bool {
        let plain = word.strip_prefix(term).is_some_and(|rest| self.divides(rest));
        plain
            || self.changed.iter().any(|(from, to)| {
                term.strip_suffix(&from[..])
                    .and_then(|stem| word.strip_prefix(stem))
                    .is_some_and(|rest| rest == to)
            })
    }

    /// Whether `front`, before a term in the same word, is something that is written onto words.
    pub(super) fn is_proclitic(&self, front: &[char]) -> bool {
        self.proclitics.iter().any(|proclitic| proclitic == front)
    }

    /// Whether `rest` is made of at most three endings: Korean 에서는 is 에서 and 는.
    pub(super) fn divides(&self, rest: &[char]) -> bool {
        self.divides_into(rest, 3)
    }

    fn divides_into(&self, rest: &[char], most: usize) -> bool {
        rest.is_empty()
            || most > 0
                && self.plain.iter().any(|ending| {
                    rest.strip_prefix(&ending[..])
                        .is_some_and(|rest| self.divides_into(rest, most - 1))
                })
    }
}

/// How many letters the forms of a word may change at its end, where no list says it.
const fn open_loss(letters: usize) -> usize {
    match letters {
        0..=4 => 0,
        5..=6 => 1,
        _ => 2,
    }
}

/// The rule for languages whose endings nobody has listed: a word may get up to three letters, and a
/// long one may have other vowels at its end, as акция has акции.
fn open(term: &[char], word: &[char]) -> Option<Fit> {
    let common = common(term, word);
    let (lost, added) = (term.len() - common, word.len() - common);
    if lost == 0 {
        let most = if term.len() < 4 { 1 } else { 3 };
        return (term.len() > 2 && added <= most).then_some(Fit::Ending);
    }
    let vowels = term[common..].iter().chain(word.get(common)).all(|&c| is_vowel(c));
    if !vowels || lost > open_loss(term.len()) || added > lost + 2 {
        return None;
    }
    Some(if lost == 1 { Fit::Ending } else { Fit::Loose })
}

/// The fewest letters of a term that may stand inside a longer word.
const LEAST_INSIDE: usize = 5;

/// Whether a reader may well take `word` for the word that was asked for: an inflected form, a
/// derivation, or a compound that holds it. Only good for silence.
fn is_related(term: &[char], word: &[char]) -> bool {
    let letters = term.len();
    // Vowels change within a word too: Haus, Häuser.
    let common = term.iter().zip(word).take_while(|(a, b)| plain(**a) == plain(**b)).count();
    let begins = match letters {
        0..=2 => false,
        3 | 4 => common >= 3 && word.len() - common <= 3,
        _ => common >= (letters * 7 / 10).max(4),
    };
    // Where letters have no capitals, articles and prepositions may be written onto a word, and its
    // vowels are often not written at all.
    let caseless = term.iter().all(|c| !c.is_lowercase());
    let least = if caseless { 3 } else { LEAST_INSIDE };
    begins
        || letters >= least
            && word.len() > letters
            && word.windows(letters).any(|part| part[0] == term[0] && part == term)
}

/// Whether a letter sounds as a vowel, or not at all as the signs of Cyrillic do.
fn is_vowel(c: char) -> bool {
    matches!(
        any_ascii_char(c).bytes().next(),
        None | Some(b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | b'\'')
    )
}

/// A Latin letter without its accents; others as they are.
fn plain(c: char) -> char {
    match c {
        '\u{80}'..'\u{250}' => any_ascii_char(c).chars().next().unwrap_or(c),
        c => c,
    }
}

fn common(a: &[char], b: &[char]) -> usize {
    a.iter().zip(b).take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(endings: &[&str], term: &str, word: &str, purpose: Purpose) -> Option<Fit> {
        let endings = endings.iter().map(ToString::to_string).collect();
        let table = Inflection { endings, ..Inflection::default() };
        let chars = |text: &str| text.chars().collect::<Vec<_>>();
        Endings::from(&table).fit(&chars(term), &chars(word), purpose)
    }

    #[test]
    fn a_list_of_endings_is_all_there_is() {
        let english = &["s", "es", "y=ies"];
        let accuse = |term, word| fit(english, term, word, Purpose::Accuse);
        assert_eq!(accuse("stock", "stock"), Some(Fit::Exact));
        assert_eq!(accuse("stock", "stocks"), Some(Fit::Ending));
        assert_eq!(accuse("company", "companies"), Some(Fit::Ending));
        assert_eq!(accuse("stock", "stocking"), None);
        assert_eq!(accuse("art", "artist"), None);
        assert_eq!(fit(&["에서", "는"], "주식", "주식에서는", Purpose::Accuse), Some(Fit::Ending));
        assert_eq!(fit(&["에서", "는"], "주식", "주식회사", Purpose::Accuse), None);
    }

    #[test]
    fn without_a_list_long_words_may_change_their_end() {
        let accuse = |term, word| fit(&[], term, word, Purpose::Accuse);
        assert_eq!(accuse("aktie", "aktien"), Some(Fit::Ending));
        assert_eq!(accuse("акция", "акции"), Some(Fit::Ending));
        assert_eq!(accuse("Франция", "Франций"), Some(Fit::Ending));
        assert_eq!(accuse("предшественник", "предшественнику"), Some(Fit::Ending));
        assert_eq!(accuse("акция", "акциями"), Some(Fit::Ending));
        assert_eq!(accuse("акция", "акционер"), None);
        assert_eq!(accuse("лікарня", "лікаря"), None);
        assert_eq!(accuse("vláda", "vládce"), None);
        assert_eq!(accuse("ki", "kid"), None);
    }

    #[test]
    fn an_answer_is_forgiven_more() {
        let answer = |term, word| fit(&[], term, word, Purpose::Answer);
        assert!(answer("osake", "osakkeiden").is_some());
        assert!(answer("entwicklung", "kursentwicklungen").is_some());
        assert!(answer("شركة", "الشركات").is_none());
        assert!(answer("سهم", "السهم").is_some());
        assert!(answer("aktie", "auktion").is_none());
        assert!(answer("haus", "häuser").is_some());
    }

    #[test]
    fn no_form_of_a_word_changes_its_stem() {
        let open = Endings::default();
        for (term, word) in [("акция", "акции"), ("spółka", "spółki"), ("aktie", "aktien")]
        {
            let (term, word): (Vec<_>, Vec<_>) = (term.chars().collect(), word.chars().collect());
            assert!(open.fit(&term, &word, Purpose::Accuse).is_some());
            assert_eq!(term[..open.stem(&term)], word[..open.stem(&term)]);
        }
    }
}
