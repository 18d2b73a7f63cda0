//! The paragraphs of a plain text.
//!
//! A line is a paragraph, unless the text is wrapped: then blank lines part paragraphs, and the lines
//! between are one.

use super::Input;
use super::decode::{Lines, Next};
use super::item::{Out, ProblemKind};
use crate::text::Text;
use std::mem;

/// The longest text that is read as a whole, in bytes.
const LONGEST: usize = 64 << 20;

/// How wide the lines of a wrapped text are at least, on average; wide characters count for two.
const WIDTH: usize = 45;

/// The lines of a text, in groups that blank lines part.
#[derive(Debug, Default)]
struct Groups {
    done: Vec<Vec<Text>>,
    open: Vec<Text>,
}

/// Reads the paragraphs of an input, none of them blank.
pub(super) fn read(input: Input, out: &mut Out) -> Vec<Text> {
    let mut lines = Lines::new(input.bytes, input.file, input.encoding, out);
    let mut groups = Groups::default();
    let (mut line, mut bytes) = (Text::default(), 0);
    loop {
        match lines.next(&mut line, out) {
            Next::End => break,
            Next::TooLong => {}
            Next::Line => {
                bytes += line.as_str().len();
                if bytes > LONGEST {
                    let message = format!(
                        "the text is longer than {} MiB; what follows was left out",
                        LONGEST >> 20
                    );
                    out.problem(lines.problem(line.place(0), ProblemKind::Unreadable, message));
                    break;
                }
                groups.add(&line);
            }
        }
    }
    groups.paragraphs()
}

impl Groups {
    fn add(&mut self, line: &Text) {
        let text = line.as_str();
        let start = text.len() - text.trim_start().len();
        let length = text.trim().len();
        if length > 0 {
            self.open.push(line.slice(start..start + length));
        } else if !self.open.is_empty() {
            self.done.push(mem::take(&mut self.open));
        }
    }

    fn paragraphs(mut self) -> Vec<Text> {
        self.done.push(self.open);
        if is_wrapped(&self.done) {
            let joined = self.done.iter().map(|group| Text::joined(group));
            return joined.filter(|paragraph| !paragraph.as_str().is_empty()).collect();
        }
        self.done.into_iter().flatten().collect()
    }
}

/// Whether lines end where there is no more room, and not where a sentence does.
fn is_wrapped(groups: &[Vec<Text>]) -> bool {
    let inner = || groups.iter().flat_map(|group| group.iter().rev().skip(1).map(Text::as_str));
    let lines = inner().count();
    let open = inner().filter(|line| line.ends_with(|c: char| c.is_alphanumeric() || c == ','));
    let width: usize = inner().flat_map(str::chars).map(|c| 1 + usize::from(c > '\u{2e7f}')).sum();
    lines > 1 && open.count() * 2 > lines && width >= lines * WIDTH
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraphs(text: &str) -> Vec<String> {
        let mut groups = Groups::default();
        text.lines().for_each(|line| groups.add(&Text::from(line)));
        groups.paragraphs().into_iter().map(Text::into_string).collect()
    }

    #[test]
    fn a_line_is_a_paragraph() {
        assert_eq!(paragraphs("One. Two.\n\n Three \nFour\n"), ["One. Two.", "Three", "Four"]);
        assert!(paragraphs("\n \n").is_empty());
    }

    #[test]
    fn the_lines_of_a_wrapped_text_are_joined() {
        let text = "The harbour was quiet, and nobody had seen the boat\n\
                    come in before the fog lifted from the water and the\n\
                    gulls began to cry.\n\nAll at once there were people everywhere on the long\n\
                    pier.\n";
        assert_eq!(paragraphs(text).len(), 2);
        assert!(paragraphs(text)[0].contains("boat come in before the fog lifted"));
        let text = "港は静かで、霧が晴れるまでは誰もその船が入ってくるのを見て\n\
                    いなかったが、やがてカモメが鳴き始めると桟橋には急に大勢の人\n\
                    が集まった。\n";
        assert_eq!(paragraphs(text).len(), 1);
        assert!(paragraphs(text)[0].contains("のを見ていなかった"));
    }
}
