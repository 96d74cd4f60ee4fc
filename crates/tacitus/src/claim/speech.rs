//! On whose word, about what, under which condition: the spans around an act, put into the record's form.

use super::Scene;
use crate::record::{Attribution, AttributionKind, Condition, ConditionKind, Content, Polarity};
use crate::{Act, EventType, Role, Span};

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
    vec![Attribution { kind, by, cue, content: None }]
}

/// Do the words stand between quotation marks of their sentence?
fn is_quoted(text: &str, sentence: Span, words: Span) -> bool {
    let before = &text[sentence.start..words.start];
    let opened = before.matches('“').count() > before.matches('”').count();
    opened || before.matches('"').count() % 2 == 1
}

/// What a speech act is about. What was undertaken keeps its type.
pub fn content(scene: &Scene<'_>, act: &Act, undertaken: Option<EventType>) -> Vec<Content> {
    let content = |span: Span, event: Option<EventType>| {
        let words = scene.span(span);
        Content {
            event,
            mode: Vec::new(),
            actor: Vec::new(),
            recipient: Vec::new(),
            polarity: if is_left_undone(scene, act, span) { Polarity::Negative } else { Polarity::Positive },
            text: words.text,
            start: words.start,
            end: words.end,
            claim: None,
        }
    };
    let mut contents: Vec<Content> = act
        .in_role(Role::Content)
        .map(|a| content(a.span, undertaken.or(inner(scene, act, a.span))))
        .collect();
    if undertaken.is_some() && contents.is_empty() {
        contents.push(content(act.trigger.span, undertaken));
    }
    contents
}

/// The type of the first other act whose word stands in the content.
fn inner(scene: &Scene<'_>, act: &Act, content: Span) -> Option<EventType> {
    let stands_in =
        |other: &&Act| other.trigger.span != act.trigger.span && content.contains(other.trigger.span);
    let first = scene.acts.iter().filter(stands_in).min_by_key(|other| other.trigger.span.start);
    first.map(|other| other.trigger.value)
}

/// Words by which something is left undone.
const NOT: [&str; 6] = ["not", "never", "n't", "refrain", "refraining", "abstain"];

/// Is it about not doing it? One of the first two words of the content says so, or of the two before it in its
/// sentence: "vowed not to [shell the airport]".
fn is_left_undone(scene: &Scene<'_>, act: &Act, content: Span) -> bool {
    let text = &scene.doc.text;
    let start = scene.sentences[act.sentence].span.start;
    let before = text.get(start..content.start).unwrap_or_default().rsplit(char::is_whitespace);
    let before = before.filter(|w| !w.is_empty()).take(2);
    let inside = content.of(text).split_whitespace().take(2);
    before.chain(inside).any(|word| {
        let word = word.to_lowercase().replace('’', "'");
        NOT.iter().any(|not| word == *not || (*not == "n't" && word.ends_with(not)))
    })
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
            Condition {
                kind: kind.unwrap_or(ConditionKind::If),
                party: None,
                polarity: Polarity::Positive,
                text: words.text,
                start: words.start,
                end: words.end,
            }
        })
        .collect()
}
