//! `tieout check`: the settings, the run, the reports and the verdict.

use super::args::CheckArgs;
use super::output::{self, Output};
use super::{Exit, decide_colour, fix, request, say, tell, terms};
use crate::allow::Baseline;
use crate::checker::Checker;
use crate::config::Config;
use crate::error::Error;
use crate::input::{self, Pattern, Problem, ProblemKind, Request};
use crate::policy::{Choice, FailOn, Policy};
use crate::report::{Found, Segment, Summary, count, grouped, statistics};
use crate::run::{self, Sink};
use crate::terms::read::Known;
use std::env;
use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
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
    let checker = Checker::with_rules(rules).with_terms(terms).asking(|check| policy.is_on(check));
    let request = Request {
        usual_source_lang: config.source_lang,
        usual_target_lang: config.target_lang,
        patterns: config.files.iter().map(|p| Pattern::new(p)).collect::<Result<_, _>>()?,
        ..request(&input, checker.locales())?
    };
    let threads = options.threads.or_else(|| thread::available_parallelism().ok());
    let threads = threads.map_or(1, NonZeroUsize::get);
    let unwritten = match fix::Mode::of(&report) {
        Some(mode) => {
            let judge = Judge::new(policy.clone(), baseline()?, Vec::new());
            fix::run(mode, &request, &checker, threads, judge)?
        }
        None => false,
    };
    let mut reader = input::open(&request)?;
    let outputs = output::open(&fix::reports(&report), decide_colour(report.color))?;
    let mut judge = Judge::new(policy, baseline()?, outputs);
    run::run(&mut reader, &checker, threads, &mut judge)?;
    let counts = reader.counts();
    judge.summary.skipped = counts.left_out();
    judge.lost |= unwritten;
    if checker.served_no_terms() {
        say("note", &"no term of the glossary is for the languages of these texts");
    }
    judge.finish(report.statistics, started.elapsed())
}

/// Decides about each finding and passes on what is shown.
pub(super) struct Judge {
    policy: Policy,
    baseline: Option<Baseline>,
    outputs: Vec<Output>,
    summary: Summary,
    /// Whether a finding that was shown fails the run.
    fails: bool,
    /// Whether something could not be read.
    lost: bool,
    /// Whether whoever reads the report has seen enough.
    stopped: bool,
}

impl Judge {
    fn new(policy: Policy, baseline: Option<Baseline>, outputs: Vec<Output>) -> Self {
        Self {
            policy,
            baseline,
            outputs,
            summary: Summary::default(),
            fails: false,
            lost: false,
            stopped: false,
        }
    }

    /// The finding if it is to be shown.
    pub(super) fn judge(&mut self, file: &str, found: Found) -> Option<Found> {
        let Found { finding, fingerprint } = found;
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
        Some(Found { finding, fingerprint })
    }

    /// Ends the reports and says how the run ends.
    fn finish(mut self, statistics: bool, time: Duration) -> Result<Exit, Error> {
        if self.summary.problems > PROBLEMS {
            say("note", &format_args!("{} more problems", self.summary.problems - PROBLEMS));
        }
        if self.summary.pairs == 0 {
            return if self.lost { Ok(Exit::Failed) } else { Err(Error::NoPairs) };
        }
        let mut for_eyes = false;
        for output in &mut self.outputs {
            for_eyes |= output.is_for_eyes;
            let (report, summary) = (&mut output.report, &self.summary);
            let with_table = statistics && output.is_for_eyes;
            let _ = output.stream.write(|out| {
                report.finish(summary, out)?;
                if with_table {
                    writeln!(out)?;
                    self::statistics(summary, out)?;
                }
                out.flush()
            })?;
        }
        if statistics && !for_eyes {
            // The report on standard output belongs to a program.
            let _ = self::statistics(&self.summary, &mut io::stderr());
        }
        if for_eyes && !self.stopped {
            let _ = writeln!(io::stderr(), "{}", speed(self.summary.pairs, time));
        }
        // What an interrupted run has not met is not gone.
        if let Some(baseline) = self.baseline.filter(|_| !self.stopped)
            && let Some(message) = baseline.finish(&self.policy)?
        {
            say("note", &message);
        }
        Ok(match (self.lost, self.fails && self.policy.fail_on != FailOn::Never) {
            (true, _) => Exit::Failed,
            (false, true) => Exit::Found,
            (false, false) => Exit::Clean,
        })
    }
}

impl Sink for Judge {
    fn pair(&mut self, segment: Segment<'_>, found: Vec<Found>) -> Result<ControlFlow<()>, Error> {
        self.summary.pairs += 1;
        self.summary.untranslated += u64::from(segment.pair.target.is_none());
        if let Some(baseline) = &mut self.baseline {
            baseline.reads(&segment.unit.file);
        }
        self.document(segment, found)
    }

    fn document(
        &mut self,
        segment: Segment<'_>,
        found: Vec<Found>,
    ) -> Result<ControlFlow<()>, Error> {
        let file = &segment.unit.file;
        let shown: Vec<Found> = found.into_iter().filter_map(|f| self.judge(file, f)).collect();
        if shown.is_empty() {
            return Ok(ControlFlow::Continue(()));
        }
        for Output { report, stream, .. } in &mut self.outputs {
            if stream.write(|out| report.segment(segment, &shown, out))?.is_break() {
                self.stopped = true;
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn problem(&mut self, problem: &Problem) {
        self.summary.problems += u64::from(problem.kind != ProblemKind::Notice);
        self.lost |= problem.kind.is_failure();
        if self.summary.problems <= PROBLEMS {
            tell(problem);
        }
    }
}

/// `9 pairs in 0.01 s, 900 pairs/s`.
fn speed(pairs: u64, time: Duration) -> String {
    let seconds = time.as_secs_f64().max(1e-6);
    let rate = (pairs as f64 / seconds) as u64;
    format!("{} in {seconds:.2} s, {} pairs/s", count(pairs, "pair"), grouped(rate))
}
