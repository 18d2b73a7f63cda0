//! Opens inputs, reads them one after the other, and settles the languages of each.
//!
//! A language is what the option says, else what the record or header says, else what the name of
//! the file says, else the usual one of the project. Only where all are silent is it guessed: see
//! [`settle`].

mod settle;

use super::aligned::{self, Aligned, Beads};
use super::before::{Before, Known};
use super::discover::{Job, Pattern, Search, USUAL_SOURCE};
use super::item::{Counts, Item, Out, Problem, ProblemKind, States, Units};
use super::language;
use super::source::{Gauge, Stop, is_stdin};
use super::{
    Bytes, ColumnChoice, FORMATS, Format, Input, Languages, Open, Origin, SOURCE, TARGET,
    canonical, keyed, lines,
};
use crate::error::{Error, reason};
use crate::locale::Locales;
use encoding_rs::Encoding;
use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::vec;

/// What to read and how.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Files that hold both sides; `-` is standard input.
    pub paths: Vec<PathBuf>,
    /// The source side of parallel files.
    pub source: Option<PathBuf>,
    /// The target side of parallel files.
    pub target: Option<PathBuf>,
    /// The format; without one, the ending of each file's name says it.
    pub format: Option<&'static Format>,
    /// The encoding of files without a byte order mark; see [`encoding`](super::encoding).
    pub encoding: Option<&'static Encoding>,
    /// The source language, or the language of segments that are read for themselves.
    pub source_lang: Option<String>,
    /// The target language.
    pub target_lang: Option<String>,
    /// The source language where neither the file nor its name says it.
    pub usual_source_lang: Option<String>,
    /// The target language where neither the file nor its name says it.
    pub usual_target_lang: Option<String>,
    /// The document that units belong to when the file does not say; without one, their file.
    pub document: Option<String>,
    /// Read segments for themselves: a side alone is enough.
    pub monolingual: bool,
    /// Align the sentences of plain texts, with the tables of these languages. A path then is a text
    /// that holds both sides.
    pub align: Option<Arc<Locales>>,
    /// Which units are left out for their state.
    pub states: States,
    /// Which columns of tables hold what; without a choice, their first row says it.
    pub columns: Option<Arc<ColumnChoice>>,
    /// How the files of a folder are named, where no custom says it.
    pub patterns: Vec<Pattern>,
    /// What files held before: units that are as they were are left out.
    pub before: Option<Before>,
    /// Read only what these files take part in; without a list, all.
    pub within: Option<Vec<PathBuf>>,
    /// Keep the record that a unit was read from, where it is one of JSON Lines.
    pub keep_records: bool,
    /// Ends the input early.
    pub stop: Stop,
}

/// Opens what the request names. An error here means that nothing can be read at all; a file that
/// cannot be read is a [`Problem`] among the items, and the other files are read.
pub fn open(request: &Request) -> Result<Reader, Error> {
    let mut jobs = Vec::new();
    match (&request.source, &request.target) {
        (Some(source), Some(target)) => {
            if request.format.is_some_and(|format| matches!(format.open, Open::Together(_))) {
                return Err(Error::Usage(
                    "--source and --target name parallel text; a file that holds both sides is \
                     named without them"
                        .to_owned(),
                ));
            }
            if is_stdin(source) && is_stdin(target) {
                return Err(Error::Usage("only one side can be standard input".to_owned()));
            }
            let (source, target) = (source.clone(), target.clone());
            jobs.push(Job::Parallel { source, target, named: [None, None] });
        }
        (Some(alone), None) | (None, Some(alone)) if request.monolingual => {
            jobs.push(Job::File(alone.clone()));
        }
        (None, None) => {}
        _ => {
            return Err(Error::Usage("--source and --target go together".to_owned()));
        }
    }
    let search = Search {
        format: request.format,
        source_lang: request.source_lang.clone().or(request.usual_source_lang.clone()),
        target_lang: request.target_lang.clone(),
        patterns: request.patterns.clone(),
    };
    let has_format = request.format.is_some() || request.align.is_some();
    if !has_format && request.paths.iter().any(|path| is_stdin(path)) {
        return Err(Error::Usage(
            "standard input has no name that tells its format; name it: --format jsonl".to_owned(),
        ));
    }
    // A text that holds both sides has no other file.
    let (found, problems) = match request.align {
        Some(_) => (request.paths.iter().cloned().map(Job::File).collect(), Vec::new()),
        None => search.named(&request.paths, request.monolingual),
    };
    jobs.extend(found);
    if let Some(files) = &request.within {
        jobs.retain(|job| job.reads_one_of(files));
    }
    let mut reader = Reader::new(request, jobs)?;
    for problem in problems {
        reader.out.problem(problem);
    }
    // Nothing is checked before parallel text is known to fit.
    if let (Some(source), Some(target)) = (&request.source, &request.target)
        && request.align.is_none()
        && format_of_sides(request.format, source, target).name == lines::FORMAT.name
        && [source, target].iter().all(|path| path.is_file())
    {
        let [source, target] = [source, target].map(|path| {
            Gauge::default()
                .open(path, &Stop::default())
                .map(|bytes| reader.input(path, bytes))
                .map_err(|e| Error::Read(path.clone(), e))
        });
        lines::compare(source?, target?)?;
    }
    reader.open_next();
    Ok(reader)
}

/// Reads one input that is not a file on disk; `name` stands for it and tells its languages.
pub fn read(request: &Request, name: &str, bytes: Bytes) -> Result<Reader, Error> {
    let mut reader = Reader::new(request, Vec::new())?;
    reader.open_file(Path::new(name), bytes);
    Ok(reader)
}

/// Reads the two sides of a parallel text that are not files on disk, each with its name.
pub fn read_parallel(
    request: &Request,
    source: (&str, Bytes),
    target: (&str, Bytes),
) -> Result<Reader, Error> {
    let mut reader = Reader::new(request, Vec::new())?;
    let (source, target) = ((Path::new(source.0), source.1), (Path::new(target.0), target.1));
    reader.open_parallel(source, target, [None, None]);
    Ok(reader)
}

/// Reads a file again as it was read for `request`, with this content. Sentences are not aligned
/// again: the segments of the file are read as the sources of pairs.
pub fn read_again(request: &Request, origin: &Origin, content: Vec<u8>) -> Result<Reader, Error> {
    let mut request = Request { format: Some(origin.format), ..request.clone() };
    if request.align.take().is_some() {
        request.monolingual = true;
    }
    let mut reader = Reader::new(&request, Vec::new())?;
    let target: Bytes = Box::new(io::Cursor::new(content));
    match &origin.source {
        None => reader.open_file(&origin.path, target),
        Some(source) => match reader.bytes(source) {
            Ok(left) => {
                let named = origin.named.clone();
                reader.open_parallel((source, left), (&origin.path, target), named);
            }
            Err(error) => reader.refuse(source, &error),
        },
    }
    Ok(reader)
}

/// The format of two files with a side each: the one that is asked for, else the one with a file for
/// each side that the names of both tell, else lines of text.
fn format_of_sides(
    asked: Option<&'static Format>,
    source: &Path,
    target: &Path,
) -> &'static Format {
    let named = || {
        Format::of(target).filter(|format| {
            let same = Format::of(source).is_some_and(|other| other.name == format.name);
            same && format.has_two_files()
        })
    };
    asked.or_else(named).unwrap_or(&lines::FORMAT)
}

/// Aligns the two texts that the request names, or the one that holds both, with the problems that
/// were met; no alignment means that a problem says why.
pub fn align(request: &Request) -> Result<(Option<Aligned>, Vec<Problem>), Error> {
    let mut reader = Reader::new(request, Vec::new())?;
    let named = [&request.source, &request.target].into_iter().flatten().chain(&request.paths);
    let files: Vec<_> = named
        .map(|path| match reader.bytes(path) {
            Ok(bytes) => Ok((path.as_path(), bytes)),
            Err(error) => Err(Error::Read(path.clone(), error)),
        })
        .collect::<Result<_, _>>()?;
    let locales = request.align.clone().unwrap_or_default();
    let aligned = reader.aligned(files, &locales);
    let problems = reader.out.items.into_iter().filter_map(|item| match item {
        Item::Problem(problem) => Some(problem),
        Item::Unit(_) => None,
    });
    Ok((aligned, problems.collect()))
}

/// Yields the units and problems of all inputs, in order.
pub struct Reader {
    request: Request,
    given: [Option<Arc<str>>; 2],
    usual: [Option<Arc<str>>; 2],
    gauge: Gauge,
    jobs: vec::IntoIter<Job>,
    current: Option<Current>,
    out: Out,
    format: Option<&'static Format>,
    origins: Vec<Origin>,
}

/// The input that is being read.
struct Current {
    units: Box<dyn Units>,
    file: Arc<str>,
    /// The file of the source, where each side has one.
    source: Option<Arc<str>>,
    at_end: bool,
    /// Whether nothing was found so far, neither a unit nor a problem.
    is_empty: bool,
    guessed: [Option<Arc<str>>; 2],
    /// The source language by custom, where not even the text shows it.
    customary: Option<&'static str>,
    /// The units that it held before.
    known: Known,
}

impl Reader {
    fn new(request: &Request, jobs: Vec<Job>) -> Result<Self, Error> {
        let tag = |tag: &Option<String>| {
            tag.as_ref()
                .map(|tag| {
                    canonical(tag).map(Arc::from).ok_or_else(|| {
                        Error::Usage(format!(
                            "`{tag}` is not a language tag, such as `en` or `pt-BR`"
                        ))
                    })
                })
                .transpose()
        };
        let given = [tag(&request.source_lang)?, tag(&request.target_lang)?];
        let usual = [tag(&request.usual_source_lang)?, tag(&request.usual_target_lang)?];
        Ok(Self {
            request: request.clone(),
            given,
            usual,
            gauge: Gauge::new(jobs.iter().flat_map(Job::paths)),
            jobs: jobs.into_iter(),
            current: None,
            out: Out::default(),
            format: None,
            origins: Vec::new(),
        })
    }

    /// What was read so far.
    pub fn counts(&self) -> Counts {
        self.out.counts
    }

    /// Whether nothing at all is to be read.
    pub fn is_idle(&self) -> bool {
        self.current.is_none() && self.jobs.len() == 0 && self.out.items.is_empty()
    }

    /// How far the inputs are read; it goes on with the reader.
    pub fn gauge(&self) -> Gauge {
        self.gauge.clone()
    }

    fn bytes(&self, path: &Path) -> io::Result<Bytes> {
        self.gauge.open(path, &self.request.stop)
    }

    /// The format of the file that the last item came from.
    pub fn format(&self) -> Option<&'static Format> {
        self.format
    }

    /// The files that were read so far.
    pub fn origins(&self) -> &[Origin] {
        &self.origins
    }

    /// Opens the next input, if there is one.
    fn open_next(&mut self) -> bool {
        let Some(job) = self.jobs.next() else { return false };
        let (gauge, stop) = (self.gauge.clone(), self.request.stop.clone());
        self.open_job(&job, |path| gauge.open(path, &stop));
        if let Some(before) = self.request.before.clone() {
            match self.known(&job, &before) {
                Ok(known) => _ = self.current.as_mut().map(|current| current.known = known),
                Err(error) => self.refuse(job.target(), &error),
            }
        }
        true
    }

    /// Opens a job whose files hold what `bytes` says.
    fn open_job(&mut self, job: &Job, mut bytes: impl FnMut(&Path) -> io::Result<Bytes>) {
        match job {
            Job::File(path) => match bytes(path) {
                Ok(bytes) => self.open_file(path, bytes),
                Err(error) => self.refuse(path, &error),
            },
            Job::Parallel { source, target, named } => match (bytes(source), bytes(target)) {
                (Ok(left), Ok(right)) => {
                    self.open_parallel((source, left), (target, right), named.clone());
                }
                (Err(error), _) => self.refuse(source, &error),
                (_, Err(error)) => self.refuse(target, &error),
            },
        }
    }

    /// The units that a job held before; none where one of its files was not there.
    fn known(&self, job: &Job, before: &Before) -> io::Result<Known> {
        let mut known = Known::default();
        let mut earlier = HashMap::new();
        for path in job.paths() {
            let Some(bytes) = before.bytes(path)? else { return Ok(known) };
            earlier.insert(path, bytes);
        }
        let request = Request { before: None, ..self.request.clone() };
        let Ok(mut reader) = Self::new(&request, Vec::new()) else { return Ok(known) };
        let gone = || io::Error::from(io::ErrorKind::NotFound);
        reader.open_job(job, |path| earlier.remove(path).ok_or_else(gone));
        for item in reader {
            if let Item::Unit(unit) = item {
                known.add(&unit);
            }
        }
        Ok(known)
    }

    fn open_file(&mut self, path: &Path, bytes: Bytes) {
        if self.request.align.is_some() {
            return self.open_documents(vec![(path, bytes)]);
        }
        // A side that is named as such is text, unless its ending names a format.
        let side = [&self.request.source, &self.request.target]
            .into_iter()
            .any(|side| side.as_deref() == Some(path));
        let text = side.then_some(&lines::FORMAT);
        let format = self.request.format.or_else(|| Format::of(path)).or(text);
        let Some(format) = format else {
            let names: Vec<_> = FORMATS.iter().map(|format| format.name).collect();
            let list = names.join(", ");
            let message =
                format!("the ending of its name tells no format; name it with --format: {list}");
            return self.fail(path, message);
        };
        let input = self.input(path, bytes);
        let units = match format.open {
            Open::Together(open) => open(input, &mut self.out),
            Open::Apart(_, open_alone) if self.request.monolingual => {
                open_alone(input, &mut self.out)
            }
            Open::Keyed(open) if self.request.monolingual => keyed::open_alone(open, input),
            Open::Apart(..) | Open::Keyed(_) => {
                let message = "this file holds one side; name both with --source and --target";
                let both = if format.name == lines::FORMAT.name {
                    ", or, if it is a text that holds both, add --align"
                } else {
                    ""
                };
                return self.fail(path, format!("{message}{both}"));
            }
        };
        self.origins.push(Origin::new(path, format, None, [None, None]));
        self.start(path, format, units);
    }

    /// Opens two files with a side each; `named` are the languages that are known of them beyond
    /// what their own names say.
    fn open_parallel(
        &mut self,
        source: (&Path, Bytes),
        target: (&Path, Bytes),
        named: [Option<String>; 2],
    ) {
        if self.request.align.is_some() {
            return self.open_documents(vec![source, target]);
        }
        let format = format_of_sides(self.request.format, source.0, target.0);
        let mut left = self.input(source.0, source.1);
        let mut right = self.input(target.0, target.1);
        left.languages.take_for_source();
        let origin = Origin::new(target.0, format, Some(source.0.to_owned()), named.clone());
        self.origins.push(origin);
        let [left_named, right_named] = named.map(|tag| tag.map(Arc::from));
        left.languages.named[SOURCE] = left_named.or(left.languages.named[SOURCE].take());
        right.languages.named[TARGET] = right_named.or(right.languages.named[TARGET].take());
        let units = match format.open {
            Open::Apart(open, _) => open(left, right, &mut self.out),
            Open::Keyed(open) => keyed::open(open, left, right),
            Open::Together(_) => {
                let message = format!("the format {} does not come in two files", format.name);
                return self.fail(target.0, message);
            }
        };
        self.start(target.0, format, units);
        self.name_source(source.0);
    }

    /// Opens a source and a target, or a text that holds both, whose sentences are aligned.
    fn open_documents(&mut self, files: Vec<(&Path, Bytes)>) {
        let Some(locales) = self.request.align.clone() else { return };
        let [first, last] =
            [&files[0], &files[files.len() - 1]].map(|(path, _)| path.to_path_buf());
        self.origins.push(Origin::new(&last, &lines::FORMAT, None, [None, None]));
        if let Some(aligned) = self.aligned(files, &locales) {
            self.start(&last, &lines::FORMAT, Box::new(Beads::new(aligned)));
            self.name_source(&first);
        }
    }

    /// Says which file the sources of the current input are read from.
    fn name_source(&mut self, path: &Path) {
        if let Some(current) = &mut self.current {
            current.source =
                Some(path.to_string_lossy().into()).filter(|file| *file != current.file);
        }
    }

    fn aligned(&mut self, files: Vec<(&Path, Bytes)>, locales: &Locales) -> Option<Aligned> {
        for (path, _) in &files {
            let format = self.request.format.or_else(|| Format::of(path));
            if let Some(format) = format.filter(|format| format.name != lines::FORMAT.name) {
                let message =
                    format!("its format, {}, needs no alignment: read it without", format.name);
                self.fail(path, message);
                return None;
            }
        }
        let inputs = files.into_iter().map(|(path, bytes)| self.input(path, bytes)).collect();
        aligned::align(inputs, locales, &mut self.out)
    }

    fn input(&self, path: &Path, bytes: Bytes) -> Input {
        let file: Arc<str> = path.to_string_lossy().into();
        let named = language::from_path(path);
        Input {
            bytes,
            document: self.request.document.as_deref().map_or_else(|| Arc::clone(&file), Arc::from),
            file,
            encoding: self.request.encoding,
            languages: Languages {
                given: self.given.clone(),
                usual: self.usual.clone(),
                named: [named.source.map(Arc::from), named.target.map(Arc::from)],
            },
            monolingual: self.request.monolingual,
            states: self.request.states,
            columns: self.request.columns.clone(),
            keeps_records: self.request.keep_records,
        }
    }

    fn start(&mut self, path: &Path, format: &'static Format, units: Box<dyn Units>) {
        let file = path.to_string_lossy().into();
        self.format = Some(format);
        self.current = Some(Current {
            units,
            file,
            source: None,
            at_end: false,
            is_empty: true,
            guessed: [None, None],
            customary: matches!(format.open, Open::Keyed(_)).then_some(USUAL_SOURCE),
            known: Known::default(),
        });
    }

    fn refuse(&mut self, path: &Path, error: &io::Error) {
        self.fail(path, format!("cannot be read: {}", reason(error)));
    }

    fn fail(&mut self, path: &Path, message: String) {
        let file = path.to_string_lossy().into();
        self.out.problem(Problem { file, place: None, message, kind: ProblemKind::Unreadable });
    }
}

impl Iterator for Reader {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        if self.request.stop.is_set() {
            return None;
        }
        loop {
            self.settle_languages();
            if let Some(mut item) = self.out.items.pop_front() {
                let counts = &mut self.out.counts;
                if let Some(current) = &mut self.current {
                    current.is_empty = false;
                    if matches!(&item, Item::Unit(unit) if current.known.holds(unit)) {
                        counts.unchanged += 1;
                        continue;
                    }
                }
                match &mut item {
                    Item::Unit(unit) => {
                        unit.source_file = self.current.as_ref().and_then(|now| now.source.clone());
                        counts.units += 1;
                        let open = unit.pairs.iter().all(|pair| pair.target.is_none());
                        counts.untranslated += u64::from(open);
                    }
                    Item::Problem(problem) => {
                        counts.problems += u64::from(problem.kind != ProblemKind::Notice);
                    }
                }
                return Some(item);
            }
            match &mut self.current {
                Some(current) if !current.at_end => {
                    current.at_end = !current.units.read(&mut self.out);
                }
                _ => {
                    if let Some(Current { file, is_empty: true, .. }) = self.current.take() {
                        let message = "there is nothing to check in it".to_owned();
                        let kind = ProblemKind::Notice;
                        self.out.problem(Problem { file, place: None, message, kind });
                        continue;
                    }
                    if !self.open_next() {
                        return None;
                    }
                }
            }
        }
    }
}
