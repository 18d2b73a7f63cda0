//! One line a finding, as compilers write it: editors and `grep` know what to do with it.

use super::escape::visible;
use super::{Found, Report, Segment, Summary};
use std::io::{self, Write};

/// The report.
pub(super) struct Concise;

impl Report for Concise {
    fn segment(
        &mut self,
        segment: Segment<'_>,
        found: &[Found],
        out: &mut dyn Write,
    ) -> io::Result<()> {
        for Found { finding, .. } in found {
            let place = segment.place(finding);
            writeln!(
                out,
                "{}:{}:{}: {}: {} [{}]",
                visible(&segment.unit.file),
                place.line,
                place.column,
                finding.severity.name(),
                visible(&finding.message),
                finding.check
            )?;
        }
        Ok(())
    }

    fn finish(&mut self, _: &Summary, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}
