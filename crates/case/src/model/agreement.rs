//! The text: obligations in phases, with conditions, deadlines, totals and guarantees.

use super::{
    ActorId, AmendmentId, Arena, Case, EscrowId, GuaranteeId, IssueId, Label, MilestoneId, NodeId,
    ObligationId, OpenTermId, PhaseId, PowerId, QuantityId, ReadingId, Said, SourceId,
};
use crate::phrase::{Condition, When};
use crate::source::Span;
use crate::value::{Decimal, Delivered, Duration};
use crate::zone::{Hour, Zone};
use jiff::civil::Date;
use std::fmt;

/// A clause of an agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum ClauseId {
    Phase(PhaseId),
    Obligation(ObligationId),
    /// A tranche, by its obligation and its position in it, or in the duty whose tranches it answers.
    Tranche(ObligationId, u16),
    Power(PowerId),
    OpenTerm(OpenTermId),
    Milestone(MilestoneId),
    Escrow(EscrowId),
    Guarantee(GuaranteeId),
}

impl ClauseId {
    /// The duty of a tranche; any other clause itself.
    #[must_use]
    pub fn whole(self) -> ClauseId {
        match self {
            ClauseId::Tranche(duty, _) => ClauseId::Obligation(duty),
            other => other,
        }
    }

    /// The clause of a duty that answers this one: by tranche where this is a tranche.
    #[must_use]
    pub fn answered_by(self, duty: ObligationId) -> ClauseId {
        match self {
            ClauseId::Tranche(_, at) => ClauseId::Tranche(duty, at),
            _ => ClauseId::Obligation(duty),
        }
    }
}

/// One key of one clause with another value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The clause.
    pub clause: ClauseId,
    /// The key.
    pub key: Box<str>,
    /// Its value as written; a list or map is given in one line.
    pub value: Box<str>,
    /// Amounts by quantity, where the key is `delivers` or `reaches`.
    pub amounts: Vec<(QuantityId, Vec<Delivered>)>,
    /// Where the value stands.
    pub span: Span,
}

/// An agreement, reported, proposed or in force.
#[derive(Clone, Debug)]
pub struct Agreement {
    /// Its title.
    pub title: Option<Box<str>>,
    /// How far it has come.
    pub status: Option<Box<str>>,
    /// Where it stands in the text.
    pub span: Span,
    /// Its sources.
    pub from: Vec<SourceId>,
    /// Who signed.
    pub signed_by: Said<Vec<ActorId>>,
    /// The date of day one.
    pub day_one: Said<Date>,
    /// The hour at which it begins.
    pub first_hour: Option<Hour>,
    /// Whether counting starts at nought.
    pub counts_from_zero: bool,
    /// The zone of its days and hours.
    pub zone: Said<Zone>,
    /// The weekly days of rest.
    pub rest_days: Said<Vec<Box<str>>>,
    /// The days on which nothing is done.
    pub holidays: Said<Vec<Date>>,
    /// What happens to a date that falls on a day of rest.
    pub if_rest_day: Said<Box<str>>,
    /// What 31 June becomes.
    pub if_no_such_day: Said<Box<str>>,
    /// What dates do during a suspension, where a duty does not say: `shift`, `freeze` or `stand`.
    pub if_suspended: Said<Box<str>>,
    /// The breaches that the path of disputes covers, where there is one.
    pub disputes: Option<Box<str>>,
    /// The steps of that path, lowest first.
    pub dispute_steps: Vec<DisputeStep>,
    /// What changes hands in all.
    pub totals: Vec<(QuantityId, Vec<Delivered>)>,
    /// What is left to be agreed.
    pub open_terms: Arena<OpenTermId, OpenTerm>,
    /// Its phases.
    pub phases: Arena<PhaseId, Phase>,
    /// Its obligations, those of no phase first.
    pub obligations: Arena<ObligationId, Obligation>,
    /// Rights to change its course.
    pub powers: Arena<PowerId, Power>,
    /// Events that no clause produces.
    pub milestones: Arena<MilestoneId, Milestone>,
    /// What a third hand holds.
    pub escrows: Arena<EscrowId, Escrow>,
    /// Who pledges what.
    pub guarantees: Arena<GuaranteeId, Guarantee>,
    /// Ways to understand the terms.
    pub readings: Arena<ReadingId, Reading>,
    /// Changes with a date.
    pub amendments: Arena<AmendmentId, Amendment>,
}

/// One step of the path of disputes.
#[derive(Clone, Debug)]
pub struct DisputeStep {
    /// Who decides.
    pub by: Vec<ActorId>,
    /// How fast.
    pub within: Said<Duration>,
}

/// Something left to be agreed.
#[derive(Clone, Debug)]
pub struct OpenTerm {
    /// The question.
    pub question: Box<str>,
    /// The issue it belongs to.
    pub issue: Option<IssueId>,
    /// By when it is to be agreed.
    pub when: Said<When>,
    /// What holds if nothing is agreed.
    pub fallback: Said<Box<str>>,
    /// Who decides.
    pub decided_by: Said<Vec<ActorId>>,
}

/// A stage of an agreement.
#[derive(Clone, Debug)]
pub struct Phase {
    /// The name as it is printed.
    pub name: Option<Box<str>>,
    /// Its span.
    pub when: Said<When>,
    /// What starts its clock.
    pub after: Said<Condition>,
    /// What must hold.
    pub needs: Said<Condition>,
    /// How long it lasts.
    pub lasts: Said<Duration>,
    /// What changes hands in it.
    pub totals: Vec<(QuantityId, Vec<Delivered>)>,
    /// What follows its end while talks go on.
    pub if_talks_go_on: Said<Box<str>>,
    /// What follows its end if talks fail.
    pub if_talks_fail: Said<Box<str>>,
}

/// Who owes whom what, when, after what, verified by whom.
#[derive(Clone, Debug)]
pub struct Obligation {
    /// The phase it stands in.
    pub phase: Option<PhaseId>,
    /// The name as it is printed.
    pub name: Option<Box<str>>,
    /// The number of its clause.
    pub clause: Option<Box<str>>,
    /// Who owes it.
    pub by: Said<Vec<ActorId>>,
    /// To whom.
    pub to: Said<Vec<ActorId>>,
    /// Whose act it takes besides.
    pub through: Vec<ActorId>,
    /// Whether several owe it together.
    pub jointly: bool,
    /// The act.
    pub does: Option<Box<str>>,
    /// The act forbidden.
    pub must_not: Option<Box<str>>,
    /// How one sees that it is done.
    pub done_when: Said<Box<str>>,
    /// The text's own words.
    pub as_written: Option<Box<str>>,
    /// What changes hands.
    pub delivers: Vec<(QuantityId, Vec<Delivered>)>,
    /// The level reached in all.
    pub reaches: Vec<(QuantityId, Vec<Delivered>)>,
    /// What starts its clock.
    pub after: Said<Condition>,
    /// What must hold.
    pub needs: Said<Condition>,
    /// When it must begin.
    pub starts: Said<When>,
    /// When it must be done.
    pub when: Said<When>,
    /// How often it recurs.
    pub every: Said<Duration>,
    /// How long the work takes.
    pub takes: Said<Duration>,
    /// The duties it answers.
    pub in_return_for: Vec<ClauseId>,
    /// Its parts.
    pub tranches: Vec<Tranche>,
    /// Who confirms it.
    pub verified_by: Said<Vec<ActorId>>,
    /// How fast.
    pub verified_within: Said<Duration>,
    /// The duty that lets the verifier in.
    pub verified_access: Option<ClauseId>,
    /// How long a breach can be cured.
    pub cure: Said<Duration>,
    /// Whether giving more than owed counts later.
    pub if_over: Said<Box<str>>,
    /// What its dates do during a suspension: `shift`, `freeze` or `stand`.
    pub if_suspended: Said<Box<str>>,
    /// How much it weighs in the completion of the whole; one without it.
    pub weight: Option<Decimal>,
    /// The same act named in another duty.
    pub act: Option<Box<str>>,
    /// Where it is done, by the id of the place.
    pub place: Option<Box<str>>,
    /// The zone of its days and hours.
    pub zone: Option<Zone>,
    /// Whose capacity it takes, by the ids of actors and places.
    pub uses: Vec<Box<str>>,
    /// The share of it that can be taken back, in thousandths, where the duty itself says so.
    pub reversible: Option<(u16, u16)>,
    /// What is done at the same time.
    pub together_with: Option<ClauseId>,
    /// What counts as keeping step with it.
    pub keeps_pace: Said<Box<str>>,
    /// Who starts.
    pub first: Said<Vec<ActorId>>,
    /// Whether it is owed whatever happens.
    pub unconditional: bool,
    /// Whether it holds after its phase or the agreement ends.
    pub survives: bool,
    /// Whether it was given in words of an amendment or a reading.
    pub added_by: Option<NodeId>,
    /// Its sources.
    pub from: Vec<SourceId>,
}

/// A part of an obligation; what it leaves out it has from the obligation.
#[derive(Clone, Debug)]
pub struct Tranche {
    /// Its own id and place.
    pub label: Label,
    /// When it must be done.
    pub when: Said<When>,
    /// When it must begin.
    pub starts: Said<When>,
    /// What starts its clock.
    pub after: Said<Condition>,
    /// What must hold.
    pub needs: Said<Condition>,
    /// What changes hands.
    pub delivers: Vec<(QuantityId, Vec<Delivered>)>,
    /// The level reached in all.
    pub reaches: Vec<(QuantityId, Vec<Delivered>)>,
    /// How fast it is confirmed.
    pub verified_within: Said<Duration>,
}

/// A right to extend, suspend, resume, end or waive.
#[derive(Clone, Debug)]
pub struct Power {
    /// The phase it stands in.
    pub phase: Option<PhaseId>,
    /// Whose right it is.
    pub by: Said<Vec<ActorId>>,
    /// What it allows, in words.
    pub does: Option<Box<str>>,
    /// What it does (`extends`, `suspends`, `resumes`, `ends`, `waives`) to which clause.
    pub acts: Vec<(&'static str, ClauseId)>,
    /// What starts its clock.
    pub after: Said<Condition>,
    /// What must hold.
    pub needs: Said<Condition>,
    /// When it can be used.
    pub when: Said<When>,
    /// How long before it acts it is announced.
    pub notice: Said<Duration>,
    /// For how long it acts.
    pub lasts: Said<Duration>,
    /// How often it can be used.
    pub at_most: Said<Box<str>>,
}

/// An event that no clause produces.
#[derive(Clone, Debug)]
pub struct Milestone {
    /// The name as it is printed.
    pub name: Option<Box<str>>,
    /// Its day.
    pub date: Said<Date>,
    /// Who acts.
    pub by: Said<Vec<ActorId>>,
    /// What starts its clock.
    pub after: Said<Condition>,
    /// What must hold.
    pub needs: Said<Condition>,
}

/// What a third hand holds until both have given.
#[derive(Clone, Debug)]
pub struct Escrow {
    /// Who holds.
    pub by: Said<Vec<ActorId>>,
    /// What is held.
    pub holds: Vec<ClauseId>,
    /// When it is handed over.
    pub hands_over: Said<Condition>,
    /// When it goes back.
    pub gives_back: Said<When>,
    /// The reading that alone has it.
    pub added_by: Option<ReadingId>,
}

/// Who pledges what behind which clauses.
#[derive(Clone, Debug)]
pub struct Guarantee {
    /// Who guarantees.
    pub by: Said<Vec<ActorId>>,
    /// What is pledged.
    pub pledges: Box<str>,
    /// The clauses behind which it stands.
    pub backs: Vec<ClauseId>,
    /// Against whose breach.
    pub against: Vec<ActorId>,
    /// What it is.
    pub kind: Option<Box<str>>,
    /// How much.
    pub amount: Vec<(QuantityId, Vec<Delivered>)>,
    /// Its sources.
    pub from: Vec<SourceId>,
}

/// A named set of changes to the terms, for one way to understand them.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The name as it is printed.
    pub name: Option<Box<str>>,
    /// Who reads it so.
    pub held_by: Vec<ActorId>,
    /// Its sources.
    pub from: Vec<SourceId>,
    /// The keys that read differently.
    pub changes: Vec<Change>,
    /// Clauses this reading has not.
    pub drops: Vec<ClauseId>,
}

/// A change of the text with a date.
#[derive(Clone, Debug)]
pub struct Amendment {
    /// The name as it is printed.
    pub name: Option<Box<str>>,
    /// From when it holds.
    pub date: Option<Date>,
    /// Proposed, agreed or refused.
    pub status: Option<Box<str>>,
    /// Who agreed or proposes it.
    pub by: Said<Vec<ActorId>>,
    /// The keys it changes.
    pub changes: Vec<Change>,
    /// The clauses it drops.
    pub drops: Vec<ClauseId>,
    /// Its sources.
    pub from: Vec<SourceId>,
}

impl Agreement {
    /// The amendments that are agreed and dated, in the order of their days.
    pub fn dated_amendments(&self) -> Vec<(Date, AmendmentId)> {
        let agreed = |amendment: &Amendment| {
            let status = amendment.status.as_deref();
            status.is_none_or(|status| status == "agreed")
        };
        let mut dated: Vec<(Date, AmendmentId)> = self
            .amendments
            .iter()
            .filter(|(_, amendment)| agreed(amendment))
            .filter_map(|(id, amendment)| Some((amendment.date?, id)))
            .collect();
        dated.sort_unstable();
        dated
    }

    /// The tranches of a duty: its own, or those that it takes over from the first duty it answers.
    pub fn tranches_of(&self, duty: ObligationId) -> &[Tranche] {
        let mut duty = &self.obligations[duty];
        // Duties that answer one another in a circle have no tranches at all.
        for _ in 0..self.obligations.len() {
            match duty.in_return_for.first() {
                Some(ClauseId::Obligation(answered)) if duty.tranches.is_empty() => {
                    duty = &self.obligations[*answered];
                }
                _ => break,
            }
        }
        &duty.tranches
    }

    /// The id and place of a clause, reading or amendment.
    pub fn label(&self, node: NodeId) -> Label {
        match node {
            NodeId::Clause(clause) => match clause {
                ClauseId::Phase(key) => self.phases.label(key).clone(),
                ClauseId::Obligation(key) => self.obligations.label(key).clone(),
                ClauseId::Tranche(duty, at) => {
                    let whole = self.obligations.label(duty);
                    let Some(tranche) = self.tranches_of(duty).get(usize::from(at)) else {
                        return whole.clone();
                    };
                    let own = !self.obligations[duty].tranches.is_empty();
                    Label {
                        id: format!("{}.{}", whole.id, tranche.label.id).into(),
                        span: if own { tranche.label.span } else { whole.span },
                    }
                }
                ClauseId::Power(key) => self.powers.label(key).clone(),
                ClauseId::OpenTerm(key) => self.open_terms.label(key).clone(),
                ClauseId::Milestone(key) => self.milestones.label(key).clone(),
                ClauseId::Escrow(key) => self.escrows.label(key).clone(),
                ClauseId::Guarantee(key) => self.guarantees.label(key).clone(),
            },
            NodeId::Reading(key) => self.readings.label(key).clone(),
            NodeId::Amendment(key) => self.amendments.label(key).clone(),
            _ => Label {
                id: "agreement".into(),
                span: self.span,
            },
        }
    }

    /// Every declared sum beside what its parts add up to, where all of them are exact.
    ///
    /// A duty's tranches are held against what it delivers, the duties against the totals of the
    /// agreement and of their phase, a whole against its parts. A ratio counts with what the duty
    /// it answers delivers.
    pub fn sums(&self, case: &Case) -> Vec<SumCheck> {
        let own: Vec<ObligationId> = self.own_duties().map(|(id, _)| id).collect();
        self.sums_among(case, &own)
    }

    /// As `sums`, counting these duties alone: those of a reading.
    pub fn sums_among(&self, case: &Case, duties: &[ObligationId]) -> Vec<SumCheck> {
        let among = || duties.iter().map(|id| (*id, &self.obligations[*id]));
        let mut checks = Vec::new();
        for (id, duty) in among() {
            checks.extend(duty.shares(id));
            for (quantity, amounts) in &duty.delivers {
                let Some(declared) = Delivered::sole_exact(amounts) else {
                    continue;
                };
                let parts: Vec<(ClauseId, Option<Decimal>)> = (0_u16..)
                    .zip(&duty.tranches)
                    .filter_map(|(i, tranche)| {
                        let amount = part_of(case, &tranche.delivers, *quantity)?;
                        Some((ClauseId::Tranche(id, i), amount))
                    })
                    .collect();
                let of = ClauseId::Obligation(id).into();
                checks.extend(sum(of, *quantity, declared, parts));
            }
        }
        let mut totals: Vec<(NodeId, Option<PhaseId>, QuantityId, Decimal)> = Vec::new();
        let mut total = |node, phase, list: &[(QuantityId, Vec<Delivered>)]| {
            for (quantity, amounts) in list {
                if let Some(declared) = Delivered::sole_exact(amounts) {
                    totals.push((node, phase, *quantity, declared));
                }
            }
        };
        total(NodeId::Agreement, None, &self.totals);
        for (phase, item) in self.phases.iter() {
            let node = NodeId::Clause(ClauseId::Phase(phase));
            total(node, Some(phase), &item.totals);
        }
        for (node, phase, quantity, declared) in totals {
            let parts: Vec<(ClauseId, Option<Decimal>)> = among()
                .filter(|(_, duty)| phase.is_none() || duty.phase == phase)
                .filter_map(|(id, duty)| {
                    let amount = self.delivered_by(case, duty, quantity)?;
                    Some((ClauseId::Obligation(id), amount))
                })
                .collect();
            let before = checks.len();
            for way in &case.quantities[quantity].parts {
                let amounts: Option<Vec<Decimal>> = way
                    .iter()
                    .map(|part| find(&self.totals, *part).and_then(Delivered::sole_exact))
                    .collect();
                if node == NodeId::Agreement
                    && let Some(amounts) = amounts
                {
                    checks.push(SumCheck {
                        of: node,
                        quantity,
                        declared,
                        found: Decimal(amounts.iter().map(|n| n.0).sum()),
                        parts: Vec::new(),
                        divided: way.iter().copied().zip(amounts).collect(),
                        percent: false,
                        products: Vec::new(),
                    });
                }
            }
            // Where the totals divide it and no duty names it, the parts are checked one by one.
            let named = among().any(|(_, duty)| find(&duty.delivers, quantity).is_some());
            if named || checks.len() == before {
                checks.extend(sum(node, quantity, declared, parts).map(|check| SumCheck {
                    products: self.products_in(case, &check),
                    ..check
                }));
            }
        }
        checks
    }

    /// The products of the parts of a sum that are counted by a ratio.
    fn products_in(&self, case: &Case, check: &SumCheck) -> Vec<(ClauseId, Vec<Product>)> {
        let parts = check.parts.iter();
        let by_ratio = parts.filter_map(|(clause, _)| {
            let ClauseId::Obligation(id) = clause else {
                return None;
            };
            let duty = &self.obligations[*id];
            let amounts = find(&duty.delivers, check.quantity)?;
            Some((*clause, self.products(case, duty, amounts)?))
        });
        by_ratio.collect()
    }

    /// The duties of the text itself, without those of a reading or an amendment.
    pub fn own_duties(&self) -> impl Iterator<Item = (ObligationId, &Obligation)> {
        self.obligations
            .iter()
            .filter(|(_, duty)| duty.added_by.is_none())
    }

    /// How much of a quantity a duty delivers in all: `None` if it does not deliver it,
    /// `Some(None)` if it does and the amount is not exact.
    fn delivered_by(
        &self,
        case: &Case,
        duty: &Obligation,
        quantity: QuantityId,
    ) -> Option<Option<Decimal>> {
        if let Some(amounts) = find(&duty.delivers, quantity) {
            return Some(
                Delivered::sole_exact(amounts).or_else(|| self.by_ratio(case, duty, amounts)),
            );
        }
        Self::delivered_by_parts(case, duty, quantity)
    }

    /// What ratios come to, counted with what the duties answered deliver.
    fn by_ratio(&self, case: &Case, duty: &Obligation, amounts: &[Delivered]) -> Option<Decimal> {
        let products = self.products(case, duty, amounts)?;
        let of = |p: &Product| i128::from(p.each.0) * i128::from(p.given.0) / i128::from(p.per.0);
        i64::try_from(products.iter().map(of).sum::<i128>())
            .ok()
            .map(Decimal)
    }

    /// The ratios of a duty, each with what it is counted by; none where some amount is no ratio.
    fn products(
        &self,
        case: &Case,
        duty: &Obligation,
        amounts: &[Delivered],
    ) -> Option<Vec<Product>> {
        let product = |amount: &Delivered| {
            let Delivered::PerQuantity(amount, per, base) = amount else {
                return None;
            };
            let NodeId::Quantity(base) = case.node(base)? else {
                return None;
            };
            let mut given: i64 = 0;
            for clause in &duty.in_return_for {
                let ClauseId::Obligation(other) = clause else {
                    return None;
                };
                given += Self::delivered_by_parts(case, &self.obligations[*other], base)??.0;
            }
            Some(Product {
                each: amount.as_exact()?,
                per: *per,
                given: Decimal(given),
            })
        };
        amounts.iter().map(product).collect()
    }

    /// As `delivered_by`, from the tranches where they count it, without ratios.
    fn delivered_by_parts(
        case: &Case,
        duty: &Obligation,
        quantity: QuantityId,
    ) -> Option<Option<Decimal>> {
        let in_tranches: Vec<Option<Decimal>> = duty
            .tranches
            .iter()
            .filter_map(|tranche| part_of(case, &tranche.delivers, quantity))
            .collect();
        if in_tranches.is_empty() {
            return part_of(case, &duty.delivers, quantity);
        }
        let sum: Option<i64> = in_tranches.iter().map(|n| n.map(|n| n.0)).sum();
        Some(sum.map(Decimal))
    }
}

/// How much of a quantity a list of amounts holds, counting parts of it that stand there in its
/// place: `None` if none of it, `Some(None)` if the amount is not exact.
fn part_of(
    case: &Case,
    amounts: &[(QuantityId, Vec<Delivered>)],
    quantity: QuantityId,
) -> Option<Option<Decimal>> {
    if let Some(amounts) = find(amounts, quantity) {
        return Some(Delivered::sole_exact(amounts));
    }
    for way in &case.quantities[quantity].parts {
        let parts: Vec<Option<Decimal>> = way
            .iter()
            .filter_map(|part| find(amounts, *part).map(Delivered::sole_exact))
            .collect();
        if !parts.is_empty() {
            let sum: Option<i64> = parts.iter().map(|n| n.map(|n| n.0)).sum();
            return Some(sum.map(Decimal));
        }
    }
    None
}

/// A declared amount beside the sum of its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SumCheck {
    /// What declares it.
    pub of: NodeId,
    /// What is counted.
    pub quantity: QuantityId,
    /// The declared amount.
    pub declared: Decimal,
    /// What the parts add up to.
    pub found: Decimal,
    /// The parts that are clauses, each with its amount.
    pub parts: Vec<(ClauseId, Decimal)>,
    /// The parts that are quantities, each with its amount.
    pub divided: Vec<(QuantityId, Decimal)>,
    /// Whether the amounts are shares in per cent.
    pub percent: bool,
    /// Of the parts that are counted by ratios, how.
    pub products: Vec<(ClauseId, Vec<Product>)>,
}

/// A ratio and what it is counted by: so much for each so many of what is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Product {
    /// So much.
    pub each: Decimal,
    /// For each so many.
    pub per: Decimal,
    /// Of so many that are given.
    pub given: Decimal,
}

impl fmt::Display for Product {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.per == Decimal::ONE {
            write!(f, "{} × {}", self.each, self.given)
        } else {
            write!(f, "{} × {} / {}", self.each, self.given, self.per)
        }
    }
}

impl Obligation {
    /// Whether it delivers a quantity as a share in per cent.
    #[must_use]
    pub fn in_percent(&self, quantity: QuantityId) -> bool {
        let of_steps = self.tranches.iter().flat_map(|tranche| &tranche.delivers);
        let own = self.delivers.iter().chain(of_steps);
        own.filter(|(of, _)| *of == quantity)
            .flat_map(|(_, amounts)| amounts)
            .any(|amount| matches!(amount, Delivered::Amount(amount) if amount.percent))
    }

    /// The tranches that are given as shares beside the whole, which is a hundred per cent where the
    /// duty does not say another share.
    fn shares(&self, id: ObligationId) -> Vec<SumCheck> {
        let percent = |amounts: &[Delivered]| match amounts {
            [Delivered::Amount(amount)] if amount.percent => amount.as_exact(),
            _ => None,
        };
        let mut quantities: Vec<QuantityId> = Vec::new();
        for (quantity, _) in self.tranches.iter().flat_map(|t| &t.delivers) {
            if !quantities.contains(quantity) {
                quantities.push(*quantity);
            }
        }
        let checked = quantities.into_iter().filter_map(|quantity| {
            let parts: Vec<(ClauseId, Option<Decimal>)> = (0_u16..)
                .zip(&self.tranches)
                .filter_map(|(at, tranche)| {
                    let amounts = find(&tranche.delivers, quantity)?;
                    Some((ClauseId::Tranche(id, at), percent(amounts)))
                })
                .collect();
            let declared = find(&self.delivers, quantity).and_then(percent);
            let whole = declared.unwrap_or(Decimal(100 * Decimal::ONE.0));
            let check = sum(ClauseId::Obligation(id).into(), quantity, whole, parts)?;
            Some(SumCheck {
                percent: true,
                ..check
            })
        });
        checked.collect()
    }
}

impl From<ClauseId> for NodeId {
    fn from(clause: ClauseId) -> Self {
        NodeId::Clause(clause)
    }
}

fn find(amounts: &[(QuantityId, Vec<Delivered>)], quantity: QuantityId) -> Option<&[Delivered]> {
    amounts
        .iter()
        .find(|(id, _)| *id == quantity)
        .map(|(_, amounts)| amounts.as_slice())
}

fn sum(
    of: NodeId,
    quantity: QuantityId,
    declared: Decimal,
    parts: Vec<(ClauseId, Option<Decimal>)>,
) -> Option<SumCheck> {
    let parts: Option<Vec<(ClauseId, Decimal)>> = parts
        .into_iter()
        .map(|(clause, amount)| amount.map(|n| (clause, n)))
        .collect();
    let parts = parts?;
    (!parts.is_empty()).then(|| SumCheck {
        of,
        quantity,
        declared,
        found: Decimal(parts.iter().map(|(_, n)| n.0).sum()),
        parts,
        divided: Vec::new(),
        percent: false,
        products: Vec::new(),
    })
}
