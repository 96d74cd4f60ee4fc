//! Mentions -> what they turn out to be: parties, places, times. Doubt is kept.
//!
//! Takes what the heads found in one document; gives, for every phrase in a role, who or where or when it
//! is. It never fails: what cannot be resolved stays, with its words and `unknown`.
//!
//! `Moscow rejected it on Tuesday`: `Moscow` the party is Russia's government, `Tuesday` is a day.

pub mod actor;
pub mod date;
pub mod place;

use crate::world::World;
use crate::{Document, Given, Known, Mentions, Name, NameKind, Role, Sentence, Span};
use std::collections::BTreeSet;

/// Looks up all that was mentioned in one document. `doc_idx` is its place in `given`.
pub fn look_up(
    world: &World,
    doc: &Document,
    sentences: &[Sentence],
    mentions: &Mentions,
    given: &Given,
    doc_idx: usize,
) -> Known {
    let around = actor::Around::new(world.actors(), doc, &mentions.names);
    let parties = party_spans(mentions).into_iter().map(|span| (span, around.party(span))).collect();
    let places: Vec<Span> =
        place_spans(world, doc, sentences, mentions, given, doc_idx).into_iter().collect();
    let found = place::places(world.places(), doc, &places);
    Known {
        parties,
        places: places.into_iter().zip(found).collect(),
        times: date::times(&doc.text, sentences, doc.published.date),
    }
}

/// Phrases to be looked up as parties: those of acts and of what speech acts are about; and in conditions, where no
/// role says who must meet them, the names.
fn party_spans(mentions: &Mentions) -> BTreeSet<Span> {
    let mut spans = in_roles(mentions, &[Role::Actor, Role::Recipient, Role::Speaker]);
    let contents = mentions.acts.iter().flat_map(|act| &act.contents);
    spans.extend(contents.flat_map(|content| &content.parties).map(|party| party.span));
    let conditions = in_roles(mentions, &[Role::Condition]);
    let is_in_condition = |name: &&Name| conditions.iter().any(|c| c.contains(name.span));
    spans.extend(mentions.names.iter().filter(is_in_condition).map(|name| name.span));
    spans
}

/// All phrases that stand in one of these roles, in the order of the text.
fn in_roles(mentions: &Mentions, roles: &[Role]) -> BTreeSet<Span> {
    let arguments = mentions.acts.iter().flat_map(|act| &act.arguments);
    arguments.filter(|a| roles.contains(&a.value)).map(|a| a.span).collect()
}

/// Phrases to be looked up as places: those handed in; else the names that may be places, since each helps to
/// settle the others: what the gazetteer's own recogniser finds, and of the names head what that passed over.
/// Where events happened is looked up in any case.
fn place_spans(
    world: &World,
    doc: &Document,
    sentences: &[Sentence],
    mentions: &Mentions,
    given: &Given,
    doc_idx: usize,
) -> BTreeSet<Span> {
    let mut spans = in_roles(mentions, &[Role::Place]);
    match &given.places {
        Some(given) => spans.extend(&given[doc_idx]),
        None => {
            let found = place::find(world.places(), &doc.text, sentences);
            let locations = mentions.names.iter().filter(|n| n.value == NameKind::Location).map(|n| n.span);
            spans.extend(locations.filter(|l| !found.iter().any(|f| f.overlaps(*l))));
            spans.extend(found);
        }
    }
    spans
}
