//! The languages of a file that neither options nor headers nor names tell: they are guessed from its
//! first units, and a file whose languages cannot be guessed is given up.

use super::super::item::{Item, Problem, ProblemKind};
use super::super::language::Sample;
use super::super::sides::{fill_languages, sides, unknown};
use super::super::{SOURCE, TARGET};
use super::{Current, Reader};
use crate::error::Error;
use std::sync::Arc;

/// How many units are looked at to guess a language.
const SAMPLE: usize = 64;

impl Reader {
    /// Makes sure that the language of every side of the next unit is known, or gives up the file.
    pub(super) fn settle_languages(&mut self) {
        let Some(current) = &self.current else { return };
        let Some(Item::Unit(unit)) = self.out.items.front_mut() else { return };
        let unknown = unknown(unit);
        let unguessed =
            [SOURCE, TARGET].map(|side| unknown[side] && current.guessed[side].is_none());
        if unguessed.contains(&true) {
            self.guess_languages(unguessed);
        }
        // What was guessed may come out first, as a notice.
        if unknown.contains(&true)
            && let (Some(current), Some(Item::Unit(unit))) =
                (&self.current, self.out.items.front_mut())
        {
            fill_languages(unit, &current.guessed);
        }
    }

    /// Guesses the languages of the marked sides from the next units, and says so.
    fn guess_languages(&mut self, wanted: [bool; 2]) {
        let Some(current) = &mut self.current else { return };
        while !current.at_end && self.out.items.len() < SAMPLE {
            current.at_end = !current.units.read(&mut self.out);
        }
        let mut samples = [Sample::default(), Sample::default()];
        for item in &self.out.items {
            let Item::Unit(unit) = item else { continue };
            for (index, side) in sides(unit).filter(|(_, side)| side.lang.is_empty()) {
                samples[index].add(side.text.as_str());
            }
        }
        let mut said = Vec::new();
        for side in [SOURCE, TARGET].into_iter().filter(|&side| wanted[side]) {
            let name = ["source", "target"][side];
            let customary = current.customary.filter(|_| side == SOURCE);
            let Some(tag) = samples[side].guess().or(customary) else {
                return self.give_up_for_language(name);
            };
            current.guessed[side] = Some(tag.into());
            // What is as it is by custom need not be said.
            if customary != Some(tag) {
                said.push(format!("the {name} is taken for `{tag}`"));
            }
        }
        if said.is_empty() {
            return;
        }
        let message = format!("guessed from the text: {}", said.join(" and "));
        let (file, kind) = (Arc::clone(&current.file), ProblemKind::Notice);
        self.out.items.push_front(Item::Problem(Problem { file, place: None, message, kind }));
    }

    /// Drops the units of a file of which a language is not known.
    fn give_up_for_language(&mut self, side: &str) {
        let Some(Current { file, .. }) = self.current.take() else { return };
        let error = Error::Language(format!("the language of the {side} is not known"));
        let message = format!("{error}; {}", error.hint().unwrap_or_default());
        self.out.items.retain(|item| matches!(item, Item::Problem(_)));
        let kind = ProblemKind::Unreadable;
        self.out.problem(Problem { file, place: None, message, kind });
    }
}
