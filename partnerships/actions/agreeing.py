"""The agreement of an entry, written and signed by the same engine as every other."""

from django.db import transaction
from django.utils.translation import gettext as _

from charters import actions as agreements
from core.exceptions import Refused
from core.policies import require
from partnerships.actions.keeping import tier_of
from partnerships.actions.told import locked, tell
from partnerships.models import Status
from partnerships.writing import first_words, kind_for

LONGEST_SUMMARY = 800


@transaction.atomic
def write_agreement(*, partnership, by):
    """Start its memorandum or agreement with what the register knows; the entry keeps the key to it."""
    partnership = locked(partnership)
    require(by, "partnerships.keep", partnership)
    if partnership.agreement_id:
        raise Refused(_("It has an agreement already. Start a new version of that one."))
    if partnership.status not in (Status.PROPOSED, Status.LIVE):
        raise Refused(_("It comes to its end, so nothing new is agreed"))
    agreement = agreements.start_agreement(
        kind=kind_for(tier_of(partnership)), title=partnership.title, convener=partnership.convener, by=by
    )
    version = agreement.versions.get()
    agreements.edit_details(
        version=version,
        title=partnership.title,
        summary=partnership.purpose[:LONGEST_SUMMARY],
        review_on=partnership.next_review_on,
        notice_months=partnership.notice_months,
        by=by,
    )
    known = first_words(partnership)
    for section in version.sections.all():
        if known.get(section.key, "").strip():
            body = f"{known[section.key].strip()}\n\n{section.body}".strip()
            agreements.edit_section(section=section, heading=section.heading, body=body, by=by)
    partnership.agreement = agreement
    partnership.save(update_fields=["agreement"])
    tell(partnership, "partnerships.agreement_started", _("Agreement of “%(title)s” started"), by=by)
    return partnership
