//! Content stems: what is left of the words of a text when function words and endings are gone.
//!
//! Only good for counting what is said again. How a language is cut down is a named choice in its
//! language file ([`Stems`]); its lists of endings and empty words stand there too.

use crate::facts::Mask;
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
    /// So that more is taken for the same: single kanji, the first letters of words. For the side
    /// that may have given a repetition its reason: `清水焼と八坂焼` says one thing twice.
    Generous,
}

/// Letters by which a generous reading tells words apart.
const BEGINNING: usize = 5;

/// Collects the stems of `tokens`, which come from `text`, in place of what `stems` held. What is
/// masked is no text.
///
/// Gives `false` where the method cannot read the text: words are asked for and the script has no
/// spaces. Then nothing can be said about repetitions.
pub fn read(
    text: &str,
    tokens: &[Token],
    masks: &[Mask],
    tables: &Garble,
    reading: Reading,
    stems: &mut Vec<Stem>,
) -> bool {
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
                    Reading::Exact => word(text, token, tables, stems),
                    Reading::Generous => beginning(text, token, tables, stems),
                }
            }
            (Stems::Kanji, Script::Han) if reading == Reading::Generous => {
                let run = tokens[at..at + run].iter();
                stems.extend(run.map(|token| Stem { key: token.key, span: token.span }));
            }
            (Stems::Kanji, Script::Han) => {
                kanji(text, &tokens[at..at + run], tokens.get(at + run), counted, tables, stems);
            }
            (Stems::Kanji, Script::Katakana)
                if run >= 3 && !(counted && reading == Reading::Exact) =>
            {
                stems.push(whole(&tokens[at..at + run]));
            }
            (Stems::Kanji, _) | (_, Script::Number) => {}
            _ => readable = false,
        }
        at += run;
    }
    readable
}

/// Counts how often `stems`, which are reordered, repeat each other. Overlapping repetitions, such
/// as the pairs of one long compound, count once.
pub fn repetitions(stems: &mut [Stem]) -> usize {
    let mut extra = 0;
    for_each_repetition(stems, |count, _| extra += count - 1);
    extra
}

/// As [`repetitions`], with the last place of each repetition in the order of the text.
pub fn repeated(stems: &mut [Stem]) -> Vec<Span> {
    let mut again = Vec::new();
    for_each_repetition(stems, |_, span| again.push(span));
    again
}

/// Calls `with` for each group of equal stems with its size and the span of its last member.
fn for_each_repetition(stems: &mut [Stem], mut with: impl FnMut(usize, Span)) {
    stems.sort_unstable();
    // Groups move to the front as (size, last place), ordered by place, so that pairs of the same
    // compound are neighbours and merge into one.
    let mut groups: Vec<(Span, usize)> = Vec::new();
    for group in stems.chunk_by(|a, b| a.key == b.key) {
        if let [_, .., last] = group {
            groups.push((last.span, group.len()));
        }
    }
    groups.sort_unstable();
    let mut groups = groups.into_iter().peekable();
    while let Some((mut span, mut count)) = groups.next() {
        while let Some((next, n)) = groups.next_if(|(next, _)| next.overlaps(span)) {
            span = span.join(next);
            count = count.max(n);
        }
        with(count, span);
    }
}

/// Whether `word` is the unit of the number right before it: `5 yen`, `12-year`.
fn counts(text: &str, number: Token, word: Token) -> bool {
    let gap = &text[number.span.end as usize..word.span.start as usize];
    number.script == Script::Number && matches!(gap, " " | "-" | "\u{a0}" | "%")
}

/// The first letters of a word, for a generous reading.
fn beginning(text: &str, token: &Token, tables: &Garble, stems: &mut Vec<Stem>) {
    let word = token.span.of(text);
    if !tables.stop_words.contains(token.key) && word.len() > 2 {
        let end = word.char_indices().nth(BEGINNING).map_or(word.len(), |(end, _)| end);
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
    let empty =
        |token: &Token| token.span.of(text).chars().all(|c| tables.stop_characters.contains(c));
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
                let is_empty = empty(&pair[1]);
                if !(after_empty && is_empty) {
                    stems.push(whole(pair));
                }
                after_empty = is_empty;
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

fn word(text: &str, token: &Token, tables: &Garble, stems: &mut Vec<Stem>) {
    if tables.stop_words.contains(token.key) {
        return;
    }
    let full = token.span.of(text);
    let ascii = full.is_ascii();
    let word = if ascii {
        full.bytes().position(|byte| byte == b'\'').map_or(full, |end| &full[..end])
    } else {
        full.split(['\'', '’']).next().unwrap_or(full)
    };
    let letters = if ascii { word.len() } else { word.chars().count() };
    let kept = match tables.stems {
        Stems::Prefix => {
            if letters < 5 {
                return;
            }
            let keep = (letters * 7).div_ceil(10).max(5);
            word.char_indices().nth(keep).map_or(word, |(end, _)| &word[..end])
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
        // A Latin word in Japanese is a name or an abbreviation.
        Stems::Kanji => {
            if letters < 3 {
                return;
            }
            word
        }
    };
    stems.push(Stem { key: tokens::key(kept), span: token.span });
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
    use crate::locale::Locale;

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
        assert!(read(text, &tokens, &[], &locale.garble, reading, &mut stems));
        let count = repetitions(&mut stems);
        let again = repeated(&mut stems);
        assert!(count >= again.len());
        again.iter().map(|span| span.of(text).to_owned()).collect()
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
        assert_eq!(again("ja", "清水焼と八坂焼", Reading::Generous), ["焼"]);
        assert_eq!(again("en", "a decided decidedness", Reading::Generous), ["decidedness"]);
    }

    #[test]
    fn a_script_without_spaces_is_not_cut_into_words() {
        let locale = Locale::parse("xx", "").expect("an empty file is valid");
        let text = "不知道";
        let (tokens, mut stems) = (tokens(text), Vec::new());
        assert!(!read(text, &tokens, &[], &locale.garble, Reading::Generous, &mut stems));
    }
}
