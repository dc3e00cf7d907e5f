//! A scenario as GENIUS files: a domain and one profile a party.
//!
//! With combinations every profile becomes one of hyper-rectangles, which know integer issues only:
//! values that are no such row of numbers are numbered from 0, and a comment keeps their names.

use super::super::portable::{Portable, file_stem, portable};
use super::super::scenario::{ForeignIssue, Rectangle, Scenario, Unwritable, Written};
use std::fmt::Write as _;

/// The most rectangles that one combination may fall into.
const MOST_RECTANGLES: usize = 10_000;

/// Domain and profiles.
pub fn write(scenario: &Scenario) -> Result<Written, Unwritable> {
    let (parties, mut losses) = portable(scenario)?;
    let rectangles = parties
        .iter()
        .any(|party| !party.profile.combinations.is_empty());
    let lows: Option<Vec<i64>> = rectangles.then(|| {
        let low = |issue: &ForeignIssue| match row_of_numbers(issue) {
            Some(low) => low,
            None => {
                losses.push(format!(
                    "{}: its values are numbered from 0, since rectangles know numbers only; a comment in the domain keeps their names",
                    issue.name
                ));
                0
            }
        };
        scenario.issues.iter().map(low).collect()
    });
    for party in parties
        .iter()
        .filter(|party| party.profile.reservation.is_none())
    {
        losses.push(format!(
            "{}: what no deal is worth is not said, which GENIUS takes as 0",
            party.profile.name
        ));
    }
    let mut files = vec![("domain.xml".to_owned(), domain(scenario, lows.as_deref()))];
    for (at, party) in parties.iter().enumerate() {
        let text = match &lows {
            Some(lows) => nonlinear(&scenario.issues, lows, party)?,
            None => additive(&scenario.issues, party),
        };
        let stem = file_stem(at, parties.len(), &party.profile.name);
        files.push((format!("{stem}.xml"), text));
    }
    Ok(Written { files, losses })
}

/// The first number, if the values are whole numbers that rise by one.
fn row_of_numbers(issue: &ForeignIssue) -> Option<i64> {
    let first: i64 = issue.values.first()?.parse().ok()?;
    let in_row = |(at, value): (usize, &String)| {
        i64::try_from(at)
            .ok()
            .and_then(|at| first.checked_add(at))
            .is_some_and(|n| *value == n.to_string())
    };
    issue.values.iter().enumerate().all(in_row).then_some(first)
}

/// Text as the value of an attribute. What XML cannot hold becomes the mark for that.
fn attribute(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => {
                let _ = write!(out, "&#{};", c as u32);
            }
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

fn objective(out: &mut String) {
    out.push_str("<objective index=\"0\" name=\"root\" description=\"\" type=\"objective\" etype=\"objective\">\n");
}

fn domain(scenario: &Scenario, lows: Option<&[i64]>) -> String {
    let mut out = format!(
        "<negotiation_template>\n<utility_space number_of_issues=\"{}\">\n",
        scenario.issues.len()
    );
    objective(&mut out);
    for (at, issue) in scenario.issues.iter().enumerate() {
        match lows {
            Some(lows) => range(&mut out, at, issue, lows[at]),
            None => items(&mut out, at, issue, None),
        }
    }
    out.push_str("</objective>\n</utility_space>\n</negotiation_template>\n");
    out
}

fn range(out: &mut String, at: usize, issue: &ForeignIssue, low: i64) {
    if row_of_numbers(issue).is_none() {
        let names: Vec<String> = issue
            .values
            .iter()
            .enumerate()
            // A comment may not hold two hyphens in a row.
            .map(|(n, value)| format!("{n} {}", attribute(value).replace('-', "\u{2010}")))
            .collect();
        let _ = writeln!(out, "<!-- {} -->", names.join(", "));
    }
    let high = low.saturating_add(i64::try_from(issue.values.len()).unwrap_or(i64::MAX) - 1);
    let _ = writeln!(
        out,
        "<issue index=\"{}\" name=\"{}\" type=\"integer\" etype=\"integer\" vtype=\"integer\" lowerbound=\"{low}\" upperbound=\"{high}\"/>",
        at + 1,
        attribute(&issue.name)
    );
}

fn items(out: &mut String, at: usize, issue: &ForeignIssue, evaluations: Option<&[f64]>) {
    let _ = writeln!(
        out,
        "<issue index=\"{}\" name=\"{}\" type=\"discrete\" etype=\"discrete\" vtype=\"discrete\">",
        at + 1,
        attribute(&issue.name)
    );
    for (n, value) in issue.values.iter().enumerate() {
        let evaluation =
            evaluations.map_or_else(String::new, |of| format!(" evaluation=\"{}\"", of[n]));
        let _ = writeln!(
            out,
            "<item index=\"{}\" value=\"{}\"{evaluation} description=\"\" cost=\"0\"/>",
            n + 1,
            attribute(value)
        );
    }
    out.push_str("</issue>\n");
}

fn additive(issues: &[ForeignIssue], party: &Portable) -> String {
    let mut out = format!("<utility_space number_of_issues=\"{}\">\n", issues.len());
    objective(&mut out);
    for (at, issue) in issues.iter().enumerate() {
        items(&mut out, at, issue, Some(&party.evaluations[at]));
    }
    for (at, weight) in party.weights.iter().enumerate() {
        let _ = writeln!(out, "<weight index=\"{}\" value=\"{weight}\"/>", at + 1);
    }
    out.push_str("</objective>\n");
    close(&mut out, party);
    out
}

fn close(out: &mut String, party: &Portable) {
    out.push_str("<discount_factor value=\"1.0\"/>\n");
    if let Some(worth) = party.profile.reservation {
        let _ = writeln!(out, "<reservation value=\"{worth}\"/>");
    }
    out.push_str("</utility_space>\n");
}

fn nonlinear(
    issues: &[ForeignIssue],
    lows: &[i64],
    party: &Portable,
) -> Result<String, Unwritable> {
    let mut out = format!(
        "<utility_space type=\"nonlinear\" number_of_issues=\"{}\">\n",
        issues.len()
    );
    objective(&mut out);
    for (at, issue) in issues.iter().enumerate() {
        range(&mut out, at, issue, lows[at]);
    }
    out.push_str(
        "<utility maxutility=\"1\">\n<ufun type=\"PlainUfun\" weight=\"1\" aggregation=\"sum\">\n",
    );
    for (at, part) in party.profile.parts.iter().enumerate() {
        for (n, worth) in part.iter().enumerate().filter(|(_, worth)| **worth != 0.0) {
            rectangle(&mut out, &[(at, n, n)], lows, *worth);
        }
    }
    for (combination, adds) in &party.profile.combinations {
        for bounds in runs(combination)? {
            rectangle(&mut out, &bounds, lows, *adds);
        }
    }
    out.push_str("</ufun>\n</utility>\n</objective>\n");
    close(&mut out, party);
    Ok(out)
}

/// An issue with its first and last place.
type Bound = (usize, usize, usize);

/// A combination as rectangles that do not overlap: values of an issue fall into rows without gaps.
fn runs(combination: &Rectangle) -> Result<Vec<Vec<Bound>>, Unwritable> {
    let mut all: Vec<Vec<Bound>> = vec![Vec::new()];
    for (issue, values) in combination {
        let mut values = values.clone();
        values.sort_unstable();
        values.dedup();
        let mut rows: Vec<Bound> = Vec::new();
        for value in values {
            match rows.last_mut() {
                Some((_, _, last)) if *last + 1 == value => *last = value,
                _ => rows.push((*issue, value, value)),
            }
        }
        if all.len() * rows.len() > MOST_RECTANGLES {
            return Err(Unwritable(format!(
                "a combination falls into more than {MOST_RECTANGLES} rectangles"
            )));
        }
        all = all
            .iter()
            .flat_map(|bounds| {
                rows.iter().map(|row| {
                    let mut longer = bounds.clone();
                    longer.push(*row);
                    longer
                })
            })
            .collect();
    }
    Ok(all)
}

fn rectangle(out: &mut String, bounds: &[Bound], lows: &[i64], worth: f64) {
    let _ = writeln!(out, "<hyperRectangle utility=\"{worth}\" weight=\"1\">");
    for (issue, low, high) in bounds {
        let at =
            |place: &usize| lows[*issue].saturating_add(i64::try_from(*place).unwrap_or(i64::MAX));
        let _ = writeln!(
            out,
            "<INCLUDES index=\"{}\" min=\"{}\" max=\"{}\"/>",
            issue + 1,
            at(low),
            at(high)
        );
    }
    out.push_str("</hyperRectangle>\n");
}
