//! `percentage-mismatch`: a percentage states another value.

use super::{Check, Example, View};
use crate::diagnosis;
use crate::facts::Class;
use crate::finding::Finding;

/// The check.
pub(super) static CHECK: Check = Check {
    id: "percentage-mismatch",
    summary: "A percentage, or percentage points, in the translation states another value than the source",
    why: "A percentage that is off by a digit reads as well as the right one. 50 % may be a half, 5割 or 0.5; 25 basis points are 0.25 percentage points; percent and percentage points are not the same.",
    mqm: "accuracy/mistranslation",
    needs: &[],
    examples: &[
        Example {
            langs: ("en", "ja"),
            source: "Sales rose 3.5%",
            target: "売上高は3.6%増えた",
            fires: true,
        },
        Example {
            langs: ("en", "ja"),
            source: "Half of them, 50%, agreed",
            target: "5割が賛成した",
            fires: false,
        },
    ],
    run,
};

fn run(view: &View<'_>, findings: &mut Vec<Finding>) {
    diagnosis::report(CHECK.id, view, |class| matches!(class, Class::Percentage), findings);
}
