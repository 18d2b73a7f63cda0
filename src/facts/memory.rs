//! What is remembered of a text for the next that differs from it in its digits alone, as the rows
//! of a report and the sentences of a form do.
//!
//! Which words a text has, and which of them are worth a closer look, depends on where its digits
//! stand and never on which they are: with two exceptions. Zeros before a number say that it is no
//! plain number, so they are kept apart from other digits; and a text whose masks or words could
//! depend on a digit (`%1`, `Catch 22`) is not remembered. What a number means is read anew each time.

use super::codes::{self, Word};
use super::figures::{Cut, Walls};
use super::{Chars, Facts, chars};
use crate::locale::Locale;
use foldhash::HashMap;

/// A longer text is not remembered, in bytes.
const LONGEST: usize = 1 << 10;

/// How much is remembered, in bytes of text: some four thousand sentences.
const MOST: usize = 3 << 18;

/// For how many texts the memory has to serve before it is judged: what serves few of them is forgotten.
const TERM: u32 = 1 << 13;

/// What a text costs beside its length, in bytes of text.
const COST: usize = 64;

/// In how many places visitors are noted: texts that came by once, and are remembered if they come by
/// again.
const PLACES: usize = 1 << 11;

/// The last visitors of one place, the latest first.
type Visitors = [u64; 4];

/// The memory of one thread.
#[derive(Debug, Default)]
pub(super) struct Memory {
    known: HashMap<u64, Known>,
    /// What the texts that are known cost.
    cost: usize,
    /// How many texts came by since the memory was judged, and how many of them were known.
    asked: u32,
    served: u32,
    /// The keys of texts that came by, each in the place that its key gives it.
    visitors: Vec<Visitors>,
    /// How many texts were remembered, forgotten ones too.
    remembered: u64,
    /// The text at hand: its bytes with any digit as 1, its key, and whether it came by before.
    form: Vec<u8>,
    key: u64,
    again: bool,
}

/// All that two texts have in common that differ in their digits alone: which texts a thread knows by
/// it. What is forgotten and known again has another form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct TextForm(u64);

/// What is known of the texts of one form.
#[derive(Debug)]
pub(super) struct Known {
    /// Another for each that is remembered.
    pub(super) form: TextForm,
    locale: u64,
    bytes: Vec<u8>,
    chars: chars::Form,
    /// The words that may be a code or begin one.
    pub(super) words: Vec<Word>,
    pub(super) walls: Walls,
    /// How the text is cut between these walls.
    pub(super) cut: Cut,
}

impl Known {
    /// Fills `chars` with `text`, which is of this form.
    pub(super) fn fill(&self, text: &str, chars: &mut Chars) {
        chars.fill_in(&self.chars, text);
    }
}

impl Memory {
    /// What is known of texts of the form of `text`, which is the text at hand from now on.
    pub(super) fn recall(&mut self, text: &str, locale: &Locale) -> Option<&Known> {
        self.again = false;
        if text.len() > LONGEST {
            return None;
        }
        form(text.as_bytes(), &mut self.form);
        self.key = key(&self.form, locale.id);
        if self.asked == TERM {
            self.judge();
        }
        let known = self.known.get(&self.key);
        self.asked += 1;
        self.served += u32::from(known.is_some());
        if known.is_none() {
            self.visitors.resize(PLACES, Visitors::default());
            let place = &mut self.visitors[self.key as usize % PLACES];
            self.again = place.contains(&self.key);
            place.rotate_right(1);
            place[0] = self.key;
        }
        known.filter(|known| known.bytes == self.form && known.locale == locale.id)
    }

    /// Forgets everything if the memory is full of texts that do not come by any more: another document
    /// has begun. A document with more sentences than it holds keeps those that it knows.
    fn judge(&mut self) {
        if 4 * self.served < self.asked && 2 * self.cost > MOST {
            self.known.clear();
            self.cost = 0;
        }
        (self.asked, self.served) = (0, 0);
    }

    /// Remembers what was read in the text at hand, if it came by before and nothing in it depends
    /// on which digits it has.
    pub(super) fn remember(&mut self, locale: &Locale, facts: &Facts, walls: &Walls, cut: &Cut) {
        let Facts { chars, masks, .. } = facts;
        let depends = || may_mask(chars) || locale.lexicon.reads_digits(chars);
        if !self.again || !masks.is_empty() || depends() {
            return;
        }
        let cost = self.form.len() + COST;
        if self.cost + cost > MOST {
            return;
        }
        self.cost += cost;
        self.remembered += 1;
        let known = Known {
            form: TextForm(self.remembered),
            locale: locale.id,
            bytes: self.form.clone(),
            chars: chars.form(),
            words: codes::worth_a_look(chars),
            walls: walls.clone(),
            cut: cut.clone(),
        };
        self.known.insert(self.key, known);
    }
}

/// Whether other digits may make a mask of something in the text: a tag (`<0>` with its `</0>`), or
/// a placeholder (`%1`).
fn may_mask(chars: &Chars) -> bool {
    let numbered = |pair: &[char]| pair[0] == '%' && pair[1].is_ascii_digit();
    chars.raw.contains(&'<') || chars.raw.windows(2).any(numbered)
}

/// Writes the form of a text: its bytes with any digit as 1, but for a zero that begins a number.
fn form(text: &[u8], form: &mut Vec<u8>) {
    form.clear();
    form.extend_from_slice(text);
    let Some((first, rest)) = form.split_first_mut() else { return };
    if matches!(first, b'1'..=b'9') {
        *first = b'1';
    }
    // No byte depends on what becomes of another, so that many are written at a time.
    for ((form, &byte), before) in rest.iter_mut().zip(&text[1..]).zip(text) {
        let least = b'1' - u8::from(before.is_ascii_digit());
        *form = if (least..=b'9').contains(&byte) { b'1' } else { byte };
    }
}

/// A hash of the form of a text in a language.
fn key(form: &[u8], locale: u64) -> u64 {
    let (words, rest) = form.as_chunks::<8>();
    let words = words.iter().copied().map(u64::from_le_bytes);
    let rest = rest.iter().fold(form.len() as u64, |rest, &byte| rest << 8 | u64::from(byte));
    let mix =
        |key: u64, word: u64| (key.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let key = words.chain([rest]).fold(locale, mix);
    key ^ key >> 32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{Scratch, read};

    /// What is read in `text`, by a reader that has read before, and by one that has not.
    fn readings(text: &str, locale: &Locale, scratch: &mut Scratch) -> [String; 2] {
        [scratch, &mut Scratch::default()].map(|scratch| {
            let mut facts = Facts::default();
            read(text, locale, scratch, &mut facts);
            format!("{facts:?}")
        })
    }

    /// Whether texts like this are known.
    fn is_known(text: &str, locale: &Locale, scratch: &mut Scratch) -> bool {
        scratch.memory.recall(text, locale).is_some()
    }

    #[test]
    fn a_text_with_other_digits_is_read_as_if_it_were_the_first() {
        let locale = Locale::load("en").expect("the built-in rules load");
        let mut scratch = Scratch::default();
        for texts in [
            ["Sales rose 8.4% to $1,270 in 2023", "Sales rose 3.0% to $9,999 in 1723"],
            ["Tokyo (TSE: 7203), 5 March", "Tokyo (TSE: 1301), 9 March"],
            ["ISIN US0378331005 of 2", "ISIN US0378331006 of 3"],
            ["4006381333931 and 5 others", "4006381333932 and 5 others"],
        ] {
            for text in texts.iter().cycle().take(6) {
                let [again, first] = readings(text, &locale, &mut scratch);
                assert_eq!(again, first, "{text}");
            }
            assert!(is_known(texts[0], &locale, &mut scratch), "{texts:?}");
        }
    }

    #[test]
    fn a_text_that_its_digits_may_cut_otherwise_is_not_remembered() {
        let locale = Locale::load("en").expect("the built-in rules load");
        let mut scratch = Scratch::default();
        for text in ["Catch 22 of 5", "<1>Now</2> or never", "%1 of 5", "see https://a.example/5"] {
            for _ in 0..3 {
                let [again, first] = readings(text, &locale, &mut scratch);
                assert_eq!(again, first, "{text}");
            }
            assert!(!is_known(text, &locale, &mut scratch), "{text}");
        }
    }

    #[test]
    fn zeros_before_a_number_are_kept_apart() {
        let form = |text: &str| {
            let mut form = Vec::new();
            super::form(text.as_bytes(), &mut form);
            String::from_utf8(form).expect("digits become digits")
        };
        assert_eq!(form("0800 555 and 90 of 10.05、２０"), "0111 111 and 11 of 11.01、２０");
        assert_eq!(form("7"), "1");
        assert_eq!(form(""), "");
    }

    #[test]
    fn texts_of_two_languages_are_two() {
        let locales = ["en", "de"].map(|tag| Locale::load(tag).expect("the built-in rules load"));
        let mut scratch = Scratch::default();
        for locale in locales.iter().cycle().take(6) {
            let [again, first] = readings("1.234 in May, 5 more", locale, &mut scratch);
            assert_eq!(again, first, "{}", locale.tag);
        }
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let locale = Locale::parse("und", "").expect("an empty language file works");
        let mut scratch = Scratch::default();
        for n in 0..3 * MOST / LONGEST {
            let text = "a".repeat(LONGEST - 3 - n % 64) + &format!(" {}", "b".repeat(n / 64 % 64));
            for _ in 0..2 {
                read(&text, &locale, &mut scratch, &mut Facts::default());
            }
            let texts = scratch.memory.known.values();
            assert!(texts.map(|known| known.bytes.len() + COST).sum::<usize>() <= MOST);
        }
        assert!(!scratch.memory.known.is_empty());
    }
}
