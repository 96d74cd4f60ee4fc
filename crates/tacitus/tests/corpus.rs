//! The corpus keeps to its own format: every example of the guideline and every passage is read, keeps to
//! the rules and comes back as it was; so does whatever a generator can think of.

use proptest::prelude::*;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use tacitus::gold::apart::Apart;
use tacitus::gold::*;
use tacitus::record::{AttributionKind, ConditionKind, CountKind, PlaceRole};
use tacitus::{EventType, Span, Status};

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn ontology() -> Ontology {
    Ontology::parse(&read(&repository().join("assets/ontology/plover.toml"))).expect("the ontology is read")
}

/// The only case of a file.
fn one(file: &str) -> Result<Item, String> {
    items(file).map(|list| list.into_iter().next().expect("one case"))
}

/// Files of a folder with this ending, by name.
fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let folder = repository().join("corpus").join(folder);
    let listed = std::fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut paths: Vec<PathBuf> = listed.map(|entry| entry.expect("a readable folder").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == ending));
    paths.sort();
    assert!(!paths.is_empty(), "no .{ending} in {}", folder.display());
    paths
}

fn round_trip(item: &Item) {
    let file = text(item).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(one(&file).as_ref(), Ok(item), "through the marking format:\n{file}");
    assert_eq!(Item::from_json(&item.to_json()).as_ref(), Ok(item), "through JSON");
    let line = Apart::of(item).unwrap_or_else(|e| panic!("{e}")).to_json();
    let back = Apart::from_json(&line).and_then(|apart| apart.join(&item.text, item.title.as_deref()));
    assert_eq!(back.as_ref(), Ok(item), "through {line}");
}

#[test]
fn a_claim_line_fills_every_field() {
    let item = one("=== all\n: published 2012-05-06\n: span o \"rebels in the north\" MLI REB\n\
         [Bamako](a MLI GOV name=the government of Mali (south\\)) [warned](t) it [would](c) \
         [bomb [rebels](r MLI REB) in the north](x) [unless [they](y) leave](k) [by Friday](d), \
         [[an aide](s) [said](q)](u).\n\
         > THREATEN/violence t actor=a recipient=r,o said=indirect:s:q:u content=ASSAULT:x \
         condition=k:unless:y deadline=d place=- optional\n\
         > also trigger=c mode=- actor=- status=future cues=c content=!RETREAT:x\n\
         > also deadline=- status=denied\n\
         > ultimatum by=a to=r content=x condition=k deadline=d\n\
         > also threat content=x\n");
    let item = item.unwrap_or_else(|e| panic!("{e}"));
    let words = |span: Span| span.of(&item.text).to_owned();
    let claim = &item.claims[0];
    assert_eq!((claim.event, claim.mode.as_slice()), (EventType::Threaten, &["violence".to_owned()][..]));
    assert_eq!(words(claim.trigger), "warned");
    assert_eq!(
        claim.recipient.iter().map(|p| words(p.span)).collect::<Vec<_>>(),
        ["rebels", "rebels in the north"]
    );
    assert_eq!(words(claim.condition[0].span), "unless they leave");
    assert_eq!(claim.condition[0].party.map(words).as_deref(), Some("they"));
    assert_eq!(words(claim.attribution[0].content.expect("what the aide said")), "an aide said");
    assert_eq!(claim.also.deadline, Some(None));
    assert_eq!(claim.also.actor.as_deref(), Some(&[][..]));
    assert!(
        claim.also.content.as_ref().is_some_and(|c| c[0].negative && c[0].event == Some(EventType::Retreat))
    );
    assert_eq!((item.commitments.len(), item.commitments_also.len()), (1, 1));
    assert!(claim.optional && !claim.repeat);
}

/// A claim line on one text, and what the reader says against it.
const WRONG_LINES: [(&str, &str); 16] = [
    ("ASSAULT t actor=z recipient=b", "nothing is marked `z`"),
    ("ASSAULT t actor=a", "`b` is marked and nowhere used"),
    ("ATTACK t actor=a recipient=b", "`ATTACK` is not in the ontology"),
    ("ASSAULT", "no trigger"),
    ("ASSAULT t actor=a recipient=b actor=b", "`actor` stands twice"),
    ("ASSAULT t actor= recipient=b", "`actor` has no value"),
    ("ASSAULT t actor=a recipient=b when=t", "no such key"),
    ("ASSAULT t actor=a recipient=b maybe", "neither"),
    ("ASSAULT t actor=a recipient=b status=rumoured", "`rumoured` is not in the ontology"),
    ("ASSAULT t actor=a recipient=b counts=dead", "no number"),
    ("ASSAULT t actor=a recipient=b counts=killed:3", "`killed` is none of dead"),
    ("ASSAULT t actor=a recipient=b counts=dead:some", "`some` is no number"),
    ("ASSAULT t actor=a recipient=b said=a:t", "begins with `direct:` or `indirect:`"),
    ("ASSAULT t actor=a recipient=b mode=drone", "stand at the head"),
    ("ASSAULT t place=a recipient=b", "`a` has country, sector or name"),
    ("demand by=a to=b", "a commitment has a content"),
];

#[test]
fn what_does_not_fit_is_told() {
    let head = "=== wrong\n: published 2012-05-06\n[Troops](a MLI MIL) [shelled](t) [Gao](b).\n> ";
    let right = one(&format!("{head}ASSAULT/heavy-weapons t actor=a recipient=b counts=dead:-5\n"));
    assert!(right.is_ok(), "{right:?}");
    for (line, reason) in WRONG_LINES {
        let told = one(&format!("{head}{line}\n")).expect_err(line);
        assert!(told.contains(reason) && told.contains("`wrong`"), "{line}: {told}");
    }
}

#[test]
fn a_case_without_a_day_or_with_a_name_twice_is_told() {
    let without = "=== x\n[Troops](a) [left](t).\n> RETREAT t actor=a\n";
    assert!(one(without).expect_err("no day").contains("published"));
    let twice = "=== x\n: published 2012-05-06\n[Troops](a) [left](a).\n> RETREAT a actor=a\n";
    assert!(one(twice).expect_err("twice").contains("marked twice"));
    let lost =
        "=== x\n: published 2012-05-06\n: span a \"tanks\"#2\nTroops [left](t).\n> RETREAT t actor=a\n";
    assert!(one(lost).expect_err("not there").contains("does not stand there 2 times"));
}

/// Two lines that look alike: the first keeps to the rules, the second breaks the rule named.
const RULES: [(&str, &str, &str); 10] = [
    ("ASSAULT/firearms t actor=a recipient=b", "ASSAULT/riot t actor=a recipient=b", "mode"),
    ("ASSAULT t actor=a recipient=b", "ASSAULT t actor=c recipient=b", "code"),
    ("ASSAULT t actor=a recipient=b", "ASSAULT l actor=a recipient=b", "short-trigger"),
    ("ASSAULT t actor=a recipient=b", "ASSAULT h actor=a recipient=b", "words"),
    ("ASSAULT t actor=a recipient=b", "ASSAULT t actor=a recipient=e", "phrase"),
    ("AID t actor=a optional", "AID t actor=a", "recipient"),
    ("ASSAULT t status=negated cues=n", "ASSAULT t status=negated", "status"),
    ("MOBILIZE t actor=a status=future cues=n", "CONSULT t actor=a status=future cues=n", "status"),
    ("REQUEST t content=l", "PROTEST t content=l", "speech-content"),
    ("ASSAULT t counts=dead:3-5", "ASSAULT t counts=dead:5-3", "range"),
];

#[test]
fn each_rule_lets_the_yes_pass_and_stops_the_no() {
    let ontology = ontology();
    let spans = [
        ("t", "shot", ""),
        ("a", "Police", "ZAF COP"),
        ("b", "miners", "ZAF LAB"),
        ("c", "Police", "South COP"),
        ("l", "shot the miners at noon", ""),
        ("h", "sho", ""),
        ("e", "the miners", "ZAF LAB"),
        ("n", "not", ""),
    ];
    let judge = |line: &str| {
        let used = |id: &str| line.split([' ', '=', ',']).any(|word| word == id);
        let keys: String = spans
            .iter()
            .filter(|(id, ..)| used(id))
            .map(|(id, words, label)| format!(": span {id} \"{words}\" {label}\n"))
            .collect();
        let file = format!(
            "=== x\n: published 2012-08-16\n{keys}Police had not shot the miners at noon.\n> {line}\n"
        );
        check(&one(&file).unwrap_or_else(|e| panic!("{e}")), &ontology)
    };
    for (yes, no, rule) in RULES {
        assert_eq!(judge(yes), Vec::<String>::new(), "{yes}");
        assert!(judge(no).iter().any(|found| found.contains(&format!("{rule}: "))), "{no}: {:?}", judge(no));
    }
}

#[test]
fn the_same_event_is_not_marked_twice() {
    let file = |second: &str| {
        format!(
            "=== x\n: published 2012-08-16\n[He](a) was [sentenced](t).\n\
                 > SANCTION/convict t recipient=a\n> {second}\n"
        )
    };
    assert!(check(&one(&file("COERCE/arrest t recipient=a")).expect("read"), &ontology()).is_empty());
    assert!(!check(&one(&file("SANCTION/convict t recipient=a")).expect("read"), &ontology()).is_empty());
}

/// Cases in fenced blocks that open with three ticks and `case`.
fn cases_of(page: &str) -> String {
    let mut inside = false;
    let mut out = String::new();
    for line in page.lines() {
        match line {
            "```case" => inside = true,
            "```" => inside = false,
            _ if inside => out += &format!("{line}\n"),
            _ => {}
        }
    }
    out
}

fn keeps_to_the_guideline(item: &Item, ontology: &Ontology) {
    assert_eq!(check(item, ontology), Vec::<String>::new(), "case `{}`", item.id);
    round_trip(item);
}

/// How many of each sort a page shows at least.
const SORTS: [(&str, usize); 3] = [("clear", 4), ("borderline", 2), ("near-miss", 3)];

#[test]
fn every_page_of_the_guideline_shows_its_type() {
    let ontology = ontology();
    let pages = files("guideline", "md");
    assert_eq!(pages.len(), EventType::ALL.len(), "one page a type");
    for event in EventType::ALL {
        let name = event.name().to_lowercase();
        let page = read(&repository().join("corpus/guideline").join(format!("{name}.md")));
        let examples = items(&cases_of(&page)).unwrap_or_else(|e| panic!("{name}.md: {e}"));
        for item in &examples {
            keeps_to_the_guideline(item, &ontology);
            let shown = item.claims.iter().any(|claim| claim.event == event);
            let miss = item.id.starts_with(&format!("{name}-near-miss"));
            assert_eq!(shown, !miss, "case `{}`: a near-miss has no {event}, all others have one", item.id);
        }
        for (sort, least) in SORTS {
            let n = examples.iter().filter(|i| i.id.starts_with(&format!("{name}-{sort}"))).count();
            assert!(n >= least, "{name}.md: {n} {sort}, at least {least}");
        }
        for mode in ontology.modes(event) {
            assert!(page.contains(&format!("`{mode}`")), "{name}.md does not tell of mode `{mode}`");
        }
    }
}

#[test]
fn every_passage_keeps_to_the_guideline() {
    let ontology = ontology();
    let mut names = BTreeSet::new();
    let mut texts = BTreeSet::new();
    for path in files("passages", "txt") {
        let passages = items(&read(&path)).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        for item in passages {
            keeps_to_the_guideline(&item, &ontology);
            assert!(names.insert(item.id.clone()), "two passages are called `{}`", item.id);
            assert!(texts.insert(apart::even(&item.text)), "`{}` has the text of another", item.id);
        }
    }
}

#[test]
fn the_format_page_shows_cases_that_are_read() {
    let ontology = ontology();
    for page in ["FORMAT.md", "GUIDELINE.md"] {
        let examples = items(&cases_of(&read(&repository().join("corpus").join(page))));
        let examples = examples.unwrap_or_else(|e| panic!("{page}: {e}"));
        assert!(!examples.is_empty(), "{page} shows no case");
        examples.iter().for_each(|item| keeps_to_the_guideline(item, &ontology));
    }
}

#[test]
fn marks_of_the_news_are_read_and_hold_no_words() {
    let ontology = ontology();
    for path in files("news", "jsonl") {
        let mut ids = BTreeSet::new();
        for line in read(&path).lines() {
            let marks = Apart::from_json(line).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            let claims = marks.claims().unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            for claim in &claims {
                assert!(
                    claim.mode.iter().all(|m| ontology.modes(claim.event).contains(m)),
                    "{}: {line}",
                    marks.id
                );
            }
            assert!(ids.insert(marks.id.clone()), "`{}` stands twice", marks.id);
            assert_eq!(marks.text_hash.len(), 32);
        }
    }
}

#[test]
fn marks_find_their_text_whatever_its_white_space_and_no_other() {
    let file = "=== x\n: published 2012-08-16\nNo one  [left](t) [Gao](p)\n\nor [Kidal](q).\n> RETREAT t place=p,q\n";
    let item = one(file).expect("read");
    let apart = Apart::of(&item).expect("taken");
    let evened = apart.join("No one left Gao or Kidal.", None).expect("the same words");
    assert_eq!(evened.claims[0].place[1].span.of(&evened.text), "Kidal");
    assert!(apart.join("No one left Gao nor Kidal.", None).is_err());
}

#[test]
fn a_text_that_would_be_read_as_another_is_refused() {
    let mut item = one("=== x\n: published 2012-08-16\nNobody left.\n").expect("read");
    for lost in ["Nobody left. ", "Nobody\n// left.", "Nobody\n> left.", ": no body", "Nobody [left](a)."] {
        item.text = lost.to_owned();
        assert!(text(&item).is_err(), "{lost:?}");
    }
}

/// Draws numbers from a list, then zeros.
struct Draw(std::vec::IntoIter<u16>);

impl Draw {
    fn below(&mut self, n: usize) -> usize {
        usize::from(self.0.next().unwrap_or(0)) % n
    }

    fn of<T: Clone>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())].clone()
    }

    fn maybe<T>(&mut self, make: impl FnOnce(&mut Draw) -> T) -> Option<T> {
        (self.below(2) == 1).then(|| make(self))
    }

    fn some<T>(&mut self, make: impl Fn(&mut Draw) -> T) -> Vec<T> {
        (0..self.below(3)).map(|_| make(self)).collect()
    }
}

const WORDS: [&str; 16] = [
    "Troops", "left", "Tōkyō", "the", "[sic]", "[", "]", "“no”", "\"or", "else\"", "c\\d", "🕊", "(x)",
    "left", "a", "a//",
];
const GAPS: [&str; 5] = [" ", " ", "  ", " \n\n", ", "];

fn text_of(draw: &mut Draw) -> (String, Vec<Span>) {
    let mut text = String::new();
    let mut words = Vec::new();
    for _ in 0..3 + draw.below(12) {
        if !text.is_empty() {
            text += draw.of(&GAPS);
        }
        let word = draw.of(&WORDS);
        words.push(Span::new(text.len(), text.len() + word.len()));
        text += word;
    }
    (format!("{text}."), words)
}

fn claim_of(draw: &mut Draw, text: &str, words: &[Span]) -> GoldClaim {
    let span = |draw: &mut Draw| {
        let (a, b) = (draw.below(words.len()), draw.below(words.len()));
        words[a].join(words[b])
    };
    let party = |draw: &mut Draw| GoldParty {
        span: span(draw),
        country: draw.maybe(|d| d.of(&["MLI", "IGO"]).to_owned()),
        sector: draw.maybe(|d| d.of(&["GOV", "REB"]).to_owned()),
        name: draw.maybe(|d| span(d).of(text).to_owned()).filter(|name| !name.contains('\n')),
    };
    let said = |draw: &mut Draw| GoldAttribution {
        kind: draw.of(&[AttributionKind::Direct, AttributionKind::Indirect]),
        by: draw.some(span),
        cue: draw.maybe(span),
        content: draw.maybe(span),
    };
    let content = |draw: &mut Draw| GoldContent {
        event: draw.maybe(|d| d.of(&EventType::ALL)),
        negative: draw.below(2) == 1,
        span: span(draw),
        parties: draw.maybe(|d| ContentParties { actor: d.some(span), recipient: d.some(span) }),
    };
    let condition = |draw: &mut Draw| GoldCondition {
        span: span(draw),
        kind: draw.maybe(|d| d.of(&[ConditionKind::If, ConditionKind::Until])),
        party: draw.maybe(span),
    };
    let place = |draw: &mut Draw| {
        let roles = [PlaceRole::At, PlaceRole::From, PlaceRole::To];
        let mut places = draw.some(|d| GoldPlace { span: span(d), role: d.of(&roles) });
        places.sort_by_key(|p| p.role as u8);
        places
    };
    let count = |draw: &mut Draw| {
        let low = draw.maybe(|d| d.below(999) as u64);
        GoldCount {
            kind: draw.of(&[CountKind::Dead, CountKind::Money, CountKind::Size]),
            low,
            high: if low.is_none() { Some(7) } else { draw.maybe(|d| d.below(999) as u64) },
            span: draw.maybe(span),
            who: draw.maybe(span),
        }
    };
    let framing =
        |draw: &mut Draw| GoldFraming { span: span(draw), target: draw.maybe(span), voice: draw.maybe(span) };
    GoldClaim {
        event: draw.of(&EventType::ALL),
        mode: draw.some(|d| d.of(&["visit", "third-party"]).to_owned()),
        trigger: span(draw),
        actor: draw.some(party),
        recipient: draw.some(party),
        status: draw.of(&Status::ALL),
        cues: draw.some(span),
        attribution: draw.some(said),
        content: draw.some(content),
        condition: draw.some(condition),
        deadline: draw.maybe(span),
        place: place(draw),
        time: draw.maybe(span),
        counts: draw.some(count),
        framing: draw.some(framing),
        optional: draw.below(2) == 1,
        repeat: draw.below(2) == 1,
        also: Also {
            event: draw.maybe(|d| d.of(&EventType::ALL)),
            mode: draw.maybe(|_| Vec::new()),
            trigger: draw.maybe(span),
            actor: draw.maybe(|d| d.some(party)),
            recipient: draw.maybe(|d| d.some(party)),
            status: draw.maybe(|d| d.of(&Status::ALL)),
            cues: draw.maybe(|d| d.some(span)),
            attribution: draw.maybe(|d| d.some(said)),
            content: draw.maybe(|d| d.some(content)),
            condition: draw.maybe(|d| d.some(condition)),
            deadline: draw.maybe(|d| d.maybe(span)),
            place: draw.maybe(place),
            time: draw.maybe(|d| d.maybe(span)),
            counts: draw.maybe(|d| d.some(count)),
        },
    }
}

fn commitment_of(draw: &mut Draw, words: &[Span]) -> GoldCommitment {
    let span = |draw: &mut Draw| draw.of(words);
    GoldCommitment {
        kind: draw.of(&CommitmentKind::ALL),
        by: draw.some(span),
        to: draw.some(span),
        content: span(draw),
        conditions: draw.some(span),
        deadline: draw.maybe(span),
    }
}

fn item_of(numbers: Vec<u16>) -> Item {
    let mut draw = Draw(numbers.into_iter());
    let (text, words) = text_of(&mut draw);
    Item {
        id: "generated".to_owned(),
        published: "2012-05-06".parse().expect("a day"),
        title: draw.maybe(|_| "Troops leave".to_owned()),
        url: draw.maybe(|_| "https://example.org/a".to_owned()),
        claims: draw.some(|d| claim_of(d, &text, &words)),
        commitments: draw.some(|d| commitment_of(d, &words)),
        commitments_also: draw.some(|d| commitment_of(d, &words)),
        text,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn whatever_is_marked_comes_back(numbers in prop::collection::vec(any::<u16>(), 0..400)) {
        round_trip(&item_of(numbers));
    }

    #[test]
    fn no_text_stops_the_reader(file in "(=== x\n: published 2012-05-06\n)?[\\[\\]()a-c >:=,\n!-]{0,60}\n> [A-Zta=:,! -]{0,20}") {
        let _ = items(&file);
    }
}
