"""The entry: made, filled in, published, moved through its life."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.exceptions import Refused
from core.locking import refuse_if_changed
from core.policies import require
from councils.models import Council, PartnerBody
from councils.portal_actions import portal_of
from councils.proportion import Tier
from partnerships.actions.told import locked, tell
from partnerships.known import forget
from partnerships.models import LeadSpell, Partnership, Party, RequiredDocument, Status
from partnerships.papers import asked_for
from partnerships.tiers import worked_out
from partnerships.workflow import PARTNERSHIP, is_answered_for

PARTS = {
    "basics": (
        "title", "purpose", "value_pence", "risk", "statute", "lead", "starts_on", "ends_on", "next_review_on",
        "end_point", "exit_plan",
    ),
    "more": (
        "vehicle", "approach", "phase", "governance", "service", "saving_pence", "sponsor", "notice_months", "tier_set",
        "tier_reason",
    ),
}  # fmt: skip


def body_named(name, kind):
    """The partner body of this name and kind, made if nobody has named it before."""
    name = " ".join(name.split())
    found = PartnerBody.objects.filter(name__iexact=name, kind=kind).first()
    return found or PartnerBody.objects.create(name=name, kind=kind)


@transaction.atomic
def register(*, title, convener, partner, kind, purpose="", by):
    """A new entry, still proposed: the convener leads and answers for the money until somebody says otherwise."""
    require(by, "partnerships.start", convener)
    partnership = Partnership.objects.create(title=title, convener=convener, kind=kind, purpose=purpose, created_by=by)
    partnership.parties.create(council=convener, role=Party.Role.LEAD, is_accountable=True)
    _join(partnership, partner, Party.Role.PARTNER)
    tell(partnership, "partnerships.registered", _("“%(title)s” entered in the register"), by=by)
    return partnership


def _join(partnership, who, role):
    field = "council" if isinstance(who, Council) else "body"
    return partnership.parties.create(**{field: who}, role=role)


def part_of(partnership, part):
    """What the form about a part of the entry shows."""
    return {name: getattr(partnership, name) for name in PARTS[part]}


@transaction.atomic
def edit_entry(*, partnership, part, facts, seen=None, by):
    """Change one part of the entry; what a live one must have stays filled in."""
    partnership = _open(partnership, by)
    refuse_if_changed(seen, part_of(partnership, part), record=partnership, parts=[part])
    before = partnership.lead_id
    for name in PARTS[part]:
        setattr(partnership, name, facts[name])
    _check(partnership, facts)
    partnership.save(update_fields=PARTS[part])
    if partnership.lead_id != before:
        _pass_on(partnership)
    tell(partnership, "partnerships.edited", _("“%(title)s” edited"), by=by, parts=[part])
    return partnership


def _check(partnership, facts):
    """The rules over several answers, each with its message at a field."""
    _check_days(partnership)
    if partnership.tier_set and not partnership.tier_reason.strip():
        raise Refused(_("Enter why it needs more or less than was worked out"), field="tier_reason")
    for name in ("lead", "sponsor"):
        person = facts.get(name)
        if person and person.council_id != partnership.convener_id:
            raise Refused(_("Choose somebody of the convening council"), field=name)
    if partnership.status == Status.LIVE:
        is_answered_for(partnership)


def _check_days(partnership):
    """First day, review, last day in this order; a renewed one does not end before it was renewed."""
    start, end, review = partnership.starts_on, partnership.ends_on, partnership.next_review_on
    renewed = partnership.renewals.order_by("-number").first()
    if renewed and (end is None or end <= renewed.ended_on):
        raise Refused(_("It was renewed: the last day must be after the term before"), field="ends_on")
    if end and not start:
        raise Refused(_("Enter the first day too"), field="starts_on")
    if end and end < start:
        raise Refused(_("The last day must not be before the first day"), field="ends_on")
    if end and review and review > end:
        raise Refused(_("The review must be on or before the last day"), field="next_review_on")


def _pass_on(partnership):
    """One lead officer at a time, each with first and last day; of one day only the last one stays."""
    today = timezone.localdate()
    partnership.lead_spells.filter(ends_on=None, starts_on=today).delete()
    partnership.lead_spells.filter(ends_on=None).update(ends_on=today - timedelta(days=1))
    if partnership.lead_id:
        LeadSpell.objects.create(partnership=partnership, membership=partnership.lead)


def tier_of(partnership):
    """The tier set by hand, or the one worked out by the settings of today."""
    if partnership.tier_set:
        return Tier(partnership.tier_set)
    facts = {"pence": partnership.value_pence, "risk": partnership.risk, "statute": partnership.statute}
    return worked_out(portal_of(partnership.convener), **facts)


@transaction.atomic
def add_party(*, partnership, who, role, is_accountable=False, by):
    """Name another council or body; there is one accountable body."""
    partnership = _open(partnership, by)
    field = "council" if isinstance(who, Council) else "body"
    if partnership.parties.filter(**{field: who}).exists():
        raise Refused(_("It is named already"), field="name")
    party = _join(partnership, who, role)
    if is_accountable:
        partnership.parties.filter(is_accountable=True).update(is_accountable=False)
        party.is_accountable = True
        party.save(update_fields=["is_accountable"])
    words = _("%(party)s named in “%(title)s”")
    tell(partnership, "partnerships.party_added", words, party=party.label, by=by)
    return party


@transaction.atomic
def remove_party(*, partnership, party, by):
    """Take a party out; the convener stays, and a live partnership keeps two."""
    partnership = _open(partnership, by)
    party = partnership.parties.filter(pk=party.pk).first()
    if party is None:
        return
    if party.council_id == partnership.convener_id:
        raise Refused(_("The council that keeps the entry stays in it"))
    if partnership.status == Status.LIVE and partnership.parties.count() <= 2:
        raise Refused(_("A live partnership has at least two parties. Add the other one first."))
    label, was_accountable = party.label, party.is_accountable
    council_id = party.council_id
    party.delete()
    if was_accountable:
        partnership.parties.filter(council=partnership.convener_id).update(is_accountable=True)
    forget([council_id] if council_id else [])
    words = _("%(party)s taken out of “%(title)s”")
    tell(partnership, "partnerships.party_removed", words, party=label, by=by)


@transaction.atomic
def go_live(*, partnership, by):
    """From now on it is looked after: reviews, papers, reminders."""
    partnership = locked(partnership)
    PARTNERSHIP.move(partnership, "go_live", by=by)
    if not partnership.documents.exists():
        wanted = asked_for(tier_of(partnership))
        rows = (RequiredDocument(partnership=partnership, name=str(name), basis=basis) for name, basis in wanted)
        RequiredDocument.objects.bulk_create(rows)
    tell(partnership, "partnerships.went_live", _("“%(title)s” is live"), by=by)
    return partnership


@transaction.atomic
def set_published(*, partnership, published, by):
    """Show the entry to everyone, or no longer; names of people, plans and papers are never shown."""
    partnership = locked(partnership)
    require(by, "partnerships.keep", partnership)
    partnership.published_at = timezone.now() if published else None
    partnership.published_by = by if published else None
    partnership.save(update_fields=["published_at", "published_by"])
    words = _("“%(title)s” published") if published else _("“%(title)s” no longer published")
    tell(partnership, "partnerships.published", words, by=by)
    return partnership


def papers_of(partnership):
    """What the form about the papers shows, under the names of its fields."""
    rows = partnership.documents.all()
    return {f"paper{row.pk}-{name}": getattr(row, name) for row in rows for name in ("state", "basis", "note")}


@transaction.atomic
def keep_papers(*, partnership, papers, seen=None, by):
    """Where each paper stands: {row id: (state, basis, note)}. Only a habit can be left out, with the reason."""
    partnership = _open(partnership, by)
    refuse_if_changed(seen, papers_of(partnership), record=partnership, parts=["papers"])
    for row in partnership.documents.select_for_update(of=("self",)):
        if row.pk not in papers:
            continue
        row.state, row.basis, row.note = papers[row.pk]
        if row.state == RequiredDocument.State.WAIVED and row.basis != "habit":
            words = _("“%(name)s” is no habit, so it cannot be left out")
            raise Refused(words % {"name": row.name}, field=f"paper{row.pk}-state")
        if row.state == RequiredDocument.State.WAIVED and not row.note.strip():
            raise Refused(_("Enter why it is left out"), field=f"paper{row.pk}-note")
        row.save()
    tell(partnership, "partnerships.papers_kept", _("Papers of “%(title)s” looked through"), by=by, parts=["papers"])
    return partnership


def _open(partnership, by):
    """The entry, held; refused once it is closed."""
    partnership = locked(partnership)
    require(by, "partnerships.keep", partnership)
    if not partnership.is_open:
        raise Refused(_("It is closed. Nothing about it is changed any more."))
    return partnership
