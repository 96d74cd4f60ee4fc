//! Whatever a report holds, resolution comes to an end and stays within the text.

use proptest::prelude::*;
use std::path::Path;
use std::sync::LazyLock;
use tacitus::resolve::{actor, date, place};
use tacitus::world::World;
use tacitus::{Basis, Document, Published, Span, segment};

static WORLD: LazyLock<World> = LazyLock::new(|| {
    World::open(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets")).expect("the assets lie here")
});

fn document(text: String) -> Document {
    let published = Published { date: Some(jiff::civil::date(2019, 9, 12)), basis: Basis::Stated };
    Document {
        id: "d".into(),
        text_id: "t".into(),
        key: None,
        path: None,
        line: None,
        source: None,
        url: None,
        title: None,
        lang: None,
        published,
        dateline: None,
        text,
    }
}

/// Words that rules look at, cut and joined anyhow, with letters and marks of every script.
const ODD: &str = "(\\PC|[ʻʼ‘’'&.,:;()\\[\\]\"“”/\u{2019}\u{300}\u{200d}\u{feff}-]|[0-9]{1,12}| |\n|Mr\\.|U\\.S\\.|May|the |of |in |Paris|Iraq|'s|Monday|last |days |ago|19|20[0-2]0s?){0,50}";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn resolution_ends_and_stays_within_the_text(text in ODD) {
        let doc = document(text);
        let sentences = segment::sentences(&doc.text);
        let around = actor::Around::new(WORLD.actors(), &doc, &[]);
        let spans: Vec<Span> = sentences.iter().flat_map(|s| s.tokens.iter().map(|t| t.span)).collect();
        for pair in spans.windows(2) {
            let party = around.party(pair[0].join(pair[1]));
            prop_assert!(party.head.end <= doc.text.len() && doc.text.is_char_boundary(party.head.start));
        }
        for time in date::times(&doc.text, &sentences, doc.published.date) {
            prop_assert!(doc.text.get(time.span.start..time.span.end).is_some());
        }
        for span in place::find(WORLD.places(), &doc.text, &sentences) {
            prop_assert!(doc.text.get(span.start..span.end).is_some());
        }
        prop_assert_eq!(place::places(WORLD.places(), &doc, &spans).len(), spans.len());
    }
}
