//! Events and places.

use super::read::{text, texts, zone};
use super::{Lowering, label};
use crate::model::{
    Arena, Becomes, Counted, Counts, EventId, Events, Location, NewEvent, NewReport, NodeId,
    PlaceId, Stamp,
};
use crate::phrase;
use crate::tree::{Entry, Node, Tree};

impl Lowering<'_> {
    pub(super) fn places(&self, tree: &Tree) -> Arena<PlaceId, Location> {
        self.arena(tree, "places", |this, entry| Location {
            name: text(&entry.value, "name").unwrap_or_else(|| entry.key.clone()),
            part_of: entry.value.text_at("part-of").and_then(|id| this.node(id)),
            zone: zone(&entry.value),
        })
    }

    pub(super) fn events(&self, tree: &Tree) -> Events {
        let mut events = Events::default();
        for entry in tree.entries("events") {
            events.push(label(entry), self.event(entry, false));
        }
        events
    }

    pub(super) fn event(&self, entry: &Entry, chained: bool) -> NewEvent {
        let node = &entry.value;
        let reports = node.get("reports").map_or(&[][..], Node::as_list);
        NewEvent {
            when: stamp(node),
            of: node.text_at("of").and_then(|id| self.clause(id)),
            under: node.text_at("under").and_then(|id| self.clause(id)),
            by: self.actors_of(node.get("by")),
            place: node.text_at("place").and_then(|id| self.place(id)),
            cures: node.text_at("cures").and_then(|id| self.event_id(id)),
            corrects: node.text_at("corrects").and_then(|id| self.event_id(id)),
            until: node
                .text_at("until")
                .and_then(|text| phrase::when(text).ok()),
            kind: text(node, "kind"),
            says: text(node, "says"),
            recorded: text(node, "recorded"),
            chained,
            reports: if reports.is_empty() {
                vec![self.report(node, None)]
            } else {
                reports
                    .iter()
                    .map(|report| self.report(report, Some(node)))
                    .collect()
            },
        }
    }

    /// A report, with what it has from its event.
    fn report(&self, node: &Node, event: Option<&Node>) -> NewReport {
        let get = |key: &str| node.get(key).or_else(|| event?.get(key));
        let word = |key: &str| get(key).and_then(Node::text);
        NewReport {
            dated: event.is_some() && node.get("date").is_some(),
            when: stamp(node).or_else(|| event.and_then(stamp)),
            place: word("place").and_then(|id| self.place(id)),
            becomes: word("becomes").and_then(Becomes::from_word),
            according_to: self.speakers(get("according-to")),
            from: self.sources_of(get("from")),
            counted: Counts::ALL
                .into_iter()
                .flat_map(|counts| self.counted(counts, get(counts.key())))
                .collect(),
            calls_it: word("calls-it").map(Into::into),
            // The event's own words are not the words of each of its sources.
            says: event.and_then(|_| text(node, "says")),
            evidence: word("evidence").map(Into::into),
        }
    }

    fn counted(&self, counts: Counts, node: Option<&Node>) -> Vec<Counted> {
        let entries = node.map_or(&[][..], Node::entries);
        entries
            .iter()
            .filter_map(|entry| {
                let quantity = self.quantity(&entry.key)?;
                let amounts =
                    texts(Some(&entry.value)).filter_map(|text| phrase::amount(text).ok());
                Some(amounts.map(move |amount| Counted {
                    counts,
                    quantity,
                    amount,
                }))
            })
            .flatten()
            .collect()
    }

    fn place(&self, id: &str) -> Option<PlaceId> {
        match self.node(id)? {
            NodeId::Place(place) => Some(place),
            _ => None,
        }
    }

    fn event_id(&self, id: &str) -> Option<EventId> {
        match self.node(id)? {
            NodeId::Event(event) => Some(event),
            _ => None,
        }
    }
}

fn stamp(node: &Node) -> Option<Stamp> {
    let (days, hour) = phrase::days_and_hour(node.text_at("date")?).ok()?;
    // With a zone it is one moment, which the check has seen to.
    let ahead = hour.as_ref().and_then(|hour| {
        let (_, [ahead, _]) = hour.zone.as_ref()?.offsets(days.first, hour.time);
        i16::try_from(ahead).ok()
    });
    Some(Stamp {
        days,
        minute: hour.map(|hour| hour.minute()),
        ahead,
    })
}
