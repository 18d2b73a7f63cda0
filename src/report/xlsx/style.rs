//! How cells look.

use crate::finding::Severity;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};
use std::collections::HashMap;

/// What a cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Look {
    /// The name of a column.
    Header,
    /// Text.
    Text,
    /// A stretch of text that is not marked, in a cell with one that is.
    Run,
    /// A stretch of text that is marked.
    Mark,
    /// How grave a finding is.
    Severity(Severity),
    /// To be filled in.
    Verdict,
    /// A number.
    Number,
    /// Text for programs.
    Code,
    /// The heading of a sheet.
    Title,
}

/// What the text of a cell asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Script {
    /// A font that has its characters.
    font: &'static str,
    from_right: bool,
    /// Whether a program could take the text for a formula once someone edits the cell.
    is_risky: bool,
}

/// The formats that were made so far.
#[derive(Default)]
pub(super) struct Styles {
    made: HashMap<(Look, Script), Format>,
}

impl Styles {
    /// The format of a cell with this text.
    pub(super) fn get(&mut self, look: Look, text: &str) -> &Format {
        let script = Script::of(text);
        self.made.entry((look, script)).or_insert_with(|| make(look, script))
    }
}

impl Script {
    fn of(text: &str) -> Self {
        let any = |is: fn(char) -> bool| text.chars().any(is);
        let is_kana = |c| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{ff66}'..='\u{ff9d}');
        let is_hangul = |c| matches!(c, '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7af}');
        let is_han = |c| matches!(c, '\u{3000}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}');
        let font = match () {
            () if any(is_kana) => "Yu Gothic",
            () if any(is_hangul) => "Malgun Gothic",
            () if any(is_han) => "Microsoft YaHei",
            () => "Calibri",
        };
        let first = text.chars().find(|c| c.is_alphabetic());
        Self {
            font,
            from_right: first.is_some_and(is_written_from_right),
            is_risky: text.starts_with(['=', '+', '-', '@', '\t', '\r']),
        }
    }
}

/// Whether a letter is of a script that is written from the right: Hebrew, Arabic and their
/// neighbours.
fn is_written_from_right(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

fn make(look: Look, script: Script) -> Format {
    let font = Format::new().set_font_name(script.font).set_font_size(10);
    // A run has a font and nothing else.
    match look {
        Look::Run => return font,
        Look::Mark => return font.set_bold().set_font_color(Color::RGB(0x00C0_0000)),
        Look::Title => return font.set_bold().set_font_size(16),
        _ => {}
    }
    let cell = font
        .set_align(FormatAlign::Top)
        .set_text_wrap()
        .set_border(FormatBorder::Thin)
        .set_border_color(Color::RGB(0x00D9_D9D9));
    let cell = if script.from_right { cell.set_reading_direction(2) } else { cell };
    let cell = if script.is_risky { cell.set_quote_prefix() } else { cell };
    let filled = |cell: Format, colour| cell.set_background_color(Color::RGB(colour));
    match look {
        Look::Header => filled(cell, 0x0030_5496).set_bold().set_font_color(Color::White),
        Look::Severity(Severity::Error) => filled(cell, 0x00F8_CBAD).set_bold(),
        Look::Severity(Severity::Warning) => filled(cell, 0x00FF_E699),
        Look::Severity(Severity::Note) => filled(cell, 0x00DD_EBF7),
        Look::Verdict => filled(cell, 0x00FF_FDF0).set_unlocked(),
        Look::Number => cell.set_align(FormatAlign::Right),
        Look::Code => cell.set_font_name("Consolas").set_font_size(9),
        _ => cell,
    }
}
