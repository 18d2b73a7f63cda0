//! What happened to a figure, in words: shared by the checks about figures, each of which reports
//! the class of figures it owns.

use crate::checks::View;
use crate::facts::{Class, Facts, Figure, Form, MarkKinds, Value};
use crate::finding::{Confidence, Finding, Kind, Severity};
use crate::matching::{Agreement, Rung};
use crate::qualify;
use crate::rewrite;
use crate::text::Span;
use crate::units::Unit;
use std::cmp::Ordering;

/// Reports what changed, is missing or was added among the figures whose class `owns` takes.
///
/// A changed figure belongs to the more telling class of its two sides, so that `5%` that became
/// `5` is a matter of percentages.
pub fn report(
    check: &'static str,
    view: &View<'_>,
    owns: fn(Class) -> bool,
    findings: &mut Vec<Finding>,
) {
    let (source, target) = (&view.source_facts.figures, &view.target_facts.figures);
    let alignment = view.alignment;
    for &(s, t) in &alignment.changed {
        let (a, b) = (&source[s], &target[t]);
        if owns(a.class().max(b.class())) {
            findings.push(changed(check, view, a, b));
        }
    }
    let signed = [view.source_facts, view.target_facts].iter().any(|f| f.says(MarkKinds::MINUS));
    let may_have_lost = |a: &&Agreement| signed || a.rung == Rung::LooseUnit;
    for agreement in alignment.agreed.iter().filter(may_have_lost) {
        let (a, b) = (&source[agreement.source], &target[agreement.target]);
        if owns(a.class().max(b.class())) {
            findings.extend(sign_lost(check, view, agreement.rung, a, b));
            findings.extend(unit_lost(check, view, agreement.rung, a, b));
        }
    }
    let unspoken = alignment.unspoken.iter().filter(|_| alignment.is_dense());
    for &s in alignment.missing.iter().chain(unspoken) {
        let figure = &source[s];
        if owns(figure.class()) {
            findings.push(missing(check, view, figure));
        }
    }
    for &t in &alignment.added {
        let figure = &target[t];
        if owns(figure.class()) {
            findings.push(added(check, view, figure));
        }
    }
}

fn changed(check: &'static str, view: &View<'_>, a: &Figure, b: &Figure) -> Finding {
    let (written, became) = (a.span.of(view.source), b.span.of(view.target));
    let (kind, how) = diagnose(a, b);
    let mut message = format!("`{written}` became `{became}`");
    if let Some(how) = how {
        message.push_str(", ");
        message.push_str(&how);
    }
    let finding = Finding::new(check, kind, Severity::Error, message)
        .in_source(a.span)
        .in_target(b.span)
        .help(format!("make the target say the same as `{}`", a.span.of(view.source)))
        .identity(format!("{}>{}", identity(a), identity(b)));
    rewrite::suggest_figure(finding, view, a, b)
}

/// The same number without its minus, and with nothing around it that falls instead.
fn sign_lost(
    check: &'static str,
    view: &View<'_>,
    rung: Rung,
    a: &Figure,
    b: &Figure,
) -> Option<Finding> {
    if rung > Rung::Converted || matches!(a.class(), Class::Date | Class::Time | Class::Ordinal) {
        return None;
    }
    // A level has a sign of its own; a change may fall in words instead.
    let level = a.class() == Class::Measure;
    let minus = |text, facts, figure| qualify::sign(text, facts, figure).filter(|sign| !sign.up);
    let told = |text, facts, figure| {
        !level
            && (qualify::goes_down(text, facts, figure)
                || qualify::direction(text, facts, figure).is_some())
    };
    let source = minus(view.source, view.source_facts, a);
    let target = minus(view.target, view.target_facts, b);
    let (from, to, how) = match (source, target) {
        (Some(sign), None) if !told(view.target, view.target_facts, b) => {
            (sign.span.join(a.span), b.span, "the minus is lost")
        }
        (None, Some(sign)) if !told(view.source, view.source_facts, a) => {
            (a.span, sign.span.join(b.span), "a minus was added")
        }
        _ => return None,
    };
    let message = format!("`{}` became `{}`, {how}", from.of(view.source), to.of(view.target));
    Some(
        Finding::new(check, Kind::Flipped, Severity::Error, message)
            .in_source(from)
            .in_target(to)
            .help("give the figure the sign that it has in the source")
            .identity(format!("{}>{}", from.of(view.source), to.of(view.target))),
    )
}

/// The same number with a percent sign or a currency on one side only, or percent that became
/// percentage points.
fn unit_lost(
    check: &'static str,
    view: &View<'_>,
    rung: Rung,
    a: &Figure,
    b: &Figure,
) -> Option<Finding> {
    if rung != Rung::LooseUnit {
        return None;
    }
    let how = match (a.unit, b.unit) {
        (Unit::Currency(_), Unit::None) => "without its currency",
        (Unit::Percent, Unit::None) => "without its percent sign",
        (Unit::None, Unit::Currency(_)) => "with a currency that the source does not have",
        (Unit::None, Unit::Percent) => "with a percent sign that the source does not have",
        (Unit::Percent, Unit::Point) | (Unit::Point, Unit::Percent) => {
            return Some(
                changed(check, view, a, b)
                    .severity(Severity::Warning)
                    .confidence(Confidence::Medium),
            );
        }
        _ => return None,
    };
    let message =
        format!("`{}` became `{}`, {how}", a.span.of(view.source), b.span.of(view.target));
    Some(
        Finding::new(check, Kind::Changed, Severity::Warning, message)
            .confidence(Confidence::Medium)
            .in_source(a.span)
            .in_target(b.span)
            .help(format!("make the target say the same as `{}`", a.span.of(view.source)))
            .identity(format!("{}>{}", identity(a), identity(b))),
    )
}

fn missing(check: &'static str, view: &View<'_>, figure: &Figure) -> Finding {
    let written = figure.span.of(view.source);
    let aside = is_aside(view.source, figure);
    // Where every other figure is kept, a small one that is dropped was dropped with what it counts.
    let more = figure.unit == Unit::Day || figure.best().is_some_and(|v| v > Value::int(2));
    let counts = view.alignment.is_dense() && more;
    let grave = (tells(figure) || counts) && !aside;
    let confidence = if grave { Confidence::High } else { Confidence::Medium };
    Finding::new(check, Kind::Missing, Severity::Warning, format!("`{written}` is missing"))
        .confidence(confidence)
        .in_source(figure.span)
        .help(format!("say `{written}` in the target too, or accept it in a baseline"))
        .identity(identity(figure))
}

fn added(check: &'static str, view: &View<'_>, figure: &Figure) -> Finding {
    let written = figure.span.of(view.target);
    // Translators add dates, durations and small counts for clarity, and rarely anything else; in a
    // text of figures they add nothing.
    let explains = match figure.class() {
        // No text is made clearer by a number that could be a year and is not called one, unless it
        // completes a date.
        Class::Date => {
            figure.unit != Unit::Year
                || figure.span != figure.number
                || completes_date(view.target_facts, figure)
        }
        Class::Time => true,
        _ => {
            matches!(figure.unit, Unit::Measure(measure) if measure.is_time())
                && figure.best().is_some_and(|v| v < Value::int(1000))
        }
    };
    let explains = explains || !view.alignment.is_dense() && figure.unit == Unit::Year;
    let counts = view.alignment.is_dense() && figure.best().is_some_and(|v| v > Value::int(2));
    let grave = (tells(figure) || counts) && !explains;
    let confidence = if grave { Confidence::High } else { Confidence::Medium };
    let message = format!("`{written}` has no counterpart in the source");
    Finding::new(check, Kind::Added, Severity::Warning, message)
        .confidence(confidence)
        .in_target(figure.span)
        .help("remove it, or correct it to what the source says")
        .identity(identity(figure))
}

/// Whether a day or a month stands right beside a year: the `July 26, 2020` of a dateline.
fn completes_date(facts: &Facts, year: &Figure) -> bool {
    let near = |a: Span, b: Span| b.start.checked_sub(a.end).is_some_and(|gap| gap <= 2);
    let mut parts = facts.figures.iter().filter(|f| matches!(f.unit, Unit::Day | Unit::Month));
    parts.any(|part| near(part.span, year.span) || near(year.span, part.span))
}

/// Whether a figure says too much to be dropped or added in passing: amounts, percentages, years,
/// decimals, large numbers. Human translators drop and add small counts, ordinals and times.
fn tells(figure: &Figure) -> bool {
    let Some(best) = figure.best() else { return false };
    match figure.class() {
        // `100 %` is as often an intensifier as a figure.
        Class::Percentage => best != Value::int(100),
        Class::Money => true,
        Class::Date => figure.unit == Unit::Year && best >= Value::int(100),
        Class::Ordinal | Class::Time | Class::Ratio => false,
        Class::Number | Class::Measure => {
            !best.is_integer() || best.abs() > Value::int(10) || figure.form == Form::Scaled
        }
    }
}

/// Whether a figure stands alone between commas or brackets, like the age in `Smith, 37, said`:
/// the class of figures that translators drop most.
fn is_aside(text: &str, figure: &Figure) -> bool {
    let before = text[..figure.span.start as usize].trim_end().chars().next_back();
    let after = text[figure.span.end as usize..].trim_start().chars().next();
    figure.unit == Unit::None
        && figure.best().is_some_and(|v| v.is_integer() && v < Value::int(120))
        && matches!(
            (before, after),
            (Some(','), Some(',')) | (Some('('), Some(')')) | (Some('（'), Some('）'))
        )
}

/// What kind of slip turned one figure into the other, and how to say it.
fn diagnose(source: &Figure, target: &Figure) -> (Kind, Option<String>) {
    let (Some(was), Some(is)) = (source.best(), target.best()) else {
        return (Kind::Changed, None);
    };
    let (was, is) = (was.abs(), is.abs());
    if source.readings.iter().any(|v| target.readings.contains(v)) {
        return (Kind::Changed, Some(unit_change(source.unit, target.unit).to_owned()));
    }
    if let Some(power) = was.power_apart(is).filter(|p| p.unsigned_abs() <= 15) {
        let factor = group_thousands(10u64.pow(u32::from(power.unsigned_abs())));
        let direction = if power > 0 { "large" } else { "small" };
        return (Kind::Scaled, Some(format!("{factor} times too {direction}")));
    }
    let (was, is) = (was.digits_text(), is.digits_text());
    let edits = strsim::levenshtein(&was, &is);
    if was.len() == is.len() && edits == 2 && strsim::damerau_levenshtein(&was, &is) == 1 {
        return (Kind::Transposed, Some("digits transposed".to_owned()));
    }
    let how = match was.len().cmp(&is.len()) {
        Ordering::Greater => "a digit dropped",
        Ordering::Less => "a digit too many",
        Ordering::Equal => "a digit changed",
    };
    (Kind::Changed, (edits == 1 && was.len() > 1).then(|| how.to_owned()))
}

/// How two figures of one value differ.
fn unit_change(was: Unit, is: Unit) -> &'static str {
    match (was, is) {
        (Unit::Currency(_), Unit::Currency(_)) => "the currency changed",
        (Unit::Hour, Unit::Hour) => "before noon and after noon exchanged",
        (Unit::Percent, Unit::Point) => "percent became percentage points",
        (Unit::Point, Unit::Percent) => "percentage points became percent",
        _ => "the unit changed",
    }
}

/// The value with its unit: what makes a finding the same in a baseline.
fn identity(figure: &Figure) -> String {
    let value = figure.best().map_or_else(String::new, |v| v.to_string());
    match figure.unit {
        Unit::None | Unit::Count => value,
        unit => format!("{value} {unit}"),
    }
}

fn group_thousands(n: u64) -> String {
    let digits = n.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
