//! Looks for the names of one side in the other: as a copy, by initials or by sound.

use super::side::{Phrase, SHORTEST, Side, Surety};
use crate::facts::Chars;
use crate::facts::names::{self, EditModel, Known, Letters, Mention, Way};
use crate::memo::Memo;
use crate::text::Span;
use smallvec::SmallVec;

/// The evidence from which a name counts as heard in the other text.
const HEARD: f32 = 1.5;

/// The evidence, for each letter, from which a known name counts as heard: most of its renderings are
/// known too.
const HEARD_OF_KNOWN: f32 = 0.4;

/// The longest ending that an inflection puts behind a name.
const LONGEST_ENDING: usize = 3;

/// Letters that an inflection may take off a name.
const INFLECTED: usize = 2;

/// Looks for the words of one side in the other.
pub(super) struct Search<'a> {
    model: &'a EditModel,
    /// Whether the model is that of the source: then its words are the renderings.
    reversed: bool,
    word: &'a mut Letters,
    /// What words were heard as before.
    heard: &'a mut Memo<Known>,
    /// The language whose model it is.
    table: u64,
}

impl<'a> Search<'a> {
    /// A search with what the language is known to make of foreign names that has a script, or
    /// habits, of its own: the target, or else the source.
    pub(super) fn between(
        source: &Side<'a>,
        target: &Side<'a>,
        word: &'a mut Letters,
        heard: &'a mut Memo<Known>,
    ) -> Self {
        let reversed = target.locale.sounds().is_general() && !source.locale.sounds().is_general();
        let locale = if reversed { source.locale } else { target.locale };
        Self { model: locale.sounds(), reversed, word, heard, table: locale.id }
    }

    /// The known names of `own` that `other` does not have, nor a copy or the sound of them. The
    /// text of `other` holds the renderings where `way` says so.
    pub(super) fn unmatched_mentions(
        &mut self,
        own: &Side<'_>,
        other: &Side<'_>,
        way: Way,
        unmatched: &mut Vec<Mention>,
    ) {
        unmatched.clear();
        for mention in &own.read.mentions {
            if !mention.hint
                && !other.read.mentions.iter().any(|m| m.answers(mention))
                && !unmatched.iter().any(|m| m.id == mention.id)
                && !self.finds_known(mention, own, other, way)
            {
                unmatched.push(*mention);
            }
        }
    }

    /// The words that are left out of names that are copied in part. They stand behind what is
    /// copied: before a name stands what it is, `Fluss Elbe`, and that is translated.
    pub(super) fn left_out(&mut self, own: &Side<'_>, other: &Side<'_>, missing: &mut Vec<Span>) {
        for phrase in &own.read.phrases {
            let names = &own.read.spotted.names()[phrase.words.start..phrase.words.end];
            for pair in names.windows(2) {
                let [before, name] = pair else { continue };
                let word = own.word(name.span);
                if has_word(own.word(before.span), other.chars)
                    && own.between(before.span, name.span) == " "
                    && !name.acronym
                    && word.len() >= SHORTEST
                    && own.locale.is_ordinary(word) != Some(true)
                    && !self.finds(name.span, own, other, Way::Text)
                {
                    missing.push(name.span);
                }
            }
        }
    }

    /// The other names of `own` of which `other` has no word, as far as they are at least so `sure`.
    pub(super) fn unmatched_phrases(
        &mut self,
        own: &Side<'_>,
        other: &Side<'_>,
        (way, sure): (Way, Surety),
        unmatched: &mut Vec<Phrase>,
    ) {
        unmatched.clear();
        for phrase in own.read.phrases.iter().filter(|phrase| phrase.surety >= sure) {
            let mut closest = f32::MIN;
            for span in own.words(phrase) {
                closest = self.evidence(span, own, other, way).max(closest);
                if closest >= HEARD {
                    break;
                }
            }
            if closest < HEARD && !is_abbreviated(phrase.span.of(own.text), other) {
                unmatched.push(Phrase { closest, ..*phrase });
            }
        }
    }

    /// Whether a known name of `own` stands in `other` as a copy or by sound. What is itself a known
    /// name is no rendering of another, however alike they sound: Austria, Australia.
    fn finds_known(
        &mut self,
        mention: &Mention,
        own: &Side<'_>,
        other: &Side<'_>,
        way: Way,
    ) -> bool {
        if is_abbreviated(mention.span.of(own.text), other) {
            return true;
        }
        let Some((evidence, span)) = self.hear(mention.span, own, other, way) else {
            return stands(own.word(mention.span), other.chars);
        };
        let enough = HEARD_OF_KNOWN * self.word.codes().len() as f32;
        let heard = evidence >= enough || resembles(mention.span, own, other);
        heard && !other.read.mentions.iter().any(|known| known.span.overlaps(span))
    }

    /// Whether the word at `span` of `own` stands in `other`, as a copy or by sound.
    fn finds(&mut self, span: Span, own: &Side<'_>, other: &Side<'_>, way: Way) -> bool {
        self.evidence(span, own, other, way) >= HEARD
    }

    /// The evidence that the word at `span` of `own` stands in `other`, or as much of it as is
    /// [`HEARD`].
    fn evidence(&mut self, span: Span, own: &Side<'_>, other: &Side<'_>, way: Way) -> f32 {
        let word = own.word(span);
        if stands(word, other.chars) {
            return f32::MAX;
        }
        let way = if self.reversed { way.reversed() } else { way };
        let letters = other.letters();
        let known =
            self.heard.get(2 * self.table + u64::from(way == Way::Word), word, Known::default);
        if let Some(evidence) = known.evidence(&letters)
            && evidence >= HEARD
        {
            return evidence;
        }
        self.word.fill(word);
        // Known names alone have no evidence at all.
        let mut evidence = f32::MIN / 2.0;
        if let Some(heard) = self.model.hear(self.word, &letters, way) {
            evidence = heard.evidence;
            if evidence >= HEARD {
                *known = Known::of(heard, &letters);
            }
        }
        if evidence < HEARD && resembles(span, own, other) { HEARD } else { evidence }
    }

    /// Where the word at `span` of `own` sounds in `other`, and the evidence for it.
    fn hear(
        &mut self,
        span: Span,
        own: &Side<'_>,
        other: &Side<'_>,
        way: Way,
    ) -> Option<(f32, Span)> {
        self.word.fill(own.word(span));
        let way = if self.reversed { way.reversed() } else { way };
        let letters = other.letters();
        let heard = self.model.hear(self.word, &letters, way)?;
        let (first, last) = (letters.character(heard.start), letters.character(heard.end - 1));
        Some((heard.evidence, other.chars.span(first, last + 1)))
    }
}

/// Whether the word at `span` and one of `other`, of which one is in katakana, have the same
/// consonants.
fn resembles(span: Span, own: &Side<'_>, other: &Side<'_>) -> bool {
    own.has_katakana() != other.has_katakana()
        && names::resembles(own.word(span), &other.chars.folded)
}

/// Whether the folded `word` is a word of `text`, but for accents.
fn has_word(word: &[char], text: &Chars) -> bool {
    let plain = |c: &char| any_ascii::any_ascii_char(*c);
    words(text).any(|other| {
        other == word
            || (other.len() == word.len() && other.iter().map(plain).eq(word.iter().map(plain)))
    })
}

/// Whether the folded `word` is one of `text` in some form: with another short ending.
pub(super) fn has_form(word: &[char], text: &Chars) -> bool {
    words(text).any(|other| {
        let kept = word.len().min(other.len()).saturating_sub(1);
        word.len().abs_diff(other.len()) <= LONGEST_ENDING && word[..kept] == other[..kept]
    })
}

fn words(text: &Chars) -> impl Iterator<Item = &[char]> {
    text.folded.split(|c| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Whether the folded `word` begins a word of `text`, but for what inflection takes off it.
fn stands(word: &[char], text: &Chars) -> bool {
    let kept = word.len().saturating_sub(INFLECTED).max(SHORTEST.min(word.len()));
    let stem = &word[..kept];
    let Some(&first) = stem.first() else { return false };
    text.folded.iter().enumerate().any(|(at, &c)| {
        c == first
            && text.folded[at..].starts_with(stem)
            && !at.checked_sub(1).is_some_and(|before| text.folded[before].is_ascii_alphanumeric())
    })
}

/// Whether `phrase` is several words whose initials stand in the other text as one.
fn is_abbreviated(phrase: &str, other: &Side<'_>) -> bool {
    let words = phrase.split([' ', '-']);
    let letters = words.filter_map(|word| word.chars().next()).filter(|c| c.is_uppercase());
    let initials: SmallVec<[char; 8]> = letters.collect();
    initials.len() > 1 && other.chars.raw.windows(initials.len()).any(|run| *run == initials[..])
}
