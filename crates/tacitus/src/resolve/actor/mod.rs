//! Phrases -> parties: who is it, of which country and sector, as what kind. Takes a document and the span of
//! a phrase; gives a [`Party`] with the rows and rules that decided and the rivals it had. Never fails and
//! never invents: what it cannot place keeps its words and says `unknown`.
//!
//! In "Police in Nairobi clashed with the president's soldiers" the words `Police` are KEN COP.

mod around;
mod context;
mod country;
mod draft;
mod load;
mod phrase;
pub(crate) mod quantity;
mod reading;
mod sector;
mod table;
mod words;

pub use around::Around;
pub use table::Actors;

use crate::known::Candidate;
use crate::{Document, Name, Party, PartyKind, Resolution, Span};
use draft::Draft;
use std::ops::Range;

/// Who is this phrase? For many phrases of one document make one [`Around`] and call [`Around::party`].
pub fn party(actors: &Actors, doc: &Document, span: Span, names: &[Name]) -> Party {
    Around::new(actors, doc, names).party(span)
}

impl Around<'_> {
    /// Who is this phrase?
    pub fn party(&self, span: Span) -> Party {
        let whole = self.words.within(span);
        if whole.is_empty() {
            return nobody(span.of(&self.doc.text), span);
        }
        let (range, size) = quantity::strip(self, whole.clone());
        let mut draft = self.draft(&whole, range.clone());
        if draft.country.is_empty() {
            context::country_of_document(self, &range, &mut draft);
        }
        if draft.sector.is_empty() && (draft.unknown_name.is_some() || draft.kind == PartyKind::Person) {
            context::assume_private(self, &mut draft);
        }
        self.finish(draft, span, size)
    }

    fn draft(&self, whole: &Range<usize>, range: Range<usize>) -> Draft {
        if let Some(kind) = context::pronoun(self, whole.start) {
            return self.draft_of_pronoun(whole, kind);
        }
        let Some(mut draft) = phrase::read(self, range.clone()) else { return Draft::new(whole.end - 1) };
        if let Some(name) = draft.unknown_name.clone() {
            context::describe_name(self, &name, &mut draft);
        } else if draft.kb.is_none() {
            let _ = context::follow_description(self, &range, &mut draft)
                || context::follow_others(self, &range, &mut draft);
        }
        draft
    }

    fn draft_of_pronoun(&self, whole: &Range<usize>, kind: context::Pronoun) -> Draft {
        let (range, _) = quantity::strip(self, whole.start + 1..whole.end);
        match phrase::read(self, range) {
            Some(mut draft) => {
                context::owned(self, whole.start, kind, &mut draft);
                draft
            }
            None => match context::antecedent(self, whole.start, kind) {
                Some((range, mut draft)) => {
                    draft.head = whole.start;
                    draft.via.push(self.words.span(&range));
                    draft.rule("actor/pronoun");
                    draft
                }
                None => Draft::new(whole.start),
            },
        }
    }

    fn finish(&self, mut draft: Draft, span: Span, size: Option<quantity::Size>) -> Party {
        draft.candidates.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
        let resolution = resolution(&draft);
        Party {
            head: self.words.list[draft.head].span,
            name: draft.name.unwrap_or_else(|| span.of(&self.doc.text).to_owned()),
            kind: draft.kind,
            kb: draft.kb,
            wikidata: draft.wikidata,
            country: draft.country,
            sector: draft.sector,
            title: draft.title,
            office: draft.office,
            religion: draft.religion,
            ethnicity: draft.ethnicity,
            size,
            resolution,
            candidates: if resolution == Resolution::Unknown { Vec::new() } else { draft.candidates },
            via: draft.via,
            by: draft.by,
        }
    }
}

/// Settled when a country and a sector are known and no rival comes near the best.
fn resolution(draft: &Draft) -> Resolution {
    let rival = |c: &[Candidate]| c.len() > 1 && c[0].score - c[1].score < 0.25;
    if draft.assumed || draft.kb.is_none() && (draft.sector.is_empty() || draft.country.is_empty()) {
        Resolution::Unknown
    } else if rival(&draft.candidates) {
        Resolution::Ambiguous
    } else {
        Resolution::Resolved
    }
}

/// A span without a word.
fn nobody(text: &str, span: Span) -> Party {
    Party {
        head: span,
        name: text.to_owned(),
        kind: PartyKind::Group,
        kb: None,
        wikidata: None,
        country: Vec::new(),
        sector: Vec::new(),
        title: None,
        office: None,
        religion: None,
        ethnicity: None,
        size: None,
        resolution: Resolution::Unknown,
        candidates: Vec::new(),
        via: Vec::new(),
        by: Vec::new(),
    }
}
