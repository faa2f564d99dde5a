"""The funding e-mail on pages above: where one finds it, and the verbs of its events."""

from django.urls import reverse
from django.utils.translation import gettext as _

from core.policies import allows
from core.registry import DESTINATION, EVENT, Destination, EventKind, provides


@provides(DESTINATION)
def destinations(person):
    if allows(person, "funding.subscribe"):
        words = _("newsletter digest subscribe unsubscribe alerts grants")
        yield Destination(_("Funding by e-mail"), reverse("funding:subscriptions"), words)
    if allows(person, "funding.see_digests"):
        words = _("newsletter digest readers subscribers history note preview")
        yield Destination(_("Funding e-mails to councils"), reverse("funding:digests"), words)


@provides(EVENT)
def events():
    yield EventKind("funding.digests_chosen", _("Choices about funding e-mails"))
    yield EventKind("funding.digest_sent", _("Funding e-mails sent"))
    yield EventKind("funding.digest_tried", _("Funding e-mails tried"))
    yield EventKind("funding.note_written", _("Notes for the funding e-mail"))
