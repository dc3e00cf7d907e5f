//! From terms to the enabling graph: what can happen, and what each happening waits for.
//!
//! Every part can be begun, done and, where somebody confirms, verified; every duty can be
//! breached once its clock runs; phases start and end; powers are used; open terms are agreed;
//! milestones come from outside. A day or a date comes by itself. A wait for something that no
//! clause and no outside event can bring about is an orphan, with the words that wait for it.

use std::collections::BTreeMap;

use armistice_case::model::{
    Case, ClauseId, MilestoneId, NodeId, ObligationId, OpenTermId, PhaseId, PowerId, Said,
};
use armistice_case::phrase::{Condition, Name, State, When};
use armistice_case::tree::Silence;

use super::causality::graph::{EventId, Formula, Graph};
use super::part::Parts;
use super::terms::{Terms, during};

/// Something that can happen.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Happening {
    /// A part is begun.
    Begun(usize),
    /// A part is done.
    Done(usize),
    /// A part is confirmed.
    Verified(usize),
    /// A duty is not done in its time.
    Breached(ObligationId),
    /// A phase starts.
    Starts(PhaseId),
    /// A phase ends.
    Ends(PhaseId),
    /// A power is used.
    Used(PowerId),
    /// An open term is agreed.
    Agreed(OpenTermId),
    /// A milestone is reached.
    Reached(MilestoneId),
    /// A quantity delivered under a clause comes to an amount, in the words of the case.
    Level(Box<str>),
    /// Words that nothing brings about.
    Orphan(Box<str>),
}

/// The graph of everything that can happen under some terms.
#[derive(Clone, Debug, Default)]
pub struct Happenings {
    /// What each event is; positions are those of the graph.
    pub list: Vec<Happening>,
    /// The event of each happening.
    index: BTreeMap<Happening, EventId>,
    /// The conditions.
    pub graph: Graph,
}

impl Happenings {
    /// Builds the graph of the terms.
    #[must_use]
    pub fn of(case: &Case, terms: &Terms, parts: &Parts) -> Happenings {
        let mut builder = Builder {
            case,
            terms,
            parts,
            made: Happenings::default(),
        };
        builder.declare();
        builder.connect();
        // What contradicts itself never comes, whatever else does.
        for condition in &mut builder.made.graph.conditions {
            if condition.contradicts_itself() {
                *condition = Formula::never();
            }
        }
        builder.made
    }

    /// The event of a happening, if there is one.
    #[must_use]
    pub fn event(&self, happening: &Happening) -> Option<EventId> {
        self.index.get(happening).copied()
    }

    /// What an event is.
    #[must_use]
    pub fn what(&self, event: EventId) -> &Happening {
        &self.list[event.index()]
    }
}

/// The clause that a happening belongs to.
#[must_use]
pub fn clause_of(happening: &Happening, parts: &Parts) -> Option<ClauseId> {
    match happening {
        Happening::Begun(part) | Happening::Done(part) | Happening::Verified(part) => {
            Some(parts.all[*part].clause)
        }
        Happening::Breached(duty) => Some(ClauseId::Obligation(*duty)),
        Happening::Starts(phase) | Happening::Ends(phase) => Some(ClauseId::Phase(*phase)),
        Happening::Used(power) => Some(ClauseId::Power(*power)),
        Happening::Agreed(term) => Some(ClauseId::OpenTerm(*term)),
        Happening::Reached(milestone) => Some(ClauseId::Milestone(*milestone)),
        Happening::Level(_) | Happening::Orphan(_) => None,
    }
}

struct Builder<'a> {
    case: &'a Case,
    terms: &'a Terms,
    parts: &'a Parts,
    made: Happenings,
}

impl Builder<'_> {
    fn add(&mut self, happening: Happening, condition: Formula) -> EventId {
        if let Some(known) = self.made.event(&happening) {
            return known;
        }
        let event = self.made.graph.add(condition);
        self.made.list.push(happening.clone());
        self.made.index.insert(happening, event);
        event
    }

    fn declare(&mut self) {
        let terms = self.terms;
        let never = Formula::never;
        for (phase, _) in terms.phases() {
            self.add(Happening::Starts(phase), never());
            self.add(Happening::Ends(phase), never());
        }
        for part in 0..self.parts.all.len() {
            self.add(Happening::Begun(part), never());
            self.add(Happening::Done(part), never());
            if self.confirmed(part) {
                self.add(Happening::Verified(part), never());
            }
        }
        for duty in terms.duties() {
            self.add(Happening::Breached(duty), never());
        }
        for (power, _) in terms.powers() {
            self.add(Happening::Used(power), never());
        }
        for (term, _) in terms.open_terms() {
            self.add(Happening::Agreed(term), Formula::always());
        }
        for (milestone, _) in terms.milestones() {
            self.add(Happening::Reached(milestone), never());
        }
    }

    /// Whether somebody may confirm a part: not if the text names nobody.
    fn confirmed(&self, part: usize) -> bool {
        let duty = &self.terms.agreement.obligations[self.parts.all[part].duty];
        match &duty.verified_by {
            Said::Nothing | Said::Silent(Silence::None) => false,
            Said::Silent(_) => true,
            Said::Is(names) => !names.is_empty(),
        }
    }

    fn set(&mut self, happening: &Happening, condition: Formula) {
        if let Some(event) = self.made.event(happening) {
            self.made.graph.conditions[event.index()] = condition;
        }
    }

    fn happens(&self, happening: &Happening) -> Formula {
        self.made
            .event(happening)
            .map_or_else(Formula::never, Formula::Event)
    }

    fn connect(&mut self) {
        let terms = self.terms;
        let agreement = &terms.agreement;
        for (id, phase) in terms.phases() {
            let after = self.said(&phase.after, None);
            let needs = self.said(&phase.needs, None);
            self.set(&Happening::Starts(id), Formula::all(vec![after, needs]));
            let started = self.happens(&Happening::Starts(id));
            self.set(&Happening::Ends(id), started);
        }
        for position in 0..self.parts.all.len() {
            let part = &self.parts.all[position];
            let duty = &agreement.obligations[part.duty];
            let phase = self.phase(duty.phase);
            let after = self.said(&part.after, part.answers);
            let needs = self.said(&part.needs, part.answers);
            let begun = Formula::all(vec![phase, after]);
            self.set(&Happening::Begun(position), begun);
            let done = vec![self.happens(&Happening::Begun(position)), needs];
            self.set(&Happening::Done(position), Formula::all(done));
            let mut verified = vec![self.happens(&Happening::Done(position))];
            if let Some(access) = duty.verified_access {
                verified.push(self.clause_state(access, Some(State::Started)));
            }
            self.set(&Happening::Verified(position), Formula::all(verified));
        }
        for id in terms.duties() {
            let duty = &agreement.obligations[id];
            let begun: Vec<Formula> = self
                .parts
                .of_duty(id)
                .map(|p| self.happens(&Happening::Begun(p)))
                .collect();
            let condition = if begun.is_empty() {
                let after = self.said(&duty.after, None);
                let during = self.during(duty.when.get());
                Formula::all(vec![self.phase(duty.phase), after, during])
            } else {
                Formula::any(begun)
            };
            self.set(&Happening::Breached(id), condition);
        }
        for (id, power) in terms.powers() {
            let phase = self.phase(power.phase);
            let after = self.said(&power.after, None);
            let needs = self.said(&power.needs, None);
            let mut used = vec![phase, after, needs];
            // A power over a phase has something to act on once that has started.
            used.extend(power.acts.iter().filter_map(|(_, over)| match over {
                ClauseId::Phase(phase) => Some(self.happens(&Happening::Starts(*phase))),
                _ => None,
            }));
            self.set(&Happening::Used(id), Formula::all(used));
        }
        for (id, milestone) in terms.milestones() {
            let after = self.said(&milestone.after, None);
            let needs = self.said(&milestone.needs, None);
            let nobody = milestone.by.silence() == Some(Silence::None)
                && milestone.date.silence() == Some(Silence::None);
            let condition = if nobody {
                Formula::never()
            } else {
                Formula::all(vec![after, needs])
            };
            self.set(&Happening::Reached(id), condition);
        }
    }

    fn phase(&self, phase: Option<PhaseId>) -> Formula {
        phase.map_or_else(Formula::always, |phase| {
            self.happens(&Happening::Starts(phase))
        })
    }

    /// What holds for as long as a phase runs begins with it.
    fn during(&self, when: Option<&When>) -> Formula {
        self.phase(when.and_then(|when| during(self.case, when)))
    }

    /// A condition that the text gives; one that is unknown, open or disputed may come to hold.
    fn said(&mut self, condition: &Said<Condition>, answers: Option<usize>) -> Formula {
        match condition {
            Said::Is(condition) => self.condition(condition, answers),
            Said::Nothing | Said::Silent(_) => Formula::always(),
        }
    }

    fn condition(&mut self, condition: &Condition, answers: Option<usize>) -> Formula {
        let parts = |parts: &[Condition], this: &mut Self| -> Vec<Formula> {
            parts
                .iter()
                .map(|part| this.condition(part, answers))
                .collect()
        };
        match condition {
            Condition::All(of) => Formula::all(parts(of, self)),
            Condition::Any(of) => Formula::any(parts(of, self)),
            Condition::AtLeast(least, of) => Formula::AtLeast(
                usize::try_from(*least).unwrap_or(usize::MAX),
                parts(of, self),
            ),
            Condition::Not(of) => Formula::Not(Box::new(self.condition(of, answers))),
            Condition::Day(_) | Condition::Date(_) | Condition::Silent(_) => Formula::always(),
            Condition::Is { name, state, each } => {
                if let (true, Some(part)) = (*each, answers) {
                    return self.part_state(part, *state, name);
                }
                self.named(name, *state)
            }
            Condition::Reaches {
                name,
                amount,
                quantity,
            } => {
                let words = match quantity {
                    Some(quantity) => format!("{} reaches {amount} {}", name.id, quantity.id),
                    None => format!("{} reaches {amount}", name.id),
                };
                let level = self.level(name, amount, quantity.as_ref());
                Formula::Event(self.add(Happening::Level(words.into()), level))
            }
        }
    }

    /// When a level can be reached: with the parts that are needed for it in the order of the
    /// text where they are counted, with the first part otherwise.
    fn level(
        &mut self,
        name: &Name,
        amount: &armistice_case::value::Amount,
        quantity: Option<&Name>,
    ) -> Formula {
        let Some(NodeId::Clause(ClauseId::Obligation(duty))) = self.case.node(&name.id) else {
            return self.named(name, None);
        };
        let counted = quantity.and_then(|name| match self.case.node(&name.id) {
            Some(NodeId::Quantity(quantity)) => Some(quantity),
            _ => None,
        });
        let positions: Vec<usize> = self.parts.of_duty(duty).collect();
        let of = |part: usize| -> Option<u64> {
            let counts = &self.parts.all[part].counts;
            match counted {
                Some(quantity) => counts.iter().find(|(q, _)| *q == quantity).map(|(_, n)| *n),
                None => counts.first().map(|(_, n)| *n),
            }
        };
        let total: u64 = positions.iter().filter_map(|part| of(*part)).sum();
        let wanted = amount.low.map(|low| low.0).map(|low| {
            if amount.percent {
                i128::from(low) * i128::from(total) / 100
            } else {
                i128::from(low)
            }
        });
        let (mut sum, mut needed) = (0_i128, Vec::new());
        for part in &positions {
            needed.push(self.happens(&Happening::Done(*part)));
            sum += i128::from(of(*part).unwrap_or(0)) * 1_000_000;
            if wanted.is_some_and(|wanted| total > 0 && sum >= wanted) {
                return Formula::all(needed);
            }
        }
        positions
            .first()
            .map_or_else(Formula::never, |part| self.happens(&Happening::Done(*part)))
    }

    fn named(&mut self, name: &Name, state: Option<State>) -> Formula {
        let found = match self.case.node(&name.id) {
            Some(NodeId::Clause(clause)) => self.clause_state(clause, state),
            // Courses, packages and the like are outside the agreement.
            Some(_) | None => Formula::always(),
        };
        if found != Formula::never() {
            return found;
        }
        let words = match state {
            Some(state) => format!("{} {}", name.id, state.word()),
            None => name.id.to_string(),
        };
        Formula::Event(self.add(Happening::Orphan(words.into()), Formula::never()))
    }

    fn part_state(&mut self, part: usize, state: Option<State>, name: &Name) -> Formula {
        let happening = match state {
            Some(State::Started) => Happening::Begun(part),
            Some(State::Verified) => Happening::Verified(part),
            Some(State::Late | State::Breached | State::Lapsed) => {
                Happening::Breached(self.parts.all[part].duty)
            }
            _ => Happening::Done(part),
        };
        match self.made.event(&happening) {
            Some(event) => Formula::Event(event),
            None => self.named(name, state),
        }
    }

    fn clause_state(&self, clause: ClauseId, state: Option<State>) -> Formula {
        match clause {
            ClauseId::Obligation(duty) | ClauseId::Tranche(duty, _) => {
                self.duty_state(duty, clause, state)
            }
            ClauseId::Phase(phase) => match state {
                Some(State::Started) => self.happens(&Happening::Starts(phase)),
                Some(State::Suspended) => self.powers_over(clause, "suspends"),
                _ => self.happens(&Happening::Ends(phase)),
            },
            ClauseId::Power(power) => self.happens(&Happening::Used(power)),
            ClauseId::OpenTerm(term) => self.happens(&Happening::Agreed(term)),
            ClauseId::Milestone(milestone) => self.happens(&Happening::Reached(milestone)),
            ClauseId::Escrow(_) | ClauseId::Guarantee(_) => Formula::always(),
        }
    }

    fn duty_state(&self, duty: ObligationId, clause: ClauseId, state: Option<State>) -> Formula {
        let happening: fn(usize) -> Happening = match state {
            Some(State::Late | State::Breached | State::Lapsed) => {
                return self.happens(&Happening::Breached(duty));
            }
            Some(State::Suspended) => {
                return self.powers_over(ClauseId::Obligation(duty), "suspends");
            }
            Some(State::Started) => Happening::Begun,
            Some(State::Verified) => Happening::Verified,
            _ => Happening::Done,
        };
        let of = self.parts.of_clause(clause);
        if of.is_empty() {
            // A forbidden act begins to hold with its phase and is never done.
            return match state {
                Some(State::Started) => self.phase(self.terms.agreement.obligations[duty].phase),
                _ => Formula::never(),
            };
        }
        let events = of
            .into_iter()
            .map(|part| self.happens(&happening(part)))
            .collect();
        if state == Some(State::Started) {
            Formula::any(events)
        } else {
            Formula::all(events)
        }
    }

    /// Some power with this verb over the clause, or over its phase, is used.
    fn powers_over(&self, clause: ClauseId, verb: &str) -> Formula {
        let powers = self.terms.powers();
        let over = powers.filter(|(_, power)| {
            power
                .acts
                .iter()
                .any(|(does, over)| *does == verb && *over == clause)
        });
        Formula::any(
            over.map(|(power, _)| self.happens(&Happening::Used(power)))
                .collect(),
        )
    }
}
