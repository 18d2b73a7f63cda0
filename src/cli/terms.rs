//! `--terms`, and `tieout terms`: glossaries that are used, looked at and proposed.

use super::args::{ExtractArgs, TermsCommand};
use super::output::Stream;
use super::{Exit, request, say, tell};
use crate::checker::{Checker, Scratch};
use crate::document::Document;
use crate::error::Error;
use crate::input::{self, Item, Reader};
use crate::report::count;
use crate::terms::proposal::{self, Proposal};
use crate::terms::read::{self, Glossary, Known};
use crate::terms::{Status, Termbase};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How many problems of a glossary are told one by one.
const PROBLEMS: usize = 50;

/// Runs the command.
pub(super) fn run(command: &TermsCommand) -> Result<Exit, Error> {
    match command {
        TermsCommand::Check { files } => check(files),
        TermsCommand::Extract(args) => extract(args),
    }
}

/// Reads glossaries and joins them with those of the settings. `None` means that something in them
/// must be put right, which the user was told.
pub(super) fn gather(
    files: &[PathBuf],
    own: Glossary,
    known: &Known,
) -> Result<Option<Termbase>, Error> {
    let mut base = own.base;
    let mut sound = tell_all(&own.problems);
    for (at, path) in files.iter().enumerate() {
        if files[..at].contains(path) {
            continue;
        }
        let read = load(path, known)?;
        sound &= tell_all(&read.problems);
        base.extend(read.base);
    }
    Ok(sound.then_some(base))
}

fn load(path: &Path, known: &Known) -> Result<Glossary, Error> {
    let bytes = fs::read(path).map_err(|error| Error::Read(path.to_owned(), error))?;
    Ok(read::glossary(&path.display().to_string(), bytes, known))
}

/// Tells the user what is wrong with a glossary; whether it can be used all the same.
fn tell_all(problems: &[input::Problem]) -> bool {
    problems.iter().take(PROBLEMS).for_each(tell);
    if problems.len() > PROBLEMS {
        say("note", &format_args!("{} more problems", problems.len() - PROBLEMS));
    }
    !problems.iter().any(|problem| problem.kind.is_failure())
}

/// `tieout terms check`: reads glossaries and says what they hold.
fn check(files: &[PathBuf]) -> Result<Exit, Error> {
    let mut exit = Exit::Clean;
    let mut stdout = Stream::stdout();
    for path in files {
        let read = load(path, &Known::default())?;
        if !tell_all(&read.problems) {
            exit = Exit::Failed;
        }
        if stdout.write(|out| summary(path, &read.base, out))?.is_break() {
            break;
        }
    }
    let _ = stdout.flush()?;
    Ok(exit)
}

/// One line: what a glossary holds, by language and by status.
fn summary(path: &Path, base: &Termbase, out: &mut dyn Write) -> io::Result<()> {
    let terms = || base.concepts().iter().flat_map(|concept| &concept.terms);
    let mut languages: BTreeMap<&str, u64> = BTreeMap::new();
    for term in terms() {
        let lang = if term.lang.is_empty() { "any language" } else { &term.lang };
        *languages.entry(lang).or_default() += 1;
    }
    write!(out, "{}: {}", path.display(), count(base.concepts().len() as u64, "concept"))?;
    for (lang, number) in languages {
        write!(out, ", {number} in {lang}")?;
    }
    for (status, name) in [(Status::Forbidden, "forbidden"), (Status::Keep, "to be kept")] {
        match terms().filter(|term| term.status == status).count() {
            0 => {}
            number => write!(out, ", {number} {name}")?,
        }
    }
    writeln!(out)
}

/// `tieout terms extract`: proposes a glossary of the names of a job.
fn extract(args: &ExtractArgs) -> Result<Exit, Error> {
    let checker = Checker::with_rules(args.input.rules.clone()).asking(proposal::needs);
    let mut reader = input::open(&request(&args.input, checker.locales())?)?;
    let mut job = Job::default();
    job.read(&mut reader, &checker)?;
    if job.pairs == 0 {
        return if job.lost { Ok(Exit::Failed) } else { Err(Error::NoPairs) };
    }
    if job.names.forgotten() > 0 {
        say("note", &"the job is long: not everything that it names was counted");
    }
    let proposals = proposal::propose(job.names, args.min);
    let mut stdout = Stream::stdout();
    // One source language is said, so that the table is for no other.
    let lang = if job.langs.len() == 1 { job.langs.first() } else { None };
    let lang = lang.map(ToString::to_string).unwrap_or_default();
    let _ = stdout.write(|out| {
        print(&proposals, &lang, out)?;
        out.flush()
    })?;
    Ok(if job.lost { Exit::Failed } else { Exit::Clean })
}

/// The names of a job while it is read.
#[derive(Default)]
struct Job {
    names: Document,
    /// The languages of the sources.
    langs: BTreeSet<Arc<str>>,
    pairs: u32,
    lost: bool,
}

impl Job {
    fn read(&mut self, reader: &mut Reader, checker: &Checker) -> Result<(), Error> {
        let mut scratch = Scratch::default();
        for item in reader {
            match item {
                Item::Problem(problem) => {
                    self.lost |= problem.kind.is_failure();
                    tell(&problem);
                }
                Item::Unit(unit) => {
                    for pair in &unit.pairs {
                        let verdict = checker.check(pair, &mut scratch)?;
                        if !self.langs.contains(&pair.source.lang) {
                            self.langs.insert(Arc::clone(&pair.source.lang));
                        }
                        self.names.add(self.pairs, pair, verdict.observations);
                        self.pairs = self.pairs.saturating_add(1);
                    }
                }
            }
        }
        Ok(())
    }
}

/// Writes proposals as the table that `--terms` reads.
fn print(proposals: &[Proposal], from: &str, out: &mut dyn Write) -> io::Result<()> {
    let cell = |text: &str| text.replace(['\t', '\n', '\r', '|', '"'], " ");
    writeln!(out, "source\ttarget\tsource-lang\ttarget-lang\tstatus\tcount\tnote")?;
    for Proposal { lang, name, rendering, count, of, others } in proposals {
        let status = if name == rendering { "keep" } else { "preferred" };
        let target = if name == rendering { "" } else { rendering };
        let note = match others.as_slice() {
            [] => String::new(),
            others => {
                let others: Vec<_> = others.iter().map(|(o, n)| format!("{o} ({n})")).collect();
                format!("also {}", others.join(", "))
            }
        };
        let (name, target) = (cell(name), cell(target));
        writeln!(out, "{name}\t{target}\t{from}\t{lang}\t{status}\t{count}/{of}\t{}", cell(&note))?;
    }
    Ok(())
}
