//! The program itself: its diagnostics, its language, its manual.

use clap::Args;
use std::path::PathBuf;

/// `armistice explain`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    armistice explain unknown-key\n  \
    armistice explain --list")]
pub struct Explain {
    /// The code, as printed in brackets
    #[arg(required_unless_present = "list")]
    pub code: Option<String>,
    /// List every code
    #[arg(long)]
    pub list: bool,
}

/// `armistice language`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    armistice language --schema > case.schema.json")]
pub struct Language {
    /// Print the JSON Schema instead of the reference page
    #[arg(long)]
    pub schema: bool,
}

/// `armistice completions`
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell
    pub shell: clap_complete::Shell,
}

/// `armistice man`
#[derive(Debug, Args)]
pub struct Man {
    /// The folder
    pub dir: PathBuf,
}
