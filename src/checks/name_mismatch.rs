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
    let names = view.names;
    findings.extend(names.replaced.iter().map(|replaced| {
        let (lost, new) = (replaced.lost.span, replaced.new.span);
        let (name, other) = (lost.of(view.source), new.of(view.target));
        let confidence = if replaced.sure { Confidence::High } else { Confidence::Low };
        Finding::new(CHECK.id, Kind::Changed, Severity::Error, format!("`{name}` became `{other}`"))
            .confidence(confidence)
            .in_source(lost)
            .in_target(new)
            .help(format!("write what `{name}` is called"))
            .identity(format!("{name} {other}"))
    }));
    findings.extend(names.misspelt.iter().map(|swap| {
        let (name, other) = (swap.source.of(view.source), swap.target.of(view.target));
        finding(Kind::Changed, swap.sure, format!("`{name}` is written `{other}`"))
            .in_source(swap.source)
            .in_target(swap.target)
            .help(format!("write `{name}`, or as the language writes it"))
            .identity(format!("{name} {other}"))
    }));
    findings.extend(names.swapped.iter().map(|swap| {
        let (name, other) = (swap.source.of(view.source), swap.target.of(view.target));
        let message = format!("`{name}` became `{other}`, which nothing in the source explains");
        finding(Kind::Changed, swap.sure, message)
            .in_source(swap.source)
            .in_target(swap.target)
            .help(format!("write `{name}`, or what it is called"))
            .identity(format!("{name} {other}"))
    }));
    findings.extend(names.added.iter().map(|added| {
        let name = added.span.of(view.target);
        finding(Kind::Added, added.sure, format!("nothing in the source explains `{name}`"))
            .in_target(added.span)
            .help("remove it, or write what the source says")
            .identity(name.to_owned())
    }));
    findings.extend(names.missing.iter().map(|&missing| {
        let name = missing.of(view.source);
        finding(Kind::Missing, false, format!("`{name}` is not in the target"))
            .in_source(missing)
            .help("name it in the target too, unless it is understood")
            .identity(name.to_owned())
    }));
}

/// A finding: a warning where the match is sure, and else a note.
fn finding(kind: Kind, sure: bool, message: String) -> Finding {
    let (severity, confidence) = if sure {
        (Severity::Warning, Confidence::High)
    } else {
        (Severity::Note, Confidence::Low)
    };
    Finding::new(CHECK.id, kind, severity, message).confidence(confidence)
}
