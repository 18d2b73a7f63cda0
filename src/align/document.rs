//! A document as the search sees it: its sentences with their lengths and what they share.

use super::anchors::{self, Anchor};
use super::length;
use crate::facts::{self, Facts};
use crate::locale::Locale;
use crate::memo::Memo;
use crate::sentences;
use crate::text::{Span, Text};
use std::ops::Range;

/// A document in one language, cut into paragraphs and sentences.
#[derive(Debug, Default)]
pub struct Document {
    paragraphs: Vec<Text>,
    sentences: Vec<Sentence>,
    /// For each paragraph, the section that it is in; empty where there are none.
    sections: Vec<usize>,
    /// For each sentence, how long it is.
    pub(super) lengths: Vec<f64>,
    /// For each sentence, how many marks join its clauses.
    pub(super) joints: Vec<usize>,
    /// For each sentence, what the other side may share, sorted.
    pub(super) anchors: Vec<Vec<Anchor>>,
}

/// Where a sentence stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    /// Which paragraph it is in.
    pub paragraph: usize,
    /// Where in the paragraph, without the white space around it.
    pub span: Span,
}

impl Document {
    /// Cuts paragraphs, none of them blank, into sentences and reads what they state.
    pub fn new(paragraphs: Vec<Text>, locale: &Locale) -> Self {
        let mut document = Self::default();
        let (mut scratch, mut facts) = (facts::Scratch::default(), Facts::default());
        let (mut spans, mut remembered) = (Vec::new(), Memo::default());
        for (paragraph, text) in paragraphs.iter().enumerate() {
            let text = text.as_str();
            sentences::split(text, locale, &mut spans);
            for span in spans.iter().filter_map(|span| trimmed(text, *span)) {
                let sentence = span.of(text);
                facts::read(sentence, locale, &mut scratch, &mut facts);
                document.sentences.push(Sentence { paragraph, span });
                document.lengths.push(length::of(sentence));
                document.joints.push(length::joints(sentence));
                document.anchors.push(anchors::read(&facts, locale, &mut remembered));
            }
        }
        document.paragraphs = paragraphs;
        document
    }

    /// The same document, divided into sections, which are given for each paragraph. Sentences
    /// correspond only to those of the section with the same number.
    #[must_use]
    pub fn with_sections(mut self, sections: Vec<usize>) -> Self {
        self.sections = sections;
        self
    }

    /// The paragraphs.
    pub fn paragraphs(&self) -> &[Text] {
        &self.paragraphs
    }

    /// The sentences, in order.
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// The section of a sentence.
    pub(super) fn section(&self, sentence: usize) -> usize {
        self.sections.get(self.sentences[sentence].paragraph).copied().unwrap_or_default()
    }

    /// The text of consecutive sentences with its places.
    pub fn text(&self, sentences: Range<usize>) -> Text {
        let sentences = &self.sentences[sentences];
        let pieces: Vec<Text> = sentences
            .chunk_by(|a, b| a.paragraph == b.paragraph)
            .filter_map(|same| Some((same.first()?, same.last()?)))
            .map(|(first, last)| {
                let span = first.span.join(last.span);
                self.paragraphs[first.paragraph].slice(span.range())
            })
            .collect();
        Text::joined(&pieces)
    }

    /// The end of the paragraph that begins with a sentence, as the index of the sentence behind it;
    /// `None` if none begins there.
    pub(super) fn paragraph_from(&self, sentence: usize) -> Option<usize> {
        let first = self.sentences.get(sentence).filter(|_| self.begins_paragraph(sentence))?;
        let inside = |other: &&Sentence| other.paragraph == first.paragraph;
        Some(sentence + self.sentences[sentence..].iter().take_while(inside).count())
    }

    /// Whether the sentence is the first of its paragraph.
    pub(super) fn begins_paragraph(&self, sentence: usize) -> bool {
        let paragraph = |at: usize| self.sentences[at].paragraph;
        sentence == 0 || paragraph(sentence) != paragraph(sentence - 1)
    }
}

/// The span without white space at its ends, unless nothing is left.
fn trimmed(text: &str, span: Span) -> Option<Span> {
    let sentence = span.of(text);
    let start = span.start as usize + (sentence.len() - sentence.trim_start().len());
    let length = sentence.trim().len();
    (length > 0).then(|| Span::new(start, start + length))
}
