//! The one integration test binary: one module a question, helpers in [`support`].
//!
//! Most of what is tested is data: `tests/cases` (sentences and the findings they must give),
//! `rules/` (which proves itself) and `README.md` (which is executed). `UPDATE=1 cargo test` rewrites
//! expectations in place; read the difference before you commit it.

mod align;
mod cases;
mod cldr;
mod cli;
mod fix;
mod formats;
mod invariants;
mod plurals;
mod purity;
mod quality;
mod readme;
mod registry;
mod rules;
mod run;
mod seed;
mod support;
mod terms;
mod words;
mod xlsx;
