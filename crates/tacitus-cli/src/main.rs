//! The program `tacitus`.
fn main() {}
