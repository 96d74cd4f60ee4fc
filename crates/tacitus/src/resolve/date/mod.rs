//! Words -> days.
