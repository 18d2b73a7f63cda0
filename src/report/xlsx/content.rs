//! The text of a cell: what a workbook can hold, and what is to be seen in it.

use crate::report::escape;
use crate::text::Span;

/// The most that Excel takes into a cell, in UTF-16 units.
const LONGEST: usize = 32_767;

/// Text that a cell can hold, with its marks.
#[derive(Debug, Default)]
pub(super) struct Content {
    /// Each character as it is shown, and whether it is marked.
    chars: Vec<(char, bool)>,
    is_cut: bool,
}

impl Content {
    /// The text with `marks` in it, which are in order. What is invisible or cannot be in a workbook
    /// is written out; of a text that is too long, the stretch around the first mark is kept.
    pub(super) fn new(text: &str, marks: &[Span]) -> Self {
        let mut chars = Vec::new();
        let (mut marks, mut shown) = (marks.iter().peekable(), String::new());
        for (at, c) in text.char_indices() {
            while marks.next_if(|mark| mark.end as usize <= at).is_some() {}
            let is_marked = marks.peek().is_some_and(|mark| mark.start as usize <= at);
            if matches!(c, '\n' | '\t') {
                chars.push((c, is_marked));
                continue;
            }
            shown.clear();
            escape::push(&mut shown, c);
            chars.extend(shown.chars().map(|c| (c, is_marked)));
        }
        let mut content = Self { chars, is_cut: false };
        content.cut(LONGEST);
        content
    }

    /// Cuts what is longer than `longest`.
    fn cut(&mut self, longest: usize) {
        let units =
            |chars: &[(char, bool)]| chars.iter().map(|(c, _)| c.len_utf16()).sum::<usize>();
        if units(&self.chars) <= longest {
            return;
        }
        self.is_cut = true;
        let mark = self.chars.iter().position(|(_, is_marked)| *is_marked).unwrap_or_default();
        // What stands before the mark has an eighth of the room.
        let first = mark.saturating_sub(longest / 8);
        if first > 0 {
            self.chars.drain(..first);
            self.chars.insert(0, ('…', false));
        }
        if units(&self.chars) <= longest {
            return;
        }
        let mut units = 0;
        let fitting = self.chars.iter().take_while(|(c, _)| {
            units += c.len_utf16();
            units < longest
        });
        let length = fitting.count();
        self.chars.truncate(length);
        self.chars.push(('…', false));
    }

    /// The text without its marks.
    pub(super) fn text(&self) -> String {
        self.chars.iter().map(|(c, _)| c).collect()
    }

    /// Whether anything is marked.
    pub(super) fn has_marks(&self) -> bool {
        self.chars.iter().any(|(_, is_marked)| *is_marked)
    }

    /// Whether not all of the text is there.
    pub(super) fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// The stretches of the text that are marked and those between them.
    pub(super) fn runs(&self) -> Vec<(String, bool)> {
        self.chars
            .chunk_by(|(_, a), (_, b)| a == b)
            .map(|run| {
                let text: String = run.iter().map(|(c, _)| c).collect();
                // In a run with a style, what looks like an escape of Excel's is taken for one.
                (text.replace("_x", "_x005F_x"), run[0].1)
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(text: &str, marks: &[(usize, usize)]) -> Vec<(String, bool)> {
        let marks: Vec<Span> = marks.iter().map(|&(start, end)| Span::new(start, end)).collect();
        Content::new(text, &marks).runs()
    }

    #[test]
    fn marks_part_a_text_and_what_is_invisible_is_written_out() {
        let (plain, marked) =
            (|text: &str| (text.to_owned(), false), |text: &str| (text.to_owned(), true));
        assert_eq!(runs("a bc d", &[(2, 4)]), [plain("a "), marked("bc"), plain(" d")]);
        assert_eq!(runs("ab", &[(0, 2)]), [marked("ab")]);
        assert_eq!(
            runs("a\u{1}\r\n\u{ffff}", &[(1, 2)]),
            [plain("a"), marked("\\u{1}"), plain("\\r\n\\u{ffff}"),]
        );
        assert_eq!(runs("", &[]), []);
    }

    #[test]
    fn a_long_text_is_cut_around_its_mark() {
        let mut content = Content::new(
            &format!("{}X{}", "a".repeat(100), "b".repeat(100)),
            &[Span::new(100, 101)],
        );
        content.cut(40);
        assert_eq!(content.text(), format!("…{}X{}…", "a".repeat(5), "b".repeat(32)));
        let long = Content::new(&"😀".repeat(LONGEST), &[]);
        assert!(long.is_cut());
        assert!(long.text().encode_utf16().count() <= LONGEST);
        assert!(!Content::new(&"a".repeat(LONGEST), &[]).is_cut());
    }
}
