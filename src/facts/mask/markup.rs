//! Tags, entities and code in backticks.

use super::{Found, MaskKind};
use crate::facts::Chars;

/// No tag is longer: a `<` without its `>` must not cost a walk through the whole text each time.
const LONGEST_TAG: usize = 400;

/// A tag that begins at `i`: `<b>`, `</a>`, `<a href="…">`, `<br/>`, `<!-- … -->`, or the numbered
/// `<0>` … `</0>`. Words in angle brackets are a heading in many a text and no tag.
pub(super) fn tag(chars: &Chars, i: usize) -> Found {
    let closing = chars.get(i + 1) == '/';
    let start = i + 1 + usize::from(closing);
    let rest = &chars.raw[start.min(chars.len())..chars.len().min(start + LONGEST_TAG)];
    let end = rest.iter().position(|c| matches!(c, '<' | '>')).filter(|&at| rest[at] == '>')?;
    let inner = rest[..end].strip_suffix(&['/']).unwrap_or(&rest[..end]);
    let name = inner
        .iter()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.'))
        .count();
    let (name, attributes) = inner.split_at(name);
    let is_tag = match name.first()? {
        _ if attributes.contains(&'=') && !closing => name[0].is_ascii_alphabetic(),
        _ if attributes.iter().any(|c| !c.is_whitespace()) => false,
        c if c.is_ascii_digit() => {
            let numbered = name.len() <= 2 && name.iter().all(char::is_ascii_digit);
            numbered && (closing || inner.len() < end || has_closing(chars, start + end, name))
        }
        c => c.is_ascii_alphabetic(),
    };
    is_tag.then_some((i, start + end + 1, MaskKind::Tag))
}

/// Whether `</name>` stands after `from`.
fn has_closing(chars: &Chars, from: usize, name: &[char]) -> bool {
    let rest = &chars.raw[from..chars.len().min(from + LONGEST_TAG)];
    rest.windows(name.len() + 3)
        .any(|w| w[..2] == ['<', '/'] && w[2..2 + name.len()] == *name && w[2 + name.len()] == '>')
}

/// A comment `<!-- … -->` that begins at `i`.
pub(super) fn comment(chars: &Chars, i: usize) -> Found {
    chars.starts_with(i, "<!--").then_some(())?;
    let rest = &chars.raw[i + 4..chars.len().min(i + 4 + LONGEST_TAG)];
    let end = rest.windows(3).position(|w| w == ['-', '-', '>'])?;
    Some((i, i + 4 + end + 3, MaskKind::Tag))
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
    /// The end of a run of backticks that begins no code: no part of it does either.
    passed: usize,
}

impl Backticks {
    /// Code that begins with the run of backticks at `i` and ends with a run as long.
    ///
    /// A backtick may also stand for an apostrophe, as before the short form of a decade: code does not begin or end with a
    /// space, unless that space follows more than one backtick.
    pub(super) fn code(&mut self, chars: &Chars, i: usize) -> Found {
        if i < self.passed {
            return None;
        }
        let fence = ticks(chars, i);
        self.passed = i + fence;
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
