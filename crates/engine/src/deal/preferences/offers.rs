//! What observed offers say about preferences, each assumption a switch of its own.
//!
//! Own offers never improve for their maker; an offer made is acceptable to its maker; a refused
//! offer is no better than the refuser's standing one, or than no deal; what is conceded late weighs no less. Each becomes a comparison of packages, or of a
//! package with no deal, that is added to what is known, or a ratio of weights; if nothing fits any more, that is a finding (a changed mind, a bluff, a
//! wrong source) and the smallest contradictory set says where. Guarantee and cost: those of the
//! linear programme. Paper: the candidate elimination of multi-criteria inverse problems, see the
//! method's page.

use super::{Knowledge, Rather, Verdict};

/// One move at the table, in order of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Observed {
    /// The party's own offer.
    Offered(Vec<usize>),
    /// An offer of somebody else that it refused.
    Refused(Vec<usize>),
}

/// Which readings of the moves are taken for granted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Assumed {
    /// Own offers never get better for their maker.
    pub own_offers_never_improve: bool,
    /// What is refused is no better than the own standing offer.
    pub refused_is_no_better_than_standing: bool,
    /// What is refused is no better than no deal.
    pub refused_is_no_better_than_no_deal: bool,
    /// An offer made is acceptable to its maker.
    pub offers_are_acceptable: bool,
    /// What is conceded late, or not at all, weighs no less than what was conceded before.
    pub conceded_late_weighs_no_less: bool,
}

impl Assumed {
    /// Whether anything is taken for granted.
    pub fn any(self) -> bool {
        self.own_offers_never_improve
            || self.refused_is_no_better_than_standing
            || self.refused_is_no_better_than_no_deal
            || self.offers_are_acceptable
            || self.conceded_late_weighs_no_less
    }
}

/// Pairs of moves (positions) of which the first is at least as good for the party as the second.
pub fn comparisons(moves: &[Observed], assumed: Assumed) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut standing: Option<usize> = None;
    for (at, observed) in moves.iter().enumerate() {
        let taken = match observed {
            Observed::Offered(_) => assumed.own_offers_never_improve,
            Observed::Refused(_) => assumed.refused_is_no_better_than_standing,
        };
        found.extend(standing.filter(|_| taken).map(|last| (last, at)));
        if let Observed::Offered(_) = observed {
            standing = Some(at);
        }
    }
    found
}

impl Observed {
    /// The package that was offered or refused.
    pub fn package(&self) -> &[usize] {
        match self {
            Self::Offered(package) | Self::Refused(package) => package,
        }
    }
}

/// What is known, with what the moves add to it; `rather[n..]` are the additions.
pub fn with_offers(knowledge: &Knowledge, moves: &[Observed], assumed: Assumed) -> Knowledge {
    let mut learnt = knowledge.clone();
    let packages = comparisons(moves, assumed)
        .into_iter()
        .map(|(this, than)| Rather {
            better: moves[this].package().to_vec(),
            worse: moves[than].package().to_vec(),
            strictly: false,
        });
    learnt.rather.extend(packages);
    learnt
}

/// Each move (a position) that is held against no deal, and how.
pub fn verdicts(moves: &[Observed], assumed: Assumed) -> Vec<(usize, Verdict)> {
    let judged = moves.iter().enumerate();
    judged
        .filter(|(_, observed)| match observed {
            Observed::Offered(_) => assumed.offers_are_acceptable,
            Observed::Refused(_) => assumed.refused_is_no_better_than_no_deal,
        })
        .map(|(at, observed)| {
            let verdict = Verdict {
                package: observed.package().to_vec(),
                accepted: matches!(observed, Observed::Offered(_)),
            };
            (at, verdict)
        })
        .collect()
}

/// Pairs of places of which the first was conceded later than the second in a party's own offers, or not at
/// all. An issue counts as conceded by the first offer that has another answer on it than the one before.
pub fn conceded(moves: &[Observed]) -> Vec<(usize, usize)> {
    let offers: Vec<&[usize]> = moves
        .iter()
        .filter(|observed| matches!(observed, Observed::Offered(_)))
        .map(Observed::package)
        .collect();
    let places = 0..offers.first().map_or(0, |offer| offer.len());
    let when = |place: usize| {
        let changed = offers
            .windows(2)
            .position(|pair| pair[0][place] != pair[1][place]);
        changed.unwrap_or(offers.len())
    };
    let when: Vec<usize> = places.clone().map(when).collect();
    let pairs = places
        .clone()
        .flat_map(|late| places.clone().map(move |early| (late, early)));
    pairs
        .filter(|(late, early)| when[*late] > when[*early])
        .collect()
}
