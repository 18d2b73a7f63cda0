//! `tieout compare`: two systems that translated the same sources.

use super::args::{CompareArgs, FactsOutput};
use super::output::Stream;
use super::{Exit, say, tell};
use crate::checker::Checker;
use crate::compare::bootstrap::RESAMPLES;
use crate::compare::{Alarm, Comparison, Judged, Key, Matched, Row, System, matched};
use crate::error::Error;
use crate::input::{self, Problem, Request};
use crate::policy::{Layer, Policy};
use crate::report::escape::visible;
use crate::report::{Found, Segment, count};
use crate::run::{self, Sink};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::Path;
use std::thread;

/// The version of the records of `--output jsonl`.
const VERSION: u32 = 1;

/// Runs the command.
pub(super) fn run(args: &CompareArgs) -> Result<Exit, Error> {
    let [first, second] = args.files.as_slice() else { return Err(Error::NoInput) };
    let (mut systems, mut lost) = ([System::default(), System::default()], false);
    match &args.source {
        None => {
            for (system, path) in systems.iter_mut().zip([first, second]) {
                read(path, system)?;
            }
        }
        Some(source) => {
            for (system, path) in systems.iter_mut().zip([first, second]) {
                lost |= check(args, source, path, system)?;
            }
        }
    }
    let [a, b] = &systems;
    let lengths = [a, b].map(|system| system.pairs().len());
    if lengths.contains(&0) {
        return if lost { Ok(Exit::Failed) } else { Err(Error::NoPairs) };
    }
    let matched = matched([a, b]).ok_or_else(|| {
        let [first, second] = [first, second].map(|path| path.display());
        Error::Usage(format!(
            "{first} has {} and {second} has {}, and not every pair has an id of its own by which \
             they could correspond",
            count(lengths[0] as u64, "pair"),
            count(lengths[1] as u64, "pair"),
        ))
    })?;
    for (path, alone) in [first, second].iter().zip(matched.alone).filter(|(_, n)| *n > 0) {
        let pairs = count(alone as u64, "pair");
        say("note", &format_args!("{}: {pairs} left out, which the other lacks", path.display()));
    }
    let comparison = Comparison::new([a, b], &matched);
    let names = [first, second].map(|path| visible(&path.to_string_lossy()).into_owned());
    let mut stdout = Stream::stdout();
    let written = stdout.write(|out| match args.output {
        FactsOutput::Text => text(&comparison, &matched, &names, args.limit, out),
        FactsOutput::Jsonl => records(&comparison, &matched, &names, out),
    })?;
    if written.is_continue() {
        stdout.finish()?;
    }
    Ok(if lost { Exit::Failed } else { Exit::Clean })
}

/// A line of `check --output jsonl --all`: a pair with `findings`, or a finding that came later.
#[derive(Deserialize)]
struct Checked {
    version: u32,
    file: String,
    document: String,
    unit: Option<String>,
    plural: Option<String>,
    line: u64,
    findings: Option<Vec<Finding>>,
    check: Option<String>,
    message: Option<String>,
}

/// What counts of a finding.
#[derive(Deserialize)]
struct Finding {
    check: String,
    message: String,
}

/// Reads what `check --output jsonl --all` printed.
fn read(path: &Path, system: &mut System) -> Result<(), Error> {
    let unreadable = |error| Error::Read(path.to_owned(), error);
    let lines = BufReader::new(File::open(path).map_err(unreadable)?).lines();
    for (number, text) in lines.enumerate() {
        let text = text.map_err(unreadable)?;
        let refuse = |what: &str| {
            let place = format!("line {}: {what}", number + 1);
            Error::Config(path.to_owned(), format!("{place}; it is to come from {ORIGIN}"))
        };
        let record: Checked = serde_json::from_str(&text).map_err(|error| {
            let said = error.to_string();
            let what = said.rsplit_once(" at line ").map_or(said.as_str(), |(what, _)| what);
            refuse(&format!("this is no record of a pair ({what})"))
        })?;
        if record.version != VERSION {
            return Err(refuse(&format!("it is of version {}", record.version)));
        }
        let Checked { file, document, unit, plural, line, findings, check, message, .. } = record;
        let key = key(&file, &document, unit.as_deref(), plural.as_deref());
        let judged = |alarms| Judged { key, file, line, alarms };
        match (findings, check, message) {
            (Some(findings), ..) => {
                let alarm = |Finding { check, message }| Alarm { check, message };
                system.add(judged(findings.into_iter().map(alarm).collect()));
            }
            (None, Some(check), Some(message)) => {
                if !system.add_later(judged(vec![Alarm { check, message }])) {
                    return Err(refuse("a finding without its pair"));
                }
            }
            _ => return Err(refuse("there are no findings in it")),
        }
    }
    Ok(())
}

/// Where the files that are compared come from.
const ORIGIN: &str = "`tieout check --output jsonl --all`";

/// The key of a pair. A document that is the file itself has another name with the other system.
fn key(file: &str, document: &str, unit: Option<&str>, plural: Option<&str>) -> Option<Key> {
    Some(Key {
        document: (document != file).then(|| document.to_owned()),
        unit: unit?.to_owned(),
        plural: plural.map(ToOwned::to_owned),
    })
}

/// Checks the translation in `path`; says whether something was lost.
fn check(
    args: &CompareArgs,
    source: &Path,
    path: &Path,
    system: &mut System,
) -> Result<bool, Error> {
    let policy = Policy::of([&Layer {
        level: args.level,
        only: args.only.clone(),
        skip: args.skip.clone(),
        ..Layer::default()
    }])?;
    let checker = Checker::with_rules(args.rules.clone()).asking(|check| policy.is_on(check));
    let mut reader = input::open(&Request {
        source: Some(source.to_owned()),
        target: Some(path.to_owned()),
        source_lang: args.source_lang.clone(),
        target_lang: args.target_lang.clone(),
        ..Request::default()
    })?;
    let threads = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let mut collector = Collector { policy, system, lost: false };
    run::run(&mut reader, &checker, threads, &mut collector)?;
    Ok(collector.lost)
}

/// Takes down what a run finds.
struct Collector<'a> {
    policy: Policy,
    system: &'a mut System,
    lost: bool,
}

impl Collector<'_> {
    fn judged(&self, segment: Segment<'_>, found: Vec<Found>) -> Judged {
        let unit = segment.unit;
        let shown = found.into_iter().filter_map(|found| self.policy.judge(found.finding));
        let alarms = shown
            .filter(|finding| self.policy.level.shows(finding))
            .map(|finding| Alarm { check: finding.check.to_owned(), message: finding.message });
        Judged {
            key: key(
                &unit.file,
                &unit.document,
                unit.key.as_deref(),
                segment.pair.plural.as_deref(),
            ),
            file: unit.file.to_string(),
            line: u64::from(segment.start().line),
            alarms: alarms.collect(),
        }
    }
}

impl Sink for Collector<'_> {
    fn pair(&mut self, segment: Segment<'_>, found: Vec<Found>) -> Result<ControlFlow<()>, Error> {
        let judged = self.judged(segment, found);
        self.system.add(judged);
        Ok(ControlFlow::Continue(()))
    }

    fn document(
        &mut self,
        segment: Segment<'_>,
        found: Vec<Found>,
    ) -> Result<ControlFlow<()>, Error> {
        let judged = self.judged(segment, found);
        self.system.add_later(judged);
        Ok(ControlFlow::Continue(()))
    }

    fn problem(&mut self, problem: &Problem) -> Result<ControlFlow<()>, Error> {
        self.lost |= problem.kind.is_failure();
        tell(problem);
        Ok(ControlFlow::Continue(()))
    }
}

/// Writes the table, and some of the pairs that one alone got wrong.
fn text(
    comparison: &Comparison<'_>,
    matched: &Matched,
    names: &[String; 2],
    limit: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let by = if matched.by_key { "id" } else { "order" };
    writeln!(out, "A  {}\nB  {}", names[0], names[1])?;
    writeln!(out, "{}, matched by {by}\n", count(comparison.pairs as u64, "pair"))?;
    let width = comparison.rows().map(|row| row.name.len()).max().unwrap_or(0).max(20);
    writeln!(
        out,
        "{:width$}  {:>8}  {:>8}  {:>8}  95 % interval",
        "per 1,000 pairs", "A", "B", "B - A"
    )?;
    for row in comparison.rows() {
        let Row { name, rates: [a, b], interval, .. } = row;
        let sign = if interval.excludes_zero() { "  *" } else { "" };
        writeln!(
            out,
            "{name:width$}  {a:>8.1}  {b:>8.1}  {:>+8.1}  {:+.1} to {:+.1}{sign}",
            row.difference(),
            interval.low,
            interval.high
        )?;
    }
    writeln!(
        out,
        "\n* no chance: the interval, of {RESAMPLES} paired bootstrap resamples, does not hold 0"
    )?;
    for (pairs, letter) in comparison.only.iter().zip(["A", "B"]) {
        writeln!(out, "\nwrong in {letter} alone: {}", count(pairs.len() as u64, "pair"))?;
        for Judged { file, line, alarms, .. } in pairs.iter().take(limit) {
            for Alarm { check, message } in alarms {
                writeln!(out, "  {}:{line}: {} [{check}]", visible(file), visible(message))?;
            }
        }
        if pairs.len() > limit {
            writeln!(out, "  {} more: --limit N, or --output jsonl", pairs.len() - limit)?;
        }
    }
    Ok(())
}

/// A line of `--output jsonl`.
#[derive(Serialize)]
#[serde(tag = "record", rename_all = "lowercase")]
enum Record<'a> {
    /// Comes first.
    Comparison {
        version: u32,
        a: &'a str,
        b: &'a str,
        pairs: usize,
        matched: &'a str,
        resamples: usize,
    },
    /// A row of the table; rates are of 1,000 pairs.
    Rate { name: &'a str, count: [u64; 2], rate: [f64; 2], difference: f64, low: f64, high: f64 },
    /// A pair that one alone got wrong.
    Pair {
        wrong: &'a str,
        file: &'a str,
        line: u64,
        unit: Option<&'a str>,
        plural: Option<&'a str>,
        findings: Vec<Named<'a>>,
    },
}

#[derive(Serialize)]
struct Named<'a> {
    check: &'a str,
    message: &'a str,
}

/// Writes everything for programs.
fn records(
    comparison: &Comparison<'_>,
    matched: &Matched,
    names: &[String; 2],
    out: &mut dyn Write,
) -> io::Result<()> {
    let head = Record::Comparison {
        version: VERSION,
        a: &names[0],
        b: &names[1],
        pairs: comparison.pairs,
        matched: if matched.by_key { "id" } else { "order" },
        resamples: RESAMPLES,
    };
    let rows = comparison.rows().map(|row| Record::Rate {
        name: &row.name,
        count: row.counts,
        rate: row.rates,
        difference: row.difference(),
        low: row.interval.low,
        high: row.interval.high,
    });
    let alone = comparison.only.iter().zip(["a", "b"]).flat_map(|(pairs, wrong)| {
        pairs.iter().map(move |pair| Record::Pair {
            wrong,
            file: &pair.file,
            line: pair.line,
            unit: pair.key.as_ref().map(|key| key.unit.as_str()),
            plural: pair.key.as_ref().and_then(|key| key.plural.as_deref()),
            findings: pair
                .alarms
                .iter()
                .map(|alarm| Named { check: &alarm.check, message: &alarm.message })
                .collect(),
        })
    });
    for record in std::iter::once(head).chain(rows).chain(alone) {
        serde_json::to_writer(&mut *out, &record)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
