//! An allow that lets nothing pass.
//!
//! Only whoever shows findings knows which of them were allowed, so that the engine is silent here,
//! and the run makes these findings when a document ends, or the job.

use super::{Check, Example};
use crate::finding::{Confidence, Finding, Kind, Severity};

/// The check.
pub(crate) static CHECK: Check = Check {
    id: "unused-allow",
    summary: "An allow lets nothing pass: nothing is found any more, it expired, or it is not understood",
    why: "A finding that is right as it is may be allowed, with a reason: in a note of its unit, or \
          in an `[[allow]]` of tieout.toml. When the text changes, the allow stays behind, and would \
          hide the next mistake at its place. An allow that nobody can read as one hides nothing \
          although somebody meant it to.",
    mqm: "none",
    needs: &[],
    examples: &[
        Example {
            langs: ("en", "de"),
            source: "It has 3 rooms.",
            target: "Es hat 3 Zimmer.",
            fires: true,
        },
        Example {
            langs: ("en", "de"),
            source: "It has 3 rooms.",
            target: "Es hat 4 Zimmer.",
            fires: false,
        },
    ],
    run: |_, _| {},
};

/// The note of the units of the examples.
pub(crate) const NOTE: &str = "tieout: allow number-mismatch -- the hall counts as a room here";

/// The finding about an allow that nothing needs: `what` is allowed.
pub fn unused(what: &str) -> Finding {
    finding(format!("{what} is allowed, and nothing is found"), what)
        .help("take the allow out, unless another text still needs it")
}

/// The finding about an allow that holds no longer.
pub fn expired(what: &str, day: &str) -> Finding {
    finding(format!("the allow of {what} expired on {day}"), what)
        .help("correct the translation, or set another day")
}

/// The finding about an allow that cannot be read.
pub fn unreadable(why: &str) -> Finding {
    finding(why.to_owned(), why).help("write `tieout: allow CHECK, CHECK -- REASON`")
}

fn finding(message: String, identity: &str) -> Finding {
    Finding::new(CHECK.id, Kind::Unused, Severity::Warning, message)
        .confidence(Confidence::High)
        .identity(identity)
}
