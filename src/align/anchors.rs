//! What a sentence shares with the one that corresponds to it, whatever the two languages are:
//! figures by value, codes, known names, words that look or sound alike, and marks.

use crate::facts::{Facts, Figure, is_katakana, is_spaced_letter, names};
use crate::locale::Locale;
use crate::memo::Memo;

/// Something that the sentence which corresponds is likely to have too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Anchor {
    /// Equal for what is the same.
    pub(super) key: u64,
    /// What it is.
    pub(super) kind: AnchorKind,
}

/// What an anchor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum AnchorKind {
    /// A figure that must be answered.
    Figure,
    /// A small number word, a month, a word such as `rose` or `more`: what comes and goes in
    /// translations.
    Hint,
    /// A ticker, a version, an address.
    Code,
    /// A country, a city or an organisation that the tables know.
    Name,
    /// A word in Latin letters, as it is written.
    Word,
    /// A word by its consonants.
    Sound,
    /// A question mark, quotation marks, brackets.
    Mark,
}

impl AnchorKind {
    /// How often the sentence that corresponds has it too, in human translations.
    pub(super) fn rate(self) -> f64 {
        match self {
            Self::Figure | Self::Code => 0.85,
            Self::Mark => 0.75,
            Self::Name => 0.7,
            Self::Word => 0.5,
            Self::Hint => 0.4,
            Self::Sound => 0.3,
        }
    }

    /// How common one of its kind is in texts, before anything is known: the chance that a sentence
    /// has it which does not correspond.
    pub(super) fn chance(self) -> f64 {
        match self {
            Self::Code => 0.002,
            Self::Figure => 0.005,
            Self::Name | Self::Word => 0.01,
            Self::Sound => 0.03,
            Self::Hint => 0.05,
            Self::Mark => 0.1,
        }
    }

    /// The cost of one that is not answered.
    pub(super) fn loss(self) -> f64 {
        match self {
            Self::Figure | Self::Code => 1.2,
            Self::Mark | Self::Name => 0.5,
            Self::Word | Self::Hint | Self::Sound => 0.0,
        }
    }
}

/// Signs that translations keep, in all their forms.
const MARKS: [&[char]; 4] = [
    &['?', '؟', '；', '՞', '፧'],
    &['!', '¡'],
    &['"', '“', '”', '„', '«', '»', '「', '『', '《'],
    &['(', '['],
];

/// The fewest letters of a word that is compared by sound.
const SHORTEST: usize = 4;

/// Reads the anchors of the sentence that `facts` were read from, sorted.
///
/// What is `remembered` is whether a known name may begin with a word.
pub(super) fn read(facts: &Facts, locale: &Locale, remembered: &mut Memo<bool>) -> Vec<Anchor> {
    let mut anchors = Vec::new();
    let mut add = |kind, key| anchors.push(Anchor { key, kind });
    for figure in &facts.figures {
        if let Some(key) = value(figure) {
            add(if figure.is_strong() { AnchorKind::Figure } else { AnchorKind::Hint }, key);
        }
    }
    for mark in &facts.marks {
        add(AnchorKind::Hint, mark.kind as u64);
    }
    for code in &facts.codes {
        add(AnchorKind::Code, names::key(code.canonical.chars()));
    }
    let mut mentions = Vec::new();
    locale.gazetteer().read(locale.id, &facts.chars, remembered, &mut mentions);
    for mention in &mentions {
        add(AnchorKind::Name, mention.id);
    }
    for (mark, forms) in MARKS.iter().enumerate() {
        if facts.chars.folded.iter().any(|c| forms.contains(c)) {
            add(AnchorKind::Mark, mark as u64);
        }
    }
    for word in words(&facts.chars.folded) {
        if word.len() > 1 && word.iter().all(char::is_ascii) {
            add(AnchorKind::Word, names::key(word.iter().copied()));
        }
        if word.len() >= SHORTEST
            && let Some(key) = names::consonants(word)
        {
            add(AnchorKind::Sound, key);
        }
    }
    anchors.sort_unstable();
    anchors
}

/// The best reading of a figure, whatever it counts: `2 dozen` and `24`.
fn value(figure: &Figure) -> Option<u64> {
    figure.best().map(|best| names::key(best.abs().to_string().chars()))
}

/// Words of letters, and of katakana.
fn words(text: &[char]) -> impl Iterator<Item = &[char]> {
    text.chunk_by(|a, b| {
        (is_spaced_letter(*a), is_katakana(*a)) == (is_spaced_letter(*b), is_katakana(*b))
    })
    .filter(|word| is_spaced_letter(word[0]) || is_katakana(word[0]))
}
