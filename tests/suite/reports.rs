//! Every report shows the same findings: those of `tests/reports/golden`, which holds one of each
//! kind.
//!
//! A report of text is compared with `tests/reports/<name>.txt`, which `UPDATE=1` rewrites. A new
//! report needs nothing but its entry in `REPORTS`; it must show the check, the place and the message
//! of every finding, in a form that [`Shown`] knows to read.

use crate::support;
use calamine::{Data, Reader as _, Xlsx, open_workbook_from_rs};
use quick_xml::escape::unescape;
use serde_json::Value;
use std::fmt::Write as _;
use std::io::Cursor;
use std::path::PathBuf;
use std::process::{Command, Output};
use tieout::report::REPORTS;

/// A finding as the report for programs tells it, which the others are compared with.
struct Expected {
    check: String,
    message: String,
    file: String,
    line: u64,
    column: u64,
}

/// A report, taken apart into what it says of each finding, or as a whole.
struct Shown(Vec<String>);

impl Shown {
    /// Whether the finding is somewhere in it.
    fn holds(&self, finding: &Expected) -> bool {
        let Expected { check, message, file, line, column } = finding;
        let name = file.rsplit('/').next().unwrap_or(file);
        let places = [
            format!(":{line}:{column}"),
            format!("line={line},col={column}"),
            format!("{line}:{column} "),
            format!("{line}\t{column}"),
            format!("column={column}\n"),
            format!("Column={column}\n"),
        ];
        self.0.iter().any(|part| {
            let all = [check, message, name].into_iter().all(|text| part.contains(text));
            all && places.iter().any(|place| part.contains(place.as_str()))
        })
    }
}

/// Takes a report apart.
fn taken_apart(bytes: &[u8]) -> Shown {
    if bytes.starts_with(b"PK") {
        return Shown(rows(bytes));
    }
    let text = String::from_utf8(bytes.to_vec()).expect("a report is UTF-8");
    let parts = if let Ok(json) = serde_json::from_str::<Value>(&text) {
        let results = json.pointer("/runs/0/results").unwrap_or(&json);
        let results = results.as_array().expect("it lists findings").iter();
        results.map(|result| flat("", result)).collect()
    } else if text.starts_with('{') {
        let record = |line: &str| serde_json::from_str(line).map(|json: Value| flat("", &json));
        text.lines().map(|line| record(line).expect("a line is a record")).collect()
    } else if text.starts_with("<?xml") {
        let text = unescape(&text).expect("it is XML").into_owned();
        text.split("</testcase>").map(ToOwned::to_owned).collect()
    } else if text.starts_with('<') {
        vec![unescape(&text).map_or(text.clone(), std::borrow::Cow::into_owned), text]
    } else if text.starts_with("::") {
        let plain = |line: &str| {
            let line = line.replace("%3A", ":").replace("%2C", ",");
            line.replace("%0A", "\n").replace("%25", "%")
        };
        text.lines().map(plain).collect()
    } else {
        text.lines().map(ToOwned::to_owned).collect()
    };
    Shown(parts)
}

/// Every value of a JSON value with its name, and with percent signs of URIs decoded.
fn flat(name: &str, value: &Value) -> String {
    match value {
        Value::Object(fields) => fields.iter().map(|(name, value)| flat(name, value)).collect(),
        Value::Array(values) => values.iter().map(|value| flat(name, value)).collect(),
        Value::String(text) if name == "uri" => {
            format!("{name}={}\n", text.replace("%20", " ").replace("%2C", ",").replace("%25", "%"))
        }
        Value::String(text) => format!("{name}={text}\n"),
        other => format!("{name}={other}\n"),
    }
}

/// The rows of all sheets of a workbook, with a tab between cells.
fn rows(bytes: &[u8]) -> Vec<String> {
    let book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).expect("it is a workbook");
    let mut book = book;
    let mut rows = Vec::new();
    for (_, range) in book.worksheets() {
        rows.extend(
            range.rows().map(|row| row.iter().map(Data::to_string).collect::<Vec<_>>().join("\t")),
        );
    }
    rows
}

/// Runs a check of the golden folder with a report on standard output.
fn run(report: &str) -> Output {
    let output = Command::new(env!("CARGO_BIN_EXE_tieout"))
        .args([".", "--source-lang", "en", "--level", "review", "--no-config", "--output", report])
        .current_dir(support::repository("tests/reports/golden"))
        .env_clear()
        .output()
        .expect("tieout was built and runs");
    assert_eq!(output.status.code(), Some(2), "{report}: a unit is lost");
    output
}

fn expected() -> Vec<Expected> {
    let text = String::from_utf8(run("jsonl").stdout).expect("a report is UTF-8");
    let finding = |line: &str| {
        let record: Value = serde_json::from_str(line).expect("a line is a record");
        let string = |name: &str| record[name].as_str().expect("it is a string").to_owned();
        let number = |name: &str| record[name].as_u64().expect("it is a number");
        Expected {
            check: string("check"),
            message: string("message"),
            file: string("file"),
            line: number("line"),
            column: number("column"),
        }
    };
    text.lines().map(finding).collect()
}

#[test]
fn the_golden_findings_are_of_every_kind() {
    let text = String::from_utf8(run("jsonl").stdout).expect("a report is UTF-8");
    for (what, sign) in [
        ("plural forms", "\"plural\":\"4\""),
        ("a missing target", "\"target_lang\":null"),
        ("a text from right to left", "\"target_lang\":\"ar\""),
        ("a text without spaces", "億"),
        ("markup", "<b>"),
        ("a related place", "\"related\":[{"),
        ("a suggestion", "\"suggestion\":\"%d\""),
        ("a key that one file lacks", "missing-key"),
        ("each severity: note", "\"severity\":\"note\""),
        ("each severity: warning", "\"severity\":\"warning\""),
        ("each severity: error", "\"severity\":\"error\""),
    ] {
        assert!(text.contains(sign), "the golden folder shows no {what}");
    }
}

#[test]
fn every_report_shows_every_finding() {
    let expected = expected();
    let mut report = String::new();
    for kind in REPORTS {
        let output = run(kind.name);
        let shown = taken_apart(&output.stdout);
        for finding in expected.iter().filter(|finding| !shown.holds(finding)) {
            let Expected { check, message, file, line, column } = finding;
            let name = kind.name;
            let _ = writeln!(report, "{name} lacks {file}:{line}:{column}: {message} [{check}]");
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

#[test]
fn every_report_of_text_is_as_it_was() {
    let mut report = String::new();
    for kind in REPORTS.iter().filter(|kind| !OWN_SNAPSHOT.contains(&kind.name)) {
        let Ok(text) = String::from_utf8(run(kind.name).stdout) else { continue };
        let text = text.replace(env!("CARGO_PKG_VERSION"), "[VERSION]");
        let path: PathBuf = support::repository(&format!("tests/reports/{}.txt", kind.name));
        if support::update() {
            support::write(&path, &text);
        } else if text != std::fs::read_to_string(&path).unwrap_or_default() {
            let _ = writeln!(report, "{} is not what is printed", support::shown(&path));
        }
    }
    assert!(report.is_empty(), "\n{report}UPDATE=1 cargo test rewrites them");
}

/// Reports that are tested in a program that shows them, and are no text to be read here.
const OWN_SNAPSHOT: [&str; 2] = ["html", "xlsx"];

#[test]
fn a_sarif_log_holds_what_code_scanning_needs() {
    let log: Value = serde_json::from_slice(&run("sarif").stdout).expect("it is JSON");
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules are a list");
    let results = run["results"].as_array().expect("results are a list");
    assert_eq!(rules.len(), tieout::checks::CHECKS.len());
    for rule in rules {
        let id = &rule["id"];
        assert!(rule["help"]["text"].as_str().is_some_and(|text| text.len() > 40), "{id}");
        assert!(
            rule["properties"]["tags"][1].as_str().is_some_and(|t| t.starts_with("mqm/")),
            "{id}"
        );
        assert!(rule["defaultConfiguration"]["level"].is_string(), "{id}");
    }
    for result in results {
        let index = result["ruleIndex"].as_u64().expect("it is an index") as usize;
        assert_eq!(result["ruleId"], rules[index]["id"]);
        let place = &result["locations"][0]["physicalLocation"];
        let uri = place["artifactLocation"]["uri"].as_str().expect("it is a string");
        assert!(!uri.contains([' ', ',']) && !uri.starts_with('.'), "{uri}");
        assert_eq!(place["artifactLocation"]["uriBaseId"], "%SRCROOT%");
        assert!(place["region"]["endColumn"].is_u64() && place["region"]["snippet"].is_object());
    }
    // The source of a pair of files is in the one, the target in the other.
    let german = results.iter().find(|result| {
        result.pointer("/locations/0/physicalLocation/artifactLocation/uri")
            == Some(&"ui/de.json".into())
            && result["ruleId"] == "number-mismatch"
    });
    let source = german.expect("it is found")["relatedLocations"][0]["physicalLocation"].clone();
    assert_eq!(source["artifactLocation"]["uri"], "ui/en.json");
    let invocation = &run["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let told = invocation["toolExecutionNotifications"].as_array().expect("it is a list");
    assert!(told.iter().any(|one| one["level"] == "error"), "{told:?}");
}

#[test]
fn a_gitlab_report_holds_what_gitlab_documents() {
    let issues: Value = serde_json::from_slice(&run("gitlab").stdout).expect("it is JSON");
    let mut fingerprints = std::collections::BTreeSet::new();
    for issue in issues.as_array().expect("it is a list") {
        let severity = issue["severity"].as_str().expect("it is a string");
        assert!(["info", "minor", "major", "critical", "blocker"].contains(&severity));
        assert!(issue["description"].is_string() && issue["check_name"].is_string());
        assert!(issue.pointer("/location/positions/begin/line").is_some_and(Value::is_u64));
        let path = issue["location"]["path"].as_str().expect("it is a string");
        assert!(!path.starts_with("./") && !path.starts_with('/'), "{path}");
        let fingerprint = issue["fingerprint"].as_str().expect("it is a string");
        assert!(fingerprints.insert(fingerprint.to_owned()), "{fingerprint} is not unique");
    }
}

/// Reports against the programs that read them.
#[cfg(feature = "external")]
mod external {
    use super::*;
    use std::fs;
    use std::path::Path;

    /// Writes a report of the golden findings where another program finds it.
    fn file(report: &str, name: &str) -> PathBuf {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("reports");
        fs::create_dir_all(&folder).expect("the target directory is writable");
        let path = folder.join(name);
        fs::write(&path, run(report).stdout).expect("the target directory is writable");
        path
    }

    fn start(program: &str, args: &[&str]) -> (bool, String) {
        let output = Command::new(program).args(args).output();
        let output = output.unwrap_or_else(|e| panic!("{program} is needed (.ci/install): {e}"));
        let said = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8_lossy(&said).into_owned())
    }

    #[test]
    fn a_junit_report_is_valid() {
        let report = file("junit", "junit.xml");
        let schema = support::repository("tests/reports/junit.xsd");
        let [report, schema] = [&report, &schema].map(|path| path.to_string_lossy());
        let (valid, said) = start("xmllint", &["--noout", "--schema", &schema, &report]);
        assert!(valid, "{said}");
    }

    #[test]
    fn a_sarif_log_is_valid() {
        let log = file("sarif", "golden.sarif");
        let (valid, said) = start("sarif-multitool", &["validate", &log.to_string_lossy()]);
        // No page about the program is on the net that a log could name.
        let wrong = said.lines().filter(|line| {
            (line.contains(": error ") || line.contains(": warning "))
                && !line.contains("'informationUri'")
        });
        let wrong: Vec<_> = wrong.collect();
        assert!(valid && wrong.is_empty() && said.contains("1 files scanned"), "{said}");
    }
}
