//! `number-mismatch`: a number states another value than in the source.

use super::{Check, Example, View};
use crate::diagnosis;
use crate::facts::Class;
use crate::finding::Finding;

/// The check.
pub(super) static CHECK: Check = Check {
    id: "number-mismatch",
    summary: "A number in the translation states another value than the source",
    why: "Readers act on figures. Values are compared and not digits: 1.2 million is 120万, two dozen is 24人, and a figure may be spelled, scaled or regrouped freely. A changed value is an error; one that is missing or added is a warning.",
    mqm: "accuracy/mistranslation",
    needs: &[],
    examples: &[
        Example {
            langs: ("en", "ja"),
            source: "The plant has 1,250 workers",
            target: "工場の従業員は1350人だ",
            fires: true,
        },
        Example {
            langs: ("en", "ja"),
            source: "The plant has 1.2 million customers",
            target: "工場の顧客は120万人だ",
            fires: false,
        },
    ],
    run,
};

fn run(view: &View<'_>, findings: &mut Vec<Finding>) {
    diagnosis::report(
        CHECK.id,
        view,
        |class| matches!(class, Class::Number | Class::Ordinal | Class::Ratio),
        findings,
    );
}
