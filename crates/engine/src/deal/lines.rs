//! Red lines from claims: refusals, demands and acceptances on a condition taken as binding, each
//! with what it rests on.
//!
//! A demand refuses everything else, but not what the party is assumed to like better still, by an order
//! of answers or by scores that are surely apart. What is accepted on a condition is refused without it, one line a
//! condition; what is accepted is taken out of an earlier refusal of the same speaker, where it names
//! every issue of that refusal. A line is a reading of words, so it exists only by an assumption
//! (`takes-as-binding`) or in the lens that takes everybody at their word. Guarantee: every known
//! claim named; a later refusal or demand of the same speaker on the same issue or package replaces
//! the earlier. Cost: linear, squared in one party's words.

use super::board::{Board, shuts_out};
use super::known::scores::score_list;
use super::known::stands;
use super::positions::Line;
use super::space::{OptionSet, Pattern};
use crate::provenance::Because;
use armistice_case::model::{
    ActorId, AssumptionId, Case, Claim, ClaimId, Combination, IssueId, Preferences, Speaker,
    Stance, StanceKind, Target, Value,
};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Whose words are taken as binding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// Those that an assumption takes as binding.
    AsAssumed,
    /// Every known refusal, demand and acceptance: a lens, not a belief.
    AllStated,
}

/// Answers as they were named, by issue (a position on the board).
pub type Named = Vec<(usize, Vec<Value>)>;

/// A red line of the case.
#[derive(Clone, Debug)]
pub struct RedLine {
    /// Whose it is (a position on the board).
    pub holder: usize,
    /// On which issues (positions on the board).
    pub axes: Vec<usize>,
    /// The line itself.
    pub line: Line,
    /// The kind of the stance, for the page.
    pub kind: StanceKind,
    /// The answers that the stance named.
    pub named: Named,
    /// The answers under which it holds: a refusal or demand only with them, an acceptance not
    /// without them.
    pub given: Named,
    /// The claims, and the assumption that takes them as binding.
    pub because: Vec<Because>,
}

/// What the words of one case come to.
#[derive(Clone, Debug, Default)]
pub struct RedLines {
    /// The lines, in the order of the claims.
    pub lines: Vec<RedLine>,
    /// Claims whose condition is no answer on the board, so that no line was drawn from them.
    pub aside: Vec<ClaimId>,
}

/// The red lines of a case, in the order of its claims.
pub fn red_lines(
    case: &Case,
    board: &Board,
    known: &BTreeSet<ClaimId>,
    taken: Taken,
    instead: &[AssumptionId],
) -> RedLines {
    let reader = Reader {
        case,
        board,
        instead,
    };
    let mut found = RedLines::default();
    let words = words(case, known, taken, instead);
    for word in &words {
        let entry = &case.claims[word.claim];
        let Some(holder) = holder(case, entry).and_then(|actor| board.party(actor)) else {
            continue;
        };
        for stance in &entry.stances {
            if shuts_out(stance.kind) && !word.shuts_out {
                continue;
            }
            let Ok(lines) = reader.lines(holder, stance) else {
                found.aside.push(word.claim);
                continue;
            };
            for mut line in lines {
                let mut because = word.because();
                because.append(&mut line.because);
                if shuts_out(stance.kind) {
                    let lifted = lifted(&reader, &words, word, &line);
                    because.extend(lifted.iter().flat_map(|(word, _)| word.because()));
                    line.line.except = lifted.into_iter().map(|(_, pattern)| pattern).collect();
                }
                if reader.refuses_nothing(&line.line) {
                    continue;
                }
                push(&mut found.lines, line, because);
            }
        }
    }
    found.aside.dedup();
    found
}

/// Adds a line, or what it rests on where the same line is there already.
fn push(lines: &mut Vec<RedLine>, line: RedLine, because: Vec<Because>) {
    let same = lines.iter_mut().find(|old| {
        old.holder == line.holder
            && old.line.refuses == line.line.refuses
            && old.line.except == line.line.except
    });
    let kept = match same {
        Some(old) => {
            old.because.extend(because);
            old
        }
        None => {
            lines.push(RedLine { because, ..line });
            let last = lines.len() - 1;
            &mut lines[last]
        }
    };
    kept.because.sort();
    kept.because.dedup();
}

/// A claim whose words are taken.
struct Word {
    claim: ClaimId,
    assumption: Option<AssumptionId>,
    said: Option<Date>,
    /// Whether its refusals and demands still stand; a later word may have replaced them.
    shuts_out: bool,
}

impl Word {
    fn because(&self) -> Vec<Because> {
        std::iter::once(Because::from(self.claim))
            .chain(self.assumption.map(Because::from))
            .collect()
    }
}

/// What a refusal or demand is about.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Subject<'a> {
    Issue(IssueId),
    Package(&'a str),
}

fn words(
    case: &Case,
    known: &BTreeSet<ClaimId>,
    taken: Taken,
    instead: &[AssumptionId],
) -> Vec<Word> {
    if taken == Taken::AsAssumed {
        return case
            .assumptions
            .iter()
            .filter(|(id, _)| stands(case, *id, instead))
            .flat_map(|(id, assumption)| assumption.binding.iter().map(move |claim| (*claim, id)))
            .filter(|(claim, _)| known.contains(claim))
            .map(|(claim, assumption)| Word {
                claim,
                assumption: Some(assumption),
                said: said(case, claim),
                shuts_out: true,
            })
            .collect();
    }
    // The newest refusal or demand of each speaker on each issue and each package.
    let mut newest: BTreeMap<(Vec<Speaker>, Option<ActorId>, Subject<'_>), ClaimId> =
        BTreeMap::new();
    let mut accepts = BTreeSet::new();
    for (id, claim) in case.claims.iter().filter(|(id, _)| known.contains(id)) {
        if claim.stances.iter().any(|s| s.kind == StanceKind::Accepts) {
            accepts.insert(id);
        }
        for stance in claim.stances.iter().filter(|stance| shuts_out(stance.kind)) {
            let subject = match &stance.target {
                Target::Issue(issue, _) => Subject::Issue(*issue),
                Target::Package(package) => Subject::Package(package),
                Target::Text(_) => continue,
            };
            let slot = newest
                .entry((claim.by.clone(), claim.about, subject))
                .or_insert(id);
            if said(case, id) >= said(case, *slot) {
                *slot = id;
            }
        }
    }
    let kept: BTreeSet<ClaimId> = newest.into_values().collect();
    kept.union(&accepts)
        .map(|&claim| Word {
            claim,
            assumption: None,
            said: said(case, claim),
            shuts_out: kept.contains(&claim),
        })
        .collect()
}

pub(super) fn said(case: &Case, claim: ClaimId) -> Option<Date> {
    let entry = &case.claims[claim];
    let published = entry
        .from
        .iter()
        .filter_map(|source| case.published(*source))
        .map(|(date, _)| date)
        .min();
    entry.said.map(|days| days.last).or(published)
}

/// Whose position a claim gives.
fn holder(case: &Case, claim: &Claim) -> Option<ActorId> {
    claim
        .about
        .map(|actor| case.principal(actor))
        .or(match claim.by[..] {
            [Speaker::Actor(actor)] => Some(case.principal(actor)),
            _ => None,
        })
}

/// What the same speaker accepts, not earlier than it refused, of what a line refuses. An acceptance
/// that leaves out an issue of the refusal is about something else; the refusal's conditions need not
/// be named again.
fn lifted<'w>(
    reader: &Reader<'_>,
    words: &'w [Word],
    refusal: &Word,
    line: &RedLine,
) -> Vec<(&'w Word, Pattern)> {
    let case = reader.case;
    let refuses = &line.line.refuses;
    let about = |accepted: &Pattern| {
        let own = |axis: &usize| line.named.iter().any(|(at, _)| at == axis);
        let mut axes = line.axes.iter().filter(|axis| own(axis));
        axes.all(|axis| accepted.parts.iter().any(|(at, _)| at == axis))
    };
    let of = |word: &Word| (&case.claims[word.claim].by, case.claims[word.claim].about);
    let mut found = Vec::new();
    for word in words {
        if of(word) != of(refusal) || word.said < refusal.said {
            continue;
        }
        for stance in &case.claims[word.claim].stances {
            if stance.kind != StanceKind::Accepts || reader.lines(line.holder, stance).is_err() {
                continue;
            }
            // A condition of the acceptance is a line of its own.
            found.extend(
                reader
                    .target(&stance.target)
                    .map(|(_, accepted)| accepted)
                    .filter(|accepted| about(accepted) && refuses.meets(accepted))
                    .map(|accepted| (word, accepted)),
            );
        }
    }
    found
}

/// A condition that is no answer on the board.
struct OffTheBoard;

struct Reader<'a> {
    case: &'a Case,
    board: &'a Board,
    instead: &'a [AssumptionId],
}

impl Reader<'_> {
    /// The lines that a stance draws; none where it shuts nothing out.
    fn lines(&self, holder: usize, stance: &Stance) -> Result<Vec<RedLine>, OffTheBoard> {
        let Some((named, answers)) = self.target(&stance.target) else {
            return Ok(Vec::new());
        };
        if stance.kind == StanceKind::Offers {
            return Ok(Vec::new());
        }
        let given = stance
            .given
            .iter()
            .map(|target| self.target(target).ok_or(OffTheBoard))
            .collect::<Result<Vec<_>, _>>()?;
        let conditions: Named = given.iter().flat_map(|(named, _)| named.clone()).collect();
        let line = |refuses: Pattern, given: Named| RedLine {
            holder,
            axes: refuses.parts.iter().map(|(axis, _)| *axis).collect(),
            line: Line::plain(holder, refuses),
            kind: stance.kind,
            named: named.clone(),
            given,
            because: Vec::new(),
        };
        let with = |parts: Vec<(usize, OptionSet)>| {
            let mut all = Pattern { parts };
            for (axis, set) in given.iter().flat_map(|(_, pattern)| &pattern.parts) {
                if all.parts.iter().all(|(at, _)| at != axis) {
                    all.parts.push((*axis, set.clone()));
                }
            }
            all
        };
        let size = |axis: usize| self.board.axes[axis].answers.len();
        Ok(match stance.kind {
            StanceKind::Refuses => vec![line(with(answers.parts), conditions)],
            StanceKind::Demands => answers
                .parts
                .into_iter()
                .map(|(axis, set)| {
                    let (better, liked) = self.liked_better(holder, axis, &set);
                    let refused =
                        (0..size(axis)).filter(|&at| !set.contains(at) && !better.contains(at));
                    let refused = OptionSet::new(refused);
                    let mut found = line(with(vec![(axis, refused)]), conditions.clone());
                    found.because = liked;
                    found
                })
                .collect(),
            StanceKind::Accepts | StanceKind::Offers => conditions
                .iter()
                .zip(given.iter().flat_map(|(_, pattern)| &pattern.parts))
                .filter(|(_, (axis, _))| answers.parts.iter().all(|(at, _)| at != axis))
                .map(|(condition, (axis, set))| {
                    let mut parts = answers.parts.clone();
                    parts.push((*axis, set.complement(size(*axis))));
                    line(Pattern { parts }, vec![condition.clone()])
                })
                .collect(),
        })
    }

    /// What a stance or condition names, where it is on the board; the two lists go in step.
    fn target(&self, target: &Target) -> Option<(Named, Pattern)> {
        let combination: Combination = match target {
            Target::Issue(issue, values) => vec![(*issue, values.clone())],
            Target::Package(id) => {
                let mut packages = self.case.deal.packages.iter();
                packages.find(|(label, _)| label.id == *id)?.1.clone()
            }
            Target::Text(_) => return None,
        };
        let pattern = self.board.pattern(&combination)?;
        let named = combination
            .into_iter()
            .map(|(issue, values)| Some((self.board.axis(issue)?, values)))
            .collect::<Option<Named>>()?;
        Some((named, pattern))
    }

    /// A line that refuses nothing is a slip of the case, or wholly lifted, and says nothing.
    fn refuses_nothing(&self, line: &Line) -> bool {
        let size = |axis: usize| self.board.axes[axis].answers.len();
        let refused = |set: &OptionSet, axis: usize| (0..size(axis)).any(|at| set.contains(at));
        let empty = !line
            .refuses
            .parts
            .iter()
            .all(|(axis, set)| refused(set, *axis));
        let inside = |except: &Pattern| {
            except.parts.iter().all(|(axis, accepted)| {
                line.refuses.parts.iter().any(|(at, set)| {
                    at == axis && (0..size(*axis)).all(|o| !set.contains(o) || accepted.contains(o))
                })
            })
        };
        empty || line.except.iter().any(inside)
    }

    /// What the holder is assumed to like better than some of what it demands, and by which assumptions.
    fn liked_better(
        &self,
        holder: usize,
        axis: usize,
        demanded: &OptionSet,
    ) -> (OptionSet, Vec<Because>) {
        let (case, board) = (self.case, self.board);
        let of_holder = case
            .assumptions
            .iter()
            .filter(|(id, _)| stands(case, *id, self.instead))
            .filter_map(|(id, assumption)| Some((id, assumption.preferences.as_ref()?)))
            .filter(|(_, p)| case.principal(p.of) == board.parties[holder]);
        let size = board.axes[axis].answers.len();
        let mut better = vec![false; size];
        let mut because = Vec::new();
        for (id, preferences) in of_holder {
            let found = [
                self.higher_in_order(preferences, axis, demanded),
                self.higher_by_scores(preferences, axis, demanded),
            ];
            let found: Vec<usize> = found.into_iter().flatten().collect();
            if found.iter().any(|&at| !demanded.contains(at)) {
                because.push(Because::from(id));
            }
            found.into_iter().for_each(|at| better[at] = true);
        }
        (OptionSet::new((0..size).filter(|&at| better[at])), because)
    }

    /// What stands higher in the order of answers than the lowest of what is demanded.
    fn higher_in_order(&self, p: &Preferences, axis: usize, demanded: &OptionSet) -> Vec<usize> {
        let issue = self.board.axes[axis].issue;
        let order = p.option_order.iter().find(|(at, _)| *at == issue);
        let places: Option<Vec<OptionSet>> = order.and_then(|(_, groups)| {
            let groups = groups.iter();
            groups.map(|group| self.board.any_of(axis, group)).collect()
        });
        let places = places.unwrap_or_default();
        let size = self.board.axes[axis].answers.len();
        let rank = |at: usize| places.iter().position(|set| set.contains(at));
        let ranks: Option<Vec<usize>> = (0..size)
            .filter(|&at| demanded.contains(at))
            .map(rank)
            .collect();
        let lowest = ranks.and_then(|ranks| ranks.into_iter().max());
        (0..size)
            .filter(|&at| {
                rank(at)
                    .zip(lowest)
                    .is_some_and(|(rank, lowest)| rank < lowest)
            })
            .collect()
    }

    /// What surely scores more than the lowest of what is demanded.
    fn higher_by_scores(&self, p: &Preferences, axis: usize, demanded: &OptionSet) -> Vec<usize> {
        let issue = self.board.axes[axis].issue;
        let Some((_, scores)) = p.scores.iter().find(|(at, _)| *at == issue) else {
            return Vec::new();
        };
        // Where only one end of a score is said, the other may be anything.
        let ends = Some((i64::MIN, i64::MAX));
        let Ok(scores) = score_list(self.case, self.board, axis, scores, ends) else {
            return Vec::new();
        };
        let of_demanded = scores
            .iter()
            .enumerate()
            .filter(|(at, _)| demanded.contains(*at));
        let lowest = of_demanded.map(|(_, score)| score.high).min();
        (0..scores.len())
            .filter(|&at| lowest.is_some_and(|lowest| scores[at].low > lowest))
            .collect()
    }
}
