//! Annotations of GitHub Actions: findings appear beside the lines of a pull request.
//!
//! GitHub shows ten annotations of a level for each step and drops the others without a word, so
//! this report counts what it leaves out.

use super::escape::visible;
use super::summary::{INTERRUPTED, count};
use super::uri::relative;
use super::{Found, Report, Segment, Summary};
use crate::finding::Severity;
use crate::problem::{Problem, ProblemKind};
use crate::text::Place;
use std::io::{self, Write};

/// How many annotations of one level GitHub shows for a step.
const SHOWN: u64 = 10;

/// The report.
#[derive(Default)]
pub(super) struct Github {
    /// How many annotations of each level there would be.
    wanted: [u64; 3],
}

impl Report for Github {
    fn segment(
        &mut self,
        segment: Segment<'_>,
        found: &[Found],
        out: &mut dyn Write,
    ) -> io::Result<()> {
        for Found { finding, .. } in found {
            let region = segment.region(finding);
            let place = Some((region.start, region.end));
            let help = finding.help.as_deref();
            let annotation = Annotation { title: finding.check, message: &finding.message, help };
            self.annotate(finding.severity, region.file, place, &annotation, out)?;
        }
        Ok(())
    }

    fn problem(&mut self, problem: &Problem, out: &mut dyn Write) -> io::Result<()> {
        let severity = match problem.kind {
            ProblemKind::Notice => return Ok(()),
            ProblemKind::Damage => Severity::Warning,
            ProblemKind::Lost | ProblemKind::Unreadable => Severity::Error,
        };
        let place = problem.place.map(|place| (place, place));
        let annotation = Annotation { title: "tieout", message: &problem.message, help: None };
        self.annotate(severity, &problem.file, place, &annotation, out)
    }

    fn finish(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        if summary.interrupted {
            writeln!(out, "::error title=tieout::{INTERRUPTED}")?;
        }
        let more: Vec<String> = ["error", "warning", "note"]
            .into_iter()
            .zip(self.wanted)
            .filter(|&(_, wanted)| wanted > SHOWN)
            .map(|(word, wanted)| count(wanted - SHOWN, word))
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

/// What an annotation says.
struct Annotation<'a> {
    title: &'a str,
    message: &'a str,
    help: Option<&'a str>,
}

impl Github {
    /// Writes an annotation, unless there are enough of its level.
    fn annotate(
        &mut self,
        severity: Severity,
        file: &str,
        place: Option<(Place, Place)>,
        annotation: &Annotation<'_>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let (command, at) = match severity {
            Severity::Error => ("error", 0),
            Severity::Warning => ("warning", 1),
            Severity::Note => ("notice", 2),
        };
        self.wanted[at] += 1;
        if self.wanted[at] > SHOWN {
            return Ok(());
        }
        write!(out, "::{command} file={}", property(&relative(file)))?;
        if let Some((start, end)) = place {
            write!(out, ",line={},col={}", start.line, start.column)?;
            // GitHub ignores columns of an annotation over several lines.
            if (start.line, start.column) < (end.line, end.column) {
                write!(out, ",endLine={},endColumn={}", end.line, end.column)?;
            }
        }
        let Annotation { title, message, help } = annotation;
        write!(out, ",title={}::{}", property(title), data(&visible(message)))?;
        if let Some(help) = help {
            write!(out, "%0A{}", data(&visible(help)))?;
        }
        writeln!(out)
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
