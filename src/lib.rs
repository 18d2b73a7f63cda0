//! tieout ties out a translation with its source: every number, percentage, amount, date, ticker,
//! identifier and name, and whether the sentence still says anything at all.
//!
//! # The flow
//!
//! ```text
//! bytes ─decode─▶ text + places ─read─▶ units ─┬─ source ─read figures, names, codes─▶ facts ─┐
//!                                              └─ target ────────────────────────────▶ facts ─┴─match─▶ alignment
//!                                                                                                   │
//!     text · jsonl · sarif · html  … ◀─── level, allow, baseline ◀── findings ◀── checks ───────────┘
//! ```
//!
//! Each arrow is one module and one type, and nothing jumps an arrow: facts are read once per side
//! and matched once, and a check only asks the match a question.
//!
//! # Invariants
//!
//! Each has a test in `tests/suite/invariants.rs`.
//!
//! 1. Readers never fail as a whole: they yield units and problems. No input panics.
//! 2. Nothing in facts, matching, signals and checks does I/O, prints, reads the environment or the clock.
//! 3. Same input, same findings, same order, for any number of threads.
//! 4. Every span lies on character boundaries, and its place decodes to the same text in the file.
//! 5. Checks and matching hold no language tag; `rules/` holds no condition.
//! 6. Memory does not grow with the input beyond what a document keeps, and that is bounded.
//! 7. Silence means clean: an unknown key, an empty input, a rule that proves nothing all speak.

pub mod align;
mod attribution;
pub mod checker;
pub mod checks;
pub mod cldr;
mod company;
pub mod compare;
mod concepts;
pub mod diagnosis;
pub mod document;
pub mod error;
pub mod facts;
pub mod finding;
mod languages;
pub mod lexicon;
pub mod locale;
mod markup;
pub mod matching;
mod memo;
mod mojibake;
mod numerals;
mod placeholders;
pub mod plurals;
pub mod problem;
pub mod punctuation;
pub mod qualify;
mod repeats;
mod rewrite;
pub mod rules;
mod scan;
pub mod sentences;
pub mod signals;
pub mod stems;
pub mod suggest;
pub mod terms;
pub mod text;
pub mod tokens;
pub mod unit;
pub mod units;

#[cfg(feature = "cli")]
pub mod allow;
#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "cli")]
pub mod config;
#[cfg(feature = "cli")]
mod draft;
#[cfg(feature = "cli")]
pub mod fix;
#[cfg(feature = "formats")]
pub mod input;
#[cfg(feature = "cli")]
pub mod policy;
#[cfg(feature = "reports")]
pub mod report;
#[cfg(feature = "cli")]
pub mod run;
#[cfg(feature = "cli")]
pub mod scope;
