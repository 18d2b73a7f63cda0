//! `whitespace`: line breaks and spaces at the edges differ from the source, or spaces are doubled.
//!
//! A line break at the edge of a string belongs to it: gettext itself refuses a catalogue in which
//! one is lost. Everything else is for a reviewer.

use super::{Check, Example, View};
use crate::facts::{Facts, is_unspaced};
use crate::finding::{Confidence, Finding, Kind, Severity};
use crate::scan;
use crate::text::Span;

/// The check.
pub(super) static CHECK: Check = Check {
    id: "whitespace",
    summary: "Spaces or line breaks differ from the source",
    why: "A program puts strings together: where a space or a line break at the edge is lost, words \
          or lines run into each other. Spaces that are doubled, tabs and invisible characters come \
          from editing and copying and break searches and layouts. Scripts without spaces between \
          words may drop them at the edges.",
    mqm: "linguistic-conventions/whitespace",
    needs: &[],
    examples: &[
        Example { langs: ("en", "de"), source: "Done.\n", target: "Fertig.", fires: true },
        Example {
            langs: ("en", "de"),
            source: "The file was saved.",
            target: "Die Datei  wurde gespeichert.",
            fires: true,
        },
        Example { langs: ("en", "ja"), source: "Name: ", target: "名前：", fires: false },
    ],
    run,
};

fn run(view: &View<'_>, findings: &mut Vec<Finding>) {
    let front = |text: &str| Span::new(0, text.len() - text.trim_start().len());
    let back = |text: &str| Span::new(text.trim_end().len(), text.len());
    for (edge, verb) in [(Edge::Start, "begins"), (Edge::End, "ends")] {
        let (source, target) = match edge {
            Edge::Start => (front(view.source), front(view.target)),
            Edge::End => (back(view.source), back(view.target)),
        };
        if source.of(view.source) != target.of(view.target) {
            findings.extend(at_edge(view, edge, verb, source, target));
        }
    }
    line_breaks(view, findings);
    inside(view, findings);
}

/// One end of a text.
#[derive(Clone, Copy, PartialEq)]
enum Edge {
    Start,
    End,
}

/// What is wrong with the white space at one edge.
fn at_edge(view: &View<'_>, edge: Edge, verb: &str, source: Span, target: Span) -> Option<Finding> {
    let (was, is) = (source.of(view.source), target.of(view.target));
    let finding = match (was.matches('\n').count(), is.matches('\n').count()) {
        // Indentation of lines is layout.
        (had, has) if had == has => {
            let layout = had > 0 || needs_no_space(view, edge);
            (!layout).then(|| note(kind(was, is), other_spaces(verb, was, is)))?
        }
        (had, has) => {
            let message =
                format!("the target {verb} with {}, the source with {}", lines(has), lines(had));
            // Indented lines are laid out by their file, and not by what they say.
            let bare = |space: &str| space.bytes().all(|byte| matches!(byte, b'\n' | b'\r'));
            if bare(was) && bare(is) && had.min(has) == 0 {
                Finding::new(CHECK.id, kind(was, is), Severity::Warning, message)
            } else {
                note(kind(was, is), message)
            }
        }
    };
    let finding =
        finding.help("begin and end as the source does").identity(format!("{was:?}>{is:?}"));
    let finding = if was.is_empty() { finding } else { finding.in_source(source) };
    Some(suggest(finding, view, edge, was, target))
}

/// Suggests the white space of the source. Where the target has none of its own, the character beside
/// it is the place. What is there on one side alone, and no indentation, is beyond doubt.
fn suggest(finding: Finding, view: &View<'_>, edge: Edge, was: &str, own: Span) -> Finding {
    let (text, is) = (view.target, own.of(view.target));
    let on_one_side =
        (was.is_empty() || is.is_empty()) && !was.contains('\n') && !is.contains('\n');
    let certain = on_one_side || finding.confidence == Confidence::High;
    if !is.is_empty() {
        return finding.in_target(own).suggest(was).applicable(certain);
    }
    let beside = match edge {
        Edge::Start => text.chars().next(),
        Edge::End => text.chars().next_back(),
    };
    let Some(c) = beside else { return finding };
    let (start, written) = match edge {
        Edge::Start => (0, format!("{was}{c}")),
        Edge::End => (text.len() - c.len_utf8(), format!("{c}{was}")),
    };
    let span = Span::new(start, start + c.len_utf8());
    finding.in_target(span).suggest(written).applicable(certain)
}

/// How the spaces at one edge differ.
fn other_spaces(verb: &str, was: &str, is: &str) -> String {
    match (was.is_empty(), is.is_empty()) {
        (false, true) => format!("the source {verb} with {}, the target does not", spaces(was)),
        (true, false) => format!("the target {verb} with {}, the source does not", spaces(is)),
        _ => format!("the target {verb} with other white space than the source"),
    }
}

fn kind(was: &str, is: &str) -> Kind {
    match (was.is_empty(), is.is_empty()) {
        (false, true) => Kind::Missing,
        (true, false) => Kind::Added,
        _ => Kind::Changed,
    }
}

fn note(kind: Kind, message: String) -> Finding {
    Finding::new(CHECK.id, kind, Severity::Note, message).confidence(Confidence::Medium)
}

fn lines(count: usize) -> String {
    match count {
        0 => "no line break".to_owned(),
        1 => "a line break".to_owned(),
        n => format!("{n} line breaks"),
    }
}

fn spaces(space: &str) -> &'static str {
    match space {
        " " => "a space",
        "\t" => "a tab",
        "\u{a0}" | "\u{202f}" => "a no-break space",
        "\u{3000}" => "a full-width space",
        _ => "white space",
    }
}

/// Whether what stands at an edge of the target is written without spaces around it.
fn needs_no_space(view: &View<'_>, edge: Edge) -> bool {
    let text = view.target.trim();
    let last = match edge {
        Edge::Start => text.chars().next(),
        Edge::End => text.chars().next_back(),
    };
    last.is_some_and(|c| is_wide_mark(c) || is_unspaced(c) && !is_hangul(c))
}

/// Whether a character is of the one script of wide characters that parts words with spaces.
fn is_hangul(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7af}')
}

/// Whether a character is a mark as wide as a Han character, with its space inside it.
fn is_wide_mark(c: char) -> bool {
    matches!(c, '\u{3001}'..='\u{303f}' | '\u{ff01}'..='\u{ff60}')
}

/// Paragraphs that were joined, or parted: lines inside one are broken as they fit.
fn line_breaks(view: &View<'_>, findings: &mut Vec<Finding>) {
    let breaks = |text| scan::any(text, |byte| byte == b'\n');
    if !breaks(view.source) & !breaks(view.target) {
        return;
    }
    // The branches of a plural stand on lines of their own, and languages have more or fewer.
    let framed = |facts: &Facts, text: &str| {
        facts
            .masks
            .iter()
            .any(|mask| mask.span.of(text) == "}" || mask.span.of(text).contains('\n'))
    };
    if framed(view.source_facts, view.source) || framed(view.target_facts, view.target) {
        return;
    }
    let (had, has) = (paragraphs(view.source), paragraphs(view.target));
    if had == has {
        return;
    }
    let count =
        |n: usize| if n == 1 { "1 paragraph".to_owned() } else { format!("{n} paragraphs") };
    let message = format!("the target has {}, the source {}", count(has), count(had));
    let kind = if has < had { Kind::Missing } else { Kind::Added };
    findings.push(
        note(kind, message)
            .in_target(Span::new(0, view.target.len()))
            .help("break the text where the source does")
            .identity(format!("{had}>{has}")),
    );
}

/// How many stretches of text an empty line parts.
fn paragraphs(text: &str) -> usize {
    let (mut count, mut open) = (0, false);
    for line in text.lines() {
        let blank = line.trim().is_empty();
        count += usize::from(!blank && !open);
        open = !blank;
    }
    count
}

/// Doubled spaces, tabs and invisible characters inside the target that the source does not have.
fn inside(view: &View<'_>, findings: &mut Vec<Finding>) {
    let suspect = |a: u8, b: u8| {
        // A no-break space is C2 A0.
        let doubled = ((a == b' ') | (a == 0xa0)) & ((b == b' ') | (b == 0xc2));
        let control = (b < b' ') & (b != b'\n') & (b != b'\r');
        let invisible = (a == 0xc2) & (b == 0xad)
            | (a == 0x80) & (b == 0x8b)
            | (a == 0xe2) & (b == 0x81)
            | (a == 0xbb) & (b == 0xbf);
        doubled | control | invisible
    };
    if !scan::any_two(view.target, suspect) {
        return;
    }
    doubled(view, findings);
    strangers(view, findings);
}

/// The first space that is written twice between two words, if the source doubles none.
fn doubled(view: &View<'_>, findings: &mut Vec<Finding>) {
    let double = |two: &[char]| two.iter().all(|c| matches!(c, ' ' | '\u{a0}'));
    if view.source_facts.chars.raw.windows(2).any(double) {
        return;
    }
    let chars = &view.target_facts.chars;
    let raw = &chars.raw;
    let between = |at: usize| {
        let before = at.checked_sub(1).is_some_and(|before| !raw[before].is_whitespace());
        before && double(&raw[at..at + 2])
    };
    for at in (0..raw.len().saturating_sub(1)).filter(|&at| between(at)) {
        let length = raw[at..].iter().take_while(|c| matches!(c, ' ' | '\u{a0}')).count();
        let span = chars.span(at, at + length);
        // At the end of a line or of the text it is not between words.
        let next = raw.get(at + length);
        if next.is_none_or(|c| c.is_whitespace()) || view.target_facts.is_masked(span.start) {
            continue;
        }
        findings.push(
            note(Kind::Repeated, "a space is written twice".to_owned())
                .in_target(span)
                .help("write one space")
                .suggest(" "),
        );
        return;
    }
}

/// The first tab, control or invisible character that the source does not have.
fn strangers(view: &View<'_>, findings: &mut Vec<Finding>) {
    let strange = |c: char| {
        matches!(c, '\0'..='\u{9}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}')
            || matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
    };
    let (source, chars) = (&view.source_facts.chars.raw, &view.target_facts.chars);
    for (at, &c) in chars.raw.iter().enumerate() {
        // Scripts without spaces mark the end of a word with the one of no width.
        let beside = [at.checked_sub(1), Some(at + 1)];
        let mut beside = beside.into_iter().flatten().filter_map(|at| chars.raw.get(at));
        let breaks_word = c == '\u{200b}' && beside.any(|&c| is_unspaced(c));
        let indents =
            c == '\t' && at.checked_sub(1).is_none_or(|before| chars.raw[before].is_whitespace());
        if !strange(c) || breaks_word || indents || source.contains(&c) {
            continue;
        }
        let span = chars.span(at, at + 1);
        if view.target_facts.is_masked(span.start) {
            continue;
        }
        let what = if c == '\t' {
            "a tab".to_owned()
        } else {
            format!("the invisible character U+{:04X}", c as u32)
        };
        findings.push(
            note(Kind::Added, format!("{what} stands in the target and not in the source"))
                .in_target(span)
                .help("take it out")
                .suggest("")
                .identity(format!("{:04X}", c as u32)),
        );
        return;
    }
}
