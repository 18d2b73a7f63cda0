//! A word stands twice in a row: `the the report`, `her ex-husband ex-husband`, `(a hen) hen)`.
//!
//! Exempt are words that the language doubles for emphasis or by grammar ("had had"), and pairs whose
//! source doubles something too, as it does where a name is doubled (`Walla Walla`, `ワラワラ`). Short
//! words may be cries (`no no`): they count where they are never rightly doubled, and at the end of a
//! sentence, where a grammar has no reason to say a word again. Languages that double words by grammar
//! do not listen.
//!
//! Of 7,705 good English translations 3 alarms, two of them true: strong.

use super::{Scene, Scratch, Signal, SignalKind, Strength};
use crate::tokens::{self, Script, Token};

/// The name of the signal.
pub const DOUBLED_WORD: &str = "doubled-word";

pub(super) const KIND: SignalKind =
    SignalKind { name: DOUBLED_WORD, summary: "a word stands twice in a row", find };

/// Shorter words that are not in the table of those never doubled may be cries.
const SHORTEST: usize = 4;
/// Letters of a Chinese syllable, which two names of one character each share: `Yang Yang` for 杨洋.
const SYLLABLE: usize = 5;
/// The parts of the longest compound that is compared: `mother-in-law`.
const PARTS: usize = 4;
/// Words of a sentence, at least, at whose end a short word is not rightly doubled.
const SENTENCE: usize = 6;
/// Characters of the shortest and of the longest name that is looked for twice in a source without
/// spaces; one character alone is doubled by grammar.
const NAME: (usize, usize) = (2, 5);

fn find(scene: &Scene<'_>, scratch: &mut Scratch, signals: &mut Vec<Signal>) {
    let Scratch { target, source, .. } = scratch;
    let mut source_doubles = None;
    let mut next = 0;
    while next + 1 < target.len() {
        let at = next;
        next += 1;
        let Some(parts) = doubled(scene.target, &target[at..]) else { continue };
        next = at + parts;
        let whole = &target[at..at + 2 * parts];
        // More than two are a loop.
        let more = |token: Option<&Token>| token.is_some_and(|t| t.key == whole[parts - 1].key);
        if more(at.checked_sub(1).map(|before| &target[before]))
            || more(target.get(at + 3 * parts - 1))
            || !is_fault(scene, target, at, parts)
        {
            continue;
        }
        let sourced = *source_doubles.get_or_insert_with(|| {
            tokens::read(&scene.source_facts.chars, source);
            (0..source.len()).any(|at| says_again(scene.source, &source[at..]))
                || doubles_unspaced(source)
        });
        if sourced {
            return;
        }
        let span = whole[0].span.join(whole[2 * parts - 1].span);
        let detail = format!("`{}`, the same word twice in a row", span.of(scene.target));
        let strength = if may_be_name(scene, source, whole[0]) {
            Strength::Evidence
        } else {
            Strength::Strong
        };
        signals.push(Signal { name: KIND.name, strength, span, detail });
    }
}

/// Whether a doubled word may be a name that two Chinese characters spell.
fn may_be_name(scene: &Scene<'_>, source: &[Token], word: Token) -> bool {
    let text = word.span.of(scene.target);
    text.starts_with(char::is_uppercase)
        && text.len() <= SYLLABLE
        && !scene.target_locale.garble.doubled_word.never.contains(word.key)
        && source.iter().any(|token| token.script == Script::Han)
}

/// Whether the word of so many parts that is doubled at `at` has no reason to be.
fn is_fault(scene: &Scene<'_>, target: &[Token], at: usize, parts: usize) -> bool {
    let tables = &scene.target_locale.garble.doubled_word;
    let [word, .., last] = &target[at..at + 2 * parts] else { return false };
    if tables.never.contains(last.key) {
        return true;
    }
    if parts == 1 && tables.welcome.contains(last.key) {
        return false;
    }
    let is_number = word.script == Script::Number && parts == 1;
    if parts == 1 && (is_number || is_short(word.span.of(scene.target))) {
        return ends_sentence(scene, target, at + 1);
    }
    true
}

/// Whether the token at `at` is the last of a sentence of several words.
fn ends_sentence(scene: &Scene<'_>, target: &[Token], at: usize) -> bool {
    let span = target[at].span;
    let sentence = scene.sentences.partition_point(|sentence| sentence.end < span.end);
    scene.sentences.get(sentence).is_some_and(|&sentence| {
        let tokens = tokens::within(target, sentence);
        tokens.len() > SENTENCE && tokens.last().is_some_and(|last| last.span == span)
    })
}

/// Whether a doubled `word` may be a cry: `no no`.
fn is_short(word: &str) -> bool {
    word.chars().nth(SHORTEST - 1).is_none()
}

/// Of how many parts the word is that stands twice at the beginning of `tokens`, if one does.
fn doubled(text: &str, tokens: &[Token]) -> Option<usize> {
    let is_spaced = |token: &Token| matches!(token.script, Script::Word | Script::Number);
    let most = PARTS.min(tokens.len() / 2);
    (1..=most).find(|&parts| {
        tokens[0].key == tokens[parts].key
            && tokens[..parts].iter().zip(&tokens[parts..]).all(|(a, b)| a.key == b.key)
            && tokens[..2 * parts].iter().all(is_spaced)
            && tokens[..parts].windows(2).all(|pair| is_hyphen(gap(text, pair[0], pair[1])))
            && is_seam(text, &tokens[..2 * parts], gap(text, tokens[parts - 1], tokens[parts]))
    })
}

/// The text between two tokens.
fn gap(text: &str, first: Token, second: Token) -> &str {
    &text[first.span.end as usize..second.span.start as usize]
}

/// What ties the parts of a compound together.
fn is_hyphen(gap: &str) -> bool {
    matches!(gap, "-" | "\u{2010}" | "\u{2011}" | "/" | "&" | ".")
}

/// Whether a space stands between a word and the same word, with no marks but those that both have:
/// `(hen) hen)`, and not `Chiba (Chiba)`.
fn is_seam(text: &str, whole: &[Token], gap: &str) -> bool {
    let (Some(first), Some(last)) = (whole.first(), whole.last()) else { return false };
    let Some((closing, opening)) = gap.split_once(char::is_whitespace) else { return false };
    let opening = opening.trim_start();
    let is_mark = |c: char| matches!(c, '(' | ')' | '"' | '“' | '”' | '«' | '»' | '„');
    closing.chars().chain(opening.chars()).all(is_mark)
        && text[..first.span.start as usize].ends_with(opening)
        && text[last.span.end as usize..].starts_with(closing)
}

/// Whether a word stands twice at the beginning of `tokens`, with or without a pause.
fn says_again(text: &str, tokens: &[Token]) -> bool {
    let paused = |pair: &[Token]| {
        pair[0].key == pair[1].key
            && pair[0].script == Script::Word
            && gap(text, pair[0], pair[1]).chars().all(|c| !c.is_alphanumeric())
    };
    doubled(text, tokens).is_some() || tokens.get(..2).is_some_and(paused)
}

/// Whether a stretch of a script without spaces follows itself, as in `ワラワラ`.
fn doubles_unspaced(tokens: &[Token]) -> bool {
    let spaced = |token: &Token| matches!(token.script, Script::Word | Script::Number);
    let (shortest, longest) = NAME;
    (shortest..=longest).any(|period| {
        tokens.windows(2 * period).any(|pair| {
            let (first, second) = pair.split_at(period);
            let joined = pair.windows(2).all(|pair| pair[0].span.end == pair[1].span.start);
            joined
                && !pair.iter().any(spaced)
                && first.iter().zip(second).all(|(a, b)| a.key == b.key)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Chars;

    fn parts(text: &str) -> Option<usize> {
        let (mut chars, mut tokens) = (Chars::default(), Vec::new());
        chars.fill(text);
        tokens::read(&chars, &mut tokens);
        doubled(text, &tokens)
    }

    #[test]
    fn a_compound_is_one_word() {
        assert_eq!(parts("mother-in-law mother-in-law"), Some(3));
        assert_eq!(parts("hen) hen)"), Some(1));
        assert_eq!(parts("Chiba (Chiba)"), None);
        assert_eq!(parts("Covid-19 Covid-19"), Some(2));
        assert_eq!(parts("house, house"), None);
        assert_eq!(parts("red hen red hen"), None);
        assert_eq!(parts("hen-hen"), None);
    }
}
