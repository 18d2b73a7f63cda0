//! A phrase is joined with itself: `the station and the station`, `rain or rain`.
//!
//! Both phrases are the same words, at least one of which says something, and the clause
//! ends there: `water and water pipes` is right. Exempt are words that the language joins with themselves (`more and
//! more`, `hand in hand`), and pairs whose source joins something with itself too. What a slash joins is
//! a word of four letters or more: `w/w`, `24/24`.
//!
//! Two of 5,500 good human translations of ordinary sentences into 24 languages at most: strong.

use super::{Scene, Scratch, Signal, SignalKind, Strength};
use crate::locale::Locale;
use crate::tokens::{self, Script, Token};

/// The name of the signal.
pub const SAME_CONJUNCTS: &str = "same-conjuncts";

pub(super) const KIND: SignalKind =
    SignalKind { name: SAME_CONJUNCTS, summary: "a phrase is joined with itself", find };

/// The longest phrase, in words.
const LONGEST: usize = 8;
/// Letters of the shortest word that is a fault at both sides of a slash, and of a conjunction.
const SHORTEST: (usize, usize) = (4, 3);

fn find(scene: &Scene<'_>, scratch: &mut Scratch, signals: &mut Vec<Signal>) {
    let Scratch { target, source, .. } = scratch;
    let conjunctions = &scene.target_locale.garble.same_conjuncts.conjunctions;
    let mut sourced = None;
    for at in 1..target.len() {
        let Some(joined) = joined(scene.target, scene.target_locale, target, at) else { continue };
        let is_slash = !conjunctions.contains(target[at].key) || joined.link == joined.second;
        if !is_fault(scene, target, &joined, is_slash) {
            continue;
        }
        let sourced = *sourced.get_or_insert_with(|| {
            tokens::read(&scene.source_facts.chars, source);
            let locale = scene.source_locale;
            (1..source.len()).any(|at| self::joined(scene.source, locale, source, at).is_some())
        });
        if sourced {
            return;
        }
        let span = target[joined.first].span.join(target[joined.end - 1].span);
        let detail = format!("`{}`, joined with itself", span.of(scene.target));
        signals.push(Signal { name: KIND.name, strength: Strength::Strong, span, detail });
    }
}

/// A phrase that is joined with itself, in places of tokens.
struct Joined {
    /// The first word.
    first: usize,
    /// The conjunction; the same as `second` where a slash joins.
    link: usize,
    /// The first word of the second phrase.
    second: usize,
    /// Behind the second phrase.
    end: usize,
}

/// The longest phrase that is joined with itself at `at`, the place of the conjunction or of the word
/// behind a slash.
fn joined(text: &str, locale: &Locale, tokens: &[Token], at: usize) -> Option<Joined> {
    let space = |first: usize| {
        let between = tokens[first].span.end as usize..tokens[first + 1].span.start as usize;
        text[between].chars().all(char::is_whitespace)
    };
    let (word, before) = (tokens[at], tokens[at - 1]);
    let slash = text[before.span.end as usize..word.span.start as usize].trim() == "/";
    let is_link = !slash && locale.garble.same_conjuncts.conjunctions.contains(word.key);
    if !(slash || is_link && space(at - 1) && at + 1 < tokens.len() && space(at)) {
        return None;
    }
    let second = if is_link { at + 1 } else { at };
    let most = LONGEST.min(at).min(tokens.len() - second);
    let is_same = |&length: &usize| {
        let (first, again) = (&tokens[at - length..at], &tokens[second..second + length]);
        first.iter().zip(again).all(|(a, b)| a.key == b.key)
            && (at - length..at - 1).all(space)
            && (second..second + length - 1).all(space)
    };
    let length = (1..=most).rev().find(is_same)?;
    Some(Joined { first: at - length, link: at, second, end: second + length })
}

/// Whether nobody says so.
fn is_fault(scene: &Scene<'_>, tokens: &[Token], joined: &Joined, is_slash: bool) -> bool {
    let (locale, garble) = (scene.target_locale, &scene.target_locale.garble);
    let phrase = &tokens[joined.first..joined.link];
    let is_empty = |key: u64| garble.stop_words.contains(key) || locale.look.has(key);
    let shortest = if is_slash { SHORTEST.0 } else { SHORTEST.1 };
    let speaks = |token: &Token| {
        token.script == Script::Word
            && !is_empty(token.key)
            && token.span.of(scene.target).chars().nth(shortest - 1).is_some()
    };
    let welcome = |token: &Token| {
        garble.doubled_word.welcome.contains(token.key)
            || garble.same_conjuncts.welcome.contains(token.key)
    };
    let behind = scene.target[tokens[joined.end - 1].span.end as usize..].chars().next();
    let ends = behind.is_none_or(|c| super::ends_clause(c) || matches!(c, '.' | '…' | '।'));
    // Who says it three times means it.
    let again = joined
        .first
        .checked_sub(1)
        .is_some_and(|before| tokens[before].key == tokens[joined.link - 1].key);
    ends && !again
        && phrase.iter().any(speaks)
        && !phrase.iter().any(welcome)
        && !phrase.iter().all(|token| token.quoted)
}
