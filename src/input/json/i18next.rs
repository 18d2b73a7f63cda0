//! The plurals of i18next, whose forms are sibling keys with suffixes.
//!
//! Since version 4 of its format a suffix is a plural category: `key_one`, `key_other`, and for
//! ordinals `key_ordinal_few`. Before, a language with two forms had `key` and `key_plural`, and any
//! other one `key_0`, `key_1` and so on. A suffix alone proves nothing, as `step_one` may be the
//! first of some steps: what must stand beside it does.

use crate::input::plural::{GENERAL, is_category};
use std::collections::HashMap;

/// The strings of one object by their names.
pub(super) type Siblings<'a> = HashMap<&'a str, &'a str>;

/// The key and the plural category or index that the name of a string gives.
pub(super) fn split<'a>(name: &'a str, siblings: &Siblings<'_>) -> (&'a str, Option<&'a str>) {
    let has = |stem: &str, suffix: &str| siblings.contains_key(&*format!("{stem}{suffix}"));
    if let Some((stem, suffix)) = name.rsplit_once('_') {
        let counted = suffix.parse::<u8>().is_ok_and(|form| form < 6) && suffix.len() == 1;
        if is_category(suffix) && has(stem, &format!("_{GENERAL}")) {
            return (stem, Some(suffix));
        }
        if suffix == "plural" && has(stem, "") {
            return (stem, Some(GENERAL));
        }
        if counted && are_numbered(stem, siblings) {
            return (stem, Some(suffix));
        }
    }
    (name, has(name, "_plural").then_some("one"))
}

/// Whether `stem_0` and its siblings are forms: they are numbered without a gap and count something.
fn are_numbered(stem: &str, siblings: &Siblings<'_>) -> bool {
    let form = |index: u8| siblings.get(&*format!("{stem}_{index}"));
    let forms = (0..6).filter(|&index| form(index).is_some()).count();
    let counts = |text: &&str| text.contains("{{count") || text.contains("{{ count");
    form(0).is_some()
        && (0..forms as u8).all(|index| form(index).is_some())
        && (0..forms as u8).filter_map(form).any(counts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_suffix_is_a_form_only_beside_its_siblings() {
        let names = [
            "item_one",
            "item_other",
            "place_ordinal_few",
            "place_ordinal_other",
            "step_one",
            "step_two",
            "day",
            "day_plural",
            "year_0",
            "year_1",
            "line_0",
            "line_1",
            "page_1",
        ];
        let siblings: Siblings<'_> = names
            .iter()
            .map(|&name| (name, if name.starts_with("year") { "{{count}} 年" } else { "x" }))
            .collect();
        for (name, expected) in [
            ("item_one", ("item", Some("one"))),
            ("item_other", ("item", Some("other"))),
            ("place_ordinal_few", ("place_ordinal", Some("few"))),
            ("step_one", ("step_one", None)),
            ("day", ("day", Some("one"))),
            ("day_plural", ("day", Some("other"))),
            ("year_1", ("year", Some("1"))),
            ("line_1", ("line_1", None)),
            ("page_1", ("page_1", None)),
        ] {
            assert_eq!(split(name, &siblings), expected, "{name}");
        }
    }
}
