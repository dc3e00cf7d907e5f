//! The JSON Schema for editors and the reference page, both made from the one table.

use crate::schema::{CASE, COMMON, Key, Record, TRANCHE, Ty, VERSION, records};
use serde_json::{Map, Value, json};
use std::fmt::Write as _;

/// The JSON Schema of a case, for editors that speak it.
pub fn json_schema() -> Value {
    let mut definitions = Map::new();
    for record in records().into_iter().skip(1) {
        definitions.insert(record.name.to_owned(), record_schema(record));
    }
    let mut schema = record_schema(&CASE);
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["title"] = json!("A case of Armistice");
    // A folder's further files hold some sections only.
    if let Some(object) = schema.as_object_mut() {
        object.remove("required");
    }
    schema["$defs"] = Value::Object(definitions);
    schema
}

fn record_schema(record: &Record) -> Value {
    let mut properties = Map::new();
    for key in record.all_keys() {
        let mut schema = type_schema(key.ty);
        if let Some(object) = schema.as_object_mut() {
            object.insert("description".to_owned(), json!(describe(key)));
        }
        properties.insert(key.name.to_owned(), schema);
    }
    let required: Vec<&str> = record
        .keys
        .iter()
        .filter(|key| key.required)
        .map(|key| key.name)
        .collect();
    let mut schema = json!({
        "type": "object",
        "description": record.help,
        "properties": properties,
        // A package's keys are the issues of its own case.
        "additionalProperties": record.keys.is_empty(),
    });
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    schema
}

fn describe(key: &Key) -> String {
    format!("{} ({})", sentence(&help(key)), plain(&key.ty.words()))
}

/// What a key says, and whether anything rests on it.
fn help(key: &Key) -> String {
    let unread = if key.unread {
        "; no answer rests on it yet"
    } else {
        ""
    };
    format!("{}{unread}", key.help)
}

fn plain(words: &str) -> String {
    words
        .replace('`', "")
        .split("](#")
        .next()
        .unwrap_or("")
        .replace('[', "")
}

fn type_schema(ty: Ty) -> Value {
    let scalar = json!(["string", "number", "boolean"]);
    let silent = json!({"enum": ["unknown", "open", "none", "disputed"]});
    let one_or_many = |item: Value| json!({"anyOf": [item.clone(), {"type": "array", "items": item}, silent.clone()]});
    match ty {
        Ty::Text
        | Ty::Condition(_)
        | Ty::When
        | Ty::Amount
        | Ty::Duration
        | Ty::Length
        | Ty::Ref(_)
        | Ty::VersionOf
        | Ty::Visible
        | Ty::Reversible
        | Ty::Days
        | Ty::DayHour
        | Ty::Zone => json!({"type": scalar}),
        Ty::Flag => json!({"enum": ["yes", "no", "unknown", true, false]}),
        Ty::Word(words) => json!({"enum": words}),
        Ty::WordList(words) => one_or_many(json!({"enum": words})),
        Ty::Date => json!({"anyOf": [{"type": "string", "format": "date"}, silent]}),
        Ty::Texts
        | Ty::Bytes
        | Ty::Dates
        | Ty::Conditions(_)
        | Ty::Statements
        | Ty::Ratios
        | Ty::Refs(_)
        | Ty::Speakers => one_or_many(json!({"type": scalar})),
        Ty::Order(_) | Ty::Parts | Ty::Rather | Ty::Interactions | Ty::Drift | Ty::Patterns => {
            json!({"type": ["array", "string", "object"]})
        }
        Ty::Stance | Ty::Progress => json!({"type": ["object", "string", "array"]}),
        Ty::DateOf
        | Ty::Amounts(_)
        | Ty::Status
        | Ty::Changes
        | Ty::Ripeness
        | Ty::Scores
        | Ty::OptionOrder
        | Ty::Package
        | Ty::Members
        | Ty::Voices
        | Ty::Options => json!({"type": ["object", "string"]}),
        Ty::Map(record, _) => json!({
            "type": "object",
            "propertyNames": {"pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$"},
            // A milestone may be a bare date, an entry one of the four silences.
            "additionalProperties": {"anyOf": [
                {"$ref": format!("#/$defs/{}", record.name)},
                {"type": "string"},
            ]},
        }),
        Ty::Tranches => json!({
            "type": "object",
            "additionalProperties": {"$ref": format!("#/$defs/{}", TRANCHE.name)},
        }),
        Ty::Versions => json!({
            "type": "object",
            "additionalProperties": {"$ref": format!("#/$defs/{}", VERSION.name)},
        }),
        Ty::One(record) => json!({"$ref": format!("#/$defs/{}", record.name)}),
        Ty::List(record) => json!({
            "type": "array",
            "items": {"$ref": format!("#/$defs/{}", record.name)},
        }),
    }
}

/// The reference page in Markdown.
pub fn page() -> String {
    let mut out = String::from(
        "# The keys of the case language\n\n\
         Made from the one table in `crates/case/src/schema.rs`; a test says when it is stale.\n\
         `!` marks what an entry must have. Four words may stand for any value: `unknown` (may be\n\
         in the text, not seen), `open` (left to be agreed), `none` (the text has none),\n\
         `disputed` (see the readings). Every entry can also have:\n\n",
    );
    for key in COMMON {
        row(&mut out, key);
    }
    for record in records() {
        let _ = write!(
            out,
            "\n## {}\n\n{}.\n\n",
            record.name,
            sentence(record.help)
        );
        if record.keys.is_empty() {
            out.push_str("Its keys are ids of the case.\n");
        }
        for key in record.keys {
            row(&mut out, key);
        }
    }
    out
}

fn row(out: &mut String, key: &Key) {
    let must = if key.required { "!" } else { "" };
    let _ = writeln!(
        out,
        "- `{}`{must} — {}: {}.",
        key.name,
        help(key),
        key.ty.words()
    );
}

fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}
