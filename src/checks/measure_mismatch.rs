//! `measure-mismatch`: a measure or a duration is another one.

use super::{Check, Example, View};
use crate::diagnosis;
use crate::facts::Class;
use crate::finding::Finding;

/// The check.
pub(super) static CHECK: Check = Check {
    id: "measure-mismatch",
    summary: "A length, weight, temperature, duration or other measure differs from the source",
    why: "Units may be converted, with the rounding that people use (5 miles is 8キロ); a unit that changed without its number, or a conversion that is wrong, misleads.",
    mqm: "accuracy/mistranslation",
    needs: &[],
    examples: &[
        Example {
            langs: ("en", "ja"),
            source: "The road is 5 miles long",
            target: "その道は5キロある",
            fires: true,
        },
        Example {
            langs: ("en", "ja"),
            source: "The road is 5 miles long",
            target: "その道は8キロある",
            fires: false,
        },
    ],
    run,
};

fn run(view: &View<'_>, findings: &mut Vec<Finding>) {
    diagnosis::report(CHECK.id, view, |class| matches!(class, Class::Measure), findings);
}
