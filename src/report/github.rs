//! Annotations of GitHub Actions: findings appear beside the lines of a pull request.
//!
//! GitHub shows ten annotations of a level for each step and drops the others without a word, so
//! this report counts what it leaves out.

use super::summary::count;
use super::{Found, Report, Segment, Summary};
use crate::finding::Severity;
use std::io::{self, Write};

/// How many annotations of one level GitHub shows for a step.
const SHOWN: u64 = 10;

/// The report.
#[derive(Default)]
pub(super) struct Github {
    written: [u64; 3],
}

impl Report for Github {
    fn segment(
        &mut self,
        segment: Segment<'_>,
        found: &[Found],
        out: &mut dyn Write,
    ) -> io::Result<()> {
        for Found { finding, .. } in found {
            let (command, at) = match finding.severity {
                Severity::Error => ("error", 0),
                Severity::Warning => ("warning", 1),
                Severity::Note => ("notice", 2),
            };
            self.written[at] += 1;
            if self.written[at] > SHOWN {
                continue;
            }
            let place = segment.place(finding);
            let mut message = data(&finding.message);
            if let Some(help) = &finding.help {
                message.push_str("%0A");
                message.push_str(&data(help));
            }
            writeln!(
                out,
                "::{command} file={},line={},col={},title={}::{message}",
                property(&segment.unit.file),
                place.line,
                place.column,
                property(finding.check),
            )?;
        }
        Ok(())
    }

    fn finish(&mut self, _: &Summary, out: &mut dyn Write) -> io::Result<()> {
        let more: Vec<String> = ["error", "warning", "note"]
            .into_iter()
            .zip(self.written)
            .filter(|&(_, written)| written > SHOWN)
            .map(|(word, written)| count(written - SHOWN, word))
            .collect();
        if more.is_empty() {
            return Ok(());
        }
        let more = more.join(", ");
        writeln!(
            out,
            "::notice title=tieout::not annotated: {more}; GitHub shows ten of each level"
        )
    }
}

/// Escapes what follows the second `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes the value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_signs_line_ends_and_separators_are_escaped() {
        assert_eq!(data("3.5%: a,\r\nb"), "3.5%25: a,%0D%0Ab");
        assert_eq!(property("C:\\a,b%"), "C%3A\\a%2Cb%25");
    }
}
