//! A key that one of two files lacks.
//!
//! Only files of one language each have keys to miss. The reader says so with [`Presence`]; such a
//! pair has one side, and no other check is asked about it.

use super::missing_text::is_blank;
use super::{Check, Example, View};
use crate::finding::{Confidence, Finding, Kind, Severity};
use crate::text::Span;
use crate::unit::{Pair, Presence, Side};

/// The check.
pub(crate) static CHECK: Check = Check {
    id: "missing-key",
    summary: "A key of the source file is not in the target file, or the other way round",
    why: "Where each language has a file of its own, a key without its counterpart shows the reader \
          the source language, the key itself or nothing at all. A key that only the translation has \
          is left over from an earlier source, or misspelt: a note. A key that is there with an empty \
          string is work to be done and not reported.",
    mqm: "accuracy/omission",
    needs: &[],
    examples: &[
        Example { langs: ("en", "ja"), source: "Open", target: "", fires: true },
        Example { langs: ("en", "ja"), source: "", target: "開く", fires: true },
        Example { langs: ("en", "ja"), source: "Open", target: "開く", fires: false },
        Example { langs: ("en", "ja"), source: " ", target: "", fires: false },
    ],
    run: |view: &View<'_>, findings| findings.extend(find(view.pair)),
};

fn lang(side: Option<&Side>) -> &str {
    side.map_or("und", |side| &side.lang)
}

/// The finding about a pair of which a file has one side alone.
pub(crate) fn find(pair: &Pair) -> Option<Finding> {
    match pair.presence {
        Presence::Both => None,
        Presence::SourceAlone => {
            let source = pair.source.text.as_str();
            let message =
                format!("the file for `{}` does not have this key", lang(pair.target.as_ref()));
            let finding = Finding::new(CHECK.id, Kind::Missing, Severity::Warning, message)
                .in_source(Span::new(0, source.len()))
                .help("translate the string, or leave it empty there until it is");
            (!is_blank(source)).then_some(finding)
        }
        Presence::TargetAlone => {
            let target = pair.target.as_ref()?.text.as_str();
            let message =
                format!("the file for `{}` does not have this key", lang(Some(&pair.source)));
            let finding = Finding::new(CHECK.id, Kind::Added, Severity::Note, message)
                .in_target(Span::new(0, target.len()))
                .confidence(Confidence::Medium)
                .help("take it out, unless the key is misspelt");
            Some(finding)
        }
    }
}
