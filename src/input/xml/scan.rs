//! Where the next piece of XML ends, and what it is.

use memchr::{memchr, memchr2, memmem};
use quick_xml::parser::{ElementParser, Parser as _};
use std::ops::Range;

/// The longest tag or declaration, in bytes.
const LONGEST_TAG: usize = 1 << 20;

/// How long a reference is at most.
const LONGEST_REFERENCE: usize = 64;

/// How much text is handed on at once if its end is not in the window.
const ENOUGH: usize = 4 << 10;

/// What stands at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `<name …>`
    Start,
    /// `<name …/>`
    Empty,
    /// `</name>`
    End,
    /// Text as it is.
    Text,
    /// `<![CDATA[…]]>`
    CData,
    /// `&name;`
    Reference,
    /// A `<` or `&` that begins nothing.
    Stray,
    /// `<!DOCTYPE …>`
    Doctype,
    /// A comment or a processing instruction.
    Aside,
    /// A tag that does not end before the next one begins.
    Unclosed,
    /// The beginning of something else that has no end.
    Endless,
}

pub(super) const CDATA: &str = "<![CDATA[";
pub(super) const CDATA_END: &str = "]]>";
const COMMENT: &str = "<!--";
const INSTRUCTION: &str = "<?";
const DOCTYPE: &str = "<!DOCTYPE";

/// Finds pieces, and remembers where it has searched for an end in vain, so that no text is searched
/// twice.
#[derive(Debug, Default)]
pub(super) struct Scanner {
    /// For comments, sections of CDATA and instructions: how far of the file there is no end of one.
    searched: [u64; 3],
}

impl Scanner {
    /// What stands at the beginning of `rest`, and how long it is; `None` if more of the file is
    /// needed to tell. `position` is that of `rest` in the file, `limit` the longest piece.
    pub(super) fn next(
        &mut self,
        rest: &str,
        position: u64,
        at_end: bool,
        limit: usize,
    ) -> Option<(Kind, usize)> {
        let bytes = rest.as_bytes();
        match bytes[0] {
            b'&' => reference(bytes, at_end),
            b'<' => match bytes.get(1) {
                None => at_end.then_some((Kind::Stray, 1)),
                Some(b'/') => match bytes.get(2) {
                    None => at_end.then_some((Kind::Stray, 1)),
                    Some(&first) if begins_name(first) => end_tag(bytes, at_end),
                    Some(_) => Some((Kind::Stray, 1)),
                },
                Some(b'!' | b'?') => {
                    let given_up = at_end || rest.len() > limit;
                    self.declaration(rest, position, at_end, given_up)
                }
                Some(&first) if begins_name(first) => start_tag(bytes, at_end),
                Some(_) => Some((Kind::Stray, 1)),
            },
            _ => text(bytes, at_end),
        }
    }

    /// A comment, a section of CDATA, an instruction, or the declaration of a document type.
    fn declaration(
        &mut self,
        rest: &str,
        position: u64,
        at_end: bool,
        given_up: bool,
    ) -> Option<(Kind, usize)> {
        let found = [
            (COMMENT, "-->", Kind::Aside),
            (CDATA, CDATA_END, Kind::CData),
            (INSTRUCTION, "?>", Kind::Aside),
        ];
        for (index, (opening, closing, kind)) in found.into_iter().enumerate() {
            if rest.starts_with(opening) {
                let known = self.searched[index].saturating_sub(position) as usize;
                let from = known.clamp(opening.len(), rest.len().max(opening.len()));
                let end = memmem::find(&rest.as_bytes()[from..], closing.as_bytes());
                if let Some(end) = end {
                    return Some((kind, from + end + closing.len()));
                }
                // The end may have begun.
                let searched = position + (rest.len() as u64).saturating_sub(2);
                self.searched[index] = self.searched[index].max(searched);
                return given_up.then_some((Kind::Endless, opening.len()));
            }
            if !at_end && opening.starts_with(rest) {
                return None;
            }
        }
        if rest.starts_with(DOCTYPE) {
            let end = doctype_end(rest);
            let unclosed = at_end || rest.len() > LONGEST_TAG;
            return end
                .map(|end| (Kind::Doctype, end))
                .or_else(|| unclosed.then_some((Kind::Endless, DOCTYPE.len())));
        }
        (at_end || !DOCTYPE.starts_with(rest)).then_some((Kind::Stray, 1))
    }
}

/// Where a declaration of a document type ends, whose inner subset stands in brackets.
fn doctype_end(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let first = memchr2(b'[', b'>', bytes)?;
    if bytes[first] == b'>' {
        return Some(first + 1);
    }
    let mut at = first;
    loop {
        at += 1 + memchr(b']', &bytes[at + 1..])?;
        let after = rest[at + 1..].trim_start();
        if after.starts_with('>') {
            return Some(rest.len() - after.len() + 1);
        }
    }
}

fn begins_name(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || matches!(byte, b'_' | b':' | 0x80..)
}

fn text(bytes: &[u8], at_end: bool) -> Option<(Kind, usize)> {
    let end = match memchr2(b'<', b'&', bytes) {
        Some(end) => end,
        None if at_end => bytes.len(),
        // Both halves of the end of a line stay together.
        None if bytes.len() >= ENOUGH => bytes.len() - usize::from(bytes.ends_with(b"\r")),
        None => return None,
    };
    Some((Kind::Text, end))
}

fn reference(bytes: &[u8], at_end: bool) -> Option<(Kind, usize)> {
    let part = |&&byte: &&u8| byte.is_ascii_alphanumeric() || b"#_.:-".contains(&byte);
    let name = bytes[1..].iter().take(LONGEST_REFERENCE).take_while(part).count();
    match bytes.get(1 + name) {
        Some(b';') if name > 0 => Some((Kind::Reference, name + 2)),
        None if !at_end => None,
        _ => Some((Kind::Stray, 1)),
    }
}

fn end_tag(bytes: &[u8], at_end: bool) -> Option<(Kind, usize)> {
    let end = memchr2(b'<', b'>', &bytes[1..]).map(|end| 1 + end);
    match end {
        Some(end) if bytes[end] == b'>' => Some((Kind::End, end + 1)),
        Some(end) => Some((Kind::Unclosed, end)),
        None => unclosed(bytes, at_end),
    }
}

fn start_tag(bytes: &[u8], at_end: bool) -> Option<(Kind, usize)> {
    // Even in quotes there is no `<`, so the next one shows where a tag without its end was to end.
    let next = memchr(b'<', &bytes[1..]).map(|next| 1 + next);
    let tag = &bytes[..next.unwrap_or(bytes.len())];
    match ElementParser::default().feed(tag) {
        Some(end) if tag[end - 1] == b'/' => Some((Kind::Empty, end + 1)),
        Some(end) => Some((Kind::Start, end + 1)),
        None => next.map(|next| (Kind::Unclosed, next)).or_else(|| unclosed(bytes, at_end)),
    }
}

fn unclosed(bytes: &[u8], at_end: bool) -> Option<(Kind, usize)> {
    (at_end || bytes.len() > LONGEST_TAG).then_some((Kind::Unclosed, bytes.len()))
}

/// Where the name stands in a tag.
pub(super) fn name(tag: &str) -> Range<usize> {
    let start = if tag.starts_with("</") { 2 } else { 1 };
    let ends = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>' | b'<');
    let rest = &tag.as_bytes()[start..];
    start..start + rest.iter().position(ends).unwrap_or(rest.len())
}
