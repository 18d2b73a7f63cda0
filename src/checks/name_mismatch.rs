//! `name-mismatch`: a name became another one.

use super::{Check, Example, Need, View};
use crate::finding::{Confidence, Finding, Kind, Severity};

/// The check.
pub(super) static CHECK: Check = Check {
    id: "name-mismatch",
    summary: "A name became another one, or was lost",
    why: "A reader who is told of the wrong company, person or country is misled, and cannot see it. \
          A name is answered by its copy, by a name that is known for the same thing in the other \
          language, or by what sounds like it in whatever script. Where one name of the source is \
          answered by nothing, and one of the target is explained by nothing, one became the other. \
          A name that is only missing may be translated, or left to be understood: that is a note.",
    mqm: "accuracy/mistranslation",
    needs: &[Need::NameMatch],
    examples: &[
        Example {
            langs: ("en", "de"),
            source: "The talks in Austria ended yesterday.",
            target: "Die Gespräche in Australien endeten gestern.",
            fires: true,
        },
        Example {
            langs: ("en", "de"),
            source: "The talks in Austria ended yesterday.",
            target: "Die Gespräche in Österreich endeten gestern.",
            fires: false,
        },
    ],
    run,
};

fn run(view: &View<'_>, findings: &mut Vec<Finding>) {
    for replaced in &view.names.replaced {
        let (lost, new) = (replaced.lost.span, replaced.new.span);
        let (from, to) = (lost.of(view.source), new.of(view.target));
        let confidence = if replaced.sure { Confidence::High } else { Confidence::Low };
        let message = format!("`{from}` became `{to}`");
        findings.push(
            Finding::new(CHECK.id, Kind::Changed, Severity::Error, message)
                .confidence(confidence)
                .in_source(lost)
                .in_target(new)
                .identity(format!("{from} {to}")),
        );
    }
    for swap in &view.names.misspelt {
        let (name, other) = (swap.source.of(view.source), swap.target.of(view.target));
        let (severity, confidence) = if swap.sure {
            (Severity::Warning, Confidence::High)
        } else {
            (Severity::Note, Confidence::Low)
        };
        findings.push(
            Finding::new(
                CHECK.id,
                Kind::Changed,
                severity,
                format!("`{name}` is written `{other}`"),
            )
            .confidence(confidence)
            .in_source(swap.source)
            .in_target(swap.target)
            .help(format!("write `{name}`, or as the language writes it"))
            .identity(format!("{name} {other}")),
        );
    }
    for swap in &view.names.swapped {
        let (from, to) = (swap.source, swap.target);
        let (name, other) = (from.of(view.source), to.of(view.target));
        let (severity, confidence) = if swap.sure {
            (Severity::Warning, Confidence::High)
        } else {
            (Severity::Note, Confidence::Low)
        };
        findings.push(
            Finding::new(
                CHECK.id,
                Kind::Changed,
                severity,
                format!("`{name}` became `{other}`, which nothing in the source explains"),
            )
            .confidence(confidence)
            .in_source(from)
            .in_target(to)
            .identity(format!("{name} {other}")),
        );
    }
    for added in &view.names.added {
        let name = added.span.of(view.target);
        let (severity, confidence) = if added.sure {
            (Severity::Warning, Confidence::High)
        } else {
            (Severity::Note, Confidence::Low)
        };
        let message = format!("nothing in the source explains `{name}`");
        findings.push(
            Finding::new(CHECK.id, Kind::Added, severity, message)
                .confidence(confidence)
                .in_target(added.span)
                .identity(name.to_owned()),
        );
    }
    for &missing in &view.names.missing {
        let name = missing.of(view.source);
        findings.push(
            Finding::new(
                CHECK.id,
                Kind::Missing,
                Severity::Note,
                format!("`{name}` is not in the target"),
            )
            .confidence(Confidence::Low)
            .in_source(missing)
            .identity(name.to_owned()),
        );
    }
}
