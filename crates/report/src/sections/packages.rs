//! Which packages are necessary, possible or impossible, and for whom.

use super::board::{
    acceptable_to, asked, assumed, everybody_asked, head, left_open, member, package, party,
    percent, share, shut_out, together,
};
use crate::page::{Block, Class, Row, Section, Statement, Table};
use crate::pages::View;
use crate::words;
use armistice_case::model::{Case, NodeId};
use armistice_engine::deal::map::Placed;
use armistice_engine::deal::preferences::Acceptable;
use armistice_engine::deal::{Study, Weak};
use armistice_engine::provenance::Because;

/// Why there is no map, where something is assumed.
pub fn no_map(study: &Study) -> Section {
    let mut section = Section::new("package-map", "Which packages are possible, for whom");
    let assumed = !study.known.is_empty() && study.contradictions.is_empty();
    if assumed && study.weak.is_none() {
        section.blocks.push(Block::Remark(
            "No map: what no deal is worth is not assumed of those whose yes it takes; give them a `reservation`."
                .to_owned(),
        ));
    }
    section
}

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
    let or_if = left_open(case, study, weak).map_or_else(String::new, |others| {
        format!(" or hang on the word of {others}")
    });
    section.statements(vec![Statement::new(
        "deal",
        "package-map",
        format!(
            "Of {} packages, {necessary} {is} acceptable to {whom} under everything that fits what is assumed \
             (necessary), {possible} under some of it{or_if} (possible), {impossible} under none.",
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
            "only its yes is missing",
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

/// For the first lines of the brief: that what is assumed of preferences leaves no package, and who could open
/// one alone.
pub fn pool(case: &Case, study: &Study) -> Vec<Statement> {
    let on_map = study.weak.as_ref().and_then(|weak| {
        let map = weak.map.as_ref().ok()?;
        let [_, possible, necessary] = map.counts;
        Some((asked(case, study, weak), possible + necessary == 0))
    });
    let exact = study.exact.as_ref();
    let on_frontier = || {
        let exact = exact.filter(|exact| exact.frontier.is_exact())?;
        let closed = exact.least().zone.points.is_empty();
        acceptable_to(case, study).map(|whom| (whom, closed))
    };
    let Some((whom, true)) = on_map.or_else(on_frontier) else {
        return Vec::new();
    };
    let alone = exact.map_or_else(String::new, |exact| {
        let drops = exact.most().thresholds.alone.iter().enumerate();
        let movers: Vec<String> = drops
            .filter(|(_, drop)| drop.is_some())
            .map(|(at, _)| party(case, study, at))
            .collect();
        if movers.is_empty() {
            "; nobody could open a deal alone".to_owned()
        } else {
            format!(
                "; alone a deal could be opened by {}",
                words::joined(&movers, "or")
            )
        }
    });
    let text =
        format!("By what is assumed about preferences no package is acceptable to {whom}{alone}.");
    let statement = Statement::new("deal", "zone-closed", text, assumed(study))
        // It holds by assumption, so what was heard comes before it.
        .class(Class::Informs)
        .reach(study.board.axes.len());
    vec![statement]
}

fn named(case: &Case, study: &Study, weak: &Weak, section: &mut Section) {
    if !weak.named.is_empty() {
        section
            .blocks
            .push(Block::Remark("Packages that the case names:".to_owned()));
    }
    let packages = weak.named.iter().map(|(id, placed)| (id.clone(), placed));
    placed_table(case, study, weak, "named-packages", packages, section);
    section.blocks.extend(shut_out(case, study));
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
    let all = together(study, everybody_asked(study, weak));
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
