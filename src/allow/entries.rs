//! The `[[allow]]` tables of `tieout.toml`: findings that are right as they are, by what they say and
//! where they stand.

use crate::checks::unused_allow;
use crate::config::{Allow, Config, PlacedAllow};
use crate::finding::{Confidence, Fingerprint, SideName};
use crate::report::{Found, Segment};
use crate::text::{Place, Text};
use crate::unit::{Pair, Side, Unit};
use jiff::civil::Date;
use std::collections::HashMap;
use std::sync::Arc;

/// Gettext writes a context and a message with this character between them, reports with the other.
const CONTEXT: (char, &str) = ('\u{4}', " › ");

/// The tables, and what this run has met of each.
#[derive(Debug, Clone, Default)]
pub struct Entries {
    /// The settings file, as reports name it.
    file: Arc<str>,
    tables: Vec<Entry>,
    /// Which of them may hold for a file and a target language that came by.
    holding: HashMap<(Arc<str>, Arc<str>), Vec<usize>>,
}

#[derive(Debug, Clone)]
struct Entry {
    placed: PlacedAllow,
    fingerprint: Option<Fingerprint>,
    expired: bool,
    /// Whether a finding was allowed by it.
    met: bool,
    /// Whether a text came by that it may hold for.
    seen: bool,
}

impl Entries {
    /// Those of the settings, on this day; `file` is what reports call the settings file.
    pub fn new(config: &Config, file: Arc<str>, today: Date) -> Self {
        let entry = |placed: &PlacedAllow| Entry {
            fingerprint: placed.allow.fingerprint.as_ref().and_then(|print| print.parse().ok()),
            expired: placed.allow.expires.is_some_and(|day| day <= today),
            placed: placed.clone(),
            met: false,
            seen: false,
        };
        let tables = config.allows.iter().map(entry).collect();
        Self { file, tables, holding: HashMap::new() }
    }

    /// Notes that a text comes by.
    pub fn sees(&mut self, segment: Segment<'_>) {
        for at in self.holding(segment) {
            let entry = &mut self.tables[at];
            entry.seen |= is_unit(&entry.placed.allow, segment);
        }
    }

    /// Whether a finding is allowed.
    pub fn permits(&mut self, segment: Segment<'_>, found: &Found) -> bool {
        let mut permits = false;
        for at in self.holding(segment) {
            let entry = &mut self.tables[at];
            if !entry.expired && entry.fits(segment, found) {
                entry.met = true;
                permits = true;
            }
        }
        permits
    }

    /// Which tables hold for the file and the target language of a segment.
    fn holding(&mut self, Segment { unit, pair }: Segment<'_>) -> Vec<usize> {
        if self.tables.is_empty() {
            return Vec::new();
        }
        let lang =
            pair.target.as_ref().map_or_else(|| Arc::from(""), |side| Arc::clone(&side.lang));
        let tables = &self.tables;
        let holds = |at: &usize| tables[*at].placed.scope.holds(&unit.file, &lang);
        let all = || (0..tables.len()).filter(holds).collect();
        let key = (Arc::clone(&unit.file), Arc::clone(&lang));
        self.holding.entry(key).or_insert_with(all).clone()
    }

    /// What is to be said of the tables when the job ends, each with the unit that stands for it.
    /// That nothing needed one is said where its check was asked, or all that the project wants.
    pub fn finish(&self, was_asked: impl Fn(Option<&str>) -> bool) -> Vec<(Unit, Found)> {
        let say = |entry: &Entry| {
            let what = entry.placed.allow.name();
            let finding = if entry.expired {
                let day = entry.placed.allow.expires.map(|day| day.to_string());
                unused_allow::expired(&what, &day.unwrap_or_default())
            } else {
                if !was_asked(entry.placed.allow.check.as_deref()) || !entry.seen || entry.met {
                    return None;
                }
                unused_allow::unused(&what).confidence(entry.placed.allow.confidence())
            };
            let unit = self.unit(&entry.placed);
            let fingerprint = Fingerprint::of(&finding, &unit, &unit.pairs[0]);
            Some((unit, Found { finding, fingerprint, related: Vec::new() }))
        };
        self.tables.iter().filter_map(say).collect()
    }

    /// A unit that stands for a table: its reason at the place of the table.
    fn unit(&self, placed: &PlacedAllow) -> Unit {
        let place = Place { line: placed.line, ..Place::default() };
        let text = Text::verbatim(placed.allow.reason.clone(), place);
        let pair = Pair::new(Side::new(Arc::from(""), text), None);
        Unit::new(Arc::clone(&self.file), Arc::clone(&self.file), vec![pair])
    }
}

impl Entry {
    fn fits(&self, segment: Segment<'_>, found: &Found) -> bool {
        let Found { finding, fingerprint, .. } = found;
        let allow = &self.placed.allow;
        let says = |side: SideName, wanted: &Option<String>| {
            let (text, span) = match side {
                SideName::Source => (Some(&segment.pair.source.text), finding.source),
                SideName::Target => (segment.pair.target.as_ref().map(|s| &s.text), finding.target),
            };
            let marked = text.zip(span).map_or("", |(text, span)| span.of(text.as_str()));
            let is_in = |wanted: &String| {
                marked.contains(wanted.as_str()) || finding.message.contains(wanted.as_str())
            };
            wanted.as_ref().is_none_or(is_in)
        };
        allow.check.as_deref().is_none_or(|check| check == finding.check)
            && self.fingerprint.is_none_or(|print| print == *fingerprint)
            && is_unit(allow, segment)
            && says(SideName::Source, &allow.source)
            && says(SideName::Target, &allow.target)
    }
}

/// Whether the allow is for this unit, or for any.
fn is_unit(allow: &Allow, segment: Segment<'_>) -> bool {
    let Some(wanted) = &allow.unit else { return true };
    let key = segment.unit.key.as_deref();
    key.is_some_and(|key| key == wanted || key.replace(CONTEXT.0, CONTEXT.1) == *wanted)
}

impl Allow {
    /// What a message calls it.
    fn name(&self) -> String {
        let first = [&self.check, &self.fingerprint, &self.unit, &self.source, &self.target];
        let named = first.into_iter().flatten().next().or(self.files.0.first());
        format!("`{}`", named.or(self.target_lang.0.first()).map_or("", String::as_str))
    }

    /// How sure it is that nothing needs it, where a run over some files met nothing: one that names
    /// its place was looked for there.
    fn confidence(&self) -> Confidence {
        let is_placed = !self.files.0.is_empty() || self.unit.is_some();
        if is_placed { Confidence::High } else { Confidence::Medium }
    }
}
