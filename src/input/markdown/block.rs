//! The blocks of a document, in their order.

use super::front;
use super::inline::Inline;
use crate::text::{Places, Text};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

/// A block.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) kind: Kind,
    /// Its text; `None` for one that holds none.
    pub(super) text: Option<Text>,
    /// What it is likely to share with its translation, sorted: code, addresses, numbers.
    pub(super) tokens: Vec<String>,
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    /// A value of the front matter, by its name.
    Front(&'static str),
    Heading(u8),
    Paragraph,
    Item,
    Quote,
    Cell,
    Footnote,
    /// A picture that stands for itself; its text is what it shows.
    Image,
    Code,
    Html,
    Rule,
}

impl Kind {
    /// Whether it is running text, which a translator may put into another such block.
    pub(super) fn is_prose(self) -> bool {
        matches!(self, Self::Paragraph | Self::Item | Self::Quote | Self::Footnote)
    }

    /// What a block of the parser is to the text in it.
    fn of(tag: &Tag<'_>) -> Option<Self> {
        Some(match tag {
            Tag::Heading { level, .. } => Self::Heading(*level as u8),
            Tag::Item => Self::Item,
            Tag::BlockQuote(_) => Self::Quote,
            Tag::TableCell => Self::Cell,
            Tag::FootnoteDefinition(_) => Self::Footnote,
            Tag::CodeBlock(_) => Self::Code,
            Tag::HtmlBlock => Self::Html,
            _ => return None,
        })
    }
}

/// Whether a part of a document is a block, and not a stretch inside one.
fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

/// Reads the blocks of a document.
pub(super) fn read(text: &Text) -> Vec<Block> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
        | Options::ENABLE_GFM;
    let mut reader = Reader {
        text,
        places: text.places(),
        open: Vec::new(),
        inline: None,
        tokens: Vec::new(),
        blocks: Vec::new(),
    };
    let mut depth = 0_usize;
    for (event, range) in Parser::new_ext(text.as_str(), options).into_offset_iter() {
        match &event {
            Event::Start(tag) if is_block(tag) => {
                reader.flush();
                reader.begin(tag);
                if matches!(tag, Tag::MetadataBlock(_)) {
                    reader.blocks.extend(front::read(text, range));
                }
            }
            Event::End(_) if depth == 0 => {
                reader.flush();
                reader.end();
            }
            Event::Rule => {
                reader.flush();
                reader.add(Kind::Rule, None);
            }
            Event::TaskListMarker(_) => {}
            Event::Text(code) | Event::Html(code) if reader.is_silent() => {
                reader.tokens.push(code.to_string());
            }
            _ => {
                match &event {
                    Event::Start(_) => depth += 1,
                    Event::End(_) => depth -= 1,
                    _ => {}
                }
                reader.note(&event);
                reader.inline.get_or_insert_with(Inline::default).add(text.as_str(), &event, range);
            }
        }
    }
    reader.flush();
    reader.blocks
}

struct Reader<'a> {
    text: &'a Text,
    places: Places<'a>,
    /// The blocks that are open, and whether something was found in each.
    open: Vec<(Option<Kind>, bool)>,
    /// The stretch of inline text that is being read.
    inline: Option<Inline>,
    tokens: Vec<String>,
    blocks: Vec<Block>,
}

impl Reader<'_> {
    fn kind(&self) -> Kind {
        self.open.iter().rev().find_map(|&(kind, _)| kind).unwrap_or(Kind::Paragraph)
    }

    /// Whether what stands here is no text.
    fn is_silent(&self) -> bool {
        matches!(self.open.last(), Some((Some(Kind::Code | Kind::Html | Kind::Front(_)), _)))
    }

    fn begin(&mut self, tag: &Tag<'_>) {
        let kind = match tag {
            // Its values were read.
            Tag::MetadataBlock(_) => Some(Kind::Front("")),
            tag => Kind::of(tag),
        };
        match tag {
            Tag::CodeBlock(CodeBlockKind::Fenced(language)) => {
                self.tokens.push(language.to_string())
            }
            Tag::Heading { id: Some(id), .. } => self.tokens.push(id.to_string()),
            _ => {}
        }
        self.open.push((kind, false));
    }

    /// Closes a block; a cell without text holds its place.
    fn end(&mut self) {
        match self.open.pop() {
            Some((Some(kind @ (Kind::Code | Kind::Html)), _)) => self.add(kind, None),
            Some((Some(Kind::Cell), false)) => self.add(Kind::Cell, None),
            _ => {}
        }
    }

    /// Ends the stretch of inline text.
    fn flush(&mut self) {
        let Some(inline) = self.inline.take() else { return };
        let alone = inline.picture();
        let kind = if alone { Kind::Image } else { self.kind() };
        let text = inline
            .text(self.text.as_str(), &mut self.places)
            .filter(|text| !is_module(text.as_str()));
        self.add(kind, text);
    }

    fn add(&mut self, kind: Kind, text: Option<Text>) {
        if let Some((_, found)) = self.open.last_mut() {
            *found = true;
        }
        let mut tokens = std::mem::take(&mut self.tokens);
        tokens.sort_unstable();
        self.blocks.push(Block { kind, text, tokens });
    }

    /// Remembers what a translation is likely to keep.
    fn note(&mut self, event: &Event<'_>) {
        match event {
            Event::Code(code) => self.tokens.push(code.to_string()),
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                self.tokens.push(dest_url.to_string());
            }
            Event::Text(text) => {
                let words =
                    text.split(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '.' | ','));
                let kept = words.filter(|word| word.contains(|c: char| c.is_ascii_digit()));
                self.tokens.extend(kept.map(str::to_owned));
            }
            _ => {}
        }
    }
}

/// Whether a paragraph is code of MDX: a statement of a module, or a comment.
fn is_module(text: &str) -> bool {
    let statement = text.starts_with("import ") && text.contains(['\'', '"']);
    let export = ["export const ", "export default ", "export function "];
    statement || export.iter().any(|word| text.starts_with(word)) || text.starts_with("{/*")
}
