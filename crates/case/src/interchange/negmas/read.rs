//! NegMAS folders: the outcome space and one utility function a party.
//!
//! NegMAS resolves a `type` by importing the class of that name. Here a fixed list of names is known
//! and any other is refused, so that a file stays inert data. Papers: none; the form is that of
//! NegMAS 0.16. A list in `outcome_ranges` is a choice of values, as NegMAS reads it back.

use super::super::scenario::{
    Foreign, ForeignIssue, MOST_VALUES, Profile, Reading, Scenario, Unreadable, listed_worth, weigh,
};
use crate::source::Sources;
use crate::tree::{Kind, Node};
use crate::yaml;
use std::collections::BTreeMap;

/// What a file of a folder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The outcome space.
    Domain,
    /// A party's utility function.
    Profile,
    /// Something else: notes, statistics.
    Other,
}

/// Tells from its `type` what a file is.
pub fn role(file: &str, text: &str) -> Result<Role, Unreadable> {
    let file = File::parse(file, text)?;
    let kind = file.root.text_at("type").unwrap_or_default();
    Ok(if kind.contains("OutcomeSpace") {
        Role::Domain
    } else if kind.to_lowercase().contains("fun") {
        Role::Profile
    } else {
        Role::Other
    })
}

/// Reads an outcome space and its utility functions: file name and text each.
pub fn read(
    domain: (&str, &str),
    profiles: &[(&str, &str)],
    reading: Reading,
) -> Result<Scenario, Unreadable> {
    let file = File::parse(domain.0, domain.1)?;
    let issues = issues(&file)?;
    let name = match file.root.text_at("name") {
        Some(name) if !name.is_empty() => name.to_owned(),
        _ => stem(domain.0),
    };
    let mut scenario = Scenario {
        name,
        issues: issues.iter().map(|issue| issue.shown.clone()).collect(),
        profiles: Vec::new(),
        from: Foreign::Negmas,
        reading,
        notes: Vec::new(),
    };
    for (file, text) in profiles {
        let file = File::parse(file, text)?;
        let profile = profile(&file, &issues, reading, &mut scenario.notes)?;
        scenario.profiles.push(profile);
    }
    if reading == Reading::Negmas {
        scenario.drop_idle_reservations();
    }
    Ok(scenario)
}

fn stem(file: &str) -> String {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.rsplit_once('.')
        .map_or(name, |(stem, _)| stem)
        .to_owned()
}

/// A parsed file that knows its lines.
struct File {
    name: String,
    sources: Sources,
    root: Node,
}

impl File {
    fn parse(name: &str, text: &str) -> Result<Self, Unreadable> {
        let mut sources = Sources::default();
        let at = sources.add(name, text);
        let root = yaml::document(text).map_err(|(byte, message)| Unreadable {
            file: name.to_owned(),
            line: Some(sources.file(at).line_column(byte).0),
            message,
        })?;
        Ok(File {
            name: name.to_owned(),
            sources,
            root,
        })
    }

    fn wrong(&self, node: &Node, message: impl Into<String>) -> Unreadable {
        let start = node.span.start as usize;
        Unreadable {
            file: self.name.clone(),
            line: Some(self.sources.file(0).line_column(start).0),
            message: message.into(),
        }
    }

    fn need<'n>(&self, node: &'n Node, key: &str) -> Result<&'n Node, Unreadable> {
        node.get(key)
            .ok_or_else(|| self.wrong(node, format!("`{key}` is not there")))
    }

    /// A finite number.
    fn number(&self, node: &Node) -> Result<f64, Unreadable> {
        match node.text().map(|text| text.trim().parse::<f64>()) {
            Some(Ok(n)) if n.is_finite() => Ok(n),
            _ => Err(self.wrong(
                node,
                format!("`{}` is not a number", node.text().unwrap_or("this")),
            )),
        }
    }

    /// A number that may be left out.
    fn number_or(&self, node: &Node, key: &str, otherwise: f64) -> Result<f64, Unreadable> {
        node.get(key)
            .filter(|value| !is_null(value))
            .map_or(Ok(otherwise), |value| self.number(value))
    }

    fn whole(&self, node: &Node) -> Result<i64, Unreadable> {
        node.text()
            .and_then(|text| text.trim().parse().ok())
            .ok_or_else(|| self.wrong(node, "a whole number is needed here"))
    }
}

fn is_null(node: &Node) -> bool {
    matches!(node.kind, Kind::Empty) || matches!(node.text(), Some("null" | "~"))
}

/// The class without the module it stands in.
fn class(node: &Node) -> &str {
    let name = node.text_at("type").unwrap_or_default();
    name.rsplit('.').next().unwrap_or(name)
}

struct Issue {
    shown: ForeignIssue,
    places: BTreeMap<String, usize>,
}

fn issues(file: &File) -> Result<Vec<Issue>, Unreadable> {
    let list = file.need(&file.root, "issues")?;
    let issues: Vec<Issue> = list
        .as_list()
        .iter()
        .enumerate()
        .map(|(at, node)| issue(file, node, at))
        .collect::<Result<_, _>>()?;
    if issues.is_empty() {
        return Err(file.wrong(list, "there is no issue in it"));
    }
    Ok(issues)
}

fn issue(file: &File, node: &Node, at: usize) -> Result<Issue, Unreadable> {
    let name = match node.text_at("name") {
        Some(name) => name.to_owned(),
        None => format!("issue {}", at + 1),
    };
    let values = file.need(node, "values")?;
    let texts = match class(node) {
        "ContiguousIssue" => contiguous(file, values, &name)?,
        "CategoricalIssue"
        | "OrdinalIssue"
        | "CardinalIssue"
        | "DiscreteOrdinalIssue"
        | "DiscreteCardinalIssue"
        | "SingletonIssue" => {
            if values.as_list().len() > MOST_VALUES {
                return Err(too_many(file, values, &name));
            }
            let text = |value: &Node| {
                value
                    .text()
                    .map(str::to_owned)
                    .ok_or_else(|| file.wrong(value, "a value is one word or number"))
            };
            values
                .as_list()
                .iter()
                .map(text)
                .collect::<Result<_, _>>()?
        }
        "ContinuousIssue" => {
            return Err(file.wrong(
                node,
                format!("the issue `{name}` is continuous; give it steps first"),
            ));
        }
        other => {
            return Err(file.wrong(node, format!("`{other}` is no type of issue that is read")));
        }
    };
    let mut places = BTreeMap::new();
    let mut kept: Vec<String> = Vec::new();
    for text in texts {
        if !places.contains_key(&text) {
            places.insert(text.clone(), kept.len());
            kept.push(text);
        }
    }
    if kept.is_empty() {
        return Err(file.wrong(values, format!("the issue `{name}` has no values")));
    }
    Ok(Issue {
        shown: ForeignIssue { name, values: kept },
        places,
    })
}

fn too_many(file: &File, node: &Node, name: &str) -> Unreadable {
    file.wrong(
        node,
        format!("the issue `{name}` has more than {MOST_VALUES} values"),
    )
}

/// All whole numbers between two, both inside; one number counts from 0 to before it.
fn contiguous(file: &File, values: &Node, name: &str) -> Result<Vec<String>, Unreadable> {
    let (low, high) = match values.as_list() {
        [count] => (0, file.whole(count)?.saturating_sub(1)),
        [low, high] => (file.whole(low)?, file.whole(high)?),
        _ => return Err(file.wrong(values, "two bounds are needed here")),
    };
    let count = i128::from(high) - i128::from(low) + 1;
    if count > MOST_VALUES as i128 {
        return Err(too_many(file, values, name));
    }
    Ok((low..=high).map(|n| n.to_string()).collect())
}

fn profile(
    file: &File,
    issues: &[Issue],
    reading: Reading,
    notes: &mut Vec<String>,
) -> Result<Profile, Unreadable> {
    let outer = &file.root;
    let inner = unwrapped(file, outer)?;
    let name = [outer.text_at("name"), inner.text_at("name")]
        .into_iter()
        .flatten()
        .find(|name| !name.is_empty() && *name != "null")
        .map_or_else(|| stem(&file.name), str::to_owned);
    if !std::ptr::eq(outer, inner) {
        notes.push(format!(
            "{}: the discount is left out; a case has no rounds",
            file.name
        ));
    }
    let shown: Vec<ForeignIssue> = issues.iter().map(|issue| issue.shown.clone()).collect();
    let mut profile = Profile::blank(name, &shown);
    match class(inner) {
        "LinearAdditiveUtilityFunction" | "LinearUtilityAggregationFunction" => {
            additive(file, inner, issues, reading, &mut profile, notes)?;
        }
        "AffineUtilityFunction" | "LinearUtilityFunction" => {
            affine(file, inner, issues, &mut profile)?;
        }
        "HyperRectangleUtilityFunction" => rectangles(file, inner, issues, &mut profile)?,
        other => {
            return Err(file.wrong(
                inner,
                format!(
                    "`{other}` is no utility function that is read; additive ones and hyper-rectangles are"
                ),
            ));
        }
    }
    profile.add_everywhere(file.number_or(inner, "bias", 0.0)?);
    // What is discounted keeps its reservation inside; NegMAS looks at the outer one.
    let place = if reading == Reading::Negmas {
        outer
    } else {
        inner
    };
    profile.reservation = reservation(file, place, reading)?;
    Ok(profile)
}

/// What stands inside wrappers that lower a utility over time.
fn unwrapped<'f>(file: &File, mut node: &'f Node) -> Result<&'f Node, Unreadable> {
    while matches!(class(node), "ExpDiscountedUFun" | "LinDiscountedUFun") {
        node = file.need(node, "ufun")?;
    }
    Ok(node)
}

fn reservation(file: &File, node: &Node, reading: Reading) -> Result<Option<f64>, Unreadable> {
    let missing = match reading {
        Reading::Genius => Some(0.0),
        Reading::Negmas => None,
    };
    match node.get("reserved_value").filter(|value| !is_null(value)) {
        None => Ok(missing),
        Some(value) => match value.text().map(str::to_lowercase).as_deref() {
            Some("-.inf" | "-inf" | "-infinity") => Ok(None),
            _ => file.number(value).map(Some),
        },
    }
}

fn weights(file: &File, node: &Node, issues: &[Issue]) -> Result<Vec<f64>, Unreadable> {
    let Some(list) = node.get("weights").filter(|list| !is_null(list)) else {
        return Ok(vec![1.0; issues.len()]);
    };
    let weights: Vec<f64> = list
        .as_list()
        .iter()
        .map(|weight| file.number(weight))
        .collect::<Result<_, _>>()?;
    if weights.len() != issues.len() {
        return Err(file.wrong(
            list,
            format!("{} weights for {} issues", weights.len(), issues.len()),
        ));
    }
    Ok(weights)
}

fn additive(
    file: &File,
    node: &Node,
    issues: &[Issue],
    reading: Reading,
    profile: &mut Profile,
    notes: &mut Vec<String>,
) -> Result<(), Unreadable> {
    let weights = weights(file, node, issues)?;
    let place = node.get("weights").unwrap_or(node);
    let odd = weigh(&weights, reading).map_err(|message| file.wrong(place, message))?;
    notes.extend(odd.map(|words| format!("{}: {words}", file.name)));
    let list = file.need(node, "values")?;
    // Functions stand in the order of the issues, or under their names.
    let functions: Vec<&Node> = match &list.kind {
        Kind::Map { .. } => issues
            .iter()
            .map(|issue| file.need(list, &issue.shown.name))
            .collect::<Result<_, _>>()?,
        _ => list.as_list().iter().collect(),
    };
    if functions.len() != issues.len() {
        return Err(file.wrong(
            list,
            format!(
                "{} value functions for {} issues",
                functions.len(),
                issues.len()
            ),
        ));
    }
    for (at, (function, issue)) in functions.into_iter().zip(issues).enumerate() {
        let worth = worth(file, function, issue, reading)?;
        profile.parts[at] = worth.into_iter().map(|value| value * weights[at]).collect();
    }
    Ok(())
}

/// The worth of every value of an issue by one function, before its weight.
fn worth(
    file: &File,
    node: &Node,
    issue: &Issue,
    reading: Reading,
) -> Result<Vec<f64>, Unreadable> {
    let values = &issue.shown.values;
    let along = |f: &dyn Fn(f64) -> f64| -> Result<Vec<f64>, Unreadable> {
        values
            .iter()
            .map(|value| match value.parse::<f64>() {
                Ok(n) if n.is_finite() => Ok(f(n)),
                _ => Err(file.wrong(
                    node,
                    format!(
                        "this function needs numbers; `{value}` of `{}` is none",
                        issue.shown.name
                    ),
                )),
            })
            .collect()
    };
    match class(node) {
        "TableFun" => {
            let mapping = file.need(node, "mapping")?;
            let by_value: BTreeMap<&str, &Node> = mapping
                .entries()
                .iter()
                .map(|entry| (&*entry.key, &entry.value))
                .collect();
            let found: Vec<f64> = values
                .iter()
                .map(|value| match by_value.get(value.as_str()) {
                    Some(worth) => file.number(worth),
                    None => Err(file.wrong(
                        mapping,
                        format!("no score for `{value}` of `{}`", issue.shown.name),
                    )),
                })
                .collect::<Result<_, _>>()?;
            Ok(listed_worth(found, reading))
        }
        "IdentityFun" => along(&|n| n),
        "ConstFun" => {
            let bias = file.number_or(node, "bias", 0.0)?;
            Ok(vec![bias; values.len()])
        }
        "LinearFun" => {
            let slope = file.number(file.need(node, "slope")?)?;
            along(&|n| slope * n)
        }
        "AffineFun" => {
            let slope = file.number(file.need(node, "slope")?)?;
            let bias = file.number_or(node, "bias", 0.0)?;
            along(&|n| slope * n + bias)
        }
        "TriangularFun" => {
            let get = |key: &str| file.number(file.need(node, key)?);
            let (start, middle, end) = (get("start")?, get("middle")?, get("end")?);
            let bias = file.number_or(node, "bias", 0.0)?;
            let scale = file.number_or(node, "scale", 1.0)?;
            along(&|n| {
                let share = if n <= start || n >= end {
                    0.0
                } else if n <= middle {
                    (n - start) / (middle - start)
                } else {
                    (end - n) / (end - middle)
                };
                bias + scale * share
            })
        }
        other => Err(file.wrong(
            node,
            format!("`{other}` is no value function that is read; tables, lines and triangles are"),
        )),
    }
}

fn affine(
    file: &File,
    node: &Node,
    issues: &[Issue],
    profile: &mut Profile,
) -> Result<(), Unreadable> {
    let weights = weights(file, node, issues)?;
    for (at, issue) in issues.iter().enumerate() {
        for (place, value) in issue.shown.values.iter().enumerate() {
            let n: f64 = value
                .parse()
                .ok()
                .filter(|n: &f64| n.is_finite())
                .ok_or_else(|| {
                    file.wrong(
                        node,
                        format!(
                            "this function needs numbers; `{value}` of `{}` is none",
                            issue.shown.name
                        ),
                    )
                })?;
            profile.parts[at][place] = n * weights[at];
        }
    }
    Ok(())
}

fn rectangles(
    file: &File,
    node: &Node,
    issues: &[Issue],
    profile: &mut Profile,
) -> Result<(), Unreadable> {
    let ranges = file.need(node, "outcome_ranges")?;
    let utilities = file.need(node, "utilities")?;
    let weights = node.get("weights").filter(|list| !is_null(list));
    let [ranges_list, utilities_list] = [ranges.as_list(), utilities.as_list()];
    let weights_list = weights.map(Node::as_list);
    if ranges_list.len() != utilities_list.len()
        || weights_list.is_some_and(|list| list.len() != ranges_list.len())
    {
        return Err(file.wrong(
            node,
            "`outcome_ranges`, `utilities` and `weights` are not equally long",
        ));
    }
    for (at, (range, utility)) in ranges_list.iter().zip(utilities_list).enumerate() {
        let weight = weights_list.map_or(Ok(1.0), |list| file.number(&list[at]))?;
        let adds = weight * file.number(utility)?;
        let mut combination = Vec::new();
        for entry in range.entries() {
            if is_null(&entry.value) {
                continue;
            }
            let issue = entry
                .key
                .parse::<usize>()
                .ok()
                .or_else(|| {
                    issues
                        .iter()
                        .position(|issue| issue.shown.name == *entry.key)
                })
                .filter(|issue| *issue < issues.len())
                .ok_or_else(|| {
                    file.wrong(
                        &entry.value,
                        format!(
                            "a rectangle names issue `{}`, which is not there",
                            entry.key
                        ),
                    )
                })?;
            let mut places: Vec<usize> = chosen(&entry.value)
                .iter()
                .filter_map(|value| issues[issue].places.get(*value).copied())
                .collect();
            places.sort_unstable();
            places.dedup();
            combination.push((issue, places));
        }
        if combination.is_empty() {
            profile.add_everywhere(adds);
        } else if combination.iter().all(|(_, places)| !places.is_empty()) {
            combination.sort();
            let twice = combination.windows(2).any(|pair| pair[0].0 == pair[1].0);
            if twice {
                return Err(file.wrong(range, "a rectangle names one issue twice"));
            }
            profile.combinations.push((combination, adds));
        }
    }
    Ok(())
}

/// The values that a list of any depth names.
fn chosen(node: &Node) -> Vec<&str> {
    match &node.kind {
        Kind::List(items) => items.iter().flat_map(chosen).collect(),
        _ => node.text().into_iter().collect(),
    }
}
