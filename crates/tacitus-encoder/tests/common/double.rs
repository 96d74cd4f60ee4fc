//! The network in double precision: loops over plain vectors, as its definition reads.
//!
//! Takes a [`SmallModel`], piece numbers and shapes; gives what the crate's half-precision answers must be.
//!
//! Example: `states(&model, &[2, 4, 3], &[1], &[8])` is the state of one word of one piece.

use super::{SmallModel, WIDTH, WINDOW};

pub type Rows = Vec<Vec<f64>>;

fn tensor(model: &SmallModel, name: &str) -> Vec<f64> {
    model.tensors[name].1.iter().map(|x| f64::from(*x)).collect()
}

fn row(model: &SmallModel, table: &str, i: usize) -> Vec<f64> {
    tensor(model, &format!("{table}.weight"))[i * WIDTH..(i + 1) * WIDTH].to_vec()
}

fn add(a: &[f64], b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(a, b)| a + b).collect()
}

fn linear(model: &SmallModel, name: &str, x: &[f64]) -> Vec<f64> {
    let weights = tensor(model, &format!("{name}.weight"));
    let bias = tensor(model, &format!("{name}.bias"));
    let products = weights.chunks_exact(x.len()).map(|w| w.iter().zip(x).map(|(w, x)| w * x).sum::<f64>());
    products.zip(bias).map(|(sum, bias)| sum + bias).collect()
}

fn norm(model: &SmallModel, name: &str, x: &[f64]) -> Vec<f64> {
    let mean = x.iter().sum::<f64>() / x.len() as f64;
    let variance = x.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / x.len() as f64;
    let weight = tensor(model, &format!("{name}.weight"));
    let bias = tensor(model, &format!("{name}.bias"));
    (0..x.len()).map(|i| (x[i] - mean) / (variance + 1e-12).sqrt() * weight[i] + bias[i]).collect()
}

/// By its Taylor series; far from 0 it is ±1.
fn erf(x: f64) -> f64 {
    if x.abs() > 5.0 {
        return x.signum();
    }
    let (mut term, mut sum) = (x, x);
    for n in 1..200 {
        term *= -x * x / f64::from(n);
        sum += term / f64::from(2 * n + 1);
    }
    sum * 2.0 / std::f64::consts::PI.sqrt()
}

fn gelu(x: Vec<f64>) -> Vec<f64> {
    x.into_iter().map(|x| 0.5 * x * (1.0 + erf(x / 2f64.sqrt()))).collect()
}

fn softmax(x: &[f64]) -> Vec<f64> {
    let sum: f64 = x.iter().map(|x| x.exp()).sum();
    x.iter().map(|x| x.exp() / sum).collect()
}

fn sigmoid(x: Vec<f64>) -> Vec<f64> {
    x.into_iter().map(|x| 1.0 / (1.0 + (-x).exp())).collect()
}

fn layer(model: &SmallModel, name: &str, x: &Rows) -> Rows {
    let part = |part: &str, x: &[f64]| linear(model, &format!("{name}.{part}"), x);
    let each = |what: &str| -> Rows { x.iter().map(|x| part(what, x)).collect() };
    let (queries, keys, values) = (each("query"), each("key"), each("value"));
    let mut out = Vec::new();
    for (x, query) in x.iter().zip(&queries) {
        let mut mixed = vec![0.0; WIDTH];
        for head in 0..WIDTH / 32 {
            let columns = head * 32..(head + 1) * 32;
            let score =
                |key: &Vec<f64>| columns.clone().map(|c| query[c] * key[c]).sum::<f64>() / 32f64.sqrt();
            let shares = softmax(&keys.iter().map(score).collect::<Vec<_>>());
            for c in columns.clone() {
                mixed[c] = shares.iter().zip(&values).map(|(share, value)| share * value[c]).sum();
            }
        }
        let x = norm(model, &format!("{name}.norm1"), &add(x, &part("out", &mixed)));
        let inner = part("down", &gelu(part("up", &x)));
        out.push(norm(model, &format!("{name}.norm2"), &add(&x, &inner)));
    }
    out
}

/// States of the words whose first pieces stand at `first`.
pub fn states(model: &SmallModel, pieces: &[usize], first: &[usize], shapes: &[usize]) -> Rows {
    let embed = |(position, piece): (usize, &usize)| {
        let kind = row(model, "embeddings.type", 0);
        let sum = add(&row(model, "embeddings.word", *piece), &row(model, "embeddings.position", position));
        norm(model, "embeddings.norm", &add(&sum, &kind))
    };
    let mut x: Rows = pieces.iter().enumerate().map(embed).collect();
    for i in 0..2 {
        x = layer(model, &format!("layer.{i}"), &x);
    }
    first.iter().zip(shapes).map(|(first, shape)| add(&x[*first], &row(model, "shape", *shape))).collect()
}

pub fn name(model: &SmallModel, state: &[f64]) -> Vec<f64> {
    softmax(&linear(model, "name.out", &gelu(linear(model, "name.hidden", state))))
}

pub fn trigger(model: &SmallModel, state: &[f64]) -> Vec<f64> {
    sigmoid(linear(model, "trigger.out", &gelu(linear(model, "trigger.hidden", state))))
}

/// Roles of every token, then statuses, then modes.
pub fn act(model: &SmallModel, states: &Rows, from: usize, to: usize, event: usize) -> Vec<f64> {
    let marked = states.iter().enumerate().map(|(w, state)| {
        let inside = row(model, "act.mark", usize::from(from <= w && w < to));
        let window = WINDOW as i64;
        let away = (w as i64 - from as i64).clamp(-window, window) + window;
        let distance = row(model, "act.distance", away as usize);
        norm(model, "act.norm", &add(&add(&add(state, &inside), &distance), &row(model, "act.event", event)))
    });
    let z = layer(model, "act.layer.0", &marked.collect());
    let mut scores: Vec<f64> = z.iter().flat_map(|z| sigmoid(linear(model, "role.out", z))).collect();
    scores.extend(softmax(&linear(model, "status.out", &z[from])));
    scores.extend(sigmoid(linear(model, "mode.out", &z[from])));
    scores
}

/// Types, then none of them.
pub fn content(model: &SmallModel, states: &Rows, from: usize, to: usize, speech: usize) -> Vec<f64> {
    let column = |i: usize| states[from..to].iter().map(move |state| state[i]);
    let mean = (0..WIDTH).map(|i| column(i).sum::<f64>() / (to - from) as f64);
    let largest = (0..WIDTH).map(|i| column(i).fold(f64::NEG_INFINITY, f64::max));
    let pooled: Vec<f64> = mean.chain(largest).collect();
    let table = tensor(model, "content.event.weight");
    let speech = &table[speech * 2 * WIDTH..(speech + 1) * 2 * WIDTH];
    softmax(&linear(model, "content.out", &gelu(linear(model, "content.hidden", &add(&pooled, speech)))))
}
