//! Spells numbers by the rules of `rules/cldr/spellout.txt` (Unicode TR 35, rule-based number
//! formats).
//!
//! The build script and the tests use it; the program itself only holds the words that come out.
//! Signs, decimals and number formats are left out. Where a rule chooses by plural category, every
//! choice is given: who reads must take them all.

mod forms;
mod habits;
pub(crate) mod learn;

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// The rules of one locale.
#[derive(Debug, Default)]
pub(crate) struct Spellout {
    sets: Vec<RuleSet>,
    memory: RefCell<HashMap<(usize, u64), Spellings>>,
}

/// The ways to spell one number.
type Spellings = Rc<Vec<String>>;

#[derive(Debug, Default)]
struct RuleSet {
    name: String,
    rules: Vec<Rule>,
}

#[derive(Debug)]
struct Rule {
    base: u64,
    divisor: u64,
    parts: Vec<Part>,
}

#[derive(Debug)]
enum Part {
    Text(String),
    /// One of these, by plural category.
    Choice(Vec<String>),
    /// `←`: how many times the divisor goes into the number.
    Quotient(usize),
    /// `→`: what is left.
    Remainder(usize),
    /// `→→→`: what is left, by the rule before this one.
    RemainderByPrevious,
    /// `=`: the number by another rule set.
    Same(usize),
    /// A number format: not a word.
    Digits,
}

/// Numbers below this are spelled often enough to be remembered.
const REMEMBERED: u64 = 1000;
/// How deep rules may call each other.
const DEPTH: u8 = 40;

impl Spellout {
    /// The locales of the file with their rules, in its order.
    pub(crate) fn read(file: &str) -> Vec<(&str, Self)> {
        let mut locales = Vec::new();
        for section in file.split("\n[").skip(1) {
            let Some((tag, rules)) = section.split_once("]\n") else { continue };
            locales.push((tag, Self::parse(rules)));
        }
        locales
    }

    fn parse(text: &str) -> Self {
        let names: HashMap<&str, usize> =
            text.lines().filter(|l| l.starts_with('%')).enumerate().map(|(i, l)| (l, i)).collect();
        let mut sets: Vec<RuleSet> = Vec::new();
        for line in text.lines() {
            if line.starts_with('%') {
                sets.push(RuleSet { name: line.to_owned(), rules: Vec::new() });
            } else if let Some((base, rule)) = line.split_once(' ') {
                let own = sets.len().saturating_sub(1);
                if let (Some(set), Some((base, radix))) = (sets.last_mut(), parse_base(base)) {
                    set.add(base, radix, rule, own, &names);
                }
            }
        }
        Self { sets, memory: RefCell::default() }
    }

    /// The rule sets that may be asked for, with their names.
    pub(crate) fn public(&self) -> impl Iterator<Item = (usize, &str)> {
        self.sets
            .iter()
            .enumerate()
            .map(|(index, set)| (index, set.name.as_str()))
            .filter(|(_, name)| !name.starts_with("%%"))
    }

    /// The ways to spell `number` by a rule set; none where the rules give digits.
    pub(crate) fn spell(&self, set: usize, number: u64) -> Spellings {
        self.set(set, number, 0)
    }

    /// The power of ten whose word a rule set uses for `10^power`, if it has one of its own.
    pub(crate) fn has_word_for(&self, mut set: usize, power: u32) -> bool {
        let number = 10u64.pow(power);
        for _ in 0..DEPTH {
            let rules = &self.sets[set].rules;
            let Some(rule) = self.find(set, number).map(|at| &rules[at]) else { return false };
            match rule.parts.as_slice() {
                [Part::Same(other)] => set = *other,
                _ => return rule.base == number && rule.divisor == number,
            }
        }
        false
    }

    fn set(&self, set: usize, number: u64, depth: u8) -> Spellings {
        if number < REMEMBERED
            && let Some(known) = self.memory.borrow().get(&(set, number))
        {
            return Rc::clone(known);
        }
        let spellings = match self.find(set, number) {
            Some(rule) if depth < DEPTH => self.rule(set, rule, number, depth),
            _ => Vec::new(),
        };
        let spellings = Rc::new(spellings);
        if number < REMEMBERED {
            self.memory.borrow_mut().insert((set, number), Rc::clone(&spellings));
        }
        spellings
    }

    /// The last rule whose base is not above the number; the one before it where the rule speaks of
    /// a remainder that is not there.
    fn find(&self, set: usize, number: u64) -> Option<usize> {
        let rules = &self.sets[set].rules;
        let at = rules.partition_point(|rule| rule.base <= number).checked_sub(1)?;
        let rule = &rules[at];
        let back = rule.has_remainder()
            && number.is_multiple_of(rule.divisor)
            && !rule.base.is_multiple_of(rule.divisor);
        Some(if back { at.saturating_sub(1) } else { at })
    }

    fn rule(&self, set: usize, at: usize, number: u64, depth: u8) -> Vec<String> {
        let rule = &self.sets[set].rules[at];
        let mut spellings = vec![String::new()];
        for part in &rule.parts {
            let next = depth + 1;
            let choices: Spellings = match part {
                Part::Text(text) => {
                    for spelling in &mut spellings {
                        spelling.push_str(text);
                    }
                    continue;
                }
                Part::Choice(choices) => Rc::new(choices.clone()),
                Part::Quotient(set) => self.set(*set, number / rule.divisor, next),
                Part::Remainder(set) => self.set(*set, number % rule.divisor, next),
                Part::RemainderByPrevious => {
                    let previous = at.saturating_sub(1);
                    Rc::new(self.rule(set, previous, number % rule.divisor, next))
                }
                Part::Same(set) => self.set(*set, number, next),
                Part::Digits => return Vec::new(),
            };
            spellings = spellings
                .iter()
                .flat_map(|start| choices.iter().map(move |end| format!("{start}{end}")))
                .collect();
        }
        spellings.sort_unstable();
        spellings.dedup();
        spellings
    }
}

impl RuleSet {
    /// Adds a rule: two where it has an optional part, which is left out at the base itself.
    fn add(&mut self, base: u64, radix: u64, text: &str, own: usize, names: &HashMap<&str, usize>) {
        // The apostrophe that only keeps a space; some rules of the JSON form have a quotation mark.
        let text = text.strip_prefix(['\'', '‘']).unwrap_or(text);
        let divisor = divisor(base, radix);
        let mut push = |base: u64, text: &str| {
            self.rules.push(Rule { base, divisor, parts: parts(text, own, names) });
        };
        let Some((before, rest)) = text.split_once('[') else { return push(base, text) };
        let Some((inside, after)) = rest.split_once(']') else { return push(base, text) };
        let (with, without) = inside.split_once('|').unwrap_or((inside, ""));
        if base > 0 && base.is_multiple_of(divisor) {
            push(base, &format!("{before}{without}{after}"));
            push(base + 1, &format!("{before}{with}{after}"));
        } else {
            push(base, &format!("{before}{with}{after}"));
        }
    }
}

impl Rule {
    fn has_remainder(&self) -> bool {
        self.parts.iter().any(|p| matches!(p, Part::Remainder(_) | Part::RemainderByPrevious))
    }
}

/// `1000` or `1100/100`: the base and the radix.
fn parse_base(text: &str) -> Option<(u64, u64)> {
    let text = text.replace(',', "");
    let (base, radix) = text.split_once('/').unwrap_or((&text, "10"));
    Some((base.parse().ok()?, radix.parse().ok().filter(|&r| r > 1)?))
}

/// The largest power of the radix that is not above the base.
fn divisor(base: u64, radix: u64) -> u64 {
    let mut divisor = 1u64;
    while let Some(next) = divisor.checked_mul(radix).filter(|&next| next <= base) {
        divisor = next;
    }
    divisor
}

/// Cuts the text of a rule into parts. `own` is the rule set it stands in.
fn parts(text: &str, own: usize, names: &HashMap<&str, usize>) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['←', '→', '=', '$']) {
        let (literal, found) = rest.split_at(at);
        if !literal.is_empty() {
            parts.push(Part::Text(literal.to_owned()));
        }
        let mark = found.chars().next().unwrap_or_default();
        let inner = &found[mark.len_utf8()..];
        let close = if mark == '$' { ")$" } else { &found[..mark.len_utf8()] };
        let Some((name, after)) = inner.split_once(close) else { break };
        rest = after;
        if mark == '$' {
            parts.push(Part::Choice(choices(name)));
            continue;
        }
        if mark == '→' && name.is_empty() && rest.starts_with('→') {
            rest = &rest[mark.len_utf8()..];
            parts.push(Part::RemainderByPrevious);
            continue;
        }
        let target = if name.is_empty() { Some(own) } else { names.get(name).copied() };
        parts.push(match (target, mark) {
            (None, _) => Part::Digits,
            (Some(set), '←') => Part::Quotient(set),
            (Some(set), '→') => Part::Remainder(set),
            (Some(set), _) => Part::Same(set),
        });
    }
    if !rest.is_empty() {
        parts.push(Part::Text(rest.to_owned()));
    }
    parts
}

/// The texts of `(cardinal,one{…}other{…}`.
fn choices(text: &str) -> Vec<String> {
    let mut choices: Vec<String> =
        text.split('{').skip(1).filter_map(|s| Some(s.split_once('}')?.0.to_owned())).collect();
    choices.sort_unstable();
    choices.dedup();
    choices
}
