//! `garbled-text`: a sentence of the target does not hold together.
//!
//! Gathers what the signals saw in each sentence and weighs it. How the signals see is in
//! `src/signals`; which of them a language listens to is in its language file.

use super::{Check, Example, Need, View, repeated_text};
use crate::finding::{Confidence, Evidence, Finding, Kind, Severity, SideName};
use crate::signals::{
    AGENT_CHAIN, DANGLING_END, Signal, Strength, TEXT_LOOP, UNSOURCED_REPETITION, VERB_CHAIN,
};
use crate::text::Span;

pub(super) static CHECK: Check = Check {
    id: "garbled-text",
    summary: "A sentence does not hold together",
    why: "A machine translation can keep every figure and still say nothing: it names the owner of a \
          rule after those who broke it, governs the same words twice, ends a quotation before its \
          predicate. One such sign may be clumsy writing and is a note; one that people never write \
          is a warning; two of different kinds in one sentence are an error. A repetition that the \
          source makes too is no sign.",
    mqm: "fluency/unintelligible",
    needs: &[Need::Signals],
    examples: &[
        Example {
            langs: ("en", "ja"),
            source: "The ferry carried more than 80 cars or vans.",
            target: "フェリーは80台以上の乗用車以上を運んだ。",
            fires: true,
        },
        Example {
            langs: ("en", "ja"),
            source: "\"The river is very quiet,\" the mayor said.",
            target: "「川はとても静かな」と市長は述べた。",
            fires: true,
        },
        Example {
            langs: ("en", "ja"),
            source: "At least 10 participants aged 18 or over are needed.",
            target: "18歳以上の参加者10人以上が必要です。",
            fires: false,
        },
    ],
    run,
};

fn run(view: &View<'_>, findings: &mut Vec<Finding>) {
    if view.signals.is_empty() {
        return;
    }
    for &sentence in view.sentences {
        let seen = in_sentence(view.signals, sentence);
        let looped = seen.iter().any(|signal| signal.name == TEXT_LOOP);
        let seen: Vec<&Signal> = seen
            .iter()
            .filter(|signal| !repeated_text::judges(signal.name))
            // A loop repeats words too: one fault, one finding.
            .filter(|signal| !(looped && repeats(signal)))
            .collect();
        // A target that breaks off says nothing else by that alone.
        if seen.iter().all(|signal| signal.name == DANGLING_END) {
            continue;
        }
        if let Some(severity) = judge(&seen) {
            findings.push(
                finding(CHECK.id, Kind::Garbled, severity, view, sentence, &seen)
                    .help("read the sentence against its source and write it anew"),
            );
        }
    }
}

/// The signals that begin in `sentence`, in the order of the text.
pub(super) fn in_sentence(signals: &[Signal], sentence: Span) -> &[Signal] {
    let from = signals.partition_point(|signal| signal.span.start < sentence.start);
    let to = signals.partition_point(|signal| signal.span.start < sentence.end);
    signals.get(from..to).unwrap_or_default()
}

/// Whether the signal rests on words that stand twice.
fn repeats(signal: &Signal) -> bool {
    [UNSOURCED_REPETITION, VERB_CHAIN, AGENT_CHAIN].contains(&signal.name)
}

/// What signals in one sentence come to.
fn judge(seen: &[&Signal]) -> Option<Severity> {
    let strongest = seen.iter().map(|signal| signal.strength).max()?;
    let chained = seen.iter().any(|s| s.name != UNSOURCED_REPETITION && repeats(s));
    let mut kinds: Vec<&str> = seen
        .iter()
        .filter(|signal| signal.strength >= Strength::Evidence)
        // The words of a chain repeat each other: weak repetition beside one is not independent.
        .filter(|s| !(chained && s.name == UNSOURCED_REPETITION && s.strength < Strength::Strong))
        .map(|signal| signal.name)
        .collect();
    kinds.sort_unstable();
    kinds.dedup();
    Some(match (strongest, kinds.len()) {
        (Strength::Certain, _) | (_, 2..) => Severity::Error,
        (Strength::Strong, _) => Severity::Warning,
        _ => Severity::Note,
    })
}

/// One finding for all signals of a sentence.
pub(super) fn finding(
    check: &'static str,
    kind: Kind,
    severity: Severity,
    view: &View<'_>,
    sentence: Span,
    seen: &[&Signal],
) -> Finding {
    let sure = if severity > Severity::Note { Confidence::High } else { Confidence::Medium };
    let mut finding = Finding::new(check, kind, severity, message(seen))
        .confidence(sure)
        .identity(sentence.of(view.target).trim());
    finding.target = seen.iter().map(|signal| signal.span).reduce(Span::join);
    finding.evidence = seen
        .iter()
        .map(|s| Evidence {
            name: s.name,
            side: SideName::Target,
            span: s.span,
            note: s.detail.clone(),
        })
        .collect();
    finding
}

/// What the signals saw, where that fits on a line; else what they are called. The evidence of the
/// finding holds the rest.
fn message(seen: &[&Signal]) -> String {
    let details = unique(seen.iter().map(|signal| signal.detail.as_str()));
    let names = unique(seen.iter().map(|signal| signal.name));
    match (details.as_slice(), names.as_slice()) {
        ([_] | [_, _], _) => details.join("; "),
        ([first, second, more @ ..], [_]) => format!("{first}; {second}; and {} more", more.len()),
        (_, [names @ .., last]) => {
            format!("{} and {last} in one sentence", names.join(", ")).replace('-', " ")
        }
        (_, []) => String::new(),
    }
}

fn unique<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut kept: Vec<&str> = Vec::new();
    for text in texts {
        if !kept.contains(&text) {
            kept.push(text);
        }
    }
    kept
}
