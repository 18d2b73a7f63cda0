//! The XML of `JUnit`: findings where a server shows the results of tests.
//!
//! A file is a test suite and a finding is a test case that failed, or one that was skipped if it is
//! a note, which fails nothing. What could not be read is a test case with an error. As a server
//! takes a report without test cases for a mistake, the last suite holds one for the run as a whole.
//! Only attributes are written that every reader of the format knows.

use super::escape::visible;
use super::summary::INTERRUPTED;
use super::{Found, Report, Segment, Summary, count};
use crate::finding::{Severity, SideName};
use crate::problem::{Problem, ProblemKind};
use quick_xml::escape::escape;
use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::mem;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"tieout\">\n";

/// The report.
#[derive(Default)]
pub(super) struct Junit {
    begun: bool,
    suite: Suite,
}

/// The test cases of one file. It is held until the file ends, as its counts come first.
#[derive(Default)]
struct Suite {
    name: String,
    cases: String,
    tests: u64,
    failures: u64,
    errors: u64,
    skipped: u64,
}

/// How a test case ended.
#[derive(Clone, Copy)]
enum Outcome {
    Failure,
    Error,
    Skipped,
}

/// A test case that did not pass.
struct Case<'a> {
    /// What kind of thing it is: a check.
    class: &'a str,
    name: String,
    outcome: Outcome,
    message: &'a str,
    /// The lines below the message.
    details: String,
}

impl Report for Junit {
    fn segment(
        &mut self,
        segment: Segment<'_>,
        found: &[Found],
        out: &mut dyn Write,
    ) -> io::Result<()> {
        for Found { finding, .. } in found {
            let region = segment.region(finding);
            let (line, column) = (region.start.line, region.start.column);
            let case = Case {
                class: finding.check,
                name: match &segment.unit.key {
                    Some(key) => format!("{line}:{column} {}: {key}", finding.check),
                    None => format!("{line}:{column} {}", finding.check),
                },
                outcome: match finding.severity {
                    Severity::Error | Severity::Warning => Outcome::Failure,
                    Severity::Note => Outcome::Skipped,
                },
                message: &finding.message,
                details: details(
                    segment,
                    &format!("{}:{line}:{column}", region.file),
                    finding.help.as_deref(),
                ),
            };
            self.case(region.file, &case, out)?;
        }
        Ok(())
    }

    fn problem(&mut self, problem: &Problem, out: &mut dyn Write) -> io::Result<()> {
        let outcome = match problem.kind {
            ProblemKind::Notice => return Ok(()),
            ProblemKind::Damage => Outcome::Skipped,
            ProblemKind::Lost | ProblemKind::Unreadable => Outcome::Error,
        };
        let name = match problem.place {
            Some(place) => format!("{}:{} reading", place.line, place.column),
            None => "reading".to_owned(),
        };
        let (message, details) = (problem.message.as_str(), String::new());
        let case = Case { class: "reading", name, outcome, message, details };
        self.case(&problem.file, &case, out)
    }

    fn finish(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        self.write_suite("tieout", out)?;
        let name = format!("{} checked", count(summary.pairs, "pair"));
        if summary.interrupted {
            let (message, details) = (INTERRUPTED, String::new());
            self.suite.add(&Case { class: "run", name, outcome: Outcome::Error, message, details });
        } else {
            self.suite.tests += 1;
            let _ = writeln!(self.suite.cases, "    <testcase classname=\"run\" name=\"{name}\"/>");
        }
        self.write_suite("", out)?;
        out.write_all(b"</testsuites>\n")
    }
}

impl Junit {
    fn case(&mut self, file: &str, case: &Case<'_>, out: &mut dyn Write) -> io::Result<()> {
        if self.suite.name != file {
            self.write_suite(file, out)?;
        }
        self.suite.add(case);
        Ok(())
    }

    /// Writes what the suite holds, and begins the next.
    fn write_suite(&mut self, next: &str, out: &mut dyn Write) -> io::Result<()> {
        if !mem::replace(&mut self.begun, true) {
            out.write_all(HEAD.as_bytes())?;
        }
        let Suite { name, cases, tests, failures, errors, skipped } = mem::take(&mut self.suite);
        next.clone_into(&mut self.suite.name);
        if tests == 0 {
            return Ok(());
        }
        writeln!(
            out,
            "  <testsuite name=\"{}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\" \
             skipped=\"{skipped}\">\n{cases}  </testsuite>",
            xml(&name)
        )
    }
}

impl Suite {
    fn add(&mut self, case: &Case<'_>) {
        self.tests += 1;
        let (element, counter) = match case.outcome {
            Outcome::Failure => ("failure", &mut self.failures),
            Outcome::Error => ("error", &mut self.errors),
            Outcome::Skipped => ("skipped", &mut self.skipped),
        };
        *counter += 1;
        let (class, name, message) = (xml(case.class), xml(&case.name), xml(case.message));
        let _ = writeln!(
            self.cases,
            "    <testcase classname=\"{class}\" name=\"{name}\">\n      \
             <{element} type=\"{class}\" message=\"{message}\">{}</{element}>\n    </testcase>",
            case.details
        );
    }
}

/// What a person needs to see, as lines of XML text.
fn details(segment: Segment<'_>, place: &str, help: Option<&str>) -> String {
    let mut text = format!("\n{}\n", xml(place));
    for side in [SideName::Source, SideName::Target] {
        if let Some(side) = segment.present(side) {
            let _ = writeln!(text, "{}: {}", xml(&side.lang), xml(side.text.as_str()));
        }
    }
    if let Some(help) = help {
        let _ = writeln!(text, "help: {}", xml(help));
    }
    text
}

/// Text for XML, which cannot hold every character: what it cannot is written out.
fn xml(text: &str) -> Cow<'_, str> {
    match visible(text) {
        Cow::Borrowed(text) => escape(text),
        Cow::Owned(text) => Cow::Owned(escape(text.as_str()).into_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_xml_whatever_it_holds() {
        assert_eq!(xml("a < b & \"c\""), "a &lt; b &amp; &quot;c&quot;");
        assert_eq!(xml("\u{0}\u{b}<\u{fffe}\n"), "\\u{0}\\u{b}&lt;\\u{fffe}\\n");
    }
}
