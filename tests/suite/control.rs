//! How a run ends when its surroundings end it: signals, full disks, closed pipes, and others that
//! write the same file. A report is there as a whole or not at all, and nothing panics.
#![cfg(unix)]

use serde_json::Value;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Output, Stdio};
use std::thread;

/// An empty folder for one test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("control").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the target directory is writable");
    folder
}

fn tieout(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tieout"));
    command.args(args).args(["--no-config"]).current_dir(folder).env_clear();
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Records of which the first is broken and each of the others is wrong.
fn records(count: usize) -> String {
    let mut lines = String::from("{broken\n");
    for n in 0..count {
        let wrong = n + 100;
        let _ =
            writeln!(lines, r#"{{"id": "{n}", "source": "{n} cats", "target": "{wrong} Katzen"}}"#);
    }
    lines
}

const LANGS: [&str; 4] = ["--source-lang", "en", "--target-lang", "de"];

/// Starts a check of standard input, and waits until it has told of the broken record: by then it
/// listens to signals.
fn start(folder: &Path, outputs: &[&str]) -> (Child, BufReader<ChildStderr>) {
    let args: Vec<&str> = [&["-", "--format", "jsonl"][..], &LANGS, outputs].concat();
    let mut command = tieout(folder, &args);
    let mut child = command.stdin(Stdio::piped()).spawn().expect("tieout was built and runs");
    let stdin = child.stdin.as_mut().expect("it is piped");
    stdin.write_all(records(2000).as_bytes()).expect("tieout reads on");
    stdin.flush().expect("tieout reads on");
    let mut stderr = BufReader::new(child.stderr.take().expect("it is piped"));
    let mut line = String::new();
    stderr.read_line(&mut line).expect("tieout tells");
    assert!(line.starts_with("error: -:1:"), "{line}");
    (child, stderr)
}

fn interrupt(child: &Child) {
    let kill = format!("kill -INT {}", child.id());
    let done = Command::new("sh").args(["-c", &kill]).status().expect("there is a shell");
    assert!(done.success());
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    let name = |entry: std::io::Result<fs::DirEntry>| entry.expect("it is listed").file_name();
    let mut names: Vec<_> = entries.map(|entry| name(entry).to_string_lossy().into()).collect();
    names.sort();
    names
}

fn results(path: &Path) -> usize {
    let log: Value = serde_json::from_slice(&fs::read(path).expect("it is there"))
        .unwrap_or_else(|e| panic!("{} is no whole log: {e}", path.display()));
    log["runs"][0]["results"].as_array().expect("it is a list").len()
}

/// The one line of an error.
fn refused(output: &Output, what: &str) {
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.starts_with(what) && said.lines().count() == 1, "{said}");
}

#[test]
fn an_interrupted_run_finishes_its_reports() {
    let folder = folder("interrupted");
    let outputs = ["--output", "text", "--output", "sarif=a.sarif", "--output", "junit=a.xml"];
    let (mut child, mut stderr) = start(&folder, &outputs);
    let mut stdout = child.stdout.take().expect("it is piped");
    let reader = thread::spawn(move || {
        let mut text = String::new();
        stdout.read_to_string(&mut text).map(|_| text)
    });
    // Standard input stays open: the run waits for more.
    interrupt(&child);
    assert_eq!(child.wait().expect("it ends").code(), Some(2));
    let text = reader.join().expect("it reads").expect("a report is UTF-8");
    assert!(text.ends_with("interrupted: the rest was not checked\n"), "{text}");
    let mut said = String::new();
    stderr.read_to_string(&mut said).expect("it is UTF-8");
    assert!(said.starts_with("note: interrupted") && !said.contains("error"), "{said}");
    assert_eq!(names(&folder), ["a.sarif", "a.xml"]);
    assert!(results(&folder.join("a.sarif")) >= 500);
    for (name, sign) in [("a.sarif", "\"executionSuccessful\":false"), ("a.xml", "errors=\"1\"")] {
        let report = fs::read_to_string(folder.join(name)).expect("it is there");
        assert!(report.contains(sign) && report.contains("interrupted"), "{name}");
    }
}

#[test]
fn a_second_signal_ends_the_run_at_once_and_leaves_nothing() {
    let folder = folder("twice");
    // Nobody reads standard output, so that the run waits for ever.
    let (mut child, mut stderr) =
        start(&folder, &["--output", "text", "--output", "sarif=a.sarif"]);
    interrupt(&child);
    let mut line = String::new();
    stderr.read_line(&mut line).expect("tieout tells");
    assert!(line.starts_with("note: interrupted"), "{line}");
    interrupt(&child);
    assert_eq!(child.wait().expect("it ends").code(), Some(2));
    assert_eq!(names(&folder), [] as [&str; 0]);
}

/// A folder with a table of wrong pairs, `a.en-de.tsv`.
fn table(name: &str, pairs: usize) -> PathBuf {
    let folder = folder(name);
    let mut text = String::from("source\ttarget\n");
    for n in 0..pairs {
        let _ = writeln!(text, "{n} cats\t{} Katzen", n + 100);
    }
    fs::write(folder.join("a.en-de.tsv"), text).expect("the folder is writable");
    folder
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_one_line() {
    let folder = table("full", 3000);
    let args = ["a.en-de.tsv", "--output", "sarif=/dev/full"];
    let output = tieout(&folder, &args).output().expect("tieout was built and runs");
    refused(&output, "error: cannot write /dev/full: No space left on device");
    for report in ["text", "jsonl", "junit", "gitlab"] {
        let full = File::options().write(true).open("/dev/full").expect("it is there");
        let mut command = tieout(&folder, &["a.en-de.tsv", "--output", report]);
        let output = command.stdout(full).output().expect("tieout was built and runs");
        refused(&output, "error: cannot write standard output: No space left on device");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_folder_that_cannot_be_written_is_one_line() {
    let folder = table("read-only", 3);
    let args = ["a.en-de.tsv", "--output", "text", "--output", "sarif=/proc/a.sarif"];
    let output = tieout(&folder, &args).output().expect("tieout was built and runs");
    refused(&output, "error: cannot write /proc/a.sarif: ");
    let args = ["a.en-de.tsv", "--baseline", "/proc/known.toml", "--update-baseline"];
    let output = tieout(&folder, &args).output().expect("tieout was built and runs");
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("error: cannot write /proc/known.toml: "), "{said}");
}

#[test]
fn a_file_is_whole_although_nobody_reads_standard_output() {
    let folder = table("closed", 20_000);
    let args = ["a.en-de.tsv", "--output", "concise", "--output", "sarif=a.sarif"];
    let mut child = tieout(&folder, &args).spawn().expect("tieout was built and runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert!(results(&folder.join("a.sarif")) >= 20_000);
}

#[test]
fn runs_that_write_the_same_files_leave_whole_ones() {
    let folder = table("at-once", 1500);
    let args = ["a.en-de.tsv", "--output", "sarif=a.sarif", "--fail-on", "never"];
    let update = [&args[..], &["--baseline", "known.toml", "--update-baseline"]].concat();
    for args in [&args[..], &update] {
        let start = |_| tieout(&folder, args).spawn().expect("tieout was built and runs");
        let children: Vec<Child> = (0..4).map(start).collect();
        for child in children {
            let output = child.wait_with_output().expect("it ends");
            assert_eq!(output.status.code(), Some(0), "{output:?}");
        }
        let _ = results(&folder.join("a.sarif"));
    }
    let known = fs::read_to_string(folder.join("known.toml")).expect("it is there");
    let known: toml::Value = toml::from_str(&known).expect("it is whole");
    assert!(known["findings"].as_array().is_some_and(|findings| findings.len() >= 1500));
    assert_eq!(names(&folder), ["a.en-de.tsv", "a.sarif", "known.toml"]);
}

/// What needs a terminal or a disk of its own.
#[cfg(all(feature = "external", target_os = "linux"))]
mod external {
    use super::*;

    fn shell(folder: &Path, program: &str, args: &[&str]) -> Output {
        let mut command = Command::new(program);
        command.args(args).current_dir(folder).env("TIEOUT", env!("CARGO_BIN_EXE_tieout"));
        command.output().unwrap_or_else(|e| panic!("{program} is needed (.ci/install): {e}"))
    }

    #[test]
    fn a_long_run_shows_how_far_it_is_on_a_terminal_alone() {
        let folder = folder("progress");
        fs::write(folder.join("a.jsonl"), records(3000)).expect("the folder is writable");
        let run = "(cat a.jsonl; sleep 2; cat a.jsonl) | $TIEOUT --format jsonl - --source-lang en \
                   --target-lang de --output concise=/dev/null";
        let seen = shell(&folder, "script", &["-qec", run, "/dev/null"]);
        let seen = String::from_utf8_lossy(&seen.stdout).into_owned();
        assert!(seen.contains(" pairs, ") && seen.contains(" pairs/s"), "{seen:?}");
        let unseen = shell(&folder, "sh", &["-c", run]);
        let said = String::from_utf8_lossy(&unseen.stderr).into_owned();
        assert!(!said.contains("pairs/s"), "{said}");
    }

    #[test]
    fn a_disk_that_fills_up_leaves_no_half_of_a_report() {
        let folder = table("tmpfs", 20_000);
        fs::create_dir(folder.join("disk")).expect("the folder is writable");
        let run = "mount -t tmpfs -o size=256k tmpfs disk && echo old > disk/a.sarif && \
                   $TIEOUT a.en-de.tsv --output sarif=disk/a.sarif; echo $?; ls -A disk; cat disk/*";
        let output = shell(&folder, "unshare", &["--map-root-user", "--mount", "sh", "-c", run]);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains("error: cannot write disk/a.sarif: No space left"), "{said}");
        assert_eq!(String::from_utf8_lossy(&output.stdout), "2\na.sarif\nold\n", "{said}");
    }
}
