"""What elections ahead show on pages above: for officers how many councils elect when, for a clerk the own one."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.formatting import date
from core.registry import DESTINATION, OPEN_WORK, Destination, OpenWork, provides
from core.roles import OFFICER_ROLES, PRINCIPAL_ROLES, Role
from liaison.elections import next_days_of, own_day_of


def _held(person, roles):
    held = person.current_memberships if person.is_authenticated else ()
    return {m.council_id: m.council for m in held if m.role in roles}


@provides(OPEN_WORK)
def elections(person):
    """Ahead of the day on which leads may change."""
    officers = {pk: each for pk, each in _held(person, OFFICER_ROLES).items() if each.is_principal}
    for pk, days in next_days_of(officers).items():
        for day, many in days:
            words = ngettext(
                "%(num)s local council elects on %(day)s: its leads may change",
                "%(num)s local councils elect on %(day)s: their leads may change",
                many,
            )
            url = reverse("liaison:elections", args=[officers[pk].slug])
            yield OpenWork(words % {"num": many, "day": date(day)}, url, officers[pk].label, due_on=day)
    clerks = {pk: each for pk, each in _held(person, (Role.CLERK,)).items() if each.is_local}
    for pk, day in own_day_of(clerks).items():
        if day:
            title = _("Election on %(day)s: write down what new councillors must know") % {"day": date(day)}
            note = _("Open promises, the charter and its champion, whom to ask at the principal council")
            yield OpenWork(title, clerks[pk].get_absolute_url(), clerks[pk].label, due_on=day, note=note)


@provides(DESTINATION)
def pages(person):
    for council in _held(person, PRINCIPAL_ROLES).values():
        if council.is_principal:
            title = _("Elections at local councils: %(council)s") % {"council": council.label}
            words = _("election ahead new councillors leads change may")
            yield Destination(title, reverse("liaison:elections", args=[council.slug]), words)
