//! A report for reading by eye: headline, outlet, day; the text with the words of its claims marked; under
//! it the records, and with `--why` the finder of every field. It never shows anything that is not in the
//! records.
//!
//! Example of a record:
//! `[1] ASSAULT/aerial  actual  [0.83]  Iraqi army (IRQ MIL) -> militia (IRQ REB)  at Basra  on 2008-03-27`

use super::marked::{Glyph, Look, Mark, marked, marks, push};
use super::wrap::{Block, wrapped};
use super::{Shape, Written, tree};
use serde_json::Value;
use tacitus::record::{Attribution, Claim, Entity, Polarity, Time, TimeBasis};
use tacitus::{Basis, Document, Reading, Resolution};

/// What the marks mean; stands once before the first report.
pub fn legend(shape: &Shape) -> String {
    const WORDS: [(&str, Look); 9] = [
        ("verbal cooperation", Look::Trigger(1)),
        ("material cooperation", Look::Trigger(2)),
        ("verbal conflict", Look::Trigger(3)),
        ("material conflict", Look::Trigger(4)),
        ("actor", Look::Actor),
        ("recipient", Look::Recipient),
        ("place", Look::Place),
        ("time", Look::Time),
        ("status or speech", Look::Cue),
    ];
    let words = if shape.colour { &WORDS[..] } else { &WORDS[3..] };
    let mut glyphs = Vec::new();
    for (i, (word, look)) in words.iter().enumerate() {
        let word = if matches!(look, Look::Trigger(_)) && !shape.colour { "event" } else { word };
        let mark = Mark { start: 0, end: word.len(), look: *look, label: String::new() };
        push(if i == 0 { "" } else { "  " }, Look::Plain, &mut glyphs);
        glyphs.extend(marked(word, vec![mark], shape.colour));
    }
    let signs = "[0.83] how sure of the whole record  -> to whom  ? not named, or in doubt";
    push(&format!("\n{signs}"), Look::Faint, &mut glyphs);
    wrapped(&glyphs, block(shape, 0, 0)) + "\n"
}

/// One report.
pub fn report(shape: &Shape, doc: &Document, reading: &Reading, out: &mut Vec<u8>) -> Written {
    let mut page = heading(shape, doc);
    page.push('\n');
    let mut marks = marks(&reading.claims);
    marks.extend(headline(doc).map(|end| Mark { start: 0, end, look: Look::Strong, label: String::new() }));
    let text = marked(doc.text.trim_end(), marks, shape.colour);
    page += &wrapped(&text, block(shape, 0, 0));
    page.push('\n');
    if reading.claims.is_empty() {
        page += "    nothing here that the codebook has a type for\n";
    }
    for (i, claim) in reading.claims.iter().enumerate() {
        page += &wrapped(&record(i + 1, claim), block(shape, 0, 4));
        if shape.why {
            page += &why(shape, claim);
        }
    }
    page.push('\n');
    out.extend_from_slice(page.as_bytes());
    Written { claim: reading.claims.len() as u64, ..Written::default() }
}

fn block(shape: &Shape, first: usize, rest: usize) -> Block {
    Block { width: shape.width, first, rest, colour: shape.colour }
}

fn heading(shape: &Shape, doc: &Document) -> String {
    let mut glyphs = Vec::new();
    if headline(doc).is_none() {
        push(doc.title.as_deref().unwrap_or("(no headline)"), Look::Strong, &mut glyphs);
        push("\n", Look::Plain, &mut glyphs);
    }
    let day = match (doc.published.date, doc.published.basis) {
        (Some(day), Basis::Given) => format!("{day} (given)"),
        (Some(day), _) => day.to_string(),
        (None, _) => "no date known".to_owned(),
    };
    let path = doc.path.as_ref().map(|path| match doc.line {
        Some(line) => format!("{path}:{line}"),
        None => path.clone(),
    });
    let facts: Vec<String> = doc.source.clone().into_iter().chain([day]).chain(path).collect();
    push(&facts.join("  "), Look::Faint, &mut glyphs);
    wrapped(&glyphs, block(shape, 0, 0))
}

/// Where the headline ends (in characters), when the text itself begins with it: then it is shown there
/// alone.
fn headline(doc: &Document) -> Option<usize> {
    let title = doc.title.as_deref().filter(|title| !title.is_empty())?;
    doc.text.starts_with(title).then(|| title.chars().count())
}

/// One record as a line: number, type and modes, status, confidence, parties, and what else is there.
fn record(number: usize, claim: &Claim) -> Vec<Glyph> {
    let mut glyphs = Vec::new();
    let mut add = |words: &str, look: Look| {
        push(if glyphs.is_empty() { "" } else { "  " }, Look::Plain, &mut glyphs);
        push(words, look, &mut glyphs);
    };
    let modes: String = claim.mode.iter().map(|mode| format!("/{mode}")).collect();
    add(&format!("[{number}] {}{modes}", claim.event), Look::Trigger(claim.quad));
    add(claim.status.name(), Look::Plain);
    add(&format!("[{:.2}]", claim.confidence), Look::Faint);
    for words in facts(claim) {
        add(&words, Look::Plain);
    }
    glyphs
}

/// All that a claim says beside its type and status, as phrases.
fn facts(claim: &Claim) -> Vec<String> {
    let mut facts = Vec::new();
    facts.extend(parties(claim));
    for place in &claim.place {
        let role = format!("{:?}", place.role).to_lowercase();
        let country = place.country.iter().map(|c| format!(" ({c}{})", doubt(place.resolution)));
        facts.push(format!("{role} {}{}", place.name, country.collect::<String>()));
    }
    facts.extend(when(&claim.time));
    facts.extend(claim.denied_by.iter().map(|e| format!("denied by {}", entity(e))));
    facts.extend(claim.attribution.iter().map(says));
    for content in &claim.content {
        let not = if content.polarity == Polarity::Negative { "not " } else { "" };
        let event = content.event.map(|e| format!("{e} ")).unwrap_or_default();
        facts.push(format!("about: {not}{event}\"{}\"", one_line(&content.text)));
    }
    facts.extend(claim.condition.iter().map(|c| {
        let party = c.party.as_ref().map(|p| format!(" (by {})", p.name)).unwrap_or_default();
        format!("condition: \"{}\"{party}", one_line(&c.text))
    }));
    facts.extend(claim.deadline.iter().map(|d| {
        let due = d.due.as_ref().and_then(|due| due.to).or(d.date);
        format!(
            "deadline: \"{}\"{}",
            one_line(&d.text),
            due.map(|day| format!(" ({day})")).unwrap_or_default()
        )
    }));
    facts.extend(claim.counts.iter().map(|c| {
        let kind = format!("{:?}", c.kind).to_lowercase();
        format!("{kind}: {}", range(c.low, c.high).unwrap_or_else(|| c.text.clone()))
    }));
    facts.extend(claim.framing.iter().map(|f| format!("loaded: \"{}\"", f.text)));
    facts
}

/// Words as they stand in the report, but without its line breaks.
fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn parties(claim: &Claim) -> Option<String> {
    let list = |parties: &[Entity]| parties.iter().map(entity).collect::<Vec<_>>().join(", ");
    match (claim.actor.is_empty(), claim.recipient.is_empty()) {
        (true, true) => Some("?".to_owned()),
        (false, true) => Some(list(&claim.actor)),
        (true, false) => Some(format!("? -> {}", list(&claim.recipient))),
        (false, false) => Some(format!("{} -> {}", list(&claim.actor), list(&claim.recipient))),
    }
}

fn entity(entity: &Entity) -> String {
    let codes: Vec<&str> = entity.country.iter().chain(&entity.sector).map(String::as_str).collect();
    match codes.as_slice() {
        [] => entity.name.clone(),
        codes => format!("{} ({}{})", entity.name, codes.join(" "), doubt(entity.resolution)),
    }
}

fn doubt(resolution: Resolution) -> &'static str {
    if resolution == Resolution::Ambiguous { "?" } else { "" }
}

fn says(attribution: &Attribution) -> String {
    let by: Vec<String> = attribution.by.iter().map(entity).collect();
    let by = if by.is_empty() { "somebody".to_owned() } else { by.join(", ") };
    format!("says: {by}")
}

fn when(time: &Time) -> Option<String> {
    let words = match (time.from, time.to) {
        (Some(from), Some(to)) if from == to => format!("on {from}"),
        (Some(from), Some(to)) => format!("{from} to {to}"),
        (Some(from), None) => format!("from {from}"),
        (None, Some(to)) => format!("until {to}"),
        (None, None) => time.text.as_ref().map(|text| format!("\"{text}\""))?,
    };
    Some(if time.basis == TimeBasis::Published { words + " (day of the report)" } else { words })
}

fn range(low: Option<f64>, high: Option<f64>) -> Option<String> {
    match (low, high) {
        (Some(low), Some(high)) if low == high => Some(low.to_string()),
        (Some(low), Some(high)) => Some(format!("{low} to {high}")),
        (Some(low), None) => Some(format!("at least {low}")),
        (None, Some(high)) => Some(format!("at most {high}")),
        (None, None) => None,
    }
}

/// The reasons of one record: a line for every field that has one.
fn why(shape: &Shape, claim: &Claim) -> String {
    let tree = tree(claim);
    let mut out = String::new();
    for evidence in &claim.evidence {
        let (words, value) = cited(&tree, &evidence.field);
        let words = evidence.words.as_ref().map(|words| words.text.clone()).or(words);
        let mut glyphs = Vec::new();
        push(&evidence.field, Look::Strong, &mut glyphs);
        push(&value.map(|v| format!(" = {v}")).unwrap_or_default(), Look::Plain, &mut glyphs);
        push(&words.map(|w| format!("  \"{w}\"")).unwrap_or_default(), Look::Plain, &mut glyphs);
        let score = evidence.score.map(|score| format!("  {score:.2}")).unwrap_or_default();
        push(&format!("  {}{score}", evidence.by), Look::Faint, &mut glyphs);
        out += &wrapped(&glyphs, block(shape, 6, 10));
    }
    out
}

/// The words a field of the claim came from, and its value. The words are those of the innermost part of the
/// record on the way to the field that has any; a plain field of the claim itself has those of the trigger.
fn cited(claim: &Value, field: &str) -> (Option<String>, Option<String>) {
    let text = |value: &Value| value.get("text").and_then(Value::as_str).map(str::to_owned);
    let mut words = None;
    let mut at = Some(claim);
    for step in field.split('.') {
        at = at.and_then(|value| match step.parse::<usize>() {
            Ok(i) => value.get(i),
            Err(_) => value.get(step),
        });
        words = at.and_then(text).or(words);
    }
    let plain = !field.contains('.') && !at.is_some_and(Value::is_object);
    let words = words.or_else(|| claim.get("trigger").filter(|_| plain).and_then(text));
    (words, at.and_then(shown))
}

fn shown(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        Value::Object(map) => map.get("name").or(map.get("from")).and_then(Value::as_str).map(str::to_owned),
        Value::Array(list) => {
            let names: Option<Vec<&str>> = list.iter().map(Value::as_str).collect();
            names.filter(|names| !names.is_empty()).map(|names| names.join(", "))
        }
        Value::Null => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Format, Kinds};
    use super::*;
    use crate::example;

    fn shape(colour: bool, why: bool) -> Shape {
        Shape { format: Format::Page, kinds: Kinds::default(), why, colour, width: 72 }
    }

    fn page(shape: &Shape, claims: Vec<Claim>) -> String {
        let (doc, _) = example::airstrike();
        let mut out = Vec::new();
        report(shape, &doc, &example::reading(claims), &mut out);
        String::from_utf8(out).expect("a page is UTF-8")
    }

    #[test]
    fn a_page_has_head_text_and_records() {
        let (_, reading) = example::airstrike();
        assert_eq!(
            page(&shape(false, false), reading.claims),
            "Air strike in Basra\n\
             Basra Courier  2008-03-28  reports.txt\n\
             \n\
             <US and British aircraft> and <the Iraqi army> *bombed*[1] {a militia};\n\
             so called, in |Basra| on ~Thursday~, a spokesman _said_.\n\
             \n\
             [1] ASSAULT/aerial  actual  [0.83]  US and British aircraft (USA GBR\n    \
                 MIL), Iraqi army (IRQ MIL) -> militia; so called (IRQ REB)  at Basra\n    \
                 (IRQ)  on 2008-03-27  says: a spokesman (GOV)\n\
             \n"
        );
    }

    #[test]
    fn why_names_field_value_words_finder_and_score() {
        let (_, reading) = example::airstrike();
        let page = page(&shape(false, true), reading.claims);
        for line in [
            "      event = ASSAULT  \"bombed\"  head trigger  0.91\n",
            "      actor.1 = Iraqi army  \"the Iraqi army\"  asset actors.tsv:irq-army",
            "      place.0.geonames = 99532  \"Basra\"  asset places.tsv:99532\n",
        ] {
            assert!(page.contains(line), "no {line:?} in\n{page}");
        }
    }

    #[test]
    fn a_day_that_stands_in_has_no_words() {
        let (_, reading) = example::airstrike();
        let mut tree = tree(&reading.claims[0]);
        assert_eq!(cited(&tree, "time"), (Some("Thursday".to_owned()), Some("2008-03-27".to_owned())));
        tree["time"]["text"] = Value::Null;
        assert_eq!(cited(&tree, "time"), (None, Some("2008-03-27".to_owned())));
    }

    #[test]
    fn a_headline_that_stands_in_the_text_is_shown_once() {
        let mut doc = example::document("Strike in Basra\n\nA strike.\n");
        doc.title = Some("Strike in Basra".to_owned());
        let mut out = Vec::new();
        report(&shape(true, false), &doc, &example::reading(Vec::new()), &mut out);
        let page = String::from_utf8(out).expect("a page is UTF-8");
        assert!(page.contains("\n\n\u{1b}[1mStrike in Basra\u{1b}[0m\n\nA strike.\n\n"), "{page:?}");
        assert_eq!(page.matches("Strike in Basra").count(), 1);
    }

    #[test]
    fn a_report_without_claims_says_so() {
        assert!(page(&shape(false, false), Vec::new()).contains("nothing here"));
    }

    #[test]
    fn colours_are_only_there_when_asked_for() {
        let (_, reading) = example::airstrike();
        assert!(page(&shape(true, true), reading.claims.clone()).contains("\u{1b}[1;31mbombed\u{1b}[0m"));
        assert!(!page(&shape(false, true), reading.claims).contains('\u{1b}'));
        assert!(legend(&shape(false, false)).starts_with("*event*  <actor>  {recipient}"));
    }

    #[test]
    fn every_fact_of_a_full_claim_is_shown() {
        let page = page(&shape(false, false), vec![example::full_claim()]).replace("\n    ", " ");
        for words in [
            "denied by Iraqi army",
            "about: AID \"bombed\"",
            "condition: \"if\" (by Iraqi army)",
            "deadline: \"72 hours\" (2008-03-30)",
            "dead: 12 to 14",
            "loaded: \"heroic\"",
        ] {
            assert!(page.contains(words), "no {words:?} in\n{page}");
        }
    }
}
