//! Documents that do not correspond line by line: two plain texts, or one that holds both languages.
//!
//! Each bead of the alignment is a unit, or each paragraph that corresponds as a whole. A sentence that nothing corresponds to is a unit without a
//! target, or one whose source is empty.

use super::bilingual::{self, Sides};
use super::item::{Out, Problem, ProblemKind, Units};
use super::language::Sample;
use super::{Input, SOURCE, TARGET, paragraphs};
use crate::align::{self, Bead, Document};
use crate::error::Error;
use crate::locale::Locales;
use crate::text::{Place, Text};
use crate::unit::{Pair, Side, Unit};
use std::sync::Arc;

/// A bead that is less probable than this is uncertain.
const UNCERTAIN: f64 = 0.5;

/// Two documents and how their sentences correspond.
#[derive(Debug)]
pub struct Aligned {
    /// The file of each side.
    files: [Arc<str>; 2],
    /// The name of both documents.
    document: Arc<str>,
    /// The language of each side.
    langs: [Arc<str>; 2],
    documents: [Document; 2],
    beads: Vec<Bead>,
}

impl Aligned {
    /// How the sentences correspond, in order.
    pub fn beads(&self) -> &[Bead] {
        &self.beads
    }

    /// The languages of source and target.
    pub fn langs(&self) -> [&str; 2] {
        [&self.langs[SOURCE], &self.langs[TARGET]]
    }

    /// The texts of a bead. A source that is not there is an empty text at the place where it might
    /// be.
    pub fn pair(&self, bead: &Bead) -> Pair {
        let side = |side: usize, text: Text| Side::new(Arc::clone(&self.langs[side]), text);
        let source = match bead.source.is_empty() {
            true => Text::verbatim(String::new(), self.place(SOURCE, bead.source.start)),
            false => self.documents[SOURCE].text(bead.source.clone()),
        };
        let target = !bead.target.is_empty();
        let target = target.then(|| self.documents[TARGET].text(bead.target.clone()));
        Pair::new(side(SOURCE, source), target.map(|text| side(TARGET, text)))
    }

    /// Where the sentence before `sentence` ends.
    fn place(&self, side: usize, sentence: usize) -> Place {
        let document = &self.documents[side];
        let before = sentence.checked_sub(1).map(|last| document.sentences()[last]);
        before.map_or_else(Place::default, |last| {
            document.paragraphs()[last.paragraph].place_end(last.span.end)
        })
    }

    fn unit(&self, bead: &Bead) -> Unit {
        let side = if bead.target.is_empty() { SOURCE } else { TARGET };
        let (file, document) = (Arc::clone(&self.files[side]), Arc::clone(&self.document));
        Unit::new(file, document, vec![self.pair(bead)])
    }
}

/// Reads and aligns a source and a target, or one text that holds both; `None` if that cannot be
/// done, which a problem says.
pub(super) fn align(mut inputs: Vec<Input>, locales: &Locales, out: &mut Out) -> Option<Aligned> {
    let Some(second) = inputs.pop() else { return None };
    let first = inputs.pop();
    let document = Arc::clone(&first.as_ref().unwrap_or(&second).document);
    let files = [first.as_ref().unwrap_or(&second), &second].map(|input| Arc::clone(&input.file));
    let file = &files[TARGET];
    let mut sides = Sides::default();
    let langs = match first {
        Some(mut first) => {
            first.languages.take_for_source();
            let named = [first.languages.side(SOURCE, None), second.languages.side(TARGET, None)];
            sides.paragraphs = [paragraphs::read(first, out), paragraphs::read(second, out)];
            settle(named, &sides.paragraphs, file, out)?
        }
        None => {
            let named = [SOURCE, TARGET].map(|side| second.languages.side(side, None));
            let (langs, divided) = divide(named, paragraphs::read(second, out), file, out)?;
            sides = divided;
            langs
        }
    };
    let Sides { paragraphs: [source, target], sections: [source_sections, target_sections] } =
        sides;
    let document_of = |lang: &str, paragraphs, sections| {
        locales.get(lang).map(|locale| Document::new(paragraphs, &locale).with_sections(sections))
    };
    let documents = document_of(&langs[SOURCE], source, source_sections)
        .and_then(|source| Ok([source, document_of(&langs[TARGET], target, target_sections)?]));
    let documents = match documents {
        Ok(documents) => documents,
        Err(error) => return refuse(file, &error, out),
    };
    let beads = align::align(&documents[SOURCE], &documents[TARGET]);
    warn(&beads, file, out);
    Some(Aligned { files, document, langs, documents, beads })
}

/// The languages of two texts, those that are not known guessed.
fn settle(
    named: [Arc<str>; 2],
    paragraphs: &[Vec<Text>; 2],
    file: &Arc<str>,
    out: &mut Out,
) -> Option<[Arc<str>; 2]> {
    let mut langs = named;
    let mut said = Vec::new();
    for (side, name) in ["source", "target"].into_iter().enumerate() {
        if !langs[side].is_empty() {
            continue;
        }
        let mut sample = Sample::default();
        paragraphs[side].iter().for_each(|paragraph| sample.add(paragraph.as_str()));
        langs[side] = match sample.guess() {
            Some(tag) => {
                said.push(format!("the {name} is taken for `{tag}`"));
                tag.into()
            }
            // A side that has no text is in no language.
            None if paragraphs[side].is_empty() => "und".into(),
            None => {
                let what = format!("the language of the {name} is not known");
                return refuse(file, &Error::Language(what), out);
            }
        };
    }
    if !said.is_empty() {
        let message = format!("guessed from the text: {}", said.join(" and "));
        notice(file, message, out);
    }
    Some(langs)
}

/// The two sides of one text with their languages.
fn divide(
    named: [Arc<str>; 2],
    paragraphs: Vec<Text>,
    file: &Arc<str>,
    out: &mut Out,
) -> Option<([Arc<str>; 2], Sides)> {
    if paragraphs.is_empty() {
        return Some((
            named.map(|tag| if tag.is_empty() { "und".into() } else { tag }),
            Sides::default(),
        ));
    }
    let known = [SOURCE, TARGET].map(|side| Some(&*named[side]).filter(|tag| !tag.is_empty()));
    let Some(langs) = bilingual::languages(&paragraphs, known) else {
        let what = "it cannot be told which two languages the text is in".to_owned();
        return refuse(file, &Error::Language(what), out);
    };
    let [source, target] = &langs;
    if known.contains(&None) {
        let message =
            format!("guessed from the text: it is in `{source}`, with a translation in `{target}`");
        notice(file, message, out);
    }
    let Some(sides) = bilingual::divide(paragraphs, [source, target]) else {
        let what =
            format!("it cannot be told which paragraphs are in `{source}` and which in `{target}`");
        return refuse(file, &Error::Undivided(what), out);
    };
    Some((langs.map(Arc::from), sides))
}

/// Says how many beads had better be looked at.
fn warn(beads: &[Bead], file: &Arc<str>, out: &mut Out) {
    let uncertain = beads.iter().filter(|bead| bead.confidence < UNCERTAIN).count();
    if uncertain > 0 {
        let message = format!(
            "{uncertain} of {} pairs are aligned with little certainty; `tieout align` prints them \
             all, to be corrected",
            beads.len()
        );
        notice(file, message, out);
    }
}

fn notice(file: &Arc<str>, message: String, out: &mut Out) {
    let (file, kind) = (Arc::clone(file), ProblemKind::Notice);
    out.problem(Problem { file, place: None, message, kind });
}

fn refuse<T>(file: &Arc<str>, error: &Error, out: &mut Out) -> Option<T> {
    let hint = error.hint().map(|hint| format!("; {hint}")).unwrap_or_default();
    let (file, kind) = (Arc::clone(file), ProblemKind::Unreadable);
    out.problem(Problem { file, place: None, message: format!("{error}{hint}"), kind });
    None
}

/// The units of an alignment, one after the other.
pub(super) struct Beads {
    aligned: Aligned,
    units: std::vec::IntoIter<Bead>,
}

impl Beads {
    pub(super) fn new(mut aligned: Aligned) -> Self {
        let beads = std::mem::take(&mut aligned.beads);
        let [source, target] = &aligned.documents;
        let units = align::units(source, target, beads).into_iter();
        Self { aligned, units }
    }
}

impl Units for Beads {
    fn read(&mut self, out: &mut Out) -> bool {
        let Some(bead) = self.units.next() else { return false };
        out.unit(self.aligned.unit(&bead));
        true
    }
}
