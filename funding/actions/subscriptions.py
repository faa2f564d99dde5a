"""What people want to be told of funding: chosen, and stopped, signed in or by the link of an e-mail."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from casestudies.models import Term
from core.audit import record
from core.exceptions import Refused
from core.locking import refuse_if_changed
from core.models import OutgoingEmail
from core.outbox import finish
from core.policies import require
from councils.models import Council, Tier
from funding.digests.message import Digest
from funding.models import DigestRun, Reader, Rhythm, Stop, Subscription

PARTS = ["funding e-mails"]
Status = OutgoingEmail.Status


def councils_of(person):
    """The local councils for which a person may be told of funding, by name."""
    held = {m.council_id for m in person.current_memberships}
    return list(Council.objects.filter(pk__in=held, tier=Tier.LOCAL, ended_on=None).by_name())


def choices_of(person):
    """{council: (rhythm, slugs of themes)} as stored now; without a word nothing is sent."""
    stored = {}
    for each in Subscription.objects.filter(reader__person=person).prefetch_related("themes"):
        stored[each.council_id] = (each.rhythm, sorted(term.slug for term in each.themes.all()))
    return {council: stored.get(council.pk, (Rhythm.NEVER.value, [])) for council in councils_of(person)}


def suggested(person):
    """`choices_of`; for somebody who has never chosen, the weekly e-mail for each of their councils."""
    choices = choices_of(person)
    return choices if _has_chosen(person) else dict.fromkeys(choices, (Rhythm.WEEKLY.value, []))


def _has_chosen(person):
    return Reader.objects.filter(person=person).exists()


def as_typed(choices):
    """The choices under the names by which a form asks for them."""
    names = {}
    for council, (rhythm, themes) in choices.items():
        names |= {f"rhythm_{council.pk}": rhythm, f"themes_{council.pk}": themes}
    return names


@transaction.atomic
def choose_digests(*, person, choices, seen=None, way=Stop.Way.PAGE, by):
    """Save {council: (rhythm, slugs of themes)}; `by` is the person, or None when they came by their own link."""
    require(by, "funding.subscribe")
    person = User.objects.select_for_update(of=("self",)).get(pk=person.pk)
    now = choices_of(person)
    refuse_if_changed(seen, as_typed(now), record=person, parts=PARTS)
    if not choices.keys() <= now.keys():
        raise Refused(_("You do not act for one of these councils any more. Open the page again."))
    first = not _has_chosen(person)  # then "never" is a choice too, and the page does not suggest anything again
    changed = {each: wish for each, wish in choices.items() if first or (wish[0], sorted(wish[1])) != now[each]}
    if not changed:
        return None
    reader = _reader_of(person)
    for council, (rhythm, themes) in changed.items():
        row, _made = Subscription.objects.update_or_create(reader=reader, council=council, defaults={"rhythm": rhythm})
        row.themes.set(Term.objects.filter(taxonomy=Term.Taxonomy.THEME, slug__in=themes))
    if any(now[council][0] != Rhythm.NEVER and wish[0] == Rhythm.NEVER for council, wish in changed.items()):
        _note_stop(reader, way)
    if all(rhythm == Rhythm.NEVER for rhythm, _themes in choices_of(person).values()):
        _stop_waiting(person)
    _tell(person, _("Choices about funding e-mails changed"), list(changed), by)
    return reader


@transaction.atomic
def stop_digests(*, reader, way, by):
    """No more funding e-mails for this reader, of any council; doing it again changes nothing. True if it did."""
    return _change_all(reader, Rhythm.NEVER, way, _("Funding e-mails stopped"), by)


@transaction.atomic
def have_fewer_digests(*, reader, by):
    """Once a month instead of more often; who has stopped them gets none by this. True if it changed anything."""
    return _change_all(reader, Rhythm.MONTHLY, None, _("Funding e-mails once a month from now on"), by)


def _change_all(reader, rhythm, way, sentence, by):
    require(by, "funding.choose_by_link", reader)
    person = User.objects.select_for_update(of=("self",)).get(pk=reader.person_id)
    asked = Subscription.objects.filter(reader=reader).exclude(rhythm__in=[rhythm, Rhythm.NEVER])
    rows = list(asked.select_related("council"))
    if not rows:
        return False
    Subscription.objects.filter(pk__in=[row.pk for row in rows]).update(rhythm=rhythm)
    if rhythm == Rhythm.NEVER:
        _note_stop(reader, way)
        _stop_waiting(person)
    _tell(person, sentence, [row.council for row in rows], by)
    return True


def _reader_of(person):
    return Reader.objects.get_or_create(person=person)[0]


def _note_stop(reader, way):
    """For the figures of the last run of which the reader got something."""
    run = DigestRun.objects.filter(editions__tellings__subscription__reader=reader).newest_first().first()
    Stop.objects.create(reader=reader, run=run, way=way)


def _stop_waiting(person):
    """What is on its way to them is not sent any more."""
    unsent = [Status.WAITING, Status.WITHHELD, Status.FAILED]  # the latter two could be tried again by hand
    emails = OutgoingEmail.objects.filter(kind=Digest.kind, status__in=unsent, to=person.email)
    for email in emails.select_for_update(of=("self",)).order_by("pk"):
        finish(email, Status.CANCELLED, _("Its reader stopped these e-mails."))


def _tell(person, sentence, councils, by):
    record("funding.digests_chosen", person, sentence, by=by, councils=councils, restricted=True, parts=PARTS)
