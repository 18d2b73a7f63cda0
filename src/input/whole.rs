//! A file as a whole: for glossaries, which are read before anything is checked, and for formats whose
//! parser wants all of the text.

use super::decode::{Lines, Next};
use super::item::{Item, Out, Problem};
use super::{Input, language};
use crate::text::{Text, TextBuilder};
use encoding_rs::Encoding;
use std::io::{self, Cursor, Read as _};
use std::mem;
use std::path::Path;
use std::sync::Arc;

/// The text of a file, its lines joined by line feeds, and what is broken in it.
pub(crate) fn decode(
    bytes: Vec<u8>,
    file: &Arc<str>,
    encoding: Option<&'static Encoding>,
) -> (String, Vec<Problem>) {
    let mut out = Out::default();
    let bytes = Box::new(Cursor::new(bytes));
    let mut lines = Lines::new(bytes, Arc::clone(file), encoding, &mut out);
    let (mut line, mut text) = (Text::default(), String::new());
    while lines.next(&mut line, &mut out) != Next::End {
        text.push_str(line.as_str());
        text.push('\n');
    }
    let problems = out.items.into_iter().filter_map(|item| match item {
        Item::Problem(problem) => Some(problem),
        Item::Unit(_) => None,
    });
    (text, problems.collect())
}

/// The text of an input that knows its places: its lines, each with a line feed, whatever ended it.
pub(super) fn text(input: &mut Input, out: &mut Out) -> Text {
    let bytes = mem::replace(&mut input.bytes, Box::new(io::empty()));
    let mut lines = Lines::new(bytes, Arc::clone(&input.file), input.encoding, out);
    let mut line = Text::default();
    let mut whole: Option<TextBuilder> = None;
    while lines.next(&mut line, out) != Next::End {
        let length = line.as_str().len();
        let whole = whole.get_or_insert_with(|| TextBuilder::new(line.place(0)));
        whole.copy(&mut line.places(), 0..length);
        let (end, next) = (line.place_end(length as u32), lines.place());
        // The last line may have no end.
        if next.line > end.line && next.byte > end.byte {
            whole.atom("\n", end, 1, (next.byte - end.byte) as u32);
        }
    }
    whole.map(TextBuilder::finish).unwrap_or_default()
}

/// The first bytes of an input, which stay in it.
pub(super) fn look(input: &mut Input, limit: u64) -> Vec<u8> {
    let mut head = Vec::new();
    // A failure shows again when the lines are read.
    let _ = input.bytes.by_ref().take(limit).read_to_end(&mut head);
    let rest = mem::replace(&mut input.bytes, Box::new(io::empty()));
    input.bytes = Box::new(Cursor::new(head.clone()).chain(rest));
    head
}

/// The tag that a word such as the header of a column is, if it is one with a real language code.
pub(crate) fn known_tag(word: &str) -> Option<String> {
    language::known(word)
}

/// The source and the target language that the name of a file gives, which both or none has.
pub(crate) fn named_pair(path: &Path) -> Option<[String; 2]> {
    let named = language::from_path(path);
    Some([named.source?, named.target?])
}
