//! Which column of a table is which key of an event, and what its texts stand for.

use super::DayOrder;
use crate::csv::{Field, is_column};
use crate::source::Span;

/// How a table is read. Where several say something for one key, a rule comes first, then the
/// column, then what is set for all rows.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// A table whose columns are known.
    pub preset: Option<Preset>,
    /// Columns by the key that they hold; `-` leaves one out.
    pub map: Vec<(String, String)>,
    /// What a text in a column stands for.
    pub rules: Vec<Rule>,
    /// Keys that every row has unless it says otherwise.
    pub set: Vec<(String, String)>,
    /// How days are written.
    pub days: DayOrder,
}

/// A table whose columns are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    /// The Armed Conflict Location & Event Data: the columns since March 2023 and the three that
    /// were dropped then.
    Acled,
}

/// The columns of ACLED that are taken over. Actors, places and counts have names of their own
/// there, which rules turn into ids.
const ACLED: [(&str, &str); 6] = [
    ("event_id_cnty", "id"),
    ("event_date", "date"),
    ("sub_event_type", "kind"),
    ("notes", "says"),
    ("source", "evidence"),
    ("time_precision", PRECISION),
];

const ACLED_LEFT_OUT: [&str; 28] = [
    "data_id",
    "event_id_no_cnty",
    "iso3",
    "year",
    "disorder_type",
    "event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source_scale",
    "fatalities",
    "tags",
    "timestamp",
];

/// What a column is mapped to that says how certain the day is.
const PRECISION: &str = "precision";

impl Preset {
    fn key(self, column: &str) -> Option<&'static str> {
        let Preset::Acled = self;
        if ACLED_LEFT_OUT.contains(&column) {
            return Some("-");
        }
        ACLED
            .iter()
            .find(|(from, _)| *from == column)
            .map(|(_, key)| *key)
    }
}

/// What follows where a column holds a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The column.
    pub column: String,
    /// The text, whole; with `*` at its end, how it begins.
    pub text: String,
    /// What follows.
    pub then: Then,
}

/// What a rule does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Then {
    /// Gives a key its value.
    Set(String, String),
    /// Leaves the row out.
    LeaveOut,
}

impl Rule {
    /// Reads `COLUMN=TEXT=>KEY=VALUE`, or `COLUMN=TEXT=>-`.
    pub fn parse(text: &str) -> Option<Rule> {
        let (when, then) = text.split_once("=>")?;
        let (column, text) = when.split_once('=')?;
        let then = match then.trim() {
            "-" => Then::LeaveOut,
            then => {
                let (key, value) = then.split_once('=')?;
                Then::Set(key.trim().to_owned(), value.trim().to_owned())
            }
        };
        Some(Rule {
            column: column.trim().to_owned(),
            text: text.trim().to_owned(),
            then,
        })
    }

    pub(super) fn matches(&self, text: &str) -> bool {
        match self.text.strip_suffix('*') {
            Some(start) => text.trim().starts_with(start),
            None => text.trim() == self.text,
        }
    }
}

/// Why a table cannot be read by a plan.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[allow(missing_docs)]
pub enum BadPlan {
    #[error("the table is empty")]
    Empty,
    #[error("no column is called `{0}`")]
    NoColumn(String),
    #[error(
        "the column `{0}` is no key of an event; say what it is with `--map '{0}=KEY'`, or leave it out with `--map '{0}=-'`"
    )]
    NoKey(String),
    #[error("`{0}` is no key of an event")]
    UnknownKey(String),
    #[error("the columns `{0}` and `{1}` are both `{2}`")]
    Twice(String, String, String),
}

/// What a column is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Column<'a> {
    Id,
    Precision,
    Key(&'a str),
    LeftOut,
}

impl Plan {
    /// What each column is.
    pub(super) fn columns<'a>(&'a self, heads: &'a [Field]) -> Result<Vec<Column<'a>>, BadPlan> {
        let named = self
            .map
            .iter()
            .map(|(column, _)| column)
            .chain(self.rules.iter().map(|rule| &rule.column));
        for column in named {
            if !heads.iter().any(|head| head.text == *column) {
                return Err(BadPlan::NoColumn(column.clone()));
            }
        }
        let given = self.set.iter().map(|(key, _)| key);
        let ruled = self.rules.iter().filter_map(|rule| match &rule.then {
            Then::Set(key, _) => Some(key),
            Then::LeaveOut => None,
        });
        if let Some(key) = given
            .chain(ruled)
            .find(|key| !is_column(key) || *key == "id")
        {
            return Err(BadPlan::UnknownKey(key.clone()));
        }
        let mut columns: Vec<Column<'a>> = Vec::new();
        for (i, head) in heads.iter().enumerate() {
            let column = self.column(&head.text)?;
            let first = columns
                .iter()
                .position(|other| *other == column && column != Column::LeftOut);
            if let Some(first) = first {
                return Err(BadPlan::Twice(
                    heads[first].text.clone(),
                    heads[i].text.clone(),
                    match column {
                        Column::Key(key) => key.to_owned(),
                        _ => "id".to_owned(),
                    },
                ));
            }
            columns.push(column);
        }
        Ok(columns)
    }

    fn column<'a>(&'a self, name: &'a str) -> Result<Column<'a>, BadPlan> {
        let mapped = self.map.iter().find(|(from, _)| from == name);
        let key = match mapped {
            Some((_, key)) => key,
            None => match self.preset.and_then(|preset| preset.key(name)) {
                Some(key) => key,
                None if is_column(name) => name,
                // A column that only rules look at needs no key.
                None if self.rules.iter().any(|rule| rule.column == name) => "-",
                None => return Err(BadPlan::NoKey(name.to_owned())),
            },
        };
        match key {
            "-" => Ok(Column::LeftOut),
            "id" => Ok(Column::Id),
            PRECISION => Ok(Column::Precision),
            key if is_column(key) => Ok(Column::Key(key)),
            key => Err(BadPlan::UnknownKey(key.to_owned())),
        }
    }

    /// The plan's own values as a text, a line each, so that what is wrong with one can be shown.
    pub fn values(&self) -> String {
        let mut out = String::new();
        for rule in &self.rules {
            out.push_str(&format!("{}\n", written(rule)));
        }
        for (key, value) in &self.set {
            out.push_str(&format!("{key}={value}\n"));
        }
        out
    }

    /// Where the value of a rule stands in [`Plan::values`].
    pub(super) fn rule_span(&self, rule: usize, file: u16) -> Span {
        let before: usize = self.rules[..rule]
            .iter()
            .map(|rule| written(rule).len() + 1)
            .sum();
        let whole = before + written(&self.rules[rule]).len();
        let width = match &self.rules[rule].then {
            Then::Set(_, value) => value.len(),
            Then::LeaveOut => 1,
        };
        Span::new(file, whole - width, whole)
    }

    /// Where a value for all rows stands in [`Plan::values`].
    pub(super) fn set_span(&self, set: usize, file: u16) -> Span {
        let rules: usize = self.rules.iter().map(|rule| written(rule).len() + 1).sum();
        let before: usize = self.set[..set]
            .iter()
            .map(|(key, value)| key.len() + value.len() + 2)
            .sum();
        let (key, value) = &self.set[set];
        let start = rules + before + key.len() + 1;
        Span::new(file, start, start + value.len())
    }
}

fn written(rule: &Rule) -> String {
    let Rule { column, text, then } = rule;
    match then {
        Then::Set(key, value) => format!("{column}={text} => {key}={value}"),
        Then::LeaveOut => format!("{column}={text} => -"),
    }
}
