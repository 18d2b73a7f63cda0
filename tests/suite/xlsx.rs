//! The workbook for reviewers: its cells, and what no cell may do.

use calamine::{Data, Range, Reader as _, Xlsx, open_workbook};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Pairs that try what a cell must stand.
const PAIRS: &str = "id\tsource\ttarget\n\
    =cmd\tup 3.5% today\t=HYPERLINK(\"http://example.com\") 3.6%上昇\n\
    +1\tIt has 1,243 rooms _x0041_\t+1,234室ある _x0041_\n\
    -2\tShares (NASDAQ: NVDA) fell \u{1}\t-株価（NASDAQ：NVDX）は下落 \u{1}\n\
    @x\tRevenue of $40.59 billion\t@売上高は40.59億ドル\n\
    rtl\tIt sold 1,243 cars\tباعت الشركة 1,234 سيارة\n";

/// The workbook of a file with this content.
fn workbook(name: &str, content: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("xlsx").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the folder for tests can be written");
    fs::write(folder.join("a.en-ja.tsv"), content).expect("the folder is writable");
    let output = Command::new(env!("CARGO_BIN_EXE_tieout"))
        .current_dir(&folder)
        .args(["a.en-ja.tsv", "--level", "review", "--no-config", "--output", "xlsx=report.xlsx"])
        .output()
        .expect("the program runs");
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    folder.join("report.xlsx")
}

fn sheet(path: &Path, name: &str) -> Range<Data> {
    let mut book: Xlsx<_> = open_workbook(path).expect("it is a workbook");
    let formulas = book.worksheet_formula(name).expect("the sheet is there");
    assert_eq!(formulas.used_cells().count(), 0, "no cell is a formula");
    book.worksheet_range(name).expect("the sheet is there")
}

/// The cells of a column below its name.
fn column(sheet: &Range<Data>, name: &str) -> Vec<String> {
    let mut rows = sheet.rows();
    let names = rows.next().expect("there are names");
    let at = names.iter().position(|cell| *cell == *name);
    let at = at.unwrap_or_else(|| panic!("no column is called {name}"));
    rows.map(|row| row[at].to_string()).collect()
}

#[test]
fn a_finding_is_a_row_of_text() {
    let sheet = sheet(&workbook("cells", PAIRS), "Findings");
    let names: Vec<String> =
        sheet.rows().next().expect("names").iter().map(Data::to_string).collect();
    assert_eq!(
        names.join(", "),
        "Verdict, Comment, Severity, Check, MQM type, Message, Source, Target, Suggestion, File, \
         Line, Column, Unit, Source language, Target language, Fingerprint"
    );
    let cells = |name| column(&sheet, name);
    let wanted = [
        ("3.5%", "=HYPERLINK(\"http://example.com\") 3.6%上昇", "=cmd"),
        ("1,243室", "+1,234室ある _x0041_", "+1"),
        ("NVDA", "-株価（NASDAQ：NVDX）は下落 \\u{1}", "-2"),
        ("405.9億ドル", "@売上高は40.59億ドル", "@x"),
        ("1,243", "باعت الشركة 1,234 سيارة", "rtl"),
    ];
    let rows: Vec<(String, String, String)> = cells("Suggestion")
        .into_iter()
        .zip(cells("Target").into_iter().zip(cells("Unit")))
        .map(|(suggestion, (target, unit))| (suggestion, target, unit))
        .collect();
    for (suggestion, target, unit) in wanted {
        let row = (suggestion.to_owned(), target.to_owned(), unit.to_owned());
        assert!(rows.contains(&row), "{row:?} is not in {rows:#?}");
    }
    let prints = cells("Fingerprint");
    assert!(prints.iter().all(|print| print.len() == 16 && u64::from_str_radix(print, 16).is_ok()));
    let empty = |name| cells(name).iter().all(String::is_empty);
    assert!(empty("Verdict") && empty("Comment"));
    assert!(cells("MQM type").contains(&"accuracy/mistranslation".to_owned()));
    assert!(cells("Line").iter().all(|line| line.parse::<f64>().is_ok_and(|line| line >= 2.0)));
}

#[test]
fn the_summary_counts_the_rows() {
    let path = workbook("summary", PAIRS);
    let (findings, summary) = (sheet(&path, "Findings"), sheet(&path, "Summary"));
    let rows = findings.rows().count() - 1;
    let find = |name: &str| {
        let row = summary.rows().find(|row| row[0] == *name);
        let row = row.unwrap_or_else(|| panic!("no line is called {name}"));
        row.iter().rev().map(Data::to_string).find(|cell| !cell.is_empty())
    };
    for line in ["Findings", "en → ja", "a.en-ja.tsv"] {
        assert_eq!(find(line).as_deref(), Some(rows.to_string().as_str()), "{line}");
    }
}

#[test]
fn the_same_findings_make_the_same_file() {
    let [one, other] =
        ["one", "other"].map(|name| fs::read(workbook(name, PAIRS)).expect("it is there"));
    assert!(one == other);
}

#[test]
fn a_text_that_no_cell_holds_is_cut_around_its_mark() {
    let long = "word ".repeat(10_000);
    let content = format!("source\ttarget\n{long} up 3.5%\t{long} 3.6%上昇\n");
    let path = workbook("long", &content);
    let targets = column(&sheet(&path, "Findings"), "Target");
    assert!(targets.iter().any(|text| text.contains("3.6%上昇") && text.starts_with('…')));
    assert!(targets.iter().all(|text| text.encode_utf16().count() <= 32_767));
    let notes: Vec<String> = sheet(&path, "Summary").rows().map(|row| row[0].to_string()).collect();
    assert!(
        notes.iter().any(|note| note.contains("texts were cut: a cell holds 32,767 characters"))
    );
}

#[cfg(feature = "external")]
#[test]
fn an_office_suite_reads_the_same_cells_and_prints_them() {
    let path = workbook("office", PAIRS);
    let folder = path.parent().expect("it is in a folder");
    let run = |program: &str, args: &[&str]| {
        let output = Command::new(program).current_dir(folder).args(args).output();
        let output = output.unwrap_or_else(|error| panic!("{program} is needed: {error}"));
        assert!(output.status.success(), "{program}: {output:?}");
    };
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    for kind in
        ["csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1", "pdf"]
    {
        run("soffice", &[&profile, "--headless", "--convert-to", kind, "report.xlsx"]);
    }
    let csv = fs::read_dir(folder)
        .expect("it is there")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .find(|path| path.extension().is_some_and(|ending| ending == "csv"))
        .expect("a table was written");
    let csv = crate::support::read(&csv);
    // A formula would show its result.
    for cell in
        ["=HYPERLINK(\"\"http://example.com\"\") 3.6%上昇", "+1,234室ある _x0041_", "405.9億ドル"]
    {
        assert!(csv.contains(cell), "{cell} is not in {csv}");
    }
    run("pdftotext", &["-layout", "report.pdf", "report.txt"]);
    let text = crate::support::read(&folder.join("report.txt"));
    for words in ["Verdict", "3.6%", "NVDX", "What tieout found"] {
        assert!(text.contains(words), "{words} is not in {text}");
    }
}
