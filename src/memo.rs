//! What a thread remembers of the words that went by, so that it looks nothing up twice: texts
//! repeat their words, and what a table says of one never changes.

/// The most characters of a word that is remembered.
const LONGEST: usize = 16;

/// How many words are remembered, at most.
const PLACES: usize = 1 << 12;

/// What was found out about words, under the table that was asked. Each word has two places, which it
/// shares with others: the last two to come are remembered.
#[derive(Debug)]
pub(crate) struct Memo<V> {
    /// None until the first word comes.
    places: Vec<Option<Entry<V>>>,
    /// The last answer about a word that is too long to be remembered.
    last: Option<V>,
}

#[derive(Debug)]
struct Entry<V> {
    letters: [char; LONGEST],
    length: usize,
    table: u64,
    value: V,
}

impl<V> Default for Memo<V> {
    fn default() -> Self {
        Self { places: Vec::new(), last: None }
    }
}

impl<V> Memo<V> {
    /// What `find` says of `word`, which is always the same for one `table`.
    #[inline]
    pub(crate) fn get(&mut self, table: u64, word: &[char], find: impl FnOnce() -> V) -> &mut V {
        if word.len() > LONGEST {
            return self.last.insert(find());
        }
        if self.places.is_empty() {
            self.places.resize_with(PLACES, || None);
        }
        let at = place(table, word);
        if !self.holds(at, table, word) {
            // What came last stands first.
            self.places.swap(at, at ^ 1);
            if !self.holds(at, table, word) {
                self.places[at] = None;
            }
        }
        &mut self.places[at].get_or_insert_with(|| Entry::new(table, word, find())).value
    }

    #[inline]
    fn holds(&self, at: usize, table: u64, word: &[char]) -> bool {
        self.places[at].as_ref().is_some_and(|known| known.is(table, word))
    }
}

impl<V> Entry<V> {
    fn new(table: u64, word: &[char], value: V) -> Self {
        let mut letters = ['\0'; LONGEST];
        letters[..word.len()].copy_from_slice(word);
        Self { letters, length: word.len(), table, value }
    }

    #[inline]
    fn is(&self, table: u64, word: &[char]) -> bool {
        self.table == table && self.letters[..self.length] == *word
    }
}

/// The place of a word: the top bits of a multiplicative hash.
#[inline]
fn place(table: u64, word: &[char]) -> usize {
    let step = |hash: u64, c: &char| {
        (hash.rotate_left(5) ^ u64::from(u32::from(*c))).wrapping_mul(0x517c_c1b7_2722_0a95)
    };
    (word.iter().fold(table, step) >> (u64::BITS - PLACES.trailing_zeros())) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_gets_the_answer_of_its_table() {
        let mut memo = Memo::default();
        let words: Vec<Vec<char>> =
            (0..3 * PLACES).map(|n| format!("{n}").repeat(1 + n % 5).chars().collect()).collect();
        for _ in 0..2 {
            for table in 0..2 {
                for word in &words {
                    let found = memo.get(table, word, || (table, word.clone()));
                    assert_eq!(*found, (table, word.clone()));
                }
            }
        }
    }

    #[test]
    fn a_word_that_came_before_is_not_looked_up_again() {
        let mut memo = Memo::default();
        assert_eq!(*memo.get(0, &['a', 'b'], || 1), 1);
        assert_eq!(*memo.get(0, &['a', 'b'], || 2), 1);
        let long = ['x'; LONGEST + 1];
        assert_eq!(*memo.get(0, &long, || 3), 3);
        assert_eq!(*memo.get(0, &long, || 4), 4);
    }
}
