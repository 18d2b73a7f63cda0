//! Ctrl-C, and the signals that ask a program to end.
//!
//! The first one ends the input: what was read is checked, the reports are finished and say that they
//! are not whole. The second one ends the program at once.

use super::say;
use crate::input::Stop;
use std::path::PathBuf;
use std::{fs, process};

/// Listens from now on. At a second signal `drafts`, which nobody finishes then, are removed.
pub(super) fn listen(drafts: Vec<PathBuf>) -> Stop {
    let stop = Stop::new();
    let sign = stop.clone();
    let listening = ctrlc::set_handler(move || {
        if sign.set() {
            for draft in &drafts {
                let _ = fs::remove_file(draft);
            }
            process::exit(2);
        }
        say("note", &"interrupted; what was read is still checked, once more ends it at once");
    });
    // Where nobody can listen, the signal ends the program as it ends any other.
    if listening.is_ok() { stop } else { Stop::default() }
}
