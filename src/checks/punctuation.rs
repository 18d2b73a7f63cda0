//! `punctuation`: the target begins or ends with other marks than the source, doubles one, puts a
//! space on the wrong side of it, or quotes as another language does.
//!
//! Marks are compared by what they say, so that `。` answers `.` and, in Greek, `;` answers `?`. All
//! of it is a matter of style: labels lose their full stop and exclamations calm down in good
//! translations, so nothing here fails a build.

use super::{Check, Example, View, missing_text, truncated_text};
use crate::facts::{Chars, Facts};
use crate::finding::{Confidence, Finding, Kind, Severity};
use crate::punctuation::{Edge, Mark, Marks, Punctuation, is_blank, may_have_marks};
use crate::scan;
use crate::text::Span;

/// The check.
pub(super) static CHECK: Check = Check {
    id: "punctuation",
    summary: "A text begins or ends with another mark, or a mark is doubled or misplaced",
    why: "A question that became a statement, a label that lost its colon or a sentence with two \
          full stops looks careless, and sometimes misleads. Marks are compared by what they say: \
          `。`, `।` and `.` are one mark, and so are `…` and `...`. Each language has habits of its \
          own, such as `¿` before a question, a space before `:` in French, or its quotation marks.",
    mqm: "linguistic-conventions/punctuation",
    needs: &[],
    examples: &[
        Example {
            langs: ("en", "de"),
            source: "Do you want to save the file?",
            target: "Möchten Sie die Datei speichern.",
            fires: true,
        },
        Example {
            langs: ("en", "ja"),
            source: "The file was saved.",
            target: "ファイルを保存しました。",
            fires: false,
        },
        Example {
            langs: ("en", "es"),
            source: "Are you sure?",
            target: "Está seguro?",
            fires: true,
        },
        Example {
            langs: ("en", "el"),
            source: "Are you sure?",
            target: "Είστε σίγουροι;",
            fires: false,
        },
        Example {
            langs: ("en", "de"),
            source: "Open the folder “Music”.",
            target: "Öffnen Sie den Ordner “Musik”.",
            fires: true,
        },
    ],
    run,
};

fn run(view: &View<'_>, findings: &mut Vec<Finding>) {
    if missing_text::is_marks_alone(view) {
        return;
    }
    let (from, into) = (&view.source_locale.punctuation, &view.target_locale.punctuation);
    if let (Some(source), Some(target)) = (from.end(view.source_facts), into.end(view.target_facts))
        && source.marks != target.marks
    {
        findings.extend(end(view, source, target));
    }
    if let (Some(source), Some(target)) =
        (from.start(view.source_facts), into.start(view.target_facts))
        && source.marks != target.marks
    {
        findings.extend(edge(view, "begins", source, target));
    }
    inside(view, findings);
    spaced(view, findings);
    opened(view, findings);
    quotes(view, findings);
}

/// What is wrong with the marks at the end, unless the languages or the sentences excuse it.
fn end(view: &View<'_>, source: Edge, target: Edge) -> Option<Finding> {
    let (from, into) = (&view.source_locale.punctuation, &view.target_locale.punctuation);
    let mut lost = source.marks.without(target.marks);
    let mut added = target.marks.without(source.marks).without(from.optional);
    // In place of a mark that it may go without, a sentence ends as others do.
    if !lost.is_empty() && lost.without(into.optional).is_empty() {
        (lost, added) = (Marks::default(), added.without(STOP));
    }
    let asks = |punctuation: &Punctuation, text: &str, edge: Edge, chars: &Chars| {
        let words = &text[..chars.span(edge.start, edge.start).start as usize];
        punctuation.asks.iter().any(|ending| words.ends_with(ending.as_str()))
    };
    if lost.has(Mark::Question) && asks(into, view.target, target, &view.target_facts.chars) {
        (lost, added) = (lost.without(QUESTION), added.without(STOP));
    }
    if added.has(Mark::Question) && asks(from, view.source, source, &view.source_facts.chars) {
        (lost, added) = (lost.without(STOP), added.without(QUESTION));
    }
    // What was said elsewhere is not lost: `Quit?` that became `Quit? (yes/no)`.
    for mark in [Mark::Question, Mark::Exclamation, Mark::Colon, Mark::Ellipsis] {
        let elsewhere = |facts: &Facts, punctuation: &Punctuation| {
            facts.chars.raw.iter().any(|&c| punctuation.mark(c) == Some(mark))
        };
        if lost.has(mark) && elsewhere(view.target_facts, into) {
            lost = lost.without(Marks::of(mark));
        }
        if added.has(mark) && elsewhere(view.source_facts, from) {
            added = added.without(Marks::of(mark));
        }
    }
    let stopped =
        is_abbreviation(view.source_facts, source, &view.source_locale.sentences.abbreviations)
            || is_abbreviation(
                view.target_facts,
                target,
                &view.target_locale.sentences.abbreviations,
            );
    if stopped {
        (lost, added) = (lost.without(STOP), added.without(STOP));
    }
    let said = view.target_facts.is_markup_alone() || is_signalled(view, target.start, target.end);
    if lost.is_empty() && added.is_empty() || said || truncated_text::breaks_off(view) {
        return None;
    }
    edge(view, "ends", source, target)
}

const STOP: Marks = Marks::of(Mark::Stop);
const QUESTION: Marks = Marks::of(Mark::Question);

/// Whether a full stop belongs to the word before it: `etc.`, `p.m.`, `J. R.`
fn is_abbreviation(facts: &Facts, edge: Edge, abbreviations: &[String]) -> bool {
    if edge.marks != STOP {
        return false;
    }
    let before = &facts.chars.raw[..edge.start];
    let start = before.iter().rposition(|&c| is_blank(c)).map_or(0, |at| at + 1);
    let word = &before[start..];
    word.len() < 2
        || word.contains(&'.')
        || abbreviations.iter().any(|known| known.chars().eq(word.iter().copied()))
}

/// The note about different marks at one end.
fn edge(view: &View<'_>, verb: &str, source: Edge, target: Edge) -> Option<Finding> {
    let place = |facts: &Facts, edge: Edge| facts.chars.span(edge.start, edge.end);
    let (was, is) = (place(view.source_facts, source), place(view.target_facts, target));
    let (written, became) = (was.of(view.source), is.of(view.target));
    let (kind, message) = match (written.is_empty(), became.is_empty()) {
        (true, true) => return None,
        (false, true) => {
            (Kind::Missing, format!("the source {verb} with `{written}`, the target does not"))
        }
        (true, false) => {
            (Kind::Added, format!("the target {verb} with `{became}`, the source does not"))
        }
        (false, false) => (
            Kind::Changed,
            format!("the target {verb} with `{became}` where the source has `{written}`"),
        ),
    };
    let finding = note(kind, message).identity(format!("{written}>{became}"));
    let finding = if written.is_empty() { finding } else { finding.in_source(was) };
    Some(if became.is_empty() { finding } else { finding.in_target(is) })
}

/// Whether a garble signal says what is wrong between two characters, or beside them.
fn is_signalled(view: &View<'_>, start: usize, end: usize) -> bool {
    let span = view.target_facts.chars.span(start, end);
    view.signals.iter().any(|signal| signal.span.start <= span.end && span.start <= signal.span.end)
}

fn note(kind: Kind, message: String) -> Finding {
    Finding::new(CHECK.id, kind, Severity::Note, message).confidence(Confidence::Medium)
}

/// Marks inside the text that are written twice, or behind a space.
fn inside(view: &View<'_>, findings: &mut Vec<Finding>) {
    let ascii =
        |b: u8| (b == b',') | (b == b'.') | (b == b'!') | (b == b'?') | (b == b':') | (b == b';');
    // The no-break spaces end with A0 and AF, wide marks begin with E3 80 and EF BC.
    let suspect = |a: u8, b: u8| {
        let space = (a == b' ') | (a == 0xa0) | (a == 0xaf);
        let wide = (a == 0xe3) & (b == 0x80) | (a == 0xef) & (b == 0xbc);
        ascii(b) & (space | (a == b)) | wide
    };
    if !scan::any_two(view.target, suspect) {
        return;
    }
    let raw = &view.target_facts.chars.raw;
    let space = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}');
    let wide = |c: char| matches!(c, '、' | '。' | '！'..='？');
    let suspect =
        |a: char, b: char| (a == b || space(a)) && (u8::try_from(b).is_ok_and(ascii) || wide(b));
    for at in 1..raw.len() {
        if !suspect(raw[at - 1], raw[at])
            || is_masked(view.target_facts, at)
            || is_signalled(view, at, at + 1)
        {
            continue;
        }
        let found = if raw[at - 1] == raw[at] { doubled(view, at) } else { behind_space(view, at) };
        findings.extend(found);
    }
}

/// A mark that stands twice and not thrice, if the source doubles nothing.
fn doubled(view: &View<'_>, second: usize) -> Option<Finding> {
    let raw = &view.target_facts.chars.raw;
    let c = raw[second];
    let run =
        |raw: &[char], at: usize| raw[at..].iter().take_while(|next| **next == raw[at]).count();
    let first = second - 1;
    if first > 0 && raw[first - 1] == c || run(raw, first) > 2 {
        return None;
    }
    let mark = view.target_locale.punctuation.mark(c)?;
    let source = &view.source_facts.chars.raw;
    let from = &view.source_locale.punctuation;
    let excused = source.windows(2).any(|two| two[0] == two[1] && from.mark(two[0]).is_some());
    // Two dots may be a path, two colons a scope, and emphasis doubles exclamation marks.
    let joins = |at: Option<&char>| at.is_some_and(|c| c.is_ascii_alphanumeric() || *c == '/');
    if excused || mark == Mark::Colon || joins(raw.get(second + 1)) {
        return None;
    }
    let span = view.target_facts.chars.span(first, second + 1);
    let written = span.of(view.target);
    Some(
        note(Kind::Repeated, format!("`{written}` is written twice"))
            .in_target(span)
            .help("write it once")
            .suggest(c.to_string())
            .identity(written),
    )
}

/// A mark behind a space where neither the language nor the source puts one.
fn behind_space(view: &View<'_>, at: usize) -> Option<Finding> {
    let raw = &view.target_facts.chars.raw;
    let c = raw[at];
    let punctuation = &view.target_locale.punctuation;
    let mark = punctuation.mark(c)?;
    if punctuation.spaced.contains(&c) || at < 2 {
        return None;
    }
    // `.NET`, `:)`, ` ...` and `?page` are not the end of what stands before them.
    let next = raw.get(at + 1).copied();
    if next.is_some_and(|next| !is_blank(next)) || raw[at - 2] == '\n' || is_blank(raw[at - 2]) {
        return None;
    }
    let source = &view.source_facts.chars.raw;
    let from = &view.source_locale.punctuation;
    let same = |two: &[char]| is_blank(two[0]) && from.mark(two[1]) == Some(mark);
    if source.windows(2).any(same) {
        return None;
    }
    let span = view.target_facts.chars.span(at - 1, at + 1);
    Some(
        note(Kind::Style, format!("a space stands before `{c}`"))
            .in_target(span)
            .help("take the space out")
            .suggest(c.to_string())
            .identity(c),
    )
}

/// Marks without the space that the language puts before them.
fn spaced(view: &View<'_>, findings: &mut Vec<Finding>) {
    let punctuation = &view.target_locale.punctuation;
    if punctuation.spaced.is_empty() {
        return;
    }
    let raw = &view.target_facts.chars.raw;
    for at in 1..raw.len() {
        let (before, c) = (raw[at - 1], raw[at]);
        if !punctuation.spaced.contains(&c) || !before.is_alphabetic() {
            continue;
        }
        // Only behind a word and at the end of one: `10:30`, `http://` and `(?)` need none.
        if raw.get(at + 1).is_some_and(|&next| !is_blank(next)) {
            continue;
        }
        let span = view.target_facts.chars.span(at, at + 1);
        let in_code = || view.target_facts.codes.iter().any(|code| code.span.contains(span));
        if view.target_facts.is_masked(span.start) || in_code() {
            continue;
        }
        findings.push(
            note(Kind::Style, format!("no space stands before `{c}`"))
                .in_target(span)
                .help("put a no-break space before it")
                .suggest(format!("\u{202f}{c}"))
                .identity(c),
        );
        return;
    }
}

/// A question or exclamation without the mark that opens it.
fn opened(view: &View<'_>, findings: &mut Vec<Finding>) {
    let facts = view.target_facts;
    let raw = &facts.chars.raw;
    for &(open, close) in &view.target_locale.punctuation.opened {
        let ends = |at: usize| {
            raw[at] == close
                && raw.get(at + 1).is_none_or(|c| !c.is_alphanumeric())
                && at.checked_sub(1).is_some_and(|before| raw[before].is_alphabetic())
                && !is_masked(facts, at)
        };
        let Some(at) = (0..raw.len()).find(|&at| ends(at)) else { continue };
        if raw.contains(&open) {
            continue;
        }
        findings.push(
            note(Kind::Style, format!("`{close}` stands without `{open}`"))
                .in_target(facts.chars.span(at, at + 1))
                .help(format!("put `{open}` where the question or exclamation begins"))
                .identity(close),
        );
    }
}

/// The first quotation mark that the language does not have.
fn quotes(view: &View<'_>, findings: &mut Vec<Finding>) {
    let facts = view.target_facts;
    let punctuation = &view.target_locale.punctuation;
    let raw = &facts.chars.raw;
    if punctuation.quotes.is_empty() || !may_have_marks(view.target, raw) {
        return;
    }
    let foreign = |at: usize| punctuation.is_foreign_quote(raw[at]) && !is_masked(facts, at);
    let Some(at) = (0..raw.len()).find(|&at| foreign(at)) else { return };
    let Some((open, close)) = punctuation.quotes.first() else { return };
    findings.push(
        note(Kind::Style, format!("`{}` is no quotation mark of the target language", raw[at]))
            .in_target(facts.chars.span(at, at + 1))
            .help(format!("quote as `{open}…{close}`"))
            .identity(raw[at]),
    );
}

/// Whether the character at `index` is part of what is not text.
fn is_masked(facts: &Facts, index: usize) -> bool {
    let Span { start, .. } = facts.chars.span(index, index);
    facts.is_masked(start)
}
