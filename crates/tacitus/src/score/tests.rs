//! Hand-made cases: each clause of the rules with a yes, and beside it a no that looks like it.

use super::pairing::{Layer, list_right, met, pairs, rights};
use super::tally::{Counts, FIELDS, NOTHING, score_item};
use super::*;
use crate::record::CountKind;

const TEXT: &str = "On Monday the rebels of the north killed five soldiers near Kidal, and Mali's government \
    threatened to attack the rebels unless the killing stops, officials said; France condemned the attack.";

/// The first place in [`TEXT`] where these words stand.
fn words(text: &str) -> Words {
    let start = TEXT.find(text).unwrap_or_else(|| panic!("`{text}` is not in the text"));
    Words { text: text.to_owned(), start, end: start + text.len() }
}

fn party(text: &str) -> ScoredParty {
    ScoredParty { words: words(text), name: None, country: Vec::new(), sector: Vec::new() }
}

fn elsewhere(text: &str) -> ScoredParty {
    let words = Words { text: text.to_owned(), start: 900, end: 900 + text.len() };
    ScoredParty { words, name: None, country: Vec::new(), sector: Vec::new() }
}

fn claim(event: EventType, trigger: &str, actor: &[&str], recipient: &[&str]) -> ScoredClaim {
    ScoredClaim {
        event,
        mode: Vec::new(),
        trigger: words(trigger),
        actor: actor.iter().map(|p| party(p)).collect(),
        recipient: recipient.iter().map(|p| party(p)).collect(),
        status: Status::Actual,
        cues: Vec::new(),
        speaker: Vec::new(),
        content: Vec::new(),
        condition: Vec::new(),
        deadline: None,
        place: Vec::new(),
        time: None,
        counts: Vec::new(),
        confidence: 0.5,
    }
}

fn marked(claim: ScoredClaim) -> Marked {
    Marked { claim, also: Also::default(), optional: false }
}

fn assault() -> ScoredClaim {
    claim(EventType::Assault, "killed", &["rebels"], &["five soldiers"])
}

fn is_paired(gold: &ScoredClaim, read: &ScoredClaim) -> bool {
    !pairs(&[marked(gold.clone())], std::slice::from_ref(read)).is_empty()
}

// --- which pairs are allowed ---

#[test]
fn overlapping_triggers_pair_whatever_the_type() {
    let read = claim(EventType::Coerce, "north killed five", &[], &[]);
    assert!(is_paired(&assault(), &read), "two words longer");
    let read = claim(EventType::Coerce, "the north killed five", &[], &[]);
    assert!(!is_paired(&assault(), &read), "three words longer");
}

#[test]
fn a_shared_type_nearby_pairs_only_with_a_party_met() {
    let read = claim(EventType::Assault, "attack the", &["rebels"], &[]);
    assert!(is_paired(&assault(), &read));
    let read = claim(EventType::Assault, "attack the", &["France"], &[]);
    assert!(!is_paired(&assault(), &read), "no party met");
    let read = claim(EventType::Threaten, "attack the", &["rebels"], &[]);
    assert!(!is_paired(&assault(), &read), "another type");
}

#[test]
fn a_shared_type_pairs_up_to_160_characters_away() {
    let mut read = assault();
    read.trigger = Words { text: "strike".into(), start: words("killed").start + 160, end: 300 };
    assert!(is_paired(&assault(), &read));
    read.trigger.start += 1;
    assert!(!is_paired(&assault(), &read));
}

#[test]
fn a_swapped_claim_is_found_and_typed_but_not_paired() {
    let read = claim(EventType::Assault, "attack the", &["five soldiers"], &["rebels"]);
    let score = score_item(&[marked(assault())], &[read]);
    assert_eq!(score.layers.map(|c| c.right), [1, 1, 0, 0]);
}

// --- which of several ---

#[test]
fn the_best_pair_goes_first_and_each_is_used_once() {
    let gold =
        [marked(assault()), marked(claim(EventType::Assault, "attack the", &["rebels"], &["five soldiers"]))];
    // Listed in the other order; both are allowed with both, the triggers decide.
    let read = [gold[1].claim.clone(), gold[0].claim.clone()];
    let found: Vec<_> = pairs(&gold, &read).iter().map(|p| (p.gold, p.read)).collect();
    assert_eq!(found, [(0, 1), (1, 0)]);
    let found: Vec<_> = pairs(&gold, &read[..1]).iter().map(|p| (p.gold, p.read)).collect();
    assert_eq!(found, [(1, 0)], "one record answers one claim");
}

#[test]
fn type_weighs_more_than_trigger_and_lists_more_than_status() {
    let gold = [marked(assault())];
    let mut on_trigger = claim(EventType::Coerce, "killed", &[], &[]);
    on_trigger.status = Status::Future;
    let by_type = claim(EventType::Assault, "attack the", &["rebels"], &[]);
    assert_eq!(pairs(&gold, &[on_trigger, by_type])[0].read, 1, "4 + 1 + 0.5 against 3");

    let mut lists = assault();
    lists.status = Status::Future;
    let status = claim(EventType::Assault, "killed", &[], &["five soldiers"]);
    assert_eq!(pairs(&gold, &[status, lists])[0].read, 1);
}

#[test]
fn of_equals_the_nearer_trigger_answers() {
    let gold = [marked(assault())];
    let far = claim(EventType::Assault, "attack the", &["rebels"], &[]);
    let near = claim(EventType::Assault, "near Kidal", &["rebels"], &[]);
    assert_eq!(pairs(&gold, &[far, near])[0].read, 1);
}

// --- parties ---

#[test]
fn a_party_is_met_in_place_up_to_four_words_longer() {
    assert!(met(&party("rebels"), &party("the rebels of the north")));
    assert!(!met(&party("rebels"), &party("Monday the rebels of the north")));
    assert!(!met(&party("rebels"), &party("five soldiers")));
}

#[test]
fn a_party_is_met_by_equal_words_elsewhere_article_aside() {
    assert!(met(&party("the rebels"), &elsewhere("rebels")));
    assert!(met(&party("rebels"), &elsewhere("The rebels")));
    assert!(!met(&party("rebels"), &elsewhere("rebels of the north")));
    assert!(!met(&party("rebels"), &elsewhere("their rebels")));
}

#[test]
fn a_party_is_met_by_name_only_where_one_is_marked() {
    let named = |mut p: ScoredParty, name: Option<&str>| {
        p.name = name.map(str::to_owned);
        p
    };
    let read = named(elsewhere("he"), Some("Mali"));
    assert!(met(&named(party("Mali's government"), Some("Mali")), &read));
    assert!(!met(&named(party("Mali's government"), Some("France")), &read));
    assert!(!met(&party("Mali's government"), &named(elsewhere("he"), None)), "two unnamed are not one");
}

#[test]
fn a_list_is_right_when_nobody_is_missing_and_nobody_left_over() {
    let gold = [party("rebels"), party("five soldiers")];
    assert!(list_right(&gold, &[party("five soldiers"), party("the rebels")]));
    assert!(!list_right(&gold, &[party("rebels")]), "one missing");
    assert!(!list_right(&gold[..1], &[party("rebels"), party("France")]), "one left over");
    assert!(!list_right(&gold, &[party("rebels"), party("the rebels")]), "each needs one of its own");
    assert!(list_right(&[], &[]));
}

#[test]
fn a_list_is_right_when_only_another_order_of_taking_fits() {
    // The first marked party fits both; taking its first fit leaves the second with nothing.
    let gold = [party("rebels of the north"), party("rebels")];
    let read = [party("the rebels"), party("north")];
    assert!(list_right(&gold, &read));
}

// --- the other marker ---

#[test]
fn the_other_markers_value_is_right_too() {
    let mut gold = marked(assault());
    let mut read = claim(EventType::Coerce, "near Kidal", &["France"], &["five soldiers"]);
    read.status = Status::Historical;
    assert!(pairs(&[gold.clone()], &[read.clone()]).is_empty());
    gold.also.event = Some(EventType::Coerce);
    gold.also.trigger = Some(words("near"));
    gold.also.actor = Some(vec![party("France")]);
    gold.also.status = Some(Status::Historical);
    assert!(rights(&gold, &read).at(Layer::Whole));
    assert!(rights(&gold, &assault()).at(Layer::Whole), "the first marker's still is");
    read.status = Status::Future;
    assert!(!rights(&gold, &read).at(Layer::Whole), "a third value is not");
}

// --- precision and recall ---

#[test]
fn optional_claims_cost_nothing_and_finding_them_is_no_error() {
    let mut optional = marked(assault());
    optional.optional = true;
    let score = score_item(std::slice::from_ref(&optional), &[]);
    assert_eq!(score.layers[0], Counts { right: 0, read: 0, gold: 0 });
    let wrong_type = claim(EventType::Coerce, "killed", &[], &[]);
    for read in [assault(), wrong_type] {
        assert_eq!(score_item(std::slice::from_ref(&optional), &[read]).layers[0], Counts::default());
    }
    let other = claim(EventType::Accuse, "condemned", &["France"], &[]);
    assert_eq!(score_item(&[optional], &[other]).layers[0], Counts { right: 0, read: 1, gold: 0 });
}

#[test]
fn what_an_accusation_alleges_is_no_error_but_what_a_threat_threatens_is() {
    let mut accuse = claim(EventType::Accuse, "condemned", &["France"], &[]);
    accuse.content = vec![words("killed five soldiers")];
    let read = [claim(EventType::Accuse, "condemned", &["France"], &[]), assault()];
    let score = score_item(&[marked(accuse.clone())], &read);
    assert_eq!(score.layers[0], Counts { right: 1, read: 1, gold: 1 });

    let outside = claim(EventType::Assault, "attack the", &["Mali's government"], &[]);
    let score = score_item(&[marked(accuse.clone())], &[read[0].clone(), outside]);
    assert_eq!(score.layers[0], Counts { right: 1, read: 2, gold: 1 }, "outside the content");

    accuse.event = EventType::Threaten;
    let read = [claim(EventType::Threaten, "condemned", &["France"], &[]), assault()];
    let score = score_item(&[marked(accuse)], &read);
    assert_eq!(score.layers[0], Counts { right: 1, read: 2, gold: 1 }, "no ACCUSE");
}

#[test]
fn a_required_claim_inside_an_accusation_still_counts() {
    let mut accuse = claim(EventType::Accuse, "condemned", &["France"], &[]);
    accuse.content = vec![words("killed five soldiers")];
    let score = score_item(&[marked(accuse), marked(assault())], &[assault()]);
    assert_eq!(score.layers[3], Counts { right: 1, read: 1, gold: 2 });
}

#[test]
fn layers_build_on_one_another() {
    let cases: [(fn(&mut ScoredClaim), [usize; 4]); 4] = [
        (|_| {}, [1, 1, 1, 1]),
        (|c| c.status = Status::Negated, [1, 1, 1, 0]),
        (|c| c.recipient.clear(), [1, 1, 0, 0]),
        (|c| c.event = EventType::Coerce, [1, 0, 0, 0]),
    ];
    for (spoil, expected) in cases {
        let mut read = assault();
        spoil(&mut read);
        assert_eq!(score_item(&[marked(assault())], &[read]).layers.map(|c| c.right), expected);
    }
}

#[test]
fn figures_follow_from_counts() {
    let counts = Counts { right: 2, read: 4, gold: 8 };
    assert_eq!((counts.precision(), counts.recall()), (0.5, 0.25));
    assert!((counts.f1() - 1.0 / 3.0).abs() < 1e-12);
    assert_eq!(Counts::default().f1(), 0.0);
}

#[test]
fn types_and_confusion_say_what_was_taken_for_what() {
    let (a, c, x) = (EventType::Assault.index(), EventType::Coerce.index(), EventType::Accuse.index());
    let read = [
        claim(EventType::Coerce, "killed", &["rebels"], &[]),
        claim(EventType::Accuse, "condemned", &["France"], &[]),
    ];
    let gold = [marked(assault()), marked(claim(EventType::Threaten, "threatened", &[], &[]))];
    let score = score_item(&gold, &read);
    assert_eq!(score.confusion[a][c], 1);
    assert_eq!(score.confusion[NOTHING][x], 1);
    assert_eq!(score.confusion[EventType::Threaten.index()][NOTHING], 1);
    assert_eq!(score.types[a], Counts { right: 0, read: 0, gold: 1 });
    assert_eq!(score.types[c], Counts { right: 0, read: 1, gold: 0 });
}

#[test]
fn judged_records_carry_their_verdicts() {
    let mut status = assault();
    status.status = Status::Future;
    let score = score_item(&[marked(assault())], &[status]);
    assert_eq!(score.judged.iter().map(|j| (j.pair, j.whole)).collect::<Vec<_>>(), [(true, false)]);
}

// --- fields ---

fn field(name: &str, gold: &ScoredClaim, read: &ScoredClaim) -> (usize, usize, usize) {
    let i = FIELDS.iter().position(|f| f.name == name).expect("a field");
    let counts = score_item(&[marked(gold.clone())], std::slice::from_ref(read)).fields[i];
    (counts.right, counts.read, counts.gold)
}

#[test]
fn fields_count_in_typed_pairs_only() {
    let mut gold = assault();
    gold.mode = vec!["firearms".into(), "targeted".into()];
    let mut read = assault();
    read.mode = vec!["firearms".into()];
    assert_eq!(field("mode", &gold, &read), (1, 1, 2));
    read.event = EventType::Coerce;
    assert_eq!(field("mode", &gold, &read), (0, 0, 0));
}

#[test]
fn places_times_and_speakers_count_by_their_words() {
    let mut gold = assault();
    gold.place = vec![words("Kidal")];
    gold.time = Some(words("Monday"));
    gold.speaker = vec![words("officials")];
    let mut read = assault();
    read.place = vec![words("near Kidal"), words("France")];
    read.time = Some(words("On Monday"));
    assert_eq!(field("place", &gold, &read), (1, 2, 1));
    assert_eq!(field("time", &gold, &read), (1, 1, 1));
    assert_eq!(field("speaker", &gold, &read), (0, 0, 1));
    assert_eq!(field("deadline", &gold, &read), (0, 0, 0), "nothing said, nothing counted");
}

#[test]
fn counts_need_kind_and_both_bounds() {
    let count = |kind, high| ScoredCount { kind, low: Some(5.0), high };
    let mut gold = assault();
    gold.counts = vec![count(CountKind::Dead, Some(5.0))];
    for (read_count, right) in [
        (count(CountKind::Dead, Some(5.0)), 1),
        (count(CountKind::Dead, None), 0),
        (count(CountKind::Injured, Some(5.0)), 0),
    ] {
        let mut read = assault();
        read.counts = vec![read_count];
        assert_eq!(field("counts", &gold, &read), (right, 1, 1));
    }
}

#[test]
fn countries_and_sectors_count_where_a_met_party_has_both() {
    let mut gold = assault();
    gold.actor[0].country = vec!["MLI".into()];
    gold.actor[0].sector = vec!["REB".into()];
    gold.recipient[0].country = vec!["MLI".into()];
    let mut read = assault();
    read.actor[0].country = vec!["DZA".into(), "MLI".into()];
    read.actor[0].sector = vec!["GOV".into(), "REB".into()];
    assert_eq!(field("country", &gold, &read), (1, 1, 1), "the recipient's is not given");
    assert_eq!(field("sector", &gold, &read), (0, 1, 1), "the first sector is another");
}

#[test]
fn the_nearer_markers_value_counts_for_a_field() {
    let mut gold = marked(assault());
    gold.claim.place = vec![words("north"), words("Kidal")];
    gold.also.place = Some(vec![words("Kidal")]);
    let mut read = assault();
    read.place = vec![words("Kidal")];
    let i = FIELDS.iter().position(|f| f.name == "place").expect("a field");
    assert_eq!(score_item(&[gold], &[read]).fields[i], Counts { right: 1, read: 1, gold: 1 });
}
