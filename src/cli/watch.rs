//! `--watch`: checks again what changes, for work at a desk.

use super::args::CheckArgs;
use super::check::{once, settings};
use super::{Exit, complain, say};
use crate::config::NAME;
use crate::error::Error;
use crate::report::count;
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;
use std::{env, fs};

/// How long nothing must happen before a change is taken for finished: editors write a file in
/// several steps.
const QUIET: Duration = Duration::from_millis(200);

/// Runs the command until somebody ends it.
pub(super) fn run(args: &CheckArgs) -> Result<Exit, Error> {
    if args.input.paths.is_empty() && args.input.source.is_none() {
        return Err(Error::NoInput);
    }
    let (sender, events) = mpsc::channel();
    let mut watcher =
        notify::recommended_watcher(sender).map_err(|error| refuse(&error.to_string()))?;
    let files = Files::of(args);
    files.watch(&mut watcher)?;
    tell(once(args.clone(), None));
    say("note", &"waiting for changes; Ctrl-C ends");
    loop {
        let changed = changes(&events)?;
        if changed.iter().any(|path| files.is_setting(path)) {
            say("note", &"the settings changed");
            tell(once(args.clone(), None));
            continue;
        }
        let changed: Vec<PathBuf> = changed.into_iter().filter(|p| files.is_input(p)).collect();
        if !changed.is_empty() {
            let number = count(changed.len() as u64, "file");
            say("note", &format_args!("{number} changed"));
            tell(once(args.clone(), Some(changed)));
        }
    }
}

/// What is wrong with one round does not end the watch.
fn tell(done: Result<Exit, Error>) {
    if let Err(error) = done {
        complain(&error);
    }
}

fn refuse(why: &str) -> Error {
    Error::Usage(format!("--watch: the files cannot be watched: {why}"))
}

/// The paths that changed, once nothing more happens.
fn changes(events: &Receiver<notify::Result<Event>>) -> Result<BTreeSet<PathBuf>, Error> {
    let mut changed = BTreeSet::new();
    let mut next = events.recv().map_err(|error| refuse(&error.to_string()))?;
    loop {
        let event = next.map_err(|error| refuse(&error.to_string()))?;
        if !matches!(event.kind, EventKind::Access(_)) {
            changed.extend(event.paths);
        }
        match events.recv_timeout(QUIET) {
            Ok(event) => next = event,
            Err(_) => return Ok(changed),
        }
    }
}

/// The files of a run, by what they are to it.
struct Files {
    inputs: Vec<PathBuf>,
    settings: Vec<PathBuf>,
    outputs: Vec<PathBuf>,
}

impl Files {
    fn of(args: &CheckArgs) -> Self {
        let CheckArgs { input, findings, report, run } = args;
        let inputs = input.paths.iter().chain(&input.source).chain(&input.target);
        let own = findings.terms.iter().chain(&input.rules).chain(&findings.baseline);
        let mut files: Vec<PathBuf> = own.cloned().collect();
        // They may be written while the watch goes on.
        files.push(env::current_dir().unwrap_or_default().join(NAME));
        // Settings that cannot be read are complained about by the first round.
        if let Ok(config) = settings(run) {
            files.extend(config.path.into_iter().chain(config.baseline));
            files.extend(config.terms.into_iter().chain(config.rules));
        }
        let outputs = report.output.iter().filter_map(|output| Some(output.split_once('=')?.1));
        let real = |path: &PathBuf| fs::canonicalize(path).unwrap_or_else(|_| path.clone());
        Self {
            inputs: inputs.map(real).collect(),
            settings: files.iter().map(real).collect(),
            outputs: outputs.map(|path| real(&PathBuf::from(path))).collect(),
        }
    }

    /// Watches folders, since an editor may put a new file in the place of the old.
    fn watch(&self, watcher: &mut RecommendedWatcher) -> Result<(), Error> {
        let mut folders = BTreeSet::new();
        for path in self.inputs.iter().chain(&self.settings) {
            let (folder, mode) = if path.is_dir() {
                (path.as_path(), RecursiveMode::Recursive)
            } else {
                (path.parent().unwrap_or(Path::new(".")), RecursiveMode::NonRecursive)
            };
            if folders.insert((folder, mode == RecursiveMode::Recursive)) {
                watcher.watch(folder, mode).map_err(|error| refuse(&error.to_string()))?;
            }
        }
        Ok(())
    }

    fn is_setting(&self, path: &Path) -> bool {
        self.settings.iter().any(|setting| path.starts_with(setting)) && !is_hidden(path)
    }

    fn is_input(&self, path: &Path) -> bool {
        let below = |input: &PathBuf| {
            path.strip_prefix(input)
                .is_ok_and(|rest| !rest.iter().any(|part| is_hidden(part.as_ref())))
        };
        // With a file of one side, its partner beside it is read.
        let beside = |input: &PathBuf| input.is_file() && input.parent() == path.parent();
        let is_output = self.outputs.iter().any(|output| output == path);
        !is_output && !is_hidden(path) && self.inputs.iter().any(|i| below(i) || beside(i))
    }
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}
