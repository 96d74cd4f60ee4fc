//! Words as the ledger compares them: stems, without those that say nothing.
//!
//! Takes words of a claim, gives a sorted set of stems. It knows no grammar beyond endings and the strong
//! verbs of news; two words of one stem are taken for one word.
//!
//! "withdrew its troops" and "the withdrawal of troops" both give `troop` and `withdraw`.

use std::collections::BTreeSet;

/// Stems of some words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stems(pub BTreeSet<String>);

impl Stems {
    /// Of one text.
    pub fn of(text: &str) -> Stems {
        Stems(words(text).filter(|w| !SILENT.contains(&w.as_str())).map(|w| stem(&w)).collect())
    }

    /// Of several.
    pub fn of_all<'a>(texts: impl IntoIterator<Item = &'a str>) -> Stems {
        Stems(texts.into_iter().flat_map(|t| Stems::of(t).0).collect())
    }

    /// How many the two share.
    pub fn shared(&self, other: &Stems) -> usize {
        self.0.intersection(&other.0).count()
    }

    /// Those that are not in the other.
    pub fn without(&self, other: &Stems) -> Stems {
        Stems(self.0.difference(&other.0).cloned().collect())
    }

    /// Are all in the other, and is there one?
    pub fn inside(&self, other: &Stems) -> bool {
        !self.0.is_empty() && self.0.is_subset(&other.0)
    }

    /// All of both.
    pub fn join(&mut self, other: &Stems) {
        self.0.extend(other.0.iter().cloned());
    }

    /// Is nothing there?
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The words of a text in small letters, possessives cut.
pub fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .map(|w| w.to_lowercase().replace('’', "'"))
        .map(|w| w.trim_end_matches("'s").trim_matches('\'').to_owned())
        .filter(|w| !w.is_empty())
}

/// Does the text say that something is not to be done ("not to shell", "would refrain from")?
pub fn is_negative(text: &str) -> bool {
    words(text).any(|w| NOT.contains(&w.as_str()) || w.ends_with("n't"))
}

/// Words that turn what follows into its contrary.
const NOT: &[&str] =
    &["not", "never", "no", "refrain", "refrained", "abstain", "without", "neither", "cannot"];

/// Words that tell nothing of what is to be done.
const SILENT: &[&str] = &[
    "a", "about", "after", "against", "all", "also", "an", "and", "another", "any", "as", "at", "be", "been",
    "before", "both", "but", "by", "can", "could", "day", "days", "do", "each", "every", "for", "from",
    "further", "had", "has", "have", "he", "her", "here", "him", "his", "hour", "hours", "i", "if", "in",
    "into", "is", "it", "its", "last", "many", "may", "might", "month", "months", "more", "most", "must",
    "next", "no", "not", "of", "on", "one", "or", "other", "our", "over", "own", "should", "so", "some",
    "such", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "those", "to",
    "two", "under", "until", "up", "was", "we", "week", "weeks", "were", "what", "which", "while", "who",
    "will", "with", "would", "year",
];

/// Forms that endings do not give.
const STRONG: &[(&str, &str)] = &[
    ("agreed", "agree"),
    ("agreement", "agree"),
    ("began", "begin"),
    ("begun", "begin"),
    ("bought", "buy"),
    ("broke", "break"),
    ("broken", "break"),
    ("brought", "bring"),
    ("built", "build"),
    ("ceasefires", "ceasefire"),
    ("chose", "choose"),
    ("dealt", "deal"),
    ("drew", "draw"),
    ("drove", "drive"),
    ("flew", "fly"),
    ("fought", "fight"),
    ("freed", "free"),
    ("frees", "free"),
    ("gave", "give"),
    ("given", "give"),
    ("gone", "go"),
    ("held", "hold"),
    ("hung", "hang"),
    ("kept", "keep"),
    ("laid", "lay"),
    ("led", "lead"),
    ("left", "leave"),
    ("lost", "lose"),
    ("made", "make"),
    ("met", "meet"),
    ("meeting", "meet"),
    ("paid", "pay"),
    ("payment", "pay"),
    ("payments", "pay"),
    ("ran", "run"),
    ("said", "say"),
    ("says", "say"),
    ("seen", "see"),
    ("sent", "send"),
    ("shipment", "ship"),
    ("shot", "shoot"),
    ("sold", "sell"),
    ("spoke", "speak"),
    ("stood", "stand"),
    ("struck", "strike"),
    ("swore", "swear"),
    ("taken", "take"),
    ("thrown", "throw"),
    ("threw", "throw"),
    ("told", "tell"),
    ("took", "take"),
    ("went", "go"),
    ("withdrawal", "withdraw"),
    ("withdrawn", "withdraw"),
    ("withdrew", "withdraw"),
];

/// The stem of a word in small letters.
pub fn stem(word: &str) -> String {
    let word = STRONG.iter().find(|(form, _)| *form == word).map_or(word, |(_, verb)| verb);
    let cut = |ending: &str| word.strip_suffix(ending).filter(|rest| rest.chars().count() >= 3);
    if let Some(rest) = cut("ies").or(cut("ied")) {
        return format!("{rest}y");
    }
    let rest = ["ments", "ment", "ations", "ation", "ings", "ing", "ers", "er", "ed", "es", "s", "al"]
        .into_iter()
        .find_map(cut)
        .filter(|_| !word.ends_with("ss"))
        .unwrap_or(word);
    let rest = undoubled(rest);
    rest.strip_suffix('e').filter(|r| r.chars().count() >= 3).unwrap_or(rest).to_owned()
}

/// "stopp" -> "stop"; "shell", "pass" stay.
fn undoubled(word: &str) -> &str {
    let mut last = word.chars().rev();
    match (last.next(), last.next()) {
        (Some(a), Some(b)) if a == b && !"aeioulsz".contains(a) => &word[..word.len() - a.len_utf8()],
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_verb_have_one_stem_and_other_verbs_another() {
        for forms in [
            ["release", "released", "releasing"],
            ["withdraw", "withdrew", "withdrawal"],
            ["stop", "stopped", "stops"],
            ["shell", "shelled", "shelling"],
            ["free", "freed", "frees"],
            ["reopen", "reopened", "reopening"],
            ["pay", "paid", "payments"],
            ["threaten", "threatened", "threatens"],
        ] {
            let stems: BTreeSet<String> = forms.iter().map(|f| stem(f)).collect();
            assert_eq!(stems.len(), 1, "{forms:?} give {stems:?}");
        }
        assert_ne!(stem("strike"), stem("string"));
    }

    #[test]
    fn tables_are_sorted_and_silent_words_are_left_out() {
        assert!(SILENT.is_sorted());
        assert_eq!(Stems::of("to release all of the hostages"), Stems::of("Released hostages"));
    }

    #[test]
    fn what_is_not_to_be_done_is_known() {
        assert!(is_negative("not to arrest the leaders") && is_negative("won't shell the town"));
        assert!(!is_negative("to notify the court"));
    }
}
