//! `max-length`: the target has more characters than the file allows.
//!
//! Characters are those that a reader sees (grapheme clusters of UAX #29): `é` is one however it is
//! encoded, and so is a flag. A limit in bytes or pixels is none in characters, and no reader hands
//! it on as one.

use super::{Check, Example, View};
use crate::finding::{Finding, Kind, Severity};
use crate::text::Span;
use icu_segmenter::GraphemeClusterSegmenter;

/// The limit that the examples go by.
pub(super) const LIMIT: u32 = 16;

/// The check.
pub(super) static CHECK: Check = Check {
    id: "max-length",
    summary: "The target is longer than the file allows",
    why: "A text that does not fit its button, its column or its database is cut off. The limit is \
          one that the file states for the unit; characters are counted as readers see them, so \
          that an accent or a flag counts once. Without a limit the check is silent.",
    mqm: "design/length",
    needs: &[],
    examples: &[
        Example {
            langs: ("en", "de"),
            source: "Network",
            target: "Netzwerkeinstellungen",
            fires: true,
        },
        Example { langs: ("en", "de"), source: "Network", target: "Netzwerk", fires: false },
    ],
    run,
};

fn run(view: &View<'_>, findings: &mut Vec<Finding>) {
    let Some(limit) = view.pair.max_length else { return };
    // No text has more graphemes than characters, or more characters than bytes.
    let room = limit as usize;
    if view.target.len() <= room || view.target_facts.chars.len() <= room {
        return;
    }
    // The first break is the beginning of the text.
    let mut ends = GraphemeClusterSegmenter::new().segment_str(view.target).skip(1);
    let Some(fits) = (if room == 0 { Some(0) } else { ends.nth(room - 1) }) else { return };
    let more = ends.count();
    if more == 0 {
        return;
    }
    let count = room + more;
    findings.push(
        Finding::new(
            CHECK.id,
            Kind::Changed,
            Severity::Warning,
            format!("{count} characters, {more} more than the {limit} that the file allows"),
        )
        .in_target(Span::new(fits, view.target.len()))
        .help("shorten it")
        .identity(limit.to_string()),
    );
}

#[cfg(test)]
mod tests {
    use crate::checker::{Checker, Scratch};
    use crate::text::Text;
    use crate::unit::{Pair, Side};

    /// What is said about a target with this limit.
    fn said(target: &str, limit: u32) -> Option<String> {
        let side = |lang: &str, text: &str| Side::new(lang.into(), Text::from(text));
        let pair = Pair::new(side("en", "Settings"), Some(side("de", target)));
        let pair = Pair { max_length: Some(limit), ..pair };
        let checker = Checker::new().asking(|id| id == "max-length");
        let verdict = checker.check(&pair, &mut Scratch::default()).expect("the rules load");
        verdict.findings.first().map(|finding| finding.message.clone())
    }

    #[test]
    fn a_target_may_be_as_long_as_its_limit() {
        assert_eq!(said("Einstellungen", 13), None);
        let message = "13 characters, 1 more than the 12 that the file allows";
        assert_eq!(said("Einstellungen", 12).as_deref(), Some(message));
        assert_eq!(
            said("x", 0).as_deref(),
            Some("1 characters, 1 more than the 0 that the file allows")
        );
    }

    #[test]
    fn characters_are_what_readers_see() {
        assert_eq!(said("e\u{301}te\u{301}", 3), None);
        assert_eq!(said("🇯🇵🇫🇷", 2), None);
        assert!(said("🇯🇵🇫🇷", 1).is_some());
    }
}
