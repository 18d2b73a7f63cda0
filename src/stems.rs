//! Content stems: what is left of the words of a text when function words and endings are gone.
//!
//! Only good for counting what is said again. How a language is cut down is a named choice in its
//! language file ([`Stems`]); its lists of endings and empty words stand there too.

use crate::facts::Mask;
use crate::locale::Locale;
use crate::rules::{Garble, Stems};
use crate::text::Span;
use crate::tokens::{self, Script, Token};

/// One content stem of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stem {
    /// Equal for equal stems.
    pub key: u64,
    /// Where it stands.
    pub span: Span,
}

/// How closely stems are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// As the language is cut down: what a reader of the text takes for the same word. Glosses in
    /// brackets, which say again by nature, are passed over.
    Exact,
    /// So that more is taken for the same: pairs of Chinese characters, the first letters of words.
    /// For the side that may have given a repetition its reason.
    Generous,
    /// As generous, with single Chinese characters: `清水焼と八坂焼` says one thing twice.
    Characters,
}

/// A stem that stands more than once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Repetition {
    /// Where it stands last.
    pub last: Span,
    /// Where it stands first.
    pub first: Span,
    /// How often.
    pub copies: usize,
}

/// Letters by which a generous reading tells words apart; a syllable of Hangul is more than one.
const BEGINNING: usize = 5;
const BEGINNING_IN_HANGUL: usize = 2;
/// Letters of the shortest word that says enough to be counted; of Hangul, syllables.
const SHORTEST: usize = 5;
const SHORTEST_IN_HANGUL: usize = 3;

/// Collects the stems of `tokens`, which come from `text`, in place of what `stems` held. What is
/// masked is no text.
///
/// Gives `false` where the method cannot read the text: words are asked for and the script has no
/// spaces. Then nothing can be said about repetitions.
pub fn read(
    text: &str,
    tokens: &[Token],
    masks: &[Mask],
    locale: &Locale,
    reading: Reading,
    stems: &mut Vec<Stem>,
) -> bool {
    let tables = &locale.garble;
    stems.clear();
    let mut at = 0;
    let mut readable = true;
    // Tokens and masks are in order: what lies before a token lies before all that follow.
    let begin = tokens.first().map_or(0, |token| token.span.start);
    let mut masks = &masks[masks.partition_point(|mask| mask.span.end <= begin)..];
    while let Some(token) = tokens.get(at) {
        let run = run_length(&tokens[at..]);
        while let [first, rest @ ..] = masks
            && first.span.end <= token.span.start
        {
            masks = rest;
        }
        let gloss = token.bracketed && reading == Reading::Exact;
        if gloss || masks.first().is_some_and(|mask| mask.span.overlaps(token.span)) {
            at += run;
            continue;
        }
        let counted = at > 0 && follows(tokens[at - 1], *token, Script::Number);
        match (tables.stems, token.script) {
            (_, Script::Word) => {
                let counted = at > 0 && counts(text, tokens[at - 1], *token);
                match reading {
                    Reading::Exact if counted => {}
                    Reading::Exact => word(text, token, locale, stems),
                    Reading::Generous | Reading::Characters => {
                        beginning(text, token, locale, stems);
                    }
                }
            }
            (Stems::Kanji | Stems::Trigrams, Script::Han) if reading == Reading::Characters => {
                let run = tokens[at..at + run].iter().filter(|t| !is_empty(text, t, tables));
                stems.extend(run.map(|token| Stem { key: token.key, span: token.span }));
            }
            (Stems::Trigrams, Script::Han) if reading == Reading::Exact => {
                let full = |three: &&[Token]| !three.iter().all(|t| is_empty(text, t, tables));
                stems.extend(tokens[at..at + run].windows(3).filter(full).map(whole));
            }
            (Stems::Kanji | Stems::Trigrams, Script::Han) => {
                kanji(text, &tokens[at..at + run], tokens.get(at + run), counted, tables, stems);
            }
            (Stems::Kanji | Stems::Trigrams, Script::Katakana)
                if run >= 3 && !(counted && reading == Reading::Exact) =>
            {
                stems.push(whole(&tokens[at..at + run]));
            }
            (Stems::Kanji | Stems::Trigrams, _) | (_, Script::Number) => {}
            _ => readable = false,
        }
        at += run;
    }
    readable
}

/// Counts how often `stems`, which are reordered, repeat each other. Overlapping repetitions, such
/// as the pairs of one long compound, count once.
pub fn count(stems: &mut [Stem], repetitions: &mut Vec<Repetition>) -> usize {
    find(stems, repetitions);
    repetitions.iter().map(|repetition| repetition.copies - 1).sum()
}

/// Finds which of `stems`, which are reordered, stand more than once, in the order of the last places,
/// in place of what `found` held. Overlapping repetitions, such as the pairs of one long compound,
/// are one.
pub fn find(stems: &mut [Stem], found: &mut Vec<Repetition>) {
    found.clear();
    stems.sort_unstable();
    for group in stems.chunk_by(|a, b| a.key == b.key) {
        if let [first, .., last] = group {
            found.push(Repetition { last: last.span, first: first.span, copies: group.len() });
        }
    }
    found.sort_unstable();
    found.dedup_by(|next, kept| {
        let overlaps = next.last.overlaps(kept.last);
        if overlaps {
            kept.last = kept.last.join(next.last);
            kept.first = kept.first.join(next.first);
            kept.copies = kept.copies.max(next.copies);
        }
        overlaps
    });
}

/// How many of `repetitions` stand apart: the words of a term that stands twice are one.
pub fn apart(repetitions: &[Repetition]) -> usize {
    let moves_along = |pair: &[Repetition]| {
        let gap = |before: Span, after: Span| after.start.checked_sub(before.end);
        let gaps = [gap(pair[0].first, pair[1].first), gap(pair[0].last, pair[1].last)];
        gaps[0].is_some_and(|gap| gap <= WITHIN_TERM) && gaps[0] == gaps[1]
    };
    repetitions.len() - repetitions.windows(2).filter(|pair| moves_along(pair)).count()
}

/// Bytes between two words of one term at most: an article or a preposition.
const WITHIN_TERM: u32 = 12;

/// Whether `word` is the unit of the number right before it: `5 yen`, `12-year`.
fn counts(text: &str, number: Token, word: Token) -> bool {
    let gap = &text[number.span.end as usize..word.span.start as usize];
    number.script == Script::Number && matches!(gap, " " | "-" | "\u{a0}" | "%")
}

/// The first letters of a word, for a generous reading.
fn beginning(text: &str, token: &Token, locale: &Locale, stems: &mut Vec<Stem>) {
    let word = token.span.of(text);
    if !says_nothing(token, locale) && word.chars().nth(2).is_some() {
        let letters = if is_hangul(word) { BEGINNING_IN_HANGUL } else { BEGINNING };
        let end = word.char_indices().nth(letters).map_or(word.len(), |(end, _)| end);
        stems.push(Stem { key: tokens::key(&word[..end]), span: token.span });
    }
}

/// How many of the first tokens stand side by side in the same unspaced script; at least one.
fn run_length(tokens: &[Token]) -> usize {
    let script = tokens[0].script;
    if matches!(script, Script::Word | Script::Number) {
        return 1;
    }
    1 + tokens.windows(2).take_while(|pair| follows(pair[0], pair[1], script)).count()
}

/// Whether `before` is of `script`, ends where `after` begins and, outside numbers, shares its script.
fn follows(before: Token, after: Token, script: Script) -> bool {
    before.script == script
        && before.span.end == after.span.start
        && (script == Script::Number || after.script == script)
}

/// The stem that tokens, each of one character, make together.
fn whole(run: &[Token]) -> Stem {
    let join = |key: u64, token: &Token| (key ^ token.key).wrapping_mul(0x0000_0100_0000_01b3);
    let span = Span { start: run[0].span.start, end: run[run.len() - 1].span.end };
    Stem { key: run.iter().fold(0, join), span }
}

/// Pairs of a run of kanji, or a single kanji that okurigana follow. Behind digits, counters are no
/// content.
fn kanji(
    text: &str,
    run: &[Token],
    next: Option<&Token>,
    counted: bool,
    tables: &Garble,
    stems: &mut Vec<Stem>,
) {
    let empty = |token: &Token| is_empty(text, token, tables);
    let skipped = if counted { run.iter().take_while(|t| empty(t)).count() } else { 0 };
    let run = &run[skipped..];
    match run {
        [] => {}
        [one] => {
            let verb = next.is_some_and(|next| {
                next.span.start == one.span.end
                    && next.script == Script::Hiragana
                    && !next
                        .span
                        .of(text)
                        .chars()
                        .all(|c| tables.verb_chain.after_nouns.contains(c))
            });
            if verb && !empty(one) {
                stems.push(Stem { key: one.key, span: one.span });
            }
        }
        _ => {
            let first = stems.len();
            let mut after_empty = empty(&run[0]);
            for pair in run.windows(2) {
                let also_empty = empty(&pair[1]);
                if !(after_empty && also_empty) {
                    stems.push(whole(pair));
                }
                after_empty = also_empty;
            }
            // One run says each pair once, however often it has it.
            let own = &mut stems[first..];
            own.sort_unstable();
            let mut kept = own.len().min(1);
            for at in 1..own.len() {
                if own[at].key != own[kept - 1].key {
                    own.swap(kept, at);
                    kept += 1;
                }
            }
            stems.truncate(first + kept);
        }
    }
}

/// Whether a word carries grammar and no content.
fn says_nothing(token: &Token, locale: &Locale) -> bool {
    locale.garble.stop_words.contains(token.key) || locale.look.has(token.key)
}

/// Whether a character carries no content.
fn is_empty(text: &str, token: &Token, tables: &Garble) -> bool {
    token.span.of(text).chars().all(|c| tables.stop_characters.contains(c))
}

fn is_hangul(word: &str) -> bool {
    word.starts_with(|c: char| matches!(c, '가'..='힣'))
}

fn word(text: &str, token: &Token, locale: &Locale, stems: &mut Vec<Stem>) {
    let tables = &locale.garble;
    let full = token.span.of(text);
    let ascii = full.is_ascii();
    let word = if ascii {
        full.bytes().position(|byte| byte == b'\'').map_or(full, |end| &full[..end])
    } else {
        full.split(['\'', '’']).next().unwrap_or(full)
    };
    let letters = if ascii { word.len() } else { word.chars().count() };
    let kept = match tables.stems {
        Stems::Words => {
            let shortest = if is_hangul(word) { SHORTEST_IN_HANGUL } else { SHORTEST };
            if letters < shortest {
                return;
            }
            full
        }
        Stems::Suffixes => {
            if letters < 3 {
                return;
            }
            let last = word.as_bytes().last().map(u8::to_ascii_lowercase);
            let alike = tables.suffixes.iter().filter(|s| s.as_bytes().last().copied() == last);
            let mut alike = alike.filter(|suffix| letters >= suffix.len() + 3);
            let ending = alike.find(|suffix| ends_with(word, suffix));
            &word[..word.len() - ending.map_or(0, String::len)]
        }
        // A Latin word in Chinese or Japanese is a name or an abbreviation.
        Stems::Kanji | Stems::Trigrams => {
            if letters < 3 {
                return;
            }
            word
        }
    };
    if !says_nothing(token, locale) {
        stems.push(Stem { key: tokens::key(kept), span: token.span });
    }
}

/// Whether `word` ends with `suffix`, which is written in lower-case ASCII, in any case.
fn ends_with(word: &str, suffix: &str) -> bool {
    let end = word.len().checked_sub(suffix.len()).map(|at| &word.as_bytes()[at..]);
    end.is_some_and(|end| end.eq_ignore_ascii_case(suffix.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Chars;

    fn tokens(text: &str) -> Vec<Token> {
        let (mut chars, mut tokens) = (Chars::default(), Vec::new());
        chars.fill(text);
        tokens::read(&chars, &mut tokens);
        tokens
    }

    fn again(tag: &str, text: &str, reading: Reading) -> Vec<String> {
        let file = Locale::built_in_file(tag).unwrap_or_default();
        let locale = Locale::parse(tag, &file).expect("built-in rules are valid");
        let (tokens, mut stems) = (tokens(text), Vec::new());
        assert!(read(text, &tokens, &[], &locale, reading, &mut stems));
        let mut again = Vec::new();
        assert!(count(&mut stems, &mut again) >= again.len());
        again.iter().map(|one| one.last.of(text).to_owned()).collect()
    }

    #[test]
    fn endings_do_not_make_another_word() {
        let text = "The keys of the baker: baking with a key, though the oven is new.";
        assert_eq!(again("en", text, Reading::Exact), ["baking", "key"]);
    }

    #[test]
    fn pairs_of_one_compound_are_one_repetition() {
        assert_eq!(again("ja", "消防団員は消防団に入った。", Reading::Exact), ["消防団"]);
    }

    #[test]
    fn counters_and_glosses_are_no_content() {
        assert!(again("ja", "3人と5人が泳ぐ（水泳）ので水泳が要る。", Reading::Exact).is_empty());
    }

    #[test]
    fn a_generous_reading_sees_single_kanji_and_beginnings() {
        assert_eq!(again("ja", "清水焼と八坂焼", Reading::Characters), ["焼"]);
        assert_eq!(again("en", "a decided decidedness", Reading::Generous), ["decidedness"]);
    }

    #[test]
    fn a_script_without_spaces_is_not_cut_into_words() {
        let locale = Locale::parse("xx", "").expect("an empty file is valid");
        let text = "不知道";
        let (tokens, mut stems) = (tokens(text), Vec::new());
        assert!(!read(text, &tokens, &[], &locale, Reading::Generous, &mut stems));
    }
}
