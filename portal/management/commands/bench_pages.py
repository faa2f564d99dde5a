"""How long pages take on the national data set, each as a ratio to a page of fixed text in the same run.

Everything is loaded in one transaction and rolled back, so the command may be run on any database.
"""

import statistics
import time

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.management.base import BaseCommand
from django.db import connection, reset_queries, transaction
from django.test import Client
from django.test.utils import override_settings
from django.urls import reverse

from accounts.models import Membership, User
from core.policies import SYSTEM
from core.roles import Role
from councils.actions import import_councils
from councils.models import Council

RUNS = 15
FEW, MANY = "E06000042", "E06000065"  # Milton Keynes with 49 local councils, North Yorkshire with 728


class Command(BaseCommand):
    help = "Time the main pages on all councils of England and Wales; prints medians and ratios."

    @override_settings(ALLOWED_HOSTS=["testserver"], SECURE_SSL_REDIRECT=False)
    def handle(self, **options):
        with transaction.atomic():
            if not Council.objects.filter(code=FEW).exists():
                import_councils(by=SYSTEM)
            self.report()
            transaction.set_rollback(True)

    def report(self):
        """One line a page: median milliseconds, ratio to the first line, queries."""
        base = None
        self.stdout.write(f"{'page':<58}{'ms':>8}{'ratio':>8}{'queries':>9}")
        for name, person, address in pages():
            milliseconds, queries = measure(person, address)
            base = base or milliseconds
            self.stdout.write(f"{name:<58}{milliseconds:>8.1f}{milliseconds / base:>8.1f}{queries:>9}")


def pages():
    """What is measured: a page of fixed text first, it is the measure of the others."""
    directory, search = reverse("councils:list"), reverse("portal:search")
    olney = Council.objects.local().of_principal(Council.objects.get(code=FEW)).get(name="Olney")
    few, many = officer_of(FEW), officer_of(MANY)
    return [
        ("fixed text (cookies)", None, reverse("core:cookies")),
        ("directory, first page", None, directory),
        ("directory, bishops waltham", None, f"{directory}?q=bishops+waltham"),
        ("directory, typo bishp waltham", None, f"{directory}?q=bishp+waltham"),
        ("directory, st m", None, f"{directory}?q=st+m"),
        ("type-ahead, mid", None, f"{reverse('councils:suggest')}?q=mid"),
        ("search of everything, milton", None, f"{search}?q=milton"),
        ("council page, Olney", None, olney.get_absolute_url()),
        ("home of an officer with 49 councils", few, reverse("portal:home")),
        ("home of an officer with 728 councils", many, reverse("portal:home")),
        ("charters", few, reverse("charters:list")),
    ]


def officer_of(code):
    """Someone who answers for a principal, for the time of the benchmark."""
    person = User.objects.create_user(f"bench-{code.lower()}@example.org", "Liaison officer")
    principal = Council.objects.get(code=code)
    Membership.objects.create(user=person, council=principal, role=Role.LIAISON_OFFICER)
    TOTP.activate(person, generate_totp_secret())
    return person


def measure(person, address):
    """Median milliseconds of a warm page, and its number of queries."""
    client = Client()
    if person:
        sign_in(client, person)
    assert client.get(address).status_code == 200, address  # noqa: S101 - a wrong page must not be timed
    took = []
    for _ in range(RUNS):
        start = time.perf_counter()
        client.get(address)
        took.append((time.perf_counter() - start) * 1000)
    connection.force_debug_cursor = True
    reset_queries()
    client.get(address)
    queries = len(connection.queries)
    connection.force_debug_cursor = False
    return statistics.median(took), queries


def sign_in(client, person):
    """As if the second factor had been given."""
    client.force_login(person)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": 0, "type": "totp"}]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()
