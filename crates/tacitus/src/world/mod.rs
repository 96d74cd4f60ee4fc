//! What is known of the world: ontology, actors, places. Loaded once, read-only; the one place of this crate
//! that opens files.

mod ontology;

pub use ontology::{Code, Ontology};

use crate::resolve::actor::Actors;
use crate::resolve::place::Places;
use std::fmt;
use std::path::Path;

/// All knowledge, from the folder `assets/`.
pub struct World {
    ontology: Ontology,
    actors: Actors,
    places: Places,
    edition: String,
}

impl World {
    /// Loads `assets/` (or another folder of the same layout).
    pub fn open(assets: &Path) -> Result<World, WorldError> {
        let mut hasher = blake3::Hasher::new();
        let ontology = Ontology::open(assets, &mut hasher)?;
        let actors = Actors::open(assets)?;
        actors.hash_into(&mut hasher);
        let places = Places::open(assets)?;
        places.hash_into(&mut hasher);
        Ok(World { ontology, actors, places, edition: hasher.finalize().to_hex()[..16].to_owned() })
    }

    /// Events and their codes.
    pub fn ontology(&self) -> &Ontology {
        &self.ontology
    }

    /// Who is who.
    pub fn actors(&self) -> &Actors {
        &self.actors
    }

    /// What lies where.
    pub fn places(&self) -> &Places {
        &self.places
    }

    /// Hash of all that was loaded: the assets' part of the edition.
    pub fn edition(&self) -> &str {
        &self.edition
    }
}

/// Reads an asset as text and counts it into the edition.
pub(crate) fn read(path: &Path, hasher: &mut blake3::Hasher) -> Result<String, WorldError> {
    let text = std::fs::read_to_string(path).map_err(|e| {
        WorldError::new(
            format!("cannot read `{}`: {e}", path.display()),
            Some("name the folder that holds `assets` and `models` with --home"),
        )
    })?;
    hasher.update(text.as_bytes());
    Ok(text)
}

/// The error for a row that is not of its table's form.
pub(crate) fn broken_row(path: &Path, line: usize) -> WorldError {
    WorldError::new(
        format!("`{}` line {line} is not of the form its README gives", path.display()),
        Some("restore the file from the repository, or mend that row"),
    )
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
