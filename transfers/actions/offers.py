"""Devolution offers: written, published, ended; and where each local council stands."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit import record
from core.exceptions import Refused
from core.locking import refuse_if_changed
from core.policies import require
from councils.models import Council
from transfers.known import forget
from transfers.models import DevolutionOffer, Interest

FACTS = ("title", "moves", "funding", "support", "pack_url", "opens_on", "closes_on", "contract_ends_on")
CLERK_SAYS = (Interest.State.INTERESTED, Interest.State.EXPLORING, Interest.State.WITHDRAWN)


@transaction.atomic
def write_offer(*, principal, facts, by):
    """A draft that only the principal's people read."""
    require(by, "transfers.keep_register", principal)
    offer = DevolutionOffer(principal=principal, created_by=by, **{name: facts[name] for name in FACTS})
    _refuse_contradictions(offer)
    offer.save()
    _tell(offer, "transfers.devolution_written", _("Offer “%(title)s” written"), by=by)
    return offer


def offer_words(offer):
    """What the form about it shows."""
    return {name: getattr(offer, name) for name in FACTS}


@transaction.atomic
def change_offer(*, offer, facts, seen=None, by):
    """Put it right; councils that have answered see what changed on its page."""
    offer = _locked(offer, by)
    if offer.ended_at is not None:
        raise Refused(_("The offer has ended"))
    refuse_if_changed(seen, offer_words(offer), record=offer, parts=["words"])
    for name in FACTS:
        setattr(offer, name, facts[name])
    _refuse_contradictions(offer)
    offer.save()
    _tell(offer, "transfers.devolution_changed", _("Offer “%(title)s” changed"), by=by, parts=["words"])
    return offer


@transaction.atomic
def publish_offer(*, offer, by):
    """Everyone reads it, and every local council of the area is told."""
    offer = _locked(offer, by)
    if offer.is_published:
        raise Refused(_("It is published already"))
    if not offer.funding.strip():
        raise Refused(_("Say how it is paid for before you publish it"))
    if offer.closes_on and offer.closes_on < timezone.localdate():
        raise Refused(_("The last day for answers has passed. Choose a later one before you publish it"))
    offer.published_at, offer.published_by = timezone.now(), by
    offer.save()
    everyone = Council.objects.of_principal(offer.principal).current()
    _tell(offer, "transfers.devolution_published", _("“%(title)s” is offered to local councils"), by=by,
          councils=everyone)  # fmt: skip
    return offer


@transaction.atomic
def end_offer(*, offer, because, by):
    """Nobody can answer it any more; it stays to be read."""
    offer = _locked(offer, by)
    if not offer.is_published or offer.ended_at is not None:
        raise Refused(_("Only an offer that stands can be ended"))
    offer.ended_at, offer.ended_by, offer.ended_because = timezone.now(), by, because
    offer.save()
    councils = Council.objects.filter(pk__in=offer.interests.standing().values("council"))
    _tell(offer, "transfers.devolution_ended", _("Offer “%(title)s” ended: %(because)s"), by=by, councils=councils)
    return offer


def standing_of(offer, council):
    """What a form about one council shows."""
    found = offer.interests.filter(council=council).first()
    return {"state": found.state if found else "", "note": found.note if found else ""}


@transaction.atomic
def say_interest(*, offer, council, facts, seen=None, by):
    """A local council is interested, explores what it would mean, or withdraws."""
    offer = DevolutionOffer.objects.select_for_update(of=("self",)).select_related("principal").get(pk=offer.pk)
    require(by, "transfers.answer", offer)
    require(by, "transfers.answer_for", council)
    refuse_if_changed(seen, standing_of(offer, council), record=offer, parts=[part_of(council)])
    found = offer.interests.filter(council=council).first()
    if found and found.is_settled:
        raise Refused(_("Both sides have agreed already. Speak to the officer of your principal council."))
    if facts["state"] not in CLERK_SAYS:
        raise Refused(_("Choose where your council stands"), field="state")
    if not offer.takes_answers():
        raise Refused(_("The offer does not take answers today"))
    return _keep(offer, council, found, facts, by, acting_for=council)


@transaction.atomic
def set_standing(*, offer, council, facts, seen=None, by):
    """The officer writes down what was agreed, or what a council said another way."""
    offer = _locked(offer, by)
    refuse_if_changed(seen, standing_of(offer, council), record=offer, parts=[part_of(council)])
    if not Council.objects.of_principal(offer.principal).filter(pk=council.pk).exists():
        raise Refused(_("Choose a local council of your area"))
    if not offer.is_published:
        raise Refused(_("Publish the offer first"))
    if facts.get("since_on") and facts["since_on"] > timezone.localdate():
        raise Refused(_("It stands so today: choose today or an earlier day"), field="since_on")
    found = offer.interests.filter(council=council).first()
    return _keep(offer, council, found, facts, by, acting_for=offer.principal)


def _keep(offer, council, found, facts, by, *, acting_for):
    interest = found or Interest(offer=offer, council=council)
    if not found or found.state != facts["state"] or facts.get("since_on"):
        interest.since_on = facts.get("since_on") or timezone.localdate()
    interest.state, interest.note = facts["state"], facts["note"]
    interest.said_at, interest.said_by = timezone.now(), by
    interest.save()
    words = _("“%(title)s”, %(council)s: %(state)s")
    named = {"title": offer.title, "council": council.full_name, "state": interest.get_state_display()}
    record("transfers.interest_said", offer, words % named, by=by, councils=[offer.principal, council],
           acting_for=acting_for, restricted=not interest.is_settled, parts=[part_of(council)])  # fmt: skip
    return interest


def part_of(council):
    """Under which name the trail knows the standing of one council."""
    return f"council-{council.pk}"


def _locked(offer, by):
    offer = DevolutionOffer.objects.select_for_update(of=("self",)).select_related("principal").get(pk=offer.pk)
    require(by, "transfers.keep_offer", offer)
    return offer


def _refuse_contradictions(offer):
    if offer.closes_on and offer.closes_on < offer.opens_on:
        raise Refused(_("The last day for answers lies before the first"), field="closes_on")
    if offer.is_published and not offer.funding.strip():
        raise Refused(_("Say how it is paid for"), field="funding")


def _tell(offer, verb, sentence, *, by, councils=(), parts=()):
    words = sentence % {"title": offer.title, "because": offer.ended_because}
    record(verb, offer, words, by=by, councils=councils, acting_for=offer.principal, parts=parts,
           restricted=not offer.is_published)  # fmt: skip
    forget([offer.principal_id])
