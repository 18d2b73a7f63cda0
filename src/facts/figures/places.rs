//! Places in a sequence above a thousand: `kedua ribu`, `tres millones cincuenta y dos milésimo
//! tricentésimo`.
//!
//! Some languages make only the last word a place, some each power of ten, some every word, and some
//! put what makes it a place before the first.

use super::Weight;
use super::numeral::{Form, Numeral, Reader};
use crate::facts::Value;
use crate::lexicon::{Kinds, Sense};
use crate::locale::Locale;

impl Reader<'_> {
    /// A place at the beginning, where the language makes a number a place there and a power of ten
    /// follows.
    #[inline(never)]
    pub(super) fn leading_place(&mut self, n: u64, locale: &Locale) -> bool {
        let next = self.at + 1;
        let power = || {
            let power = |s: &Sense| matches!(s, Sense::Multiplier(_) | Sense::Scale(_));
            self.tokens.near(next) && self.tokens.senses(next).any(power)
        };
        if self.began() || n >= 1000 || !locale.lexicon.places_first() || !power() {
            return false;
        }
        self.sum.current = Some(Value::int(n as i64));
        self.words += 1;
        self.places += 1;
        true
    }

    /// The place that the numeral read so far begins: each power of ten is a place, or every part.
    #[inline(never)]
    pub(super) fn place(&self, locale: &Locale) -> Option<Numeral> {
        if self.literals > 0 || !self.tokens.means(self.link(), Kinds::ORDINAL) {
            return None;
        }
        let mut ahead = self.clone();
        // keseribu enam ratus: one place before all the rest.
        let first = locale.lexicon.places_first();
        let (mut value, mut end, mut parts, mut powers) = (None, self.at, 0, 0);
        loop {
            if let Some(power) = ahead.place_part(powers == 0) {
                (value, end) = (ahead.sum.value(), ahead.at);
                parts += 1;
                powers += u32::from(power);
            } else if parts == 0 || !ahead.step(locale) {
                break;
            } else if first {
                (value, end) = (ahead.sum.value(), ahead.at);
            }
        }
        let composed = match powers {
            0 => parts > 1 && !self.began(),
            _ => parts > 1 || self.began() || first,
        };
        let value = value.filter(|_| composed)?;
        // `cien billonésimos` are parts too: so many of what one power of ten divides.
        let count = self.sum.value().filter(|_| parts == 1 && powers == 1);
        let part = count.and_then(|count| count.div(value.div(count)?));
        let (readings, form) = ([value].into_iter().chain(part).collect(), Form::Ordinal);
        Some(Numeral { end, readings, weight: Weight::Strong, form, vague: false })
    }

    /// The token of the next part: behind a hyphen or a joiner, where one stands.
    fn link(&self) -> usize {
        let hyphen = self.tokens.is_mark(self.at, '-') && self.tokens.touches(self.at);
        let word = self.tokens.means(self.at, Kinds::JOINER);
        self.at + usize::from(self.began() && (hyphen || word))
    }

    /// Takes one place as a part of a greater one, and says whether it is a power of ten; `first`,
    /// whether there was none.
    fn place_part(&mut self, first: bool) -> Option<bool> {
        let at = self.link();
        if self.began() && !self.tokens.near(at) {
            return None;
        }
        let mut part = false;
        let mut place = None;
        for sense in self.tokens.senses(at) {
            match *sense {
                Sense::Ordinal(n) => place = Some(n),
                Sense::Part(_) => part = true,
                _ => {}
            }
        }
        let n = place?;
        let power = n.checked_ilog10().unwrap_or_default() as u8;
        let is_power = n >= 1000 && n == 10u64.pow(u32::from(power));
        let taken = if n > 1000 && n.is_multiple_of(1000) && !is_power {
            self.product(n)
        } else if is_power {
            // `two thousandth`, alone, is likelier a part of a whole.
            let alone = first && !self.tokens.means(at + 1, Kinds::ORDINAL);
            !(part && alone) && self.scale(power)
        } else {
            self.small_place(n, at)
        };
        if !taken {
            return None;
        }
        self.closed = false;
        self.places += 1;
        self.at = at + 1;
        Some(n >= 1000)
    }

    /// A place below a thousand: what a power of ten counts, the rest behind one, or what completes
    /// another place, `dvacátý pátý`.
    fn small_place(&mut self, n: u64, at: usize) -> bool {
        let value = Value::int(n as i64);
        let sum = match self.sum.current {
            // A tenth second is no twelfth, and the tenth and third are two.
            Some(tens) if self.places > 0 && at == self.at => {
                let completes = value < tens.last_place();
                let unit = self.tokens.means(at, Kinds::UNIT);
                tens.add(value).filter(|_| completes && !unit)
            }
            Some(_) => None,
            None => Some(value).filter(|v| !self.began() || *v < self.room()),
        };
        if n >= 1000 || sum.is_none() {
            return false;
        }
        self.sum.current = sum;
        self.words += 1;
        true
    }

    /// Whether a place of a power of ten stands at `at`, which may be counted: millonésimo.
    pub(super) fn is_power_place(&self, at: usize) -> bool {
        self.tokens.senses(at).any(|s| matches!(s, Sense::Ordinal(1000..)))
    }
}
