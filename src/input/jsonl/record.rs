//! A line of JSON Lines as a record: its values as they stand there, quotes and escapes included.

use memchr::memchr;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// A line as it stands in the file; which keys count depends on what is asked for.
#[derive(Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(super) struct Record<'a> {
    #[serde(borrow, deserialize_with = "written")]
    pub(super) id: Option<&'a str>,
    #[serde(borrow, deserialize_with = "written")]
    pub(super) source: Option<&'a str>,
    #[serde(borrow, deserialize_with = "written")]
    pub(super) target: Option<&'a str>,
    #[serde(borrow, deserialize_with = "written")]
    pub(super) source_lang: Option<&'a str>,
    #[serde(borrow, deserialize_with = "written")]
    pub(super) target_lang: Option<&'a str>,
    #[serde(borrow, deserialize_with = "written")]
    pub(super) document: Option<&'a str>,
    #[serde(borrow, deserialize_with = "written")]
    pub(super) lang: Option<&'a str>,
    #[serde(borrow, deserialize_with = "written")]
    pub(super) text: Option<&'a str>,
}

fn written<'a, D: Deserializer<'a>>(value: D) -> Result<Option<&'a str>, D::Error> {
    Ok(Option::<&RawValue>::deserialize(value)?.map(RawValue::get))
}

impl<'a> Record<'a> {
    /// Reads a line; serde says what is wrong with it.
    pub(super) fn read(line: &'a str) -> Result<Self, serde_json::Error> {
        Self::of_strings(line).map_or_else(|| serde_json::from_str(line), Ok)
    }

    /// The record of a line in which all keys and values are strings without escapes, as in most;
    /// `None` of any other line, be it JSON or not.
    fn of_strings(line: &'a str) -> Option<Self> {
        // All bytes, many at a time, and no look at each whether it is the first.
        let special = |byte: u8| u8::from(byte.is_ascii_control()) | u8::from(byte == b'\\');
        if line.bytes().fold(0, |any, byte| any | special(byte)) != 0 {
            return None;
        }
        let mut record = Self::default();
        let mut rest = skip_spaces(line).strip_prefix('{')?;
        loop {
            let (key, after) = string(rest)?;
            let (value, after) = string(skip_spaces(after).strip_prefix(':')?)?;
            if let Some(field) = record.field(key.trim_matches('"'))
                && field.replace(value).is_some()
            {
                return None;
            }
            let after = skip_spaces(after);
            match after.strip_prefix(',') {
                Some(more) => rest = more,
                None => return (after.trim_end_matches(' ') == "}").then_some(record),
            }
        }
    }

    fn field(&mut self, key: &str) -> Option<&mut Option<&'a str>> {
        Some(match key {
            "id" => &mut self.id,
            "source" => &mut self.source,
            "target" => &mut self.target,
            "source_lang" => &mut self.source_lang,
            "target_lang" => &mut self.target_lang,
            "document" => &mut self.document,
            "lang" => &mut self.lang,
            "text" => &mut self.text,
            _ => return None,
        })
    }
}

fn skip_spaces(text: &str) -> &str {
    text.trim_start_matches(' ')
}

/// The string that `text` begins with, in its quotes, and what follows it.
fn string(text: &str) -> Option<(&str, &str)> {
    let text = skip_spaces(text);
    let inside = text.strip_prefix('"')?;
    let end = memchr(b'"', inside.as_bytes())? + 2;
    Some(text.split_at(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_way_reads_what_serde_reads() {
        for line in [
            r#"{"id": "1", "source": "a, b: {c}", "target": "あ", "document": ""}"#,
            r#" { "lang":"en" ,"text" : "x","other":"y", "other": "z" }  "#,
        ] {
            let short = Record::of_strings(line);
            assert!(short.is_some(), "{line}");
            assert_eq!(short, serde_json::from_str(line).ok(), "{line}");
        }
    }

    #[test]
    fn other_lines_are_left_to_serde() {
        for line in [
            r#"{"id": 1}"#,
            r#"{"source": null}"#,
            r#"{"source": "a\n"}"#,
            r#"{"so\u0075rce": "a"}"#,
            r#"{"id": "1", "id": "2"}"#,
            r#"{"id": "1",}"#,
            r#"{"id": "1"} x"#,
            r#"{"id": "1"#,
            r#"{"id" "1"}"#,
            "{\"id\": \"\t\"}",
            "{}",
            "",
        ] {
            assert_eq!(Record::of_strings(line), None, "{line}");
        }
        assert_eq!(Record::read(r#"{"id": 1}"#).ok().and_then(|r| r.id), Some("1"));
        assert_eq!(Record::read(r#"{"source": null}"#).ok(), Some(Record::default()));
        assert!(Record::read(r#"{"id": "1", "id": "2"}"#).is_err());
    }
}
