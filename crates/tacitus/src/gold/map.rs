//! Walks over all spans of an item: takes an item and a function on spans, gives the same item with what the
//! function made of them. This is the one place that knows where spans stand in the gold types.
//!
//! It turns offsets of one sort into another: `item.with_spans(&mut |s| scalars.of_byte(s.start))`.

use super::*;

/// A part of an item with another sort of span.
trait WithSpans<S, T, E> {
    type Made;
    fn with(&self, f: &mut dyn FnMut(&S) -> Result<T, E>) -> Result<Self::Made, E>;
}

impl<S> Item<S> {
    /// The same item with every span replaced by what `f` gives for it; the first error ends it.
    pub fn with_spans<T, E>(&self, f: &mut dyn FnMut(&S) -> Result<T, E>) -> Result<Item<T>, E> {
        Ok(Item {
            id: self.id.clone(),
            published: self.published,
            title: self.title.clone(),
            url: self.url.clone(),
            text: self.text.clone(),
            claims: self.claims.with(f)?,
            commitments: self.commitments.with(f)?,
            commitments_also: self.commitments_also.with(f)?,
        })
    }
}

impl<S> GoldClaim<S> {
    /// Shows every span of the claim to `f`.
    pub fn each_span(&self, f: &mut dyn FnMut(&S)) {
        let mut look = |span: &S| {
            f(span);
            Ok::<(), std::convert::Infallible>(())
        };
        let Ok(_) = self.with(&mut look);
    }
}

impl<S, T, E, X: WithSpans<S, T, E>> WithSpans<S, T, E> for Vec<X> {
    type Made = Vec<X::Made>;
    fn with(&self, f: &mut dyn FnMut(&S) -> Result<T, E>) -> Result<Self::Made, E> {
        self.iter().map(|x| x.with(f)).collect()
    }
}

fn all<S, T, E>(list: &[S], f: &mut dyn FnMut(&S) -> Result<T, E>) -> Result<Vec<T>, E> {
    list.iter().map(f).collect()
}

fn maybe<S, T, E>(span: &Option<S>, f: &mut dyn FnMut(&S) -> Result<T, E>) -> Result<Option<T>, E> {
    span.as_ref().map(f).transpose()
}

impl<S, T, E> WithSpans<S, T, E> for GoldClaim<S> {
    type Made = GoldClaim<T>;
    fn with(&self, f: &mut dyn FnMut(&S) -> Result<T, E>) -> Result<GoldClaim<T>, E> {
        Ok(GoldClaim {
            event: self.event,
            mode: self.mode.clone(),
            trigger: f(&self.trigger)?,
            actor: self.actor.with(f)?,
            recipient: self.recipient.with(f)?,
            status: self.status,
            cues: all(&self.cues, f)?,
            attribution: self.attribution.with(f)?,
            content: self.content.with(f)?,
            condition: self.condition.with(f)?,
            deadline: maybe(&self.deadline, f)?,
            place: self.place.with(f)?,
            time: maybe(&self.time, f)?,
            counts: self.counts.with(f)?,
            framing: self.framing.with(f)?,
            optional: self.optional,
            repeat: self.repeat,
            also: self.also.with(f)?,
        })
    }
}

impl<S, T, E> WithSpans<S, T, E> for Also<S> {
    type Made = Also<T>;
    fn with(&self, f: &mut dyn FnMut(&S) -> Result<T, E>) -> Result<Also<T>, E> {
        Ok(Also {
            event: self.event,
            mode: self.mode.clone(),
            trigger: maybe(&self.trigger, f)?,
            actor: self.actor.as_ref().map(|x| x.with(f)).transpose()?,
            recipient: self.recipient.as_ref().map(|x| x.with(f)).transpose()?,
            status: self.status,
            cues: self.cues.as_ref().map(|x| all(x, f)).transpose()?,
            attribution: self.attribution.as_ref().map(|x| x.with(f)).transpose()?,
            content: self.content.as_ref().map(|x| x.with(f)).transpose()?,
            condition: self.condition.as_ref().map(|x| x.with(f)).transpose()?,
            deadline: self.deadline.as_ref().map(|x| maybe(x, f)).transpose()?,
            place: self.place.as_ref().map(|x| x.with(f)).transpose()?,
            time: self.time.as_ref().map(|x| maybe(x, f)).transpose()?,
            counts: self.counts.as_ref().map(|x| x.with(f)).transpose()?,
        })
    }
}

impl<S, T, E> WithSpans<S, T, E> for GoldParty<S> {
    type Made = GoldParty<T>;
    fn with(&self, f: &mut dyn FnMut(&S) -> Result<T, E>) -> Result<GoldParty<T>, E> {
        let (country, sector, name) = (self.country.clone(), self.sector.clone(), self.name.clone());
        Ok(GoldParty { span: f(&self.span)?, country, sector, name })
    }
}

impl<S, T, E> WithSpans<S, T, E> for GoldAttribution<S> {
    type Made = GoldAttribution<T>;
    fn with(&self, f: &mut dyn FnMut(&S) -> Result<T, E>) -> Result<GoldAttribution<T>, E> {
        Ok(GoldAttribution {
            kind: self.kind,
            by: all(&self.by, f)?,
            cue: maybe(&self.cue, f)?,
            content: maybe(&self.content, f)?,
        })
    }
}

impl<S, T, E> WithSpans<S, T, E> for ContentParties<S> {
    type Made = ContentParties<T>;
    fn with(&self, f: &mut dyn FnMut(&S) -> Result<T, E>) -> Result<ContentParties<T>, E> {
        Ok(ContentParties { actor: all(&self.actor, f)?, recipient: all(&self.recipient, f)? })
    }
}

impl<S, T, E> WithSpans<S, T, E> for GoldContent<S> {
    type Made = GoldContent<T>;
    fn with(&self, f: &mut dyn FnMut(&S) -> Result<T, E>) -> Result<GoldContent<T>, E> {
        let parties = self.parties.as_ref().map(|p| p.with(f)).transpose()?;
        Ok(GoldContent { event: self.event, negative: self.negative, span: f(&self.span)?, parties })
    }
}

impl<S, T, E> WithSpans<S, T, E> for GoldCondition<S> {
    type Made = GoldCondition<T>;
    fn with(&self, f: &mut dyn FnMut(&S) -> Result<T, E>) -> Result<GoldCondition<T>, E> {
        Ok(GoldCondition { span: f(&self.span)?, kind: self.kind, party: maybe(&self.party, f)? })
    }
}

impl<S, T, E> WithSpans<S, T, E> for GoldPlace<S> {
    type Made = GoldPlace<T>;
    fn with(&self, f: &mut dyn FnMut(&S) -> Result<T, E>) -> Result<GoldPlace<T>, E> {
        Ok(GoldPlace { span: f(&self.span)?, role: self.role })
    }
}

impl<S, T, E> WithSpans<S, T, E> for GoldCount<S> {
    type Made = GoldCount<T>;
    fn with(&self, f: &mut dyn FnMut(&S) -> Result<T, E>) -> Result<GoldCount<T>, E> {
        let (span, who) = (maybe(&self.span, f)?, maybe(&self.who, f)?);
        Ok(GoldCount { kind: self.kind, low: self.low, high: self.high, span, who })
    }
}

impl<S, T, E> WithSpans<S, T, E> for GoldFraming<S> {
    type Made = GoldFraming<T>;
    fn with(&self, f: &mut dyn FnMut(&S) -> Result<T, E>) -> Result<GoldFraming<T>, E> {
        Ok(GoldFraming {
            span: f(&self.span)?,
            target: maybe(&self.target, f)?,
            voice: maybe(&self.voice, f)?,
        })
    }
}

impl<S, T, E> WithSpans<S, T, E> for GoldCommitment<S> {
    type Made = GoldCommitment<T>;
    fn with(&self, f: &mut dyn FnMut(&S) -> Result<T, E>) -> Result<GoldCommitment<T>, E> {
        Ok(GoldCommitment {
            kind: self.kind,
            by: all(&self.by, f)?,
            to: all(&self.to, f)?,
            content: f(&self.content)?,
            conditions: all(&self.conditions, f)?,
            deadline: maybe(&self.deadline, f)?,
        })
    }
}

impl<S> Also<S> {
    /// Did the second marker agree in everything?
    pub fn is_empty(&self) -> bool {
        let Also { event, mode, trigger, actor, recipient, status, cues, .. } = self;
        let Also { attribution, content, condition, deadline, place, time, counts, .. } = self;
        let lists = [actor.is_some(), recipient.is_some(), attribution.is_some(), content.is_some()];
        let more = [condition.is_some(), place.is_some(), counts.is_some(), cues.is_some(), mode.is_some()];
        let ones = [event.is_some(), status.is_some(), trigger.is_some(), deadline.is_some(), time.is_some()];
        !lists.into_iter().chain(more).chain(ones).any(|there| there)
    }
}
