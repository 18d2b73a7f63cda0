//! The new content of one file: the fixes are written as its format and encoding ask, and the result
//! is read again to see that it says what was meant, and nothing else changed.

use super::piece::Piece;
use super::{Fix, Refused, Wanted};
use crate::error::{Error, reason};
use crate::input::{self, Escaper, Item, Origin, Reader, Request};
use crate::text::Text;
use crate::unit::{Pair, Side, Unit};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};
use std::fs;
use std::sync::Arc;

/// How often a file is read again before what is left is given up.
const MOST_READINGS: usize = 32;

/// What becomes of one file.
#[derive(Debug)]
pub struct FileFix {
    /// The file, as the user named it.
    pub file: Arc<str>,
    /// Where it was read from.
    pub origin: Option<Origin>,
    /// Its content as it is.
    pub before: Vec<u8>,
    /// Its content as it is to be; the same where there is no fix.
    pub after: Vec<u8>,
    /// Its encoding, if that is known.
    pub encoding: Option<&'static Encoding>,
    /// What is fixed, in the order of the file.
    pub fixes: Vec<Fix>,
    /// What is not.
    pub refused: Vec<Refused>,
}

/// Writes the fixes of a file into its content.
pub(super) fn apply(
    request: &Request,
    origin: Option<&Origin>,
    file: Arc<str>,
    wanted: Wanted,
) -> Result<FileFix, Error> {
    let Wanted { fixes, refused } = wanted;
    let mut made = FileFix {
        file,
        origin: origin.cloned(),
        before: Vec::new(),
        after: Vec::new(),
        encoding: None,
        fixes: fixes.into_values().collect(),
        refused,
    };
    let Some(origin) = origin else {
        made.refuse_all("only files can be fixed");
        return Ok(made);
    };
    if origin.format.writes.is_empty() {
        made.refuse_all(&format!("the format {} cannot be written back", origin.format.name));
        return Ok(made);
    }
    match fs::read(&origin.path) {
        Ok(content) if origin.is_unchanged() => made.before = content,
        Ok(_) => made.refuse_all("the file has changed since it was read"),
        Err(error) => made.refuse_all(&format!("the file cannot be read: {}", reason(&error))),
    }
    made.encoding = input::encoding_of(&made.before, request.encoding);
    Writer { request, origin, encoding: made.encoding }.write(&mut made)?;
    Ok(made)
}

impl FileFix {
    fn refuse_all(&mut self, why: &str) {
        let refused = self.fixes.drain(..).map(|fix| Refused { fix, why: why.to_owned() });
        self.refused.extend(refused);
    }
}

/// Writes text as one file holds it.
struct Writer<'a> {
    request: &'a Request,
    origin: &'a Origin,
    encoding: Option<&'static Encoding>,
}

/// What is wrong with a new content.
enum Outcome {
    /// It is what was meant.
    Sound,
    /// These fixes do not read back as they were meant.
    Wrong(Vec<usize>),
}

impl Writer<'_> {
    /// Makes the new content, trying for each fix the ways that the format knows. What cannot be
    /// written is refused.
    fn write(&self, made: &mut FileFix) -> Result<(), Error> {
        let mut ways = vec![0; made.fixes.len()];
        for _ in 0..MOST_READINGS {
            self.settle(made, &mut ways);
            made.after = self.content(&made.before, &made.fixes, &ways);
            if made.fixes.is_empty() {
                return Ok(());
            }
            match self.read_back(made)? {
                Outcome::Sound => return Ok(()),
                Outcome::Wrong(fixes) => fixes.into_iter().for_each(|at| ways[at] += 1),
            }
        }
        made.refuse_all("the file would not read as it was meant");
        made.after.clone_from(&made.before);
        Ok(())
    }

    /// Moves each fix on to a way in which it can be written, and refuses those that have none.
    fn settle(&self, made: &mut FileFix, ways: &mut Vec<usize>) {
        let mut at = 0;
        while at < made.fixes.len() {
            let fix = &made.fixes[at];
            let known = self.origin.format.writes.len();
            let next = (ways[at]..known).find(|&way| {
                let encodable = |piece: &Piece| self.encode(piece, way).is_some();
                self.is_new(fix, way) && fix.pieces.iter().all(encodable)
            });
            if let Some(way) = next {
                ways[at] = way;
                at += 1;
                continue;
            }
            let format = self.origin.format.name;
            let why = match self.encoding {
                Some(encoding) if ways[at] == 0 => format!("{} cannot hold it", encoding.name()),
                None if ways[at] == 0 => "the encoding of the file is not known".to_owned(),
                _ => format!("it cannot be written at this place of a file of the format {format}"),
            };
            made.refused.push(Refused { fix: made.fixes.remove(at), why });
            ways.remove(at);
        }
    }

    /// Whether a way writes the fix in another way than those before it.
    fn is_new(&self, fix: &Fix, way: usize) -> bool {
        let writes = self.origin.format.writes;
        let written = |escape: &Escaper| {
            fix.pieces.iter().map(|piece| escape(&piece.text)).collect::<Vec<_>>()
        };
        let this = written(&writes[way]);
        writes[..way].iter().all(|other| written(other) != this)
    }

    /// The bytes of a piece; `None` where the encoding cannot hold them.
    fn encode(&self, piece: &Piece, way: usize) -> Option<Vec<u8>> {
        let written = self.origin.format.writes[way](&piece.text);
        let Some(encoding) = self.encoding else {
            return written.is_ascii().then(|| written.into_bytes());
        };
        if encoding == UTF_16LE {
            return Some(written.encode_utf16().flat_map(u16::to_le_bytes).collect());
        }
        if encoding == UTF_16BE {
            return Some(written.encode_utf16().flat_map(u16::to_be_bytes).collect());
        }
        let (bytes, _, unmappable) = encoding.encode(&written);
        (!unmappable).then(|| bytes.into_owned())
    }

    /// The content with the fixes, each written in its way.
    fn content(&self, before: &[u8], fixes: &[Fix], ways: &[usize]) -> Vec<u8> {
        let (mut content, mut from) = (Vec::with_capacity(before.len()), 0);
        for (fix, &way) in fixes.iter().zip(ways) {
            for piece in &fix.pieces {
                let (start, end) = (piece.bytes.start as usize, piece.bytes.end as usize);
                content.extend_from_slice(before.get(from..start).unwrap_or_default());
                content.extend(self.encode(piece, way).unwrap_or_default());
                from = end;
            }
        }
        content.extend_from_slice(before.get(from..).unwrap_or_default());
        content
    }

    /// Reads both contents side by side.
    fn read_back(&self, made: &FileFix) -> Result<Outcome, Error> {
        let [before, after] = [&made.before, &made.after]
            .map(|content| input::read_again(self.request, self.origin, content.clone()));
        let mut comparison = Comparison {
            fixes: &made.fixes,
            seen: vec![false; made.fixes.len()],
            wrong: Vec::new(),
        };
        if !comparison.run(before?, after?, self.request.align.is_some()) {
            // The file falls apart at the last fix that was met, or before any.
            let last = comparison.seen.iter().rposition(|&seen| seen);
            return Ok(Outcome::Wrong(vec![last.unwrap_or_default()]));
        }
        let unseen = (0..made.fixes.len()).filter(|&at| !comparison.seen[at]);
        comparison.wrong.extend(unseen);
        Ok(if comparison.wrong.is_empty() {
            Outcome::Sound
        } else {
            Outcome::Wrong(comparison.wrong)
        })
    }
}

/// Compares what is read before and after.
struct Comparison<'a> {
    fixes: &'a [Fix],
    /// Which fixes stand in a text that went by.
    seen: Vec<bool>,
    /// Which fixes did not read back.
    wrong: Vec<usize>,
}

impl Comparison<'_> {
    /// Whether both readers yield the same but for the texts that are fixed.
    fn run(&mut self, before: Reader, after: Reader, of_sources: bool) -> bool {
        let mut after = after.into_iter();
        for old in before {
            let new = after.next();
            match (old, new) {
                (Item::Problem(old), Some(Item::Problem(new))) if old.kind == new.kind => {}
                (Item::Unit(old), new) => {
                    let same = match &new {
                        Some(Item::Unit(new)) => self.unit(&old, new, of_sources),
                        _ => false,
                    };
                    if !same {
                        // What broke here may be a fix of this very unit.
                        old.pairs.iter().flat_map(sides).for_each(|side| self.meet(&side.text));
                        return false;
                    }
                }
                _ => return false,
            }
        }
        after.next().is_none()
    }

    fn unit(&mut self, old: &Unit, new: &Unit, of_sources: bool) -> bool {
        let frame = |unit: &Unit| (unit.key.clone(), unit.document.clone(), unit.pairs.len());
        frame(old) == frame(new)
            && old.pairs.iter().zip(&new.pairs).all(|(old, new)| {
                let frame = |pair: &Pair| (pair.plural.clone(), pair.max_length, pair.presence);
                let target = match (&old.target, &new.target) {
                    (Some(old), Some(new)) => self.side(old, new, true),
                    (None, None) => true,
                    _ => false,
                };
                frame(old) == frame(new)
                    && target
                    && self.side(&old.source, &new.source, of_sources)
            })
    }

    /// Whether both sides are the same, but for what is fixed. A text with fixes that is another one
    /// than they make is noted.
    fn side(&mut self, old: &Side, new: &Side, is_fixed: bool) -> bool {
        let same = old.lang == new.lang && old.codes == new.codes;
        let inside = if is_fixed { self.inside(&old.text) } else { Vec::new() };
        if inside.is_empty() {
            return same && old.text.as_str() == new.text.as_str();
        }
        for &at in &inside {
            self.seen[at] = true;
        }
        if !same || self.fixed(&old.text, &inside) != new.text.as_str() {
            self.wrong.extend(inside);
        }
        true
    }

    fn meet(&mut self, text: &Text) {
        for at in self.inside(text) {
            self.seen[at] = true;
        }
    }

    /// The fixes that stand in a text.
    fn inside(&self, text: &Text) -> Vec<usize> {
        let first = text.place(0).byte;
        let last = text.place_end(text.as_str().len() as u32).byte;
        let from = self.fixes.partition_point(|fix| fix.bytes().end < first);
        let near = self.fixes[from..].iter().take_while(|fix| fix.bytes().start <= last);
        let stands = |fix: &Fix| fix.pieces.iter().all(|piece| text.locate(&piece.bytes).is_some());
        near.enumerate().filter(|(_, fix)| stands(fix)).map(|(at, _)| from + at).collect()
    }

    /// A text with these fixes.
    fn fixed(&self, text: &Text, fixes: &[usize]) -> String {
        let value = text.as_str();
        let (mut fixed, mut from) = (String::with_capacity(value.len()), 0);
        for piece in fixes.iter().flat_map(|&at| &self.fixes[at].pieces) {
            let Some(span) = text.locate(&piece.bytes) else { continue };
            fixed.push_str(&value[from..span.range().start]);
            fixed.push_str(&piece.text);
            from = span.range().end;
        }
        fixed.push_str(&value[from..]);
        fixed
    }
}

fn sides(pair: &Pair) -> impl Iterator<Item = &Side> {
    [Some(&pair.source), pair.target.as_ref()].into_iter().flatten()
}
