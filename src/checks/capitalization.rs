//! `capitalization`: the target begins in another case than the source, gives capitals up or takes
//! them, or a word has two by mistake.
//!
//! Only where both scripts have case. Languages differ in what they capitalise inside a sentence, so
//! only its beginning, whole texts in capitals, and slips of the shift key are compared.

use super::{Check, Example, View};
use crate::facts::{Facts, MaskKind};
use crate::finding::{Confidence, Finding, Kind, Severity};
use crate::punctuation::has_case;

/// The check.
pub(super) static CHECK: Check = Check {
    id: "capitalization",
    summary: "The target begins in another case, or is in capitals where the source is not",
    why: "A label that begins with a small letter between others with capitals looks unfinished, and \
          a text in capitals shouts. `THe` is a slip of the shift key. Titles and nouns are written \
          as their language wants them and not compared, and a text may begin with a name such as \
          `iPhone`.",
    mqm: "linguistic-conventions/capitalization",
    needs: &[],
    examples: &[
        Example {
            langs: ("en", "fr"),
            source: "Open the file",
            target: "ouvrir le fichier",
            fires: true,
        },
        Example {
            langs: ("en", "de"),
            source: "The file was saved.",
            target: "DIe Datei wurde gespeichert.",
            fires: true,
        },
        Example {
            langs: ("en", "fr"),
            source: "Save All Files",
            target: "Enregistrer tous les fichiers",
            fires: false,
        },
    ],
    run,
};

fn run(view: &View<'_>, findings: &mut Vec<Finding>) {
    let words = (Word::first(view.source_facts), Word::first(view.target_facts));
    let (Some(source), Some(target)) = words else { return };
    if is_in_capitals(view.source_facts, source) != is_in_capitals(view.target_facts, target) {
        findings.extend(shouted(view, source, target));
    } else if source.is_upper() != target.is_upper() {
        findings.extend(beginning(view, source, target));
    }
    slips(view, findings);
}

/// A word of a text, of which the first letter has case.
#[derive(Clone, Copy)]
struct Word<'a> {
    /// The text from its first letter on.
    rest: &'a [char],
    /// The index of its first letter.
    at: usize,
}

impl<'a> Word<'a> {
    /// The first word of a text, unless it begins with what is none or has no case.
    fn first(facts: &'a Facts) -> Option<Self> {
        let raw = &facts.chars.raw;
        let mut masks = facts.masks.iter().peekable();
        let mut at = 0;
        while !raw.get(at)?.is_alphanumeric() {
            let place = facts.chars.span(at, at).start;
            match masks.next_if(|mask| mask.span.start <= place) {
                Some(mask) if !matches!(mask.kind, MaskKind::Tag | MaskKind::Entity) => {
                    return None;
                }
                Some(mask) => at = facts.chars.index(mask.span.end),
                None => at += 1,
            }
        }
        if masks.peek().is_some_and(|mask| mask.span.start <= facts.chars.span(at, at).start) {
            return None;
        }
        let word = Self { rest: &raw[at..], at };
        has_case(raw[at]).then_some(word)
    }

    fn is_upper(self) -> bool {
        self.rest[0].is_uppercase()
    }

    /// Its letters and digits, and what joins them.
    fn letters(self) -> &'a [char] {
        let joins = |c: &char| c.is_alphanumeric() || matches!(c, '-' | '.' | '_' | '\'' | '’');
        let end = self.rest.iter().position(|c| !joins(c)).unwrap_or(self.rest.len());
        let last = self.rest[..end].iter().rposition(|c| c.is_alphanumeric());
        &self.rest[..last.map_or(0, |last| last + 1)]
    }

    /// Whether it has its case by itself: an acronym, a name such as `iPhone` or `example.com`.
    fn keeps_its_case(self) -> bool {
        let telling = |c: &char| c.is_uppercase() || c.is_numeric() || matches!(c, '.' | '_');
        self.letters()[1..].iter().any(telling)
    }

    /// Whether it stands in another text as it is.
    fn is_in(self, facts: &Facts) -> bool {
        contains(&facts.chars.raw, self.letters())
    }
}

/// Whether `part` stands in a text.
fn contains(raw: &[char], part: &[char]) -> bool {
    raw.windows(part.len()).any(|window| window == part)
}

/// Whether a text of several words has capitals alone.
fn is_in_capitals(facts: &Facts, first: Word<'_>) -> bool {
    if !first.is_upper() || first.rest.get(1).is_none_or(|c| !c.is_uppercase()) {
        return false;
    }
    let raw = &facts.chars.raw;
    let other = |(at, c): (usize, &char)| {
        c.is_alphabetic() && !c.is_uppercase() && !facts.is_masked(facts.chars.span(at, at).start)
    };
    let words = raw.split(|c| !c.is_alphabetic()).filter(|word| word.len() > 2);
    words.take(2).count() == 2 && !raw.iter().enumerate().any(other)
}

/// The note about capitals that one side has throughout.
fn shouted(view: &View<'_>, source: Word<'_>, target: Word<'_>) -> Option<Finding> {
    let by_target = is_in_capitals(view.target_facts, target);
    let quiet = if by_target { view.source_facts } else { view.target_facts };
    // A single word cannot be told from an acronym.
    let words = quiet.chars.raw.split(|c| c.is_whitespace()).filter(|word| word.len() > 2);
    if words.take(2).count() < 2 || view.target_facts.is_markup_alone() {
        return None;
    }
    let (kind, message) = if by_target {
        (Kind::Changed, "the target is in capitals, the source is not")
    } else {
        (Kind::Missing, "the source is in capitals, the target is not")
    };
    Some(note(view, kind, message.to_owned(), source, target).identity("capitals"))
}

/// The note about a text that begins in another case, unless its first word has it by itself.
fn beginning(view: &View<'_>, source: Word<'_>, target: Word<'_>) -> Option<Finding> {
    let by_itself = source.keeps_its_case()
        || target.keeps_its_case()
        || target.is_in(view.source_facts)
        || source.is_in(view.target_facts)
        || target.is_upper() && view.target_locale.names.nouns_capitalised;
    if by_itself {
        return None;
    }
    let case = |word: Word<'_>| if word.is_upper() { "a capital" } else { "a small letter" };
    let message =
        format!("the target begins with {}, the source with {}", case(target), case(source));
    let first: String = target.letters().iter().collect();
    Some(note(view, Kind::Changed, message, source, target).identity(first))
}

fn note(
    view: &View<'_>,
    kind: Kind,
    message: String,
    source: Word<'_>,
    target: Word<'_>,
) -> Finding {
    let place =
        |facts: &Facts, word: Word<'_>| facts.chars.span(word.at, word.at + word.letters().len());
    Finding::new(CHECK.id, kind, Severity::Note, message)
        .confidence(Confidence::Medium)
        .in_source(place(view.source_facts, source))
        .in_target(place(view.target_facts, target))
        .help("write it as the source does, unless the language wants it otherwise")
}

/// The first word with two capitals and then small letters, as in `THe`.
fn slips(view: &View<'_>, findings: &mut Vec<Finding>) {
    let chars = &view.target_facts.chars;
    // Folding makes letters small and changes little else, so that most texts need no closer look.
    let (mut recent, mut suspect) = (0_u8, false);
    for (raw, folded) in chars.raw.iter().zip(&chars.folded) {
        recent = recent << 1 | u8::from(raw != folded);
        suspect |= recent & 0b111 == 0b110;
    }
    if suspect {
        findings.extend((0..chars.len()).find_map(|at| slip(view, at)));
    }
}

/// The word that begins at an index, if it has two capitals by mistake.
fn slip(view: &View<'_>, at: usize) -> Option<Finding> {
    let chars = &view.target_facts.chars;
    let before = at.checked_sub(1).map(|before| chars.raw[before]);
    if !chars.raw[at].is_uppercase() || before.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let word = Word { rest: &chars.raw[at..], at };
    let [first, second, rest @ ..] = word.letters() else { return None };
    let slipped =
        second.is_uppercase() && rest.iter().all(|c| c.is_lowercase()) && !rest.is_empty();
    // Plurals such as IDs are meant, and so are endings of a numeral and of an acronym of the source;
    // IJ is one letter.
    let capitals = [*first, *second];
    let numeral = capitals.iter().all(|c| matches!(c, 'I' | 'V' | 'X'));
    let meant = *rest == ['s'] || numeral || capitals == ['I', 'J'];
    if !slipped || meant || contains(&view.source_facts.chars.raw, &capitals) {
        return None;
    }
    let span = chars.span(at, at + 2 + rest.len());
    if view.target_facts.is_masked(span.start) {
        return None;
    }
    let written = span.of(view.target);
    Some(
        Finding::new(
            CHECK.id,
            Kind::Style,
            Severity::Note,
            format!("`{written}` has two capitals"),
        )
        .confidence(Confidence::Medium)
        .in_target(span)
        .help("write one")
        .identity(written),
    )
}
