//! How a language writes its marks, and how a text begins and ends with them.

use crate::facts::{Facts, MaskKind};
use crate::rules;
use crate::scan;
use serde::Deserialize;

/// What a mark says, whatever a script writes for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// The end of a statement: `.`, `。`, `।`.
    Stop,
    /// The end of a question: `?`, `؟`, and `;` in Greek.
    Question,
    /// An exclamation or an order.
    Exclamation,
    /// Something left out, or going on: `…`, `...`.
    Ellipsis,
    /// An announcement.
    Colon,
    /// A pause between clauses.
    Semicolon,
    /// A pause.
    Comma,
}

/// A set of marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Marks(u8);

impl Marks {
    /// The set of one mark.
    pub const fn of(mark: Mark) -> Self {
        Self(1 << mark as u8)
    }

    /// The marks of both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The marks of the first that are none of the second.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether the mark is one of them.
    pub const fn has(self, mark: Mark) -> bool {
        self.0 & Self::of(mark).0 != 0
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl FromIterator<Mark> for Marks {
    fn from_iter<I: IntoIterator<Item = Mark>>(marks: I) -> Self {
        marks.into_iter().fold(Self::default(), |all, mark| all.and(Self::of(mark)))
    }
}

/// The punctuation of one language, ready for use.
#[derive(Debug)]
pub struct Punctuation {
    ascii: [Option<Mark>; 128],
    /// Marks beyond ASCII, sorted.
    other: Vec<(char, Mark)>,
    /// Marks that a sentence may end without.
    pub optional: Marks,
    /// Endings that ask without a question mark.
    pub asks: Vec<String>,
    /// Marks that need another one before what they close: `('¿', '?')`.
    pub opened: Vec<(char, char)>,
    /// Characters with a space before them.
    pub spaced: Vec<char>,
    /// Pairs of quotation marks; none where no table says which the language has.
    pub quotes: Vec<(char, char)>,
}

impl From<rules::Punctuation> for Punctuation {
    fn from(table: rules::Punctuation) -> Self {
        let mut ascii = [None; 128];
        let mut other = Vec::new();
        for (mark, characters) in table.marks {
            for c in characters.chars() {
                match ascii.get_mut(c as usize) {
                    Some(slot) => *slot = Some(mark),
                    None => other.push((c, mark)),
                }
            }
        }
        other.sort_unstable();
        Self {
            ascii,
            other,
            optional: table.optional.into_iter().collect(),
            asks: table.asks,
            opened: pairs(&table.opened),
            spaced: table.spaced.unwrap_or_default().chars().collect(),
            quotes: pairs(&table.quotes),
        }
    }
}

/// What is written as two characters, as these two.
fn pairs(written: &[String]) -> Vec<(char, char)> {
    let pair = |pair: &String| {
        let mut characters = pair.chars();
        Some((characters.next()?, characters.next()?))
    };
    written.iter().filter_map(pair).collect()
}

/// The marks at one end of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Edge {
    /// What they are; none where the text begins or ends with anything else.
    pub marks: Marks,
    /// The index of the first of their characters.
    pub start: usize,
    /// The index behind the last.
    pub end: usize,
}

impl Punctuation {
    /// Which mark a character is.
    #[inline]
    pub fn mark(&self, c: char) -> Option<Mark> {
        match self.ascii.get(c as usize) {
            Some(mark) => *mark,
            None => {
                let at = self.other.binary_search_by_key(&c, |&(known, _)| known).ok()?;
                Some(self.other[at].1)
            }
        }
    }

    /// Whether a character is a quotation mark of other languages; straight ones are of all.
    pub fn is_foreign_quote(&self, c: char) -> bool {
        is_quote(c)
            && c != '"'
            && !self.quotes.is_empty()
            && !self.quotes.iter().any(|&(open, close)| [open, close].contains(&c))
    }

    /// The marks that a text ends with, inside brackets, quotation marks and markup. `None` where it
    /// ends with what is no text, which may stand elsewhere in a translation, or with a face.
    pub fn end(&self, facts: &Facts) -> Option<Edge> {
        let raw = &facts.chars.raw;
        let mut masks = facts.masks.iter().rev().peekable();
        let mut at = raw.len();
        while at > 0 {
            let place = facts.chars.span(at, at).start;
            if let Some(mask) = masks.next_if(|mask| mask.span.end == place) {
                if !is_markup(mask.kind) {
                    return None;
                }
                at = facts.chars.index(mask.span.start);
            } else if is_face(raw, at - 1) {
                return None;
            } else if is_passed_over(raw[at - 1]) {
                at -= access_key(&raw[..at]).unwrap_or(1);
            } else if raw[..at].ends_with(&['\\', 'n']) {
                at -= 2;
            } else {
                break;
            }
        }
        let text = masks.peek().map_or(0, |mask| facts.chars.index(mask.span.end));
        let marks = raw[text..at].iter().rev().take_while(|c| self.mark(**c).is_some()).count();
        Some(self.edge(raw, at - marks, at))
    }

    /// The marks that a text begins with. A full stop belongs to what it touches, as in `.NET`.
    pub fn start(&self, facts: &Facts) -> Option<Edge> {
        let raw = &facts.chars.raw;
        let mut masks = facts.masks.iter().peekable();
        let mut at = 0;
        while at < raw.len() {
            let place = facts.chars.span(at, at).start;
            if let Some(mask) = masks.next_if(|mask| mask.span.start == place) {
                if !is_markup(mask.kind) {
                    return None;
                }
                at = facts.chars.index(mask.span.end);
            } else if is_passed_over(raw[at]) {
                at += 1;
            } else {
                break;
            }
        }
        let marks = raw[at..].iter().take_while(|c| self.mark(**c).is_some()).count();
        let edge = self.edge(raw, at, at + marks);
        let touches = raw.get(edge.end).is_some_and(|&c| !is_blank(c));
        (!touches || edge.marks.has(Mark::Ellipsis) || edge.marks.is_empty()).then_some(edge)
    }

    /// The characters between two indices, each of which is a mark.
    fn edge(&self, raw: &[char], start: usize, end: usize) -> Edge {
        let mut marks: Marks = raw[start..end].iter().filter_map(|&c| self.mark(c)).collect();
        let stops = raw[start..end].iter().filter(|c| self.mark(**c) == Some(Mark::Stop)).count();
        if stops > 2 {
            marks = marks.and(Marks::of(Mark::Ellipsis));
        }
        if marks.has(Mark::Ellipsis) {
            marks = marks.without(Marks::of(Mark::Stop));
        }
        Edge { marks, start, end }
    }
}

/// Whether a mask is markup, which a sentence begins or ends inside of.
fn is_markup(kind: MaskKind) -> bool {
    matches!(kind, MaskKind::Tag | MaskKind::Entity)
}

/// How many characters an access key in brackets takes at the end of a label: 保存(&S).
fn access_key(raw: &[char]) -> Option<usize> {
    match raw {
        [.., '(' | '（', '&' | '_', _, ')' | '）'] => Some(4),
        _ => None,
    }
}

/// Whether the bracket at an index is the mouth of a face: `:)`, `;-(`.
pub fn is_face(raw: &[char], at: usize) -> bool {
    let (before, eyes) = match raw[..at] {
        [ref before @ .., eyes, '-' | '^' | 'o'] | [ref before @ .., eyes] => (before, eyes),
        [] => return false,
    };
    matches!(raw[at], '(' | ')' | '[' | ']')
        && matches!(eyes, ':' | ';' | '=')
        && before.last().is_none_or(|c| c.is_whitespace())
        && raw.get(at + 1).is_none_or(|next| !next.is_alphanumeric())
}

/// Whether a character has a large and a small form that a text chooses between. Georgian has large
/// forms for emphasis alone.
pub fn has_case(c: char) -> bool {
    (c.is_uppercase() || c.is_lowercase()) && !matches!(c, '\u{10a0}'..='\u{10ff}')
}

/// Whether a character shows nothing: a space, or what joins and directs letters.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Whether a character is a quotation mark.
#[inline]
pub fn is_quote(c: char) -> bool {
    matches!(
        c,
        '"' | '«' | '»' | '“'..='‟' | '‹' | '›' | '〈'..='』' | '〝'..='〟' | '＂' | '｢' | '｣'
    )
}

/// Whether a character may be a bracket or a quotation mark beyond ASCII.
#[inline]
pub(crate) fn may_enclose(c: char) -> bool {
    let c = c as u32;
    (c & !0x10 == 0xab)
        | (c.wrapping_sub(0x201c) < 0x1f)
        | (c.wrapping_sub(0x3008) < 0x18)
        | (c.wrapping_sub(0xff02) < 0x62)
}

/// Whether a text may have a bracket or a quotation mark beyond ASCII.
pub(crate) fn may_have_marks(text: &str, raw: &[char]) -> bool {
    scan::any(text, scan::leads_to_marks) && scan::any_char(raw, may_enclose)
}

/// Whether a character is a bracket or a quotation mark.
#[inline]
pub fn is_enclosing(c: char) -> bool {
    let bracket = matches!(
        c,
        '(' | ')'
            | '['
            | ']'
            | '{'
            | '}'
            | '（'
            | '）'
            | '［'
            | '］'
            | '｛'
            | '｝'
            | '【'
            | '】'
            | '〔'
            | '〕'
    );
    bracket || is_quote(c)
}

/// Whether a sentence may begin or end inside of a character: a space, a bracket, a quotation mark,
/// emphasis.
fn is_passed_over(c: char) -> bool {
    is_blank(c) || is_enclosing(c) || matches!(c, '\'' | '*' | '_' | '~' | '‘'..='‛')
}
