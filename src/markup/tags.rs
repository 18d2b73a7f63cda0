//! Tags of HTML, XML and their like: which there are and whether they nest.

use crate::facts::{Facts, MaskKind};
use crate::text::Span;
use smallvec::SmallVec;

/// A tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tag<'t> {
    /// Where it stands.
    pub(crate) span: Span,
    /// Its name, as it is written.
    pub(crate) name: &'t str,
    /// Whether it opens, closes or stands alone.
    pub(crate) kind: TagKind,
    /// What follows its name.
    pub(crate) attributes: &'t str,
}

/// What a tag does to the text around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TagKind {
    /// `<b>`
    Open,
    /// `</b>`
    Close,
    /// `<br/>`, `<br>`
    Alone,
}

/// The tags of a text.
pub(crate) type Tags<'t> = SmallVec<[Tag<'t>; 8]>;

/// Elements of HTML that have no content.
const VOID: [&str; 12] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "source", "track", "wbr"];

/// Elements of HTML whose end may be left out.
const ENDLESS: [&str; 9] = ["dd", "dt", "li", "option", "p", "td", "th", "thead", "tr"];

/// Elements that change how words look and nothing else.
const FORMATTING: [&str; 22] = [
    "b", "big", "br", "center", "cite", "code", "del", "em", "font", "hr", "i", "ins", "kbd",
    "mark", "p", "s", "small", "strong", "sub", "sup", "u", "wbr",
];

/// Other elements of HTML that texts hold.
const OTHERS: [&str; 32] = [
    "a",
    "abbr",
    "article",
    "blockquote",
    "body",
    "button",
    "caption",
    "details",
    "div",
    "dl",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "html",
    "label",
    "ol",
    "pre",
    "q",
    "samp",
    "section",
    "span",
    "style",
    "summary",
    "table",
    "tbody",
    "ul",
    "var",
];

impl<'t> Tag<'t> {
    /// The tag that is written so at `span`; `None` for a comment or an inline code.
    fn read(text: &'t str, span: Span) -> Option<Self> {
        let inner = span.of(text).strip_prefix('<')?.strip_suffix('>')?;
        let (closing, inner) = match inner.strip_prefix('/') {
            Some(inner) => (true, inner),
            None => (false, inner),
        };
        let (alone, inner) = match inner.strip_suffix('/') {
            Some(inner) => (true, inner),
            None => (false, inner),
        };
        let end = inner.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(inner.len());
        let (name, attributes) = inner.split_at(end);
        if name.is_empty() || name.starts_with('!') {
            return None;
        }
        let kind = match (closing, alone || is_any_of(name, &VOID)) {
            (true, _) => TagKind::Close,
            (false, true) => TagKind::Alone,
            (false, false) => TagKind::Open,
        };
        Some(Self { span, name, kind, attributes: attributes.trim() })
    }

    /// Whether both are the same, but for what their attributes say.
    pub(crate) fn agrees(&self, other: &Self) -> bool {
        self.kind == other.kind && self.is_called_as(other)
    }

    /// Whether both have one name; capitals tell only names apart that HTML does not know.
    pub(crate) fn is_called_as(&self, other: &Self) -> bool {
        self.name == other.name || (self.is_html() && self.name.eq_ignore_ascii_case(other.name))
    }

    /// Whether HTML has such an element.
    pub(crate) fn is_html(&self) -> bool {
        let lists: [&[&str]; 4] = [&VOID, &ENDLESS, &FORMATTING, &OTHERS];
        lists.iter().any(|list| is_any_of(self.name, list))
    }

    /// Whether it only says in which language or direction the words in it run, or how they are
    /// read, which a translation may need and its source not.
    pub(crate) fn is_about_script(&self) -> bool {
        let mut attributes = attributes(self.attributes).peekable();
        is_any_of(self.name, &["bdi", "bdo", "ruby", "rb", "rt", "rp"])
            || (self.kind == TagKind::Open
                && attributes.peek().is_some()
                && attributes.all(|(name, _)| matches!(name, "dir" | "lang" | "xml:lang")))
    }

    /// Whether it changes how words look and nothing else.
    pub(crate) fn is_formatting(&self) -> bool {
        is_any_of(self.name, &FORMATTING)
    }
}

fn is_any_of(name: &str, list: &[&str]) -> bool {
    list.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// The tags of a text, by its masks. Words in angle brackets that nothing closes, such as `<branch>`,
/// are no tags unless HTML has them or they have attributes.
pub(crate) fn read<'t>(text: &'t str, facts: &Facts) -> Tags<'t> {
    let masks = facts.masks.iter().filter(|mask| mask.kind == MaskKind::Tag);
    let mut tags: Tags<'_> = masks.filter_map(|mask| Tag::read(text, mask.span)).collect();
    let closed = |tag: &Tag<'_>, tags: &[Tag<'_>]| {
        tags.iter().any(|other| other.kind == TagKind::Close && other.name == tag.name)
    };
    let words: SmallVec<[bool; 8]> = tags
        .iter()
        .map(|tag| {
            tag.kind == TagKind::Open
                && tag.attributes.is_empty()
                && !tag.is_html()
                && !closed(tag, &tags)
        })
        .collect();
    let mut words = words.iter();
    tags.retain(|_| words.next() == Some(&false));
    tags
}

/// Takes tags out that only say how the script of the words runs, each with its end.
pub(crate) fn drop_script_tags(tags: &mut Tags<'_>) {
    while let Some(at) = tags.iter().position(Tag::is_about_script) {
        let tag = tags.remove(at);
        let ends = |other: &Tag<'_>| other.kind == TagKind::Close && other.is_called_as(&tag);
        if let Some(end) = tags[at..].iter().position(ends) {
            tags.remove(at + end);
        }
    }
}

/// Where tags do not nest: one that is never closed, or closes what is not open.
pub(crate) fn unbalanced<'t>(tags: &[Tag<'t>]) -> Option<Tag<'t>> {
    let mut open = SmallVec::<[Tag<'t>; 8]>::new();
    for tag in tags {
        match tag.kind {
            TagKind::Alone => {}
            TagKind::Open => open.push(*tag),
            TagKind::Close => {
                while open
                    .last()
                    .is_some_and(|last| !last.is_called_as(tag) && is_any_of(last.name, &ENDLESS))
                {
                    open.pop();
                }
                match open.pop() {
                    Some(last) if last.is_called_as(tag) => {}
                    // One that was opened further out leaves the inner one open.
                    Some(last) if open.iter().any(|outer| outer.is_called_as(tag)) => {
                        return Some(last);
                    }
                    _ => return Some(*tag),
                }
            }
        }
    }
    open.into_iter().find(|tag| !is_any_of(tag.name, &ENDLESS))
}

/// The attributes of a tag: names with their values, without quotes.
pub(crate) fn attributes(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let (name, tail) = rest.split_at(end);
        let Some(tail) = tail.trim_start().strip_prefix('=').map(str::trim_start) else {
            rest = tail;
            return (!name.is_empty()).then_some((name, ""));
        };
        let quote = tail.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, after) = match quote {
            Some(quote) => tail[1..].split_once(quote).unwrap_or((&tail[1..], "")),
            None => tail.split_at(tail.find(char::is_whitespace).unwrap_or(tail.len())),
        };
        rest = after;
        Some((name, value))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_read_with_and_without_quotes() {
        let read: Vec<_> = attributes("href=\"a b\" id = 'x' checked size=3").collect();
        assert_eq!(read, [("href", "a b"), ("id", "x"), ("checked", ""), ("size", "3")]);
        assert_eq!(attributes("a=\"never closed").last(), Some(("a", "never closed")));
        assert_eq!(attributes("=x").next(), Some(("", "x")));
    }
}
