//! The words beside a head -> the sector they give it.
//!
//! "rebel commander" is REB by its first word, "members of the army" MIL by its last.

use super::around::Around;
use super::draft::{Draft, standing};
use super::phrase::plural;
use super::reading::readings;
use super::table::{Match, Meaning, Noun, Strength};
use super::words::Gap;

/// Closers after which the sector of a head that yields may stand: "members of the army".
const OWNERS: [&str; 8] = ["of", "from", "for", "with", "loyal", "linked", "affiliated", "to"];

/// The sector of those who do what the noun says: "airstrikes".
pub(super) fn act_of(around: &Around<'_>, m: &Match) -> Option<(Vec<String>, String)> {
    m.meanings.iter().find_map(|x| match x {
        Meaning::Noun(n) if around.actors.nouns[*n as usize].strength == Strength::Act => {
            let noun = &around.actors.nouns[*n as usize];
            Some((noun.sector.clone(), format!("nouns:{}", noun.phrase)))
        }
        _ => None,
    })
}

/// The sector that a title right before the name gives: "Sen.", "Gen.", "Judge".
pub(super) fn title_sector(around: &Around<'_>, before: &[Match]) -> Option<String> {
    let last = before.last()?;
    last.meanings.iter().find_map(|m| match m {
        Meaning::Title(t) => around.actors.titles[*t as usize].sector.clone(),
        _ => None,
    })
}

/// Does the noun let a neighbour decide the sector? Attackers and suspects of a known group are its people,
/// and so are the troops of rebels.
pub(super) fn gives_way(noun: &Noun) -> bool {
    noun.strength != Strength::Head || matches!(noun.sector[0].as_str(), "UAF" | "CRM" | "MIL")
}

/// The sector that modifiers, owners or a complement give to a noun that gives way.
pub(super) fn sector_beside(
    around: &Around<'_>,
    before: &[Match],
    rest: &[Match],
    end: usize,
    noun: &Noun,
) -> Option<(Vec<String>, String)> {
    let armed_only = noun.strength == Strength::Head;
    let fits = |sector: &[String]| {
        let of_state = noun.sector[0] != "MIL";
        !armed_only
            || sector.first().is_some_and(|s| match s.as_str() {
                "REB" | "PRM" => true,
                "MIL" | "COP" => of_state,
                _ => false,
            })
    };
    for m in before.iter().rev() {
        if let Some((sector, row)) = sector_of(around, m, armed_only)
            && fits(&sector)
            && !is_plain_civilian(around, m)
        {
            return Some((sector, row));
        }
    }
    let prep = around.words.list.get(end).filter(|w| w.gap != Gap::Stop).map(|_| around.words.fold(end))?;
    if armed_only || !OWNERS.contains(&prep) {
        return None;
    }
    let owner = rest.first().filter(|m| m.words.start <= end + 5)?;
    // The complement's own head decides: "leader of a rebel group".
    let head = rest.iter().take_while(|m| m.words.start <= owner.words.end + 1).last().unwrap_or(owner);
    sector_of(around, head, false).or_else(|| sector_of(around, owner, false))
}

/// "local", "child", "national": such a word before a noun says nothing of its sector.
fn is_plain_civilian(around: &Around<'_>, m: &Match) -> bool {
    m.meanings.iter().all(|x| match x {
        Meaning::Noun(n) => {
            let noun = &around.actors.nouns[*n as usize];
            noun.sector[0] == "CVL" && noun.strength == Strength::Head && !plural(around, m.words.start)
        }
        Meaning::Ethnic(_) => true,
        _ => false,
    })
}

/// The sector a name gives to a noun beside it.
pub(super) fn sector_of(around: &Around<'_>, m: &Match, names_only: bool) -> Option<(Vec<String>, String)> {
    let readings = readings(around, m, &[], &m.words);
    readings.iter().find_map(|&(meaning, _)| match meaning {
        Meaning::Actor(a) => {
            let s = standing(&around.actors.actors[a as usize], around.day());
            Some((s.sector, s.row.to_owned()))
        }
        Meaning::Noun(n) => {
            let noun = &around.actors.nouns[n as usize];
            let irregular =
                matches!(noun.sector[0].as_str(), "REB" | "PRM") && noun.strength == Strength::Modifier;
            let speaks = noun.strength != Strength::Yields && (!names_only || irregular);
            speaks.then(|| (noun.sector.clone(), format!("nouns:{}", noun.phrase)))
        }
        _ => None,
    })
}

/// The sector of an owner before an unknown noun: "army snipers".
pub(super) fn add_owner(around: &Around<'_>, before: &[Match], draft: &mut Draft) {
    if let Some((sector, row)) = before.iter().rev().find_map(|m| sector_of(around, m, false)) {
        draft.sector = sector;
        draft.row(row);
    }
}
