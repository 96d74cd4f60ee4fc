//! Bytes -> documents.
