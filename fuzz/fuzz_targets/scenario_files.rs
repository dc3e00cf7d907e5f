//! Reads any bytes as scenarios of other platforms, and writes what can be read.

#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../scenario_files.rs"]
mod scenario_files;

fuzz_target!(|bytes: &[u8]| scenario_files::run(bytes));
