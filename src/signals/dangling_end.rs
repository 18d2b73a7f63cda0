//! The target breaks off: the source ends a sentence, the target ends with a particle or a comma.
//!
//! Only the very end is looked at, behind any closing marks. 3 alarms in 8,106 human translations:
//! evidence here, and what `truncated-text` goes by.

use super::{Scene, Scratch, Signal, SignalKind, Strength};
use crate::text::Span;
use crate::tokens::Script;

/// Its name.
pub(crate) const DANGLING_END: &str = "dangling-end";

pub(super) const KIND: SignalKind = SignalKind {
    name: DANGLING_END,
    summary: "the target breaks off where the source ends a sentence",
    find,
};

/// Shorter targets are labels and titles, which may end in anything.
const SHORTEST: usize = 12;

fn find(scene: &Scene<'_>, _: &mut Scratch, signals: &mut Vec<Signal>) {
    let tables = &scene.target_locale.garble.dangling;
    let end = scene.target.trim_end_matches(is_closing);
    let source = scene.source.trim_end_matches(is_closing);
    if !source.ends_with(['.', '!', '?', '。', '！', '？']) || end.chars().nth(SHORTEST).is_none()
    {
        return;
    }
    let ending = tables.endings.iter().find(|ending| {
        end.strip_suffix(ending.as_str()).is_some_and(|rest| {
            let spaced = ending.starts_with(|c| Script::of(c) == Some(Script::Word));
            !spaced || rest.ends_with(' ')
        })
    });
    let Some(ending) = ending else { return };
    if tables.except.iter().any(|whole| end.ends_with(whole.as_str())) {
        return;
    }
    signals.push(Signal {
        name: KIND.name,
        strength: Strength::Evidence,
        span: Span::new(end.len() - ending.len(), end.len()),
        detail: format!("the text breaks off at `{ending}`"),
    });
}

fn is_closing(c: char) -> bool {
    c.is_whitespace() || matches!(c, '」' | '』' | '”' | '’' | '"' | '\'' | '）' | ')' | '】' | ']')
}
