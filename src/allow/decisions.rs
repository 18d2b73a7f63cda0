//! Decisions of a reviewer about findings: the file that the page exports, and the column `Verdict`
//! of the workbook.

use crate::error::Error;
use calamine::{Data, Reader, Xlsx};
use serde::Deserialize;
use std::fs;
use std::io::Cursor;
use std::path::Path;

/// The version of the file of the page.
const VERSION: u32 = 1;

/// What a ZIP archive, such as a workbook, begins with.
const ARCHIVE: &[u8] = b"PK\x03\x04";

/// Rows among which the headers of a sheet are looked for.
const HEADER_ROWS: usize = 20;

/// What a reviewer decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// The finding is right, and the translation wrong.
    Right,
    /// The translation is right as it is.
    FalseAlarm,
    /// The translation was corrected.
    Fixed,
    /// Nothing was decided.
    Open,
}

impl Verdict {
    /// Reads a word, whatever its capitals, spaces and hyphens.
    fn read(word: &str) -> Option<Self> {
        let letters: String = word.chars().filter(|c| c.is_alphabetic()).collect();
        match letters.to_lowercase().as_str() {
            "right" => Some(Self::Right),
            "falsealarm" => Some(Self::FalseAlarm),
            "fixed" => Some(Self::Fixed),
            "" => Some(Self::Open),
            _ => None,
        }
    }
}

/// One finding with what was decided about it.
#[derive(Debug, Default, Deserialize)]
pub struct Decision {
    /// What the finding is known by.
    #[serde(default)]
    pub fingerprint: String,
    /// The check.
    #[serde(default)]
    pub check: String,
    /// The file.
    #[serde(default)]
    pub file: String,
    /// What it says.
    #[serde(default)]
    pub message: String,
    /// The word for the verdict, as it is written.
    #[serde(default)]
    verdict: String,
    /// Why.
    pub comment: Option<String>,
    /// Where in the file of decisions it stands.
    #[serde(skip)]
    pub place: String,
}

impl Decision {
    /// What was decided; an error names the word that says nothing.
    pub fn verdict(&self) -> Result<Verdict, String> {
        Verdict::read(&self.verdict).ok_or_else(|| {
            let word = &self.verdict;
            format!("`{word}` is no verdict; the verdicts are `right`, `false-alarm` and `fixed`")
        })
    }
}

/// The file of the page.
#[derive(Deserialize)]
struct Exported {
    version: u32,
    decisions: Vec<Decision>,
}

/// Reads decisions; the bytes of the file tell whether it is a workbook.
pub fn read(path: &Path) -> Result<Vec<Decision>, Error> {
    let bytes = fs::read(path).map_err(|error| Error::Read(path.to_owned(), error))?;
    let read = if bytes.starts_with(ARCHIVE) { workbook(bytes) } else { exported(&bytes) };
    read.map_err(|what| Error::Config(path.to_owned(), what))
}

fn exported(bytes: &[u8]) -> Result<Vec<Decision>, String> {
    let file: Exported = serde_json::from_slice(bytes)
        .map_err(|error| format!("neither decisions in JSON nor a workbook: {error}"))?;
    if file.version != VERSION {
        return Err(format!("decisions of version {}; this is {VERSION}", file.version));
    }
    let mut decisions = file.decisions;
    for (index, decision) in decisions.iter_mut().enumerate() {
        decision.place = format!("decision {}", index + 1);
    }
    Ok(decisions)
}

/// Reads the sheets that have headers for fingerprint and verdict.
fn workbook(bytes: Vec<u8>) -> Result<Vec<Decision>, String> {
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
    let (mut decisions, mut found) = (Vec::new(), false);
    for name in book.sheet_names() {
        let sheet = book.worksheet_range(&name).map_err(|error| format!("{name}: {error}"))?;
        let first = sheet.start().map_or(0, |(row, _)| row as usize) + 1;
        let mut rows = sheet.rows().enumerate();
        let Some(columns) = rows.by_ref().take(HEADER_ROWS).find_map(|(_, row)| Columns::read(row))
        else {
            continue;
        };
        found = true;
        for (index, row) in rows {
            let place = format!("{name}, row {}", first + index);
            decisions.extend(columns.decision(row, place));
        }
    }
    if found {
        Ok(decisions)
    } else {
        Err("no sheet has columns Fingerprint and Verdict".to_owned())
    }
}

/// Which columns of a sheet hold what.
struct Columns {
    fingerprint: usize,
    verdict: usize,
    others: [Option<usize>; 4],
}

impl Columns {
    fn read(header: &[Data]) -> Option<Self> {
        let at = |name: &str| {
            let is = |cell: &Data| cell.to_string().trim().eq_ignore_ascii_case(name);
            header.iter().position(is)
        };
        let others = ["Check", "File", "Message", "Comment"].map(at);
        Some(Self { fingerprint: at("Fingerprint")?, verdict: at("Verdict")?, others })
    }

    /// The decision of a row; `None` for one that is empty.
    fn decision(&self, row: &[Data], place: String) -> Option<Decision> {
        let cell = |at: Option<usize>| {
            at.and_then(|at| row.get(at)).map(ToString::to_string).unwrap_or_default()
        };
        let [check, file, message, comment] = self.others.map(cell);
        let fingerprint = cell(Some(self.fingerprint)).trim().to_owned();
        let verdict = cell(Some(self.verdict));
        if fingerprint.is_empty() && verdict.trim().is_empty() {
            return None;
        }
        let comment = Some(comment).filter(|comment| !comment.trim().is_empty());
        Some(Decision { fingerprint, check, file, message, verdict, comment, place })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verdict_is_read_whatever_its_capitals_and_spaces() {
        for word in ["false-alarm", "False alarm", " FALSE_ALARM "] {
            assert_eq!(Verdict::read(word), Some(Verdict::FalseAlarm), "{word}");
        }
        assert_eq!(Verdict::read("Right"), Some(Verdict::Right));
        assert_eq!(Verdict::read("fixed"), Some(Verdict::Fixed));
        assert_eq!(Verdict::read(" "), Some(Verdict::Open));
        assert_eq!(Verdict::read("maybe"), None);
    }

    #[test]
    fn what_is_no_file_of_decisions_is_refused() {
        for (bytes, why) in [
            (&b"nonsense"[..], "neither decisions in JSON nor a workbook"),
            (br#"{"version": 2, "decisions": []}"#, "version 2"),
            (br#"{"version": 1}"#, "missing field `decisions`"),
        ] {
            let error = exported(bytes).expect_err("it is refused");
            assert!(error.contains(why), "{error}");
        }
        assert!(workbook(b"PK\x03\x04 and no more".to_vec()).is_err());
    }
}
