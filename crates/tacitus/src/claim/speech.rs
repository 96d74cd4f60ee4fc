//! On whose word, about what, under which condition: the spans around an act, put into the record's form.

use super::said::{self, Said};
use super::{Scene, entity};
use crate::record::{Attribution, AttributionKind, Condition, ConditionKind, Content, Entity, Polarity};
use crate::{Act, EventType, Role, Span, Status, mention};

/// Who asserts it; empty when the report does itself.
pub fn attribution(scene: &Scene<'_>, act: &Act) -> Vec<Attribution> {
    let by = scene.entities(act, Role::Speaker);
    let cue = act.in_role(Role::SpeechCue).next().map(|a| scene.span(a.span));
    if by.is_empty() && cue.is_none() {
        return Vec::new();
    }
    let kind = if is_quoted(&scene.doc.text, scene.sentences[act.sentence].span, act.trigger.span) {
        AttributionKind::Direct
    } else {
        AttributionKind::Indirect
    };
    vec![Attribution { kind, by, cue, content: said_of(scene, act).map(|said| scene.span(said.words)) }]
}

/// All that the speaker of an act says, where it is one stretch.
pub fn said_of(scene: &Scene<'_>, act: &Act) -> Option<Said> {
    let speaking: Vec<Span> =
        act.in_role(Role::Speaker).chain(act.in_role(Role::SpeechCue)).map(|a| a.span).collect();
    let cue = act.in_role(Role::SpeechCue).next().map(|a| a.span);
    said::said(&scene.doc.text, scene.sentences[act.sentence].span, &speaking, cue, act.trigger.span)
}

/// Do the words stand between quotation marks of their sentence?
fn is_quoted(text: &str, sentence: Span, words: Span) -> bool {
    let before = &text[sentence.start..words.start];
    let opened = before.matches('“').count() > before.matches('”').count();
    opened || before.matches('"').count() % 2 == 1
}

/// Who denies it: the party that stands nearest before the word of denial in its sentence, or behind its "by"; else the
/// speaker. Nobody where the status is another.
pub fn denied_by(scene: &Scene<'_>, act: &Act) -> Option<Entity> {
    if act.likeliest_status() != Status::Denied {
        return None;
    }
    let speaker = || act.in_role(Role::Speaker).next().map(|a| a.span);
    let cue = act.in_role(Role::StatusCue).next().map(|a| a.span);
    let is_told = act.in_role(Role::SpeechCue).any(|a| cue.is_none_or(|c| c.overlaps(a.span)));
    let denier =
        if is_told { speaker() } else { cue.and_then(|cue| subject_of(scene, cue)).or_else(speaker) };
    denier.map(|span| entity(scene.known, span, &scene.doc.text, scene.scalars))
}

/// The party that does what a verb says: nearest before it in its sentence, or right behind "by".
fn subject_of(scene: &Scene<'_>, verb: Span) -> Option<Span> {
    let sentence = scene.sentences.iter().find(|s| s.span.contains(verb))?.span;
    let text = &scene.doc.text;
    let mut here = scene.known.parties.keys().copied().filter(|p| sentence.contains(*p));
    let is_by =
        |p: &Span| p.start > verb.end && matches!(text[verb.end..p.start].trim(), "by" | "by the" | "by a");
    let before = here.clone().filter(|p| p.end <= verb.start).max_by_key(|p| p.end);
    here.find(is_by).or(before)
}

/// What a speech act is about. What was undertaken keeps its type.
pub fn contents(scene: &Scene<'_>, act: &Act, undertaken: Option<EventType>) -> Vec<Content> {
    let mut contents: Vec<Content> = act.contents.iter().map(|c| content(scene, c, undertaken)).collect();
    if undertaken.is_some() && contents.is_empty() {
        let own = |role: Role| act.in_role(role).cloned();
        let parties = own(Role::Actor).chain(own(Role::Recipient)).collect();
        let itself = mention::Content { span: act.trigger.span, event: None, not: None, parties };
        contents.push(content(scene, &itself, undertaken));
    }
    contents
}

fn content(scene: &Scene<'_>, of: &mention::Content, undertaken: Option<EventType>) -> Content {
    let words = scene.span(of.span);
    let parties = |role: Role| {
        let in_role = of.parties.iter().filter(|p| p.value == role);
        in_role.map(|p| entity(scene.known, p.span, &scene.doc.text, scene.scalars)).collect()
    };
    Content {
        event: undertaken.or(of.event.as_ref().map(|e| e.value)),
        mode: Vec::new(),
        actor: parties(Role::Actor),
        recipient: parties(Role::Recipient),
        polarity: if of.not.is_some() { Polarity::Negative } else { Polarity::Positive },
        text: words.text,
        start: words.start,
        end: words.end,
        claim: None,
    }
}

/// The words that open each kind of condition.
const OPENERS: [(&str, ConditionKind); 13] = [
    ("unless", ConditionKind::Unless),
    ("except", ConditionKind::Unless),
    ("provided", ConditionKind::Provided),
    ("providing", ConditionKind::Provided),
    ("as long as", ConditionKind::Provided),
    ("so long as", ConditionKind::Provided),
    ("long as", ConditionKind::Provided),
    ("on condition", ConditionKind::Provided),
    ("on the condition", ConditionKind::Provided),
    ("in exchange", ConditionKind::Provided),
    ("otherwise", ConditionKind::Otherwise),
    ("or else", ConditionKind::Otherwise),
    ("until", ConditionKind::Until),
];

/// What must hold. Without one of the opening words it is an `if`.
pub fn conditions(scene: &Scene<'_>, act: &Act) -> Vec<Condition> {
    act.in_role(Role::Condition)
        .map(|argument| {
            let words = scene.span(argument.span);
            let lower = words.text.to_lowercase();
            let kind = OPENERS.iter().find(|(opener, _)| lower.starts_with(opener)).map(|(_, kind)| *kind);
            let party = who_must(scene, act, argument.span, kind);
            let said_not = NOT.iter().any(|not| lower.split_whitespace().any(|w| w == *not));
            Condition {
                kind: kind.unwrap_or(ConditionKind::If),
                party: party.map(|span| entity(scene.known, span, &scene.doc.text, scene.scalars)),
                polarity: if said_not { Polarity::Negative } else { Polarity::Positive },
                text: words.text,
                start: words.start,
                end: words.end,
            }
        })
        .collect()
}

/// Words that make a condition one of something not done.
const NOT: [&str; 4] = ["not", "never", "no", "without"];

/// Behind these words stands whom or what a condition is about, not who must meet it: "unless troops leave Basra".
const NOT_OF_WHO: [&str; 16] = [
    "in", "to", "from", "of", "at", "near", "into", "on", "with", "against", "leave", "leaves", "left",
    "for", "between", "over",
];

/// Who must meet a condition: the first party in its words. Where it names none and says what else will follow
/// (`or face an assault`), whoever is told so.
fn who_must(scene: &Scene<'_>, act: &Act, condition: Span, kind: Option<ConditionKind>) -> Option<Span> {
    let text = &scene.doc.text;
    let is_place = |p: &Span| {
        let before = text[condition.start..p.start].trim_end().trim_end_matches(" the");
        let word = before.rsplit(' ').next().unwrap_or_default();
        NOT_OF_WHO.iter().any(|w| w.eq_ignore_ascii_case(word))
    };
    let named = scene.known.parties.keys().copied().find(|p| condition.contains(*p) && !is_place(p));
    let told = || act.in_role(Role::Recipient).next().map(|a| a.span);
    named.or_else(|| if kind == Some(ConditionKind::Otherwise) { told() } else { None })
}
