//! The run: units in, findings out, in the order of the input, on all cores.
//!
//! One thread reads and cuts the units into batches, a pool checks batches, and the calling thread
//! takes the results in order, closes documents and tells the [`Sink`]. The queue between them is
//! bounded, so memory does not grow with the input; what a document keeps is bounded by
//! `DOCUMENT_BYTES`. Nothing here writes, and nothing depends on the number of threads.

use crate::checker::{Checker, Scratch, Verdict};
use crate::checks::missing_text;
use crate::document::Document;
use crate::error::Error;
use crate::finding::{Finding, Fingerprint, Fingerprints};
use crate::input::{Item, Problem, ProblemKind, Reader};
use crate::report::{Found, Segment};
use crate::unit::{Pair, Unit};
use foldhash::HashMap;
use rayon::{Scope, ThreadPoolBuilder};
use smallvec::SmallVec;
use std::ops::ControlFlow;
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::sync::{Arc, Mutex, PoisonError};
use std::{mem, thread};

/// Units in a batch: enough to pay for handing it over, few enough to spread a small file.
const BATCH_UNITS: usize = 512;

/// Bytes of text after which a batch is full, whatever the number of its units.
const BATCH_BYTES: usize = 1 << 18;

/// Bytes of text that are kept of one document to show its findings. Pairs beyond it take no part
/// in document findings, which the run says.
const DOCUMENT_BYTES: usize = 8 << 20;

/// Who is told what the run finds, in the order of the input.
pub trait Sink {
    /// One pair and what is wrong with it; called for pairs without findings too.
    ///
    /// `Break` ends the run early, without an error.
    fn pair(&mut self, segment: Segment<'_>, found: Vec<Found>) -> Result<ControlFlow<()>, Error>;

    /// What the document shows about a pair that went by before.
    fn document(
        &mut self,
        segment: Segment<'_>,
        found: Vec<Found>,
    ) -> Result<ControlFlow<()>, Error>;

    /// Something the reader could not read, or wants to say.
    fn problem(&mut self, problem: &Problem);
}

/// Checks everything that `reader` yields with `threads` threads and tells `sink`.
///
/// # Errors
///
/// The first error of a rules file or of the sink ends the run.
pub fn run(
    reader: &mut Reader,
    checker: &Checker,
    threads: usize,
    sink: &mut dyn Sink,
) -> Result<(), Error> {
    let pool = ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .map_err(|error| Error::Usage(format!("cannot start {threads} threads: {error}")))?;
    let workshop = &Workshop { checker, scratches: Mutex::default() };
    // The producer is at most this many batches ahead of the sink.
    let (queue, slots) = mpsc::sync_channel(2 * threads + 1);
    pool.in_place_scope(|jobs| {
        // The tables that hold for all languages are made beside those of the first pair.
        jobs.spawn(|_| checker.prepare());
        thread::scope(|scope| {
            // The queue goes with the producer: when it is gone, so is the queue, and the sink ends.
            scope.spawn(move || produce(reader, jobs, &queue, workshop));
            collect(slots, sink)
        })
    })
}

/// A batch on its way: its results will come out of this receiver.
type Slot = Receiver<Result<Vec<Checked>, Error>>;

/// One item of the reader.
struct Job {
    item: Item,
    /// Whether a pair without a target is a state and not a finding.
    in_catalogue: bool,
}

/// What was found in the pairs of a unit, of which most have one.
type Verdicts = SmallVec<[Verdict; 1]>;

/// What became of one item of the reader.
enum Checked {
    Unit(Unit, Verdicts),
    Problem(Problem),
}

/// Reads batches and hands each to the pool, its place in the queue first: the order of the queue
/// is the order of the input.
fn produce<'scope>(
    reader: &mut Reader,
    jobs: &Scope<'scope>,
    queue: &SyncSender<Slot>,
    workshop: &'scope Workshop<'_>,
) {
    loop {
        let batch = batch(reader);
        if batch.is_empty() {
            return;
        }
        let (done, slot) = mpsc::sync_channel(1);
        if queue.send(slot).is_err() {
            // The sink has had enough.
            return;
        }
        jobs.spawn(move |_| _ = done.send(workshop.check(batch)));
    }
}

/// The next items, until the batch is full or the input ends.
fn batch(reader: &mut Reader) -> Vec<Job> {
    let mut batch = Vec::new();
    let mut bytes = 0;
    while batch.len() < BATCH_UNITS && bytes < BATCH_BYTES {
        let Some(item) = reader.next() else { break };
        if let Item::Unit(unit) = &item {
            bytes += unit.pairs.iter().map(size).sum::<usize>();
        }
        let in_catalogue = reader.format().is_some_and(|format| format.catalogue);
        batch.push(Job { item, in_catalogue });
    }
    batch
}

/// Bytes of text in a pair.
fn size(pair: &Pair) -> usize {
    let target = pair.target.as_ref().map_or(0, |side| side.text.as_str().len());
    pair.source.text.as_str().len() + target
}

/// The checker with the working memory that its threads take and give back.
struct Workshop<'a> {
    checker: &'a Checker,
    scratches: Mutex<Vec<Scratch>>,
}

impl Workshop<'_> {
    fn check(&self, batch: Vec<Job>) -> Result<Vec<Checked>, Error> {
        let idle = || self.scratches.lock().unwrap_or_else(PoisonError::into_inner);
        let mut scratch = idle().pop().unwrap_or_default();
        let mut pair = |pair: &Pair, in_catalogue: bool| {
            let mut verdict = self.checker.check(pair, &mut scratch)?;
            if pair.target.is_none() && !in_catalogue {
                verdict.findings.extend(missing_text::find(pair));
            }
            Ok(verdict)
        };
        let check = |Job { item, in_catalogue }| match item {
            Item::Problem(problem) => Ok(Checked::Problem(problem)),
            Item::Unit(unit) => {
                let verdicts: Result<Verdicts, Error> =
                    unit.pairs.iter().map(|p| pair(p, in_catalogue)).collect();
                let mut verdicts = verdicts?;
                self.checker.check_unit(&unit, &mut verdicts)?;
                Ok(Checked::Unit(unit, verdicts))
            }
        };
        let checked = batch.into_iter().map(check).collect();
        idle().push(scratch);
        checked
    }
}

/// Takes the batches in order and tells the sink.
fn collect(slots: Receiver<Slot>, sink: &mut dyn Sink) -> Result<(), Error> {
    let mut open = OpenDocument::default();
    for slot in slots {
        // A slot without a result means that its job panicked; the pool passes the panic on.
        let Ok(batch) = slot.recv() else { break };
        for checked in batch? {
            match checked {
                Checked::Problem(problem) => sink.problem(&problem),
                Checked::Unit(unit, verdicts) => {
                    if !open.holds(&unit) && open.close(sink)?.is_break() {
                        return Ok(());
                    }
                    if open.take(unit, verdicts, sink)?.is_break() {
                        return Ok(());
                    }
                }
            }
        }
    }
    open.close(sink).map(|_| ())
}

/// The document that is going by. A document is a run of units: when another one begins, it ends.
#[derive(Default)]
struct OpenDocument {
    /// File and name, once there is a first unit.
    name: Option<(Arc<str>, Arc<str>)>,
    memory: Document,
    /// The pairs that the memory may point at, by their index within the document.
    kept: HashMap<u32, (Arc<Unit>, usize)>,
    kept_bytes: usize,
    /// Whether there were pairs for which no room was left.
    full: bool,
    pairs: u32,
    /// How many findings with this fingerprint went by.
    equals: HashMap<Fingerprint, u32>,
}

impl OpenDocument {
    /// Whether the unit belongs to this document, which a document without units always says.
    fn holds(&self, unit: &Unit) -> bool {
        self.name
            .as_ref()
            .is_none_or(|(file, document)| *file == unit.file && *document == unit.document)
    }

    fn take(
        &mut self,
        unit: Unit,
        verdicts: Verdicts,
        sink: &mut dyn Sink,
    ) -> Result<ControlFlow<()>, Error> {
        if self.name.is_none() {
            self.name = Some((Arc::clone(&unit.file), Arc::clone(&unit.document)));
        }
        let mut kept = Vec::new();
        for (index, verdict) in verdicts.into_iter().enumerate() {
            let segment = Segment { unit: &unit, pair: &unit.pairs[index] };
            let found = self.fingerprint(segment, verdict.findings);
            if sink.pair(segment, found)?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
            let ticket = self.pairs;
            self.pairs += 1;
            if verdict.observations.is_empty() {
                continue;
            }
            if self.kept_bytes >= DOCUMENT_BYTES {
                self.full = true;
            } else if self.memory.add(ticket, segment.pair, verdict.observations) {
                self.kept_bytes += size(segment.pair);
                kept.push((ticket, index));
            }
        }
        if !kept.is_empty() {
            let unit = Arc::new(unit);
            let whose = |(ticket, index)| (ticket, (Arc::clone(&unit), index));
            self.kept.extend(kept.into_iter().map(whose));
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Ends the document, tells what it shows, and is empty again.
    fn close(&mut self, sink: &mut dyn Sink) -> Result<ControlFlow<()>, Error> {
        let mut closed = mem::take(self);
        let forgot = closed.full || closed.memory.forgotten() > 0;
        for (ticket, finding) in closed.memory.finish() {
            let Some((unit, index)) = closed.kept.get(&ticket).cloned() else { continue };
            let segment = Segment { unit: &unit, pair: &unit.pairs[index] };
            let found = closed.fingerprint(segment, vec![finding]);
            if sink.document(segment, found)?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        if let (Some((file, _)), true) = (closed.name, forgot) {
            let message = "the document is long: not everything that it names was compared";
            sink.problem(&Problem {
                file,
                place: None,
                message: message.to_owned(),
                kind: ProblemKind::Notice,
            });
        }
        Ok(ControlFlow::Continue(()))
    }

    fn fingerprint(&mut self, segment: Segment<'_>, findings: Vec<Finding>) -> Vec<Found> {
        let mut fingerprints = Fingerprints::new(segment.unit, segment.pair);
        let number = |finding: Finding| {
            let first = fingerprints.of(&finding);
            let ordinal = self.equals.entry(first).or_default();
            let fingerprint = first.after(*ordinal);
            *ordinal += 1;
            Found { finding, fingerprint }
        };
        findings.into_iter().map(number).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{self, Format, Request};
    use std::fmt::Write as _;
    use std::io::Cursor;

    /// Writes down what it is told, and has enough after `enough` pairs.
    struct Diary {
        lines: Vec<String>,
        enough: usize,
    }

    impl Sink for Diary {
        fn pair(
            &mut self,
            segment: Segment<'_>,
            found: Vec<Found>,
        ) -> Result<ControlFlow<()>, Error> {
            let key = segment.unit.key.as_deref().unwrap_or_default();
            self.lines.push(format!("{key}: {}", found.len()));
            let enough = self.lines.len() >= self.enough;
            Ok(if enough { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
        }

        fn document(&mut self, _: Segment<'_>, _: Vec<Found>) -> Result<ControlFlow<()>, Error> {
            Ok(ControlFlow::Continue(()))
        }

        fn problem(&mut self, problem: &Problem) {
            self.lines.push(format!("line {}", problem.place.map_or(0, |place| place.line)));
        }
    }

    /// Rows of a table, of which every third has no target and every tenth is no row.
    fn diary(rows: u32, enough: usize, threads: usize) -> Vec<String> {
        let mut text = String::from("id\tsource\ttarget\n");
        for row in 0..rows {
            let _ = match (row % 10, row % 3) {
                (0, _) => writeln!(text, "broken"),
                (_, 0) => writeln!(text, "{row}\tAbout cats\t"),
                _ => writeln!(text, "{row}\tAbout cats\t猫について"),
            };
        }
        let request = Request {
            format: Format::by_name("tsv"),
            source_lang: Some("en".to_owned()),
            target_lang: Some("ja".to_owned()),
            ..Request::default()
        };
        let mut reader = input::read(&request, "a.tsv", Box::new(Cursor::new(text.into_bytes())))
            .expect("the request is sound");
        let mut diary = Diary { lines: Vec::new(), enough };
        run(&mut reader, &Checker::new(), threads, &mut diary).expect("the built-in rules load");
        diary.lines
    }

    #[test]
    fn everything_is_told_in_the_order_of_the_file() {
        let rows = 3 * BATCH_UNITS as u32;
        let expected: Vec<String> = (0..rows)
            .map(|row| match (row % 10, row % 3) {
                (0, _) => format!("line {}", row + 2),
                (_, 0) => format!("{row}: 1"),
                _ => format!("{row}: 0"),
            })
            .collect();
        for threads in [1, 4] {
            assert_eq!(diary(rows, usize::MAX, threads), expected, "{threads} threads");
        }
    }

    #[test]
    fn a_sink_that_has_enough_ends_the_run() {
        assert_eq!(diary(20 * BATCH_UNITS as u32, 3, 2).len(), 3);
    }
}
