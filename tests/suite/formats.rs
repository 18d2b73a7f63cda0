//! Readers: fixtures, places, and what happens to damaged input.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod fixtures;
mod large;
mod limits;
mod mutations;
mod places;
mod recovery;

use std::io::Cursor;
use std::path::PathBuf;
use tieout::input::{self, Bytes, Item, Problem, Reader, Request};
use tieout::unit::Unit;

/// The folder of the fixtures.
fn folder() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "tests", "formats"].iter().collect()
}

fn bytes(content: &[u8]) -> Bytes {
    Box::new(Cursor::new(content.to_vec()))
}

fn request(format: &str) -> Request {
    let format = input::Format::by_name(format);
    assert!(format.is_some());
    Request { format, ..Request::default() }
}

fn read(request: &Request, name: &str, content: &[u8]) -> Reader {
    input::read(request, name, bytes(content)).unwrap()
}

/// The units and problems that a reader yields.
fn split(reader: Reader) -> (Vec<Unit>, Vec<Problem>) {
    let (mut units, mut problems) = (Vec::new(), Vec::new());
    for item in reader {
        match item {
            Item::Unit(unit) => units.push(unit),
            Item::Problem(problem) => problems.push(problem),
        }
    }
    (units, problems)
}
