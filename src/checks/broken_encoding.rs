//! `broken-encoding`: the target was decoded with the wrong encoding on its way.

use super::{Check, Example, View};
use crate::finding::{Finding, Kind, Severity};
use crate::languages::Scripts;
use crate::mojibake;
use crate::text::Span;

pub(crate) static CHECK: Check = Check {
    id: "broken-encoding",
    summary: "The target was decoded with the wrong encoding",
    why: "A program that takes UTF-8 for an older encoding turns each letter beyond ASCII into two or \
          three others, and the text cannot be read. The damage is proven by undoing it: what comes \
          back is letters of the target language.",
    mqm: "linguistic-conventions/character-encoding",
    needs: &[],
    examples: &[
        Example {
            langs: ("en", "de"),
            source: "The bridge leads across the river.",
            target: "Die BrÃ¼cke fÃ¼hrt Ã¼ber den Fluss.",
            fires: true,
        },
        Example {
            langs: ("en", "ja"),
            source: "The bridge leads across the river.",
            target: "讖九�蟾昴ｒ貂｡縺｣縺ｦ縺�∪縺吶�",
            fires: true,
        },
        Example {
            langs: ("en", "fr"),
            source: "The bridge leads to a café.",
            target: "Le pont mène à un café.",
            fires: false,
        },
    ],
    run,
};

/// Characters of a text that a message quotes.
const QUOTE: usize = 24;

fn run(view: &View<'_>, findings: &mut Vec<Finding>) {
    let chars = &view.target_facts.chars.raw;
    let Some(found) = mojibake::find(view.target, chars, view.target_locale.look.scripts) else {
        return;
    };
    // A source that has the like was damaged before it was translated, or is about encodings.
    let source = &view.source_facts.chars.raw;
    if mojibake::find(view.source, source, Scripts::ALL).is_some() {
        return;
    }
    let text = found.span.of(view.target);
    let (now, was) = (start(text), start(&found.was));
    let message = format!("UTF-8 was read as {}: `{now}` was `{was}`", found.read_as);
    let mut finding = Finding::new(CHECK.id, Kind::Garbled, Severity::Error, message)
        .in_target(found.span)
        .help("decode the file as UTF-8, and translate again what cannot be restored");
    if !found.was.contains(char::REPLACEMENT_CHARACTER) {
        finding = finding.suggest(found.was);
    }
    findings.push(finding);
}

/// Takes out what other checks found in damaged text, or in a target that is damaged for the most part:
/// there is one thing to say about it.
pub(crate) fn speaks_for(target: &str, findings: &mut Vec<Finding>) {
    let damaged = findings.iter().find(|finding| finding.check == CHECK.id);
    let Some(damaged) = damaged.and_then(|finding| finding.target) else { return };
    let most = 2 * damaged.of(target).len() > target.len();
    let outside = |span: Span| span.end <= damaged.start || damaged.end <= span.start;
    findings.retain(|finding| {
        finding.check == CHECK.id || (!most && finding.target.is_none_or(outside))
    });
}

/// The beginning of a text.
fn start(text: &str) -> String {
    match text.char_indices().nth(QUOTE) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
