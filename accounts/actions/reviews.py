"""The yearly look at who has access."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import fingerprint_of, people_of
from accounts.models import AccessReview
from core.audit import record
from core.exceptions import Refused
from core.locking import refuse_if_changed
from core.policies import require
from councils.models import Council


@transaction.atomic
def confirm_access(*, council, seen=None, by):
    """The clerk or manager says that these are the right people; refused if the list changed meanwhile."""
    require(by, "accounts.confirm_access", council)
    council = Council.objects.select_for_update(of=("self",), no_key=True).get(pk=council.pk)
    memberships = list(people_of(council))
    fingerprint = fingerprint_of(memberships)
    refuse_if_changed(seen, {"people": fingerprint}, record=council, parts=["people"])
    if not memberships:
        raise Refused(_("Nobody has access, so there is nothing to confirm."))
    review = AccessReview.objects.create(
        council=council, confirmed_by=by, people=len(memberships), fingerprint=fingerprint
    )
    sentence = ngettext(
        "Confirmed who has access: %(num)s person in a role", "Confirmed who has access: %(num)s people in roles",
        len(memberships),
    ) % {"num": len(memberships)}  # fmt: skip
    record("accounts.access_confirmed", review, sentence, by=by, councils=[council], acting_for=council)
    return review
