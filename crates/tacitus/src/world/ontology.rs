//! From event and mode to one CAMEO code and its intensity (`assets/ontology/cameo-default.tsv`).

use super::WorldError;
use crate::EventType;
use std::collections::BTreeMap;
use std::path::Path;

/// A CAMEO code and the Goldstein intensity published with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Code {
    /// The code; a string, since the leading zero counts.
    pub cameo: String,
    /// -10 (conflict) to 10 (cooperation).
    pub goldstein: f32,
}

/// The tables of the ontology.
pub struct Ontology {
    codes: BTreeMap<(EventType, String), Code>,
}

impl Ontology {
    /// Reads `assets/ontology/cameo-default.tsv`.
    pub fn open(assets: &Path, hasher: &mut blake3::Hasher) -> Result<Ontology, WorldError> {
        let path = assets.join("ontology/cameo-default.tsv");
        let table = super::read(&path, hasher)?;
        let mut codes = BTreeMap::new();
        for (i, line) in table.lines().enumerate().filter(|(_, l)| !l.starts_with('#')).skip(1) {
            let columns: Vec<&str> = line.split('\t').collect();
            let row = match columns[..] {
                [event, mode, cameo, goldstein] => {
                    event.parse().ok().zip(goldstein.parse().ok()).map(|(event, goldstein)| {
                        ((event, mode.to_owned()), Code { cameo: cameo.to_owned(), goldstein })
                    })
                }
                _ => None,
            };
            let (key, code) = row.ok_or_else(|| super::broken_row(&path, i + 1))?;
            codes.insert(key, code);
        }
        match EventType::ALL.iter().find(|e| !codes.contains_key(&(**e, String::new()))) {
            Some(event) => Err(WorldError::new(
                format!("`{}` has no code for {event} without a mode", path.display()),
                Some("restore the file from the repository"),
            )),
            None => Ok(Ontology { codes }),
        }
    }

    /// The code of an event; of its mode if that has one of its own.
    pub fn code(&self, event: EventType, mode: Option<&str>) -> &Code {
        let own = mode.and_then(|mode| self.codes.get(&(event, mode.to_owned())));
        own.unwrap_or_else(|| &self.codes[&(event, String::new())])
    }
}
