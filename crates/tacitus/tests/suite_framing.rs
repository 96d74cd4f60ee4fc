//! Runs the cases of `tests/suite/framing/`: the loaded words of a marked act, of whom or what, in whose voice;
//! and measures the same rules on the loaded words marked in the corpus.
//!
//! Marks: `(event TYPE)`, `(actor)`, `(recipient)`, `(content)`, `(speaker)`; `(charge)` the content of another
//! ACCUSE, by `(accuser)`; `(demand)` that of another REQUEST, by `(demander)`; `(loaded NAME TARGET VOICE)` what must
//! be found: the rule `framing/NAME`, of the mark TARGET, in the voice of the mark VOICE, `text` the text's own.
//! Beside each `yes-X` stands `no-X`, which looks like it and has no loaded word.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use tacitus::claim::cue::{Loaded, Near, Party, Said};
use tacitus::gold::{self, GoldClaim, Item};
use tacitus::marks::{self, Case, Mark};
use tacitus::{EventType, Span, segment};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The texts of a folder's files whose names begin so, by name.
fn files(folder: &str, opening: &str) -> Vec<(String, String)> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(root().join(folder))
        .expect("the folder can be listed")
        .map(|entry| entry.expect("a folder entry can be read").path())
        .collect();
    paths.sort();
    let read = |path: PathBuf| {
        let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
        name.starts_with(opening)
            .then(|| (name, std::fs::read_to_string(&path).expect("a case file is text")))
    };
    paths.into_iter().filter_map(read).collect()
}

fn cases() -> Vec<Case> {
    let parse =
        |(name, text): (String, String)| marks::parse(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
    files("tests/suite/framing", "").into_iter().flat_map(parse).collect()
}

fn of_kind<'a>(case: &'a Case, kind: &'a str) -> impl Iterator<Item = &'a Mark> {
    case.marks.iter().filter(move |m| m.kind == kind)
}

fn first(case: &Case, kind: &str) -> Option<Span> {
    of_kind(case, kind).next().map(|m| m.span)
}

fn party<'a>(span: Span) -> Party<'a> {
    Party { span, country: &[], sector: &[] }
}

/// What the rules find in a case.
fn found(case: &Case) -> Vec<Loaded> {
    let kinds = [
        "event",
        "actor",
        "recipient",
        "content",
        "speaker",
        "charge",
        "accuser",
        "demand",
        "demander",
        "loaded",
    ];
    assert!(case.marks.iter().all(|m| kinds.contains(&m.kind.as_str())), "{}: an unknown mark", case.name);
    let mark = of_kind(case, "event").next().unwrap_or_else(|| panic!("{}: no event", case.name));
    let event: EventType = mark.rest.parse().unwrap_or_else(|e| panic!("{}: {e}", case.name));
    let spans = |kind| of_kind(case, kind).map(|m| m.span).collect::<Vec<Span>>();
    let parties = |kind| spans(kind).into_iter().map(party).collect::<Vec<_>>();
    let is_judging = matches!(event, EventType::Accuse | EventType::Support);
    let said: Vec<Said> =
        [("content", "actor", is_judging), ("charge", "accuser", true), ("demand", "demander", false)]
            .into_iter()
            .filter_map(|(what, who, in_full)| {
                Some(Said { words: first(case, what)?, by: first(case, who)?, in_full })
            })
            .collect();
    let sentences = segment::sentences(&case.text);
    let (what, content) = ((event, mark.span), spans("content"));
    let near = Near::new(&case.text, &sentences, what, &content, parties("actor"), parties("recipient"));
    near.framing(first(case, "speaker"), &said)
}

/// A loaded word as the marks write it: `regime actor text` at its place.
fn written(case: &Case, loaded: &Loaded) -> (usize, usize, String) {
    let kind = |span: Span| {
        let mark = case.marks.iter().find(|m| m.span == span && m.kind != "loaded");
        mark.map_or("?", |m| &m.kind)
    };
    let name = loaded.rule.strip_prefix("framing/").expect("a rule is called framing/name");
    let voice = loaded.voice.map_or("text", kind);
    (loaded.words.start, loaded.words.end, format!("{name} {} {voice}", kind(loaded.target)))
}

#[test]
fn framing_cases() {
    let mut wrong = Vec::new();
    for case in cases() {
        let found: Vec<_> = found(&case).iter().map(|l| written(&case, l)).collect();
        let marked: Vec<_> =
            of_kind(&case, "loaded").map(|m| (m.span.start, m.span.end, m.rest.clone())).collect();
        if found != marked {
            wrong.push(format!("{}: {}\n  marked {marked:?}\n  found {found:?}", case.name, case.text));
        }
    }
    assert!(wrong.is_empty(), "{} cases differ:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn beside_each_yes_stands_a_no() {
    let cases = cases();
    let mut names = BTreeSet::new();
    for case in &cases {
        assert!(names.insert(case.name.as_str()), "two cases are called {}", case.name);
        let is_yes = case.name.starts_with("yes-");
        assert!(is_yes || case.name.starts_with("no-"), "{}: neither yes nor no", case.name);
        assert_eq!(of_kind(case, "loaded").next().is_some(), is_yes, "{}", case.name);
    }
    let other = |name: &str| match name.strip_prefix("yes-") {
        Some(rest) => format!("no-{rest}"),
        None => format!("yes-{}", name.strip_prefix("no-").expect("yes or no")),
    };
    let alone: Vec<_> = names.iter().filter(|name| !names.contains(other(name).as_str())).collect();
    assert!(alone.is_empty(), "without the other: {alone:?}");
    assert!(names.len() >= 60, "{} cases", names.len());
}

/// The table: each row has its six columns, a name of its own and a reason; no word stands in two rows for one target.
#[test]
fn the_table_is_sound() {
    let text = std::fs::read_to_string(root().join("crates/tacitus/src/claim/cue/framing.tsv"))
        .expect("the table is there");
    let (mut names, mut words) = (BTreeSet::new(), BTreeSet::new());
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [rule, of, place, phrases, except, why] = cells[..] else {
            panic!("`{line}` has not six columns")
        };
        assert!(rule.starts_with("framing/") && names.insert(rule), "{rule}: not a name of its own");
        assert!(["party", "act", "either"].contains(&of) && ["in", "before"].contains(&place), "{rule}");
        assert!(!why.is_empty() && why != "-" && !phrases.is_empty() && !except.is_empty(), "{rule}");
        for phrase in phrases.split("; ") {
            let targets: &[&str] = if of == "either" { &["party", "act"] } else { &[of] };
            for target in targets {
                assert!(words.insert((*target, phrase)), "{rule}: `{phrase}` of a {target} stands twice");
            }
        }
    }
    assert!(names.len() >= 150, "{} rows", names.len());
}

/// What the rules find for one marked claim when type, trigger, parties and speakers are those of the marks.
fn found_in(item: &Item, claim: &GoldClaim) -> Vec<Loaded> {
    let sentences = segment::sentences(&item.text);
    let content: Vec<Span> = claim.content.iter().map(|c| c.span).collect();
    let said = item.claims.iter().flat_map(|c| {
        let in_full = matches!(c.event, EventType::Accuse | EventType::Support);
        let by = c.actor.first().map(|a| a.span);
        c.content.iter().filter_map(move |x| Some(Said { words: x.span, by: by?, in_full }))
    });
    let said: Vec<Said> = said.collect();
    let parties = |list: &[gold::GoldParty]| list.iter().map(|p| party(p.span)).collect::<Vec<_>>();
    let what = (claim.event, claim.trigger);
    let near =
        Near::new(&item.text, &sentences, what, &content, parties(&claim.actor), parties(&claim.recipient));
    let speaker = claim.attribution.last().and_then(|a| a.by.first());
    near.framing(speaker.copied(), &said)
}

/// Does a marked word stand where the rules look: in the target or right in front of it?
fn is_in_place(text: &str, word: Span, target: Span) -> bool {
    let is_joint =
        |between: &str| between.len() < 8 && !between.replace("'s", "").contains(char::is_alphabetic);
    word.overlaps(target) || word.end <= target.start && is_joint(Span::new(word.end, target.start).of(text))
}

/// How many of the loaded words marked in the training passages are found, and what else is: the figures of
/// docs/evaluation.md. Where a change moves them, the message lists what is missed and what is extra.
#[test]
fn marked_loaded_words_of_the_corpus() {
    let (mut marked, mut in_place, mut hits, mut same_voice, mut extra) = (0, 0, 0, 0, 0);
    let mut told = String::new();
    for (name, text) in files("corpus/passages", "train-") {
        for case in marks::parse(&text).unwrap_or_else(|e| panic!("{name}: {e}")) {
            let item = gold::item(&case).unwrap_or_else(|e| panic!("{}: {e}", case.name));
            let mut others = BTreeSet::new();
            for claim in &item.claims {
                let found = found_in(&item, claim);
                marked += claim.framing.len();
                for word in &claim.framing {
                    let targets = claim.actor.iter().chain(&claim.recipient).map(|p| p.span);
                    let mut targets = targets.chain([claim.trigger]);
                    in_place += usize::from(targets.any(|t| is_in_place(&item.text, word.span, t)));
                    let hit = found.iter().find(|l| l.words.overlaps(word.span));
                    hits += usize::from(hit.is_some());
                    same_voice += usize::from(hit.is_some_and(|l| l.voice == word.voice));
                    if hit.is_none() {
                        writeln!(told, "missed {}: {}", item.id, word.span.of(&item.text)).expect("text");
                    }
                }
                let is_marked =
                    |words: Span| item.claims.iter().flat_map(|c| &c.framing).any(|w| w.span.overlaps(words));
                for loaded in found.iter().filter(|l| !is_marked(l.words)) {
                    if others.insert(loaded.words) {
                        extra += 1;
                        let words = [loaded.words, loaded.target].map(|s| s.of(&item.text));
                        writeln!(told, "extra {} {}: {words:?}", item.id, loaded.rule).expect("text");
                    }
                }
            }
        }
    }
    let figures = [marked, in_place, hits, same_voice, extra];
    assert_eq!(figures, [65, 22, 21, 21, 81], "marked, in place, found, in the same voice, extra:\n{told}");
}

/// No text is too odd: no words, words without letters, letters whose small form is longer, marks alone.
#[test]
fn odd_text_does_no_harm() {
    for text in ["", "İ’s — ”", "…", "regime", "‘’''regime’", "“\"'", "so-called \"İSİS\" regime's"]
    {
        let sentences = segment::sentences(text);
        for event in EventType::ALL {
            let all = Span::new(0, text.len());
            let near = Near::new(text, &sentences, (event, all), &[], vec![party(all)], Vec::new());
            for loaded in near.framing(Some(all), &[Said { words: all, by: all, in_full: true }]) {
                assert!(text.get(loaded.words.start..loaded.words.end).is_some(), "{text}: {loaded:?}");
            }
        }
    }
}
