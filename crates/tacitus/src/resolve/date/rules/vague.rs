//! Times without edges: the past, the present, the future.
//!
//! Example: "now" is `PRESENT_REF`, "recently" is `PAST_REF`.

use super::super::engine::{OTHER, Rule};
use super::super::lexicon::CAP;
use super::super::time::Time;

pub const RULES: &[Rule] = &[
    Rule {
        name: "date/now",
        gives: OTHER,
        patterns: &["now !~- !known", "right|just now", "until|till|by now", "from now on", "nowadays"],
        make: |h| {
            if h.first().is(*CAP) && h.beside(true).is_some_and(|w| w.is(*CAP)) {
                return None;
            }
            Some(Time::vague("PRESENT_REF", h.now.published))
        },
    },
    Rule {
        name: "date/currently",
        gives: OTHER,
        patterns: &[
            "currently|presently",
            "at present",
            "the present day",
            "at the moment !of|when|that",
            "at this moment|time|point|stage",
            "these days",
            "for the time being",
        ],
        make: |h| Some(Time::vague("PRESENT_REF", h.now.published)),
    },
    Rule {
        name: "date/recently",
        gives: OTHER,
        patterns: &["recently|lately", "more|most recently", "until recently|lately"],
        make: |h| Some(Time::vague("PAST_REF", h.now.published)),
    },
    Rule {
        name: "date/the-past",
        gives: OTHER,
        patterns: &[
            "[in|from|of] the recent|distant|near? past !few !<unit|units|some|num|int>",
            "[in|from|of] the past !<unit|units|some|num|int>",
        ],
        make: |h| Some(Time::vague("PAST_REF", h.now.published)),
    },
    Rule {
        name: "date/the-future",
        gives: OTHER,
        patterns: &[
            "[in|for|into] the near|immediate|foreseeable|distant|not? future",
            "[in] future !<unit|units>",
            "the near|foreseeable|immediate|distant future",
            "future !of",
        ],
        make: |h| {
            let title = h.first().is(*CAP) && !h.at_start();
            (!title).then(|| Time::vague("FUTURE_REF", h.now.published))
        },
    },
];
