//! String catalogues of Xcode: one file with the source and every language.
//!
//! The key is the source text where the source language has none of its own. Each key gives a unit
//! for each language of the file, or for the one that is asked for. Plural forms are the pairs of a
//! unit; variations by device, and the substitutions that a text with several counts is put together
//! from, are units of their own, because each has a set of forms.

mod localization;

use super::escape;
use super::item::{Out, ProblemKind, Units};
use super::json::tree::{self, Strings};
use super::{Format, Input, Languages, Open, PlaceKind, SOURCE, TARGET, canonical};
use crate::text::Text;
use crate::unit::{Pair, Side, Unit};
use jsonc_parser::ast::{Object, ObjectProp, ObjectPropName, Value};
use localization::{Leaf, State, leaves, rendered};
use std::sync::Arc;

pub(super) const FORMAT: Format = Format {
    name: "xcstrings",
    extensions: &["xcstrings"],
    summary: "string catalogues of Xcode: the source and all languages in one file",
    catalogue: true,
    plurals: true,
    places: PlaceKind::Characters,
    writes: &[escape::quoted],
    open: Open::Together(|input, _| Box::new(Catalogue { input: Some(input) })),
};

/// A catalogue, until it was read.
struct Catalogue {
    input: Option<Input>,
}

impl Units for Catalogue {
    fn read(&mut self, out: &mut Out) -> bool {
        let Some(mut input) = self.input.take() else { return false };
        tree::read(&mut input, out, |input, root, strings, out| {
            let parts = root.as_object().and_then(|root| {
                Some((root.get_string("sourceLanguage")?, root.get_object("strings")?))
            });
            let Some((source, keys)) = parts else {
                let message = "this is no string catalogue: it has no `sourceLanguage` with \
                               `strings`; nothing was read";
                return strings.problem(None, ProblemKind::Unreadable, message.to_owned(), out);
            };
            let reading = Reading::new(input, &source.value, keys);
            if let Some(message) = reading.missing_language() {
                strings.problem(None, ProblemKind::Damage, message, out);
            }
            for property in &keys.properties {
                reading.key(property, strings, out);
            }
        });
        true
    }
}

/// What is known of a catalogue while its keys are read.
struct Reading<'i> {
    input: &'i Input,
    /// The source language as the catalogue writes it, and its tag.
    source: (String, Arc<str>),
    /// The target languages likewise, in the order in which they turn up.
    targets: Vec<(String, Arc<str>)>,
}

impl<'i> Reading<'i> {
    fn new(input: &'i Input, source: &str, keys: &Object<'_>) -> Self {
        let languages = &input.languages;
        let mut targets: Vec<(String, Arc<str>)> = Vec::new();
        for property in &keys.properties {
            let Value::Object(key) = &property.value else { continue };
            let Some(localizations) = key.get_object("localizations") else { continue };
            let languages = localizations.properties.iter();
            for localization in languages.filter(|language| language.value.as_object().is_some()) {
                let written = localization.name.as_str();
                if written != source && targets.iter().all(|(known, _)| known != written) {
                    targets.push((written.to_owned(), tag(written)));
                }
            }
        }
        if let Some(given) = &languages.given[TARGET] {
            choose(&mut targets, given);
        }
        let source_tag = languages.side(SOURCE, Some(&tag(source)));
        Self { input, source: (source.to_owned(), source_tag), targets }
    }

    /// Says that the language that is asked for is not there.
    fn missing_language(&self) -> Option<String> {
        let Languages { given: [_, given], .. } = &self.input.languages;
        let given = given.as_ref().filter(|_| self.targets.is_empty())?;
        Some(format!("the catalogue has nothing in `{given}`"))
    }

    fn key(&self, property: &ObjectProp<'_>, strings: &mut Strings<'_>, out: &mut Out) {
        let Value::Object(about) = &property.value else { return };
        if self.is_left_out(about, out) {
            return;
        }
        let name = match &property.name {
            ObjectPropName::String(name) => strings.text(name),
            ObjectPropName::Word(word) => strings.slice(word.range.start..word.range.end),
        };
        let localizations = about.get_object("localizations");
        let mut read = |written: &str| {
            localizations
                .and_then(|localizations| localizations.get_object(written))
                .map_or_else(Vec::new, |localization| leaves(localization, strings))
        };
        let mut sources = read(&self.source.0);
        sources.retain(|leaf| !leaf.text.as_str().is_empty());
        let note = about.get_string("comment").map(|comment| comment.value.to_string());
        let unit = |variant: &str, pairs: Vec<Pair>| {
            self.unit(name.as_str(), variant, note.as_ref(), pairs)
        };
        if sources.is_empty() {
            if name.as_str().is_empty() {
                return;
            }
            sources.push(Leaf::of_key(name.clone()));
        }
        if self.input.monolingual {
            alone(&self.source.1, &sources, &unit, out);
        }
        for (written, tag) in &self.targets {
            let targets = read(written);
            if self.input.monolingual {
                alone(tag, &targets, &unit, out);
            } else {
                self.language(&sources, &targets, tag, &unit, out);
            }
        }
    }

    /// Whether a key is not to be checked; it is counted then.
    fn is_left_out(&self, about: &Object<'_>, out: &mut Out) -> bool {
        let locked = about.get_boolean("shouldTranslate").is_some_and(|flag| !flag.value)
            && !self.input.states.with_locked;
        let state = about.get_string("extractionState");
        let stale = !locked && state.is_some_and(|state| state.value == "stale");
        out.counts.locked += u64::from(locked);
        out.counts.obsolete += u64::from(stale);
        locked || stale
    }

    fn unit(&self, key: &str, variant: &str, note: Option<&String>, pairs: Vec<Pair>) -> Unit {
        let dot = if variant.is_empty() { "" } else { "." };
        let (file, document) = (Arc::clone(&self.input.file), Arc::clone(&self.input.document));
        Unit {
            key: Some(format!("{key}{dot}{variant}")),
            notes: note.cloned().into_iter().collect(),
            ..Unit::new(file, document, pairs)
        }
    }

    /// The units of a key in one language.
    fn language(
        &self,
        sources: &[Leaf],
        targets: &[Leaf],
        tag: &Arc<str>,
        unit: &dyn Fn(&str, Vec<Pair>) -> Unit,
        out: &mut Out,
    ) {
        if targets.is_empty() {
            let text = rendered(sources, "", None).unwrap_or(&sources[0].text);
            out.unit(unit("", vec![Pair::new(self.source_side(text), None)]));
        }
        for forms in targets.chunk_by(|one, next| one.variant == next.variant) {
            let in_review = forms.iter().any(|leaf| leaf.state == State::NeedsReview);
            if in_review && !self.input.states.with_fuzzy {
                out.counts.fuzzy += 1;
                continue;
            }
            let pairs: Vec<_> =
                forms.iter().filter_map(|leaf| self.pair(sources, leaf, tag)).collect();
            if !pairs.is_empty() {
                out.unit(unit(&forms[0].variant, pairs));
            }
        }
    }

    /// The pair of a text and what it renders; `None` where that cannot be told.
    fn pair(&self, sources: &[Leaf], leaf: &Leaf, tag: &Arc<str>) -> Option<Pair> {
        let source = rendered(sources, &leaf.variant, leaf.plural.as_deref())?;
        let translated = leaf.state != State::New && !leaf.text.as_str().is_empty();
        let target = translated.then(|| Side::new(Arc::clone(tag), leaf.text.clone()));
        Some(Pair { plural: leaf.plural.clone(), ..Pair::new(self.source_side(source), target) })
    }

    fn source_side(&self, text: &Text) -> Side {
        Side::new(Arc::clone(&self.source.1), text.clone())
    }
}

/// The texts of one language for themselves.
fn alone(tag: &Arc<str>, leaves: &[Leaf], unit: &dyn Fn(&str, Vec<Pair>) -> Unit, out: &mut Out) {
    for forms in leaves.chunk_by(|one, next| one.variant == next.variant) {
        let pairs = forms.iter().map(|leaf| Pair {
            plural: leaf.plural.clone(),
            ..Pair::new(Side::new(Arc::clone(tag), leaf.text.clone()), None)
        });
        out.unit(unit(&forms[0].variant, pairs.collect()));
    }
}

/// The tag of a language as the catalogue writes it.
fn tag(written: &str) -> Arc<str> {
    canonical(written).unwrap_or_else(|| written.to_owned()).into()
}

/// Keeps the one language that is asked for: itself, or else one that differs in its region alone.
fn choose(targets: &mut Vec<(String, Arc<str>)>, given: &Arc<str>) {
    let primary = |tag: &str| tag.split('-').next().map(str::to_owned);
    let exact = targets.iter().position(|(_, tag)| tag == given);
    let near = || targets.iter().position(|(_, tag)| primary(tag) == primary(given));
    *targets = match exact.or_else(near) {
        Some(at) => vec![(targets.swap_remove(at).0, Arc::clone(given))],
        None => Vec::new(),
    };
}
