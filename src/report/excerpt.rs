//! A segment on one line of a terminal, with a line of marks under it.
//!
//! Columns are counted as a terminal draws them: East Asian wide characters take two, combining
//! marks none. A long segment is cut to a window around what is marked. Text that is written from
//! right to left is drawn in another order than its columns, so that marks under it would point at
//! the wrong place: there, brackets stand around what is marked.

use super::escape;
use crate::text::Span;
use std::ops::Range;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// A stretch to be marked, and the character to mark it with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    pub span: Span,
    pub sign: char,
}

/// What a window is laid around.
#[derive(Debug, Clone, Copy)]
pub(super) enum Focus {
    /// This stretch.
    Span(Span),
    /// As far into the segment as this share of it, from 0 to 1: where the other side is marked and
    /// this one is not, what belongs together stands at about the same share.
    Share(f64),
}

/// One line of text and one of marks, which is empty where nothing is marked or brackets mark it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Excerpt {
    /// The line, in runs that are marked alike.
    pub runs: Vec<Run>,
    pub marks: String,
}

/// A stretch of the line.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub text: String,
    pub is_marked: bool,
}

impl Excerpt {
    fn push(&mut self, text: &str, is_marked: bool) {
        match self.runs.last_mut() {
            Some(last) if last.is_marked == is_marked => last.text.push_str(text),
            _ => self.runs.push(Run { text: text.to_owned(), is_marked }),
        }
    }

    /// Puts brackets around every run that is marked, in place of the line of marks.
    fn bracket(&mut self) {
        self.marks.clear();
        for run in self.runs.iter_mut().filter(|run| run.is_marked) {
            run.text = format!("⟦{}⟧", run.text);
        }
    }
}

/// Cuts `text` to at most `width` columns around `focus` and marks it. Of marks that overlap, the
/// first wins.
pub(super) fn excerpt(text: &str, marks: &[Mark], focus: Focus, width: usize) -> Excerpt {
    let cells = cells(text);
    let total = cells.last().map_or(0, |cell| cell.column + cell.width);
    let is_right_to_left = text.chars().any(is_right_to_left);
    let brackets = if is_right_to_left { 2 * marks.len() } else { 0 };
    let window = window(&cells, total, focus, width.saturating_sub(brackets));
    let (cut_start, cut_end) = (window.start > 0, window.end < cells.len());
    let mut excerpt = Excerpt::default();
    if cut_start {
        excerpt.push("…", false);
        excerpt.marks.push(' ');
    }
    for cell in &cells[window.clone()] {
        let mark = marks.iter().find(|mark| covers(mark.span, cell.offset));
        excerpt.push(&cell.shown, mark.is_some());
        let sign = mark.map_or(' ', |mark| mark.sign);
        excerpt.marks.extend(std::iter::repeat_n(sign, cell.width));
    }
    if cut_end {
        excerpt.push("…", false);
    } else if let Some(mark) = marks.iter().find(|mark| mark.span.start as usize == text.len()) {
        // A point after the last character.
        excerpt.push("", true);
        excerpt.marks.push(mark.sign);
    }
    excerpt.marks.truncate(excerpt.marks.trim_end().len());
    if is_right_to_left {
        excerpt.bracket();
    }
    excerpt
}

/// Whether `c` belongs to a script that is written from right to left: Hebrew, Arabic and their
/// neighbours, their presentation forms, and those of the supplementary plane.
fn is_right_to_left(c: char) -> bool {
    matches!(c,
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// Whether a span covers the character at `offset`; an empty span covers the one after it.
fn covers(span: Span, offset: usize) -> bool {
    let (start, end) = (span.start as usize, span.end as usize);
    start == offset || (start < offset && offset < end)
}

/// A character as it is drawn, with the marks that combine with it.
struct Cell {
    /// Where it starts in the text, in bytes.
    offset: usize,
    shown: String,
    /// Where it is drawn.
    column: usize,
    width: usize,
}

fn cells(text: &str) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::with_capacity(text.len());
    for (offset, c) in text.char_indices() {
        let mut shown = String::new();
        escape::push(&mut shown, c);
        // What is written out is as wide as what was written; a character that combines has no
        // width and stays with the one before it.
        let width =
            if shown.len() == c.len_utf8() { c.width().unwrap_or(0) } else { shown.width() };
        match cells.last_mut() {
            Some(last) if width == 0 => last.shown.push_str(&shown),
            last => {
                let column = last.map_or(0, |cell| cell.column + cell.width);
                cells.push(Cell { offset, shown, column, width });
            }
        }
    }
    cells
}

/// The cells that are shown.
fn window(cells: &[Cell], total: usize, focus: Focus, width: usize) -> Range<usize> {
    if total <= width {
        return 0..cells.len();
    }
    // Each end may need its ellipsis.
    let room = width.saturating_sub(2);
    let (start, end) = match focus {
        Focus::Span(span) => {
            let column = |offset: u32| {
                cells.iter().find(|cell| cell.offset >= offset as usize).map_or(total, |c| c.column)
            };
            (column(span.start), column(span.end))
        }
        Focus::Share(share) => {
            let column = (total as f64 * share.clamp(0.0, 1.0)) as usize;
            (column, column)
        }
    };
    // What is marked stands in the middle; where it is wider than the window, its start is shown.
    let margin = room.saturating_sub(end - start) / 2;
    let left = start.saturating_sub(margin).min(total - room);
    let first = cells.partition_point(|cell| cell.column < left);
    let last = cells.partition_point(|cell| cell.column + cell.width <= left + room);
    first..last.max(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str, part: &str, width: usize) -> (String, String) {
        let start = text.find(part).expect("the part is there");
        let span = Span::new(start, start + part.len());
        let excerpt = excerpt(text, &[Mark { span, sign: '^' }], Focus::Span(span), width);
        (line(&excerpt), excerpt.marks)
    }

    fn line(excerpt: &Excerpt) -> String {
        excerpt.runs.iter().map(|run| run.text.as_str()).collect()
    }

    #[test]
    fn what_is_written_from_right_to_left_is_marked_by_brackets() {
        let (shown, marks) = marked("ارتفع 3.6% في مايو", "3.6%", 80);
        assert_eq!((shown.as_str(), marks.as_str()), ("ارتفع ⟦3.6%⟧ في مايو", ""));
        let long = format!("{}3.6%{}", "نص ".repeat(40), " نص".repeat(40));
        assert!(marked(&long, "3.6%", 30).0.width() <= 30);
    }

    #[test]
    fn wide_characters_take_two_columns_and_combining_ones_none() {
        assert_eq!(marked("売上は405.9億ドル", "405.9億ドル", 80).1, "      ^^^^^^^^^^^");
        assert_eq!(marked("e\u{301}e\u{301}x", "x", 80).1, "  ^");
        assert_eq!(marked("a\u{202e}b", "b", 80).1, "         ^");
    }

    #[test]
    fn a_long_segment_is_cut_around_its_mark() {
        let text = format!("{}here{}", "a ".repeat(40), " b".repeat(40));
        let (shown, marks) = marked(&text, "here", 20);
        assert_eq!(shown, "… a a a here b b b …");
        assert_eq!(marks, "        ^^^^");
        let (shown, _) = marked(&"日".repeat(50), "日", 20);
        assert_eq!(shown, format!("{}…", "日".repeat(9)));
    }

    #[test]
    fn a_window_never_exceeds_its_width() {
        let text = "日本語 text with 混在した幅 and \u{1b} escapes ".repeat(8);
        for width in [0, 1, 2, 3, 10, 41, 80] {
            for (offset, _) in text.char_indices() {
                let focus = Focus::Span(Span::new(offset, text.len()));
                let shown = line(&excerpt(&text, &[], focus, width));
                assert!(shown.width() <= width.max(2), "{width}: {shown}");
            }
        }
    }

    #[test]
    fn a_point_marks_one_column_even_at_the_end() {
        let point = |offset| {
            let span = Span::new(offset, offset);
            excerpt("ab", &[Mark { span, sign: '^' }], Focus::Span(span), 80).marks
        };
        assert_eq!(point(0), "^");
        assert_eq!(point(2), "  ^");
    }
}
