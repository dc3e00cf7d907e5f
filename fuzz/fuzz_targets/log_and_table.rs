//! Reads any bytes as a log of events and as a table of them.

#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../log_and_table.rs"]
mod log_and_table;

fuzz_target!(|bytes: &[u8]| log_and_table::run(bytes));
