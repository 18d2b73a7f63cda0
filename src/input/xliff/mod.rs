//! XLIFF 1.2 and 2, and the dialects of Trados, memoQ and Phrase.
//!
//! A segment is a unit: a `<trans-unit>` that is not in segments, a `<mrk mtype="seg">` of one that
//! is, a `<segment>`. Its key is the id of the unit, with that of the segment where there is one;
//! its document is the original that the file names. What a tool proposes (`<alt-trans>`, matches)
//! is no translation and is passed over.

mod draft;
mod state;

use super::escape;
use super::inline::{self, Segment};
use super::item::{Out, ProblemKind, States, Units};
use super::standing::{Progress, Standing};
use super::xml::{Dialect, Token, Xml};
use super::{Format, Input, Languages, Open, PlaceKind, SOURCE, TARGET, canonical};
use crate::unit::Unit;
use draft::{Draft, Part, Piece};
use std::sync::Arc;

pub(super) const FORMAT: Format = Format {
    name: "xliff",
    extensions: &["xlf", "xliff", "sdlxliff", "mqxliff", "mxliff"],
    summary: "XLIFF 1.2 and 2, and those of Trados, memoQ and Phrase",
    catalogue: true,
    plurals: false,
    places: PlaceKind::Characters,
    writes: &[escape::xml, escape::verbatim],
    open: Open::Together(open),
};

static DIALECT: Dialect = Dialect {
    name: "an XLIFF file",
    roots: &["xliff"],
    units: &["trans-unit", "unit"],
    otherwise: ProblemKind::Unreadable,
};

fn open(mut input: Input, out: &mut Out) -> Box<dyn Units> {
    let xml = Xml::open(&mut input, &DIALECT, out);
    Box::new(Xliff {
        xml,
        file: input.file,
        document: input.document,
        languages: input.languages,
        states: input.states,
        scopes: Vec::new(),
        draft: None,
        field: None,
        ignored: None,
    })
}

struct Xliff {
    xml: Xml,
    file: Arc<str>,
    document: Arc<str>,
    languages: Languages,
    states: States,
    scopes: Vec<Scope>,
    draft: Option<Draft>,
    /// The element of the unit that is being read.
    field: Option<Field>,
    /// How deep the element is that is passed over with all that is in it.
    ignored: Option<usize>,
}

/// What holds for everything inside an element.
#[derive(Clone)]
struct Scope {
    depth: usize,
    translate: bool,
    preserve: bool,
    document: Arc<str>,
    stated: [Option<Arc<str>>; 2],
}

/// An element that holds text.
struct Field {
    depth: usize,
    kind: FieldKind,
}

enum FieldKind {
    Note(String),
    /// Native code and its id.
    Data(String, String),
    Side(Box<SideField>),
}

/// A source or a target.
struct SideField {
    side: usize,
    lang: Arc<str>,
    preserve: bool,
    /// Whether the unit has it in one piece too.
    again: bool,
    whole: Segment,
    /// The segment of it that is open: its id, how deep its element is, and its text.
    inner: Option<(String, usize, Segment)>,
}

impl Units for Xliff {
    fn read(&mut self, out: &mut Out) -> bool {
        let before = out.items.len();
        while out.items.len() == before {
            match self.xml.next(out) {
                Token::Start if self.ignored.is_none() => self.start(),
                Token::End => self.end(out),
                Token::Text if self.ignored.is_none() => self.text(),
                Token::Start | Token::Text => {}
                Token::Broken => self.recover(),
                Token::Eof => return false,
            }
        }
        true
    }
}

impl Xliff {
    fn start(&mut self) {
        if let Some(field) = &mut self.field {
            let data = self.draft.as_ref().map_or(&[][..], |draft| &draft.data);
            return field.start(&mut self.xml, data);
        }
        if self.draft.is_some() {
            return self.start_in_unit();
        }
        match self.xml.name() {
            "xliff" | "file" | "group" => {
                let scope = self.enter();
                self.scopes.push(scope.0);
            }
            "trans-unit" | "unit" => {
                let (scope, draft) = self.enter();
                self.draft = Some(draft);
                self.scopes.push(scope);
            }
            _ => {}
        }
    }

    /// What holds inside the element that begins, and what its attributes say about a unit.
    fn enter(&mut self) -> (Scope, Draft) {
        let mut scope = self.scopes.last().cloned().unwrap_or_else(|| Scope {
            depth: 0,
            translate: true,
            preserve: false,
            document: Arc::clone(&self.document),
            stated: [None, None],
        });
        scope.depth = self.xml.depth();
        let mut draft = Draft::default();
        let (mut size, mut counts_characters) = (None, false);
        self.xml.attributes(|key, value| {
            let value = value.get();
            let tag = || canonical(&value).map(Arc::from);
            let standing = &mut draft.standing;
            match key {
                "translate" => scope.translate = value != "no",
                "xml:space" => scope.preserve = value == "preserve",
                "original" if !value.is_empty() => scope.document = value.into(),
                "source-language" | "srcLang" => scope.stated[SOURCE] = tag(),
                "target-language" | "trgLang" => scope.stated[TARGET] = tag(),
                "id" => draft.id = Some(value).filter(|id| !id.is_empty()),
                "approved" if value == "yes" => standing.progress = Progress::Approved,
                "mq:status" => standing.progress = state::memoq(&value),
                "m:confirmed" => standing.progress = state::phrase(&value),
                "mq:locked" | "m:locked" => standing.is_locked |= state::is_set(&value),
                "maxwidth" => size = value.parse().ok(),
                "size-unit" => counts_characters = value == "char",
                "mq:maxlengthchars" => draft.max_length = value.parse().ok().filter(|&n| n > 0),
                "slr:sizeRestriction" => {
                    draft.max_length = value.rsplit(',').next().and_then(|n| n.trim().parse().ok());
                }
                _ => {}
            }
        });
        draft.standing.is_locked |= !scope.translate;
        draft.max_length = draft.max_length.or(size.filter(|_| counts_characters));
        (scope, draft)
    }

    fn start_in_unit(&mut self) {
        let Some(draft) = &mut self.draft else { return };
        let depth = self.xml.depth();
        let side = match self.xml.name() {
            "source" | "seg-source" => SOURCE,
            "target" => TARGET,
            "notes" | "originalData" | "sdl:seg-defs" => return,
            "note" => {
                self.field = Some(Field { depth, kind: FieldKind::Note(String::new()) });
                return;
            }
            "data" => {
                let id = self.xml.attribute("id").unwrap_or_default();
                self.field = Some(Field { depth, kind: FieldKind::Data(id, String::new()) });
                return;
            }
            "segment" => {
                let id = self.xml.attribute("id");
                let progress =
                    self.xml.attribute("state").map_or(Progress::Done, |s| state::state(&s));
                let standing = Standing { progress, is_locked: false };
                draft.segments.push(Piece { id, standing, ..Piece::default() });
                draft.in_segment = true;
                return;
            }
            "sdl:seg" => {
                let id = self.xml.attribute("id").unwrap_or_default();
                let conf = self.xml.attribute("conf");
                let is_locked =
                    self.xml.attribute("locked").is_some_and(|word| state::is_set(&word));
                let progress = conf.map_or(Progress::Done, |word| state::trados(&word));
                draft.segment(id).standing = Standing { progress, is_locked };
                return;
            }
            _ => {
                self.ignored = Some(depth);
                return;
            }
        };
        self.begin_side(side, depth);
    }

    fn begin_side(&mut self, side: usize, depth: usize) {
        let Some(scope) = self.scopes.last().cloned() else { return };
        let (mut preserve, mut tag, mut progress) = (scope.preserve, None, Progress::Done);
        self.xml.attributes(|key, value| match key {
            "xml:space" => preserve = value.get() == "preserve",
            "xml:lang" => tag = Some(value.get()),
            "state" => progress = state::state(&value.get()),
            _ => {}
        });
        let stated = scope.stated[side].clone().or_else(|| canonical(&tag?).map(Arc::from));
        if let Some(draft) = self.draft.as_mut().filter(|_| progress != Progress::Done) {
            draft.standing.progress = progress;
        }
        let lang = self.languages.side(side, stated.as_ref());
        let whole = Segment::new(&mut self.xml, preserve);
        let again = self.xml.name() == "seg-source";
        let side = Box::new(SideField { side, lang, preserve, again, whole, inner: None });
        self.field = Some(Field { depth, kind: FieldKind::Side(side) });
    }

    fn text(&mut self) {
        match self.field.as_mut().map(|field| &mut field.kind) {
            Some(FieldKind::Note(said) | FieldKind::Data(_, said)) => self.xml.say(said),
            Some(FieldKind::Side(side)) => side.segment().text(&mut self.xml),
            None => {}
        }
    }

    fn end(&mut self, out: &mut Out) {
        let depth = self.xml.depth();
        if self.ignored.is_some() {
            self.ignored = self.ignored.filter(|&ignored| ignored != depth);
            return;
        }
        if let Some(field) = &mut self.field {
            if field.depth != depth {
                if let (FieldKind::Side(side), Some(draft)) = (&mut field.kind, &mut self.draft) {
                    side.end(&mut self.xml, depth, draft);
                }
                return;
            }
            if let (Some(field), Some(draft)) = (self.field.take(), &mut self.draft) {
                field.finish(draft);
            }
            return;
        }
        if self.scopes.last().is_some_and(|scope| scope.depth == depth) {
            if let Some(draft) = self.draft.take() {
                self.finish(draft, out);
            }
            self.scopes.pop();
        } else if let Some(draft) = self.draft.as_mut().filter(|_| self.xml.name() == "segment") {
            draft.in_segment = false;
        }
    }

    /// Forgets the unit that was damaged.
    fn recover(&mut self) {
        (self.draft, self.field, self.ignored) = (None, None, None);
        let depth = self.xml.depth();
        self.scopes.retain(|scope| scope.depth <= depth);
    }

    /// Puts out the units of a draft.
    fn finish(&mut self, mut draft: Draft, out: &mut Out) {
        let Some(scope) = self.scopes.last() else { return };
        let Some(pieces) = draft.pieces() else {
            let message = "this unit was left out: its target is in segments and its source is not";
            out.problem(self.xml.problem(ProblemKind::Lost, message.to_owned()));
            return;
        };
        for piece in pieces {
            let standing = piece.standing(draft.standing);
            let key = match (&draft.id, &piece.id) {
                (Some(unit), Some(segment)) => Some(format!("{unit}/{segment}")),
                (unit, segment) => unit.as_ref().or(segment.as_ref()).cloned(),
            };
            let Some(mut pair) = piece.pair(standing.progress) else { continue };
            // Trados marks what is nothing but codes as not to be translated.
            let is_text = |c: char| !c.is_whitespace() && c != inline::OBJECT;
            if standing.is_locked && !pair.source.text.as_str().contains(is_text) {
                continue;
            }
            if !standing.is_read(pair.target.is_some(), self.states, &mut out.counts) {
                continue;
            }
            if pair.source.lang.is_empty() {
                pair.source.lang = self.languages.side(SOURCE, scope.stated[SOURCE].as_ref());
            }
            pair.max_length = draft.max_length;
            let (file, document) = (Arc::clone(&self.file), Arc::clone(&scope.document));
            let notes = draft.notes.clone();
            out.unit(Unit { key, notes, ..Unit::new(file, document, vec![pair]) });
        }
    }
}

impl Field {
    /// An element begins inside the field.
    fn start(&mut self, xml: &mut Xml, data: &[(String, String)]) {
        let FieldKind::Side(side) = &mut self.kind else { return };
        if side.inner.is_none()
            && xml.name() == "mrk"
            && xml.attribute("mtype").as_deref() == Some("seg")
        {
            let id = xml.attribute("mid").unwrap_or_default();
            side.inner = Some((id, xml.depth(), Segment::new(xml, side.preserve)));
            return;
        }
        side.segment().start(xml, data);
    }

    /// Gives what was read to the unit.
    fn finish(self, draft: &mut Draft) {
        match self.kind {
            FieldKind::Note(said) => {
                let said = said.trim();
                if !said.is_empty() {
                    draft.notes.push(said.to_owned());
                }
            }
            FieldKind::Data(id, code) => draft.data.push((id, code)),
            // The source in segments stands beside the source itself.
            FieldKind::Side(side) if side.again => {}
            FieldKind::Side(side) => {
                let SideField { side, lang, whole, .. } = *side;
                // A `<segment>` has the sides; elsewhere the unit itself has them.
                let last = draft.segments.last_mut().filter(|_| draft.in_segment);
                let part = Part { segment: whole, lang };
                last.unwrap_or(&mut draft.whole).sides[side] = Some(part);
            }
        }
    }
}

impl SideField {
    fn segment(&mut self) -> &mut Segment {
        self.inner.as_mut().map_or(&mut self.whole, |(_, _, segment)| segment)
    }

    /// An element ends inside the side.
    fn end(&mut self, xml: &mut Xml, depth: usize, draft: &mut Draft) {
        let ends = self.inner.as_ref().is_some_and(|&(_, inner, _)| inner == depth);
        if let Some((id, _, segment)) = self.inner.take_if(|_| ends) {
            let part = Part { segment, lang: Arc::clone(&self.lang) };
            draft.segment(id).sides[self.side] = Some(part);
        } else {
            self.segment().end(xml);
        }
    }
}
