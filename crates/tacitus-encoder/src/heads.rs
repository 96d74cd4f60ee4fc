//! The heads: what is asked of the hidden states.
//!
//! Takes the states of one passage and queries, gives probabilities laid out as [`tacitus_types::Head`]
//! tells. Nothing is decided here: no threshold, no choice of the best.
//!
//! Example: an act query on a passage of 30 tokens gives 30 × 20 + 6 + modes numbers.

use crate::file::{Config, Tensors};
use crate::float::{self, Norm, fit};
use crate::kernel::Kernel;
use crate::layer::{Layer, LayerScratch};
use crate::linear::{Linear, Quantised};
use std::ops::Range;
use tacitus_types::{EncoderError, EventType, NameKind, Role, Scores, States, Status};

/// Rows read together by the act layers; a passage is never cut, so a little more can come together.
const BATCH_ROWS: usize = 384;

/// A head over single tokens: one hidden layer.
#[derive(Debug)]
pub(crate) struct TokenHead {
    hidden: Linear,
    out: Linear,
}

/// The head over event mentions: reads the passage once more with the trigger marked.
#[derive(Debug)]
pub(crate) struct ActHead {
    mark: Vec<f32>,
    distance: Vec<f32>,
    event: Vec<f32>,
    norm: Norm,
    layers: Vec<Layer>,
    role: Linear,
    status: Linear,
    mode: Linear,
    window: usize,
}

/// The head over what speech acts are about: the mean and the largest of the words' states, one hidden layer.
#[derive(Debug)]
pub(crate) struct ContentHead {
    speech: Vec<f32>,
    hidden: Linear,
    out: Linear,
}

/// A content asked about: where it begins and ends, and the type of its speech act.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ContentQuery {
    pub from: usize,
    pub to: usize,
    pub speech: EventType,
}

/// An event mention asked about: where its trigger begins and ends, and its type.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ActQuery {
    pub from: usize,
    pub to: usize,
    pub event: EventType,
}

/// Room to work in, kept from call to call.
#[derive(Debug, Default)]
pub(crate) struct HeadScratch {
    rows: Vec<f32>,
    hidden: Vec<f32>,
    out: Vec<f32>,
    quantised: Quantised,
    passages: Vec<Range<usize>>,
    layer: LayerScratch,
}

impl TokenHead {
    /// The names head: 7 numbers that add up to 1.
    pub const N_NAME: usize = 2 * NameKind::ALL.len() + 1;
    /// The trigger head: 17 independent numbers.
    pub const N_TRIGGER: usize = EventType::ALL.len() + 1;

    pub fn load(
        tensors: &mut Tensors,
        name: &str,
        width: usize,
        n: usize,
    ) -> Result<TokenHead, EncoderError> {
        Ok(TokenHead {
            hidden: Linear::load(tensors, &[format!("{name}.hidden")], width, width, false)?,
            out: Linear::load(tensors, &[format!("{name}.out")], width, n, true)?,
        })
    }

    /// Scores of these tokens; `finish` makes probabilities of one token's numbers.
    pub fn score(
        &self,
        kernel: Kernel,
        states: &States,
        tokens: &[usize],
        finish: fn(&mut [f32]),
        scratch: &mut HeadScratch,
    ) -> Vec<Scores> {
        scratch.rows.clear();
        tokens.iter().for_each(|token_idx| scratch.rows.extend_from_slice(states.row(*token_idx)));
        let hidden = fit(&mut scratch.hidden, tokens.len() * self.hidden.channels());
        let out = fit(&mut scratch.out, tokens.len() * self.out.channels());
        self.hidden.apply(kernel, &scratch.rows, true, &mut scratch.quantised, hidden);
        self.out.apply(kernel, hidden, false, &mut scratch.quantised, out);
        out.chunks_exact_mut(self.out.channels())
            .map(|row| {
                finish(row);
                row.to_vec()
            })
            .collect()
    }
}

impl ContentHead {
    /// 16 types, and none of them.
    const N: usize = EventType::ALL.len() + 1;

    pub fn load(tensors: &mut Tensors, width: usize) -> Result<ContentHead, EncoderError> {
        Ok(ContentHead {
            speech: tensors.floats("content.event.weight", &[EventType::ALL.len(), 2 * width])?,
            hidden: Linear::load(tensors, &["content.hidden".to_owned()], 2 * width, width, false)?,
            out: Linear::load(tensors, &["content.out".to_owned()], width, ContentHead::N, true)?,
        })
    }

    /// Scores of these contents of one passage.
    pub fn score(
        &self,
        kernel: Kernel,
        states: &States,
        queries: &[ContentQuery],
        scratch: &mut HeadScratch,
    ) -> Vec<Scores> {
        scratch.rows.clear();
        queries.iter().for_each(|query| self.pool(states, *query, &mut scratch.rows));
        let hidden = fit(&mut scratch.hidden, queries.len() * self.hidden.channels());
        let out = fit(&mut scratch.out, queries.len() * ContentHead::N);
        self.hidden.apply(kernel, &scratch.rows, true, &mut scratch.quantised, hidden);
        self.out.apply(kernel, hidden, false, &mut scratch.quantised, out);
        out.chunks_exact_mut(ContentHead::N)
            .map(|row| {
                float::softmax(row);
                row.to_vec()
            })
            .collect()
    }

    /// Adds a row to `rows`: for every number of a state its mean over the words, then its largest.
    fn pool(&self, states: &States, query: ContentQuery, rows: &mut Vec<f32>) {
        let ContentQuery { from, to, speech } = query;
        assert!(from < to && to <= states.n_tokens(), "the content {from}..{to} must lie in the passage");
        let width = states.width;
        let speech = &self.speech[speech.index() * 2 * width..(speech.index() + 1) * 2 * width];
        let over = |i: usize| (from..to).map(move |token_idx| states.row(token_idx)[i]);
        let n = (to - from) as f32;
        rows.extend((0..width).map(|i| over(i).fold(0.0, |sum, x| sum + x) / n + speech[i]));
        rows.extend((0..width).map(|i| over(i).fold(f32::NEG_INFINITY, f32::max) + speech[width + i]));
    }
}

impl ActHead {
    pub fn load(tensors: &mut Tensors, config: &Config) -> Result<ActHead, EncoderError> {
        let (width, epsilon) = (config.width, config.layer_norm_eps);
        let layer =
            |i| Layer::load(tensors, &format!("act.layer.{i}"), width, config.act_intermediate, epsilon);
        Ok(ActHead {
            layers: (0..config.act_layers).map(layer).collect::<Result<_, _>>()?,
            mark: tensors.floats("act.mark.weight", &[2, width])?,
            distance: tensors.floats("act.distance.weight", &[2 * config.act_window + 1, width])?,
            event: tensors.floats("act.event.weight", &[EventType::ALL.len(), width])?,
            norm: tensors.norm("act.norm", width, epsilon)?,
            role: Linear::load(tensors, &["role.out".to_owned()], width, 2 * Role::ALL.len(), true)?,
            status: Linear::load(tensors, &["status.out".to_owned()], width, Status::ALL.len(), true)?,
            mode: Linear::load(tensors, &["mode.out".to_owned()], width, config.modes.len(), true)?,
            window: config.act_window,
        })
    }

    /// Scores of these event mentions of one passage.
    pub fn score(
        &self,
        kernel: Kernel,
        states: &States,
        queries: &[ActQuery],
        scratch: &mut HeadScratch,
    ) -> Vec<Scores> {
        let n_tokens = states.n_tokens();
        let at_once = (BATCH_ROWS / n_tokens.max(1)).max(1);
        let mut scores = Vec::with_capacity(queries.len());
        for queries in queries.chunks(at_once) {
            scratch.rows.clear();
            scratch.passages.clear();
            for query in queries {
                assert!(
                    query.from < query.to && query.to <= n_tokens,
                    "the trigger {}..{} must lie in the passage of {n_tokens} tokens",
                    query.from,
                    query.to
                );
                let start = scratch.passages.len() * n_tokens;
                scratch.passages.push(start..start + n_tokens);
                self.mark_trigger(states, *query, &mut scratch.rows);
            }
            kernel.normalise(&mut scratch.rows, &self.norm);
            for layer in &self.layers {
                layer.forward(kernel, &mut scratch.rows, &scratch.passages, &mut scratch.layer);
            }
            for (query, rows) in queries.iter().zip(scratch.rows.chunks_exact(n_tokens * states.width)) {
                let at = &rows[query.from * states.width..(query.from + 1) * states.width];
                scores.push(self.read(kernel, rows, at, n_tokens, &mut scratch.quantised));
            }
        }
        scores
    }

    /// Adds the states to `rows`, with the trigger, the distance from it and its type added in.
    fn mark_trigger(&self, states: &States, query: ActQuery, rows: &mut Vec<f32>) {
        let width = states.width;
        let row = |i: usize| i * width..(i + 1) * width;
        let event = &self.event[row(query.event.index())];
        for token_idx in 0..states.n_tokens() {
            let inside = usize::from((query.from..query.to).contains(&token_idx));
            let away = (token_idx + self.window).saturating_sub(query.from).min(2 * self.window);
            let (mark, distance) = (&self.mark[row(inside)], &self.distance[row(away)]);
            let state = states.row(token_idx);
            rows.extend((0..width).map(|i| state[i] + mark[i] + distance[i] + event[i]));
        }
    }

    /// Roles of every token, then status and modes at the first token of the trigger.
    fn read(
        &self,
        kernel: Kernel,
        rows: &[f32],
        at: &[f32],
        n_tokens: usize,
        room: &mut Quantised,
    ) -> Scores {
        let (n_role, n_status) = (n_tokens * self.role.channels(), self.status.channels());
        let mut scores = vec![0.0; n_role + n_status + self.mode.channels()];
        let (role, rest) = scores.split_at_mut(n_role);
        let (status, mode) = rest.split_at_mut(n_status);
        self.role.apply(kernel, rows, false, room, role);
        self.status.apply(kernel, at, false, room, status);
        self.mode.apply(kernel, at, false, room, mode);
        sigmoids(role);
        float::softmax(status);
        sigmoids(mode);
        scores
    }
}

/// Each number on its own to a probability.
pub(crate) fn sigmoids(row: &mut [f32]) {
    row.iter_mut().for_each(|x| *x = float::sigmoid(*x));
}
