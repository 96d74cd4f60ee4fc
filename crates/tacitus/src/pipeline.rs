//! The way of the data. Read this file first.
//!
//! ```text
//! Document -> Sentence -> Passage -> States -> Mentions -> Known -> Claim
//! ```
//!
//! Each arrow is one call below; its types say what it needs and what it gives. Nothing flows back, nothing
//! is changed once made. Only the seam [`Encoder`] touches the machine, so only it can fail.

use crate::world::World;
use crate::{
    Document, Encoder, EncoderError, Given, Known, Mentions, Note, Passage, Sentence, claim, heads, record,
    resolve, segment,
};

/// What is needed to read: a trained encoder, and what is known of the world. Both read-only.
pub struct Reader<'a> {
    /// The network.
    pub encoder: &'a dyn Encoder,
    /// Ontology, actors, places.
    pub world: &'a World,
    /// Hash of program version, weights, assets, codebook and number type; on every record.
    pub edition: String,
}

impl<'a> Reader<'a> {
    /// Joins the two and names the edition they make.
    pub fn new(encoder: &'a dyn Encoder, world: &'a World) -> Reader<'a> {
        // The sources hold rules and small tables; `build.rs` hashes them.
        let program = [env!("CARGO_PKG_VERSION"), env!("TACITUS_SOURCES")];
        let parts = [program[0], program[1], encoder.edition(), world.edition()];
        let edition = blake3::hash(parts.join("\n").as_bytes()).to_hex()[..16].to_owned();
        Reader { encoder, world, edition }
    }
}

/// All that was read out of one document.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Its sentences.
    pub sentences: Vec<Sentence>,
    /// What the encoder read at once.
    pub passages: Vec<Passage>,
    /// What the heads found.
    pub mentions: Mentions,
    /// What that turned out to be.
    pub known: Known,
    /// Who did what to whom. In the order of their triggers.
    pub claims: Vec<record::Claim>,
    /// What is worth telling.
    pub notes: Vec<Note>,
}

/// What do these documents say? One batch; the caller chooses its size. `given` fixes spans that would else
/// be found, for measuring; [`Given::none`] for everything else.
pub fn read(reader: &Reader<'_>, docs: &[Document], given: &Given) -> Result<Vec<Reading>, EncoderError> {
    let mut sentences = Vec::new();
    let mut passages = Vec::new();
    for doc in docs {
        let cut = segment::sentences(&doc.text);
        passages.push(segment::passages(&doc.text, &cut, |token| reader.encoder.n_pieces(&doc.text, token)));
        sentences.push(cut);
    }
    let states = reader.encoder.encode(docs, &passages)?;

    let mut readings = Vec::new();
    for (i, (doc, (sentences, (passages, states)))) in
        docs.iter().zip(sentences.into_iter().zip(passages.into_iter().zip(&states))).enumerate()
    {
        let mentions = heads::mentions(reader.encoder, doc, &passages, states, given, i);
        let known = resolve::look_up(reader.world, doc, &sentences, &mentions, given, i);
        let claims = claim::claims(reader, doc, &sentences, &mentions, &known);
        let notes = segment::notes(doc, &passages);
        readings.push(Reading { sentences, passages, mentions, known, claims, notes });
    }
    Ok(readings)
}
