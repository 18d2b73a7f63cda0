//! Identifiers: product names with digits, versions, security and telephone numbers, standards,
//! addresses.

use super::{Check, Example, View};
use crate::facts::{CheckDigit, Code, CodeKind, broken_form};
use crate::finding::{Confidence, Finding, Kind, Severity};
use crate::rewrite;
use crate::text::is_beyond_latin;

/// The check.
pub(super) static CHECK: Check = Check {
    id: "identifier-mismatch",
    summary: "An identifier such as `H100`, a version, an ISIN or an address changed or is missing",
    why: "Identifiers must arrive letter by letter: one wrong character names another thing, and no reader can \
          guess the right one. Hyphens, spaces, capitals and a plural s are free; where an identifier has a check \
          digit, the digit itself proves the slip. Languages rename some (`COVID-19` is 新型コロナ): a table knows them. \
          A web address may lead to a page in the reader's language.",
    mqm: "accuracy/mistranslation",
    needs: &[],
    examples: &[
        Example {
            langs: ("en", "ja"),
            source: "a cluster of H100s",
            target: "H200のクラスター",
            fires: true,
        },
        Example {
            langs: ("en", "de"),
            source: "The bond (ISIN US30303M1027) matures in 2030.",
            target: "Die Anleihe (ISIN US30303M1072) wird 2030 fällig.",
            fires: true,
        },
        Example {
            langs: ("en", "ja"),
            source: "The A-320 landed during COVID-19.",
            target: "新型コロナの流行中にA320が着陸した。",
            fires: false,
        },
    ],
    run,
};

fn run(view: &View<'_>, findings: &mut Vec<Finding>) {
    let (source, target) = (&view.source_facts.codes, &view.target_facts.codes);
    let codes = &view.alignment.codes;
    let is_ours = |code: &Code| code.kind != CodeKind::Ticker;
    for &(i, j) in codes.changed.iter().filter(|&&(i, _)| is_ours(&source[i])) {
        let (code, other) = (&source[i], &target[j]);
        findings.extend(if code.is_address() {
            moved(view, code, other)
        } else {
            Some(changed(view, code, other))
        });
    }
    let missing = codes.missing.iter().map(|&i| &source[i]);
    // An address may stand in the other text as code, where nothing is read.
    let written = |code: &Code, own: &str, other: &str| {
        code.is_address() && other.contains(code.symbol.of(own))
    };
    let wanted = |code: &&Code| is_ours(code) && !code.is_renamed();
    for code in missing.filter(wanted).filter(|code| !written(code, view.source, view.target)) {
        let proven = code.check == CheckDigit::Holds;
        if proven && let Some(broken) = broken_form(code, &view.target_facts.chars) {
            findings.push(changed(view, code, &broken));
            continue;
        }
        let (noun, written) = (code.noun(), code.symbol.of(view.source));
        let message = format!("{noun} `{written}` has no counterpart");
        // An identifier whose check digit holds is one beyond doubt.
        findings.push(
            Finding::new(CHECK.id, Kind::Missing, Severity::Warning, message)
                .confidence(if proven { Confidence::High } else { Confidence::Medium })
                .in_source(code.span)
                .identity(&*code.canonical),
        );
    }
    let added = codes.added.iter().map(|&j| &target[j]);
    for code in added.filter(wanted).filter(|code| !written(code, view.target, view.source)) {
        let (noun, written) = (code.noun(), code.symbol.of(view.target));
        let message = format!("{noun} `{written}` is not in the source");
        findings.push(
            Finding::new(CHECK.id, Kind::Added, Severity::Note, message)
                .confidence(Confidence::Medium)
                .in_target(code.span)
                .identity(&*code.canonical),
        );
    }
}

/// The identifier became another one.
fn changed(view: &View<'_>, code: &Code, other: &Code) -> Finding {
    let (was, is) = (code.symbol.of(view.source), other.symbol.of(view.target));
    let noun = code.noun();
    let mut message = format!("{noun} `{was}` became `{is}`");
    if code.check == CheckDigit::Holds && other.check != CheckDigit::Holds {
        message.push_str(", whose check digit is wrong");
    }
    let between_scripts = is_beyond_latin(view.source) || is_beyond_latin(view.target);
    let sure = code.check == CheckDigit::Holds || is_slip(code, other, between_scripts);
    Finding::new(CHECK.id, Kind::Changed, Severity::Error, message)
        .confidence(if sure { Confidence::High } else { Confidence::Medium })
        .in_source(code.span)
        .in_target(other.symbol)
        .help("copy it from the source")
        .suggest(was)
        .applicable(sure && rewrite::is_certain_code(view, other.symbol, was))
        .identity(format!("{}>{}", code.canonical, other.canonical))
}

/// The address became another one: by a slip, or because readers are led elsewhere, as with a page in
/// their language.
fn moved(view: &View<'_>, code: &Code, other: &Code) -> Option<Finding> {
    let (was, is) = (code.symbol.of(view.source), other.symbol.of(view.target));
    let slip = code.is_slip_of_address(other);
    if Code::is_translated_address(was, is) || (!slip && code.is_renamed()) {
        return None;
    }
    let message = format!("{} `{was}` became `{is}`", code.noun());
    let (severity, confidence) = if slip {
        (Severity::Error, Confidence::High)
    } else {
        (Severity::Warning, Confidence::Medium)
    };
    let finding = Finding::new(CHECK.id, Kind::Changed, severity, message)
        .confidence(confidence)
        .in_source(code.span)
        .in_target(other.symbol)
        .help("copy it from the source, unless readers are to be led elsewhere")
        .suggest(was)
        .applicable(slip && rewrite::is_certain_code(view, other.symbol, was))
        .identity(format!("{}>{}", code.canonical, other.canonical));
    Some(finding)
}

/// Whether the difference is one that happens by mistake and not by intention.
///
/// Languages have acronyms of their own (`ACE2` is `ECA2` in Spanish) and endings of their own
/// (`NL63ye`): other letters beside the same digits, or a code that only goes on, may be meant. Between
/// scripts, letters are copied: `ECA2` in a Japanese text is a slip.
fn is_slip(code: &Code, other: &Code, between_scripts: bool) -> bool {
    let (a, b) = (code.canonical.as_str(), other.canonical.as_str());
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    if long.ends_with(short) {
        return false;
    }
    if let Some(rest) = long.strip_prefix(short)
        && !(short.ends_with(is_digit) && rest.starts_with(is_digit))
    {
        return false;
    }
    let digits = |code: &str| code.chars().filter(char::is_ascii_digit).collect::<String>();
    if code.kind != CodeKind::Word || digits(a) != digits(b) || between_scripts {
        return true;
    }
    short.len() >= 4 && strsim::levenshtein(a, b) <= 1
        || short.len() >= 6 && strsim::damerau_levenshtein(a, b) <= 1
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}
