//! The html report as a file; what it does in a browser is tested in `tests/browser`.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::{env, fs, process};

/// The page of so many faulty sentences.
fn page(name: &str, rows: usize, threads: &str) -> String {
    let mut table = String::from("key\tsource\ttarget\n");
    for row in 0..rows {
        let (is, was) = (row + 3, row + 2);
        let _ = writeln!(
            table,
            "step-{row}\tThe harbour counted {was} ships, and each of them carried 2.5 tonnes of apples \
             from the islands to the coast.\tDer Hafen zählte {is} Schiffe, und jedes von ihnen brachte \
             2,5 Tonnen Äpfel von den Inseln an die Küste."
        );
    }
    let folder = env::temp_dir().join(format!("tieout-html-{name}-{}", process::id()));
    fs::create_dir_all(&folder).expect("a temporary folder can be made");
    fs::write(folder.join("a.en-de.tsv"), table).expect("a temporary file can be written");
    let page = check(&folder, threads);
    let _ = fs::remove_dir_all(&folder);
    page
}

fn check(folder: &Path, threads: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_tieout"))
        .args(["a.en-de.tsv", "--no-config", "--output", "html", "--threads", threads])
        .current_dir(folder)
        .env_clear()
        .output()
        .expect("tieout was built and runs");
    String::from_utf8(output.stdout).expect("a page is UTF-8")
}

#[test]
fn the_page_is_the_same_for_any_number_of_threads() {
    let page_of_one = page("one", 1200, "1");
    assert_eq!(page_of_one.matches("\"check\":\"number-mismatch\"").count(), 1200);
    assert!(page_of_one == page("four", 1200, "4"), "the pages differ");
}

#[test]
fn a_page_of_two_thousand_findings_is_less_than_two_megabytes() {
    let page = page("large", 2000, "2");
    assert!(page.len() < 2_000_000, "{} bytes", page.len());
}
