//! `tieout check`: the settings, the run, the reports and the verdict.

use super::args::{CheckArgs, RunArgs};
use super::output::{self, Output};
use super::progress::Progress;
use super::{Exit, decide_colour, fix, interrupt, request, say, since, tell, terms, watch};
use crate::allow::{Allows, Baseline, Entries};
use crate::checker::Checker;
use crate::config::Config;
use crate::error::Error;
use crate::input::{self, Gauge, Pattern, Problem, ProblemKind, Request, Stop};
use crate::policy::{Layer, Policies, Policy};
use crate::report::{Found, Report, Segment, Setting, Summary, count, grouped, statistics};
use crate::run::{self, Sink};
use crate::scope::relative;
use crate::terms::read::Known;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::env;
use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

/// How many problems are told one by one.
const PROBLEMS: u64 = 50;

/// Runs the command.
pub(super) fn run(args: CheckArgs) -> Result<Exit, Error> {
    if args.run.watch { watch::run(&args) } else { once(args, None) }
}

/// Checks once: everything, or what these files take part in.
pub(super) fn once(args: CheckArgs, within: Option<Vec<PathBuf>>) -> Result<Exit, Error> {
    let CheckArgs { mut input, findings, report, run: options } = args;
    let is_round = within.is_some();
    let config = settings(&options)?;
    let command_line = Layer {
        level: findings.level,
        fail_on: findings.fail_on,
        strict_locale: findings.strict_locale.then_some(true),
        only: findings.only,
        skip: findings.skip,
        ..Layer::default()
    };
    let policies = Policies::new(config.layer(), config.parts()?, command_line)?;
    let allows = Allows {
        entries: Entries::new(&config, settings_name(&config), today()),
        ..Allows::default()
    };
    let update = findings.update_baseline;
    let known_findings = findings.baseline.or(config.baseline);
    let baseline = || known_findings.as_ref().map(|path| Baseline::load(path, update)).transpose();
    if update && known_findings.is_none() {
        return Err(Error::Usage("--update-baseline needs --baseline FILE".to_owned()));
    }

    let known = Known {
        source_lang: input.source_lang.clone().or(config.source_lang.clone()),
        target_lang: input.target_lang.clone().or(config.target_lang.clone()),
        encoding: input.encoding.as_deref().map(input::encoding).transpose()?,
    };
    let mut glossaries = config.terms;
    glossaries.extend(findings.terms);
    let Some(terms) = terms::gather(&glossaries, config.glossary, &known)? else {
        return Ok(Exit::Failed);
    };

    let started = Instant::now();
    let mut rules = config.rules;
    rules.append(&mut input.rules);
    let checker = Checker::with_rules(rules).with_terms(terms).asking(|check| policies.asks(check));
    let setting =
        Setting { colour: decide_colour(report.color), locales: Arc::clone(checker.locales()) };
    let outputs = output::open(&fix::reports(&report), report.all, &setting)?;
    let drafts = outputs.iter().filter_map(|output| output.stream.draft().map(Path::to_owned));
    // A watch is ended at once: there is nothing to finish.
    let stop = if options.watch { Stop::default() } else { interrupt::listen(drafts.collect()) };
    let request = Request {
        keep_records: report.all,
        stop: stop.clone(),
        usual_source_lang: config.source_lang,
        usual_target_lang: config.target_lang,
        patterns: config.files.iter().map(|p| Pattern::new(p)).collect::<Result<_, _>>()?,
        before: options.changed_since.as_deref().map(since::before).transpose()?,
        within,
        ..request(&input, checker.locales())?
    };
    let threads = options.threads.or_else(|| thread::available_parallelism().ok());
    let threads = threads.map_or(1, NonZeroUsize::get);
    let left_out = (is_round || options.changed_since.is_some()).then_some(0);
    let judge = |outputs: Vec<Output>, gauge: Gauge| {
        Ok::<_, Error>(Judge {
            policies: policies.clone(),
            allows: allows.clone(),
            baseline: baseline()?,
            outputs,
            progress: Progress::new(gauge),
            stop: stop.clone(),
            summary: Summary::default(),
            fails: false,
            stopped: false,
            left_out,
        })
    };
    let unwritten = match fix::Mode::of(&report) {
        Some(mode) => {
            let mut reader = input::open(&request)?;
            let judge = judge(Vec::new(), reader.gauge())?;
            fix::run(mode, &request, &mut reader, &checker, threads, judge)?
        }
        None => false,
    };
    let mut reader = input::open(&request)?;
    if is_round && reader.is_idle() {
        return Ok(Exit::Clean);
    }
    let mut judge = judge(outputs, reader.gauge())?;
    run::run(&mut reader, &checker, threads, &mut judge)?;
    let counts = reader.counts();
    judge.summary.skipped = counts.left_out();
    judge.summary.lost |= unwritten;
    judge.left_out = judge.left_out.map(|_| counts.unchanged);
    if let Some(revision) = &options.changed_since {
        let units = count(counts.unchanged, "unit");
        say("note", &format_args!("{units} left out, as they were at {revision}"));
    }
    if checker.served_no_terms() {
        say("note", &"no term of the glossary is for the languages of these texts");
    }
    judge.finish(report.statistics, started.elapsed())
}

/// The settings that the options name, or those of the project.
pub(super) fn settings(options: &RunArgs) -> Result<Config, Error> {
    match &options.config {
        Some(path) => Config::load(path),
        None if options.no_config => Ok(Config::default()),
        None => Config::discover(&env::current_dir().unwrap_or_default()),
    }
}

/// What reports call the file of the settings.
fn settings_name(config: &Config) -> Arc<str> {
    let path = config.path.as_deref().map(|path| relative(Path::new(""), path));
    path.unwrap_or_default().to_string_lossy().into()
}

/// The day on which the run takes place, the same everywhere on earth.
fn today() -> Date {
    Timestamp::now().to_zoned_datetime(TimeZone::UTC).date()
}

/// Decides about each finding and passes on what is shown.
pub(super) struct Judge {
    policies: Policies,
    allows: Allows,
    baseline: Option<Baseline>,
    outputs: Vec<Output>,
    progress: Progress,
    stop: Stop,
    summary: Summary,
    /// Whether a finding that was shown fails the run.
    fails: bool,
    /// Whether whoever reads the report has seen enough.
    stopped: bool,
    /// Where only what changed is checked, so that what is not met may be elsewhere: how many units
    /// were left out.
    left_out: Option<u64>,
}

impl Judge {
    /// Tells every report that somebody still reads; where nobody reads any, the run may end.
    fn tell(
        &mut self,
        mut write: impl FnMut(&mut dyn Report, &mut dyn Write) -> io::Result<()>,
    ) -> Result<ControlFlow<()>, Error> {
        self.progress.clear();
        let mut is_read = false;
        for Output { report, stream, .. } in &mut self.outputs {
            is_read |= stream.write(|out| write(&mut **report, out))?.is_continue();
        }
        self.stopped |= !is_read;
        Ok(if is_read { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
    }

    /// The findings that are to be shown.
    fn shown(&mut self, segment: Segment<'_>, found: Vec<Found>) -> Result<Vec<Found>, Error> {
        let judged = found.into_iter().map(|found| self.judge(segment, found).transpose());
        judged.flatten().collect()
    }

    /// Notes that a segment comes by.
    pub(super) fn sees(&mut self, segment: Segment<'_>) {
        self.allows.sees(segment);
    }

    /// The settings for a segment.
    fn policy(&mut self, Segment { unit, pair }: Segment<'_>) -> Result<Arc<Policy>, Error> {
        match &pair.target {
            Some(target) => self.policies.of(&unit.file, &target.lang),
            None => self.policies.of(&unit.file, &Arc::from("")),
        }
    }

    /// The finding if it is to be shown.
    pub(super) fn judge(
        &mut self,
        segment: Segment<'_>,
        found: Found,
    ) -> Result<Option<Found>, Error> {
        let policy = self.policy(segment)?;
        let Found { finding, fingerprint, related } = found;
        let Some(finding) = policy.judge(finding) else { return Ok(None) };
        let found = Found { finding, fingerprint, related };
        let (file, finding) = (&segment.unit.file, &found.finding);
        if self.allows.permits(segment, &found) {
            self.summary.allowed += 1;
            return Ok(None);
        }
        if self.baseline.as_mut().is_some_and(|baseline| baseline.knows(fingerprint, file)) {
            self.summary.baselined += 1;
            return Ok(None);
        }
        if !policy.level.shows(finding) {
            self.summary.hidden.add(finding.severity);
            return Ok(None);
        }
        if let Some(baseline) = &mut self.baseline
            && baseline.take(fingerprint, file, finding.check, &finding.message)
        {
            self.summary.baselined += 1;
            return Ok(None);
        }
        self.summary.shown.add(finding.severity);
        self.summary.by_check.entry(finding.check).or_default().add(finding.severity);
        self.fails |= policy.fail_on.fails(finding.severity);
        Ok(Some(found))
    }

    /// Ends the document that went by: says which allows in its notes served nothing.
    fn end_document(&mut self) -> Result<ControlFlow<()>, Error> {
        for (unit, allowed) in self.allows.inline.finish() {
            let segment = Segment { unit: &unit, pair: &unit.pairs[0] };
            let policy = self.policy(segment)?;
            let found = allowed.found(&unit, |check| policy.is_on(check));
            if self.document(segment, found)?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Ends the job: says which allows served nothing, where the whole project was asked.
    fn end_job(&mut self) -> Result<(), Error> {
        if self.stopped || self.summary.pairs == 0 || self.end_document()?.is_break() {
            return Ok(());
        }
        let is_part = self.left_out.is_some() || self.summary.interrupted;
        let policies = &self.policies;
        let was_asked = |check: Option<&str>| {
            !is_part && !policies.is_narrowed() && check.is_none_or(|check| policies.asks(check))
        };
        for (unit, found) in self.allows.entries.finish(was_asked) {
            let segment = Segment { unit: &unit, pair: &unit.pairs[0] };
            if self.document(segment, vec![found])?.is_break() {
                break;
            }
        }
        Ok(())
    }

    /// Ends the reports and says how the run ends.
    fn finish(mut self, statistics: bool, time: Duration) -> Result<Exit, Error> {
        self.progress.clear();
        self.summary.interrupted = self.stop.is_set();
        self.end_job()?;
        if self.summary.problems > PROBLEMS {
            say("note", &format_args!("{} more problems", self.summary.problems - PROBLEMS));
        }
        // Where nothing was checked, a person is told why, and a program reads an empty report.
        let nothing = self.summary.pairs == 0 && self.left_out.unwrap_or(0) == 0;
        let mut for_eyes = false;
        for Output { mut report, mut stream, is_for_eyes } in self.outputs {
            if nothing && is_for_eyes {
                continue;
            }
            for_eyes |= is_for_eyes;
            let summary = &self.summary;
            let _ = stream.write(|out| {
                report.finish(summary, out)?;
                if statistics && is_for_eyes {
                    writeln!(out)?;
                    self::statistics(summary, out)?;
                }
                Ok(())
            })?;
            stream.finish()?;
        }
        if nothing && self.summary.is_complete() {
            return Err(Error::NoPairs);
        }
        if statistics && !for_eyes && !nothing {
            // The report on standard output belongs to a program.
            let _ = self::statistics(&self.summary, &mut io::stderr());
        }
        if for_eyes && !self.stopped {
            let _ = writeln!(io::stderr(), "{}", speed(self.summary.pairs, time));
        }
        // What an interrupted run has not met is not gone.
        let whole = !self.stopped && !self.summary.interrupted && !nothing;
        if let Some(baseline) = self.baseline.filter(|_| whole && self.left_out.is_none())
            && let Some(message) = baseline.finish(&self.policies)?
        {
            say("note", &message);
        }
        Ok(match (self.summary.is_complete(), self.fails) {
            (false, _) => Exit::Failed,
            (true, true) => Exit::Found,
            (true, false) => Exit::Clean,
        })
    }
}

impl Sink for Judge {
    fn pair(&mut self, segment: Segment<'_>, found: Vec<Found>) -> Result<ControlFlow<()>, Error> {
        if self.allows.inline.ends_before(segment.unit) && self.end_document()?.is_break() {
            return Ok(ControlFlow::Break(()));
        }
        self.allows.sees(segment);
        self.summary.pairs += 1;
        self.progress.show(self.summary.pairs);
        self.summary.untranslated += u64::from(segment.pair.target.is_none());
        if let Some(baseline) = &mut self.baseline {
            baseline.reads(&segment.unit.file);
        }
        for output in &mut self.outputs {
            output.report.read(segment);
        }
        let shown = self.shown(segment, found)?;
        if shown.is_empty() && !self.outputs.iter().any(|output| output.report.wants_clean()) {
            return Ok(ControlFlow::Continue(()));
        }
        self.tell(|report, out| match shown.as_slice() {
            [] if !report.wants_clean() => Ok(()),
            shown => report.segment(segment, shown, out),
        })
    }

    fn document(
        &mut self,
        segment: Segment<'_>,
        found: Vec<Found>,
    ) -> Result<ControlFlow<()>, Error> {
        let shown = self.shown(segment, found)?;
        if shown.is_empty() {
            return Ok(ControlFlow::Continue(()));
        }
        self.tell(|report, out| report.document(segment, &shown, out))
    }

    fn problem(&mut self, problem: &Problem) -> Result<ControlFlow<()>, Error> {
        // What was cut off by the user is not broken.
        if self.stop.is_set() {
            return Ok(ControlFlow::Continue(()));
        }
        self.progress.clear();
        self.summary.problems += u64::from(problem.kind != ProblemKind::Notice);
        self.summary.lost |= problem.kind.is_failure();
        if self.summary.problems <= PROBLEMS {
            tell(problem);
        }
        self.tell(|report, out| report.problem(problem, out))
    }
}

/// `9 pairs in 0.01 s, 900 pairs/s`.
fn speed(pairs: u64, time: Duration) -> String {
    let seconds = time.as_secs_f64().max(1e-6);
    let rate = (pairs as f64 / seconds) as u64;
    format!("{} in {seconds:.2} s, {} pairs/s", count(pairs, "pair"), grouped(rate))
}
