//! A quotation ends in a form that asks for a noun, and a verb of saying follows: `とても静かな」と述べた`.
//!
//! The predicate was lost. Exempt are short verbs with the same ending as an order (`見な」と言った`).
//! No alarm in 8,106 human translations: strong.

use super::{Scene, Scratch, Signal, SignalKind, Strength, head, strip_longest};
use crate::text::Span;
use crate::tokens::Script;

pub(super) const KIND: SignalKind = SignalKind {
    name: "adnominal-quote",
    summary: "a quotation ends in a form that asks for a noun",
    find,
};

/// How far behind the quotation the verb of saying may begin, in characters.
const REACH: usize = 8;

fn find(scene: &Scene<'_>, scratch: &mut Scratch, signals: &mut Vec<Signal>) {
    let tables = &scene.target_locale.garble.adnominal_quote;
    // Few targets quote.
    for ending in tables.endings.iter().filter(|ending| scratch.present.may_hold(ending)) {
        for (at, _) in scene.target.match_indices(ending.as_str()) {
            let before = &scene.target[..at];
            let kana = strip_longest(before, &tables.stems).map(str::len);
            let Some(start) = kana.or_else(|| word_start(before)) else { continue };
            if is_order(&before[start..], &tables.verbs) {
                continue;
            }
            let behind = head(&scene.target[at + ending.len()..], REACH);
            let said = tables.speech.iter().filter_map(|verb| {
                behind.find(verb.as_str()).filter(|&found| is_adverbial(&behind[..found]))
            });
            let Some(said) = said.min() else { continue };
            let verb = behind[said..].chars().next().map_or(0, char::len_utf8);
            let end = at + ending.len() + said + verb;
            signals.push(Signal {
                name: KIND.name,
                strength: Strength::Strong,
                span: Span::new(start, end),
                detail: format!(
                    "`{}` ends the quotation without a predicate",
                    &scene.target[start..at + ending.len()]
                ),
            });
        }
    }
}

/// Where the run of kanji and katakana begins that `text` ends with.
fn word_start(text: &str) -> Option<usize> {
    let run = text
        .char_indices()
        .rev()
        .take_while(|&(_, c)| matches!(Script::of(c), Some(Script::Han | Script::Katakana)));
    run.last().map(|(start, _)| start)
}

/// Whether the ending behind `stem` gives an order.
fn is_order(stem: &str, verbs: &crate::tokens::CharSet) -> bool {
    let mut chars = stem.chars();
    matches!((chars.next(), chars.next()), (Some(c), None) if verbs.contains(c))
}

/// Whether what stands between the quotation and the verb lets the verb speak the quotation.
fn is_adverbial(between: &str) -> bool {
    between.chars().all(|c| Script::of(c).is_some() || c == '、')
}
