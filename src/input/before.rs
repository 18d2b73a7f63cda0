//! What files held before: units that are as they were are left out.

use super::Bytes;
use crate::unit::Unit;
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::sync::Arc;
use std::{fmt, io};

/// The earlier state of files; `None` for one that was not there.
type Earlier = dyn Fn(&Path) -> io::Result<Option<Bytes>> + Send + Sync;

/// Where to read what a file held before.
#[derive(Clone)]
pub struct Before(Arc<Earlier>);

impl Before {
    /// Asks this function.
    pub fn new(
        earlier: impl Fn(&Path) -> io::Result<Option<Bytes>> + Send + Sync + 'static,
    ) -> Self {
        Self(Arc::new(earlier))
    }

    /// What the file held.
    pub(super) fn bytes(&self, path: &Path) -> io::Result<Option<Bytes>> {
        (self.0)(path)
    }
}

impl fmt::Debug for Before {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Before")
    }
}

/// Units by their keys and texts, whatever their places and their order.
#[derive(Debug, Default)]
pub(super) struct Known(HashSet<u64>);

impl Known {
    pub(super) fn add(&mut self, unit: &Unit) {
        self.0.insert(hash(unit));
    }

    pub(super) fn holds(&self, unit: &Unit) -> bool {
        !self.0.is_empty() && self.0.contains(&hash(unit))
    }
}

fn hash(unit: &Unit) -> u64 {
    let mut hash = DefaultHasher::new();
    unit.key.hash(&mut hash);
    for pair in &unit.pairs {
        pair.plural.hash(&mut hash);
        pair.source.text.as_str().hash(&mut hash);
        pair.target.as_ref().map(|side| side.text.as_str()).hash(&mut hash);
    }
    hash.finish()
}
