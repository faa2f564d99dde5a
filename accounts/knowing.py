"""Who knows a person well enough to say that it is really them, when they lost their second factor."""

from django.utils.translation import gettext as _

from accounts.models import Membership, User
from core.roles import OFFICER_ROLES, SECOND_FACTOR_ROLES, Role
from councils.models import Council


def councils_that_vouch(person):
    """Principal councils whose manager (True) or any officer (False) vouches for the person, as {id: managers only}.

    The strongest role counts: whoever looks after principal councils is vouched for by their managers alone.
    """
    held = person.current_memberships
    own = {m.council_id: True for m in held if m.role in SECOND_FACTOR_ROLES}
    if own:
        return own
    return {
        **{m.council_id: True for m in held if m.council.is_principal},
        **{pk: False for m in held if m.council.is_local for pk in m.council.own_principal_ids},
    }


def knows(by, person):
    """Somebody else, who looks after the person's council; for an administrator another administrator."""
    if by.pk == person.pk:
        return False
    if person.is_staff or by.is_staff:
        return by.is_staff
    roles = councils_that_vouch(person)
    held = {pk for pk, managers_only in roles.items()
            if pk in by.council_ids(*((Role.MANAGER,) if managers_only else OFFICER_ROLES))}  # fmt: skip
    if any(m.role in SECOND_FACTOR_ROLES for m in person.current_memberships):
        return bool(roles) and held == set(roles)  # of two councils: neither opens the other's doors alone
    return bool(held)


def those_who_know(person):
    """To whom a request of this person goes; administrators where the council has nobody else."""
    others = User.objects.filter(is_active=True, email__isnull=False).exclude(pk=person.pk)
    if not person.is_staff:
        found = []
        for pk, managers_only in councils_that_vouch(person).items():
            roles = (Role.MANAGER,) if managers_only else OFFICER_ROLES
            holders = Membership.objects.current().filter(council=pk, role__in=roles)
            found += others.filter(pk__in=holders.values("user"))
        people = [other for other in dict.fromkeys(found) if knows(other, person)]
        if people:
            return sorted(people, key=lambda other: other.pk)
    return list(others.filter(is_staff=True).order_by("pk"))


def concerned(person):
    """The councils the person acts for, to whose people the audit trail shows what happens."""
    return list({m.council_id: m.council for m in person.current_memberships}.values())


def label_of(person):
    """Whom it is about, with the role in which others know them."""
    return f"{person}, {person.role_label()}"


def resettable(by, memberships):
    """Ids of the memberships whose person has a second factor that `by` may have reset; flat in queries."""
    wanted = [m for m in memberships if set(m.factor_types) and m.user_id != by.pk]
    held = {}
    if wanted:
        for each in Membership.objects.current().filter(user__in=[m.user_id for m in wanted]).select_related("council"):
            held.setdefault(each.user_id, []).append(each)
        parents = Council.objects.filter(pk__in={e.council_id for many in held.values() for e in many})
        known = {council.pk: council for council in parents.prefetch_related("parents")}
        for many in held.values():
            for each in many:
                each.council = known[each.council_id]
    for membership in wanted:
        membership.user.current_memberships = held.get(membership.user_id, [])
    return {m.pk for m in wanted if knows(by, m.user)}


def who_confirms(person):
    """Who will be asked, in words; without names, which are nobody's business before the sign-in is over."""
    if person.is_staff:
        return _("another administrator of the portal")
    if any(council for council in councils_that_vouch(person).values()):
        return _("a manager of your council, or an administrator of the portal")
    return _("a liaison officer of your principal council, or an administrator of the portal")
