"""Elections and reorganisations on home pages: those of the area to officers, those of both sides to clerks."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.formatting import date
from core.registry import DESTINATION, OPEN_WORK, Destination, OpenWork, provides
from core.roles import OFFICER_ROLES, PRINCIPAL_ROLES, Role
from councils.models import Council
from liaison.ahead import Turn, ahead_of, counts_in


def _held(person, roles):
    held = person.current_memberships if person.is_authenticated else ()
    return {m.council_id: m.council for m in held if m.role in roles}


@provides(OPEN_WORK)
def for_officers(person):
    """Ahead of the day on which leads may change, of the area and of the principal itself."""
    principals = {pk: each for pk, each in _held(person, OFFICER_ROLES).items() if each.is_principal}
    own = ahead_of(principals)
    for pk, lines in counts_in(principals).items():
        url, label = reverse("liaison:ahead", args=[principals[pk].slug]), principals[pk].label
        for turn, day in own[pk]:
            yield OpenWork(_of_principal(principals[pk], turn, day), url, label, due_on=day)
        for turn, day, many in lines:
            words = _of_area(turn, many) % {"num": many, "day": date(day)}
            yield OpenWork(words, url, label, due_on=day)


def _of_area(turn, many):
    if turn == Turn.ELECTION:
        return ngettext(
            "%(num)s local council elects on %(day)s: its leads may change",
            "%(num)s local councils elect on %(day)s: their leads may change",
            many,
        )
    return ngettext(
        "%(num)s local council is reorganised on %(day)s: its leads may change",
        "%(num)s local councils are reorganised on %(day)s: their leads may change",
        many,
    )


def _of_principal(principal, turn, day):
    words = _("%(council)s is reorganised on %(day)s: officers and leads may change")
    if turn == Turn.ELECTION:
        words = _("%(council)s elects on %(day)s: its lead members may change")
    return words % {"council": principal.full_name, "day": date(day)}


@provides(OPEN_WORK)
def for_clerks(person):
    """Ahead of such a day of the own council, and of the principal whose people they know."""
    clerks = {pk: each for pk, each in _held(person, (Role.CLERK,)).items() if each.is_local}
    if not clerks:
        return
    above = {each.pk: each for each in Council.objects.principal().filter(children__in=clerks).distinct()}
    found = ahead_of([*clerks, *above])
    for pk, council in clerks.items():
        for turn, day in found[pk]:
            title = _("Reorganisation on %(day)s: write down what whoever follows must know")
            if turn == Turn.ELECTION:
                title = _("Election on %(day)s: write down what new councillors must know")
            note = _("Open promises, the charter and its champion, whom to ask at the principal council")
            url = council.get_absolute_url()
            yield OpenWork(title % {"day": date(day)}, url, council.label, due_on=day, note=note)
    for pk, principal in above.items():
        for turn, day in found[pk]:
            yield OpenWork(_of_principal(principal, turn, day), principal.get_absolute_url(), due_on=day)


@provides(DESTINATION)
def pages(person):
    for council in _held(person, PRINCIPAL_ROLES).values():
        if council.is_principal:
            title = _("Elections and reorganisations: %(council)s") % {"council": council.label}
            words = _("election ahead new councillors leads change may restructure merger")
            yield Destination(title, reverse("liaison:ahead", args=[council.slug]), words)
