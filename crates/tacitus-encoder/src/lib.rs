//! Arithmetic: runs the trained network on the CPU, and knows no politics.
//!
//! Takes a model folder ([`Model::open`]) and passages; gives hidden states and the scores of the heads over
//! them ([`tacitus_types::Encoder`]). It never asks the network, the clock or a system mathematics library,
//! and its answers are the same bits on every kernel, in every batch, on any number of threads.
//!
//! Reading order: [`model`] (the way of the data), [`wordpiece`] and [`shape`] (words to numbers), [`layer`]
//! and [`linear`] (the network), [`float`] and [`kernel`] (its arithmetic), [`heads`], [`file`].
//!
//! ```no_run
//! use std::path::Path;
//! use tacitus_encoder::{Model, Precision};
//!
//! let model = Model::open(Path::new("models/tacitus-en"), Precision::Int8)?;
//! println!("{} on {}", tacitus_types::Encoder::edition(&model), model.kernel());
//! # Ok::<(), tacitus_types::EncoderError>(())
//! ```

pub mod file;
pub mod float;
pub mod heads;
pub mod kernel;
pub mod layer;
pub mod linear;
pub mod model;
pub mod peak;
pub mod shape;
pub mod wordpiece;

pub use file::{Config, Precision};
pub use kernel::Kernel;
pub use model::Model;
