//! The kinds of identifiers and the figures that look like one, from `rules/identifiers.toml`.

use super::Short;
use super::check_digit::{Algorithm, CheckDigit};
use crate::facts::fold_text;
use crate::tokens::KeySet;
use regex::{Regex, RegexBuilder, RegexSet, RegexSetBuilder};
use serde::Deserialize;
use std::collections::HashSet;
use std::sync::LazyLock;

/// The format of `rules/identifiers.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct File {
    figures: Figures,
    pairs: Pairs,
    cashtags: Cashtags,
    acronyms: Acronyms,
    addresses: Addresses,
    countries: Countries,
    heads: Heads,
    kind: Vec<KindTable>,
    alias: Vec<Alias>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Figures {
    tails: HashSet<String>,
    heads: HashSet<String>,
    powers: HashSet<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Pairs {
    currencies: HashSet<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Cashtags {
    not: HashSet<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Acronyms {
    no_tickers: HashSet<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Countries {
    codes: HashSet<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Heads {
    between: Vec<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Addresses {
    languages: HashSet<String>,
    kind: Vec<Address>,
}

/// A kind of address, which is found by what is masked.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Address {
    pub id: String,
    pub name: String,
    /// Whether translations rename or drop it as they like.
    #[serde(default)]
    pub renamed: bool,
}

#[expect(clippy::struct_excessive_bools, reason = "a table has a column for each")]
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct KindTable {
    id: String,
    name: String,
    #[serde(default)]
    heads: Vec<String>,
    #[serde(default)]
    signs: Vec<char>,
    pattern: String,
    #[serde(default)]
    headed: Option<String>,
    #[serde(default)]
    except: Option<String>,
    #[serde(default)]
    check: Option<Algorithm>,
    #[serde(default)]
    country: bool,
    alone: Alone,
    #[serde(default)]
    keep_head: bool,
    #[serde(default)]
    digits: bool,
    #[serde(default)]
    renamed: bool,
    #[serde(default)]
    number_alone: bool,
    #[serde(default)]
    address: bool,
    /// Examples, read by the test that proves the kind.
    #[cfg_attr(not(test), allow(dead_code))]
    r#match: Vec<String>,
    #[cfg_attr(not(test), allow(dead_code))]
    no_match: Vec<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Alias {
    code: Vec<String>,
    words: Vec<String>,
}

/// Whether a kind is recognised without a word that announces it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Alone {
    /// Its shape says enough.
    Always,
    /// If its check digit holds.
    Checked,
    /// Not at all.
    Never,
}

/// A kind, ready for use.
#[expect(clippy::struct_excessive_bools, reason = "a table has a column for each")]
#[derive(Debug)]
pub(super) struct Kind {
    pub id: String,
    pub name: String,
    check: Option<Algorithm>,
    country: bool,
    pub alone: Alone,
    pub keep_head: bool,
    /// Whether only its digits are compared.
    pub digits: bool,
    /// Whether translations rename or drop it as they like.
    pub renamed: bool,
    /// Whether its number alone may stand for it.
    pub number_alone: bool,
    /// Whether it is an address.
    pub address: bool,
    pattern: Regex,
    /// The pattern behind a word that announces it, where that one lets more pass.
    headed: Option<Regex>,
    except: Option<Regex>,
}

impl Kind {
    /// The length of the longest code of this kind at the start of `text`, which must end at a word
    /// boundary.
    pub(super) fn length_in(&self, text: &str) -> Option<usize> {
        self.length_by(&self.pattern, text)
    }

    /// The same behind a word that announces it.
    pub(super) fn headed_length_in(&self, text: &str) -> Option<usize> {
        let headed = self.headed.as_ref().and_then(|headed| self.length_by(headed, text));
        headed.or_else(|| self.length_in(text))
    }

    fn length_by(&self, pattern: &Regex, text: &str) -> Option<usize> {
        let end = pattern.find(text)?.end();
        let whole = !text[end..].starts_with(|c: char| c.is_ascii_alphanumeric());
        let excepted = self.except.as_ref().is_some_and(|except| except.is_match(&text[..end]));
        (whole && !excepted).then_some(end)
    }
}

impl Tables {
    /// What the check digit of a code of `kind` says.
    pub(super) fn check(&self, kind: &Kind, canonical: &str) -> CheckDigit {
        let Some(algorithm) = kind.check else { return CheckDigit::None };
        let country = canonical.get(..2).unwrap_or_default();
        let placed = !kind.country || self.countries.codes.contains(country);
        if placed && algorithm.holds(canonical) { CheckDigit::Holds } else { CheckDigit::Broken }
    }
}

/// All tables of the file, ready for use.
#[derive(Debug, Default)]
pub(super) struct Tables {
    figures: Figures,
    pairs: Pairs,
    cashtags: Cashtags,
    acronyms: Acronyms,
    addresses: Addresses,
    countries: Countries,
    kinds: Vec<Kind>,
    /// Kinds by the keys of the words that announce them, sorted.
    heads: Vec<(u64, usize)>,
    /// The keys of these words in small letters, for a quick no.
    head_keys: KeySet,
    /// Words that may stand between a head and its code, folded.
    between: Vec<String>,
    /// Kinds by the signs that announce them.
    signs: Vec<(char, usize)>,
    /// The patterns of the kinds that may stand alone, for one pass over a candidate.
    alone: RegexSet,
    aliases: Vec<Alias>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    // The file is part of the program, and a test reads it; were it broken, no identifier would be
    // recognised by name and everything else would still work.
    Tables::parse(include_str!("../../../rules/identifiers.toml")).unwrap_or_default()
});

/// The tables.
pub(super) fn tables() -> &'static Tables {
    &TABLES
}

/// What is known of a kind whose codes bear its id.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known {
    /// How a message calls it.
    pub name: &'static str,
    /// Whether translations rename or drop it as they like.
    pub renamed: bool,
    /// Whether its number alone may stand for it.
    pub number_alone: bool,
    /// Whether it is an address.
    pub address: bool,
}

/// The kind with this id.
pub(super) fn by_id(id: &str) -> Option<Known> {
    let kind = TABLES.by_id(id);
    let known = kind.map(|kind| Known {
        name: &kind.name,
        renamed: kind.renamed,
        number_alone: kind.number_alone,
        address: kind.address,
    });
    known.or_else(|| {
        let Address { name, renamed, .. } = TABLES.address(id)?;
        Some(Known { name, renamed: *renamed, number_alone: false, address: true })
    })
}

impl Tables {
    fn parse(toml: &str) -> Result<Self, String> {
        let file: File = toml::from_str(toml).map_err(|e| e.to_string())?;
        // Candidates are ASCII, so the small tables of bytes are enough.
        let regex = |pattern: String| RegexBuilder::new(&pattern).unicode(false).build();
        let (mut heads, mut head_keys, mut signs) = (Vec::new(), Vec::new(), Vec::new());
        let mut kinds = Vec::new();
        let patterns = file.kind.iter().map(|kind| match kind.alone {
            // Nothing matches an empty class: the places in the set stay the places in the list.
            Alone::Never => "[a&&b]".to_owned(),
            _ => format!("^(?:{})", kind.pattern),
        });
        let alone =
            RegexSetBuilder::new(patterns).unicode(false).build().map_err(|e| e.to_string())?;
        for (at, kind) in file.kind.into_iter().enumerate() {
            let id = &kind.id;
            let broken = |e: regex::Error| format!("kind {id}: {e}");
            for head in kind.heads {
                let short = Short::collect(head.chars());
                let short = short.ok_or(format!("kind {id}: the head {head} is too long"))?;
                heads.push((short.key(), at));
                head_keys.extend(Short::lower(&head).map(Short::key));
            }
            signs.extend(kind.signs.into_iter().map(|sign| (sign, at)));
            let anchored = |pattern: String| regex(format!("^(?:{pattern})"));
            kinds.push(Kind {
                pattern: anchored(kind.pattern).map_err(broken)?,
                headed: kind.headed.map(anchored).transpose().map_err(broken)?,
                except: kind
                    .except
                    .map(|except| regex(format!("^(?:{except})$")))
                    .transpose()
                    .map_err(broken)?,
                id: kind.id,
                name: kind.name,
                check: kind.check,
                country: kind.country,
                alone: kind.alone,
                keep_head: kind.keep_head,
                digits: kind.digits,
                renamed: kind.renamed,
                number_alone: kind.number_alone,
                address: kind.address,
            });
        }
        heads.sort_unstable();
        Ok(Self {
            figures: file.figures,
            pairs: file.pairs,
            cashtags: file.cashtags,
            acronyms: file.acronyms,
            addresses: file.addresses,
            countries: file.countries,
            kinds,
            head_keys: KeySet::new(head_keys),
            between: file.heads.between.iter().map(|word| fold_text(word)).collect(),
            signs,
            heads,
            alone,
            aliases: file.alias,
        })
    }

    /// Whether a word may announce a kind, by its key in small letters.
    #[inline]
    pub(super) fn may_announce(&self, key: u64) -> bool {
        self.head_keys.contains(key)
    }

    /// The kind that the word `head` announces.
    pub(super) fn announced_by(&self, head: Short) -> Option<&Kind> {
        let at = self.heads.binary_search_by_key(&head.key(), |&(known, _)| known).ok()?;
        Some(&self.kinds[self.heads[at].1])
    }

    /// The kind that the sign `c` announces: `§ 15a`.
    pub(super) fn announced_by_sign(&self, c: char) -> Option<&Kind> {
        self.signs.iter().find(|&&(sign, _)| sign == c).map(|&(_, at)| &self.kinds[at])
    }

    /// The words that may stand between a head and its code: `number`, `コード`.
    pub(super) fn between(&self) -> impl Iterator<Item = &str> {
        self.between.iter().map(String::as_str)
    }

    /// The kinds that the start of `text` may be without being announced, in the order of the file.
    pub(super) fn standing_alone<'t>(&'t self, text: &str) -> impl Iterator<Item = &'t Kind> {
        // Asking whether any matches costs no memory; most candidates match none.
        let matches = self.alone.is_match(text).then(|| self.alone.matches(text));
        matches.into_iter().flatten().map(|at| &self.kinds[at])
    }

    /// Whether these letters after a number are a unit, with or without a plural s.
    pub(super) fn is_tail(&self, letters: &str) -> bool {
        let tails = &self.figures.tails;
        Short::lower(letters).is_some_and(|lower| {
            let lower = lower.as_str();
            tails.contains(lower) || lower.strip_suffix('s').is_some_and(|one| tails.contains(one))
        })
    }

    /// Whether these letters before a number belong to a figure.
    pub(super) fn is_head(&self, letters: &str) -> bool {
        Short::lower(letters).is_some_and(|lower| self.figures.heads.contains(lower.as_str()))
    }

    /// Whether this is a unit with a power, such as `km2`.
    pub(super) fn is_power(&self, word: &str) -> bool {
        Short::lower(word).is_some_and(|lower| self.figures.powers.contains(lower.as_str()))
    }

    /// Whether this is the code of a currency that is quoted in pairs.
    pub(super) fn is_currency(&self, code: &str) -> bool {
        self.pairs.currencies.contains(code)
    }

    /// Whether a dollar sign before these letters makes no cashtag.
    pub(super) fn is_no_cashtag(&self, letters: &str) -> bool {
        self.cashtags.not.contains(letters)
    }

    /// Whether these capitals in brackets are an acronym that is no ticker.
    pub(super) fn is_acronym(&self, letters: &str) -> bool {
        self.acronyms.no_tickers.contains(letters)
    }

    /// The kind with this id that has a pattern.
    pub(super) fn by_id(&self, id: &str) -> Option<&Kind> {
        self.kinds.iter().find(|kind| kind.id == id)
    }

    /// The kind of address with this id.
    pub(super) fn address(&self, id: &str) -> Option<&Address> {
        self.addresses.kind.iter().find(|address| address.id == id)
    }

    /// Whether this is the tag of a language in small letters, as addresses have it.
    pub(super) fn is_language(&self, tag: &str) -> bool {
        Short::lower(tag).is_some_and(|tag| self.addresses.languages.contains(tag.as_str()))
    }

    /// The words by which languages call the code.
    pub(super) fn aliases_of(&self, canonical: &str) -> impl Iterator<Item = &str> {
        self.aliases
            .iter()
            .filter(move |alias| alias.code.iter().any(|code| code == canonical))
            .flat_map(|alias| alias.words.iter().map(String::as_str))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::CodeKind;
    use crate::facts::codes::tests::codes_in;

    #[test]
    fn the_file_parses() {
        if let Err(error) = Tables::parse(include_str!("../../../rules/identifiers.toml")) {
            panic!("rules/identifiers.toml: {error}");
        }
    }

    #[test]
    fn every_kind_proves_itself() {
        let file: File =
            toml::from_str(include_str!("../../../rules/identifiers.toml")).expect("parses");
        for kind in &file.kind {
            let of_kind = |text: &str| {
                codes_in(text)
                    .into_iter()
                    .any(|code| matches!(code.kind, CodeKind::Identifier(id) if id == kind.id))
            };
            assert!(
                !kind.r#match.is_empty() && !kind.no_match.is_empty(),
                "{} proves nothing",
                kind.id
            );
            for text in &kind.r#match {
                for text in [text.clone(), format!("see {text}."), format!("番号は{text}です")]
                {
                    assert!(of_kind(&text), "{} does not match {text}", kind.id);
                }
            }
            for text in &kind.no_match {
                assert!(!of_kind(text), "{} matches {text}", kind.id);
            }
        }
    }
}
