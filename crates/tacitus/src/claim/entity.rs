//! Parties and places, put into the record's form.

use crate::record::{Entity, Place, PlaceRole, Range, Size, Span as Words};
use crate::{Act, Finder, Known, Role, Scalars, Span};

/// The party that a phrase was resolved to.
pub fn entity(known: &Known, span: Span, text: &str, scalars: &Scalars) -> Entity {
    let party = known.parties.get(&span).expect("every phrase in a party's role was looked up");
    let words = Words::of(span, text, scalars);
    Entity {
        text: words.text,
        start: words.start,
        end: words.end,
        head: Range { start: scalars.of_byte(party.head.start), end: scalars.of_byte(party.head.end) },
        name: party.name.clone(),
        kind: party.kind,
        kb: party.kb.clone(),
        wikidata: party.wikidata.clone(),
        country: party.country.clone(),
        sector: party.sector.clone(),
        title: party.title.clone(),
        office: party.office.clone(),
        religion: party.religion.clone(),
        ethnicity: party.ethnicity.clone(),
        size: party.size.map(|(low, high, words)| Size { low, high, text: words.of(text).to_owned() }),
        resolution: party.resolution,
        candidates: party.candidates.clone(),
        via: party.via.iter().map(|&s| Words::of(s, text, scalars)).collect(),
    }
}

/// The places of an act.
pub fn places(known: &Known, act: &Act, text: &str, scalars: &Scalars) -> Vec<Place> {
    act.in_role(Role::Place)
        .map(|argument| {
            let place =
                known.places.get(&argument.span).expect("every phrase in a place's role was looked up");
            let words = Words::of(argument.span, text, scalars);
            Place {
                role: place_role(text, argument.span),
                text: words.text,
                start: words.start,
                end: words.end,
                name: place.name.clone(),
                geonames: place.geonames,
                lat: place.lat,
                lon: place.lon,
                country: place.country.clone(),
                admin1: place.admin1.clone(),
                admin2: place.admin2.clone(),
                feature: place.feature.clone(),
                precision: place.precision,
                resolution: place.resolution,
                candidates: place.candidates.clone(),
            }
        })
        .collect()
}

/// By the word before it: "from Basra", "to Basra", else at.
fn place_role(text: &str, span: Span) -> PlaceRole {
    let before = text[..span.start].trim_end().trim_end_matches(" the");
    match before.rsplit(|c: char| !c.is_alphabetic()).next() {
        Some("from") => PlaceRole::From,
        Some("to" | "into" | "towards" | "toward" | "onto") => PlaceRole::To,
        _ => PlaceRole::At,
    }
}

/// The rows and rules that resolved a phrase in this role.
pub fn finders(known: &Known, role: Role, span: Span) -> Vec<Finder> {
    match role {
        Role::Actor | Role::Recipient | Role::Speaker => known.parties.get(&span).map(|p| p.by.clone()),
        Role::Place => known.places.get(&span).map(|p| p.by.clone()),
        Role::Time | Role::Deadline => {
            Some(known.times.iter().filter(|t| t.span.overlaps(span)).map(|t| t.by.clone()).collect())
        }
        _ => None,
    }
    .unwrap_or_default()
}
