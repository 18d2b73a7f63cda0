//! What the beginnings of paragraphs say about where sentences correspond.
//!
//! Between two beads, a paragraph may begin on both sides, on one or on none. Where translators keep
//! paragraphs, the first and the last are much more common than by chance; where one file is wrapped
//! in another way than the other, they are not, and then paragraphs count for nothing.

/// How faithfully paragraphs are kept, before anything is known: 0 is chance, 1 is always.
const KEPT: f64 = 0.7;

/// How many paragraphs this counts for.
const KEPT_PRIOR: f64 = 4.0;

/// How seldom translators merge sentences of two paragraphs.
const MERGED: f64 = 0.05;

/// The least probability that anything has.
const FLOOR: f64 = 0.005;

/// The costs of where paragraphs begin.
#[derive(Debug, Clone, Copy)]
pub(super) struct Paragraphs {
    /// How often a paragraph begins with a sentence, on each side.
    density: [f64; 2],
    /// By whether one begins in the source and in the target.
    costs: [[f64; 2]; 2],
    /// Of a beginning inside a bead, on each side.
    inside: [f64; 2],
}

impl Paragraphs {
    /// The costs where `counts` of the sentences after the first begin a paragraph, of `totals`.
    pub(super) fn new(counts: [usize; 2], totals: [usize; 2]) -> Self {
        let density = [0, 1].map(|side| counts[side] as f64 / totals[side].max(1) as f64);
        Self::keeping(density, KEPT)
    }

    /// The costs after it was seen how often paragraphs begin on both sides, and on one alone.
    pub(super) fn fitted(self, both: usize, alone: usize) -> Self {
        let common = (both as f64 + KEPT_PRIOR * KEPT) / ((both + alone) as f64 + KEPT_PRIOR);
        let least = self.density[0].min(self.density[1]);
        // What is common by chance is not kept.
        let kept = ((common - least) / (1.0 - least).max(FLOOR)).clamp(0.0, 0.98);
        Self::keeping(self.density, kept)
    }

    fn keeping(density: [f64; 2], kept: f64) -> Self {
        let [source, target] = density;
        let chance = source * target;
        let both = chance + kept * (source.min(target) - chance);
        let cost = |joint: f64, by_chance: f64| (by_chance.max(FLOOR) / joint.max(FLOOR)).ln();
        let inside = density.map(|share| (share / MERGED.max(share * share)).ln().max(0.0));
        Self {
            density,
            costs: [
                [
                    cost(1.0 - source - target + both, (1.0 - source) * (1.0 - target)),
                    cost(target - both, (1.0 - source) * target),
                ],
                [cost(source - both, source * (1.0 - target)), cost(both, chance)],
            ],
            inside: if chance > 0.0 { inside } else { [0.0; 2] },
        }
    }

    /// The cost of a place between two beads.
    pub(super) fn between(&self, source: bool, target: bool) -> f64 {
        self.costs[usize::from(source)][usize::from(target)]
    }

    /// The cost of a paragraph that begins inside a bead.
    pub(super) fn inside(&self, side: usize) -> f64 {
        self.inside[side]
    }
}
