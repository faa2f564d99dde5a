"""The entry: made, filled in, published, moved through its life."""

from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.exceptions import Refused
from core.formatting import date as in_words
from core.locking import refuse_if_changed
from core.policies import require
from councils.models import Council, PartnerBody
from partnerships.actions.papers import follow_size
from partnerships.actions.told import locked, open_entry, tell
from partnerships.models import LeadSpell, Partnership, Party, Status
from partnerships.workflow import PARTNERSHIP, missing_in_live

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


def known_as(who):
    """Inside an action: a council as it is; a body by (name, kind), made once if it is new."""
    if isinstance(who, Council):
        return who
    name, kind = " ".join(who[0].split()), who[1]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"partner body {kind} {name.casefold()}"])
    found = PartnerBody.objects.filter(name__iexact=name, kind=kind).order_by("pk").first()
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
    partnership = open_entry(partnership, by)
    refuse_if_changed(seen, part_of(partnership, part), record=partnership, parts=[part])
    before = {"lead": partnership.lead, "sponsor": partnership.sponsor}
    for name in PARTS[part]:
        setattr(partnership, name, facts[name])
    _check(partnership, part, facts, before)
    partnership.save(update_fields=PARTS[part])
    if partnership.lead != before["lead"]:
        pass_on(partnership)
    if partnership.status == Status.LIVE:
        follow_size(partnership)
    tell(partnership, "partnerships.edited", _("“%(title)s” edited"), by=by, parts=[part])
    return partnership


def _check(partnership, part, facts, before):
    """The rules over several answers, each with its message at a field. `before`: who led and stood up for it."""
    if part == "basics":
        _check_days(partnership)
        if partnership.status == Status.LIVE:
            missing_in_live(partnership)
    elif partnership.tier_set and not partnership.tier_reason.strip():
        raise Refused(_("Enter why it needs more or less than was worked out"), field="tier_reason")
    for name in ("lead", "sponsor"):
        if name in facts and facts[name] != before[name]:
            check_person(partnership, facts[name], name)


def check_person(partnership, membership, field):
    """Whoever is newly chosen acts for the convening council today."""
    if membership and membership.council_id != partnership.convener_id:
        raise Refused(_("Choose somebody of the convening council"), field=field)
    if membership and not membership.is_current:
        raise Refused(_("This person no longer acts for the council. Choose somebody who does"), field=field)


def _check_days(partnership):
    """First day, review, last day in this order; renewals stay between the first day and the last."""
    start, end, review = partnership.starts_on, partnership.ends_on, partnership.next_review_on
    renewals = list(partnership.renewals.order_by("number"))
    if renewals and (end is None or end <= renewals[-1].ended_on):
        day = {"day": in_words(renewals[-1].ended_on)}
        raise Refused(_("It was renewed: the last day must be after %(day)s") % day, field="ends_on")
    if renewals and (start is None or start > renewals[0].ended_on):
        day = {"day": in_words(renewals[0].ended_on)}
        raise Refused(_("The first term ended on %(day)s: the first day must not be later") % day, field="starts_on")
    if end and not start:
        raise Refused(_("Enter the first day too"), field="starts_on")
    if end and end < start:
        raise Refused(_("The last day must not be before the first day"), field="ends_on")
    if start and review and review < start:
        raise Refused(_("The review must not be before the first day"), field="next_review_on")
    if end and review and review > end:
        raise Refused(_("The review must be on or before the last day"), field="next_review_on")


def pass_on(partnership):
    """One lead officer at a time, each with first and last day; of one day only the last one stays."""
    today = timezone.localdate()
    partnership.lead_spells.filter(ends_on=None, starts_on=today).delete()
    partnership.lead_spells.filter(ends_on=None).update(ends_on=today - timedelta(days=1))
    if partnership.lead_id:
        LeadSpell.objects.create(partnership=partnership, membership=partnership.lead)


@transaction.atomic
def add_party(*, partnership, who, role, is_accountable=False, by):
    """Name another council, or a body by (name, kind); there is one accountable body."""
    partnership = open_entry(partnership, by)
    who = known_as(who)
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
    partnership = open_entry(partnership, by)
    party = partnership.parties.filter(pk=party.pk).first()
    if party is None:
        return
    if party.council_id == partnership.convener_id:
        raise Refused(_("The council that keeps the entry stays in it"))
    if partnership.status == Status.LIVE and partnership.parties.count() <= 2:
        raise Refused(_("A live partnership has at least two parties. Add the other one first."))
    if party.money.exists():
        raise Refused(_("Money is listed for it. Take that out of each year first."))
    label, was_accountable = party.label, party.is_accountable
    council = party.council
    party.delete()
    if was_accountable:
        partnership.parties.filter(council=partnership.convener_id).update(is_accountable=True)
    words = _("%(party)s taken out of “%(title)s”")
    also = [council] if council else []
    tell(partnership, "partnerships.party_removed", words, party=label, also=also, by=by)


@transaction.atomic
def go_live(*, partnership, by):
    """From now on it is looked after: reviews, papers, reminders."""
    partnership = locked(partnership)
    PARTNERSHIP.move(partnership, "go_live", by=by)
    follow_size(partnership)
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
