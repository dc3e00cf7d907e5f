//! The clock of a day: what has happened by then, when each phase runs, which powers were used.
//!
//! [`super::condition`] asks it which conditions hold since when, `window` from and until
//! when each part is to be done. Guarantee: exact in days. Cost: linear in the conditions and in
//! the records about phases and powers; the records of duties are read by [`super::playback`].

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use armistice_case::model::{Act, ClauseId, EventId, Key as _, PhaseId, PowerId, Said};
use armistice_case::phrase::When;

use super::docket::{Docket, Text};
use super::history::{History, plain_day};
use super::hour::DueHour;
use super::playback::Play;
use super::record::{Fact, Facts};
use super::recurring::Series;
use super::standing::Day;
use super::suspension::used;
use crate::accord::clock::bounds as days;

/// The longest chain of duties, each of which starts when the one before is late, that is followed.
const CHAIN: usize = 64;

/// When a phase runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// Its first day, once that is known.
    pub start: Option<i64>,
    /// Its last day by the text alone.
    pub written: Option<i64>,
    /// Its last day as the text and extensions have it.
    pub end: Option<i64>,
    /// The day on which a record says that it ended.
    pub ended: Option<(i64, EventId)>,
    /// By how many days it was prolonged.
    pub prolonged: i64,
    /// Since when it is suspended, and until when where its record says so.
    pub suspended: Option<(i64, Option<i64>)>,
}

impl Run {
    /// Whether it is over on a day.
    #[must_use]
    pub fn over(&self, day: i64) -> bool {
        self.after().is_some_and(|after| after <= day)
    }

    /// The first day on which it no longer holds: the day after its last, or the day on which it
    /// was broken off before that.
    #[must_use]
    pub fn after(&self) -> Option<i64> {
        let next = self.end.map(|end| end + 1);
        match (self.ended, next) {
            (Some((ended, _)), Some(next)) => Some(if ended + 1 < next { ended } else { next }),
            (Some((ended, _)), None) => Some(ended),
            (None, next) => next,
        }
    }
}

/// The window of a part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Due {
    /// The first day on which it is in time.
    pub from: Option<i64>,
    /// The last day on which it is in time.
    pub due: Option<i64>,
    /// By when it must be begun.
    pub begin_by: Option<i64>,
    /// The hour at which it is due, where the text gives one.
    pub hour: Option<DueHour>,
}

impl Due {
    /// By how many minutes it was done after its hour, on its last day.
    #[must_use]
    pub fn late_by(&self) -> Option<i64> {
        self.hour.filter(|hour| Some(hour.day) == self.due)?.late
    }
}

/// One extension.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extension {
    /// The day of its record.
    pub day: i64,
    /// Its record.
    pub event: EventId,
    /// The power that it uses.
    pub power: Option<PowerId>,
}

/// What is known on a day.
pub struct Clock<'a> {
    /// The docket.
    pub docket: &'a Docket<'a>,
    /// The text in force.
    pub text: &'a Text<'a>,
    /// The log under a view.
    pub facts: &'a Facts,
    /// The day.
    pub day: i64,
    /// For each obligation its history.
    pub histories: Vec<Arc<History>>,
    /// For each phase when it runs.
    pub phases: Vec<Run>,
    /// For each power the days of its use with their records.
    pub used: Vec<Vec<(i64, EventId)>>,
    /// For each open term the day on which it was agreed.
    pub agreed: Vec<Option<i64>>,
    /// For each milestone the day on which a record or the text has it.
    pub reached: Vec<Option<i64>>,
    /// For each part the day on which its clock started.
    pub triggered: Vec<Option<i64>>,
    /// For each part its window.
    pub windows: Vec<Due>,
    /// The occurrences of each part that recurs and whose clock has started.
    pub recurring: BTreeMap<usize, Series>,
    /// How things stood on the last day of each earlier text, in their order.
    pub before: Vec<Rc<Day<'a>>>,
    pub(super) busy: RefCell<Vec<ClauseId>>,
}

impl<'a> Clock<'a> {
    /// The clock of one day alone.
    #[must_use]
    pub fn at(docket: &'a Docket<'a>, facts: &'a Facts, day: i64) -> Clock<'a> {
        Play::of(docket, facts).to(day)
    }

    /// The clocks of the last day of each earlier text and this one, in their order.
    pub(super) fn texts(&self) -> impl Iterator<Item = &Clock<'a>> {
        let before = self.before.iter().map(|day| &day.clock);
        before.chain(std::iter::once(self))
    }

    /// The clock of a day from what happened to each duty by then, and how things stood on the last days
    /// of earlier texts.
    #[must_use]
    pub fn of(
        docket: &'a Docket<'a>,
        facts: &'a Facts,
        day: i64,
        histories: Vec<Arc<History>>,
        before: Vec<Rc<Day<'a>>>,
    ) -> Clock<'a> {
        let text = docket.text(day);
        let agreement = &text.lens.terms.agreement;
        let mut clock = Clock {
            docket,
            text,
            facts,
            day,
            histories,
            phases: vec![Run::default(); agreement.phases.len()],
            used: vec![Vec::new(); agreement.powers.len()],
            agreed: vec![None; agreement.open_terms.len()],
            reached: vec![None; agreement.milestones.len()],
            triggered: vec![None; text.lens.parts.all.len()],
            windows: vec![Due::default(); text.lens.parts.all.len()],
            recurring: BTreeMap::new(),
            before,
            busy: RefCell::new(Vec::new()),
        };
        clock.read_others();
        clock.read_uses();
        clock.run_phases();
        // A trigger can rest on another part being late, so windows and triggers go in turns, until
        // the longest chain of them is through.
        for _ in 0..clock.windows.len().min(CHAIN) + 2 {
            let windows = clock.all_windows();
            let triggered = clock.all_triggers();
            let same = windows == clock.windows && triggered == clock.triggered;
            clock.windows = windows;
            clock.triggered = triggered;
            clock.recurring = clock.all_series();
            if same {
                break;
            }
        }
        clock
    }

    /// Facts about phases, powers, terms and milestones.
    fn read_others(&mut self) {
        let facts = self.facts;
        for fact in facts.others(self.day) {
            self.read_suspension(fact);
            match fact.clause {
                Some(ClauseId::Power(power))
                    if matches!(fact.act_or(Act::Used), Some(Act::Used | Act::Suspended)) =>
                {
                    self.used[power.position()].push((fact.day, fact.event));
                }
                Some(ClauseId::OpenTerm(term))
                    if matches!(fact.act, Some(Act::Agreed | Act::Done)) =>
                {
                    let agreed = &mut self.agreed[term.position()];
                    *agreed = agreed.or(Some(fact.day));
                }
                Some(ClauseId::Milestone(milestone))
                    if !matches!(
                        fact.act_or(Act::Done),
                        None | Some(Act::Refused | Act::Stopped)
                    ) =>
                {
                    let reached = &mut self.reached[milestone.position()];
                    *reached = reached.or(Some(fact.day));
                }
                Some(ClauseId::Phase(phase)) => {
                    let run = &mut self.phases[phase.position()];
                    match fact.act {
                        Some(Act::Started) => run.start = run.start.or(Some(fact.first)),
                        Some(Act::Ended | Act::Done) => {
                            run.ended = run.ended.or(Some((fact.day, fact.event)));
                        }
                        _ => {}
                    }
                }
                _ => {}
            }
        }
    }

    /// Notes for each phase whether a fact suspends or resumes it.
    fn read_suspension(&mut self, fact: &Fact) {
        let text = self.text;
        for (at, phase) in text.lens.terms.agreement.phases.keys().enumerate() {
            let act = match fact.clause {
                Some(ClauseId::Power(power)) => {
                    let acts = text.lens.terms.agreement.powers[power].acts.iter();
                    let over = acts.filter(|(_, on)| *on == ClauseId::Phase(phase));
                    used(over.map(|(verb, _)| *verb), fact)
                }
                Some(ClauseId::Phase(of)) if of != phase => None,
                Some(ClauseId::Phase(_)) | None => fact.act,
                Some(_) => None,
            };
            match act {
                Some(Act::Suspended) => {
                    let events = &self.docket.case.events;
                    let until = events.until(&events[fact.event]);
                    let until = until.and_then(|when| plain_day(text, when));
                    self.phases[at].suspended = Some((fact.day, until));
                }
                Some(Act::Resumed) => self.phases[at].suspended = None,
                _ => {}
            }
        }
    }

    /// A record under a power uses it, whatever clause it is about.
    fn read_uses(&mut self) {
        for suspension in self.histories.iter().flat_map(|read| &read.suspensions) {
            let under = self.docket.case.events[suspension.event].under;
            if let Some(ClauseId::Power(power)) = under {
                self.used[power.position()].push((suspension.from, suspension.event));
            }
        }
        for used in &mut self.used {
            used.sort_unstable();
            used.dedup();
        }
    }

    /// The history of a part.
    #[must_use]
    pub fn part(&self, part: usize) -> Option<&super::history::PartHistory> {
        let duty = self.text.lens.parts.all.get(part)?.duty;
        let history = &self.histories[duty.position()];
        history.parts.get(part - history.first_part)
    }

    fn all_series(&self) -> BTreeMap<usize, Series> {
        let parts = self.text.each.iter().enumerate();
        parts
            .filter(|(_, each)| each.is_some())
            .filter_map(|(at, _)| Some((at, self.series(at)?)))
            .collect()
    }

    /// For each part how many of its occurrences are known.
    #[must_use]
    pub fn occurrences(&self) -> Vec<usize> {
        let known = |at| self.recurring.get(&at).map_or(0, |series| series.all.len());
        (0..self.windows.len()).map(known).collect()
    }

    /// When a phase runs.
    #[must_use]
    pub fn phase(&self, phase: PhaseId) -> Run {
        self.phases[phase.position()]
    }

    fn run_phases(&mut self) {
        let agreement = &self.text.lens.terms.agreement;
        let first = i64::from(!agreement.counts_from_zero);
        for (id, phase) in agreement.phases.iter() {
            let mut run = self.phases[id.position()];
            let (from, to) = match phase.when.get() {
                Some(When::Window(from, to)) => (
                    plain_day(self.text, &When::On(from.clone())),
                    plain_day(self.text, &When::On(to.clone())),
                ),
                Some(When::From(from) | When::On(from)) => {
                    (plain_day(self.text, &When::On(from.clone())), None)
                }
                Some(by @ When::By(_)) => (None, plain_day(self.text, by)),
                _ => (None, None),
            };
            let after = match &phase.after {
                Said::Nothing if from.is_none() && phase.when == Said::Nothing => Some(first),
                Said::Nothing | Said::Silent(_) => from,
                Said::Is(condition) => self.holds(condition, None).map(|day| day.max(first)),
            };
            run.start = run.start.or(after);
            run.end = to.or_else(|| {
                let (_, longest) = days(phase.lasts.get()?);
                Some(run.start? + longest - 1)
            });
            run.written = run.end;
            run.end = self.prolonged(id, run.end);
            run.prolonged = run.end.zip(run.written).map_or(0, |(now, then)| now - then);
            self.phases[id.position()] = run;
        }
    }

    /// The last day of a phase after every extension by then.
    fn prolonged(&self, phase: PhaseId, end: Option<i64>) -> Option<i64> {
        self.after(&self.extensions_of(phase), end)
    }

    /// The extensions of a phase.
    pub(super) fn extensions_of(&self, phase: PhaseId) -> Vec<Extension> {
        let clause = ClauseId::Phase(phase);
        let records = self.facts.others(self.day);
        let records = records
            .filter(|fact| fact.clause == Some(clause) && fact.act == Some(Act::Extended))
            .map(|fact| (fact.day, fact.event));
        self.extensions(clause, records)
    }

    /// The extensions of a clause in their order: those of a list of records, and every use of a
    /// power over it.
    pub(super) fn extensions(
        &self,
        clause: ClauseId,
        records: impl Iterator<Item = (i64, EventId)>,
    ) -> Vec<Extension> {
        let events = &self.docket.case.events;
        let mut all: Vec<Extension> = Vec::new();
        for (power, item) in self.text.lens.terms.agreement.powers.iter() {
            let mut acts = item.acts.iter();
            if acts.any(|(verb, of)| *verb == "extends" && *of == clause) {
                let used = self.used[power.position()].iter();
                all.extend(used.map(|(day, event)| Extension {
                    day: *day,
                    event: *event,
                    power: Some(power),
                }));
            }
        }
        all.extend(records.map(|(day, event)| Extension {
            day,
            event,
            power: match events[event].under {
                Some(ClauseId::Power(power)) => Some(power),
                _ => None,
            },
        }));
        let order = |one: &Extension| (one.day, &events.label(one.event).id);
        all.sort_by(|one, other| order(one).cmp(&order(other)));
        all.dedup_by_key(|one| one.event);
        all
    }

    /// The last day after extensions: the day that a record names, else the time of its power.
    pub(super) fn after(&self, extensions: &[Extension], end: Option<i64>) -> Option<i64> {
        let agreement = &self.text.lens.terms.agreement;
        let events = &self.docket.case.events;
        extensions.iter().fold(end, |end, one| {
            let until = events.until(&events[one.event]);
            let named = until.and_then(|when| plain_day(self.text, when));
            let lasts = one
                .power
                .and_then(|power| agreement.powers[power].lasts.get());
            named.or_else(|| Some(end? + days(lasts?).1)).or(end)
        })
    }
}
