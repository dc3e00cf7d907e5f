//! The life of a duty as a table: state and signal give the next state.
//!
//! The table is that of the norm life cycle of Symboleo (Parvizimosaed and others 2022), with four
//! additions that records of real agreements need: a breach can be cured, a duty can be performed
//! while it is suspended, what was performed wrongly is undone, and performance is confirmed or not
//! by a verifier. `docs/methods/monitoring.md` prints the table; a test holds the two together and
//! another holds it against the table it comes from. Guarantee: total and deterministic; a signal
//! that a state does not know leaves it as it is.

/// Where a duty is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// What starts its clock has not happened.
    Waiting,
    /// In effect, not yet past its time.
    Running,
    /// Past its time; it can still be cured.
    Late,
    /// Past its time, nothing left to cure it by.
    Breached,
    /// Its dates are put off, rightly or not.
    Suspended,
    /// Performed; nobody has confirmed it.
    Performed,
    /// Performed and confirmed.
    Verified,
    /// Performed after its time.
    Cured,
    /// Nobody owes it any more: waived, or its phase ended before its time.
    Discharged,
    /// The agreement ended while it was in effect.
    Terminated,
}

/// What can happen to a duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Signal {
    /// What starts its clock has happened.
    Triggered,
    /// Its time passes without performance and a time to cure begins.
    Missed,
    /// The time to cure is over, or there is none.
    Failed,
    /// It is begun, which was late.
    Begun,
    /// It is performed in full.
    Performed,
    /// Whoever verifies confirms it.
    Confirmed,
    /// Whoever verifies says no, or what was performed turns out to be wrong.
    Undone,
    /// It is suspended.
    Suspended,
    /// It is resumed.
    Resumed,
    /// Whoever it is owed to waives it.
    Waived,
    /// Its phase ends before its clock has started.
    Expired,
    /// Its phase or the agreement ends.
    Ended,
}

impl State {
    /// Every state, in the order of the page.
    pub const ALL: [State; 10] = [
        State::Waiting,
        State::Running,
        State::Late,
        State::Breached,
        State::Suspended,
        State::Performed,
        State::Verified,
        State::Cured,
        State::Discharged,
        State::Terminated,
    ];

    /// The word on the page.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            State::Waiting => "waiting",
            State::Running => "running",
            State::Late => "late",
            State::Breached => "breached",
            State::Suspended => "suspended",
            State::Performed => "performed",
            State::Verified => "verified",
            State::Cured => "cured",
            State::Discharged => "discharged",
            State::Terminated => "terminated",
        }
    }
}

impl Signal {
    /// Every signal, in the order of the page.
    pub const ALL: [Signal; 12] = [
        Signal::Triggered,
        Signal::Missed,
        Signal::Failed,
        Signal::Begun,
        Signal::Performed,
        Signal::Confirmed,
        Signal::Undone,
        Signal::Suspended,
        Signal::Resumed,
        Signal::Waived,
        Signal::Expired,
        Signal::Ended,
    ];

    /// The word on the page.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Signal::Triggered => "triggered",
            Signal::Missed => "missed",
            Signal::Failed => "failed",
            Signal::Begun => "begun",
            Signal::Performed => "performed",
            Signal::Confirmed => "confirmed",
            Signal::Undone => "undone",
            Signal::Suspended => "suspended",
            Signal::Resumed => "resumed",
            Signal::Waived => "waived",
            Signal::Expired => "expired",
            Signal::Ended => "ended",
        }
    }
}

/// The next state, or none where the state does not know the signal.
#[must_use]
pub fn next(state: State, signal: Signal) -> Option<State> {
    use State as S;
    match (state, signal) {
        (S::Waiting | S::Running | S::Late | S::Breached | S::Suspended, Signal::Waived)
        | (S::Waiting, Signal::Expired) => Some(S::Discharged),
        (S::Waiting, Signal::Triggered) => Some(S::Running),
        (S::Waiting | S::Running | S::Suspended, Signal::Performed) => Some(S::Performed),
        (S::Running | S::Late, Signal::Suspended) => Some(S::Suspended),
        (S::Suspended, Signal::Resumed)
        | (S::Performed | S::Verified, Signal::Undone)
        | (S::Late, Signal::Begun) => Some(S::Running),
        (S::Running, Signal::Missed) => Some(S::Late),
        (S::Running | S::Late, Signal::Failed) => Some(S::Breached),
        (S::Late | S::Breached, Signal::Performed) => Some(S::Cured),
        (S::Cured, Signal::Undone) => Some(S::Breached),
        (S::Performed | S::Running | S::Suspended, Signal::Confirmed) => Some(S::Verified),
        (S::Late | S::Breached, Signal::Confirmed) => Some(S::Cured),
        (S::Running | S::Suspended, Signal::Ended) => Some(S::Terminated),
        _ => None,
    }
}
