//! Takes a text and says whether it is to be read as English.
//!
//! A guesser often takes a line of English, full of foreign names, for another language; so a text is held
//! to be in another language only on a sure verdict over enough letters, or when it is written in another
//! script. Whatever is in doubt is read on. It never asks about more than the first [`N_LETTERS`] letters.
//!
//! Example: "Sudanese troops kill 12 in El Geneina." is read, a paragraph of Le Monde is not.

use whatlang::Lang;

/// How many letters from the beginning are looked at.
pub const N_LETTERS: usize = 1_000;

/// Below so many Latin letters no verdict is trusted. Of the first 19,947 items of the current-events portal,
/// all English, the guesser takes 787 for another language and is sure of 9 of them; of the 3,232 with 200
/// letters and more it takes 1, and is sure of none.
pub const ENOUGH: usize = 200;

/// A script of its own needs only so many letters to be seen.
const ENOUGH_OTHER_SCRIPT: usize = 12;

/// May it be read?
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// English, or not surely anything else.
    English,
    /// Another language: its code (ISO 639-1 where there is one), or `und` where only the script is sure.
    Other(String),
}

/// In which language is this? `declared` is what the input says (`en`, `en-US`, `eng`, `English`, `fr`); it
/// decides, if it names a language at all.
pub fn of(text: &str, declared: Option<&str>) -> Verdict {
    match declared.and_then(code_of) {
        Some(code) if code == "en" => Verdict::English,
        Some(code) => Verdict::Other(code),
        None => judge(text),
    }
}

/// The code of a language named by code, region or English name; `None` for "unknown" and the like.
fn code_of(declared: &str) -> Option<String> {
    let name = declared.trim().to_lowercase();
    let primary = name.split(['-', '_', ' ', ';', ',']).next().unwrap_or(&name).to_owned();
    if matches!(primary.as_str(), "" | "und" | "unk" | "unknown" | "mul" | "mis" | "zxx" | "none" | "null") {
        return None;
    }
    let known = |lang: &&Lang| {
        two_letters(**lang) == primary || lang.code() == primary || lang.eng_name().to_lowercase() == primary
    };
    Some(Lang::all().iter().find(known).map_or(primary, |lang| two_letters(*lang)))
}

fn judge(text: &str) -> Verdict {
    let (sample, n_letters, n_other_script) = sample(text);
    // Nearly all: an English report may quote a line of Arabic or Russian.
    if n_other_script >= ENOUGH_OTHER_SCRIPT && n_other_script * 10 > n_letters * 8 {
        let code = whatlang::detect_lang(sample).filter(|l| *l != Lang::Eng).map(two_letters);
        return Verdict::Other(code.unwrap_or_else(|| "und".to_owned()));
    }
    if n_letters < ENOUGH {
        return Verdict::English;
    }
    match whatlang::detect(sample) {
        Some(found) if found.lang() != Lang::Eng && found.confidence() >= 1.0 => {
            Verdict::Other(two_letters(found.lang()))
        }
        _ => Verdict::English,
    }
}

/// The beginning of the text up to [`N_LETTERS`] letters; how many letters, and how many of them not Latin.
fn sample(text: &str) -> (&str, usize, usize) {
    let (mut n_letters, mut n_other) = (0, 0);
    for (byte, c) in text.char_indices() {
        if c.is_alphabetic() {
            if n_letters == N_LETTERS {
                return (&text[..byte], n_letters, n_other);
            }
            n_letters += 1;
            // All Latin letters, with and without marks, stand below U+0250 or in the blocks of U+1E00 to
            // U+1EFF and U+FF21 to U+FF5A.
            let latin = matches!(c, '\0'..'\u{250}' | '\u{1e00}'..='\u{1eff}' | '\u{ff21}'..='\u{ff5a}');
            n_other += usize::from(!latin);
        }
    }
    (text, n_letters, n_other)
}

/// ISO 639-1 code of a language the guesser knows; its three-letter code where there is none.
fn two_letters(lang: Lang) -> String {
    #[rustfmt::skip]
    const CODES: &[(&str, &str)] = &[
        ("epo", "eo"), ("eng", "en"), ("rus", "ru"), ("cmn", "zh"), ("spa", "es"), ("por", "pt"),
        ("ita", "it"), ("ben", "bn"), ("fra", "fr"), ("deu", "de"), ("ukr", "uk"), ("kat", "ka"),
        ("ara", "ar"), ("hin", "hi"), ("jpn", "ja"), ("heb", "he"), ("yid", "yi"), ("pol", "pl"),
        ("amh", "am"), ("jav", "jv"), ("kor", "ko"), ("nob", "nb"), ("dan", "da"), ("swe", "sv"),
        ("fin", "fi"), ("tur", "tr"), ("nld", "nl"), ("hun", "hu"), ("ces", "cs"), ("ell", "el"),
        ("bul", "bg"), ("bel", "be"), ("mar", "mr"), ("kan", "kn"), ("ron", "ro"), ("slv", "sl"),
        ("hrv", "hr"), ("srp", "sr"), ("mkd", "mk"), ("lit", "lt"), ("lav", "lv"), ("est", "et"),
        ("tam", "ta"), ("vie", "vi"), ("urd", "ur"), ("tha", "th"), ("guj", "gu"), ("uzb", "uz"),
        ("pan", "pa"), ("aze", "az"), ("ind", "id"), ("tel", "te"), ("pes", "fa"), ("mal", "ml"),
        ("ori", "or"), ("mya", "my"), ("nep", "ne"), ("sin", "si"), ("khm", "km"), ("tuk", "tk"),
        ("aka", "ak"), ("zul", "zu"), ("sna", "sn"), ("afr", "af"), ("lat", "la"), ("slk", "sk"),
        ("cat", "ca"), ("tgl", "tl"), ("hye", "hy"), ("cym", "cy"),
    ];
    let code = lang.code();
    CODES.iter().find(|(three, _)| *three == code).map_or(code, |(_, two)| two).to_owned()
}
