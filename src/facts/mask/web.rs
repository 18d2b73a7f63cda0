//! Addresses, handles, hashtags and paths.

use super::{Found, MaskKind};
use crate::facts::Chars;
use crate::facts::chars::is_unspaced;

const SCHEMES: [&str; 4] = ["http://", "https://", "ftp://", "mailto:"];

/// An address that begins with a scheme or `www.` at `i`.
pub(super) fn url(chars: &Chars, i: usize) -> Found {
    if chars.before(i).is_ascii_alphanumeric() {
        return None;
    }
    let scheme = SCHEMES.iter().chain(&["www."]).find(|scheme| chars.starts_with(i, scheme))?;
    let begin = i + scheme.len();
    let mut end = begin;
    while end < chars.len() && continues_address(chars.raw[end]) {
        end += 1;
    }
    let end = without_punctuation(chars, begin, end);
    (end > begin).then_some((i, end, MaskKind::Url))
}

/// Whether an address may go on with `c`: an address next to text without spaces ends there.
fn continues_address(c: char) -> bool {
    !(c.is_whitespace()
        || c.is_control()
        || is_unspaced(c)
        || matches!(
            c,
            '"' | '<'
                | '>'
                | '`'
                | '|'
                | '^'
                | '\\'
                | '«'
                | '»'
                | '„'
                | '“'
                | '”'
                | '’'
                | '\u{fffc}'
        )
        || matches!(c as u32, 0x3000..=0x303f | 0xff00..=0xffef | 0x2026))
}

/// The end without the punctuation of the sentence around it and without an unopened bracket.
fn without_punctuation(chars: &Chars, begin: usize, mut end: usize) -> usize {
    // How many more brackets of each kind close than open, counted when the first one is met.
    let mut surplus: [Option<isize>; 3] = [None; 3];
    while end > begin {
        let last = chars.raw[end - 1];
        let stray = match last {
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' => true,
            '[' | '(' => {
                // One that opens less is one more that closes too often.
                let kind = usize::from(last == '[');
                surplus[kind] = surplus[kind].map(|surplus| surplus + 1);
                true
            }
            ')' | ']' | '}' => {
                let (kind, open) = match last {
                    ')' => (0, '('),
                    ']' => (1, '['),
                    _ => (2, '{'),
                };
                let surplus = surplus[kind].get_or_insert_with(|| {
                    let count = |mark| chars.raw[begin..end].iter().filter(|&&c| c == mark).count();
                    count(last) as isize - count(open) as isize
                });
                *surplus -= 1;
                *surplus >= 0
            }
            _ => false,
        };
        if !stray {
            break;
        }
        end -= 1;
    }
    end
}

/// Finds the targets of Markdown links and remembers where looking for an end was in vain.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// A target that begins before this character has no end.
    unclosed: usize,
}

impl Links {
    /// The target of a Markdown link whose text ends with the `]` at `i`.
    pub(super) fn target(&mut self, chars: &Chars, i: usize) -> Found {
        if chars.get(i + 1) != '(' || i + 2 < self.unclosed {
            return None;
        }
        let stop = (i + 2..chars.len())
            .find(|&k| chars.raw[k] == ')' || !continues_address(chars.raw[k]))
            .unwrap_or(chars.len());
        if chars.raw.get(stop) != Some(&')') {
            self.unclosed = stop;
            return None;
        }
        // `array[0](5)` is a call and `[1](2)` a footnote; a target has a path, a domain or an anchor.
        let target = &chars.raw[i + 2..stop];
        let named = target.iter().any(|c| matches!(c, '/' | '.' | '#') || c.is_ascii_alphabetic());
        named.then_some((i + 1, stop + 1, MaskKind::Url))
    }
}

/// An e-mail address around the `@` at `i`, or a handle after it. Nothing before `done` is free.
pub(super) fn at_sign(chars: &Chars, i: usize, done: usize) -> Found {
    let mut start = i;
    while start > done && is_local_part(chars.raw[start - 1]) {
        start -= 1;
    }
    while start < i && chars.raw[start] == '.' {
        start += 1;
    }
    if start < i {
        return domain_end(chars, i + 1).map(|end| (start, end, MaskKind::Email));
    }
    if chars.before(i).is_alphanumeric() {
        return None;
    }
    let first = chars.raw.get(i + 1)?;
    if !(first.is_ascii_alphabetic() || *first == '_') {
        return None;
    }
    let end = run(chars, i + 1, |c| c.is_ascii_alphanumeric() || c == '_');
    Some((i, end, MaskKind::Handle))
}

fn is_local_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '+' | '-')
}

/// The end of a domain name with at least one dot that begins at `i`.
fn domain_end(chars: &Chars, i: usize) -> Option<usize> {
    let mut end = i;
    let mut dotted = None;
    loop {
        let label = run(chars, end, |c| c.is_ascii_alphanumeric() || c == '-');
        if label == end {
            break;
        }
        if end > i && chars.raw[end].is_ascii_alphabetic() {
            dotted = Some(label);
        }
        end = label;
        if chars.raw.get(end) != Some(&'.') {
            break;
        }
        end += 1;
    }
    dotted
}

/// A hashtag at `i`. `#1` is a number, and so is what follows the `#` of `C#8`.
pub(super) fn hashtag(chars: &Chars, i: usize) -> Found {
    if chars.before(i).is_alphanumeric() || matches!(chars.before(i), '&' | '#') {
        return None;
    }
    let first = chars.raw.get(i + 1)?;
    if !(first.is_alphabetic() || *first == '_') {
        return None;
    }
    let end = run(chars, i + 1, |c| c.is_alphanumeric() || c == '_');
    Some((i, end, MaskKind::Handle))
}

/// A Unix path that begins at `i` with `/`, `~/`, `./` or `../` and has a second part.
pub(super) fn path(chars: &Chars, i: usize) -> Found {
    let before = chars.before(i);
    if before != '\0'
        && !before.is_whitespace()
        && !is_unspaced(before)
        && !matches!(before, '(' | '[' | '"' | '\'' | '「' | '=')
    {
        return None;
    }
    let rooted = chars.raw[i] == '/';
    let slash = if rooted { i } else { i + run(chars, i, |c| matches!(c, '~' | '.')) - i };
    if chars.raw.get(slash) != Some(&'/') {
        return None;
    }
    let mut end = slash;
    let mut slashes = 0;
    while let Some(&c) = chars.raw.get(end) {
        match c {
            '/' => slashes += 1,
            '.' | '_' | '-' | '*' | '+' | '@' => {}
            c if c.is_ascii_alphanumeric() => {}
            _ => break,
        }
        end += 1;
    }
    let end = without_punctuation(chars, slash, end);
    let named =
        chars.raw.get(slash + 1).is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '.' | '_'));
    (named && slashes >= if rooted { 2 } else { 1 }).then_some((i, end, MaskKind::Path))
}

/// A Windows path whose drive letter and colon stand before the `\` at `i`.
pub(super) fn windows_path(chars: &Chars, i: usize, done: usize) -> Found {
    let start = i.checked_sub(2).filter(|&start| start >= done)?;
    let drive = chars.raw[start].is_ascii_alphabetic() && chars.raw[i - 1] == ':';
    if !drive || chars.before(start).is_alphanumeric() {
        return None;
    }
    let end = run(chars, i, |c| {
        c.is_ascii_alphanumeric() || matches!(c, '\\' | '.' | '_' | '-' | '%' | '~')
    });
    Some((start, without_punctuation(chars, i, end), MaskKind::Path))
}

/// The end of the run of characters from `i` that `belongs` accepts.
fn run(chars: &Chars, i: usize, belongs: impl Fn(char) -> bool) -> usize {
    let rest = chars.raw.get(i..).unwrap_or_default();
    i + rest.iter().take_while(|&&c| belongs(c)).count()
}
