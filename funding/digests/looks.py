"""In whose name a funding e-mail comes: the principal with its own portal that all its councils look to."""

from councils.models import Council, CouncilType


def with_principals(ids):
    """These councils, with what `principal_of` asks."""
    return Council.objects.filter(pk__in=ids).prefetch_related("parents__own_portal__logo")


def principal_of(councils):
    """The principal whose own portal the people of every one of these councils see; None if they differ."""
    found = {principal.pk: principal for principal in map(_own, councils) if principal}
    shared = len(found) == 1 and all(map(_own, councils))
    return next(iter(found.values())) if shared else None


def _own(council):
    """The rule of `seen_by_people_of()`: never a county above."""
    named = [each for each in council.parents.all() if each.type != CouncilType.COUNTY and _is_named(each)]
    return min(named, key=lambda each: each.search_name, default=None)


def _is_named(principal):
    portal = getattr(principal, "own_portal", None)
    return bool(portal and portal.name)
