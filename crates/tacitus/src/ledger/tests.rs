//! The ledger as a whole: stories told by claims, and what holds for any of them.

use super::made_up::{With, day, told};
use super::settle::{TABLE, is_final};
use super::*;
use crate::EventType::*;
use crate::Status;
use crate::record::CommitmentStatus::*;
use crate::record::{CommitmentKind, CommitmentStatus, ConditionKind};
use crate::score::chance::Chance;

/// Day and status of each change of the only commitment.
fn history(claims: &[Claim], as_of: Option<&str>) -> Vec<(String, CommitmentStatus)> {
    let records = ledger(claims, as_of.map(day));
    assert_eq!(records.len(), 1, "{records:#?}");
    let date = |d: Option<Date>| d.map(|d| d.to_string()).unwrap_or_default();
    records[0].history.iter().map(|c| (date(c.date), c.status)).collect()
}

fn ultimatum() -> Claim {
    let gave = told("2014-06-03", Threaten, "gave").by("junta").to("hill militia").due("2014-06-06");
    gave.on(ConditionKind::If, "lay down its arms")
}

fn granary() -> Vec<Claim> {
    let let_pass = told("2014-06-04", Agree, "said").by("hill militia").about("let convoys reach Kyin");
    vec![
        ultimatum(),
        let_pass.on(ConditionKind::Provided, "as long as the army stays in its barracks"),
        told("2014-06-05", Retreat, "left").by("army columns").to("barracks"),
        told("2014-06-05", Coerce, "turned back").by("hill fighters").to("convoy"),
        told("2014-06-08", Assault, "bombed").by("air force jets").to("camp"),
        told("2014-06-09", Retreat, "handed over").by("hill militia").to("weapons"),
        told("2014-06-10", Request, "urged")
            .by("bishop")
            .to("hill militia")
            .about("free the monks")
            .due("2014-06-20"),
        told("2014-06-12", Retreat, "freed").by("hill militia").to("monks"),
        told("2014-06-14", Concede, "dropped").by("bishop").about("free the monks"),
    ]
}

#[test]
fn a_day_passes_by_the_calendar_of_the_reports() {
    let later = told("2014-06-08", Consult, "met").by("envoys");
    let open = [("2014-06-03".to_owned(), Open)];
    let expired = ("2014-06-07".to_owned(), Expired);
    assert_eq!(history(&[ultimatum()], None), open);
    assert_eq!(history(&[ultimatum()], Some("2014-06-06")), open);
    assert_eq!(history(&[ultimatum()], Some("2014-06-07")), [open[0].clone(), expired.clone()]);
    assert_eq!(history(&[ultimatum(), later.clone()], None), [open[0].clone(), expired]);
    assert_eq!(history(&[ultimatum(), later], Some("2014-06-05")), open, "later reports are not known yet");
}

#[test]
fn what_is_expired_may_still_be_met() {
    let handed = told("2014-06-09", Retreat, "handed over").by("hill militia").to("weapons");
    let states: Vec<_> = history(&[ultimatum(), handed], None).into_iter().map(|(_, s)| s).collect();
    assert_eq!(states, [Open, Expired, Met]);
}

#[test]
fn a_broken_condition_releases_and_what_follows_breaks_nothing() {
    let records = ledger(&granary()[1..4], None);
    let states: Vec<CommitmentStatus> = records[0].history.iter().map(|c| c.status).collect();
    assert_eq!(states, [Open, Expired], "{records:#?}");
}

#[test]
fn more_time_moves_the_last_day() {
    let extended =
        told("2014-06-05", Concede, "extended").by("junta").about("the deadline").due("2014-06-16");
    let late = told("2014-06-18", Consult, "met").by("envoys");
    let history = history(&[ultimatum(), extended, late], None);
    assert_eq!(history.last(), Some(&("2014-06-17".to_owned(), Expired)), "{history:?}");
}

#[test]
fn five_reports_of_one_promise_are_one_commitment() {
    let days = ["2014-06-03", "2014-06-04", "2014-06-05", "2014-06-06", "2014-06-07"];
    let claims = days.map(|d| told(d, Agree, "promised").by("hill militia").about("free the miners"));
    let records = ledger(&claims, None);
    assert_eq!(records.len(), 1);
    assert_eq!(records[0].claims.len(), 5);
}

#[test]
fn what_is_broken_is_made_anew_by_a_new_word() {
    let promise = |d: &str| told(d, Agree, "promised").by("hill militia").about("let convoys reach Kyin");
    let broke = told("2014-06-05", Coerce, "turned back").by("hill militia").to("convoy");
    let again = [promise("2014-06-09"), promise("2014-06-10"), promise("2014-06-11")];
    let records = ledger(&[&[promise("2014-06-03"), broke][..], &again[..]].concat(), None);
    let states: Vec<CommitmentStatus> = records.iter().map(|r| r.status).collect();
    assert_eq!(states, [Broken, Open], "what is told again of the new one is told of it");
}

#[test]
fn a_promise_known_only_from_its_keeping_is_kept_so_far() {
    let kept =
        told("2014-06-05", Concede, "kept his promise").by("governor").about("not to arrest the leaders");
    let records = ledger(&[kept], None);
    assert_eq!(records[0].kind, CommitmentKind::Promise);
    assert_eq!((records[0].status, records[0].is_final, records[0].stated), (Kept, false, None));
    let broke = told("2014-06-09", Coerce, "arrested").by("governor").to("leaders");
    let kept =
        told("2014-06-05", Concede, "kept his promise").by("governor").about("not to arrest the leaders");
    assert_eq!(ledger(&[kept, broke], None)[0].status, Broken);
}

#[test]
fn reports_without_a_date_stand_by_themselves() {
    let mut claims = [ultimatum(), told("2014-06-05", Retreat, "disarmed").by("hill militia")];
    for claim in &mut claims {
        claim.doc.published.date = None;
    }
    let records = ledger(&claims, None);
    assert_eq!((records.len(), records[0].status, records[0].stated), (1, Open, None));
}

/// Claims drawn by chance, from few parties, deeds and days, so that they touch.
fn drawn(chance: &mut Chance, n_months: usize) -> Vec<Claim> {
    let parties = ["junta", "hill militia", "hill fighters", "lake militia", "dockers"];
    let deeds =
        ["free the miners", "not to shell the airport", "close the border", "pay the wages", "a truce"];
    let acts = [
        (Agree, "promised"),
        (Request, "urged"),
        (Threaten, "threatened"),
        (Concede, "dropped"),
        (Concede, "extended"),
        (Retreat, "freed"),
        (Assault, "shelled"),
        (Coerce, "closed"),
        (Aid, "paid"),
        (Reject, "reneged"),
    ];
    let claim = |i: usize, chance: &mut Chance| {
        let date = format!("2014-{:02}-{:02}", 6 + chance.below(n_months), 1 + chance.below(28));
        let (event, trigger) = acts[chance.below(acts.len())];
        let mut claim = told(&date, event, trigger).by(parties[chance.below(parties.len())]);
        claim = claim.about(deeds[chance.below(deeds.len())]).to(parties[chance.below(parties.len())]);
        if chance.below(3) == 0 {
            claim = claim.due(&format!("2014-06-{:02}", 1 + chance.below(28)));
        }
        if chance.below(5) == 0 {
            claim = claim.being(Status::Historical);
        }
        claim.doc.id = format!("{date}-{}", chance.below(3));
        claim.id = format!("claim-{i}");
        claim.anchor = format!("{}:{i}", claim.doc.id);
        claim.trigger.start = 40 * i;
        claim.sentence.index = i;
        claim
    };
    (0..24).map(|i| claim(i, chance)).collect()
}

fn shuffled(claims: &[Claim], chance: &mut Chance) -> Vec<Claim> {
    let mut left = claims.to_vec();
    std::iter::from_fn(|| if left.is_empty() { None } else { Some(left.remove(chance.below(left.len()))) })
        .collect()
}

#[test]
fn neither_order_nor_batches_change_the_end() {
    let mut chance = Chance::new(7);
    for _ in 0..60 {
        let claims = drawn(&mut chance, 1);
        let whole = ledger(&claims, None);
        let mut bit_by_bit = Ledger::new(Some(30));
        let mut done = Vec::new();
        for batch in shuffled(&claims, &mut chance).chunks(1 + chance.below(6)) {
            assert!(bit_by_bit.take(batch.to_vec()).is_empty(), "nothing is late within 30 days");
            done.extend(bit_by_bit.settled(day("2030-01-01")));
        }
        done.extend(bit_by_bit.now(None));
        assert_eq!(in_order(done), whole);
    }
}

#[test]
fn a_stream_in_order_of_date_ends_as_the_whole_does() {
    let mut chance = Chance::new(11);
    let mut n_forgotten = 0;
    for _ in 0..60 {
        let mut claims = drawn(&mut chance, 6);
        claims.sort_by_key(|c| c.doc.published.date);
        let whole = ledger(&claims, None);
        let mut stream = Ledger::new(Some(5));
        let mut done = Vec::new();
        for batch in claims.chunks(1 + chance.below(6)) {
            assert!(stream.take(batch.to_vec()).is_empty(), "nothing is late in order of date");
            done.extend(stream.settled(day("2030-01-01")));
        }
        n_forgotten += done.len();
        done.extend(stream.now(None));
        assert_eq!(in_order(done), whole);
    }
    assert!(n_forgotten > 10, "{n_forgotten} were settled for good before the end");
}

#[test]
fn a_report_dated_in_the_future_closes_no_days() {
    let mut ledger = Ledger::new(Some(30));
    ledger.take([ultimatum(), told("2099-01-01", Consult, "met").by("envoys")]);
    ledger.settled(day("2014-06-04"));
    let in_time = told("2014-06-05", Retreat, "disarmed").by("hill militia");
    assert!(ledger.take([in_time]).is_empty(), "it is not late");
}

#[test]
fn claims_in_order_of_date_are_forgotten_when_settled() {
    let mut ledger = Ledger::new(Some(30));
    let mut done = 0;
    for month in 1..=12 {
        let date = |d: usize| format!("2014-{month:02}-{d:02}");
        let promised = told(&date(3), Agree, "promised").by("hill militia").about("free the miners");
        let freed = told(&date(9), Retreat, "freed").by("hill militia").to("miners");
        ledger.take([promised, freed]);
        done += ledger.settled(day("2030-01-01")).len();
        let (entries, claims) = ledger.n_held();
        assert!(entries <= 3 && claims <= 6, "month {month}: {entries} commitments, {claims} claims");
    }
    assert!(done >= 9, "{done} settled for good");
}

#[test]
fn a_report_that_comes_too_late_is_told() {
    let mut ledger = Ledger::new(Some(30));
    ledger.take([told("2014-06-03", Agree, "promised").by("junta").about("free the miners")]);
    ledger.settled(day("2030-01-01"));
    let late = told("2014-04-03", Retreat, "freed").by("junta").to("miners");
    assert_eq!(ledger.take([late]), ["doc-2014-04-03"]);
    let in_time = told("2014-05-20", Retreat, "freed").by("junta").to("miners");
    assert!(ledger.take([in_time]).is_empty());
}

#[test]
fn every_change_has_a_cause_and_stands_in_the_table() {
    let mut chance = Chance::new(11);
    let mut n_changes = 0;
    for _ in 0..60 {
        let claims = drawn(&mut chance, 1);
        for record in ledger(&claims, Some(day("2014-07-30"))) {
            n_changes += record.history.len() - 1;
            assert!(claims.iter().any(|c| Some(&c.id) == record.history[0].claim.as_ref()));
            for pair in record.history.windows(2) {
                let (before, after) = (&pair[0], &pair[1]);
                assert!(before.date <= after.date, "{record:#?}");
                let is_row = TABLE.iter().any(|r| {
                    r.kinds.contains(&record.kind) && r.from.contains(&before.status) && r.to == after.status
                });
                assert!(
                    is_row,
                    "{} -> {}: {}",
                    before.status.name(),
                    after.status.name(),
                    record.kind.name()
                );
                assert!(after.claim.is_some() || after.status == Expired, "{after:?}");
                assert!(!after.reason.is_empty());
                assert!(!is_final(before.status, true), "{record:#?}");
            }
            let last = record.history.last().expect("a change");
            assert_eq!(last.status, record.status);
        }
    }
    assert!(n_changes > 60, "only {n_changes} changes: the claims do not touch");
}
