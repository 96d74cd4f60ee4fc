//! Gold against read: found, typed, pair, whole.
