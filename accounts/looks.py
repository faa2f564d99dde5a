"""The look of the pages that a person opens: that of the principal whose people they are, or everyone's."""

from councils.looks import look_from


def look_for(request):
    """Of the council acted for; of several councils only if all of them have the same. None: everyone's look."""
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return None
    acting_for = getattr(request, "acting_for", None)
    mine = [m for m in person.current_memberships if acting_for is None or m.council_id == acting_for.pk]
    facts = [m.portal_facts for m in mine]
    return look_from(facts[0]) if facts and facts[0] and all(each == facts[0] for each in facts) else None


def look(request):
    """For every page; a preview puts the look that it tries on the request."""
    found = request.look if hasattr(request, "look") else look_for(request)
    return {"look": found, **({"service_name": found.name} if found else {})}
