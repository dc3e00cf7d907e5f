//! Reads any bytes as a case, draws what is wrong with it, and makes the pages of what is sound.

#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../check_and_page.rs"]
mod check_and_page;

fuzz_target!(|bytes: &[u8]| check_and_page::run(bytes));
