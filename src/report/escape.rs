//! Text from files, made safe and visible for a terminal.
//!
//! Findings quote damaged text. A control character could move the cursor or change colours, and an
//! override of the writing direction could make a line say what it does not: each is shown as
//! `\u{…}`. What scripts need to be written (joiners, combining marks) stays as it is.

use std::borrow::Cow;
use std::fmt::Write as _;

/// The text with everything invisible or dangerous written out.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        push(&mut shown, c);
    }
    Cow::Owned(shown)
}

/// Appends one character as it is shown.
pub(super) fn push(shown: &mut String, c: char) {
    match c {
        '\n' => shown.push_str("\\n"),
        '\r' => shown.push_str("\\r"),
        '\t' => shown.push_str("\\t"),
        // Where the file has an inline code, readers leave an object character.
        '\u{fffc}' => shown.push('□'),
        _ if is_hidden(c) => _ = write!(shown, "\\u{{{:x}}}", u32::from(c)),
        _ => shown.push(c),
    }
}

/// Controls, line and paragraph separators, marks and overrides of the writing direction, invisible
/// spaces and operators, tag characters, noncharacters; and the object character.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffc}' | '\u{fdd0}'..='\u{fdef}' | '\u{e0000}'..='\u{e007f}')
        || u32::from(c) & 0xfffe == 0xfffe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_mislead_is_written_out() {
        assert_eq!(visible("a\u{1b}[31mb\n"), "a\\u{1b}[31mb\\n");
        assert_eq!(visible("\u{202e}abc\u{2069}"), "\\u{202e}abc\\u{2069}");
        assert_eq!(visible("\u{7f}\u{85}\u{feff}"), "\\u{7f}\\u{85}\\u{feff}");
    }

    #[test]
    fn what_scripts_need_stays() {
        for text in ["می\u{200c}خواهم", "क्\u{200d}ष", "👩\u{200d}👧", "が\u{3099}", "日本語"]
        {
            assert!(matches!(visible(text), Cow::Borrowed(_)), "{text}");
        }
    }
}
