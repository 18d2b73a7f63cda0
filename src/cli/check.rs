//! `tieout check`: the settings, the run, the reports and the verdict.

use super::args::CheckArgs;
use super::output::{self, Output};
use super::progress::Progress;
use super::{Exit, decide_colour, interrupt, request, say, tell, terms};
use crate::allow::Baseline;
use crate::checker::Checker;
use crate::config::Config;
use crate::error::Error;
use crate::input::{self, Pattern, Problem, ProblemKind, Request, Stop};
use crate::policy::{Choice, FailOn, Policy};
use crate::report::{Found, Report, Segment, Setting, Summary, count, grouped, statistics};
use crate::run::{self, Sink};
use crate::terms::read::Known;
use std::env;
use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

/// How many problems are told one by one.
const PROBLEMS: u64 = 50;

/// Runs the command.
pub(super) fn run(args: CheckArgs) -> Result<Exit, Error> {
    let CheckArgs { mut input, findings, report, run: options } = args;
    let config = match &options.config {
        Some(path) => Config::load(path)?,
        None if options.no_config => Config::default(),
        None => Config::discover(&env::current_dir().unwrap_or_default())?,
    };
    let choice = Choice { only: findings.only, skip: findings.skip, ..Choice::default() };
    let mut policy = Policy::new(
        findings.level.or(config.level).unwrap_or_default(),
        findings.fail_on.or(config.fail_on).unwrap_or_default(),
        &choice,
        &config.choice(),
    )?;
    policy.strict_locale = findings.strict_locale || config.strict_locale;
    let update = findings.update_baseline;
    let baseline = match findings.baseline.or(config.baseline) {
        Some(path) => Some(Baseline::load(&path, update)?),
        None if update => {
            return Err(Error::Usage("--update-baseline needs --baseline FILE".to_owned()));
        }
        None => None,
    };

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
    let checker = Checker::with_rules(rules).with_terms(terms).asking(|check| policy.is_on(check));
    let setting =
        Setting { colour: decide_colour(report.color), locales: Arc::clone(checker.locales()) };
    let outputs = output::open(&report.output, report.all, &setting)?;
    let drafts = outputs.iter().filter_map(|output| output.stream.draft().map(Path::to_owned));
    let stop = interrupt::listen(drafts.collect());
    let mut reader = input::open(&Request {
        keep_records: report.all,
        stop: stop.clone(),
        usual_source_lang: config.source_lang,
        usual_target_lang: config.target_lang,
        patterns: config.files.iter().map(|p| Pattern::new(p)).collect::<Result<_, _>>()?,
        ..request(&input, checker.locales())?
    })?;
    let threads = options.threads.or_else(|| thread::available_parallelism().ok());
    let mut judge = Judge {
        policy,
        baseline,
        outputs,
        progress: Progress::new(reader.gauge()),
        stop,
        summary: Summary::default(),
        fails: false,
        stopped: false,
    };
    run::run(&mut reader, &checker, threads.map_or(1, NonZeroUsize::get), &mut judge)?;
    let counts = reader.counts();
    judge.summary.skipped = counts.left_out();
    if checker.served_no_terms() {
        say("note", &"no term of the glossary is for the languages of these texts");
    }
    judge.finish(report.statistics, started.elapsed())
}

/// Decides about each finding and passes on what is shown.
struct Judge {
    policy: Policy,
    baseline: Option<Baseline>,
    outputs: Vec<Output>,
    progress: Progress,
    stop: Stop,
    summary: Summary,
    /// Whether a finding that was shown fails the run.
    fails: bool,
    /// Whether whoever reads the report has seen enough.
    stopped: bool,
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
    fn shown(&mut self, segment: Segment<'_>, found: Vec<Found>) -> Vec<Found> {
        found.into_iter().filter_map(|found| self.judge(&segment.unit.file, found)).collect()
    }

    /// The finding if it is to be shown.
    fn judge(&mut self, file: &str, found: Found) -> Option<Found> {
        let Found { finding, fingerprint, related } = found;
        let finding = self.policy.judge(finding)?;
        if self.baseline.as_mut().is_some_and(|baseline| baseline.knows(fingerprint)) {
            self.summary.baselined += 1;
            return None;
        }
        if !self.policy.level.shows(&finding) {
            self.summary.hidden.add(finding.severity);
            return None;
        }
        if let Some(baseline) = &mut self.baseline
            && baseline.take(fingerprint, file, finding.check, &finding.message)
        {
            self.summary.baselined += 1;
            return None;
        }
        self.summary.shown.add(finding.severity);
        self.summary.by_check.entry(finding.check).or_default().add(finding.severity);
        self.fails |= self.policy.fail_on.fails(finding.severity);
        Some(Found { finding, fingerprint, related })
    }

    /// Ends the reports and says how the run ends.
    fn finish(mut self, statistics: bool, time: Duration) -> Result<Exit, Error> {
        self.progress.clear();
        self.summary.interrupted = self.stop.is_set();
        if self.summary.problems > PROBLEMS {
            say("note", &format_args!("{} more problems", self.summary.problems - PROBLEMS));
        }
        // Where nothing was checked, a person is told why, and a program reads an empty report.
        let nothing = self.summary.pairs == 0;
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
        if let Some(baseline) = self.baseline.filter(|_| whole)
            && let Some(message) = baseline.finish(&self.policy)?
        {
            say("note", &message);
        }
        Ok(
            match (!self.summary.is_complete(), self.fails && self.policy.fail_on != FailOn::Never)
            {
                (true, _) => Exit::Failed,
                (false, true) => Exit::Found,
                (false, false) => Exit::Clean,
            },
        )
    }
}

impl Sink for Judge {
    fn pair(&mut self, segment: Segment<'_>, found: Vec<Found>) -> Result<ControlFlow<()>, Error> {
        self.summary.pairs += 1;
        self.progress.show(self.summary.pairs);
        self.summary.untranslated += u64::from(segment.pair.target.is_none());
        if let Some(baseline) = &mut self.baseline {
            baseline.reads(&segment.unit.file);
        }
        for output in &mut self.outputs {
            output.report.read(segment);
        }
        let shown = self.shown(segment, found);
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
        let shown = self.shown(segment, found);
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
