//! How often each rule picks each package over the draws: a package that several rules pick in many draws is
//! worth a look whatever turns out to be so.
//!
//! Research note, section 2.4. Guarantee: in each draw the rules are those of `solutions`, on worths rounded to
//! 1e-9 of the smallest scale or less, so that a tie is not broken by a float's last digit; every package that attains
//! a rule counts. Cost: a frontier of the accepted packages for each draw, up to a stated work.

use super::super::map::Uncertain;
use super::super::number::Number;
use super::super::points::Points;
use super::super::solutions::{Concept, Zone};

/// Draws × packages, at most.
const MOST_WORK: u128 = 5_000_000;
/// The share of the smallest scale below which worths are the same.
const EVEN: f64 = 1e-9;

/// What is asked of every draw.
pub(super) struct Focal<'a> {
    case: &'a Uncertain,
    proportions: &'a [i64],
    step: f64,
}

/// What the packages that are accepted in one draw are worth.
pub(super) struct Accepted {
    points: Points,
    packages: Vec<usize>,
}

impl<'a> Focal<'a> {
    /// None where that would be too much to look at.
    pub fn new(case: &'a Uncertain, proportions: &'a [i64], draws: usize) -> Option<Self> {
        let scales = case.parties.iter();
        let scales = scales.map(|known| known.total as f64 * known.top as f64);
        let smallest = scales.fold(f64::INFINITY, f64::min);
        (case.space.count().saturating_mul(draws as u128) <= MOST_WORK).then_some(Self {
            case,
            proportions,
            // A power of ten, so that sums of decimals stay the same.
            step: 10f64.powf((smallest * EVEN).max(1.0).log10().floor()),
        })
    }

    fn rounded(&self, worth: f64) -> i64 {
        (worth / self.step).round() as i64
    }

    pub fn nothing_accepted(&self) -> Accepted {
        Accepted {
            points: Points::new(self.case.parties.len()),
            packages: Vec::new(),
        }
    }

    /// Adds a package that is accepted, with what each party has beyond no deal.
    pub fn accept(&self, accepted: &mut Accepted, package: usize, worths: &[f64]) {
        let worths: Vec<i64> = worths.iter().map(|&worth| self.rounded(worth)).collect();
        let place = accepted.packages.len();
        accepted
            .points
            .push(&worths, 1, Number::from(place as u128));
        accepted.packages.push(package);
    }

    /// Shows every package that a rule picks among those accepted, with the rule's place.
    pub fn picks(
        &self,
        accepted: &Accepted,
        reservations: &[f64],
        mut show: impl FnMut(usize, usize),
    ) {
        let reservations = reservations.iter().map(|&worth| self.rounded(worth));
        let zone = Zone::under(
            &self.case.consent,
            &accepted.points.undominated(),
            reservations.collect(),
        );
        for (rule, concept) in Concept::ALL.into_iter().enumerate() {
            let Some(picked) = zone.pick(concept, self.proportions) else {
                return;
            };
            let as_good = |at: usize| {
                picked
                    .points
                    .iter()
                    .any(|&p| zone.points.point(p) == accepted.points.point(at))
            };
            (0..accepted.packages.len())
                .filter(|&at| as_good(at))
                .for_each(|at| show(rule, accepted.packages[at]));
        }
    }
}
