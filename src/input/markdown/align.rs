//! Which blocks of two documents answer each other.
//!
//! Where the kinds of all blocks are the same, the blocks answer each other one by one. Otherwise the
//! headings are joined first, and then the blocks between two headings that are: as many as can be of
//! the same kind, and among several ways those that share code, addresses and numbers and are about as
//! long.

use super::super::{SOURCE, TARGET};
use super::block::{Block, Kind};

/// Tables of more cells are not made: blocks are joined as long as their kinds are the same.
const LARGEST: usize = 4 << 20;

/// The pairs of blocks of two documents, in their order; one of a pair may be absent.
pub(super) fn align(source: &[Block], target: &[Block]) -> Vec<[Option<usize>; 2]> {
    let same = source.len() == target.len()
        && source.iter().zip(target).all(|(source, target)| source.kind == target.kind);
    if same {
        return (0..source.len()).map(|at| [Some(at), Some(at)]).collect();
    }
    let mut measure = Measure::new(source, target);
    let headings = |blocks: &[Block]| {
        let is_heading = |&at: &usize| matches!(blocks[at].kind, Kind::Heading(_));
        (0..blocks.len()).filter(is_heading).collect::<Vec<_>>()
    };
    let (from, to) = (headings(source), headings(target));
    let anchors = measure.join(&from, &to).into_iter().map(|(i, j)| [from[i], to[j]]);
    let anchors: Vec<_> = anchors.collect();
    measure.lost = [(source, SOURCE), (target, TARGET)].map(|(blocks, side)| {
        let joined: Vec<_> = anchors.iter().map(|anchor| anchor[side]).collect();
        lost(blocks, &joined)
    });
    let mut pairs = Vec::new();
    let mut start = [0; 2];
    for end in anchors.into_iter().chain([[source.len(), target.len()]]) {
        let between: [Vec<usize>; 2] =
            [SOURCE, TARGET].map(|side| (start[side]..end[side]).collect());
        let joined = measure.join(&between[0], &between[1]);
        let joined = joined.into_iter().map(|(i, j)| [between[0][i], between[1][j]]);
        for [i, j] in joined.chain([end]) {
            pairs.extend((start[0]..i).map(|at| [Some(at), None]));
            pairs.extend((start[1]..j).map(|at| [None, Some(at)]));
            if i < source.len() && j < target.len() {
                pairs.push([Some(i), Some(j)]);
            }
            start = [i + 1, j + 1];
        }
    }
    pairs
}

/// Which blocks stand below a heading that is not among the `joined`.
fn lost(blocks: &[Block], joined: &[usize]) -> Vec<bool> {
    let mut below_lost = false;
    let lost = blocks.iter().enumerate().map(|(at, block)| {
        if matches!(block.kind, Kind::Heading(_)) {
            below_lost = joined.binary_search(&at).is_err();
        }
        below_lost
    });
    lost.collect()
}

/// How well blocks of two documents go together.
struct Measure<'a> {
    source: &'a [Block],
    target: &'a [Block],
    /// What the target has for a byte of the source.
    ratio: f32,
    /// Which blocks of each side stand below a heading without a counterpart.
    lost: [Vec<bool>; 2],
}

impl<'a> Measure<'a> {
    fn new(source: &'a [Block], target: &'a [Block]) -> Self {
        let length = |blocks: &[Block]| blocks.iter().map(length).sum::<usize>().max(1) as f32;
        let lost = [source, target].map(|blocks| vec![false; blocks.len()]);
        Self { source, target, ratio: length(target) / length(source), lost }
    }

    /// How well two blocks go together; 0 if they do not.
    fn score(&self, i: usize, j: usize) -> u32 {
        let (source, target) = (&self.source[i], &self.target[j]);
        let base = match (source.kind, target.kind) {
            (source, target) if source == target => 4,
            (source, target) if source.is_prose() && target.is_prose() => 2,
            (Kind::Heading(_), Kind::Heading(_)) => 1,
            _ => return 0,
        };
        let mut others = target.tokens.iter().peekable();
        let shared = source.tokens.iter().filter(|&token| {
            while others.next_if(|&other| other < token).is_some() {}
            others.next_if(|&other| other == token).is_some()
        });
        let shared = shared.take(4).count() as u32;
        // What stands in a section of its own needs a reason to be joined with what does not.
        if shared == 0 && self.lost[SOURCE][i] != self.lost[TARGET][j] {
            return 0;
        }
        let expected = length(source) as f32 * self.ratio;
        // A few bytes more or less say nothing.
        let (short, long) = (length(target) as f32 + 8.0, expected + 8.0);
        let similar = short.max(long) <= 1.6 * short.min(long);
        base + 2 * shared + u32::from(similar)
    }

    /// Joins blocks of both sides in their order so that the sum of their scores is the greatest; the
    /// pairs are indices into `from` and `to`.
    fn join(&self, from: &[usize], to: &[usize]) -> Vec<(usize, usize)> {
        let columns = to.len() + 1;
        if from.len().saturating_mul(to.len()) > LARGEST {
            let kinds = |&(i, j): &(&usize, &usize)| self.source[*i].kind == self.target[*j].kind;
            return (0..from.iter().zip(to).take_while(kinds).count()).map(|at| (at, at)).collect();
        }
        // What can be reached from a cell on, filled from the end.
        let mut best = vec![0_u32; (from.len() + 1) * columns];
        let mut joined = vec![false; best.len()];
        for i in (0..from.len()).rev() {
            for j in (0..to.len()).rev() {
                let at = i * columns + j;
                let score = self.score(from[i], to[j]);
                let (skipped, together) =
                    (best[at + columns].max(best[at + 1]), best[at + columns + 1] + score);
                joined[at] = score > 0 && together >= skipped;
                best[at] = skipped.max(together);
            }
        }
        let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
        while i < from.len() && j < to.len() {
            let at = i * columns + j;
            if joined[at] {
                pairs.push((i, j));
                (i, j) = (i + 1, j + 1);
            } else if best[at + columns] >= best[at + 1] {
                i += 1;
            } else {
                j += 1;
            }
        }
        pairs
    }
}

fn length(block: &Block) -> usize {
    block.text.as_ref().map_or(0, |text| text.as_str().len())
}
