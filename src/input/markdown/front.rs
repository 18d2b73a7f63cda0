//! The values of the front matter that readers see, in YAML or TOML.

use super::block::{Block, Kind};
use crate::text::{Text, TextBuilder};
use std::ops::Range;

/// The names of these values.
const NAMES: [&str; 8] = [
    "title",
    "subtitle",
    "description",
    "summary",
    "excerpt",
    "linkTitle",
    "sidebar_label",
    "tagline",
];

/// Reads the values of the front matter in `range`.
pub(super) fn read(text: &Text, range: Range<usize>) -> Vec<Block> {
    let mut at = range.start;
    let lines: Vec<_> = text.as_str()[range]
        .split_inclusive('\n')
        .map(|line| {
            at += line.len();
            at - line.len()..at
        })
        .collect();
    let blocks = lines.iter().enumerate().filter_map(|(index, line)| {
        let (name, value) = value(text.as_str(), line.clone())?;
        let text = match &text.as_str()[value.clone()] {
            ">" | "|" | ">-" | "|-" => folded(text, line, &lines[index + 1..]),
            written => unquote(text, value.clone(), written),
        };
        let text = Some(text).filter(|text| !text.as_str().trim().is_empty());
        Some(Block { kind: Kind::Front(name), text, tokens: Vec::new() })
    });
    blocks.collect()
}

/// The name of the value that a line gives, and where the value stands.
fn value(text: &str, line: Range<usize>) -> Option<(&'static str, Range<usize>)> {
    let written = text[line.clone()].trim_end();
    let inner = written.trim_start().trim_start_matches("- ");
    let name = NAMES.into_iter().find(|name| {
        let rest = inner.strip_prefix(name).map(str::trim_start);
        rest.is_some_and(|rest| rest.starts_with([':', '=']))
    })?;
    let value = inner[name.len()..].trim_start()[1..].trim_start();
    let end = line.start + written.len();
    Some((name, end - value.len()..end))
}

/// The value without its quotes, or without the comment behind it.
fn unquote(text: &Text, range: Range<usize>, written: &str) -> Text {
    let quote = written.chars().next().filter(|c| matches!(c, '"' | '\''));
    let Some(quote) = quote.filter(|&quote| written.len() > 1 && written.ends_with(quote)) else {
        let length = written.find(" #").unwrap_or(written.len());
        return text.slice(range.start..range.start + written[..length].trim_end().len());
    };
    let inner = range.start + 1..range.end - 1;
    let escape = if quote == '"' { '\\' } else { '\'' };
    let mut places = text.places();
    let mut value = TextBuilder::new(text.place(inner.start as u32));
    let mut at = inner.start;
    while let Some(found) = text.as_str()[at..inner.end].find(escape).map(|found| at + found) {
        value.copy(&mut places, at..found);
        let rest = &text.as_str()[found + 1..inner.end];
        at = found + 1;
        if rest.starts_with([quote, escape]) {
            at += 1;
            value.escape(&mut places, found..at, &rest[..1]);
        } else {
            value.copy(&mut places, found..at);
        }
    }
    value.copy(&mut places, at..inner.end);
    value.finish()
}

/// The lines below a name that are indented further, joined.
fn folded(text: &Text, line: &Range<usize>, below: &[Range<usize>]) -> Text {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let own = indent(&text.as_str()[line.clone()]);
    let mut places = text.places();
    let mut value = TextBuilder::new(text.place(line.end as u32));
    let mut feed: Option<usize> = None;
    for line in below {
        let written = &text.as_str()[line.clone()];
        if written.trim().is_empty() || indent(written) <= own {
            break;
        }
        if let Some(feed) = feed {
            value.escape(&mut places, feed..feed + 1, " ");
        }
        let end = line.start + written.trim_end().len();
        value.copy(&mut places, line.start + indent(written)..end);
        feed = text.as_str()[end..line.end].find('\n').map(|at| end + at);
    }
    value.finish()
}
