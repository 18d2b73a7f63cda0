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
    let bytes = inner.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let (breaks, length) = match byte {
            // A point before a digit ends nothing, and stands in most that are not whole.
            b'.' => (!bytes.get(at + 1).is_some_and(u8::is_ascii_digit), 1),
            0..0x80 => (matches!(byte, b'!' | b'?' | b'\n' | b'\r'), 1),
            // Of the marks of East Asian scripts few end anything; those of other scripts are left
            // to the rules.
            0xe3..0xf0 => (ENDS.iter().any(|end| bytes[at..].starts_with(end)), 3),
            _ => inner[at..].chars().next().map_or((true, 1), |c| (!c.is_alphabetic(), c.len_utf8())),
        };
        if breaks {
            return true;
        }
        at += length;
    }
    false
}

/// `。`, `！`, `？`, `．`, `｡` and the last two places of their plane, which are no characters.
const ENDS: [[u8; 3]; 7] = [
    [0xe3, 0x80, 0x82],
    [0xef, 0xbc, 0x81],
    [0xef, 0xbc, 0x9f],
    [0xef, 0xbc, 0x8e],
    [0xef, 0xbd, 0xa1],
    [0xef, 0xbf, 0xbe],
    [0xef, 0xbf, 0xbf],
];

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
    fn sentences_cover_the_text() {
        for text in ["", " ", "a.", "Hi! 「はい。」と言った。 \n x", "هل؟ نعم.", "….。!?"]
        {
            assert_eq!(sentences("en", text).concat(), text);
        }
    }
}
