//! The beads of an alignment as units of translation.

use super::{Bead, Document};

/// The beads, those of two paragraphs that correspond as a whole joined to one.
///
/// Translators move what a sentence says to its neighbours. Where a paragraph is the translation of
/// a paragraph and every sentence of both has its counterpart, they are compared as they are, as the
/// lines of two texts are that correspond line by line.
pub fn units(source: &Document, target: &Document, beads: Vec<Bead>) -> Vec<Bead> {
    let mut units = Vec::new();
    let mut rest = beads.as_slice();
    while let Some(first) = rest.first() {
        let whole = whole_paragraph(source, target, rest).unwrap_or(1);
        let (unit, others) = rest.split_at(whole);
        let last = unit.last().unwrap_or(first);
        units.push(Bead {
            source: first.source.start..last.source.end,
            target: first.target.start..last.target.end,
            confidence: unit.iter().map(|bead| bead.confidence).fold(1.0, f64::min),
        });
        rest = others;
    }
    units
}

/// How many of the first beads are the whole of one paragraph on each side, none of them one-sided.
fn whole_paragraph(source: &Document, target: &Document, beads: &[Bead]) -> Option<usize> {
    let first = beads.first()?;
    let ends =
        [source.paragraph_from(first.source.start)?, target.paragraph_from(first.target.start)?];
    let inside = |bead: &&Bead| {
        !bead.source.is_empty()
            && !bead.target.is_empty()
            && bead.source.end <= ends[0]
            && bead.target.end <= ends[1]
    };
    let count = beads.iter().take_while(inside).count();
    let last = &beads[count.checked_sub(1)?];
    (last.source.end == ends[0] && last.target.end == ends[1]).then_some(count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Locale;
    use crate::text::Text;

    fn document(paragraphs: &[&str]) -> Document {
        let locale = Locale::parse("en", "").expect("an empty language file is valid");
        Document::new(paragraphs.iter().map(|text| Text::from(*text)).collect(), &locale)
    }

    fn kinds(source: &[&str], target: &[&str], beads: &[(usize, usize)]) -> Vec<String> {
        let (mut s, mut t) = (0, 0);
        let bead = |&(source, target): &(usize, usize)| {
            (s, t) = (s + source, t + target);
            Bead { source: s - source..s, target: t - target..t, confidence: 1.0 }
        };
        let beads = beads.iter().map(bead).collect();
        let units = units(&document(source), &document(target), beads);
        units.iter().map(|bead| bead.kind().to_string()).collect()
    }

    #[test]
    fn paragraphs_that_correspond_as_a_whole_are_units() {
        let text = ["One. Two. Three.", "Four. Five."];
        assert_eq!(kinds(&text, &text, &[(1, 1), (1, 1), (1, 1), (1, 1), (1, 1)]), ["3-3", "2-2"]);
        assert_eq!(
            kinds(&text, &["Un. Deux.", "Quatre."], &[(1, 1), (2, 1), (2, 1)]),
            ["3-2", "2-1"]
        );
    }

    #[test]
    fn other_beads_stay_as_they_are() {
        let text = ["One. Two.", "Three. Four."];
        assert_eq!(
            kinds(&text, &["Un.", "Trois. Quatre."], &[(1, 1), (1, 0), (1, 1), (1, 1)]),
            ["1-1", "1-0", "2-2"]
        );
        assert_eq!(kinds(&text, &["Un. Deux. Trois. Quatre."], &[(1, 1); 4]), ["1-1"; 4]);
        assert_eq!(
            kinds(&text, &["Un. Deux et trois.", "Quatre."], &[(1, 1), (2, 1), (1, 1)]),
            ["1-1", "2-1", "1-1"]
        );
    }
}
