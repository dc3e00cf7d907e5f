//! The enabling graph: events, each with an AND/OR condition over other events.
//!
//! Follows the enabling relations of event structures (Winskel 1987) and the conditions of
//! dynamic condition response graphs (Hildebrandt and Mukkamala 2010), with thresholds ("two of
//! three") instead of AND and OR apart. Data only; cost linear in the size of the conditions.

/// A position in the list of events of one graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId(pub u32);

impl EventId {
    /// The position as an index.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A condition over events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Formula {
    /// The event has happened.
    Event(EventId),
    /// At least so many of the parts hold.
    AtLeast(usize, Vec<Formula>),
    /// The part does not hold. Counted as possible where only possibility is asked.
    Not(Box<Formula>),
}

impl Formula {
    /// Holds always.
    #[must_use]
    pub fn always() -> Self {
        Self::AtLeast(0, Vec::new())
    }

    /// Never holds.
    #[must_use]
    pub fn never() -> Self {
        Self::AtLeast(1, Vec::new())
    }

    /// All parts hold.
    #[must_use]
    pub fn all(parts: Vec<Formula>) -> Self {
        match <[Formula; 1]>::try_from(parts) {
            Ok([only]) => only,
            Err(parts) => Self::AtLeast(parts.len(), parts),
        }
    }

    /// One part at least holds.
    #[must_use]
    pub fn any(parts: Vec<Formula>) -> Self {
        match <[Formula; 1]>::try_from(parts) {
            Ok([only]) => only,
            Err(parts) => Self::AtLeast(1, parts),
        }
    }

    /// Whether the condition holds when exactly the given events have happened.
    #[must_use]
    pub fn holds(&self, happened: &impl Fn(EventId) -> bool) -> bool {
        match self {
            Self::Event(event) => happened(*event),
            Self::AtLeast(least, parts) => {
                parts.iter().filter(|part| part.holds(happened)).count() >= *least
            }
            Self::Not(part) => !part.holds(happened),
        }
    }

    /// Whether the condition could hold, a negation counting as possible.
    #[must_use]
    pub fn could_hold(&self, happened: &impl Fn(EventId) -> bool) -> bool {
        match self {
            Self::Event(event) => happened(*event),
            Self::AtLeast(least, parts) => {
                parts
                    .iter()
                    .filter(|part| part.could_hold(happened))
                    .count()
                    >= *least
            }
            Self::Not(_) => true,
        }
    }

    /// The events that keep the condition from holding: those named, without negation, in parts
    /// that do not hold.
    pub fn blockers(&self, happened: &impl Fn(EventId) -> bool, into: &mut Vec<EventId>) {
        if self.could_hold(happened) {
            return;
        }
        match self {
            Self::Event(event) => into.push(*event),
            Self::AtLeast(_, parts) => {
                for part in parts {
                    part.blockers(happened, into);
                }
            }
            Self::Not(_) => {}
        }
    }

    /// Every event named, in order of appearance.
    pub fn events(&self, into: &mut Vec<EventId>) {
        match self {
            Self::Event(event) => into.push(*event),
            Self::AtLeast(_, parts) => parts.iter().for_each(|part| part.events(into)),
            Self::Not(part) => part.events(into),
        }
    }

    /// Whether no set of events makes the condition hold, as where something must have happened and must
    /// not have. Asked only of conditions with a negation and few events; false for all others.
    #[must_use]
    pub fn contradicts_itself(&self) -> bool {
        /// Events up to which every set of them is tried.
        const FEW: usize = 10;
        let mut named = Vec::new();
        self.events(&mut named);
        named.sort_unstable();
        named.dedup();
        if !self.negates() || named.len() > FEW {
            return false;
        }
        let holds = |set: u32| {
            let happened = |event: EventId| {
                let at = named.binary_search(&event);
                at.is_ok_and(|at| set >> at & 1 == 1)
            };
            self.holds(&happened)
        };
        !(0..1_u32 << named.len()).any(holds)
    }

    fn negates(&self) -> bool {
        match self {
            Self::Event(_) => false,
            Self::AtLeast(_, parts) => parts.iter().any(Self::negates),
            Self::Not(_) => true,
        }
    }

    /// The same condition with one event taken as given.
    #[must_use]
    pub fn granting(&self, promised: EventId) -> Self {
        match self {
            Self::Event(event) if *event == promised => Self::always(),
            Self::Event(_) | Self::Not(_) => self.clone(),
            Self::AtLeast(least, parts) => Self::AtLeast(
                *least,
                parts.iter().map(|part| part.granting(promised)).collect(),
            ),
        }
    }
}

/// Events with the condition that each needs; an event that nothing brings about needs
/// [`Formula::never`], an outside event [`Formula::always`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Graph {
    /// One condition an event.
    pub conditions: Vec<Formula>,
}

impl Graph {
    /// Adds an event and gives its position.
    pub fn add(&mut self, condition: Formula) -> EventId {
        let id = EventId(u32::try_from(self.conditions.len()).unwrap_or(u32::MAX));
        self.conditions.push(condition);
        id
    }

    /// All events in order.
    pub fn events(&self) -> impl Iterator<Item = EventId> + use<> {
        (0..u32::try_from(self.conditions.len()).unwrap_or(u32::MAX)).map(EventId)
    }
}
