//! In which encoding an XML file is, as its first bytes tell.

use encoding_rs::{Encoding, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE};

/// How many bytes at the beginning of a file hold its declaration.
pub(super) const HEAD: u64 = 1024;

/// What was found out about a file.
pub(super) struct Found {
    pub(super) encoding: &'static Encoding,
    /// How long the byte order mark is.
    pub(super) mark: usize,
    /// Whether nothing named the encoding.
    pub(super) is_assumed: bool,
    pub(super) problem: Option<String>,
}

/// The encoding of a file that begins with `head`. A byte order mark wins over what is asked for, and
/// that over the declaration.
pub(super) fn detect(head: &[u8], asked: Option<&'static Encoding>) -> Found {
    let found = |encoding| Found { encoding, mark: 0, is_assumed: false, problem: None };
    if let Some((encoding, mark)) = Encoding::for_bom(head) {
        return Found { mark, ..found(encoding) };
    }
    let wide = match head {
        [b'<', 0, ..] => Some(UTF_16LE),
        [0, b'<', ..] => Some(UTF_16BE),
        _ => None,
    };
    if let Some(encoding) = asked.or(wide) {
        return found(encoding);
    }
    let Some(label) = declared(head) else { return Found { is_assumed: true, ..found(UTF_8) } };
    match Encoding::for_label(label.as_bytes()).filter(|&found| found != REPLACEMENT) {
        // Some programs name the encoding of their memory, and write another.
        Some(encoding) if encoding == UTF_16LE || encoding == UTF_16BE => found(UTF_8),
        Some(encoding) => found(encoding),
        None => {
            let problem =
                format!("the encoding `{label}` of the declaration is not known; read as UTF-8");
            Found { problem: Some(problem), ..found(UTF_8) }
        }
    }
}

/// The encoding that the declaration of an XML file names, if it has one that is known.
pub(crate) fn declared_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    Encoding::for_label(declared(bytes)?.as_bytes())
}

/// What the declaration calls the encoding.
fn declared(bytes: &[u8]) -> Option<&str> {
    let head = bytes.strip_prefix(b"<?xml")?;
    let head = &head[..head.iter().position(|&b| b == b'>')?];
    let head = std::str::from_utf8(head).ok()?;
    let value = head.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value[1..].split(quote).next()
}
