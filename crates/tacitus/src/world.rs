//! What is known of the world: ontology, actors, places. Loaded once, read-only; the one place of this crate
//! that opens files.

use std::fmt;
use std::path::Path;

/// All knowledge, from the folder `assets/`.
pub struct World {
    edition: String,
}

impl World {
    /// Loads `assets/` (or another folder of the same layout).
    pub fn open(_dir: &Path) -> Result<World, WorldError> {
        Ok(World { edition: String::new() })
    }

    /// Hash of all that was loaded: the assets' part of the edition.
    pub fn edition(&self) -> &str {
        &self.edition
    }
}

/// An asset is missing or broken.
#[derive(Debug)]
pub struct WorldError {
    message: String,
    hint: Option<String>,
}

impl WorldError {
    /// What is wrong, naming the file, and what to do about it.
    pub fn new(message: impl Into<String>, hint: Option<&str>) -> WorldError {
        WorldError { message: message.into(), hint: hint.map(str::to_owned) }
    }
}

impl fmt::Display for WorldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match &self.hint {
            Some(hint) => write!(f, "\nhint: {hint}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for WorldError {}
