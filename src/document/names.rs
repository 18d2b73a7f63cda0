//! The names of a document and how each is rendered: what was seen, and how much of it is kept.

use super::Place;
use crate::checks::View;
use crate::facts::Manner;
use crate::facts::names::{self, Scratch, key};
use crate::text::Span;
use foldhash::HashSet;
use smallvec::SmallVec;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Names that a document remembers.
const MOST_NAMES: usize = 10_000;

/// Renderings of one name that it remembers.
const MOST_FORMS: usize = 16;

/// Places of one rendering that it remembers, the first ones.
const MOST_PLACES: usize = 4;

/// Words in small letters that it remembers.
const MOST_WORDS: usize = 65_536;

/// What one pair shows of names.
#[derive(Debug, Default, Clone)]
pub(crate) struct Seen {
    pub(super) names: Vec<Sighting>,
    /// The words in small letters.
    pub(super) lowercase: Vec<u64>,
}

impl Seen {
    pub(super) fn is_empty(&self) -> bool {
        self.names.is_empty() && self.lowercase.is_empty()
    }

    pub(super) fn clear(&mut self) {
        self.names.clear();
        self.lowercase.clear();
    }

    /// Takes over what another pair showed that has the same names in the same places.
    pub(crate) fn repeat(&mut self, other: &Self) {
        self.names.extend_from_slice(&other.names);
        self.lowercase.extend_from_slice(&other.lowercase);
    }

    /// Whether a part of `target` that renders a name has digits.
    pub(crate) fn has_digits(&self, target: &str) -> bool {
        let mut forms = self.names.iter().flat_map(|name| &name.forms);
        forms.any(|form| form.text.of(target).contains(|c: char| c.is_ascii_digit()))
    }
}

/// A name in one pair.
#[derive(Debug, Clone)]
pub(super) struct Sighting {
    /// Where it stands first in the source.
    name: Span,
    /// Whether it is shown to be a name here.
    evident: bool,
    /// The name in small letters, as in [`Seen::lowercase`].
    word: u64,
    forms: SmallVec<[SeenForm; 1]>,
}

/// One rendering of a name in one pair.
#[derive(Debug, Clone)]
struct SeenForm {
    /// Where it stands first in the target.
    text: Span,
    manner: Manner,
    phrase: Option<u64>,
    places: SmallVec<[(Span, Span); 1]>,
}

/// A name with its renderings in one language, for a check to judge.
#[derive(Debug)]
pub(crate) struct NameRecord {
    /// The name as written in the source.
    pub(crate) name: String,
    /// Its renderings, in the order in which they first came.
    pub(crate) forms: Vec<Form>,
}

/// One rendering of a name, in one context.
#[derive(Debug, Clone)]
pub(crate) struct Form {
    /// As first written.
    pub(crate) text: String,
    /// How it renders the name.
    pub(crate) manner: Manner,
    /// The longer name it came with, if any: where it is a copy, that name was copied whole.
    pub(crate) phrase: Option<u64>,
    /// How often it came.
    pub(crate) count: u32,
    /// Where it came first.
    pub(crate) places: SmallVec<[Place; 2]>,
}

/// Notes the names of a pair, which `scratch` has spotted, and their renderings.
pub(super) fn observe(
    view: &View<'_>,
    (memory, scratch): (&mut names::Memory, &mut Scratch),
    seen: &mut Seen,
) {
    let (source, target) = (view.source, view.target);
    let (from, into) = ((source, view.source_facts), (target, view.target_facts));
    names::render(from, into, &view.target_locale.names, memory, scratch);
    seen.lowercase.extend(scratch.lowercase());
    for (i, name) in scratch.names().iter().enumerate() {
        let text = name.span.of(source);
        if let Some(known) = seen.names.iter_mut().find(|known| known.name.of(source) == text) {
            known.evident |= name.evident;
            continue;
        }
        let mut forms: SmallVec<[SeenForm; 1]> = SmallVec::new();
        for rendering in scratch.renderings().iter().filter(|rendering| rendering.name == i) {
            let form = |span: Span| span.of(target);
            let phrase = rendering.phrase.map(|span| key(span.of(source).chars()));
            let places = (name.span, rendering.span);
            let same = |known: &&mut SeenForm| {
                form(known.text) == form(rendering.span) && known.phrase == phrase
            };
            match forms.iter_mut().find(same) {
                Some(known) => known.places.push(places),
                None => forms.push(SeenForm {
                    text: rendering.span,
                    manner: rendering.manner,
                    phrase,
                    places: SmallVec::from_buf([places]),
                }),
            }
        }
        if forms.is_empty() && !name.evident {
            // Neither a name for certain nor rendered: nothing to remember.
            continue;
        }
        let word = key(text.chars().flat_map(char::to_lowercase));
        seen.names.push(Sighting { name: name.span, evident: name.evident, word, forms });
    }
}

/// The names of a document.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// By the language of the translation, since renderings in two are not compared, and the name.
    names: BTreeMap<Arc<str>, BTreeMap<String, Known>>,
    /// How many there are.
    kept: usize,
    /// Hashes of the words that the source has in small letters.
    words: HashSet<u64>,
    forgotten: u64,
}

#[derive(Debug, Default)]
struct Known {
    evident: bool,
    word: u64,
    forms: Vec<Form>,
}

impl Memory {
    /// Takes in what one pair showed. Returns whether a place in that pair is remembered.
    pub(super) fn add(
        &mut self,
        ticket: u32,
        lang: &Arc<str>,
        (source, target): (&str, &str),
        sightings: Vec<Sighting>,
        lowercase: &[u64],
    ) -> bool {
        for &word in lowercase {
            if self.words.len() < MOST_WORDS || self.words.contains(&word) {
                self.words.insert(word);
            } else {
                self.forgotten += 1;
            }
        }
        let mut kept = false;
        if sightings.is_empty() {
            return kept;
        }
        let names = self.names.entry(Arc::clone(lang)).or_default();
        for sighting in sightings {
            let name = sighting.name.of(source);
            let known = match names.get_mut(name) {
                Some(known) => known,
                None if self.kept < MOST_NAMES => {
                    self.kept += 1;
                    names.entry(name.to_owned()).or_default()
                }
                None => {
                    self.forgotten += 1;
                    continue;
                }
            };
            known.evident |= sighting.evident;
            known.word = sighting.word;
            for seen in sighting.forms {
                match known.take_in(ticket, target, &seen) {
                    Some(remembered) => kept |= remembered,
                    None => self.forgotten += 1,
                }
            }
        }
        kept
    }

    pub(super) fn forgotten(&self) -> u64 {
        self.forgotten
    }

    /// Gives each name with a rendering to `judge`: what is shown to be a name somewhere and is
    /// nowhere written in small letters.
    pub(super) fn finish(self, mut judge: impl FnMut(&NameRecord)) {
        self.each(|_, name| judge(name));
    }

    /// As [`Self::finish`], with the language of the renderings.
    pub(super) fn each(self, mut with: impl FnMut(&Arc<str>, &NameRecord)) {
        for (lang, names) in self.names {
            for (name, known) in names {
                if known.evident && !known.forms.is_empty() && !self.words.contains(&known.word) {
                    with(&lang, &NameRecord { name, forms: known.forms });
                }
            }
        }
    }
}

impl Known {
    /// Counts a rendering. Returns whether one of its places was kept, or nothing if there was no
    /// room for the rendering at all.
    fn take_in(&mut self, ticket: u32, target: &str, seen: &SeenForm) -> Option<bool> {
        let text = seen.text.of(target);
        let same = |form: &Form| form.text == text && form.phrase == seen.phrase;
        let at = match self.forms.iter().position(same) {
            Some(at) => at,
            None if self.forms.len() < MOST_FORMS => {
                self.forms.push(Form {
                    text: text.to_owned(),
                    manner: seen.manner,
                    phrase: seen.phrase,
                    count: 0,
                    places: SmallVec::new(),
                });
                self.forms.len() - 1
            }
            None => return None,
        };
        let form = &mut self.forms[at];
        form.manner = form.manner.min(seen.manner);
        form.count = form.count.saturating_add(seen.places.len() as u32);
        let room = MOST_PLACES.saturating_sub(form.places.len());
        let places = seen.places.iter().take(room);
        form.places.extend(places.map(|&(source, target)| Place { ticket, source, target }));
        Some(room > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tells `memory` of a pair whose source is one name and whose target is its rendering.
    fn add(memory: &mut Memory, ticket: u32, (name, form): (&str, &str), evident: bool) -> bool {
        let whole = |text: &str| Span::new(0, text.len());
        let sighting = Sighting {
            name: whole(name),
            evident,
            word: key(name.chars().flat_map(char::to_lowercase)),
            forms: SmallVec::from_buf([SeenForm {
                text: whole(form),
                manner: Manner::Copy,
                phrase: None,
                places: SmallVec::from_buf([(whole(name), whole(form))]),
            }]),
        };
        memory.add(ticket, &Arc::from("ja"), (name, form), vec![sighting], &[])
    }

    fn judged(memory: Memory) -> Vec<String> {
        let mut names = Vec::new();
        memory.finish(|record| names.push(record.name.clone()));
        names
    }

    #[test]
    fn only_what_is_shown_to_be_a_name_is_judged() {
        let mut memory = Memory::default();
        add(&mut memory, 0, ("Harper", "x"), false);
        add(&mut memory, 1, ("Leeds", "x"), false);
        add(&mut memory, 2, ("Leeds", "y"), true);
        add(&mut memory, 3, ("Bank", "z"), true);
        memory.add(4, &Arc::from("ja"), ("bank", "z"), Vec::new(), &[key("bank".chars())]);
        assert_eq!(judged(memory), ["Leeds"]);
    }

    #[test]
    fn places_beyond_the_first_few_are_counted_and_not_kept() {
        let mut memory = Memory::default();
        let kept: Vec<bool> = (0..MOST_PLACES as u32 + 2)
            .map(|ticket| add(&mut memory, ticket, ("Leeds", "x"), true))
            .collect();
        assert_eq!(kept, [true, true, true, true, false, false]);
        memory.finish(|record| {
            assert_eq!(record.forms[0].count, MOST_PLACES as u32 + 2);
            assert_eq!(record.forms[0].places.len(), MOST_PLACES);
        });
    }

    #[test]
    fn the_memory_is_bounded_and_counts_what_it_forgot() {
        let mut memory = Memory::default();
        for i in 0..MOST_NAMES + 3 {
            add(&mut memory, 0, (&format!("Name{i}"), "x"), true);
        }
        for i in 0..MOST_FORMS + 2 {
            add(&mut memory, 0, ("Name0", &format!("form {i}")), true);
        }
        // The first form of that name was there already, so one place more is forgotten.
        assert_eq!(memory.forgotten(), 3 + 3);
        assert_eq!(judged(memory).len(), MOST_NAMES);
    }
}
