//! The answer in the making: what is known of a party so far, and which rows and rules said so.

use super::table::{Actor, Actors};
use crate::known::Candidate;
use crate::{Finder, PartyKind, Span};
use jiff::civil::Date;
use std::ops::Range;

/// What the words of one phrase say of a party.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// Its head word.
    pub head: usize,
    pub name: Option<String>,
    pub kind: PartyKind,
    pub kb: Option<String>,
    pub wikidata: Option<String>,
    pub country: Vec<String>,
    pub sector: Vec<String>,
    pub title: Option<String>,
    pub office: Option<String>,
    pub religion: Option<String>,
    pub ethnicity: Option<String>,
    pub candidates: Vec<Candidate>,
    pub via: Vec<Span>,
    pub by: Vec<Finder>,
    /// May it take its country from the document?
    pub local: bool,
    /// Words that end in a name no table knows: the words of the name.
    pub unknown_name: Option<Range<usize>>,
}

impl Draft {
    /// Nothing known yet of the party with this head.
    pub fn new(head: usize) -> Draft {
        Draft {
            head,
            name: None,
            kind: PartyKind::Group,
            kb: None,
            wikidata: None,
            country: Vec::new(),
            sector: Vec::new(),
            title: None,
            office: None,
            religion: None,
            ethnicity: None,
            candidates: Vec::new(),
            via: Vec::new(),
            by: Vec::new(),
            local: true,
            unknown_name: None,
        }
    }

    /// Notes the rule that decided.
    pub fn rule(&mut self, name: &'static str) {
        self.by.push(Finder::Rule(name));
    }

    /// Notes the row that decided.
    pub fn row(&mut self, row: String) {
        self.by.push(Finder::Asset(row));
    }

    /// Adds a country once.
    pub fn add_country(&mut self, code: &str) {
        if !self.country.iter().any(|c| c == code) {
            self.country.push(code.to_owned());
        }
    }

    /// It is this actor, as he was on that day.
    pub fn set_actor(&mut self, actor: &Actor, day: Option<Date>) {
        let standing = standing(actor, day);
        self.name = Some(actor.name.clone());
        self.kind = actor.kind;
        self.kb = Some(actor.id.clone());
        self.wikidata = actor.wikidata.clone();
        self.country = standing.country.to_vec();
        self.sector = standing.sector;
        self.office = standing.office.map(str::to_owned).or(self.office.take());
        self.row(standing.row.to_owned());
        if let Some(rule) = standing.rule {
            self.rule(rule);
        }
    }
}

/// What an actor is on one day.
pub(super) struct Standing<'a> {
    pub country: &'a [String],
    pub sector: Vec<String>,
    pub office: Option<&'a str>,
    pub row: &'a str,
    pub rule: Option<&'static str>,
    /// Does a term hold on that day?
    pub serving: bool,
}

/// The actor's standing on a day: in office by the term that holds; after his last term of state office he
/// is a former official; before his first he is in politics only.
///
/// Nouri al-Maliki is GOV in 2010 and ELI in 2016.
pub(super) fn standing(actor: &Actor, day: Option<Date>) -> Standing<'_> {
    let holding = actor.terms.iter().rfind(|t| t.holds(day));
    let past = actor.terms.iter().rfind(|t| t.to.is_some_and(|to| day.is_some_and(|day| to < day)));
    let (term, serving) = match (holding, past) {
        (Some(term), _) => (term, true),
        (None, Some(term)) => (term, false),
        (None, None) => (&actor.terms[0], false),
    };
    let of_state = term.sector.first().is_some_and(|s| matches!(s.as_str(), "GOV" | "LEG" | "UNO" | "EUR"));
    let person = actor.kind == PartyKind::Person;
    let (sector, office, rule) = if serving || !person || !of_state {
        (term.sector.clone(), term.office.as_deref().filter(|_| serving), None)
    } else if past.is_some() {
        (vec!["ELI".to_owned()], None, Some("actor/after-office"))
    } else {
        (vec!["PTY".to_owned()], None, Some("actor/before-office"))
    };
    Standing { country: &term.country, sector, office, row: &term.row, rule, serving }
}

/// Is the actor in office, or within a year of it, on this day?
pub(super) fn is_current(actor: &Actor, day: Option<Date>) -> bool {
    let Some(day) = day else { return true };
    let year = |d: Date| i32::from(d.year()) * 12 + i32::from(d.month());
    actor.terms.iter().any(|t| {
        t.from.is_none_or(|f| year(f) - 12 <= year(day)) && t.to.is_none_or(|to| year(day) <= year(to) + 12)
    })
}

/// Does any home of the actor equal this country?
pub(super) fn at_home(actors: &Actors, actor: u32, country: u32) -> bool {
    actors.actors[actor as usize].terms.iter().any(|t| t.home.contains(&country))
}
