//! Finds the names of a text in a script that has capitals, without a dictionary of names.
//!
//! A capital inside a sentence is a name unless the language file says otherwise; one at the
//! beginning says nothing by itself, nor does any in a heading where all words have one. Such words
//! are given with `evident` unset, and the document decides: it has seen the word elsewhere.

use super::words::{NameWords, Role, key};
use super::{Hidden, LONGEST_NAME, MOST_NAMES, Memory, Name, Scratch};
use crate::facts::{Chars, Facts, Roles, chars};
use crate::locale::Locale;
use std::ops::Range;

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// Small letters.
    Lower,
    /// One capital at least, small letters too.
    Capital,
    /// Capitals alone, three or more.
    Acronym,
    /// Something with digits: part of a longer name, no name itself.
    Figure,
    /// Not to be looked at: in a mask or a code.
    Hidden,
}

/// What begins with a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opening {
    /// Nothing.
    None,
    /// Something that may begin with a capital inside a sentence: a quotation, a bracket.
    Inner,
    /// A sentence, or a clause after a colon.
    Clause,
}

/// A word of the source.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    /// Character indices, without a possessive or another ending.
    start: usize,
    end: usize,
    shape: Shape,
    role: Option<Role>,
    /// Equal for words that are equal but for capitals.
    key: u64,
    /// What begins here.
    opening: Opening,
    /// Whether nothing but a space or a hyphen stands between this word and the one before it.
    joined: bool,
}

/// What a word is by itself, wherever it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Traits {
    shape: Shape,
    role: Option<Role>,
    /// How many characters a possessive or another ending takes.
    ending: usize,
    /// Whether it is capitals with a small plural s.
    plural: bool,
    key: u64,
}

impl Traits {
    fn of(raw: &[char], folded: &[char], listed: &NameWords) -> Self {
        let ending = listed.ending(folded);
        let end = folded.len() - ending;
        Self {
            shape: shape(&raw[..end]),
            role: listed.role(&folded[..end]),
            ending,
            plural: is_plural(&raw[..end]),
            key: key(folded[..end].iter().copied()),
        }
    }
}

/// Finds the names of a text into `scratch`. Costs nothing but a look at a text without capitals.
pub(super) fn spot(facts: &Facts, locale: &Locale, memory: &mut Memory, scratch: &mut Scratch) {
    scratch.names.clear();
    scratch.words.clear();
    let chars = &facts.chars;
    let has_capital = chars.any(Roles::LETTER)
        && chars.raw.iter().zip(chars.roles_from(0)).any(|(c, roles)| {
            // Most letters of many texts are of no script with capitals.
            roles.any(Roles::LETTER) && c.is_uppercase()
        });
    if !has_capital {
        return;
    }
    let Scratch { words, names, .. } = scratch;
    split(facts, locale, memory, words);
    let mut start = 0;
    while start < words.len() {
        let end = (start + 1..words.len())
            .find(|&i| words[i].opening == Opening::Clause)
            .unwrap_or(words.len());
        clause(&words[start..end], chars, names);
        start = end;
    }
    names.truncate(MOST_NAMES);
}

/// The keys of the words in small letters, which are evidence that a word is no name.
pub(super) fn lowercase(scratch: &Scratch) -> impl Iterator<Item = u64> {
    let small = |word: &&Word| word.shape == Shape::Lower && word.end - word.start >= SHORTEST;
    scratch.words.iter().filter(small).map(|word| word.key)
}

/// The characters of all words that are not hidden.
pub(super) fn words(scratch: &Scratch) -> impl Iterator<Item = Range<usize>> {
    let seen = scratch.words.iter().filter(|word| word.shape != Shape::Hidden);
    seen.map(|word| word.start..word.end)
}

/// The fewest letters of a name that is worth following through a document.
const SHORTEST: usize = 3;

/// The fewest letters of a small word that shows that a clause is running text, not a heading:
/// headings leave shorter words (`of`, `the`, `and`) small.
const RUNNING: usize = 4;

fn split(facts: &Facts, locale: &Locale, memory: &mut Memory, words: &mut Vec<Word>) {
    let chars = &facts.chars;
    let mut hidden = Hidden::new(facts);
    let mut i = 0;
    loop {
        i = chars.find(i, LETTER_OR_DIGIT);
        let start = i;
        loop {
            let rest = chars.roles_from(i);
            i += rest.iter().take_while(|roles| roles.any(LETTER_OR_DIGIT)).count();
            if i == chars.len() || !continues(chars, i) {
                break;
            }
            i += 1;
        }
        if i == start {
            return;
        }
        let (raw, folded) = (&chars.raw[start..i], &chars.folded[start..i]);
        let traits = || Traits::of(raw, folded, &locale.names);
        let Traits { shape, role, ending, plural, key } =
            *memory.traits.get(locale.id, raw, traits);
        let end = i - ending;
        let shape = if hidden.covers(chars.span(start, i)) { Shape::Hidden } else { shape };
        let opening = opening(chars, start, words.last());
        let joined = opening == Opening::None
            && words.last().is_some_and(|last: &Word| is_joint(&chars.folded[last.end..start]));
        let end = end - usize::from(shape == Shape::Acronym && plural);
        words.push(Word { start, end, shape, role, key, opening, joined });
    }
}

const LETTER_OR_DIGIT: Roles = Roles::LETTER.and(Roles::DIGIT);

/// Whether the character at `i`, which is no letter or digit, belongs to the word before it.
fn continues(chars: &Chars, i: usize) -> bool {
    let c = chars.folded[i];
    is_mark(c)
        || chars.raw[i] == APOSTROPHE
        || (c == '\'' && i > 0 && is_letter(chars.get(i - 1)) && is_letter(chars.get(i + 1)))
}

fn is_letter(c: char) -> bool {
    chars::is_spaced_letter(c)
}

/// An apostrophe that Unicode counts among the letters, as some languages do.
const APOSTROPHE: char = '\u{2bc}';

/// Whether the character at `i` is a letter of a script that spaces its words.
pub(super) fn is_letter_at(chars: &Chars, i: usize) -> bool {
    chars.roles(i).any(Roles::LETTER) || chars.raw[i] == APOSTROPHE
}

/// Whether `c` only modifies the letter before it.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

fn shape(word: &[char]) -> Shape {
    if word.iter().any(char::is_ascii_digit) {
        return Shape::Figure;
    }
    if !word.iter().any(|c| c.is_uppercase()) {
        return Shape::Lower;
    }
    let capitals = word.len() - usize::from(is_plural(word));
    if capitals >= SHORTEST && word[..capitals].iter().all(|c| c.is_uppercase()) {
        return Shape::Acronym;
    }
    Shape::Capital
}

/// Whether `word` is capitals with a small plural s: `GPUs`.
fn is_plural(word: &[char]) -> bool {
    word.len() > SHORTEST
        && word.last() == Some(&'s')
        && word[..word.len() - 1].iter().all(|c| c.is_uppercase())
}

/// What begins at `start`: a clause at the start of the text or a line, after the end of a
/// sentence or a colon; something inside it after a dash, a quotation mark or a bracket. A full stop
/// after a title, a legal form or an initial ends nothing.
fn opening(chars: &Chars, start: usize, before: Option<&Word>) -> Opening {
    // Most words stand behind another one and a space.
    if let [.., 'a'..='z' | 'A'..='Z' | '0'..='9' | ',', ' '] = &chars.raw[..start] {
        return Opening::None;
    }
    let mut i = start;
    while i > 0 && chars.folded[i - 1].is_whitespace() {
        if chars.raw[i - 1] == '\n' {
            return Opening::Clause;
        }
        i -= 1;
    }
    let spaced = i < start;
    let Some(&mark) = i.checked_sub(1).and_then(|i| chars.folded.get(i)) else {
        return Opening::Clause;
    };
    match mark {
        '.' => {
            let abbreviates = before.is_some_and(|word| {
                word.end + 1 == i
                    && (word.end - word.start == 1
                        || matches!(word.role, Some(Role::Title | Role::Legal)))
            });
            if spaced && !abbreviates { Opening::Clause } else { Opening::None }
        }
        ':' | ';' | '!' | '?' if spaced => Opening::Clause,
        '。' => Opening::Clause,
        '-' if spaced => Opening::Inner,
        ':' | '-' | ',' | '\'' | '&' | '/' | ')' | ']' | '%' => Opening::None,
        c if is_letter(c) || is_mark(c) || c.is_alphanumeric() => Opening::None,
        _ => Opening::Inner,
    }
}

/// Whether what stands between two words lets them be one name.
fn is_joint(between: &[char]) -> bool {
    // A full stop that ends no sentence stands after an initial or a title: `J. Smith`. The rest of
    // an ending, as in `Meta's Llama`, ends the name.
    matches!(between, [' ' | '-'] | ['.', ' '])
}

/// Names in the words of one clause.
fn clause(words: &[Word], chars: &Chars, names: &mut Vec<Name>) {
    let running =
        words.iter().any(|word| word.shape == Shape::Lower && word.end - word.start >= RUNNING);
    let mut i = 0;
    while i < words.len() {
        if !matches!(words[i].shape, Shape::Capital | Shape::Acronym) {
            i += 1;
            continue;
        }
        let end = phrase(words, i);
        let (mut first, mut last) = (i, end);
        while first < last && is_edge(&words[first]) {
            first += 1;
        }
        while last > first && is_edge(&words[last - 1]) {
            last -= 1;
        }
        if first < last {
            let whole = chars.span(words[first].start, words[last - 1].end);
            for word in words[first..last].iter().filter(|word| is_name(word)) {
                names.push(Name {
                    span: chars.span(word.start, word.end),
                    phrase: whole,
                    evident: running && word.opening == Opening::None,
                    acronym: word.shape == Shape::Acronym,
                });
            }
        }
        i = end.max(i + 1);
    }
}

/// The end of the name that begins with word `from`: capitalised words in a row, with small
/// connecting words and figures between and after them.
fn phrase(words: &[Word], from: usize) -> usize {
    let mut end = from;
    for (i, word) in words.iter().enumerate().skip(from) {
        if i > from && !word.joined {
            break;
        }
        match word.shape {
            Shape::Capital | Shape::Acronym => end = i + 1,
            Shape::Figure if i > from => end = i + 1,
            // `Editors of the Herald`: the first word of a clause may be any word.
            Shape::Lower
                if word.role == Some(Role::Connector)
                    && i > from
                    && (i > from + 1 || words[from].opening != Opening::Clause) => {}
            _ => break,
        }
    }
    end
}

/// Whether a word at the edge of a name is not part of it.
fn is_edge(word: &Word) -> bool {
    word.role.is_some()
}

fn is_name(word: &Word) -> bool {
    matches!(word.shape, Shape::Capital | Shape::Acronym)
        && word.role.is_none()
        && (SHORTEST..=LONGEST_NAME).contains(&(word.end - word.start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Locale;

    /// Facts that hide nothing of `text`.
    fn plain(text: &str) -> Facts {
        let mut facts = Facts::default();
        facts.chars.fill(text);
        facts
    }

    fn spotted(facts: &Facts) -> Vec<Name> {
        let file = Locale::built_in_file("en").expect("English is built in");
        let locale = Locale::parse("en", &file).expect("English parses");
        let mut scratch = Scratch::default();
        spot(facts, &locale, &mut Memory::default(), &mut scratch);
        scratch.names().to_vec()
    }

    /// The names of an English text, each with `?` where only the document can tell.
    fn names(text: &str, facts: &Facts) -> Vec<String> {
        let shown = |name: &Name| {
            let mark = if name.evident { "" } else { "?" };
            format!("{}{mark}", name.span.of(text))
        };
        spotted(facts).iter().map(shown).collect()
    }

    #[test]
    fn names_are_spotted_by_their_capitals() {
        let table: [(&str, &[&str]); 18] = [
            ("nothing here", &[]),
            ("Shares of Siemens fell sharply.", &["Shares?", "Siemens"]),
            ("Yesterday Siemens said that it would.", &["Siemens"]),
            ("The plan by Mr. Harper failed. Later, Harper resigned.", &["Harper", "Harper"]),
            ("She met J. Smith there.", &["Smith"]),
            ("Voters heard Harper's and O’Brien’s speeches.", &["Voters?", "Harper", "O’Brien"]),
            ("Market Report: prices fell", &["Market?", "Report?"]),
            ("He said: \"Harper knew it before.\"", &["Harper?"]),
            ("The unit of Sterling Inc. in Leeds closed.", &["Sterling", "Leeds"]),
            ("They buy GPUs and NATO pays.", &["GPU", "NATO"]),
            ("They saw Harper (again) with UN people.", &["Harper"]),
            ("We will see in March or on Monday.", &[]),
            ("The president of the Bank of Scotland came.", &["Bank", "Scotland"]),
            ("A Jean-Claude came with them.", &["Jean", "Claude"]),
            ("They drove to Ürümqi with Łukasz.", &["Ürümqi", "Łukasz"]),
            ("The H100 and the A380 from Airbus arrived.", &["Airbus"]),
            ("(Harper was there before)", &["Harper?"]),
            ("BREAKING NEWS", &["BREAKING?", "NEWS?"]),
        ];
        for (text, expected) in table {
            assert_eq!(names(text, &plain(text)), expected, "{text}");
        }
    }

    #[test]
    fn the_words_of_a_longer_name_know_it() {
        let text = "The deal made the CEO Mark Harper of Sterling Robotics Inc richer.";
        let names = spotted(&plain(text));
        let phrases: Vec<_> = names.iter().map(|name| name.phrase.of(text)).collect();
        assert_eq!(phrases, ["Mark Harper of Sterling Robotics"; 4]);
    }

    #[test]
    fn codes_and_masks_hold_no_names() {
        let text = "Shares of Sterling (NASDAQ:STRL) rose sharply.";
        let locale = Locale::parse("und", "").expect("an empty table is legal");
        let mut facts = Facts::default();
        crate::facts::read(text, &locale, &mut crate::facts::Scratch::default(), &mut facts);
        assert_eq!(names(text, &facts), ["Shares?", "Sterling"]);
    }
}
