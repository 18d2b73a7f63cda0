//! TMX 1.4, translation memories: a unit for each language that a `<tu>` has beside that of the
//! source.
//!
//! The source is what the header says; of a memory without one (`*all*`), what is asked for, else the
//! first. Where a target language is asked for, only that is read.

use super::escape;
use super::inline::Segment;
use super::item::{Out, Problem, ProblemKind, Units};
use super::xml::{Dialect, Token, Xml};
use super::{Format, Input, Languages, Open, PlaceKind, SOURCE, TARGET, canonical};
use crate::text::Place;
use crate::unit::{Pair, Side, Unit};
use std::sync::Arc;

pub(super) const FORMAT: Format = Format {
    name: "tmx",
    extensions: &["tmx"],
    summary: "TMX, translation memories of two languages or more",
    catalogue: true,
    plurals: false,
    places: PlaceKind::Characters,
    writes: &[escape::xml, escape::verbatim],
    open: Open::Together(open),
};

static DIALECT: Dialect = Dialect {
    name: "a TMX file",
    roots: &["tmx"],
    units: &["tu"],
    otherwise: ProblemKind::Unreadable,
};

/// What a header says where any language may be the source.
const ANY: &str = "*all*";

fn open(mut input: Input, out: &mut Out) -> Box<dyn Units> {
    let xml = Xml::open(&mut input, &DIALECT, out);
    Box::new(Tmx {
        xml,
        file: input.file,
        document: input.document,
        languages: input.languages,
        source: None,
        tags: Vec::new(),
        memory: None,
        field: None,
        lacking: None,
    })
}

struct Tmx {
    xml: Xml,
    file: Arc<str>,
    document: Arc<str>,
    languages: Languages,
    /// The language of the source, as the header says it.
    source: Option<Arc<str>>,
    /// Tags as they were written and as they are: most often there are but two.
    tags: Vec<(String, Arc<str>)>,
    memory: Option<Memory>,
    field: Option<(Field, usize)>,
    /// How many memories have no source, and where the first is.
    lacking: Option<(u64, Place)>,
}

/// A `<tu>` as far as it was read.
struct Memory {
    place: Place,
    id: Option<String>,
    notes: Vec<String>,
    source: Option<Arc<str>>,
    /// The language of the variant that is open; `None` if that cannot be told.
    lang: Option<Arc<str>>,
    variants: Vec<(Arc<str>, Segment)>,
}

/// An element that holds text.
enum Field {
    Note(String),
    Segment(Segment),
}

impl Units for Tmx {
    fn read(&mut self, out: &mut Out) -> bool {
        let before = out.items.len();
        while out.items.len() == before {
            match self.xml.next(out) {
                Token::Start => self.start(out),
                Token::End => self.end(out),
                Token::Text => match &mut self.field {
                    Some((Field::Note(said), _)) => self.xml.say(said),
                    Some((Field::Segment(segment), _)) => segment.text(&mut self.xml),
                    None => {}
                },
                Token::Broken => (self.memory, self.field) = (None, None),
                Token::Eof => {
                    self.report_lacking(out);
                    return false;
                }
            }
        }
        true
    }
}

impl Tmx {
    fn start(&mut self, out: &mut Out) {
        if let Some((field, _)) = &mut self.field {
            if let Field::Segment(segment) = field {
                segment.start(&mut self.xml, &[]);
            }
            return;
        }
        let depth = self.xml.depth();
        match (self.xml.name(), &mut self.memory) {
            ("header", None) => {
                let written = self.xml.attribute("srclang");
                self.source = written.and_then(|tag| self.source_lang(tag, out));
            }
            ("tu", None) => {
                let (mut id, mut source) = (None, None);
                self.xml.attributes(|key, value| match key {
                    "tuid" => id = Some(value.get()),
                    "srclang" => source = Some(value.get()),
                    _ => {}
                });
                let source = source.and_then(|tag| self.source_lang(tag, out));
                self.memory = Some(Memory {
                    place: self.xml.place(),
                    id,
                    notes: Vec::new(),
                    source: source.or_else(|| self.source.clone()),
                    lang: None,
                    variants: Vec::new(),
                });
            }
            ("tuv", Some(_)) => {
                let lang = self.variant_lang(out);
                if let Some(memory) = &mut self.memory {
                    memory.lang = lang;
                }
            }
            ("note", Some(_)) => self.field = Some((Field::Note(String::new()), depth)),
            ("seg", Some(_)) => {
                // In a memory white space is text, whatever the elements around it say.
                let segment = Segment::new(&mut self.xml, true);
                self.field = Some((Field::Segment(segment), depth));
            }
            _ => {}
        }
    }

    /// The language that `srclang` names; `None` where any may be the source.
    fn source_lang(&mut self, written: String, out: &mut Out) -> Option<Arc<str>> {
        if written.eq_ignore_ascii_case(ANY) { None } else { self.tag(written, out) }
    }

    fn variant_lang(&mut self, out: &mut Out) -> Option<Arc<str>> {
        let (mut tag, mut old) = (None, None);
        self.xml.attributes(|key, value| match key {
            "xml:lang" => tag = Some(value.get()),
            // As before TMX 1.3.
            "lang" => old = Some(value.get()),
            _ => {}
        });
        let Some(tag) = tag.or(old) else {
            let message = "this text names no language and was left out".to_owned();
            out.problem(self.xml.problem(ProblemKind::Damage, message));
            return None;
        };
        self.tag(tag, out)
    }

    fn tag(&mut self, written: String, out: &mut Out) -> Option<Arc<str>> {
        if let Some((_, known)) = self.tags.iter().find(|(known, _)| *known == written) {
            return Some(Arc::clone(known));
        }
        let Some(tag) = canonical(&written) else {
            let message = format!("`{written}` is no language tag, such as en or pt-BR; ignored");
            out.problem(self.xml.problem(ProblemKind::Damage, message));
            return None;
        };
        let tag: Arc<str> = tag.into();
        if self.tags.len() < 1 << 10 {
            self.tags.push((written, Arc::clone(&tag)));
        }
        Some(tag)
    }

    fn end(&mut self, out: &mut Out) {
        let depth = self.xml.depth();
        if let Some((field, outside)) = &mut self.field
            && *outside != depth
        {
            if let Field::Segment(segment) = field {
                segment.end(&mut self.xml);
            }
            return;
        }
        let Some(memory) = &mut self.memory else { return };
        match self.field.take() {
            Some((Field::Note(said), _)) if !said.trim().is_empty() => {
                memory.notes.push(said.trim().to_owned());
            }
            Some((Field::Segment(segment), _)) => {
                memory.variants.extend(memory.lang.clone().map(|lang| (lang, segment)));
            }
            None if self.xml.name() == "tu" => {
                if let Some(memory) = self.memory.take() {
                    self.finish(memory, out);
                }
            }
            _ => {}
        }
    }

    /// Puts out a unit for each target.
    fn finish(&mut self, memory: Memory, out: &mut Out) {
        let Memory { place, id, notes, source, mut variants, .. } = memory;
        let [asked, wanted] = &self.languages.given;
        let source = match (asked, &source) {
            (Some(asked), _) => find(&variants, asked, false),
            (None, Some(stated)) => find(&variants, stated, true),
            (None, None) => (!variants.is_empty()).then_some(0),
        };
        let Some(source) = source else {
            if !variants.is_empty() {
                self.lacking.get_or_insert((0, place)).0 += 1;
            }
            return;
        };
        let (lang, segment) = variants.remove(source);
        let source = self.side(SOURCE, &lang, segment);
        if source.text.as_str().trim().is_empty() {
            return;
        }
        if let Some(wanted) = wanted {
            let found = find(&variants, wanted, false);
            variants = found.map(|at| variants.swap_remove(at)).into_iter().collect();
        }
        let targets = variants.into_iter().map(|(lang, segment)| self.side(TARGET, &lang, segment));
        let mut targets: Vec<_> =
            targets.filter(|side| !side.text.as_str().trim().is_empty()).map(Some).collect();
        if targets.is_empty() {
            targets.push(None);
        }
        for target in targets {
            let (file, document) = (Arc::clone(&self.file), Arc::clone(&self.document));
            let pairs = vec![Pair::new(source.clone(), target)];
            let (key, notes) = (id.clone(), notes.clone());
            out.unit(Unit { key, notes, ..Unit::new(file, document, pairs) });
        }
    }

    fn side(&self, side: usize, lang: &Arc<str>, segment: Segment) -> Side {
        segment.finish(&self.languages.side(side, Some(lang)))
    }

    /// Says how many memories have no source.
    fn report_lacking(&mut self, out: &mut Out) {
        let Some((count, place)) = self.lacking.take() else { return };
        let asked = self.languages.given[SOURCE].as_ref();
        let kind = if asked.is_some() { ProblemKind::Notice } else { ProblemKind::Lost };
        let source = asked.or(self.source.as_ref()).cloned().unwrap_or_default();
        let which = match count {
            1 => "this unit has no text".to_owned(),
            count => format!("{count} units, of which this is the first, have no text"),
        };
        let message = format!("{which} in the source language `{source}`; left out");
        let file = Arc::clone(&self.file);
        out.problem(Problem { file, place: Some(place), message, kind });
    }
}

/// The variant in a language: in the same one, else in one that is more or less exact, and `loosely`
/// in any other form of it.
fn find(variants: &[(Arc<str>, Segment)], wanted: &str, loosely: bool) -> Option<usize> {
    let rank = |lang: &str| -> Option<u8> {
        let is_part = |whole: &str, part: &str| {
            whole.strip_prefix(part).is_some_and(|rest| rest.starts_with('-'))
        };
        let primary = |tag: &str| tag.split('-').next() == wanted.split('-').next();
        if lang == wanted {
            Some(0)
        } else if is_part(lang, wanted) || is_part(wanted, lang) {
            Some(1)
        } else {
            (loosely && primary(lang)).then_some(2)
        }
    };
    let ranked = variants.iter().enumerate().filter_map(|(at, (lang, _))| Some((rank(lang)?, at)));
    ranked.min().map(|(_, at)| at)
}
