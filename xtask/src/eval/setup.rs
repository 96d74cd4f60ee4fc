//! The reader that every figure comes from, set up once: the shipped weights, or those of `--weights`.
//!
//! Takes the folder of weights and the number type, gives [`Setup::read`]: the same call as `tacitus code`.
//! It changes nothing about the reading.

use anyhow::{Result, bail};
use jiff::civil::Date;
use std::path::{Path, PathBuf};
use tacitus::intake::{dateline, document_id, text_id};
use tacitus::world::World;
use tacitus::{Basis, Document, Given, Published, Reader, Reading};
use tacitus_encoder::{Model, Precision};

/// Network and world, loaded.
pub struct Setup {
    model: Model,
    world: World,
    precision: Precision,
    edition: String,
}

/// Documents that are read at once.
const BATCH: usize = 32;

impl Setup {
    /// Loads the weights (those that ship, if no folder is named) and the assets of the repository.
    pub fn open(weights: Option<&Path>, reference: bool) -> Result<Setup> {
        let precision = if reference { Precision::Half } else { Precision::Int8 };
        let weights = weights.map_or_else(shipped, |dir| Ok(dir.to_owned()))?;
        let model = Model::open(&weights, precision)?;
        let world = World::open(&crate::root().join("assets"))?;
        let edition = Reader::new(&model, &world).edition;
        Ok(Setup { model, world, precision, edition })
    }

    /// The reader.
    pub fn reader(&self) -> Reader<'_> {
        Reader::new(&self.model, &self.world)
    }

    /// Hash of program version, weights, assets and number type.
    pub fn edition(&self) -> &str {
        &self.edition
    }

    /// The number type.
    pub fn precision(&self) -> &'static str {
        match self.precision {
            Precision::Int8 => "int8",
            Precision::Half => "half",
        }
    }

    /// The network, for its kernel.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Reads all documents, batch by batch.
    pub fn read(&self, docs: &[Document], given: &Given) -> Result<Vec<Reading>> {
        let reader = self.reader();
        let mut readings = Vec::with_capacity(docs.len());
        for (i, batch) in docs.chunks(BATCH).enumerate() {
            let part = i * BATCH..i * BATCH + batch.len();
            let given = Given {
                parties: given.parties.as_ref().map(|all| all[part.clone()].to_vec()),
                triggers: given.triggers.as_ref().map(|all| all[part.clone()].to_vec()),
                places: given.places.as_ref().map(|all| all[part.clone()].to_vec()),
            };
            readings.extend(tacitus::read(&reader, batch, &given)?);
        }
        Ok(readings)
    }
}

/// A report of marked data as a document, as intake makes it: its text as it is, its dateline found, and the
/// day if one is marked.
pub fn document(key: &str, text: &str, published: Option<Date>) -> Document {
    let basis = if published.is_some() { Basis::Given } else { Basis::Unknown };
    Document {
        id: document_id(text, None, published, Some(key)),
        text_id: text_id(text),
        key: Some(key.to_owned()),
        path: None,
        line: None,
        source: None,
        url: None,
        title: None,
        lang: Some("en".to_owned()),
        published: Published { date: published, basis },
        dateline: dateline::find(text).map(|d| d.span),
        text: text.to_owned(),
    }
}

/// The folder of the weights that ship: the only one in `models/` with a manifest.
fn shipped() -> Result<PathBuf> {
    let models = crate::root().join("models");
    let listed = std::fs::read_dir(&models).map(|dir| dir.flatten().map(|e| e.path()).collect::<Vec<_>>());
    let mut found = listed.unwrap_or_default();
    found.retain(|dir| dir.join("manifest.toml").is_file());
    found.sort();
    match found.as_slice() {
        [one] => Ok(one.clone()),
        [] => bail!("no weights in `models/`\nhint: name a folder with a `manifest.toml` by --weights"),
        many => bail!("{} sets of weights in `models/`\nhint: choose one by --weights", many.len()),
    }
}
