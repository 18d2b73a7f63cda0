//! What the header of a PO file says: its encoding, its languages and its plural forms.

use super::plural;
use crate::plurals::Category;
use crate::unit::PluralRule;
use encoding_rs::{Encoding, REPLACEMENT};
use std::sync::Arc;

/// How many bytes are looked at for the encoding, which is named inside the text it encodes.
pub(super) const HEAD: u64 = 8 << 10;

/// What the header entry says.
#[derive(Debug, Default)]
pub(super) struct Header {
    /// `Language`, as it is written.
    pub(super) language: Option<String>,
    /// `X-Source-Language`, as it is written.
    pub(super) source_language: Option<String>,
    /// What `Plural-Forms` says.
    pub(super) plural_rule: Option<Arc<PluralRule>>,
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
            plural_rule: plural_forms.as_deref().and_then(plural::rule).map(Arc::new),
        }
    }

    /// The category of the form with this index, where it is for one number alone. Without a rule
    /// the first of several forms is the singular.
    pub(super) fn category(&self, index: usize, forms: usize) -> Option<Category> {
        match &self.plural_rule {
            Some(rule) => plural::category(rule, index),
            None => (index == 0 && forms > 1).then_some(Category::One),
        }
    }

    /// The rule for the next unit with plural forms, which may be translated.
    pub(super) fn take_rule(&mut self, translated: bool) -> Option<Arc<PluralRule>> {
        let rule = self.plural_rule.clone()?;
        if rule.first && translated {
            // The first such unit speaks for the rule, and those after it need not.
            self.plural_rule =
                Some(Arc::new(PluralRule { first: false, ..PluralRule::clone(&rule) }));
        }
        Some(rule)
    }
}

/// The encoding that the first bytes of a file name: `Ok(None)` if they name none, and the label if
/// it is unknown.
pub(in crate::input) fn charset(head: &[u8]) -> Result<Option<&'static Encoding>, String> {
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
