"""Every page of the portal with arguments that the demonstration holds, for whoever looks at all of them."""

from contextlib import suppress
from itertools import product

from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse

from accounts.models import Invitation, Membership
from charters.models import Agreement, Commitment
from councils.models import Council, ParishArea
from councils.profile_pages import BY_KEY
from demo import mail

# Councils that play a part in the story: two that have signed, one that has not, three principals
COUNCILS = ("E04001268", "E04001265", "E04012351", "E06000042", "E10000031", "E07000221")
SECTIONS = ("vision", "money")


def pages():
    """(name, path) of every address for each combination of sample arguments."""
    values = samples()
    for name, arguments in named(get_resolver()):
        for chosen in product(*(values.get(argument, ()) for argument in arguments)):
            with suppress(NoReverseMatch):  # a sample of another page whose argument has the same name
                yield name, reverse(name, kwargs=dict(zip(arguments, chosen, strict=True)))


def named(resolver, spaces=(), before=()):
    """(full name, argument names) of every named address."""
    for pattern in resolver.url_patterns:
        arguments = (*before, *pattern.pattern.regex.groupindex)
        if not isinstance(pattern, URLPattern):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from named(pattern, inner, arguments)
        elif pattern.name:
            yield ":".join((*spaces, pattern.name)), arguments


def samples():
    """Argument name to values, the most telling first."""
    agreements = Agreement.objects.order_by("-published_at", "pk").values_list("reference", flat=True)
    councils = Council.objects.filter(code__in=COUNCILS) | Council.objects.filter(areas__code__in=COUNCILS)
    people = (*Membership.objects.order_by("pk")[:24], *Invitation.objects.waiting().order_by("pk")[:2])
    return {
        "reference": list(agreements),
        "slug": list(dict.fromkeys(councils.order_by("tier", "pk").values_list("slug", flat=True))),
        "number": [1],
        "key": [*SECTIONS, *(letter.key for letter in mail.letters()[:1])],
        "pk": list(Commitment.objects.in_drafts().order_by("pk").values_list("pk", flat=True)[:1]),
        "page": list(BY_KEY),
        "code": list(ParishArea.objects.parent_unknown().values_list("code", flat=True)[:1]),
        "public_id": [str(each.public_id) for each in people],
    }
