//! Whether what guarantors pledge covers what the schedule needs.
//!
//! A forfeit binds the party that would leave, a compensation pays the one left behind, an escrow
//! takes a step out of both: three kinds of backing that are never added up (Williamson 1983; Raub
//! 2004). Exact comparison of a pledge, a range as it may be, with a bond or an
//! exposure; cost: linear.

/// What a pledge is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backing {
    /// The party that leaves loses it.
    Forfeit,
    /// The party left behind receives it.
    Compensation,
    /// A third hand holds the deliveries.
    Escrow,
    /// A word given: nothing is lost, paid or held.
    Word,
    /// The text does not say.
    Unsaid,
}

/// At least so much and, where the text sets a limit, at most so much.
pub type Span = (i64, Option<i64>);

/// A pledge on behalf of, or against, a party.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pledge {
    /// The party whose leaving it answers.
    pub against: usize,
    /// What it is.
    pub backing: Backing,
    /// Its amount in the units of the exchange, if one is stated.
    pub amount: Option<Span>,
}

/// Whether something holds under the numbers that are possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Under none.
    No,
    /// Under some.
    Possibly,
    /// Under all.
    Surely,
}

/// What is missing for one party.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cover {
    /// The party that could leave.
    pub party: usize,
    /// The least bond that holds it.
    pub needed: i64,
    /// The most that another party can have given it and not got back.
    pub exposed: i64,
    /// Forfeits of a stated amount against it.
    pub forfeits: Span,
    /// Compensation of a stated amount against it.
    pub compensation: Span,
    /// Pledges against it that have no measure: a word, or an amount that is not stated or valued.
    pub unmeasured: usize,
}

impl Cover {
    /// Whether stated forfeits hold the party.
    #[must_use]
    pub fn holds(&self) -> Holds {
        let (least, most) = self.forfeits;
        if least >= self.needed {
            Holds::Surely
        } else if most.is_none_or(|most| most >= self.needed) {
            Holds::Possibly
        } else {
            Holds::No
        }
    }
}

/// Compares the pledges with the bond each party needs, and with the most that another is exposed to
/// it.
#[must_use]
pub fn cover(needed: &[i64], exposed: &[i64], pledges: &[Pledge]) -> Vec<Cover> {
    needed
        .iter()
        .zip(exposed)
        .enumerate()
        .map(|(party, (needed, exposed))| {
            let against = || pledges.iter().filter(move |p| p.against == party);
            let sum = |kind| {
                let of_kind = against().filter(|p| p.backing == kind);
                let stated = of_kind.filter_map(|p| p.amount);
                stated.fold((0, Some(0)), added)
            };
            let unstated = |p: &&Pledge| p.backing != Backing::Escrow && p.amount.is_none();
            Cover {
                party,
                needed: *needed,
                exposed: *exposed,
                forfeits: sum(Backing::Forfeit),
                compensation: sum(Backing::Compensation),
                unmeasured: against().filter(unstated).count(),
            }
        })
        .collect()
}

/// Two spans together; without a limit where one of them has none.
#[must_use]
pub fn added(a: Span, b: Span) -> Span {
    let most = a.1.zip(b.1).map(|(a, b)| a.saturating_add(b));
    (a.0.saturating_add(b.0), most)
}
