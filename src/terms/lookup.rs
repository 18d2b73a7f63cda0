//! Looking a pair through: which terms its source has, and whether its target keeps to them.

use super::glossary::{Entry, Glossaries, Glossary, Word};
use super::index::Hit;
use super::inflection::{Endings, Fit, Purpose};
use super::pattern::{Pattern, Place, neighbours};
use crate::error::Error;
use crate::facts::{Chars, Facts};
use crate::locale::Locale;
use crate::text::Span;
use smallvec::SmallVec;
use std::sync::Arc;

/// Something that is not as the termbase wants it.
#[derive(Debug, Clone)]
pub struct Lapse {
    pub(crate) entry: Arc<Entry>,
    /// Where the source has the term; nowhere where a term is forbidden by itself.
    pub source: Option<Span>,
    /// What is wrong.
    pub kind: LapseKind,
}

/// What is wrong with the rendering of a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LapseKind {
    /// A forbidden term stands there.
    Forbidden {
        /// Where.
        at: Span,
        /// Which of those of its entry.
        word: usize,
        /// Whether it is the very term, by all that the script shows.
        fit: Sureness,
    },
    /// None of the terms stands in the target.
    Missing {
        /// Where the term of the source stands untranslated.
        copied: Option<Span>,
    },
    /// A term that was to stay as it is did not.
    NotKept {
        /// Where it stands in other letters, as far as it does.
        changed: Option<Span>,
    },
}

/// How sure it is that a stretch of text is a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sureness {
    /// It may be part of a longer word, or another one.
    Doubtful,
    /// It is a form of the term.
    Form,
    /// It is the term, letter by letter.
    Letters,
}

/// How sure it is that a stretch of the target is the term that it looks like; `asked` where the
/// source has what the term renders, so that it is hardly there by chance.
fn sureness(fit: Fit, asked: bool) -> Sureness {
    match fit {
        Fit::Exact => Sureness::Letters,
        Fit::Ending => Sureness::Form,
        Fit::Joined if asked => Sureness::Form,
        Fit::Joined | Fit::Loose => Sureness::Doubtful,
    }
}

/// Working memory, kept per thread.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    recent: Option<Recent>,
    buffer: String,
    hits: Vec<Hit>,
    strays: Vec<Hit>,
}

/// The glossary used last, so that few pairs ask for theirs, which is locked.
#[derive(Debug)]
struct Recent {
    /// Where it comes from: a scratch may be lent to another checker.
    origin: Arc<Glossaries>,
    tags: [String; 2],
    glossary: Arc<Glossary>,
}

impl Scratch {
    fn glossary(
        &mut self,
        origin: &Arc<Glossaries>,
        source: &Locale,
        target: &Locale,
    ) -> Result<Arc<Glossary>, Error> {
        if let Some(recent) = &self.recent
            && Arc::ptr_eq(&recent.origin, origin)
            && recent.tags[0] == source.tag
            && recent.tags[1] == target.tag
        {
            return Ok(Arc::clone(&recent.glossary));
        }
        let glossary = origin.get(source, target)?;
        self.recent = Some(Recent {
            origin: Arc::clone(origin),
            tags: [source.tag.clone(), target.tag.clone()],
            glossary: Arc::clone(&glossary),
        });
        Ok(glossary)
    }
}

impl Glossaries {
    /// Looks a pair through; what is wrong goes into `lapses`.
    pub(crate) fn read(
        self: &Arc<Self>,
        (source_locale, source): (&Locale, &Facts),
        (target_locale, target): (&Locale, &Facts),
        scratch: &mut Scratch,
        lapses: &mut Vec<Lapse>,
    ) -> Result<(), Error> {
        let glossary = scratch.glossary(self, source_locale, target_locale)?;
        let Scratch { buffer, hits, strays, .. } = scratch;
        glossary.sources.read(&source.chars, buffer, hits);
        hits.retain(|hit| !is_hidden(source, span(&source.chars, hit)));
        glossary.strays.read(&target.chars, buffer, strays);
        strays.retain(|hit| !is_masked(target, span(&target.chars, hit)));
        if !hits.is_empty() || !strays.is_empty() {
            let view = View { glossary: &glossary, source, target, hits };
            view.judge(lapses);
            view.judge_strays(strays, lapses);
        }
        Ok(())
    }
}

fn span(text: &Chars, hit: &Hit) -> Span {
    text.span(hit.start, hit.end)
}

/// Whether a stretch is no text: part of a URL, a placeholder, markup.
fn is_masked(facts: &Facts, span: Span) -> bool {
    let first = facts.masks.partition_point(|mask| mask.span.end <= span.start);
    facts.masks.get(first).is_some_and(|mask| mask.span.overlaps(span))
}

/// Whether a stretch is part of something else: a mask, or a longer code.
fn is_hidden(facts: &Facts, span: Span) -> bool {
    let within = |code: &crate::facts::Code| code.span.contains(span) && code.span != span;
    is_masked(facts, span) || facts.codes.iter().any(within)
}

/// A pair and the terms that its source has.
struct View<'a> {
    glossary: &'a Glossary,
    source: &'a Facts,
    target: &'a Facts,
    hits: &'a [Hit],
}

impl<'a> View<'a> {
    fn entry(&self, hit: &Hit) -> &'a Arc<Entry> {
        &self.glossary.entries[hit.pattern as usize]
    }

    fn judge(&self, lapses: &mut Vec<Lapse>) {
        for (index, hit) in self.hits.iter().enumerate() {
            // A term that comes again asks for nothing more.
            if self.hits[..index].iter().any(|before| before.pattern == hit.pattern) {
                continue;
            }
            let entry = self.entry(hit);
            let before = lapses.len();
            self.judge_forbidden(entry, hit, lapses);
            if lapses.len() == before
                && let Some(kind) = self.lost(entry, hit)
            {
                let source = Some(span(&self.source.chars, hit));
                lapses.push(Lapse { entry: Arc::clone(entry), source, kind });
            }
        }
    }

    /// The forbidden renderings of a term, each beside the source term of the same ordinal.
    fn judge_forbidden(&self, entry: &Arc<Entry>, hit: &Hit, lapses: &mut Vec<Lapse>) {
        let mut found: SmallVec<[(Span, usize, Fit); 2]> = SmallVec::new();
        for (word, forbidden) in entry.forbidden.iter().enumerate() {
            found.extend(self.places(forbidden).map(|(at, fit)| (at, word, fit)));
        }
        found.sort_unstable();
        // Of two that overlap the longer one, which comes first or reaches further.
        found.dedup_by(|next, kept| {
            let same = kept.0.overlaps(next.0);
            if same && next.0.contains(kept.0) {
                *kept = *next;
            }
            same
        });
        found.retain(|(at, ..)| !self.is_wanted(*at));
        let same = self.hits.iter().filter(|other| other.pattern == hit.pattern);
        let sources: SmallVec<[Span; 4]> = same.map(|hit| span(&self.source.chars, hit)).collect();
        for (n, &(at, word, fit)) in found.iter().enumerate() {
            let source = sources.get(n).or(sources.last()).copied();
            let kind = LapseKind::Forbidden { at, word, fit: sureness(fit, true) };
            lapses.push(Lapse { entry: Arc::clone(entry), source, kind });
        }
    }

    /// What is forbidden by itself.
    fn judge_strays(&self, strays: &[Hit], lapses: &mut Vec<Lapse>) {
        for hit in strays {
            let at = span(&self.target.chars, hit);
            if self.is_wanted(at) {
                continue;
            }
            let entry = Arc::clone(&self.glossary.outlaws[hit.pattern as usize]);
            let kind = LapseKind::Forbidden { at, word: 0, fit: sureness(hit.fit, false) };
            lapses.push(Lapse { entry, source: None, kind });
        }
    }

    /// All places of a target term that can be meant.
    fn places(&self, word: &'a Word) -> impl Iterator<Item = (Span, Fit)> {
        let chars = &self.target.chars;
        let mut from = 0;
        std::iter::from_fn(move || {
            let Place { start, end, fit } =
                word.pattern.find(chars, from, Purpose::Accuse, &self.glossary.target_endings)?;
            from = end;
            Some((chars.span(start, end), fit))
        })
        .filter(|(at, _)| !is_masked(self.target, *at))
    }

    /// Whether a stretch is part of a term that renders something of the source as it should.
    fn is_wanted(&self, at: Span) -> bool {
        self.hits.iter().any(|hit| {
            let expected = self.entry(hit).expected.iter();
            expected.into_iter().any(|word| self.places(word).any(|(span, _)| span.contains(at)))
        })
    }

    /// What became of a term that no term of the target renders.
    fn lost(&self, entry: &Entry, hit: &Hit) -> Option<LapseKind> {
        let endings = &self.glossary.target_endings;
        let chars = &self.target.chars;
        if let Some(keep) = &entry.keep
            && keep.find(chars, 0, Purpose::Answer, endings).is_none()
        {
            let any_case = Pattern::new(&entry.source, false);
            let changed = self.copies(&any_case, endings).next();
            let changed = changed.map(|place| chars.span(place.start, place.end));
            return Some(LapseKind::NotKept { changed });
        }
        let answers = |word: &Word| {
            word.pattern.find(chars, 0, Purpose::Answer, endings).is_some()
                || word.pattern.is_scattered(chars, endings)
        };
        // A text that is not translated at all has other things wrong with it, or nothing.
        if entry.expected.is_empty()
            || entry.expected.iter().any(answers)
            || self.source.chars.raw == chars.raw
        {
            return None;
        }
        let copied = self
            .copies(self.glossary.sources.pattern(hit), self.glossary.sources.endings())
            .find(|place| !self.is_in_name(hit, place))
            .map(|place| chars.span(place.start, place.end));
        Some(LapseKind::Missing { copied })
    }

    /// Where the target has the very term of the source.
    fn copies(&self, term: &Pattern, endings: &Endings) -> impl Iterator<Item = Place> {
        let chars = &self.target.chars;
        let mut from = 0;
        std::iter::from_fn(move || {
            let place = term.find(chars, from, Purpose::Accuse, endings)?;
            from = place.end;
            Some(place)
        })
        .filter(|place| {
            let span = chars.span(place.start, place.end);
            !is_hidden(self.target, span)
        })
    }

    /// Whether a copy of a term belongs to a longer name that was taken over whole: it has a
    /// neighbour that the term has in the source too.
    fn is_in_name(&self, hit: &Hit, place: &Place) -> bool {
        let (source, target) = (&self.source.chars, &self.target.chars);
        let same = |hit: &Hit| {
            let of_source = neighbours(source, hit.start..hit.end);
            let of_target = neighbours(target, place.start..place.end);
            of_source.iter().zip(&of_target).any(|(a, b)| !a.is_empty() && a == b)
        };
        self.hits.iter().filter(|other| other.pattern == hit.pattern).any(same)
    }
}
