//! What holds for a run of the program over many pairs: the report does not depend on the number
//! of threads, and memory not on the number of pairs.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Child, Command, Stdio};

/// Pairs as JSON Lines, every seventh wrong, in documents of fifty; no two are the same.
fn records(range: std::ops::Range<u32>) -> String {
    let mut lines = String::new();
    for n in range {
        let (tens, wrong) = (n % 90 + 10, n % 90 + if n % 7 == 0 { 11 } else { 10 });
        let document = n / 50;
        let _ = writeln!(
            lines,
            r#"{{"id": "{n}", "document": "d{document}", "source": "Lot {n}: Mr. Harlow sold {tens}% for ${tens} million.", "target": "第{n}区画：ハーロー氏は{wrong}％を{tens}00万ドルで売却した。"}}"#
        );
    }
    lines
}

/// Starts a check of standard input.
fn start(threads: u32, stdout: Stdio) -> Child {
    Command::new(env!("CARGO_BIN_EXE_tieout"))
        .args(["check", "-", "--format", "jsonl", "--output", "jsonl", "--level", "review"])
        .args(["--source-lang", "en", "--target-lang", "ja", "--no-config", "--threads"])
        .arg(threads.to_string())
        .stdin(Stdio::piped())
        .stdout(stdout)
        .stderr(Stdio::null())
        .spawn()
        .expect("tieout was built and runs")
}

#[test]
fn any_number_of_threads_reports_the_same_in_the_same_order() {
    let input = records(0..3_000);
    let report = |threads| {
        let mut child = start(threads, Stdio::piped());
        let mut stdin = child.stdin.take().expect("it is piped");
        let output = std::thread::scope(|scope| {
            scope.spawn(|| {
                stdin.write_all(input.as_bytes()).expect("tieout reads to the end");
                drop(stdin);
            });
            child.wait_with_output().expect("tieout ends")
        });
        assert_eq!(output.status.code(), Some(1), "every seventh pair is wrong");
        String::from_utf8(output.stdout).expect("a report is UTF-8")
    };
    let one = report(1);
    assert!(one.lines().count() >= 3_000 / 7, "{one}");
    for threads in [2, 3, 8] {
        // Not assert_eq: the two reports together would be a million characters.
        assert!(report(threads) == one, "{threads} threads report something else than one");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn memory_does_not_grow_with_the_number_of_pairs() {
    let mut child = start(2, Stdio::null());
    let mut stdin = child.stdin.take().expect("it is piped");
    let peak = |child: &Child| -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", child.id()));
        let status = status.expect("the program waits for more pairs");
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kibibytes = line.and_then(|line| line.trim().strip_suffix(" kB"));
        kibibytes.and_then(|n| n.trim().parse().ok()).expect("the kernel states the peak in kB")
    };
    let mut feed = |range| {
        stdin.write_all(records(range).as_bytes()).expect("tieout reads on");
        stdin.flush().expect("tieout reads on");
    };
    // What is read ahead of the checks is far less: the tables of the languages are there by then.
    feed(0..15_000);
    let early = peak(&child);
    feed(15_000..45_000);
    let late = peak(&child);
    drop(stdin);
    child.wait().expect("tieout ends");
    assert!(late < early + 8 * 1024, "the peak grew from {early} kB to {late} kB");
    assert!(late < 64 * 1024, "the peak is {late} kB");
}
