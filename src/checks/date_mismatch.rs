//! `date-mismatch`: a date, a time or a quarter is another one.

use super::{Check, Example, View};
use crate::diagnosis;
use crate::facts::Class;
use crate::finding::Finding;

/// The check.
pub(super) static CHECK: Check = Check {
    id: "date-mismatch",
    summary: "A year, month, day, weekday, quarter or time of day differs from the source",
    why: "Dates change their order, their calendar and their form (令和6年 is 2024, 3 p.m. is 15時) and are compared by their parts. A date that only the translation has is left to a reviewer: translators add years and days for clarity.",
    mqm: "accuracy/mistranslation",
    needs: &[],
    examples: &[
        Example {
            langs: ("en", "ja"),
            source: "It opens on March 5, 2024",
            target: "2024年3月6日に開業する",
            fires: true,
        },
        Example {
            langs: ("en", "ja"),
            source: "It opens at 3 p.m. on March 5, 2024",
            target: "令和6年3月5日15時に開業する",
            fires: false,
        },
    ],
    run,
};

fn run(view: &View<'_>, findings: &mut Vec<Finding>) {
    diagnosis::report(CHECK.id, view, |class| matches!(class, Class::Date | Class::Time), findings);
}
