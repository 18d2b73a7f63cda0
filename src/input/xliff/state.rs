//! The words that XLIFF and its dialects have for how far a translation is.

use super::super::standing::Progress;

/// What `state` of a target (XLIFF 1.2) or of a segment (XLIFF 2) says.
pub(super) fn state(word: &str) -> Progress {
    match word {
        "new" | "needs-translation" | "initial" => Progress::New,
        "final" | "signed-off" => Progress::Approved,
        _ if word.starts_with("needs-") => Progress::Fuzzy,
        _ => Progress::Done,
    }
}

/// What Trados says about a segment, with `conf`.
pub(super) fn trados(word: &str) -> Progress {
    match word {
        "ApprovedTranslation" | "ApprovedSignOff" => Progress::Approved,
        "RejectedTranslation" | "RejectedSignOff" => Progress::Fuzzy,
        "Unspecified" => Progress::New,
        _ => Progress::Done,
    }
}

/// What memoQ says about a unit, with `mq:status`.
pub(super) fn memoq(word: &str) -> Progress {
    match word {
        "Proofread" => Progress::Approved,
        "Rejected" => Progress::Fuzzy,
        "NotStarted" => Progress::New,
        _ => Progress::Done,
    }
}

/// What Phrase says about a unit, with `m:confirmed`: the step at which it was confirmed.
pub(super) fn phrase(word: &str) -> Progress {
    if word == "0" { Progress::Done } else { Progress::Approved }
}

/// Whether a flag is set, in the words of any tool.
pub(super) fn is_set(word: &str) -> bool {
    matches!(word, "yes" | "true" | "1" | "locked")
}
