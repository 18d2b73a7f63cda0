//! The kinds of senses: every [`Sense`](super::Sense) is of one, whatever value it has.

use std::ops::BitOr;

/// A set of kinds of senses: what a word may mean at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Kinds(u64);

impl Kinds {
    /// `Sense::Cardinal`.
    pub const CARDINAL: Self = Self(1);
    /// `Sense::Multiplier`.
    pub const MULTIPLIER: Self = Self(1 << 1);
    /// `Sense::Scale`.
    pub const SCALE: Self = Self(1 << 2);
    /// `Sense::AttachedScale`.
    pub const ATTACHED_SCALE: Self = Self(1 << 3);
    /// `Sense::Collective`.
    pub const COLLECTIVE: Self = Self(1 << 4);
    /// `Sense::Ordinal`.
    pub const ORDINAL: Self = Self(1 << 5);
    /// `Sense::Part`.
    pub const PART: Self = Self(1 << 6);
    /// `Sense::Article`.
    pub const ARTICLE: Self = Self(1 << 7);
    /// `Sense::AndAHalf`.
    pub const AND_A_HALF: Self = Self(1 << 8);
    /// `Sense::Vague`.
    pub const VAGUE: Self = Self(1 << 9);
    /// `Sense::Unit`.
    pub const UNIT: Self = Self(1 << 10);
    /// `Sense::UnitBefore`.
    pub const UNIT_BEFORE: Self = Self(1 << 11);
    /// `Sense::Month`.
    pub const MONTH: Self = Self(1 << 12);
    /// `Sense::Weekday`.
    pub const WEEKDAY: Self = Self(1 << 13);
    /// `Sense::Era`.
    pub const ERA: Self = Self(1 << 14);
    /// `Sense::AfterNoon`.
    pub const AFTER_NOON: Self = Self(1 << 15);
    /// `Sense::ClockOffset`.
    pub const CLOCK_OFFSET: Self = Self(1 << 16);
    /// `Sense::HalfYear`.
    pub const HALF_YEAR: Self = Self(1 << 17);
    /// `Sense::Evidence`.
    pub const EVIDENCE: Self = Self(1 << 18);
    /// `Sense::Mark`.
    pub const MARK: Self = Self(1 << 19);
    /// `Sense::Atom`.
    pub const ATOM: Self = Self(1 << 20);
    /// `Sense::Joiner`.
    pub const JOINER: Self = Self(1 << 21);
    /// `Sense::ScaleBefore`.
    pub const SCALE_BEFORE: Self = Self(1 << 22);
    /// `Sense::DecimalWord`.
    pub const DECIMAL_WORD: Self = Self(1 << 23);
    /// `Sense::OrdinalSuffix`.
    pub const ORDINAL_SUFFIX: Self = Self(1 << 24);
    /// `Sense::DecadeSuffix`.
    pub const DECADE_SUFFIX: Self = Self(1 << 25);
    /// `Sense::DenominatorFirst`.
    pub const DENOMINATOR_FIRST: Self = Self(1 << 26);
    /// `Sense::WholeFirst`.
    pub const WHOLE_FIRST: Self = Self(1 << 27);
    /// `Sense::NumeratorFirst`.
    pub const NUMERATOR_FIRST: Self = Self(1 << 28);
    /// `Sense::Range`.
    pub const RANGE: Self = Self(1 << 29);
    /// `Sense::FirstYear`.
    pub const FIRST_YEAR: Self = Self(1 << 30);
    /// `Sense::Zone`.
    pub const ZONE: Self = Self(1 << 31);
    /// `Sense::PartOf`.
    pub const PART_OF: Self = Self(1 << 32);
    /// `Sense::Mixed`.
    pub const MIXED: Self = Self(1 << 33);
    /// `Sense::Multiple`.
    pub const MULTIPLE: Self = Self(1 << 34);
    /// `Sense::Discount`.
    pub const DISCOUNT: Self = Self(1 << 35);
    /// `Sense::Counter`.
    pub const COUNTER: Self = Self(1 << 36);
    /// `Sense::FiscalMonth`.
    pub const FISCAL_MONTH: Self = Self(1 << 37);

    /// `Sense::Power`.
    pub const POWER: Self = Self(1 << 38);
    /// `Sense::DenominatorMark`.
    pub const DENOMINATOR_MARK: Self = Self(1 << 39);
    /// `Sense::Closer`.
    pub const CLOSER: Self = Self(1 << 40);
    /// `Sense::NoDigit`.
    pub const NO_DIGIT: Self = Self(1 << 41);

    /// Every kind.
    pub const ALL: Self = Self(u64::MAX);

    /// What says which number a word is, or that it is none.
    pub(super) const NUMBERS: Self = Self::CARDINAL
        .and(Self::MULTIPLIER)
        .and(Self::SCALE)
        .and(Self::SCALE_BEFORE)
        .and(Self::COLLECTIVE)
        .and(Self::ORDINAL)
        .and(Self::PART)
        .and(Self::ATOM);

    /// The kinds of both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The kinds of the first that are none of the second.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether the two have a kind in common.
    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl BitOr for Kinds {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        self.and(other)
    }
}
