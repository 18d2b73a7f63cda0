//! Which columns of a table the user wants read: `--columns`.

use super::NAMELESS;
use super::header::{Columns, Header, beside, language_of, side, with_languages};
use crate::error::Error;
use crate::input::{Languages, SOURCE};
use crate::suggest::did_you_mean;

/// The roles that a column can have, as they are written.
const ROLES: [&str; 5] = ["source", "target", "key", "note", "max"];

/// Which columns of a table hold what, as the user says it: `source=en,target=ja+de,key=3`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnChoice {
    /// The columns of each of [`ROLES`].
    roles: [Vec<Column>; ROLES.len()],
}

/// A column as the user names it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Column {
    /// Its number, from 0.
    Number(usize),
    /// Its name in the first row.
    Name(String),
}

impl ColumnChoice {
    /// Reads `ROLE=COLUMN,…`: the roles are source, target, key, note and max, a column is its name or
    /// its number from 1, and several columns of target or note have `+` between them.
    pub fn parse(written: &str) -> Result<Self, Error> {
        let mut roles: [Vec<Column>; ROLES.len()] = Default::default();
        for part in written.split(',') {
            let (role, columns) = part.split_once('=').ok_or_else(|| {
                Error::Usage(format!(
                    "`{part}` names no column; write --columns source=en,target=ja,key=id"
                ))
            })?;
            let role = role.trim();
            let role = if role == "id" { "key" } else { role };
            let Some(at) = ROLES.iter().position(|known| *known == role) else {
                let hint = did_you_mean(role, ROLES.into_iter());
                let list = ROLES.join(", ");
                let message = format!("a column has no role `{role}`{hint} (the roles are {list})");
                return Err(Error::Usage(message));
            };
            let several = matches!(role, "target" | "note");
            let columns: Vec<_> = columns.split('+').map(Column::parse).collect();
            if columns.contains(&Column::Name(String::new())) || columns.contains(&NOWHERE) {
                let message = format!("`{part}` names no column: columns count from 1");
                return Err(Error::Usage(message));
            }
            if !roles[at].is_empty() || (columns.len() > 1 && !several) {
                return Err(Error::Usage(format!("only one column can be the {role}")));
            }
            roles[at] = columns;
        }
        Ok(Self { roles })
    }

    /// The columns of a table whose first row is `names`, or why there are none: what the choice
    /// leaves open is up to the names.
    pub(super) fn columns(
        &self,
        names: &[String],
        languages: &Languages,
    ) -> Result<Header, String> {
        let mut found: [Vec<usize>; ROLES.len()] = Default::default();
        for (role, columns) in self.roles.iter().enumerate() {
            for column in columns {
                found[role].push(column.index(names)?);
            }
        }
        let usual = Header::of(names, languages);
        let [source, targets, key, notes, limit] = found;
        let tags: Vec<_> = names.iter().map(|name| language_of(name)).collect();
        let by_name = self.roles.iter().flatten().any(|column| matches!(column, Column::Name(_)));
        let mut chosen = source.iter().chain(&targets);
        let by_language = chosen.any(|&at| tags.get(at).is_some_and(Option::is_some));
        let names_columns = by_name || by_language || usual.is_some();
        let (mut columns, mut complaints) = match usual {
            Some(Header { columns, complaints, .. }) => (columns, complaints),
            None if source.is_empty() || targets.is_empty() => return Err(NAMELESS.to_owned()),
            None if names_columns => (beside(names), Vec::new()),
            None => (Columns::default(), Vec::new()),
        };
        if !source.is_empty() || !targets.is_empty() {
            complaints.clear();
        }
        if let Some(&at) = source.first() {
            columns.source = at;
            columns.source_lang = side(languages, SOURCE, tags.get(at).and_then(Option::as_ref));
            columns.targets.retain(|&(target, _)| target != at);
        }
        if !targets.is_empty() {
            columns.targets = with_languages(&targets, &tags, languages);
        }
        columns.key = key.first().copied().or(columns.key);
        columns.limit = limit.first().copied().or(columns.limit);
        if !notes.is_empty() {
            columns.notes = notes;
        }
        Ok(Header { columns, names_columns, complaints })
    }
}

/// What a number that is too small is read as.
const NOWHERE: Column = Column::Number(usize::MAX);

impl Column {
    fn parse(written: &str) -> Self {
        match written.trim().parse::<usize>() {
            Ok(number) => Self::Number(number.wrapping_sub(1)),
            Err(_) => Self::Name(written.trim().to_owned()),
        }
    }

    fn index(&self, names: &[String]) -> Result<usize, String> {
        match self {
            Self::Number(at) => Ok(*at),
            Self::Name(name) => {
                let same = |found: &String| found.trim().eq_ignore_ascii_case(name);
                names.iter().position(same).ok_or_else(|| {
                    let names: Vec<_> = names.iter().map(|name| name.trim()).collect();
                    format!("no column is called `{name}`; the first row is: {}", names.join(", "))
                })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(written: &str, names: &[&str]) -> (usize, Vec<usize>, Option<usize>, bool) {
        let names: Vec<_> = names.iter().map(|&name| name.to_owned()).collect();
        let choice = ColumnChoice::parse(written).ok();
        let header = choice.and_then(|c| c.columns(&names, &Languages::default()).ok());
        header.map_or(
            (usize::MAX, Vec::new(), None, false),
            |Header { columns, names_columns, .. }| {
                let targets = columns.targets.iter().map(|target| target.0).collect();
                (columns.source, targets, columns.key, names_columns)
            },
        )
    }

    #[test]
    fn columns_have_names_or_numbers() {
        let names = ["Text", "ja", "de", "ref"];
        assert_eq!(
            read("source=text,target=ja+DE,key=ref", &names),
            (0, vec![1, 2], Some(3), true)
        );
        assert_eq!(read("source=3,target=1", &["a", "b", "c"]), (2, vec![0], None, false));
        assert_eq!(read("key=1", &["ref", "source", "target"]), (1, vec![2], Some(0), true));
        assert_eq!(read("source=gone,target=2", &names).0, usize::MAX);
    }

    #[test]
    fn a_choice_that_makes_no_sense_is_an_error() {
        for written in
            ["", "en", "source", "sauce=1", "source=1+2", "source=0", "target=", "key=1,key=2"]
        {
            assert!(ColumnChoice::parse(written).is_err(), "{written}");
        }
    }
}
