//! Place names -> GeoNames.
