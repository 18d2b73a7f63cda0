//! Where reports go: standard output and files.

use crate::error::Error;
use crate::report::{REPORTS, Report, Setting};
use crate::suggest::did_you_mean;
use std::fs::File;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// What the user calls standard output in an error.
const STDOUT: &str = "standard output";

/// Something that is written to, with the name that an error gives it.
pub(super) struct Stream {
    writer: Box<dyn Write>,
    name: PathBuf,
}

impl Stream {
    /// Standard output.
    pub(super) fn stdout() -> Self {
        Self { writer: Box::new(BufWriter::new(io::stdout())), name: PathBuf::from(STDOUT) }
    }

    /// A new file; one that is there is replaced.
    pub(super) fn file(path: &Path) -> Result<Self, Error> {
        let file = File::create(path).map_err(|e| Error::Write(path.to_owned(), e))?;
        Ok(Self { writer: Box::new(BufWriter::new(file)), name: path.to_owned() })
    }

    /// Lets `write` write. A reader who has closed the pipe, as `head` does, has seen enough: that
    /// is `Break`, and no error.
    pub(super) fn write(
        &mut self,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<ControlFlow<()>, Error> {
        match write(&mut self.writer) {
            Ok(()) => Ok(ControlFlow::Continue(())),
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(ControlFlow::Break(())),
            Err(error) => Err(Error::Write(self.name.clone(), error)),
        }
    }

    /// Writes out what is still held back.
    pub(super) fn flush(&mut self) -> Result<ControlFlow<()>, Error> {
        self.write(|out| out.flush())
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

/// Opens what `--output` asks for.
pub(super) fn open(wanted: &[String], setting: &Setting) -> Result<Vec<Output>, Error> {
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
        let colour = setting.colour && path.is_none();
        let report = (kind.make)(&Setting { colour, ..setting.clone() });
        outputs.push(Output { report, stream, is_for_eyes: name == "text" && path.is_none() });
    }
    Ok(outputs)
}
