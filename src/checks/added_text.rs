//! A translation that has no source.
//!
//! The engine brings a pair here whose source is blank and asks no other check: there is one thing to
//! say about it.

use super::missing_text::is_blank;
use super::{Check, Example, View};
use crate::finding::{Finding, Kind, Severity};
use crate::text::Span;
use crate::unit::Pair;

/// The check.
pub(crate) static CHECK: Check = Check {
    id: "added-text",
    summary: "A translation has no source",
    why: "The reader of the translation reads what the author did not write. Where texts are aligned \
          sentence by sentence it is a sentence that nothing in the source corresponds to: an \
          addition of the translator, or a sentence of the source that was lost.",
    mqm: "accuracy/addition",
    needs: &[],
    examples: &[
        Example {
            langs: ("en", "ja"),
            source: "",
            target: "注文品は月曜日に届きました。",
            fires: true,
        },
        Example {
            langs: ("en", "ja"),
            source: "The order was delivered on Monday.",
            target: "注文品は月曜日に届きました。",
            fires: false,
        },
        Example { langs: ("en", "ja"), source: " ", target: "", fires: false },
    ],
    run: |view: &View<'_>, findings| findings.extend(find(view.pair)),
};

/// The finding about a pair whose source is blank and whose target is not.
pub fn find(pair: &Pair) -> Option<Finding> {
    let target = pair.target.as_ref()?.text.as_str();
    if is_blank(target) || !is_blank(pair.source.text.as_str()) {
        return None;
    }
    let message = "the translation has no source".to_owned();
    let finding = Finding::new(CHECK.id, Kind::Added, Severity::Warning, message)
        .in_target(Span::new(0, target.len()))
        .help("take it out, or find what it translates");
    Some(finding)
}
