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

/// A key that counts.
#[derive(Debug, Clone, Copy)]
enum Key {
    Id,
    Source,
    Target,
    SourceLang,
    TargetLang,
    Document,
    Lang,
    Text,
}

impl Key {
    fn by_name(name: &str) -> Option<Self> {
        Some(match name {
            "id" => Self::Id,
            "source" => Self::Source,
            "target" => Self::Target,
            "source_lang" => Self::SourceLang,
            "target_lang" => Self::TargetLang,
            "document" => Self::Document,
            "lang" => Self::Lang,
            "text" => Self::Text,
            _ => return None,
        })
    }
}

impl<'a> Record<'a> {
    fn field(&mut self, key: Key) -> &mut Option<&'a str> {
        match key {
            Key::Id => &mut self.id,
            Key::Source => &mut self.source,
            Key::Target => &mut self.target,
            Key::SourceLang => &mut self.source_lang,
            Key::TargetLang => &mut self.target_lang,
            Key::Document => &mut self.document,
            Key::Lang => &mut self.lang,
            Key::Text => &mut self.text,
        }
    }
}

/// Reads records. Most lines hold nothing but strings without escapes, laid out as in the line before:
/// the same keys in the same order, with the same spaces.
#[derive(Debug, Default)]
pub(super) struct Records {
    /// What stood between the insides of the last values, before them and after them.
    between: String,
    /// For each value how much of `between` stands before it, and its key if it counts.
    values: Vec<(usize, Option<Key>)>,
}

impl Records {
    /// Reads a line; serde says what is wrong with it.
    pub(super) fn read<'a>(&mut self, line: &'a str) -> Result<Record<'a>, serde_json::Error> {
        if is_plain(line)
            && let Some(record) = self.alike(line).or_else(|| self.of_strings(line))
        {
            return Ok(record);
        }
        serde_json::from_str(line)
    }

    /// The record of a plain line that is laid out as the last one was.
    fn alike<'a>(&self, line: &'a str) -> Option<Record<'a>> {
        let mut record = Record::default();
        let (mut between, mut at) = (self.between.as_str(), 0);
        for &(length, key) in &self.values {
            let (before, after) = between.split_at(length);
            let value = line[at..].strip_prefix(before)?;
            let length = memchr(b'"', value.as_bytes())?;
            at += before.len();
            if let Some(key) = key {
                *record.field(key) = Some(&line[at - 1..=at + length]);
            }
            (between, at) = (after, at + length);
        }
        (at > 0 && line[at..] == *between).then_some(record)
    }

    /// The record of a plain line in which all keys and values are strings, as in most, and whose
    /// layout is the last one from now on; `None` of any other line, be it JSON or not.
    fn of_strings<'a>(&mut self, line: &'a str) -> Option<Record<'a>> {
        self.between.clear();
        self.values.clear();
        let record = self.lay_out(line);
        if record.is_none() {
            self.values.clear();
        }
        record
    }

    fn lay_out<'a>(&mut self, line: &'a str) -> Option<Record<'a>> {
        let mut record = Record::default();
        let mut rest = skip_spaces(line).strip_prefix('{')?;
        // Where the inside of the last value ends.
        let mut end = 0;
        loop {
            let (key, after) = string(rest)?;
            let (value, after) = string(skip_spaces(after).strip_prefix(':')?)?;
            let key = Key::by_name(key.trim_matches('"'));
            if let Some(key) = key
                && record.field(key).replace(value).is_some()
            {
                return None;
            }
            let start = line.len() - after.len() - value.len() + 1;
            self.between.push_str(&line[end..start]);
            self.values.push((start - end, key));
            end = start + value.len() - 2;
            let after = skip_spaces(after);
            match after.strip_prefix(',') {
                Some(more) => rest = more,
                None if after.trim_end_matches(' ') == "}" => break,
                None => return None,
            }
        }
        self.between.push_str(&line[end..]);
        Some(record)
    }
}

/// Whether no byte of a line is a control or begins an escape.
fn is_plain(line: &str) -> bool {
    // All bytes, many at a time, and no look at each whether it is the first.
    let special = |byte: u8| u8::from(byte.is_ascii_control()) | u8::from(byte == b'\\');
    line.bytes().fold(0, |any, byte| any | special(byte)) == 0
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
    fn the_short_ways_read_what_serde_reads() {
        let mut records = Records::default();
        for line in [
            r#"{"id": "1", "source": "a, b: {c}", "target": "あ", "document": ""}"#,
            r#"{"id": "", "source": "", "target": "　", "document": "d"}"#,
            r#" { "lang":"en" ,"text" : "x","other":"y", "other": "z" }  "#,
            r#" { "lang":"ja" ,"text" : "","other":"", "other": "あ" }  "#,
        ] {
            let expected = serde_json::from_str(line).ok();
            let short = records.of_strings(line);
            assert!(short.is_some(), "{line}");
            assert_eq!(short, expected, "{line}");
            assert_eq!(records.alike(line), expected, "{line}");
        }
    }

    #[test]
    fn a_line_is_read_alike_whatever_the_line_before() {
        let lines = [
            r#"{"id": "1", "source": "a", "target": "b"}"#,
            r#"{"id": "1", "source": "a", "target": ""}"#,
            r#"{"id": "1", "source": "a", "target": "b", "lang": "en"}"#,
            r#"{"id": "1", "source": "a", "target": "b"} "#,
            r#"{"id": "1", "source": "a", "target": "b"}}"#,
            r#"{"id": "1", "source": "a", "target": 7}"#,
            r#"{"id": "1", "source": "a", "target": "b"#,
            r#"{"id": "1", "source": "a"}"#,
            r#"{"id": "1", "id": "2"}"#,
            r#"{"source": "a", "id": "1", "target": "b"}"#,
            r#"{"id": "1","source": "a","target": "b\n"}"#,
            "",
        ];
        for before in lines {
            for line in lines {
                let mut records = Records::default();
                let _ = records.read(before);
                let (read, alone) = (records.read(line), serde_json::from_str(line));
                assert_eq!(read.ok(), alone.ok(), "{line} after {before}");
            }
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
            let mut records = Records::default();
            let short = if is_plain(line) { records.of_strings(line) } else { None };
            assert_eq!(short, None, "{line}");
        }
        assert_eq!(Records::default().read(r#"{"id": 1}"#).ok().and_then(|r| r.id), Some("1"));
        assert_eq!(Records::default().read(r#"{"source": null}"#).ok(), Some(Record::default()));
        assert!(Records::default().read(r#"{"id": "1", "id": "2"}"#).is_err());
    }
}
