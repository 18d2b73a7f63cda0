//! Which names of a source its target answers, and which of the target come from nowhere.
//!
//! A name is answered by its copy, by a known name of the same thing, or by what sounds like it; a
//! name of the target is explained in the same ways. One that is not answered and one that is not
//! explained belong together: one became the other. Names that are translated are answered by
//! nothing here, so a name that is missing says little by itself.

use crate::facts::names::{
    self, EditModel, Family, Letters, Mention, Name, Way, is_katakana, is_separator,
};
use crate::facts::{Chars, Facts};
use crate::locale::Locale;
use crate::text::Span;
use std::cell::{Cell, Ref, RefCell};
use std::cmp::Reverse;

/// The evidence from which a name counts as heard in the other text.
const HEARD: f32 = 1.5;

/// The evidence, for each letter, from which a known name counts as heard: most of its renderings are
/// known too.
const HEARD_OF_KNOWN: f32 = 0.4;

/// The evidence below which it is certain that a name does not sound in the other text.
const UNHEARD: f32 = 0.5;

/// The fewest letters of a name that is compared by its sound.
const SHORTEST: usize = 4;

/// The letters of a name in which one wrong letter is a slip and not another name.
const LONG: usize = 6;

/// How much of their letters two spellings of a name share.
const NEAR: f64 = 0.55;

/// Letters that an inflection may put there.
const LONGEST_ENDING: usize = 2;

/// Letters that an inflection may take off a name.
const INFLECTED: usize = 2;

/// How the names of two sides answer each other; empty where nothing is wrong.
#[derive(Debug, Default)]
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
}

/// Working memory, kept per thread.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    source: Read,
    target: Read,
    word: Letters,
    lost: Vec<Mention>,
    new: Vec<Mention>,
    unanswered: Vec<Phrase>,
    unexplained: Vec<Phrase>,
}

/// What is read of one side.
#[derive(Debug, Default)]
struct Read {
    spotted: names::Scratch,
    mentions: Vec<Mention>,
    phrases: Vec<Phrase>,
    /// The letters of the text, once they are asked for.
    letters: RefCell<Letters>,
    spelled: Cell<bool>,
}

/// A name of one or more words, which is no known one.
#[derive(Debug, Clone, Copy)]
struct Phrase {
    span: Span,
    /// Its words, a range of the names; empty for a run of katakana and for a known name.
    words: Range,
    surety: Surety,
    /// Whether it has a capital that nothing but a name explains, inside a sentence.
    inner: bool,
    /// The evidence for the best of what sounds like it in the other text.
    closest: f32,
}

/// Places in a list.
#[derive(Debug, Clone, Copy)]
struct Range {
    start: usize,
    end: usize,
}

impl Range {
    fn is_empty(self) -> bool {
        self.start == self.end
    }
}

impl Phrase {
    /// A name that is not looked at word by word.
    fn whole(span: Span) -> Self {
        let words = Range { start: 0, end: 0 };
        Self { span, words, surety: Surety::Capital, inner: false, closest: 0.0 }
    }

    /// Whether it is a name that nothing in the other text comes near to.
    fn is_foreign(&self) -> bool {
        self.surety == Surety::Sure && self.closest < UNHEARD
    }

    /// Whether it stands for a known name.
    fn is_known(&self) -> bool {
        self.closest == f32::MIN
    }
}

/// How sure it is that a phrase is a name that is copied or written by sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Surety {
    /// It has a capital, which it may have for other reasons.
    Capital,
    /// It has a capital inside a sentence, in a language without a list of ordinary words.
    Likely,
    /// It has a word that is no ordinary one.
    Sure,
}

/// One side with everything that is asked of it.
struct Side<'a> {
    text: &'a str,
    chars: &'a Chars,
    locale: &'a Locale,
    read: &'a Read,
}

/// Aligns the names of a pair.
pub(crate) fn align(
    (source, source_facts, source_locale): (&str, &Facts, &Locale),
    (target, target_facts, target_locale): (&str, &Facts, &Locale),
    scratch: &mut Scratch,
    alignment: &mut NameAlignment,
) {
    alignment.clear();
    scratch.source.fill(source, source_facts, source_locale);
    scratch.target.fill(target, target_facts, target_locale);
    let Scratch { source: from, target: to, word, lost, new, unanswered, unexplained } = scratch;
    let source =
        Side { text: source, chars: &source_facts.chars, locale: source_locale, read: from };
    let target = Side { text: target, chars: &target_facts.chars, locale: target_locale, read: to };
    let mut search = Search::between(&source, &target, word);

    search.unmatched_mentions(&source, &target, Way::Text, lost);
    search.unmatched_mentions(&target, &source, Way::Word, new);
    search.unmatched_phrases(&source, &target, Way::Text, unanswered);
    search.unmatched_phrases(&target, &source, Way::Word, unexplained);
    let han = source.has_han();
    // A name that is translated answers another, nobody knows which.
    let translated = unexplained.iter().filter(|phrase| phrase.surety == Surety::Capital);
    let translated = translated.filter(|phrase| phrase.inner && !phrase.words.is_empty()).count();
    unexplained.retain(|phrase| {
        let katakana = phrase.words.is_empty();
        (phrase.surety > Surety::Capital || katakana) && !(han && target.is_romanised(phrase))
    });

    misspelt(&source, &target, &mut alignment.misspelt);
    for mention in lost.drain(..) {
        let same =
            |other: &Mention| other.family == mention.family || mention.lies_elsewhere(other);
        if let Some(at) = new.iter().position(same) {
            // One of several may be anything; and so may a place that is read from Han characters.
            let alone = new.iter().filter(|other| same(other)).count() == 1;
            let place = [mention.family, new[at].family].contains(&Family::Place);
            let sure = alone && !(han && place);
            alignment.replaced.push(Replaced { lost: mention, new: new.remove(at), sure });
        } else {
            let foreign = source.has_foreign_word(mention.span);
            if source.word_begins_large(mention.span) && foreign {
                alignment.missing.push(mention.span);
            }
            // What a known thing is called elsewhere may not be known.
            unanswered.push(Phrase {
                surety: if foreign { Surety::Likely } else { Surety::Capital },
                closest: f32::MIN,
                ..Phrase::whole(mention.span)
            });
        }
    }
    // Where nothing shows what is a name, a name may have been lost unseen; but how Han characters
    // are read, and what is translated from them, cannot be told.
    let unseen = !han && !source.chars.raw.iter().any(|c| c.is_lowercase());
    for phrase in unexplained.drain(..) {
        let likely = |lost: &Phrase| lost.surety.max(phrase.surety) > Surety::Capital;
        if let Some(lost) = take_surest(unanswered).filter(likely) {
            let sure = phrase.is_foreign();
            alignment.missing.retain(|missing| *missing != lost.span);
            alignment.swapped.push(Swap { source: lost.span, target: phrase.span, sure });
        } else if phrase.surety > Surety::Capital {
            let sure = phrase.is_foreign() && unseen;
            alignment.added.push(Added { span: phrase.span, sure });
        }
    }
    for mention in new.drain(..) {
        let foreign = !han && !target.has_han() && target.is_foreign(mention.span);
        if let Some(at) = unanswered.iter().position(|phrase| phrase.surety > Surety::Capital) {
            let lost = unanswered.remove(at);
            alignment.missing.retain(|missing| *missing != lost.span);
            // Athens stands for Greece, and Washington for the United States.
            let sure = foreign && !lost.is_known();
            alignment.swapped.push(Swap { source: lost.span, target: mention.span, sure });
        } else {
            let sure = foreign && unseen;
            alignment.added.push(Added { span: mention.span, sure });
        }
    }
    // What Han characters render cannot be heard.
    if target.has_han() {
        unanswered.retain(|phrase| !source.is_romanised(phrase));
    }
    search.left_out(&source, &target, &mut alignment.missing);
    let known = |span: Span, missing: &[Span]| missing.contains(&span);
    unanswered.truncate(unanswered.len().saturating_sub(translated));
    for phrase in unanswered.drain(..) {
        if phrase.surety >= Surety::Likely && !known(phrase.span, &alignment.missing) {
            alignment.missing.push(phrase.span);
        }
    }
}

/// Finds the names in Latin letters that are copied all but a letter or two. An ending may differ,
/// and so may what is only another way to write the same sound.
fn misspelt(source: &Side<'_>, target: &Side<'_>, found: &mut Vec<Swap>) {
    for span in source.names_alone(target) {
        let name = source.word(span);
        let near = |other: &Span| {
            let other = target.word(*other);
            likeness(name, other) >= NEAR && !sounds_the_same(name, other)
        };
        let Some(other) = target.names_alone(source).find(near) else { continue };
        let word = target.word(other);
        let edits = strsim::generic_damerau_levenshtein(name, word);
        // A letter of a short name makes another name.
        let sure = edits == 1
            && name.len().min(word.len()) >= LONG
            && name[0] == word[0]
            && name.len() == word.len()
            && (source.locale.is_ordinary(name) == Some(false)
                || target.locale.is_ordinary(word) == Some(false));
        found.push(Swap { source: span, target: other, sure });
    }
}

/// How much of their letters two words share, from 0 to 1.
fn likeness(a: &[char], b: &[char]) -> f64 {
    let edits = strsim::generic_damerau_levenshtein(a, b);
    1.0 - edits as f64 / a.len().max(b.len()) as f64
}

/// Whether two words are spellings of one sound, as languages write foreign names: `Nowgorod` and
/// `Novgorod`. An ending may differ.
fn sounds_the_same(a: &[char], b: &[char]) -> bool {
    const WRITTEN: [(&str, &str); 12] = [
        ("tsch", "ch"),
        ("sch", "sh"),
        ("cz", "ch"),
        ("sz", "sh"),
        ("ph", "f"),
        ("ou", "u"),
        ("oe", "o"),
        ("ae", "a"),
        ("y", "i"),
        ("j", "i"),
        ("w", "v"),
        ("q", "k"),
    ];
    let plain = |word: &[char]| {
        let latin: String = word.iter().map(|&c| any_ascii::any_ascii_char(c)).collect();
        let one = |text: String, (from, to): (&str, &str)| text.replace(from, to);
        WRITTEN.into_iter().fold(latin.to_lowercase(), one)
    };
    let (a, b) = (plain(a), plain(b));
    let kept = a.len().min(b.len()).saturating_sub(1);
    a.len().abs_diff(b.len()) <= LONGEST_ENDING && a.get(..kept) == b.get(..kept)
}

/// Takes the phrase out that is a name most surely, the first of equals.
fn take_surest(phrases: &mut Vec<Phrase>) -> Option<Phrase> {
    let surest = (0..phrases.len()).max_by_key(|&i| (phrases[i].surety, Reverse(i)))?;
    Some(phrases.remove(surest))
}

impl Side<'_> {
    /// The folded word at `span`.
    fn word(&self, span: Span) -> &[char] {
        &self.chars.folded[self.chars.index(span.start)..self.chars.index(span.end)]
    }

    /// The longer words of names in Latin letters that the other side does not have as they are, and
    /// that may not be ordinary words.
    fn names_alone<'a>(&'a self, other: &'a Side<'_>) -> impl Iterator<Item = Span> + 'a {
        self.read.spotted.names().iter().filter(|name| !name.acronym).map(|name| name.span).filter(
            |&span| {
                let word = self.word(span);
                word.len() > SHORTEST
                    && word.iter().all(|&c| is_latin(c))
                    && self.locale.is_ordinary(word) != Some(true)
                    && !stands(word, other.chars)
                    && !self.read.mentions.iter().any(|mention| mention.span.overlaps(span))
            },
        )
    }

    /// Whether some of it is written in katakana.
    fn has_katakana(&self) -> bool {
        self.chars.raw.iter().any(|&c| is_katakana(c))
    }

    /// Whether some of it is written in Han characters.
    fn has_han(&self) -> bool {
        self.chars.raw.iter().any(|&c| is_han(c))
    }

    /// Whether a known name has a word that is no ordinary one, and is no abbreviation.
    fn is_foreign(&self, span: Span) -> bool {
        let (start, end) = (self.chars.index(span.start), self.chars.index(span.end));
        let capitals = self.chars.raw[start..end].iter().all(|c| !c.is_lowercase());
        let cased = self.chars.raw[start].is_uppercase();
        !(capitals && cased) && self.has_foreign_word(span)
    }

    /// Whether a known name has a word that is no ordinary one: others are translated.
    fn has_foreign_word(&self, span: Span) -> bool {
        let mut words = self.word(span).split(|c| !c.is_alphabetic());
        words.any(|word| word.len() > 2 && self.locale.is_ordinary(word) != Some(true))
            || self.word(span).iter().filter(|c| c.is_alphabetic()).count() <= 2
    }

    /// What stands between two words.
    fn between(&self, before: Span, behind: Span) -> &str {
        Span { start: before.end, end: behind.start }.of(self.text)
    }

    /// Whether the word at `span` is written as a noun is: no adjective in small letters.
    fn word_begins_large(&self, span: Span) -> bool {
        !self.chars.raw[self.chars.index(span.start)].is_lowercase()
    }

    /// The words of a phrase that show that it is a name; the whole of what is no such phrase.
    fn words(&self, phrase: &Phrase) -> impl Iterator<Item = Span> {
        let names = &self.read.spotted.names()[phrase.words.start..phrase.words.end];
        let whole = names.is_empty().then_some(phrase.span);
        names.iter().map(|name| name.span).chain(whole)
    }

    /// Whether all that is no ordinary word in `phrase` may be read from Han characters.
    fn is_romanised(&self, phrase: &Phrase) -> bool {
        self.words(phrase)
            .map(|span| self.word(span))
            .all(|word| self.locale.is_ordinary(word) == Some(true) || names::may_be_han(word))
    }

    fn letters(&self) -> Ref<'_, Letters> {
        if !self.read.spelled.replace(true) {
            self.read.letters.borrow_mut().fill(&self.chars.folded);
        }
        self.read.letters.borrow()
    }
}

fn is_latin(c: char) -> bool {
    matches!(c, 'a'..='z' | '\u{df}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}')
}

/// Whether `phrase` is several words whose initials stand in the other text as one.
fn is_abbreviated(phrase: &str, other: &Side<'_>) -> bool {
    let words = || phrase.split([' ', '-']).filter(|word| word.starts_with(char::is_uppercase));
    let initials: String = words().filter_map(|word| word.chars().next()).collect();
    initials.chars().count() > 1 && other.text.contains(&initials)
}

impl Read {
    fn fill(&mut self, text: &str, facts: &Facts, locale: &Locale) {
        names::spot(facts, &locale.names, &mut self.spotted);
        locale.gazetteer.read(&facts.chars, &mut self.mentions);
        // What is part of an amount or a code is read there, and asks for no answer of its own.
        for mention in &mut self.mentions {
            mention.hint |= is_part(facts, mention.span);
        }
        self.spelled.set(false);
        self.phrases.clear();
        let names = self.spotted.names();
        // A Roman numeral is no name either.
        let known = |name: &Name| {
            self.mentions.iter().any(|m| m.span.overlaps(name.span)) || is_read(facts, name.span)
        };
        let mut start = 0;
        while start < names.len() {
            if known(&names[start]) {
                start += 1;
                continue;
            }
            let span = names[start].phrase;
            let more = |&i: &usize| names[i].phrase != span || known(&names[i]);
            let end = (start..names.len()).find(more).unwrap_or(names.len());
            self.phrases.push(phrase(text, facts, locale, names, Range { start, end }));
            start = end;
        }
        katakana(facts, locale, &self.mentions, &mut self.phrases);
        self.phrases.sort_by_key(|phrase| phrase.span.start);
    }
}

/// Whether a known name at `span` is part of an amount, a code, or of what is no text.
fn is_part(facts: &Facts, span: Span) -> bool {
    facts.figures.iter().any(|f| f.span.start <= span.start && span.end <= f.span.end)
        || facts.codes.iter().any(|code| code.span.overlaps(span))
        || facts.masks.iter().any(|mask| mask.span.overlaps(span))
}

/// Whether `span` is part of a figure, a code or a mark, or of what is no text.
fn is_read(facts: &Facts, span: Span) -> bool {
    facts.figures.iter().any(|figure| figure.span.overlaps(span))
        || facts.codes.iter().any(|code| code.span.overlaps(span))
        || facts.marks.iter().any(|mark| mark.span.overlaps(span))
        || facts.masks.iter().any(|mask| mask.span.overlaps(span))
}

fn phrase(text: &str, facts: &Facts, locale: &Locale, names: &[Name], words: Range) -> Phrase {
    let own = &names[words.start..words.end];
    let ordinary = |name: &Name| {
        let (start, end) = (facts.chars.index(name.span.start), facts.chars.index(name.span.end));
        locale.is_ordinary(&facts.chars.folded[start..end])
    };
    let long = |name: &&Name| !name.acronym && name.span.of(text).chars().count() >= SHORTEST;
    let long_words = || own.iter().filter(long);
    let evident = long_words().any(|name| name.evident) && !locale.names.nouns_capitalised;
    let surety = match long_words().map(ordinary).max_by_key(|known| *known == Some(false)) {
        Some(Some(false)) => Surety::Sure,
        Some(None) if evident => Surety::Likely,
        _ => Surety::Capital,
    };
    let span = own[0].span.join(own[own.len() - 1].span);
    Phrase { span, words, surety, inner: evident, closest: 0.0 }
}

/// Adds the words in katakana.
fn katakana(facts: &Facts, locale: &Locale, known: &[Mention], phrases: &mut Vec<Phrase>) {
    let chars = &facts.chars;
    let mut i = 0;
    while i < chars.len() {
        let start = i;
        while i < chars.len() && is_katakana(chars.raw[i]) {
            i += 1;
        }
        if i - start >= SHORTEST && !locale.names.is_listed(&chars.folded[start..i]) {
            let span = chars.span(start, i);
            if known.iter().any(|m| m.span.overlaps(span)) || is_read(facts, span) {
                continue;
            }
            let named = is_separator(chars.get(i))
                || start.checked_sub(1).is_some_and(|before| is_separator(chars.raw[before]));
            let surety = if named { Surety::Likely } else { Surety::Capital };
            phrases.push(Phrase { surety, ..Phrase::whole(span) });
        }
        i = i.max(start + 1);
    }
}

/// Looks for the words of one side in the other.
struct Search<'a> {
    model: &'a EditModel,
    /// Whether the model is that of the source: then its words are the renderings.
    reversed: bool,
    word: &'a mut Letters,
}

impl<'a> Search<'a> {
    /// A search with what the language is known to make of foreign names that has a script, or
    /// habits, of its own: the target, or else the source.
    fn between(source: &Side<'a>, target: &Side<'a>, word: &'a mut Letters) -> Self {
        let reversed = target.locale.sounds.is_general() && !source.locale.sounds.is_general();
        let model = if reversed { &source.locale.sounds } else { &target.locale.sounds };
        Self { model, reversed, word }
    }

    /// The known names of `own` that `other` does not have, nor a copy or the sound of them. The
    /// text of `other` holds the renderings where `way` says so.
    fn unmatched_mentions(
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
    fn left_out(&mut self, own: &Side<'_>, other: &Side<'_>, missing: &mut Vec<Span>) {
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

    /// The other names of `own` of which `other` has no word.
    fn unmatched_phrases(
        &mut self,
        own: &Side<'_>,
        other: &Side<'_>,
        way: Way,
        unmatched: &mut Vec<Phrase>,
    ) {
        unmatched.clear();
        for phrase in &own.read.phrases {
            let evidence = own.words(phrase).map(|span| self.evidence(span, own, other, way));
            let closest = evidence.fold(f32::MIN, f32::max);
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

    /// The evidence that the word at `span` of `own` stands in `other`.
    fn evidence(&mut self, span: Span, own: &Side<'_>, other: &Side<'_>, way: Way) -> f32 {
        if stands(own.word(span), other.chars) {
            return f32::MAX;
        }
        // Known names alone have no evidence at all.
        let evidence = self.hear(span, own, other, way).map_or(f32::MIN / 2.0, |heard| heard.0);
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

/// Whether the folded `word` is a word of `text`.
fn has_word(word: &[char], text: &Chars) -> bool {
    text.folded.split(|c| !c.is_alphanumeric()).any(|other| other == word)
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
