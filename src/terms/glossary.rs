//! The terms that serve one pair of languages, and the automaton that finds them.

use super::index::Index;
use super::inflection::Endings;
use super::pattern::Pattern;
use super::serve::{Level, Served};
use super::{Case, Concept, Role, Status, Term, Termbase};
use crate::cldr;
use crate::error::Error;
use crate::locale::Locale;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

/// A termbase, and what was built of it for each pair of languages that came by.
#[derive(Debug)]
pub(crate) struct Glossaries {
    base: Termbase,
    built: Mutex<HashMap<(String, String), Arc<Glossary>>>,
}

impl Glossaries {
    pub(crate) fn new(base: Termbase) -> Self {
        Self { base, built: Mutex::default() }
    }

    /// The glossary of a pair of languages.
    pub(super) fn get(&self, source: &Locale, target: &Locale) -> Result<Arc<Glossary>, Error> {
        let key = (source.tag.clone(), target.tag.clone());
        let mut built = self.built.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(glossary) = built.get(&key) {
            return Ok(Arc::clone(glossary));
        }
        let glossary = Arc::new(Glossary::new(&self.base, source, target)?);
        built.insert(key, Arc::clone(&glossary));
        Ok(glossary)
    }

    /// Whether pairs came by and no term of the termbase was for their languages.
    pub(crate) fn served_nothing(&self) -> bool {
        let built = self.built.lock().unwrap_or_else(PoisonError::into_inner);
        !built.is_empty() && built.values().all(|glossary| glossary.is_empty())
    }
}

/// A term of the source with all that is said of it.
#[derive(Debug, Default)]
pub(crate) struct Entry {
    /// The term as it is written in the glossary; empty where a term is forbidden by itself.
    pub(crate) source: String,
    /// What may render it, the best first.
    pub(crate) expected: Vec<Word>,
    /// What must not.
    pub(crate) forbidden: Vec<Word>,
    /// Whether it is to be taken over as it is.
    pub(super) keep: Option<Pattern>,
    /// Whether a build may fail where it is not rendered so.
    pub(crate) required: bool,
    /// What the termbase says about it.
    pub(crate) note: Option<String>,
}

/// A term of the target.
#[derive(Debug, Clone)]
pub(crate) struct Word {
    /// As it is written in the glossary.
    pub(crate) text: String,
    /// Whether it is to be used.
    pub(crate) status: Status,
    pub(super) pattern: Pattern,
}

/// The terms of one pair of languages.
#[derive(Debug)]
pub(super) struct Glossary {
    /// The terms of the source, each with its entry.
    pub(super) sources: Index,
    pub(super) entries: Vec<Arc<Entry>>,
    /// The terms that the target must not have whatever the source says, each with its entry.
    pub(super) strays: Index,
    pub(super) outlaws: Vec<Arc<Entry>>,
    /// How the words of the target end.
    pub(super) target_endings: Endings,
}

impl Glossary {
    fn new(base: &Termbase, source: &Locale, target: &Locale) -> Result<Self, Error> {
        let mut collected = Collected::new(source, target);
        base.concepts().iter().for_each(|concept| collected.add(concept));
        let Collected { entries, outlaws, .. } = collected;
        let (patterns, entries) = entries.into_values().map(Draft::finish).unzip();
        let (wrong, outlaws) = outlaws
            .into_iter()
            .map(|entry| (entry.forbidden[0].pattern.clone(), Arc::new(entry)))
            .unzip();
        let target_endings = Endings::from(&target.inflection);
        Ok(Self {
            sources: Index::new(patterns, Endings::from(&source.inflection))?,
            entries,
            strays: Index::new(wrong, target_endings.clone())?,
            outlaws,
            target_endings,
        })
    }

    fn is_empty(&self) -> bool {
        self.sources.is_empty() && self.strays.is_empty()
    }
}

/// A source term while concepts are gone through.
struct Draft {
    pattern: Pattern,
    entry: Entry,
}

impl Draft {
    fn finish(self) -> (Pattern, Arc<Entry>) {
        let Self { pattern, mut entry } = self;
        entry.expected.shrink_to_fit();
        entry.forbidden.shrink_to_fit();
        entry.expected.sort_by_key(|word| word.status);
        entry.required = entry.expected.iter().any(|word| word.status == Status::Required);
        // What one glossary wants and another forbids cannot be wrong.
        let expected = &entry.expected;
        let wanted = |word: &Word| expected.iter().any(|e| e.pattern.key() == word.pattern.key());
        entry.forbidden.retain(|word| !wanted(word));
        (pattern, Arc::new(entry))
    }
}

/// What the concepts say, by the term of the source. One term may belong to several concepts, and
/// any of their terms may then render it.
struct Collected {
    source: Served,
    target: Served,
    /// The chains of the languages that terms have.
    chains: HashMap<Arc<str>, Vec<String>>,
    entries: BTreeMap<(Vec<char>, Option<String>), Draft>,
    outlaws: Vec<Entry>,
}

impl Collected {
    fn new(source: &Locale, target: &Locale) -> Self {
        Self {
            source: Served::source(&source.tag),
            target: Served::target(&target.tag),
            chains: HashMap::new(),
            entries: BTreeMap::new(),
            outlaws: Vec::new(),
        }
    }

    fn add(&mut self, concept: &Concept) {
        let levels: Vec<[Option<Level>; 2]> =
            concept.terms.iter().map(|term| self.levels(term)).collect();
        let serving = |side: usize| {
            let terms = concept.terms.iter().zip(&levels);
            let says = |term: &Term| term.text.chars().any(char::is_alphanumeric);
            let terms = terms.filter(move |(term, _)| says(term));
            terms.filter_map(move |(term, levels)| Some((term, levels[side]?)))
        };
        let sources = serving(0)
            .filter(|(term, _)| term.role != Role::Target && term.status != Status::Forbidden);
        let mut any = false;
        for (term, _) in sources {
            any = true;
            let answers =
                || serving(1).filter(|(to, _)| to.role != Role::Source && !std::ptr::eq(*to, term));
            let wanted = || answers().filter(|(to, _)| to.status <= Status::Admitted);
            let best = wanted().map(|(_, level)| level).max();
            let expected = wanted().filter(|(_, level)| Some(*level) == best);
            let forbidden = answers().filter(|(to, _)| to.status == Status::Forbidden);
            let words =
                (expected.map(|(to, _)| to).collect(), forbidden.map(|(to, _)| to).collect());
            self.enter(term, words, concept.note.as_ref());
        }
        let alone = concept
            .terms
            .iter()
            .all(|term| term.lang == concept.terms[0].lang && term.role != Role::Source);
        if !any && alone {
            let terms: Vec<&Term> = serving(1).map(|(term, _)| term).collect();
            self.outlaw(&terms, concept.note.as_ref());
        }
    }

    /// How well a term serves the source and the target.
    fn levels(&mut self, term: &Term) -> [Option<Level>; 2] {
        let chain = self.chains.entry(Arc::clone(&term.lang)).or_insert_with(|| {
            if term.lang.is_empty() { Vec::new() } else { cldr::chain(&term.lang) }
        });
        [self.source.level(chain), self.target.level(chain)]
    }

    /// Enters a term of the source with the words that a concept has for it.
    fn enter(
        &mut self,
        term: &Term,
        (expected, forbidden): (Vec<&Term>, Vec<&Term>),
        note: Option<&String>,
    ) {
        let keep = term.status == Status::Keep;
        if expected.is_empty() && forbidden.is_empty() && !keep {
            return;
        }
        let exact = has_case(term, keep);
        let pattern = Pattern::new(&term.text, exact);
        let key = (pattern.key().to_vec(), exact.then(|| term.text.clone()));
        let draft = self.entries.entry(key).or_insert_with(|| Draft {
            pattern,
            entry: Entry { source: term.text.trim().to_owned(), ..Entry::default() },
        });
        let entry = &mut draft.entry;
        if keep {
            entry.keep = Some(Pattern::new(&term.text, term.case != Case::Ignored));
        }
        if entry.note.is_none() {
            entry.note = note.cloned();
        }
        entry.expected.extend(expected.into_iter().map(|to| word(to, to.case == Case::Exact)));
        entry.forbidden.extend(forbidden.into_iter().map(|to| word(to, has_case(to, false))));
    }

    /// Enters the forbidden terms of a concept that has no term in any other language.
    fn outlaw(&mut self, terms: &[&Term], note: Option<&String>) {
        let wanted = terms.iter().filter(|term| term.status <= Status::Admitted);
        let expected: Vec<Word> = wanted.map(|term| word(term, false)).collect();
        for term in terms.iter().filter(|term| term.status == Status::Forbidden) {
            self.outlaws.push(Entry {
                expected: expected.clone(),
                forbidden: vec![word(term, has_case(term, false))],
                note: note.cloned(),
                ..Entry::default()
            });
        }
    }
}

fn word(term: &Term, exact: bool) -> Word {
    Word {
        text: term.text.trim().to_owned(),
        status: term.status,
        pattern: Pattern::new(&term.text, exact),
    }
}

/// Whether the capitals of a term must be in the text.
fn has_case(term: &Term, keep: bool) -> bool {
    match term.case {
        Case::Exact => true,
        Case::Ignored => false,
        Case::Usual => keep || term.text.chars().any(char::is_uppercase),
    }
}
