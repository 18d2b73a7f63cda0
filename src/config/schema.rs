//! The JSON Schema of `tieout.toml`, for editors and for whoever writes the file by a program.

use super::Config;
use crate::checks::CHECKS;
use crate::policy::Setting;
use schemars::{Schema, SchemaGenerator, json_schema, schema_for};

/// The schema as it is printed.
pub fn text() -> String {
    let mut schema = schema_for!(Config);
    schema.insert("title".to_owned(), "tieout.toml".into());
    let mut text = format!("{:#}", schema.to_value());
    text.push('\n');
    text
}

/// The id of a check.
pub(super) fn check(_: &mut SchemaGenerator) -> Schema {
    let ids: Vec<_> = CHECKS.iter().map(|check| check.id).collect();
    json_schema!({ "type": "string", "enum": ids })
}

/// A list of checks.
pub(super) fn checks(generator: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "array", "items": check(generator) })
}

/// A table with a setting for each check that it names.
pub(super) fn settings(generator: &mut SchemaGenerator) -> Schema {
    let setting = generator.subschema_for::<Setting>();
    json_schema!({
        "type": "object",
        "propertyNames": check(generator),
        "additionalProperties": setting
    })
}

/// Terms, with the keys of a glossary, of which languages may be any.
pub(super) fn terms(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "array",
        "items": {
            "type": "object",
            "additionalProperties": {
                "type": ["string", "boolean", "array"],
                "items": { "type": "string" }
            }
        }
    })
}
