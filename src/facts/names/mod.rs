//! Names: who and what a text speaks of, and how another script renders them.
//!
//! No model and no list of names: [`spot()`] goes by capitals, [`render()`] by sound. Which
//! comparison a rendering gets is decided by the script of its characters, never by a language, so
//! that a new language needs no line here. Neither is called for a pair unless a document check
//! asks; what a document makes of names is in [`crate::document`].

mod beginnings;
mod edit;
mod kana;
mod known;
#[cfg(test)]
#[path = "../../../tests/sounds/learn.rs"]
mod learn;
mod letters;
mod likeness;
mod render;
mod romanised;
mod similarity;
mod sound;
mod spot;
mod words;

pub(crate) use edit::{EditModel, Known, Way};
pub(crate) use kana::{is_katakana, is_separator, style_key};
pub(crate) use known::{Family, Gazetteer, Mention};
pub(crate) use letters::Letters;
pub(crate) use likeness::{likeness, tells};
pub(crate) use romanised::may_be_han;
pub use words::NameWords;
pub(crate) use words::key;

use super::{Code, Facts, Mask};
use crate::locale::Locale;
use crate::memo::Memo;
use crate::text::Span;
use smallvec::SmallVec;

/// A word of a name in the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name {
    /// The word, without a possessive or plural ending.
    pub span: Span,
    /// The longest name that the word is part of; the same span for a name of one word.
    pub phrase: Span,
    /// Whether its capital shows that it is a name. At the beginning of a sentence or in a heading
    /// it shows nothing, and only the rest of the document can.
    pub evident: bool,
    /// Whether it is written in capitals alone.
    pub acronym: bool,
}

/// How a rendering relates to its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Manner {
    /// The name itself, in the letters of the source; its case and its ending may differ.
    Copy,
    /// Written by sound in katakana, as a word of its own.
    Katakana,
    /// Written by sound in katakana, inside a longer word.
    Inside,
    /// Written by sound in the letters of the target.
    Sound,
}

/// How a name is rendered in a translation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rendering {
    /// Which name, an index into what `spot` found: the first with the same letters.
    pub name: usize,
    /// The part of the target that renders it.
    pub span: Span,
    /// How.
    pub manner: Manner,
    /// How alike the two sound, from 0 to 1.
    pub score: f64,
    /// Whether the whole of a longer name was taken over with it, letter by letter: that name.
    pub phrase: Option<Span>,
    /// Whether it stands in brackets, as an explanation of what stands before them.
    pub aside: bool,
}

/// The longest word that may be a name, in characters.
const LONGEST_NAME: usize = 64;

/// Names of one text that are followed, and renderings of them: a text of more is no segment.
const MOST_NAMES: usize = 128;

/// What no name is read from: masks and codes, asked for from left to right.
struct Hidden<'a> {
    masks: &'a [Mask],
    codes: &'a [Code],
}

impl<'a> Hidden<'a> {
    fn new(facts: &'a Facts) -> Self {
        Self { masks: &facts.masks, codes: &facts.codes }
    }

    /// Whether `span`, which begins after every one asked for before, lies in a mask or a code.
    fn covers(&mut self, span: Span) -> bool {
        while self.masks.first().is_some_and(|mask| mask.span.end <= span.start) {
            self.masks = &self.masks[1..];
        }
        while self.codes.first().is_some_and(|code| code.span.end <= span.start) {
            self.codes = &self.codes[1..];
        }
        self.masks.first().is_some_and(|mask| mask.span.overlaps(span))
            || self.codes.first().is_some_and(|code| code.span.overlaps(span))
    }
}

/// Working memory, kept per thread.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    words: Vec<spot::Word>,
    names: Vec<Name>,
    render: render::Scratch,
}

impl Scratch {
    /// What [`spot()`] found last, in the order of the text.
    pub(crate) fn names(&self) -> &[Name] {
        &self.names
    }

    /// What [`render()`] found last, in the order of the target.
    pub(crate) fn renderings(&self) -> &[Rendering] {
        self.render.found()
    }

    /// The keys of the words in small letters of the text that [`spot()`] read last.
    pub(crate) fn lowercase(&self) -> impl Iterator<Item = u64> {
        spot::lowercase(self)
    }
}

/// What a thread remembers of the words that went by.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    /// What each is, by itself.
    traits: Memo<spot::Traits>,
    /// Whether known names begin with it.
    pub(crate) beginnings: Memo<bool>,
    /// Whether the language has it in small letters.
    ordinary: Memo<Option<bool>>,
    /// What it was heard as.
    pub(crate) heard: Memo<Known>,
    /// Its sounds, if it is of an alphabet.
    skeletons: Memo<sound::Skeleton>,
}

impl Memory {
    /// As [`Locale::is_ordinary`].
    pub(crate) fn is_ordinary(&mut self, locale: &Locale, word: &[char]) -> Option<bool> {
        *self.ordinary.get(locale.id, word, || locale.is_ordinary(word))
    }

    /// The sounds of a word of an alphabet.
    fn skeleton(&mut self, word: &[char]) -> &sound::Skeleton {
        self.skeletons.get(0, word, || sound::Skeleton::of_chars(word.iter().copied()))
    }
}

/// Whether `c` is a letter or a digit. Most that are not ASCII need no search in tables.
#[inline]
fn is_alphanumeric(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_alphanumeric(),
        '\u{3041}'..='\u{3096}'
        | '\u{30a1}'..='\u{30fa}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}' => true,
        _ => c.is_alphanumeric(),
    }
}

/// Makes the tables of known names that hold in every language.
pub(crate) fn prepare() {
    known::prepare();
}

/// Whether a name has so few consonants that two renderings by sound may be two words.
pub(crate) fn is_short(name: &str) -> bool {
    sound::Skeleton::of_word(name).core() < render::LONG
}

/// Whether `word` sounds like a word in katakana of `text`, or is one that sounds like a word of it:
/// by the consonants, which a script of syllables keeps best.
pub(crate) fn resembles(word: &[char], text: &[char]) -> bool {
    fn skeleton(word: &[char]) -> sound::Skeleton {
        if word.iter().all(|&c| kana::is_katakana(c)) {
            kana::skeleton(word)
        } else {
            sound::Skeleton::of_chars(word.iter().copied())
        }
    }
    let katakana = |word: &[char]| word.first().is_some_and(|&c| kana::is_katakana(c));
    let name = skeleton(word);
    name.core() >= render::LONG
        && text
            .chunk_by(|a, b| kana::is_katakana(*a) == kana::is_katakana(*b))
            .flat_map(|run| run.split(|c| !c.is_alphabetic()))
            .filter(|other| other.len() > 1 && katakana(other) != katakana(word))
            .any(|other| similarity::similarity(&name, &skeleton(other)) >= similarity::ALIKE)
}

/// The first consonants of a word, in classes that its renderings in other scripts keep apart; the
/// same for words that begin alike. `None` for a word that has too few.
pub(crate) fn consonants(word: &[char]) -> Option<u64> {
    let skeleton = if word.iter().all(|&c| kana::is_katakana(c)) {
        kana::skeleton(word)
    } else {
        sound::Skeleton::of_chars(word.iter().copied())
    };
    let classes = skeleton.sounds().iter().filter_map(|sound| sound.class());
    let beginning: SmallVec<[char; 4]> = classes.take(4).collect();
    (beginning.len() > 2).then(|| key(beginning.into_iter()))
}

/// Finds the names of the source text that `facts` were read from into `scratch`.
pub(crate) fn spot(facts: &Facts, locale: &Locale, memory: &mut Memory, scratch: &mut Scratch) {
    spot::spot(facts, locale, memory, scratch);
}

/// Finds in the target the renderings of the names that [`spot()`] found last in the source; what is
/// `listed` in the target is none.
pub(crate) fn render(
    source: (&str, &Facts),
    target: (&str, &Facts),
    listed: &NameWords,
    memory: &mut Memory,
    scratch: &mut Scratch,
) {
    render::render(source, target, listed, memory, scratch);
}
