"""Saying how a council wants to be in touch."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit import record
from core.exceptions import Refused
from core.locking import refuse_if_changed
from core.policies import require
from councils.models import Council
from liaison.models import CommsPreference
from liaison.wishes import forget

PREFERENCE_WORDS = ("first", "second", "third", "rhythm", "tier", "reachable", "hear_first", "bad_news")
PART = "reach"


def preference_words(council):
    """What the form shows: empty where the council has said nothing."""
    row = CommsPreference.objects.filter(council=council).first()
    return {name: getattr(row, name) if row else "" for name in PREFERENCE_WORDS}


@transaction.atomic
def save_preference(*, council, seen=None, by, **words):
    """What the council says, as of today; of one that says the same again it is confirmed. Returns it.

    Raises Refused for a way that is named twice, and for a third one without a second.
    """
    council = Council.objects.select_for_update(of=("self",)).get(pk=council.pk)
    require(by, "liaison.keep_preference", council)
    before = preference_words(council)
    refuse_if_changed(seen, before, record=council, parts=[PART])
    _check(words)
    values = {**words, "said_by": by, "confirmed_on": timezone.localdate()}
    row, is_new = CommsPreference.objects.update_or_create(council=council, defaults=values)
    sentence = _("%(council)s said how it wants to be in touch")
    if not is_new and before == words:
        sentence = _("%(council)s confirmed how it wants to be in touch")
    forget(council)
    record(
        "liaison.preference_saved", council, sentence % {"council": council.full_name}, by=by, acting_for=council,
        councils=[council, *council.parent_list], restricted=True, parts=[PART],
    )  # fmt: skip
    return row


def _check(words):
    if words["third"] and not words["second"]:
        raise Refused(_("Choose the second way first"), field="second")
    for name, earlier in (("second", ["first"]), ("third", ["first", "second"])):
        if words[name] and words[name] in {words[each] for each in earlier}:
            raise Refused(_("Choose another way than before, or none"), field=name)
