//! Deeds: what is promised, demanded or threatened, as a few kinds that many words name.
//!
//! Takes stems, or a claim of an act, gives the kinds of deed they may be. It judges no parties and no
//! objects; it never says that two acts are one.
//!
//! "would pull its guns back" and RETREAT "left the town" are both `withdraw`; MOBILIZE is its contrary.

use super::words::Stems;
use crate::EventType;
use crate::record::Claim;
use std::sync::LazyLock;

/// A kind of deed.
pub struct Deed {
    /// Its name.
    pub name: &'static str,
    /// Types of acts, or types with a mode, that are it: a mode of which nothing is said counts as its type.
    pub acts: &'static [&'static str],
    /// Words that name it, in any of their forms; with a blank: all of them must stand there.
    pub words: &'static [&'static str],
    /// Deeds that undo or break it.
    pub contrary: &'static [&'static str],
    /// Texts that name it, for the test.
    #[allow(dead_code)] // only the test reads its cases
    pub yes: &'static [&'static str],
    /// Texts that look like it and name another or none.
    #[allow(dead_code)]
    pub no: &'static [&'static str],
}

/// All kinds of deed. A new one is a record here.
pub const DEEDS: &[Deed] = &[
    Deed {
        name: "release",
        acts: &["RETREAT/release"],
        words: &["release", "free", "liberate", "pardon", "amnesty", "let go", "go free", "walk free"],
        contrary: &["arrest", "kill"],
        yes: &["free the miners", "the release of eleven prisoners", "let forty child fighters go"],
        no: &["let the convoy pass", "detain the miners"],
    },
    Deed {
        name: "withdraw",
        acts: &["RETREAT", "RETREAT/withdraw"],
        words: &[
            "withdraw",
            "pull back",
            "pull",
            "leave",
            "vacate",
            "evacuate",
            "retreat",
            "return barracks",
            "clear",
            "draw back",
            "quit",
            "depart",
        ],
        contrary: &["deploy", "attack", "stay"],
        yes: &["withdraw its troops", "pull out of the town", "leave the valley", "return to its barracks"],
        no: &["send troops", "stop the shelling"],
    },
    Deed {
        name: "stay",
        acts: &[],
        words: &["stay", "remain", "refuse leave"],
        contrary: &["withdraw"],
        yes: &["stay at their posts", "remained in the town"],
        no: &["leave the town"],
    },
    Deed {
        name: "keep out",
        acts: &[],
        words: &[
            "keep out",
            "keep off",
            "stay out",
            "stay barracks",
            "stay away",
            "keep away",
            "remain barracks",
        ],
        contrary: &["attack", "deploy", "withdraw"],
        yes: &["the army keeps off the hill trails", "stays in its barracks"],
        no: &["keep its word", "leave its barracks"],
    },
    Deed {
        name: "ceasefire",
        acts: &["RETREAT/ceasefire"],
        words: &[
            "ceasefire",
            "truce",
            "cease",
            "hold fire",
            "stop fire",
            "halt fire",
            "stop shell",
            "stop attack",
            "halt attack",
            "end attack",
            "end hostilities",
            "stop bomb",
            "halt shell",
            "cessation",
            "armistice",
            "lull",
            "silence guns",
            "suspend attack",
            "suspend operations",
        ],
        contrary: &["attack"],
        yes: &["a three-day truce", "hold their fire", "stop the shelling", "cease fire"],
        no: &["shell the town", "stop unloading wheat"],
    },
    Deed {
        name: "disarm",
        acts: &["RETREAT/disarm"],
        words: &[
            "disarm",
            "lay arms",
            "lay weapons",
            "hand weapons",
            "hand arms",
            "surrender",
            "hand guns",
            "lay spears",
            "turn weapons",
            "demobilize",
            "lay guns",
            "dump weapons",
            "give weapons",
        ],
        contrary: &["attack", "deploy"],
        yes: &["lay down its arms", "hand over their weapons", "surrender"],
        no: &["hand over the prisoners", "take up arms"],
    },
    Deed {
        name: "open",
        acts: &["RETREAT/access"],
        words: &[
            "open",
            "reopen",
            "unblock",
            "let pass",
            "let reach",
            "let through",
            "allow",
            "lift",
            "ease",
            "admit",
            "let cross",
            "resume",
            "restore",
            "reinstate",
            "permit",
            "let enter",
            "dismantle",
            "readmit",
            "unload",
            "cross",
            "reach",
        ],
        contrary: &["close", "ban"],
        yes: &["reopen the market", "let convoys reach Kyin", "lift the blockade", "allow inspectors"],
        no: &["close the border", "leave the wells"],
    },
    Deed {
        name: "close",
        acts: &["COERCE/restrict", "COERCE/curfew", "PROTEST/obstruct"],
        words: &[
            "close",
            "shut",
            "seal",
            "block",
            "blockade",
            "turn back",
            "bar",
            "cut off",
            "cut",
            "halt",
            "stop",
            "suspend",
            "barricade",
            "obstruct",
            "fell",
        ],
        contrary: &["open"],
        yes: &["close the border", "turned back a convoy", "shut every school", "stop unloading wheat"],
        no: &["open the border", "lift the curfew"],
    },
    Deed {
        name: "attack",
        acts: &["ASSAULT"],
        words: &[
            "attack", "shell", "bomb", "raid", "shoot", "fire", "assault", "storm", "fight", "kill",
            "execute", "ambush", "invade", "hunt", "burn", "strike", "behead", "torch", "clash", "rocket",
            "harm", "hit",
        ],
        contrary: &["ceasefire"],
        yes: &["bomb its camp", "shoot the cook", "launch an air assault"],
        no: &["arrest the cook", "free the cook"],
    },
    Deed {
        name: "kill",
        acts: &["ASSAULT/targeted"],
        words: &["kill", "execute", "shoot", "behead", "hang", "murder"],
        contrary: &["release"],
        yes: &["kill the other six", "shoot the cook"],
        no: &["free the other six"],
    },
    Deed {
        name: "protest",
        acts: &["PROTEST"],
        words: &[
            "strike",
            "walk",
            "march",
            "protest",
            "rally",
            "boycott",
            "picket",
            "demonstrate",
            "occupy",
            "down tools",
            "flood",
            "stoppage",
            "sit-in",
            "blockade",
            "walkout",
            "stop work",
        ],
        contrary: &["return"],
        yes: &["picket his house", "walk out", "call a general strike"],
        no: &["return to work"],
    },
    Deed {
        name: "return",
        acts: &[],
        words: &["return work", "back work", "resume work", "end strike", "end blockade", "return class"],
        contrary: &["protest"],
        yes: &["return to work", "end the strike"],
        no: &["return the ambassador"],
    },
    Deed {
        name: "pay",
        acts: &["AID"],
        words: &[
            "pay",
            "fund",
            "give",
            "send",
            "deliver",
            "supply",
            "provide",
            "donate",
            "grant",
            "finance",
            "transfer",
            "aid",
            "million",
            "contribute",
            "fly",
            "ship",
            "compensate",
            "refund",
            "reimburse",
            "vaccinate",
        ],
        contrary: &["withhold"],
        yes: &["pay the arrears", "send 500 tonnes of grain", "12 million euros"],
        no: &["withhold the wages", "close the school"],
    },
    Deed {
        name: "withhold",
        acts: &["COERCE/withhold", "SANCTION/discontinue"],
        words: &["withhold", "freeze", "refuse pay", "stop pay", "suspend aid", "cut aid"],
        contrary: &["pay"],
        yes: &["withhold the wages", "freeze its accounts"],
        no: &["pay the wages"],
    },
    Deed {
        name: "ban",
        acts: &["SANCTION", "SANCTION/expel", "SANCTION/withdraw", "COERCE/deport"],
        words: &[
            "sanction",
            "tariff",
            "expel",
            "ban",
            "embargo",
            "recall",
            "dismiss",
            "sack",
            "restrict",
            "sever",
            "boycott",
            "fine",
            "prohibit",
            "suspend",
            "deport",
            "revoke",
            "strip",
            "cut ties",
            "leave bloc",
        ],
        contrary: &["open"],
        yes: &["expel the ambassador", "impose tariffs on steel", "cut ties"],
        no: &["pay the wages"],
    },
    Deed {
        name: "arrest",
        acts: &["COERCE", "COERCE/arrest", "COERCE/seize", "ASSAULT/abduct"],
        words: &[
            "arrest",
            "detain",
            "jail",
            "imprison",
            "prosecute",
            "charge",
            "seize",
            "capture",
            "abduct",
            "kidnap",
            "evict",
            "hold hostage",
        ],
        contrary: &["release"],
        yes: &["arrest the protest leaders", "seize the ship"],
        no: &["release the protest leaders"],
    },
    Deed {
        name: "meet",
        acts: &["CONSULT"],
        words: &[
            "meet",
            "talk",
            "negotiate",
            "dialogue",
            "attend",
            "visit",
            "mediate",
            "summit",
            "receive",
            "conversation",
            "sit down",
            "confer",
            "discuss",
            "consult",
        ],
        contrary: &[],
        yes: &["meet them at any hour", "resume peace talks", "send three ministers for talks"],
        no: &["free the ministers"],
    },
    Deed {
        name: "sign",
        acts: &["SUPPORT"],
        words: &[
            "sign",
            "ratify",
            "back",
            "support",
            "endorse",
            "recognize",
            "recognise",
            "approve",
            "accept",
            "vote",
        ],
        contrary: &["reject"],
        yes: &["ratify the treaty", "back the bill"],
        no: &["reject the treaty"],
    },
    Deed {
        name: "reject",
        acts: &["REJECT"],
        words: &["reject", "veto", "boycott", "oppose", "refuse", "scrap", "block"],
        contrary: &["sign", "meet"],
        yes: &["veto the bill"],
        no: &["back the bill"],
    },
    Deed {
        name: "resign",
        acts: &["RETREAT/resign"],
        words: &[
            "resign",
            "step down",
            "step aside",
            "quit",
            "stand down",
            "go",
            "abdicate",
            "relinquish",
            "retire",
        ],
        contrary: &["stay"],
        yes: &["step down", "resign by Friday"],
        no: &["lay down its arms", "stay in office"],
    },
    Deed {
        name: "deploy",
        acts: &["MOBILIZE"],
        words: &[
            "deploy",
            "mobilize",
            "send troops",
            "send soldiers",
            "reinforce",
            "patrol",
            "mass",
            "advance",
            "enter",
            "station",
            "march",
            "return trenches",
        ],
        contrary: &["withdraw"],
        yes: &["deploy 1,000 policemen", "patrol the road"],
        no: &["pull back the guns"],
    },
    Deed {
        name: "hand over",
        acts: &[],
        words: &["hand", "extradite", "return", "surrender", "turn"],
        contrary: &["withhold"],
        yes: &["hand over the gunmen", "extradite the banker", "the return of the high commissioner"],
        no: &["keep the gunmen"],
    },
    Deed {
        name: "work together",
        acts: &["COOPERATE"],
        words: &[
            "build",
            "repair",
            "share",
            "exchange",
            "swap",
            "joint",
            "cooperate",
            "trade",
            "join",
            "run",
            "operate",
        ],
        contrary: &[],
        yes: &["run a salvage ship together", "swap three of them for five prisoners"],
        no: &["meet the ministers"],
    },
    Deed {
        name: "investigate",
        acts: &[],
        words: &[
            "investigate",
            "inquiry",
            "inquire",
            "probe",
            "test",
            "audit",
            "publish",
            "disclose",
            "reveal",
        ],
        contrary: &[],
        yes: &["publish the inquiry's report", "test the river"],
        no: &["close the office"],
    },
    Deed {
        name: "election",
        acts: &[],
        words: &["election", "ballot", "referendum", "vote", "poll"],
        contrary: &[],
        yes: &["hold a ballot", "call elections"],
        no: &["hold talks"],
    },
];

/// The words of each deed, stemmed.
static PATTERNS: LazyLock<Vec<Vec<Stems>>> =
    LazyLock::new(|| DEEDS.iter().map(|d| d.words.iter().map(|w| Stems::of(w)).collect()).collect());

/// All words that name a deed, stemmed.
static VERBS: LazyLock<Stems> = LazyLock::new(|| Stems::of_all(DEEDS.iter().flat_map(|d| d.words).copied()));

/// The kinds that these words name.
pub fn named(stems: &Stems) -> Vec<&'static Deed> {
    let is_named = |patterns: &Vec<Stems>| patterns.iter().any(|p| p.inside(stems));
    DEEDS.iter().zip(&*PATTERNS).filter(|(_, patterns)| is_named(patterns)).map(|(deed, _)| deed).collect()
}

/// The kinds that an act may be: those its trigger names, those that its trigger and its objects name together,
/// and those of its type and modes.
pub fn done(claim: &Claim, objects: &Stems) -> Vec<&'static Deed> {
    let trigger = Stems::of(&claim.trigger.text);
    let mut all = trigger.clone();
    all.join(objects);
    let names = |p: &Stems| p.inside(&trigger) || (p.inside(&all) && p.shared(&trigger) > 0);
    let named = |(deed, patterns): &(&Deed, &Vec<Stems>)| patterns.iter().any(names) || is_act(deed, claim);
    DEEDS.iter().zip(&*PATTERNS).filter(named).map(|(deed, _)| deed).collect()
}

/// The kinds that an act of this type is, when nothing more is known of it.
pub fn of_type(event: EventType) -> Vec<&'static Deed> {
    DEEDS.iter().filter(|deed| deed.acts.contains(&event.name())).collect()
}

/// Is the claim of a type and mode that is this deed?
fn is_act(deed: &Deed, claim: &Claim) -> bool {
    let event = claim.event.name();
    let modes: Vec<String> = claim.mode.iter().map(|mode| format!("{event}/{mode}")).collect();
    let spoken_of = |act: &String| DEEDS.iter().any(|d| d.acts.contains(&act.as_str()));
    let mut acts: Vec<&str> = modes.iter().filter(|m| spoken_of(m)).map(String::as_str).collect();
    if acts.is_empty() {
        acts.push(event);
    }
    acts.iter().any(|act| deed.acts.contains(act)) || (event == "ASSAULT" && deed.name == "attack")
}

/// Is one of these one of those?
pub fn meet(some: &[&Deed], others: &[&Deed]) -> bool {
    some.iter().any(|a| others.iter().any(|b| a.name == b.name))
}

/// Does one of these undo or break one of those?
pub fn undo(some: &[&Deed], others: &[&Deed]) -> bool {
    some.iter().any(|a| others.iter().any(|b| b.contrary.contains(&a.name)))
}

/// Those of the words that name no deed: what it is done to.
pub fn objects(stems: &Stems) -> Stems {
    stems.without(&VERBS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_deed_is_named_by_its_yes_cases_and_not_by_the_others() {
        for deed in DEEDS {
            let is = |text: &&str| named(&Stems::of(text)).iter().any(|d| d.name == deed.name);
            for yes in deed.yes {
                assert!(is(yes), "`{yes}` is {} ({:?})", deed.name, Stems::of(yes));
            }
            for no in deed.no {
                assert!(!is(no), "`{no}` is not {}", deed.name);
            }
        }
    }

    #[test]
    fn types_and_modes_are_those_of_the_ontology() {
        let ontology = include_str!("../../../../assets/ontology/plover.toml");
        let ontology: toml::Table = ontology.parse().expect("the ontology is TOML");
        let events = ontology["event"].as_array().expect("a list of events");
        let known = |event: &str, mode: &str| {
            let is_it = |e: &&toml::Value| e["name"].as_str() == Some(event);
            events.iter().find(is_it).is_some_and(|e| mode.is_empty() || e["modes"].get(mode).is_some())
        };
        for act in DEEDS.iter().flat_map(|d| d.acts) {
            let (event, mode) = act.split_once('/').unwrap_or((act, ""));
            assert!(known(event, mode), "no `{act}`");
        }
    }

    #[test]
    fn contraries_are_deeds() {
        for name in DEEDS.iter().flat_map(|d| d.contrary) {
            assert!(DEEDS.iter().any(|d| d.name == *name), "no deed `{name}`");
        }
    }
}
