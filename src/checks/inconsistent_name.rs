//! `inconsistent-name`: one name of the source, two renderings in the document.

use super::{Check, Example, Need};
use crate::document::Place;
use crate::document::names::{Form, NameRecord};
use crate::facts::Manner;
use crate::facts::names::{is_short, style_key};
use crate::finding::{Confidence, Finding, Kind, Related, Severity, SideName};
use std::fmt::Write as _;

/// The check. Its findings come at the end of a document, from [`judge`]; one pair alone shows
/// nothing.
pub(super) static CHECK: Check = Check {
    id: "inconsistent-name",
    summary: "A name is rendered in two ways in one document",
    why: "A reader takes two spellings for two companies or two people. What was rendered by sound \
          in one place and left in the letters of the source in another, or by sound in two ways, \
          is reported once for the document, at the rarer rendering. A name that the source \
          shortens may be shortened, legal forms come and go, a longer name that is kept whole \
          everywhere (a product, a project) is a name of its own, and a name in brackets explains \
          the one before them. Spellings that differ in style alone (long-vowel marks, `ヴ` and \
          `バ`, capitals) are reported with low confidence. Names that are translated, or written \
          in Han characters, cannot be compared by sound and are left alone.",
    mqm: "terminology/inconsistent-use-of-terminology",
    needs: &[Need::Names],
    examples: &[
        Example {
            langs: ("en", "ja"),
            source: "Shares of Livingston rose, and analysts said Livingston would grow.",
            target: "リビングストンの株価は上昇し、アナリストはLivingstonが成長すると述べた。",
            fires: true,
        },
        Example {
            langs: ("en", "ja"),
            source: "Shares of Livingston Inc rose, and analysts said Livingston would grow.",
            target: "リビングストン社(Livingston)の株価は上昇し、アナリストはリビングストンが成長すると述べた。",
            fires: false,
        },
    ],
    run: |_, _| {},
};

/// How alike two renderings in katakana must be written to be renderings of one name at all.
const SAME_WORD: f64 = 0.4;

/// Renderings that are one and the same to a reader, or differ in style alone.
struct Class<'a> {
    forms: Vec<&'a Form>,
    count: u32,
}

impl Class<'_> {
    /// The rendering that stands for the class: the most frequent one, the first of equals.
    fn label(&self) -> &str {
        most(self.forms.iter(), |form| form.count).map_or("", |form| form.text.as_str())
    }

    fn places(&self) -> impl Iterator<Item = (Place, &str)> {
        self.forms
            .iter()
            .flat_map(|form| form.places.iter().map(|&place| (place, form.text.as_str())))
    }
}

/// Judges one name of a document that has ended: the finding, and the pair it points at.
pub(crate) fn judge(record: &NameRecord) -> Option<(u32, Finding)> {
    let forms: Vec<&Form> = record.forms.iter().filter(|form| !kept_whole(form, record)).collect();
    // Of a short name, two words in katakana that sound like it may be two words: `Apple` is
    // アップル, and アプリ sounds like it.
    let short = is_short(&record.name);
    let classes = group(&forms, if short { same_script } else { same_rendering });
    if classes.len() > 1 {
        return finding(&record.name, &classes, Confidence::Medium);
    }
    let spellings = group(&forms, |a, b| same_spelling(&record.name, short, a, b));
    if spellings.len() > 1 {
        return finding(&record.name, &spellings, Confidence::Low);
    }
    None
}

/// Whether a copy belongs to a longer name that the document takes over whole wherever it comes:
/// that is a name of its own.
fn kept_whole(form: &Form, record: &NameRecord) -> bool {
    form.manner == Manner::Copy
        && form.phrase.is_some()
        && !record
            .forms
            .iter()
            .any(|other| other.manner != Manner::Copy && other.phrase == form.phrase)
}

/// Groups renderings; one that could join two groups joins the first.
fn group<'a>(forms: &[&'a Form], same: impl Fn(&Form, &Form) -> bool) -> Vec<Class<'a>> {
    let mut classes: Vec<Class<'a>> = Vec::new();
    for &form in forms {
        match classes.iter_mut().find(|class| class.forms.iter().any(|other| same(form, other))) {
            Some(class) => {
                class.forms.push(form);
                class.count = class.count.saturating_add(form.count);
            }
            None => classes.push(Class { forms: vec![form], count: form.count }),
        }
    }
    classes
}

/// Whether two renderings are both by sound in katakana, or both in letters.
fn same_script(a: &Form, b: &Form) -> bool {
    let katakana = |form: &Form| matches!(form.manner, Manner::Katakana | Manner::Inside);
    katakana(a) == katakana(b)
}

/// Whether two renderings are no inconsistency, or one of style at most.
fn same_rendering(a: &Form, b: &Form) -> bool {
    match (a.manner, b.manner) {
        (Manner::Copy, Manner::Copy) => true,
        (Manner::Katakana | Manner::Inside, Manner::Katakana | Manner::Inside) => {
            let (left, right) = (style_key(&a.text), style_key(&b.text));
            // The longer of two is a compound that holds the name.
            let within = left.contains(&right) || right.contains(&left);
            within || strsim::normalized_damerau_levenshtein(&left, &right) < SAME_WORD
        }
        (Manner::Copy | Manner::Sound, Manner::Copy | Manner::Sound) => inflected(&a.text, &b.text),
        _ => false,
    }
}

/// Whether two renderings do not differ in style: they are written alike but for an ending, or are
/// different words.
fn same_spelling(name: &str, short: bool, a: &Form, b: &Form) -> bool {
    match (a.manner, b.manner) {
        (Manner::Copy, Manner::Copy) => {
            let length = name.chars().count();
            a.text.chars().take(length).eq(b.text.chars().take(length))
        }
        (Manner::Katakana, Manner::Katakana) if !short => {
            a.text == b.text || style_key(&a.text) != style_key(&b.text)
        }
        _ => true,
    }
}

/// Whether two words may be forms of one: they begin alike up to the last two letters of the
/// shorter, and at least three; two syllables are as much.
fn inflected(a: &str, b: &str) -> bool {
    let letters = || a.chars().zip(b.chars());
    let common = letters().take_while(|(x, y)| x == y).count();
    let shorter = a.chars().count().min(b.chars().count());
    let least = if letters().next().is_some_and(|(c, _)| is_syllable(c)) { 2 } else { 3 };
    common >= shorter.saturating_sub(2).max(least).min(shorter)
}

/// Whether one character writes a whole syllable, as in Hangul.
fn is_syllable(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7a3}')
}

/// The first of those with the greatest `count`.
fn most<T>(items: impl Iterator<Item = T>, count: impl Fn(&T) -> u32) -> Option<T> {
    items.reduce(|best, item| if count(&item) > count(&best) { item } else { best })
}

fn finding(name: &str, classes: &[Class<'_>], sure: Confidence) -> Option<(u32, Finding)> {
    let mut classes: Vec<&Class<'_>> = classes.iter().collect();
    // The sort is stable: of equals the first seen comes first.
    classes.sort_by_key(|class| std::cmp::Reverse(class.count));
    let mut message = format!("`{name}` is rendered ");
    for (i, class) in classes.iter().enumerate() {
        let joint = match i {
            0 => "",
            i if i + 1 == classes.len() => " and ",
            _ => ", ",
        };
        let _ = write!(message, "{joint}`{}` ({})", class.label(), times(class.count));
    }
    let (usual, rarer) = classes.split_first()?;
    let mut places: Vec<(Place, &str)> = rarer.iter().flat_map(|class| class.places()).collect();
    places.sort_unstable();
    let (&(at, _), others) = places.split_first()?;
    let example = usual.places().min();
    let mut labels: Vec<&str> = classes.iter().map(|class| class.label()).collect();
    labels.sort_unstable();
    let help =
        format!("write `{}` here too, or choose one rendering for the document", usual.label());
    let mut finding = Finding::new(CHECK.id, Kind::Inconsistent, Severity::Note, message)
        .confidence(sure)
        .in_source(at.source)
        .in_target(at.target)
        .help(help)
        .identity(format!("{name}: {}", labels.join(" / ")));
    finding.related = others
        .iter()
        .copied()
        .chain(example)
        .map(|(place, text)| Related {
            ticket: place.ticket,
            side: SideName::Target,
            span: place.target,
            text: text.to_owned(),
        })
        .collect();
    Some((at.ticket, finding))
}

fn times(count: u32) -> String {
    match count {
        1 => "once".to_owned(),
        count => format!("{count} times"),
    }
}
