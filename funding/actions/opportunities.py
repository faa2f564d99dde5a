"""Opportunities are written down, edited, published, corrected and withdrawn."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casestudies.models import Term
from core.audit import record
from core.exceptions import Refused
from core.locking import refuse_if_changed
from core.policies import require
from councils.models import Council
from funding import shelf
from funding.contradictions import refuse_contradictions
from funding.duplicates import key_of, known_round, one_after_the_other
from funding.models import DeadlineChange, Opportunity, Stage, Status
from funding.times import closing_words
from funding.typed import as_typed, closing_as_typed
from funding.workflow import OPPORTUNITY

TEXTS = ("funder", "programme", "round_name", "summary", "others_may_apply", "link", "apply_link", "contact_email",
         "note", "source")  # fmt: skip
NUMBERS = ("population_from", "population_to", "least", "most", "pot", "match_percent")
CHOICES = ("pays_for", "open_to", "services", "needs", "types", "nations", "joint_bids", "is_shared")
TIMES = ("opens_at", "closes_at")
PARTS = ("facts",)


class IsThere(Refused):
    """The same round is there already; `opportunity` is that one."""

    def __init__(self, opportunity):
        words = _("“%(title)s” is there already, as %(reference)s")
        super().__init__(words % {"title": opportunity.title, "reference": opportunity.reference}, field="programme")
        self.opportunity = opportunity


def facts_of(opportunity):
    """Everything that is typed about it, as `add_opportunity` takes it."""
    plain = {name: getattr(opportunity, name) for name in (*TEXTS, *NUMBERS, *CHOICES, *TIMES)}
    return {
        **plain,
        "themes": sorted(term.slug for term in opportunity.themes.all()),
        "areas": list(opportunity.areas.all()),
        "stages": [(stage.on, stage.name) for stage in opportunity.stages.all()],
    }


@transaction.atomic
def add_opportunity(*, owner, facts, by):
    """A draft of a principal's own, or without an owner a national one. `facts` as `facts_of` gives them.

    IsThere if this round is written down already.
    """
    require(by, "funding.add", owner)
    if owner is None and by is not None and not by.is_staff:
        raise Refused(_("Choose the council for which you add it"), field="owner")
    one_after_the_other()
    _refuse_known(owner, facts)
    opportunity = Opportunity(owner=owner, created_by=by)
    _write(opportunity, facts)
    _tell(opportunity, "funding.added", _("Funding opportunity “%(title)s” added"), by=by)
    return opportunity


@transaction.atomic
def edit_opportunity(*, opportunity, facts, seen=None, by):
    """Change what is written about it; once it is published, its closing time by `correct_deadline` alone.

    `seen` is what the form showed. IsThere if it becomes the same as another one.
    """
    one_after_the_other()
    opportunity = _locked(opportunity)
    require(by, "funding.curate", opportunity)
    refuse_if_changed(seen, as_typed(opportunity), record=opportunity, parts=PARTS)
    typed = {**vars(opportunity), **facts}
    if key_of(typed) != key_of(vars(opportunity)):
        _refuse_known(opportunity.owner, typed, besides=opportunity)
    if opportunity.published_at:
        facts = {**facts, "closes_at": opportunity.closes_at}
    _write(opportunity, facts)
    _tell(opportunity, "funding.edited", _("Funding opportunity “%(title)s” edited"), by=by, parts=PARTS)
    return opportunity


@transaction.atomic
def publish_opportunity(*, opportunity, by):
    """Anyone can read it from now on, and councils whom it fits are told of it."""
    one_after_the_other()
    opportunity = _locked(opportunity)
    if opportunity.status == Status.WITHDRAWN:  # it may have been written down again meanwhile
        _refuse_known(opportunity.owner, vars(opportunity), besides=opportunity)
    first = {} if opportunity.published_at else {"published_at": timezone.now(), "published_by": by}
    back = {"withdrawn_at": None, "withdrawn_by": None, "withdrawn_because": ""}
    OPPORTUNITY.move(opportunity, "publish", by=by, **first, **back)
    _tell(opportunity, "funding.published", _("Funding opportunity “%(title)s” published"), by=by)
    return opportunity


@transaction.atomic
def withdraw_opportunity(*, opportunity, reason, by):
    """Nobody but its curators sees it any more; the reason is kept."""
    opportunity, reason = _locked(opportunity), reason.strip()
    if not reason:
        raise Refused(_("Enter the reason"), field="reason")
    facts = {"withdrawn_at": timezone.now(), "withdrawn_by": by, "withdrawn_because": reason}
    OPPORTUNITY.move(opportunity, "withdraw", by=by, **facts)
    sentence = _("Funding opportunity “%(title)s” withdrawn: %(reason)s")
    _tell(opportunity, "funding.withdrawn", sentence, by=by, reason=reason)
    return opportunity


@transaction.atomic
def correct_deadline(*, opportunity, closes_at, reason="", seen=None, by):
    """The funder moved the closing time, or we had it wrong: the old one is kept with who corrected it and why."""
    opportunity = _locked(opportunity)
    require(by, "funding.curate", opportunity)
    if opportunity.published_at is None:
        raise Refused(_("Nobody has been told of it yet. Change the closing time by “Edit”."), field="closes_on")
    refuse_if_changed(seen, closing_as_typed(opportunity), record=opportunity, parts=["closing"])
    if closes_at == opportunity.closes_at:
        raise Refused(_("This is the closing time it has already"), field="closes_on")
    if opportunity.opens_at and closes_at and closes_at <= opportunity.opens_at:
        raise Refused(_("It must close after it opens"), field="closes_on")
    change = DeadlineChange.objects.create(
        opportunity=opportunity,
        old_closes_at=opportunity.closes_at,
        new_closes_at=closes_at,
        reason=reason.strip(),
        by=by,
    )
    opportunity.closes_at = closes_at
    opportunity.save(update_fields=["closes_at"])
    times = {"old": closing_words(change.old_closes_at), "new": closing_words(closes_at)}
    sentence = _("Closing time of “%(title)s” corrected: %(new)s, before: %(old)s")
    _tell(opportunity, "funding.deadline_corrected", sentence, by=by, parts=["closing"], **times)
    return change


def _refuse_known(owner, facts, *, besides=None):
    """IsThere if the round of these facts is written down already."""
    if there := known_round(owner, facts, besides=besides):
        raise IsThere(there)


def _write(opportunity, facts):
    """Store what was typed; amounts, sizes and times that contradict each other are refused."""
    refuse_contradictions(facts, is_published=opportunity.is_published)
    for name in (*TEXTS, *NUMBERS, *CHOICES, *TIMES):
        if name in facts:
            setattr(opportunity, name, facts[name])
    opportunity.is_shared = bool(opportunity.is_shared and opportunity.owner_id)
    opportunity.save()
    if "themes" in facts:
        opportunity.themes.set(Term.objects.filter(taxonomy=Term.Taxonomy.THEME, slug__in=facts["themes"]))
    if "areas" in facts:
        opportunity.areas.set(facts["areas"])
    if "stages" in facts:
        opportunity.stages.all().delete()
        rows = dict.fromkeys(facts["stages"])
        Stage.objects.bulk_create(Stage(opportunity=opportunity, on=on, name=name) for on, name in rows)


def _locked(opportunity):
    """As it is now, until the transaction ends."""
    return Opportunity.objects.select_for_update(of=("self",)).select_related("owner").get(pk=opportunity.pk)


def _tell(opportunity, verb, sentence, *, by, parts=(), **words):
    """One line of the trail: for everyone once it is published, else for its curators."""
    shelf.forget(opportunity)
    owner = opportunity.owner
    acting_for = owner if by is not None and owner is not None and by.belongs_to(owner) else None
    record(
        verb,
        opportunity,
        sentence % {"title": opportunity.title, **words},
        by=by,
        councils=Council.objects.filter(pk=owner.pk) if owner else (),
        acting_for=acting_for,
        restricted=opportunity.status != Status.PUBLISHED,
        parts=parts,
    )
