//! Two systems that translated the same sources: what goes wrong how often, and for whom.
//!
//! Nothing here reads or writes: a [`System`] is filled with pairs and their alarms, two of them are
//! [`matched`], and a [`Comparison`] counts.

pub mod bootstrap;

use bootstrap::{Interval, interval};
use std::collections::{BTreeSet, HashMap};

/// What tells a pair from the others of its system.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Key {
    /// The document, where it is another thing than the file.
    pub document: Option<String>,
    /// The id or key of the unit.
    pub unit: String,
    /// The plural form.
    pub plural: Option<String>,
}

/// One finding that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alarm {
    /// The check.
    pub check: String,
    /// What it says.
    pub message: String,
}

/// A pair of a system, with what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// What it is called; `None` in formats without keys.
    pub key: Option<Key>,
    /// The file.
    pub file: String,
    /// The line.
    pub line: u64,
    /// What is wrong.
    pub alarms: Vec<Alarm>,
}

/// The pairs of one system, in their order.
#[derive(Debug, Default)]
pub struct System {
    pairs: Vec<Judged>,
    /// The last pair with each key, for what comes to light later.
    places: HashMap<(Option<Key>, String, u64), usize>,
}

/// The place of a pair among those of its system: its key, or the line where it has none.
fn place(pair: &Judged) -> (Option<Key>, String, u64) {
    let line = if pair.key.is_some() { 0 } else { pair.line };
    (pair.key.clone(), pair.file.clone(), line)
}

impl System {
    /// Takes in the next pair.
    pub fn add(&mut self, pair: Judged) {
        self.places.insert(place(&pair), self.pairs.len());
        self.pairs.push(pair);
    }

    /// Adds the alarms of a pair that came before; says whether there is one.
    pub fn add_later(&mut self, pair: Judged) -> bool {
        let Some(&at) = self.places.get(&place(&pair)) else { return false };
        self.pairs[at].alarms.extend(pair.alarms);
        true
    }

    /// The pairs.
    pub fn pairs(&self) -> &[Judged] {
        &self.pairs
    }

    /// The pairs by their keys, if each has one of its own.
    fn by_key(&self) -> Option<HashMap<&Key, usize>> {
        let keyed = self.pairs.iter().enumerate().map(|(at, pair)| Some((pair.key.as_ref()?, at)));
        let keyed: HashMap<&Key, usize> = keyed.collect::<Option<_>>()?;
        (keyed.len() == self.pairs.len()).then_some(keyed)
    }
}

/// Which pairs of two systems correspond.
#[derive(Debug, PartialEq, Eq)]
pub struct Matched {
    /// The indices of both.
    pub pairs: Vec<[usize; 2]>,
    /// How many pairs of each correspond to none.
    pub alone: [usize; 2],
    /// Whether they correspond by their keys, and not by their order.
    pub by_key: bool,
}

/// Matches pairs by their keys, where each has one of its own and some are the same, else by their
/// order; `None` where neither can be.
pub fn matched(systems: [&System; 2]) -> Option<Matched> {
    let lengths = systems.map(|system| system.pairs.len());
    if let [Some(_), Some(second)] = systems.map(System::by_key) {
        let of = |(at, pair): (usize, &Judged)| Some([at, *second.get(pair.key.as_ref()?)?]);
        let pairs: Vec<_> = systems[0].pairs.iter().enumerate().filter_map(of).collect();
        if !pairs.is_empty() {
            let alone = lengths.map(|length| length - pairs.len());
            return Some(Matched { pairs, alone, by_key: true });
        }
    }
    let pairs = (0..lengths[0]).map(|at| [at, at]).collect();
    (lengths[0] == lengths[1]).then_some(Matched { pairs, alone: [0, 0], by_key: false })
}

/// How often something is the case with each of two systems.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// What is counted.
    pub name: String,
    /// How often with each.
    pub counts: [u64; 2],
    /// How often in 1,000 pairs.
    pub rates: [f64; 2],
    /// The interval of the second rate less the first.
    pub interval: Interval,
}

impl Row {
    /// Counts something in each pair.
    fn new(name: &str, pairs: &[[&Judged; 2]], count: impl Fn(&Judged) -> u64) -> Self {
        let mut counts = [0, 0];
        let mut differences = Vec::new();
        for pair in pairs {
            let [first, second] = pair.map(&count);
            counts[0] += first;
            counts[1] += second;
            if first != second {
                differences.push(1000.0 * (second as f64 - first as f64));
            }
        }
        let rates = counts.map(|count| 1000.0 * count as f64 / pairs.len().max(1) as f64);
        let interval = interval(&differences, pairs.len());
        Self { name: name.to_owned(), counts, rates, interval }
    }

    /// The second rate less the first.
    pub fn difference(&self) -> f64 {
        self.rates[1] - self.rates[0]
    }
}

/// Two systems, side by side.
#[derive(Debug)]
pub struct Comparison<'a> {
    /// How many pairs were compared.
    pub pairs: usize,
    /// The findings of each check that spoke.
    pub checks: Vec<Row>,
    /// All findings.
    pub findings: Row,
    /// Pairs with any finding.
    pub wrong: Row,
    /// The pairs that the first, and those that the second alone got wrong.
    pub only: [Vec<&'a Judged>; 2],
}

impl<'a> Comparison<'a> {
    /// Counts.
    pub fn new(systems: [&'a System; 2], matched: &Matched) -> Self {
        let both =
            |[first, second]: &[usize; 2]| [&systems[0].pairs[*first], &systems[1].pairs[*second]];
        let pairs: Vec<[&Judged; 2]> = matched.pairs.iter().map(both).collect();
        let alarms = pairs.iter().flatten().flat_map(|pair| &pair.alarms);
        let names: BTreeSet<&str> = alarms.map(|alarm| alarm.check.as_str()).collect();
        let check = |name: &&str| {
            let speaks = |alarm: &&Alarm| alarm.check == **name;
            Row::new(name, &pairs, |pair| pair.alarms.iter().filter(speaks).count() as u64)
        };
        let only = |of: usize| {
            let alone = |pair: &&[&Judged; 2]| {
                !pair[of].alarms.is_empty() && pair[1 - of].alarms.is_empty()
            };
            pairs.iter().filter(alone).map(|pair| pair[of]).collect()
        };
        Self {
            pairs: pairs.len(),
            checks: names.iter().map(check).collect(),
            findings: Row::new("all findings", &pairs, |pair| pair.alarms.len() as u64),
            wrong: Row::new("pairs with any", &pairs, |pair| u64::from(!pair.alarms.is_empty())),
            only: [only(0), only(1)],
        }
    }

    /// Every row, the checks first.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.checks.iter().chain([&self.findings, &self.wrong])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn system(pairs: &[(&str, &[&str])]) -> System {
        let mut system = System::default();
        for (line, (unit, checks)) in pairs.iter().enumerate() {
            let alarm = |check: &&str| Alarm { check: (*check).to_owned(), message: String::new() };
            let key = Key { document: None, unit: (*unit).to_owned(), plural: None };
            system.add(Judged {
                key: (!unit.is_empty()).then_some(key),
                file: "a".to_owned(),
                line: line as u64 + 1,
                alarms: checks.iter().map(alarm).collect(),
            });
        }
        system
    }

    #[test]
    fn pairs_correspond_by_their_keys_else_by_their_order() {
        let (a, b) = (system(&[("1", &[]), ("2", &[])]), system(&[("2", &[]), ("3", &[])]));
        let by_key = Matched { pairs: vec![[1, 0]], alone: [1, 1], by_key: true };
        assert_eq!(matched([&a, &b]), Some(by_key));
        let (a, b) = (system(&[("", &[]), ("2", &[])]), system(&[("2", &[]), ("3", &[])]));
        let by_order = Matched { pairs: vec![[0, 0], [1, 1]], alone: [0, 0], by_key: false };
        assert_eq!(matched([&a, &b]), Some(by_order));
        assert_eq!(matched([&system(&[("", &[])]), &a]), None);
    }

    #[test]
    fn findings_are_counted_for_both() {
        let a = system(&[("1", &["x", "x"]), ("2", &["y"]), ("3", &[]), ("4", &[])]);
        let b = system(&[("1", &["x"]), ("2", &[]), ("3", &["y"]), ("4", &[])]);
        let matched = matched([&a, &b]).expect("they have the same keys");
        let comparison = Comparison::new([&a, &b], &matched);
        let rows: Vec<_> = comparison.rows().map(|row| (row.name.as_str(), row.counts)).collect();
        assert_eq!(rows[..2], [("x", [2, 1]), ("y", [1, 1])]);
        assert_eq!(rows[2..], [("all findings", [3, 2]), ("pairs with any", [2, 2])]);
        assert!((comparison.checks[0].difference() + 250.0).abs() < 1e-9);
        let lines: [Vec<u64>; 2] =
            comparison.only.map(|pairs| pairs.iter().map(|pair| pair.line).collect());
        assert_eq!(lines, [vec![2], vec![3]]);
    }

    #[test]
    fn an_alarm_may_come_later() {
        let mut a = system(&[("", &[]), ("", &[])]);
        let late = system(&[("", &["x"])]).pairs.remove(0);
        assert!(a.add_later(late.clone()));
        assert!(!a.add_later(Judged { line: 9, ..late }));
        assert_eq!(a.pairs()[0].alarms.len(), 1);
    }
}
