//! `tieout facts`: what is read on each side.

use super::args::{FactsArgs, FactsOutput};
use super::output::Stream;
use super::{Exit, request, say};
use crate::checker::Checker;
use crate::error::Error;
use crate::facts::{self, Facts, Scratch};
use crate::input::{self, Item, ProblemKind};
use crate::report::escape::visible;
use crate::report::facts as report;
use crate::unit::{Side, Unit};
use serde::Deserialize;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::ops::ControlFlow;
use std::path::Path;

/// Runs the command.
pub(super) fn run(args: &FactsArgs) -> Result<Exit, Error> {
    let mut desk = Desk {
        checker: Checker::new(),
        scratch: Scratch::default(),
        facts: Facts::default(),
        stdout: Stream::stdout(),
    };
    let exit = match args.output {
        FactsOutput::Text => desk.pairs(args)?,
        FactsOutput::Jsonl => desk.records(args)?,
    };
    let _ = desk.stdout.flush()?;
    Ok(exit)
}

/// A record of the contract with programs; other keys are ignored.
#[derive(Deserialize)]
struct Record<'a> {
    #[serde(default)]
    id: serde_json::Value,
    lang: Option<String>,
    #[serde(borrow)]
    text: std::borrow::Cow<'a, str>,
}

struct Desk {
    checker: Checker,
    scratch: Scratch,
    facts: Facts,
    stdout: Stream,
}

impl Desk {
    /// Shows both sides of each pair.
    fn pairs(&mut self, args: &FactsArgs) -> Result<Exit, Error> {
        let mut exit = Exit::Clean;
        let mut pairs = 0_u64;
        for item in input::open(&request(&args.input)?)? {
            match item {
                Item::Problem(problem) if problem.kind == ProblemKind::Notice => {
                    say("note", &visible(&problem.message));
                }
                Item::Problem(problem) => {
                    say("error", &visible(&problem.message));
                    exit = Exit::Failed;
                }
                Item::Unit(unit) => {
                    pairs += unit.pairs.len() as u64;
                    if self.unit(&unit)?.is_break() {
                        return Ok(exit);
                    }
                }
            }
        }
        if pairs == 0 && exit == Exit::Clean {
            return Err(Error::NoPairs);
        }
        Ok(exit)
    }

    fn unit(&mut self, unit: &Unit) -> Result<ControlFlow<()>, Error> {
        for pair in &unit.pairs {
            let place = pair.target.as_ref().unwrap_or(&pair.source).text.place(0);
            let file = visible(&unit.file);
            let _ =
                self.stdout.write(|out| writeln!(out, "{file}:{}:{}", place.line, place.column))?;
            for side in [Some(&pair.source), pair.target.as_ref()].into_iter().flatten() {
                if self.side(side)?.is_break() {
                    return Ok(ControlFlow::Break(()));
                }
            }
            let _ = self.stdout.write(|out| writeln!(out))?;
        }
        Ok(ControlFlow::Continue(()))
    }

    fn side(&mut self, side: &Side) -> Result<ControlFlow<()>, Error> {
        let text = side.text.as_str();
        self.read(&side.lang, text)?;
        let facts = &self.facts;
        self.stdout.write(|out| {
            writeln!(out, "  {} │ {}", side.lang, visible(text))?;
            report::table(text, facts, out)
        })
    }

    /// Answers one record a line.
    fn records(&mut self, args: &FactsArgs) -> Result<Exit, Error> {
        if !matches!(args.input.format.as_str(), "auto" | "jsonl") || args.input.source.is_some() {
            return Err(Error::Usage(
                "facts --output jsonl reads {\"id\", \"lang\", \"text\"} lines: --format jsonl"
                    .to_owned(),
            ));
        }
        if args.input.paths.is_empty() {
            return Err(Error::NoInput);
        }
        let mut exit = Exit::Clean;
        for path in &args.input.paths {
            let refuse = |e| Error::Read(path.clone(), e);
            let reader: Box<dyn BufRead> = if path == Path::new("-") {
                Box::new(io::stdin().lock())
            } else {
                Box::new(BufReader::new(File::open(path).map_err(refuse)?))
            };
            for (index, line) in reader.split(b'\n').enumerate() {
                let line = line.map_err(refuse)?;
                if line.trim_ascii().is_empty() {
                    continue;
                }
                match self.record(&line, args.input.source_lang.as_deref()) {
                    Ok(ControlFlow::Continue(())) => {}
                    Ok(ControlFlow::Break(())) => return Ok(exit),
                    Err(Refusal::Record(why)) => {
                        say("error", &format_args!("{}:{}: {why}", path.display(), index + 1));
                        exit = Exit::Failed;
                    }
                    Err(Refusal::Run(error)) => return Err(error),
                }
            }
        }
        Ok(exit)
    }

    fn record(&mut self, line: &[u8], lang: Option<&str>) -> Result<ControlFlow<()>, Refusal> {
        let record: Record<'_> =
            serde_json::from_slice(line).map_err(|error| Refusal::Record(error.to_string()))?;
        let Some(lang) = record.lang.as_deref().or(lang) else {
            return Err(Refusal::Record("no `lang`, and no --source-lang either".to_owned()));
        };
        self.read(lang, &record.text).map_err(Refusal::Run)?;
        let facts = &self.facts;
        self.stdout
            .write(|out| report::jsonl(&record.id, &record.text, facts, out))
            .map_err(Refusal::Run)
    }

    fn read(&mut self, lang: &str, text: &str) -> Result<(), Error> {
        let locale = self.checker.locale(lang)?;
        facts::read(text, &locale, &mut self.scratch, &mut self.facts);
        Ok(())
    }
}

/// Why a record was not answered.
enum Refusal {
    /// The record itself; the next one may be better.
    Record(String),
    /// Something that ends the run.
    Run(Error),
}
