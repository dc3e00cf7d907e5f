//! Actors, issues, sources, claims and assumptions.

use super::read::{amount, flag, text, texts};
use super::{ACTOR_SECTIONS, Lowering, child, label};
use crate::model::{
    Actor, ActorId, Arena, Assumption, AssumptionId, Claim, ClaimId, Issue, IssueId, NodeId,
    Progress, Proposition, PropositionId, Quantity, QuantityId, Ripeness, Source, SourceId, Stance,
    StanceKind, Standing, Talks, Target,
};
use crate::phrase;
use crate::tree::{Entry, Kind, Node, Tree};
use crate::value::Amount;

impl Lowering<'_> {
    pub(super) fn actors(&self, tree: &Tree) -> Arena<ActorId, Actor> {
        let mut actors: Arena<ActorId, Actor> = Arena::default();
        for (section, kind) in ACTOR_SECTIONS {
            for entry in tree.entries(section) {
                let node = &entry.value;
                let principal = actors.push(
                    label(entry),
                    Actor {
                        name: text(node, "name").unwrap_or_else(|| entry.key.clone()),
                        kind,
                        speaks_for: None,
                        anonymous: flag(node, "anonymous"),
                        affiliation: text(node, "affiliation"),
                        aliases: texts(node.get("aliases")).map(Into::into).collect(),
                        side: node.text_at("side").and_then(|id| self.actor(id)),
                        roles: texts(node.get("role")).map(Into::into).collect(),
                    },
                );
                for voice in child(node, "voices") {
                    actors.push(
                        label(voice),
                        Actor {
                            name: voice.value.text().unwrap_or(&voice.key).into(),
                            kind,
                            speaks_for: Some(principal),
                            anonymous: false,
                            affiliation: None,
                            aliases: Vec::new(),
                            side: None,
                            roles: Vec::new(),
                        },
                    );
                }
            }
        }
        actors
    }

    pub(super) fn quantities(&self, tree: &Tree) -> Arena<QuantityId, Quantity> {
        self.arena(tree, "quantities", |this, entry| {
            let node = &entry.value;
            let lists = node.get("parts").map_or(&[][..], Node::as_list);
            let several = lists.iter().any(|item| matches!(item.kind, Kind::List(_)));
            let parts = if several {
                lists
                    .iter()
                    .map(|item| this.quantities_of(Some(item)))
                    .collect()
            } else {
                let one = this.quantities_of(node.get("parts"));
                if one.is_empty() {
                    Vec::new()
                } else {
                    vec![one]
                }
            };
            Quantity {
                name: text(node, "name"),
                unit: text(node, "unit").unwrap_or_default(),
                parts,
                among: node.text_at("among").and_then(|id| this.quantity(id)),
                reversible: node.text_at("reversible").and_then(reversible),
                harm: flag(node, "harm"),
            }
        })
    }

    pub(super) fn issues(&self, tree: &Tree) -> Arena<IssueId, Issue> {
        self.arena(tree, "issues", |this, entry| {
            let node = &entry.value;
            Issue {
                question: text(node, "question"),
                name: text(node, "name"),
                options: child(node, "options")
                    .iter()
                    .map(|option| {
                        let name = option.value.text().unwrap_or(&option.key);
                        (option.key.clone(), name.into())
                    })
                    .collect(),
                unit: text(node, "unit"),
                range: amount(node.get("range")),
                step: amount(node.get("step")).and_then(|step| step.as_exact()),
                divisible: node.text_at("divisible").map(|word| word == "yes"),
                consent: node
                    .get("consent")
                    .map(|consent| this.named_actors(consent))
                    .filter(|actors| !actors.is_empty()),
            }
        })
    }

    pub(super) fn propositions(&self, tree: &Tree) -> Arena<PropositionId, Proposition> {
        self.arena(tree, "propositions", |_, entry| {
            let norm = text(&entry.value, "norm");
            Proposition {
                norm: norm.is_some(),
                text: norm
                    .or_else(|| text(&entry.value, "fact"))
                    .unwrap_or_else(|| entry.key.clone()),
            }
        })
    }

    pub(super) fn sources(&self, tree: &Tree) -> Arena<SourceId, Source> {
        self.arena(tree, "sources", |this, entry| {
            let node = &entry.value;
            Source {
                title: text(node, "title"),
                outlet: text(node, "outlet"),
                published: Self::date(node.get("published")),
                url: text(node, "url"),
                origin: node.text_at("origin").and_then(|id| this.source(id)),
                seen: node.text_at("seen") != Some("no"),
            }
        })
    }

    pub(super) fn claims(&self, tree: &Tree) -> Arena<ClaimId, Claim> {
        self.arena(tree, "claims", Self::claim)
    }

    fn claim(&self, entry: &Entry) -> Claim {
        let node = &entry.value;
        let given = node
            .get("if")
            .map(|given| self.targets(given))
            .unwrap_or_default();
        let mut stances = Vec::new();
        for (key, kind) in [
            ("accepts", StanceKind::Accepts),
            ("refuses", StanceKind::Refuses),
            ("demands", StanceKind::Demands),
            ("offers", StanceKind::Offers),
        ] {
            if let Some(stance) = node.get(key) {
                for target in self.targets(stance) {
                    stances.push(Stance {
                        kind,
                        target,
                        given: given.clone(),
                    });
                }
            }
        }
        let claim_id = |key: &str| match self.node(node.text_at(key)?)? {
            NodeId::Claim(id) => Some(id),
            _ => None,
        };
        Claim {
            by: self.speakers(node.get("by")),
            about: node.text_at("about").and_then(|id| self.actor(id)),
            according_to: self.speakers(node.get("according-to")),
            said: node
                .text_at("date")
                .and_then(|text| phrase::days(text).ok()),
            from: self.sources_of(node.get("from")),
            origin: node.text_at("origin").and_then(|id| self.source(id)),
            says: text(node, "says"),
            quote: text(node, "quote"),
            hedged: flag(node, "hedged"),
            status: child(node, "status")
                .iter()
                .filter_map(|entry| {
                    Some((
                        self.issue(&entry.key)?,
                        Standing::from_word(entry.value.text()?)?,
                    ))
                })
                .collect(),
            open_issues: amount(node.get("open-issues")),
            progress: self.progress(node.get("progress")),
            talks: node.text_at("talks").and_then(Talks::from_word),
            stances,
            flexible_on: self.issues_of(node.get("flexible-on")),
            quantity: child(node, "quantity")
                .iter()
                .filter_map(|entry| Some((self.quantity(&entry.key)?, amount(Some(&entry.value))?)))
                .collect(),
            gap: child(node, "gap")
                .iter()
                .filter_map(|entry| Some((self.issue(&entry.key)?, amount(Some(&entry.value))?)))
                .collect(),
            terms: self.changes(node.get("terms")),
            affirms: self.propositions_of(node.get("affirms")),
            denies: self.propositions_of(node.get("denies")),
            ripeness: node.get("ripeness").map(ripeness),
            expects: node
                .text_at("expects")
                .and_then(|text| phrase::when(text).ok()),
            retracts: claim_id("retracts"),
            corrects: claim_id("corrects"),
        }
    }

    fn progress(&self, node: Option<&Node>) -> Vec<(Option<IssueId>, Progress)> {
        let Some(node) = node else {
            return Vec::new();
        };
        if let Some(word) = node.text() {
            return Progress::from_word(word)
                .map(|progress| (None, progress))
                .into_iter()
                .collect();
        }
        node.entries()
            .iter()
            .filter_map(|entry| {
                Some((
                    Some(self.issue(&entry.key)?),
                    Progress::from_word(entry.value.text()?)?,
                ))
            })
            .collect()
    }

    pub(super) fn targets(&self, node: &Node) -> Vec<Target> {
        if let Kind::Map { entries, .. } = &node.kind {
            return entries
                .iter()
                .filter_map(|entry| {
                    let values = texts(Some(&entry.value))
                        .filter_map(|text| self.answer(&entry.key, text))
                        .collect();
                    Some(Target::Issue(self.issue(&entry.key)?, values))
                })
                .collect();
        }
        texts(Some(node))
            .map(|id| match self.node(id) {
                Some(node) => Target::Text(node),
                None => Target::Package(id.into()),
            })
            .collect()
    }

    pub(super) fn assumptions(&self, tree: &Tree) -> Arena<AssumptionId, Assumption> {
        self.arena(tree, "assumptions", |this, entry| {
            let node = &entry.value;
            Assumption {
                says: text(node, "says"),
                because: this.nodes_of(node.get("because")),
                instead_of: node
                    .text_at("instead-of")
                    .and_then(|id| this.assumption(id)),
                preferences: this.preferences(tree, entry),
                inducement: this.inducement(node),
                dates: child(node, "dates")
                    .iter()
                    .filter_map(|entry| {
                        Some((this.source(&entry.key)?, Self::date(Some(&entry.value))?))
                    })
                    .collect(),
                same_speaker: this.actors_of(node.get("same-speaker")),
                binding: this
                    .nodes_of(node.get("takes-as-binding"))
                    .into_iter()
                    .filter_map(|node| match node {
                        NodeId::Claim(id) => Some(id),
                        _ => None,
                    })
                    .collect(),
                values_of: node.text_at("values-of").and_then(|id| this.actor(id)),
                worth: this.per_unit(node.get("worth")),
                cost: this.per_unit(node.get("cost")),
                weighs: child(node, "weighs")
                    .iter()
                    .filter_map(|entry| {
                        Some((this.clause(&entry.key)?, amount(Some(&entry.value))?))
                    })
                    .collect(),
            }
        })
    }

    /// Values of one of each quantity, where they are given as amounts.
    fn per_unit(&self, node: Option<&Node>) -> Vec<(QuantityId, Amount)> {
        node.map_or(&[][..], Node::entries)
            .iter()
            .filter_map(|entry| Some((self.quantity(&entry.key)?, amount(Some(&entry.value))?)))
            .collect()
    }
}

/// The share that can be taken back, in thousandths.
pub(super) fn reversible(text: &str) -> Option<(u16, u16)> {
    match text {
        "no" => return Some((0, 0)),
        "yes" => return Some((1000, 1000)),
        _ => {}
    }
    let share = phrase::amount(text).ok()?;
    let thousandths = |n: crate::value::Decimal| u16::try_from(n.0 / 100_000).ok();
    share.percent.then_some((
        thousandths(share.low?)?.min(1000),
        thousandths(share.high?)?.min(1000),
    ))
}

fn ripeness(node: &Node) -> Ripeness {
    let answer = |key: &str| {
        node.text_at(key).map(|word| match word {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        })
    };
    Ripeness {
        cannot_win: answer("cannot-win"),
        cost_rising: answer("cost-rising"),
        way_out: answer("way-out"),
        able_to_commit: answer("able-to-commit"),
        deadline: node
            .text_at("deadline")
            .and_then(|text| phrase::parse_date(text).ok()),
    }
}
