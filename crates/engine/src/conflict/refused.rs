//! Refusals in words: what is wrong, by the names of the case, and what would
//! work instead.

use armistice_case::model::{Case, Key, NodeId, StateId};

use super::behaviour::Concept;
use super::from_case::{Origin, course};
use super::refusal::Refusal;
use crate::run;

/// A refusal of this module with the names of the case.
pub fn in_words(case: &Case, refusal: &Refusal) -> run::Refusal {
    let actor = |maker: usize| {
        case.conflict
            .as_ref()
            .and_then(|conflict| conflict.decision_makers.get(maker))
            .map_or("one decision maker", |actor| case.name(*actor))
    };
    let state_id = |state: StateId| case.label(NodeId::State(state)).id;
    let refused = |message: String, help: &str| run::Refusal::new(message, help);
    let at_state = |state: StateId, message: String, help: &str| run::Refusal {
        at: Some(NodeId::State(state)),
        ..run::Refusal::new(message, help)
    };
    match refusal {
        Refusal::NoConflict | Refusal::NobodyDecides | Refusal::NoCourses => refused(
            "the case has no courses of action to ask about".to_owned(),
            "add a `conflict` section with `courses`, and assumptions with `preferences-of` and `wants`",
        ),
        Refusal::StateSaysNothing { state } => at_state(
            *state,
            format!("the state `{}` says neither what it takes nor where it holds", state_id(*state)),
            "give it `takes: [courses]` for one state, or `where: condition` for several",
        ),
        Refusal::StatesNameEachOther { state } => at_state(
            *state,
            format!("the state `{}` is defined by states that lead back to it", state_id(*state)),
            "define one of them by courses",
        ),
        Refusal::NamedStateImpossible { state } => at_state(
            *state,
            format!("the state `{}` is one of the combinations that cannot be", state_id(*state)),
            "change what it takes, or `cannot-be`",
        ),
        Refusal::NotOfThisConflict { name } => refused(
            format!("`{name}` stands in a condition of the conflict, where only courses and states can"),
            "name a course or a state; whatever else matters becomes a course that somebody can take",
        ),
        Refusal::TooManyCourses { asked, limit } => refused(
            format!("the conflict has {asked} courses; at most {limit} can be held"),
            "leave out courses that no statement of preference speaks of",
        ),
        Refusal::TooManyNamedStates { asked, limit } => refused(
            format!("the conflict has {asked} states given one by one; at most {limit} can be held"),
            "write it with `courses`: a state is then a choice of courses, and there may be any number",
        ),
        Refusal::CoursesAndMoves => refused(
            "the conflict has `courses` and `moves`; it can be written in one of the two ways".to_owned(),
            "keep `courses` if states are choices of courses, or `moves` if you name every state yourself",
        ),
        Refusal::StateTakesCourses { state } => at_state(
            *state,
            format!("the state `{}` takes courses, but the moves of this conflict are given between states", state_id(*state)),
            "leave out `takes`: with `moves`, a state is known by its name alone",
        ),
        Refusal::MoveOfSeveral { state } => at_state(
            *state,
            format!("a move starts or ends at `{}`, which names several states", state_id(*state)),
            "move from and to single states; a name with `where` is for preferences",
        ),
        Refusal::NeedsCourses => refused(
            "this looks at combinations of courses, and this conflict is given as moves between states".to_owned(),
            "do without `--method`: every state is looked at by itself",
        ),
        Refusal::CourseWithoutOwner { course: place } => run::Refusal {
            at: Some(NodeId::Course(course(*place))),
            ..refused(
                "a course of the conflict belongs to nobody who decides".to_owned(),
                "give it `by: ACTOR`, or name that actor in `decision-makers`",
            )
        },
        Refusal::TooManyStatements { maker, asked, limit } => refused(
            format!("{} has {asked} statements; at most {limit} can be compared", actor(*maker)),
            "keep the most important ones",
        ),
        Refusal::RanksDoNotFit { maker, .. } => refused(
            format!("the ranks of {} do not cover every state", actor(*maker)),
            "rank every state, or use statements",
        ),
        Refusal::NoState => refused(
            "the combinations that cannot be leave no state at all".to_owned(),
            "take a pattern out of `cannot-be`",
        ),
        Refusal::NeverHolds { maker, statement } => run::Refusal {
            at: statement_at(case, *maker, *statement),
            ..refused(
                format!("{} of {} holds in no state that can be", statement_words(case, *maker, *statement), actor(*maker)),
                "a statement that can never hold orders nothing; look for a contradiction in it or in `cannot-be`",
            )
        },
        Refusal::AlwaysHolds { maker, statement } => run::Refusal {
            at: statement_at(case, *maker, *statement),
            ..refused(
                format!("{} of {} holds in every state that can be", statement_words(case, *maker, *statement), actor(*maker)),
                "a statement that always holds orders nothing; leave it out or say what it should exclude",
            )
        },
        Refusal::TooManyStates { courses, limit } => refused(
            format!("{courses} courses make 2^{courses} states; at most {limit} courses can be looked at state by state"),
            "use `--method symbolic`, which counts states without listing them, or ask for one state with `--state`",
        ),
        Refusal::MovesCannotBeListed { maker, courses, limit } => refused(
            format!("{} has {courses} courses of its own; its moves can be listed up to {limit}", actor(*maker)),
            "split the decision maker, or fix courses that do not matter here with `cannot-be`",
        ),
        Refusal::ImpossibleState => refused(
            "the state that was asked about is one of the combinations that cannot be".to_owned(),
            "ask for a named state, or for bits such as `YNY`, one for each course in the order of the text",
        ),
        Refusal::NeedsOrders => refused(
            "this needs an order of states for everyone; here some comparisons are unknown or stand by themselves".to_owned(),
            "leave out `cannot-tell` and `rather` in assumptions, or ask `stability` for single states",
        ),
        Refusal::NeedsStatements => refused(
            "this needs prioritised statements".to_owned(),
            "write the preferences as `wants`",
        ),
        Refusal::NeedsTwoMakers { makers } => refused(
            format!("limited moves are defined for two decision makers; here are {makers}"),
            "leave the others out with `decision-makers`, if their courses are fixed",
        ),
        Refusal::OutOfBudget { looked_at } => refused(
            format!("the search looked at {looked_at} steps and stopped before it could tell"),
            "ask for one state or one behaviour, or leave out courses that do not matter",
        ),
        Refusal::NoSuchState { word } => refused(
            format!("`{word}` is neither a named state of the conflict nor a row of `Y` and `N`"),
            "give the id of a state, or one letter for each course in the order of the text",
        ),
        Refusal::SeveralStates { state } => at_state(
            *state,
            format!("`{}` names several states", state_id(*state)),
            "give one of them as bits, one letter `Y` or `N` for each course in the order of the text",
        ),
    }
}

/// The text of a statement of the model, by its place.
fn statement_words(case: &Case, maker: usize, statement: usize) -> String {
    match origin(case, maker, statement) {
        Some(Origin::Want(assumption, place)) => case
            .conflict
            .iter()
            .flat_map(|conflict| &conflict.wishes)
            .find(|wish| wish.assumption == assumption)
            .and_then(|wish| wish.wants.get(place))
            .map_or_else(
                || "a statement".to_owned(),
                |want| format!("`{}`", want.text),
            ),
        _ => "a statement".to_owned(),
    }
}

fn statement_at(case: &Case, maker: usize, statement: usize) -> Option<NodeId> {
    match origin(case, maker, statement)? {
        Origin::Want(assumption, _) | Origin::Ranked(assumption, _) => {
            Some(NodeId::Assumption(assumption))
        }
    }
}

/// Where a statement comes from, by counting as the model does without
/// alternatives.
fn origin(case: &Case, maker: usize, statement: usize) -> Option<Origin> {
    let conflict = case.conflict.as_ref()?;
    let actor = *conflict.decision_makers.get(maker)?;
    conflict
        .wishes
        .iter()
        .filter(|wish| wish.of == actor && wish.instead_of.is_none())
        .flat_map(|wish| {
            let ranked =
                (0..wish.ranking.len()).map(|group| Origin::Ranked(wish.assumption, group));
            let wanted = (0..wish.wants.len()).map(|place| Origin::Want(wish.assumption, place));
            ranked.chain(wanted)
        })
        .nth(statement)
}

/// The concept of a short name.
pub fn concept(name: &str) -> Option<Concept> {
    Concept::ALL
        .into_iter()
        .find(|concept| concept.name() == name)
}

/// The state that a word names: a named state that is exactly one, or a row of
/// letters, one for each course.
pub fn state(
    case: &Case,
    model: &super::from_case::Model,
    word: &str,
) -> Result<super::code::Code, Refusal> {
    if let Some(NodeId::State(state)) = case.node(word) {
        let named = &model.named[state.position()];
        return named.exactly.ok_or(Refusal::SeveralStates { state });
    }
    super::code::Code::from_letters(word)
        .filter(|_| !word.is_empty() && word.chars().count() == model.conflict.courses.len())
        .ok_or_else(|| Refusal::NoSuchState { word: word.into() })
}
