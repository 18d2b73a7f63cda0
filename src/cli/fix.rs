//! `--fix` and `--diff`: what is beyond doubt is corrected, or shown as a correction.

use super::args::ReportArgs;
use super::check::Judge;
use super::output::Stream;
use super::say;
use crate::checker::Checker;
use crate::error::{Error, reason};
use crate::fix::{self, FileFix, Fix, Plan, Refused};
use crate::input::{Problem, Reader, Request};
use crate::report::count;
use crate::report::escape::visible;
use crate::report::{Found, Segment};
use crate::run::{self, Sink};
use encoding_rs::UTF_8;
use similar::TextDiff;
use std::ops::ControlFlow;
use std::path::Path;

/// What becomes of fixes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// They are written.
    Fix,
    /// They are shown.
    Diff,
}

impl Mode {
    /// What the options ask for.
    pub(super) fn of(report: &ReportArgs) -> Option<Self> {
        match (report.fix, report.diff) {
            (true, _) => Some(Self::Fix),
            (_, true) => Some(Self::Diff),
            _ => None,
        }
    }
}

/// The reports that are written: a diff has standard output for itself.
pub(super) fn reports(report: &ReportArgs) -> Vec<String> {
    let is_file = |output: &&String| output.contains('=');
    let shown = |output: &&String| !report.diff || is_file(output);
    report.output.iter().filter(shown).cloned().collect()
}

/// Looks for what can be fixed and fixes or shows it. Returns whether a file could not be written.
pub(super) fn run(
    mode: Mode,
    request: &Request,
    reader: &mut Reader,
    checker: &Checker,
    threads: usize,
    judge: Judge,
) -> Result<bool, Error> {
    let sides = [&request.source, &request.target].into_iter().flatten();
    if request.paths.iter().chain(sides).any(|path| path == Path::new("-")) {
        return Err(Error::Usage("standard input cannot be fixed; name a file".to_owned()));
    }
    let mut collector = Collector { judge, plan: Plan::default() };
    run::run(reader, checker, threads, &mut collector)?;
    if request.stop.is_set() {
        // Who ends the run wants nothing written.
        return Ok(false);
    }
    let files = collector.plan.apply(request, reader.origins())?;
    match mode {
        Mode::Fix => Ok(files.into_iter().fold(false, |unwritten, file| unwritten | !write(file))),
        Mode::Diff => show(&files).map(|()| false),
    }
}

/// Takes the fixes of what would be shown.
struct Collector {
    judge: Judge,
    plan: Plan,
}

impl Sink for Collector {
    fn pair(&mut self, segment: Segment<'_>, found: Vec<Found>) -> Result<ControlFlow<()>, Error> {
        self.judge.sees(segment);
        self.document(segment, found)
    }

    fn document(
        &mut self,
        segment: Segment<'_>,
        found: Vec<Found>,
    ) -> Result<ControlFlow<()>, Error> {
        for found in found {
            if let Some(found) = self.judge.judge(segment, found)? {
                self.plan.take(segment, &found.finding);
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// The run that reports tells it.
    fn problem(&mut self, _: &Problem) -> Result<ControlFlow<()>, Error> {
        Ok(ControlFlow::Continue(()))
    }
}

/// Writes a file and says what was fixed in it. Returns whether that could be done.
fn write(made: FileFix) -> bool {
    tell_refused(&made);
    let Some(origin) = made.origin.filter(|_| !made.fixes.is_empty()) else { return true };
    let failure = if origin.is_unchanged() {
        fix::replace(&origin.path, &made.after).err().map(|error| reason(&error))
    } else {
        Some("it has changed since it was read".to_owned())
    };
    if let Some(why) = failure {
        say("error", &visible(&format!("cannot write {}: {why}", made.file)));
        return false;
    }
    for fix in &made.fixes {
        say("fixed", &visible(&line(&made.file, fix)));
    }
    true
}

/// `file:line:column: `old` → `new` [check]`.
fn line(file: &str, fix: &Fix) -> String {
    let Fix { check, place, old, new, .. } = fix;
    format!("{file}:{}:{}: `{old}` → `{new}` [{check}]", place.line, place.column)
}

/// Says what was not fixed, one line for each reason.
fn tell_refused(made: &FileFix) {
    let mut whys: Vec<&str> = made.refused.iter().map(|refused| &*refused.why).collect();
    whys.dedup();
    for why in whys {
        let refused: Vec<&Refused> = made.refused.iter().filter(|r| r.why == why).collect();
        let place = match refused[..] {
            [one] => format!("{}:{}:{}", made.file, one.fix.place.line, one.fix.place.column),
            _ => made.file.to_string(),
        };
        let number = match refused.len() {
            1 => String::new(),
            n => format!(" ({})", count(n as u64, "finding")),
        };
        say("note", &visible(&format!("{place}: not fixed: {why}{number}")));
    }
}

/// Prints what would be changed as a unified diff.
fn show(files: &[FileFix]) -> Result<(), Error> {
    let mut stdout = Stream::stdout();
    for made in files {
        tell_refused(made);
        if made.fixes.is_empty() {
            continue;
        }
        let encoding = made.encoding.unwrap_or(UTF_8);
        let [before, after] = [&made.before, &made.after].map(|bytes| encoding.decode(bytes).0);
        let [from, to] = ["a", "b"].map(|side| {
            let is_absolute = Path::new(&*made.file).is_absolute();
            if is_absolute { made.file.to_string() } else { format!("{side}/{}", made.file) }
        });
        let diff = TextDiff::from_lines(&*before, &*after);
        let shown = diff.unified_diff().header(&from, &to).to_string();
        if stdout.write(|out| out.write_all(shown.as_bytes()))?.is_break() {
            break;
        }
    }
    let _ = stdout.flush()?;
    Ok(())
}
