//! The sentences and tables of a proposal: what the plan needs as it stands, what needs less.

use super::verify::words::{count, per_cent, single_change};
use crate::chart::trade::{Point, Series, Trade};
use crate::chart::{Drawing, Picture};
use crate::page::{Block, Row, Section, Statement, Table};
use crate::words;
use armistice_case::model::{Case, ClauseId, NodeId, ObligationId};
use armistice_case::value::Decimal;
use armistice_engine::accord::check::Lens;
use armistice_engine::accord::clock::Clock;
use armistice_engine::accord::plan::dated::dated;
use armistice_engine::accord::plan::frame::Until;
use armistice_engine::accord::plan::mend::Mend;
use armistice_engine::accord::plan::problem::Plan;
use armistice_engine::accord::plan::propose::{Basis, DELAYS, Proposal, Proposed};
use armistice_engine::provenance::Because;

/// The most steps that are written out.
const MOST: usize = 6;

/// The most rows of the trade-off.
const ROWS: usize = 16;

/// The sections of a proposal.
pub fn sections(lens: &Lens<'_>, proposal: &Proposal) -> Vec<Section> {
    let writer = Writer {
        case: lens.case,
        lens,
        proposal,
    };
    let mut found = Section::new("proposal", "What the exchange needs");
    found.statements(writer.statements());
    let mut trade = Section::new("trade-off", "Guarantee, turns and days");
    trade.picture(writer.trade_picture());
    trade.table(writer.orders());
    if let Some(text) = writer.bundled() {
        trade.blocks.push(Block::Remark(text));
    }
    let mut splits = Section::new("splits", "Guarantees of which none asks less of every side");
    splits.statements(writer.most_even().into_iter().collect());
    splits.table(writer.splits_table());
    let mut changes = Section::new("changes", "Single changes to the plan as it stands");
    changes.table(writer.changes());
    let mut rounds = Section::new("rounds", "What the second mover needs, by rounds");
    rounds.table(writer.rounds());
    if !proposal.rounds.is_empty() {
        rounds.blocks.push(Block::Remark(
            "Rounded up: what is shown is enough.".to_owned(),
        ));
    }
    let title = if *proposal.taken_up() == proposal.least.plan {
        "The order with the least guarantee, on its earliest days"
    } else {
        "The order with the least guarantee that fits the text, on its earliest days"
    };
    let mut dates = Section::new("turns", title);
    dates.table(writer.dates());
    vec![found, trade, splits, dates, rounds, changes]
}

/// How much guarantee how many turns need, on a page about other things.
pub fn aside(lens: &Lens<'_>, proposal: &Proposal) -> Section {
    let writer = Writer {
        case: lens.case,
        lens,
        proposal,
    };
    let mut section = Section::new("trade-off", "Guarantee, turns and days");
    section.picture(writer.trade_picture());
    section
}

/// What a float may be above the number it stands for.
const NO_MORE: f64 = 1e-6;

/// A bond, which is never below nothing, rounded up to two digits.
fn enough(bond: i64) -> i64 {
    let mut unit = 1;
    while bond / unit >= 100 {
        unit *= 10;
    }
    let over = bond % unit;
    bond.saturating_add(if over > 0 { unit - over } else { 0 })
}

struct Writer<'a> {
    case: &'a Case,
    lens: &'a Lens<'a>,
    proposal: &'a Proposal,
}

impl Writer<'_> {
    fn because(&self) -> Vec<Because> {
        let mut because: Vec<Because> = Vec::new();
        for kind in &self.proposal.kinds {
            because.push(Because::Node(ClauseId::Obligation(kind.duty).into()));
        }
        if let Basis::Values(assumptions) = &self.proposal.basis {
            because.extend(assumptions.iter().map(|id| Because::from(*id)));
        }
        because.dedup();
        because
    }

    fn statements(&self) -> Vec<Statement> {
        let new = |kind, text: String| Statement::new("accord", kind, text, self.because());
        let mut out = vec![new("basis", self.basis())];
        let current = &self.proposal.current;
        out.push(new(
            "plan-as-it-stands",
            format!(
                "As it stands: {}, in {} over {}.",
                self.bonds(&current.bonds),
                words::plural(usize::try_from(current.turns).unwrap_or(0), "turn", "turns"),
                words::plural(usize::try_from(current.days).unwrap_or(0), "day", "days")
            ),
        ));
        if let Some(text) = self.binding() {
            out.push(new("binding-step", text));
        }
        if let Some(text) = self.found_out() {
            out.push(new("slow-detection", text));
        }
        let least = &self.proposal.least;
        let sure = if least.gap() == 0 {
            "No order of these steps needs less.".to_owned()
        } else {
            format!(
                "The search {} before the proof: no order needs less than {} in all, so this one is at most {} above the best.",
                if self.proposal.stopped {
                    "was stopped"
                } else {
                    "ended"
                },
                self.amount(least.at_least),
                self.amount(least.gap())
            )
        };
        out.push(new(
            "least-bond",
            format!(
                "Least in all: {}{}. {sure} One such order: {}.",
                self.amount(least.value),
                self.splits(),
                self.order(&least.plan)
            ),
        ));
        out.extend(self.misfit().map(|text| new("does-not-fit", text)));
        out.extend(self.waits().map(|text| new("waits-left-out", text)));
        out.extend(self.left_out());
        if let Some(safe) = &self.proposal.against_money {
            let plan = Plan {
                steps: safe.order.iter().map(|k| vec![*k]).collect(),
                bonds: Vec::new(),
            };
            out.push(new(
                "against-money",
                format!(
                    "If what costs its giver no more than it is worth moves in any amounts between the deliveries, {} of bonds or other cost of leaving, of both sides together, is enough: {}.",
                    self.amount(safe.needed),
                    self.order(&plan)
                ),
            ));
        }
        if let Some(with) = &self.proposal.with_escrow {
            out.push(new(
                "escrow-saves",
                format!(
                    "If a third hand may hold one step of each side until both are there, {} in all is enough.",
                    self.amount(with.plan.total())
                ),
            ));
        }
        out
    }

    /// The last day of a duty, with what sets it.
    fn limit(&self, duty: ObligationId, day: i64, until: Until) -> String {
        let clause = |clause: ClauseId| words::clause(self.case, clause);
        match until {
            Until::Due => format!("{} is due by day {day}", clause(ClauseId::Obligation(duty))),
            Until::Ends(phase) => {
                format!("{} ends on day {day}", clause(ClauseId::Phase(phase)))
            }
        }
    }

    /// Where the order with the least bonds leaves the days of the text, and what does not.
    fn misfit(&self) -> Option<String> {
        let least = dated(self.lens, self.proposal, &self.proposal.least.plan);
        let last = least.iter().rfind(|turn| !turn.too_late.is_empty())?;
        let mut why: Vec<String> = Vec::new();
        for (duty, day, until) in least.iter().flat_map(|turn| &turn.too_late) {
            let limit = self.limit(*duty, *day, *until);
            if !why.contains(&limit) {
                why.push(limit);
            }
        }
        let instead = match &self.proposal.fitting {
            Some(plan) => {
                let total = self.amount(plan.total());
                format!("Of the proposals that fit the text, the least needs {total} in all.")
            }
            None => "No proposal here fits the text.".to_owned(),
        };
        Some(format!(
            "This order does not fit the text: on its earliest days it goes on to day {}, but {}. {instead}",
            last.day,
            words::joined(&why, "and")
        ))
    }

    /// What the duties wait for among themselves, which every proposal replaces.
    fn waits(&self) -> Option<String> {
        let told: Vec<String> = self
            .proposal
            .frame
            .waits
            .iter()
            .map(|(clause, other)| {
                format!(
                    "{} for {}",
                    words::clause(self.case, *clause),
                    words::clause(self.case, *other)
                )
            })
            .collect();
        (!told.is_empty()).then(|| {
            format!(
                "Proposals leave out what these duties wait for among themselves in the text: {}.",
                words::joined(&told, "and")
            )
        })
    }

    /// Duties that are given in return and are not counted here.
    fn left_out(&self) -> Option<Statement> {
        let duties = self.proposal.left_out.iter();
        let clauses: Vec<ClauseId> = duties.map(|duty| ClauseId::Obligation(*duty)).collect();
        let because = clauses.iter().map(|clause| Because::Node((*clause).into()));
        let text = format!(
            "Not counted here, though given in return too: {}.",
            words::clauses(self.case, &clauses)
        );
        let statement = Statement::new("accord", "left-out", text, because.collect());
        (!clauses.is_empty()).then_some(statement)
    }

    /// After which step each side that needs a bond would win that much by stopping.
    fn binding(&self) -> Option<String> {
        let current = &self.proposal.current;
        let told: Vec<String> = current
            .binding
            .iter()
            .zip(&current.bonds)
            .zip(&self.proposal.sides)
            .filter(|((_, bond), _)| **bond > 0)
            .map(|((step, bond), side)| {
                let clause = step.and_then(|step| self.proposal.steps.get(step));
                let when = clause.map_or_else(
                    || "before the first step".to_owned(),
                    |clause| format!("after {}", words::clause(self.case, *clause)),
                );
                format!(
                    "{} would win most, {}, by stopping {when}",
                    words::names(self.case, side),
                    self.amount(*bond)
                )
            })
            .collect();
        (!told.is_empty()).then(|| format!("The steps that bind: {}.", told.join("; ")))
    }

    /// What slow detection adds to the plan as it stands, and so what a faster verifier would save.
    fn found_out(&self) -> Option<String> {
        let current = &self.proposal.current;
        let now: i64 = current.bonds.iter().sum();
        let mut last = now;
        let mut told: Vec<String> = Vec::new();
        for (days, bonds) in DELAYS.iter().zip(&current.found_out) {
            let total: i64 = bonds.iter().sum();
            if total > last {
                let days = usize::try_from(*days).unwrap_or(0);
                told.push(format!(
                    "{} after {}",
                    self.amount(total),
                    words::plural(days, "day", "days")
                ));
                last = total;
            }
        }
        (!told.is_empty()).then(|| {
            format!(
                "Found out at once, a breach is held by {} in all as it stands; found out late, it takes {}. A faster verifier saves the difference.",
                self.amount(now),
                words::joined(&told, "and")
            )
        })
    }

    /// The order with the least bonds on its days.
    fn dates(&self) -> Table {
        let turns = dated(self.lens, self.proposal, self.proposal.taken_up());
        let late = turns.iter().any(|turn| !turn.too_late.is_empty());
        let clock = Clock::of(&self.lens.terms.agreement);
        let rows = turns.iter().map(|turn| {
            let day = match clock.date(turn.day) {
                Some(date) => format!("day {}, {}", turn.day, words::short_day(date)),
                None => format!("day {}", turn.day),
            };
            let kinds = || turn.gives.iter().map(|(kind, _)| *kind);
            let giver = kinds().next().and_then(|kind| self.giver(&[kind]));
            let what: Vec<String> = turn
                .gives
                .iter()
                .map(|(kind, number)| self.counted(*kind, *number))
                .collect();
            let duties = kinds().map(|kind| self.proposal.kinds[kind].duty);
            let mut cells = vec![day, giver.unwrap_or_default(), what.join(" and ")];
            if late {
                let why = turn
                    .too_late
                    .iter()
                    .map(|(duty, day, until)| self.limit(*duty, *day, *until));
                cells.push(words::joined(&why.collect::<Vec<_>>(), "and"));
            }
            Row {
                cells,
                because: duties
                    .map(|duty| Because::Node(ClauseId::Obligation(duty).into()))
                    .collect(),
            }
        });
        let mut columns = ["by", "who", "gives"].map(str::to_owned).to_vec();
        columns.extend(late.then(|| "does not fit".to_owned()));
        Table {
            id: "turns",
            columns,
            rows: rows.collect(),
            cited: true,
        }
    }

    fn basis(&self) -> String {
        match &self.proposal.basis {
            Basis::Values(_) => "Bonds are in the units of the values that the case assumes, each at the middle of its range.".to_owned(),
            Basis::Shares { proportional, .. } => {
                let assumed = if *proportional {
                    " Returns have no numbers of their own and are taken in proportion, as asked."
                } else {
                    ""
                };
                format!(
                    "Counts only: each side's whole counts as one, so that a guarantee is the largest share by which a side can be ahead. Who or what comes first within a side is not weighed, and stays as the text has it.{assumed}"
                )
            }
        }
    }

    fn amount(&self, number: i64) -> String {
        match &self.proposal.basis {
            Basis::Values(_) => Decimal(number).to_string(),
            Basis::Shares { whole, .. } => per_cent(number, *whole),
        }
    }

    fn bonds(&self, bonds: &[i64]) -> String {
        let told: Vec<String> = bonds
            .iter()
            .zip(&self.proposal.sides)
            .map(|(bond, side)| format!("{} {}", words::names(self.case, side), self.amount(*bond)))
            .collect();
        told.join(", ")
    }

    /// How the least sum can be split between the parties, where the front tells.
    fn splits(&self) -> String {
        let least = self.proposal.least.value;
        let mut told: Vec<String> = Vec::new();
        for option in self
            .proposal
            .options
            .iter()
            .filter(|o| o.plan.total() == least)
        {
            let split = self.bonds(&option.plan.bonds);
            if !told.contains(&split) {
                told.push(split);
            }
        }
        if told.is_empty() {
            return format!(" ({})", self.bonds(&self.proposal.least.plan.bonds));
        }
        let more = told.len().saturating_sub(4);
        let tail = if more > 0 {
            format!("; or {more} other splits")
        } else {
            String::new()
        };
        format!(
            " ({}{tail})",
            told.into_iter().take(4).collect::<Vec<_>>().join("; or ")
        )
    }

    /// The name of a kind with its number.
    fn kind(&self, kind: usize, steps: u64) -> String {
        self.counted(kind, steps * self.proposal.kinds[kind].unit)
    }

    fn counted(&self, kind: usize, number: u64) -> String {
        let item = &self.proposal.kinds[kind];
        match item.quantity {
            Some(quantity) => {
                let duty = ClauseId::Obligation(item.duty);
                count(self.case, duty, quantity, number)
            }
            None => {
                let duty = self
                    .case
                    .label(NodeId::Clause(ClauseId::Obligation(item.duty)))
                    .id;
                format!("the return for {number} (`{duty}`)")
            }
        }
    }

    fn giver(&self, step: &[usize]) -> Option<String> {
        let [kind] = step else { return None };
        let duty = self.proposal.kinds[*kind].duty;
        let by = self.lens.debtors(ClauseId::Obligation(duty));
        Some(words::names(self.case, &by))
    }

    fn order(&self, plan: &Plan) -> String {
        let mut runs: Vec<(Vec<usize>, u64)> = Vec::new();
        for step in &plan.steps {
            match runs.last_mut() {
                Some((known, n)) if known == step => *n += 1,
                _ => runs.push((step.clone(), 1)),
            }
        }
        let told: Vec<String> = runs
            .iter()
            .take(MOST)
            .map(|(step, n)| {
                let what: Vec<String> = step.iter().map(|kind| self.kind(*kind, *n)).collect();
                match self.giver(step) {
                    Some(giver) => {
                        format!("{giver} {}", what.join(" and "))
                    }
                    None => format!("together {}", what.join(" and ")),
                }
            })
            .collect();
        let more = runs.len().saturating_sub(told.len());
        let tail = if more > 0 {
            format!(
                ", and {}",
                words::plural(more, "further step", "further steps")
            )
        } else {
            String::new()
        };
        format!("{}{tail}", told.join(", then "))
    }

    fn row(&self, name: String, option: &Proposed) -> Row {
        let mut cells = vec![name, option.turns.to_string(), option.days.to_string()];
        cells.extend(option.plan.bonds.iter().map(|bond| self.amount(*bond)));
        cells.push(self.amount(option.plan.total()));
        Row {
            cells,
            because: self.because(),
        }
    }

    fn trade_off(&self) -> Table {
        let mut columns = vec![
            String::new(),
            "turns".to_owned(),
            "days at least".to_owned(),
        ];
        columns.extend(
            self.proposal
                .sides
                .iter()
                .map(|side| words::names(self.case, side)),
        );
        columns.push("in all".to_owned());
        let mut rows = Vec::new();
        let current = &self.proposal.current;
        let mut cells = vec![
            "as it stands".to_owned(),
            current.turns.to_string(),
            current.days.to_string(),
        ];
        cells.extend(current.bonds.iter().map(|bond| self.amount(*bond)));
        cells.push(self.amount(current.bonds.iter().sum()));
        rows.push(Row {
            cells,
            because: self.because(),
        });
        let options = self.proposal.options.iter().take(ROWS);
        let name = |option: &Proposed| if option.fits { "proposal" } else { "too late" };
        rows.extend(options.map(|option| self.row(name(option).to_owned(), option)));
        let held = self.proposal.with_escrow.iter();
        let name = |option: &Proposed| {
            if option.fits {
                "with an escrow"
            } else {
                "with an escrow, too late"
            }
        };
        rows.extend(held.map(|option| self.row(name(option).to_owned(), option)));
        Table {
            id: "trade-off",
            columns,
            rows,
            cited: false,
        }
    }

    /// What the trade-off rests on, where it is not over all orders.
    fn bundled(&self) -> Option<String> {
        let bundles = self.proposal.bundles?;
        Some(format!(
            "There are too many orders to look at all for every number of turns. These are made of {bundles} bundles of the order above: each is enough, and none is proved the least for its turns."
        ))
    }

    /// The order whose largest bond is least.
    fn most_even(&self) -> Option<Statement> {
        let found = self.proposal.most_even.as_ref()?;
        let sure = if found.gap() == 0 {
            String::new()
        } else {
            format!(
                "; no order needs less than {} of the side that it asks most of",
                self.amount(found.at_least)
            )
        };
        Some(Statement::new(
            "accord",
            "most-even",
            format!(
                "Least of the side that is asked most: {} ({}){sure}. One such order: {}.",
                self.amount(found.value),
                self.bonds(&found.plan.bonds),
                self.order(&found.plan)
            ),
            self.because(),
        ))
    }

    /// The guarantees that cannot be lowered for one side without being raised for another.
    fn splits_table(&self) -> Table {
        let sides = self.proposal.sides.iter();
        let mut columns: Vec<String> = sides.map(|side| words::names(self.case, side)).collect();
        columns.extend(["in all", "turns", "days at least", "fits the text"].map(str::to_owned));
        let rows = self.proposal.undominated.iter().map(|option| {
            let bonds = option.plan.bonds.iter();
            let mut cells: Vec<String> = bonds.map(|bond| self.amount(*bond)).collect();
            cells.push(self.amount(option.plan.total()));
            cells.push(option.turns.to_string());
            cells.push(option.days.to_string());
            cells.push(if option.fits { "yes" } else { "no" }.to_owned());
            Row {
                cells,
                because: self.because(),
            }
        });
        Table {
            id: "splits",
            columns,
            rows: rows.collect(),
            cited: false,
        }
    }

    /// The proposals in words, in the order of the trade-off: a table of their own, since an order is
    /// long and numbers are not.
    fn orders(&self) -> Table {
        let options = self.proposal.options.iter().take(ROWS);
        let rows = options.chain(&self.proposal.with_escrow).map(|option| Row {
            cells: vec![
                option.turns.to_string(),
                self.amount(option.plan.total()),
                self.order(&option.plan),
            ],
            because: self.because(),
        });
        Table {
            id: "orders",
            columns: ["turns", "in all", "order"].map(str::to_owned).to_vec(),
            rows: rows.collect(),
            cited: false,
        }
    }

    /// The guarantee against the turns: the plan as it stands, and what proposals need.
    fn trade_picture(&self) -> Picture {
        let current = &self.proposal.current;
        let point = |turns: i64, days: i64, total: i64, what: &str| Point {
            x: turns,
            y: total,
            value: self.amount(total),
            what: format!(
                "{what}, {} over {}",
                words::plural(usize::try_from(turns).unwrap_or(0), "turn", "turns"),
                words::plural(usize::try_from(days).unwrap_or(0), "day", "days")
            ),
        };
        let total: i64 = current.bonds.iter().sum();
        // Of the splits of one sum, one point.
        let mut proposals: Vec<Point> = Vec::new();
        for option in self.proposal.options.iter().take(ROWS) {
            let new = point(option.turns, option.days, option.plan.total(), "a proposal");
            if proposals
                .last()
                .is_none_or(|last| (last.x, last.y) != (new.x, new.y))
            {
                proposals.push(new);
            }
        }
        proposals.sort_by_key(|point| point.x);
        let title = match proposals.iter().min_by_key(|point| (point.y, point.x)) {
            Some(best) if best.y < total => format!(
                "As it stands the guarantee is {} in all; {} would do in {} turns.",
                self.amount(total),
                best.value,
                best.x
            ),
            _ => format!(
                "As it stands the guarantee is {} in all, and no proposal needs less.",
                self.amount(total)
            ),
        };
        let now = point(current.turns, current.days, total, "as it stands");
        Picture {
            id: "trade-off",
            title,
            description: "The guarantee of all parties together against the number of turns: the plan as it stands and the proposals.".to_owned(),
            note: "A turn is a run of deliveries by one side. More turns need a smaller guarantee and more days.".to_owned(),
            drawing: Drawing::Trade(Trade {
                across: "turns".to_owned(),
                upwards: "guarantee in all".to_owned(),
                series: [("as it stands", vec![now], false), ("proposals", proposals, true)]
                    .into_iter()
                    .filter(|(_, points, _)| !points.is_empty())
                    .map(|(name, points, joined)| Series {
                        name: name.to_owned(),
                        points,
                        joined,
                    })
                    .collect(),
            }),
            table: self.trade_off(),
        }
    }

    fn rounds(&self) -> Table {
        // What is shown is enough, and no more than rounding needs: bonds are floats here.
        #[expect(clippy::cast_possible_truncation, reason = "bonds are far below 2^63")]
        let shown = |bond: f64| {
            let bond = (bond - NO_MORE).ceil() as i64;
            match &self.proposal.basis {
                Basis::Values(_) => self.amount(enough(bond)),
                Basis::Shares { whole, .. } => {
                    let (bond, whole) = (i128::from(bond), i128::from(*whole).max(1));
                    format!("{} %", (bond * 100 + whole - 1) / whole)
                }
            }
        };
        let rows = self.proposal.rounds.iter().map(|rounds| Row {
            cells: vec![
                words::names(self.case, &self.proposal.sides[rounds.second]),
                rounds.number.to_string(),
                shown(rounds.equal),
                rounds
                    .best
                    .map_or_else(|| "no surplus, no gain".to_owned(), shown),
            ],
            because: self.because(),
        });
        Table {
            id: "rounds",
            columns: [
                "second mover",
                "rounds",
                "equal rounds",
                "rounds that shrink",
            ]
            .map(str::to_owned)
            .to_vec(),
            rows: rows.collect(),
            cited: true,
        }
    }

    fn changes(&self) -> Table {
        let rows = self
            .proposal
            .mends
            .iter()
            .take(5)
            .map(|mended| {
                let what = single_change(self.case, mended.mend, &self.proposal.steps);
                let positions = match mended.mend {
                    Mend::Swap(a, b) | Mend::Escrow(a, b) => vec![a, b],
                    Mend::Split(a) => vec![a],
                };
                let clauses = positions.iter().filter_map(|p| self.proposal.steps.get(*p));
                Row {
                    cells: vec![what, self.amount(mended.before), self.amount(mended.after)],
                    because: clauses
                        .map(|clause| Because::Node((*clause).into()))
                        .collect(),
                }
            })
            .collect();
        Table {
            id: "changes",
            columns: ["change", "in all now", "in all then"]
                .map(str::to_owned)
                .to_vec(),
            rows,
            cited: true,
        }
    }
}
