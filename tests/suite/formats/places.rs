//! Every character of a text stands in the file where the text says it does.

use super::{request, split};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8};
use proptest::prelude::*;
use std::fmt::Write as _;
use tieout::input;
use tieout::text::{Place, Text};
use tieout::unit::Unit;

/// Decodes and unescapes the bytes at the place of every character and compares; also lines, columns
/// and order.
pub(super) fn verify(file: &[u8], encoding: Option<&'static Encoding>, format: &str, text: &Text) {
    let (encoding, mark) = Encoding::for_bom(file).unwrap_or((encoding.unwrap_or(UTF_8), 0));
    let value = text.as_str();
    let offsets: Vec<_> = value.char_indices().map(|(at, _)| at).chain([value.len()]).collect();
    let mut last = Place { byte: 0, ..Place::default() };
    let mut start = 0;
    while start + 1 < offsets.len() {
        let place = text.place(offsets[start] as u32);
        // An escape that stands for several characters is one thing.
        let mut end = start + 1;
        while end + 1 < offsets.len() && text.place(offsets[end] as u32) == place {
            end += 1;
        }
        let after = text.place_end(offsets[end] as u32);
        assert!(last <= place && place < after, "{last:?} {place:?} {after:?} in {value:?}");
        let decode =
            |from: usize, to: u64| encoding.decode_without_bom_handling(&file[from..to as usize]).0;
        // With shift states bytes mean nothing without those before them.
        let decoded = if encoding == ISO_2022_JP {
            let before = decode(mark, place.byte);
            decode(mark, after.byte).strip_prefix(&*before).unwrap().to_owned()
        } else {
            decode(place.byte as usize, after.byte).into_owned()
        };
        let expected = &value[offsets[start]..offsets[end]];
        // A soft end of a line in Markdown, or a folded one in YAML, is a space.
        let is_soft =
            matches!(format, "markdown" | "yaml") && expected == " " && decoded.ends_with('\n');
        let written = if is_soft { " ".to_owned() } else { unescape(format, &decoded) };
        assert_eq!(written, expected, "{decoded:?} at {place:?} in {value:?}");
        for place in [place, after] {
            // Behind the end of a line is still that line.
            if place == after && decoded.ends_with('\n') {
                continue;
            }
            let before = decode(mark, place.byte);
            // Between broken bytes a cut can change what the bytes before it are read as.
            let after = decode(place.byte as usize, file.len() as u64);
            if encoding != ISO_2022_JP
                && format!("{before}{after}") != decode(mark, file.len() as u64)
            {
                continue;
            }
            let line = before.matches('\n').count() as u32 + 1;
            let column = before.rsplit('\n').next().unwrap().chars().count() as u32 + 1;
            assert_eq!((place.line, place.column), (line, column), "{decoded:?} in {value:?}");
        }
        last = after;
        start = end;
    }
}

/// What a piece of a file stands for in its format.
fn unescape(format: &str, written: &str) -> String {
    match format {
        _ if written == "\r\n" => "\n".to_owned(),
        "markdown" if written.len() == 2 && written.starts_with(['\\', '\'']) => {
            written[1..].to_owned()
        }
        "vtt" if written.len() > 1 && written.starts_with('&') => match written {
            "&amp;" => "&",
            "&lt;" => "<",
            "&gt;" => ">",
            "&nbsp;" => "\u{A0}",
            _ => "\u{200E}",
        }
        .to_owned(),
        "properties" | "strings" if written.starts_with('\\') => match &written[1..] {
            "n" => "\n".to_owned(),
            "t" => "\t".to_owned(),
            "r" => "\r".to_owned(),
            "f" => "\u{C}".to_owned(),
            "a" if format == "strings" => "\u{7}".to_owned(),
            "b" if format == "strings" => "\u{8}".to_owned(),
            "v" if format == "strings" => "\u{B}".to_owned(),
            "" => "\\".to_owned(),
            code if code.starts_with(['u', 'U']) => unescape("jsonl", &written.replace('U', "u")),
            other => other.to_owned(),
        },
        "arb" | "json" | "xcstrings" if written == "\\" => written.to_owned(),
        // What is no escape of JSON stands for its character.
        "json"
            if written.starts_with('\\')
                && written.len() == 2
                && !r#""\/bfnrt"#.contains(&written[1..]) =>
        {
            written[1..].to_owned()
        }
        "arb" | "json" | "jsonl" | "xcstrings" if written.starts_with('\\') => {
            serde_json::from_str(&format!("\"{written}\""))
                .unwrap_or_else(|_| "\u{FFFD}".to_owned())
        }
        "yaml" if written == "''" => "'".to_owned(),
        "yaml" if written == "\\" => written.to_owned(),
        "yaml" if written.starts_with('\\') => match &written[1..] {
            "0" => "\0".to_owned(),
            "a" => "\u{7}".to_owned(),
            "v" => "\u{B}".to_owned(),
            "e" => "\u{1B}".to_owned(),
            "N" => "\u{85}".to_owned(),
            "_" => "\u{A0}".to_owned(),
            "L" => "\u{2028}".to_owned(),
            "P" => "\u{2029}".to_owned(),
            " " | "\t" => written[1..].to_owned(),
            code if code.starts_with(['x', 'U']) => {
                char::from_u32(u32::from_str_radix(&code[1..], 16).unwrap()).unwrap().to_string()
            }
            _ => unescape("jsonl", written),
        },
        "csv" if written == "\"\"" => "\"".to_owned(),
        "po" if written.starts_with('\\') => match &written[1..] {
            "n" => "\n".to_owned(),
            "t" => "\t".to_owned(),
            "r" => "\r".to_owned(),
            "a" => "\u{7}".to_owned(),
            "v" => "\u{B}".to_owned(),
            number if number.contains(|c: char| c.is_ascii_digit()) => {
                let bytes: Vec<_> = written[1..]
                    .split('\\')
                    .map(|number| match number.strip_prefix('x') {
                        Some(hex) => u8::from_str_radix(hex, 16).unwrap(),
                        None => u8::from_str_radix(number, 8).unwrap(),
                    })
                    .collect();
                String::from_utf8_lossy(&bytes).into_owned()
            }
            other => other.to_owned(),
        },
        "android" if written.starts_with('\\') => match written[1..].chars().next() {
            Some('n') => "\n".to_owned(),
            Some('t') => "\t".to_owned(),
            Some('u') => unescape("jsonl", written),
            _ => written[1..].to_owned(),
        },
        // White space outside of quotes is one space.
        "android" if written.len() > 1 && written.trim().is_empty() => " ".to_owned(),
        "xliff" | "tmx" | "android" | "resx" | "qt" | "stringsdict" => unescape_xml(written),
        _ => written.to_owned(),
    }
}

/// What a piece of XML stands for: an element is an inline code, but for a character by its number.
fn unescape_xml(written: &str) -> String {
    if let Some(element) = written.strip_prefix('<').filter(|rest| !rest.is_empty()) {
        let begins = ["cp hex=\"", "byte value=\"x", "byte value=\""];
        let code = begins.iter().find_map(|begin| element.strip_prefix(begin)?.split('"').next());
        let character = code.and_then(|hex| char::from_u32(u32::from_str_radix(hex, 16).ok()?));
        return character.unwrap_or('\u{FFFC}').to_string();
    }
    let number = |name: &str| match name.strip_prefix("#x") {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => name.strip_prefix('#')?.parse().ok(),
    };
    match written.strip_prefix('&').and_then(|rest| rest.strip_suffix(';')) {
        Some("lt") => "<".to_owned(),
        Some("gt") => ">".to_owned(),
        Some("amp") => "&".to_owned(),
        Some("quot") => "\"".to_owned(),
        Some("apos") => "'".to_owned(),
        // The fixtures declare it.
        Some("product") => "ACME 3000".to_owned(),
        Some(name) => {
            number(name).and_then(char::from_u32).map_or(written.to_owned(), String::from)
        }
        None => written.replace("\r\n", "\n"),
    }
}

/// Whether a fixture's or a test's units all know their places.
pub(super) fn verify_units(
    file: &[u8],
    encoding: Option<&'static Encoding>,
    format: &str,
    units: &[Unit],
) {
    for pair in units.iter().flat_map(|unit| &unit.pairs) {
        verify(file, encoding, format, &pair.source.text);
        if let Some(target) = &pair.target {
            verify(file, encoding, format, &target.text);
        }
    }
}

/// Text of all kinds: ASCII, wide scripts, characters beyond the BMP, combining ones, controls.
fn any_text() -> impl Strategy<Value = String> {
    let character = prop_oneof![
        4 => prop::char::range(' ', '~'),
        4 => prop::char::range('ぁ', 'ヿ'),
        2 => prop::char::range('一', '龠'),
        1 => prop::char::range('😀', '😎'),
        1 => prop::char::range('à', 'ÿ'),
        1 => prop::sample::select(vec!['\u{301}', '\u{200F}', '\u{2028}', '\u{FFFD}', '\u{FEFF}']),
    ];
    prop::collection::vec(character, 1..24).prop_map(|chars| chars.into_iter().collect())
}

/// Writes a string as JSON with the escapes that `choices` picks.
fn json(text: &str, choices: &[u8]) -> String {
    let mut out = String::from("\"");
    for (c, choice) in text.chars().zip(choices.iter().cycle()) {
        if choice % 3 == 0 || c == '"' || c == '\\' || c.is_control() {
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}").unwrap();
            }
        } else {
            out.push(c);
        }
    }
    out.push('"');
    out
}

/// Writes a string as PO with escapes and pieces on lines of their own.
fn po(text: &str, choices: &[u8]) -> String {
    let mut out = String::from("\"");
    for (c, choice) in text.chars().zip(choices.iter().cycle()) {
        match choice % 5 {
            0 => c.to_string().bytes().for_each(|byte| write!(out, "\\{byte:03o}").unwrap()),
            1 => out.push_str("\"\n\"\\t"),
            _ if c == '"' || c == '\\' => write!(out, "\\{c}").unwrap(),
            _ => out.push(c),
        }
    }
    out.push('"');
    out
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn places_of_verbatim_text(source in any_text(), target in any_text()) {
        let file = format!("x\ty\r\n{source}\t{target}\tid\n");
        let (units, _) = split(super::read(&request("tsv"), "en-ja.tsv", file.as_bytes()));
        verify_units(file.as_bytes(), None, "tsv", &units);
    }

    #[test]
    fn places_of_json_escapes(
        source in any_text(),
        target in any_text(),
        choices in prop::collection::vec(any::<u8>(), 1..9),
    ) {
        let file = format!(
            "\n{{\"target\": {}, \"x\": [1], \"source\": {}}}",
            json(&target, &choices),
            json(&source, &choices)
        );
        let (units, problems) = split(super::read(&request("jsonl"), "en-ja.jsonl", file.as_bytes()));
        prop_assert!(problems.is_empty(), "{problems:?}");
        let pair = &units[0].pairs[0];
        prop_assert_eq!(pair.source.text.as_str(), &source);
        verify_units(file.as_bytes(), None, "jsonl", &units);
    }

    #[test]
    fn places_in_quoted_cells(source in any_text(), target in any_text(), lines in any::<bool>()) {
        let end = if lines { "\r\n" } else { "\"\"" };
        let quote = |text: &str| text.replace('"', "\"\"");
        let (written, other) = (quote(&source), quote(&target));
        let file = format!("en,ja,id\n\"{written}{end}x\",\"{other}\",\"1\"\n");
        let (units, problems) = split(super::read(&request("csv"), "a.csv", file.as_bytes()));
        prop_assert!(problems.is_empty(), "{problems:?}");
        let read = units[0].pairs[0].source.text.as_str();
        prop_assert_eq!(read, format!("{source}{}x", if lines { "\n" } else { "\"" }));
        verify_units(file.as_bytes(), None, "csv", &units);
    }

    #[test]
    fn places_in_yaml(
        text in any_text(),
        choices in prop::collection::vec(any::<u8>(), 1..9),
    ) {
        // YAML knows no surrogate pairs, and ends lines where others do not.
        let text: String = text.chars().filter(|&c| c < '\u{10000}').collect();
        let text = text.replace(['\u{FEFF}', '\u{2028}'], "x");
        let single = text.replace('\'', "''");
        let file = format!(
            "en:\n  double: {}\n  single: '{single}'\n  literal: |\n    x{text}\n      {text}\n",
            json(&text, &choices),
        );
        let request = input::Request { monolingual: true, ..request("yaml") };
        let (units, problems) = split(super::read(&request, "en.yml", file.as_bytes()));
        prop_assert!(problems.is_empty(), "{problems:?}");
        let read: Vec<_> = units.iter().map(|unit| unit.pairs[0].source.text.as_str()).collect();
        let literal = format!("x{text}\n  {text}\n");
        prop_assert_eq!(read, [&text, &text, &literal]);
        verify_units(file.as_bytes(), None, "yaml", &units);
    }

    #[test]
    fn places_of_po_escapes(
        source in any_text(),
        target in any_text(),
        choices in prop::collection::vec(any::<u8>(), 1..9),
    ) {
        let file = format!("msgid {}\nmsgstr {}", po(&source, &choices), po(&target, &choices));
        let (units, problems) = split(super::read(&request("po"), "ja.po", file.as_bytes()));
        prop_assert!(problems.is_empty(), "{problems:?}");
        prop_assert_eq!(units.len(), 1);
        verify_units(file.as_bytes(), None, "po", &units);
    }

    #[test]
    fn places_in_encodings(
        source in any_text(),
        target in any_text(),
        label in prop::sample::select(vec![
            "shift_jis", "euc-jp", "iso-2022-jp", "gb18030", "big5", "euc-kr", "windows-1252",
        ]),
    ) {
        let encoding = input::encoding(label).unwrap();
        let file = format!("a\tb\n{source}\t{target}\r\n");
        let file = encoding.encode(&file).0.into_owned();
        let request = input::Request { encoding: Some(encoding), ..request("tsv") };
        let (units, _) = split(super::read(&request, "en-ja.tsv", &file));
        verify_units(&file, Some(encoding), "tsv", &units);
    }

    #[test]
    fn places_in_utf_16(source in any_text(), target in any_text(), big in any::<bool>()) {
        let text = format!("\u{FEFF}a\tb\n{source}\t{target}\r\nc\td");
        let file: Vec<u8> = text
            .encode_utf16()
            .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect();
        let (units, problems) = split(super::read(&request("tsv"), "en-ja.tsv", &file));
        prop_assert!(problems.is_empty(), "{problems:?}");
        prop_assert!(units.len() >= 2);
        verify_units(&file, None, "tsv", &units);
    }

    #[test]
    fn places_of_broken_bytes(
        // An even number: a last half of a UTF-16 unit is counted in more than one way.
        file in prop::collection::vec(any::<[u8; 2]>(), 0..30).prop_map(|pairs| pairs.concat()),
        label in prop::sample::select(vec![
            "utf-8", "shift_jis", "euc-jp", "gb18030", "big5", "euc-kr", "utf-16le", "utf-16be",
        ]),
    ) {
        let encoding = input::encoding(label).unwrap();
        let request = input::Request { encoding: Some(encoding), monolingual: true, ..request("lines") };
        let (units, _) = split(super::read(&request, "en.txt", &file));
        verify_units(&file, Some(encoding), "lines", &units);
    }
}
