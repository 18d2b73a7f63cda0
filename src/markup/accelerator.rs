//! Keys of menus: `&File`, `_File`, `~File`, and `ファイル(&F)` where no letter of the text is on a key.

use crate::text::Span;

/// The signs that mark the letter behind them as a key.
const SIGNS: [char; 3] = ['&', '_', '~'];

/// A label is short; a sign in a longer text is something else.
const LONGEST: usize = 60;

/// What became of the key of a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeyDifference {
    /// The target has none.
    Lost { sign: char, source: Span },
    /// The target has several.
    Doubled { sign: char, source: Span, target: Span },
}

/// What became of the key of a label, if the source is one and has one.
pub(crate) fn difference(source: &str, target: &str) -> Option<KeyDifference> {
    if source.len() > LONGEST || !source.contains(SIGNS) {
        return None;
    }
    let (sign, key) = SIGNS.into_iter().find_map(|sign| Some((sign, only_key(source, sign)?)))?;
    let mut keys = keys(target, sign);
    match (keys.next(), keys.next()) {
        (None, _) => Some(KeyDifference::Lost { sign, source: key }),
        (Some(_), Some(second)) => {
            Some(KeyDifference::Doubled { sign, source: key, target: second })
        }
        _ => None,
    }
}

/// The one key of a label. An underscore or a tilde begins a word; inside a word, an ampersand has a
/// small letter behind it, unlike that of `R&D`.
fn only_key(text: &str, sign: char) -> Option<Span> {
    let mut keys = keys(text, sign);
    let only = keys.next().filter(|_| keys.next().is_none() && text.matches(sign).count() == 1)?;
    let before = text[..only.start as usize].chars().next_back();
    let letter = text[only.start as usize + sign.len_utf8()..].chars().next()?;
    let begins = before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '/' | '=' | '?'));
    let inside = sign == '&' && letter.is_lowercase();
    // Neither an entity nor the name of a variable or file.
    let code = text.contains(['/', '=', '<', ';', '@', '{']) || text.contains("__");
    (letter.is_alphabetic() && (begins || inside) && !code).then_some(only)
}

/// Every sign with a letter or digit behind it. A doubled sign stands for itself.
fn keys(text: &str, sign: char) -> impl Iterator<Item = Span> {
    let mut after = 0;
    text.match_indices(sign).filter_map(move |(at, written)| {
        let behind = &text[at + written.len()..];
        let doubled = behind.starts_with(sign);
        if at < after || doubled {
            after = at + 2 * written.len();
            return None;
        }
        let key = behind.chars().next().filter(|c| c.is_alphanumeric());
        key.map(|c| Span::new(at, at + written.len() + c.len_utf8()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_menus_are_told_from_other_signs() {
        for label in ["&File", "Save &As…", "E&xit", "_Open", "Save _As", "~Help", "Fish && &Chips"]
        {
            let signs = SIGNS.into_iter().filter(|&sign| only_key(label, sign).is_some());
            let doubled = label.contains("&&");
            assert_eq!(signs.count(), usize::from(!doubled), "{label}");
        }
        for text in
            ["R&D", "AT&T", "snake_case", "_both_", "a && b", "~/folder", "~10", "&amp;", "x=1&y=2"]
        {
            assert!(SIGNS.into_iter().all(|sign| only_key(text, sign).is_none()), "{text}");
        }
    }

    #[test]
    fn a_key_may_stand_in_brackets_behind_the_label() {
        assert_eq!(difference("&File", "ファイル(&F)"), None);
        assert_eq!(difference("&File", "&Datei"), None);
        assert!(matches!(difference("&File", "Datei"), Some(KeyDifference::Lost { .. })));
        assert!(matches!(difference("&File", "&Da&tei"), Some(KeyDifference::Doubled { .. })));
    }
}
