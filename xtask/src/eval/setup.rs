//! The reader that every figure comes from, set up once: the shipped weights, or those of `--weights`.
//!
//! Takes the folder of weights and the number type, gives [`Setup::read`]: the same call as `tacitus code`.
//! It changes nothing about the reading. With several models, document i is read by the (i mod n)-th of them, as
//! k-fold training wants it.

use anyhow::{Result, bail};
use jiff::civil::Date;
use std::path::{Path, PathBuf};
use tacitus::intake::{dateline, document_id, text_id};
use tacitus::world::World;
use tacitus::{Basis, Document, Given, Published, Reader, Reading};
use tacitus_encoder::{Model, Precision};

/// Networks and world, loaded.
pub struct Setup {
    models: Vec<Model>,
    world: World,
    precision: Precision,
    edition: String,
}

/// Documents that are read at once.
const BATCH: usize = 32;

impl Setup {
    /// Loads the weights (those that ship, if no folder is named) and the assets of the repository.
    pub fn open(weights: Option<&Path>, reference: bool) -> Result<Setup> {
        Setup::open_all(&[weights.map_or_else(shipped, |dir| Ok(dir.to_owned()))?], reference)
    }

    /// The same with one or more folders of weights, which read the documents in turn.
    pub fn open_all(weights: &[PathBuf], reference: bool) -> Result<Setup> {
        let precision = if reference { Precision::Half } else { Precision::Int8 };
        let models = weights.iter().map(|dir| Model::open(dir, precision)).collect::<Result<Vec<_>, _>>()?;
        if models.is_empty() {
            bail!("no folder of weights named");
        }
        let world = World::open(&crate::root().join("assets"))?;
        let editions: Vec<String> = models.iter().map(|m| Reader::new(m, &world).edition).collect();
        Ok(Setup { models, world, precision, edition: editions.join(" ") })
    }

    /// The reader, with the first model.
    pub fn reader(&self) -> Reader<'_> {
        Reader::new(self.model(), &self.world)
    }

    /// Hash of program version, weights, assets and number type; of several models one after the other.
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

    /// The first network, for its kernel.
    pub fn model(&self) -> &Model {
        &self.models[0]
    }

    /// Reads all documents, batch by batch: the i-th with the (i mod n)-th of n models.
    pub fn read(&self, docs: &[Document], given: &Given) -> Result<Vec<Reading>> {
        let mut readings: Vec<Option<Reading>> = docs.iter().map(|_| None).collect();
        for (model_idx, model) in self.models.iter().enumerate() {
            let reader = Reader::new(model, &self.world);
            for part in in_turn(docs.len(), model_idx, self.models.len()).chunks(BATCH) {
                let batch = chosen(docs, part);
                let given = Given {
                    parties: given.parties.as_ref().map(|all| chosen(all, part)),
                    triggers: given.triggers.as_ref().map(|all| chosen(all, part)),
                    places: given.places.as_ref().map(|all| chosen(all, part)),
                };
                for (&doc_idx, reading) in part.iter().zip(tacitus::read(&reader, &batch, &given)?) {
                    readings[doc_idx] = Some(reading);
                }
            }
        }
        Ok(readings.into_iter().map(|r| r.expect("every document has its model")).collect())
    }
}

/// The documents that one of `n_models` reads.
fn in_turn(n_docs: usize, model_idx: usize, n_models: usize) -> Vec<usize> {
    (model_idx..n_docs).step_by(n_models).collect()
}

fn chosen<T: Clone>(all: &[T], part: &[usize]) -> Vec<T> {
    part.iter().map(|&i| all[i].clone()).collect()
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

#[cfg(test)]
mod tests {
    use super::in_turn;

    #[test]
    fn models_take_turns_and_one_takes_all() {
        assert_eq!(in_turn(7, 0, 5), [0, 5]);
        assert_eq!(in_turn(7, 4, 5), [4]);
        assert_eq!(in_turn(3, 4, 5), [0; 0]);
        assert_eq!(in_turn(3, 0, 1), [0, 1, 2]);
    }
}
