//! `money-mismatch`: an amount of money states another value or currency.

use super::{Check, Example, View};
use crate::diagnosis;
use crate::facts::Class;
use crate::finding::Finding;

/// The check.
pub(super) static CHECK: Check = Check {
    id: "money-mismatch",
    summary: "An amount of money in the translation states another value or another currency than the source",
    why: "Amounts are converted between scales on every page ($40.59 billion is 405.9億ドル) and go wrong by powers of ten without looking wrong. Currencies are compared by what a symbol may mean.",
    mqm: "accuracy/mistranslation",
    needs: &[],
    examples: &[
        Example {
            langs: ("en", "ja"),
            source: "Revenue was $40.59 billion",
            target: "売上高は40.59億ドルだった",
            fires: true,
        },
        Example {
            langs: ("en", "ja"),
            source: "Revenue was $40.59 billion",
            target: "売上高は405.9億ドルだった",
            fires: false,
        },
    ],
    run,
};

fn run(view: &View<'_>, findings: &mut Vec<Finding>) {
    diagnosis::report(CHECK.id, view, |class| matches!(class, Class::Money), findings);
}
