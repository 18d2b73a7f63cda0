//! Markdown documents, a file for each language, whose blocks answer each other in their order.
//!
//! A heading, paragraph, item of a list, cell of a table or quotation is a segment, and so are the
//! title and the description in the front matter. Code, HTML and rules are no text, but they tell where
//! in the document one is. Markup inside a block stays as it is written; a soft end of a line is a
//! space.

mod align;
mod block;
mod front;
mod inline;

use super::abreast::{self, File, Link, Segment};
use super::escape;
use super::item::{Out, ProblemKind, Units};
use super::{Format, Input, Open, PlaceKind, SOURCE, TARGET, whole};
use block::{Block, Kind};

pub(super) const FORMAT: Format = Format {
    name: "markdown",
    extensions: &["md", "markdown", "mdx"],
    summary: "Markdown documents, a file for each language",
    catalogue: false,
    plurals: false,
    places: PlaceKind::Characters,
    writes: &[escape::verbatim, escape::markdown, escape::xml],
    open: Open::Apart(open, open_alone),
};

fn open(mut source: Input, mut target: Input, out: &mut Out) -> Box<dyn Units> {
    let source_blocks = block::read(&whole::text(&mut source, out));
    let target_blocks = block::read(&whole::text(&mut target, out));
    let pairs = align::align(&source_blocks, &target_blocks);
    let links = links(&pairs, &source_blocks, &target_blocks);
    let source_name = source.file.clone();
    let source = File::new(source, SOURCE, segments(source_blocks));
    let target = File::new(target, TARGET, segments(target_blocks));
    let missing = links.iter().filter(|link| link.target.is_empty()).count();
    let added = links.iter().filter(|link| link.source.is_empty()).count();
    if missing + added > 0 {
        let message = format!(
            "its blocks do not correspond to those of {source_name}: {missing} there and {added} \
             here have no counterpart; the others are joined by headings and what they hold"
        );
        out.problem(target.problem(ProblemKind::Notice, message));
    }
    abreast::join([source, target], links)
}

fn open_alone(mut input: Input, out: &mut Out) -> Box<dyn Units> {
    let blocks = block::read(&whole::text(&mut input, out));
    abreast::each(File::alone(input, segments(blocks)))
}

/// The links of blocks that hold text.
fn links(pairs: &[[Option<usize>; 2]], source: &[Block], target: &[Block]) -> Vec<Link> {
    let ends = [source, target].map(|blocks| {
        let mut count = 0;
        let ends = blocks.iter().map(|block| {
            count += usize::from(block.text.is_some());
            count
        });
        ends.collect::<Vec<_>>()
    });
    let mut at = [0; 2];
    let links = pairs.iter().map(|pair| {
        let [source, target] = [SOURCE, TARGET].map(|side| {
            let start = at[side];
            at[side] = pair[side].map_or(start, |block| ends[side][block]);
            start..at[side]
        });
        Link { source, target }
    });
    links.filter(|link| !link.source.is_empty() || !link.target.is_empty()).collect()
}

/// The blocks that hold text, each named by the headings above it and a number below them.
fn segments(blocks: Vec<Block>) -> Vec<Segment> {
    let mut headings: Vec<(u8, String)> = Vec::new();
    let mut number = 0;
    let segments = blocks.into_iter().filter_map(|block| {
        let text = block.text?;
        number += 1;
        let key = match block.kind {
            Kind::Front(name) => name.to_owned(),
            Kind::Heading(level) => {
                headings.retain(|&(above, _)| above < level);
                headings.push((level, text.as_str().to_owned()));
                number = 0;
                path(&headings)
            }
            _ if headings.is_empty() => number.to_string(),
            _ => format!("{} / {number}", path(&headings)),
        };
        Some(Segment { key, text, notes: Vec::new() })
    });
    segments.collect()
}

fn path(headings: &[(u8, String)]) -> String {
    let names: Vec<_> = headings.iter().map(|(_, name)| name.as_str()).collect();
    names.join(" / ")
}
