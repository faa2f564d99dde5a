"""Types, mailboxes and profiles of councils, written by those who may in the portal."""

from decimal import Decimal

from councils.actions import confirm_profile, update_profile
from councils.models import Council, CouncilType, Profile
from demo import people
from demo.places import council_of, mailbox_of
from demo.roles import fixture


def describe_councils(principals):
    """Before clerks join, the officer sets type and shared mailbox of every local council of these principals."""
    types = {code: kind for kind, codes in fixture("councils")["types"].items() for code in codes}
    chosen = dict(Council.objects.filter(areas__code__in=types).values_list("pk", "areas__code"))
    for principal in principals:
        for council in people.local_councils(principal):
            if not council.role_mailbox and (principal.code == CHARTERED or council.pk in chosen):
                kind = types.get(chosen.get(council.pk), CouncilType.PARISH)
                _describe(council, {"type": kind, "role_mailbox": mailbox_of(council)})


DECIMALS = ("staff_hours_per_week", "tax_base")
CHARTERED = "E06000042"  # Milton Keynes: all its local councils are asked, so all need a mailbox


def _describe(council, values):
    update_profile(council=council, values=values, by=people.officer_of(council))


def fill_in_profiles():
    """Clerks fill in and confirm their profiles; one that was confirmed is left alone."""
    for row in fixture("councils")["profiles"]:
        council = council_of(row["council"])
        if Profile.objects.filter(council=council, last_confirmed_at__isnull=False).exists():
            continue
        clerk = people.clerk_of(council)
        values = {name: Decimal(said) if name in DECIMALS else said for name, said in row["values"].items()}
        update_profile(council=council, values=values, by=clerk)
        confirm_profile(council=council, by=clerk)
