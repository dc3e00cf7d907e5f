//! `armistice verify`: whether an agreement can be done, in time, and whether every step holds.

use super::codes::{Named, named};
use super::{page, reading};
use crate::args::Verify;
use crate::files;
use crate::terminal::{Outcome, Stop, Terminal};
use armistice_case::diagnostic::{Code as TextCode, Severity};
use armistice_case::model::Case;
use armistice_engine::accord::finding::Options;
use armistice_engine::accord::structure::structure_under;
use armistice_engine::accord::verify::{lens, verify};
use armistice_engine::run::Quiet;
use armistice_report::pages::{self, Verified};

/// Runs the command.
pub fn run(args: &Verify, terminal: &Terminal) -> Result<Outcome, Stop> {
    let loaded = files::read_for(&args.case.case, &args.case.audience)?;
    let Some(case) = loaded.case() else {
        return Ok(terminal.refuse(&loaded));
    };
    let codes = codes(args)?;
    let options = options(args, &case)?;
    let mut found = verify(&case, &options, &Quiet)?;
    let asked = |word: &str| codes.is_empty() || codes.contains(&word);
    found.findings.retain(|finding| asked(finding.code.word()));
    let terms = lens(&case, options.only)?;
    let structure = structure_under(&case, options.only);
    let verified = Verified {
        case: &case,
        lens: &terms,
        structure: structure.as_ref(),
        found: &found,
        codes: &codes,
        path: args.case.case.to_string_lossy().into_owned(),
        command: command(args),
    };
    let page = pages::verify(&verified);
    super::page::print(&page, &args.output, terminal)?;
    let of_text = structure.iter().flat_map(|structure| structure.codes());
    let told = found.findings.iter().map(|finding| finding.code);
    let objects = of_text
        .filter(|code| asked(code.word()))
        .chain(told)
        .any(|code| code.severity() != Severity::Note);
    let broken = asked(TextCode::TranchesDoNotSum.word())
        && structure.is_some_and(|s| s.sums.iter().any(|sum| sum.declared != sum.found));
    Ok(if objects || broken {
        Outcome::No
    } else {
        Outcome::Fine
    })
}

/// The words of the codes that were asked for, by word or number.
fn codes(args: &Verify) -> Result<Vec<&'static str>, Stop> {
    let told = |code: &Named| match code {
        Named::Text(code) => OF_THE_TEXT.contains(code),
        Named::Finding(_) => true,
    };
    let known = |word: &String| {
        let codes: Vec<&'static str> = named(word)
            .into_iter()
            .filter(told)
            .map(Named::word)
            .collect();
        if !codes.is_empty() {
            return Ok(codes);
        }
        let near = armistice_case::suggestion(word, Named::all().filter(told).map(Named::word));
        let help = near.map_or_else(
            || "`armistice explain --list` prints every code".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        Err(Stop::Words(format!(
            "no finding is called `{word}`\nhelp: {help}"
        )))
    };
    let all: Result<Vec<Vec<&'static str>>, Stop> = args.code.iter().map(known).collect();
    Ok(all?.concat())
}

/// What the first checks tell of the sums of a text, by a code of `check`.
const OF_THE_TEXT: [TextCode; 1] = [TextCode::TranchesDoNotSum];

fn options(args: &Verify, case: &Case) -> Result<Options, Stop> {
    let mut options = Options {
        states: args.states,
        ..Options::default()
    };
    if !(0.0..=1000.0).contains(&args.level) {
        return Err(Stop::Words(
            "the level of the ratio lies between 0 and 1000".to_owned(),
        ));
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked above"
    )]
    {
        options.level = (args.level * 100.0).round() as u64;
    }
    let assumed = reading::assumed(&args.assume, case)?;
    options.proportional_returns = assumed.proportional;
    options.only = assumed.reading;
    Ok(options)
}

/// The command that makes this page again.
fn command(args: &Verify) -> String {
    let mut out = page::made_by("verify", &args.case.case, &args.case.audience);
    for code in &args.code {
        out.push_str(&format!(" --code {code}"));
    }
    for word in &args.assume {
        out.push_str(&format!(" --assume {word}"));
    }
    if (args.level - 2.0).abs() > f64::EPSILON {
        out.push_str(&format!(" --level {}", args.level));
    }
    if args.states != 20_000 {
        out.push_str(&format!(" --states {}", args.states));
    }
    out
}
