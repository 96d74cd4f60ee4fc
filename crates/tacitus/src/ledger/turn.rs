//! Turns of speech that tell how a commitment fares: "kept its word", "dropped its threat".
//!
//! Takes the words of a claim, gives what they tell of some commitment; which one, the content says
//! (`shows.rs`). It looks at no parties.
//!
//! REJECT "reneged" on "send 1,000 policemen" tells that the promise to send them is broken.

use super::words::Stems;
use crate::record::Claim;
use std::sync::LazyLock;

/// What is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// It was kept, or is still being kept.
    Kept,
    /// The contrary was done.
    Broken,
    /// Its maker takes it back.
    TakenBack,
    /// There is more time.
    MoreTime,
    /// What was demanded will be done, or was.
    GivenIn,
}

/// One way to say it.
struct Phrase {
    /// What it tells.
    tells: Turn,
    /// Words, all of which must stand in the trigger; none that `words.rs` leaves out.
    words: &'static [&'static str],
    /// Triggers that say it.
    #[allow(dead_code)] // only the test reads its cases
    yes: &'static [&'static str],
    /// Triggers that look like it.
    #[allow(dead_code)]
    no: &'static [&'static str],
}

/// All of them. A new one is a record here; of several that fit the first counts.
const PHRASES: &[Phrase] = &[
    Phrase {
        tells: Turn::MoreTime,
        words: &[
            "extend",
            "extension",
            "postpone",
            "prolong",
            "push back deadline",
            "new deadline",
            "later date",
            "put off",
            "grace",
            "reprieve",
        ],
        yes: &["extended", "postponed", "set a new deadline"],
        no: &["set a deadline", "pushed back"],
    },
    Phrase {
        tells: Turn::Broken,
        words: &[
            "renege",
            "break word",
            "break promise",
            "break pledge",
            "break truce",
            "break ceasefire",
            "break vow",
            "break accord",
            "break agreement",
            "breach",
            "violate",
            "flout",
            "betray",
            "go back",
            "defy",
            "break deal",
            "backtrack",
            "dishonour",
            "collapse",
        ],
        yes: &["reneged", "broke its promise", "went back on", "violated the truce"],
        no: &["broke the silence", "kept its promise"],
    },
    Phrase {
        tells: Turn::Kept,
        words: &[
            "keep word",
            "keep promise",
            "keep pledge",
            "keep vow",
            "honour",
            "honor",
            "fulfil",
            "fulfill",
            "abide",
            "uphold",
            "make good",
            "stick",
            "observe",
            "true word",
            "deliver promise",
            "implement",
            "still hold",
            "hold truce",
            "respect",
        ],
        yes: &["kept his promise", "honoured", "has kept its word", "made good on"],
        no: &["kept", "made"],
    },
    Phrase {
        tells: Turn::TakenBack,
        words: &[
            "drop",
            "lift threat",
            "withdraw threat",
            "call off",
            "cancel",
            "rescind",
            "retract",
            "revoke",
            "scrap",
            "abandon",
            "shelve",
            "back down",
            "climb down",
            "take back",
            "withdraw demand",
            "stand down",
            "withdraw ultimatum",
            "suspend",
            "pull out",
            "walk away",
            "lift",
            "withdraw",
            "annul",
            "renounce",
            "waive",
        ],
        yes: &["dropped its threat", "called off", "has scrapped", "lifted", "stood down"],
        no: &["called", "stood"],
    },
    Phrase {
        tells: Turn::GivenIn,
        words: &["comply", "bow", "yield", "meet demand", "cave", "relent", "accede", "heed", "obey"],
        yes: &["complied", "bowed", "met the demand"],
        no: &["met", "gave"],
    },
];

/// What a trigger tells.
fn of_words(stems: &Stems) -> Option<Turn> {
    TURNS.iter().find(|(_, phrases)| phrases.iter().any(|p| p.inside(stems))).map(|(tells, _)| *tells)
}

/// The stems of every phrase of [`PHRASES`].
static TURNS: LazyLock<Vec<(Turn, Vec<Stems>)>> = LazyLock::new(|| {
    PHRASES.iter().map(|p| (p.tells, p.words.iter().map(|w| Stems::of(w)).collect())).collect()
});

/// What a claim tells of some commitment.
pub fn told(claim: &Claim) -> Option<Turn> {
    of_words(&Stems::of(&claim.trigger.text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_phrase_tells_its_turn_and_its_likes_do_not() {
        for phrase in PHRASES {
            for yes in phrase.yes {
                assert_eq!(of_words(&Stems::of(yes)), Some(phrase.tells), "`{yes}`");
            }
            for words in phrase.words {
                let n = words.split(' ').count();
                assert_eq!(Stems::of(words).0.len(), n, "`{words}` has words that are not looked at");
            }
            for no in phrase.no {
                assert_ne!(of_words(&Stems::of(no)), Some(phrase.tells), "`{no}`");
            }
        }
    }
}
