//! The one integration test binary: one module a question, helpers in [`support`].
//!
//! Most of what is tested is data: `tests/cases` (sentences and the findings they must give),
//! `rules/` (which proves itself) and `README.md` (which is executed). `UPDATE=1 cargo test` rewrites
//! expectations in place; read the difference before you commit it.

mod adopt;
mod align;
#[cfg(feature = "external")]
mod browser;
mod cases;
mod cldr;
mod cli;
mod control;
mod fix;
mod formats;
mod html;
mod invariants;
mod packaging;
mod plurals;
mod purity;
mod quality;
mod readme;
mod registry;
mod reports;
mod rules;
mod run;
mod seed;
mod support;
mod terms;
mod words;
mod xlsx;
