//! Which names of a source its target answers, and which of the target come from nowhere.
//!
//! A name is answered by its copy, by a known name of the same thing, or by what sounds like it; a
//! name of the target is explained in the same ways. One that is not answered and one that is not
//! explained belong together: one became the other. Names that are translated are answered by
//! nothing here, so a name that is missing says little by itself.

mod search;
mod side;
mod spelling;

use crate::facts::Facts;
use crate::facts::names::{self, Family, Letters, Mention, Way};
use crate::locale::Locale;
use crate::text::Span;
use search::Search;
use side::{Phrase, Read, Side, Surety};
use spelling::misspelt;
use std::cmp::Reverse;

/// How the names of two sides answer each other; empty where nothing is wrong.
#[derive(Debug, Default, Clone)]
pub(crate) struct NameAlignment {
    /// Known names in whose place stands another of the same kind.
    pub(crate) replaced: Vec<Replaced>,
    /// Names of the source that the target almost has.
    pub(crate) misspelt: Vec<Swap>,
    /// Names of the source in whose place stands a name that nothing in the source explains.
    pub(crate) swapped: Vec<Swap>,
    /// Names of the target that nothing explains, where the source shows no name for them.
    pub(crate) added: Vec<Added>,
    /// Names of the source that nothing answers.
    pub(crate) missing: Vec<Span>,
}

/// A known name of the source and the one of the target that stands in its place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Replaced {
    /// What is lost.
    pub(crate) lost: Mention,
    /// What stands there.
    pub(crate) new: Mention,
    /// Whether nothing else can have happened.
    pub(crate) sure: bool,
}

/// A name of the source and the one of the target that stands in its place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Swap {
    /// What is lost.
    pub(crate) source: Span,
    /// What nothing explains.
    pub(crate) target: Span,
    /// Whether neither can be a translation of the other.
    pub(crate) sure: bool,
}

/// A name of the target that nothing explains.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Added {
    /// Where it stands.
    pub(crate) span: Span,
    /// Whether it cannot be a translation of anything.
    pub(crate) sure: bool,
}

impl NameAlignment {
    pub(crate) fn clear(&mut self) {
        self.replaced.clear();
        self.misspelt.clear();
        self.swapped.clear();
        self.added.clear();
        self.missing.clear();
    }

    /// Takes over the alignment of another pair that has the same names in the same places.
    pub(crate) fn repeat(&mut self, other: &Self) {
        self.replaced.extend_from_slice(&other.replaced);
        self.misspelt.extend_from_slice(&other.misspelt);
        self.swapped.extend_from_slice(&other.swapped);
        self.added.extend_from_slice(&other.added);
        self.missing.extend_from_slice(&other.missing);
    }

    fn swap(&mut self, source: Span, target: Span, sure: bool) {
        self.missing.retain(|missing| *missing != source);
        self.swapped.push(Swap { source, target, sure });
    }
}

/// Working memory, kept per thread.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    source: Read,
    target: Read,
    memory: names::Memory,
    word: Letters,
    lost: Vec<Mention>,
    new: Vec<Mention>,
    unanswered: Vec<Phrase>,
    unexplained: Vec<Phrase>,
}

impl Scratch {
    /// Spots the names of the source, for [`align`] and for the document.
    pub(crate) fn spot(&mut self, facts: &Facts, locale: &Locale) {
        self.source.spot(facts, locale, &mut self.memory);
    }

    /// Whether anything about the names of a pair that was aligned may depend on its digits.
    pub(crate) fn read_digits(
        &self,
        source: (&str, &Facts, &Locale),
        target: (&str, &Facts, &Locale),
    ) -> bool {
        self.source.reads_digits(source) || self.target.reads_digits(target)
    }

    /// What [`Self::spot`] found, with what is remembered of words.
    pub(crate) fn spotted(&mut self) -> (&mut names::Memory, &mut names::Scratch) {
        (&mut self.memory, &mut self.source.spotted)
    }
}

/// Aligns the names of a pair, of whose source they are spotted.
pub(crate) fn align(
    (source, source_facts, source_locale): (&str, &Facts, &Locale),
    (target, target_facts, target_locale): (&str, &Facts, &Locale),
    scratch: &mut Scratch,
    alignment: &mut NameAlignment,
) {
    alignment.clear();
    let Scratch { source: from, target: to, memory, word, lost, new, unanswered, unexplained } =
        scratch;
    to.spot(target_facts, target_locale, memory);
    from.fill(source, source_facts, source_locale, memory);
    to.fill(target, target_facts, target_locale, memory);
    let source =
        Side { text: source, chars: &source_facts.chars, locale: source_locale, read: from };
    let target = Side { text: target, chars: &target_facts.chars, locale: target_locale, read: to };
    let mut search = Search::between(&source, &target, word, &mut memory.heard);

    search.unmatched_mentions(&source, &target, Way::Text, lost);
    search.unmatched_mentions(&target, &source, Way::Word, new);
    search.unmatched_phrases(&target, &source, (Way::Word, Surety::Capital), unexplained);
    // Where all that the target has is explained, what may be no name needs no answer.
    let explained = unexplained.is_empty() && new.is_empty();
    let least = if explained { Surety::Likely } else { Surety::Capital };
    search.unmatched_phrases(&source, &target, (Way::Text, least), unanswered);
    let han = source.has_han();
    // A name that is translated answers another, nobody knows which.
    let translated = unexplained.iter().filter(|phrase| phrase.surety == Surety::Capital);
    let translated = translated.filter(|phrase| phrase.inner && !phrase.words.is_empty()).count();
    unexplained.retain(|phrase| {
        let katakana = phrase.words.is_empty();
        (phrase.surety > Surety::Capital || katakana) && !(han && target.is_romanised(phrase))
    });

    misspelt(&source, &target, &mut alignment.misspelt);
    let scene = Scene {
        source: &source,
        han,
        // Where nothing shows what is a name, a name may have been lost unseen; but how Han
        // characters are read, and what is translated from them, cannot be told.
        unseen: !han && !source.chars.raw.iter().any(|c| c.is_lowercase()),
    };
    scene.replace(lost, new, unanswered, alignment);
    scene.swap(unexplained, unanswered, alignment);
    let told = !han && !target.has_han();
    scene.explain(new, unanswered, |mention| told && target.is_foreign(mention.span), alignment);
    // What Han characters render cannot be heard.
    if target.has_han() {
        unanswered.retain(|phrase| !source.is_romanised(phrase));
    }
    search.left_out(&source, &target, &mut alignment.missing);
    unanswered.truncate(unanswered.len().saturating_sub(translated));
    for phrase in unanswered.drain(..) {
        if phrase.surety >= Surety::Likely && !alignment.missing.contains(&phrase.span) {
            alignment.missing.push(phrase.span);
        }
    }
}

/// What decides how sure it is that a name became another.
struct Scene<'a> {
    source: &'a Side<'a>,
    /// Whether the source has Han characters.
    han: bool,
    /// Whether a name of the source may be lost that nothing shows.
    unseen: bool,
}

impl Scene<'_> {
    /// Pairs known names of one kind. What is left of those of the source has no answer.
    fn replace(
        &self,
        lost: &mut Vec<Mention>,
        new: &mut Vec<Mention>,
        unanswered: &mut Vec<Phrase>,
        alignment: &mut NameAlignment,
    ) {
        for mention in lost.drain(..) {
            let same =
                |other: &Mention| other.family == mention.family || mention.lies_elsewhere(other);
            if let Some(at) = new.iter().position(same) {
                // One of several may be anything; and so may a place that is read from Han
                // characters.
                let alone = new.iter().filter(|other| same(other)).count() == 1;
                let place = [mention.family, new[at].family].contains(&Family::Place);
                let sure = alone && !(self.han && place);
                alignment.replaced.push(Replaced { lost: mention, new: new.remove(at), sure });
                continue;
            }
            let foreign = self.source.has_foreign_word(mention.span);
            if foreign && self.source.word_begins_large(mention.span) {
                alignment.missing.push(mention.span);
            }
            // What a known thing is called elsewhere may not be known.
            unanswered.push(Phrase {
                surety: if foreign { Surety::Likely } else { Surety::Capital },
                known: true,
                ..Phrase::whole(mention.span)
            });
        }
    }

    /// Pairs the names that nothing explains with those that nothing answers, the surest first.
    fn swap(
        &self,
        unexplained: &mut Vec<Phrase>,
        unanswered: &mut Vec<Phrase>,
        alignment: &mut NameAlignment,
    ) {
        for phrase in unexplained.drain(..) {
            let likely = |lost: &Phrase| lost.surety.max(phrase.surety) > Surety::Capital;
            if let Some(lost) = take_surest(unanswered).filter(likely) {
                alignment.swap(lost.span, phrase.span, phrase.is_foreign());
            } else if phrase.surety > Surety::Capital {
                let sure = phrase.is_foreign() && self.unseen;
                alignment.added.push(Added { span: phrase.span, sure });
            }
        }
    }

    /// Pairs known names that nothing explains with names that nothing answers.
    fn explain(
        &self,
        new: &mut Vec<Mention>,
        unanswered: &mut Vec<Phrase>,
        is_foreign: impl Fn(&Mention) -> bool,
        alignment: &mut NameAlignment,
    ) {
        for mention in new.drain(..) {
            let foreign = is_foreign(&mention);
            if let Some(at) = unanswered.iter().position(|phrase| phrase.surety > Surety::Capital) {
                let lost = unanswered.remove(at);
                // Athens stands for Greece, and Washington for the United States.
                alignment.swap(lost.span, mention.span, foreign && !lost.known);
            } else {
                let sure = foreign && self.unseen;
                alignment.added.push(Added { span: mention.span, sure });
            }
        }
    }
}

/// Takes the phrase out that is a name most surely, the first of equals.
fn take_surest(phrases: &mut Vec<Phrase>) -> Option<Phrase> {
    let surest = (0..phrases.len()).max_by_key(|&i| (phrases[i].surety, Reverse(i)))?;
    Some(phrases.remove(surest))
}
