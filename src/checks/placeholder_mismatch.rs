//! Placeholders: what a program fills in must be what the source has, or the program fails or leaves a gap.

use super::{Check, Example, View};
use crate::facts::{Facts, MaskKind};
use crate::finding::{Confidence, Finding, Kind, Severity};
use crate::placeholders::{
    Argument, Branch, Choice, ChoiceKind, Difference, Family, Fault, FaultKind, Message, Side,
    differences, syntax,
};
use crate::plurals::{Category, Covers, Plurals};
use crate::text::Span;

/// The check.
pub(super) static CHECK: Check = Check {
    id: "placeholder-mismatch",
    summary: "A placeholder is lost, changed, invented or broken",
    why: "A program fills `%s`, `{name}` or `{ $count }` in before anyone reads the text. One that is lost leaves \
          a gap, one that the program does not know is shown as it is or makes it fail, and `%d` where text \
          comes makes it crash. Placeholders with a number or a name may go to any place of the sentence; \
          those that are taken in turn keep their order unless they get numbers. A plural form that is for \
          one number alone may spell it or leave it out, which in Russian, where the form for 1 is for 21, \
          too, none is. The keys of a choice are compared with values and never translated.",
    mqm: "design/markup",
    needs: &[],
    examples: &[
        Example {
            langs: ("en", "de"),
            source: "%s has %d new messages",
            target: "%d neue Nachrichten für %s",
            fires: true,
        },
        Example {
            langs: ("en", "de"),
            source: "%s has %d new messages",
            target: "%2$d neue Nachrichten für %1$s",
            fires: false,
        },
        Example {
            langs: ("en", "ru"),
            source: "{n, plural, one {# file} other {# files}}",
            target: "{n, plural, one {Один файл} few {# файла} many {# файлов} other {# файла}}",
            fires: true,
        },
        Example {
            langs: ("en", "ja"),
            source: "{n, plural, one {# file} other {# files}} of {name}",
            target: "{name}のファイル{n}件",
            fires: false,
        },
        Example {
            langs: ("en", "es"),
            source: "Hello, {name}!",
            target: "¡Hola, {nombre}!",
            fires: true,
        },
    ],
    run,
};

fn run(view: &View<'_>, findings: &mut Vec<Finding>) {
    let filled = |facts: &Facts| facts.masks.iter().any(|mask| mask.kind == MaskKind::Placeholder);
    if !filled(view.source_facts) && !filled(view.target_facts) {
        return;
    }
    let syntax =
        syntax(view.source, view.source_facts).or_else(|| syntax(view.target, view.target_facts));
    let Ok(source) = Message::read(view.source, view.source_facts, syntax) else { return };
    let target = match Message::read(view.target, view.target_facts, syntax) {
        Ok(message) => message,
        Err(fault) => return findings.extend(broken(view, fault)),
    };
    let (cardinals, own) = (view.target_locale.plurals(), view.source_locale.plurals());
    let target = Side { text: view.target, message: &target, plurals: cardinals };
    let source = Side { text: view.source, message: &source, plurals: own };
    let mut found = differences(source, target, names_one(view, cardinals));
    if let [Difference::Added(_)] = found[..]
        && names_one(view, own)
    {
        // The source spells the number of this form, which the target may show.
        found.clear();
    }
    // A name that no program knows, in the place of the only one that is lost.
    let alone = found.len() == 1;
    let mend = |finding: Finding| {
        let certain = alone && finding.confidence == Confidence::High;
        finding.applicable(certain)
    };
    findings.extend(found.iter().map(|difference| match difference {
        Difference::Changed { .. } => mend(finding(view, *difference)),
        _ => finding(view, *difference),
    }));
    findings.extend(percent_sign(view));
}

/// Whether the pair is the plural form for one number alone in a language.
fn names_one(view: &View<'_>, plurals: &Plurals) -> bool {
    let Some(category) = view.pair.plural.as_deref().and_then(Category::by_name) else {
        return false;
    };
    let covers = plurals.cardinal.covers(category);
    matches!(covers, Covers::Only(_) | Covers::NoneAndOne) || !plurals.cardinal.is_known()
}

fn new(kind: Kind, severity: Severity, message: String) -> Finding {
    Finding::new(CHECK.id, kind, severity, message)
}

fn finding(view: &View<'_>, difference: Difference<'_>) -> Finding {
    let in_source = |one: &Argument<'_>| one.span.of(view.source);
    let in_target = |one: &Argument<'_>| one.span.of(view.target);
    match difference {
        Difference::Missing(one) => {
            let written = in_source(&one);
            new(Kind::Missing, Severity::Error, format!("placeholder `{written}` is lost"))
                .confidence(confidence(&one))
                .in_source(one.span)
                .help(format!("write `{written}` where its value belongs"))
                .identity(written)
        }
        Difference::Unused(one) => {
            let written = in_source(&one);
            let message = format!("placeholder `{written}` is in no branch of the target");
            new(Kind::Missing, Severity::Warning, message)
                .confidence(Confidence::Medium)
                .in_source(one.span)
                .identity(written)
        }
        Difference::Lacking { argument, choice, branch, for_none } => {
            lacking(view, &argument, &choice, &branch, for_none)
        }
        Difference::Added(one) => {
            let written = in_target(&one);
            let message = format!("placeholder `{written}` is not in the source");
            new(Kind::Added, Severity::Error, message)
                .confidence(confidence(&one))
                .in_target(one.span)
                .help("nothing fills it in: take it out")
                .identity(written)
        }
        Difference::Changed { source, target } => {
            let (was, is) = (in_source(&source), target.of(view.target));
            new(Kind::Changed, Severity::Error, format!("placeholder `{was}` became `{is}`"))
                .confidence(confidence(&source))
                .in_source(source.span)
                .in_target(target)
                .help(format!("write `{was}`: a placeholder is never translated"))
                .suggest(was)
                .identity(format!("{was}>{is}"))
        }
        Difference::Shown { source, target } => {
            let (was, is) = (in_source(&source), in_target(&target));
            let message = format!("placeholder `{was}` is shown in another way: `{is}`");
            new(Kind::Style, Severity::Warning, message)
                .confidence(Confidence::Medium)
                .in_source(source.span)
                .in_target(target.span)
                .identity(format!("{was}>{is}"))
        }
        Difference::Swapped { source: (first, last), target } => {
            let (first, last) = (in_source(&first), in_source(&last));
            let message = format!("placeholders `{first}` and `{last}` changed places");
            new(Kind::Swapped, Severity::Error, message)
                .in_target(target)
                .help("values are taken in turn: keep the order, or number them like `%1$s`")
                .identity(format!("{first}><{last}"))
        }
        Difference::Repeated { argument, target, counts: (was, is) } => {
            let written = in_source(&argument);
            let message = format!("placeholder `{written}` stands {is} times in place of {was}");
            new(Kind::Repeated, Severity::Note, message)
                .confidence(Confidence::Low)
                .in_source(argument.span)
                .in_target(target)
                .identity(format!("{written}*{is}"))
        }
        Difference::Key { choice, branch } => {
            let (key, argument) = (branch.key, choice.argument);
            let message = format!("no value of `{argument}` chooses the branch `{key}`");
            new(Kind::Changed, Severity::Error, message)
                .in_target(branch.span)
                .help("use the keys of the source, which are never translated")
                .identity(format!("{argument}={key}"))
        }
    }
}

/// Signs that texts use for other things, too, make no build fail.
fn confidence(one: &Argument<'_>) -> Confidence {
    match one.family {
        Family::Dollar | Family::Hashes | Family::Squares | Family::Link | Family::Term => {
            Confidence::Medium
        }
        _ => Confidence::High,
    }
}

/// A branch lacks an argument that others have.
fn lacking(
    view: &View<'_>,
    argument: &Argument<'_>,
    choice: &Choice<'_>,
    branch: &Branch<'_>,
    for_none: bool,
) -> Finding {
    let (written, key) = (argument.span.of(view.source), branch.key);
    let counts = choice.kind == ChoiceKind::Plural;
    let category = Category::by_name(key).filter(|_| counts);
    let numbers = category.map(|form| view.target_locale.plurals().cardinal.covers(form));
    let message = match numbers {
        _ if for_none => format!("branch `{key}` lacks `{written}`, and is for 0, too"),
        Some(Covers::Several([first, second, third])) => format!(
            "branch `{key}` lacks `{written}`, and is for {first}, {second}, {third} and so on"
        ),
        _ => format!("branch `{key}` lacks placeholder `{written}`"),
    };
    let severity = if for_none { Severity::Warning } else { Severity::Error };
    new(Kind::Missing, severity, message)
        .confidence(if for_none { Confidence::Medium } else { Confidence::High })
        .in_source(argument.span)
        .in_target(branch.span)
        .help(format!("write `{written}` in every branch that is for more than one number"))
        .identity(format!("{key}/{written}"))
}

/// The target cannot be read as the message that the source is.
fn broken(view: &View<'_>, fault: Fault) -> Option<Finding> {
    let written = fault.span.of(view.target);
    let message = match fault.kind {
        FaultKind::TooDeep => return None,
        FaultKind::Unclosed => format!("`{written}` is never closed"),
        FaultKind::Stray => format!("`{written}` closes what nothing opened"),
        FaultKind::Branch => format!("`{written}` stands between the branches of a choice"),
        FaultKind::Argument => format!("`{written}` begins no argument"),
    };
    Some(
        new(Kind::Changed, Severity::Error, message)
            .in_target(fault.span)
            .help("no program can read the message: give it the braces of the source")
            .identity(format!("{:?}", fault.kind)),
    )
}

/// A doubled percent sign that stands for one, where a program looks for placeholders, lost its double;
/// or one got it that needs none.
fn percent_sign(view: &View<'_>) -> Option<Finding> {
    if !view.source.contains('%') || !view.target.contains('%') {
        return None;
    }
    let (was, is) = (percents(view.source), percents(view.target));
    let doubled = |(_, doubled): &(Span, bool)| *doubled;
    let single = |text, facts: &Facts| {
        let free = |span: Span| !facts.masks.iter().any(|mask| mask.span.overlaps(span));
        percents(text).find(|(span, doubled)| !doubled && free(*span)).map(|(span, _)| span)
    };
    let from = single(view.source, view.source_facts);
    let into = single(view.target, view.target_facts);
    let (first, other) = (was.clone().find(doubled), is.clone().find(doubled));
    if was.filter(doubled).count() > is.filter(doubled).count()
        && from.is_none()
        && let (Some(at), Some((first, _))) = (into, first)
    {
        return Some(
            new(Kind::Changed, Severity::Error, "`%%` became `%`".to_owned())
                .in_source(first)
                .in_target(at)
                .help("a single percent sign begins a placeholder: write `%%`")
                .suggest("%%")
                .identity("%%>%"),
        );
    }
    if first.is_none()
        && from.is_some()
        && into.is_none()
        && let Some((at, _)) = other
    {
        return Some(
            new(Kind::Changed, Severity::Warning, "`%` became `%%`".to_owned())
                .confidence(Confidence::Medium)
                .in_target(at)
                .help("write one percent sign, as the source does")
                .suggest("%")
                .identity("%>%%"),
        );
    }
    None
}

/// Where percent signs stand, each with whether it is doubled.
fn percents(text: &str) -> impl Iterator<Item = (Span, bool)> + Clone + '_ {
    let mut after = 0;
    text.match_indices('%').filter_map(move |(at, _)| {
        let doubled = text[at + 1..].starts_with('%');
        let length = 1 + usize::from(doubled);
        let taken = at < after;
        after = after.max(at + length);
        (!taken).then(|| (Span::new(at, at + length), doubled))
    })
}
