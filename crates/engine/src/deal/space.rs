//! What is on the table: issues with finitely many options, packages as mixed-radix numbers,
//! excluded combinations, and each party's utility in exact fixed point.
//!
//! Guarantee: all arithmetic is on integers; a space whose packages cannot be numbered in 256 bits,
//! or whose utilities could leave 62 bits, is refused. Cost: linear in the input.

use super::Obstacle;
use super::number::Number;
use super::openings::threshold::MOST_PARTIES;

/// The most options one issue may have; a longer one belongs in a value function with a coarser step.
pub const MAX_OPTIONS: usize = 10_000;
/// Packages that one thread looks at in one go.
const CHUNK: usize = 1 << 14;
/// Utilities and their sums stay below this, so that no addition can overflow.
const MAX_UTILITY: i128 = 1 << 61;

/// A set of options of one issue.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OptionSet(Vec<u64>);

impl OptionSet {
    /// Checked on the way in.
    pub fn new(options: impl IntoIterator<Item = usize>) -> Self {
        let mut words = Vec::new();
        for option in options {
            if option / 64 >= words.len() {
                words.resize(option / 64 + 1, 0);
            }
            words[option / 64] |= 1 << (option % 64);
        }
        Self(words)
    }

    /// Whether an option is in it.
    pub fn contains(&self, option: usize) -> bool {
        self.0
            .get(option / 64)
            .is_some_and(|word| word >> (option % 64) & 1 == 1)
    }

    /// Whether some option is in both.
    pub fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).any(|(a, b)| a & b != 0)
    }

    /// The options of an issue of `size` options that are not in this set.
    pub fn complement(&self, size: usize) -> Self {
        Self::new((0..size).filter(|&option| !self.contains(option)))
    }
}

/// A combination: every named issue takes one of the named options.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pattern {
    /// Issues with the options that match.
    pub parts: Vec<(usize, OptionSet)>,
}

impl Pattern {
    /// One option each for some issues.
    pub fn exactly(parts: &[(usize, usize)]) -> Self {
        Self {
            parts: parts
                .iter()
                .map(|&(issue, option)| (issue, OptionSet::new([option])))
                .collect(),
        }
    }

    /// Whether some package can be of both kinds.
    pub fn meets(&self, other: &Pattern) -> bool {
        self.parts.iter().all(|(issue, set)| {
            let theirs = other.parts.iter().filter(|(at, _)| at == issue);
            theirs.into_iter().all(|(_, other)| set.meets(other))
        })
    }

    /// Whether a package is of this kind.
    pub fn matches(&self, package: &[usize]) -> bool {
        self.parts
            .iter()
            .all(|(issue, options)| options.contains(package[*issue]))
    }
}

/// The issues, their options, and the combinations that cannot be.
#[derive(Clone, Debug)]
pub struct Space {
    sizes: Vec<usize>,
    places: Vec<Number>,
    count: Number,
    /// Combinations that cannot be.
    pub excluded: Vec<Pattern>,
}

impl Space {
    /// Checked on the way in.
    pub fn new(sizes: Vec<usize>, excluded: Vec<Pattern>) -> Result<Self, Obstacle> {
        for (issue, &size) in sizes.iter().enumerate() {
            if size == 0 {
                return Err(Obstacle::NoOptions { issue });
            }
            if size > MAX_OPTIONS {
                return Err(Obstacle::TooManyOptions {
                    issue,
                    options: size,
                    limit: MAX_OPTIONS,
                });
            }
        }
        let mut places = vec![Number::ZERO; sizes.len()];
        let mut count = Number::from(1);
        for issue in (0..sizes.len()).rev() {
            places[issue] = count;
            count = count.times(sizes[issue]).ok_or(Obstacle::TooManyPackages)?;
        }
        let issues = sizes.len();
        if excluded
            .iter()
            .any(|pattern| pattern.parts.iter().any(|(issue, _)| *issue >= issues))
        {
            return Err(Obstacle::UnknownIssue);
        }
        if excluded.iter().any(|pattern| pattern.parts.is_empty()) {
            return Err(Obstacle::EverythingExcluded);
        }
        Ok(Self {
            sizes,
            places,
            count,
            excluded,
        })
    }

    /// How many issues there are.
    pub fn issues(&self) -> usize {
        self.sizes.len()
    }

    /// How many options an issue has.
    pub fn size(&self, issue: usize) -> usize {
        self.sizes[issue]
    }

    /// What this option of an issue adds to a package's number (the last issue turns fastest).
    pub fn place(&self, issue: usize, option: usize) -> Number {
        // All numbers are below the count, which fits.
        self.places[issue].times(option).unwrap_or(Number::LAST)
    }

    /// How many packages there are, the excluded ones among them; `u128::MAX` if there are more.
    pub fn count(&self) -> u128 {
        self.count.capped()
    }

    /// The package of a number.
    pub fn package(&self, mut number: Number) -> Vec<usize> {
        let mut package = vec![0; self.issues()];
        for (option, &size) in package.iter_mut().zip(&self.sizes).rev() {
            (number, *option) = number.divided(size);
        }
        package
    }

    /// The number of a package.
    pub fn index(&self, package: &[usize]) -> Number {
        let options = package.iter().enumerate();
        options
            .map(|(issue, &option)| self.place(issue, option))
            .sum()
    }

    /// Whether a package cannot be.
    pub fn is_excluded(&self, package: &[usize]) -> bool {
        self.excluded.iter().any(|pattern| pattern.matches(package))
    }

    /// The numbers of all packages in parts of one size, for threads; the parts do not depend on them.
    pub fn chunks(&self) -> Vec<std::ops::Range<u128>> {
        let count = self.count();
        (0..count)
            .step_by(CHUNK)
            .map(|start| start..(start + CHUNK as u128).min(count))
            .collect()
    }

    /// Shows every package of a part that can be, in order; nothing is allocated for each.
    pub fn each(&self, numbers: std::ops::Range<u128>, mut show: impl FnMut(&[usize])) {
        if numbers.is_empty() {
            return;
        }
        let mut package = self.package(Number::from(numbers.start));
        for number in numbers.clone() {
            if !self.is_excluded(&package) {
                show(&package);
            }
            if number + 1 < numbers.end {
                for issue in (0..package.len()).rev() {
                    package[issue] += 1;
                    if package[issue] < self.sizes[issue] {
                        break;
                    }
                    package[issue] = 0;
                }
            }
        }
    }

    /// All packages that can be, in order of their number.
    pub fn packages(&self) -> impl Iterator<Item = Vec<usize>> + '_ {
        let mut next = Some(vec![0; self.issues()]);
        std::iter::from_fn(move || {
            loop {
                let current = next.take()?;
                let mut following = current.clone();
                for issue in (0..self.issues()).rev() {
                    following[issue] += 1;
                    if following[issue] < self.sizes[issue] {
                        next = Some(following);
                        break;
                    }
                    following[issue] = 0;
                }
                if !self.is_excluded(&current) {
                    return Some(current);
                }
            }
        })
    }
}

/// A bonus or malus for a combination of options.
#[derive(Clone, Debug)]
pub struct Interaction {
    /// The combination.
    pub when: Pattern,
    /// What it adds.
    pub adds: i64,
}

/// What every package is worth to one party, and what no deal is worth to it.
#[derive(Clone, Debug)]
pub struct Utility {
    /// Worth of each option of each issue.
    pub parts: Vec<Vec<i64>>,
    /// What every package is worth before anything is chosen.
    pub base: i64,
    /// What combinations add.
    pub interactions: Vec<Interaction>,
    /// The worth of no deal.
    pub reservation: i64,
}

impl Utility {
    /// Without combinations.
    pub fn additive(parts: Vec<Vec<i64>>, reservation: i64) -> Self {
        Self {
            parts,
            base: 0,
            interactions: Vec::new(),
            reservation,
        }
    }

    /// The worth of a package.
    pub fn of(&self, package: &[usize]) -> i64 {
        let parts: i64 = package
            .iter()
            .zip(&self.parts)
            .map(|(&option, part)| part[option])
            .sum();
        let joint: i64 = self
            .interactions
            .iter()
            .filter(|i| i.when.matches(package))
            .map(|i| i.adds)
            .sum();
        self.base + parts + joint
    }

    /// What every package is worth before any choice is made.
    pub fn constant(&self) -> i64 {
        let always = self
            .interactions
            .iter()
            .filter(|interaction| interaction.when.parts.is_empty());
        self.base + always.map(|interaction| interaction.adds).sum::<i64>()
    }

    fn check(&self, party: usize, space: &Space) -> Result<(), Obstacle> {
        if self.parts.len() != space.issues() {
            return Err(Obstacle::MissingScores {
                party,
                issue: self.parts.len().min(space.issues()),
            });
        }
        let mut reach = i128::from(self.base.unsigned_abs());
        for (issue, part) in self.parts.iter().enumerate() {
            if part.len() != space.size(issue) {
                return Err(Obstacle::MissingScores { party, issue });
            }
            reach += part
                .iter()
                .map(|value| i128::from(value.unsigned_abs()))
                .max()
                .unwrap_or(0);
        }
        for interaction in &self.interactions {
            if interaction
                .when
                .parts
                .iter()
                .any(|(issue, _)| *issue >= space.issues())
            {
                return Err(Obstacle::UnknownIssue);
            }
            reach += i128::from(interaction.adds.unsigned_abs());
        }
        if reach >= MAX_UTILITY {
            Err(Obstacle::UtilityTooLarge { party })
        } else if reach + i128::from(self.reservation.unsigned_abs()) >= MAX_UTILITY {
            Err(Obstacle::ReservationTooLarge { party })
        } else {
            Ok(())
        }
    }
}

/// Whose yes a deal takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Consent {
    /// One party.
    Party(usize),
    /// All of these.
    All(Vec<Consent>),
    /// Any of these.
    Any(Vec<Consent>),
    /// So many of these.
    AtLeast(usize, Vec<Consent>),
    /// Somebody who is not asked, and may say either.
    Unasked,
}

impl Consent {
    /// Everybody's yes.
    pub fn of_all(parties: usize) -> Self {
        Self::All((0..parties).map(Self::Party).collect())
    }

    /// One more than the highest party that the rule names.
    pub fn parties(&self) -> usize {
        match self {
            Self::Party(party) => party + 1,
            Self::Unasked => 0,
            Self::All(rules) | Self::Any(rules) | Self::AtLeast(_, rules) => {
                rules.iter().map(Self::parties).max().unwrap_or(0)
            }
        }
    }

    /// Whether the parties for whom `says_yes` holds can make a deal, whatever those say who are not
    /// asked.
    pub fn holds(&self, says_yes: &impl Fn(usize) -> bool) -> bool {
        self.holds_with(says_yes, false)
    }

    /// Whether they can if those say yes who are not asked.
    pub fn may_hold(&self, says_yes: &impl Fn(usize) -> bool) -> bool {
        self.holds_with(says_yes, true)
    }

    fn holds_with(&self, says_yes: &impl Fn(usize) -> bool, unasked: bool) -> bool {
        let holds = |rule: &Self| rule.holds_with(says_yes, unasked);
        match self {
            Self::Party(party) => says_yes(*party),
            Self::All(rules) => rules.iter().all(holds),
            Self::Any(rules) => rules.iter().any(holds),
            Self::AtLeast(count, rules) => {
                rules.iter().filter(|rule| holds(rule)).count() >= *count
            }
            Self::Unasked => unasked,
        }
    }

    /// Whether it takes the yes of each of so many parties.
    pub fn is_unanimous(&self, parties: usize) -> bool {
        let all_but = |one: usize| move |party: usize| party != one;
        self.holds(&|_| true) && !(0..parties).any(|one| self.holds(&all_but(one)))
    }

    /// Whether somebody is not asked on whose word it can hang.
    pub fn leaves_open(&self, parties: usize) -> bool {
        let differs = |members: u32| {
            let yes = |party: usize| members >> party & 1 == 1;
            self.holds(&yes) != self.may_hold(&yes)
        };
        (0..1u32 << parties.min(MOST_PARTIES)).any(differs)
    }

    /// The rule for `members` alone, numbered in their order; in place of whom else it names stands what
    /// `other` gives.
    fn among(&self, members: &[usize], other: &Consent) -> Consent {
        let among = |rules: &[Consent]| {
            let rules = rules.iter().map(|rule| rule.among(members, other));
            rules.collect()
        };
        match self {
            Self::Party(party) => match members.iter().position(|member| member == party) {
                Some(at) => Self::Party(at),
                None => other.clone(),
            },
            Self::All(rules) => Self::All(among(rules)),
            Self::Any(rules) => Self::Any(among(rules)),
            Self::AtLeast(count, rules) => Self::AtLeast(*count, among(rules)),
            Self::Unasked => Self::Unasked,
        }
    }

    /// The rule as far as it can be asked of `members` alone, numbered in their order.
    ///
    /// Where their yes can suffice, the others may say either. Where it cannot, the yes of the others is
    /// taken for granted; none where that makes every deal.
    pub fn asked_of(&self, members: &[usize]) -> Option<Consent> {
        let open = self.among(members, &Self::Unasked);
        if open.holds(&|_| true) {
            return Some(open);
        }
        let granted = self.among(members, &Self::All(Vec::new()));
        (!granted.holds(&|_| false)).then_some(granted)
    }
}

/// The deal space with known utilities.
#[derive(Clone, Debug)]
pub struct DealSpace {
    /// The packages.
    pub space: Space,
    /// Each party's utility.
    pub parties: Vec<Utility>,
    /// Whose yes it takes.
    pub consent: Consent,
}

impl DealSpace {
    /// Checked on the way in.
    pub fn new(space: Space, parties: Vec<Utility>, consent: Consent) -> Result<Self, Obstacle> {
        for (party, utility) in parties.iter().enumerate() {
            utility.check(party, &space)?;
        }
        Ok(Self {
            space,
            parties,
            consent,
        })
    }

    /// What a package is worth to each party.
    pub fn utilities(&self, package: &[usize]) -> Vec<i64> {
        self.parties
            .iter()
            .map(|utility| utility.of(package))
            .collect()
    }

    /// Shows every package that can be, in order, by its number and what it is worth to each party.
    ///
    /// Sums are carried from one package to the next, so that only what changed is added.
    pub fn each(&self, mut visit: impl FnMut(Number, &[i64])) {
        let issues = self.space.issues();
        let mut package = vec![0; issues];
        let mut sums: Vec<Vec<i64>> = vec![self.parties.iter().map(|party| party.base).collect()];
        sums.resize(issues + 1, vec![0; self.parties.len()]);
        let plain = self.space.excluded.is_empty()
            && self
                .parties
                .iter()
                .all(|party| party.interactions.is_empty());
        let mut changed = 0;
        for index in (0..self.space.count()).map(Number::from) {
            for issue in changed..issues {
                let (before, after) = sums.split_at_mut(issue + 1);
                let from = before[issue].iter().zip(&self.parties);
                for (sum, (from, party)) in after[0].iter_mut().zip(from) {
                    *sum = from + party.parts[issue][package[issue]];
                }
            }
            if plain {
                visit(index, &sums[issues]);
            } else if !self.space.is_excluded(&package) {
                visit(index, &self.utilities(&package));
            }
            changed = 0;
            for issue in (0..issues).rev() {
                package[issue] += 1;
                if package[issue] < self.space.size(issue) {
                    changed = issue;
                    break;
                }
                package[issue] = 0;
            }
        }
    }

    /// Whether a deal worth `utilities` would be accepted.
    pub fn accepts(&self, utilities: &[i64]) -> bool {
        self.consent
            .holds(&|party| utilities[party] >= self.parties[party].reservation)
    }

    /// What the deal lacks for each party, nothing where it has enough.
    pub fn shortfalls(&self, utilities: &[i64]) -> Vec<i64> {
        utilities
            .iter()
            .zip(&self.parties)
            .map(|(u, party)| (party.reservation - u).max(0))
            .collect()
    }
}
