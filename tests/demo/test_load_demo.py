"""The story is loaded whole, through the portal's own actions, and once."""

from collections import Counter
from importlib import import_module

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from accounts.models import Membership, User
from casestudies.models import CaseStudy, Chapter, ChecklistItem, Resource
from charters.champions.coverage import coverage_of
from charters.listed import listed
from charters.models import Agreement, Response, Signature, SignedFor
from core.audit import broken_seals, seal_events
from core.models import AuditEvent, OutgoingEmail
from core.registry import INVARIANT, each
from councils.models import Council
from partnerships.models import Partnership

pytestmark = pytest.mark.slow
ROLE_WORDS = {"Administrator", "Champion", "Clerk", "Councillor", "Lead member", "Liaison officer", "Manager", "Viewer"}

LEFT_TO_THE_WORKER = {"copy.missing", "mail.untried"}  # of a year ago, and no worker runs here


def everything():
    """How many rows every table has."""
    tables = connection.introspection.table_names()
    models = [model for model in apps.get_models() if model._meta.db_table in tables]
    return {model._meta.label: model._base_manager.count() for model in models}


def in_the_drawer():
    """Charters about which nobody has said anything for long, as an administrator's list shows them."""
    rows = listed(Agreement.objects.with_state(), User.objects.get(name="Administrator"))
    return [row for row in rows if row.health and row.health.is_in_drawer]


def test_loading_tells_the_story_and_loading_again_changes_nothing(load, capsys):
    """One test: to load it takes half a minute."""
    load()
    milton_keynes = Response.objects.filter(version__agreement__convener__code="E06000042")
    assert milton_keynes.count() == 49
    assert milton_keynes.exclude(answer="sent").count() == 26
    assert Signature.objects.filter(version__agreement__convener__code="E06000042").count() == 10
    assert Signature.objects.exclude(received=None).count() == 1
    assert SignedFor.objects.waiting().count() == 2
    warwickshire = Agreement.objects.get(convener__code="E10000031")
    assert warwickshire.in_force
    assert warwickshire.published_at
    drafts = Agreement.objects.filter(versions__status="draft").order_by("kind")
    assert [agreement.kind for agreement in drafts] == ["charter", "cluster"]
    counties = coverage_of([warwickshire.convener])[warwickshire.convener_id]
    assert (counties.having, counties.every, counties.missing) == (4, 5, ("Warwick District Council",))
    assert [row.agreement.convener.full_name for row in in_the_drawer()] == ["Rugby Borough Council"]
    assert Response.objects.filter(version=warwickshire.in_force, answer="declined").get().reason
    assert Council.objects.filter(name="Olney").get().full_name == "Olney Town Council"
    five = User.objects.get(name="Clerk, Astwood and four others")
    assert Membership.objects.current().filter(user=five).count() == 5

    assert sorted(Partnership.objects.values_list("status", flat=True)) == ["closed", *["live"] * 4]

    assert OutgoingEmail.objects.filter(kind="funding.digest").count() >= 4
    holds_the_whole_library()
    is_of_roles_and_unbroken()
    lists_its_pages(capsys)

    before = everything()
    load()
    assert everything() == before


def holds_the_whole_library():
    """53 studies, 18 examples and 28 notes of practice, in the guide of twelve chapters."""
    kinds = CaseStudy.objects.published().filter(origin="shipped").values_list("kind", flat=True)
    assert Counter(kinds) == {"study": 53, "example": 18, "note": 28}
    assert (Chapter.objects.count(), ChecklistItem.objects.count(), Resource.objects.count()) == (12, 45, 51)


def is_of_roles_and_unbroken():
    for person in User.objects.all():
        assert person.email.endswith("@example.org")
        assert person.name.split(",")[0] in ROLE_WORDS, person.name

    seal_events()
    assert AuditEvent.objects.unsealed().count() == 0
    assert list(broken_seals()) == []
    assert [found for found in each(INVARIANT) if found.check not in LEFT_TO_THE_WORKER] == []


def lists_its_pages(capsys):
    call_command(import_module("demo.management.commands.demo_pages").Command())
    listed = capsys.readouterr().out
    assert '"portal:council"' in listed
    assert '"charters:board"' in listed
