//! Where reports go: standard output and files.

use crate::draft::Draft;
use crate::error::Error;
use crate::report::{REPORTS, Report, every_pair};
use crate::suggest::did_you_mean;
use std::fs::{self, File};
use std::io::{self, BufWriter, ErrorKind, IsTerminal, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// What the user calls standard output in an error.
const STDOUT: &str = "standard output";

/// The report that `--all` is for.
const JSONL: &str = "jsonl";

/// Something that is written to, with the name that an error gives it.
pub(super) struct Stream {
    writer: Writer,
    name: PathBuf,
    /// Whether nobody reads it any more.
    closed: bool,
}

enum Writer {
    /// What takes every byte at once: standard output, a device, a named pipe.
    Direct(Box<dyn Write>),
    /// A file, which takes its name when it is finished.
    Draft(Draft),
}

impl Stream {
    /// Standard output.
    pub(super) fn stdout() -> Self {
        let stdout = io::stdout();
        // A person sees each line when it is written.
        let out: Box<dyn Write> =
            if stdout.is_terminal() { Box::new(stdout) } else { Box::new(BufWriter::new(stdout)) };
        Self::new(Writer::Direct(out), PathBuf::from(STDOUT))
    }

    /// A new file, which replaces one that is there when it is finished.
    pub(super) fn file(path: &Path) -> Result<Self, Error> {
        let open = || match fs::metadata(path) {
            Ok(known) if !known.is_file() => {
                let device = File::options().write(true).open(path)?;
                Ok(Writer::Direct(Box::new(BufWriter::new(device))))
            }
            _ => Draft::new(path).map(Writer::Draft),
        };
        let writer = open().map_err(|e| Error::Write(path.to_owned(), e))?;
        Ok(Self::new(writer, path.to_owned()))
    }

    /// Where a file is written until it is finished.
    pub(super) fn draft(&self) -> Option<&Path> {
        match &self.writer {
            Writer::Direct(_) => None,
            Writer::Draft(draft) => Some(draft.path()),
        }
    }

    fn new(writer: Writer, name: PathBuf) -> Self {
        Self { writer, name, closed: false }
    }

    /// Lets `write` write. A reader who has closed the pipe, as `head` does, has seen enough: that
    /// is `Break`, and no error.
    pub(super) fn write(
        &mut self,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<ControlFlow<()>, Error> {
        if self.closed {
            return Ok(ControlFlow::Break(()));
        }
        let written = match &mut self.writer {
            Writer::Direct(out) => write(out),
            Writer::Draft(draft) => write(draft),
        };
        match written {
            Ok(()) => Ok(ControlFlow::Continue(())),
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(ControlFlow::Break(()))
            }
            Err(error) => Err(Error::Write(self.name.clone(), error)),
        }
    }

    /// Writes out what is still held back.
    pub(super) fn flush(&mut self) -> Result<ControlFlow<()>, Error> {
        self.write(|out| out.flush())
    }

    /// Ends it: what was written so far is there, a file under its name.
    pub(super) fn finish(mut self) -> Result<(), Error> {
        let _ = self.flush()?;
        match self.writer {
            Writer::Direct(_) => Ok(()),
            Writer::Draft(draft) => draft.finish().map_err(|e| Error::Write(self.name, e)),
        }
    }
}

/// A report with its stream.
pub(super) struct Output {
    /// Who writes.
    pub report: Box<dyn Report>,
    /// Where to.
    pub stream: Stream,
    /// Whether it is the text report on standard output: the one a person is looking at.
    pub is_for_eyes: bool,
}

/// Opens what `--output` asks for, the report `jsonl` with `all` pairs where that is wanted.
pub(super) fn open(wanted: &[String], all: bool, colour: bool) -> Result<Vec<Output>, Error> {
    if all && !wanted.iter().any(|wanted| wanted.split('=').next() == Some(JSONL)) {
        return Err(Error::Usage("--all is for programs: add --output jsonl".to_owned()));
    }
    let mut outputs = Vec::new();
    let mut stdout_taken = false;
    for wanted in wanted {
        let (name, path) = match wanted.split_once('=') {
            Some((name, path)) => (name, Some(Path::new(path))),
            None => (wanted.as_str(), None),
        };
        let Some(kind) = REPORTS.iter().find(|kind| kind.name == name) else {
            let names = REPORTS.iter().map(|kind| kind.name);
            let list: Vec<_> = names.clone().collect();
            return Err(Error::Usage(format!(
                "there is no report `{name}`{} (the reports are {})",
                did_you_mean(name, names),
                list.join(", ")
            )));
        };
        let stream = match path {
            Some(path) => Stream::file(path)?,
            None if stdout_taken => {
                return Err(Error::Usage(format!(
                    "two reports for {STDOUT}; write one of them to a file: --output {name}=FILE"
                )));
            }
            None => {
                stdout_taken = true;
                Stream::stdout()
            }
        };
        // A file is read by other programs than a terminal.
        let report = match name {
            JSONL if all => every_pair(),
            _ => (kind.make)(colour && path.is_none()),
        };
        outputs.push(Output { report, stream, is_for_eyes: name == "text" && path.is_none() });
    }
    Ok(outputs)
}
