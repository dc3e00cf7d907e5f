//! What can happen at all, and in which order.
//!
//! Clauses become events with AND/OR conditions ([`graph`]); the least fixpoint says what can
//! happen ([`fixpoint`]); what stays outside is explained by its smallest circle ([`circle`]);
//! what must come before what is compared between readings ([`order`]); and the bounded space of
//! runs is searched for states in which nothing more can be done ([`machine`], [`explore`]).

pub mod circle;
pub mod explore;
pub mod fixpoint;
pub mod graph;
pub mod machine;
pub mod order;
pub mod ride;
