//! How the meanings of a number word are packed into the value of its automaton. The build script
//! writes them and [`super::Numerals`] reads them.

/// Cardinals are their own code.
pub(crate) const CARDINAL: u64 = 0;
/// Ordinals by value.
pub(crate) const ORDINAL: u64 = 1000;
/// Powers of ten that a greater one may follow, by power.
pub(crate) const MULTIPLIER: u64 = 2000;
/// Powers of ten.
pub(crate) const SCALE: u64 = 2020;
/// Powers of ten that stand first.
pub(crate) const SCALE_BEFORE: u64 = 2040;
/// Ordinals of powers of ten.
pub(crate) const SCALE_ORDINAL: u64 = 2060;
/// Twice a power of ten.
pub(crate) const DUAL: u64 = 2080;
/// Words between the parts of a number.
pub(crate) const JOINER: u64 = 2100;
/// So many of a power of ten, [`COUNTS`] codes for each third power from 3 to 15.
pub(crate) const PRODUCT: u64 = 2101;
/// Places of products.
pub(crate) const PLACE_PRODUCT: u64 = PRODUCT + 5 * COUNTS;
/// How many of a power of ten there may be.
pub(crate) const COUNTS: u64 = 1000;
/// One more than the last code.
#[allow(dead_code, reason = "only the program unpacks")]
pub(crate) const CODES: u64 = PLACE_PRODUCT + 5 * COUNTS;

/// Bits for one code. Zero stands for no code, so each is stored plus one.
const BITS: u32 = 14;

/// Up to four codes in one value.
#[allow(dead_code, reason = "only the build script packs")]
pub(crate) fn pack(codes: impl Iterator<Item = u64>) -> u64 {
    codes.take(4).fold(0, |packed, code| (packed << BITS) | (code + 1))
}

/// Takes the last code out of a value.
#[allow(dead_code, reason = "only the program unpacks")]
#[inline]
pub(crate) fn pop(packed: &mut u64) -> Option<u64> {
    let code = (*packed & ((1 << BITS) - 1)).checked_sub(1);
    *packed >>= BITS;
    code
}
