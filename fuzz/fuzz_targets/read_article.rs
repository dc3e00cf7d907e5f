//! Reads any bytes as an article.

#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../read_article.rs"]
mod read_article;

fuzz_target!(|bytes: &[u8]| read_article::run(bytes));
