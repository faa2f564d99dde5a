"""The life of a charter after the signatures: renewal."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from charters.emails import life as emails
from charters.life import life_of
from charters.models import AgreementVersion, Renewal, VersionStatus
from core.audit import record, told_who
from core.exceptions import Refused
from core.formatting import date
from core.policies import require


@transaction.atomic
def renew(*, version, months, review_on=None, note="", by):
    """Another term after the one that runs; every council in the charter is told.

    Raises Refused when the version is not in force, has no end, has been renewed already, or would be reviewed outside
    of its terms.
    """
    version = held_in_force(version)
    require(by, "charters.keep", version)
    life, today = life_of(version), timezone.localdate()
    if life.ends_on is None:
        raise Refused(_("It has no end, so it needs no renewal"))
    if life.is_renewed(today):
        sentence = _("It has already been renewed until %(day)s") % {"day": date(life.ends_on)}
        raise Refused(told_who(sentence, version.agreement, ["renewal"]))
    renewal = Renewal(version=version, number=version.renewals.count() + 1, months=months, review_on=review_on,
                      note=note, renewed_by=by)  # fmt: skip
    _refuse_review_day(life, renewal, today)
    renewal.save()
    life = life_of(AgreementVersion.objects.select_related("agreement__convener").get(pk=version.pk))
    words = {"title": version.agreement.title, "day": date(life.ends_on)}
    tell(version, "charters.renewed", _("“%(title)s” renewed until %(day)s") % words, by, "renewal")
    emails.tell_renewed(version, life)
    return renewal


def _refuse_review_day(life, renewal, today):
    if renewal.review_on and renewal.review_on <= today:
        raise Refused(_("The review date must be in the future"), field="review_on")


def held_in_force(version):
    """The version as it is now, locked; refused unless it is in force."""
    held = AgreementVersion.objects.select_for_update(of=("self",)).select_related("agreement__convener")
    version = held.get(pk=version.pk)
    if version.status != VersionStatus.IN_FORCE:
        raise Refused(_("This version is not in force any more"))
    return version


def tell(version, verb, sentence, by, *parts):
    """An event of the whole charter: every council in it sees it."""
    councils = [s.party.council for s in version.signatures.with_council()]
    agreement = version.agreement
    record(verb, agreement, sentence, by=by, acting_for=agreement.convener, councils=councils, parts=parts)
