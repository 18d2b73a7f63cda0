//! Where the sentences of a text begin and end.
//!
//! The rules are those of Unicode (UAX 29), by `icu_segmenter`; the language file adds what ends with
//! a full stop and no sentence, and what goes on after a quotation. Garble signals are judged sentence by
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
        let mut end_at = |end: usize| {
            if end > start && end < text.len() && breaks(&text[start..end], &text[end..], locale) {
                sentences.push(Span::new(start, end));
                start = end;
            }
        };
        let segmenter = SentenceSegmenter::new(SentenceBreakInvariantOptions::default());
        let mut from = 0;
        for end in segmenter.segment_str(text) {
            inner_ends(&text[from..end]).for_each(|inner| end_at(from + inner));
            from = end;
            end_at(before_opening(&text[..end]));
        }
    }
    sentences.push(Span::new(start, text.len()));
}

/// Where a sentence may end in `text`, which the rules have for one: before a number, as in
/// `It was signed. 24 hours later`, and before the dash of a list or of another speaker.
fn inner_ends(text: &str) -> impl Iterator<Item = usize> {
    let end = |(at, mark): (usize, &str)| {
        let rest = text[at + 1..].trim_start_matches(closes);
        let next = rest.trim_start();
        let dash = next.strip_prefix(['-', '–', '—']).map(|next| next.trim_start_matches(' '));
        let begins = match dash {
            Some(said) => said.starts_with(char::is_uppercase),
            None => next.starts_with(|c: char| c.is_ascii_digit()),
        };
        // A short word may be an abbreviation.
        let is_end = begins && (mark != "." || is_no_abbreviation(&text[..at]));
        (is_end && next.len() < rest.len()).then(|| text.len() - next.len())
    };
    text.match_indices(['.', '!', '?']).filter_map(end)
}

/// Whether the point behind `text` belongs to no abbreviation: behind a longer word in small letters
/// or in a script without capitals, behind a year, or behind brackets.
fn is_no_abbreviation(text: &str) -> bool {
    let last = last_of(text, char::is_alphanumeric);
    let length = last.chars().count();
    match last.chars().next_back() {
        None => text.ends_with(closes),
        Some(c) if c.is_numeric() => length > 3 && last.chars().all(char::is_numeric),
        Some(c) if !c.is_lowercase() && !c.is_uppercase() => true,
        Some(_) => length > 3 && last.chars().all(char::is_lowercase),
    }
}

/// Whether `c` closes a quotation or brackets.
fn closes(c: char) -> bool {
    matches!(c, '」' | '』' | '”' | '’' | '"' | '»' | '）' | ')')
}

/// Where a sentence ends whose boundary is the end of `text`: the rules take an opening bracket or
/// quotation mark right behind a full stop for a closing one.
fn before_opening(text: &str) -> usize {
    let opens = |c: char| {
        matches!(c, '(' | '[' | '（' | '［' | '【' | '〈' | '《' | '「' | '『' | '“' | '„')
    };
    text.trim_end_matches(opens).len()
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

/// Whether a sentence ends between `before` and `after`, where the rules have a boundary.
fn breaks(before: &str, after: &str, locale: &Locale) -> bool {
    // `“Why?” he asked.` is one sentence, but what begins a line is not part of the one before it.
    if after.starts_with(char::is_lowercase) && !before.ends_with(['\n', '\r']) {
        return false;
    }
    let before = before.trim_end();
    match before.strip_suffix('.') {
        Some(words) => !goes_on_after_point(words, after, locale),
        None => !goes_on_after_quotation(before, after, locale),
    }
}

/// Whether a point ends `words` and no sentence.
fn goes_on_after_point(words: &str, after: &str, locale: &Locale) -> bool {
    let last = last_of(words, |c| c.is_alphabetic() || c == '.');
    // A single capital is an initial: `J. Smith`.
    if last.chars().count() == 1 && last.chars().all(char::is_uppercase) {
        return true;
    }
    if locale.sentences.abbreviations.iter().any(|abbreviation| abbreviation == last) {
        // `Inc.` and `p.m.` may end a sentence as well; the next word shows it.
        let may_end = last.contains('.') || last.starts_with(char::is_uppercase);
        let opens = || locale.sentences.openers.iter().any(|word| word == first_word(after));
        return !(may_end && opens());
    }
    // `no. 5`, `p. 12`, `S. 3`
    let is_short =
        last.chars().count() < 3 && last.ends_with(|c: char| c.is_lowercase() || c.is_uppercase());
    if is_short && after.starts_with(|c: char| c.is_ascii_digit()) {
        return true;
    }
    let number = last_of(words, char::is_numeric);
    let is_alone = !words[..words.len() - number.len()].ends_with(['-', '.', ',']);
    locale.sentences.ordinal_point && is_alone && last.is_empty() && matches!(number.len(), 1 | 2)
}

/// Whether the sentence around a quotation that ends `before` goes on in `after`.
fn goes_on_after_quotation(before: &str, after: &str, locale: &Locale) -> bool {
    let hiragana = |c: char| matches!(c, '\u{3041}'..='\u{309f}');
    let whole = |word: &String| {
        after.strip_prefix(word.as_str()).is_some_and(|rest| !rest.starts_with(hiragana))
    };
    before.ends_with(closes) && locale.sentences.continuations.iter().any(whole)
}

/// The end of `text` of such characters.
fn last_of(text: &str, of: impl Fn(char) -> bool) -> &str {
    &text[text.trim_end_matches(of).len()..]
}

/// The first word of `text`, without what stands before it.
fn first_word(text: &str) -> &str {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(tag: &str, text: &str) -> Vec<String> {
        let locale =
            Locale::parse(tag, &Locale::built_in_file(tag).unwrap_or_default()).expect("valid");
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
    fn an_acronym_ends_a_sentence_where_another_begins() {
        assert_eq!(
            sentences("en", "He left the U.S. Army in May."),
            ["He left the U.S. Army in May."]
        );
        assert_eq!(
            sentences("en", "It opens at 8 p.m. The doors close at 9."),
            ["It opens at 8 p.m. ", "The doors close at 9."]
        );
        for whole in ["See No. 5 Main Street.", "See (no. 11-09).", "“Why?” he asked."] {
            assert_eq!(sentences("en", whole), [whole]);
        }
        let text = "Прибыль составила 40 млн. Расходы выросли на 5 тыс. рублей.";
        assert_eq!(sentences("ru", text).len(), 2);
    }

    #[test]
    fn a_sentence_may_begin_with_a_number_or_a_dash() {
        assert_eq!(
            sentences("en", "The deal was signed. 24 hours later it fell. Approx. 5 stayed."),
            ["The deal was signed. ", "24 hours later it fell. ", "Approx. 5 stayed."]
        );
        assert_eq!(sentences("en", "In September 2018. 18 holes (1939). 2020 marks it.").len(), 3);
        assert_eq!(
            sentences("ko", "비가 왔다. 10월에는 눈이 온다."),
            ["비가 왔다. ", "10월에는 눈이 온다."]
        );
        assert_eq!(
            sentences("ru", "Он пришёл поздно. — Почему? — Не знаю."),
            ["Он пришёл поздно. ", "— Почему? ", "— Не знаю."]
        );
    }

    #[test]
    fn the_point_of_an_ordinal_ends_no_sentence() {
        let text = "Am 18. Mai kam er. Er blieb bis 2019. Danach ging er.";
        assert_eq!(
            sentences("de", text),
            ["Am 18. Mai kam er. ", "Er blieb bis 2019. ", "Danach ging er."]
        );
        assert_eq!(sentences("cs", "Je to Covid-19. Podle dat.").len(), 2);
        assert_eq!(sentences("en", "He was 18. May was near."), ["He was 18. ", "May was near."]);
    }

    #[test]
    fn a_quotation_begins_with_its_mark_and_may_be_part_of_a_sentence() {
        assert_eq!(
            sentences("ja", "彼は来た。「寒い。」とアンナは言った。「そうだ。」ところが雨だ。"),
            ["彼は来た。", "「寒い。」とアンナは言った。", "「そうだ。」", "ところが雨だ。"]
        );
        assert_eq!(sentences("zh", "他来了。“冷。”她走了。"), ["他来了。", "“冷。”", "她走了。"]);
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
