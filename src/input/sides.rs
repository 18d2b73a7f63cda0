//! The sides of a unit, and what is not yet known of their languages.

use super::{SOURCE, TARGET};
use crate::unit::{Side, Unit};
use std::sync::Arc;

/// Gives the sides of a unit the guessed languages where they have none.
pub(super) fn fill_languages(unit: &mut Unit, guessed: &[Option<Arc<str>>; 2]) {
    for pair in &mut unit.pairs {
        let sides = [Some(&mut pair.source), pair.target.as_mut()];
        for (side, guessed) in sides.into_iter().zip(guessed) {
            if let (Some(side), Some(guessed)) = (side, guessed)
                && side.lang.is_empty()
            {
                side.lang = Arc::clone(guessed);
            }
        }
    }
}

/// The sides of a unit, each with its index.
pub(super) fn sides(unit: &Unit) -> impl Iterator<Item = (usize, &Side)> {
    unit.pairs.iter().flat_map(|pair| {
        [Some((SOURCE, &pair.source)), pair.target.as_ref().map(|side| (TARGET, side))]
            .into_iter()
            .flatten()
    })
}

/// On which sides a unit has text of which the language is not known.
pub(super) fn unknown(unit: &Unit) -> [bool; 2] {
    let mut unknown = [false; 2];
    for (index, side) in sides(unit) {
        unknown[index] |= side.lang.is_empty() && !side.text.as_str().trim().is_empty();
    }
    unknown
}
