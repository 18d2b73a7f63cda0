//! Tags, entities and code in backticks.

use super::{Found, MaskKind};
use crate::facts::Chars;

/// No tag is longer: a `<` without its `>` must not cost a walk through the whole text each time.
const LONGEST_TAG: usize = 400;

/// A tag that begins at `i`: `<b>`, `</a>`, `<br/>`, `<!-- … -->`, or the numbered `<0>` … `</0>`.
pub(super) fn tag(chars: &Chars, i: usize) -> Found {
    let closing = chars.get(i + 1) == '/';
    let name = i + 1 + usize::from(closing);
    let first = *chars.raw.get(name)?;
    if first.is_ascii_digit() {
        // One or two digits number a component; four are the code of a share, as in `<7203>`.
        let end = (name..name + 3).find(|&k| !chars.get(k).is_ascii_digit())?;
        return (chars.get(end) == '>').then_some((i, end + 1, MaskKind::Tag));
    }
    if !(first.is_ascii_alphabetic() || (first == '!' && chars.get(name + 1) == '-')) {
        return None;
    }
    let rest = &chars.raw[name..chars.len().min(name + LONGEST_TAG)];
    let at = rest.iter().position(|c| matches!(c, '<' | '>'))?;
    (rest[at] == '>').then_some((i, name + at + 1, MaskKind::Tag))
}

/// A character entity that begins at `i`: `&nbsp;`, `&#39;`, `&#x27;`.
pub(super) fn entity(chars: &Chars, i: usize) -> Found {
    let numbered = chars.get(i + 1) == '#';
    let begin = i + 1 + usize::from(numbered);
    let rest = &chars.raw[begin.min(chars.len())..chars.len().min(begin + 10)];
    let length = rest.iter().take_while(|c| c.is_ascii_alphanumeric()).count();
    // A one-letter name is no entity: `R&D; 5 …`.
    let named = if numbered { length > 0 } else { length > 1 && rest[0].is_ascii_alphabetic() };
    (named && rest.get(length) == Some(&';')).then_some((i, begin + length + 1, MaskKind::Entity))
}

/// Finds code in backticks and remembers where looking for an end was in vain.
#[derive(Debug, Default)]
pub(super) struct Backticks {
    /// No run of this many backticks closes anything from here on.
    unclosed: [bool; 4],
}

impl Backticks {
    /// Code that begins with the run of backticks at `i` and ends with a run as long.
    ///
    /// A backtick may also stand for an apostrophe (`the `90s`): code does not begin or end with a
    /// space, unless that space follows more than one backtick.
    pub(super) fn code(&mut self, chars: &Chars, i: usize) -> Found {
        let fence = ticks(chars, i);
        let gave_up = self.unclosed.get_mut(fence)?;
        if *gave_up || (fence == 1 && chars.get(i + 1).is_whitespace()) {
            return None;
        }
        let mut at = i + fence;
        while at < chars.len() {
            let run = ticks(chars, at);
            if run == fence && !(fence == 1 && chars.get(at - 1).is_whitespace()) {
                return Some((i, at + fence, MaskKind::Code));
            }
            at += run.max(1);
        }
        *gave_up = true;
        None
    }
}

fn ticks(chars: &Chars, i: usize) -> usize {
    chars.raw[i..].iter().take_while(|&&c| c == '`').count()
}
