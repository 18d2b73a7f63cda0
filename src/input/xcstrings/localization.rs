//! What a string catalogue holds of one key in one language: a text, or several that vary.

use crate::input::json::tree::Strings;
use crate::input::plural::GENERAL;
use crate::text::Text;
use jsonc_parser::ast::{Object, Value};

/// What makes up a text beside itself.
const SUBSTITUTIONS: &str = "substitutions";

/// How far a translation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// Nobody translated it yet.
    New,
    /// It has to be looked at again.
    NeedsReview,
    /// It is done.
    Translated,
}

/// One text of a localization.
#[derive(Debug)]
pub(super) struct Leaf {
    /// What it is for beside its plural category, such as `device.iphone`; empty for the usual.
    pub(super) variant: String,
    pub(super) plural: Option<String>,
    pub(super) text: Text,
    pub(super) state: State,
}

impl Leaf {
    /// The key, where it is the text of the source language.
    pub(super) fn of_key(text: Text) -> Self {
        Self { variant: String::new(), plural: None, text, state: State::Translated }
    }
}

/// Every text of a localization, those of one variant together.
pub(super) fn leaves(localization: &Object<'_>, strings: &mut Strings<'_>) -> Vec<Leaf> {
    let mut found = Vec::new();
    collect(localization, "", None, strings, &mut found);
    // Variations by number and then by device stand the other way round.
    found.sort_by(|one, other| one.variant.cmp(&other.variant));
    found
}

fn collect(
    object: &Object<'_>,
    variant: &str,
    plural: Option<&str>,
    strings: &mut Strings<'_>,
    found: &mut Vec<Leaf>,
) {
    let leaf = |variant: &str, unit: &Object<'_>, text: Text| {
        let state = match unit.get_string("state").map(|state| &*state.value) {
            Some("new") => State::New,
            Some("needs_review") => State::NeedsReview,
            _ => State::Translated,
        };
        Leaf { variant: variant.to_owned(), plural: plural.map(str::to_owned), text, state }
    };
    let under = |steps: &[&str]| {
        let steps = [variant].into_iter().chain(steps.iter().copied());
        steps.filter(|step| !step.is_empty()).collect::<Vec<_>>().join(".")
    };
    if let Some(unit) = object.get_object("stringUnit")
        && let Some(value) = unit.get_string("value")
    {
        found.push(leaf(variant, unit, strings.text(value)));
    }
    if let Some(set) = object.get_object("stringSet")
        && let Some(values) = set.get_array("values")
    {
        for (index, value) in values.elements.iter().enumerate() {
            if let Value::StringLit(value) = value {
                found.push(leaf(&under(&[&index.to_string()]), set, strings.text(value)));
            }
        }
    }
    for (axis, name, inner) in children(object.get_object("variations")) {
        match axis {
            "plural" => collect(inner, variant, Some(name), strings, found),
            _ => collect(inner, &under(&[axis, name]), plural, strings, found),
        }
    }
    for part in object.get_object(SUBSTITUTIONS).iter().flat_map(|parts| &parts.properties) {
        if let Value::Object(inner) = &part.value {
            let variant = under(&[SUBSTITUTIONS, part.name.as_str()]);
            collect(inner, &variant, plural, strings, found);
        }
    }
}

/// What varies, as what, and how: `{"plural": {"one": {…}}}`.
fn children<'v, 'a>(
    variations: Option<&'v Object<'a>>,
) -> impl Iterator<Item = (&'v str, &'v str, &'v Object<'a>)> {
    let axes = variations.into_iter().flat_map(|axes| &axes.properties);
    axes.flat_map(|axis| {
        let names = axis.value.as_object().into_iter().flat_map(|names| &names.properties);
        names.filter_map(|name| {
            Some((axis.name.as_str(), name.name.as_str(), name.value.as_object()?))
        })
    })
}

/// The text of the source that a text of this variant and plural category renders; none for a part
/// that the source has not.
pub(super) fn rendered<'s>(
    sources: &'s [Leaf],
    variant: &str,
    plural: Option<&str>,
) -> Option<&'s Text> {
    let of = |wanted: &str| {
        let same = || sources.iter().filter(|leaf| leaf.variant == wanted);
        let form = |plural: Option<&str>| same().find(|leaf| leaf.plural.as_deref() == plural);
        form(plural).or_else(|| form(Some(GENERAL))).or_else(|| same().next())
    };
    let whole = || sources.iter().find(|leaf| !leaf.variant.contains(SUBSTITUTIONS));
    let fallback = || of("").or_else(whole).filter(|_| !variant.contains(SUBSTITUTIONS));
    of(variant).or_else(fallback).map(|leaf| &leaf.text)
}
