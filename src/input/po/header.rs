//! What the header of a PO file says: its encoding, its languages and its plural forms.

use super::plural;
use encoding_rs::{Encoding, REPLACEMENT};

/// How many bytes are looked at for the encoding, which is named inside the text it encodes.
pub(super) const HEAD: u64 = 8 << 10;

/// What the header entry says.
#[derive(Debug, Default)]
pub(super) struct Header {
    /// `Language`, as it is written.
    pub(super) language: Option<String>,
    /// `X-Source-Language`, as it is written.
    pub(super) source_language: Option<String>,
    /// Which plural form is for one thing, if `Plural-Forms` says so.
    pub(super) form_for_one: Option<usize>,
    /// Whether there is a `Plural-Forms` line that says how many forms there are.
    pub(super) has_plural_forms: bool,
}

impl Header {
    /// Reads the translation of the empty message.
    pub(super) fn read(text: &str) -> Self {
        let field = |name: &str| {
            let mut lines = text.lines().filter_map(|line| line.split_once(':'));
            let value = lines.find(|(key, _)| key.trim().eq_ignore_ascii_case(name))?.1.trim();
            (!value.is_empty()).then(|| value.to_owned())
        };
        let plural_forms = field("Plural-Forms").filter(|forms| !forms.contains("EXPRESSION"));
        Self {
            language: field("Language"),
            source_language: field("X-Source-Language"),
            form_for_one: plural_forms.as_deref().and_then(plural::form_for_one),
            has_plural_forms: plural_forms.is_some(),
        }
    }

    /// Whether the form with this index renders the singular. Without a formula it is the first of
    /// several.
    pub(super) fn is_singular(&self, index: usize, forms: usize) -> bool {
        if self.has_plural_forms {
            return self.form_for_one == Some(index);
        }
        index == 0 && forms > 1
    }
}

/// The encoding that the first bytes of a file name: `Ok(None)` if they name none, and the label if
/// it is unknown.
pub(super) fn charset(head: &[u8]) -> Result<Option<&'static Encoding>, String> {
    let head = String::from_utf8_lossy(head);
    let label = head
        .lines()
        .filter(|line| !line.trim_start().starts_with('#'))
        .filter_map(|line| line.split_once("Content-Type:")?.1.split_once("charset="))
        .map(|(_, rest)| rest.split(['\\', '"', ';', ' ']).next().unwrap_or_default())
        .next();
    match label {
        // What a template says where the translator's encoding will stand.
        None | Some("" | "CHARSET") => Ok(None),
        Some(label) => match Encoding::for_label(label.as_bytes()) {
            Some(found) if found != REPLACEMENT => Ok(Some(found)),
            _ => Err(label.to_owned()),
        },
    }
}
