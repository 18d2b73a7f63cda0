//! How sure a difference is: the paired bootstrap.
//!
//! The pairs that both systems translated are drawn anew, as many as there are and with repetition,
//! and the mean difference of each draw is taken; the middle 95 % of these means are the interval.
//! A pair keeps the results of both systems together, so that what is hard for both does not count.

/// How often the pairs are drawn.
pub const RESAMPLES: usize = 1000;

/// Where the random numbers begin: the same in every run, so that a report is reproducible.
const SEED: u64 = 0x7469_656f_7574;

/// The least and the greatest difference that are to be expected of such pairs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// 2.5 % of the draws lie below.
    pub low: f64,
    /// 2.5 % of the draws lie above.
    pub high: f64,
}

impl Interval {
    /// Whether the difference is one at all.
    pub fn excludes_zero(self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }
}

/// The interval of the mean of `pairs` differences, of which those in `differences` are not zero.
///
/// Most pairs of good systems do not differ. How many of the others a draw holds is drawn first,
/// by the gaps between them, so that a draw takes as long as there are differences and not pairs.
pub fn interval(differences: &[f64], pairs: usize) -> Interval {
    if differences.is_empty() || pairs == 0 {
        return Interval { low: 0.0, high: 0.0 };
    }
    let mut random = SplitMix(SEED);
    let share = differences.len() as f64 / pairs as f64;
    let mut means: Vec<f64> = (0..RESAMPLES)
        .map(|_| {
            let drawn = successes(pairs, share, &mut random);
            let sum: f64 = (0..drawn).map(|_| differences[random.below(differences.len())]).sum();
            // Nothing adds up to a zero with a minus, which is no number to show.
            sum / pairs as f64 + 0.0
        })
        .collect();
    means.sort_unstable_by(f64::total_cmp);
    let tail = RESAMPLES / 40;
    Interval { low: means[tail], high: means[RESAMPLES - 1 - tail] }
}

/// How many of `trials` succeed by chance, each with the same probability.
fn successes(trials: usize, probability: f64, random: &mut SplitMix) -> usize {
    let mut count = 0;
    // The gap before the next success is distributed geometrically.
    let scale = (1.0 - probability).ln();
    let mut at = 0.0;
    loop {
        at += (random.unit().ln() / scale).floor() + 1.0;
        if at > trials as f64 {
            return count;
        }
        count += 1;
    }
}

/// The generator `SplitMix64`: written down here, so that no update of a library changes a report.
struct SplitMix(u64);

impl SplitMix {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number above 0 and up to 1.
    fn unit(&mut self) -> f64 {
        ((self.next() >> 11) + 1) as f64 / (1u64 << 53) as f64
    }

    /// A number below `bound`.
    fn below(&mut self, bound: usize) -> usize {
        ((u128::from(self.next()) * bound as u128) >> 64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generator_is_the_one_that_is_published() {
        let mut random = SplitMix(1_234_567);
        let first = [random.next(), random.next(), random.next()];
        assert_eq!(
            first,
            [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
        );
    }

    #[test]
    fn a_small_interval_is_that_of_the_binomial_distribution() {
        // Of four pairs one differs: in a draw it comes 0 times (32 %) up to 3 times (99.6 %).
        let Interval { low, high } = interval(&[1.0], 4);
        assert!((low, high) == (0.0, 0.75), "{low} {high}");
    }

    #[test]
    fn a_large_interval_is_that_of_the_normal_distribution() {
        // 10,000 pairs, of which 100 are worse and 50 better: mean 0.005, standard error 0.00122.
        let differences = [vec![1.0; 100], vec![-1.0; 50]].concat();
        let found = interval(&differences, 10_000);
        assert!((found.low - 0.0026).abs() < 0.0002, "{found:?}");
        assert!((found.high - 0.0074).abs() < 0.0002, "{found:?}");
        assert!(found.excludes_zero());
        assert_eq!(interval(&differences, 10_000), found, "another run says the same");
    }

    #[test]
    fn all_pairs_may_differ_and_none() {
        assert_eq!(interval(&[2.0; 7], 7), Interval { low: 2.0, high: 2.0 });
        assert_eq!(interval(&[], 7), Interval { low: 0.0, high: 0.0 });
    }
}
