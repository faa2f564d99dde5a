"""The role accounts of the demonstration, as its fixtures list them."""

import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from django.conf import settings

from accounts.models import User


@dataclass(frozen=True)
class RoleHeld:
    """A role in a council; the council is named by its ONS code."""

    role: str
    council: str
    may_sign: bool = False


@dataclass(frozen=True)
class RoleAccount:
    """One account a visitor can be."""

    name: str
    group: str
    hint: str
    address: str
    is_administrator: bool
    roles: tuple
    joined_ago: int = 0  # days


def fixture(name):
    """A file of fixtures/demo as data."""
    with (settings.FIXTURES_DIR / "demo" / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def accounts():
    """Every role account, in the order of the file."""
    return tuple(
        RoleAccount(
            name=row["name"],
            group=row["group"],
            hint=row["try"],
            address=row.get("address", ""),
            is_administrator=row.get("administrator", False),
            roles=tuple(RoleHeld(**held) for held in row.get("roles", [])),
            joined_ago=row.get("joined_ago", 0),
        )
        for row in fixture("people")["people"]
    )


def groups():
    """(place, its role accounts that are loaded), for the page where a visitor chooses."""
    loaded = set(User.objects.filter(name__in=[a.name for a in accounts()]).values_list("name", flat=True))
    present = [account for account in accounts() if account.name in loaded]
    return [(place, list(rows)) for place, rows in groupby(present, key=lambda account: account.group)]


def find(name):
    """The person behind a role account; None for any other person of the portal."""
    if name not in {account.name for account in accounts()}:
        return None
    return User.objects.filter(name=name, is_active=True).order_by("pk").first()
