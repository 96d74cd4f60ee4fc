//! The trained network, opened from a folder: passages in, hidden states and scores out.
//!
//! Takes documents and their passages ([`tacitus_types::Encoder`]). Pieces of several passages are laid end
//! to end, without padding, some 384 at a time, and pass the layers together; a token's state is that of its
//! first piece, with the shape of the word added. How passages fall into batches never changes a result.
//!
//! Example: "Aid reached Aleppo ." is `[CLS] aid reached ale ##ppo . [SEP]`: 4 states out of 7 rows.

use crate::file::{self, Config, Precision, Tensors};
use crate::float::{self, Norm};
use crate::heads::{ActHead, ActQuery, ContentHead, ContentQuery, HeadScratch, TokenHead, sigmoids};
use crate::kernel::Kernel;
use crate::layer::{Layer, LayerScratch};
use crate::shape::{N_SHAPES, shape};
use crate::wordpiece::WordPiece;
use std::cell::RefCell;
use std::ops::Range;
use std::path::Path;
use tacitus_types::{
    Document, Encoder, EncoderError, EventType, Head, Passage, Query, Scores, States, Token,
};

/// A batch is full when it has so many pieces.
const BATCH_PIECES: usize = 384;

/// The network. It keeps no state between calls and may be asked from many threads at once.
#[derive(Debug)]
pub struct Model {
    kernel: Kernel,
    config: Config,
    wordpiece: WordPiece,
    embeddings: Embeddings,
    layers: Vec<Layer>,
    shapes: Vec<f32>,
    name: TokenHead,
    trigger: TokenHead,
    act: ActHead,
    /// Weights made for comparison have none.
    content: Option<ContentHead>,
    modes: Vec<(EventType, String)>,
    edition: String,
}

#[derive(Debug)]
struct Embeddings {
    word: WordTable,
    /// A row for each position, the one token type there is already added.
    position: Vec<f32>,
    norm: Norm,
}

#[derive(Debug)]
enum WordTable {
    Float(Vec<f32>),
    /// With a scale for each row.
    Int8(Vec<i8>, Vec<f32>),
}

/// Passages laid end to end.
#[derive(Debug, Default)]
struct Batch {
    pieces: Vec<u32>,
    /// The rows of each passage.
    passages: Vec<Range<usize>>,
    /// For every token, passage by passage: the row of its first piece, and its shape.
    tokens: Vec<(usize, usize)>,
    /// How many tokens each passage has.
    n_tokens: Vec<usize>,
}

/// Room to work in, one for each thread, so that nothing is allocated token by token.
#[derive(Default)]
struct Scratch {
    batch: Batch,
    x: Vec<f32>,
    layer: LayerScratch,
    heads: HeadScratch,
    text: String,
    pieces: Vec<u32>,
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

impl Model {
    /// Opens a model folder, with the kernel that `TACITUS_KERNEL` names or else the fastest there is.
    pub fn open(dir: &Path, precision: Precision) -> Result<Model, EncoderError> {
        Model::open_with(dir, precision, Kernel::chosen()?)
    }

    /// Opens a model folder, to run on this kernel.
    pub fn open_with(dir: &Path, precision: Precision, kernel: Kernel) -> Result<Model, EncoderError> {
        let folder = file::read(dir, precision)?;
        let (config, mut tensors) = (folder.config, folder.tensors);
        let (width, epsilon) = (config.width, config.layer_norm_eps);
        let wordpiece = WordPiece::new(&folder.vocabulary)?;
        let layer = |i| Layer::load(&mut tensors, &format!("layer.{i}"), width, config.intermediate, epsilon);
        let layers = (0..config.layers).map(layer).collect::<Result<_, _>>()?;
        let model = Model {
            kernel,
            embeddings: Embeddings::load(&mut tensors, &config, wordpiece.len())?,
            layers,
            shapes: tensors.floats("shape.weight", &[N_SHAPES, width])?,
            name: TokenHead::load(&mut tensors, "name", width, TokenHead::N_NAME)?,
            trigger: TokenHead::load(&mut tensors, "trigger", width, TokenHead::N_TRIGGER)?,
            act: ActHead::load(&mut tensors, &config)?,
            content: match tensors.has("content.out.weight") {
                true => Some(ContentHead::load(&mut tensors, width)?),
                false => None,
            },
            modes: config.modes.iter().map(|mode| parse_mode(mode)).collect::<Result<_, _>>()?,
            edition: folder.edition,
            wordpiece,
            config,
        };
        tensors.finish()?;
        Ok(model)
    }

    /// The kernel it runs on.
    pub fn kernel(&self) -> Kernel {
        self.kernel
    }

    /// The shape of the network.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Adds a passage to the batch. `earlier` is the passage before it in the same document.
    fn add(
        &self,
        batch: &mut Batch,
        doc: &Document,
        earlier: Option<&Passage>,
        passage: &Passage,
        text: &mut String,
    ) {
        let start = batch.pieces.len();
        // One place is kept for `[SEP]`.
        let end = start + self.config.max_positions - 1;
        batch.pieces.push(self.wordpiece.opening);
        for (i, (sentence, token)) in passage.tokens.iter().enumerate() {
            let word = token.span.of(&doc.text);
            let opens = match i.checked_sub(1) {
                Some(before) => passage.tokens[before].0 != *sentence,
                None => !earlier.is_some_and(|earlier| holds_start_of(earlier, *sentence, *token)),
            };
            // Beyond the last position the remaining tokens share the state of the last piece.
            let first = batch.pieces.len().min(end - 1);
            batch.tokens.push((first, shape(word, opens)));
            if batch.pieces.len() < end {
                self.wordpiece.cut(word, text, &mut batch.pieces);
            }
        }
        batch.pieces.truncate(end);
        batch.pieces.push(self.wordpiece.closing);
        batch.passages.push(start..batch.pieces.len());
        batch.n_tokens.push(passage.tokens.len());
    }

    /// Passes the batch through the layers, adds a [`States`] for each of its passages, and empties it.
    fn run(
        &self,
        batch: &mut Batch,
        x: &mut Vec<f32>,
        layer_scratch: &mut LayerScratch,
        states: &mut Vec<States>,
    ) {
        let width = self.config.width;
        self.embeddings.look_up(self.kernel, batch, x);
        for layer in &self.layers {
            layer.forward(self.kernel, x, &batch.passages, layer_scratch);
        }
        let mut tokens = batch.tokens.iter();
        for n_tokens in &batch.n_tokens {
            let mut rows = Vec::with_capacity(n_tokens * width);
            for (first, shape) in tokens.by_ref().take(*n_tokens) {
                let state = &x[first * width..(first + 1) * width];
                let shape = &self.shapes[shape * width..(shape + 1) * width];
                rows.extend(state.iter().zip(shape).map(|(state, shape)| state + shape));
            }
            states.push(States { width, rows });
        }
        batch.clear();
    }
}

impl Encoder for Model {
    fn encode(&self, docs: &[Document], passages: &[Vec<Passage>]) -> Result<Vec<Vec<States>>, EncoderError> {
        assert!(docs.len() == passages.len(), "one list of passages for each document");
        let mut flat = Vec::new();
        SCRATCH.with_borrow_mut(|scratch| {
            let Scratch { batch, x, layer, text, .. } = scratch;
            // A panic in an earlier call may have left half a batch behind.
            batch.clear();
            for (doc, passages) in docs.iter().zip(passages) {
                for (i, passage) in passages.iter().enumerate() {
                    let earlier = i.checked_sub(1).map(|before| &passages[before]);
                    self.add(batch, doc, earlier, passage, text);
                    if batch.pieces.len() >= BATCH_PIECES {
                        self.run(batch, x, layer, &mut flat);
                    }
                }
            }
            self.run(batch, x, layer, &mut flat);
        });
        let mut flat = flat.into_iter();
        Ok(passages.iter().map(|passages| flat.by_ref().take(passages.len()).collect()).collect())
    }

    fn score(&self, states: &States, head: Head, queries: &[Query]) -> Vec<Scores> {
        SCRATCH.with_borrow_mut(|Scratch { heads, .. }| match head {
            Head::Name => self.name.score(self.kernel, states, &tokens(queries), float::softmax, heads),
            Head::Trigger => self.trigger.score(self.kernel, states, &tokens(queries), sigmoids, heads),
            Head::Act => self.act.score(self.kernel, states, &acts(queries), heads),
            Head::Content => match &self.content {
                Some(content) => content.score(self.kernel, states, &contents(queries), heads),
                None => queries.iter().map(|_| nothing_known()).collect(),
            },
        })
    }

    fn n_pieces(&self, text: &str, token: Token) -> usize {
        SCRATCH.with_borrow_mut(|Scratch { text: buffer, pieces, .. }| {
            pieces.clear();
            self.wordpiece.cut(token.span.of(text), buffer, pieces)
        })
    }

    fn modes(&self) -> &[(EventType, String)] {
        &self.modes
    }

    fn edition(&self) -> &str {
        &self.edition
    }
}

impl Batch {
    fn clear(&mut self) {
        self.pieces.clear();
        self.passages.clear();
        self.tokens.clear();
        self.n_tokens.clear();
    }
}

impl Embeddings {
    fn load(tensors: &mut Tensors, config: &Config, n_pieces: usize) -> Result<Embeddings, EncoderError> {
        let width = config.width;
        let word = match tensors.precision() {
            Precision::Half => {
                WordTable::Float(tensors.floats("embeddings.word.weight", &[n_pieces, width])?)
            }
            Precision::Int8 => WordTable::Int8(
                tensors.bytes("embeddings.word.weight", &[n_pieces, width], 127)?,
                tensors.floats("embeddings.word.scale", &[n_pieces])?,
            ),
        };
        let mut position = tensors.floats("embeddings.position.weight", &[config.max_positions, width])?;
        let kind = tensors.floats("embeddings.type.weight", &[2, width])?;
        for row in position.chunks_exact_mut(width) {
            row.iter_mut().zip(&kind).for_each(|(x, kind)| *x += kind);
        }
        let norm = tensors.norm("embeddings.norm", width, config.layer_norm_eps)?;
        Ok(Embeddings { word, position, norm })
    }

    /// Fills `x` with a row for each piece of the batch.
    fn look_up(&self, kernel: Kernel, batch: &Batch, x: &mut Vec<f32>) {
        let width = self.norm.weight.len();
        x.clear();
        for passage in &batch.passages {
            let positions = self.position.chunks_exact(width);
            for (piece, position) in batch.pieces[passage.clone()].iter().zip(positions) {
                let row = *piece as usize * width..(*piece as usize + 1) * width;
                match &self.word {
                    WordTable::Float(table) => {
                        x.extend(table[row].iter().zip(position).map(|(word, position)| word + position));
                    }
                    WordTable::Int8(table, scales) => {
                        let scale = scales[*piece as usize];
                        let words = table[row].iter().map(|word| f32::from(*word) * scale);
                        x.extend(words.zip(position).map(|(word, position)| word + position));
                    }
                }
            }
        }
        kernel.normalise(x, &self.norm);
    }
}

/// Does this passage hold a token of the sentence before `token`? Then `token` does not open the sentence,
/// though it opens its passage.
fn holds_start_of(passage: &Passage, sentence: usize, token: Token) -> bool {
    passage.tokens.iter().any(|(s, earlier)| *s == sentence && earlier.span.start < token.span.start)
}

fn tokens(queries: &[Query]) -> Vec<usize> {
    let token = |query: &Query| match query {
        Query::Token(token_idx) => *token_idx,
        _ => panic!("this head is asked about tokens, not {query:?}"),
    };
    queries.iter().map(token).collect()
}

fn acts(queries: &[Query]) -> Vec<ActQuery> {
    let act = |query: &Query| match *query {
        Query::Act { from, to, event } => ActQuery { from, to, event },
        _ => panic!("the act head is asked about acts, not {query:?}"),
    };
    queries.iter().map(act).collect()
}

fn contents(queries: &[Query]) -> Vec<ContentQuery> {
    let content = |query: &Query| match *query {
        Query::Content { from, to, speech } => ContentQuery { from, to, speech },
        _ => panic!("the content head is asked about contents, not {query:?}"),
    };
    queries.iter().map(content).collect()
}

/// The content head's answer where there is no such head: none of the types.
fn nothing_known() -> Scores {
    let mut scores = vec![0.0; EventType::ALL.len() + 1];
    scores[EventType::ALL.len()] = 1.0;
    scores
}

fn parse_mode(mode: &str) -> Result<(EventType, String), EncoderError> {
    mode.split_once('/')
        .and_then(|(event, mode)| Some((event.parse().ok()?, mode.to_owned())))
        .filter(|(_, mode): &(EventType, String)| !mode.is_empty())
        .ok_or_else(|| {
            EncoderError::new(
                format!("`config.json`: mode `{mode}` is not TYPE/mode"),
                Some("as ASSAULT/abduct"),
            )
        })
}
