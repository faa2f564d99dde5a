"""Nobody can lock a council out: the last person who can let others in stays until there is a successor."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Invitation
from accounts.policies import roles_open_to
from core.audit import record
from core.exceptions import Refused
from core.policies import SYSTEM
from core.registry import HELD, collect
from core.roles import Role
from councils.models import Council

KEYHOLDERS = {True: Role.MANAGER, False: Role.CLERK}  # by whether the council is a principal


def lock_council(council):
    """Two who end access for one council at the same moment come one after the other."""
    return Council.objects.select_for_update(of=("self",), no_key=True).get(pk=council.pk)


def refuse_lockout(membership, *, last_day=None, by):
    """Refused when nobody would be left to let others in; call it under `lock_council`.

    A local council's clerk may be ended by whoever can appoint the next one; a manager of a principal council, the
    last one, only by an administrator. Both may go once a successor has joined or has been asked.
    """
    council = membership.council
    if membership.role != KEYHOLDERS[council.is_principal] or not membership.is_current or council.is_dissolved:
        return
    after = (last_day or timezone.localdate()) + timedelta(days=1)
    others = council.memberships.not_ended(after).filter(role=membership.role, covers=None, user__is_active=True)
    if others.exclude(user=membership.user_id).exists():
        return
    if Invitation.objects.waiting().filter(council=council, role=membership.role, covers=None).exists():
        return
    if by is SYSTEM or by.is_staff:
        return
    if council.is_local and membership.user_id != by.pk and membership.role in roles_open_to(by, council):
        return
    raise Refused(
        _("This is the last %(role)s of %(council)s: nobody could let others in. Hand the role over to a successor, "
          "or ask an administrator.")
        % {"role": membership.get_role_display().lower(), "council": council.label}
    )  # fmt: skip


def refuse_held(membership, *, no_handover, by):
    """Refused while somebody answers for councils and has not handed over, unless it is said why; that is recorded."""
    held = collect(HELD, membership)
    if not held:
        return
    council, why = membership.council, no_handover.strip()
    if not why:
        words = _("%(what)s. Hand that over first, or say why not")
        raise Refused(words % {"what": ". ".join(str(each.words) for each in held)}, field="no_handover")
    sentence = _("%(person)s leaves without a handover: %(why)s") % {"person": membership.user, "why": why}
    record("accounts.left_without_handover", membership, sentence, by=by, councils=[council], restricted=True)
