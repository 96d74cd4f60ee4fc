//! Did it happen? The status head's answer, and the ontology's rule for things undertaken.

use crate::record::{Certainty, Polarity, Tense};
use crate::{Act, EventType, Status};

/// Type and status of a claim, and the type it had before it became an undertaking: a future CONSULT,
/// SUPPORT, COOPERATE or AID is an AGREE that is made now (plover.toml, AGREE, `decision`).
pub fn settled(act: &Act) -> (EventType, Status, Option<EventType>) {
    use EventType::*;
    let (event, status) = (act.trigger.value, act.likeliest_status());
    match (event, status) {
        (Consult | Support | Cooperate | Aid, Status::Future) => (Agree, Status::Actual, Some(event)),
        _ => (event, status, None),
    }
}

/// What a status says of polarity, tense, certainty and background.
pub struct Parts {
    /// Did it happen or did it not.
    pub polarity: Polarity,
    /// Of the event against the report.
    pub tense: Tense,
    /// How firmly it is asserted.
    pub certainty: Certainty,
    /// Told as earlier background.
    pub background: bool,
}

/// The parts that make a status. `actual` is past: a newspaper's present tells what has happened.
pub fn parts(status: Status) -> Parts {
    let actual = Parts {
        polarity: Polarity::Positive,
        tense: Tense::Past,
        certainty: Certainty::Certain,
        background: false,
    };
    match status {
        Status::Actual | Status::Denied => actual,
        Status::Negated => Parts { polarity: Polarity::Negative, ..actual },
        Status::Hypothetical => Parts { certainty: Certainty::Possible, ..actual },
        Status::Future => Parts { tense: Tense::Future, ..actual },
        Status::Historical => Parts { background: true, ..actual },
    }
}
