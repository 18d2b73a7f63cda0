//! `term-mismatch`: a term that the project has chosen is rendered otherwise.

use super::{Check, Example, Need, View};
use crate::finding::{Confidence, Finding, Kind, Severity};
use crate::terms::{Entry, Lapse, LapseKind, Sureness};
use crate::text::Span;
use std::fmt::Write as _;

/// The glossary of the examples.
pub(super) const GLOSSARY: &str = "\
source,target,status
predecessor,先代モデル,preferred
predecessor,前任者,forbidden
price action,値動き,preferred
Llama,,keep
";

/// The check. It finds nothing without a termbase.
pub(super) static CHECK: Check = Check {
    id: "term-mismatch",
    summary: "A term of the glossary is rendered by another word, or by a forbidden one",
    why: "A glossary is a promise to the readers: one thing has one name in every text. It is given \
          with `--terms FILE` or in `tieout.toml`; without one this check is silent. A forbidden \
          term is reported at its place where the source has the term that it is forbidden for. A \
          term that is to be kept must stand in the target letter by letter. Both are shown to a CI \
          job. Where the source has a term and the target none of its renderings, a reviewer is \
          told, since good translations say `it` and leave out; a CI job is told too if the \
          glossary calls the term required or the target still has the word of the source.\n\n\
          Of terms that overlap in the source the longest counts. Endings do not matter, nor does \
          the order of the words of a longer term. A term that is written with capitals is found \
          with these capitals, one without in any case.",
    mqm: "terminology/inconsistent-with-terminology-resource",
    needs: &[Need::Terms],
    examples: &[
        Example {
            langs: ("en", "ja"),
            source: "It is faster than its predecessor.",
            target: "前任者よりも高速です。",
            fires: true,
        },
        Example {
            langs: ("en", "ja"),
            source: "The new Llama 4",
            target: "新しいラマ4",
            fires: true,
        },
        Example {
            langs: ("en", "ja"),
            source: "It is faster than its predecessors.",
            target: "先代モデルよりも高速です。",
            fires: false,
        },
        Example {
            langs: ("en", "ja"),
            source: "His predecessor left the board.",
            target: "先代モデルの前任者は取締役を退いた。",
            fires: true,
        },
        Example {
            langs: ("en", "ja"),
            source: "The new Llama 4",
            target: "新しいLlama 4",
            fires: false,
        },
    ],
    run,
};

fn run(view: &View<'_>, findings: &mut Vec<Finding>) {
    findings.extend(view.lapses.iter().map(|lapse| finding(view, lapse)));
}

fn finding(view: &View<'_>, lapse: &Lapse) -> Finding {
    let entry = &*lapse.entry;
    let source = lapse.source.map(|span| span.of(view.source));
    let found = |span: Span| span.of(view.target);
    let mut finding = match lapse.kind {
        LapseKind::Forbidden { at, word, fit } => forbidden(entry, source, found(at), word, fit),
        LapseKind::Missing { copied } => missing(entry, source, copied.map(found)),
        LapseKind::NotKept { changed } => not_kept(entry, source, changed.map(found)),
    };
    finding.source = lapse.source;
    finding.target = match lapse.kind {
        LapseKind::Forbidden { at, .. } => Some(at),
        LapseKind::Missing { copied: span } | LapseKind::NotKept { changed: span } => span,
    };
    if let (Some(note), Some(help)) = (&entry.note, &mut finding.help) {
        let _ = write!(help, " ({})", brief(note));
    }
    finding
}

/// A note on one line, cut where it goes on for long.
fn brief(note: &str) -> String {
    const LONG: usize = 120;
    let line = note.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONG) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

fn forbidden(
    entry: &Entry,
    source: Option<&str>,
    found: &str,
    word: usize,
    fit: Sureness,
) -> Finding {
    let term = entry.forbidden.get(word).map_or(found, |word| word.text.as_str());
    let right = choice(entry);
    let instead = right.as_ref().map(|right| format!("; the term is {right}")).unwrap_or_default();
    let message = match source {
        Some(source) => format!("`{found}` is a forbidden rendering of `{source}`{instead}"),
        None => format!("`{found}` is a forbidden term{instead}"),
    };
    let help = match right {
        Some(right) => format!("write {right}"),
        None => "say it in other words".to_owned(),
    };
    let finding = Finding::new(CHECK.id, Kind::Changed, Severity::Warning, message)
        .confidence(if fit == Sureness::Doubtful { Confidence::Medium } else { Confidence::High })
        .help(help)
        .identity(format!("{} / {term}", entry.source));
    match entry.expected.first() {
        Some(right) if fit == Sureness::Letters => finding.suggest(right.text.clone()),
        _ => finding,
    }
}

fn missing(entry: &Entry, source: Option<&str>, copied: Option<&str>) -> Finding {
    let source = source.unwrap_or(&entry.source);
    let right = choice(entry).unwrap_or_default();
    let (kind, message, help) = match copied {
        Some(copied) => (
            Kind::Changed,
            format!("`{copied}` is left untranslated; the term is {right}"),
            format!("write {right}"),
        ),
        None => (
            Kind::Missing,
            format!("`{source}` is not rendered by its term {right}"),
            format!("write {right}, or admit the word that stands there in the glossary"),
        ),
    };
    let sure = entry.required || copied.is_some();
    Finding::new(CHECK.id, kind, Severity::Warning, message)
        .confidence(if sure { Confidence::High } else { Confidence::Medium })
        .help(help)
        .identity(entry.source.clone())
}

fn not_kept(entry: &Entry, source: Option<&str>, changed: Option<&str>) -> Finding {
    let term = &entry.source;
    let (kind, message) = match changed {
        Some(changed) => (Kind::Changed, format!("`{term}` became `{changed}`")),
        None => (Kind::Missing, format!("`{}` is missing", source.unwrap_or(term))),
    };
    Finding::new(CHECK.id, kind, Severity::Warning, format!("{message}, and is to stay as it is"))
        .help(format!("write `{term}`, letter by letter"))
        .identity(term.clone())
}

/// The renderings that are right, as a list in backticks.
fn choice(entry: &Entry) -> Option<String> {
    /// How many are named.
    const MOST: usize = 4;
    let words: Vec<_> =
        entry.expected.iter().take(MOST).map(|word| format!("`{}`", word.text)).collect();
    match words.as_slice() {
        [] => None,
        [word] => Some(word.clone()),
        [first @ .., last] => Some(format!("{} or {last}", first.join(", "))),
    }
}
