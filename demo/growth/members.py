"""People of the national data set: officers of every principal, clerks of nearly every council, councillors."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import cycle, islice

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX

from accounts.models import Membership, User
from core.copying import insert_rows, new_ids
from core.roles import Role
from demo.growth.days import FIRST, SETTLED, moment
from demo.growth.events import Happened

ROLES = (Role.MANAGER, Role.LIAISON_OFFICER, Role.LIAISON_OFFICER)  # of each principal; the manager signs
WITHOUT_CLERK = 12  # one local council in so many has no clerk on the portal
SHARED = 9  # one clerk in so many serves three councils
PASSWORD = UNUSABLE_PASSWORD_PREFIX + "n" * 40


@dataclass(slots=True)
class Person:
    """Somebody who acts for one or several councils."""

    pk: int
    email: str
    name: str
    joined: datetime


def join(nation, many, address):
    """So many people with their addresses and memberships."""
    posts = list(islice(_posts(nation), many))
    people = _people(nation, posts, address)
    ended = nation.dice.sample(range(len(posts)), len(posts) // 25)
    rows = list(_memberships(nation, posts, people, set(ended)))
    ids = new_ids(Membership, len(rows))
    names = ("id", "public_id", "user_id", "council_id", "role", "may_sign", "starts_on", "ends_on")
    insert_rows(Membership, names, [(pk, *row[:-1]) for pk, row in zip(ids, rows, strict=True)])
    for pk, row in zip(ids, rows, strict=True):
        person, council = row[-1]
        words = f"Joined as {row[3].label} of {council.label}"
        actor = f"{row[3].label}, {council.label}"
        nation.happened.append(Happened(person.joined, person.pk, actor, "accounts.joined", words, Membership, pk,
                                        (council.pk,)))  # fmt: skip


def _posts(nation):
    """(role, councils) for one person after the other: officers first, then clerks, then councillors."""
    for principal in nation.principals:
        yield from ((role, [principal]) for role in ROLES)
    councils = {council.pk: council for locals_ in nation.locals_of.values() for council in locals_}
    with_clerk = sorted(councils.values(), key=lambda council: council.slug)
    nation.dice.shuffle(with_clerk)
    with_clerk = with_clerk[len(with_clerk) // WITHOUT_CLERK :]
    left, number = iter(with_clerk), 0
    while batch := list(islice(left, 3 if number % SHARED == 0 else 1)):
        number += 1
        yield Role.CLERK, batch
    for council in cycle(with_clerk or nation.principals):
        yield Role.COUNCILLOR, [council]


def _people(nation, posts, address):
    dice = nation.dice
    people = [
        Person(pk, address.format(number), f"{role.label}, {councils[0].name}"[:200], _joined(dice, role))
        for number, (pk, (role, councils)) in enumerate(zip(new_ids(User, len(posts)), posts, strict=True), start=1)
    ]
    names = ("id", "email", "name", "date_joined", "password", "session_salt")
    rows = ((p.pk, p.email, p.name, p.joined, PASSWORD, f"{dice.getrandbits(128):032x}") for p in people)
    insert_rows(User, names, rows)
    insert_rows(
        EmailAddress, ("user_id", "email", "verified", "primary"), ((p.pk, p.email, True, True) for p in people)
    )
    return people


def _joined(dice, role):
    """Who answers or signs is there before the first agreement."""
    return moment(dice) if role == Role.COUNCILLOR else moment(dice, FIRST, SETTLED)


def _memberships(nation, posts, people, ended):
    """One row for each council of a post; some councillors have left."""
    for number, ((role, councils), person) in enumerate(zip(posts, people, strict=True)):
        begins = person.joined.date()
        gone = number in ended and role == Role.COUNCILLOR
        may_sign = role in (Role.MANAGER, Role.CLERK)
        for council in councils:
            if role == Role.CLERK:
                nation.clerks[council.pk] = person
            elif role != Role.COUNCILLOR:
                nation.officers.setdefault(council.pk, []).append(person)
            public = uuid.UUID(int=nation.dice.getrandbits(128), version=4)
            last = begins + timedelta(days=30) if gone else None
            yield public, person.pk, council.pk, role, may_sign, begins, last, (person, council)
