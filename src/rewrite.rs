//! The target with one thing written anew: what a check suggests is read and matched like any text
//! before it is called certain, so that a suggestion that does not mend the pair is none.

use crate::checks::View;
use crate::facts::{self, Class, Facts, Figure, Form, Value, fold};
use crate::finding::{Finding, Kind};
use crate::matching::{self, Alignment, CodeSide};
use crate::text::Span;

/// The target with another text in one place, read and matched anew.
pub(crate) struct Rewritten {
    facts: Facts,
    alignment: Alignment,
}

impl Rewritten {
    /// Writes `text` into the place of `span`.
    pub(crate) fn new(view: &View<'_>, span: Span, text: &str) -> Self {
        let (before, after) =
            (&view.target[..span.start as usize], &view.target[span.end as usize..]);
        let target = format!("{before}{text}{after}");
        let (mut facts, mut alignment) = (Facts::default(), Alignment::default());
        facts::read(&target, view.target_locale, &mut facts::Scratch::default(), &mut facts);
        let source = view.source_facts;
        let [from, into] = [(view.source, source), (&*target, &facts)]
            .map(|(text, facts)| CodeSide { text, codes: &facts.codes, figures: &facts.figures });
        matching::align_codes(from, into, &mut alignment.codes);
        matching::align((view.source, source), (&target, &facts), &mut alignment);
        Self { facts, alignment }
    }

    /// Whether every code of the pair agrees now.
    pub(crate) fn settles_codes(&self) -> bool {
        let codes = &self.alignment.codes;
        codes.changed.is_empty() && codes.missing.is_empty() && codes.added.is_empty()
    }

    /// Whether every figure of the pair agrees now.
    fn settles_figures(&self) -> bool {
        let Alignment { changed, missing, added, unspoken, .. } = &self.alignment;
        [missing, added, unspoken].iter().all(|left| left.is_empty()) && changed.is_empty()
    }

    /// Whether a figure that begins at `start` now has this value.
    fn states(&self, start: u32, value: Value) -> bool {
        let mut here = self.facts.figures.iter().filter(|figure| figure.number.start == start);
        here.any(|figure| figure.best() == Some(value))
    }
}

/// Whether the pair agrees in its codes once `text`, as the source has it, stands in the place of the
/// one code that does not.
pub(crate) fn is_certain_code(view: &View<'_>, span: Span, text: &str) -> bool {
    view.alignment.codes.changed.len() == 1 && Rewritten::new(view, span, text).settles_codes()
}

/// Whether the figure that begins at `start` has this value once `text` stands in the place of its
/// number.
pub(crate) fn reads_as(view: &View<'_>, number: Span, text: &str, value: Value) -> bool {
    Rewritten::new(view, number, text).states(number.start, value)
}

/// The longest target that is read again, in bytes, to see what a suggestion makes of it.
const LONGEST: usize = 1 << 14;

/// Suggests to write the number of the source in the shape that `b` has in the target, where it can
/// be written so. It is certain where a digit slipped, the source can be read in one way, and
/// nothing else of the pair differs.
pub(crate) fn suggest_figure(finding: Finding, view: &View<'_>, a: &Figure, b: &Figure) -> Finding {
    let (Some(was), Some(is)) = (a.best(), b.best()) else { return finding };
    if view.target.len() > LONGEST {
        return finding;
    }
    let in_digits = |figure: &Figure| matches!(figure.form, Form::Digits | Form::Scaled);
    if !in_digits(a) || !in_digits(b) || a.unit != b.unit && a.class() != b.class() || was == is {
        return finding;
    }
    let decimals =
        |figure: &Figure, text| Literal::read(figure.number.of(text)).map(|l| l.decimals());
    let keeps_zeros =
        finding.kind != Kind::Scaled && decimals(a, view.source) == decimals(b, view.target);
    let shape = Shape { decimal: view.target_locale.digits.decimal, keeps_zeros };
    let written = b.number.of(view.target);
    let candidates = rewrites(written, is, was, &shape);
    let mut read = candidates
        .into_iter()
        .map(|text| {
            let rewritten = Rewritten::new(view, b.number, &text);
            (text, rewritten)
        })
        .filter(|(_, rewritten)| rewritten.states(b.number.start, was));
    let (Some((text, rewritten)), None) = (read.next(), read.next()) else { return finding };
    let certain = is_slip(&finding, view, a, b)
        && is_alone(view)
        && a.or_unit == b.or_unit
        && rewritten.settles_figures()
        && rewritten.settles_codes();
    let number = b.number;
    let (before, after) = (
        Span { start: b.span.start, end: number.start.max(b.span.start) },
        Span { start: number.end.min(b.span.end), end: b.span.end },
    );
    let suggestion = format!("{}{text}{}", before.of(view.target), after.of(view.target));
    finding.suggest(suggestion).applicable(certain)
}

/// Whether the two figures are all that differs in the pair.
fn is_alone(view: &View<'_>) -> bool {
    let Alignment { changed, missing, added, unspoken, codes, .. } = view.alignment;
    changed.len() == 1
        && [missing, added, unspoken].iter().all(|left| left.is_empty())
        && [&codes.missing, &codes.added].iter().all(|left| left.is_empty())
        && codes.changed.is_empty()
}

/// Whether the difference happens by mistake and not by intention: a digit or the scale is wrong.
///
/// Times are told in other zones, and a year, a day or a place in a sequence that is one off may be
/// counted in another way.
fn is_slip(finding: &Finding, view: &View<'_>, a: &Figure, b: &Figure) -> bool {
    let (Some(was), Some(is)) = (a.best(), b.best()) else { return false };
    let one_off = was.add(is.negate()).is_none_or(|apart| apart.abs() <= Value::ONE);
    let certain = match a.class() {
        Class::Time | Class::Ratio => false,
        Class::Date | Class::Ordinal => !one_off && a.readings.len() == 1,
        Class::Number | Class::Measure | Class::Percentage | Class::Money => true,
    };
    let (from, into) = (was.abs().digits_text(), is.abs().digits_text());
    let one_edit = from.len().max(into.len()) > 1 && strsim::levenshtein(&from, &into) == 1;
    let slipped = match finding.kind {
        Kind::Scaled => is_shifted(view, a, b),
        kind => kind == Kind::Transposed || one_edit,
    };
    certain && slipped
}

/// Whether a decimal point or a zero slipped. A thousand times and more is a lost or a wrong scale
/// word, which no digit mends, and a number without one may share that of another: `20 to 30億`.
fn is_shifted(view: &View<'_>, a: &Figure, b: &Figure) -> bool {
    let near = |a: Value, b: Value| {
        a.abs().power_apart(b.abs()).is_some_and(|power| power.unsigned_abs() <= 2)
    };
    let mut figures = view.source_facts.figures.iter().chain(&view.target_facts.figures);
    a.best().zip(b.best()).is_some_and(|(a, b)| near(a, b))
        && a.form == b.form
        && (a.form == Form::Scaled || figures.all(|figure| figure.form != Form::Scaled))
}

/// What a new literal keeps to besides the one that it stands for.
struct Shape {
    /// The decimal separator where the old one has none.
    decimal: char,
    /// Whether zeros behind the last digit are written up to the place of the old one.
    keeps_zeros: bool,
}

/// `written`, which is read as `is`, with the digits of `was`: its grouping, decimal separator and
/// digits, and the words around them, as they are. There are two where it is not clear which
/// separator is which, and none where the value cannot be written so.
fn rewrites(written: &str, is: Value, was: Value, shape: &Shape) -> Vec<String> {
    let Some(literal) = Literal::read(written) else { return Vec::new() };
    let mut texts: Vec<String> = literal
        .parts()
        .into_iter()
        .filter_map(|parts| {
            let digits = format!("{}.{}", parts.whole.concat(), parts.part);
            let value = Value::parse(digits.trim_end_matches('.'))?;
            let scale = is.abs().div(value)?;
            scale.power_of_ten()?;
            parts.write(&was.abs().div(scale)?.to_string(), &literal, shape)
        })
        .map(|text| format!("{}{text}{}", literal.before, literal.after))
        .filter(|text| text != written)
        .collect();
    texts.dedup();
    texts
}

/// A number in digits among the words around it.
struct Literal<'a> {
    before: &'a str,
    /// The digits and separators as ASCII, as far as they have such a form.
    folded: Vec<char>,
    /// The separators as they are written, from the left.
    separators: Vec<char>,
    /// The zero of its digits.
    zero: char,
    after: &'a str,
}

impl<'a> Literal<'a> {
    /// Reads the one number in digits in `written`; `None` where there are several or none.
    fn read(written: &'a str) -> Option<Self> {
        let digit = |c: char| fold(c).to_digit(10);
        let first = written.find(|c| digit(c).is_some())?;
        let last = written.rfind(|c| digit(c).is_some())?;
        let end = last + written[last..].chars().next()?.len_utf8();
        let (mut folded, mut separators, mut zero) = (Vec::new(), Vec::new(), None);
        for c in written[first..end].chars() {
            if let Some(value) = digit(c) {
                let own = char::from_u32(c as u32 - value)?;
                if *zero.get_or_insert(own) != own {
                    return None;
                }
                folded.push(fold(c));
            } else if is_separator(c) && folded.last().is_some_and(char::is_ascii_digit) {
                folded.push(c);
                separators.push(c);
            } else {
                return None;
            }
        }
        Some(Self {
            before: &written[..first],
            folded,
            separators,
            zero: zero?,
            after: &written[end..],
        })
    }

    /// How many digits stand behind the last separator.
    fn decimals(&self) -> usize {
        self.folded.rsplit(|c| !c.is_ascii_digit()).next().map_or(0, <[char]>::len)
    }

    /// What the separators may be: all group digits, or the last one is decimal.
    fn parts(&self) -> Vec<Parts> {
        let mut groups: Vec<String> = self
            .folded
            .split(|c| !c.is_ascii_digit())
            .map(|group| group.iter().collect())
            .collect();
        let alike = |separators: &[char]| separators.windows(2).all(|two| two[0] == two[1]);
        let long = groups.len() == 1 || groups.last().is_some_and(|group| group.len() >= 3);
        let mut parts = Vec::new();
        if alike(&self.separators) && long {
            parts.push(Parts { whole: groups.clone(), part: String::new(), point: None });
        }
        if let [grouping @ .., point] = &self.separators[..]
            && alike(grouping)
            && !grouping.contains(point)
        {
            let part = groups.pop().unwrap_or_default();
            parts.push(Parts { whole: groups, part, point: Some(*point) });
        }
        parts
    }
}

/// The groups of digits of a literal.
struct Parts {
    whole: Vec<String>,
    part: String,
    /// The decimal separator.
    point: Option<char>,
}

impl Parts {
    /// `value`, a plain decimal, in this shape.
    fn write(&self, value: &str, literal: &Literal<'_>, shape: &Shape) -> Option<String> {
        if !value.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
            return None;
        }
        let (whole, part) = value.split_once('.').unwrap_or((value, ""));
        let mut text = self.group(whole, literal)?;
        let zeros = if shape.keeps_zeros { self.part.len().saturating_sub(part.len()) } else { 0 };
        if part.len() + zeros > 0 {
            // Digits beyond ASCII may have a separator of their own.
            let point = self.point.or((literal.zero == '0').then_some(shape.decimal))?;
            text.push(point);
            text.push_str(part);
            text.extend(std::iter::repeat_n('0', zeros));
        }
        let shift = literal.zero as u32 - '0' as u32;
        let own =
            |c: char| if c.is_ascii_digit() { char::from_u32(c as u32 + shift) } else { Some(c) };
        text.chars().map(own).collect()
    }

    /// The digits of a whole number, grouped as the old ones are.
    fn group(&self, digits: &str, literal: &Literal<'_>) -> Option<String> {
        let old: usize = self.whole.iter().map(String::len).sum();
        let [_, groups @ ..] = &self.whole[..] else { return None };
        let Some(last) = groups.last() else {
            // A short number does not show how long ones are grouped.
            let plain = digits.len() <= 3 || old > 3;
            let width = if self.whole[0].starts_with('0') { old } else { 0 };
            return plain.then(|| format!("{digits:0>width$}"));
        };
        let sizes: Vec<usize> = groups.iter().rev().map(String::len).collect();
        let next = sizes.get(1).copied();
        let separator = *literal.separators.first()?;
        let (mut grouped, mut rest, mut size) = (Vec::new(), digits, last.len());
        while rest.len() > size {
            let (head, tail) = rest.split_at(rest.len() - size);
            grouped.push(tail);
            rest = head;
            // The second group shows the size of all further ones, unless the number has none.
            size = next.unwrap_or(size);
        }
        grouped.push(rest);
        grouped.reverse();
        let shown = next.is_some() || grouped.len() <= self.whole.len();
        shown.then(|| grouped.join(&separator.to_string()))
    }
}

/// Whether a character stands between the digits of one number.
fn is_separator(c: char) -> bool {
    matches!(
        c,
        '.' | ','
            | '\''
            | ' '
            | '\u{a0}'
            | '\u{2009}'
            | '\u{202f}'
            | '’'
            | '·'
            | '٫'
            | '٬'
            | '，'
            | '．'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Value {
        Value::parse(text).expect("a plain decimal")
    }

    /// What `written`, read as `is`, becomes with the value `was`.
    fn rewrite(written: &str, is: &str, was: &str) -> String {
        let shape = Shape { decimal: '.', keeps_zeros: true };
        rewrites(written, value(is), value(was), &shape).join("|")
    }

    #[test]
    fn a_figure_keeps_the_shape_that_the_translator_gave_it() {
        let cases = [
            ("40.59億", "4059000000", "40590000000", "405.90億"),
            ("1.234,50", "1234.5", "1243.5", "1.243,50"),
            ("12,34,567", "1234567", "1243567", "12,43,567"),
            ("12,34,567", "1234567", "101243567", "10,12,43,567"),
            ("１２３", "123", "132", "１３２"),
            ("٣٫٦", "3.6", "3.5", "٣٫٥"),
            ("1 234", "1234", "1324", "1 324"),
            ("3 million", "3000000", "3500000", "3.5 million"),
            ("05", "5", "6", "06"),
            ("12'345", "12345", "12435", "12'435"),
        ];
        for (written, is, was, expected) in cases {
            assert_eq!(rewrite(written, is, was), expected, "{written}");
        }
    }

    #[test]
    fn what_does_not_fit_the_shape_is_not_written() {
        let cases = [
            // One group does not show how a second one is written, nor a short number one at all.
            ("1,234", "1234", "1234000"),
            ("123", "123", "1234"),
            ("３", "3", "3.5"),
            ("4億5000万", "450000000", "460000000"),
            ("三十五", "35", "36"),
            ("3", "3", "1/3"),
        ];
        for (written, is, was) in cases {
            assert_eq!(rewrite(written, is, was), "", "{written}");
        }
    }
}
