//! Place names -> GeoNames.
//!
//! Takes the place phrases of one document, gives for each what it names, with the rivals; never fails, and
//! what is not known keeps its words. All phrases of a document are looked up together, because they decide
//! each other: "Tripoli" beside "Beirut" is the Lebanese one.
//!
//! Reading order: [`fold`] (one key for all spellings), [`table`] and [`gazetteer`] (what is known),
//! [`phrase`] (a name and the words around it), [`context`] (what the document speaks for), [`rank`] (which
//! candidate), [`find`] (phrases in a text that nobody marked).

pub mod find;
pub mod fold;
pub mod gazetteer;
pub mod lexicon;
pub mod pack;
pub mod table;

mod context;
mod measure;
mod phrase;
mod rank;

pub use find::find;
pub use gazetteer::Places;
pub use measure::distance_km;
pub use rank::places;
