//! `tieout facts`: what is read in each text.

use super::args::{FactsArgs, FactsOutput};
use super::output::Stream;
use super::{Exit, request, tell};
use crate::checker::Checker;
use crate::error::Error;
use crate::facts::{self, Facts, Scratch};
use crate::finding::SideName;
use crate::input::{self, Segment};
use crate::report::escape::visible;
use crate::report::facts as report;
use std::io::{self, Write};

/// Runs the command.
pub(super) fn run(args: &FactsArgs) -> Result<Exit, Error> {
    let checker = Checker::with_rules(args.input.rules.clone());
    let (mut scratch, mut read) = (Scratch::default(), Facts::default());
    let mut stdout = Stream::stdout();
    let mut exit = Exit::Clean;
    let mut empty = true;
    for segment in input::segments(&request(&args.input, checker.locales())?)? {
        let segment = match segment {
            Ok(segment) => segment,
            Err(problem) => {
                if problem.kind.is_failure() {
                    exit = Exit::Failed;
                }
                tell(&problem);
                continue;
            }
        };
        empty = false;
        let locale = checker.locale(&segment.lang)?;
        facts::read(segment.text.as_str(), &locale, &mut scratch, &mut read);
        if !args.all {
            report::keep_statements(&mut read);
        }
        let write = |out: &mut dyn Write| match args.output {
            FactsOutput::Text => show(&segment, &read, out),
            FactsOutput::Jsonl => {
                let id = segment.key.as_deref();
                report::jsonl(id, segment.side, segment.text.as_str(), &read, out)
            }
        };
        if stdout.write(write)?.is_break() {
            return Ok(exit);
        }
    }
    if empty && exit == Exit::Clean {
        return Err(Error::NoPairs);
    }
    let _ = stdout.flush()?;
    Ok(exit)
}

/// One text with its table; an empty line after each pair.
fn show(segment: &Segment, facts: &Facts, out: &mut dyn Write) -> io::Result<()> {
    let Segment { file, lang, text, .. } = segment;
    let place = text.place(0);
    let shown = visible(text.as_str());
    writeln!(out, "{}:{}:{}: {lang} │ {shown}", visible(file), place.line, place.column)?;
    report::table(text.as_str(), facts, out)?;
    if segment.side == Some(SideName::Source) { Ok(()) } else { writeln!(out) }
}
