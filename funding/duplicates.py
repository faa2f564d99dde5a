"""A round is written down once: what is known of funder, programme and round, and who comes first."""

from django.db import connection
from django.db.models import Q

from core.words import normalise
from funding.models import Opportunity, Status

ONE_AT_A_TIME = 0xF0DD  # the advisory lock of adding: two people, or two presses, come one after the other


def key_of(facts):
    """By what a round is recognised, whatever the case and the signs between the words."""
    return tuple(normalise(facts[name]) for name in ("funder", "programme", "round_name"))


def one_after_the_other():
    """Wait, until the transaction ends, for whoever else adds opportunities or renames one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])


def known_round(owner, facts, *, besides=None):
    """The same round of this owner, or a national one that can be read; None if there is none `besides` one."""
    mine = Q(owner=owner) & ~Q(status=Status.WITHDRAWN)
    found = Opportunity.objects.filter(mine | Q(owner=None, status=Status.PUBLISHED)).order_by("pk")
    found = found.exclude(pk=besides.pk) if besides else found
    wanted = key_of({"round_name": "", **facts})
    first = wanted[1].split(" ")[0]  # the words are compared below; the database leaves out most
    return next((each for each in found.filter(programme__icontains=first) if key_of(vars(each)) == wanted), None)
