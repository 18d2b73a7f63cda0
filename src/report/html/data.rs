//! The data of the page, as its script reads it.
//!
//! The structs here are no contract: page and data are written together. Offsets are counted as the
//! script counts them, in UTF-16 code units. What is empty is left out.

use super::words;
use crate::checks;
use crate::finding::{Confidence, Finding, SideName};
use crate::problem::{Problem, ProblemKind};
use crate::report::facts::Row;
use crate::report::{Elsewhere, Found, Segment, Summary};
use crate::signals::SIGNALS;
use crate::text::Span;
use crate::unit;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// How many problems are told one by one.
const PROBLEMS: usize = 200;

/// One pair with what was found in it.
#[derive(Serialize)]
pub(super) struct Pair<'a> {
    /// The index of its file.
    file: usize,
    /// Line and column of the source, by which a pair that comes again is known.
    at: [u32; 2],
    /// Where it is not the file itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    plural: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max: Option<u32>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    notes: &'a [String],
    source: Side<'a>,
    target: Option<Side<'a>>,
    findings: Vec<Entry<'a>>,
}

/// One side with what was read in it.
#[derive(Serialize)]
pub(super) struct Side<'a> {
    lang: &'a str,
    text: &'a str,
    /// What the inline codes stand for, in their order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    codes: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    facts: Vec<(u32, u32, &'static str, String)>,
}

/// Something that was read in a text: where, its class and its value.
pub(super) struct Read {
    span: Span,
    class: &'static str,
    value: String,
}

impl From<Row> for Read {
    fn from(Row { span, class, value, .. }: Row) -> Self {
        Self { span, class, value }
    }
}

impl<'a> Side<'a> {
    /// A side, and what was read in it.
    pub(super) fn new(side: &'a unit::Side, read: impl Iterator<Item = Read>) -> Self {
        let text = side.text.as_str();
        let codes = side.codes.iter().map(|code| code.shown.as_str()).collect();
        let fact = |Read { span, class, value }| {
            let [start, end] = offsets(text, span);
            (start, end, class, value)
        };
        Self { lang: &side.lang, text, codes, facts: read.map(fact).collect() }
    }
}

/// One finding.
#[derive(Serialize)]
struct Entry<'a> {
    check: &'a str,
    severity: &'a str,
    /// Where it is not high.
    #[serde(skip_serializing_if = "Option::is_none")]
    confidence: Option<Confidence>,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    suggestion: Option<&'a str>,
    /// Line and column.
    at: [u32; 2],
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<[u32; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<[u32; 2]>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    evidence: Vec<Evidence<'a>>,
    /// Other places of the document that the finding speaks of.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<Related<'a>>,
    fingerprint: String,
    /// The number of its cause, which findings have in common that one decision may settle.
    cause: usize,
    /// Whether only level `review` shows it.
    #[serde(skip_serializing_if = "is_false")]
    review: bool,
}

/// What a finding rests on.
#[derive(Serialize)]
struct Evidence<'a> {
    name: &'a str,
    side: SideName,
    at: [u32; 2],
    #[serde(skip_serializing_if = "str::is_empty")]
    note: &'a str,
}

/// Another place that a finding speaks of.
#[derive(Serialize)]
struct Related<'a> {
    side: SideName,
    file: usize,
    at: [u32; 2],
    text: &'a str,
}

/// What findings have in common and is told once.
#[derive(Default)]
pub(super) struct Names {
    files: Vec<String>,
    numbers: HashMap<String, usize>,
    causes: HashMap<Cause, usize>,
    checks: BTreeSet<&'static str>,
    signals: BTreeSet<&'static str>,
}

/// Check, kind, target language, message and identity. A finding without an identity judges the
/// whole target, which stands for it.
type Cause = (&'static str, &'static str, String, String, String);

impl Names {
    /// A pair with its findings, for the page.
    pub(super) fn segment<'a>(
        &mut self,
        segment: Segment<'a>,
        (source, target): (Side<'a>, Option<Side<'a>>),
        found: &'a [Found],
    ) -> Pair<'a> {
        let Segment { unit, pair } = segment;
        let place = pair.source.text.place(0);
        Pair {
            file: self.file(&unit.file),
            at: [place.line, place.column],
            document: Some(&*unit.document).filter(|name| **name != *unit.file),
            unit: unit.key.as_deref(),
            plural: pair.plural.as_deref(),
            max: pair.max_length,
            notes: &unit.notes,
            source,
            target,
            findings: found.iter().map(|found| self.entry(segment, found)).collect(),
        }
    }

    fn entry<'a>(&mut self, segment: Segment<'a>, found: &'a Found) -> Entry<'a> {
        let Found { finding, fingerprint, related } = found;
        let source = segment.pair.source.text.as_str();
        let target = segment.pair.target.as_ref().map_or("", |side| side.text.as_str());
        let place = segment.place(finding);
        self.checks.insert(finding.check);
        let evidence = finding.evidence.iter().map(|seen| {
            self.signals.insert(seen.name);
            let text = if seen.side == SideName::Source { source } else { target };
            let at = offsets(text, seen.span);
            Evidence { name: seen.name, side: seen.side, at, note: &seen.note }
        });
        Entry {
            check: finding.check,
            severity: finding.severity.name(),
            confidence: Some(finding.confidence).filter(|sure| *sure != Confidence::High),
            message: &finding.message,
            help: finding.help.as_deref(),
            suggestion: finding.suggestion.as_deref(),
            at: [place.line, place.column],
            source: finding.source.map(|span| offsets(source, span)),
            target: finding.target.map(|span| offsets(target, span)),
            evidence: evidence.collect(),
            related: related.iter().map(|place| self.related(place)).collect(),
            fingerprint: fingerprint.to_string(),
            cause: self.cause(segment, finding),
            review: !finding.is_ci(),
        }
    }

    fn related<'a>(&mut self, place: &'a Elsewhere) -> Related<'a> {
        let Elsewhere { file, side, start, text, .. } = place;
        Related { side: *side, file: self.file(file), at: [start.line, start.column], text }
    }

    fn file(&mut self, name: &str) -> usize {
        if let Some(&number) = self.numbers.get(name) {
            return number;
        }
        let number = self.files.len();
        self.files.push(name.to_owned());
        self.numbers.insert(name.to_owned(), number);
        number
    }

    fn cause(&mut self, segment: Segment<'_>, finding: &Finding) -> usize {
        let target = segment.pair.target.as_ref();
        let identity = match finding.identity.as_str() {
            "" => target.map_or("", |side| side.text.as_str()),
            identity => identity,
        };
        let cause = (
            finding.check,
            finding.kind.name(),
            target.map_or_else(String::new, |side| side.lang.to_string()),
            finding.message.clone(),
            identity.to_owned(),
        );
        let next = self.causes.len();
        *self.causes.entry(cause).or_insert(next)
    }
}

/// What the run went through, by languages.
#[derive(Default)]
pub(super) struct Job {
    languages: BTreeMap<(String, String), Volume>,
    problems: Vec<Told>,
}

/// What could not be read, or what the reader said.
#[derive(Serialize)]
struct Told {
    message: String,
    is_failure: bool,
    is_notice: bool,
}

#[derive(Default, Clone, Copy)]
struct Volume {
    pairs: u64,
    words: u64,
}

impl Job {
    /// Counts a pair with the words of its source. One without a target is not part of the job: there
    /// is nothing to judge in it.
    pub(super) fn count(&mut self, pair: &unit::Pair) {
        let Some(target) = &pair.target else { return };
        let words = words::count(pair.source.text.as_str());
        let langs = (&*pair.source.lang, &*target.lang);
        let known = self.languages.iter_mut().find(|((from, into), _)| (&**from, &**into) == langs);
        let volume = match known {
            Some((_, volume)) => volume,
            None => self.languages.entry((langs.0.to_owned(), langs.1.to_owned())).or_default(),
        };
        volume.pairs += 1;
        volume.words += words;
    }

    /// Takes in what could not be read, as far as a person would read about it.
    pub(super) fn tell(&mut self, problem: &Problem) {
        if self.problems.len() < PROBLEMS {
            self.problems.push(Told {
                message: problem.to_string(),
                is_failure: problem.kind.is_failure(),
                is_notice: problem.kind == ProblemKind::Notice,
            });
        }
    }

    /// What is told once, at the end.
    pub(super) fn summary<'a>(
        &'a self,
        names: &'a Names,
        summary: &Summary,
    ) -> impl Serialize + 'a {
        let check = |id: &&'static str| {
            let check = checks::by_id(id)?;
            Some((*id, Check { summary: check.summary, mqm: check.mqm }))
        };
        let volume = |((source, target), volume): (&'a (String, String), &Volume)| Languages {
            source,
            target,
            pairs: volume.pairs,
            words: volume.words,
        };
        let signals = SIGNALS.iter().filter(|kind| names.signals.contains(kind.name));
        Whole {
            files: &names.files,
            checks: names.checks.iter().filter_map(check).collect(),
            signals: signals.map(|kind| (kind.name, kind.summary)).collect(),
            words: self.languages.iter().map(volume).collect(),
            pairs: summary.pairs,
            untranslated: summary.untranslated,
            skipped: summary.skipped,
            problems: summary.problems,
            told: &self.problems,
            hidden: summary.hidden.total(),
            baselined: summary.baselined,
            interrupted: summary.interrupted,
        }
    }
}

#[derive(Serialize)]
struct Whole<'a> {
    files: &'a [String],
    checks: BTreeMap<&'static str, Check>,
    signals: BTreeMap<&'static str, &'static str>,
    words: Vec<Languages<'a>>,
    pairs: u64,
    untranslated: u64,
    skipped: u64,
    problems: u64,
    told: &'a [Told],
    hidden: u64,
    baselined: u64,
    interrupted: bool,
}

#[derive(Serialize)]
struct Check {
    summary: &'static str,
    mqm: &'static str,
}

#[derive(Serialize)]
struct Languages<'a> {
    source: &'a str,
    target: &'a str,
    pairs: u64,
    words: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_false(flag: &bool) -> bool {
    !flag
}

/// The offsets of a span in UTF-16 code units.
fn offsets(text: &str, span: Span) -> [u32; 2] {
    let units = |text: &str| text.chars().map(char::len_utf16).sum::<usize>() as u32;
    let start = units(&text[..span.start as usize]);
    [start, start + units(span.of(text))]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_those_of_the_script() {
        let text = "é日𝟛x";
        assert_eq!(offsets(text, Span::new(0, 2)), [0, 1]);
        assert_eq!(offsets(text, Span::new(5, 9)), [2, 4]);
        assert_eq!(offsets(text, Span::new(9, 10)), [4, 5]);
        assert_eq!(offsets(text, Span::new(10, 10)), [5, 5]);
    }
}
