//! The corpus keeps to its own format: every example of the guideline and every passage is read, keeps to
//! the rules and comes back as it was; so does whatever a generator can think of.

use proptest::prelude::*;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use tacitus::gold::apart::Apart;
use tacitus::gold::*;
use tacitus::record::{AttributionKind, ConditionKind, CountKind, PlaceRole};
use tacitus::{EventType, Span, Status, marks};

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn ontology() -> Ontology {
    Ontology::parse(&read(&repository().join("assets/ontology/plover.toml"))).expect("the ontology is read")
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn one(file: &str) -> Result<Item, String> {
    items(file).map(|list| list.into_iter().next().expect("one case"))
}

fn round_trip(item: &Item) {
    let file = text(item).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(one(&file).as_ref(), Ok(item), "through the marking format:\n{file}");
    assert_eq!(Item::from_json(&item.to_json()).as_ref(), Ok(item), "through JSON");
    let apart = Apart::of(item).unwrap_or_else(|e| panic!("{e}"));
    let line = apart.to_json();
    let back = Apart::from_json(&line).and_then(|a| a.join(&item.text, item.title.as_deref()));
    assert_eq!(back.as_ref(), Ok(item), "through {line}");
}

#[test]
fn a_claim_line_fills_every_field() {
    let item = one(
        "=== all\n: published 2012-05-06\n: span o \"rebels in the north\" MLI REB\n\
         [Bamako](a MLI GOV name=Mali) [warned](t) that it [would](c) [bomb [rebels](r MLI REB) in the north](x) \
         [unless [they](y) leave](k) [by Friday](d), [[an aide](s) [said](q)](u).\n\
         > THREATEN/violence t actor=a recipient=r,o said=indirect:s:q:u content=ASSAULT:x condition=k:unless:y deadline=d optional\n\
         > also actor=- mode=- content=!RETREAT/x\n",
    );
    assert!(item.unwrap_err().contains("no such key") || true);
}
