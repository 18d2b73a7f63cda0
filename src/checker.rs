//! The engine: one pair in, its findings out. No I/O, no clock, no environment.
//!
//! What no wanted check needs is not looked for: a [`Checker`] knows the checks that it asks, and
//! each check declares its [`Need`]s.

use crate::checks::{
    CHECKS, Check, DigitBlind, Need, View, added_text, broken_encoding, missing_key, missing_text,
    plural_forms,
};
use crate::document::{self, Observations};
use crate::error::Error;
use crate::facts::{self, Facts};
use crate::finding::Finding;
use crate::locale::{Locale, Locales};
use crate::matching::names::NameAlignment;
use crate::matching::{self, Alignment, CodeSide};
use crate::repeats::{Calm, Known, Repeats};
use crate::sentences;
use crate::signals::{self, Scene, Signal};
use crate::terms::{self, Glossaries, Lapse, Termbase};
use crate::text::Span;
use crate::unit::{Pair, Presence, Unit};
use std::path::PathBuf;
use std::sync::Arc;

/// Checks pairs. Share one between threads; give each thread a [`Scratch`] of its own. A clone shares
/// the tables of languages.
#[derive(Debug, Clone)]
pub struct Checker {
    locales: Arc<Locales>,
    checks: Vec<Asked>,
    needs: Needs,
    glossaries: Option<Arc<Glossaries>>,
}

/// A check that is asked, with what it is among those that take one digit for another.
type Asked = (&'static Check, DigitBlind);

/// Working memory of one thread.
///
/// Its buffers grow to the size of the pairs that come by and are kept: from then on, a pair without
/// facts allocates nothing.
#[derive(Debug, Default)]
pub struct Scratch {
    recent: Recent,
    facts: facts::Scratch,
    source: Facts,
    target: Facts,
    alignment: Alignment,
    sentences: Vec<Span>,
    garble: signals::Scratch,
    signals: Vec<Signal>,
    names: matching::names::Scratch,
    name_alignment: NameAlignment,
    repeats: Repeats,
    terms: terms::Scratch,
    lapses: Vec<Lapse>,
}

/// What one pair gave: its findings and what its document should remember.
#[derive(Debug, Default)]
pub struct Verdict {
    /// The findings, in the order of the checks and then of the text.
    pub findings: Vec<Finding>,
    /// For the document.
    pub observations: Observations,
}

impl Default for Checker {
    fn default() -> Self {
        Self::with_rules(Vec::new())
    }
}

impl Checker {
    /// A checker that asks every check, with the built-in rules.
    pub fn new() -> Self {
        Self::default()
    }

    /// A checker with the rules in these folders laid over the built-in ones; see
    /// [`Locales::with_layers`].
    pub fn with_rules(folders: Vec<PathBuf>) -> Self {
        Self {
            locales: Arc::new(Locales::with_layers(folders)),
            checks: CHECKS.iter().map(|check| (*check, DigitBlind::of(check))).collect(),
            needs: Needs::of(CHECKS.iter().copied()),
            glossaries: None,
        }
    }

    /// The same checker, with a termbase for `term-mismatch`, which without one finds nothing.
    #[must_use]
    pub fn with_terms(mut self, base: Termbase) -> Self {
        self.glossaries = (!base.is_empty()).then(|| Arc::new(Glossaries::new(base)));
        self
    }

    /// Whether there is a termbase, and none of its terms was for the languages of the pairs that
    /// came by.
    pub fn served_no_terms(&self) -> bool {
        self.glossaries.as_ref().is_some_and(|glossaries| glossaries.served_nothing())
    }

    /// The same checker, asking only the checks whose id is `wanted`.
    #[must_use]
    pub fn asking(mut self, wanted: impl Fn(&str) -> bool) -> Self {
        self.checks.retain(|(check, _)| wanted(check.id));
        self.needs = Needs::of(self.checks.iter().map(|(check, _)| *check));
        self
    }

    /// The tables of all languages.
    pub fn locales(&self) -> &Arc<Locales> {
        &self.locales
    }

    /// The tables of a language.
    pub fn locale(&self, tag: &str) -> Result<Arc<Locale>, Error> {
        self.locales.get(tag)
    }

    /// Makes what takes time to make and is the same for all languages. The first pair would do it,
    /// too; a caller may let another thread do it meanwhile.
    pub fn prepare(&self) {
        if self.needs(Need::NameMatch) {
            facts::names::prepare();
        }
    }

    /// Checks one pair. A pair without a target gives nothing here: the reader's format decides
    /// whether that is a finding.
    pub fn check(&self, pair: &Pair, scratch: &mut Scratch) -> Result<Verdict, Error> {
        let mut verdict = Verdict::default();
        self.check_into(pair, scratch, &mut verdict)?;
        Ok(verdict)
    }

    /// As [`Self::check`], into a verdict whose memory is used again.
    pub fn check_into(
        &self,
        pair: &Pair,
        scratch: &mut Scratch,
        verdict: &mut Verdict,
    ) -> Result<(), Error> {
        let Verdict { findings, observations } = verdict;
        findings.clear();
        observations.clear();
        let Some(target_side) = &pair.target else {
            return Ok(());
        };
        if pair.presence != Presence::Both {
            if self.asks(missing_key::CHECK.id) {
                findings.extend(missing_key::find(pair));
            }
            return Ok(());
        }
        if missing_text::is_blank(target_side.text.as_str()) {
            if self.asks(missing_text::CHECK.id) {
                findings.extend(missing_text::find(pair));
            }
            return Ok(());
        }
        if missing_text::is_blank(pair.source.text.as_str()) {
            if self.asks(added_text::CHECK.id) {
                findings.extend(added_text::find(pair));
            }
            return Ok(());
        }
        let Scratch {
            recent,
            facts,
            source: source_facts,
            target: target_facts,
            alignment,
            sentences,
            garble,
            signals,
            names,
            name_alignment,
            repeats,
            terms,
            lapses,
        } = scratch;
        let (source_locale, target_locale) =
            recent.locales(&self.locales, (&pair.source.lang, &target_side.lang))?;
        let (source, target) = (pair.source.text.as_str(), target_side.text.as_str());
        facts::read(source, source_locale, facts, source_facts);
        let source_form = facts.form();
        facts::read(target, target_locale, facts, target_facts);
        let forms = source_form.zip(facts.form());
        matching::align_codes(
            CodeSide { text: source, codes: &source_facts.codes, figures: &source_facts.figures },
            CodeSide { text: target, codes: &target_facts.codes, figures: &target_facts.figures },
            &mut alignment.codes,
        );
        matching::align((source, source_facts), (target, target_facts), alignment);
        sentences.clear();
        signals.clear();
        let needs = [Need::Signals, Need::NameMatch, Need::Names];
        let forms = forms.filter(|_| needs.into_iter().all(|need| self.needs(need)));
        let known = forms.and_then(|forms| repeats.recall(forms, source_facts, target_facts));
        let calm = known.and_then(|known| known.calm.as_ref());
        let calm = calm.filter(|calm| calm.quiet.holds(source, target));
        if self.needs(Need::Signals) {
            match known {
                Some(known) => sentences.extend_from_slice(&known.sentences),
                None => sentences::split(target, target_locale, sentences),
            }
            let scene = Scene {
                source,
                target,
                source_locale,
                target_locale,
                source_facts,
                target_facts,
                sentences,
            };
            if calm.is_none() {
                signals::read(&scene, garble, signals);
            }
        }
        let (matched, noted) = (self.needs(Need::NameMatch), self.needs(Need::Names));
        let from = (source, &*source_facts, source_locale);
        let into = (target, &*target_facts, target_locale);
        name_alignment.clear();
        if let Some(known) = known {
            name_alignment.repeat(&known.alignment);
        } else if matched || noted {
            names.spot(source_facts, source_locale);
            if matched {
                matching::names::align(from, into, names, name_alignment);
            }
        }
        lapses.clear();
        if let Some(glossaries) = &self.glossaries
            && self.needs(Need::Terms)
        {
            let from = (source_locale, &*source_facts);
            let into = (target_locale, &*target_facts);
            glossaries.read(from, into, terms, lapses)?;
        }
        let view = View {
            pair,
            source,
            target,
            source_locale,
            target_locale,
            source_facts,
            target_facts,
            alignment,
            names: name_alignment,
            sentences,
            tokens: if calm.is_none() && self.needs(Need::Signals) { garble.tokens() } else { &[] },
            signals,
            lapses,
        };
        let silent = calm.map_or(DigitBlind::default(), |calm| calm.silent);
        for (check, blind) in &self.checks {
            if !silent.any(*blind) {
                (check.run)(&view, findings);
            }
        }
        broken_encoding::speaks_for(target, findings);
        // As a reader meets them, and not check by check.
        let start = |span: Option<Span>| span.map_or(0, |span| span.start);
        findings.sort_by_key(|finding| (start(finding.target), start(finding.source)));
        if let Some(known) = known {
            observations.names().repeat(&known.seen);
        } else if noted {
            document::observe_names(&view, names.spotted(), observations);
            let seen = observations.names();
            if let Some(forms) = forms
                && !names.read_digits(from, into)
                && !seen.has_digits(target)
            {
                let known = Known {
                    sentences: sentences.clone(),
                    alignment: name_alignment.clone(),
                    seen: seen.clone(),
                    calm: self.calm(&view, garble, findings),
                };
                repeats.remember(forms, known);
            }
        }
        if self.needs(Need::Prefixes) {
            document::observe_prefixes(&view, observations);
        }
        Ok(())
    }

    /// Looks at the pairs of a unit together, whose verdicts these are.
    pub fn check_unit(&self, unit: &Unit, verdicts: &mut [Verdict]) -> Result<(), Error> {
        let forms = unit.pairs.iter().any(|pair| pair.plural.is_some());
        if !forms || !self.asks(plural_forms::CHECK.id) {
            return Ok(());
        }
        let Some(target) = unit.pairs.iter().find_map(|pair| pair.target.as_ref()) else {
            return Ok(());
        };
        let locale = self.locales.get(&target.lang)?;
        for (index, finding) in plural_forms::of_unit(unit, locale.plurals()) {
            verdicts[index].findings.push(finding);
        }
        Ok(())
    }

    fn asks(&self, id: &str) -> bool {
        self.checks.iter().any(|(check, _)| check.id == id)
    }

    /// What holds of pairs that differ in their digits alone from the one at hand, whose findings these
    /// are.
    fn calm(
        &self,
        view: &View<'_>,
        garble: &signals::Scratch,
        findings: &[Finding],
    ) -> Option<Calm> {
        let no_signal = view.signals.is_empty();
        let quiet = no_signal.then(|| garble.quiet(view.source, view.target))??;
        let found = |check: &Check| findings.iter().any(|finding| finding.check == check.id);
        // The tokens are not read again either, so those who look at them must be silent.
        let looks = |(check, blind): &&Asked| {
            *blind != DigitBlind::default() && check.needs.contains(&Need::Signals)
        };
        if self.checks.iter().filter(looks).any(|(check, _)| found(check)) {
            return None;
        }
        let silent = self.checks.iter().filter(|(check, _)| !found(check));
        let silent = silent.fold(DigitBlind::default(), |all, (_, blind)| all.and(*blind));
        Some(Calm { quiet, silent })
    }

    fn needs(&self, need: Need) -> bool {
        self.needs.0 & 1 << need as u8 != 0
    }
}

/// What some of the wanted checks need.
#[derive(Debug, Clone, Copy)]
struct Needs(u8);

impl Needs {
    fn of<'a>(checks: impl Iterator<Item = &'a Check>) -> Self {
        let needs = checks.flat_map(|check| check.needs);
        Self(needs.fold(0, |needs, &need| needs | 1 << need as u8))
    }
}

/// The tables used last on each side, so that few pairs ask the locales, which are locked.
#[derive(Debug, Default)]
struct Recent {
    /// Where they come from: a scratch may be lent to another checker.
    origin: Option<Arc<Locales>>,
    source: Option<Arc<Locale>>,
    target: Option<Arc<Locale>>,
}

impl Recent {
    fn locales(
        &mut self,
        origin: &Arc<Locales>,
        (source, target): (&str, &str),
    ) -> Result<(&Locale, &Locale), Error> {
        if !self.origin.as_ref().is_some_and(|known| Arc::ptr_eq(known, origin)) {
            *self = Self { origin: Some(Arc::clone(origin)), ..Self::default() };
        }
        let recall = |last: Option<Arc<Locale>>, tag: &str| match last {
            Some(locale) if locale.tag == tag => Ok(locale),
            _ => origin.get(tag),
        };
        let source = recall(self.source.take(), source)?;
        let target = recall(self.target.take(), target)?;
        Ok((self.source.insert(source), self.target.insert(target)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;
    use crate::unit::Side;

    fn pair((from, into): (&str, &str), (source, target): (&str, &str)) -> Pair {
        let side = |lang: &str, text: &str| Side::new(lang.into(), Text::from(text));
        Pair::new(side(from, source), Some(side(into, target)))
    }

    #[test]
    fn a_pair_with_other_digits_is_checked_as_if_it_were_the_first() {
        let checker = Checker::new();
        let mut scratch = Scratch::default();
        for (langs, texts, remembered) in [
            // Names answer each other, and one became another.
            (
                ("en", "ja"),
                [
                    ("Boeing rose 3%", "ボーイングは3％上昇した"),
                    ("Boeing rose 8%", "ボーイングは9％上昇した"),
                ],
                true,
            ),
            (
                ("en", "de"),
                [
                    ("Austria won 5 times", "Australien gewann 5 Mal"),
                    ("Austria won 7 times", "Australien gewann 7 Mal"),
                ],
                true,
            ),
            // A code hides a name where its digits make it one.
            (
                ("en", "ja"),
                [
                    ("Amgen (ISIN US0378331005) fell", "アムジェン（US0378331005）は下落"),
                    ("Amgen (ISIN US0378331006) fell", "アムジェン（US0378331007）は下落"),
                ],
                true,
            ),
            // Numbers that become equal are a loop.
            (
                ("en", "fr"),
                [
                    ("Airbus won 5, 6, 7 and 8 times", "Airbus gagne 5 fois 6 fois 7 fois 8 fois"),
                    ("Airbus won 5, 6, 7 and 8 times", "Airbus gagne 5 fois 5 fois 5 fois 5 fois"),
                ],
                true,
            ),
            // Marks are as they were.
            (
                ("en", "de"),
                [
                    ("Is 5 more than 4?", "5 ist mehr als 4"),
                    ("Is 7 more than 9?", "7 ist mehr als 9"),
                ],
                true,
            ),
            // Digits are part of a name.
            (
                ("en", "de"),
                [("The DAX 40 fell", "Der DAX 40 fiel"), ("The DAX 30 fell", "Der DAX 50 fiel")],
                false,
            ),
            (
                ("en", "ja"),
                [
                    ("He bought Windows 11 Home", "彼はWindows 11 Homeを買った"),
                    ("He bought Windows 10 Home", "彼はWindows 11 Homeを買った"),
                ],
                false,
            ),
        ] {
            let before = scratch.repeats.len();
            for texts in texts.iter().cycle().take(12) {
                let pair = pair(langs, *texts);
                let [again, first] = [&mut scratch, &mut Scratch::default()].map(|scratch| {
                    let verdict = checker.check(&pair, scratch).expect("the built-in rules load");
                    format!("{verdict:?}")
                });
                assert_eq!(again, first, "{texts:?}");
            }
            assert_eq!(scratch.repeats.len() > before, remembered, "{texts:?}");
        }
    }
}
