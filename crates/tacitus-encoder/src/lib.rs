//! Arithmetic: runs the trained network. It knows no politics.
