//! The program from outside: transcripts of its commands, and what no transcript can show.
//!
//! A file of `tests/cli` is one story in a folder of its own:
//!
//! ```toml
//! about = "what the story shows"
//!
//! [files]                      # what lies in the folder at the start
//! "a.tsv" = "source\ttarget\nA cat\t"
//!
//! [[run]]                      # commands, one after the other
//! args   = ["a.tsv", "--source-lang", "en", "--target-lang", "ja"]
//! stdin  = ""                  # may be left out, like everything below
//! env    = { NO_COLOR = "1" }  # the environment holds this and nothing else
//! status = 1
//! stdout = "…"
//! stderr = "…"
//!
//! [run.files]                  # files that change before the command
//! "a.tsv" = "…"
//!
//! [run.wrote]                  # files that the command must have written
//! "known.toml" = "…"
//! ```
//!
//! `UPDATE=1` rewrites status, stdout, stderr, and the files that `wrote` names.

use crate::support;
use regex::Regex;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::{fs, thread};
use tieout::checks::CHECKS;
use tieout::locale::Locale;
use tieout::report::REPORTS;
use toml_edit::{DocumentMut, value};

/// A story, as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Story {
    about: String,
    #[serde(default)]
    files: BTreeMap<String, String>,
    run: Vec<Run>,
}

/// One command of a story.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Run {
    args: Vec<String>,
    #[serde(default)]
    files: BTreeMap<String, String>,
    #[serde(default)]
    stdin: String,
    #[serde(default)]
    env: BTreeMap<String, String>,
    #[serde(default)]
    status: i32,
    #[serde(default)]
    stdout: String,
    #[serde(default)]
    stderr: String,
    #[serde(default)]
    wrote: BTreeMap<String, String>,
}

#[test]
fn every_transcript_is_what_happens() {
    let mut report = String::new();
    let paths = support::files(&support::repository("tests/cli"), "toml");
    assert!(!paths.is_empty(), "tests/cli holds no transcript");
    for path in paths {
        let place = support::shown(&path);
        let text = support::read(&path);
        let story: Story = toml::from_str(&text).unwrap_or_else(|e| panic!("{place}: {e}"));
        let mut document: DocumentMut = text.parse().expect("it has just been parsed");
        let name = path.file_stem().expect("a file has a name").to_string_lossy();
        let folder = folder(&name);
        let lay = |files: &BTreeMap<String, String>| {
            for (name, text) in files {
                let path = folder.join(name);
                fs::create_dir_all(path.parent().expect("it is in the folder"))
                    .expect("the folder is writable");
                fs::write(path, text).expect("the folder is writable");
            }
        };
        lay(&story.files);
        for (index, run) in story.run.iter().enumerate() {
            lay(&run.files);
            let output = start(&folder, &run.args, &run.env, &run.stdin);
            let command = format!("{place}: {}\n$ tieout {}", story.about, run.args.join(" "));
            let mut compare = |what: &str, expected: &str, found: &str| {
                if expected != found {
                    let _ = writeln!(
                        report,
                        "{command}\n--- {what} expected\n{expected}\n--- {what} found\n{found}\n"
                    );
                }
            };
            let (status, stdout, stderr) =
                (code(&output), scrub(&output.stdout), scrub(&output.stderr));
            compare("status", &run.status.to_string(), &status.to_string());
            compare("stdout", &run.stdout, &stdout);
            compare("stderr", &run.stderr, &stderr);
            let table = &mut document["run"][index];
            for (key, found) in [("stdout", &stdout), ("stderr", &stderr)] {
                if !found.is_empty() || table.get(key).is_some() {
                    table[key] = value(found);
                }
            }
            if status != 0 || table.get("status").is_some() {
                table["status"] = value(i64::from(status));
            }
            for (name, expected) in &run.wrote {
                let found = fs::read(folder.join(name))
                    .map_or_else(|e| format!("{name}: {e}"), |bytes| scrub(&bytes));
                compare(name, expected, &found);
                table["wrote"][name] = value(&found);
            }
        }
        if support::update() {
            support::write(&path, &document.to_string());
        }
    }
    assert!(support::update() || report.is_empty(), "\n\n{report}UPDATE=1 rewrites them\n");
}

#[test]
fn the_program_lists_its_checks_and_languages() {
    let list = |command: &str| {
        let output = start(Path::new("."), &[command], &BTreeMap::new(), "");
        assert_eq!(code(&output), 0, "{output:?}");
        String::from_utf8(output.stdout).expect("a list is UTF-8")
    };
    let checks = list("checks");
    let listed: Vec<&str> = checks.lines().filter_map(|l| l.split_whitespace().next()).collect();
    let known: Vec<&str> = CHECKS.iter().map(|check| check.id).collect();
    assert_eq!(listed, known);
    let languages = list("languages");
    for tag in Locale::built_in() {
        assert!(languages.lines().any(|line| line.starts_with(tag)), "{tag}: {languages}");
    }
}

#[test]
fn every_check_explains_itself() {
    for check in CHECKS {
        let output = start(Path::new("."), &["explain", check.id], &BTreeMap::new(), "");
        assert_eq!(code(&output), 0, "{output:?}");
        let text = String::from_utf8(output.stdout).expect("an explanation is UTF-8");
        for part in [check.id, check.summary, check.mqm, "It speaks:", "It is silent:"] {
            assert!(text.contains(part), "{}: no {part:?} in\n{text}", check.id);
        }
    }
}

#[test]
fn the_report_is_the_same_for_any_number_of_threads() {
    let folder = folder("threads");
    fs::write(folder.join("a.en-ja.tsv"), table(2500)).expect("the folder is writable");
    for report in REPORTS.iter().map(|kind| kind.name) {
        let run = |threads: &str| {
            let args =
                ["a.en-ja.tsv", "--output", report, "--level", "review", "--threads", threads];
            let output = start(&folder, &args, &BTreeMap::new(), "");
            assert_eq!(code(&output), 1, "{report}");
            output.stdout
        };
        let one = run("1");
        assert!(!one.is_empty(), "{report}");
        for threads in ["2", "8"] {
            assert!(one == run(threads), "{report} differs with {threads} threads");
        }
    }
}

#[test]
fn a_printed_alignment_is_read_as_it_is() {
    let folder = folder("align-round-trip");
    let texts = ["article.en.txt", "article.ja.txt"];
    for text in texts {
        let seed = support::read(&support::repository(&format!("tests/seed/{text}")));
        fs::write(folder.join(text), seed).expect("the folder is writable");
    }
    let facts = |args: &[&str]| {
        let output = start(&folder, args, &BTreeMap::new(), "");
        assert_eq!(code(&output), 0, "{output:?}");
        String::from_utf8(output.stdout).expect("records are UTF-8")
    };
    let records = facts(&["align", texts[0], texts[1], "--output", "jsonl"]);
    for (kind, name) in [("tsv", "a.en-ja.tsv"), ("jsonl", "a.jsonl")] {
        let printed = facts(&["align", texts[0], texts[1], "--output", kind]);
        fs::write(folder.join(name), printed).expect("the folder is writable");
        let read = facts(&["facts", name, "--output", "jsonl"]);
        let ids = |text: &str| text.lines().filter(|line| line.contains("\"id\"")).count();
        // A record for each side of each row, as no sentence of the article is left over.
        assert_eq!(ids(&read), 2 * ids(&records), "{name}");
        let args = [name, "--level", "review", "--output", "jsonl"];
        let output = start(&folder, &args, &BTreeMap::new(), "");
        let found = String::from_utf8(output.stdout).expect("records are UTF-8");
        assert!(found.contains("agent chain"), "{name}: {found}");
    }
}

#[test]
fn a_closed_pipe_ends_the_run_without_a_word() {
    let folder = folder("closed-pipe");
    fs::write(folder.join("a.en-ja.tsv"), table(20_000)).expect("the folder is writable");
    let file = "a.en-ja.tsv";
    for args in [&[file][..], &[file, "--output", "jsonl"], &["facts", file]] {
        let mut child = command(&folder, args, &BTreeMap::new())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("tieout was built and runs");
        // Whoever reads the report closes it before the first line.
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("it ends");
        assert!(matches!(code(&output), 0 | 1), "{args:?}: {output:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{args:?}");
    }
}

/// Pairs of which every seventh has no target.
fn table(pairs: usize) -> String {
    let mut text = String::from("id\tsource\ttarget\n");
    for n in 0..pairs {
        let target = if n % 7 == 0 { "" } else { "文" };
        let _ = writeln!(text, "{n}\tSentence number {n}\t{target}");
    }
    text
}

/// An empty folder for one test.
pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the target directory is writable");
    folder
}

pub(crate) fn command(
    folder: &Path,
    args: &[impl AsRef<std::ffi::OsStr>],
    env: &BTreeMap<String, String>,
) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tieout"));
    command.args(args).current_dir(folder).env_clear().envs(env);
    command
}

pub(crate) fn start(
    folder: &Path,
    args: &[impl AsRef<std::ffi::OsStr>],
    env: &BTreeMap<String, String>,
    stdin: &str,
) -> Output {
    let mut child = command(folder, args, env)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("tieout was built and runs");
    let mut pipe = child.stdin.take().expect("it was asked for");
    let text = stdin.to_owned();
    // A command that does not read its input closes it; that is its right.
    let feeder = thread::spawn(move || pipe.write_all(text.as_bytes()));
    let output = child.wait_with_output().expect("it ends");
    let _ = feeder.join();
    output
}

pub(crate) fn code(output: &Output) -> i32 {
    output.status.code().unwrap_or_else(|| panic!("it was killed: {output:?}"))
}

/// What a command prints, without what differs from run to run and from system to system.
fn scrub(bytes: &[u8]) -> String {
    let text = String::from_utf8(bytes.to_vec()).expect("everything printed is UTF-8");
    let speed = Regex::new(r"[0-9.]+ s, [0-9,]+ pairs/s").expect("it is a pattern");
    let error = Regex::new(r" \(os error [0-9]+\)").expect("it is a pattern");
    let text = speed.replace_all(&text, "[TIME]");
    error.replace_all(&text, "").replace(env!("CARGO_PKG_VERSION"), "[VERSION]")
}
