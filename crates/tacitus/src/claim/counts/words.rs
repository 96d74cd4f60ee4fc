//! The closed lists of words by which phrases of people are told from the rest of a sentence.
//!
//! Each list is one string of words in small letters, with blanks between: `is_in(THINGS, "bomb")`.

/// Is the word one of the list?
pub(super) fn is_in(list: &str, word: &str) -> bool {
    list.split(' ').any(|w| w == word)
}

/// Where a phrase ends.
pub(super) const ENDS: &str = "in on at near by during after before from to with without while when as who whom whose which that is \
    are was were be been being has have had and or but including inside outside for over since following \
    across into against through between because amid will would may could also dead alive hostage \
    prisoner where among until within around under";

/// Things that are counted beside people.
pub(super) const THINGS: &str = "attack attacks bomb bombs bombing bombings explosion explosions blast blasts rocket rockets missile \
    missiles airstrike airstrikes strike strikes raid raids shots home homes house houses building \
    buildings vehicle vehicles car cars tank tanks truck trucks bus buses ship ships boat boats plane \
    planes aircraft helicopter helicopters drone drones village villages city cities town towns province \
    provinces place places incident incidents country countries time bridge shell shells mortar mortars \
    church mosque base weapon weapons";

/// Plurals that do not look it.
pub(super) const PLURALS: &str = "people men women children police troops personnel staff policemen servicemen gunmen businessmen \
    policewomen crew wounded others many several dozens family them officials crowd public youth media \
    force cabinet group team unit network delegation gang ring cell government rebels";

/// Pronouns and words that begin no phrase that is one person.
pub(super) const NO_ONE: &str =
    "it they them he she him her himself themselves more most many several some all both";

/// Whose it is.
pub(super) const POSSESSIVE: &str = "his her its their my";

/// Words that begin a clause: no subject reaches back over them.
pub(super) const CLAUSE: &str = "that when after as while with but ; : — – leaving leaves leave says said say reports where before \
    which - -- if until because those";

/// Prepositions: a number after one of these is not the subject.
pub(super) const BESIDE: &str = "in at on from by during since near for of between least to";
