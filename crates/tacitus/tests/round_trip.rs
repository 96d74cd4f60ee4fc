//! Gold -> labels -> scores -> mentions -> claims: what people marked comes back whole, without a network.
//!
//! An encoder that answers every head with the labels themselves reads the passages of the corpus;
//! the claims must be those that were marked. So training labels and reading
//! cannot drift apart.

use std::path::{Path, PathBuf};
use tacitus::gold::{GoldClaim, Item};
use tacitus::heads::labels::{ActLabel, labels};
use tacitus::world::World;
use tacitus::{
    Basis, Document, Encoder, EncoderError, EventType, Given, Head, Passage, Published, Query, Reader, Role,
    Scalars, Scores, Span, States, Status, Token, gold, intake, read, record,
};

/// Answers with labels. A state holds the number of its passage and of its token.
struct Marked {
    items: Vec<Item>,
    passages: std::sync::Mutex<Vec<Vec<ActLabel>>>,
    modes: Vec<(EventType, String)>,
}

impl Encoder for Marked {
    fn encode(&self, docs: &[Document], passages: &[Vec<Passage>]) -> Result<Vec<Vec<States>>, EncoderError> {
        let mut all = self.passages.lock().expect("one thread");
        let mut states = Vec::new();
        for (doc, passages) in docs.iter().zip(passages) {
            let item = self.items.iter().find(|i| i.text == doc.text).expect("a document is an item");
            let of = passages.iter().map(|passage| {
                all.push(labels(item, passage));
                let rows =
                    (0..passage.tokens.len()).flat_map(|i| [all.len() as f32 - 1.0, i as f32]).collect();
                States { width: 2, rows }
            });
            states.push(of.collect());
        }
        Ok(states)
    }

    fn score(&self, states: &States, head: Head, queries: &[Query]) -> Vec<Scores> {
        let all = self.passages.lock().expect("one thread");
        let acts = &all[states.row(0)[0] as usize];
        queries
            .iter()
            .map(|query| match (head, query) {
                (Head::Trigger, Query::Token(i)) => trigger(acts, *i),
                (Head::Act, Query::Act { from, event, .. }) => {
                    self.act(acts, states.n_tokens(), *from, *event)
                }
                (Head::Content, Query::Content { from, to, .. }) => content(acts, (*from, *to)),
                _ => vec![0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0],
            })
            .collect()
    }

    fn n_pieces(&self, _: &str, _: Token) -> usize {
        1
    }

    fn modes(&self) -> &[(EventType, String)] {
        &self.modes
    }

    fn edition(&self) -> &str {
        "marked"
    }
}

fn trigger(acts: &[ActLabel], i: usize) -> Scores {
    let mut scores = vec![0.0; 17];
    for act in acts {
        if act.trigger.0 == i {
            scores[act.event.index()] = 0.9;
        } else if act.trigger.0 < i && i < act.trigger.1 {
            scores[16] = 0.95;
        }
    }
    scores
}

fn content(acts: &[ActLabel], words: (usize, usize)) -> Scores {
    let mut scores = vec![0.0; 17];
    let label = acts.iter().flat_map(|act| &act.contents).find(|content| content.words == words);
    scores[label.and_then(|content| content.event).map_or(16, |event| event.index())] = 0.9;
    scores
}

impl Marked {
    fn act(&self, acts: &[ActLabel], n_tokens: usize, from: usize, event: EventType) -> Scores {
        let mut scores = vec![0.0; n_tokens * 20 + 6 + self.modes.len()];
        // It is asked of contents too, whose words are no trigger.
        let Some(act) = acts.iter().find(|a| a.trigger.0 == from && a.event == event) else { return scores };
        for (role, (from, to)) in &act.phrases {
            for i in *from..*to {
                scores[(i * Role::ALL.len() + *role as usize) * 2 + usize::from(i > *from)] = 0.9;
            }
        }
        scores[n_tokens * 20 + act.status as usize] = 0.9;
        for (k, (event, mode)) in self.modes.iter().enumerate() {
            if *event == act.event && act.modes.contains(mode) {
                scores[n_tokens * 20 + 6 + k] = 0.9;
            }
        }
        scores
    }
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn items() -> Vec<Item> {
    let mut items = Vec::new();
    for folder in ["corpus/passages"] {
        let mut paths: Vec<PathBuf> = std::fs::read_dir(repository().join(folder))
            .expect("the corpus lies in the repository")
            .map(|e| e.expect("a readable folder").path())
            .filter(|p| p.extension().is_some_and(|e| e == "txt"))
            .collect();
        paths.sort();
        for path in paths {
            let file = std::fs::read_to_string(&path).expect("readable");
            items.extend(gold::items(&file).unwrap_or_else(|e| panic!("{}: {e}", path.display())));
        }
    }
    items
}

fn modes() -> Vec<(EventType, String)> {
    let file = std::fs::read_to_string(repository().join("assets/ontology/plover.toml")).expect("readable");
    let ontology = gold::Ontology::parse(&file).expect("the ontology parses");
    EventType::ALL.iter().flat_map(|e| ontology.modes(*e).iter().map(|m| (*e, m.clone()))).collect()
}

fn document(item: &Item) -> Document {
    let text = item.text.clone();
    let published = Published { date: Some(item.published), basis: Basis::Stated };
    let id = intake::document_id(&text, None, published.date, Some(&item.id));
    Document {
        text_id: id.clone(),
        id,
        key: Some(item.id.clone()),
        path: None,
        line: None,
        source: None,
        url: None,
        title: None,
        lang: Some("en".into()),
        published,
        dateline: None,
        text,
    }
}

/// What of a claim the labels carry, from either side.
#[derive(Debug, PartialEq)]
struct Carried {
    event: EventType,
    trigger: (usize, usize),
    status: Status,
    modes: Vec<String>,
    actor: Vec<(usize, usize)>,
    recipient: Vec<(usize, usize)>,
    place: Vec<(usize, usize)>,
    content: Vec<(usize, usize, Option<EventType>)>,
    condition: Vec<(usize, usize)>,
}

fn sorted<T: Ord>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut all: Vec<T> = all.collect();
    all.sort();
    all.dedup();
    all
}

fn of_gold(claim: &GoldClaim, scalars: &Scalars) -> Carried {
    let at = |s: Span| (scalars.of_byte(s.start), scalars.of_byte(s.end));
    Carried {
        event: claim.event,
        trigger: at(claim.trigger),
        status: claim.status,
        modes: sorted(claim.mode.iter().cloned()),
        actor: sorted(claim.actor.iter().map(|p| at(p.span))),
        recipient: sorted(claim.recipient.iter().map(|p| at(p.span))),
        place: sorted(claim.place.iter().map(|p| at(p.span))),
        content: sorted(claim.content.iter().map(|c| {
            let (start, end) = at(c.span);
            (start, end, c.event)
        })),
        condition: sorted(claim.condition.iter().map(|c| at(c.span))),
    }
}

fn of_record(claim: &record::Claim) -> Carried {
    Carried {
        event: claim.event,
        trigger: (claim.trigger.start, claim.trigger.end),
        status: claim.status,
        modes: sorted(claim.mode.iter().cloned()),
        actor: sorted(claim.actor.iter().map(|e| (e.start, e.end))),
        recipient: sorted(claim.recipient.iter().map(|e| (e.start, e.end))),
        place: sorted(claim.place.iter().map(|p| (p.start, p.end))),
        content: sorted(claim.content.iter().map(|c| (c.start, c.end, c.event))),
        condition: sorted(claim.condition.iter().map(|c| (c.start, c.end))),
    }
}

#[test]
fn what_is_marked_comes_back() {
    let items = items();
    assert!(items.len() > 100, "only {} passages", items.len());
    let world = World::open(&repository().join("assets")).expect("the assets lie in the repository");
    let encoder = Marked { items: items.clone(), passages: Default::default(), modes: modes() };
    let reader = Reader::new(&encoder, &world);
    let (mut n_claims, mut wrong) = (0, Vec::new());
    for item in &items {
        let reading = &read(&reader, &[document(item)], &Given::none()).expect("nothing here can fail")[0];
        let scalars = Scalars::new(&item.text);
        let read: Vec<Carried> = reading.claims.iter().map(of_record).collect();
        for claim in &item.claims {
            n_claims += 1;
            let wanted = of_gold(claim, &scalars);
            if !read.contains(&wanted) {
                let near: Vec<_> = read.iter().filter(|c| c.trigger == wanted.trigger).collect();
                wrong.push(format!("{}: wanted {wanted:?}\n  read {near:?}", item.id));
            }
        }
    }
    assert!(n_claims > 200, "only {n_claims} claims");
    // Words that a hyphen joins are one token; phrases of one role that touch, a trigger inside another's
    // content, and parties in another paragraph cannot come back. They are few, and this says how few.
    assert!(wrong.len() * 50 <= n_claims, "{} of {n_claims} claims:\n{}", wrong.len(), wrong.join("\n"));
}
