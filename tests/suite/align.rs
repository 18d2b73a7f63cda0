//! Alignment: written documents whose sentences are known to correspond, and what holds for all.
//!
//! A file of `tests/align` is a document with its translation. A paragraph is a list of beads, a bead
//! the sentences of the source and those of the target. Each document is aligned in three layouts:
//! with its paragraphs, without any, and with a line for every sentence of the source.

use crate::support;
use proptest::prelude::*;
use proptest::sample::select;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Cursor;
use std::sync::Arc;
use tieout::align::{Bead, Document, align, units};
use tieout::input::{self, Item, Request};
use tieout::locale::Locales;
use tieout::text::Text;
use tieout::unit::{Pair, Unit};

/// What is right of the beads, at least, in every layout.
const FLOOR: f64 = 0.97;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[expect(dead_code, reason = "it is for readers of the file")]
    about: String,
    langs: String,
    paragraph: Vec<Paragraph>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Paragraph {
    beads: Vec<[Vec<String>; 2]>,
}

/// How the sentences of a document are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Layout {
    Paragraphs,
    OneParagraph,
    SourceInLines,
}

impl Written {
    fn all() -> Vec<(String, Self)> {
        let paths = support::files(&support::repository("tests/align"), "toml");
        let read = |path: &std::path::PathBuf| {
            let place = support::shown(path);
            let written = toml::from_str(&support::read(path));
            (place.clone(), written.unwrap_or_else(|e| panic!("{place}: {e}")))
        };
        paths.iter().map(read).collect()
    }

    fn langs(&self) -> (&str, &str) {
        self.langs.split_once(':').expect("langs are two")
    }

    fn beads(&self) -> impl Iterator<Item = &[Vec<String>; 2]> {
        self.paragraph.iter().flat_map(|paragraph| &paragraph.beads)
    }

    /// The paragraphs of a side.
    fn side(&self, side: usize, layout: Layout) -> Vec<String> {
        let lang = if side == 0 { self.langs().0 } else { self.langs().1 };
        let between = if matches!(lang, "ja" | "zh") { "" } else { " " };
        let sentences = |paragraph: &Paragraph| -> Vec<String> {
            paragraph.beads.iter().flat_map(|bead| bead[side].clone()).collect()
        };
        let paragraphs: Vec<Vec<String>> = self.paragraph.iter().map(sentences).collect();
        let texts: Vec<String> = match layout {
            Layout::SourceInLines if side == 0 => paragraphs.concat(),
            Layout::OneParagraph => vec![paragraphs.concat().join(between)],
            _ => paragraphs.iter().map(|sentences| sentences.join(between)).collect(),
        };
        texts.into_iter().filter(|text| !text.is_empty()).collect()
    }
}

fn document(paragraphs: &[String], lang: &str, locales: &Locales) -> Document {
    let locale = locales.get(lang).expect("the built-in rules load");
    Document::new(paragraphs.iter().map(|text| Text::from(text.as_str())).collect(), &locale)
}

/// The sentences in a range, each by itself.
fn sentences(document: &Document, range: std::ops::Range<usize>) -> Vec<String> {
    range.map(|at| document.text(at..at + 1).into_string()).collect()
}

#[test]
fn written_documents_are_aligned() {
    let locales = Locales::default();
    let mut report = String::new();
    // Beads that are written, found, and both.
    let mut tallies: BTreeMap<(Layout, String), [usize; 3]> = BTreeMap::new();
    for (place, written) in Written::all() {
        let (source_lang, target_lang) = written.langs();
        for layout in [Layout::Paragraphs, Layout::OneParagraph, Layout::SourceInLines] {
            let source = document(&written.side(0, layout), source_lang, &locales);
            let target = document(&written.side(1, layout), target_lang, &locales);
            let mut open: Vec<_> = written.beads().cloned().collect();
            let tally = tallies.entry((layout, written.langs.clone())).or_default();
            tally[0] += open.len();
            for bead in align(&source, &target) {
                tally[1] += 1;
                let found = [
                    sentences(&source, bead.source.clone()),
                    sentences(&target, bead.target.clone()),
                ];
                if let Some(at) = open.iter().position(|bead| *bead == found) {
                    tally[2] += 1;
                    open.remove(at);
                } else {
                    let (kind, sure) = (bead.kind(), bead.confidence);
                    let _ = writeln!(report, "{place} {layout:?} {kind} {sure:.2} {found:?}");
                }
            }
        }
    }
    let score = |[written, found, both]: [usize; 3]| 2.0 * both as f64 / (written + found) as f64;
    let mut layouts: BTreeMap<Layout, [usize; 3]> = BTreeMap::new();
    for ((layout, langs), tally) in &tallies {
        let _ =
            writeln!(report, "{layout:?} {langs}: F1 {:.4} of {} beads", score(*tally), tally[0]);
        for (sum, count) in layouts.entry(*layout).or_default().iter_mut().zip(tally) {
            *sum += count;
        }
    }
    for (layout, tally) in layouts {
        let _ = writeln!(report, "{layout:?}: F1 {:.4} of {} beads", score(tally), tally[0]);
        assert!(tally[0] >= 200, "{} beads are too few to judge by", tally[0]);
        assert!(score(tally) >= FLOOR, "{layout:?} is below {FLOOR}\n{report}");
    }
    println!("{report}");
}

/// Sentences of two languages that correspond, and scraps that break splitters.
const POOL: [(&str, &str); 10] = [
    ("Sales rose 3.5% in May.", "5月の売上高は3.5%増えた。"),
    ("The U.S. Army left at 8 p.m. on Monday.", "米軍は月曜日の午後8時に撤退した。"),
    ("Why?", "なぜか。"),
    ("“It is late,” she said.", "「遅い。」と彼女は言った。"),
    ("See No. 5 (v2.0.1).", "第5号（v2.0.1）を参照。"),
    ("...", "…"),
    ("- one", "・一つ"),
    ("Meta", "メタ"),
    (
        "The quick brown fox jumps over the lazy dog and runs away.",
        "素早い茶色の狐はのろまな犬を飛び越えて走り去った。",
    ),
    ("A\u{a0}b\tc", "\u{3000}あ"),
];

/// A document of either side: paragraphs of sentences of the pool.
fn paragraphs() -> impl Strategy<Value = Vec<Vec<usize>>> {
    let paragraph = prop::collection::vec(select((0..POOL.len()).collect::<Vec<_>>()), 1..5);
    prop::collection::vec(paragraph, 0..12)
}

fn texts(paragraphs: &[Vec<usize>], side: usize) -> Vec<String> {
    let sentence = |&at: &usize| if side == 0 { POOL[at].0 } else { POOL[at].1 };
    let text =
        |paragraph: &Vec<usize>| paragraph.iter().map(sentence).collect::<Vec<_>>().join(" ");
    paragraphs.iter().map(text).collect()
}

/// Fails unless the beads cover both sides in order.
fn covers(beads: &[Bead], source: &Document, target: &Document) {
    let (mut left, mut right) = (0, 0);
    for bead in beads {
        assert_eq!((bead.source.start, bead.target.start), (left, right), "{beads:?}");
        assert!(!bead.source.is_empty() || !bead.target.is_empty(), "{beads:?}");
        assert!((0.0..=1.0).contains(&bead.confidence), "{beads:?}");
        (left, right) = (bead.source.end, bead.target.end);
    }
    assert_eq!((left, right), (source.sentences().len(), target.sentences().len()));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn every_sentence_appears_once_and_in_order(left in paragraphs(), right in paragraphs()) {
        let locales = Locales::default();
        let (left, right) = (texts(&left, 0), texts(&right, 1));
        let (source, target) = (document(&left, "en", &locales), document(&right, "ja", &locales));
        let beads = align(&source, &target);
        covers(&beads, &source, &target);
        prop_assert_eq!(&beads, &align(&source, &target));
        covers(&units(&source, &target, beads), &source, &target);
        // Nothing but white space is outside the sentences.
        for (document, texts) in [(&source, &left), (&target, &right)] {
            let visible = |text: &str| text.split_whitespace().collect::<String>();
            let all = document.text(0..document.sentences().len());
            prop_assert_eq!(visible(all.as_str()), visible(&texts.concat()));
        }
    }

    #[test]
    fn every_unit_stands_in_its_files(left in paragraphs(), right in paragraphs(), crlf in any::<bool>()) {
        let end = if crlf { "\r\n" } else { "\n" };
        let file = |texts: Vec<String>| texts.join(end).into_bytes();
        let (source, target) = (file(texts(&left, 0)), file(texts(&right, 1)));
        for unit in aligned(&source, &target) {
            let Pair { source: from, target: to, .. } = &unit.pairs[0];
            stands_in(&source, &from.text);
            to.iter().for_each(|side| stands_in(&target, &side.text));
        }
    }
}

fn request() -> Request {
    Request {
        source_lang: Some("en".to_owned()),
        target_lang: Some("ja".to_owned()),
        align: Some(Arc::new(Locales::default())),
        ..Request::default()
    }
}

/// The units of two texts.
fn aligned(source: &[u8], target: &[u8]) -> Vec<Unit> {
    let bytes = |text: &[u8]| Box::new(Cursor::new(text.to_vec()));
    let reader =
        input::read_parallel(&request(), ("a.txt", bytes(source)), ("b.txt", bytes(target)))
            .expect("the request is sound");
    let unit = |item| match item {
        Item::Unit(unit) => Some(unit),
        Item::Problem(problem) => {
            assert!(!problem.kind.is_failure(), "{problem}");
            None
        }
    };
    reader.filter_map(unit).collect()
}

/// Fails unless every character of a text stands in the file, apart from spaces between sentences of
/// two paragraphs.
fn stands_in(file: &[u8], text: &Text) {
    for (at, c) in text.as_str().char_indices() {
        let (start, end) = (text.place(at as u32), text.place_end((at + c.len_utf8()) as u32));
        let bytes = &file[start.byte as usize..end.byte as usize];
        assert!(
            bytes == c.to_string().as_bytes() || (c == ' ' && bytes.is_empty()),
            "{c:?} at {start:?} in {:?}",
            text.as_str()
        );
    }
}

#[test]
fn a_side_without_text_has_nothing_that_corresponds() {
    for (source, target, kind) in [("One. Two.", "", (1, 0)), ("", "一。二。", (0, 1))] {
        let units = aligned(source.as_bytes(), target.as_bytes());
        assert_eq!(units.len(), 2);
        for unit in units {
            let pair = &unit.pairs[0];
            let has = |text: &str| usize::from(!text.is_empty());
            let found = (
                has(pair.source.text.as_str()),
                pair.target.as_ref().map_or(0, |side| has(side.text.as_str())),
            );
            assert_eq!(found, kind, "{unit:?}");
        }
    }
    assert!(aligned(b"", b"").is_empty());
    assert_eq!(aligned(b"One.", "一。".as_bytes()).len(), 1);
}

#[test]
fn a_document_is_aligned_with_itself() {
    let locales = Locales::default();
    for (place, written) in Written::all() {
        for layout in [Layout::Paragraphs, Layout::OneParagraph] {
            let lang = written.langs().0;
            let document = document(&written.side(0, layout), lang, &locales);
            for bead in align(&document, &document) {
                assert!(bead.source == bead.target, "{place} {layout:?}: {bead:?}");
                assert_eq!(bead.source.len(), 1, "{place} {layout:?}: {bead:?}");
            }
        }
    }
}

#[test]
fn a_thousand_paragraphs_are_aligned_within_a_band() {
    let locales = Locales::default();
    // Every paragraph is another one, and every ninth was not translated.
    let paragraph = |at: usize, side: usize| {
        let sentences = [at * 7 % POOL.len(), at % POOL.len(), at * 3 % POOL.len()];
        let texts = texts(&[sentences[..1 + at % 3].to_vec()], side);
        format!("{} {}.", texts[0], at * 37)
    };
    let source: Vec<_> = (0..1000).map(|at| paragraph(at, 0)).collect();
    let target: Vec<_> = (0..1000).filter(|at| at % 9 != 4).map(|at| paragraph(at, 1)).collect();
    let (source, target) = (document(&source, "en", &locales), document(&target, "ja", &locales));
    let beads = align(&source, &target);
    covers(&beads, &source, &target);
    let lost = beads.iter().filter(|bead| bead.target.is_empty());
    let paragraphs: std::collections::BTreeSet<_> = lost
        .flat_map(|bead| bead.source.clone())
        .map(|at| source.sentences()[at].paragraph)
        .collect();
    let right = (0..1000).filter(|at| at % 9 == 4).filter(|at| paragraphs.contains(at)).count();
    assert!(right >= 105, "{right} of 111 lost paragraphs were found");
}
