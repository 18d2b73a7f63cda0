//! The `[[term]]` tables of `tieout.toml`, with the same keys as a table has columns.

use super::row::{Column, Row};
use super::{Glossary, Known, Reading};
use crate::terms::Concept;
use std::collections::BTreeMap;
use std::sync::Arc;
use toml::{Spanned, Value};

/// One `[[term]]`, with the places of its keys: the order in which languages stand says which of
/// them is the source.
pub type Entry = Spanned<BTreeMap<Spanned<String>, Value>>;

/// Reads the `[[term]]` tables of a settings file; `text` is the file, for the numbers of lines.
pub fn entries(file: &str, text: &str, terms: &[Entry], known: &Known) -> Glossary {
    let mut read = Glossary::default();
    let mut reading = Reading { file: Arc::from(file), found: &mut read };
    let langs = [known.source_lang.clone(), known.target_lang.clone()];
    for term in terms {
        let before = text.get(..term.span().start).unwrap_or(text);
        let line = before.matches('\n').count() as u32 + 1;
        match concepts(term.get_ref(), &langs) {
            Err(why) => reading.fault(line, why),
            Ok(concepts) => {
                for concept in concepts {
                    reading.concept(line, concept);
                }
            }
        }
    }
    read
}

/// What one `[[term]]` says.
fn concepts(
    table: &BTreeMap<Spanned<String>, Value>,
    langs: &[Option<String>; 2],
) -> Result<Vec<Concept>, String> {
    let cells = cells(table)?;
    let cells = cells.iter().map(|(column, values)| (column, values.clone())).collect();
    let concepts = Row { cells, langs }.concepts()?;
    if concepts.is_empty() { Err("this [[term]] has no term".to_owned()) } else { Ok(concepts) }
}

fn cells(table: &BTreeMap<Spanned<String>, Value>) -> Result<Vec<(Column, Vec<String>)>, String> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    let cell = |(key, value): (&Spanned<String>, &Value)| {
        let key = key.get_ref();
        let column = Column::named(key)
            .map_err(|why| why.replace("column", "key"))?
            .ok_or_else(|| format!("unknown key `{key}`; the keys are those of a glossary"))?;
        Ok((column, values(key, value)?))
    };
    entries.into_iter().map(cell).collect()
}

fn values(key: &str, value: &Value) -> Result<Vec<String>, String> {
    let wrong = || format!("`{key}` is a text or a list of texts");
    match value {
        Value::String(text) => Ok(vec![text.trim().to_owned()]),
        Value::Boolean(truth) => Ok(vec![truth.to_string()]),
        Value::Array(list) => list
            .iter()
            .map(|item| item.as_str().map(|text| text.trim().to_owned()).ok_or_else(wrong))
            .collect(),
        _ => Err(wrong()),
    }
}
