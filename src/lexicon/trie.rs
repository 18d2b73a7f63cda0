//! A trie over characters. All its steps stand in one hash table, so that each takes one look; a
//! string goes its own way only as far as others go with it, and the rest is compared at once.

/// The strings of a table and how they begin.
#[derive(Debug, Default)]
pub(super) struct Trie {
    /// An open-addressing table at most three quarters full.
    steps: Vec<Step>,
    shift: u32,
    starts: Starts,
    /// The rests of the strings that go alone, each with NUL behind it.
    rests: Vec<char>,
}

/// One character further.
#[derive(Debug, Clone, Copy, Default)]
struct Step {
    /// The node it starts from, and the character.
    key: u64,
    to: To,
    /// What the way up to here, with its rest, is.
    end: End,
}

/// Where a step leads.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct To(u32);

impl To {
    /// Nowhere: a free place of the table, since no step leads to the root.
    const NOWHERE: Self = Self(0);

    fn node(node: u32) -> Self {
        Self(node << 1)
    }

    /// To the end of a string with a rest, which begins there in the list of rests.
    fn rest(start: usize) -> Self {
        Self((start as u32) << 1 | 1)
    }

    /// The node, or the start of the rest.
    #[inline]
    fn split(self) -> Result<u32, usize> {
        if self.0 & 1 == 0 { Ok(self.0 >> 1) } else { Err((self.0 >> 1) as usize) }
    }
}

/// What a string of characters is: one of the table by its index, or only a part of one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct End(u32);

impl End {
    fn of(index: u32) -> Self {
        Self(index + 1)
    }

    #[inline]
    fn index(self) -> Option<u32> {
        self.0.checked_sub(1)
    }
}

impl Trie {
    /// The trie of these strings, which are sorted; each is known by its index.
    pub(super) fn new(strings: &[&str]) -> Self {
        let (mut steps, mut rests) = (Vec::<Step>::new(), Vec::new());
        // The nodes on the way of the last string.
        let mut path = vec![0];
        let mut shared = 0;
        for (at, &string) in strings.iter().enumerate() {
            let with_next = strings.get(at + 1).map_or(0, |next| common(string, next));
            path.truncate(shared + 1);
            let mut chars = string.chars().skip(shared);
            while path.len() <= shared.max(with_next) + 1
                && let Some(c) = chars.next()
            {
                let node = steps.len() as u32 + 1;
                let key = key(path[path.len() - 1], c);
                steps.push(Step { key, to: To::node(node), end: End::default() });
                path.push(node);
            }
            if let Some(last) = steps.last_mut() {
                last.end = End::of(at as u32);
                if let Some(c) = chars.next() {
                    last.to = To::rest(rests.len());
                    rests.push(c);
                    rests.extend(chars.chain(['\0']));
                }
            }
            shared = with_next;
        }
        let mut starts = Starts::default();
        for string in strings {
            starts.add(string);
        }
        Self::of_steps(&steps, rests, starts)
    }

    fn of_steps(steps: &[Step], rests: Vec<char>, starts: Starts) -> Self {
        let size = (steps.len() * 4 / 3).next_power_of_two().max(2);
        let mut trie = Self {
            steps: vec![Step::default(); size],
            shift: u64::BITS - size.trailing_zeros(),
            starts,
            rests,
        };
        for step in steps {
            let mut at = trie.first_place(step.key);
            while trie.steps[at].to != To::NOWHERE {
                at = (at + 1) & (size - 1);
            }
            trie.steps[at] = *step;
        }
        trie
    }

    /// Whether a text that goes on with these characters may begin with any string: a quick no.
    #[inline]
    pub(super) fn may_begin(&self, text: [char; 3]) -> bool {
        self.starts.may_hold(text)
    }

    /// Which string a character alone is.
    pub(super) fn of_char(&self, c: char) -> Option<u32> {
        let alone = self.step(key(0, c)).filter(|step| step.to.split().is_ok());
        alone.and_then(|step| step.end.index())
    }

    /// Calls `found` with the strings that `text` begins with, the shortest first: the length of
    /// each, and which it is.
    #[inline]
    pub(super) fn prefixes(&self, text: &[char], mut found: impl FnMut(usize, u32)) {
        let (mut node, mut length) = (Some(0), 0);
        while let (Some(from), Some(&c)) = (node, text.get(length)) {
            let Some(step) = self.step(key(from, c)) else { return };
            length += 1;
            node = match step.to.split() {
                Ok(next) => Some(next),
                Err(rest) => {
                    let Some(more) = self.rest_in(rest, &text[length..]) else { return };
                    length += more;
                    None
                }
            };
            if let Some(index) = step.end.index() {
                found(length, index);
            }
        }
    }

    /// The length of the rest that begins at `start`, if `text` begins with it.
    #[inline(never)] // Few strings are gone through so far.
    fn rest_in(&self, start: usize, text: &[char]) -> Option<usize> {
        let rest = self.rests.get(start..)?;
        let same = rest.iter().zip(text).take_while(|(a, b)| a == b).count();
        (rest.get(same) == Some(&'\0')).then_some(same)
    }

    #[inline]
    fn step(&self, key: u64) -> Option<Step> {
        let mut at = self.first_place(key);
        loop {
            let step = self.steps[at];
            if step.to == To::NOWHERE {
                return None;
            }
            if step.key == key {
                return Some(step);
            }
            at = (at + 1) & (self.steps.len() - 1);
        }
    }

    /// Where the search for `key` begins (Fibonacci hashing).
    #[inline]
    fn first_place(&self, key: u64) -> usize {
        (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> self.shift) as usize
    }
}

/// How many characters two strings have in common at their beginning.
fn common(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count()
}

/// How the strings begin: a quick no for most places of a text, from three of its characters.
#[derive(Debug)]
struct Starts {
    /// A bit for each character of the basic plane: whether a string begins with it.
    first: Box<[u64; 1024]>,
    /// The same, whether it is a string.
    alone: Box<[u64; 1024]>,
    /// For each first two characters, a bit for the third.
    next: Box<[u64; PAIRS]>,
}

/// How many classes of two characters are told apart.
const PAIRS: usize = 1024;

impl Default for Starts {
    fn default() -> Self {
        let none = || Box::new([0; 1024]);
        Self { first: none(), alone: none(), next: Box::new([0; PAIRS]) }
    }
}

impl Starts {
    fn add(&mut self, string: &str) {
        let mut chars = string.chars();
        let Some(first) = chars.next() else { return };
        set(&mut self.first, first);
        match (chars.next(), chars.next()) {
            (None, _) => set(&mut self.alone, first),
            (Some(second), None) => self.next[pair(first, second)] = u64::MAX,
            (Some(second), Some(third)) => {
                self.next[pair(first, second)] |= 1 << (u32::from(third) & 63);
            }
        }
    }

    #[inline]
    fn may_hold(&self, [first, second, third]: [char; 3]) -> bool {
        holds(&self.first, first)
            && (holds(&self.alone, first)
                || self.next[pair(first, second)] & (1 << (u32::from(third) & 63)) != 0)
    }
}

fn set(bits: &mut [u64; 1024], c: char) {
    if let Some(bits) = bits.get_mut((u32::from(c) >> 6) as usize) {
        *bits |= 1 << (u32::from(c) & 63);
    }
}

/// Whether a character is in the set, or beyond the basic plane.
#[inline]
fn holds(bits: &[u64; 1024], c: char) -> bool {
    let code = u32::from(c);
    bits.get((code >> 6) as usize).is_none_or(|bits| bits & (1 << (code & 63)) != 0)
}

#[inline]
fn pair(first: char, second: char) -> usize {
    (u32::from(first).wrapping_mul(0x9e37_79b9) ^ u32::from(second).wrapping_mul(0x85eb_ca6b))
        as usize
        >> 8
        & (PAIRS - 1)
}

#[inline]
fn key(node: u32, c: char) -> u64 {
    u64::from(node) << 32 | u64::from(u32::from(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(trie: &Trie, text: &str) -> Vec<(usize, u32)> {
        let text: Vec<char> = text.chars().collect();
        let mut all = Vec::new();
        trie.prefixes(&text, |length, index| all.push((length, index)));
        all
    }

    #[test]
    fn all_strings_at_the_start_of_a_text_are_found() {
        let trie = Trie::new(&["a", "ab", "abcd", "abcx", "b", "long", "年", "年度"]);
        assert_eq!(found(&trie, "abcde"), [(1, 0), (2, 1), (4, 2)]);
        assert_eq!(found(&trie, "abcx"), [(1, 0), (2, 1), (4, 3)]);
        assert_eq!(found(&trie, "abc"), [(1, 0), (2, 1)]);
        assert_eq!(found(&trie, "b年"), [(1, 4)]);
        assert_eq!(found(&trie, "longer"), [(4, 5)]);
        assert_eq!(found(&trie, "年度"), [(1, 6), (2, 7)]);
        for text in ["lon", "lone", "l", "cab", "", "\0", "long".get(1..).unwrap_or_default()] {
            assert_eq!(found(&trie, text), [], "{text}");
        }
        for text in [['a', 'x', 'y'], ['l', 'o', 'n'], ['年', '度', '\0'], ['𠀋', 'a', 'b']] {
            assert!(trie.may_begin(text), "{text:?}");
        }
        assert!(!trie.may_begin(['c', 'a', 'b']) && !trie.may_begin(['l', 'o', '\0']));
        assert_eq!(trie.of_char('年'), Some(6));
        assert_eq!(trie.of_char('l'), None);
        assert_eq!(found(&Trie::new(&[]), "a"), []);
    }

    #[test]
    fn each_of_many_strings_is_found_in_its_place() {
        let words: Vec<String> = (0..2_000u32).map(|n| format!("{:b}-{n}", n % 64)).collect();
        let mut sorted: Vec<&str> = words.iter().map(String::as_str).collect();
        sorted.sort_unstable();
        let trie = Trie::new(&sorted);
        for (index, word) in sorted.iter().enumerate() {
            let whole = (word.chars().count(), index as u32);
            assert_eq!(found(&trie, word).last(), Some(&whole), "{word}");
        }
    }
}
