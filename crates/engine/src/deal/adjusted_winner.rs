//! Adjusted Winner: two parties, one hundred points each over divisible issues; each issue goes to
//! the higher bidder, then the leader hands over issues where it costs it least until both have the
//! same points. At most one issue is divided.
//!
//! Paper: Brams and Taylor (1996). Guarantee: exact fractions; efficient, equitable and free of envy
//! by the stated points, which a party can bend if it knows the other's. Cost: n log n.

use super::Obstacle;

/// What each party points at one issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bid {
    /// Points of the first party.
    pub first: i64,
    /// Points of the second party.
    pub second: i64,
}

/// Who gets what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Division {
    /// The first party's share of each issue, as numerator and denominator.
    pub first_gets: Vec<(i64, i64)>,
    /// Totals after the first round, before anything is handed over.
    pub initial: [i64; 2],
    /// Issues on which both pointed the same; they went to whoever had less so far.
    pub ties: Vec<usize>,
    /// Who handed issues over (0 or 1), if anybody.
    pub donor: Option<usize>,
    /// The issue that is shared, if one is.
    pub divided: Option<usize>,
    /// Final points of each party over a common denominator.
    pub totals: [i64; 2],
    /// What the totals are divided by.
    pub denominator: i64,
}

/// Divides the issues. Refused unless each party gives a hundred points, of `unit` units each, and
/// every issue gets some.
pub fn adjusted_winner(bids: &[Bid], unit: i64) -> Result<Division, Obstacle> {
    for party in 0..2 {
        let points = |bid: &Bid| if party == 0 { bid.first } else { bid.second };
        let sum: i64 = bids.iter().map(points).sum();
        if sum != 100 * unit || bids.iter().any(|bid| points(bid) < 0) {
            return Err(Obstacle::NotHundredPoints {
                party,
                sum: sum / unit.max(1),
            });
        }
    }
    if let Some(issue) = bids
        .iter()
        .position(|bid| bid.first == 0 && bid.second == 0)
    {
        return Err(Obstacle::NobodyWants { issue });
    }
    let mut holder: Vec<usize> = bids
        .iter()
        .map(|bid| usize::from(bid.second > bid.first))
        .collect();
    let ties: Vec<usize> = (0..bids.len())
        .filter(|&issue| bids[issue].first == bids[issue].second)
        .collect();
    let mut totals = [0i64; 2];
    for issue in 0..bids.len() {
        if !ties.contains(&issue) {
            totals[holder[issue]] += bids[issue].first.max(bids[issue].second);
        }
    }
    for &issue in &ties {
        let to = usize::from(totals[1] < totals[0]);
        holder[issue] = to;
        totals[to] += bids[issue].first;
    }
    let initial = totals;
    let mut first_gets: Vec<(i64, i64)> = holder.iter().map(|&h| (i64::from(h == 0), 1)).collect();
    if totals[0] == totals[1] {
        return Ok(Division {
            first_gets,
            initial,
            ties,
            donor: None,
            divided: None,
            totals,
            denominator: 1,
        });
    }
    let donor = usize::from(totals[1] > totals[0]);
    let of = |issue: usize, party: usize| {
        if party == 0 {
            bids[issue].first
        } else {
            bids[issue].second
        }
    };
    let mut order: Vec<usize> = (0..bids.len())
        .filter(|&issue| holder[issue] == donor)
        .collect();
    // Cheapest for the donor per point of the other first; an issue worth nothing to the other last.
    order.sort_by(|&a, &b| {
        (of(a, donor) * of(b, 1 - donor))
            .cmp(&(of(b, donor) * of(a, 1 - donor)))
            .then(a.cmp(&b))
    });
    let (mut lead, mut trail) = (totals[donor], totals[1 - donor]);
    for issue in order {
        let (mine, theirs) = (of(issue, donor), of(issue, 1 - donor));
        if lead - mine >= trail + theirs {
            lead -= mine;
            trail += theirs;
            first_gets[issue] = (i64::from(donor == 1), 1);
            if lead == trail {
                break;
            }
            continue;
        }
        // The donor keeps all but (lead − trail)/(mine + theirs) of it.
        let (moved, whole) = (lead - trail, mine + theirs);
        first_gets[issue] = if donor == 0 {
            (whole - moved, whole)
        } else {
            (moved, whole)
        };
        let equal = lead * whole - mine * moved;
        let totals = [equal, equal];
        return Ok(Division {
            first_gets,
            initial,
            ties,
            donor: Some(donor),
            divided: Some(issue),
            totals,
            denominator: whole,
        });
    }
    let totals = if donor == 0 {
        [lead, trail]
    } else {
        [trail, lead]
    };
    Ok(Division {
        first_gets,
        initial,
        ties,
        donor: Some(donor),
        divided: None,
        totals,
        denominator: 1,
    })
}
