//! Readers of translation files.

use crate::error::Error;
use crate::text::{Place, Text};
use crate::unit::{Pair, Side, Unit};
use std::path::PathBuf;
use std::sync::Arc;

/// What is to be read.
#[derive(Debug, Clone, Default)]
pub struct Request {
    pub paths: Vec<PathBuf>,
    pub source: Option<PathBuf>,
    pub target: Option<PathBuf>,
    pub source_lang: Option<String>,
    pub target_lang: Option<String>,
    pub format: Option<String>,
    pub encoding: Option<String>,
}

/// What a reader yields.
#[derive(Debug)]
pub enum Item {
    Unit(Unit),
    Problem(Problem),
}

#[derive(Debug, Clone)]
pub struct Problem {
    pub file: Arc<str>,
    pub place: Option<Place>,
    pub message: String,
    pub kind: ProblemKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProblemKind {
    Damage,
    Unreadable,
    Notice,
}

pub struct Reader {
    items: std::vec::IntoIter<Item>,
}

impl Reader {
    pub fn skipped(&self) -> u64 {
        0
    }
}

impl Iterator for Reader {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        self.items.next()
    }
}

pub fn open(request: &Request) -> Result<Reader, Error> {
    let (Some(source), Some(target)) = (&request.source, &request.target) else {
        return Err(Error::NoInput);
    };
    let read = |p: &PathBuf| std::fs::read_to_string(p).map_err(|e| Error::Read(p.clone(), e));
    let (a, b) = (read(source)?, read(target)?);
    let sl: Arc<str> = request.source_lang.as_deref().unwrap_or("en").into();
    let tl: Arc<str> = request.target_lang.as_deref().unwrap_or("ja").into();
    let file: Arc<str> = target.display().to_string().into();
    let items = a
        .lines()
        .zip(b.lines())
        .map(|(a, b)| {
            Item::Unit(Unit {
                key: None,
                file: file.clone(),
                document: file.clone(),
                notes: vec![],
                pairs: vec![Pair {
                    source: Side { lang: sl.clone(), text: Text::from(a) },
                    target: Some(Side { lang: tl.clone(), text: Text::from(b) }),
                    plural: None,
                }],
            })
        })
        .collect::<Vec<_>>();
    Ok(Reader { items: items.into_iter() })
}
