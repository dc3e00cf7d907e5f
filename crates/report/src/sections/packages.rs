//! Which packages are necessary, possible or impossible, and for whom.

use super::board::{asked, assumed, everybody_asked, head, member, package, party, percent, share};
use crate::page::{Block, Row, Section, Statement, Table};
use crate::pages::View;
use crate::words;
use armistice_case::model::{Case, NodeId};
use armistice_engine::deal::map::Placed;
use armistice_engine::deal::preferences::Acceptable;
use armistice_engine::deal::{Study, Weak};
use armistice_engine::provenance::Because;

/// Which packages are necessary, possible, impossible.
pub fn map(case: &Case, study: &Study, view: &View) -> Section {
    let mut section = Section::new("package-map", "Which packages are possible, for whom");
    let Some(weak) = &study.weak else {
        return section;
    };
    let map = match &weak.map {
        Ok(map) => map,
        Err(refusal) => {
            section.blocks.push(Block::Remark(format!(
                "No map: {refusal}. To get one, {}.",
                refusal.help
            )));
            named(case, study, weak, &mut section);
            return section;
        }
    };
    let [impossible, possible, necessary] = map.counts;
    let whom = asked(case, study, weak);
    let is = if necessary == 1 { "is" } else { "are" };
    section.statements(vec![Statement::new(
        "deal",
        "package-map",
        format!(
            "Of {} packages, {necessary} {is} acceptable to {whom} under everything that fits what is assumed \
             (necessary), {possible} under some of it (possible), {impossible} under none.",
            necessary + possible + impossible
        ),
        assumed(study),
    )]);
    let rows = (0..weak.members.len())
        .map(|at| {
            let known = &study.known[weak.members[at]];
            let [no, maybe, yes] = map.by_party[at];
            Row {
                cells: vec![
                    party(case, study, known.party),
                    yes.to_string(),
                    maybe.to_string(),
                    no.to_string(),
                    map.certain_blocks[at].to_string(),
                ],
                because: known
                    .assumptions
                    .iter()
                    .map(|id| Because::Node(NodeId::Assumption(*id)))
                    .collect(),
            }
        })
        .collect();
    section.table(Table {
        cited: false,
        id: "package-map",
        columns: [
            "party",
            "necessary",
            "possible",
            "impossible",
            "blocked by it alone",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows,
    });
    named(case, study, weak, &mut section);
    let open = usize::try_from(possible + necessary).unwrap_or(usize::MAX);
    if open > 0 {
        let order = match &weak.acceptability {
            Some(Ok(_)) => "the surest first, then by their share of draws",
            _ => "the surest first, those alike in the order of the case",
        };
        section.blocks.push(Block::Remark(format!(
            "{} of {} that those asked could accept, {order}:",
            map.best.len().min(view.top),
            words::plural(open, "package", "packages")
        )));
    }
    placed_table(
        case,
        study,
        weak,
        "best-packages",
        map.best
            .iter()
            .take(view.top)
            .map(|placed| (String::new(), placed)),
        &mut section,
    );
    section
}

fn named(case: &Case, study: &Study, weak: &Weak, section: &mut Section) {
    if !weak.named.is_empty() {
        section
            .blocks
            .push(Block::Remark("Packages that the case names:".to_owned()));
    }
    let packages = weak.named.iter().map(|(id, placed)| (id.clone(), placed));
    placed_table(case, study, weak, "named-packages", packages, section);
}

fn word(acceptable: Acceptable) -> &'static str {
    match acceptable {
        Acceptable::Impossible => "impossible",
        Acceptable::Possible => "possible",
        Acceptable::Necessary => "necessary",
    }
}

fn placed_table<'p>(
    case: &Case,
    study: &Study,
    weak: &Weak,
    id: &'static str,
    packages: impl Iterator<Item = (String, &'p Placed)>,
    section: &mut Section,
) {
    let shares = weak
        .acceptability
        .as_ref()
        .and_then(|found| found.as_ref().ok());
    let all = if everybody_asked(study, weak) {
        "for all"
    } else {
        "for those asked"
    };
    let mut columns = vec!["package".to_owned(), all.to_owned()];
    columns.extend((0..weak.members.len()).map(|at| head(case, study, member(study, weak, at))));
    if shares.is_some() {
        columns.push("share of draws".to_owned());
    }
    let rows = packages
        .map(|(id, placed)| {
            let name = package(case, study, &placed.package);
            let mut cells = vec![if id.is_empty() {
                name
            } else {
                format!("{id}: {name}")
            }];
            cells.push(word(placed.overall).to_owned());
            let drawn = shares.and_then(|found| {
                let at = found
                    .packages
                    .iter()
                    .position(|(p, _)| *p == placed.package)?;
                Some((found.packages[at].1, &found.by_party[at]))
            });
            let words = placed.by_party.iter().enumerate();
            cells.extend(words.map(|(at, acceptable)| match (acceptable, drawn) {
                (Acceptable::Possible, Some((_, of))) => {
                    format!("{}, {}", word(*acceptable), percent(of[at]))
                }
                _ => word(*acceptable).to_owned(),
            }));
            let found = drawn.map(|(of_all, _)| share(of_all));
            if shares.is_some() {
                cells.push(found.unwrap_or_else(|| "–".to_owned()));
            }
            Row {
                cells,
                because: assumed(study),
            }
        })
        .collect();
    section.table(Table {
        cited: true,
        id,
        columns,
        rows,
    });
}
