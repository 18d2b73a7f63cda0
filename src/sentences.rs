//! Where the sentences of a text begin and end.
//!
//! The rules are those of Unicode (UAX 29), by `icu_segmenter`; the language file adds the
//! abbreviations that end with a full stop and no sentence. Garble signals are judged sentence by
//! sentence: over whole paragraphs they raise ten times the alarms.

use crate::locale::Locale;
use crate::text::Span;
use icu_segmenter::SentenceSegmenter;
use icu_segmenter::options::SentenceBreakInvariantOptions;

/// Splits `text` into sentences that cover it, in place of what `sentences` held. An empty text
/// has none.
pub fn split(text: &str, locale: &Locale, sentences: &mut Vec<Span>) {
    sentences.clear();
    if text.is_empty() {
        return;
    }
    let mut start = 0;
    if may_break(text) {
        let segmenter = SentenceSegmenter::new(SentenceBreakInvariantOptions::default());
        for end in segmenter.segment_str(text) {
            let goes_on = end == start || end == text.len() || !breaks(&text[start..end], locale);
            if !goes_on {
                sentences.push(Span::new(start, end));
                start = end;
            }
        }
    }
    sentences.push(Span::new(start, text.len()));
}

/// Whether a sentence may end before the end of `text`: most segments are one sentence, and this
/// look at their bytes is far cheaper than the rules.
fn may_break(text: &str) -> bool {
    if text.is_ascii() && !text.bytes().any(|b| matches!(b, b'.' | b'!' | b'?' | b'\n' | b'\r')) {
        return false;
    }
    let inner = text.trim_end_matches(|c: char| !c.is_alphanumeric());
    // Where several marks close the text, signs before them are left to the rules.
    let simple = text[inner.len()..].chars().nth(1).is_none();
    let may_end = |c: char| match c {
        // Of the marks of East Asian scripts few end anything.
        '\u{3000}'..='\u{fffd}' => ends_sentence(c),
        _ => !(c.is_alphabetic() || simple && is_sign(c)),
    };
    let bytes = inner.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let (found, length) = match byte {
            // A point before a digit ends nothing, and stands in most that are not whole.
            b'.' => (!bytes.get(at + 1).is_some_and(u8::is_ascii_digit), 1),
            0..0x80 => (matches!(byte, b'!' | b'?' | b'\n' | b'\r'), 1),
            // From U+3000 to U+9FFF.
            0xe3..0xea => (bytes[at..].starts_with("。".as_bytes()), 3),
            _ => inner[at..].chars().next().map_or((true, 1), |c| (may_end(c), c.len_utf8())),
        };
        if found {
            return true;
        }
        at += length;
    }
    false
}

/// Whether `c`, in the blocks from U+3000 on, is a mark that may end a sentence.
fn ends_sentence(c: char) -> bool {
    let rare = matches!(c as u32,
        0xa4ff | 0xa60e..=0xa60f | 0xa6f3 | 0xa6f7 | 0xa876..=0xa877 | 0xa8ce..=0xa8cf | 0xa92f
        | 0xa9c8..=0xa9c9 | 0xaa5d..=0xaa5f | 0xaaf0..=0xaaf1 | 0xabeb | 0xfe12 | 0xfe15..=0xfe16 | 0xfe52 | 0xfe56..=0xfe57);
    rare || matches!(c, '。' | '！' | '？' | '．' | '｡')
}

/// Whether `c` is a sign that ends nothing: one of Latin-1, a dash or a quotation mark, a currency, a
/// sign of mathematics.
fn is_sign(c: char) -> bool {
    matches!(c, '\u{a0}'..='\u{ff}' | '\u{2010}'..='\u{2023}' | '\u{2025}'..='\u{2027}')
        || matches!(c, '\u{20a0}'..='\u{22ff}')
}

/// Whether a sentence ends after `text`, which a boundary of the rules ends.
fn breaks(text: &str, locale: &Locale) -> bool {
    let text = text.trim_end();
    let Some(words) = text.strip_suffix('.') else {
        return true;
    };
    let from = words
        .rfind(|c: char| !c.is_alphabetic() && c != '.')
        .map_or(0, |at| at + words[at..].chars().next().map_or(1, char::len_utf8));
    let last = &words[from..];
    // A single capital is an initial: `J. Smith`.
    let initial = last.chars().count() == 1 && last.chars().all(char::is_uppercase);
    !initial && !locale.sentences.abbreviations.iter().any(|a| a == last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(tag: &str, text: &str) -> Vec<String> {
        let locale =
            Locale::parse(tag, Locale::built_in_file(tag).unwrap_or_default()).expect("valid");
        let mut found = Vec::new();
        split(text, &locale, &mut found);
        found.iter().map(|s| s.of(text).to_owned()).collect()
    }

    #[test]
    fn japanese_sentences_end_with_a_full_stop() {
        assert_eq!(sentences("ja", "雨が降る。傘を持つ。"), ["雨が降る。", "傘を持つ。"]);
        assert_eq!(sentences("ja", "一文だけです"), ["一文だけです"]);
    }

    #[test]
    fn an_abbreviation_ends_no_sentence() {
        assert_eq!(sentences("en", "Mr. Smith left. He ran."), ["Mr. Smith left. ", "He ran."]);
        assert_eq!(
            sentences("en", "Gears, Inc. (NYSE:GRS) rose."),
            ["Gears, Inc. (NYSE:GRS) rose."]
        );
    }

    #[test]
    fn what_is_not_looked_at_closely_has_no_boundary() {
        let segmenter = SentenceSegmenter::new(SentenceBreakInvariantOptions::default());
        for c in '\0'..='\u{1ffff}' {
            let text = format!("It is so{c} And more{c}of that{c}5");
            if !may_break(&text) {
                let ends: Vec<usize> = segmenter.segment_str(&text).collect();
                assert_eq!(ends, [0, text.len()], "{c:?}");
            }
        }
    }

    #[test]
    fn sentences_cover_the_text() {
        for text in ["", " ", "a.", "Hi! 「はい。」と言った。 \n x", "هل؟ نعم.", "….。!?"]
        {
            assert_eq!(sentences("en", text).concat(), text);
        }
    }
}
