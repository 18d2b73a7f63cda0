//! A glossary proposed from a job: the names that come again, each with its most frequent rendering.

use crate::checks::{CHECKS, Need};
use crate::document::Document;
use crate::document::names::NameRecord;
use crate::facts::Manner;
use std::sync::Arc;

/// A name and how the job renders it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Proposal {
    /// The language of the renderings.
    pub(crate) lang: Arc<str>,
    /// The name, as the source has it.
    pub(crate) name: String,
    /// Its most frequent rendering, and of equals the first.
    pub(crate) rendering: String,
    /// How often that came.
    pub(crate) count: u32,
    /// How often any rendering came.
    pub(crate) of: u32,
    /// The other renderings, the most frequent first.
    pub(crate) others: Vec<(String, u32)>,
}

/// Whether a check has to be asked, so that names are noted.
pub(crate) fn needs(id: &str) -> bool {
    CHECKS.iter().any(|check| check.id == id && check.needs.contains(&Need::Names))
}

/// The proposals of a job: names that were rendered at least `least` times, the most frequent first.
pub(crate) fn propose(job: Document, least: u32) -> Vec<Proposal> {
    let mut proposals = Vec::new();
    job.into_names(|lang, record| {
        proposals.extend(proposal(lang, record).filter(|proposal| proposal.of >= least));
    });
    proposals.sort_by(|a, b| (&a.lang, b.of, &a.name).cmp(&(&b.lang, a.of, &b.name)));
    proposals
}

fn proposal(lang: &Arc<str>, record: &NameRecord) -> Option<Proposal> {
    // One rendering in two contexts is one rendering here. A part of a longer word is none: where it
    // begins and ends is a guess.
    let mut renderings: Vec<(String, u32)> = Vec::new();
    for form in record.forms.iter().filter(|form| form.manner != Manner::Inside) {
        match renderings.iter_mut().find(|(text, _)| *text == form.text) {
            Some((_, count)) => *count = count.saturating_add(form.count),
            None => renderings.push((form.text.clone(), form.count)),
        }
    }
    renderings.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let of = renderings.iter().fold(0, |sum: u32, (_, count)| sum.saturating_add(*count));
    let mut renderings = renderings.into_iter();
    let (rendering, count) = renderings.next()?;
    Some(Proposal {
        lang: Arc::clone(lang),
        name: record.name.clone(),
        rendering,
        count,
        of,
        others: renderings.collect(),
    })
}
