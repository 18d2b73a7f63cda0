//! Stock exchanges: names in all scripts, suffixes and Bloomberg codes, as classes of equals.

use crate::facts::Chars;
use crate::facts::chars::{fold, is_spaced_letter};
use crate::tokens::KeySet;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The exchange that a name may mean.
///
/// `TSE` is Tokyo as well as Toronto: a name stands for a set of exchanges, and two names agree if
/// they have one in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Exchange(u128);

impl Exchange {
    /// Whether both may be the same exchange.
    pub fn agrees(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// What is meant by either.
    pub(super) fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The usual short name, where one exchange alone is meant.
    pub fn label(self) -> Option<&'static str> {
        self.labels().next().filter(|_| self.0.is_power_of_two())
    }

    /// The usual short names of all that may be meant.
    pub fn labels(self) -> impl Iterator<Item = &'static str> {
        let meant = move |&(at, _): &(usize, &&str)| self.0 >> at & 1 == 1;
        TABLE.labels.iter().enumerate().filter(meant).map(|(_, label)| *label)
    }
}

/// What stands before a symbol: the name of an exchange, or a word such as `証券コード`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Announced {
    /// The first character of the name.
    pub start: usize,
    /// The exchange, unless the word names none.
    pub exchange: Option<Exchange>,
    /// Whether the word announces a code without naming an exchange.
    pub announcing: Announcing,
}

/// Whether a word announces a code without naming an exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Announcing {
    /// It names an exchange.
    Nothing,
    /// It always does: `ticker`.
    Always,
    /// It does in brackets, and before quotes: `symbol`.
    InBrackets,
}

/// The exchange whose name ends right before `end`.
pub(super) fn ending_at(chars: &Chars, end: usize) -> Option<Announced> {
    let last = *chars.folded[..end].last()?;
    let mut names = TABLE
        .ending_with((last, chars.before(end - 1)))
        // A name of one character.
        .chain(TABLE.ending_with((last, '\0')));
    names.find_map(|name| name.ending_at(chars, end))
}

/// Whether a word that announces a code without naming an exchange may end right before `end`: a
/// quick no.
pub(super) fn may_announce(chars: &Chars, end: usize) -> bool {
    let Some(last) = end.checked_sub(1) else { return false };
    let key = ending(chars.get(last), chars.before(last));
    TABLE.announcing.contains(key)
}

/// A key of the last character of a name and the one before it.
fn ending(last: char, before: char) -> u64 {
    u64::from(u32::from(last)) << 32 | u64::from(u32::from(before))
}

/// The exchange of a suffix such as `T` in `7203.T`.
pub(super) fn of_suffix(suffix: &str) -> Option<Exchange> {
    TABLE.suffixes.get(suffix).map(|&set| Exchange(set))
}

/// The exchange of a sign that stands right before a code in figures: `SH` in `SH600519`.
pub(super) fn of_sign(sign: &str) -> Option<Exchange> {
    TABLE.signs.get(sign).map(|&set| Exchange(set))
}

/// The exchange of a Bloomberg code such as `JP` in `7203 JP Equity`.
pub(super) fn of_bloomberg(code: &str) -> Option<Exchange> {
    TABLE.bloomberg.get(code).map(|&set| Exchange(set))
}

/// One name of one or more exchanges.
#[derive(Debug)]
struct Name {
    /// As written, for names that must be written in capitals.
    capitals: Option<Vec<char>>,
    folded: Vec<char>,
    set: u128,
    announcing: Announcing,
}

impl Name {
    fn ending_at(&self, chars: &Chars, end: usize) -> Option<Announced> {
        let start = end.checked_sub(self.folded.len())?;
        if chars.folded[start] != self.folded[0] {
            return None;
        }
        let same = match &self.capitals {
            Some(name) => (start..end).map(|i| chars.narrow(i)).eq(name.iter().copied()),
            None => chars.folded[start..end] == self.folded,
        };
        let goes_on = |c: char| is_spaced_letter(c) || c.is_ascii_digit();
        let whole = !goes_on(self.folded[0]) || !goes_on(chars.before(start));
        let exchange = (self.set != 0).then_some(Exchange(self.set));
        (same && whole).then_some(Announced { start, exchange, announcing: self.announcing })
    }
}

#[derive(Debug, Default)]
struct Table {
    labels: Vec<&'static str>,
    /// By their last folded character and the one before it, longest first.
    names: Vec<((char, char), Name)>,
    /// How the names end that mean no exchange.
    announcing: KeySet,
    suffixes: HashMap<&'static str, u128>,
    /// The suffixes of two letters that are a name of their exchange too.
    signs: HashMap<&'static str, u128>,
    bloomberg: HashMap<&'static str, u128>,
}

static TABLE: LazyLock<Table> =
    LazyLock::new(|| Table::parse(include_str!("../../../rules/exchanges.tsv")));

/// The classes of words that announce a code without naming an exchange.
const ANY: &str = "any";
const ANY_IN_BRACKETS: &str = "any-in-brackets";

impl Table {
    fn parse(tsv: &'static str) -> Self {
        let mut table = Self::default();
        let mut sets: HashMap<&'static str, (u128, Announcing)> = HashMap::new();
        for line in tsv.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let mut fields = line.split('\t');
            let mut field = || fields.next().unwrap_or_default();
            let (class, _mic, label, names) = (field(), field(), field(), field());
            let (suffixes, bloomberg) = (field(), field());
            let (bit, announcing) = match class {
                ANY => (0, Announcing::Always),
                ANY_IN_BRACKETS => (0, Announcing::InBrackets),
                _ => (1 << table.labels.len(), Announcing::Nothing),
            };
            if bit != 0 {
                table.labels.push(label);
            }
            for name in names.split('|') {
                sets.entry(name).or_insert((0, announcing)).0 |= bit;
            }
            for suffix in suffixes.split_whitespace() {
                *table.suffixes.entry(suffix).or_default() |= bit;
                if suffix.len() == 2 && names.split('|').any(|name| name == suffix) {
                    *table.signs.entry(suffix).or_default() |= bit;
                }
            }
            for code in bloomberg.split_whitespace() {
                *table.bloomberg.entry(code).or_default() |= bit;
            }
        }
        for (name, (set, announcing)) in sets {
            let folded: Vec<char> = name.chars().map(fold).collect();
            let short = name.len() <= 4
                && name.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
            let capitals = short.then(|| name.chars().collect());
            if let Some(&last) = folded.last() {
                let before = folded.iter().rev().nth(1).copied().unwrap_or_default();
                table.names.push(((last, before), Name { capitals, folded, set, announcing }));
            }
        }
        table.names.sort_by(|(x, a), (y, b)| {
            x.cmp(y).then(b.folded.len().cmp(&a.folded.len())).then(a.folded.cmp(&b.folded))
        });
        let announcing = table.names.iter().filter(|(_, name)| name.set == 0);
        table.announcing =
            KeySet::new(announcing.map(|&((last, before), _)| ending(last, before)).collect());
        table
    }

    /// The names whose last character and the one before it are these, longest first.
    fn ending_with(&self, last: (char, char)) -> impl Iterator<Item = &Name> {
        let from = self.names.partition_point(|&(c, _)| c < last);
        self.names[from..].iter().take_while(move |&&(c, _)| c == last).map(|(_, name)| name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Option<Exchange> {
        let mut chars = Chars::default();
        chars.fill(name);
        ending_at(&chars, chars.len()).filter(|found| found.start == 0)?.exchange
    }

    #[test]
    fn the_table_is_whole() {
        let lines = include_str!("../../../rules/exchanges.tsv").lines();
        let rows: Vec<Vec<&str>> = lines
            .filter(|line| !line.starts_with('#'))
            .map(|line| line.split('\t').collect())
            .collect();
        assert!(rows.len() < 128, "a set of exchanges has 128 places");
        for row in &rows {
            assert_eq!(row.len(), 6, "{row:?}");
            let mut names: Vec<&str> = row[3].split('|').collect();
            let count = names.len();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), count, "a name stands twice in {}", row[0]);
        }
        let mics: Vec<&str> =
            rows.iter().filter(|row| !row[0].starts_with(ANY)).map(|row| row[1]).collect();
        for mic in &mics {
            let form = mic.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
            assert!(mic.len() == 4 && form, "{mic} has not the form of a MIC");
            assert_eq!(mics.iter().filter(|other| *other == mic).count(), 1, "{mic} stands twice");
        }
        let mut classes: Vec<&str> = rows.iter().map(|row| row[0]).collect();
        classes.sort_unstable();
        classes.dedup();
        assert_eq!(classes.len(), rows.len(), "a class stands twice");
    }

    #[test]
    fn equal_names_agree_and_ambiguous_ones_agree_with_each_meaning() {
        let agree = |a: &str, b: &str| {
            named(a)
                .unwrap_or_else(|| panic!("{a}"))
                .agrees(named(b).unwrap_or_else(|| panic!("{b}")))
        };
        assert!(agree("NASDAQ", "ナスダック"));
        assert!(agree("Nasdaq", "纳斯达克"));
        assert!(agree("NYSE", "뉴욕증권거래소"));
        assert!(agree("TSE", "東証プライム") && agree("TSE", "TSX"));
        assert!(agree("TYO", "東京証券取引所"));
        assert!(!agree("TYO", "TSX"));
        assert!(!agree("NASDAQ", "NYSE"));
        assert!(!agree("BSE", "NSE"));
        assert!(agree("Euronext", "EPA") && !agree("EPA", "AMS"));
        for (name, other) in [
            ("Московская биржа", "MOEX"),
            ("上交所", "상하이증권거래소"),
            ("بورصة هونغ كونغ", "HKEX"),
            ("Londoni Értéktőzsde", "LSE"),
            ("लंदन स्टॉक एक्सचेंज", "LSE"),
            ("Χρηματιστήριο Λονδίνου", "LSE"),
            ("ตลาดหลักทรัพย์โตเกียว", "東証"),
            ("Sở giao dịch chứng khoán Hà Nội", "HNX"),
        ] {
            assert!(agree(name, other), "{name} {other}");
        }
    }

    #[test]
    fn no_digit_announces_a_code() {
        let names = TABLE.names.iter().filter(|(_, name)| name.set == 0);
        for ((last, before), name) in names {
            assert!(!last.is_ascii_digit() && !before.is_ascii_digit(), "{name:?}");
            assert_ne!(
                *before, '\0',
                "{name:?} is one character, which `may_announce` passes over"
            );
        }
    }

    #[test]
    fn short_names_must_be_capitals() {
        assert!(named("SIX").is_some() && named("six").is_none());
        assert!(named("nasdaq").is_some());
    }
}
