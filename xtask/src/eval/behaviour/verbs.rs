//! Verbs that take who did it and to whom directly, for sentences of the kinds `voice` and `negation`.

/// A verb in the forms that the sentences need.
pub struct Verb {
    /// "beat"
    pub base: &'static str,
    /// "they beat"
    pub past: &'static str,
    /// "they were beaten"
    pub participle: &'static str,
}

impl Verb {
    /// Is this word one of its forms?
    pub fn is(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        [self.base, self.past, self.participle].contains(&word.as_str())
            || word.strip_suffix('s') == Some(self.base)
            || word.strip_suffix("es") == Some(self.base)
    }
}

const fn verb(base: &'static str, past: &'static str, participle: &'static str) -> Verb {
    Verb { base, past, participle }
}

/// Sorted by base.
pub const VERBS: &[Verb] = &[
    verb("abduct", "abducted", "abducted"),
    verb("accuse", "accused", "accused"),
    verb("ambush", "ambushed", "ambushed"),
    verb("applaud", "applauded", "applauded"),
    verb("arrest", "arrested", "arrested"),
    verb("attack", "attacked", "attacked"),
    verb("back", "backed", "backed"),
    verb("beat", "beat", "beaten"),
    verb("besiege", "besieged", "besieged"),
    verb("blame", "blamed", "blamed"),
    verb("bomb", "bombed", "bombed"),
    verb("boycott", "boycotted", "boycotted"),
    verb("capture", "captured", "captured"),
    verb("censure", "censured", "censured"),
    verb("commend", "commended", "commended"),
    verb("condemn", "condemned", "condemned"),
    verb("convict", "convicted", "convicted"),
    verb("criticise", "criticised", "criticised"),
    verb("denounce", "denounced", "denounced"),
    verb("deport", "deported", "deported"),
    verb("detain", "detained", "detained"),
    verb("dismiss", "dismissed", "dismissed"),
    verb("endorse", "endorsed", "endorsed"),
    verb("evacuate", "evacuated", "evacuated"),
    verb("evict", "evicted", "evicted"),
    verb("execute", "executed", "executed"),
    verb("expel", "expelled", "expelled"),
    verb("feed", "fed", "fed"),
    verb("fine", "fined", "fined"),
    verb("free", "freed", "freed"),
    verb("gas", "gassed", "gassed"),
    verb("hang", "hanged", "hanged"),
    verb("hit", "hit", "hit"),
    verb("imprison", "imprisoned", "imprisoned"),
    verb("indict", "indicted", "indicted"),
    verb("jail", "jailed", "jailed"),
    verb("kidnap", "kidnapped", "kidnapped"),
    verb("kill", "killed", "killed"),
    verb("murder", "murdered", "murdered"),
    verb("oust", "ousted", "ousted"),
    verb("outlaw", "outlawed", "outlawed"),
    verb("pardon", "pardoned", "pardoned"),
    verb("pelt", "pelted", "pelted"),
    verb("praise", "praised", "praised"),
    verb("raid", "raided", "raided"),
    verb("rape", "raped", "raped"),
    verb("recognise", "recognised", "recognised"),
    verb("release", "released", "released"),
    verb("rescue", "rescued", "rescued"),
    verb("rob", "robbed", "robbed"),
    verb("sack", "sacked", "sacked"),
    verb("sanction", "sanctioned", "sanctioned"),
    verb("shell", "shelled", "shelled"),
    verb("shelter", "sheltered", "sheltered"),
    verb("shoot", "shot", "shot"),
    verb("stab", "stabbed", "stabbed"),
    verb("strafe", "strafed", "strafed"),
    verb("strike", "struck", "struck"),
    verb("sue", "sued", "sued"),
    verb("suspend", "suspended", "suspended"),
    verb("threaten", "threatened", "threatened"),
    verb("torture", "tortured", "tortured"),
    verb("train", "trained", "trained"),
    verb("vaccinate", "vaccinated", "vaccinated"),
    verb("warn", "warned", "warned"),
    verb("wound", "wounded", "wounded"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_are_sorted_and_known_by_their_forms() {
        assert!(VERBS.is_sorted_by(|a, b| a.base < b.base));
        let known = |word: &str| VERBS.iter().find(|v| v.is(word)).map(|v| v.base);
        assert_eq!(known("Beaten"), Some("beat"));
        assert_eq!(known("ambushes"), Some("ambush"));
        assert_eq!(known("gave"), None);
    }
}
