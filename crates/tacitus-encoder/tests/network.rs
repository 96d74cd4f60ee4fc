//! The whole network: what it computes, and that nothing but the passage decides it.
//!
//! Takes the small random network of [`common`]; gives nothing. No weights, no network, no clock.

mod common;

use common::{SmallModel, documents, double, folder, open, passage};
use tacitus_encoder::{Kernel, Model, Precision};
use tacitus_types::{Document, Encoder, EventType, Head, Passage, Query, States};

const LINES: [&str; 9] = [
    "Police arrested the minister .",
    "the",
    "Troops in Baghdad , and on Tuesday police arrested ministers of the day . Police arrested .",
    "- . -",
    "of of of of of of of of of of of of of of of of of of of of of of of of of of of of of of of of",
    "xyzzy U.S. ARRESTED",
    "troops-police the . the .",
    "On Tuesday , the minister of troops arrested police in Baghdad . The minister , on the day .",
    "\u{301} \u{1} police",
];

/// All passages of all documents, one after the other.
fn encode(model: &Model, docs: &[Document], passages: &[Vec<Passage>]) -> Vec<States> {
    model.encode(docs, passages).expect("a model that runs").into_iter().flatten().collect()
}

/// States and every score that can be asked, as bits.
fn everything(model: &Model, lines: &[&str]) -> Vec<Vec<u32>> {
    let (docs, passages) = documents(lines);
    encode(model, &docs, &passages).iter().map(|states| answers(model, states)).collect()
}

fn answers(model: &Model, states: &States) -> Vec<u32> {
    let tokens: Vec<Query> = (0..states.n_tokens()).map(Query::Token).collect();
    let act = |i: usize| Query::Act { from: i, to: i + 1, event: EventType::ALL[i % 16] };
    let acts: Vec<Query> = (0..states.n_tokens()).map(act).collect();
    let content = |i: usize| Query::Content { from: i / 2, to: i + 1, speech: EventType::ALL[i % 16] };
    let contents: Vec<Query> = (0..states.n_tokens()).map(content).collect();
    let mut numbers = states.rows.clone();
    let asked =
        [(Head::Name, &tokens), (Head::Trigger, &tokens), (Head::Act, &acts), (Head::Content, &contents)];
    for (head, queries) in asked {
        numbers.extend(model.score(states, head, queries).into_iter().flatten());
    }
    assert!(numbers.iter().all(|x| x.is_finite()));
    numbers.into_iter().map(f32::to_bits).collect()
}

fn assert_near(ours: &[f32], exact: &[f64], what: &str) {
    assert_eq!(ours.len(), exact.len(), "{what}");
    for (ours, exact) in ours.iter().zip(exact) {
        assert!((f64::from(*ours) - exact).abs() < 1e-4, "{what}: {ours}, not {exact}");
    }
}

#[test]
fn half_precision_agrees_with_double_precision() {
    let dir = folder();
    let small = SmallModel::random(7);
    let model = open(dir.path(), Precision::Half, Kernel::available()[0]);
    // "Police arrested the UN minister ." with the pieces and shapes written out by hand.
    let (docs, passages) = documents(&["Police arrested the UN minister ."]);
    let pieces = [2, 4, 5, 6, 7, 1, 8, 11, 3];
    let exact = double::states(&small, &pieces, &[1, 2, 4, 5, 6, 7], &[9, 0, 0, 2, 0, 7]);

    let states = &encode(&model, &docs, &passages)[0];
    assert_near(&states.rows, &exact.concat(), "states");
    for (i, state) in exact.iter().enumerate() {
        let ask = |head| model.score(states, head, &[Query::Token(i)]).remove(0);
        assert_near(&ask(Head::Name), &double::name(&small, state), "names");
        assert_near(&ask(Head::Trigger), &double::trigger(&small, state), "triggers");
    }
    for (from, to, event) in [(1, 2, EventType::Coerce), (0, 2, EventType::Agree), (5, 6, EventType::Assault)]
    {
        let scores = model.score(states, Head::Act, &[Query::Act { from, to, event }]).remove(0);
        assert_eq!(scores.len(), 6 * 20 + 6 + 3);
        assert_near(&scores, &double::act(&small, &exact, from, to, event.index()), "acts");
        let content = Query::Content { from, to, speech: event };
        let scores = model.score(states, Head::Content, &[content]).remove(0);
        assert_near(&scores, &double::content(&small, &exact, from, to, event.index()), "contents");
    }
}

#[test]
fn int8_stays_near_half_precision() {
    let dir = folder();
    let kernel = Kernel::available()[0];
    let (docs, passages) = documents(&LINES);
    let half = encode(&open(dir.path(), Precision::Half, kernel), &docs, &passages);
    let int8 = encode(&open(dir.path(), Precision::Int8, kernel), &docs, &passages);
    for (half, int8) in half.iter().zip(&int8) {
        for token_idx in 0..half.n_tokens() {
            let (a, b) = (half.row(token_idx), int8.row(token_idx));
            let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
            let cosine = dot(a, b) / (dot(a, a) * dot(b, b)).sqrt();
            assert!(cosine > 0.995, "cosine {cosine}");
        }
    }
}

#[test]
fn every_kernel_gives_the_same_bits() {
    let dir = folder();
    for precision in [Precision::Int8, Precision::Half] {
        let scalar = Kernel::named("scalar").expect("runs everywhere");
        let expected = everything(&open(dir.path(), precision, scalar), &LINES);
        for kernel in Kernel::available() {
            assert_eq!(
                everything(&open(dir.path(), precision, kernel), &LINES),
                expected,
                "{kernel} {precision}"
            );
        }
    }
}

#[test]
fn company_in_the_batch_changes_nothing() {
    let dir = folder();
    for precision in [Precision::Int8, Precision::Half] {
        let model = open(dir.path(), precision, Kernel::available()[0]);
        let alone: Vec<_> = LINES.iter().flat_map(|line| everything(&model, &[line])).collect();
        // 27 times the lines: several batches, cut at other places each time.
        for shift in 0..LINES.len() {
            let many: Vec<&str> =
                (0..27 * LINES.len()).map(|i| LINES[(i * 4 + shift) % LINES.len()]).collect();
            let (docs, passages) = documents(&many);
            for (i, states) in encode(&model, &docs, &passages).iter().enumerate() {
                let expected = &alone[(i * 4 + shift) % LINES.len()][..states.rows.len()];
                let bits: Vec<u32> = states.rows.iter().map(|x| x.to_bits()).collect();
                assert_eq!(bits, expected, "passage {i} of shift {shift}");
            }
        }
    }
}

#[test]
fn two_threads_give_the_same_bits() {
    let dir = folder();
    let model = open(dir.path(), Precision::Int8, Kernel::available()[0]);
    let expected = everything(&model, &LINES);
    std::thread::scope(|scope| {
        let ask = || (0..20).map(|_| everything(&model, &LINES)).collect::<Vec<_>>();
        for thread in [scope.spawn(ask), scope.spawn(ask)] {
            assert!(thread.join().expect("no panic").iter().all(|answers| *answers == expected));
        }
    });
}

#[test]
fn a_passage_beyond_the_last_position_shares_the_last_state() {
    let dir = folder();
    let model = open(dir.path(), Precision::Int8, Kernel::available()[0]);
    let long = vec!["of"; 60].join(" ");
    let (docs, passages) = documents(&[&long]);
    let states = &encode(&model, &docs, &passages)[0];
    // 40 positions hold [CLS], 38 pieces and [SEP].
    assert_eq!(states.n_tokens(), 60);
    assert_ne!(states.row(36), states.row(37));
    for token_idx in 38..60 {
        assert_eq!(states.row(token_idx), states.row(37));
    }
}

#[test]
fn a_sentence_is_opened_by_its_first_token_not_by_that_of_its_passage() {
    let dir = folder();
    let model = open(dir.path(), Precision::Int8, Kernel::available()[0]);
    let text = "police arrested the minister on the day";
    let (docs, whole) = documents(&[text]);
    let tail = Passage { tokens: whole[0][0].tokens[4..].to_vec(), fresh_from: 1 };
    let continued = encode(&model, &docs, &[vec![whole[0][0].clone(), tail.clone()]]);
    let opening = encode(&model, &docs, &[vec![tail]]);
    assert_ne!(continued[1].row(0), opening[0].row(0));
    assert_eq!(continued[1].row(1), opening[0].row(1));
}

#[test]
fn pieces_are_counted_and_modes_named() {
    let dir = folder();
    let model = open(dir.path(), Precision::Half, Kernel::available()[0]);
    let text = "Baghdad arrested xyzzy .";
    let counts: Vec<usize> =
        passage(text).tokens.iter().map(|(_, token)| model.n_pieces(text, *token)).collect();
    assert_eq!(counts, [3, 2, 1, 1]);
    assert_eq!(model.modes()[1], (EventType::Coerce, "arrest".to_owned()));
}
