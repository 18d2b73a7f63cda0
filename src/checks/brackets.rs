//! `brackets`: a bracket has no partner, or a pair of the source is missing.
//!
//! Brackets are counted by kind, whatever their width: `（` closes with `)` too. The quotation marks
//! of the language are one more kind. What is not text does not count, nor do faces such as `:)` and
//! labels such as `a)`.

use super::{Check, Example, View};
use crate::facts::{Facts, Mask, MaskKind, is_unspaced};
use crate::finding::{Confidence, Finding, Kind, Severity};
use crate::punctuation::{is_face, may_enclose, may_have_marks};
use crate::scan;
use smallvec::SmallVec;

/// The check.
pub(super) static CHECK: Check = Check {
    id: "brackets",
    summary: "A bracket has no partner, or brackets of the source are missing",
    why: "A bracket that opens and does not close leaves the reader waiting, and often shows that \
          text was lost with it. Where the source is balanced, the target must be; it may have more \
          or other pairs, since some languages explain in brackets and some quote with them.",
    mqm: "linguistic-conventions/punctuation",
    needs: &[],
    examples: &[
        Example {
            langs: ("en", "de"),
            source: "The fort (built of stone) still stands.",
            target: "Die Festung (aus Stein steht noch.",
            fires: true,
        },
        Example {
            langs: ("en", "ja"),
            source: "The fort (built of stone) still stands.",
            target: "砦（石造り）は今も残る。",
            fires: false,
        },
        Example {
            langs: ("en", "de"),
            source: "a) Save the file :)",
            target: "a) Datei speichern :)",
            fires: false,
        },
    ],
    run,
};

/// Kinds of brackets, of which each closes what it opens.
const ROUND: usize = 0;
const SQUARE: usize = 1;
const CURLY: usize = 2;
/// The kind of quotation marks.
const QUOTES: usize = 9;

/// The kind of a bracket, and whether it opens.
fn bracket(c: char) -> Option<(usize, bool)> {
    Some(match c {
        '(' | '（' => (ROUND, true),
        ')' | '）' => (ROUND, false),
        '[' | '［' => (SQUARE, true),
        ']' | '］' => (SQUARE, false),
        '{' | '｛' => (CURLY, true),
        '}' | '｝' => (CURLY, false),
        '「' | '｢' => (3, true),
        '」' | '｣' => (3, false),
        '『' => (4, true),
        '』' => (4, false),
        '【' => (5, true),
        '】' => (5, false),
        '〔' => (6, true),
        '〕' => (6, false),
        '〈' => (7, true),
        '〉' => (7, false),
        '《' => (8, true),
        '》' => (8, false),
        _ => return None,
    })
}

fn run(view: &View<'_>, findings: &mut Vec<Finding>) {
    let (source, target) = (view.source_facts, view.target_facts);
    let any = |text, facts: &Facts| {
        scan::any(text, is_ascii_bracket) || may_have_marks(text, &facts.chars.raw)
    };
    if !any(view.source, source) && !any(view.target, target) {
        return;
    }
    let was = Tally::of(source, &view.source_locale.punctuation.quotes);
    let is = Tally::of(target, &view.target_locale.punctuation.quotes);
    if let Some(lone) = is.lone {
        findings.extend(unpaired(view, &was, lone));
    } else if was.asides > is.pairs() && was.lone.is_none() && !target.is_markup_alone() {
        findings.push(missing(view, &was, &is));
    }
}

/// A bracket without a partner, unless the source has such a one too. A pair of the source that lost
/// one half is beyond doubt.
fn unpaired(view: &View<'_>, source: &Tally, lone: Lone) -> Option<Finding> {
    // A quotation may run over several segments, and straight marks tell nothing of its ends.
    let quotes = lone.kind > CURLY;
    let own = &view.target_locale.punctuation;
    let straight = || view.source.bytes().filter(|byte| *byte == b'"').count();
    let foreign = || view.target_facts.chars.raw.iter().any(|&c| own.is_foreign_quote(c));
    if quotes && foreign()
        || source.has_lone(lone.kind)
        || quotes && (source.has_lone(QUOTES) || straight() % 2 == 1)
    {
        return None;
    }
    // The partner may have been taken for a part of the address before it.
    let address = |mask: &&Mask| mask.kind == MaskKind::Url;
    if view.target_facts.masks.iter().filter(address).any(|mask| {
        mask.span
            .of(view.target)
            .chars()
            .any(|c| bracket(c).is_some_and(|(kind, _)| kind == lone.kind))
    }) {
        return None;
    }
    let span = view.target_facts.chars.span(lone.at, lone.at + 1);
    let sure = lone.kind <= SQUARE && source.pairs[lone.kind] > 0;
    let (severity, confidence) = if sure {
        (Severity::Warning, Confidence::High)
    } else {
        (Severity::Note, Confidence::Medium)
    };
    let bracket = span.of(view.target);
    Some(
        Finding::new(CHECK.id, Kind::Changed, severity, format!("`{bracket}` has no partner"))
            .confidence(confidence)
            .in_target(span)
            .help("open and close it as the source does")
            .identity(bracket),
    )
}

/// Fewer pairs than the source has.
fn missing(view: &View<'_>, source: &Tally, target: &Tally) -> Finding {
    let (had, has) = (source.asides, target.pairs());
    let pairs = |n: u8| if n == 1 { "1 pair".to_owned() } else { format!("{n} pairs") };
    let message = format!("the source has {} of brackets, the target {}", pairs(had), has);
    let first = source.first.unwrap_or_default();
    Finding::new(CHECK.id, Kind::Missing, Severity::Note, message)
        .confidence(Confidence::Medium)
        .in_source(view.source_facts.chars.span(first.0, first.1))
        .help("see whether what they hold was translated")
        .identity(format!("{had}>{has}"))
}

/// A bracket without a partner.
#[derive(Clone, Copy)]
struct Lone {
    kind: usize,
    at: usize,
}

/// The brackets of one text.
#[derive(Default)]
struct Tally {
    /// Pairs by kind.
    pairs: [u8; QUOTES + 1],
    /// Round and square pairs that hold words.
    asides: u8,
    /// Where the first of them stands.
    first: Option<(usize, usize)>,
    /// The first bracket without a partner.
    lone: Option<Lone>,
    /// The kinds that have such a bracket, as a set.
    lonely: u16,
}

impl Tally {
    fn of(facts: &Facts, quotes: &[(char, char)]) -> Self {
        let raw = &facts.chars.raw;
        let mut tally = Self::default();
        let mut open: SmallVec<[Lone; 8]> = SmallVec::new();
        let candidate =
            |c: char| if c.is_ascii() { is_ascii_bracket(c as u8) } else { may_enclose(c) };
        for (at, &c) in raw.iter().enumerate().filter(|(_, c)| candidate(**c)) {
            let Some((kind, opens)) = bracket(c).or_else(|| quote(c, quotes)) else { continue };
            if facts.is_masked(facts.chars.span(at, at).start) || is_face(raw, at) {
                continue;
            }
            if opens {
                open.push(Lone { kind, at });
            } else if let Some(partner) = open.iter().rposition(|lone| lone.kind == kind) {
                let start = open.remove(partner).at;
                tally.pair(raw, kind, start, at);
            } else if !is_label(&raw[..at]) {
                tally.alone(Lone { kind, at });
            }
        }
        open.into_iter().for_each(|lone| tally.alone(lone));
        tally
    }

    fn pair(&mut self, raw: &[char], kind: usize, start: usize, end: usize) {
        self.pairs[kind] = self.pairs[kind].saturating_add(1);
        let held = &raw[start + 1..end];
        // `file(s)` holds an ending.
        let touches = start.checked_sub(1).is_some_and(|before| raw[before].is_alphabetic());
        let ending = touches && held.len() < 4;
        if kind <= SQUARE && !ending && is_aside(held) {
            self.asides = self.asides.saturating_add(1);
            self.first.get_or_insert((start, end + 1));
        }
    }

    fn alone(&mut self, lone: Lone) {
        self.lonely |= 1 << lone.kind;
        self.lone.get_or_insert(lone);
    }

    fn has_lone(&self, kind: usize) -> bool {
        self.lonely & 1 << kind != 0
    }

    /// Pairs of any kind but those of code and quotation.
    fn pairs(&self) -> u8 {
        let pairs = self.pairs[..QUOTES].iter().fold(0_u8, |sum, &n| sum.saturating_add(n));
        pairs.saturating_sub(self.pairs[CURLY])
    }
}

/// Whether brackets hold words. Figures and codes are compared wherever they stand, and acronyms and
/// the readings of Han characters have no place in many translations.
fn is_aside(held: &[char]) -> bool {
    let word = |&c: &char| c.is_alphabetic() && !c.is_uppercase() && !is_unspaced(c);
    held.iter().any(word) && !held.iter().any(|c| c.is_numeric())
}

/// Whether a character opens or closes a quotation. Marks of which a language makes several pairs do
/// neither here.
fn quote(c: char, quotes: &[(char, char)]) -> Option<(usize, bool)> {
    let mut pairs = quotes.iter().filter(|pair| pair.0 == c || pair.1 == c);
    let &(open, close) = pairs.next()?;
    let partner = if c == open { close } else { open };
    let sole = quotes.iter().filter(|pair| pair.0 == partner || pair.1 == partner).count() == 1;
    (open != close && sole && pairs.next().is_none()).then_some((QUOTES, c == open))
}

/// Whether a byte is a bracket.
#[inline]
fn is_ascii_bracket(byte: u8) -> bool {
    (byte & !1 == b'(') | (byte & !0x20 == b'[') | (byte & !0x20 == b']')
}

/// Whether a text ends with the number or letter of a list entry: `1`, `a`, `iv`.
fn is_label(raw: &[char]) -> bool {
    let start = raw.iter().rposition(|c| !c.is_alphanumeric()).map_or(0, |at| at + 1);
    let apart = raw[..start].last().is_none_or(|c| !matches!(c, '-' | '\'' | '’' | '.' | '%'));
    let word = &raw[start..];
    let roman = |c: &char| matches!(c, 'i' | 'v' | 'x' | 'I' | 'V' | 'X');
    let numbers = word.len() < 4 && word.iter().all(|c| c.is_numeric() || roman(c));
    apart && !word.is_empty() && (word.len() == 1 || numbers)
}
