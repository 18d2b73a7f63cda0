//! Plural forms: which a language has, and for which numbers each is.
//!
//! The rules are CLDR's. Whole numbers up to [`COUNTED`] are looked at, which every rule that texts
//! need shows itself in; forms for fractions and for whole millions are known but never needed.

use crate::cldr;
use std::fmt;

/// The greatest number whose form is looked at.
pub const COUNTED: u32 = 1000;

/// A plural form, as CLDR calls it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// For none; in some languages for 10, 20 and others, too.
    Zero,
    /// For one; in many languages for 21, 31 and others, or for none, too.
    One,
    /// For two.
    Two,
    /// For few.
    Few,
    /// For many; in some languages for whole millions or for fractions alone.
    Many,
    /// For all the rest.
    Other,
}

impl Category {
    /// All of them, in CLDR's order.
    pub const ALL: [Self; 6] =
        [Self::Zero, Self::One, Self::Two, Self::Few, Self::Many, Self::Other];

    /// Its name, which is a key in message formats.
    pub fn name(self) -> &'static str {
        match self {
            Self::Zero => "zero",
            Self::One => "one",
            Self::Two => "two",
            Self::Few => "few",
            Self::Many => "many",
            Self::Other => "other",
        }
    }

    /// The category of this name.
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.name() == name)
    }
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The whole numbers that a form is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Covers {
    /// None.
    Nothing,
    /// This one alone, which the form may spell or leave out.
    Only(u32),
    /// None and one.
    NoneAndOne,
    /// Several, of which these are the first three or fewer.
    Several([u32; 3]),
}

/// The plural forms of a language.
#[derive(Debug)]
pub struct Plurals {
    /// The forms that count: 1 file, 2 files.
    pub cardinal: Forms,
    /// The forms that order: 1st, 2nd.
    pub ordinal: Forms,
}

impl Plurals {
    /// The forms of the first locale of a [`cldr::chain`] that CLDR knows the forms of.
    pub fn of(chain: &[String]) -> Self {
        let rows = cldr::plurals(chain);
        let forms = |prefix: &str| {
            let own = rows.iter().filter_map(|(key, rule)| {
                let category = Category::by_name(key.strip_prefix(prefix)?)?;
                Some((category, *rule.first()?))
            });
            Forms::new(own.collect())
        };
        Self { cardinal: forms(""), ordinal: forms("ordinal ") }
    }
}

/// The forms that a language has for one purpose.
#[derive(Debug)]
pub struct Forms {
    /// The form of each number from 0 on; empty where the language is not known.
    of: Vec<Category>,
    /// Those that CLDR has, whether a whole number needs them or not.
    all: Vec<Category>,
}

impl Forms {
    fn new(mut rules: Vec<(Category, &str)>) -> Self {
        rules.sort_unstable_by_key(|(category, _)| *category);
        let all: Vec<_> = rules.iter().map(|(category, _)| *category).collect();
        let form = |n: u32| {
            let found = rules.iter().find(|(_, rule)| holds(rule, n));
            found.map_or(Category::Other, |(category, _)| *category)
        };
        let of = if all.is_empty() { Vec::new() } else { (0..=COUNTED).map(form).collect() };
        Self { of, all }
    }

    /// Whether CLDR knows the forms of the language.
    pub fn is_known(&self) -> bool {
        !self.all.is_empty()
    }

    /// Every form of the language, also those that no whole number up to [`COUNTED`] needs.
    pub fn all(&self) -> &[Category] {
        &self.all
    }

    /// The forms that whole numbers need.
    pub fn needed(&self) -> impl Iterator<Item = Category> {
        self.all.iter().copied().filter(|category| self.of.contains(category))
    }

    /// The form of a number up to [`COUNTED`].
    pub fn category(&self, n: u32) -> Option<Category> {
        self.of.get(n as usize).copied()
    }

    /// The numbers that a form is for, from the least on.
    pub fn numbers(&self, category: Category) -> impl Iterator<Item = u32> {
        (0..).zip(&self.of).filter(move |(_, of)| **of == category).map(|(n, _)| n)
    }

    /// What a form is for.
    pub fn covers(&self, category: Category) -> Covers {
        let mut numbers = self.numbers(category);
        match [numbers.next(), numbers.next(), numbers.next()] {
            [None, ..] => Covers::Nothing,
            [Some(only), None, _] => Covers::Only(only),
            [Some(0), Some(1), None] => Covers::NoneAndOne,
            [Some(first), Some(second), third] => {
                Covers::Several([first, second, third.unwrap_or(second)])
            }
        }
    }
}

/// Whether a rule of CLDR holds for a whole number: relations joined by `and`, joined by `or`.
fn holds(rule: &str, n: u32) -> bool {
    rule.split(" or ").any(|all| all.split(" and ").all(|relation| relates(relation, n)))
}

/// Whether a relation such as `i % 10 = 2..4,9` holds for a whole number.
fn relates(relation: &str, n: u32) -> bool {
    let (left, right, wanted) = match relation.split_once("!=") {
        Some((left, right)) => (left, right, false),
        None => match relation.split_once('=') {
            Some((left, right)) => (left, right, true),
            None => return false,
        },
    };
    let mut terms = left.split('%').map(str::trim);
    // The other operands count the digits behind the point, or are the exponent of a compact number.
    let value = if matches!(terms.next(), Some("n" | "i")) { n } else { 0 };
    let value = match terms.next().map(str::parse::<u32>) {
        Some(Ok(modulus)) if modulus > 0 => value % modulus,
        Some(_) => return false,
        None => value,
    };
    let is_in = |range: &str| {
        let (first, last) = range.split_once("..").unwrap_or((range, range));
        let bound = |text: &str| text.trim().parse::<u32>().ok();
        bound(first).is_some_and(|first| first <= value)
            && bound(last).is_some_and(|last| value <= last)
    };
    right.split(',').any(is_in) == wanted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(tag: &str) -> Forms {
        Plurals::of(&cldr::chain(tag)).cardinal
    }

    /// The categories of some numbers, as `0:many 1:one`.
    fn read(forms: &Forms, numbers: &[u32]) -> String {
        let shown = |n: &u32| forms.category(*n).map(|category| format!("{n}:{category}"));
        numbers.iter().filter_map(shown).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn numbers_have_the_forms_that_cldr_says() {
        for (tag, expected) in [
            ("en", "0:other 1:one 2:other 5:other 11:other 21:other 100:other"),
            ("ja", "0:other 1:other 2:other 5:other 11:other 21:other 100:other"),
            ("fr-CA", "0:one 1:one 2:other 5:other 11:other 21:other 100:other"),
            ("pt", "0:one 1:one 2:other 5:other 11:other 21:other 100:other"),
            ("pt-AO", "0:other 1:one 2:other 5:other 11:other 21:other 100:other"),
            ("ru", "0:many 1:one 2:few 5:many 11:many 21:one 100:many"),
            ("sr-Latn", "0:other 1:one 2:few 5:other 11:other 21:one 100:other"),
            ("pl", "0:many 1:one 2:few 5:many 11:many 21:many 100:many"),
            ("ar", "0:zero 1:one 2:two 5:few 11:many 21:many 100:other"),
            ("lv", "0:zero 1:one 2:other 5:other 11:zero 21:one 100:zero"),
            ("tlh", ""),
        ] {
            assert_eq!(read(&forms(tag), &[0, 1, 2, 5, 11, 21, 100]), expected, "{tag}");
        }
        let ordinals = Plurals::of(&cldr::chain("en")).ordinal;
        assert_eq!(
            read(&ordinals, &[1, 2, 3, 4, 11, 12, 13, 21, 112]),
            "1:one 2:two 3:few 4:other 11:other 12:other 13:other 21:one 112:other"
        );
    }

    #[test]
    fn a_form_may_leave_its_number_out_where_it_is_for_one_alone() {
        for (tag, category, expected) in [
            ("en", Category::One, Covers::Only(1)),
            ("fr", Category::One, Covers::NoneAndOne),
            ("ru", Category::One, Covers::Several([1, 21, 31])),
            ("ar", Category::Zero, Covers::Only(0)),
            ("ar", Category::Two, Covers::Only(2)),
            ("cs", Category::Many, Covers::Nothing),
            ("cs", Category::Few, Covers::Several([2, 3, 4])),
        ] {
            assert_eq!(forms(tag).covers(category), expected, "{tag} {category}");
        }
    }

    #[test]
    fn forms_for_fractions_and_millions_are_not_needed() {
        let needed = |tag: &str| forms(tag).needed().map(Category::name).collect::<Vec<_>>();
        assert_eq!(needed("cs"), ["one", "few", "other"]);
        assert_eq!(needed("es"), ["one", "other"]);
        assert_eq!(needed("ru"), ["one", "few", "many"]);
        assert_eq!(needed("ar"), ["zero", "one", "two", "few", "many", "other"]);
        assert_eq!(needed("zh-Hant"), ["other"]);
        assert!(!forms("tlh").is_known());
    }

    #[test]
    fn every_rule_is_understood() {
        for tag in cldr::locales() {
            for (key, rule) in cldr::plurals(&cldr::chain(tag)) {
                let category = key.strip_prefix("ordinal ").unwrap_or(key);
                assert!(Category::by_name(category).is_some(), "{tag}: {key}");
                let relations = rule.iter().flat_map(|rule| rule.split(" or "));
                for relation in relations.flat_map(|part| part.split(" and ")) {
                    let known = relation == "any" || relation.contains('=');
                    assert!(known, "{tag}: {key}: {relation}");
                }
            }
        }
    }
}
