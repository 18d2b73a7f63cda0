//! The report for people: each finding with source and target under each other.
//!
//! ```text
//! notes.ja.txt:7:31: error: `$40.59 billion` became `40.59億ドル`, ten times too small [money-mismatch]
//!   en │ …reported third-quarter revenue of $40.59 billion, beating analyst estimates…
//!      │                                   ~~~~~~~~~~~~~~
//!   ja │ …第三四半期の売上高が40.59億ドルで、アナリストの…
//!      │                       ^^^^^^^^^^^
//!      = help: …
//! ```
//!
//! The first line is the one of the concise report. `^` marks what to look at, `~` what it is
//! compared with and what it rests on. Colour repeats what the signs say and adds nothing.

use super::escape::visible;
use super::excerpt::{Excerpt, Focus, Mark, Run, excerpt};
use super::{Found, Report, Segment, Summary};
use crate::finding::{Evidence, Finding, Severity, SideName};
use crate::text::Span;
use crate::unit::Side;
use colored::{Color, ColoredString, Colorize};
use std::fmt::Display;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// Columns of a line of text with its gutter: those of a narrow terminal. Fixed, so that a report
/// looks the same everywhere.
const WIDTH: usize = 80;

/// Characters of a key or of a piece of evidence that are shown.
const QUOTE: usize = 60;

/// The report.
pub(super) struct Text {
    colour: bool,
}

impl Text {
    pub(super) fn new(colour: bool) -> Self {
        Self { colour }
    }

    /// The styles of the report, by purpose.
    fn paint(&self, text: &str, style: Style) -> ColoredString {
        let text = text.normal();
        if !self.colour {
            return text;
        }
        match style {
            Style::Severity(severity) => text.color(colour(severity)).bold(),
            Style::Mark(severity) => text.color(colour(severity)),
            Style::Place => text.bold(),
            Style::Gutter => text.dimmed(),
            Style::Plain => text,
        }
    }
}

#[derive(Clone, Copy)]
enum Style {
    Severity(Severity),
    Mark(Severity),
    Place,
    Gutter,
    Plain,
}

fn colour(severity: Severity) -> Color {
    match severity {
        Severity::Error => Color::Red,
        Severity::Warning => Color::Yellow,
        Severity::Note => Color::Cyan,
    }
}

impl Report for Text {
    fn segment(
        &mut self,
        segment: Segment<'_>,
        found: &[Found],
        out: &mut dyn Write,
    ) -> io::Result<()> {
        for Found { finding, .. } in found {
            self.finding(segment, finding, out)?;
        }
        Ok(())
    }

    fn finish(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(summary.lines().as_bytes())
    }
}

impl Text {
    fn finding(
        &self,
        segment: Segment<'_>,
        finding: &Finding,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let Segment { unit, pair } = segment;
        let at = segment.place(finding);
        let place = format!("{}:{}:{}", visible(&unit.file), at.line, at.column);
        writeln!(
            out,
            "{}: {}: {} {}",
            self.paint(&place, Style::Place),
            self.paint(finding.severity.name(), Style::Severity(finding.severity)),
            visible(&finding.message),
            self.paint(&format!("[{}]", finding.check), Style::Gutter)
        )?;

        // A side that its file does not have is not shown.
        let row =
            |name, span| segment.present(name).map(|side| Row::new(side, span, name, finding));
        let source = row(SideName::Source, finding.source);
        let target = row(SideName::Target, finding.target);
        let gutter = [&source, &target].into_iter().flatten().map(Row::gutter).max().unwrap_or(0);
        for (row, other) in [(&source, &target), (&target, &source)] {
            if let Some(row) = row {
                self.row(row, other.as_ref(), gutter, finding.severity, out)?;
            }
        }

        let mut line = |label: &str, text: &dyn Display| {
            let sign = self.paint("=", Style::Gutter);
            writeln!(out, "  {:gutter$} {sign} {label}: {text}", "")
        };
        match finding.evidence.as_slice() {
            // What is marked already need not be quoted.
            [only] if Some(only.span) == finding.target => line("signal", &only.name)?,
            several => {
                for (name, text, times) in evidence_lines(segment, finding, several) {
                    match times {
                        1 => line(name, &text)?,
                        _ => line(name, &format_args!("{text} ({times} times)"))?,
                    }
                }
            }
        }
        if let Some(suggestion) = &finding.suggestion {
            line("suggestion", &format_args!("`{}`", visible(suggestion)))?;
        }
        if let Some(help) = &finding.help {
            line("help", &visible(help))?;
        }
        // A key that is the source itself says nothing new.
        if let Some(key) = unit.key.as_deref().filter(|key| *key != pair.source.text.as_str()) {
            // Gettext writes a context and a message with this character between them.
            line("unit", &quote(&key.replace('\u{4}', " › ")))?;
        }
        if let Some(plural) = &pair.plural {
            line("plural form", &visible(plural))?;
        }
        writeln!(out)
    }

    /// One side: its text and, if anything is marked, its marks.
    fn row(
        &self,
        row: &Row<'_>,
        other: Option<&Row<'_>>,
        gutter: usize,
        severity: Severity,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let focus = match (row.focus, other) {
            (Some(span), _) => Focus::Span(span),
            (None, Some(other)) => Focus::Share(other.share()),
            (None, None) => Focus::Share(0.0),
        };
        // Two spaces before the gutter, and a bar with a space on each side behind it.
        let width = WIDTH.saturating_sub(gutter + 5);
        let Excerpt { runs, marks } = excerpt(row.text, &row.marks, focus, width);
        let bar = self.paint("│", Style::Gutter);
        write!(out, "  {:gutter$} {bar} ", self.paint(row.lang, Style::Gutter))?;
        for Run { text, is_marked } in &runs {
            let style = if *is_marked { Style::Mark(severity) } else { Style::Plain };
            write!(out, "{}", self.paint(text, style))?;
        }
        writeln!(out)?;
        if marks.is_empty() {
            return Ok(());
        }
        writeln!(out, "  {:gutter$} {bar} {}", "", self.paint(&marks, Style::Mark(severity)))
    }
}

/// One side of a finding, ready to be drawn.
struct Row<'a> {
    lang: &'a str,
    text: &'a str,
    marks: Vec<Mark>,
    /// What the reader is to see, if anything on this side is marked.
    focus: Option<Span>,
}

impl<'a> Row<'a> {
    fn new(side: &'a Side, span: Option<Span>, name: SideName, finding: &Finding) -> Self {
        // The target is what is looked at, and the source only where it alone is marked.
        let sign = if name == SideName::Target || finding.target.is_none() { '^' } else { '~' };
        let main = span.map(|span| Mark { span, sign });
        let evidence = finding.evidence.iter().filter(|evidence| evidence.side == name);
        let evidence = evidence.map(|evidence| Mark { span: evidence.span, sign: '~' });
        let marks: Vec<Mark> = main.into_iter().chain(evidence).collect();
        let focus = marks.first().map(|mark| mark.span);
        Self { lang: &side.lang, text: side.text.as_str(), marks, focus }
    }

    fn gutter(&self) -> usize {
        self.lang.width()
    }

    /// How far into the text its focus lies.
    fn share(&self) -> f64 {
        let start = self.focus.map_or(0, |span| span.start);
        f64::from(start) / self.text.len().max(1) as f64
    }
}

/// What evidence shows, with how often it shows that. What the message says already is not said
/// again: the text at its place is.
fn evidence_lines<'a>(
    segment: Segment<'_>,
    finding: &Finding,
    several: &'a [Evidence],
) -> Vec<(&'a str, String, usize)> {
    let mut lines: Vec<(&str, String, usize)> = Vec::new();
    for evidence in several {
        let note = &evidence.note;
        let text = if note.is_empty() || finding.message.contains(note.as_str()) {
            format!("`{}`", quote(evidence_text(segment, evidence)))
        } else {
            visible(note).into_owned()
        };
        match lines.iter_mut().find(|(name, known, _)| *name == evidence.name && *known == text) {
            Some((.., times)) => *times += 1,
            None => lines.push((evidence.name, text, 1)),
        }
    }
    lines
}

fn evidence_text<'a>(segment: Segment<'a>, evidence: &Evidence) -> &'a str {
    segment.side(evidence.side).map_or("", |side| evidence.span.of(side.text.as_str()))
}

/// The beginning of a text, on one line.
fn quote(text: &str) -> String {
    match text.char_indices().nth(QUOTE) {
        Some((end, _)) => format!("{}…", visible(&text[..end])),
        None => visible(text).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Fingerprint, Kind};
    use crate::unit::{Pair, Unit};

    /// The report of one finding on one pair.
    fn report(source: &str, target: &str, finding: Finding) -> String {
        let side = |lang: &str, text: &str| Side::new(lang.into(), text.into());
        let pair = Pair::new(side("en", source), Some(side("ja", target)));
        let mut unit = Unit::new("a.ja.txt".into(), "a".into(), Vec::new());
        unit.key = Some("menu.open".to_owned());
        let fingerprint = Fingerprint::of(&finding, &unit, &pair);
        let mut out = Vec::new();
        let segment = Segment { unit: &unit, pair: &pair };
        let found = [Found { finding, fingerprint, related: Vec::new() }];
        Text::new(false).segment(segment, &found, &mut out).expect("a vector takes everything");
        String::from_utf8(out).expect("reports are UTF-8")
    }

    fn span(text: &str, part: &str) -> Span {
        let start = text.find(part).expect("the part is there");
        Span::new(start, start + part.len())
    }

    #[test]
    fn both_sides_are_marked_under_their_text() {
        let (source, target) = ("revenue of $40.59 billion", "売上高は40.59億ドル");
        let message = "`$40.59 billion` became `40.59億ドル`, ten times too small".to_owned();
        let mut finding = Finding::new("money-mismatch", Kind::Scaled, Severity::Error, message)
            .in_source(span(source, "$40.59 billion"))
            .in_target(span(target, "40.59億ドル"))
            .help("write the amount with the scale word of the target language");
        finding.suggestion = Some("405.9億ドル".to_owned());
        let expected = "\
a.ja.txt:1:5: error: `$40.59 billion` became `40.59億ドル`, ten times too small [money-mismatch]
  en │ revenue of $40.59 billion
     │            ~~~~~~~~~~~~~~
  ja │ 売上高は40.59億ドル
     │         ^^^^^^^^^^^
     = suggestion: `405.9億ドル`
     = help: write the amount with the scale word of the target language
     = unit: menu.open

";
        assert_eq!(report(source, target, finding), expected);
    }

    #[test]
    fn evidence_is_marked_and_listed_and_damage_is_written_out() {
        let (source, target) = ("a", "\u{1b}[31m使用した\u{202e}使って");
        let mut finding =
            Finding::new("garbled-text", Kind::Garbled, Severity::Note, "a chain".to_owned());
        finding.evidence.push(Evidence {
            name: "verb-chain",
            side: SideName::Target,
            span: span(target, "使用した"),
            note: String::new(),
        });
        let expected = "\
a.ja.txt:1:1: note: a chain [garbled-text]
  en │ a
  ja │ \\u{1b}[31m使用した\\u{202e}使って
     │           ~~~~~~~~
     = verb-chain: `使用した`
     = unit: menu.open

";
        assert_eq!(report(source, target, finding), expected);
    }
}
