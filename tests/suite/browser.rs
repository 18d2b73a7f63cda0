//! The html report in a browser: `tests/browser` opens it in Chromium and reviews it.

use crate::support;
use std::process::Command;

#[test]
fn the_page_works_in_a_browser() {
    let folder = support::repository("tests/browser");
    assert!(
        folder.join("node_modules/playwright-core").exists(),
        "the modules of the browser tests are not installed: run `npm ci` in tests/browser"
    );
    let done = Command::new("node")
        .args(["--test", "--test-reporter=spec"])
        .current_dir(&folder)
        .env("TIEOUT", env!("CARGO_BIN_EXE_tieout"))
        .output()
        .unwrap_or_else(|error| panic!("`node` does not start ({error}): install Node.js 20"));
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stdout));
}
