//! Schedules that need the least guarantee.
//!
//! Deliveries of the same kind are counted ([`problem`]). Where money moves against goods a greedy
//! order is best ([`greedy`]); small problems are solved exactly over all counts ([`front`]), larger
//! ones by best-first search with a certified gap ([`search`]), and over `bundles` of the order found. [`rounds`] gives the closed form of
//! equal and shrinking instalments; [`mend`] says which swap, split or escrow helps a given plan;
//! [`propose`] puts it together for an agreement, [`dated`] puts a proposal on days, within the [`frame`]
//! that the text leaves.

mod bundles;
pub mod dated;
mod exchange;
pub mod frame;
pub mod front;
pub mod greedy;
pub mod mend;
mod order;
pub mod problem;
pub mod propose;
pub mod rounds;
pub mod search;
