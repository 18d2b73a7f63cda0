//! How likely one word is another by sound: a learned model of edits.
//!
//! For each language, `rules/sounds.tsv` holds what a Latin letter of a foreign name becomes there
//! (romanised, see [`super::letters`]), how likely it is dropped, and which letters are added: the
//! logarithm of how much more likely that is in a rendering than by chance, in tenths. Added up along
//! the best alignment of two words, they say by what factor it is likelier that one renders the other
//! than that they only stand in the same text (the stochastic edit distance of Ristad and Yianilos,
//! 1998, with the best path in place of the sum of all). `learn.rs` makes the table.

use super::letters::Letters;
use smallvec::SmallVec;

/// The tables of all languages that have one.
const SOUNDS: &str = include_str!("../../../rules/sounds.tsv");

/// The table for languages that have none of their own: what Latin spellings make of each other.
const GENERAL: &str = "und";

/// Letters of a name that are compared; what a longer word has beyond them is not.
const LONGEST: usize = 32;

/// What it costs to begin inside a word, in tenths: e to the power of 2 times less likely.
const INSIDE: i32 = 20;

pub(crate) const LETTERS: usize = 26;

/// What one language makes of the letters of a foreign name, in tenths of a natural logarithm.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct EditModel {
    /// By the letter of the name, then of the rendering.
    pub(super) becomes: [[i8; LETTERS]; LETTERS],
    /// By the letter of the name.
    pub(super) dropped: [i8; LETTERS],
    /// By the letter of the rendering.
    pub(super) added: [i8; LETTERS],
    /// Whether the language has no model of its own.
    general: bool,
}

/// Which of the two words is the rendering.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// The text that is searched.
    Text,
    /// The word that is sought.
    Word,
}

/// The stretch of a text that sounds most like a word.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Heard {
    /// By which factor it is likelier that it renders the word than that it stands there by chance,
    /// as a natural logarithm, all places of the text considered.
    pub(crate) evidence: f32,
    /// The same, were it the only place, in tenths.
    pub(crate) alike: i32,
    /// The first letter.
    pub(crate) start: usize,
    /// The letter after the last.
    pub(crate) end: usize,
}

/// A stretch of letters that was heard as a word, and will be wherever it stands.
#[derive(Debug, Default)]
pub(crate) struct Known {
    codes: SmallVec<[u8; LONGEST]>,
    /// How likely it is the word, in tenths, where it begins a word itself.
    alike: i32,
}

impl Known {
    /// What was `heard` in a text.
    pub(crate) fn of(heard: Heard, text: &Letters) -> Self {
        let codes = text.codes()[heard.start..heard.end].iter().copied().collect();
        Self { codes, alike: heard.alike - begin(text, heard.start) }
    }

    /// The evidence that its place in a text gives for the word, if it stands there. The best place
    /// gives no less.
    pub(crate) fn evidence(&self, text: &Letters) -> Option<f32> {
        let codes = text.codes();
        let (first, rest) = self.codes.split_first()?;
        let at = (0..codes.len())
            .find(|&at| codes[at] == *first && codes[at + 1..].starts_with(rest))?;
        Some(evidence(self.alike + begin(text, at), text))
    }
}

/// What it costs a word to begin at a letter of a text, in tenths.
fn begin(text: &Letters, at: usize) -> i32 {
    if text.starts(at) { 0 } else { -INSIDE }
}

/// The likeness of a word and the likeliest place of a text, with all its other places considered.
fn evidence(alike: i32, text: &Letters) -> f32 {
    alike as f32 / 10.0 - (text.words().max(1) as f32).ln()
}

impl Way {
    pub(crate) fn reversed(self) -> Self {
        match self {
            Self::Text => Self::Word,
            Self::Word => Self::Text,
        }
    }
}

impl EditModel {
    /// The model of the first locale of `chain` that has one, of its language, or the general one.
    pub(crate) fn of(chain: &[String]) -> Self {
        let languages = chain.iter().filter_map(|tag| tag.split('-').next());
        let tags = chain.iter().map(String::as_str).chain(languages);
        let own = tags.filter(|tag| *tag != GENERAL).find_map(Self::find);
        own.or_else(|| Some(Self { general: true, ..Self::find(GENERAL)? })).unwrap_or_default()
    }

    /// Whether it is the model of all languages that have none of their own.
    pub(crate) fn is_general(&self) -> bool {
        self.general
    }

    fn find(tag: &str) -> Option<Self> {
        let own = SOUNDS.lines().filter_map(|line| line.split_once('\t'));
        let mut rows = own.skip_while(|(row, _)| *row != tag).take_while(|(row, _)| *row == tag);
        let mut read = |into: &mut [i8; LETTERS]| {
            for (value, text) in into.iter_mut().zip(rows.next()?.1.split('\t').skip(1)) {
                *value = text.parse().ok()?;
            }
            Some(())
        };
        let mut model = Self::default();
        for letter in &mut model.becomes {
            read(letter)?;
        }
        read(&mut model.dropped)?;
        read(&mut model.added)?;
        Some(model)
    }

    /// How alike two whole words sound: the logarithm of the factor for each of their letters.
    #[cfg(test)]
    pub(super) fn alike(&self, name: &Letters, rendering: &Letters) -> f32 {
        let (name, text) = (name.codes(), rendering.codes());
        let mut row = vec![0];
        for &letter in text {
            row.push(row[row.len() - 1] + i32::from(self.added[usize::from(letter)]));
        }
        for &from in name {
            let from = usize::from(from);
            let mut diagonal = row[0];
            row[0] += i32::from(self.dropped[from]);
            for (j, &to) in text.iter().enumerate() {
                let to = usize::from(to);
                let best = (diagonal + i32::from(self.becomes[from][to]))
                    .max(row[j + 1] + i32::from(self.dropped[from]))
                    .max(row[j] + i32::from(self.added[to]));
                diagonal = row[j + 1];
                row[j + 1] = best;
            }
        }
        row[text.len()] as f32 / 10.0 / (name.len() + text.len()).max(1) as f32
    }

    /// The stretch of `text` that sounds most like `word`; `way` says which of them is the
    /// rendering. `None` where there is nothing to compare.
    pub(crate) fn hear(&self, word: &Letters, text: &Letters, way: Way) -> Option<Heard> {
        let sought = &word.codes()[..word.codes().len().min(LONGEST)];
        if sought.is_empty() || text.codes().is_empty() {
            return None;
        }
        let missing = match way {
            Way::Text => &self.dropped,
            Way::Word => &self.added,
        };
        let extra = match way {
            Way::Text => &self.added,
            Way::Word => &self.dropped,
        };
        // For each letter of the word: the best score of what ends here, and where that begins.
        let mut column = [(0_i32, 0_u32); LONGEST + 1];
        for (i, &letter) in sought.iter().enumerate() {
            column[i + 1].0 = column[i].0 + i32::from(missing[usize::from(letter)]);
        }
        let begin = |at: usize| (begin(text, at), at as u32);
        column[0] = begin(0);
        let mut best = (i32::MIN, 0, 0);
        for (j, &heard) in text.codes().iter().enumerate() {
            let heard = usize::from(heard);
            let added = i32::from(extra[heard]);
            let mut diagonal = column[0];
            column[0] = begin(j + 1);
            for (i, &letter) in sought.iter().enumerate() {
                let letter = usize::from(letter);
                let swap = match way {
                    Way::Text => self.becomes[letter][heard],
                    Way::Word => self.becomes[heard][letter],
                };
                let above = column[i + 1];
                let mut cell = (diagonal.0 + i32::from(swap), diagonal.1);
                if above.0 + added > cell.0 {
                    cell = (above.0 + added, above.1);
                }
                let skipped = column[i].0 + i32::from(missing[letter]);
                if skipped > cell.0 {
                    cell = (skipped, column[i].1);
                }
                diagonal = above;
                column[i + 1] = cell;
            }
            let (score, start) = column[sought.len()];
            if score > best.0 && (start as usize) <= j {
                best = (score, start as usize, j + 1);
            }
        }
        if best.2 == 0 {
            return None;
        }
        let (alike, start, end) = best;
        Some(Heard { evidence: evidence(alike, text), alike, start, end })
    }
}
