//! A case, the day it speaks of and for whom it is looked at.

use armistice_case::visible::Audience;
use clap::Args;
use jiff::civil::Date;
use std::path::PathBuf;

/// A case and the day it speaks of.
#[derive(Debug, Args)]
pub struct CaseArgs {
    /// The case: a folder with `case.yaml`, or one file
    pub case: PathBuf,
    /// The day to speak of; what was published later is left out
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub as_of: Option<Date>,
    /// For whom: public, shared, mediator or the id of a party; what they may not see is left
    /// out before anything is computed
    #[arg(long = "for", value_name = "AUDIENCE", value_parser = audience, default_value = "mediator")]
    pub audience: Audience,
}

/// A case and for whom it is looked at.
#[derive(Debug, Args)]
pub struct CaseFor {
    /// The case: a folder with `case.yaml`, or one file
    pub case: PathBuf,
    /// For whom: public, shared, mediator or the id of a party
    #[arg(long = "for", value_name = "AUDIENCE", value_parser = audience, default_value = "mediator")]
    pub audience: Audience,
}

pub(super) fn audience(text: &str) -> Result<Audience, String> {
    Audience::parse(text).ok_or_else(|| {
        "an audience is `public`, `shared`, `mediator` or the id of a party".to_owned()
    })
}

pub(super) fn date(text: &str) -> Result<Date, String> {
    armistice_case::phrase::parse_date(text)
}
