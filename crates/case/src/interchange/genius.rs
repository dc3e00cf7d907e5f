//! GENIUS domain and profile files: additive utilities and hyper-rectangles.
//!
//! Document types and entities are refused, so a file cannot grow while it is read.

use super::{ForeignIssue, Profile, Reading, Scenario, Unreadable};
use roxmltree::{Document, Node, ParsingOptions};

/// The most values one issue may have.
const MOST_VALUES: i64 = 10_000;
/// The most nodes one file may have.
const MOST_NODES: u32 = 2_000_000;

/// Reads a domain and its profiles: file name and text each.
pub fn read(
    domain: (&str, &str),
    profiles: &[(&str, &str)],
    reading: Reading,
) -> Result<Scenario, Unreadable> {
    let (file, text) = domain;
    let tree = parse(file, text)?;
    let nodes = issues(tree.root());
    let issues = nodes
        .iter()
        .map(|node| issue(file, *node))
        .collect::<Result<Vec<_>, _>>()?;
    if issues.is_empty() {
        return Err(wrong(file, "no `issue` in this domain"));
    }
    let mut notes = Vec::new();
    let profiles = profiles
        .iter()
        .map(|(file, text)| profile(file, text, &issues, reading, &mut notes))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(Scenario {
        name: stem(file),
        issues,
        profiles,
        reading,
        notes,
    })
}

fn parse<'t>(file: &str, text: &'t str) -> Result<Document<'t>, Unreadable> {
    let options = ParsingOptions {
        allow_dtd: false,
        nodes_limit: MOST_NODES,
        ..ParsingOptions::default()
    };
    let text = text.trim_start_matches('\u{feff}').trim_start();
    Document::parse_with_options(text, options)
        .map_err(|error| wrong(file, &format!("this is not XML that can be read: {error}")))
}

fn wrong(file: &str, message: &str) -> Unreadable {
    Unreadable {
        file: file.to_owned(),
        message: message.to_owned(),
    }
}

fn stem(file: &str) -> String {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.trim_end_matches(".xml").to_owned()
}

/// The issues of a file in the order of their `index`.
fn issues<'a, 'i>(root: Node<'a, 'i>) -> Vec<Node<'a, 'i>> {
    let mut found: Vec<Node<'a, 'i>> = root
        .descendants()
        .filter(|node| node.has_tag_name("issue"))
        .collect();
    found.sort_by_key(|node| index(*node));
    found
}

fn index(node: Node<'_, '_>) -> i64 {
    node.attribute("index")
        .and_then(|text| text.trim().parse().ok())
        .unwrap_or(i64::MAX)
}

fn number(file: &str, node: Node<'_, '_>, name: &str) -> Result<Option<f64>, Unreadable> {
    let Some(text) = node.attribute(name) else {
        return Ok(None);
    };
    match text.trim().parse::<f64>() {
        Ok(n) if n.is_finite() => Ok(Some(n)),
        _ => Err(wrong(file, &format!("`{name}` is `{text}`, not a number"))),
    }
}

fn issue(file: &str, node: Node<'_, '_>) -> Result<ForeignIssue, Unreadable> {
    let name = node.attribute("name").unwrap_or("issue").to_owned();
    let kind = node
        .attribute("vtype")
        .or_else(|| node.attribute("type"))
        .unwrap_or("discrete");
    if kind == "real" {
        return Err(wrong(
            file,
            &format!("the issue `{name}` is continuous; give it steps first"),
        ));
    }
    let values: Vec<String> = match bounds(file, node)? {
        Some((low, high)) => {
            if !(0..MOST_VALUES).contains(&(high - low)) {
                return Err(wrong(
                    file,
                    &format!("the issue `{name}` has no or more than {MOST_VALUES} values"),
                ));
            }
            (low..=high).map(|n| n.to_string()).collect()
        }
        None => items(node)
            .iter()
            .map(|item| item.attribute("value").unwrap_or_default().to_owned())
            .collect(),
    };
    if values.is_empty() {
        return Err(wrong(file, &format!("the issue `{name}` has no values")));
    }
    Ok(ForeignIssue { name, values })
}

/// The values of a discrete issue; a value given twice counts once.
fn items<'a, 'i>(issue: Node<'a, 'i>) -> Vec<Node<'a, 'i>> {
    let mut found: Vec<Node<'a, 'i>> = Vec::new();
    for item in issue.children().filter(|node| node.has_tag_name("item")) {
        let value = item.attribute("value");
        if !found.iter().any(|other| other.attribute("value") == value) {
            found.push(item);
        }
    }
    found
}

/// The bounds of an integer issue, on the issue or on its range.
fn bounds(file: &str, issue: Node<'_, '_>) -> Result<Option<(i64, i64)>, Unreadable> {
    let range = issue.children().find(|node| node.has_tag_name("range"));
    for node in std::iter::once(issue).chain(range) {
        if let (Some(low), Some(high)) = (
            number(file, node, "lowerbound")?,
            number(file, node, "upperbound")?,
        ) {
            return Ok(Some((low as i64, high as i64)));
        }
    }
    Ok(None)
}

fn profile(
    file: &str,
    text: &str,
    issues: &[ForeignIssue],
    reading: Reading,
    notes: &mut Vec<String>,
) -> Result<Profile, Unreadable> {
    let tree = parse(file, text)?;
    let top = |tag: &str| {
        let node = tree
            .root()
            .descendants()
            .find(|node| node.has_tag_name(tag));
        node.map_or(Ok(None), |node| number(file, node, "value"))
    };
    if top("discount_factor")?.is_some_and(|d| d > 0.0 && d < 1.0) {
        notes.push(format!(
            "{file}: the discount is left out; a case has no rounds"
        ));
    }
    let mut profile = Profile {
        name: stem(file),
        parts: issues
            .iter()
            .map(|issue| vec![0.0; issue.values.len()])
            .collect(),
        combinations: Vec::new(),
        reservation: top("reservation")?,
    };
    let utility = tree
        .root()
        .descendants()
        .find(|node| node.has_tag_name("utility") && node.attribute("maxutility").is_some());
    match utility {
        Some(utility) => rectangles(file, utility, issues, reading, &mut profile)?,
        None => additive(file, tree.root(), issues, reading, &mut profile)?,
    }
    Ok(profile)
}

fn additive(
    file: &str,
    root: Node<'_, '_>,
    issues: &[ForeignIssue],
    reading: Reading,
    profile: &mut Profile,
) -> Result<(), Unreadable> {
    let nodes = self::issues(root);
    if nodes.len() != issues.len() {
        return Err(wrong(
            file,
            &format!(
                "{} issues here, {} in the domain",
                nodes.len(),
                issues.len()
            ),
        ));
    }
    for (at, (node, issue)) in nodes.iter().zip(issues).enumerate() {
        let weight = root
            .descendants()
            .filter(|other| other.has_tag_name("weight"))
            .find(|other| index(*other) == index(*node))
            .map_or(Ok(None), |other| number(file, other, "value"))?
            .ok_or_else(|| wrong(file, &format!("no weight for the issue `{}`", issue.name)))?;
        let evaluator = node
            .children()
            .find(|child| child.has_tag_name("evaluator"));
        let worth = match (bounds(file, *node)?, evaluator) {
            (Some((low, _)), Some(evaluator)) => evaluated(file, evaluator, issue, low, reading)?,
            _ => listed(file, *node, issue, reading)?,
        };
        profile.parts[at] = worth.into_iter().map(|value| value * weight).collect();
    }
    Ok(())
}

fn listed(
    file: &str,
    node: Node<'_, '_>,
    issue: &ForeignIssue,
    reading: Reading,
) -> Result<Vec<f64>, Unreadable> {
    let items = items(node);
    let mut worth = Vec::with_capacity(issue.values.len());
    for value in &issue.values {
        let item = items
            .iter()
            .find(|item| item.attribute("value") == Some(value));
        let evaluation = item.map_or(Ok(None), |item| number(file, *item, "evaluation"))?;
        worth.push(evaluation.ok_or_else(|| {
            wrong(
                file,
                &format!("no evaluation for `{value}` of `{}`", issue.name),
            )
        })?);
    }
    if reading == Reading::Genius {
        let most = worth.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if most > 0.0 {
            worth.iter_mut().for_each(|value| *value /= most);
        }
    }
    Ok(worth)
}

/// A linear evaluator of an integer issue; other shapes are refused by name.
fn evaluated(
    file: &str,
    node: Node<'_, '_>,
    issue: &ForeignIssue,
    low: i64,
    reading: Reading,
) -> Result<Vec<f64>, Unreadable> {
    let shape = node.attribute("ftype").unwrap_or("linear");
    if shape != "linear" {
        return Err(wrong(
            file,
            &format!(
                "the issue `{}` has a value function `{shape}`; linear ones are read",
                issue.name
            ),
        ));
    }
    let either = |a: &str, b: &str| -> Result<f64, Unreadable> {
        Ok(number(file, node, a)?
            .or(number(file, node, b)?)
            .unwrap_or(0.0))
    };
    let (slope, offset) = (
        either("slope", "parameter1")?,
        either("offset", "parameter0")?,
    );
    Ok((0..issue.values.len())
        .map(|at| match reading {
            Reading::Genius => (slope * at as f64 + offset).clamp(0.0, 1.0),
            Reading::Negmas => slope * (low as f64 + at as f64) + offset,
        })
        .collect())
}

fn rectangles(
    file: &str,
    utility: Node<'_, '_>,
    issues: &[ForeignIssue],
    reading: Reading,
    profile: &mut Profile,
) -> Result<(), Unreadable> {
    let scale = match (reading, number(file, utility, "maxutility")?) {
        (Reading::Genius, Some(most)) if most > 0.0 => most,
        _ => 1.0,
    };
    for part in utility
        .descendants()
        .filter(|node| node.has_tag_name("ufun"))
    {
        let how = part.attribute("aggregation").unwrap_or("sum");
        if how != "sum" {
            return Err(wrong(
                file,
                &format!("rectangles are put together by `{how}`; only sums are read"),
            ));
        }
    }
    for node in utility
        .descendants()
        .filter(|node| node.has_tag_name("hyperRectangle"))
    {
        let worth = number(file, node, "utility")?.unwrap_or(0.0) / scale;
        let bounds: Vec<Node<'_, '_>> = node.children().filter(Node::is_element).collect();
        let combination = bounds
            .iter()
            .map(|bound| inside(file, *bound, issues))
            .collect::<Result<Vec<_>, _>>()?;
        let excluding = bounds.iter().any(|bound| bound.has_tag_name("EXCLUDES"));
        if combination.is_empty() {
            profile.parts[0]
                .iter_mut()
                .for_each(|value| *value += worth);
        } else if excluding && reading == Reading::Genius {
            // It counts where at least one bound is violated: everywhere, less inside.
            profile.parts[0]
                .iter_mut()
                .for_each(|value| *value += worth);
            profile.combinations.push((combination, -worth));
        } else {
            profile.combinations.push((combination, worth));
        }
    }
    Ok(())
}

/// The values of one issue between two bounds, both inside.
fn inside(
    file: &str,
    bound: Node<'_, '_>,
    issues: &[ForeignIssue],
) -> Result<(usize, Vec<usize>), Unreadable> {
    let get = |name: &str| {
        number(file, bound, name)?
            .ok_or_else(|| wrong(file, &format!("a rectangle has a bound without `{name}`")))
    };
    let at = get("index")? as i64 - 1;
    let issue = usize::try_from(at).ok().filter(|at| *at < issues.len());
    let Some(issue) = issue else {
        return Err(wrong(
            file,
            &format!("a rectangle names issue {}, which is not there", at + 1),
        ));
    };
    let (low, high) = (get("min")?, get("max")?);
    let values = issues[issue]
        .values
        .iter()
        .enumerate()
        .filter(|(place, value)| {
            let n = value.parse::<f64>().unwrap_or(*place as f64);
            low <= n && n <= high
        })
        .map(|(place, _)| place)
        .collect();
    Ok((issue, values))
}
