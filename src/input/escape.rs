//! Escape sequences that several formats share: how they are read, and how text is written so that
//! it is read again.

/// Writes text as a format holds it. A format has several such ways where it holds text in several
/// forms; which one is right at a place shows when the file is read again.
pub type Escaper = fn(&str) -> String;

use std::fmt::Write as _;

/// What an escape sequence is: the character that it stands for and its length in bytes, or the length
/// of what stands for nothing.
pub(super) type Escape = Result<(char, usize), usize>;

/// Reads a backslash, one of `letters` and the four hexadecimal digits of a UTF-16 unit, or two of
/// these that are a surrogate pair. `text` begins with a backslash and one of the letters.
pub(super) fn utf16(text: &str, letters: &[char]) -> Escape {
    let unit = |text: &str| {
        let digits = text.strip_prefix('\\')?.strip_prefix(letters)?.get(..4)?;
        let hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        hex.then(|| u16::from_str_radix(digits, 16).ok())?
    };
    let first = unit(text).ok_or(2_usize)?;
    if let Some(c) = char::from_u32(u32::from(first)) {
        return Ok((c, 6));
    }
    let second = text.get(6..).and_then(unit);
    let both = second.and_then(|second| char::decode_utf16([first, second]).next()?.ok());
    both.map(|c| (c, 12)).ok_or(6)
}

/// Text as it is.
pub(super) fn verbatim(text: &str) -> String {
    text.to_owned()
}

/// Text of an XML element.
pub(super) fn xml(text: &str) -> String {
    each(text, |c| match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        _ => None,
    })
}

/// A string between double quotation marks, as in C, gettext and JSON.
pub(super) fn quoted(text: &str) -> String {
    each(text, |c| match c {
        '\\' => Some("\\\\"),
        '"' => Some("\\\""),
        '\n' => Some("\\n"),
        '\r' => Some("\\r"),
        '\t' => Some("\\t"),
        _ => None,
    })
}

/// A string between single quotation marks, with backslashes.
pub(super) fn single_quoted(text: &str) -> String {
    quoted(text).replace("\\\"", "\"").replace('\'', "\\'")
}

/// A field of a table between double quotation marks.
pub(super) fn doubled_quotes(text: &str) -> String {
    text.replace('"', "\"\"")
}

/// A scalar of YAML between single quotation marks.
pub(super) fn doubled_apostrophes(text: &str) -> String {
    text.replace('\'', "''")
}

/// The value of a property.
pub(super) fn property(text: &str) -> String {
    each(text, |c| match c {
        '\\' => Some("\\\\"),
        '\n' => Some("\\n"),
        '\r' => Some("\\r"),
        '\t' => Some("\\t"),
        _ => None,
    })
}

/// The value of a property, its characters beyond ASCII as UTF-16 units.
pub(super) fn ascii_property(text: &str) -> String {
    let mut written = String::new();
    for c in property(text).chars() {
        if c.is_ascii() {
            written.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            let _ = write!(written, "\\u{unit:04X}");
        }
    }
    written
}

/// A string resource of Android outside of XML: what its compiler takes for an escape.
pub(super) fn android(text: &str) -> String {
    each(text, |c| match c {
        '\\' => Some("\\\\"),
        '"' => Some("\\\""),
        '\'' => Some("\\'"),
        '\n' => Some("\\n"),
        '\t' => Some("\\t"),
        _ => None,
    })
}

/// A string resource of Android in an element.
pub(super) fn android_xml(text: &str) -> String {
    xml(&android(text))
}

/// Text of Markdown whose marks mean themselves.
pub(super) fn markdown(text: &str) -> String {
    let mut written = String::new();
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '#' | '|' | '~') {
            written.push('\\');
        }
        written.push(c);
    }
    written
}

/// Text with another writing for some of its characters.
fn each(text: &str, writing: impl Fn(char) -> Option<&'static str>) -> String {
    let mut written = String::new();
    for c in text.chars() {
        match writing(c) {
            Some(escape) => written.push_str(escape),
            None => written.push(c),
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::utf16;

    #[test]
    fn a_surrogate_pair_is_one_character() {
        let letters = &['u', 'U'];
        assert_eq!(utf16("\\u3042x", letters), Ok(('あ', 6)));
        assert_eq!(utf16("\\uD83C\\Udf89", letters), Ok(('🎉', 12)));
        assert_eq!(utf16("\\uD83C\\u0041", letters), Err(6));
        assert_eq!(utf16("\\uDF89", letters), Err(6));
        assert_eq!(utf16("\\u30あ", letters), Err(2));
        assert_eq!(utf16("\\u", letters), Err(2));
    }
}
