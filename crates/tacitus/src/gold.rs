//! What people marked: items with claims, as `data/gold` and our corpus hold them.
