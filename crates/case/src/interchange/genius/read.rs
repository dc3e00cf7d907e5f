//! Reading a GENIUS domain and its profiles.
//!
//! Document types and entities are refused, so a file cannot grow while it is read.

use super::super::scenario::{
    Foreign, ForeignIssue, MOST_VALUES, Profile, Reading, Rectangle, Scenario, Unreadable,
    listed_worth, weigh,
};
use roxmltree::{Document, Node, ParsingOptions};
use std::collections::{BTreeMap, BTreeSet};

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
    let mut scenario = Scenario {
        name: stem(file),
        issues,
        profiles,
        from: Foreign::Genius,
        reading,
        notes,
    };
    if reading == Reading::Negmas {
        scenario.drop_idle_reservations();
    }
    Ok(scenario)
}

fn parse<'t>(file: &str, text: &'t str) -> Result<Document<'t>, Unreadable> {
    let options = ParsingOptions {
        allow_dtd: false,
        nodes_limit: MOST_NODES,
        ..ParsingOptions::default()
    };
    let text = text.trim_start_matches('\u{feff}');
    let begin = text.trim_start();
    let above = text[..text.len() - begin.len()].matches('\n').count();
    Document::parse_with_options(begin, options).map_err(|error| match error {
        roxmltree::Error::DtdDetected => {
            let before = begin.split("<!DOCTYPE").next().unwrap_or_default();
            Unreadable {
                line: Some(1 + before.matches('\n').count() + above),
                ..wrong(
                    file,
                    "a document type (`<!DOCTYPE`) is not read: its entities could make the file grow without end",
                )
            }
        }
        error => Unreadable {
            line: Some(error.pos().row as usize + above),
            ..wrong(file, &format!("this is not XML that can be read: {error}"))
        },
    })
}

fn wrong(file: &str, message: &str) -> Unreadable {
    Unreadable {
        file: file.to_owned(),
        line: None,
        message: message.to_owned(),
    }
}

/// What is wrong with one element, with its line.
fn wrong_at(file: &str, node: Node<'_, '_>, message: &str) -> Unreadable {
    let start = node.range().start;
    Unreadable {
        line: Some(node.document().text_pos_at(start).row as usize),
        ..wrong(file, message)
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
        _ => Err(wrong_at(
            file,
            node,
            &format!("`{name}` is `{text}`, not a number"),
        )),
    }
}

fn issue(file: &str, node: Node<'_, '_>) -> Result<ForeignIssue, Unreadable> {
    let name = node.attribute("name").unwrap_or("issue").to_owned();
    let kind = node
        .attribute("vtype")
        .or_else(|| node.attribute("type"))
        .unwrap_or("discrete");
    if kind == "real" {
        return Err(wrong_at(
            file,
            node,
            &format!("the issue `{name}` is continuous; give it steps first"),
        ));
    }
    let many = || {
        wrong_at(
            file,
            node,
            &format!("the issue `{name}` has more than {MOST_VALUES} values"),
        )
    };
    let values: Vec<String> = match bounds(file, node)? {
        Some((low, high)) => {
            if i128::from(high) - i128::from(low) >= MOST_VALUES as i128 {
                return Err(many());
            }
            (low..=high).map(|n| n.to_string()).collect()
        }
        None => {
            let mut seen = BTreeSet::new();
            let values =
                children(node, "item").map(|item| item.attribute("value").unwrap_or_default());
            // A value given twice counts once.
            let once: Vec<String> = values
                .filter(|value| seen.insert(*value))
                .take(MOST_VALUES + 1)
                .map(str::to_owned)
                .collect();
            if once.len() > MOST_VALUES {
                return Err(many());
            }
            once
        }
    };
    if values.is_empty() {
        return Err(wrong_at(
            file,
            node,
            &format!("the issue `{name}` has no values"),
        ));
    }
    Ok(ForeignIssue { name, values })
}

fn children<'a, 'i>(node: Node<'a, 'i>, tag: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(move |child| child.has_tag_name(tag))
}

/// The bounds of an integer issue, on the issue or on its range.
fn bounds(file: &str, issue: Node<'_, '_>) -> Result<Option<(i64, i64)>, Unreadable> {
    for node in std::iter::once(issue).chain(children(issue, "range")) {
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
    let discounted = top("discount_factor")?.is_some_and(|d| d > 0.0 && d < 1.0);
    if discounted {
        notes.push(format!(
            "{file}: the discount is left out; a case has no rounds"
        ));
    }
    let mut profile = Profile::blank(stem(file), issues);
    // A file without one means that no deal is worth nothing.
    profile.reservation = Some(top("reservation")?.unwrap_or(0.0));
    if discounted && reading == Reading::Negmas {
        profile.reservation = None;
        notes.push(format!(
            "{file}: the worth of no deal is left out, as NegMAS loses it beside a discount"
        ));
    }
    let utility = tree
        .root()
        .descendants()
        .find(|node| node.has_tag_name("utility") && node.attribute("maxutility").is_some());
    match utility {
        Some(utility) => rectangles(file, utility, issues, reading, &mut profile)?,
        None => {
            let odd = additive(file, tree.root(), issues, reading, &mut profile)?;
            notes.extend(odd.map(|words| format!("{file}: {words}")));
        }
    }
    Ok(profile)
}

/// Fills in the worth of every value; words where the weights miss a sum of one.
fn additive(
    file: &str,
    root: Node<'_, '_>,
    issues: &[ForeignIssue],
    reading: Reading,
    profile: &mut Profile,
) -> Result<Option<String>, Unreadable> {
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
    let by_index: BTreeMap<i64, Node<'_, '_>> = root
        .descendants()
        .filter(|node| node.has_tag_name("weight"))
        .map(|node| (index(node), node))
        .collect();
    let mut weights = Vec::new();
    for (at, (node, issue)) in nodes.iter().zip(issues).enumerate() {
        let weight = by_index
            .get(&index(*node))
            .map_or(Ok(None), |other| number(file, *other, "value"))?
            .ok_or_else(|| {
                wrong_at(
                    file,
                    *node,
                    &format!("no weight for the issue `{}`", issue.name),
                )
            })?;
        let evaluator = children(*node, "evaluator").next();
        let worth = match (bounds(file, *node)?, evaluator) {
            (Some((low, _)), Some(evaluator)) => evaluated(file, evaluator, issue, low, reading)?,
            _ => listed(file, *node, issue, reading)?,
        };
        profile.parts[at] = worth.into_iter().map(|value| value * weight).collect();
        weights.push(weight);
    }
    let place = by_index.values().next().copied().unwrap_or(root);
    weigh(&weights, reading).map_err(|message| wrong_at(file, place, &message))
}

fn listed(
    file: &str,
    node: Node<'_, '_>,
    issue: &ForeignIssue,
    reading: Reading,
) -> Result<Vec<f64>, Unreadable> {
    let mut first: BTreeMap<&str, Node<'_, '_>> = BTreeMap::new();
    for item in children(node, "item") {
        first
            .entry(item.attribute("value").unwrap_or_default())
            .or_insert(item);
    }
    let mut worth = Vec::with_capacity(issue.values.len());
    for value in &issue.values {
        let item = first.get(value.as_str()).copied();
        let evaluation = item.map_or(Ok(None), |item| number(file, item, "evaluation"))?;
        worth.push(evaluation.ok_or_else(|| {
            wrong_at(
                file,
                item.unwrap_or(node),
                &format!("no evaluation for `{value}` of `{}`", issue.name),
            )
        })?);
    }
    Ok(listed_worth(worth, reading))
}

/// The value function of an integer issue: constant, linear or a triangle.
fn evaluated(
    file: &str,
    node: Node<'_, '_>,
    issue: &ForeignIssue,
    low: i64,
    reading: Reading,
) -> Result<Vec<f64>, Unreadable> {
    let either = |a: &str, b: &str| -> Result<f64, Unreadable> {
        Ok(number(file, node, a)?
            .or(number(file, node, b)?)
            .unwrap_or(0.0))
    };
    let places = (0..issue.values.len()).map(|at| at as f64);
    match node.attribute("ftype").unwrap_or("linear") {
        "linear" => {
            let slope = either("slope", "parameter1")?;
            let offset = either("offset", "parameter0")?;
            let worth = places.map(|at| match reading {
                Reading::Genius => (slope * at + offset).clamp(0.0, 1.0),
                Reading::Negmas => slope * (low as f64 + at) + offset,
            });
            Ok(worth.collect())
        }
        "constant" => {
            let worth = either("parameter0", "offset")?;
            Ok(vec![worth; issue.values.len()])
        }
        "triangular" => {
            let [from, to, top] = [
                either("parameter0", "parameter0")?,
                either("parameter1", "parameter1")?,
                either("parameter2", "parameter2")?,
            ];
            let worth = places.map(|at| {
                let n = low as f64 + at;
                if n == top {
                    1.0
                } else if n <= from || n >= to {
                    0.0
                } else if n < top {
                    (n - from) / (top - from)
                } else {
                    (to - n) / (to - top)
                }
            });
            Ok(worth.collect())
        }
        shape => Err(wrong_at(
            file,
            node,
            &format!(
                "the issue `{}` has a value function `{shape}`; constant, linear and triangular ones are read",
                issue.name
            ),
        )),
    }
}

fn rectangles(
    file: &str,
    utility: Node<'_, '_>,
    issues: &[ForeignIssue],
    reading: Reading,
    profile: &mut Profile,
) -> Result<(), Unreadable> {
    profile.claimed = number(file, utility, "maxutility")?;
    let scale = match (reading, profile.claimed) {
        (Reading::Genius, Some(most)) if most > 0.0 => most,
        _ => 1.0,
    };
    for part in utility
        .descendants()
        .filter(|node| node.has_tag_name("ufun"))
    {
        let how = part.attribute("aggregation").unwrap_or("sum");
        if how != "sum" {
            return Err(wrong_at(
                file,
                part,
                &format!("rectangles are put together by `{how}`; only sums are read"),
            ));
        }
    }
    for node in utility
        .descendants()
        .filter(|node| node.has_tag_name("hyperRectangle"))
    {
        let mut worth = number(file, node, "utility")?.unwrap_or(0.0) / scale;
        let weighted =
            |node: &Node<'_, '_>| node.has_tag_name("hyperRectangle") || node.has_tag_name("ufun");
        for part in node.ancestors().filter(weighted) {
            worth *= number(file, part, "weight")?.unwrap_or(1.0);
        }
        let excluding = children(node, "EXCLUDES").next().is_some();
        let combination = inside(file, node, issues)?;
        let never = combination.iter().any(|(_, places)| places.is_empty());
        if combination.is_empty() {
            profile.add_everywhere(worth);
        } else if excluding && reading == Reading::Genius {
            // It counts where at least one bound is violated: everywhere, less inside.
            profile.add_everywhere(worth);
            if !never {
                profile.combinations.push((combination, -worth));
            }
        } else if !never {
            profile.combinations.push((combination, worth));
        }
    }
    Ok(())
}

/// The values between the bounds of a rectangle, both inside; an issue bounded twice once.
fn inside(
    file: &str,
    rectangle: Node<'_, '_>,
    issues: &[ForeignIssue],
) -> Result<Rectangle, Unreadable> {
    let mut by_issue: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for bound in rectangle.children().filter(Node::is_element) {
        let (issue, places) = bounded(file, bound, issues)?;
        by_issue
            .entry(issue)
            .and_modify(|old| old.retain(|place| places.contains(place)))
            .or_insert(places);
    }
    Ok(by_issue.into_iter().collect())
}

/// The values of one issue between two bounds.
fn bounded(
    file: &str,
    bound: Node<'_, '_>,
    issues: &[ForeignIssue],
) -> Result<(usize, Vec<usize>), Unreadable> {
    let get = |name: &str| {
        number(file, bound, name)?.ok_or_else(|| {
            wrong_at(
                file,
                bound,
                &format!("a rectangle has a bound without `{name}`"),
            )
        })
    };
    let at = get("index")? as i64;
    let place = at.checked_sub(1).and_then(|at| usize::try_from(at).ok());
    let Some(issue) = place.filter(|at| *at < issues.len()) else {
        return Err(wrong_at(
            file,
            bound,
            &format!("a rectangle names issue {at}, which is not there"),
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
