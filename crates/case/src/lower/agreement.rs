//! The agreement: phases, obligations, powers, readings.

use super::read::{
    amount, flag, one_line, said, said_condition, said_duration, said_text, said_when, text, texts,
    zone,
};
use super::talk::reversible;
use super::{Lowering, child, label};
use crate::model::{
    Agreement, Amendment, Arena, Change, ClauseId, DisputeStep, Escrow, EscrowId, Guarantee, Key,
    Milestone, NodeId, Obligation, ObligationId, OpenTerm, Phase, PhaseId, Power, PowerId, Reading,
    ReadingId, Said, Tranche,
};
use crate::phrase;
use crate::tree::{Entry, Node};
use std::collections::BTreeMap;

/// The verbs of a power that name a clause.
const POWER_VERBS: [&str; 5] = ["extends", "suspends", "resumes", "ends", "waives"];

impl Lowering<'_> {
    pub(super) fn agreement(&self, entry: &Entry) -> Agreement {
        let node = &entry.value;
        let calendar = node.get("calendar");
        let day = |key: &str| calendar.and_then(|calendar| calendar.get(key));
        let counts_from_zero = day("day-zero").is_some();
        let first = day("day-one").or(day("day-zero"));
        let day_one = said(first, |node| {
            let (date, _) = phrase::day_and_hour(node.text()?).ok()?;
            Some(date)
        });
        let first_hour = first
            .and_then(Node::text)
            .and_then(|text| phrase::day_and_hour(text).ok()?.1);
        Agreement {
            title: text(node, "title"),
            status: text(node, "status"),
            span: entry.key_span,
            from: self.sources_of(node.get("from")),
            signed_by: self.said_actors(node.get("signed-by")),
            day_one,
            first_hour,
            counts_from_zero,
            zone: said(day("zone"), |node| phrase::zone(node.text()?).ok()),
            rest_days: said(day("rest-days"), |node| {
                Some(texts(Some(node)).map(Into::into).collect())
            }),
            holidays: said(day("holidays"), |node| {
                Some(
                    texts(Some(node))
                        .filter_map(|text| phrase::parse_date(text).ok())
                        .collect(),
                )
            }),
            if_rest_day: said_text(day("if-rest-day")),
            if_no_such_day: said_text(day("if-no-such-day")),
            if_suspended: said_text(node.get("if-suspended")),
            disputes: node
                .get("disputes")
                .map(|disputes| text(disputes, "covers").unwrap_or_else(|| "any breach".into())),
            dispute_steps: node
                .get("disputes")
                .and_then(|disputes| disputes.get("steps"))
                .map_or(&[][..], Node::as_list)
                .iter()
                .map(|step| DisputeStep {
                    by: self.actors_of(step.get("by")),
                    within: said_duration(step.get("within")),
                })
                .collect(),
            totals: self.amounts(node.get("totals")),
            open_terms: collect(node, "open-terms", |node| OpenTerm {
                question: text(node, "question").unwrap_or_default(),
                issue: node.text_at("issue").and_then(|id| self.issue(id)),
                when: said_when(node.get("when")),
                fallback: said_text(node.get("fallback")),
                decided_by: self.said_actors(node.get("decided-by")),
            }),
            phases: collect(node, "phases", |node| Phase {
                name: text(node, "name"),
                when: said_when(node.get("when")),
                after: said_condition(node.get("after")),
                needs: said_condition(node.get("needs")),
                lasts: said_duration(node.get("lasts")),
                totals: self.amounts(node.get("totals")),
                if_talks_go_on: said_text(node.get("if-talks-go-on")),
                if_talks_fail: said_text(node.get("if-talks-fail")),
            }),
            obligations: self.obligations(node),
            powers: self.powers(node),
            milestones: collect(node, "milestones", |node| {
                if node.text().is_some() && node.silence().is_none() {
                    return Milestone {
                        name: None,
                        date: Self::date(Some(node)).map_or(Said::Nothing, Said::Is),
                        by: Said::Nothing,
                        after: Said::Nothing,
                        needs: Said::Nothing,
                    };
                }
                Milestone {
                    name: text(node, "name"),
                    date: said(node.get("date"), |node| Self::date(Some(node))),
                    by: self.said_actors(node.get("by")),
                    after: said_condition(node.get("after")),
                    needs: said_condition(node.get("needs")),
                }
            }),
            escrows: self.escrows(node),
            guarantees: collect(node, "guarantees", |node| Guarantee {
                by: self.said_actors(node.get("by")),
                pledges: text(node, "pledges").unwrap_or_default(),
                backs: self.clauses_of(node.get("backs")),
                against: self.actors_of(node.get("against")),
                kind: text(node, "kind"),
                amount: self.amounts(node.get("amount")),
                from: self.sources_of(node.get("from")),
            }),
            readings: collect(node, "readings", |node| Reading {
                name: text(node, "name"),
                held_by: self.actors_of(node.get("held-by")),
                from: self.sources_of(node.get("from")),
                changes: self.changes(node.get("changes")),
                drops: self.clauses_of(node.get("drops")),
            }),
            amendments: collect(node, "amendments", |node| Amendment {
                name: text(node, "name"),
                date: Self::date(node.get("date")),
                status: text(node, "status"),
                by: self.said_actors(node.get("by")),
                changes: self.changes(node.get("changes")),
                drops: self.clauses_of(node.get("drops")),
                from: self.sources_of(node.get("from")),
            }),
        }
    }

    /// What every clause says under each of its keys, in one line.
    pub(super) fn written(&self, agreement: &Node) -> BTreeMap<(ClauseId, Box<str>), Box<str>> {
        let mut written = BTreeMap::new();
        let mut clause = |path: &str, node: &Node| {
            let Some(NodeId::Clause(id)) = self.nodes.get(path).copied() else {
                return;
            };
            for entry in node.entries() {
                written.insert((id, entry.key.clone()), one_line(&entry.value).into());
            }
        };
        let mut duties = |parent: &Node, part: &str| {
            for entry in child(parent, part) {
                clause(&entry.key, &entry.value);
                for tranche in child(&entry.value, "tranches") {
                    clause(&format!("{}.{}", entry.key, tranche.key), &tranche.value);
                }
            }
        };
        for part in [
            "obligations",
            "powers",
            "open-terms",
            "milestones",
            "escrows",
            "guarantees",
            "phases",
        ] {
            duties(agreement, part);
        }
        for phase in child(agreement, "phases") {
            duties(&phase.value, "obligations");
            duties(&phase.value, "powers");
        }
        for part in ["readings", "amendments"] {
            for entry in child(agreement, part) {
                duties(&entry.value, "adds");
                duties(&entry.value, "escrows");
            }
        }
        written
    }

    fn obligations(&self, agreement: &Node) -> Arena<ObligationId, Obligation> {
        let mut obligations = Arena::default();
        for entry in child(agreement, "obligations") {
            obligations.push(label(entry), self.obligation(&entry.value, None, None));
        }
        for (phase, i) in child(agreement, "phases").iter().zip(0..) {
            for entry in child(&phase.value, "obligations") {
                let phase = Some(PhaseId::new(i));
                obligations.push(label(entry), self.obligation(&entry.value, phase, None));
            }
        }
        for part in ["readings", "amendments"] {
            for entry in child(agreement, part) {
                for added in child(&entry.value, "adds") {
                    let by = self.node(&entry.key);
                    obligations.push(label(added), self.obligation(&added.value, None, by));
                }
            }
        }
        obligations
    }

    fn obligation(
        &self,
        node: &Node,
        phase: Option<PhaseId>,
        added_by: Option<NodeId>,
    ) -> Obligation {
        Obligation {
            phase,
            name: text(node, "name"),
            clause: text(node, "clause"),
            by: self.said_actors(node.get("by")),
            to: self.said_actors(node.get("to")),
            through: self.actors_of(node.get("through")),
            jointly: flag(node, "jointly"),
            does: text(node, "does"),
            must_not: text(node, "must-not"),
            done_when: said_text(node.get("done-when")),
            as_written: text(node, "as-written"),
            delivers: self.amounts(node.get("delivers")),
            reaches: self.amounts(node.get("reaches")),
            after: said_condition(node.get("after")),
            needs: said_condition(node.get("needs")),
            starts: said_when(node.get("starts")),
            when: said_when(node.get("when")),
            every: said_duration(node.get("every")),
            takes: said_duration(node.get("takes")),
            in_return_for: self.clauses_of(node.get("in-return-for")),
            tranches: child(node, "tranches")
                .iter()
                .map(|entry| self.tranche(entry))
                .collect(),
            verified_by: self.said_actors(node.get("verified-by")),
            verified_within: said_duration(node.get("verified-within")),
            verified_access: node
                .text_at("verified-access")
                .and_then(|id| self.clause(id)),
            cure: said_duration(node.get("cure")),
            if_over: said_text(node.get("if-over")),
            if_suspended: said_text(node.get("if-suspended")),
            weight: amount(node.get("weight")),
            act: text(node, "act"),
            place: text(node, "place"),
            zone: zone(node),
            uses: texts(node.get("uses")).map(Into::into).collect(),
            reversible: node.text_at("reversible").and_then(reversible),
            together_with: node.text_at("together-with").and_then(|id| self.clause(id)),
            keeps_pace: said_text(node.get("keeps-pace")),
            first: self.said_actors(node.get("first")),
            unconditional: flag(node, "unconditional"),
            survives: flag(node, "survives"),
            added_by,
            from: self.sources_of(node.get("from")),
        }
    }

    /// The escrows of the text, then those of each reading.
    fn escrows(&self, agreement: &Node) -> Arena<EscrowId, Escrow> {
        let mut escrows = Arena::default();
        let mut add = |node: &Node, added_by: Option<ReadingId>| {
            for entry in child(node, "escrows") {
                let node = &entry.value;
                let escrow = Escrow {
                    by: self.said_actors(node.get("by")),
                    holds: self.clauses_of(node.get("holds")),
                    hands_over: said_condition(node.get("hands-over")),
                    gives_back: said_when(node.get("gives-back")),
                    added_by,
                };
                escrows.push(label(entry), escrow);
            }
        };
        add(agreement, None);
        for (reading, i) in child(agreement, "readings").iter().zip(0..) {
            add(&reading.value, Some(ReadingId::new(i)));
        }
        escrows
    }

    fn tranche(&self, entry: &Entry) -> Tranche {
        let node = &entry.value;
        Tranche {
            label: label(entry),
            when: said_when(node.get("when")),
            starts: said_when(node.get("starts")),
            after: said_condition(node.get("after")),
            needs: said_condition(node.get("needs")),
            delivers: self.amounts(node.get("delivers")),
            reaches: self.amounts(node.get("reaches")),
            verified_within: said_duration(node.get("verified-within")),
        }
    }

    fn powers(&self, agreement: &Node) -> Arena<PowerId, Power> {
        let mut powers = Arena::default();
        for entry in child(agreement, "powers") {
            powers.push(label(entry), self.power(&entry.value, None));
        }
        for (phase, i) in child(agreement, "phases").iter().zip(0..) {
            for entry in child(&phase.value, "powers") {
                powers.push(
                    label(entry),
                    self.power(&entry.value, Some(PhaseId::new(i))),
                );
            }
        }
        powers
    }

    fn power(&self, node: &Node, phase: Option<PhaseId>) -> Power {
        Power {
            phase,
            by: self.said_actors(node.get("by")),
            does: text(node, "does"),
            acts: POWER_VERBS
                .iter()
                .filter_map(|verb| Some((*verb, self.clause(node.text_at(verb)?)?)))
                .collect(),
            after: said_condition(node.get("after")),
            needs: said_condition(node.get("needs")),
            when: said_when(node.get("when")),
            notice: said_duration(node.get("notice")),
            lasts: said_duration(node.get("for")),
            at_most: said_text(node.get("at-most")),
        }
    }

    pub(super) fn changes(&self, node: Option<&Node>) -> Vec<Change> {
        let mut changes = Vec::new();
        for entry in node.map_or(&[][..], Node::entries) {
            let Some(clause) = self.clause(&entry.key) else {
                continue;
            };
            for change in entry.value.entries() {
                let counted = matches!(&*change.key, "delivers" | "reaches");
                changes.push(Change {
                    clause,
                    key: change.key.clone(),
                    value: one_line(&change.value).into(),
                    amounts: if counted {
                        self.amounts(Some(&change.value))
                    } else {
                        Vec::new()
                    },
                    span: change.value.span,
                });
            }
        }
        changes
    }
}

fn collect<K: Key, T>(node: &Node, key: &str, build: impl Fn(&Node) -> T) -> Arena<K, T> {
    let mut arena = Arena::default();
    for entry in child(node, key) {
        arena.push(label(entry), build(&entry.value));
    }
    arena
}
