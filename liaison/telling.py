"""Clerks learn on the day that somebody else answers for their council; each change is told once.

The rows say whether they have been told, so the task may run twice, or not for days.
"""

from collections import defaultdict

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import ngettext

from accounts.models import Membership
from core.audit import record
from core.emails import post
from core.policies import SYSTEM, require
from core.roles import Role
from councils.looks import look_of_principal
from councils.models import Council
from liaison.emails.officers import Change, OfficerChanged
from liaison.models import Assignment


def begun_untold(today):
    """Primaries that began and that nobody has been told of."""
    return Assignment.objects.standing().filter(is_primary=True, told_on=None, starts_on__lte=today)


def ended_untold(today):
    """Primaries of whom clerks know and that are over, and nobody has been told."""
    over = Assignment.objects.standing().filter(is_primary=True, told_on__isnull=False, end_told_on=None)
    return over.filter(ends_on__lt=today)


def tell_changes(*, by=SYSTEM):
    """Each principal in a transaction of its own; returns how many e-mails were put into the outbox."""
    require(by, "liaison.tell_clerks")
    today = timezone.localdate()
    waiting = set(begun_untold(today).values_list("principal", flat=True))
    waiting |= set(ended_untold(today).values_list("principal", flat=True))
    return sum(_tell(pk, today) for pk in sorted(waiting))


@transaction.atomic
def _tell(principal_pk, today):
    principal = Council.objects.select_for_update(of=("self",)).get(pk=principal_pk)
    begun = list(begun_untold(today).filter(principal=principal).whole().order_by("pk"))
    ended = list(ended_untold(today).filter(principal=principal).whole().order_by("pk"))
    news = [row for row in begun if row.is_current] + _followed_by_nobody(ended, today)
    sent = _post(principal, news) if news else 0
    Assignment.objects.filter(pk__in=[row.pk for row in begun]).update(told_on=today)
    over = [row.pk for row in [*begun, *ended] if row.is_over]
    Assignment.objects.filter(pk__in=over).update(end_told_on=today)
    if sent:
        sentence = _sentence(principal, sent)
        record("liaison.clerks_told", principal, sentence, by=SYSTEM, councils=[principal], restricted=True)
    return sent


def _sentence(principal, sent):
    words = ngettext(
        "%(council)s: the portal told %(num)s clerk who answers for the council now",
        "%(council)s: the portal told %(num)s clerks who answers for their councils now",
        sent,
    )
    return words % {"council": principal.full_name, "num": sent}


def _followed_by_nobody(ended, today):
    """Of those that are over the ones after whom nobody has the same part."""
    if not ended:
        return []
    same = Q(council=OuterRef("council")) | Q(council=None)
    follows = Assignment.objects.current(today).filter(
        same, is_primary=True, principal=OuterRef("principal"), role=OuterRef("role")
    )
    alone = Assignment.objects.filter(pk__in=[row.pk for row in ended]).exclude(Exists(follows))
    return list(alone.whole().order_by("pk"))


def _post(principal, news):
    """One e-mail for each reader with everything that concerns their councils."""
    councils = _concerned(principal, news)
    readers = _readers(councils)
    by_reader = defaultdict(lambda: defaultdict(list))
    for row in news:
        for council in [row.council] if row.council else councils.values():
            for address in readers[council.pk]:
                by_reader[address][_what(row)].append(council)
    look = look_of_principal(principal)
    for (address, language), found in by_reader.items():
        changes = tuple(
            Change(**dict(facts), councils=tuple(council.full_name for council in own)) for facts, own in found.items()
        )
        pages = {council.get_absolute_url() for own in found.values() for council in own}
        url = settings.SITE_URL + (pages.pop() if len(pages) == 1 else "/")
        message = OfficerChanged(changes=changes, url=url)
        post(message, to=address, language=language, reply_to=principal.role_mailbox, look=look)
    return len(by_reader)


def _what(row):
    """What is the same for every council of one officer, so that it is said once."""
    person = row.membership.user if row.membership.is_current else None
    facts = {
        "principal": row.principal.full_name,
        "role": row.role,
        "post": row.post,
        "name": person.name if person else "",
        "email": (person.email or "") if person else "",
        "day": row.ends_on if row.is_over else row.starts_on,
        "is_over": row.is_over,
    }
    return tuple(facts.items())


def _concerned(principal, news):
    """The local councils that the news are about."""
    here = Council.objects.of_principal(principal).local().current().for_list()
    if all(row.council_id for row in news):
        here = here.filter(pk__in=[row.council_id for row in news])
    return {council.pk: council for council in here.by_name()}


def _readers(councils):
    """{council id: {(address, language)}}: its clerks, else its shared mailbox."""
    found = {pk: set() for pk in councils}
    clerks = Membership.objects.current().filter(role=Role.CLERK, council__in=councils).select_related("user")
    for clerk in clerks:
        if clerk.user.email:
            found[clerk.council_id].add((clerk.user.email, clerk.user.language))
    for pk, council in councils.items():
        if not found[pk] and council.role_mailbox:
            found[pk].add((council.role_mailbox, "en-gb"))
    return found
