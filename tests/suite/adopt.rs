//! How a project takes the program up and lives with it: baselines that outlast changes, settings
//! that an editor can check, revisions of git, and a watch over files.

use crate::cli::{code, command, folder, start};
use crate::support;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;
use std::{env, fs, thread};

fn tieout(folder: &Path, args: &[&str]) -> Output {
    start(folder, args, &BTreeMap::new(), "")
}

fn printed(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("it is in a folder")).expect("the folder is writable");
    fs::write(path, text).expect("the folder is writable");
}

/// Rows of which every figure is wrong.
fn wrong(rows: impl Iterator<Item = usize>) -> String {
    let mut text = String::from("id\tsource\ttarget\n");
    for n in rows {
        let (source, target) = (20_000 + n, 50_000 + n);
        let _ = writeln!(text, "k{n}\tRoom {source} is open.\tZimmer {target} ist offen.");
    }
    text
}

#[test]
fn a_baseline_of_ten_thousand_findings_outlasts_moves_and_sees_one_change() {
    const ROWS: usize = 10_000;
    let folder = folder("baseline-moves");
    let options = ["--source-lang", "en", "--target-lang", "de", "--only", "number-mismatch"];
    let run = |args: &[&str]| tieout(&folder, &[args, &options].concat());
    let check = |file: &str| run(&["check", file, "--baseline", "b.toml", "--output", "concise"]);
    write(&folder.join("a/one.tsv"), &wrong(0..ROWS));
    let output = run(&["baseline", "a/one.tsv", "--baseline", "b.toml"]);
    assert_eq!(code(&output), 0, "{output:?}");
    let known = fs::read_to_string(folder.join("b.toml")).expect("it was written");
    assert_eq!(known.matches("fingerprint =").count(), ROWS);

    // Moved down, in another order, under another name.
    let moved = wrong((0..ROWS).rev()).replacen('\n', "\nnew\tA cat\tEine Katze\n", 1);
    fs::remove_file(folder.join("a/one.tsv")).expect("it is there");
    write(&folder.join("a/two.tsv"), &moved);
    let output = check("a/two.tsv");
    assert_eq!((code(&output), printed(&output).as_str()), (0, ""), "{output:?}");

    write(&folder.join("a/two.tsv"), &moved.replace("Zimmer 57777 ", "Zimmer 57778 "));
    let output = check("a/two.tsv");
    assert_eq!(code(&output), 1);
    let shown = printed(&output);
    assert!(shown.lines().count() == 1 && shown.contains("57778"), "{shown}");

    // Taken in again, the lines are called by their new file, and the old figure is gone.
    let output = run(&["baseline", "a/two.tsv", "--baseline", "b.toml"]);
    assert_eq!(code(&output), 0, "{output:?}");
    let known = fs::read_to_string(folder.join("b.toml")).expect("it was written");
    assert_eq!(known.matches("file = \"a/two.tsv\"").count(), ROWS);
    assert!(known.contains("57778") && !known.contains("57777"), "the old figure stays");
}

#[test]
fn two_that_write_a_baseline_at_once_leave_a_whole_one() {
    let folder = folder("baseline-race");
    write(&folder.join("a.tsv"), &wrong(0..3000));
    write(&folder.join("b.tsv"), &wrong(0..10));
    let begin = |file: &str| {
        let args = ["baseline", file, "--source-lang", "en", "--target-lang", "de", "--baseline"];
        command(&folder, &[&args[..], &["known.toml"]].concat(), &BTreeMap::new())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("tieout was built and runs")
    };
    for _ in 0..3 {
        let both = [begin("a.tsv"), begin("b.tsv")];
        for mut child in both {
            assert!(child.wait().expect("it ends").success());
        }
        let text = fs::read_to_string(folder.join("known.toml")).expect("it was written");
        let known: toml::Table = text.parse().expect("it is whole");
        assert!(known["findings"].as_array().is_some_and(|lines| lines.len() >= 10));
    }
    let names = fs::read_dir(&folder).expect("it is there").count();
    assert_eq!(names, 3, "something is left behind");
}

#[test]
fn the_verdicts_of_a_workbook_are_taken_in() {
    let folder = folder("workbook");
    let book = support::repository("tests/seed/decisions.xlsx");
    fs::copy(book, folder.join("decisions.xlsx")).expect("the folder is writable");
    let output = tieout(&folder, &["baseline", "--merge", "decisions.xlsx"]);
    assert_eq!(code(&output), 2, "one verdict is none: {output:?}");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("decisions.xlsx: Findings, row 8: `not sure` is no verdict"), "{said}");
    let expected = "1 false alarm taken into tieout-baseline.toml\n\
                    left: 1 right: shown until the translation is corrected\n\
                    left: 1 fixed: the next check shows whether it is\n\
                    left: 1 without a verdict\n";
    assert_eq!(printed(&output), expected);
    let known = fs::read_to_string(folder.join("tieout-baseline.toml")).expect("it was written");
    let line = "{ fingerprint = \"0000000000000001\", check = \"number-mismatch\", file = \
                \"a.en-de.tsv\", message = \"`3` became `4`\", comment = \"cats are counted twice\" }";
    assert!(known.contains(line) && known.matches("fingerprint").count() == 1, "{known}");
}

/// The schema as JSON.
fn schema() -> serde_json::Value {
    let output = tieout(Path::new("."), &["schema"]);
    serde_json::from_slice(&output.stdout).expect("the schema is JSON")
}

/// Settings as a schema sees them: a date is a text.
fn as_json(text: &str) -> serde_json::Value {
    fn json(value: toml::Value) -> serde_json::Value {
        match value {
            toml::Value::Datetime(date) => date.to_string().into(),
            toml::Value::Array(list) => list.into_iter().map(json).collect(),
            toml::Value::Table(table) => table.into_iter().map(|(k, v)| (k, json(v))).collect(),
            other => serde_json::to_value(other).expect("it is plain"),
        }
    }
    json(toml::Value::Table(text.parse().expect("it is TOML")))
}

#[test]
fn the_schema_accepts_what_the_loader_accepts_and_no_more() {
    let folder = folder("schema");
    write(&folder.join("a.en-de.tsv"), "source\ttarget\nA cat\tEine Katze\n");
    let validator = jsonschema::validator_for(&schema()).expect("the schema is one");
    let cases = [
        ("", true),
        ("level = \"review\"\nfail-on = \"never\"\nskip = [\"lost-hedge\"]", true),
        ("level = \"strict\"", false),
        ("skip = [\"lost-hege\"]", false),
        ("only = \"lost-hedge\"", false),
        ("strict-locale = true\nfiles = [\"i18n/{lang}/*.json\"]\nterms = []\nrules = []", true),
        ("sourcelang = \"en\"", false),
        ("[checks]\nwhitespace = \"off\"", true),
        ("[checks]\nwhitespce = \"off\"", false),
        ("[checks]\nwhitespace = \"loud\"", false),
        ("[[term]]\nen = \"room\"\nde = [\"Zimmer\", \"Raum\"]", true),
        ("[[term]]\nen = 3", false),
        (
            "[[override]]\nfiles = \"*.po\"\nlevel = \"ci\"\n[override.checks]\nbrackets = \"note\"",
            true,
        ),
        (
            "[[override]]\nfiles = [\"*.po\"]\ntarget-lang = [\"ja\", \"de\"]\nonly = [\"brackets\"]",
            true,
        ),
        ("[[override]]\nfile = [\"*.po\"]", false),
        ("[[override]]\nfiles = 3", false),
        ("[[allow]]\ncheck = \"brackets\"\nreason = \"so\"\nexpires = 2999-12-31", true),
        ("[[allow]]\nfingerprint = \"0123456789abcdef\"\nreason = \"so\"", true),
        ("[[allow]]\nfingerprint = \"0123\"\nreason = \"so\"", false),
        ("[[allow]]\ncheck = \"brackets\"", false),
        ("[[allow]]\ncheck = \"brakets\"\nreason = \"so\"", false),
        ("[[allow]]\ncheck = \"brackets\"\nreason = \"so\"\nuntil = 2999-12-31", false),
    ];
    for (text, is_good) in cases {
        assert_eq!(validator.is_valid(&as_json(text)), is_good, "the schema: {text}");
        write(&folder.join("tieout.toml"), text);
        let output = tieout(&folder, &["a.en-de.tsv"]);
        assert_eq!(code(&output) == 0, is_good, "the loader: {text}\n{output:?}");
    }
}

#[test]
fn the_keys_of_the_schema_are_the_keys_of_the_loader() {
    let folder = folder("schema-keys");
    let schema = schema();
    let tables = [("", "/properties"), ("[[override]]\n", "/$defs/Override/properties")];
    for (table, pointer) in tables.into_iter().chain([("[[allow]]\n", "/$defs/Allow/properties")]) {
        let keys = schema.pointer(pointer).and_then(|keys| keys.as_object()).expect(pointer);
        write(&folder.join("tieout.toml"), &format!("{table}no-such-key = 1\n"));
        let output = tieout(&folder, &["a.tsv"]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let (_, list) = said.split_once("(the keys are ").expect("it lists the keys");
        let listed: BTreeSet<&str> = list.split('`').skip(1).step_by(2).collect();
        assert_eq!(keys.keys().map(String::as_str).collect::<BTreeSet<_>>(), listed, "{table}");
    }
}

#[test]
fn the_settings_that_init_proposes_are_settings() {
    let folder = folder("init-settings");
    write(&folder.join("a.en-de.tsv"), "source\ttarget\nA cat\tEine Katze\n");
    assert_eq!(code(&tieout(&folder, &["init"])), 0);
    let text = fs::read_to_string(folder.join("tieout.toml")).expect("it was written");
    // What is commented out comes to life: after `# `, a key, a table or a list of tables.
    let mut live = String::new();
    for line in text.lines() {
        let is_key =
            |rest: &str| rest.split_once('=').is_some_and(|(k, _)| !k.trim().contains(' '));
        let bare = line.strip_prefix("# ").filter(|rest| rest.starts_with('[') || is_key(rest));
        let _ = writeln!(live, "{}", bare.unwrap_or(line));
    }
    assert!(live.contains("\n[[allow]]") && live.contains("\nskip = "), "{live}");
    let validator = jsonschema::validator_for(&schema()).expect("the schema is one");
    assert!(validator.is_valid(&as_json(&live)), "{live}");
}

/// Runs git in a folder, with nothing of the user's settings.
fn git(folder: &Path, args: &[&str]) {
    let nowhere = folder.join("no-settings");
    let output = Command::new("git")
        .args(["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"])
        .args(args)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", &nowhere)
        .env("GIT_CONFIG_SYSTEM", &nowhere)
        .output()
        .expect("git is there");
    assert!(output.status.success(), "git {args:?}: {output:?}");
}

/// The program with a path on which git is.
fn since(folder: &Path, args: &[&str]) -> Output {
    let path = env::var("PATH").expect("there is one");
    start(folder, args, &BTreeMap::from([("PATH".to_owned(), path)]), "")
}

#[test]
fn only_what_changed_since_a_revision_is_checked() {
    let folder = folder("since");
    let po = |units: &[(&str, &str)]| {
        let mut text = "msgid \"\"\nmsgstr \"\"\n\"Language: de\\n\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n".to_owned();
        for (source, target) in units {
            let _ = writeln!(text, "\nmsgid \"{source}\"\nmsgstr \"{target}\"");
        }
        text
    };
    let old = [("Room 3", "Zimmer 4"), ("Room 5", "Zimmer 5"), ("Room 17", "Zimmer 17")];
    git(&folder, &["init", "--quiet", "--initial-branch", "main"]);
    write(&folder.join("po/de.po"), &po(&old));
    write(&folder.join("l/en.json"), r#"{"a": "Room 3", "b": "Room 5"}"#);
    write(&folder.join("l/de.json"), r#"{"a": "Zimmer 4", "b": "Zimmer 5"}"#);
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "--quiet", "-m", "old"]);
    let check = |revision: &str| {
        let args = ["po", "l", "--changed-since", revision, "--source-lang", "en"];
        since(&folder, &[&args[..], &["--output", "concise"]].concat())
    };
    let output = check("HEAD");
    assert_eq!((code(&output), printed(&output).as_str()), (0, ""), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stderr).contains("5 units left out"), "{output:?}");

    // One unit is new and wrong, one became wrong, the old ones moved; a source changed.
    let new = [("Room 9", "Zimmer 8"), ("Room 5", "Zimmer 6"), ("Room 3", "Zimmer 4")];
    write(&folder.join("po/de.po"), &po(&new));
    write(&folder.join("l/en.json"), r#"{"b": "Room 7", "a": "Room 3"}"#);
    let expected = "po/de.po:7:16: error: `9` became `8` [number-mismatch]\n\
                    po/de.po:10:16: error: `5` became `6` [number-mismatch]\n\
                    l/de.json:1:32: error: `7` became `5` [number-mismatch]\n";
    assert_eq!(printed(&check("HEAD")), expected);

    // A renamed file is followed, a new file is all new, and so is one that git does not know.
    git(&folder, &["mv", "po/de.po", "po/german.de.po"]);
    git(&folder, &["add", "."]);
    let shown = printed(&check("main"));
    assert_eq!(shown, expected.replace("po/de.po", "po/german.de.po"));
    write(&folder.join("po/at.de.po"), &po(&[("Room 3", "Zimmer 4")]));
    assert_eq!(printed(&check("main")).lines().count(), 4);
    // From a folder below, paths are those of the working tree too.
    let output = since(&folder.join("l"), &["de.json", "--changed-since", "HEAD"]);
    assert!(printed(&output).contains("`7` became `5`"), "{output:?}");
}

#[test]
fn a_revision_that_cannot_be_read_is_an_error() {
    let folder = folder("since-errors");
    write(&folder.join("de.po"), "msgid \"a\"\nmsgstr \"b\"\n");
    let refused = |folder: &Path, revision: &str, why: &str| {
        let output = since(folder, &["de.po", &format!("--changed-since={revision}")]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(code(&output) == 2 && said.contains(why), "{said}");
    };
    // The repository of the project lies above: a ceiling hides it.
    let output = Command::new(env!("CARGO_BIN_EXE_tieout"))
        .args(["de.po", "--changed-since", "main"])
        .current_dir(&folder)
        .env("GIT_CEILING_DIRECTORIES", folder.parent().expect("it has one"))
        .output()
        .expect("tieout was built and runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(code(&output) == 2 && said.contains("it needs a git repository"), "{said}");

    let origin = folder.join("origin");
    write(&origin.join("de.po"), "msgid \"a\"\nmsgstr \"b\"\n");
    git(&origin, &["init", "--quiet"]);
    for message in ["one", "two"] {
        write(&origin.join("note"), message);
        git(&origin, &["add", "."]);
        git(&origin, &["commit", "--quiet", "-m", message]);
    }
    refused(&origin, "no-such-branch", "there is no such revision in this repository");
    refused(&origin, "--output", "there is no such revision in this repository");
    let url = format!("file://{}", origin.display());
    git(&folder, &["clone", "--quiet", "--depth", "1", &url, "shallow"]);
    refused(&folder.join("shallow"), "HEAD~1", "shallow clone; fetch it first");
}

#[test]
#[cfg(unix)]
fn a_watch_checks_again_what_changes() {
    let folder = folder("watch");
    let file = folder.join("a.en-de.tsv");
    write(&file, "source\ttarget\nRoom 3\tZimmer 3\n");
    write(&folder.join("b.en-de.tsv"), "source\ttarget\nRoom 3\tZimmer 4\n");
    let mut child = command(&folder, &[".", "--watch", "--output", "concise"], &BTreeMap::new())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("tieout was built and runs");
    let lines = |pipe: Box<dyn std::io::Read + Send>| {
        let (sender, lines) = std::sync::mpsc::channel();
        thread::spawn(move || {
            BufReader::new(pipe).lines().map_while(Result::ok).all(|line| sender.send(line).is_ok())
        });
        lines
    };
    let shown = lines(Box::new(child.stdout.take().expect("it was asked for")));
    let said = lines(Box::new(child.stderr.take().expect("it was asked for")));
    let patience = Duration::from_secs(60);
    let next = |lines: &std::sync::mpsc::Receiver<String>| lines.recv_timeout(patience);
    assert_eq!(
        next(&shown).as_deref(),
        Ok("./b.en-de.tsv:2:15: error: `3` became `4` [number-mismatch]")
    );
    assert_eq!(next(&said).as_deref(), Ok("note: waiting for changes; Ctrl-C ends"));
    // What changes is checked, and nothing else.
    write(&file, "source\ttarget\nRoom 3\tZimmer 5\n");
    assert_eq!(next(&said).as_deref(), Ok("note: 1 file changed"));
    assert_eq!(
        next(&shown).as_deref(),
        Ok("./a.en-de.tsv:2:15: error: `3` became `5` [number-mismatch]")
    );
    // Settings hold for all files, and are read again.
    write(&folder.join("tieout.toml"), "[checks]\nnumber-mismatch = \"warning\"\n");
    assert_eq!(next(&said).as_deref(), Ok("note: the settings changed"));
    for name in ["a", "b"] {
        let line = next(&shown).expect("it goes on");
        assert!(line.starts_with(&format!("./{name}.en-de.tsv:2:15: warning:")), "{line}");
    }
    // Ctrl-C ends it.
    let interrupted = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(interrupted.is_ok_and(|status| status.success()));
    let status = child.wait().expect("it ends");
    assert!(!status.success());
}
