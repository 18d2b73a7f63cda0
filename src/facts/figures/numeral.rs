//! Composes numerals: `two hundred and thirty-four`, `3億5000万`, `half a million`, `2 1/2`.
//!
//! The grammar is the one that additive-multiplicative numeral systems share: words below a
//! multiplier add up, a multiplier (hundred, 百) multiplies inside a group, a scale (million, 億)
//! closes the group. Which word is which comes from the language's tables.

use super::tokens::{TokenKind, Tokens};
use super::{Readings, Weight};
use super::{literal, parts};
use crate::facts::{Value, is_katakana, is_unspaced};
use crate::lexicon::{Kinds, Sense};
use crate::locale::Locale;
use crate::units::Unit;

/// A numeral and the tokens it takes.
#[derive(Debug)]
pub(super) struct Numeral {
    /// The token after the last.
    pub(super) end: usize,
    pub(super) readings: Readings,
    pub(super) weight: Weight,
    pub(super) form: Form,
    /// Whether it names no number of its own: several, 数百万, a bare million.
    pub(super) vague: bool,
}

/// What a numeral is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Digits alone: the only form that may be a year or a day of the month by its looks.
    Digits,
    /// Digits with a scale word.
    Scaled,
    /// Words.
    Words,
    /// A place in a sequence, as a word.
    Ordinal,
    /// A part of a whole: half, two thirds.
    Part,
}

/// What a word means that a number before it counts.
pub(super) const MULTIPLIES: Kinds =
    Kinds::MULTIPLIER.and(Kinds::SCALE).and(Kinds::COLLECTIVE).and(Kinds::PART);

/// The sum so far, in three storeys.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sum {
    /// Closed by scales.
    pub(super) total: Option<Value>,
    /// Closed by multipliers.
    pub(super) group: Option<Value>,
    /// Waiting for what comes.
    pub(super) current: Option<Value>,
}

impl Sum {
    pub(super) fn value(self) -> Option<Value> {
        let mut parts = [self.total, self.group, self.current].into_iter().flatten();
        let first = parts.next()?;
        parts.try_fold(first, Value::add)
    }

    pub(super) fn open(self) -> Option<Value> {
        Self { total: None, ..self }.value()
    }
}

/// The numeral that begins at token `start`, if one does.
pub(super) fn parse(tokens: Tokens<'_>, start: usize, locale: &Locale) -> Option<Numeral> {
    if let Some(numeral) = literal::alone(tokens, start, &locale.digits) {
        return Some(numeral);
    }
    let mut reader = Reader {
        tokens,
        at: start,
        sum: Sum::default(),
        words: 0,
        literals: 0,
        scaled: false,
        vague: false,
        closed: false,
        places: 0,
        alternatives: Readings::new(),
    };
    reader.article();
    while reader.step(locale) {}
    reader.finish(start, locale)
}

#[derive(Clone)]
pub(super) struct Reader<'a> {
    pub(super) tokens: Tokens<'a>,
    pub(super) at: usize,
    pub(super) sum: Sum,
    pub(super) words: u32,
    pub(super) literals: u32,
    pub(super) scaled: bool,
    pub(super) vague: bool,
    /// How many of its parts are places in a sequence.
    pub(super) places: u32,
    /// Whether the last word was a scale of a million or more, after which a small number begins a
    /// new one unless a word joins it.
    pub(super) closed: bool,
    /// Further readings of the last literal, as long as nothing composed with it.
    pub(super) alternatives: Readings,
}

impl Reader<'_> {
    /// `a million`, `half a dozen`: an article counts only before something that needs a number.
    fn article(&mut self) {
        if self.tokens.means(self.at, Kinds::ARTICLE) && self.multiplies(self.at + 1) {
            self.sum.current = Some(Value::ONE);
            self.at += 1;
        }
    }

    pub(super) fn multiplies(&self, at: usize) -> bool {
        self.tokens.means(at, MULTIPLIES)
    }

    /// Takes one more token or group of tokens into the numeral; `false` if it ends here.
    pub(super) fn step(&mut self, locale: &Locale) -> bool {
        let Some(token) = self.tokens.get(self.at) else {
            return false;
        };
        if token.kind == TokenKind::Literal {
            return self.literal(locale);
        }
        if let TokenKind::Mark(c) = token.kind
            && let Some(part) = parts::vulgar(c)
        {
            return self.vulgar(part);
        }
        if self.began() && !self.near() {
            return false;
        }
        let at = self.at;
        let mut senses = self.tokens.senses(at);
        let taken = senses.any(|sense| match *sense {
            Sense::Cardinal(n) if n >= 1000 && n % 1000 == 0 => self.product(n),
            Sense::Cardinal(n) => {
                let taken = self.cardinal(Value::int(n as i64), n, locale).is_some();
                taken && self.after_digits(locale)
            }
            Sense::Multiplier(m) => self.multiplier(m),
            // An abbreviation is no number of its own: M. Dupont.
            Sense::Scale(_) if !self.began() && self.is_short(at) && !self.counts(at + 1) => false,
            Sense::Scale(_) if self.is_short(at) && self.in_a_code() => false,
            Sense::Scale(e) => self.scale(e),
            Sense::ScaleBefore(e) => self.scale_before(e, locale),
            Sense::Ordinal(n) => self.leading_place(n, locale),
            Sense::AttachedScale(e) => self.attached(e),
            Sense::Vague => self.vaguely(),
            _ => false,
        });
        if taken {
            self.at = self.at.max(at + 1);
            return true;
        }
        self.joined(locale)
    }

    fn is_short(&self, at: usize) -> bool {
        let word = self.tokens.folded(at);
        word.len() <= 2 && !word.iter().any(|&c| is_unspaced(c))
    }

    pub(super) fn began(&self) -> bool {
        self.words + self.literals > 0 || self.sum.current.is_some()
    }

    /// Whether the token at hand is close enough to the one before to belong to one numeral.
    pub(super) fn near(&self) -> bool {
        self.tokens.before(self.at).is_some_and(|before| {
            self.tokens.get(self.at).is_some_and(|t| t.start - before.end <= 2)
        })
    }

    fn literal(&mut self, locale: &Locale) -> bool {
        if self.began() && !self.goes_on_with_literal(locale) {
            return false;
        }
        let text = self.tokens.folded(self.at);
        let readings = literal::readings(text, &locale.digits);
        let Some(&best) = readings.first() else {
            return false;
        };
        self.sum.current = Some(best);
        self.alternatives = readings;
        self.literals += 1;
        self.at += 1;
        self.power_of_ten();
        self.fraction();
        self.tokenized_decimals(locale);
        if locale.style.middle_dot_decimals {
            self.middle_dot();
        }
        true
    }

    /// Whether the literal at hand goes on with the numeral before it.
    #[inline(never)]
    fn goes_on_with_literal(&self, locale: &Locale) -> bool {
        let at = self.at;
        // `3億5000万`, and with spaces `1 万 6 千`.
        let goes_on = self.tokens.touches(at)
            || (self.unspaced_before(at) && (self.multiplies(at + 1) || self.fills(at, locale)));
        let after_scale = self.scaled && self.sum.current.is_none() && goes_on;
        // `3천5백만`, `4천3백21`: digits before and after each of several multipliers.
        let after_multiplier = self.sum.current.is_none()
            && self.near()
            && self.unspaced_before(at)
            && (self.tokens.touches(at)
                || (self.tokens.touches(at + 1) && self.multiplies_alone(at + 1)))
            && self.sum.group.is_some_and(|group| self.is_smaller(at, group, locale));
        // `85 milyon 372 bin 377`: digits before each of several scales, with spaces.
        let before_scale = self.scaled && self.near() && self.is_smaller_scale(at, locale);
        // `数10億`: vague, but a number.
        let after_vague = self.vague && self.words == 0 && self.literals == 0;
        after_scale || after_multiplier || before_scale || after_vague
    }

    /// Whether the token at `at` multiplies and is no compound such as 백만, which may be read in two
    /// ways behind a greater multiplier.
    fn multiplies_alone(&self, at: usize) -> bool {
        // A table may have the word with the space that follows it.
        matches!(self.tokens.folded(at), [_] | [_, ' '])
            && self.tokens.means(at, Kinds::MULTIPLIER.and(Kinds::SCALE))
    }

    /// Goes on after a numeral in positional kanji: 六三・五パーセント.
    fn after_digits(&mut self, locale: &Locale) -> bool {
        if locale.style.middle_dot_decimals && self.tokens.is_mark(self.at + 1, '・') {
            self.at += 1;
            self.middle_dot();
        }
        true
    }

    pub(super) fn unspaced_before(&self, at: usize) -> bool {
        self.tokens.before(at).is_some_and(|t| is_unspaced(self.tokens.chars.folded[t.end - 1]))
    }

    fn cardinal(&mut self, value: Value, n: u64, locale: &Locale) -> Option<()> {
        if locale.style.last_digit_in_next_place
            && let Some(digit) = self.next_place(n)
        {
            let sum = self.sum.current.map_or(Some(digit), |current| current.add(digit));
            self.sum.current = Some(sum?);
            self.words += 1;
            return Some(());
        }
        let joined = match self.sum.current {
            // 一千零五十: the zero joins.
            None if n == 0 && (self.sum.group.is_some() || self.sum.total.is_some()) => None,
            // "A million four years ago" is a million, and four years.
            None if self.closed && n < 100 && self.counts_what_follows() => None,
            None => Some(value),
            Some(_) if self.literals > 0 => None,
            // `三千五百`, where 三千 is one word: it is closed by what multiplies the next.
            Some(current) if self.starts_smaller(current) => {
                self.sum.group = Some(self.sum.group.map_or(Some(current), |g| g.add(current))?);
                Some(value)
            }
            Some(current) => self.extend(current, n),
        };
        self.sum.current = Some(joined?);
        self.words += 1;
        Some(())
    }

    /// Whether the word at hand is multiplied into something smaller than `current`.
    fn starts_smaller(&self, current: Value) -> bool {
        self.tokens.touches(self.at + 1)
            && self.tokens.senses(self.at + 1).any(|s| match *s {
                Sense::Multiplier(m) => current >= Value::int(i64::from(m) * 10),
                _ => false,
            })
    }

    /// `一万三` and `二百五`, where a last digit without a zero before it stands in the next place:
    /// 13,000 and 250.
    fn next_place(&self, n: u64) -> Option<Value> {
        let lowest = self.sum.current.or(self.sum.group).or(self.sum.total)?;
        let place = lowest.last_place().power_of_ten().filter(|&power| power >= 2)?;
        // 亿零 and 零六 may be one word each.
        let digit = (1..10).contains(&n) && self.tokens.folded(self.at).len() == 1;
        let last = digit && self.tokens.near(self.at) && !self.after_zero();
        let goes_on = self.tokens.near(self.at + 1)
            && self.tokens.means(self.at + 1, Kinds::CARDINAL.and(MULTIPLIES));
        (last && !goes_on).then(|| Value::int(n as i64).scale(place - 1)).flatten()
    }

    fn after_zero(&self) -> bool {
        let Tokens { list, chars, lexicon } = self.tokens;
        let before = list.get(self.at).and_then(|token| token.start.checked_sub(1));
        before.is_some_and(|at| lexicon.is_word(chars.folded[at], &Sense::Cardinal(0)))
    }

    fn is_zero(&self, at: usize) -> bool {
        self.tokens.is(at, &Sense::Cardinal(0))
    }

    /// Whether a word follows the token at hand that it may count, and that is no part of a number.
    fn counts_what_follows(&self) -> bool {
        let next = self.at + 1;
        let word = self.tokens.get(next).is_some_and(|t| !matches!(t.kind, TokenKind::Mark(_)));
        word && !self.multiplies(next) && !self.is_power_place(next)
    }

    /// `twenty` and `five` add up; `二` `〇` `二` `四` stand in their places.
    fn extend(&self, current: Value, n: u64) -> Option<Value> {
        let before = current.to_i64()?;
        if before == 0 && self.words == 1 && self.at == 1 {
            // `cero tres`, 零十三; after other words it may end a number.
            return Some(Value::int(n as i64));
        }
        let positional = self.tokens.touches(self.at)
            && self.tokens.folded(self.at).iter().all(|&c| is_unspaced(c));
        // Each token before was one digit; 三百 in one token is no 300 that waits for a place.
        let digits = 10i64.checked_pow(self.words).is_some_and(|limit| before < limit);
        if positional && n < 10 && digits {
            return Value::int(before).scale(1)?.add(Value::int(n as i64));
        }
        let n = n as i64;
        // `nineteen eighty`, a year in pairs.
        if (13..=20).contains(&before) && (10..100).contains(&n) {
            return Some(Value::int(before * 100 + n));
        }
        let hundreds = (100..1000).contains(&before) && before % 100 == 0 && (1..100).contains(&n);
        if hundreds {
            return Some(Value::int(before + n));
        }
        let tens = before >= 20 && before % 10 == 0 && before % 100 != 0 && (1..10).contains(&n);
        // A dual: two thousand in one word.
        let thousands = before >= 1000 && before % 1000 == 0 && (1..1000).contains(&n);
        (tens || thousands).then(|| Value::int(before + n))
    }

    fn multiplier(&mut self, m: u32) -> bool {
        // `34 cents`: right after digits the unit is likelier.
        let unit = self.tokens.means(self.at, Kinds::UNIT.and(Kinds::MULTIPLE));
        if self.literals > 0 && unit && !self.scaled {
            return false;
        }
        let factor = self.sum.current.filter(|v| *v != Value::ZERO).unwrap_or(Value::ONE);
        let Some(product) = factor.mul(Value::int(i64::from(m))) else {
            return false;
        };
        // `二百三百` is no number: a multiplier must be smaller than what the group holds.
        if self.sum.group.is_some_and(|g| g.abs().to_f64() < f64::from(m)) {
            return false;
        }
        self.sum.group = match self.sum.group {
            None => Some(product),
            Some(group) => group.add(product),
        };
        self.sum.current = None;
        let many = Value::int(i64::from(m));
        self.alternatives = self.alternatives.iter().filter_map(|v| v.mul(many)).collect();
        self.words += 1;
        true
    }

    /// `$10m`, `10K`. A letter that is also a unit scales only an amount of money.
    fn attached(&mut self, exponent: u8) -> bool {
        let at = self.at;
        // In a cell that holds nothing else it may stand apart: `-2.5 M`.
        let cell = at <= 2 && self.tokens.list.len() == at + 1;
        let attached = self.tokens.touches(at) || cell;
        if self.literals == 0 || !attached || self.scaled || self.in_a_code() {
            return false;
        }
        let unit = self.tokens.means(at, Kinds::UNIT);
        let money = |at: usize| {
            self.tokens.senses(at).any(|s| matches!(s, Sense::UnitBefore(Unit::Currency(_))))
        };
        let Some(first) = at.checked_sub(1) else { return false };
        let price = first.checked_sub(1).is_some_and(money)
            || (first >= 3 && self.range_before(first) && money(first - 3));
        // A capital is a scale where the unit is written small: 3M users, 3m long.
        let capital =
            self.tokens.get(at).is_some_and(|t| self.tokens.chars.raw[t.start].is_uppercase());
        if unit && !price && !capital {
            return false;
        }
        let bare = self.sum.current.filter(|_| !price);
        let scaled = self.scale(exponent);
        self.alternatives.extend(bare);
        scaled
    }

    /// Whether the literal before the token at hand goes on with letters that mean nothing: the 30
    /// of CH30MN.
    fn in_a_code(&self) -> bool {
        let Some(literal) = self.at.checked_sub(1) else { return false };
        let letters = self.tokens.before(literal).is_some_and(|t| t.kind == TokenKind::Other);
        letters && self.tokens.touches(literal) && self.tokens.touches(self.at)
    }

    /// Whether the token at `at` ends a range of two literals: the 15 of `$10-15m`.
    fn range_before(&self, at: usize) -> bool {
        self.tokens.is_literal(at - 2)
            && (self.tokens.is_mark(at - 1, '-') || self.tokens.is_mark(at - 1, '–'))
    }

    /// `30余万`, `several million`, `multi-million`: skips the vague word before what multiplies.
    fn vaguely(&mut self) -> bool {
        let next = self.at + 1;
        let next = next + usize::from(self.tokens.is_mark(next, '-') && self.tokens.touches(next));
        let literal = self.tokens.is_literal(next) && self.tokens.touches(next) && !self.began();
        if !self.multiplies(next) && !literal {
            return false;
        }
        self.vague |= !self.began();
        self.at = next;
        true
    }

    /// `two hundred and five`, `twenty-five`, `one and a half million`.
    fn joined(&mut self, locale: &Locale) -> bool {
        if self.words == 0 && self.literals == 0 {
            return false;
        }
        let at = self.at;
        let kinds = self.tokens.kinds(at);
        // `veinte con tres quintos`
        if kinds.any(Kinds::MIXED) && self.and_a_part(at + 1) {
            return true;
        }
        if kinds.any(Kinds::DECIMAL_WORD) {
            return self.decimal_word(at, locale);
        }
        let tokens = self.tokens;
        let hyphen_at = |at: usize| tokens.is_mark(at, '-') && tokens.touches(at);
        let hyphen = hyphen_at(at) && tokens.touches(at + 1);
        let word_at = at + usize::from(hyphen);
        // 一千零五十, 1千零20: the zero joins.
        let zero = self.is_zero(at) && tokens.touches(at) && tokens.touches(at + 1);
        let word = zero || self.tokens.means(word_at, Kinds::JOINER);
        if !hyphen && !word {
            return self.evidence_of_a_part(at);
        }
        if word && self.and_a_part(word_at + 1) {
            return true;
        }
        if word && !hyphen && self.hundred_and(word_at + 1) {
            return true;
        }
        // `mpepepem-abiasa-na-mpem`.
        let next = word_at + usize::from(word);
        let next = next + usize::from(word && hyphen && hyphen_at(next));
        let cardinal = self.tokens.sense(next, Kinds::CARDINAL, |s| match *s {
            Sense::Cardinal(n) => Some(n),
            _ => None,
        });
        let room = self.room();
        let fits = cardinal.is_some_and(|n| match self.sum.current {
            // `twenty-five`, but not `two-three`.
            Some(current) => {
                let hundreds = word && current.last_place() >= Value::int(100);
                (hyphen || hundreds) && self.literals == 0 && self.extend(current, n).is_some()
            }
            // `two hundred and five`, `mil e quinhentos`, `huszonötezer-háromszáz`.
            None => (word || self.literals == 0) && Value::int(n as i64) < room,
        });
        let power = self.tokens.senses(next).any(|s| match *s {
            // `mil e cem`, a bare hundred behind a thousand.
            Sense::Multiplier(m) => hyphen || (word && Value::int(i64::from(m)) < room),
            Sense::Scale(_) => hyphen,
            // `milioni tisini, elfu mia tatu`.
            Sense::ScaleBefore(e) => Value::ONE.scale(i16::from(e)).is_some_and(|v| v < room),
            _ => false,
        });
        // `5 ملايين و300 ألف`: a joiner before digits that have their own scale.
        let scaled = locale.style.joiner_before_scales && self.tokens.means(next + 1, Kinds::SCALE);
        let digits = if zero {
            self.sum.current.is_none() && self.tokens.is_literal(next)
        } else {
            word && scaled && self.scaled && self.is_smaller_scale(next, locale)
        };
        if !fits && !power && !digits {
            return false;
        }
        self.at = next;
        self.closed = false;
        let went_on = self.step(locale);
        if !went_on {
            self.at = at;
        }
        went_on
    }

    fn finish(mut self, start: usize, locale: &Locale) -> Option<Numeral> {
        if let Some(numeral) = self.place(locale).or_else(|| self.ordinal_or_part(start)) {
            return Some(numeral);
        }
        let composed = self.words > 0 || self.literals > 0;
        let Some(value) = self.sum.value().filter(|_| composed) else {
            return self.collective(start);
        };
        let mut readings = Readings::new();
        readings.push(value);
        readings.extend(self.alternatives.iter().copied().filter(|v| *v != value));
        let mut weight = if self.literals > 0 && !self.vague {
            Weight::Strong
        } else {
            self.word_weight(start, value)
        };
        if let Some(bundle) = self.bundle() {
            // `two dozen` is 24, and also 2 where the other side keeps the dozen.
            self.at += 1;
            // `three hundred and two dozen` counts the two alone in dozens.
            let words = self.literals == 0;
            let last = parts::last_part(value).filter(|_| words);
            let apart = last.and_then(|(whole, last)| last.mul(bundle)?.add(whole));
            let multiples: Readings = readings.iter().filter_map(|v| v.mul(bundle)).collect();
            readings = multiples.into_iter().chain(apart).chain([value]).collect();
            weight = weight.max(self.word_weight(start, readings[0]));
        }
        readings.truncate(4);
        let form = match (self.literals, self.words) {
            _ if self.places > 0 => Form::Ordinal,
            (0, _) => Form::Words,
            (_, 0) => Form::Digits,
            _ => Form::Scaled,
        };
        let bare =
            self.words < 2 && self.literals == 0 && (self.scaled || self.sum.group.is_some());
        Some(Numeral { end: self.at, readings, weight, form, vague: self.vague || bare })
    }

    /// Words raise only where they cannot be anything else: compound, scaled, or at least 13, and
    /// in a script that writes words apart. `一` and `이` stand inside too many other words.
    fn word_weight(&self, start: usize, value: Value) -> Weight {
        let unspaced = self.tokens.folded(start).iter().any(|&c| is_unspaced(c));
        let bare = self.words < 2 && (self.scaled || self.sum.group.is_some());
        if unspaced || bare || self.vague {
            return Weight::Weak;
        }
        if self.words > 1 || value.abs() >= Value::int(13) { Weight::Strong } else { Weight::Weak }
    }

    fn bundle(&self) -> Option<Value> {
        let near = self.tokens.get(self.at).is_some() && self.near();
        self.tokens.sense(self.at, Kinds::COLLECTIVE, |s| match *s {
            Sense::Collective(n) if near => Some(Value::int(i64::from(n))),
            _ => None,
        })
    }

    /// `a dozen`, and `dozens`, which other languages count in tens.
    #[inline(never)]
    fn collective(&self, start: usize) -> Option<Numeral> {
        let article = self.tokens.means(start, Kinds::ARTICLE);
        let at = start + usize::from(article);
        let bundle = self.tokens.folded(at);
        if bundle.iter().any(|&c| is_unspaced(c) && !is_katakana(c)) {
            return None;
        }
        let tens = (!article).then(|| Value::int(10));
        self.tokens.sense(at, Kinds::COLLECTIVE, |s| match *s {
            Sense::Collective(n) => Some(Numeral {
                end: at + 1,
                readings: [Value::int(i64::from(n)), Value::ONE].into_iter().chain(tens).collect(),
                weight: Weight::Weak,
                form: Form::Words,
                vague: true,
            }),
            _ => None,
        })
    }
}
