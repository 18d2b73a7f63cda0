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

/// The evidence from which a name counts as heard in the other text.
const HEARD: f32 = 0.0;

/// The fewest letters of a name that is compared by its sound.
const SHORTEST: usize = 4;

/// Letters that an inflection may take off a name.
const INFLECTED: usize = 2;

/// How the names of two sides answer each other; empty where nothing is wrong.
#[derive(Debug, Default)]
pub(crate) struct NameAlignment {
    /// Known names in whose place stands another of the same kind.
    pub(crate) replaced: Vec<(Mention, Mention)>,
    /// Names of the source in whose place stands a name that nothing in the source explains.
    pub(crate) swapped: Vec<Swap>,
    /// Names of the target that nothing explains, where the source shows no name for them.
    pub(crate) added: Vec<Span>,
    /// Names of the source that nothing answers.
    pub(crate) missing: Vec<Missing>,
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

/// A name of the source that nothing answers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Missing {
    /// Where it stands.
    pub(crate) span: Span,
    /// Whether it is the name of a known thing.
    pub(crate) known: bool,
}

impl NameAlignment {
    pub(crate) fn clear(&mut self) {
        self.replaced.clear();
        self.swapped.clear();
        self.added.clear();
        self.missing.clear();
    }
}

/// Working memory, kept per thread.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    source: Side,
    target: Side,
    word: Letters,
}

/// What is read of one side.
#[derive(Debug, Default)]
struct Side {
    spotted: names::Scratch,
    mentions: Vec<Mention>,
    phrases: Vec<Phrase>,
    letters: Letters,
    spelled: bool,
}

/// A name of one or more words.
#[derive(Debug, Clone, Copy)]
struct Phrase {
    span: Span,
    /// Its words, a range of the names; empty for a run of katakana.
    words: (usize, usize),
    /// How sure it is that this is a name, and one that is not translated.
    surety: Surety,
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
struct View<'a> {
    chars: &'a Chars,
    locale: &'a Locale,
    text: &'a str,
}

/// Aligns the names of a pair.
pub(crate) fn align(
    (source, source_facts, source_locale): (&str, &Facts, &Locale),
    (target, target_facts, target_locale): (&str, &Facts, &Locale),
    scratch: &mut Scratch,
    alignment: &mut NameAlignment,
) {
    alignment.clear();
    let Scratch { source: from, target: to, word } = scratch;
    from.read(source, source_facts, source_locale);
    to.read(target, target_facts, target_locale);
    let source = View { chars: &source_facts.chars, locale: source_locale, text: source };
    let target = View { chars: &target_facts.chars, locale: target_locale, text: target };
    let model = Model::between(source_locale, target_locale);
    let mut search = Search { model, word };

    let lost: Vec<Mention> = from
        .mentions
        .iter()
        .filter(|mention| !to.mentions.iter().any(|other| other.id == mention.id))
        .copied()
        .collect();
    let new: Vec<Mention> = to
        .mentions
        .iter()
        .filter(|mention| !from.mentions.iter().any(|other| other.id == mention.id))
        .copied()
        .collect();
    let lost: Vec<Mention> = lost
        .into_iter()
        .filter(|mention| {
            !search.finds(
                mention.span,
                &source,
                &target,
                &mut to.spelled,
                &mut to.letters,
                Towards::Target,
            )
        })
        .collect();
    let new: Vec<Mention> = new
        .into_iter()
        .filter(|mention| {
            !search.finds(
                mention.span,
                &target,
                &source,
                &mut from.spelled,
                &mut from.letters,
                Towards::Source,
            )
        })
        .collect();
    for mention in &lost {
        let other = new.iter().find(|other| other.family == mention.family);
        match other {
            Some(other) if !alignment.replaced.iter().any(|(_, o)| o.id == other.id) => {
                alignment.replaced.push((*mention, *other));
            }
            _ => alignment.missing.push(Missing { span: mention.span, known: true }),
        }
    }

    let mut unanswered = Vec::new();
    for phrase in &from.phrases {
        if from.mentions.iter().any(|mention| mention.span.overlaps(phrase.span)) {
            continue;
        }
        let answered = from.words(phrase).any(|span| {
            search.finds(span, &source, &target, &mut to.spelled, &mut to.letters, Towards::Target)
        });
        if !answered && !is_abbreviated(phrase.span.of(source.text), &target) {
            unanswered.push(*phrase);
        }
    }
    let han = source.chars.raw.iter().any(|&c| is_han(c));
    let mut unexplained = Vec::new();
    for phrase in &to.phrases {
        let mention = to.mentions.iter().find(|mention| mention.span.overlaps(phrase.span));
        let katakana = phrase.words.0 == phrase.words.1;
        if mention.is_some()
            || (han && to.is_romanised(phrase, &target))
            || (phrase.surety == Surety::Capital && !katakana)
        {
            continue;
        }
        let explained = to.words(phrase).any(|span| {
            search.finds(
                span,
                &target,
                &source,
                &mut from.spelled,
                &mut from.letters,
                Towards::Source,
            )
        });
        if !explained && !is_abbreviated(phrase.span.of(target.text), &source) {
            unexplained.push(*phrase);
        }
    }
    for phrase in unexplained {
        let surest =
            (0..unanswered.len()).max_by_key(|&i| (unanswered[i].surety, std::cmp::Reverse(i)));
        let Some(at) = surest else {
            if phrase.surety > Surety::Capital {
                alignment.added.push(phrase.span);
            }
            continue;
        };
        let lost = unanswered.remove(at);
        let sure = lost.surety.max(phrase.surety) == Surety::Sure
            && (phrase.surety == Surety::Sure || phrase.surety == Surety::Likely);
        alignment.swapped.push(Swap { source: lost.span, target: phrase.span, sure });
    }
    let missing = unanswered.iter().filter(|phrase| phrase.surety >= Surety::Likely);
    alignment.missing.extend(missing.map(|phrase| Missing { span: phrase.span, known: false }));
}

impl View<'_> {
    /// The folded word at `span`.
    fn word(&self, span: Span) -> &[char] {
        &self.chars.folded[self.chars.index(span.start)..self.chars.index(span.end)]
    }
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}')
}

/// Whether `phrase` is several words whose initials stand in the other text as one.
fn is_abbreviated(phrase: &str, other: &View<'_>) -> bool {
    let words = || phrase.split([' ', '-']).filter(|word| word.starts_with(char::is_uppercase));
    let initials: String = words().filter_map(|word| word.chars().next()).collect();
    initials.chars().count() > 1 && other.text.contains(&initials)
}

impl Side {
    fn read(&mut self, text: &str, facts: &Facts, locale: &Locale) {
        names::spot(facts, &locale.names, &mut self.spotted);
        locale.gazetteer.read(&facts.chars, &mut self.mentions);
        self.spelled = false;
        self.phrases.clear();
        let names = self.spotted.names();
        let mut start = 0;
        while start < names.len() {
            let span = names[start].phrase;
            let end =
                (start..names.len()).find(|&i| names[i].phrase != span).unwrap_or(names.len());
            self.phrases.push(phrase(text, facts, locale, names, (start, end)));
            start = end;
        }
        katakana(facts, locale, &mut self.phrases);
        self.phrases.sort_by_key(|phrase| phrase.span.start);
    }

    /// Whether all that is no ordinary word in `phrase` may be read from Han characters.
    fn is_romanised(&self, phrase: &Phrase, own: &View<'_>) -> bool {
        self.words(phrase)
            .map(|span| own.word(span))
            .all(|word| own.locale.is_ordinary(word) == Some(true) || names::may_be_han(word))
    }

    fn words<'a>(&'a self, phrase: &'a Phrase) -> impl Iterator<Item = Span> + 'a {
        let names = &self.spotted.names()[phrase.words.0..phrase.words.1];
        let whole = names.is_empty().then_some(phrase.span);
        names.iter().map(|name| name.span).chain(whole)
    }
}

fn phrase(
    text: &str,
    facts: &Facts,
    locale: &Locale,
    names: &[Name],
    range: (usize, usize),
) -> Phrase {
    let own = &names[range.0..range.1];
    let ordinary = |name: &Name| {
        let (start, end) = (facts.chars.index(name.span.start), facts.chars.index(name.span.end));
        locale.is_ordinary(&facts.chars.folded[start..end])
    };
    let long = |name: &&Name| !name.acronym && name.span.of(text).chars().count() >= SHORTEST;
    let words = || own.iter().filter(long);
    let evident = words().any(|name| name.evident) && !locale.names.nouns_capitalised;
    let surety = match words().map(ordinary).max_by_key(|known| *known == Some(false)) {
        Some(Some(false)) => Surety::Sure,
        Some(None) if evident => Surety::Likely,
        _ => Surety::Capital,
    };
    Phrase { span: own[0].phrase, words: range, surety }
}

/// Adds the words in katakana.
fn katakana(facts: &Facts, locale: &Locale, phrases: &mut Vec<Phrase>) {
    let chars = &facts.chars;
    let mut i = 0;
    while i < chars.len() {
        let start = i;
        while i < chars.len() && is_katakana(chars.raw[i]) {
            i += 1;
        }
        if i - start >= SHORTEST && !locale.names.is_listed(&chars.folded[start..i]) {
            let span = chars.span(start, i);
            let named = is_separator(chars.get(i))
                || start.checked_sub(1).is_some_and(|before| is_separator(chars.raw[before]));
            let surety = if named { Surety::Likely } else { Surety::Capital };
            phrases.push(Phrase { span, words: (0, 0), surety });
        }
        i = i.max(start + 1);
    }
}

/// On which side a name is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Towards {
    Source,
    Target,
}

/// What is learned of the two languages.
struct Model<'a> {
    model: &'a EditModel,
    /// The side whose words are the renderings.
    rendering: Towards,
}

impl<'a> Model<'a> {
    fn between(source: &'a Locale, target: &'a Locale) -> Self {
        if target.sounds.is_general() && !source.sounds.is_general() {
            Self { model: &source.sounds, rendering: Towards::Source }
        } else {
            Self { model: &target.sounds, rendering: Towards::Target }
        }
    }
}

struct Search<'a> {
    model: Model<'a>,
    word: &'a mut Letters,
}

impl Search<'_> {
    /// Whether the word at `span` of `own` stands in `other`, as a copy or by sound.
    fn finds(
        &mut self,
        span: Span,
        own: &View<'_>,
        other: &View<'_>,
        spelled: &mut bool,
        letters: &mut Letters,
        towards: Towards,
    ) -> bool {
        let word = own.word(span);
        if stands(word, other.chars) {
            return true;
        }
        if !*spelled {
            letters.fill(&other.chars.folded);
            *spelled = true;
        }
        self.word.fill(word);
        let way = if self.model.rendering == towards { Way::Text } else { Way::Word };
        self.model.model.hear(self.word, letters, way).is_some_and(|heard| heard.evidence >= HEARD)
    }
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
