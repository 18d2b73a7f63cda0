//! Placeholders: what a program fills in before anyone reads the text.
//!
//! A message format also frames text: `{n, plural, one{# file} other{# files}}`. There the argument,
//! the keyword and the selectors are masked and the branches are read like any other text.

use super::{Found, MaskKind};
use crate::facts::Chars;
use smallvec::SmallVec;

/// No placeholder is longer.
const LONGEST: usize = 200;

/// The message frames that are open at a place, innermost last.
#[derive(Debug, Default)]
pub(super) struct Frames(SmallVec<[Frame; 4]>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Frame {
    /// Between the branches of an ICU plural or select.
    Choice,
    /// In the text of one branch.
    Branch,
    /// In a Fluent select expression, whose branches end where the next begins.
    Fluent,
}

impl Frames {
    /// Whether a frame is open.
    pub(super) fn is_open(&self) -> bool {
        !self.0.is_empty()
    }

    /// The part of a frame that stands at `i`, if a frame is open.
    pub(super) fn step(&mut self, chars: &Chars, i: usize) -> Found {
        let placeholder = |end| Some((i, end, MaskKind::Placeholder));
        match (self.0.last()?, chars.raw[i]) {
            (_, '}') => {
                self.0.pop();
                placeholder(i + 1)
            }
            (Frame::Choice, c) if !c.is_whitespace() => {
                let rest = &chars.raw[i..chars.len().min(i + LONGEST)];
                let at = rest.iter().position(|c| matches!(c, '{' | '}'))?;
                if rest[at] == '}' {
                    return None;
                }
                self.0.push(Frame::Branch);
                placeholder(i + at + 1)
            }
            (Frame::Fluent, '*' | '[') if chars.before(i).is_whitespace() => {
                let open = i + usize::from(chars.raw[i] == '*');
                let close = fluent_key(chars, open)?;
                placeholder(close + 1)
            }
            _ => None,
        }
    }
}

/// The index of the `]` of a Fluent branch key that begins at `open`.
fn fluent_key(chars: &Chars, open: usize) -> Option<usize> {
    if chars.get(open) != '[' {
        return None;
    }
    let rest = &chars.raw[open + 1..chars.len().min(open + 40)];
    let at = rest.iter().position(|c| *c == ']')?;
    let key = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ');
    (at > 0 && rest[..at].iter().all(key)).then_some(open + 1 + at)
}

/// What begins with the brace at `open`; the mask begins at `start`, where a `$` or `#` may stand.
pub(super) fn brace(chars: &Chars, start: usize, open: usize, frames: &mut Frames) -> Found {
    let placeholder = |end| Some((start, end, MaskKind::Placeholder));
    let rest = &chars.raw[open + 1..chars.len().min(open + 1 + LONGEST)];
    if let Some(&closing) = rest.first()
        && matches!(closing, '{' | '%')
    {
        let closing = if closing == '{' { '}' } else { '%' };
        let at = rest.windows(2).position(|pair| pair == [closing, '}'])?;
        return placeholder(open + 1 + at + 2);
    }
    let at = rest.iter().position(|c| matches!(c, '{' | '}'));
    let inner = &rest[..at.unwrap_or(rest.len())];
    if let Some(head) = choice_head(inner) {
        frames.0.push(Frame::Choice);
        return placeholder(open + 1 + head);
    }
    if let Some(head) = fluent_head(inner) {
        frames.0.push(Frame::Fluent);
        return placeholder(open + 1 + head);
    }
    let at = at.filter(|&at| rest[at] == '}')?;
    (start < open || is_expression(inner)).then_some((start, open + at + 2, MaskKind::Placeholder))
}

/// The length of `arg, plural,` (and the like) at the start of `inner`.
fn choice_head(inner: &[char]) -> Option<usize> {
    let comma = |from: usize| Some(from + inner[from..].iter().position(|c| *c == ',')?);
    let first = comma(0)?;
    let second = comma(first + 1)?;
    let keyword = trim(&inner[first + 1..second]);
    let named = |word: &str| keyword.iter().copied().eq(word.chars());
    let argument = trim(&inner[..first]);
    let simple = !argument.is_empty() && argument.iter().all(|&c| c.is_alphanumeric() || c == '_');
    (simple && (named("plural") || named("select") || named("selectordinal"))).then_some(second + 1)
}

/// The length of `$arg ->` at the start of `inner`.
fn fluent_head(inner: &[char]) -> Option<usize> {
    let arrow = inner.windows(2).position(|pair| pair == ['-', '>'])?;
    (trim(inner).first() == Some(&'$')).then_some(arrow + 2)
}

/// Whether the text between braces is an argument and not words in braces.
fn is_expression(inner: &[char]) -> bool {
    let inner = trim(inner);
    let Some(first) = inner.first() else {
        return true;
    };
    if inner.iter().all(char::is_ascii_digit) {
        return inner.len() <= 2;
    }
    let fluent = matches!(first, '$' | '-' | '"');
    // ICU formats may hold spaces after their commas: `{n, number, ::.00}`.
    let comma = inner.iter().position(|c| *c == ',');
    let name = &inner[..comma.unwrap_or(inner.len())];
    (fluent || first.is_ascii_alphanumeric() || matches!(first, '_' | '@' | ':' | '!'))
        && (fluent || !name.iter().any(|c| c.is_whitespace()))
        && (fluent || inner.iter().any(char::is_ascii_alphabetic) || is_format(inner))
        && inner.iter().all(|c| c.is_ascii() && !c.is_ascii_control())
}

/// Whether a number or nothing, and then a width or a format without letters, stand there: `{0,10}`,
/// `{:>8}`, `{1:.2}`. `{12:30}` is a time, and `{1,5}` a set.
fn is_format(inner: &[char]) -> bool {
    let digits = inner.iter().take_while(|c| c.is_ascii_digit()).count();
    match inner[digits..] {
        [':', ref format @ ..] => {
            format.iter().any(|c| matches!(c, '<' | '>' | '^' | '=' | '.' | '%' | '#'))
        }
        [',', '-', ref width @ ..] => width.iter().all(char::is_ascii_digit),
        [',', ref width @ ..] => {
            digits == 1 && width.len() == 2 && width.iter().all(char::is_ascii_digit)
        }
        _ => false,
    }
}

/// What begins with the `%` at `i`: printf and its relatives.
///
/// A percent sign after a digit belongs to the digit (`50% of`, `5 % d'intérêts`). Where a language
/// writes the sign first (`percent_before`), `%1` is one per cent and not the first argument.
pub(super) fn percent(chars: &Chars, i: usize, percent_before: bool, frames: &mut Frames) -> Found {
    let placeholder = |end| Some((i, end, MaskKind::Placeholder));
    let gap = usize::from(chars.before(i) == ' ');
    if i > gap && chars.before(i - gap).is_ascii_digit() {
        return None;
    }
    match chars.get(i + 1) {
        '%' | '@' => return placeholder(i + 2),
        '{' => return brace(chars, i, i + 1, frames),
        '(' => {
            let close = closing(chars, i + 2, ')')?;
            return chars.get(close + 1).is_ascii_alphabetic().then_some((
                i,
                close + 2,
                MaskKind::Placeholder,
            ));
        }
        '<' => {
            let close = closing(chars, i + 2, '>')?;
            let end = close + 1 + usize::from(chars.get(close + 1).is_ascii_alphabetic());
            return placeholder(end);
        }
        _ => {}
    }
    if let Some(end) = environment_variable(chars, i) {
        return placeholder(end);
    }
    let width = chars.get(i + 1).is_ascii_digit() && !chars.starts_with(i + 2, "$");
    if let Some(end) = conversion(chars, i).filter(|_| !(percent_before && width)) {
        return placeholder(end);
    }
    // Qt: `%1`, `%L1`, `%n`; two digits are far more often a percentage.
    let digit = i + 1 + usize::from(chars.raw.get(i + 1) == Some(&'L'));
    let localized = digit > i + 1;
    let argument = chars.raw.get(digit).is_some_and(|c| ('1'..='9').contains(c));
    let next = chars.get(digit + 1);
    let decimal = matches!(next, '.' | ',' | '٫') && chars.get(digit + 2).is_ascii_digit();
    let whole = !next.is_ascii_digit() && !decimal;
    if argument && whole && (localized || !percent_before) {
        return placeholder(digit + 1);
    }
    None
}

/// The end of `%[argument$][flags][width][.precision][length]letter` at `i`.
fn conversion(chars: &Chars, i: usize) -> Option<usize> {
    let mut at = i + 1;
    let skip = |at: &mut usize, belongs: fn(char) -> bool| {
        let from = *at;
        while chars.raw.get(*at).copied().is_some_and(belongs) {
            *at += 1;
        }
        *at - from
    };
    let is_digit: fn(char) -> bool = |c| c.is_ascii_digit();
    if skip(&mut at, is_digit) > 0 && chars.get(at) == '$' {
        at += 1;
    } else {
        at = i + 1;
    }
    skip(&mut at, |c| matches!(c, '-' | '+' | '#' | '0' | '\'' | ','));
    let width = skip(&mut at, |c| c.is_ascii_digit() || c == '*');
    if chars.get(at) == '.' {
        at += 1;
        if skip(&mut at, |c| c.is_ascii_digit() || c == '*') == 0 {
            return None;
        }
    }
    let long = skip(&mut at, |c| matches!(c, 'l' | 'z' | 'q'));
    // These lengths are words of their own where no letter of a number ends them: `%hu`, `%Lf`.
    let short = match chars.raw.get(at)? {
        'h' if chars.raw.get(at + 1) == Some(&'h') => 2,
        'h' | 'j' | 't' | 'L' => 1,
        _ => 0,
    };
    if short > 0
        && let Some(letter) = chars.raw.get(at + short)
        && matches!(letter, 'd' | 'i' | 'u' | 'x' | 'X' | 'o' | 'f' | 'e' | 'g')
        && !chars.get(at + short + 1).is_alphabetic()
    {
        return Some(at + short + 1);
    }
    let letter = *chars.raw.get(at)?;
    if letter == '@' {
        return Some(at + 1);
    }
    if !letter.is_ascii_alphabetic() || (letter == 'L' && chars.get(at + 1).is_ascii_digit()) {
        return None;
    }
    let tail = chars.raw[at + 1..].iter().take(3).take_while(|c| c.is_ascii_alphabetic()).count();
    // A unit may follow at once (`%ds`, `%dms`); a longer word (`%discount`) is a word.
    let unit = tail <= 2 && width == 0 && long == 0 && matches!(letter, 's' | 'd' | 'i' | 'f');
    (tail == 0 || unit).then_some(at + 1)
}

/// The end of `%NAME%` at `i`.
fn environment_variable(chars: &Chars, i: usize) -> Option<usize> {
    let rest = &chars.raw[i + 1..chars.len().min(i + 40)];
    let length = rest.iter().take_while(|c| c.is_ascii_uppercase() || **c == '_').count();
    (length >= 2 && rest.get(length) == Some(&'%')).then_some(i + 1 + length + 1)
}

/// What begins with the `$` at `i`. `$5` and `$1` are amounts, `$META` is a ticker.
pub(super) fn dollar(chars: &Chars, i: usize, frames: &mut Frames) -> Found {
    if chars.before(i).is_alphanumeric() {
        return None;
    }
    let next = *chars.raw.get(i + 1)?;
    if next == '{' {
        return brace(chars, i, i + 1, frames);
    }
    let word = |c: &&char| c.is_ascii_alphanumeric() || **c == '_';
    let length = chars.raw[i + 1..].iter().take(LONGEST).take_while(word).count();
    let end = i + 1 + length;
    if length == 1 && next == 't' && chars.get(end) == '(' {
        let close = closing(chars, end + 1, ')')?;
        return Some((i, close + 1, MaskKind::Placeholder));
    }
    if next.is_ascii_uppercase() && length > 1 && chars.get(end) == '$' {
        return Some((i, end + 1, MaskKind::Placeholder));
    }
    // `$HOME_DIR` is a variable; a ticker has no underscore.
    let variable = chars.raw[i + 1..end].contains(&'_') && length > 3;
    let named = next.is_ascii_lowercase() || next == '_' || (next.is_ascii_uppercase() && variable);
    named.then_some((i, end, MaskKind::Placeholder))
}

/// `#{x}` or the anonymised `#Product1#` at `i`.
pub(super) fn hash(chars: &Chars, i: usize, frames: &mut Frames) -> Found {
    if chars.get(i + 1) == '{' {
        return brace(chars, i, i + 1, frames);
    }
    let rest = &chars.raw[i + 1..];
    let name = |c: &&char| c.is_ascii_alphanumeric() || **c == '_';
    let length = rest.iter().take(40).take_while(name).count();
    let named = rest.first().is_some_and(char::is_ascii_alphabetic);
    (named && rest.get(length) == Some(&'#')).then_some((i, i + length + 2, MaskKind::Placeholder))
}

/// `__NAME__` at `i`.
pub(super) fn underscores(chars: &Chars, i: usize) -> Found {
    if chars.get(i + 1) != '_' || chars.before(i).is_alphanumeric() {
        return None;
    }
    let rest = chars.raw.get(i + 2..)?;
    let name = |c: &&char| c.is_ascii_uppercase() || c.is_ascii_digit() || **c == '_';
    let length = rest.iter().take(60).take_while(name).count();
    let named = rest.first().is_some_and(char::is_ascii_uppercase);
    let closed = length > 2 && rest[..length].ends_with(&['_', '_']);
    (named && closed).then_some((i, i + 2 + length, MaskKind::Placeholder))
}

/// `[[name]]` at `i`; a name in capitals or of several words is a link to a page.
pub(super) fn squares(chars: &Chars, i: usize) -> Found {
    if chars.raw.get(i + 1) != Some(&'[') {
        return None;
    }
    let rest = chars.raw.get(i + 2..)?;
    let name = |c: &&char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '.');
    let length = rest.iter().take(40).take_while(name).count();
    let named = rest.first().is_some_and(char::is_ascii_lowercase);
    let closed = rest.get(length) == Some(&']') && rest.get(length + 1) == Some(&']');
    (named && closed).then_some((i, i + length + 4, MaskKind::Placeholder))
}

/// A message linked into another, as Vue has it, at `i`: `@:key`, `@.lower:key`.
pub(super) fn linked(chars: &Chars, i: usize) -> Found {
    let modifier = match chars.raw.get(i + 1)? {
        ':' => 0,
        '.' => {
            1 + chars.raw[i + 2..].iter().take(12).take_while(|c| c.is_ascii_lowercase()).count()
        }
        _ => return None,
    };
    let start = i + 1 + modifier;
    let rest = chars.raw.get(start + 1..).filter(|_| chars.raw.get(start) == Some(&':'))?;
    let key = |c: &&char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let length = rest.iter().take(60).take_while(key).count();
    let length = length - rest[..length].iter().rev().take_while(|c| **c == '.').count();
    let named = rest.first().is_some_and(char::is_ascii_alphabetic);
    named.then_some((i, start + 1 + length, MaskKind::Placeholder))
}

/// The index of the first `bracket` from `from` on, if only a name stands before it.
fn closing(chars: &Chars, from: usize, bracket: char) -> Option<usize> {
    let rest = chars.raw.get(from..)?;
    let at = rest.iter().take(80).position(|c| *c == bracket)?;
    let name = |c: &char| c.is_ascii_graphic() && !matches!(c, '(' | '<' | '%');
    (at > 0 && rest[..at].iter().all(name)).then_some(from + at)
}

fn trim(chars: &[char]) -> &[char] {
    let space = |c: &char| c.is_whitespace();
    let start = chars.iter().position(|c| !space(c)).unwrap_or(chars.len());
    let end = chars.iter().rposition(|c| !space(c)).map_or(start, |at| at + 1);
    &chars[start..end]
}
