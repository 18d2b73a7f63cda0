//! The command line: what the user asks for, and the exit code.
//!
//! Everything that prints is below this module and in the reports. The exit code is 0 when nothing
//! was found that fails the run, 1 when something was, and 2 when the job could not be done.

mod about;
mod align;
mod args;
mod baseline;
mod case;
mod check;
mod compare;
mod facts;
mod fix;
mod init;
mod interrupt;
mod output;
mod progress;
mod shell;
mod since;
mod terms;
mod watch;

use crate::error::Error;
use crate::input::{self, ColumnChoice, FORMATS, Format, Problem, ProblemKind, Request, States};
use crate::locale::Locales;
use crate::report::escape::visible;
use crate::suggest::{did_you_mean, nearest};
use args::{Cli, ColorWhen, Command, InputArgs};
use clap::{CommandFactory, Parser};
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::{env, fmt};

/// What `--format` is called when the names of the files decide.
const AUTO: &str = "auto";

/// How a run ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Exit {
    /// Nothing was found that fails the run.
    Clean,
    /// Something was.
    Found,
    /// The job could not be done, or not all of it.
    Failed,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Clean => Self::SUCCESS,
            Exit::Found => Self::from(1),
            Exit::Failed => Self::from(2),
        }
    }
}

/// Runs the program.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version come this way too. Where they cannot be written, nobody reads them.
            let _ = error.print();
            return if error.use_stderr() { Exit::Failed } else { Exit::Clean }.into();
        }
    };
    let done = match cli.command.unwrap_or(Command::Check(cli.check)) {
        Command::Check(args) => check::run(args),
        Command::Facts(args) => facts::run(&args),
        Command::Compare(args) => compare::run(&args),
        Command::Align(args) => align::run(&args),
        Command::Explain { name } => about::explain(&name),
        Command::Checks => about::checks(),
        Command::Languages { all } => about::languages(all),
        Command::Case { langs, source, target, rules } => {
            case::run(&langs, &source, &target, rules)
        }
        Command::Init => init::run(),
        Command::Baseline(args) => baseline::run(*args),
        Command::Schema => shell::schema(),
        Command::Completions { shell } => shell::completions(shell),
        Command::Man => shell::man(),
        Command::Terms { command } => terms::run(&command),
    };
    done.unwrap_or_else(|error| {
        complain(&error);
        Exit::Failed
    })
    .into()
}

/// Tells the user why something could not be done, and what to do about it.
fn complain(error: &Error) {
    say("error", error);
    if let Some(hint) = error.hint() {
        say("hint", &hint);
    }
}

/// Writes one line to standard error. It is never coloured: it may go to another place than the
/// report, which alone decides about colour.
fn say(label: &str, message: &dyn fmt::Display) {
    // Nothing can be done for a user who has closed standard error.
    let _ = writeln!(io::stderr(), "{label}: {message}");
}

/// Tells the user about something the reader met.
fn tell(problem: &Problem) {
    let label = match problem.kind {
        ProblemKind::Notice => "note",
        ProblemKind::Damage => "warning",
        ProblemKind::Lost | ProblemKind::Unreadable => "error",
    };
    say(label, &visible(&problem.to_string()));
}

/// Decides for the whole process whether the report is coloured.
fn decide_colour(when: ColorWhen) -> bool {
    let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty() && value != "0");
    let colour = match when {
        ColorWhen::Always => true,
        ColorWhen::Never => false,
        ColorWhen::Auto if env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) => false,
        ColorWhen::Auto if set("CLICOLOR_FORCE") => true,
        ColorWhen::Auto => {
            io::stdout().is_terminal() && env::var_os("TERM").is_none_or(|term| term != "dumb")
        }
    };
    colored::control::set_override(colour);
    colour
}

/// What the reader is to read, with the tables of these languages where sentences are aligned.
fn request(args: &InputArgs, locales: &Arc<Locales>) -> Result<Request, Error> {
    if args.paths.is_empty() && args.source.is_none() {
        return Err(Error::NoInput);
    }
    if let Some(command) = args.paths.first().and_then(|path| mistyped_command(path)) {
        let path = args.paths[0].display();
        return Err(Error::Usage(format!(
            "there is no file `{path}`; did you mean the command `{command}`?"
        )));
    }
    Ok(Request {
        paths: args.paths.clone(),
        source: args.source.clone(),
        target: args.target.clone(),
        source_lang: args.source_lang.clone(),
        target_lang: args.target_lang.clone(),
        format: match args.format.as_str() {
            AUTO => None,
            name => Some(format(name)?),
        },
        encoding: args.encoding.as_deref().map(input::encoding).transpose()?,
        align: args.align.then(|| Arc::clone(locales)),
        states: States {
            with_fuzzy: args.with_fuzzy,
            with_locked: args.with_locked,
            without_approved: args.without_approved,
        },
        columns: args.columns.as_deref().map(ColumnChoice::parse).transpose()?.map(Arc::new),
        ..Request::default()
    })
}

/// The command that the user may have meant by the name of a file that is not there.
fn mistyped_command(path: &Path) -> Option<String> {
    let word = path.to_str().filter(|word| !word.contains(['.', '/', '\\']) && *word != "-")?;
    if path.exists() {
        return None;
    }
    let cli = Cli::command();
    nearest(word, cli.get_subcommands().map(clap::Command::get_name)).map(str::to_owned)
}

/// The format with this name.
fn format(name: &str) -> Result<&'static Format, Error> {
    Format::by_name(name).ok_or_else(|| {
        let names = || std::iter::once(AUTO).chain(FORMATS.iter().map(|format| format.name));
        let list: Vec<_> = names().collect();
        Error::Usage(format!(
            "there is no format `{name}`{} (the formats are {})",
            did_you_mean(name, names()),
            list.join(", ")
        ))
    })
}
