//! An abbreviation with a word that it already contains: `HIVウイルス`, "PIN number".
//!
//! A remark about style and no evidence of garbling: people write these too. Silent where the source
//! says the same abbreviation twice in the same way.

use super::{Scene, Scratch, Signal, SignalKind, Strength};
use crate::locale::Locale;
use crate::text::Span;
use crate::tokens::{self, Script, Token};

pub(super) const KIND: SignalKind = SignalKind {
    name: "tautology",
    summary: "an abbreviation with a word that it already contains",
    find,
};

fn find(scene: &Scene<'_>, scratch: &mut Scratch, signals: &mut Vec<Signal>) {
    let Scratch { target, source, reads_digits, .. } = scratch;
    let mut sourced: Option<Vec<&str>> = None;
    *reads_digits |= for_each(scene.target, target, scene.target_locale, |short, span| {
        let sourced = sourced.get_or_insert_with(|| {
            let mut said = Vec::new();
            tokens::read(&scene.source_facts.chars, source);
            for_each(scene.source, source, scene.source_locale, |short, _| {
                if !said.contains(&short) {
                    said.push(short);
                }
            });
            said
        });
        if !sourced.contains(&short) {
            signals.push(Signal {
                name: KIND.name,
                strength: Strength::Remark,
                span,
                detail: format!("`{}` says twice what `{short}` means", span.of(scene.target)),
            });
        }
    });
}

/// Calls `with` for each abbreviation of the tables that stands with its own meaning in `text`; gives
/// whether any stands there.
fn for_each<'a>(
    text: &str,
    tokens: &[Token],
    locale: &'a Locale,
    mut with: impl FnMut(&'a str, Span),
) -> bool {
    let mut stands = false;
    for token in tokens.iter().filter(|token| token.script == Script::Word) {
        let (at, end) = (token.span.start as usize, token.span.end as usize);
        if text.as_bytes()[at].is_ascii_lowercase() || !text[at..].starts_with(char::is_uppercase) {
            continue;
        }
        let (before, behind) = (&text[..at], &text[end..]);
        for entry in locale.garble.tautologies.iter().filter(|e| e.short == text[at..end]) {
            stands = true;
            let links = || entry.links.iter().map(String::as_str).chain([""]);
            let start = links().find_map(|link| {
                let rest = before.strip_suffix(link)?;
                let word = entry.before.iter().find(|word| ends_with_word(rest, word))?;
                Some(rest.len() - word.len())
            });
            let stop = links().find_map(|link| {
                let rest = behind.strip_prefix(link)?;
                let word = entry.after.iter().find(|word| starts_with_word(rest, word))?;
                Some(end + link.len() + word.len())
            });
            if start.is_some() || stop.is_some() {
                with(&entry.short, Span::new(start.unwrap_or(at), stop.unwrap_or(end)));
            }
        }
    }
    stands
}

fn ends_with_word(text: &str, word: &str) -> bool {
    let cut = text.strip_suffix(word);
    cut.is_some_and(|rest| !(rest.ends_with(is_latin) && word.starts_with(is_latin)))
}

/// Also with a plural s behind the word.
fn starts_with_word(text: &str, word: &str) -> bool {
    text.strip_prefix(word).is_some_and(|rest| {
        let rest = rest.strip_prefix('s').unwrap_or(rest);
        !(rest.starts_with(is_latin) && word.ends_with(is_latin))
    })
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic()
}
