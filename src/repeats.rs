//! What is remembered of a pair for the next that differs from it in its digits alone, as the rows of
//! a report do and the segments that a translation repeats.
//!
//! Sentences end where they do whatever the digits in them are, and names have none: where both texts
//! say the same and figures and codes stand in the same places, names answer each other as they did
//! before. A pair whose names might have digits is not remembered. Where a pair has no signal and a check
//! that takes one digit for another found nothing, both are so again; see [`Quiet`].

use crate::checks::DigitBlind;
use crate::document::Seen;
use crate::facts::{Facts, TextForm};
use crate::matching::names::NameAlignment;
use crate::signals::Quiet;
use crate::text::Span;
use foldhash::HashMap;

/// Pairs that are remembered before all are forgotten.
const MOST: usize = 1 << 12;

/// The forms of both texts, which have come by more than once when they are known.
pub(crate) type Forms = (TextForm, TextForm);

/// The memory of one thread.
#[derive(Debug, Default)]
pub(crate) struct Repeats {
    known: HashMap<Forms, (Vec<Span>, Known)>,
    /// What was read in the pair at hand: how many figures and codes, and where all of it stands.
    read: Vec<Span>,
}

/// What is known of the pairs of two forms.
#[derive(Debug)]
pub(crate) struct Known {
    /// The sentences of the target.
    pub(crate) sentences: Vec<Span>,
    /// How the names answer each other.
    pub(crate) alignment: NameAlignment,
    /// What the document is told of them.
    pub(crate) seen: Seen,
    /// What holds as long as the target has no signal.
    pub(crate) calm: Option<Calm>,
}

/// What is known of pairs whose target has no signal.
#[derive(Debug)]
pub(crate) struct Calm {
    /// When it has none.
    pub(crate) quiet: Quiet,
    /// The checks that find nothing then.
    pub(crate) silent: DigitBlind,
}

impl Repeats {
    /// What is known of pairs of these forms in which so much is read.
    pub(crate) fn recall(
        &mut self,
        forms: Forms,
        source: &Facts,
        target: &Facts,
    ) -> Option<&Known> {
        self.read.clear();
        for facts in [source, target] {
            self.read.push(Span::new(0, facts.figures.len()));
            self.read.push(Span::new(0, facts.codes.len()));
            self.read.extend(facts.figures.iter().map(|figure| figure.span));
            self.read.extend(facts.codes.iter().map(|code| code.span));
            self.read.extend(facts.marks.iter().map(|mark| mark.span));
        }
        let (read, known) = self.known.get(&forms)?;
        (*read == self.read).then_some(known)
    }

    /// Remembers the pair that was asked for last.
    pub(crate) fn remember(&mut self, forms: Forms, known: Known) {
        if self.known.len() >= MOST {
            self.known.clear();
        }
        self.known.insert(forms, (self.read.clone(), known));
    }

    /// How many pairs are known.
    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.known.len()
    }
}
