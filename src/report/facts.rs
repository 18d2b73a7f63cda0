//! What was read in a text: the table for people and the lines for programs.
//!
//! The lines are a contract, like those of the findings: one object a text,
//! `{"id", "facts": [{"class", "values", "unit", "weight", "start", "end", "text"}]}`, the values
//! best first. Names of classes and units are kebab-case. `id` is a string, or `null` in a format
//! without keys; a text that is one side of a pair says which in `side`.

use super::escape::visible;
use crate::facts::{
    CheckDigit, Class, CodeKind, Exchange, Facts, Figure, Form, MarkKind, MaskKind, Value, Weight,
};
use crate::finding::SideName;
use crate::qualify;
use crate::text::Span;
use crate::units::Unit;
use serde::Serialize;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

#[derive(Serialize)]
struct Line<'a> {
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    side: Option<SideName>,
    facts: Vec<Fact<'a>>,
}

#[derive(Serialize)]
struct Fact<'a> {
    class: &'static str,
    values: Vec<String>,
    unit: Option<String>,
    /// A second unit that the word may mean; the contract has one.
    #[serde(skip)]
    or_unit: Option<String>,
    weight: &'a str,
    /// Whether the check digit of an identifier `holds` or is `broken`; nothing where it has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    check_digit: Option<&'a str>,
    start: u32,
    end: u32,
    text: &'a str,
}

/// Drops what states nothing by itself: words that can only answer a figure (`a`, `both`), unless
/// the text is hardly more than them (`a pair`), and the parts of a figure that speaks for them, as
/// a sum or a ratio.
pub fn keep_statements(facts: &mut Facts) {
    let whole = |f: &&Figure| f.class() == Class::Ratio;
    let ratios: Vec<Span> = facts.figures.iter().filter(whole).map(|f| f.span).collect();
    let words: u32 = facts.figures.iter().map(|f| f.span.end - f.span.start).sum();
    let silent = facts.figures.iter().all(is_evidence)
        && facts.codes.is_empty()
        && 2 * words >= facts.chars.span(0, facts.chars.len()).end;
    facts.figures.retain(|figure| {
        let part = ratios.iter().any(|r| *r != figure.span && r.contains(figure.span));
        (silent || !is_evidence(figure)) && !figure.continues && !part
    });
}

/// Whether a word implies a figure without being one.
fn is_evidence(figure: &Figure) -> bool {
    let named = matches!(figure.unit, Unit::Month | Unit::Weekday | Unit::Half);
    figure.form == Form::Implied && !named
}

/// Writes the facts of one text as one JSON object.
pub fn jsonl(
    id: Option<&str>,
    side: Option<SideName>,
    text: &str,
    facts: &Facts,
    out: &mut dyn Write,
) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &Line { id, side, facts: list(text, facts) })?;
    out.write_all(b"\n")
}

/// Writes the facts of one text as a table, with the words that qualify figures and the stretches
/// in which nothing is read.
pub fn table(text: &str, facts: &Facts, out: &mut dyn Write) -> io::Result<()> {
    let rows = rows(text, facts);
    let width = rows.iter().map(|row| row.text.width()).max().unwrap_or(0);
    for Row { span, text, class, value } in rows {
        let pad = width - text.width();
        let (start, end) = (span.start, span.end);
        writeln!(out, "     {text}{:pad$}  {class:<10}  {value}  {start}..{end}", "")?;
    }
    Ok(())
}

/// The lines of the table, in the order of the text.
pub(super) fn rows(text: &str, facts: &Facts) -> Vec<Row> {
    let mut rows: Vec<Row> = list(text, facts)
        .into_iter()
        .map(|fact| {
            let units: Vec<String> = fact.unit.into_iter().chain(fact.or_unit).collect();
            let space = if units.is_empty() { "" } else { " " };
            let unit = format!("{space}{}", units.join(" or "));
            let weak = if fact.weight == "weak" { " (weak)" } else { "" };
            let value = format!("{}{unit}{weak}", fact.values.join(" or "));
            Row::new(text, Span { start: fact.start, end: fact.end }, fact.class, value)
        })
        .collect();
    let marks = facts.marks.iter();
    rows.extend(marks.map(|m| Row::new(text, m.span, "qualifier", qualifier(m.kind).to_owned())));
    // What is an address is listed as one.
    let masks = facts.masks.iter().filter(|m| !facts.codes.iter().any(|code| code.span == m.span));
    rows.extend(masks.map(|m| Row::new(text, m.span, "masked", mask(m.kind).to_owned())));
    rows.sort_by_key(|row| row.span);
    rows
}

/// A line of the table.
pub(super) struct Row {
    pub span: Span,
    /// What stands there, made visible.
    pub text: String,
    pub class: &'static str,
    pub value: String,
}

impl Row {
    fn new(text: &str, span: Span, class: &'static str, value: String) -> Self {
        Self { span, text: visible(span.of(text)).into_owned(), class, value }
    }
}

/// The facts that a check may raise, as they are written.
fn list<'a>(text: &'a str, facts: &Facts) -> Vec<Fact<'a>> {
    let figures = facts.figures.iter().map(|figure| Fact {
        class: figure.class().name(),
        values: signed(text, facts, figure).map(|value| value.to_string()).collect(),
        unit: name(figure.unit),
        or_unit: name(figure.or_unit),
        weight: match figure.weight {
            Weight::Weak => "weak",
            Weight::Strong => "strong",
        },
        check_digit: None,
        start: figure.span.start,
        end: figure.span.end,
        text: figure.span.of(text),
    });
    let codes = facts.codes.iter().map(|code| Fact {
        class: match code.kind {
            CodeKind::Ticker => "ticker",
            CodeKind::Identifier(_) | CodeKind::Word => "identifier",
        },
        values: vec![code.canonical.clone()],
        unit: match code.kind {
            CodeKind::Ticker => code.exchange.map(exchange),
            CodeKind::Identifier(kind) => Some(kind.to_owned()),
            CodeKind::Word => None,
        },
        or_unit: None,
        weight: if code.bare { "weak" } else { "strong" },
        check_digit: match code.check {
            CheckDigit::None => None,
            CheckDigit::Holds => Some("holds"),
            CheckDigit::Broken => Some("broken"),
        },
        start: code.span.start,
        end: code.span.end,
        text: code.span.of(text),
    });
    let mut list: Vec<Fact<'a>> = figures.chain(codes).collect();
    list.sort_by_key(|fact| (fact.start, fact.end));
    list
}

/// The readings with the sign that stands before the figure; what is told per mille, in percent too.
fn signed(text: &str, facts: &Facts, figure: &Figure) -> impl Iterator<Item = Value> {
    let below = qualify::sign(text, facts, figure).is_some_and(|sign| !sign.up);
    let per_mille = (figure.unit == Unit::PerMille).then(|| figure.best()).flatten();
    let percent = per_mille.and_then(|value| value.scale(-1));
    let best = figure.readings.iter().take(1).copied().chain(percent);
    best.chain(figure.readings.iter().skip(1).copied())
        .map(move |value| if below { value.negate() } else { value })
}

fn name(unit: Unit) -> Option<String> {
    (unit != Unit::None).then(|| unit.to_string())
}

/// The exchange of a ticker, or the exchanges that share its name: `TSE or TSX`.
fn exchange(exchange: Exchange) -> String {
    exchange.labels().collect::<Vec<_>>().join(" or ")
}

fn qualifier(kind: MarkKind) -> &'static str {
    match kind {
        MarkKind::Approximately => "approximately",
        MarkKind::More => "more",
        MarkKind::Less => "less",
        MarkKind::Up => "up",
        MarkKind::Down => "down",
        MarkKind::Not => "not",
        MarkKind::From => "from",
        MarkKind::To => "to",
        MarkKind::Range => "range",
        MarkKind::Plus => "plus",
        MarkKind::Minus => "minus",
    }
}

fn mask(kind: MaskKind) -> &'static str {
    match kind {
        MaskKind::Url => "url",
        MaskKind::Email => "email",
        MaskKind::Handle => "handle",
        MaskKind::Tag => "tag",
        MaskKind::Entity => "entity",
        MaskKind::Code => "code",
        MaskKind::Placeholder => "placeholder",
        MaskKind::Path => "path",
    }
}
