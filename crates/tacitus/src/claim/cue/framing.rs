//! Loaded words of a claim's parties and of its trigger: the list `framing.tsv`.
//!
//! A word counts within the party's phrase, in front of it where it belongs to the same phrase (`the so-called
//! sharia court`, `the junta's battalions`), within the trigger, and as the adjective right before a trigger that
//! is a noun. Elsewhere it is said of somebody else.

use super::phrase::{self, Phrase, Word};
use super::{Loaded, Near, Said, voice};
use crate::Span;
use std::cmp::Reverse;
use std::sync::LazyLock;

/// How many words in front of a party may belong to its phrase.
const MOST_BEFORE_PARTY: usize = 3;
/// As far as one adjective before a trigger reaches; the second word is the quotation mark between.
const MOST_BEFORE_TRIGGER: usize = 2;

/// One line of the table; its last column is for readers.
struct Row {
    rule: &'static str,
    of_party: bool,
    of_act: bool,
    is_adjective: bool,
    is_cased: bool,
    words: Vec<Phrase>,
    except: Vec<Phrase>,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let row = |[rule, of, place, words, except, _]: [&'static str; 6]| Row {
        rule,
        of_party: of != "act",
        of_act: of != "party",
        is_adjective: place == "before",
        is_cased: words.contains(char::is_uppercase),
        words: phrase::phrases(words),
        except: phrase::phrases(except),
    };
    phrase::rows(include_str!("framing.tsv")).map(row).collect()
});

/// Of whom or what a word may be said: a party, or the act by its trigger.
struct Target<'a> {
    span: Span,
    is_act: bool,
    /// What it stands among.
    words: &'a [Word<'a>],
    /// Its place in them, half-open.
    from: usize,
    to: usize,
}

impl<'a> Target<'a> {
    fn new(near: &'a Near<'_>, span: Span, is_act: bool) -> Option<Target<'a>> {
        let is_of = |word: &Word<'_>| word.span.overlaps(span);
        let both: [&[Word<'_>]; 2] = [&near.words, &near.elsewhere];
        let words = both.into_iter().find(|words| words.iter().any(is_of))?;
        let (from, last) = (words.iter().position(is_of)?, words.iter().rposition(is_of)?);
        Some(Target { span, is_act, words, from, to: last + 1 })
    }
}

/// A row of the table and where its words stand, half-open.
struct Hit {
    row: &'static Row,
    from: usize,
    to: usize,
}

/// The loaded words of the claim, in the order of the text.
pub(super) fn found(near: &Near<'_>, speaker: Option<Span>, said: &[Said]) -> Vec<Loaded> {
    let parties = near.actor.iter().chain(&near.recipient).map(|party| (party.span, false));
    let targets = parties.chain([(near.trigger, true)]);
    let targets = targets.filter_map(|(span, is_act)| Target::new(near, span, is_act));
    let mut found: Vec<(bool, Loaded)> = targets.flat_map(|target| of(&target)).collect();
    // What stands within a party is not said of the next one too; a longer phrase outweighs its parts.
    found.sort_by_key(|(is_inside, l)| (l.words.start, Reverse(l.words.end), !is_inside, l.target.start));
    let mut loaded: Vec<Loaded> = Vec::new();
    for (_, word) in found {
        if loaded.last().is_none_or(|last| !last.words.overlaps(word.words)) {
            loaded.push(word);
        }
    }
    loaded.into_iter().filter_map(|word| voiced(near, word, speaker, said)).collect()
}

/// The same word with its voice; nothing where it stands in quotation marks and nobody is known to say it: then
/// it is what the text keeps away from.
fn voiced(near: &Near<'_>, word: Loaded, speaker: Option<Span>, said: &[Said]) -> Option<Loaded> {
    let voice = voice::of(near, word.words, speaker, said);
    let is_kept_away = voice.is_none() && voice::is_quoted(near.text, word.words);
    (!is_kept_away || word.rule == "framing/so-called").then_some(Loaded { voice, ..word })
}

/// The loaded words of one target, and whether they stand within it.
fn of(target: &Target<'_>) -> Vec<(bool, Loaded)> {
    let loaded = |hit: &Hit| Loaded {
        rule: hit.row.rule,
        words: phrase::span(target.words, (hit.from, hit.to)),
        target: target.span,
        voice: None,
    };
    let (inside, mut before): (Vec<Hit>, Vec<Hit>) =
        hits(target).into_iter().partition(|hit| hit.to > target.from);
    let mut found: Vec<(bool, Loaded)> = inside.iter().map(|hit| (true, loaded(hit))).collect();
    before.sort_by_key(|hit| (Reverse(hit.to), hit.from));
    let mut edge = target.from;
    for hit in before {
        if hit.to <= edge && belongs(target, &hit, edge) {
            edge = hit.from;
            found.push((false, loaded(&hit)));
        }
    }
    found
}

/// Where rows hold within a target or a few words before it.
fn hits(target: &Target<'_>) -> Vec<Hit> {
    let most = if target.is_act { MOST_BEFORE_TRIGGER } else { MOST_BEFORE_PARTY };
    let first = target.from.saturating_sub(most);
    let mut hits = Vec::new();
    for row in ROWS.iter().filter(|row| if target.is_act { row.of_act } else { row.of_party }) {
        if phrase::places(&target.words[first..target.to], &row.words, &[]).is_empty() {
            continue;
        }
        for (from, to) in phrase::places(target.words, &row.words, &row.except) {
            let is_here = first <= from && to <= target.to && (!target.is_act || is_whole(target, from, to));
            if is_here && (row.is_cased || !is_in_name(target.words, from)) {
                hits.push(Hit { row, from, to });
            }
        }
    }
    hits
}

/// Words may begin before a party (`puppet army` before `army`), never before a trigger and end in it.
fn is_whole(target: &Target<'_>, from: usize, to: usize) -> bool {
    from >= target.from || to <= target.from
}

/// Do words before a target belong to its phrase? `edge` is where the phrase begins as far as it is known.
fn belongs(target: &Target<'_>, hit: &Hit, edge: usize) -> bool {
    let between = &target.words[hit.to..edge];
    if target.is_act {
        let is_verb = target.words[target.from].lower().ends_with("ed");
        return hit.row.is_adjective && !is_verb && between.iter().all(is_quotation_mark);
    }
    let is_owner = between.first().is_some_and(is_possessive);
    (hit.row.is_adjective || is_owner) && between.iter().all(|word| is_attribute(word))
}

fn is_quotation_mark(word: &Word<'_>) -> bool {
    matches!(word.raw(), "\"" | "“" | "”" | "‘" | "'" | "’")
}

fn is_possessive(word: &Word<'_>) -> bool {
    matches!(word.lower(), "'s" | "'")
}

/// Endings of the adjectives that stand between: `so-called Islamic court`, `the regime's armed police`.
const ENDINGS: [&str; 12] =
    ["al", "an", "ary", "armed", "backed", "ese", "ic", "ish", "ist", "ite", "ive", "ous"];

/// May this word stand between a loaded word and the party, in one phrase with both?
fn is_attribute(word: &Word<'_>) -> bool {
    let is_name = word.raw().starts_with(char::is_uppercase);
    is_possessive(word)
        || is_quotation_mark(word)
        || is_name
        || ENDINGS.iter().any(|ending| word.lower().ends_with(ending))
}

/// Is the word part of a name, as in `Army of the Martyrs`, `Puppet Theatre`? A capital says so, but where a
/// sentence begins only with another one behind it that is no people's name (`Heroic Syrian troops`).
fn is_in_name(words: &[Word<'_>], at: usize) -> bool {
    let is_loud = |word: &Word<'_>| word.raw().len() > 3 && !word.raw().contains(char::is_lowercase);
    if !words[at].raw().starts_with(char::is_uppercase) || is_loud(&words[at]) {
        return false;
    }
    let opens = |word: &Word<'_>| word.is_stop() || word.raw() == ":" || is_quotation_mark(word);
    if at > 0 && !opens(&words[at - 1]) {
        return true;
    }
    let peoples = ["an", "ese", "ish", "eli", "iet", "nch"];
    words.get(at + 1).is_some_and(|next| {
        next.raw().starts_with(char::is_uppercase) && !peoples.iter().any(|e| next.lower().ends_with(e))
    })
}
