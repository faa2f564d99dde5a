"""Who gets the funding e-mail and what they were told; addresses are in the outbox, which forgets them by itself."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.privacy.map import DELETE, Kept, declare, nothing_personal

EVERYWHERE = Q()
WITH_ACCOUNT = _("As long as your account, so that nothing is told twice")

declare(
    "funding.Reader",
    _("That you get the funding e-mail"),
    about=lambda who: Q(person=who.person),
    tell=("since",),
    erase=DELETE,
    people=("person",),
    kept=Kept(WITH_ACCOUNT),
)
declare(
    "funding.EditorNote",
    _("Notes you wrote for the funding e-mail"),
    about=lambda who: Q(written_by=who.person),
    tell=("principal", "text", "written_at"),
    people=("written_by",),
    scrub=("text",),
    reach=lambda who: Q(principal__in=who.council_ids),
    kept=Kept(_("As long as the e-mails that carried it are shown")),
)
declare(
    "funding.DigestEdition",
    _("What funding e-mails said"),
    scrub=("content",),
    reach=lambda who: EVERYWHERE,
    plain=("fingerprint", "language"),
    kept=Kept(_("As long as the portal: it names opportunities and councils, and what a council wrote on top")),
)
for label, because in {
    "funding.Subscription": "a council and themes; it goes with its reader",
    "funding.DigestRun": "days and counts",
    "funding.DigestLine": "opportunities and days",
    "funding.Telling": "numbers of rows; it goes with its reader",
    "funding.Stop": "how somebody stopped; it goes with its reader",
}.items():
    nothing_personal(label, because)
