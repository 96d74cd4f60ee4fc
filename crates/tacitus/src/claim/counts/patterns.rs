//! The list of patterns: which words tell of dead, injured, arrested, captured, missing and displaced people,
//! and where their number stands.
//!
//! "killing at least 40" is pattern `count/kill`, dead, 40 or more. One record a pattern; its cases lie in
//! `tests/suite/count/`.

use crate::record::CountKind::{self, Arrested, Captured, Dead, Displaced, Injured, Missing};

/// Where the number stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stands {
    /// After the verb: "kills 12".
    Object,
    /// Before it: "12 died".
    Subject,
    /// After it, unless it is passive, else before: "killed 12", "12 were killed".
    Either,
    /// After "of": "the deaths of 12".
    Of,
    /// Right before: "12 deaths", "12 hostages".
    Before,
    /// After "rises to", "stands at" and their like.
    Toll,
    /// After the verb, with "to flee" behind it: "forcing 12 to flee".
    ToFlee,
    /// Between the verb and these words: "claimed 12 lives".
    Lives,
}

/// Words, what they tell, and where the number stands.
pub(super) struct Pattern {
    /// Names the rule in the record's evidence.
    pub name: &'static str,
    pub kind: CountKind,
    pub stands: Stands,
    /// In small letters; one begins with `*` when any word stands before it ("* to death").
    pub words: &'static [&'static str],
}

/// All of them. Where two hold at one place the earlier is taken.
pub(super) static PATTERNS: [Pattern; 29] = [
    Pattern {
        name: "count/shot-dead",
        kind: Dead,
        stands: Stands::Either,
        words: &["shot dead", "shot and killed", "gunned down", "stabbed and killed", "* to death"],
    },
    Pattern {
        name: "count/shoot-dead",
        kind: Dead,
        stands: Stands::Object,
        words: &["shoot dead", "shoots dead", "shooting dead", "gunning down", "guns down", "gun down"],
    },
    Pattern {
        name: "count/killing-of",
        kind: Dead,
        stands: Stands::Of,
        words: &[
            "killing",
            "killings",
            "murder",
            "murders",
            "assassination",
            "assassinations",
            "massacre",
            "slaughter",
            "execution",
            "executions",
            "death",
            "deaths",
            "beheading",
            "lynching",
            "slaying",
            "killers",
            "killer",
            "lives",
        ],
    },
    Pattern {
        name: "count/death-toll",
        kind: Dead,
        stands: Stands::Toll,
        words: &["death toll", "number of dead", "number of deaths", "toll"],
    },
    Pattern { name: "count/lives", kind: Dead, stands: Stands::Lives, words: &["lives"] },
    Pattern {
        name: "count/deaths",
        kind: Dead,
        stands: Stands::Before,
        words: &["deaths", "fatalities", "fatality", "dead"],
    },
    Pattern {
        name: "count/kill",
        kind: Dead,
        stands: Stands::Object,
        words: &[
            "kill",
            "kills",
            "killing",
            "murder",
            "murders",
            "murdering",
            "assassinate",
            "assassinates",
            "assassinating",
            "massacre",
            "massacres",
            "massacring",
            "execute",
            "executes",
            "executing",
            "behead",
            "beheads",
            "beheading",
            "slaughter",
            "slaughtering",
            "slay",
            "slaying",
        ],
    },
    Pattern {
        name: "count/killed",
        kind: Dead,
        stands: Stands::Either,
        words: &[
            "killed",
            "murdered",
            "assassinated",
            "massacred",
            "executed",
            "beheaded",
            "slaughtered",
            "slain",
            "lynched",
            "martyred",
        ],
    },
    Pattern {
        name: "count/die",
        kind: Dead,
        stands: Stands::Subject,
        words: &["die", "dies", "died", "dead", "perished", "perish", "lose their lives", "lost their lives"],
    },
    Pattern { name: "count/injury-to", kind: Injured, stands: Stands::Of, words: &["wounding", "injuries"] },
    Pattern {
        name: "count/injure",
        kind: Injured,
        stands: Stands::Object,
        words: &["injure", "injures", "injuring", "wound", "wounds", "wounding", "maiming", "hurting"],
    },
    Pattern { name: "count/injuries", kind: Injured, stands: Stands::Before, words: &["injuries", "injury"] },
    Pattern {
        name: "count/injured",
        kind: Injured,
        stands: Stands::Either,
        words: &["injured", "wounded", "maimed"],
    },
    Pattern { name: "count/hurt", kind: Injured, stands: Stands::Subject, words: &["hurt"] },
    Pattern {
        name: "count/arrest-of",
        kind: Arrested,
        stands: Stands::Of,
        words: &["arrest", "arrests", "detention", "imprisonment", "jailing"],
    },
    Pattern {
        name: "count/arrests",
        kind: Arrested,
        stands: Stands::Before,
        words: &["arrests", "detainees"],
    },
    Pattern {
        name: "count/arrest",
        kind: Arrested,
        stands: Stands::Object,
        words: &[
            "arrest",
            "arrests",
            "arresting",
            "detain",
            "detains",
            "detaining",
            "imprison",
            "imprisons",
            "imprisoning",
            "jails",
            "jailing",
            "apprehend",
            "apprehends",
            "apprehending",
            "round up",
            "rounds up",
            "rounding up",
        ],
    },
    Pattern {
        name: "count/arrested",
        kind: Arrested,
        stands: Stands::Either,
        words: &["arrested", "detained", "imprisoned", "jailed", "apprehended", "rounded up"],
    },
    Pattern {
        name: "count/in-custody",
        kind: Arrested,
        stands: Stands::Subject,
        words: &["taken into custody", "in custody", "under arrest", "in detention"],
    },
    Pattern {
        name: "count/capture-of",
        kind: Captured,
        stands: Stands::Of,
        words: &["abduction", "abductions", "kidnapping", "kidnappings", "capture"],
    },
    Pattern {
        name: "count/hostages",
        kind: Captured,
        stands: Stands::Before,
        words: &["hostages", "hostage", "prisoners of war"],
    },
    Pattern {
        name: "count/abduct",
        kind: Captured,
        stands: Stands::Object,
        words: &[
            "abduct",
            "abducts",
            "abducting",
            "kidnap",
            "kidnaps",
            "kidnapping",
            "capture",
            "captures",
            "capturing",
        ],
    },
    Pattern {
        name: "count/abducted",
        kind: Captured,
        stands: Stands::Either,
        words: &["abducted", "kidnapped", "captured", "taken hostage", "taken prisoner", "held hostage"],
    },
    Pattern {
        name: "count/missing",
        kind: Missing,
        stands: Stands::Subject,
        words: &["missing", "unaccounted for", "disappeared", "cannot be traced"],
    },
    Pattern {
        name: "count/displaced",
        kind: Displaced,
        stands: Stands::Either,
        words: &["displaced", "expelled", "evicted"],
    },
    Pattern {
        name: "count/displace",
        kind: Displaced,
        stands: Stands::Object,
        words: &["displaces", "displacing", "displace", "uprooting", "expels", "evicts", "evicting"],
    },
    Pattern { name: "count/displacement-of", kind: Displaced, stands: Stands::Of, words: &["displacement"] },
    Pattern {
        name: "count/flee",
        kind: Displaced,
        stands: Stands::Subject,
        words: &["flee", "flees", "fled", "fleeing", "homeless", "escape", "evacuated"],
    },
    Pattern {
        name: "count/forced-to-flee",
        kind: Displaced,
        stands: Stands::ToFlee,
        words: &["forcing", "forced"],
    },
];
