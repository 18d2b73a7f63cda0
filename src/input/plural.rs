//! Plural forms in files of keys: which sibling keys are forms of one string.

/// The plural categories of Unicode CLDR.
const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// The category that every language has, and every set of forms with it.
pub(super) const GENERAL: &str = "other";

/// Whether a word is a plural category.
pub(super) fn is_category(word: &str) -> bool {
    CATEGORIES.contains(&word)
}

/// Whether the names of siblings are plural categories, all of them, and so make one string.
pub(super) fn are_forms<'a>(mut names: impl Iterator<Item = &'a str>) -> bool {
    let mut general = false;
    names.all(|name| {
        general |= name == GENERAL;
        is_category(name)
    }) && general
}
