"""Who stands in for a named officer who is away; every one locks the principal first."""

from collections import defaultdict
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit import record
from core.exceptions import Refused
from core.formatting import date
from core.policies import require
from liaison.actions.officers import locked_principal, must_belong
from liaison.known import forget
from liaison.models import Cover


@transaction.atomic
def set_cover(*, principal, away, stand_in, starts_on, ends_on, by):
    """Somebody stands in for an officer in everything that officer answers for, on these days."""
    principal = locked_principal(principal)
    require(by, "liaison.name_officers", principal)
    must_belong(away, principal, "away")
    must_belong(stand_in, principal, "stand_in")
    if away.user_id == stand_in.user_id:
        raise Refused(_("Choose somebody else to stand in"), field="stand_in")
    if ends_on < starts_on:
        raise Refused(_("The last day must not be before the first day"), field="ends_on")
    crossing = Cover.objects.of_principal(principal).overlapping(starts_on, ends_on).with_people()
    met = defaultdict(set)
    for cover in crossing:
        met["away"].add(cover.away.user_id)
        met["standing_in"].add(cover.stand_in.user_id)
    if away.user_id in met["away"]:
        raise Refused(_("Somebody stands in for this person on some of these days already"), field="starts_on")
    if stand_in.user_id in met["away"]:
        raise Refused(_("This person is away on some of these days"), field="stand_in")
    if away.user_id in met["standing_in"]:
        raise Refused(_("This person stands in for somebody else on some of these days. End that first"), field="away")
    cover = Cover.objects.create(away=away, stand_in=stand_in, starts_on=starts_on, ends_on=ends_on, set_by=by)
    words = _("%(council)s: absence cover for a named officer from %(first)s to %(last)s")
    facts = {"council": principal.full_name, "first": date(starts_on), "last": date(ends_on)}
    record("liaison.cover_set", cover, words % facts, by=by, councils=[principal], restricted=True)
    forget(principal)
    return cover


@transaction.atomic
def end_cover(*, cover, by):
    """The officer is back: the last day was yesterday; one that had not begun before today is withdrawn."""
    principal = locked_principal(cover.away.council)
    require(by, "liaison.name_officers", principal)
    cover = Cover.objects.select_for_update(of=("self",)).get(pk=cover.pk)
    if cover.withdrawn_at or cover.ends_on < timezone.localdate():
        raise Refused(_("This cover is over already"))
    _stop(cover, by)
    words = _("%(council)s: absence cover for a named officer is over") % {"council": principal.full_name}
    record("liaison.cover_ended", cover, words, by=by, councils=[principal], restricted=True)
    forget(principal)
    return cover


def _stop(cover, by):
    today = timezone.localdate()
    if cover.starts_on >= today:
        cover.withdrawn_at, cover.withdrawn_by = timezone.now(), by
    else:
        cover.ends_on = today - timedelta(days=1)
    cover.save(update_fields=["ends_on", "withdrawn_at", "withdrawn_by"])


@transaction.atomic
def pass_on_cover(*, leaver, successor, by):
    """Where the leaver stands in for somebody, the successor does; returns how many absences that concerns.

    Nobody stands in for themselves: such an absence has no cover any more. Raises Refused for a successor who is away
    on some of these days.
    """
    principal = locked_principal(leaver.council)
    require(by, "liaison.name_officers", principal)
    standing = Cover.objects.of_principal(principal).not_over()
    covers = list(standing.filter(stand_in=leaver).with_people().select_for_update(of=("self",)))
    for cover in covers:
        if cover.away.user_id == successor.user_id:
            _stop(cover, by)
            continue
        if standing.filter(away__user=successor.user_id).overlapping(cover.starts_on, cover.ends_on).exists():
            words = _("%(name)s is away while %(away)s is. Choose on the absence cover page who stands in there")
            facts = {"name": successor.user, "away": cover.away.user}
            raise Refused(words % facts, field="no_note")
        cover.stand_in = successor
        cover.save(update_fields=["stand_in"])
    return len(covers)
