//! Damaged input: random edits of every fixture never make a reader panic, hang or forget its places.

use super::{bytes, folder, request};
use std::fs;
use std::ops::Range;
use std::path::PathBuf;
use std::thread;
use tieout::input::{self, FORMATS, Format, Item, Request};

/// Edits a format at least. A thousand take about a fifth of a second.
const EDITS: usize = 10_000;

/// A small generator of its own (xorshift), so that every run makes the same edits.
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new() -> Self {
        Self(0x9E37_79B9_7F4A_7C15)
    }

    pub(super) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

/// Bytes that mean something to some format or encoding.
const INTERESTING: &[u8] = b"\"\\\n\r\t{}[]:,#~0nux \0<>/&;!?='-\xFF\xFE\xEF\x81\xD8";

pub(super) fn edit(content: &mut Vec<u8>, random: &mut Random) {
    for _ in 0..=random.below(4) {
        let at = random.below(content.len());
        let byte = match random.below(2) {
            0 => INTERESTING[random.below(INTERESTING.len())],
            _ => random.below(256) as u8,
        };
        match random.below(5) {
            0 if !content.is_empty() => content[at] = byte,
            1 if !content.is_empty() => {
                content.remove(at);
            }
            2 => content.truncate(at),
            3 => {
                let end = (at + random.below(40)).min(content.len());
                let piece = content[at..end].to_vec();
                content.splice(at..at, piece);
            }
            _ => content.insert(at.min(content.len()), byte),
        }
    }
}

/// The fixtures of a format, without what is expected of them.
fn fixtures(format: &str) -> Vec<PathBuf> {
    let mut files: Vec<_> = fs::read_dir(folder().join(format))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending != "toml"))
        .collect();
    files.sort();
    files
}

#[test]
fn edited_fixtures_are_read_to_their_end() {
    thread::scope(|scope| {
        for format in FORMATS {
            scope.spawn(|| read_edited(format));
        }
    });
}

fn read_edited(format: &Format) {
    let files = fixtures(format.name);
    let mut random = Random::new();
    for round in 0..EDITS {
        let path = &files[round % files.len()];
        let original = fs::read(path).unwrap();
        let mut content = original.clone();
        edit(&mut content, &mut random);
        let encoding = (round % 3 == 0).then(|| input::encoding("shift_jis").unwrap());
        let request = Request { encoding, ..request(format.name) };
        let name = path.to_str().unwrap();
        let reader = if format.has_two_files() {
            input::read_parallel(&request, (name, bytes(&content)), (name, bytes(&original)))
        } else {
            input::read(&request, name, bytes(&content))
        };
        let items = reader.unwrap().inspect(|item| {
            if let Item::Unit(unit) = item {
                for pair in &unit.pairs {
                    for side in [Some(&pair.source), pair.target.as_ref()].into_iter().flatten() {
                        let end = side.text.as_str().len() as u32;
                        assert!(side.text.place(0) <= side.text.place_end(end));
                    }
                }
            }
        });
        // A reader that makes items out of nothing would not end.
        let limit = content.len() + original.len() + 10;
        assert!(items.take(limit).count() < limit, "round {round} of {name}");
    }
}

/// Formats and fixtures in which a slip inside one string costs that string alone.
const ROBUST: &[(&str, &str)] = &[
    ("arb", "app_en.arb"),
    ("csv", "sheet.csv"),
    ("fluent", "crlf.en.ftl"),
    ("json", "app.en.json"),
    ("markdown", "drifted.en.md"),
    ("properties", "shop.en.properties"),
    ("srt", "film.en.srt"),
    ("strings", "ledger.en.strings"),
    ("vtt", "talk.en.vtt"),
    ("xcstrings", "Localizable.xcstrings"),
    ("yaml", "shop.en.yml"),
];

/// Characters that people type.
const TYPED: &[u8] = b"\"'\\{}[]()<>:,;|&#%@!?/-_=+*~^$ x0\t";

/// Where each string of a file begins and ends in it, and its text.
fn strings(request: &Request, name: &str, content: &[u8]) -> Vec<(Range<usize>, String)> {
    let (units, _) = super::split(super::read(request, name, content));
    let strings = units.iter().flat_map(|unit| {
        unit.pairs.iter().map(|pair| {
            let text = &pair.source.text;
            let end = text.place_end(text.as_str().len() as u32);
            // Not its key: a form whose sibling is lost may be taken for a string of its own.
            (text.place(0).byte as usize..end.byte as usize, text.as_str().to_owned())
        })
    });
    strings.collect()
}

#[test]
fn a_slip_in_one_string_loses_no_other() {
    for (format, file) in ROBUST {
        let path = folder().join(format).join(file);
        let request = Request { monolingual: true, ..request(format) };
        let (name, content) = (path.to_str().unwrap(), fs::read(&path).unwrap());
        let whole = strings(&request, name, &content);
        assert!(whole.len() > 2, "{name}");
        let mut random = Random(0x2545_F491_4F6C_DD1D);
        for round in 0..2_000 {
            let hit = random.below(whole.len());
            let range = whole[hit].0.clone();
            let at = range.start + random.below(range.len() + 1);
            let typed = TYPED[random.below(TYPED.len())];
            // What stands before the text of a line is structure, and so is a key that opens an object.
            let line = content[..at].rsplit(|&byte| byte == b'\n').next().unwrap();
            if line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            if content[range.end..].split(|&byte| byte == b'\n').next().unwrap().ends_with(b"{") {
                continue;
            }
            // A backslash at the end of a line takes the next one in.
            if *format == "properties" && typed == b'\\' && at == range.end {
                continue;
            }
            let mut edited = content.clone();
            edited.insert(at, typed);
            let left = strings(&request, name, &edited);
            for (other, (_, shown)) in whole.iter().enumerate() {
                // Strings on one line are lost together.
                let line = |at: usize| content[..at].split(|&byte| byte == b'\n').count();
                if other == hit || line(whole[other].0.start) == line(at) {
                    continue;
                }
                let found = left.iter().any(|(_, left)| left == shown);
                let typed = char::from(typed);
                assert!(found, "round {round} of {name}: `{typed}` at {at} loses {shown}");
            }
        }
    }
}
