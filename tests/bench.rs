//! Throughput and allocations.

fn main() {}
