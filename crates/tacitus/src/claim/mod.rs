//! Mentions and what is known of them -> claims: the records that leave.
//!
//! Takes what the heads found and what it was resolved to; gives one claim for every event mention. It
//! never reads a head again and never drops a mention but by a rule named here.
//!
//! `Rebels shelled Aden on Monday` becomes ASSAULT/heavy-weapons, actor `Rebels` (YEM REB), at Aden, on that
//! Monday, actual, on the report's own word.

mod confidence;
pub mod counts;
pub mod cue;
mod entity;
mod precedence;
mod said;
mod speech;
mod status;
mod time;
mod twice;

use counts::Figure;
pub use entity::entity;

use crate::record::{self, Claim, Evidence};
use crate::{
    Act, Argument, Document, EventType, Finder, Known, Mentions, Reader, Role, Scalars, Sentence, Span,
};
use cue::{Cue, Loaded, Near, Said};

/// One claim for every event mention, in the order of their triggers.
pub fn claims(
    reader: &Reader<'_>,
    doc: &Document,
    sentences: &[Sentence],
    mentions: &Mentions,
    known: &Known,
) -> Vec<Claim> {
    let scalars = Scalars::new(&doc.text);
    let said = said(&mentions.acts);
    let scene = Scene { reader, doc, sentences, known, scalars: &scalars, said: &said };
    let mut claims: Vec<Claim> = Vec::new();
    let acts = told(&mentions.acts, &doc.text);
    let figures = counts::figures(&doc.text, sentences, &acts);
    for (act, figures) in acts.iter().zip(&figures) {
        let trigger = scene.span(act.trigger.span);
        let ordinal = claims.iter().filter(|c| c.trigger == trigger).count();
        claims.push(claim(&scene, act, figures, ordinal));
    }
    embed(&mut claims);
    claims
}

/// Tells contents of the claims that are made of them: what is alleged is a claim too.
fn embed(claims: &mut [Claim]) {
    let made: Vec<_> = claims.iter().map(|c| (c.trigger.clone(), c.event, c.anchor.clone())).collect();
    for claim in claims {
        let own = &claim.trigger;
        for content in &mut claim.content {
            let inside = |t: &record::Span| t != own && content.start <= t.start && t.end <= content.end;
            let same = |e: EventType| content.event.is_none_or(|event| event == e);
            content.claim = made.iter().find(|(t, e, _)| inside(t) && same(*e)).map(|(_, _, a)| a.clone());
        }
    }
}

/// The acts that become claims. All of those handed in do.
fn told(acts: &[Act], text: &str) -> Vec<Act> {
    let standing = twice::once(&precedence::standing(acts), text);
    let is_own = |act: &&Act| {
        act.trigger.by == Finder::Given || !standing.iter().any(|other| is_content_of(act, other))
    };
    standing.iter().copied().filter(is_own).cloned().collect()
}

/// What is demanded, threatened, promised, refused or conceded is the content of that claim, never a claim
/// of its own (corpus/GUIDELINE.md, content).
fn is_content_of(act: &Act, other: &Act) -> bool {
    use EventType::*;
    matches!(other.trigger.value, Request | Threaten | Agree | Reject | Concede)
        && other.trigger.span != act.trigger.span
        && other.in_role(Role::Content).any(|c| c.span.contains(act.trigger.span))
        && !act.in_role(Role::Content).any(|c| c.span.contains(other.trigger.span))
}

/// What the actors of speech acts are told to say.
fn said(acts: &[Act]) -> Vec<Said> {
    let of = |act: &Act| {
        let in_full = matches!(act.trigger.value, EventType::Accuse | EventType::Support);
        let by = act.in_role(Role::Actor).next()?.span;
        Some(act.in_role(Role::Content).map(move |c| Said { words: c.span, by, in_full }).collect::<Vec<_>>())
    };
    acts.iter().filter_map(of).flatten().collect()
}

/// Where the claims of one document are made: all that they point into.
struct Scene<'a> {
    reader: &'a Reader<'a>,
    doc: &'a Document,
    sentences: &'a [Sentence],
    known: &'a Known,
    scalars: &'a Scalars,
    said: &'a [Said],
}

impl Scene<'_> {
    /// The written form of a span.
    fn span(&self, span: Span) -> record::Span {
        record::Span::of(span, &self.doc.text, self.scalars)
    }

    /// The written form of every phrase in a role.
    fn spans(&self, act: &Act, role: Role) -> Vec<record::Span> {
        act.in_role(role).map(|a| self.span(a.span)).collect()
    }

    /// What the cue rules look at: the act, its words and its parties.
    fn near(&self, act: &Act) -> Near<'_> {
        let party = |argument: &Argument| {
            let party = self.known.parties.get(&argument.span);
            let party = party.expect("every phrase in a party's role was looked up");
            cue::Party { span: argument.span, country: &party.country, sector: &party.sector }
        };
        let content: Vec<Span> = act.in_role(Role::Content).map(|a| a.span).collect();
        let actor = act.in_role(Role::Actor).map(party).collect();
        let recipient = act.in_role(Role::Recipient).map(party).collect();
        let what = (act.trigger.value, act.trigger.span);
        Near::new(&self.doc.text, self.sentences, what, &content, actor, recipient)
    }

    /// The parties in a role.
    fn entities(&self, act: &Act, role: Role) -> Vec<record::Entity> {
        act.in_role(role).map(|a| entity(self.known, a.span, &self.doc.text, self.scalars)).collect()
    }
}

fn claim(scene: &Scene<'_>, act: &Act, figures: &[Figure], ordinal: usize) -> Claim {
    let doc = scene.doc;
    let (event, status, undertaken) = status::settled(act);
    let trigger = scene.span(act.trigger.span);
    let anchor = format!("{}:{}-{}#{ordinal}", doc.id, trigger.start, trigger.end);
    let near = scene.near(act);
    let is_silent = undertaken.is_none() && act.modes.is_empty();
    let mode_cues = if is_silent { near.modes() } else { Vec::new() };
    let mode: Vec<String> = match undertaken {
        Some(_) => Vec::new(),
        None if is_silent => mode_cues.iter().map(|cue| cue.name().to_owned()).collect(),
        None => act.modes.iter().map(|(mode, _)| mode.clone()).collect(),
    };
    let context_cues = near.contexts(&mode);
    let loaded = near.framing(act.in_role(Role::Speaker).next().map(|a| a.span), scene.said);
    let likeliest = if is_silent { mode_cues.first().map(Cue::name) } else { likeliest_mode(act) };
    let code = scene.reader.world.ontology().code(event, likeliest.filter(|_| undertaken.is_none()));
    let parts = status::parts(status);
    let time = time::time(scene, act);
    let sentence = scene.sentences[act.sentence].span;
    Claim {
        schema: record::SCHEMA,
        id: blake3::hash(format!("{anchor}\n{}", scene.reader.edition).as_bytes()).to_hex()[..24].to_owned(),
        anchor,
        doc: doc.into(),
        sentence: record::SentenceRef {
            index: act.sentence,
            start: scene.scalars.of_byte(sentence.start),
            end: scene.scalars.of_byte(sentence.end),
        },
        event,
        mode,
        context: context_cues.iter().map(|cue| cue.name().to_owned()).collect(),
        quad: event.quad() as u8,
        cameo: code.cameo.clone(),
        goldstein: code.goldstein,
        actor: scene.entities(act, Role::Actor),
        recipient: scene.entities(act, Role::Recipient),
        place: entity::places(scene.known, act, &doc.text, scene.scalars),
        deadline: time::deadline(scene, act, time.from),
        time,
        status,
        polarity: parts.polarity,
        tense: parts.tense,
        certainty: parts.certainty,
        background: parts.background,
        denied_by: speech::denied_by(scene, act),
        cues: scene.spans(act, Role::StatusCue),
        attribution: speech::attribution(scene, act),
        content: speech::contents(scene, act, undertaken),
        condition: speech::conditions(scene, act),
        counts: counts::counts(scene, act, figures),
        framing: loaded.iter().map(|l| framing(scene, l)).collect(),
        confidence: thousandths(confidence::confidence(act)),
        evidence: evidence(scene, act, figures, undertaken.is_some(), (&mode_cues, &context_cues, &loaded)),
        found_by: act.trigger.by.to_string(),
        edition: scene.reader.edition.clone(),
        trigger,
    }
}

/// The written form of a loaded word.
fn framing(scene: &Scene<'_>, loaded: &Loaded) -> record::Framing {
    let words = scene.span(loaded.words);
    let phrase = |span: Span| span.of(&scene.doc.text).to_owned();
    record::Framing {
        text: words.text,
        start: words.start,
        end: words.end,
        target: Some(phrase(loaded.target)),
        voice: loaded.voice.map(phrase),
    }
}

fn likeliest_mode(act: &Act) -> Option<&str> {
    act.modes.iter().reduce(|a, b| if b.1 > a.1 { b } else { a }).map(|(mode, _)| mode.as_str())
}

/// Scores are written to three places: more would promise what the heads cannot keep.
fn thousandths(score: f32) -> f32 {
    (score * 1000.0).round() / 1000.0
}

/// For each filled field what filled it.
fn evidence(
    scene: &Scene<'_>,
    act: &Act,
    figures: &[Figure],
    undertaken: bool,
    (mode_cues, context_cues, loaded): (&[Cue], &[Cue], &[Loaded]),
) -> Vec<Evidence> {
    let reason =
        |field: String, by: &Finder| Evidence { field, by: by.to_string(), score: None, words: None };
    let entry = |field: String, by: &Finder, score: f32| Evidence {
        score: Some(thousandths(score)),
        ..reason(field, by)
    };
    let worded = |field: &str, i: usize, (rule, words): (&'static str, Span)| Evidence {
        words: Some(scene.span(words)),
        ..reason(format!("{field}.{i}"), &Finder::Rule(rule))
    };
    let cued = |field: &str, i: usize, cue: &Cue| worded(field, i, (cue.rule, cue.words));
    let mut evidence = vec![entry("event".into(), &act.trigger.by, act.trigger.score)];
    if undertaken {
        evidence.push(reason("event".into(), &Finder::Rule("claim/future-is-agree")));
    } else {
        for (i, (_, score)) in act.modes.iter().enumerate() {
            evidence.push(entry(format!("mode.{i}"), &Finder::Head("mode"), *score));
        }
    }
    evidence.extend(mode_cues.iter().enumerate().map(|(i, cue)| cued("mode", i, cue)));
    evidence.extend(context_cues.iter().enumerate().map(|(i, cue)| cued("context", i, cue)));
    evidence.push(reason("cameo".into(), &Finder::Asset("cameo-default.tsv".into())));
    let status = act.likeliest_status();
    evidence.push(entry("status".into(), &Finder::Head("status"), act.status[status as usize]));
    for role in Role::ALL {
        for (i, argument) in act.in_role(role).enumerate() {
            let field = match role {
                Role::Speaker => format!("attribution.0.by.{i}"),
                Role::SpeechCue => "attribution.0.cue".to_owned(),
                Role::StatusCue => format!("cues.{i}"),
                Role::Time | Role::Deadline => role.name().to_owned(),
                _ => format!("{}.{i}", role.name()),
            };
            evidence.push(entry(field.clone(), &argument.by, argument.score));
            if role == Role::Place {
                evidence.push(reason(format!("{field}.role"), &Finder::Rule("claim/place-role")));
            }
            for by in entity::finders(scene.known, role, argument.span) {
                evidence.push(reason(field.clone(), &by));
            }
        }
    }
    for (i, content) in act.contents.iter().enumerate() {
        let event = content.event.iter().filter(|_| !undertaken);
        evidence.extend(event.map(|e| entry(format!("content.{i}.event"), &e.by, e.score)));
        let not = content.not.map(|words| (format!("content.{i}.polarity"), words));
        evidence.extend(not.map(|(field, words)| Evidence {
            words: Some(scene.span(words)),
            ..reason(field, &Finder::Rule("content/not"))
        }));
        for role in [Role::Actor, Role::Recipient] {
            for (j, party) in content.parties.iter().filter(|p| p.value == role).enumerate() {
                evidence.push(entry(format!("content.{i}.{}.{j}", role.name()), &party.by, party.score));
            }
        }
    }
    let denied =
        speech::denied_by(scene, act).map(|_| reason("denied_by".into(), &Finder::Rule("denied/nearest")));
    evidence.extend(denied);
    for (i, condition) in speech::conditions(scene, act).iter().enumerate() {
        let by = |part: &str, rule| reason(format!("condition.{i}.{part}"), &Finder::Rule(rule));
        evidence.extend(condition.party.iter().map(|_| by("party", "condition/who")));
        if condition.polarity == record::Polarity::Negative {
            evidence.push(by("polarity", "condition/not"));
        }
    }
    if let Some(said) = speech::said_of(scene, act) {
        evidence.push(reason("attribution.0.content".into(), &Finder::Rule(said.rule)));
    }
    if act.in_role(Role::Time).next().is_none() {
        evidence.push(reason("time".into(), &Finder::Rule("claim/day-of-the-report")));
    }
    for (i, figure) in figures.iter().enumerate() {
        evidence.push(reason(format!("counts.{i}"), &Finder::Rule(figure.rule)));
    }
    evidence.extend(loaded.iter().enumerate().map(|(i, l)| worded("framing", i, (l.rule, l.words))));
    evidence
}
