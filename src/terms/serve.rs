//! Which terms serve which documents: a glossary for `ja` serves `ja-JP`.

use crate::cldr;

/// The language of a document, with what it falls back to.
pub(super) struct Served {
    chain: Vec<String>,
    /// Whether another region of the same language serves as well.
    any_region: bool,
}

/// How well a term serves; more is better.
pub(super) type Level = u8;

/// What a term for any language is worth, which is less than any other.
const ANY: Level = 0;
/// A term of another region.
const SIBLING: Level = 1;
/// A term of a region, where the document names none.
const REGION: Level = 2;
/// A term of the very language; one less for each step away.
const SAME: Level = 100;

impl Served {
    /// A document that is written in the language `tag` and is searched for terms of every region.
    pub(super) fn source(tag: &str) -> Self {
        Self { chain: cldr::chain(tag), any_region: true }
    }

    /// A document that was translated into the language `tag`, whose own terms it must keep.
    pub(super) fn target(tag: &str) -> Self {
        Self { chain: cldr::chain(tag), any_region: false }
    }

    /// How well a term serves whose own [`cldr::chain`] is `term`, or `None` where it does not. An
    /// empty one is any language.
    pub(super) fn level(&self, term: &[String]) -> Option<Level> {
        let known = |tag: &&String| *tag != cldr::ROOT;
        let Some(own) = term.first().filter(known) else { return Some(ANY) };
        if let Some(steps) = self.chain.iter().filter(known).position(|tag| tag == own) {
            return Some(SAME - (steps as Level).min(SAME / 2));
        }
        if self.chain.first().filter(known).is_some_and(|tag| term.contains(tag)) {
            return Some(REGION);
        }
        let language = |chain: &[String]| chain.iter().rfind(known).cloned();
        (self.any_region && language(&self.chain) == language(term)).then_some(SIBLING)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(document: &str, term: &str) -> Option<Level> {
        Served::source(document).level(&cldr::chain(term))
    }

    fn target(document: &str, term: &str) -> Option<Level> {
        Served::target(document).level(&cldr::chain(term))
    }

    #[test]
    fn a_language_serves_its_regions_and_the_nearer_is_better() {
        assert!(target("ja-JP", "ja").is_some());
        assert!(target("pt-BR", "pt-BR") > target("pt-BR", "pt"));
        assert!(target("pt-BR", "pt") > target("pt-BR", ""));
        assert!(target("en-GB", "en").is_some());
    }

    #[test]
    fn a_region_serves_its_language_but_no_other_region() {
        assert!(target("ja", "ja-JP").is_some());
        assert_eq!(target("en-GB", "en-US"), None);
        assert!(source("en-GB", "en-US").is_some());
    }

    #[test]
    fn another_script_is_another_language() {
        assert_eq!(target("zh-Hant", "zh"), None);
        assert!(target("zh-TW", "zh-Hant").is_some());
        assert!(target("zh_CN", "zh").is_some());
        assert_eq!(source("de", "en"), None);
        assert!(source("de", "").is_some() && source("", "en").is_none());
    }
}
