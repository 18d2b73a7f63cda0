//! How known names begin, in a few bits: most places of a text begin none.

/// How names begin that do not begin with an ASCII letter, those of the language and those that hold
/// in every one: a quick no for most places of a text.
#[derive(Debug, Default)]
pub(super) struct Beginnings {
    /// Names of one character.
    alone: Bits<64>,
    /// The first two characters of longer ones.
    pairs: Bits<1024>,
    /// The first three characters, or two and NUL.
    triples: Bits<1024>,
}

impl Beginnings {
    pub(super) fn add(&mut self, name: &str) {
        let mut chars = name.chars();
        let mut next = || chars.next().unwrap_or_default();
        match [next(), next(), next()] {
            [first, '\0', _] => self.alone.add([first, '\0', '\0']),
            [first, second, third] => {
                self.pairs.add([first, second, '\0']);
                self.triples.add([first, second, third]);
            }
        }
    }

    pub(super) fn add_all(&mut self, others: &Self) {
        self.alone.add_all(&others.alone);
        self.pairs.add_all(&others.pairs);
        self.triples.add_all(&others.triples);
    }

    /// Whether a text that goes on with these characters may begin with a name.
    #[inline]
    pub(super) fn may_hold(&self, [first, second, third]: [char; 3]) -> bool {
        let pair = [first, second, '\0'];
        self.alone.may_hold([first, '\0', '\0'])
            || self.pairs.may_hold(pair)
                && (self.triples.may_hold([first, second, third]) || self.triples.may_hold(pair))
    }
}

/// A set of up to three characters, by a bit for each hash.
#[derive(Debug)]
struct Bits<const WORDS: usize>(Box<[u64; WORDS]>);

impl<const WORDS: usize> Default for Bits<WORDS> {
    fn default() -> Self {
        Self(Box::new([0; WORDS]))
    }
}

impl<const WORDS: usize> Bits<WORDS> {
    fn add(&mut self, chars: [char; 3]) {
        let hash = Self::hash(chars);
        self.0[hash >> 6] |= 1 << (hash & 63);
    }

    fn add_all(&mut self, others: &Self) {
        for (bits, others) in self.0.iter_mut().zip(&*others.0) {
            *bits |= others;
        }
    }

    #[inline]
    fn may_hold(&self, chars: [char; 3]) -> bool {
        let hash = Self::hash(chars);
        self.0[hash >> 6] >> (hash & 63) & 1 == 1
    }

    /// The top bits of a multiplicative hash, one for each bit of the set.
    #[inline]
    fn hash(chars: [char; 3]) -> usize {
        let [first, second, third] = chars.map(|c| u64::from(u32::from(c)));
        let hash = (first << 42 | second << 21 | third).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (hash >> (u64::BITS - (64 * WORDS).trailing_zeros())) as usize
    }
}
