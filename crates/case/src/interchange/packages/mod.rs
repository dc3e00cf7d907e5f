//! A table of packages as a case: a row a package, a column an issue, a column for what it is worth to each party.
//!
//! ```text
//! CSV + which columns are whose ─► packages and worths ─► scores, combinations (fit)
//!                                                     └─► what cannot be     (gaps)
//! ```
//!
//! Takes what `armistice export packages` writes, and tables of others. Worths are points as written. Packages that
//! are not listed cannot be.

mod fit;
mod gaps;

use super::scenario::{ForeignIssue, Profile, Rectangle};
use crate::csv::{Field, Table};
use crate::diagnostic::{Code, Diagnostic};
use crate::ids::short;
use crate::sheet::unguarded;
use crate::source::{Sources, Span};
use fit::{Fit, fit};
use gaps::gaps;
use std::collections::BTreeMap;

/// Columns that say what all together make of a package; they follow from the others.
const TOGETHER: [&str; 2] = ["all accept", "a deal"];
/// Units of a point: a case keeps six decimals.
const UNITS: i64 = 1_000_000;
/// The largest worth, in points, that is taken.
const MOST_POINTS: i64 = 1_000_000_000;
/// The most combinations that may be needed for one party, or for what cannot be.
pub const MOST_COMBINATIONS: usize = 200;

/// Which columns are what, where the heads do not say so.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    /// Those of parties; empty: those whose heads end in `worth at least` with `worth at most`, `worth` or `utility`.
    pub parties: Vec<String>,
    /// Those of issues; empty: all others but who accepts.
    pub issues: Vec<String>,
    /// Whether numbers were rounded to the last digit of their column, so that what is off by half of it fits.
    pub rounded: bool,
}

/// A table of packages as plain data.
#[derive(Clone, Debug, PartialEq)]
pub struct Tabled {
    /// Its name.
    pub name: String,
    /// Its issues.
    pub issues: Vec<ForeignIssue>,
    /// Its parties, a utility of one for a hundred points; the worth of no deal is in `reservations`.
    pub profiles: Vec<Profile>,
    /// For each party what no deal is worth more than, and what at most, in points, if the table says who accepts.
    pub reservations: Vec<Option<[f64; 2]>>,
    /// Combinations that cannot be.
    pub excluded: Vec<Rectangle>,
}

/// What is wrong, at its place.
type Fault = Box<Diagnostic>;

/// What a party's columns are: the worth, the same again where a table says from and to, who accepts.
struct Party {
    name: String,
    worth: usize,
    again: Option<usize>,
    accepts: Option<usize>,
}

struct Heads {
    issues: Vec<usize>,
    parties: Vec<Party>,
}

/// Reads a table of packages; otherwise all that is wrong with it, each at its place.
pub fn read(
    sources: &Sources,
    file: u16,
    name: &str,
    columns: &Columns,
) -> Result<Tabled, Vec<Diagnostic>> {
    let mut bad = Vec::new();
    let nothing = |message: &str| {
        Diagnostic::new(Code::BadRow, Span::new(file, 0, 0), message)
            .label("the first row names the columns, each other row is a package")
    };
    let Some(table) = Table::read(sources, file, &mut bad) else {
        return Err(vec![nothing("the table is empty")]);
    };
    let heads = heads(&table.heads, columns).map_err(|fault| vec![*fault])?;
    if table.rows.is_empty() && bad.is_empty() {
        bad.push(nothing("the table has no row"));
    }
    let mut issues: Vec<ForeignIssue> = heads
        .issues
        .iter()
        .map(|&at| ForeignIssue {
            name: unguarded(table.heads[at].text.trim()).to_owned(),
            values: Vec::new(),
        })
        .collect();
    let mut packages: BTreeMap<Vec<usize>, Span> = BTreeMap::new();
    let mut rows = Vec::new();
    let mut worths: Vec<Vec<Worth>> = heads.parties.iter().map(|_| Vec::new()).collect();
    for (span, fields) in &table.rows {
        let package = package(&heads, &mut issues, fields, &mut bad);
        if let Some(first) = packages.insert(package.clone(), *span) {
            bad.push(
                Diagnostic::new(Code::BadRow, *span, "this package is listed twice")
                    .label("the same answer on every issue")
                    .other(first, "first listed here")
                    .help("keep one of the rows; a column that tells them apart is an issue"),
            );
        }
        rows.push(package);
        for (party, worths) in heads.parties.iter().zip(&mut worths) {
            match worth(party, fields) {
                Ok(worth) => worths.push(worth),
                Err(fault) => bad.push(*fault),
            }
        }
    }
    if !bad.is_empty() {
        return Err(bad);
    }
    let sizes: Vec<usize> = issues.iter().map(|issue| issue.values.len()).collect();
    let head = |column: usize| table.heads[column].span;
    let Some(excluded) = gaps(&sizes, &rows) else {
        let whole = Span {
            end: head(table.heads.len() - 1).end,
            ..head(0)
        };
        return Err(vec![many_gaps(whole, &sizes, rows.len())]);
    };
    let mut profiles = Vec::new();
    for (party, worths) in heads.parties.iter().zip(&worths) {
        let units: Vec<i64> = worths.iter().map(|worth| worth.units).collect();
        let slack = if columns.rounded {
            half_a_digit(worths)
        } else {
            0
        };
        match fit(&sizes, &rows, &units, slack) {
            Some(found) => profiles.push(profile(&party.name, found)),
            None => bad.push(no_rule(head(party.worth), &party.name, columns.rounded)),
        }
    }
    if !bad.is_empty() {
        return Err(bad);
    }
    Ok(Tabled {
        name: name.to_owned(),
        issues,
        profiles,
        reservations: worths.iter().map(|worths| reservation(worths)).collect(),
        excluded,
    })
}

/// Which columns are issues and which are whose.
fn heads(heads: &[Field], columns: &Columns) -> Result<Heads, Fault> {
    let texts: Vec<&str> = heads
        .iter()
        .map(|head| unguarded(head.text.trim()))
        .collect();
    for (at, text) in texts.iter().enumerate() {
        if let Some(first) = texts[..at].iter().position(|other| other == text) {
            return Err(Diagnostic::new(
                Code::DuplicateKey,
                heads[at].span,
                format!("the column `{}` is given twice", short(text)),
            )
            .label("given again here")
            .other(heads[first].span, "first given here")
            .into());
        }
    }
    let find = |name: &String| {
        let at = texts.iter().position(|text| text == name);
        at.ok_or_else(|| -> Fault {
            Diagnostic::new(
                Code::UnknownKey,
                heads[0].span,
                format!("no column is headed `{}`", short(name)),
            )
            .label("the first row names the columns")
            .help(format!("the columns are {}", texts.join(", ")))
            .into()
        })
    };
    let column = |text: &str| texts.iter().position(|other| *other == text);
    let parties: Vec<Party> = if columns.parties.is_empty() {
        let told = texts.iter().enumerate();
        told.filter_map(|(at, text)| by_head(at, text, &column))
            .collect()
    } else {
        let plain = |name: &String| -> Result<Party, Fault> {
            Ok(Party {
                name: name.clone(),
                worth: find(name)?,
                again: None,
                accepts: None,
            })
        };
        columns
            .parties
            .iter()
            .map(plain)
            .collect::<Result<_, Fault>>()?
    };
    let taken = |at: usize| {
        let of =
            |party: &Party| [Some(party.worth), party.again, party.accepts].contains(&Some(at));
        parties.iter().any(of) || TOGETHER.contains(&texts[at])
    };
    let issues: Vec<usize> = if columns.issues.is_empty() {
        (0..texts.len()).filter(|&at| !taken(at)).collect()
    } else {
        columns.issues.iter().map(find).collect::<Result<_, _>>()?
    };
    if let Some(&twice) = issues.iter().find(|&&at| taken(at)) {
        return Err(Diagnostic::new(
            Code::BadRow,
            heads[twice].span,
            format!(
                "the column `{}` is an issue and a party's",
                short(texts[twice])
            ),
        )
        .label("one or the other")
        .help("name it with `--issue` or with `--party`")
        .into());
    }
    let lacks = if parties.is_empty() {
        "no column says what packages are worth to a party"
    } else if issues.is_empty() {
        "no column is an issue"
    } else {
        return Ok(Heads { issues, parties });
    };
    Err(Diagnostic::new(Code::BadRow, heads[0].span, lacks)
        .label("the first row names the columns")
        .help(
            "heads that end in ` worth` or ` utility` are parties'; or name them, `--party COLUMN`, and issues, \
             `--issue COLUMN`",
        )
        .into())
}

/// A party by the head of its column.
fn by_head(at: usize, text: &str, column: &dyn Fn(&str) -> Option<usize>) -> Option<Party> {
    let party = |name: &str, again| {
        (!name.is_empty()).then(|| Party {
            name: name.to_owned(),
            worth: at,
            again,
            accepts: column(&format!("{name} accepts")),
        })
    };
    if let Some(name) = text.strip_suffix(" worth at least") {
        return party(name, column(&format!("{name} worth at most")));
    }
    let plain = text.strip_suffix(" worth");
    party(plain.or_else(|| text.strip_suffix(" utility"))?, None)
}

/// A row's answers by their place among those of their issue.
fn package(
    heads: &Heads,
    issues: &mut [ForeignIssue],
    fields: &[Field],
    bad: &mut Vec<Diagnostic>,
) -> Vec<usize> {
    let columns = heads.issues.iter().zip(issues);
    columns
        .map(|(&at, issue)| {
            let text = unguarded(fields[at].text.trim());
            if text.is_empty() {
                bad.push(
                    Diagnostic::new(
                        Code::BadRow,
                        fields[at].span,
                        format!("no answer on `{}`", short(&issue.name)),
                    )
                    .label("a package has an answer on every issue")
                    .help("say it, or leave the row out"),
                );
            }
            let known = issue.values.iter().position(|value| value == text);
            known.unwrap_or_else(|| {
                issue.values.push(text.to_owned());
                issue.values.len() - 1
            })
        })
        .collect()
}

/// What a row says of one party.
struct Worth {
    units: i64,
    /// The digits behind the point that are written.
    digits: usize,
    accepts: Option<bool>,
}

fn worth(party: &Party, fields: &[Field]) -> Result<Worth, Fault> {
    let field = &fields[party.worth];
    let (units, digits) = number(field)?;
    if let Some(again) = party.again {
        let most = &fields[again];
        if number(most)?.0 != units {
            return Err(Diagnostic::new(
                Code::BadRow,
                most.span,
                format!(
                    "this package is worth {} to {} to {}",
                    short(field.text.trim()),
                    short(most.text.trim()),
                    short(&party.name)
                ),
            )
            .label("not one number")
            .help("write one number in both columns; ranges can be put into the case afterwards")
            .into());
        }
    }
    let accepts = party.accepts.map(|at| fields[at].text.trim());
    Ok(Worth {
        units,
        digits,
        accepts: match accepts {
            Some("necessary") => Some(true),
            Some("impossible") => Some(false),
            _ => None,
        },
    })
}

/// A decimal in millionths, with how many digits stand behind the point.
fn number(field: &Field) -> Result<(i64, usize), Fault> {
    let text = field.text.trim();
    // A spreadsheet's own sign before a negative number.
    let text = text.strip_prefix('\'').unwrap_or(text);
    let fault = |label: &str| -> Fault {
        Diagnostic::new(
            Code::BadRow,
            field.span,
            format!("`{}` is not what a package can be worth", short(text)),
        )
        .label(label)
        .help("write a number such as 62.5")
        .into()
    };
    let (sign, plain) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text),
    };
    let (whole, part) = plain.split_once('.').unwrap_or((plain, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !is_digits(whole) || !is_digits(part) {
        return Err(fault("not a number"));
    }
    let written = part.len().min(6);
    let part = part.trim_end_matches('0');
    if part.len() > 6 {
        return Err(fault("a case keeps six digits behind the point"));
    }
    let points: i64 = whole.parse().unwrap_or(i64::MAX);
    if points > MOST_POINTS {
        return Err(fault("too large"));
    }
    let units: i64 = format!("{part:0<6}").parse().unwrap_or(0);
    Ok((sign * (points * UNITS + units), written))
}

/// Half of the last digit that a column has, in millionths.
fn half_a_digit(worths: &[Worth]) -> i64 {
    let digits = worths.iter().map(|worth| worth.digits).max().unwrap_or(0);
    (digits..6).fold(1, |digit, _| digit * 10) / 2
}

/// What no deal is worth more than, and what at most: more than all that is refused, and not more than what is
/// accepted. None where nothing is refused, nothing accepted, or one does not go with the other.
fn reservation(worths: &[Worth]) -> Option<[f64; 2]> {
    let of = |accepts: bool| {
        let told = worths
            .iter()
            .filter(move |worth| worth.accepts == Some(accepts));
        told.map(|worth| worth.units)
    };
    let (refused, accepted) = (of(false).max()?, of(true).min()?);
    let points = |units: i64| units as f64 / UNITS as f64;
    (refused < accepted).then(|| [points(refused), points(accepted)])
}

fn profile(name: &str, fit: Fit) -> Profile {
    let share = |units: i64| units as f64 / (100 * UNITS) as f64;
    let part = |part: &Vec<i64>| part.iter().map(|&units| share(units)).collect();
    let combination = |(when, adds)| (when, share(adds));
    Profile {
        name: name.to_owned(),
        parts: fit.parts.iter().map(part).collect(),
        combinations: fit.combinations.into_iter().map(combination).collect(),
        reservation: None,
        claimed: None,
    }
}

fn no_rule(at: Span, party: &str, rounded: bool) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        Code::BadRow,
        at,
        format!(
            "what packages are worth to {} follows no small rule",
            short(party)
        ),
    )
    .label(format!(
        "more than {MOST_COMBINATIONS} combinations would have to be named"
    ));
    if rounded {
        diagnostic.help("take a coarser number in the table, or write the case by hand")
    } else {
        diagnostic.help("`--rounded` takes what adds up to within the last digit as adding up")
    }
}

fn many_gaps(at: Span, sizes: &[usize], rows: usize) -> Diagnostic {
    let all = sizes
        .iter()
        .try_fold(1u128, |all, &size| all.checked_mul(size as u128));
    let all = all.map_or_else(|| "very many".to_owned(), |all| all.to_string());
    Diagnostic::new(
        Code::BadRow,
        at,
        format!("{rows} of {all} packages are listed, and what is left out follows no small rule"),
    )
    .label("packages that are not listed cannot be")
    .help(format!(
        "list all that can be (`armistice export packages --most N` takes more); at most {MOST_COMBINATIONS} \
         combinations can be left out, of a million packages"
    ))
}
